"""Chart → HTML: bars are a list with its figures in words, lines a drawing with a button on each point.

Everything is text and boxes, so that it is read aloud, wraps on a phone and follows the page's colours; only the
strokes between points are SVG. `assets/charts.css` lays it out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from ui.charts import Chart, Figure, Group
from ui.words import escape, in_language, show_number

ABOUT_STEPS = 4  # between the marks of an axis
UNSAID = ("%", "number")  # units that stand at each figure, or that go without saying
Opened = Callable[[Figure], Mapping[str, object]]  # the event of a button that opens what proves a figure


def answer_chart_html(chart: Chart, turn: int) -> str:
    """The chart of an answer; what it shows opens the citation it is proven by."""
    return chart_html(
        chart, f"gk-chart-{turn}", lambda figure: {"event": "cite", "turn": turn, "number": figure.citation}
    )


def chart_html(chart: Chart, name: str, opened: Opened) -> str:
    """The chart under its title, as the element `name`; `opened` says what a click on a figure opens."""
    drawn = _lines(chart, opened) if chart.kind == "lines" else _bars(chart, opened)
    # per cent stand at each figure, and the unit of lines by their axis
    unit = (
        f" <small>{escape(chart.unit)}</small>" if chart.kind == "bars" and chart.unit not in UNSAID else ""
    )
    notes = "".join(f"<p>{escape(note)}</p>" for note in chart.notes)
    return (
        f'<figure class="gk-chart" data-kind="{chart.kind}" role="group" aria-labelledby="{name}">'
        f'<div class="gk-chart-title" id="{name}">{escape(chart.title)}{unit}</div>{drawn}'
        + (f"<figcaption>{notes}</figcaption>" if notes else "")
        + "</figure>"
    )


def _opening(figure: Figure, opened: Opened) -> tuple[str, str]:
    """The tags around a figure: a button that opens what proves it, or a plain box where nothing is at hand."""
    if not figure.citation:
        return "<span", "</span>"
    data = "".join(f' data-{name}="{escape(value)}"' for name, value in opened(figure).items())
    return f'<button type="button"{data}', "</button>"


# ── bars ─────────────────────────────────────────────────────────────────────────────────────────


def _bars(chart: Chart, opened: Opened) -> str:
    low, high = min(0.0, *chart.values), max(0.0, *chart.values)
    zero, span = -low / (high - low), high - low
    return "".join(_bar_group(group, opened, zero, span, len(chart.groups) > 1) for group in chart.groups)


def _bar_group(group: Group, opened: Opened, zero: float, span: float, is_named: bool) -> str:
    bars = "".join(f"<li>{_bar(figure, opened, zero, span)}</li>" for figure in group.figures)
    heading = f'<div class="gk-chart-group">{escape(group.label)}</div>' if is_named else ""
    label = f' aria-label="{escape(group.label)}"' if is_named else ""
    return f'{heading}<ul class="gk-bars"{label}>{bars}</ul>'


def _bar(figure: Figure, opened: Opened, zero: float, span: float) -> str:
    start, end = _opening(figure, opened)
    track = ""
    if figure.value:
        size = abs(figure.value) / span
        left = zero - size if figure.value < 0 else zero
        track = f'<i style="left:{left:.2%};width:{size:.2%}"></i>'
    more = figure.exact if figure.exact != figure.shown else ""
    if more.startswith(f"{figure.shown} "):
        more = more.removeprefix(f"{figure.shown} ")  # its unit is all that is not seen
    more = f'<span class="gk-unseen"> {escape(more)}</span>' if more else ""
    blank = " gk-none" if figure.value is None else ""
    return (
        f'{start} class="gk-bar{blank}" title="{escape(f"{figure.label} {figure.exact}")}">'
        f'<span class="gk-bar-name">{escape(figure.label)}</span> '
        f'<span class="gk-bar-value">{escape(figure.shown)}{more}</span>'
        f'<span class="gk-bar-track" style="--zero:{zero:.2%}">{track}</span>{end}'
    )


# ── lines ────────────────────────────────────────────────────────────────────────────────────────


def ticks(low: float, high: float, whole: bool = False) -> list[float]:
    """Round numbers from below `low` to above `high`, a few of them, zero among them; no halves of what is `whole`.

    >>> ticks(0, 131), ticks(0, 0.8181), ticks(-14, 30), ticks(0, 2, whole=True)
    ([0.0, 50.0, 100.0, 150.0], [0.0, 0.2, 0.4, 0.6, 0.8, 1.0], [-20.0, -10.0, 0.0, 10.0, 20.0, 30.0], [0, 1, 2])
    """
    low, high = min(low, 0.0), max(high, 0.0)
    rough = (high - low) / ABOUT_STEPS
    magnitude = 10.0 ** _exponent(rough)
    step = next(m * magnitude for m in (1, 2, 5, 10) if m * magnitude >= rough * 0.8)
    step = max(step, 1) if whole else step
    first, last = int(low // step), -int(-high // step)
    return [round(n * step, 10) for n in range(first, last + 1)]


def _exponent(number: float) -> int:
    """Of the largest power of ten that is not above a number: 2 for 437, -1 for 0.2."""
    return int(f"{number:e}".partition("e")[2])


def _lines(chart: Chart, opened: Opened) -> str:
    is_whole = all(isinstance(value, int) for value in chart.values)
    marks = ticks(min(chart.values), max(chart.values), is_whole)
    years = [figure.label for figure in chart.groups[0].figures]
    plot = _Plot(marks[0], marks[-1], len(years))
    scale = "".join(
        f'<span class="gk-tick" style="bottom:{plot.up(mark):.2%}"><b>{_tick(chart, mark)}</b></span>'
        for mark in marks
    )
    below = "".join(
        f'<span class="gk-year" style="left:{plot.along(i):.2%}">{year}</span>'
        for i, year in enumerate(years)
    )
    strokes = "".join(
        f'<polyline class="gk-s{n}" points="{points}"/>'
        for n, group in enumerate(chart.groups, 1)
        for points in _strokes(plot, group.figures)
    )
    series = "".join(_points(chart, plot, n, opened) for n in range(len(chart.groups)))
    return (
        f'{_legend(chart)}<div class="gk-plot">{_axis_unit(chart)}'
        f'<div class="gk-scale" aria-hidden="true">{scale}</div>'
        f'<svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">{strokes}</svg>{series}'
        f'<div class="gk-years" aria-hidden="true">{below}</div></div>'
    )


def _axis_unit(chart: Chart) -> str:
    return f'<small class="gk-unit">{escape(chart.unit)}</small>' if chart.unit not in UNSAID else ""


class _Plot:
    """Where a figure stands in the drawing, as fractions of its width and height."""

    def __init__(self, low: float, high: float, years: int) -> None:
        self._low, self._span, self._years = low, high - low, years

    def along(self, place: int) -> float:
        return (place + 0.5) / self._years

    def up(self, value: float) -> float:
        return (value - self._low) / self._span


def _tick(chart: Chart, value: float) -> str:
    return show_number(round(value / chart.scale, 6)) + ("%" if chart.unit == "%" else "")


def _strokes(plot: _Plot, figures: Sequence[Figure]) -> Iterator[str]:
    """The pieces of a line between its gaps, each as an SVG list of points."""
    piece: list[str] = []
    for place, figure in enumerate(figures):
        if figure.value is None:
            if piece:
                yield " ".join(piece)
            piece = []
        else:
            piece.append(f"{plot.along(place) * 100:.2f},{100 - plot.up(figure.value) * 100:.2f}")
    if piece:
        yield " ".join(piece)


def _legend(chart: Chart) -> str:
    """Which line is which; none where there is one line, which the title names."""
    if len(chart.groups) == 1:
        return ""
    keys = "".join(
        f'<li class="gk-s{n}"><svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">'
        f'<polyline class="gk-s{n}" points="0,50 100,50"/></svg><i class="gk-dot"></i>{escape(group.label)}</li>'
        for n, group in enumerate(chart.groups, 1)
    )
    return f'<ul class="gk-legend">{keys}</ul>'


def _points(chart: Chart, plot: _Plot, number: int, opened: Opened) -> str:
    """The points of one line; the only line of a chart has its figures beside them."""
    group, alone = chart.groups[number], len(chart.groups) == 1
    points = "".join(
        f'<li class="{_side(plot.along(i))}" style="left:{plot.along(i):.2%};bottom:{plot.up(figure.value):.2%}">'
        f"{_point(chart, group, figure, alone, opened)}</li>"
        for i, figure in enumerate(group.figures)
        if figure.value is not None
    )
    label = f' aria-label="{escape(group.label)}"' if group.label else ""
    return f'<ul class="gk-series gk-s{number + 1}"{label}>{points}</ul>'


def _side(along: float) -> str:
    """Towards which side what is told of a point has room."""
    return "early" if along < 0.34 else "late" if along > 0.66 else "middle"


def _point(chart: Chart, group: Group, figure: Figure, alone: bool, opened: Opened) -> str:
    start, end = _opening(figure, opened)
    told = f"{group.label} {figure.label}".strip() + in_language(chart.language, "：", ": ") + figure.exact
    beside = f'<b aria-hidden="true">{escape(figure.shown)}</b>' if alone else ""
    return (
        f'{start} class="gk-point"><i class="gk-dot"></i><span class="gk-unseen">{escape(told)}</span>{beside}'
        f'<span class="gk-tip" aria-hidden="true">{escape(told)}</span>{end}'
    )
