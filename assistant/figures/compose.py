"""Evidence → Answer: the figures in words, every one with the marks of its cells, and what must be said beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.conversation import Answer, Result
from assistant.declining import decline
from assistant.figures.caveats import all_caveats, problem_caveats
from assistant.figures.compose_compared import ComparedSaid
from assistant.figures.compose_narrowed import Narrowed, said_of_narrowed, test_in_words
from assistant.figures.evidence import Evidence, Figures
from assistant.figures.evidenced import MOST_ROWS_IN_WORDS, Reading
from assistant.figures.sql import Plan
from assistant.intent import Condition
from assistant.metrics import RATIO
from assistant.wording import say_condition, say_joined, say_metric, say_number


class Composer(ComparedSaid):
    """Words one answer; every figure said gets the marks of its cells."""

    def __init__(
        self,
        reading: Reading,
        plan: Plan,
        evidence: Evidence,
        outsider: tuple[Figures, Evidence] | None = None,
        narrowed: Sequence[Narrowed] = (),
        places: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(reading, plan, evidence, outsider)
        self.narrowed = narrowed
        self.places = places or {}

    def answer(self) -> Answer:
        if not self.evidence.count:
            return self._nobody_passed() if self.narrowed else self._no_report()
        if not any(self.evidence.known(number) for number in range(len(self.metrics))):
            return self._all_blank()
        if self._has_no_outcome() or self._has_no_ratio():
            return self._all_blank()
        text = self._text()
        told = self._tests_only() and not self.narrowed[-1].narrowing.among
        tests = self.narrowed[:-1] if told else self.narrowed
        text = "\n\n".join([text, *(said for test in tests if (said := said_of_narrowed(self, test)))])
        self._cite_operands()
        self.caveats += all_caveats(self)
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

    def _tests_only(self) -> bool:
        """高于平均的单位有哪些: the test is all that is asked, and who passed it is the answer."""
        return (
            bool(self.narrowed)
            and self.intent.operation in ("filter", "count")
            and self.intent.condition is None
        )

    def _has_no_outcome(self) -> bool:
        """A difference, a ratio or a rank of which an operand is no printed number."""
        if self.intent.operation in ("difference", "times"):
            return not self.evidence.rows or self.evidence.rows[0][-1] is None
        if self.intent.operation == "growth":
            return all(row[self.plan.columns.index("change")] is None for row in self.evidence.rows)
        return self.intent.operation in ("position", "agency_share", "top_share") and (
            not self.evidence.rows or any(row[-1] is None for row in self.evidence.rows[:1])
        )

    def _has_no_ratio(self) -> bool:
        """One agency's share, of which the part or the whole is no printed number."""
        ratios = [number for number, metric in enumerate(self.metrics) if metric.over]
        if self.intent.operation != "lookup" or not ratios:
            return False
        return all(figure.values[number] is None for figure in self.evidence.figures for number in ratios)

    # ── nothing to show ──

    def _no_report(self) -> Answer:
        said = self.say("没有收录符合条件的报告。", "No indexed report fits these conditions.")
        return decline(self.intent, "no_data", "nothing_found", said)

    def _nobody_passed(self) -> Answer:
        """Nobody passes the test: an answer, where that is what was asked; otherwise there is nothing to tell of them."""
        last = self.narrowed[-1]
        compared = [f for f in last.measure.figures if None not in f.values] if last.measure else []
        name, test = say_metric(last.narrowing.metric, self.language), test_in_words(self, last)
        if last.measure:
            metrics = [m for m in (last.narrowing.metric, last.narrowing.other) if m]
            terms = [term for m in metrics for term in m.terms]
            self.citations.cells(
                cell
                for f in compared
                for term in terms
                for cell in last.measure.cells_behind(term, f.report_id)
            )
        count = len(compared) if not last.narrowing.than else 0
        among = self.say(f"比较了 {count} 个单位，", f"Of {count} agencies compared, ") if count else ""
        said = self.say(
            f"没有。{among}{self._years} 年没有一个{name}{test}。",
            f"None. {among}none had {name} {test} in {self._years}.",
        )
        return Answer(
            self.intent.question,
            self.language,
            "answered" if self._tests_only() and (compared or last.narrowing.mean) else "no_data",
            "statistics",
            said,
            Result(self.plan.columns, self.evidence.rows, self.plan.unit),
            self.plan.sql,
            self.plan.parameters,
            tuple(self.citations.citations),
            tuple(dict.fromkeys(self.caveats)),
            None if self._tests_only() else "nothing_found",
        )

    def _all_blank(self) -> Answer:
        """Understood, but the cells hold no number: say what they hold, and cite them."""
        lines = []
        for figure in self.evidence.figures[:MOST_ROWS_IN_WORDS]:
            for metric in self.metrics:
                cells = self.cells(metric, figure)
                marks = self.citations.cells(cells)
                name, what = say_metric(metric, self.language), self._why_none(metric, figure, cells)
                if figure.values[self.metrics.index(metric)] is not None:
                    continue
                lines.append(
                    self.say(
                        f"{figure.agency} {figure.year} 年的“{name}”{what}{marks}",
                        f"{figure.agency} ({figure.year}), {name}: {what} {marks}".rstrip(),
                    )
                )
        lines = list(dict.fromkeys(lines))
        if not lines:
            said = self.say(
                "这个数算不出来：要放在一起的数字不齐。请写明是哪几个单位、哪几年。",
                "This cannot be worked out: the figures it takes are not all there. Say which agencies and years are meant.",
            )
            return decline(self.intent, "no_data", "nothing_found", said)
        text = self.say("报告里没有这个数字：", "The reports do not give this figure: ") + self.say(
            "；", "; "
        ).join(lines)
        nothing = all(self.divides_by_zero(m, f) for f in self.evidence.cited for m in self.metrics)
        text += "" if nothing else self.say("。空白不等于 0。", ". A blank is not 0.")
        self.caveats += problem_caveats(self)
        answer = decline(
            self.intent, "no_data", "nothing_found" if nothing else "blank_cell", text, caveats=self.caveats
        )
        result = Result(self.plan.columns, (), self.plan.unit)
        return answer._replace(
            citations=tuple(self.citations.citations),
            sql=self.plan.sql,
            parameters=self.plan.parameters,
            result=result,
        )

    # ── figures in words ──

    def _text(self) -> str:
        operation = self.intent.operation
        if self.intent.grouped_by and not self.intent.change:
            return self._say_groups()
        wording = {
            "rank": self._say_rank,
            "position": self._say_position,
            "top_item": self._say_top_item,
            "sum": self._say_aggregate,
            "average": self._say_aggregate,
            "median": self._say_aggregate,
            "means": self._say_means,
            "count": self._say_count,
            "filter": self._say_filter,
            "compare": self._say_compare,
            "difference": self._say_difference,
            "times": self._say_times,
            "agency_share": self._say_agency_share,
            "top_share": self._say_top_share,
        }.get(operation, self._say_list)
        return (self._wording_over_years() or wording)()

    def _say_aggregate(self) -> str:
        words = {"sum": ("合计", "Total"), "average": ("平均", "Average"), "median": ("中位数", "Median")}[
            self.intent.operation
        ]
        lines = []
        for number, metric in enumerate(self.metrics[: len(self.plan.columns)]):
            known, value = self.evidence.known(number), self.evidence.rows[0][number]
            marks = self._marks_of_total(number)
            said = (
                say_number(value, metric.unit, self.language)
                if value is not None
                else self.say("没有数字", "no figure")
            )
            name = say_metric(metric, self.language)
            if metric.over and self.intent.operation == "sum":
                words = ("（合在一起算）", "Pooled")
            crowd = (
                self.say("个单位", "agencies")
                if len(self.scope.years) == 1
                else self.say("份报告", "reports")
            )
            lines.append(
                self.say(
                    f"{self._years} 年 {known} {crowd}{name}{words[0]}：**{said}** {marks}",
                    f"{words[1]} of {name} over {known} {crowd} in {self._years}: **{said}** {marks}",
                )
            )
        return "\n\n".join(lines)

    def _say_means(self) -> str:
        """Average and median side by side."""
        metric = self.metrics[0]
        average, median = (say_number(value, metric.unit, self.language) for value in self.evidence.rows[0])
        known, marks = self.evidence.known(), self._marks_of_total()
        name = say_metric(metric, self.language)
        return self.say(
            f"{self._years} 年 {known} 份报告{name}：平均 **{average}**，中位数 **{median}** {marks}",
            f"{name} over {known} reports in {self._years}: average **{average}**, median **{median}** {marks}",
        )

    def _tested(self) -> tuple[str, str]:
        """The figure and its condition in words; two figures each with its own are said together."""
        condition, first = self.intent.condition, self.metrics[0]
        if self._tests_only():
            last = self.narrowed[-1]
            return say_metric(last.narrowing.metric, self.language), test_in_words(self, last)
        if condition is None:
            return say_metric(first, self.language), ""
        if condition.metric and condition.also:
            return self._tests_said(condition), ""
        return say_metric(first, self.language), say_condition(condition, first.unit, self.language)

    def _tests_said(self, condition: Condition) -> str:
        """Each figure with its test."""
        said: list[str] = []
        either, test = condition.either, condition
        while test:
            metric = next(m for m in self.metrics if m.code == test.metric)
            own = say_condition(test._replace(also=None), metric.unit, self.language)
            said.append(f"{say_metric(metric, self.language)} {own}")
            if test.also is None:
                break
            test = test.also
        return say_joined(said, either, self.language)

    def _say_count(self) -> str:
        name, test = self._tested()
        self._cite_all_known()
        if self.intent.counted_apart:
            return self._say_counted_apart(name, test)
        number = self.evidence.rows[0][0]
        if self.intent.counts_share:
            _, among, share = self.evidence.rows[0]
            part = say_number(share, RATIO, self.language) if share is not None else "–"
            return self.say(
                f"**{part}**：{among} 个单位中有 **{number}** 个，{self._years} 年{name}{test}。",
                f"**{part}**: **{number}** of {among} agencies had {name} {test} in {self._years}.",
            )
        if len(self.scope.agencies) == 1:
            who = self.scope.agencies[0]
            return self.say(
                f"**{number} 年**：{self._years} 年中，{who}{name}{test}的年份。",
                f"**{number}** of the years {self._years}: {who} had {name} {test}.",
            )
        if self._tests_only():
            among = self.say("属于", "") if self.narrowed[-1].narrowing.among else ""
            return self.say(
                f"**{number} 个**单位{among} {self._years} 年{name}{test}。",
                f"**{number}** agencies had {name} {test} in {self._years}.",
            )
        return self.say(
            f"**{number} 个**：{self._years} 年{name}{test}的单位（在 {self._crowd()}中）。",
            f"**{number}** of {self._crowd()} had {name} {test} in {self._years}.",
        )

    def _say_filter(self) -> str:
        figures = self._in_row_order()
        name, test = self._tested()
        if not figures:
            self._cite_all_known()
            return self.say(
                f"没有。{self._years} 年的{self._crowd()}中，没有一个{name}{test}。",
                f"None of {self._crowd()} had {name} {test} in {self._years}.",
            )
        if self.intent.ever_since and len(figures) == 1:
            one = figures[0]
            self._cite_all_known()
            return self.say(
                f"从 **{one.year} 年**起：{one.agency}{name}{test}，当年 {self._figure(one, 0)}。",
                f"Since **{one.year}**: {one.agency} had {name} {test}, {self._figure(one, 0)} in that year.",
            )
        if (self.intent.earliest or self.intent.latest) and len(figures) == 1:
            one = figures[0]
            self._cite_all_known()
            when = self.say("首次", "First") if self.intent.earliest else self.say("最近一次", "Last")
            return self.say(
                f"**{one.year} 年**{when}：{one.agency}{name}{test}，{self._figure(one, 0)}。",
                f"{when} in **{one.year}**: {one.agency} had {name} {test}, {self._figure(one, 0)}.",
            )
        if len(figures) == 1 and len(self.scope.agencies) == 1 and len(self.scope.years) == 1:
            one, plain = figures[0], say_metric(self.metrics[0], self.language)
            return self.say(
                f"{one.agency} {one.year} 年{plain}：{self._figure(one, 0)}",
                f"{one.agency}, {one.year}: {self._figure(one, 0)} {plain}",
            )
        head = self.say(
            f"{self._years} 年{name}{test}的有 {len(self.evidence.rows)} 个：",
            f"{len(self.evidence.rows)} with {name} {test} in {self._years}:",
        )
        return head + "\n\n" + self._agency_lines(figures)

    # ── what proves it, and what must be said beside it ──

    def _cite_operands(self) -> None:
        """The cells that an answer rests on without wording them: whom the winner was compared with, rows of the table."""
        if (
            self.intent.operation in ("rank", "position", "top_year")
            or self.intent.change
            or self.intent.every_year
        ):
            self._cite_all_known()
        elif "agency" in self.plan.columns:  # of a long list the first rows only are worded
            for figure in self._in_row_order():
                for metric in self.metrics:
                    self.citations.cells(self.cells(metric, figure))
