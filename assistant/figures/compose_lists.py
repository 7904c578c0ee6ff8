"""Single figures, lists, rankings and the place of one, in words."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.figures.compose_totals import GROUPS
from assistant.figures.compose_years import YearsSaid
from assistant.figures.evidence import Figures
from assistant.figures.evidenced import MOST_ROWS_IN_WORDS
from assistant.metrics import RATIO
from assistant.wording import counted, join_names, say_metric, say_number


class ListsSaid(YearsSaid):
    """Words what is listed or put in order."""

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
        if len(self.evidence.figures) == 1:
            figure = self.evidence.figures[0]
            said = self._figures_of(figure)
            return self.say(
                f"不是空白：{figure.agency} {figure.year} 年“{name}”印的是 {said}。",
                f"Not blank: {figure.agency}, {figure.year}, {name}: {said} as printed.",
            )
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
