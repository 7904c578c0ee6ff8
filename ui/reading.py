"""How a question was read, as one quiet line: year · agencies · item · column · what was done with it.

A part that could have been another (a year, an agency, a figure, the total rather than the most) opens to the
questions that would ask for that instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from assistant.bodies import kind_words
from assistant.conversation import Answer, Language
from assistant.intent import Intent, Metric, Operation
from assistant.wording import say_condition
from ui.phrasing import (
    BODIES,
    Understand,
    Wanted,
    can_be_added,
    figure_words,
    question_for,
    question_read_as,
)
from ui.words import escape, form_label, in_language

if TYPE_CHECKING:
    from assistant.ask import Assistant

MOST_OTHERS = 12  # agencies or years offered instead; of more agencies, those with the likest names
NAMED = 2  # agencies named in the line; more are counted
_OPERATIONS = {
    "list": ("逐个列出", "listed one by one"),
    "top_item": ("最多的一项", "the highest item"),
    "position": ("名次", "its rank"),
    "compare": ("比较", "compared"),
    "difference": ("相差", "difference"),
    "times": ("倍数", "ratio between them"),
    "sum": ("合计", "sum"),
    "average": ("平均", "average"),
    "median": ("中位数", "median"),
    "count": ("有几个单位", "how many agencies"),
    "filter": ("符合条件的", "those that pass"),
    "agency_share": ("占全部的份额", "share of all"),
    "top_share": ("最多的占全部的份额", "share of the highest"),
    "trend": ("历年", "over the years"),
    "growth": ("增长率", "growth"),
    "missing": ("没有填的", "those left blank"),
    "check": ("核对", "checked"),
}
# The figures that one of them could have been taken for, by table.
_FIGURES = {
    "applications": (
        "received",
        "concluded",
        "granted",
        "partly_granted",
        "refused",
        "unavailable",
        "not_processed",
        "carried_over",
        "received_natural_person",
        "natural_person_share",
        "disclosure_rate",
    ),
    "disclosure": (
        "licensing_decisions",
        "penalties_decisions",
        "coercion_decisions",
        "fees_amount",
        "procurement_amount",
    ),
    "disputes": ("review", "review_corrected", "litigation", "litigation_corrected"),
}
_OVER_ALL = ("rank", "list", "sum", "average", "median")
_INSTEAD: tuple[tuple[str, str, Operation, int, bool], ...] = (
    ("最多的", "the most", "rank", 1, True),
    ("前 5 名", "top 5", "rank", 5, True),
    ("最少的", "the fewest", "rank", 1, False),
    ("逐个列出", "one by one", "list", 1, True),
    ("合计", "sum", "sum", 1, True),
    ("平均", "average", "average", 1, True),
    ("中位数", "median", "median", 1, True),
)


@dataclass(frozen=True)
class Reading:
    """A question as it was understood, and what the collection would have instead."""

    intent: Intent
    agencies: tuple[tuple[str, int], ...]  # (agency, year) of every report
    kind: frozenset[str] | None = None  # the agencies of the kind asked about; None for any
    wanted: Wanted | None = None  # the same as a question in the page's own words, where it has words for it
    others: tuple[Other, ...] = ()  # what could have been meant instead, but for years and agencies


@dataclass(frozen=True)
class Other:
    """Something that could have been meant instead, and the question for it."""

    part: str  # of the line: "figure", "operation", "scope"
    label: str
    question: str


def read_question(assistant: Assistant, question: str, before: Sequence[str]) -> Reading:
    """How the assistant reads a question after those before it."""
    read = partial(understood, assistant, before=before)
    intent = read(question)
    rows = assistant.store.connection.execute("SELECT agency, year FROM reports ORDER BY year DESC, agency")
    wanted = in_own_words(intent)
    others = tuple(_others(wanted, intent, read)) if wanted else ()
    kind = assistant.directory.agencies_of_kind(intent.scope) if intent.scope != "all" else None
    return Reading(intent, tuple((str(agency), int(year)) for agency, year in rows), kind, wanted, others)


def understood(assistant: Assistant, question: str, before: Sequence[str]) -> Intent:
    """A question after those before it, as the assistant understands it."""
    from assistant.ask import MOST_TURNS, plain_question
    from assistant.understanding.understand import understand

    earlier = [plain_question(one) for one in before[-MOST_TURNS:]]
    return understand(plain_question(question), assistant.vocabulary, assistant.directory, earlier)


def in_own_words(intent: Intent) -> Wanted | None:
    """What a question asks, where nothing is lost by saying it in the page's words; None for anything more."""
    more = (intent.condition, intent.change, intent.excluded, intent.crowd, intent.added_up, intent.edition)
    further = (
        intent.narrowed,
        intent.grouped_by,
        intent.counted_apart,
        intent.taken_together,
        intent.only_place,
        intent.in_each_year,
    )
    if (
        any(more)
        or any(further)
        or len(intent.metrics) != 1
        or len(intent.groups) > 1
        or len(intent.years) > 1
    ):
        return None
    over_all = intent.operation in _OVER_ALL
    named = intent.agencies
    if (bool(named) if over_all else len(named) != 1) or intent.scope not in BODIES:
        return None
    wanted = Wanted(
        intent.operation,
        intent.metrics[0].code,
        intent.years[0] if intent.years else None,
        "" if over_all else named[0],
        intent.scope if over_all else "all",
        intent.n if intent.operation == "rank" else 1,
        intent.descending if intent.operation == "rank" else True,
    )
    return wanted if question_for(wanted, intent.language) else None


