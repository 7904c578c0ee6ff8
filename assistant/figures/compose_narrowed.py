"""Who is asked about at all, in words: the test that agencies had to pass, with the figures that it was held against."""

from __future__ import annotations

from typing import NamedTuple

from assistant.figures.evidence import Evidence
from assistant.figures.evidenced import MOST_ROWS_IN_WORDS, Evidenced
from assistant.figures.sql_scope import year_of
from assistant.intent import Condition, Metric, Narrowing
from assistant.metrics import RATIO
from assistant.wording import say_condition, say_metric, say_number

_MORE = {
    "=": ("等于", "the same as"),
    ">": ("大于", "more than"),
    "<": ("小于", "less than"),
    ">=": ("不少于", "at least"),
    "<=": ("不超过", "at most"),
}


class Narrowed(NamedTuple):
    """A test with what proves it: the figures of those who passed, and those that it was measured by."""

    narrowing: Narrowing
    passed: Evidence
    measure: Evidence | None = (
        None  # of all, where their mean is the measure or nobody passed; of the other agency
    )
    mean: float | None = None


def said_of_narrowed(told: Evidenced, narrowed: Narrowed) -> str:
    """The test and who passed it, each with its figure: 只算 2022 年本年新收……大于 500 件的 11 个单位：……"""
    narrowing, figures = narrowed.narrowing, narrowed.passed.figures
    metrics = tuple(metric for metric in (narrowing.metric, narrowing.other) if metric)
    lines = []
    only_some = narrowing.condition == Condition(
        ">", 0
    )  # without those that have none: who is left says nothing
    for figure in () if only_some else figures[:MOST_ROWS_IN_WORDS]:
        values = zip(metrics, figure.values, strict=True)
        said = [
            _figure(told, narrowed.passed, metric, figure.report_id, value)
            for metric, value in values
            if value is not None
        ]
        lines.append(f"{figure.agency} {told.say('、', ' / ').join(said)}")
    more = len(figures) - MOST_ROWS_IN_WORDS
    if more > 0:
        lines.append(told.say(f"等 {len(figures)} 个", f"and {more} more"))
    name = say_metric(narrowing.metric, told.language)
    if narrowing.picks_year:
        years = told.say("、", ", ").join(sorted({str(figure.year) for figure in figures}))
        end = test_in_words(told, narrowed)
        head = told.say(f"只算{name}{end}的一年，{years} 年", f"Only the year of the {end} {name}, {years}")
        return f"{head}{told.say('：', ': ')}{told.say('；', '; ').join(lines)}{told.say('。', '.')}"
    year = year_of(narrowing, told.scope)
    test, count = test_in_words(told, narrowed), len(figures)
    if narrowing.n:
        head = told.say(
            f"只算 {year} 年{name}{test}{'' if narrowing.among else f' {count} 个单位'}",
            f"Only the {count} with the {test} {name} in {year}",
        )
    else:
        head = told.say(
            f"只算 {year} 年{name}{test}的 {count} 个单位", f"Only the {count} with {name} {test} in {year}"
        )
    if only_some:
        return f"{head}{told.say('。', '.')}"
    return (
        f"{head}{told.say('：', ': ')}{told.say('；', '; ').join(lines)}{told.say('。', '.')}"
        if lines
        else ""
    )


def test_in_words(told: Evidenced, narrowed: Narrowed) -> str:
    """What had to be passed: 大于 500 件, 高于平均 420.19 件[1]–[43]."""
    narrowing, metric = narrowed.narrowing, narrowed.narrowing.metric
    high = told.say("高", "highest") if metric.unit in (RATIO, "元") else told.say("多", "most")
    low = told.say("低", "lowest") if metric.unit in (RATIO, "元") else told.say("少", "fewest")
    if narrowing.picks_year:
        return told.say("最", "") + (high if narrowing.descending else low)
    if narrowing.n:
        end = high if narrowing.descending else low
        if narrowing.only_place:
            return told.say(f"第 {narrowing.n} {end}的", f"{end}, place {narrowing.n}")
        if narrowing.among:
            return told.say(f"最{end}的 {narrowing.n} 个", f"the {narrowing.n} {end}")
        return told.say(f"最{end}的", end)
    if narrowing.shared:
        return told.say("与别的单位相同", "the same as another's")
    if narrowing.condition:
        return say_condition(narrowing.condition, metric.unit, told.language)
    word = told.say(*_MORE[narrowing.operator])
    if narrowing.other:
        return f"{word}{told.say('', ' ')}{say_metric(narrowing.other, told.language)}"
    measure = narrowed.measure
    assert measure is not None
    known = [figure for figure in measure.figures if figure.values[0] is not None]
    marks = told.citations.cells(
        cell for f in known for term in metric.terms for cell in measure.cells_behind(term, f.report_id)
    )
    if narrowing.than:
        others = told.say("、", ", ").join(narrowing.than.agencies)
        value = known[0].values[0] if known else None
        of = told.say(f"{others}的", f"{others}'s ")
    else:
        value, of = (
            narrowed.mean,
            {"average": told.say("平均", "the average, "), "median": told.say("中位数", "the median, ")}[
                narrowing.mean
            ],
        )
    size = say_number(value, metric.unit, told.language) if value is not None else "–"
    return f"{word}{told.say('', ' ')}{of} **{size}**{marks}".replace("  ", " ")


def _figure(told: Evidenced, evidence: Evidence, metric: Metric, report: int, value: float) -> str:
    cells = [cell for term in metric.terms for cell in evidence.cells_behind(term, report)]
    return f"**{say_number(value, metric.unit, told.language)}**{told.citations.cells(cells)}"
