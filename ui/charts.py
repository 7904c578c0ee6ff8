"""A chart as data: bars for agencies or parts side by side, lines for years, and how its figures are written.

`answer_chart.py` and `data_chart.py` make charts, `chart_view.py` draws them. A figure that is not there is said to be
blank and never drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.conversation import Language
from index import form
from ui.words import in_language, show_number, unit_word

LEAST = 3  # figures; fewer are taken in as words
MOST_BARS = 20
MOST_LINES = 6
LEAST_WAN = 100_000  # 元: from here amounts are shown in 万元
RATIO, POINTS = "ratio", "points"  # a fraction shown as per cent; a difference of two


@dataclass(frozen=True)
class Figure:
    """One figure of a chart: a bar, or a point of a line."""

    label: str  # whose it is, of what, or of which year
    value: float | None  # None: the reports have none
    shown: str  # in the chart's unit, or the word for a blank
    exact: str  # with its own unit, nothing rounded away
    citation: int = 0  # the number of the citation, or of the row, it is proven by; 0: none is at hand


@dataclass(frozen=True)
class Group:
    """Bars under one heading, or one line; the only one of a chart may go without a label."""

    label: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Chart:
    """What is drawn, in the order it is drawn in."""

    kind: Literal["bars", "lines"]
    language: Language
    title: str
    unit: str  # as a reader sees it: 件, 万元, %
    scale: float  # how many of the figures' own unit make one of the unit shown
    groups: tuple[Group, ...]
    notes: tuple[str, ...] = ()

    @property
    def values(self) -> list[float]:
        """Every figure there is."""
        return [f.value for group in self.groups for f in group.figures if f.value is not None]

    @property
    def is_worth_drawing(self) -> bool:
        """Not where there is little to see: few figures, or all of them the same."""
        return len(self.values) >= LEAST and len(set(self.values)) > 1


class Scale:
    """How the figures of one chart are written: all in one unit, large amounts in 万元, moves with their sign.

    >>> scale = Scale([4_001_507_860.73, None], "元", "en")
    >>> scale.written(4_001_507_860.73), scale.exact(4_001_507_860.73), scale.unit
    ('400,150.79', '4,001,507,860.73 yuan', '10,000 yuan')
    """

    def __init__(
        self, figures: Iterable[float | None], unit: str, language: Language, is_move: bool = False
    ) -> None:
        largest = max((abs(value) for value in figures if value is not None), default=0)
        in_wan = unit == form.YUAN and largest >= LEAST_WAN
        self._own, self._language, self._is_move = unit, language, is_move
        self.size: float = form.WAN if in_wan else 0.01 if unit in (RATIO, POINTS) else 1
        self.unit = unit_word("万元" if in_wan else unit, language)
        wan = ("金额以万元显示（1 万元 = 10,000 元）", "Amounts are in 10,000 yuan (万元)")
        self.note = in_language(language, *wan) if in_wan else ""

    def written(self, value: float) -> str:
        """A figure in the chart's unit, which is not said."""
        unit = RATIO if self._own == POINTS else self._own
        text = show_number(value / self.size if self.size == form.WAN else value, unit)
        if self._own == POINTS:
            text = text.removesuffix("%")
        return f"+{text}" if self._is_move and value > 0 else text

    def exact(self, value: float) -> str:
        """A figure in its own unit, which is said."""
        if self.size != form.WAN:
            return self.written(value) + self._unit_beside()
        sign = "+" if self._is_move and value > 0 else ""
        return f"{sign}{show_number(value, form.YUAN)} {unit_word(form.YUAN, self._language)}"

    def _unit_beside(self) -> str:
        return "" if self._own == RATIO or self.unit == "number" else f" {self.unit}"


def blanks_note(groups: Sequence[Group], language: Language) -> str:
    """Which points are missing, so that a gap in a line explains itself; "" where none is."""
    missing: dict[
        tuple[str, str], list[str]
    ] = {}  # (year, the word for it) → the lines that have a gap there
    for group in groups:
        for figure in group.figures:
            if figure.value is None:
                missing.setdefault((figure.label, figure.shown), []).append(group.label)
    told = []
    for (year, word), labels in sorted(missing.items()):
        whose = "" if len(labels) == len(groups) else in_language(language, "、", ", ").join(labels) + " "
        told.append(f"{whose}{year}{in_language(language, '：', ': ')}{word}")
    return in_language(language, "；", "; ").join(told)