def _others(wanted: Wanted, intent: Intent, read: Understand) -> Iterator[Other]:
    """What could have been meant instead, as far as the question for it is read as that."""
    for part, label, other in _alternatives(wanted, intent):
        if other != wanted and (question := question_read_as(other, intent.language, read)):
            yield Other(part, label, question)


def _alternatives(wanted: Wanted, intent: Intent) -> Iterator[tuple[str, str, Wanted]]:
    language = intent.language
    for code in _FIGURES[intent.metrics[0].of.table]:
        yield "figure", figure_words(code, language), replace(wanted, figure=code)
    if wanted.operation not in _OVER_ALL:
        return
    for scope in BODIES:
        label = in_language(language, f"全部{kind_words(scope)[0]}", f"all {kind_words(scope)[1]}")
        yield "scope", label, replace(wanted, scope=scope)
    for zh, en, operation, n, descending in _INSTEAD:
        other = replace(wanted, operation=operation, n=n, descending=descending)
        if operation != "sum" or can_be_added(wanted.figure):
            yield "operation", in_language(language, zh, en), other


def reading_line(reading: Reading, answer: Answer) -> str:
    """The line under an answer; "" where there is nothing to tell."""
    if answer.status != "answered" or answer.route in (None, "catalog"):
        return ""
    language, intent = answer.language, reading.intent
    parts = [_year_part(reading, answer), _agency_part(reading, answer)]
    parts += [escape(test) for test in _tests(intent, language)]
    if answer.route == "passages":
        parts.append(escape(in_language(language, "报告正文", "the reports' text")))
    else:
        figure, *column = _items(intent.metrics, language) or [""]
        parts.append(
            _part(figure, in_language(language, "换一个数字", "Another figure"), _read(reading, "figure"))
        )
        parts += [escape(told) for told in column]
        done = in_language(language, "换一种算法", "Another operation")
        parts.append(_part(_operation(intent, language), done, _read(reading, "operation")))
    label = in_language(language, "读作", "Read as")
    return (
        f'<div class="gk-reading" role="group" aria-label="{label}"><span class="faint">{label}</span> '
        + " · ".join(part for part in parts if part)
        + "</div>"
    )


