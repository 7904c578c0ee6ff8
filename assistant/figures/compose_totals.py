"""Totals in words: each year's over all agencies, an agency's over all years, with the cells that they are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.bodies import level_in
from assistant.figures.evidence import Figures
from assistant.figures.evidenced import MOST_ROWS_IN_WORDS
from assistant.figures.saying import HOW_TAKEN, Saying
from assistant.metrics import RATIO
from assistant.wording import counted, say_condition, say_metric, say_number

Row = dict[str, Any]
GROUPS = {"province": ("省", "province"), "city": ("市", "city"), "level": ("级别", "level"), "": ("", "")}


class TotalsSaid(Saying):
    """Words what is added up over agencies or years."""

    places: Mapping[
        str, str
    ]  # where each agency stands: the province, city or level that the question groups by

    def _say_groups(self) -> str:
        """Each group's figure with the number of reports it is made of."""
        by, lines = self.intent.grouped_by, []
        for row in self._named_rows()[:MOST_ROWS_IN_WORDS]:
            own = [f for f in self.evidence.figures if self.places.get(f.agency) == row[by]]
            own = [f for f in own if f.year == row["year"]] if "year" in row else own
            said, count = [], 0
            for number, metric in enumerate(self.metrics):
                known = [f for f in own if f.values[number] is not None]
                marks = self._marks_of_total(number, known)
                value, count = row[metric.code], max(count, len(known))
                figure = say_number(value, metric.unit, self.language) if value is not None else "–"
                said.append(f"**{figure}**{marks}")
            line = self.say("，", ", ").join(said)
            group = level_in(row[by], self.language) if by == "level" else row[by]
            group = (
                self.say(f"{group} {row['year']} 年", f"{group}, {row['year']}") if "year" in row else group
            )
            lines.append(
                self.say(
                    f"- {group}：{line}（{count} 份报告）",
                    f"- {group}: {line} ({counted(count, 'report')})",
                )
            )
        lines += self._rows_left(len(self.evidence.rows))
        how = self.say(*HOW_TAKEN[self.intent.grouped_mean])
        name = self.say("，", ", ").join(say_metric(metric, self.language) for metric in self.metrics)
        head = self.say(
            f"{self._years} 年{name}，按{GROUPS[by][0]}{how}：",
            f"{name}, {how} by {GROUPS[by][1]}, {self._years}:",
        )
        if self.intent.operation == "rank":
            self._cite_all_known()
        return head + "\n\n" + "\n".join(lines)

    def _say_counted_apart(self, name: str, test: str) -> str:
        """How many agencies of each year or place pass a test."""
        by, lines = self.intent.counted_apart, []
        for row in self._named_rows()[:MOST_ROWS_IN_WORDS]:
            group = level_in(row[by], self.language) if by == "level" else row[by]
            group = self.say(f"{group} 年", str(group)) if by == "year" else group
            own = [f for f in self.evidence.cited if row[by] in (f.year, self.places.get(f.agency))]
            marks = self._marks_of_total(0, own)
            lines.append(
                self.say(
                    f"- {group}：**{row['agencies']} 个**{marks}（有数字的 {row['all_agencies']} 个单位中）",
                    f"- {group}: **{row['agencies']}**{marks} of {counted(row['all_agencies'], 'agency', 'agencies')} with a figure",
                )
            )
        lines += self._rows_left(len(self.evidence.rows))
        if by == "year":
            head = self.say(f"各年{name}{test}的单位：", f"Agencies with {name} {test}, by year:")
        else:
            where, years = GROUPS[by], self._years
            head = self.say(
                f"{years} 年{name}{test}的单位，按{where[0]}计数：",
                f"Agencies with {name} {test} in {years}, by {where[1]}:",
            )
        if self.intent.superlative:
            most = self.say(
                *(
                    ("最多的在前", "the most first")
                    if self.intent.descending
                    else ("最少的在前", "the fewest first")
                )
            )
            head = self.say(f"{head[:-1]}（{most}）：", f"{head[:-1]} ({most}):")
        return head + "\n\n" + "\n".join(lines)

    def _named_rows(self) -> list[Row]:
        return [dict(zip(self.plan.columns, row, strict=True)) for row in self.evidence.rows]

    def _of_year(self, year: int) -> list[Figures]:
        return [f for f in self.evidence.figures if f.year == year and f.values[0] is not None]

    def _total(self, year: int, value: float | None, number: int = 0) -> str:
        """One year's total with the marks of all the cells it is made of."""
        metric = self.metrics[number]
        marks = self._marks_of_total(number, [f for f in self.evidence.cited if f.year == year])
        if value is None:
            return self.say("没有数字", "no figure")
        return f"**{say_number(value, metric.unit, self.language)}**{marks}"

    def _say_totals(self) -> str:
        name = self.say("，", ", ").join(say_metric(metric, self.language) for metric in self.metrics)
        lines = []
        for row in self._named_rows():
            totals = [self._total(row["year"], row[metric.code], n) for n, metric in enumerate(self.metrics)]
            count = len(self._of_year(row["year"]))
            said = self.say("，", ", ").join(totals)
            lines.append(
                self.say(
                    f"- {row['year']} 年：{said}（{count} 份报告）",
                    f"- {row['year']}: {said} ({counted(count, 'report')})",
                )
            )
        zh, en = HOW_TAKEN[self.intent.grouped_mean]
        head = self.say(f"{name}，各年{zh}：", f"{name}, {en} of each year:")
        return head + "\n\n" + "\n".join(lines)

    def _say_times_of_totals(self) -> str:
        """One year's total as a multiple of another's, both said."""
        *values, times = self.evidence.rows[0]
        years = [int(column.rsplit("_", 1)[1]) for column in self.plan.columns[:-1]]
        totals = [
            f"{year}{self.say('：', ': ')}{self._total(year, value)}"
            for year, value in zip(years, values, strict=True)
        ]
        name = say_metric(self.metrics[0], self.language)
        head = self.say(f"{name}合计，**{times:,.2f} 倍**：", f"{name}, total: **{times:,.2f} times**:")
        return head + "\n\n" + "\n".join(f"- {total}" for total in totals)

    def _say_yearly_mean(self) -> str:
        """The mean of the yearly totals."""
        lines = []
        for number, metric in enumerate(self.metrics):
            marks = self._marks_of_total(number)
            said, name = (
                say_number(self.evidence.rows[0][number], metric.unit, self.language),
                say_metric(metric, self.language),
            )
            lines.append(
                self.say(
                    f"{self._years} 年各年合计的平均，{name}：**{said}** {marks}",
                    f"Average of the yearly totals of {name}, {self._years}: **{said}** {marks}",
                )
            )
        return "\n\n".join(lines)

    def _total_lines(self) -> str:
        """What each of the agencies set beside each other had in all the years together."""
        metric, lines = self.metrics[0], []
        for agency, value in zip(self.intent.agencies, self.evidence.rows[0][:-1], strict=True):
            own = [f for f in self.evidence.figures if f.agency == agency and f.values[0] is not None]
            marks = self._marks_of_total(0, own)
            total = say_number(value, metric.unit, self.language)
            years = ", ".join(str(f.year) for f in sorted(own, key=lambda f: f.year))
            lines.append(
                self.say(
                    f"- {agency}：**{total}**{marks}（{years}）", f"- {agency}: **{total}**{marks} ({years})"
                )
            )
        return "\n".join(lines)

    def _say_yearly_differences(self) -> str:
        """How far the agencies set beside each other are apart in each year, with the figures of each."""
        metric, lines = self.metrics[0], []
        for row in self._named_rows():
            own = sorted(self._of_year(row["year"]), key=lambda f: -(f.values[0] or 0))
            said = self.say("，", ", ").join(
                f"{f.agency} {say_number(f.values[0] or 0, metric.unit, self.language)}"
                f"{self.citations.cells(self.cells(metric, f))}"
                for f in own
            )
            apart = row["difference"]
            told = self._apart_by(apart) if apart is not None else "–"
            lines.append(
                self.say(f"- {row['year']} 年：**{told}**（{said}）", f"- {row['year']}: **{told}** ({said})")
            )
        name = say_metric(metric, self.language)
        head = self.say(f"{name}，每年相差：", f"{name}, the difference in each year:")
        return head + "\n\n" + "\n".join(lines)

    def _say_summed(self) -> str:
        """Agencies ranked, counted or set beside all others by what they had in all the years together."""
        rows, code, metric = self._named_rows(), self.metrics[0].code, self.metrics[0]
        among = len({f.agency for f in self.evidence.figures if f.values[0] is not None})
        yearly = self.intent.operation == "average" or self.intent.grouped_mean
        together = ("平均每年", "a year on average") if yearly else ("合计", "together")
        name = self.say(
            f"{self._years} 年{together[0]}的{say_metric(metric, 'zh')}",
            f"{say_metric(metric, 'en')}, {self._years} {together[1]}",
        )
        self._cite_all_known()
        condition = self.intent.condition
        test = say_condition(condition, metric.unit, self.language) if condition else ""
        if self.intent.operation == "filter":
            name = self.say(f"{name}{test}的有 {len(rows)} 个", f"{len(rows)} with {name} {test}")
        if self.intent.operation == "count":
            return self.say(
                f"**{rows[0]['agencies']} 个**：{name}{test}（共 {among} 个单位）。",
                f"**{rows[0]['agencies']}** of {among} agencies: {name} {test}.",
            )
        lines = []
        for row in rows[:MOST_ROWS_IN_WORDS]:
            marks = self._marks_of_total(0, [f for f in self.evidence.cited if f.agency == row["agency"]])
            line = f"**{row['agency']}**{self.say('：', ': ')}**{say_number(row[code], metric.unit, self.language)}**{marks}"
            if "place" in row:
                line += self.say(f"，排第 **{row['place']}**", f", place **{row['place']}**")
            if share := row.get(f"{code}_share"):
                line += self.say(
                    f"，占 **{say_number(share, RATIO, 'zh')}**",
                    f", **{say_number(share, RATIO, 'en')}** of all",
                )
            lines.append(line)
        end = ""
        if self.intent.operation == "rank":
            end = self.say(
                "最多" if self.intent.descending else "最少",
                ", the most" if self.intent.descending else ", the fewest",
            )
        return (
            self.say(
                f"{name}{end}（{among} 个单位）：", f"{name}{end} of {counted(among, 'agency', 'agencies')}:"
            )
            + "\n\n"
            + "\n".join(f"- {line}" for line in lines)
        )
