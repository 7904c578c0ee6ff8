"""Agencies set beside each other in words: differences, times, shares of all."""

from __future__ import annotations

from assistant.figures.compose_lists import ListsSaid
from assistant.metrics import RATIO
from assistant.wording import counted, say_metric, say_number


class ComparedSaid(ListsSaid):
    """Words one figure against another."""

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