def _items(metrics: Sequence[Metric], language: Language) -> list[str]:
    """The figures asked for, and their column where all share one."""
    if not metrics:
        return []
    labels = [in_language(language, metric.label_zh, metric.label_en) for metric in metrics]
    told = labels[:NAMED] + ([f"+{len(labels) - NAMED}"] if len(labels) > NAMED else [])
    items = [in_language(language, "、", ", ").join(told)]
    columns = {metric.of.columns for metric in metrics}
    if columns == {("total",)} and not any(metric.over for metric in metrics):
        items.append(in_language(language, form_label("total") or "总计", "total"))
    return items


_BY = {
    "year": ("按年", "by year"),
    "province": ("按省", "by province"),
    "city": ("按市", "by city"),
    "level": ("按级别", "by level"),
}


def _operation(intent: Intent, language: Language) -> str:
    if intent.grouped_by:
        mean = ("平均", "average ") if intent.grouped_mean else ("合计", "sum ")
        zh, en = _BY[intent.grouped_by]
        return in_language(language, f"{zh}{mean[0]}", f"{mean[1]}{en}")
    if intent.counted_apart:
        zh, en = _BY[intent.counted_apart]
        return in_language(language, f"{zh}计数", f"count {en}")
    if intent.counts_share:
        return in_language(language, "占单位的比例", "share of agencies")
    if intent.operation == "rank" and intent.only_place:
        side = ("倒数", " from the bottom") if not intent.descending else ("", "")
        return in_language(language, f"{side[0]}第 {intent.n} 名", f"place {intent.n}{side[1]}")
    if intent.operation == "rank" and intent.in_each_year:
        return in_language(language, "每年最多的" if intent.descending else "每年最少的", "of each year")
    if intent.operation != "rank":
        return in_language(language, *_OPERATIONS.get(intent.operation, ("", "")))
    if intent.descending:
        return in_language(language, f"前 {intent.n} 名", f"top {intent.n}")
    return in_language(language, f"最少的 {intent.n} 名", f"lowest {intent.n}")


# ── parts that can be changed ────────────────────────────────────────────────────────────────────


def _read(reading: Reading, part: str) -> list[tuple[str, str]]:
    return [(other.label, other.question) for other in reading.others if other.part == part]


def _year_part(reading: Reading, answer: Answer) -> str:
    years = sorted(_years(reading, answer))
    if not years:
        return ""
    told = f"{years[0]}–{years[-1]}" if len(years) > 2 else ", ".join(map(str, years))
    known = sorted({year for _, year in reading.agencies} - set(years), reverse=True)
    others = [(str(year), _with_year(reading, answer, year)) for year in known]
    label = in_language(answer.language, "换一个年份", "Another year")
    can_change = len(years) == 1 and (reading.wanted or not reading.intent.inherited)
    return _part(told, label, others if can_change else [])


def _years(reading: Reading, answer: Answer) -> set[int]:
    return {citation.year for citation in answer.citations} or set(reading.intent.years)


def _with_year(reading: Reading, answer: Answer, year: int) -> str:
    """The question for another year.

    A year that stands in it is exchanged, else it is put in front of it, or after it in English. One that goes on
    with the question before is put in the page's own words.
    """
    if reading.intent.inherited and reading.wanted:
        return question_for(replace(reading.wanted, year=year), answer.language)
    changed, count = re.subn(r"(?<!\d)20\d\d(?!\d)", str(year), answer.question)
    if count:
        return changed
    if answer.language == "zh":
        return f"{year}年{answer.question}"
    return f"{answer.question.rstrip('?. ')} in {year}?"


