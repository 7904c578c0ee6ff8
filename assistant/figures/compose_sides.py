"""Kinds of bodies set beside each other, in words: each with its figure, the number of agencies it is of and their cells."""

from __future__ import annotations

from typing import Any

from assistant.figures.saying import HOW_TAKEN, Saying
from assistant.metrics import RATIO
from assistant.wording import counted, say_metric, say_number


class SidesSaid(Saying):
    """Words what stands side by side."""

    def _say_sides(self) -> str:
        operation = self.intent.operation
        lines = "\n".join(f"- {self._say_side(number)}" for number in self._sides_in_order())
        name = say_metric(self.metrics[0], self.language)
        how = self.say(*HOW_TAKEN[self.intent.sides_mean])
        if operation == "compare":
            return self.say(f"{name}，各自{how}：", f"{name}, {how} of each:") + "\n\n" + lines
        value = self.evidence.rows[0][-1]
        if operation == "difference":
            said, word = self._apart_by(value), self._direction(value)
            return (
                self.say(f"{name}{how}，{word} **{said}**：", f"{name}, {how}: {word} **{said}**:")
                + "\n\n"
                + lines
            )
        said = f"{value:,.2f}"
        part = say_number(value, RATIO, self.language)
        return (
            self.say(
                f"{name}{how}，**{said} 倍**（**{part}**）：",
                f"{name}, {how}: **{said} times** (**{part}**):",
            )
            + "\n\n"
            + lines
        )

    def _direction(self, value: float) -> str:
        first = self.intent.sides[0].said
        if value == 0:
            return self.say("相差", "difference")
        return self.say(
            f"{first}{'多' if value > 0 else '少'}", f"{first} {'more by' if value > 0 else 'fewer by'}"
        )

    def _sides_in_order(self) -> list[int]:
        """The sides as the answer's rows stand."""
        numbers = list(range(len(self.intent.sides)))
        if self.intent.operation != "compare":
            return numbers
        at = {row[0]: place for place, row in enumerate(self.evidence.rows)}
        return sorted(numbers, key=lambda number: at.get(self.intent.sides[number].said, len(at)))

    def _say_side(self, number: int) -> str:
        """One side: 区政府（2022 年，11 个单位）：9,600 件[1]–[11]."""
        side = self.intent.sides[number]
        own = [f for f in self.evidence.figures if f.values[-1] == number]
        row = dict(zip(self.plan.columns, self._row_of(number), strict=True))
        said = []
        for at, metric in enumerate(self.metrics):
            known = [f for f in own if f.values[at] is not None]
            marks = self._marks_of_total(at, known)
            column = metric.code if "side" in row else ("first", "second")[number]
            value = row.get(column)
            figure = (
                say_number(value, metric.unit, self.language)
                if value is not None
                else self.say("没有数字", "no figure")
            )
            named = f"{say_metric(metric, self.language)} " if len(self.metrics) > 1 else ""
            said.append(f"{named}**{figure}**{marks}")
        years = "、".join(str(year) for year in sorted({f.year for f in own}))
        count = len({f.agency for f in own if f.values[0] is not None})
        return self.say(
            f"{side.said}（{years} 年，{count} 个单位）：{'，'.join(said)}",
            f"{side.said} ({years}, {counted(count, 'agency', 'agencies')}): {', '.join(said)}",
        )

    def _row_of(self, number: int) -> tuple[Any, ...]:
        if self.intent.operation != "compare":
            return self.evidence.rows[0]
        said = self.intent.sides[number].said
        blank = (said, *(None for _ in self.metrics))
        return next((row for row in self.evidence.rows if row[0] == said), blank)
