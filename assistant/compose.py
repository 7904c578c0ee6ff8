"""Evidence → Answer: the figures in words, every one with the marks of its cells, and what must be said beside them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from assistant.citing import CitationList
from assistant.conversation import Answer, Result
from assistant.declining import decline
from assistant.figures import Evidence, Figures, PrintedCell
from assistant.intent import Intent, Metric
from assistant.metrics import RATIO
from assistant.sql import Plan, Scope
from assistant.wording import join_names, pick, say_cell, say_condition, say_metric, say_number
from index.kinds import is_government

MOST_ROWS_IN_WORDS = 12


class Reading(NamedTuple):
    """An intent with its scope settled: which years, which agencies, and what was assumed on the way."""

    intent: Intent
    scope: Scope
    notes: tuple[str, ...] = ()


class Composer:
    """Words one answer; every figure said gets the marks of its cells."""

    def __init__(
        self,
        reading: Reading,
        plan: Plan,
        evidence: Evidence,
        outsider: tuple[Figures, Evidence] | None = None,
    ) -> None:
        self.outsider = outsider
        self.intent = reading.intent
        self.language = reading.intent.language
        self.scope = reading.scope
        self.plan = plan
        self.evidence = evidence
        self.metrics = reading.intent.metrics
        self.citations = CitationList()
        self.caveats = list(reading.notes)
        self.by_agency: dict[tuple[str, int], Figures] = {(f.agency, f.year): f for f in evidence.figures}

    def answer(self) -> Answer:
        if not self.evidence.figures:
            return self._no_report()
        if all(value is None for figure in self.evidence.figures for value in figure.values):
            return self._all_blank()
        if self._has_no_outcome():
            return self._all_blank()
        text = self._text()
        self._cite_operands()
        self._add_caveats()
        return Answer(
            self.intent.question,
            self.language,
            "answered",
            "statistics",
            text,
            Result(self.plan.columns, self.evidence.rows, self.plan.unit),
            self.plan.sql,
            self.plan.parameters,
            tuple(self.citations.citations),
            tuple(dict.fromkeys(self.caveats)),
        )

    def _has_no_outcome(self) -> bool:
        """A difference, a ratio or a rank of which an operand is no printed number."""
        if self.intent.operation in ("difference", "times"):
            return not self.evidence.rows or self.evidence.rows[0][-1] is None
        return self.intent.operation in ("position", "agency_share", "growth") and (
            not self.evidence.rows or any(row[-1] is None for row in self.evidence.rows[:1])
        )

    def _say(self, zh: str, en: str) -> str:
        return pick(self.language, zh, en)

    # ── nothing to show ──

    def _no_report(self) -> Answer:
        said = self._say("没有收录符合条件的报告。", "No indexed report fits these conditions.")
        return decline(self.intent, "no_data", "nothing_found", said)

    def _all_blank(self) -> Answer:
        """Understood, but the cells hold no number: say what they hold, and cite them."""
        lines = []
        for figure in self.evidence.figures[:MOST_ROWS_IN_WORDS]:
            for metric in self.metrics:
                cells = self._cells(metric, figure)
                marks = self.citations.cells(cells)
                name, what = say_metric(metric, self.language), self._why_none(metric, figure, cells)
                if figure.values[self.metrics.index(metric)] is not None:
                    continue
                lines.append(
                    self._say(
                        f"{figure.agency} {figure.year} 年的“{name}”{what}{marks}",
                        f"{figure.agency} ({figure.year}), {name}: {what} {marks}",
                    )
                )
        lines = list(dict.fromkeys(lines))
        text = self._say("报告里没有这个数字：", "The reports do not give this figure: ") + self._say(
            "；", "; "
        ).join(lines)
        nothing = all(self._divides_by_zero(m, f) for f in self.evidence.figures for m in self.metrics)
        text += "" if nothing else self._say("。空白不等于 0。", ". A blank is not 0.")
        self._add_problem_caveats()
        answer = decline(
            self.intent, "no_data", "nothing_found" if nothing else "blank_cell", text, caveats=self.caveats
        )
        result = Result(self.plan.columns, (), self.plan.unit)
        return replace(
            answer,
            citations=tuple(self.citations.citations),
            sql=self.plan.sql,
            parameters=self.plan.parameters,
            result=result,
        )

    def _what_cells_hold(self, cells: Sequence[PrintedCell]) -> str:
        states = {cell.state for cell in cells}
        if states == {"missing"} or not cells:
            return self._say("没有印出", "not printed")
        if "text" in states:
            raw = next(cell.raw for cell in cells if cell.state == "text")
            return self._say(
                f"印作“{raw}”，不能当作确定的数字", f"printed as “{raw}”, which is no definite number"
            )
        if "na" in states and "blank" not in states:
            raw = next(cell.raw for cell in cells if cell.state == "na")
            return self._say(f"印的是“{raw}”", f"printed as “{raw}”")
        return self._say("是空白", "left blank")

    # ── figures in words ──

    def _cells(self, metric: Metric, figure: Figures) -> list[PrintedCell]:
        terms = (metric.of, metric.over) if metric.over else (metric.of,)
        return [cell for term in terms for cell in self.evidence.cells_behind(term, figure.report_id)]

    def _divides_by_zero(self, metric: Metric, figure: Figures) -> bool:
        """A rate of nothing: its whole is printed and is 0."""
        if metric.over is None:
            return False
        whole = [cell.value for cell in self.evidence.cells_behind(metric.over, figure.report_id)]
        return bool(whole) and None not in whole and not any(whole)

    def _figure(self, figure: Figures, number: int) -> str:
        """One figure with its marks: **21 件**[1]."""
        metric, value = self.metrics[number], figure.values[number]
        cells = self._cells(metric, figure)
        marks = self.citations.cells(cells)
        if value is None:
            return self._why_none(metric, figure, cells) + marks
        return f"**{say_number(value, metric.unit, self.language)}**{marks}"

    def _why_none(self, metric: Metric, figure: Figures, cells: Sequence[PrintedCell]) -> str:
        if self._divides_by_zero(metric, figure):
            return self._say("总数是 0，没有比率", "no rate, the whole is 0")
        return self._what_cells_hold(cells)

    def _figure_of(self, agency: str, year: int | None = None) -> Figures:
        return next(f for f in self.evidence.figures if f.agency == agency and year in (None, f.year))

    def _text(self) -> str:
        operation = self.intent.operation
        wording = {
            "rank": self._say_rank,
            "position": self._say_position,
            "top_item": self._say_top_item,
            "sum": self._say_aggregate,
            "average": self._say_aggregate,
            "median": self._say_aggregate,
            "count": self._say_count,
            "filter": self._say_filter,
            "compare": self._say_compare,
            "difference": self._say_difference,
            "times": self._say_times,
            "agency_share": self._say_agency_share,
            "growth": self._say_growth,
        }.get(operation, self._say_list)
        return wording()

    @property
    def _years(self) -> str:
        return join_names([str(year) for year in sorted(self.scope.years)], self.language)

    def _say_list(self) -> str:
        """Lookups, lists and trends: the single figure as a sentence, several as lines."""
        figures = self._in_row_order()
        if len(figures) == 1 and len(self.metrics) == 1:
            figure, metric = figures[0], self.metrics[0]
            said = self._figure(figure, 0)
            name = say_metric(metric, self.language)
            return self._say(
                f"{figure.agency} {figure.year} 年{name}：{said}",
                f"{figure.agency}, {figure.year}: {said} {name}",
            )
        if len(figures) == 1:
            head = self._say(
                f"{figures[0].agency} {figures[0].year} 年：", f"{figures[0].agency}, {figures[0].year}:"
            )
            return head + "\n\n" + self._metric_lines(figures[0])
        if len(self.metrics) == 1:
            name = say_metric(self.metrics[0], self.language)
            return (
                self._say(f"{self._years} 年{name}：", f"{name}, {self._years}:")
                + "\n\n"
                + self._agency_lines(figures)
            )
        return "\n\n".join(
            f"{f.agency} {f.year}\n\n{self._metric_lines(f)}" for f in figures[:MOST_ROWS_IN_WORDS]
        )

    def _in_row_order(self) -> list[Figures]:
        """The figures in the order of the answer's rows."""
        at = {column: number for number, column in enumerate(self.plan.columns)}
        if "agency" not in at:
            return list(self.evidence.figures)
        ordered = []
        for row in self.evidence.rows:
            year = row[at["year"]] if "year" in at else self.scope.years[0]
            if figure := self.by_agency.get((row[at["agency"]], year)):
                ordered.append(figure)
        return ordered

    def _metric_lines(self, figure: Figures) -> str:
        lines = [
            f"- {say_metric(metric, self.language)}{self._say('：', ': ')}{self._figure(figure, number)}"
            for number, metric in enumerate(self.metrics)
        ]
        return "\n".join(lines)

    def _figures_of(self, figure: Figures) -> str:
        return self._say("，", ", ").join(self._figure(figure, number) for number in range(len(self.metrics)))

    def _agency_lines(self, figures: Sequence[Figures]) -> str:
        several_years = len(self.scope.years) > 1
        lines = [
            f"- {f.agency}{f' {f.year}' if several_years else ''}{self._say('：', ': ')}{self._figures_of(f)}"
            for f in figures[:MOST_ROWS_IN_WORDS]
        ]
        if len(figures) > MOST_ROWS_IN_WORDS:
            lines.append(
                self._say(
                    f"- …… 共 {len(figures)} 行，见表格", f"- … {len(figures)} rows in all, see the table"
                )
            )
        return "\n".join(lines)

    def _say_rank(self) -> str:
        figures = self._in_row_order()
        if not figures:
            return self._say("没有可以排名的数字。", "There are no figures to rank.")
        metric = self.metrics[0]
        name, crowd = say_metric(metric, self.language), self._crowd()
        end = self._say(
            "最多" if self.intent.descending else "最少",
            "the most" if self.intent.descending else "the fewest",
        )
        if metric.unit in (RATIO, "元"):
            end = self._say(
                "最高" if self.intent.descending else "最低",
                "the highest" if self.intent.descending else "the lowest",
            )
        best = figures[0].values[0]
        if self.intent.n == 1 and best == 0 and len(figures) > 1:
            names = join_names([f.agency for f in figures], self.language)
            head = self._say(
                f"{self._years} 年{crowd}中，“{name}”{end}的是 0，{len(figures)} 个并列：{names}。",
                f"Among {crowd} in {self._years}, {end} “{name}” is 0, shared by {len(figures)}: {names}.",
            )
            return head + "\n\n" + self._agency_lines(figures)
        if self.intent.n == 1 and len(figures) == 1:
            winner, said = figures[0], self._figure(figures[0], 0)
            return self._say(
                f"**{winner.agency}**：{winner.year} 年{name} {said}，在 {crowd}中{end}。",
                f"**{winner.agency}**: {said} {name} in {winner.year}, {end} of {crowd}.",
            )
        tied = self._say("，并列", " (tied)") if self.intent.n == 1 else ""
        head = self._say(
            f"{self._years} 年{name}{end}的（{crowd}）{tied}：",
            f"{name}, {end} of {crowd} in {self._years}{tied}:",
        )
        return head + "\n\n" + self._agency_lines(figures)

    def _crowd(self) -> str:
        """Whom the ranking is among: 4 个局 with a figure."""
        known = sum(1 for figure in self.evidence.figures if figure.values[0] is not None)
        kind = {
            "bureaus": ("个局", "bureaus"),
            "governments": ("个政府", "governments"),
            "all": ("个单位", "agencies"),
        }[self.scope.kind]
        one = self._say(
            kind[0], kind[1] if known != 1 else kind[1].removesuffix("s").replace("agencie", "agency")
        )
        return f"{known} {one}"

    def _say_top_item(self) -> str:
        """Which of several figures is highest; all of them are listed below, highest first."""
        by_name = {say_metric(metric, self.language): number for number, metric in enumerate(self.metrics)}
        winners = [by_name[item] for item, _ in self.evidence.rows]
        names = self._say("、", ", ").join(
            say_metric(self.metrics[number], self.language) for number in winners
        )
        values = dict.fromkeys(
            say_number(v, self.metrics[0].unit, self.language) for _, v in self.evidence.rows
        )
        best = self._say("、", ", ").join(values)
        end = self._say(
            "最多" if self.intent.descending else "最少",
            "the most" if self.intent.descending else "the fewest",
        )
        head = self._say(f"{end}的是**{names}**，**{best}**：", f"**{names}**, **{best}**, {end}:")
        figures = self.evidence.figures[:MOST_ROWS_IN_WORDS]
        return head + "\n\n" + "\n\n".join(f"{f.agency} {f.year}\n\n{self._metric_lines(f)}" for f in figures)

    def _say_position(self) -> str:
        lines = []
        for row in self.evidence.rows:
            values = dict(zip(self.plan.columns, row, strict=True))
            said = self._figure(self._figure_of(values["agency"], values.get("year")), 0)
            name = say_metric(self.metrics[0], self.language)
            lines.append(
                self._say(
                    f"**{values['agency']}** 排第 **{values['place']}**（{self._crowd()}，{name} {said}）。",
                    f"**{values['agency']}** ranks **{values['place']}** of {self._crowd()}: {said} {name}.",
                )
            )
        return "\n\n".join(lines)

    def _say_aggregate(self) -> str:
        words = {"sum": ("合计", "Total"), "average": ("平均", "Average"), "median": ("中位数", "Median")}[
            self.intent.operation
        ]
        lines = []
        for number, metric in enumerate(self.metrics[: len(self.plan.columns)]):
            known = [f for f in self.evidence.figures if f.values[number] is not None]
            value = self.evidence.rows[0][number]
            marks = self.citations.cells([cell for f in known for cell in self._cells(metric, f)])
            said = (
                say_number(value, metric.unit, self.language)
                if value is not None
                else self._say("没有数字", "no figure")
            )
            name = say_metric(metric, self.language)
            lines.append(
                self._say(
                    f"{self._years} 年 {len(known)} 个单位{name}{words[0]}：**{said}** {marks}",
                    f"{words[1]} of {name} over {len(known)} agencies in {self._years}: **{said}** {marks}",
                )
            )
        return "\n\n".join(lines)

    def _tested(self) -> tuple[str, str]:
        """The figure and its condition in words; two figures each with its own are said together."""
        condition, first = self.intent.condition, self.metrics[0]
        if condition is None:
            return say_metric(first, self.language), ""
        if len(self.metrics) == 2 and condition.metric and condition.also:
            parts = zip(self.metrics, (condition._replace(also=None), condition.also), strict=True)
            said = [
                f"{say_metric(m, self.language)} {say_condition(c, m.unit, self.language)}" for m, c in parts
            ]
            return self._say(" 且 ", " and ").join(said), ""
        return say_metric(first, self.language), say_condition(condition, first.unit, self.language)

    def _say_count(self) -> str:
        number = self.evidence.rows[0][0]
        self._cite_all_known()
        name, test = self._tested()
        return self._say(
            f"**{number} 个**：{self._years} 年{name}{test}的单位（在 {self._crowd()}中）。",
            f"**{number}** of {self._crowd()} had {name} {test} in {self._years}.",
        )

    def _say_filter(self) -> str:
        figures = self._in_row_order()
        name, test = self._tested()
        if not figures:
            self._cite_all_known()
            return self._say(
                f"没有。{self._years} 年的{self._crowd()}中，没有一个{name}{test}。",
                f"None of {self._crowd()} had {name} {test} in {self._years}.",
            )
        head = self._say(
            f"{self._years} 年{name}{test}的有 {len(figures)} 个：",
            f"{len(figures)} with {name} {test} in {self._years}:",
        )
        return head + "\n\n" + self._agency_lines(figures)

    def _say_compare(self) -> str:
        figures = self._in_row_order()
        known = [f for f in figures if f.values[0] is not None]
        if len(self.metrics) != 1 or len(known) != 2:
            return self._say_list()
        first, second = known
        name = say_metric(self.metrics[0], self.language)
        if first.values[0] == second.values[0]:
            head = self._say(
                f"{self._years} 年{name}，两者一样多：", f"Both had the same ({name}, {self._years}):"
            )
        elif self.intent.descending:
            head = self._say(
                f"{self._years} 年{name}，**{first.agency}** 更多：",
                f"**{first.agency}** had more ({name}, {self._years}):",
            )
        else:
            head = self._say(
                f"{self._years} 年{name}，**{first.agency}** 更少：",
                f"**{first.agency}** had less ({name}, {self._years}):",
            )
        return head + "\n\n" + self._agency_lines(figures)

    def _say_difference(self) -> str:
        value = self.evidence.rows[0][-1]
        unit = self.metrics[0].unit
        if value is None:
            return self._say_list()
        said = say_number(value, unit, self.language)
        if len(self.metrics) == 2:
            figure = self.evidence.figures[0]
            return (
                self._say(f"相差 **{said}**：", f"Difference **{said}**:")
                + "\n\n"
                + self._metric_lines(figure)
            )
        name = say_metric(self.metrics[0], self.language)
        figures = sorted(self.evidence.figures, key=lambda f: -(f.values[0] or 0))
        return (
            self._say(f"{name}相差 **{said}**：", f"{name}: a difference of **{said}**:")
            + "\n\n"
            + self._agency_lines(figures)
        )

    def _say_times(self) -> str:
        value = self.evidence.rows[0][0]
        figures = sorted(self.evidence.figures, key=lambda f: -(f.values[0] or 0))
        if value is None:
            head = self._say(
                "其中一个是 0 或空白，算不出倍数：", "One of them is 0 or blank, so there is no ratio:"
            )
        else:
            head = self._say(f"**{value:,.2f} 倍**：", f"**{value:,.2f} times**:")
        return head + "\n\n" + self._agency_lines(figures)

    def _say_agency_share(self) -> str:
        lines = []
        for agency, _, share in self.evidence.rows:
            figure = self._figure_of(agency)
            said = self._figure(figure, 0)
            part = say_number(share, RATIO, self.language) if share is not None else "–"
            name = say_metric(self.metrics[0], self.language)
            lines.append(
                self._say(
                    f"**{part}**：{agency} {name} {said}，占全部 {len(self.evidence.figures)} 份报告合计的比例。",
                    f"**{part}**: {agency} has {said} {name} of the sum over all {len(self.evidence.figures)} reports.",
                )
            )
        self._cite_all_known()
        return "\n\n".join(lines)

    def _say_growth(self) -> str:
        lines = []
        for agency, year, _, _, change, growth in self.evidence.rows:
            now, before = (
                self._figure(self._figure_of(agency, year), 0),
                self._figure(self._figure_of(agency, year - 1), 0),
            )
            rate = say_number(growth, RATIO, self.language) if growth is not None else "–"
            delta = say_number(change, self.metrics[0].unit, self.language) if change is not None else "–"
            lines.append(
                self._say(
                    f"- {agency} {year} 年 {now}，{year - 1} 年 {before}：变化 **{delta}**，同比 **{rate}**",
                    f"- {agency}: {now} in {year}, {before} in {year - 1}: change **{delta}**, **{rate}**",
                )
            )
        return f"{say_metric(self.metrics[0], self.language)}{self._say('：', ':')}\n\n" + "\n".join(lines)

    # ── what proves it, and what must be said beside it ──

    def _cite_operands(self) -> None:
        """The cells that an answer rests on without naming them: whom the winner was compared with."""
        if self.intent.operation in ("rank", "position"):
            self._cite_all_known()

    def _cite_all_known(self) -> None:
        for figure in self.evidence.figures:
            if figure.values[0] is not None:
                self.citations.cells(self._cells(self.metrics[0], figure))

    def _add_caveats(self) -> None:
        self._add_scope_caveat()
        self._add_coverage_caveat()
        self._add_partial_caveat()
        self._add_double_count_caveat()
        self._add_problem_caveats()
        self._add_change_of_edition_caveat()

    def _add_coverage_caveat(self) -> None:
        """How many of the reports had a value, where an answer speaks of several."""
        figures = self.evidence.figures
        if len(figures) < 2:
            return
        nothing = [f for f in figures if f.values[0] is None and self._divides_by_zero(self.metrics[0], f)]
        lost = [f for f in figures if f.values[0] is None and f not in nothing]
        if nothing:
            names = join_names([f.agency for f in nothing], self.language)
            self.caveats.append(
                self._say(
                    f"总数是 0、没有比率可算的：{names}。", f"The whole is 0, so there is no rate: {names}."
                )
            )
        if lost:
            names = join_names([f.agency for f in lost], self.language)
            self.caveats.append(
                self._say(
                    f"{len(figures)} 份报告中 {len(figures) - len(lost) - len(nothing)} 份有数字；空白或没有印出的：{names}，未按 0 计。",
                    f"{len(figures) - len(lost) - len(nothing)} of {len(figures)} reports have a figure;"
                    f" blank or not printed: {names}, not counted as 0.",
                )
            )

    def _add_partial_caveat(self) -> None:
        """A sum of rows some of which are blank."""
        for figure in self.evidence.figures[:MOST_ROWS_IN_WORDS]:
            for number, metric in enumerate(self.metrics):
                blank = [cell for cell in self._cells(metric, figure) if cell.state not in ("number",)]
                if blank and figure.values[number] is not None and not metric.of.either:
                    cell = blank[0]
                    self.caveats.append(
                        self._say(
                            f"{figure.agency} 的“{say_cell(cell.table, cell.row, cell.column, 'zh')}”等 {len(blank)} 格没有数字，未计入。",
                            f"{figure.agency}: {len(blank)} cells without a number are not counted,"
                            f" such as {say_cell(cell.table, cell.row, cell.column, 'en')}.",
                        )
                    )

    def _add_double_count_caveat(self) -> None:
        """A district government's figures include its departments'."""
        if self.intent.operation not in ("sum", "average", "median", "agency_share"):
            return
        agencies = sorted({f.agency for f in self.evidence.figures})
        governments = [agency for agency in agencies if is_government(agency)]
        inside = [government for government in governments if _has_departments(government, agencies)]
        if inside:
            names = join_names(inside, self.language)
            self.caveats.append(
                self._say(
                    f"{names}的数字一般含其所属部门，与部门的数字相加会重复计算。",
                    f"The figures of {names} usually include its departments, so adding both counts twice.",
                )
            )

    def _add_problem_caveats(self) -> None:
        for problem in self.evidence.problems[:5]:
            where = f"{problem['agency']} {problem['year']}"
            self.caveats.append(self._say(f"{where}：{problem['message']}", f"{where}: {problem['message']}"))

    def _add_change_of_edition_caveat(self) -> None:
        if len(self.scope.years) > 1 and min(self.scope.years) <= 2020 < max(self.scope.years):
            self.caveats.append(
                self._say(
                    "2021 年起改用新版表样，跨版比较时口径可能不同。",
                    "A new edition of the form applies from 2021; figures across editions may not be comparable.",
                )
            )

    def _add_scope_caveat(self) -> None:
        """A government that would have led is not a bureau: say so, with its figure."""
        if self.outsider is None:
            return
        leader, evidence = self.outsider
        metric = self.metrics[0]
        cells = [
            c
            for term in (metric.of, metric.over)
            if term
            for c in evidence.cells_behind(term, leader.report_id)
        ]
        said = say_number(leader.values[0] or 0, metric.unit, self.language) + self.citations.cells(cells)
        self.caveats.append(
            self._say(
                f"只比较名称为“局”的单位：{leader.agency}是一级政府，不是局，它的数字是 {said}，没有算在内。",
                f"Only bureaus (局) are compared: {leader.agency} is a government, not a bureau; its figure, {said}, is left out.",
            )
        )


def _has_departments(government: str, agencies: Sequence[str]) -> bool:
    """Whether a name that begins with the government's place is among the (sorted) agencies."""
    place = _place_of(government)
    at = bisect_left(agencies, place)
    near = agencies[at : at + 3]
    return any(agency.startswith(place) and agency != government for agency in near)


def _place_of(government: str) -> str:
    return government.removesuffix("人民政府").removesuffix("管理委员会").removesuffix("管委会")