def _agency_part(reading: Reading, answer: Answer) -> str:
    intent, language = reading.intent, answer.language
    if answer.route == "passages" and not intent.groups:
        return ""
    if intent.sides:
        return escape(in_language(language, "；", "; ").join(side.said for side in intent.sides))
    if not intent.groups:
        label = in_language(language, "只看或不限一类单位", "Another kind of agency")
        return _part(_everybody(reading, answer), label, _read(reading, "scope"))
    named = [agency for agency in intent.agencies if agency not in intent.excluded]
    told = in_language(language, "、", ", ").join(named)
    if len(named) > NAMED:
        told = in_language(language, f"{len(named)} 个单位", f"{len(named)} agencies")
    text = intent.groups[0].text.strip()
    others: list[tuple[str, str]] = []
    if len(named) == 1 and len(intent.groups) == 1 and text and text.lower() in answer.question.lower():
        years = _years(reading, answer)
        known = dict.fromkeys(a for a, year in reading.agencies if a not in named and year in years)
        others = [
            (agency, _with_agency(answer.question, text, agency)) for agency in _likest(known, named[0])
        ]
    elif len(named) == 1 and reading.wanted:
        years = _years(reading, answer)
        known = dict.fromkeys(a for a, year in reading.agencies if a not in named and year in years)
        asked = replace(reading.wanted, year=max(years, default=None))
        others = [(a, question_for(replace(asked, agency=a), language)) for a in _likest(known, named[0])]
    return _part(told, in_language(language, "换一个单位", "Another agency"), others)


def _with_agency(question: str, text: str, agency: str) -> str:
    """
    >>> _with_agency("How many did Daxing get?", "daxing", "广州市黄埔区人民政府")
    'How many did 广州市黄埔区人民政府 get?'
    """
    return re.sub(re.escape(text), lambda _: agency, question, count=1, flags=re.IGNORECASE)


def _likest(agencies: Iterable[str], named: str) -> list[str]:
    """The agencies with the likest names first: those of the same office, and of the same place.

    >>> _likest(["苏州市教育局", "南京市财政局", "南京市教育局"], "南京市公安局")
    ['南京市财政局', '南京市教育局', '苏州市教育局']
    """
    from rapidfuzz.distance import Postfix, Prefix

    def likeness(agency: str) -> int:
        return int(Prefix.similarity(agency, named) + Postfix.similarity(agency, named))

    return sorted(agencies, key=likeness, reverse=True)[:MOST_OTHERS]


def _everybody(reading: Reading, answer: Answer) -> str:
    """All the agencies, or all of a kind, of the years in question."""
    intent, years = reading.intent, _years(reading, answer)
    meant = {agency for agency, year in reading.agencies if year in years or not years}
    meant = set(intent.crowd) or (meant if reading.kind is None else meant & reading.kind)
    count = len(meant - set(intent.excluded))
    zh, en = kind_words(intent.scope, singular=count == 1)
    return in_language(answer.language, f"全部 {count} 个{zh}", f"all {count} {en}")


def _tests(intent: Intent, language: Language) -> Iterator[str]:
    """Whom the question narrows itself to: 本年新收 大于 500 件."""
    for test in intent.narrowed:
        name = in_language(language, test.metric.label_zh, test.metric.label_en)
        more = in_language(language, "大于" if ">" in test.operator else "小于", test.operator)
        if test.n:
            end = in_language(
                language, "最多" if test.descending else "最少", "top" if test.descending else "lowest"
            )
            yield f"{name} {end} {test.n}"
        elif test.condition:
            yield f"{name} {say_condition(test.condition, test.metric.unit, language)}"
        elif test.other:
            yield f"{name} {more} {in_language(language, test.other.label_zh, test.other.label_en)}"
        elif test.than:
            yield f"{name} {more} {in_language(language, '、', ', ').join(test.than.agencies)}"
        else:
            means = {"average": ("平均", "average"), "median": ("中位数", "median")}
            yield f"{name} {more} {in_language(language, *means[test.mean])}"


def _part(told: str, label: str, others: Sequence[tuple[str, str]]) -> str:
    """A part of the line; one with other readings opens to them."""
    if not others or not told or len(others) > MOST_OTHERS:
        return escape(told)
    buttons = "".join(
        f'<button type="button" class="gk-choice" data-event="ask" data-question="{escape(question)}">{escape(name)}</button>'
        for name, question in others
    )
    return (
        f'<details class="gk-part" name="gk-part"><summary title="{escape(label)}">{escape(told)}</summary>'
        f'<div class="gk-others"><span class="faint">{escape(label)}</span>{buttons}</div></details>'
    )
