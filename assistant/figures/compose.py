"""Evidence → Answer: the figures in words, every one with the marks of its cells, and what must be said beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.conversation import Answer, Result
from assistant.declining import decline
from assistant.figures.caveats import all_caveats, problem_caveats
from assistant.figures.compose_narrowed import Narrowed, said_of_narrowed, test_in_words
from assistant.figures.compose_totals import GROUPS
from assistant.figures.compose_years import YearsSaid
from assistant.figures.evidence import Evidence, Figures
from assistant.figures.evidenced import MOST_ROWS_IN_WORDS, Reading
from assistant.figures.sql import Plan
from assistant.intent import Condition
from assistant.metrics import RATIO
from assistant.wording import counted, join_names, say_condition, say_joined, say_metric, say_number


class Composer(YearsSaid):
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
                        f"{figure.agency} ({figure.year}), {name}: {what} {marks}",
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
        if self.intent.grouped_by:
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

    def _say_list(self) -> str:
        """Lookups, lists and trends: the single figure as a sentence, several as lines."""
        figures = self._in_row_order()
        if self.intent.operation == "missing" and not figures:
            return self._nobody_left_blank()
        if len(figures) == 1 and len(self.metrics) == 1:
            figure, metric = figures[0], self.metrics[0]
            said = self._figure(figure, 0)
            name = say_metric(metric, self.language)
            return self.say(
                f"{figure.agency} {figure.year} 年{name}：{said}",
                f"{figure.agency}, {figure.year}: {said} {name}",
            )
        if len(figures) == 1:
            head = self.say(
                f"{figures[0].agency} {figures[0].year} 年：", f"{figures[0].agency}, {figures[0].year}:"
            )
            return head + "\n\n" + self._metric_lines(figures[0])
        if len(self.metrics) == 1:
            name = say_metric(self.metrics[0], self.language)
            return (
                self.say(f"{self._years} 年{name}：", f"{name}, {self._years}:")
                + "\n\n"
                + self._agency_lines(figures)
            )
        return "\n\n".join(
            f"{f.agency} {f.year}\n\n{self._metric_lines(f)}" for f in figures[:MOST_ROWS_IN_WORDS]
        )

    def _nobody_left_blank(self) -> str:
        name = self.say("、", ", ").join(say_metric(metric, self.language) for metric in self.metrics)
        return self.say(
            f"没有：{self._years} 年的 {self.evidence.count} 份报告都填了“{name}”；印作“/”的不算空白。",
            f"None: all {self.evidence.count} reports on {self._years} that could have left “{name}” blank give it;"
            " a printed “/” is no blank.",
        )

    def _say_rank(self) -> str:
        figures = self._in_row_order()
        if not figures:
            return self._nobody_ranked()
        metric = self.metrics[0]
        name, crowd = say_metric(metric, self.language), self._crowd()
        end = self.say(
            "最多" if self.intent.descending else "最少",
            "the most" if self.intent.descending else "the fewest",
        )
        if metric.unit in (RATIO, "元"):
            end = self.say(
                "最高" if self.intent.descending else "最低",
                "the highest" if self.intent.descending else "the lowest",
            )
        if self.intent.both_ends:
            ends = (
                ("最高和最低", "highest and lowest")
                if metric.unit in (RATIO, "元")
                else ("最多和最少", "most and fewest")
            )
            head = self.say(
                f"{self._years} 年{name}{ends[0]}的（{crowd}）：",
                f"{name}, {ends[1]} of {crowd} in {self._years}:",
            )
            return head + "\n\n" + self._agency_lines(figures)
        if self.intent.in_each:
            return self._say_in_each(figures, end)
        if self.intent.in_each_year:
            head = self.say(f"各年{name}{end}的：", f"{name}, {end} of each year:")
            return head + "\n\n" + self._agency_lines(figures)
        if self.intent.only_place:
            side = self.say(
                "少" if not self.intent.descending else "多", "top" if self.intent.descending else "bottom"
            )
            head = self.say(
                f"{self._years} 年{name}第 {self.intent.n} {side}的（{crowd}）：",
                f"Place {self.intent.n} from the {side}, {name}, of {crowd} in {self._years}:",
            )
            return head + "\n\n" + self._agency_lines(figures)
        best = figures[0].values[0]
        if self.intent.n == 1 and best == 0 and len(figures) > 1:
            shared = len(self.evidence.rows)
            names = join_names([row[0] for row in self.evidence.rows], self.language)
            head = self.say(
                f"{self._years} 年{crowd}中，“{name}”{end}的是 0，{shared} 个并列：{names}。",
                f"Among {crowd} in {self._years}, {end} “{name}” is 0, shared by {shared}: {names}.",
            )
            return head + "\n\n" + self._agency_lines(figures)
        if self.intent.n == 1 and len(figures) == 1:
            winner, said = figures[0], self._figure(figures[0], 0)
            return self.say(
                f"**{winner.agency}**：{winner.year} 年{name} {said}，在 {crowd}中{end}。",
                f"**{winner.agency}**: {said} {name} in {winner.year}, {end} of {crowd}.",
            )
        tied = self.say("，并列", " (tied)") if self.intent.n == 1 else ""
        head = self.say(
            f"{self._years} 年{name}{end}的（{crowd}）{tied}：",
            f"{name}, {end} of {crowd} in {self._years}{tied}:",
        )
        return head + "\n\n" + self._agency_lines(figures)

    def _say_in_each(self, figures: Sequence[Figures], end: str) -> str:
        """Each place with whoever ranks first there."""
        place = GROUPS[self.intent.in_each]
        name = say_metric(self.metrics[0], self.language)
        lines = [
            f"- {self.places.get(f.agency) or '–'}{self.say('：', ': ')}{f.agency} {self._figure(f, 0)}"
            for f in figures
        ]
        head = self.say(
            f"{self._years} 年{name}，各{place[0]}{end}的：",
            f"{name}, {end} of each {place[1]}, {self._years}:",
        )
        return head + "\n\n" + "\n".join(lines)

    def _nobody_ranked(self) -> str:
        if self.intent.only_place and self.evidence.known():
            return self.say(
                f"没有单独的第 {self.intent.n} 名：前面有并列，或者单位不够多。",
                f"Nobody stands alone in place {self.intent.n}: there are ties before it, or too few agencies.",
            )
        return self.say("没有可以排名的数字。", "There are no figures to rank.")

    def _say_top_item(self) -> str:
        """Which of several figures is highest; all of them are listed below, highest first."""
        by_name = {say_metric(metric, self.language): number for number, metric in enumerate(self.metrics)}
        winners = [by_name[item] for item, _ in self.evidence.rows]
        names = self.say("、", ", ").join(
            say_metric(self.metrics[number], self.language) for number in winners
        )
        values = dict.fromkeys(
            say_number(v, self.metrics[0].unit, self.language) for _, v in self.evidence.rows
        )
        best = self.say("、", ", ").join(values)
        end = self.say(
            "最多" if self.intent.descending else "最少",
            "the most" if self.intent.descending else "the fewest",
        )
        head = self.say(f"{end}的是**{names}**，**{best}**：", f"**{names}**, **{best}**, {end}:")
        figures = self.evidence.figures[:MOST_ROWS_IN_WORDS]
        return head + "\n\n" + "\n\n".join(f"{f.agency} {f.year}\n\n{self._metric_lines(f)}" for f in figures)

    def _say_position(self) -> str:
        lines = []
        for row in self.evidence.rows:
            values = dict(zip(self.plan.columns, row, strict=True))
            said = self._figure(self._figure_of(values["agency"], values.get("year")), 0)
            name = say_metric(self.metrics[0], self.language)
            when = self.say(f" {values['year']} 年", f" ({values['year']})") if "year" in values else ""
            crowd = self._crowd() if not when else self._crowd_of(values["year"])
            from_end = "" if self.intent.descending else self.say("倒数", " from the end")
            lines.append(
                self.say(
                    f"**{values['agency']}**{when}排{from_end}第 **{values['place']}**（{crowd}，{name} {said}）。",
                    f"**{values['agency']}**{when} ranks **{values['place']}**{from_end} of {crowd}: {said} {name}.",
                )
            )
        return "\n\n".join(lines)

    def _crowd_of(self, year: int) -> str:
        """Among how many agencies a place of that year was taken."""
        number = len(self._of_year(year))
        return self.say(f"{number} 个单位", counted(number, "agency", "agencies"))

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
        number = self.evidence.rows[0][0]
        name, test = self._tested()
        self._cite_all_known()
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
        head = self.say(
            f"{self._years} 年{name}{test}的有 {len(self.evidence.rows)} 个：",
            f"{len(self.evidence.rows)} with {name} {test} in {self._years}:",
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
            head = self.say(
                f"{self._years} 年{name}，两者一样多：", f"Both had the same ({name}, {self._years}):"
            )
        else:
            apart = self._apart()
            zh, en = ("更多", "more") if self.intent.descending else ("更少", "less")
            head = self.say(
                f"{self._years} 年{name}，**{first.agency}** {zh}{apart}：",
                f"**{first.agency}** had {en}{apart} ({name}, {self._years}):",
            )
        return head + "\n\n" + self._agency_lines(figures)

    def _apart(self) -> str:
        """By how much two differ, where that is asked."""
        if "difference" not in self.plan.columns:
            return ""
        said = self._apart_by(self.evidence.rows[0][-1])
        return self.say(f"，相差 **{said}**", f", by **{said}**")

    def _say_difference(self) -> str:
        if self.intent.in_each_year:
            return self._say_yearly_differences()
        value = self.evidence.rows[0][-1]
        if value is None:
            return self._say_list()
        said = self._apart_by(value)
        if len(self.metrics) == 2:
            figure = self.evidence.figures[0]
            return (
                self.say(f"相差 **{said}**：", f"Difference **{said}**:")
                + "\n\n"
                + self._metric_lines(figure)
            )
        name = say_metric(self.metrics[0], self.language)
        figures = sorted(self.evidence.figures, key=lambda f: -(f.values[0] or 0))
        return (
            self.say(f"{name}相差 **{said}**：", f"{name}: a difference of **{said}**:")
            + "\n\n"
            + (self._total_lines() if self.intent.added_up == "years" else self._agency_lines(figures))
        )

    def _say_times(self) -> str:
        value = self.evidence.rows[0][-1]
        figures = sorted(self.evidence.figures, key=lambda f: -(f.values[0] or 0))
        if value is None:
            head = self.say(
                "其中一个是 0 或空白，算不出倍数：", "One of them is 0 or blank, so there is no ratio:"
            )
        else:
            head = self.say(f"**{value:,.2f} 倍**：", f"**{value:,.2f} times**:")
        lines = self._total_lines() if self.intent.added_up == "years" else self._agency_lines(figures)
        return head + "\n\n" + lines

    def _say_top_share(self) -> str:
        """The part that the highest have of what all have, with the figure of each of them."""
        top, whole, share = self.evidence.rows[0]
        metric, highest = self.metrics[0], self.intent.descending
        known = sorted(
            (f for f in self.evidence.figures if f.values[0] is not None),
            key=lambda f: f.values[0] or 0,
            reverse=highest,
        )
        at = min(self.intent.n, len(known)) - 1
        last = next(n for n in range(len(known), 0, -1) if known[n - 1].values[0] == known[at].values[0])
        first = [f for f in known[:last] if not self.intent.only_place or f.values[0] == known[at].values[0]]
        part = say_number(share, RATIO, self.language) if share is not None else "–"
        sums = [say_number(value or 0, metric.unit, self.language) for value in (top, whole)]
        name = say_metric(metric, self.language)
        most = self.say("多" if highest else "少", "most" if highest else "fewest")
        most_of = f"第 {self.intent.n} {most}" if self.intent.only_place else f"最{most}"
        place_en = f"in place {self.intent.n} by " if self.intent.only_place else "with "
        head = self.say(
            f"**{part}**：{self._years} 年{name}{most_of}的 {len(first)} 个单位合计 **{sums[0]}**，"
            f"占全部 {len(known)} 个单位合计 **{sums[1]}** 的比例。",
            f"**{part}**: the {counted(len(first), 'agency', 'agencies')} {place_en}the {most} {name}"
            f" in {self._years}: **{sums[0]}**, of **{sums[1]}** of all {len(known)}.",
        )
        lines = self._agency_lines(first)
        self._cite_all_known()
        return f"{head}\n\n{lines}"

    def _say_agency_share(self) -> str:
        lines = []
        for agency, _, share in self.evidence.rows:
            figure = self._figure_of(agency)
            said = self._figure(figure, 0)
            part = say_number(share, RATIO, self.language) if share is not None else "–"
            name = say_metric(self.metrics[0], self.language)
            lines.append(
                self.say(
                    f"**{part}**：{agency} {name} {said}，占全部 {self.evidence.count} 份报告合计的比例。",
                    f"**{part}**: {agency} has {said} {name} of the sum over all {self.evidence.count} reports.",
                )
            )
        self._cite_all_known()
        return "\n\n".join(lines)

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
