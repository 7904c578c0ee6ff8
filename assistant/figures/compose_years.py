"""Answers over years in words: a figure a year, moves from one year to another, the year in which a figure was highest."""

from __future__ import annotations

from collections.abc import Callable

from assistant.bodies import level_in
from assistant.figures.compose_sides import SidesSaid
from assistant.figures.compose_totals import Row, TotalsSaid
from assistant.figures.evidenced import MOST_ROWS_IN_WORDS
from assistant.metrics import RATIO
from assistant.wording import counted, say_condition, say_metric, say_number


class YearsSaid(TotalsSaid, SidesSaid):
    """Words what is asked over years."""

    def _wording_over_years(self) -> Callable[[], str] | None:
        """How to word it; None for what is not over years."""
        intent = self.intent
        if intent.sides:
            return self._say_sides
        if intent.operation == "top_year":
            return self._say_top_year
        steady = intent.every_year or (intent.change and intent.change.steady)
        if steady and len(self.scope.years) > 1:
            return self._say_steady if intent.operation == "filter" else self._say_changes_counted
        if intent.change and intent.operation == "count":
            return self._say_changes_counted
        if intent.change:
            return self._say_changes
        if intent.added_up and intent.operation == "trend":
            return self._say_totals
        if intent.added_up == "agencies" and intent.operation == "filter":
            return self._say_years_of_totals
        if intent.added_up == "agencies" and intent.operation == "times" and len(self.scope.years) == 2:
            return self._say_times_of_totals
        if intent.added_up == "agencies" and intent.operation == "average":
            return self._say_yearly_mean
        beside = intent.operation in ("difference", "times")
        if intent.added_up == "years" and len(self.scope.years) > 1 and not beside:
            return self._say_summed
        return None

    # ── from one year to another ──

    def _operand(self, row: Row, year: int, value: float | None) -> str:
        if by := self.intent.grouped_by:
            own = [f for f in self._of_year(year) if self.places.get(f.agency) == row[by]]
            said = say_number(value, self.metrics[0].unit, self.language) if value is not None else "–"
            return f"**{said}**{self._marks_of_total(0, own)}"
        if self.intent.added_up:
            return self._total(year, value)
        return self._figure(self._figure_of(row["agency"], year), 0)

    def _whose(self, row: Row) -> str:
        """Whose a move is: an agency's, a province's, or that of all together."""
        if by := self.intent.grouped_by:
            return level_in(row[by], self.language) if by == "level" else str(row[by])
        return self.say("合计", "total") if self.intent.added_up else str(row["agency"])

    def _say_change(self, row: Row) -> str:
        """A move with both its figures: 131 件[1]，2021 年 120 件[2]：增加 11 件（+9.17%）."""
        name, metric = self.metrics[0].code, self.metrics[0]
        year, before = row["year"], row["year_before"]
        now = self._operand(row, year, row[name])
        then = self._operand(row, before, row[f"{name}_before"])
        who = self._whose(row)
        moved = self._moved(row["change"], row["growth"], metric.unit)
        return self.say(
            f"{who} {before} 年 {then}，{year} 年 {now}：{moved}",
            f"{who}: {then} in {before}, {now} in {year}: {moved}",
        )

    def _moved(self, change: float | None, growth: float | None, unit: str) -> str:
        if change is None:
            return self.say("算不出变化", "no change can be told")
        size = self._apart_by(change)
        if change == 0:
            return self.say("**没有变化**", "**no change**")
        word = self.say("增加" if change > 0 else "减少", "up" if change > 0 else "down")
        if growth is None:
            return f"{word} **{size}**" + self.say(
                "（前一年是 0，没有增长率）", " (from 0, so there is no rate)"
            )
        if unit == RATIO:
            return f"{word} **{size}**"
        part = say_number(growth, RATIO, self.language)
        return (
            f"{word} **{size}**"
            + self.say("（", " (")
            + f"**{'+' if growth > 0 else ''}{part}**"
            + self.say("）", ")")
        )

    def _say_changes(self) -> str:
        rows = self._named_rows()
        name = say_metric(self.metrics[0], self.language)
        if not rows:
            self._cite_all_known()
            if self.intent.added_up or len(self.scope.agencies) == 1:
                return self.say(
                    f"没有（0 年）：{self._years} 年间没有哪一年{name}{self._tested_change()}。",
                    f"None (0 years): in no year of {self._years} was {name} {self._tested_change()}.",
                )
            return self.say(
                f"没有。在 {self._those_compared()}中，没有一个{name}{self._tested_change()}。",
                f"None of the {self._those_compared()} compared had {name} {self._tested_change()}.",
            )
        if self.intent.operation == "filter" and (self.intent.added_up or len(self.scope.agencies) == 1):
            return self._say_years_moved(rows, name)
        if len(rows) == 1:
            lead = self._whose(rows[0]) if self.intent.operation != "growth" else ""
            of = self._those_compared()
            head = self.say(f"**{lead}** 在 {of}中{self._end()}。", f"**{lead}**, {self._end()} of {of}.")
            line = f"{name}{self.say('：', ': ')}{self._say_change(rows[0])}"
            return f"{head}\n\n{line}" if self.intent.operation == "rank" else line
        lines = [f"- {self._say_change(row)}" for row in rows[:MOST_ROWS_IN_WORDS]]
        if len(rows) > MOST_ROWS_IN_WORDS:
            lines.append(
                self.say(f"- …… 共 {len(rows)} 行，见表格", f"- … {len(rows)} rows in all, see the table")
            )
        heads = {
            "filter": (
                f"{name}{self._tested_change()}的有 {len(rows)} 个：",
                f"{len(rows)} with {name} {self._tested_change()}:",
            ),
            "rank": (
                f"{name}，{self._end()}（{self._those_compared()}）：",
                f"{name}, {self._end()} of {self._those_compared()}:",
            ),
        }
        return (
            self.say(*heads.get(self.intent.operation, (f"{name}：", f"{name}:"))) + "\n\n" + "\n".join(lines)
        )

    def _say_years_of_totals(self) -> str:
        """The years whose total passes a test."""
        condition, metric = self.intent.condition, self.metrics[0]
        test = say_condition(condition, metric.unit, self.language) if condition else ""
        rows, name = self._named_rows(), say_metric(metric, self.language)
        if not rows:
            self._cite_all_known()
            return self.say(
                f"没有：{self._years} 年中没有哪一年的{name}合计{test}。",
                f"None: in no year of {self._years} was the total of {name} {test}.",
            )
        years = self.say("、", ", ").join(str(row["year"]) for row in rows)
        return (
            self.say(f"**{years} 年**{name}合计{test}。", f"**{years}**: total of {name} {test}.")
            + "\n\n"
            + self._say_totals()
        )

    def _say_years_moved(self, rows: list[Row], name: str) -> str:
        """The years in which a figure moved that way, and how many they are."""
        years = self.say("、", ", ").join(
            str(row["year"]) for row in sorted(rows, key=lambda row: row["year"])
        )
        head = self.say(
            f"**{years} 年**，共 **{len(rows)}** 年，{name}{self._tested_change()}：",
            f"**{years}**, {counted(len(rows), 'year')}: {name} {self._tested_change()}:",
        )
        return head + "\n\n" + "\n".join(f"- {self._say_change(row)}" for row in rows)

    def _compared(self) -> int:
        """How many agencies, or places they are put together by, have a figure on both years."""
        years: dict[str, set[int]] = {}
        for figure in self.evidence.figures:
            if figure.values[0] is not None:
                whose = self.places.get(figure.agency, "") if self.intent.grouped_by else figure.agency
                years.setdefault(whose, set()).add(figure.year)
        return sum(1 for whose, of in years.items() if whose and len(of) > 1)

    def _those_compared(self) -> str:
        """43 个单位, 7 个省."""
        number, by = self._compared(), self.intent.grouped_by
        zh, en = (
            ("省", "provinces")
            if by == "province"
            else ("市", "cities")
            if by == "city"
            else ("级别", "levels")
        )
        return self.say(f"{number} 个{zh if by else '单位'}", f"{number} {en if by else 'agencies'}")

    def _end(self) -> str:
        change = self.intent.change
        assert change is not None
        if change.whole:
            return self.say("按变化排序", "in the order of its change")
        rate = change.relative
        most = self.intent.descending == (change.direction >= 0)
        word = {1: ("增加", "rose"), -1: ("减少", "fell")}.get(change.direction, ("变化", "changed"))
        how = self.say("幅度" if rate else "", "in per cent" if rate else "")
        return self.say(
            f"{word[0]}{how}{'最大' if most else '最小'}",
            f"{word[1]} the {'most' if most else 'least'} {how}".rstrip(),
        )

    def _tested_change(self) -> str:
        """What the moves had to pass, in words."""
        said, condition = [], self.intent.condition
        while condition:
            alone = condition._replace(also=None)
            of = {"growth": ("增长率", "growth"), "change": ("变化", "change")}.get(
                condition.metric, ("", "")
            )
            unit = RATIO if condition.metric == "growth" else self.metrics[0].unit
            said.append(f"{self.say(*of)} {say_condition(alone, unit, self.language)}".strip())
            condition = condition.also
        return self.say(" 且 ", " and ").join(said)

    def _say_changes_counted(self) -> str:
        number = self.evidence.rows[0][0]
        self._cite_all_known()
        name = say_metric(self.metrics[0], self.language)
        test = self._tested_change()
        if self.intent.every_year or (self.intent.change and self.intent.change.steady):
            test = self._every_year()
        return self.say(
            f"**{number} 个**：{self._years} 年间{name}{test}的单位（在 {self._compared()} 个单位中）。",
            f"**{number}** of {self._compared()} agencies had {name} {test} ({self._years}).",
        )

    def _every_year(self) -> str:
        """What was so in every year, in words."""
        if self.intent.change is None:
            test = self._tested_change()
            if years := self.intent.in_years:
                said = say_condition(years, "", self.language).strip()
                if self.intent.in_a_row:
                    number = int(years.value)
                    return self.say(
                        f"连续 {number} 年{test}", f"{test} in {counted(number, 'year')} in a row"
                    )
                return self.say(f"{test}的年份{said} 年", f"{test} in {said} of the years")
            if self.intent.in_each_report:
                return self.say(f"每份报告都{test}", f"{test} in every report")
            return self.say(f"每年都{test}", f"{test} in every year")
        falls = self.intent.change.direction < 0
        if self.intent.condition and "=" in self.intent.condition.operator:
            return self.say(
                "没有一年增加" if falls else "没有一年减少",
                "rising in no year" if falls else "falling in no year",
            )
        return self.say(
            "年年减少" if falls else "年年增加", "falling every year" if falls else "rising every year"
        )

    def _say_steady(self) -> str:
        rows, name, way = self._named_rows(), say_metric(self.metrics[0], self.language), self._every_year()
        if not rows:
            self._cite_all_known()
            return self.say(
                f"没有一个单位的{name}在 {self._years} 年{way}。",
                f"No agency has {name} {way} ({self._years}).",
            )
        lines = []
        for row in rows[:MOST_ROWS_IN_WORDS]:
            of_years = (self.evidence.figure_of(row["agency"], year) for year in sorted(self.scope.years))
            figures = [self._figure(figure, 0) for figure in of_years if figure]
            lines.append(f"- {row['agency']}{self.say('：', ': ')}{' → '.join(figures)}")
        if len(rows) > MOST_ROWS_IN_WORDS:
            lines.append(
                self.say(f"- …… 共 {len(rows)} 行，见表格", f"- … {len(rows)} rows in all, see the table")
            )
        head = self.say(
            f"{name}在 {self._years} 年{way}的有 {len(rows)} 个：",
            f"{len(rows)} with {name} {way} ({self._years}):",
        )
        return head + "\n\n" + "\n".join(lines)

    # ── in which year ──

    def _say_top_year(self) -> str:
        rows, name = self._named_rows(), say_metric(self.metrics[0], self.language)
        if not rows:
            return self.say("没有可以比较的数字。", "There are no figures to compare.")
        if self.intent.own_years and not self.intent.change:
            return self._say_own_years(rows, name)
        years = self.say("、", ", ").join(dict.fromkeys(str(row["year"]) for row in rows))
        if self.intent.change:
            head = self.say(f"**{years} 年**，{name}{self._end()}：", f"**{years}**: {name} {self._end()}:")
            return head + "\n\n" + "\n".join(f"- {self._say_change(row)}" for row in rows)
        end = self.say(
            "最多" if self.intent.descending else "最少",
            "the most" if self.intent.descending else "the fewest",
        )
        if self.metrics[0].unit in (RATIO, "元"):
            end = self.say(
                "最高" if self.intent.descending else "最低",
                "the highest" if self.intent.descending else "the lowest",
            )
        if self.intent.both_ends:
            end = self.say("最高和最低", "the highest and the lowest")
        head = self.say(f"**{years} 年**{name}{end}。各年：", f"**{years}**: {end} {name}. Each year:")
        return head + "\n\n" + "\n".join(self._year_lines(rows))

    def _say_own_years(self, rows: list[Row], name: str) -> str:
        """The year in which each agency's figure was highest."""
        lines = [
            f"- {row['agency']}{self.say('：', ': ')}{row['year']}{self.say(' 年 ', ', ')}"
            f"{self._figure(self._figure_of(row['agency'], row['year']), 0)}"
            for row in rows[:MOST_ROWS_IN_WORDS]
        ]
        end = self.say(
            "最高" if self.intent.descending else "最低", "highest" if self.intent.descending else "lowest"
        )
        head = self.say(f"{name}，各单位{end}的一年：", f"{name}: the year in which each agency's was {end}:")
        return "\n".join([head, "", *lines, *self._rows_left(len(rows))])

    def _year_lines(self, rows: list[Row]) -> list[str]:
        """Every year's figure, the winners first."""
        if not self.intent.added_up:
            figures = sorted(
                self.evidence.figures, key=lambda f: f.values[0] or 0, reverse=self.intent.descending
            )
            return [
                f"- {f.agency} {f.year}{self.say('：', ': ')}{self._figure(f, 0)}"
                for f in figures[:MOST_ROWS_IN_WORDS]
            ]
        code = self.metrics[0].code
        return [f"- {row['year']}{self.say('：', ': ')}{self._total(row['year'], row[code])}" for row in rows]
