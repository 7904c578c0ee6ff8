"""How a question was read, as one quiet line: year · agencies · item · column · what was done with it.

A part that could have been another (a year, an agency) opens to the questions that would ask for that instead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.conversation import Answer, Language
from assistant.intent import Intent, Metric
from index.kinds import is_bureau, is_government
from ui.words import escape, form_label, in_language

if TYPE_CHECKING:
    from assistant.ask import Assistant

MOST_OTHERS = 12  # agencies or years offered instead; of more, none are
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
    "trend": ("历年", "over the years"),
    "growth": ("增长率", "growth"),
    "missing": ("没有填的", "those left blank"),
    "check": ("核对", "checked"),
}
_ALL = {"all": ("单位", "agencies"), "bureaus": ("局", "bureaus"), "governments": ("政府", "governments")}


@dataclass(frozen=True)
class Reading:
    """A question as it was understood, and what the collection would have instead."""

    intent: Intent
    agencies: tuple[tuple[str, int], ...]  # (agency, year) of every report


def read_question(assistant: Assistant, question: str, before: Sequence[str]) -> Reading:
    """How the assistant reads a question after those before it."""
    from assistant.ask import plain_question
    from assistant.understand import understand

    earlier = [plain_question(one) for one in before]
    intent = understand(plain_question(question), assistant.vocabulary, assistant.directory, earlier)
    rows = assistant.store.connection.execute("SELECT agency, year FROM reports ORDER BY year DESC, agency")
    return Reading(intent, tuple((str(agency), int(year)) for agency, year in rows))


def reading_line(reading: Reading, answer: Answer) -> str:
    """The line under an answer; "" where there is nothing to tell."""
    if answer.status != "answered" or answer.route in (None, "catalog"):
        return ""
    language, intent = answer.language, reading.intent
    parts = [_year_part(reading, answer), _agency_part(reading, answer)]
    if answer.route == "passages":
        parts.append(escape(in_language(language, "报告正文", "the reports' text")))
    else:
        parts += [escape(told) for told in (*_items(intent.metrics, language), _operation(intent, language))]
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


def _operation(intent: Intent, language: Language) -> str:
    if intent.operation != "rank":
        return in_language(language, *_OPERATIONS.get(intent.operation, ("", "")))
    if intent.descending:
        return in_language(language, f"前 {intent.n} 名", f"top {intent.n}")
    return in_language(language, f"最少的 {intent.n} 名", f"lowest {intent.n}")


# ── parts that can be changed ────────────────────────────────────────────────────────────────────


def _year_part(reading: Reading, answer: Answer) -> str:
    years = sorted(_years(reading, answer))
    if not years:
        return ""
    told = f"{years[0]}–{years[-1]}" if len(years) > 2 else ", ".join(map(str, years))
    known = sorted({year for _, year in reading.agencies} - set(years), reverse=True)
    others = [(str(year), _with_year(reading.intent, answer, year)) for year in known]
    label = in_language(answer.language, "换一个年份", "Another year")
    return _part(told, label, others if len(years) == 1 and not reading.intent.inherited else [])


def _years(reading: Reading, answer: Answer) -> set[int]:
    return {citation.year for citation in answer.citations} or set(reading.intent.years)


def _with_year(intent: Intent, answer: Answer, year: int) -> str:
    """The question for another year.

    A year that stands in it is exchanged, else it is put in front of it, or after it in English.
    """
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
    if not intent.groups:
        return escape(_everybody(reading, answer))
    named = [agency for agency in intent.agencies if agency not in intent.excluded]
    told = in_language(language, "、", ", ").join(named)
    if len(named) > NAMED:
        told = in_language(language, f"{len(named)} 个单位", f"{len(named)} agencies")
    text = intent.groups[0].text.strip()
    others: list[tuple[str, str]] = []
    if len(named) == 1 and len(intent.groups) == 1 and text and text.lower() in answer.question.lower():
        years = _years(reading, answer)
        known = dict.fromkeys(a for a, year in reading.agencies if a not in named and year in years)
        others = [(agency, _with_agency(answer.question, text, agency)) for agency in known]
    return _part(told, in_language(language, "换一个单位", "Another agency"), others)


def _with_agency(question: str, text: str, agency: str) -> str:
    """
    >>> _with_agency("How many did Daxing get?", "daxing", "广州市黄埔区人民政府")
    'How many did 广州市黄埔区人民政府 get?'
    """
    return re.sub(re.escape(text), lambda _: agency, question, count=1, flags=re.IGNORECASE)


def _everybody(reading: Reading, answer: Answer) -> str:
    """All the agencies, or all of a kind, of the years in question."""
    intent, years = reading.intent, _years(reading, answer)
    fits = {"bureaus": is_bureau, "governments": is_government}.get(intent.scope)
    meant = {agency for agency, year in reading.agencies if year in years or not years}
    meant = set(intent.crowd) or {agency for agency in meant if fits is None or fits(agency)}
    count = len(meant - set(intent.excluded))
    zh, en = _ALL[intent.scope]
    return in_language(answer.language, f"全部 {count} 个{zh}", f"all {count} {en}")


def _part(told: str, label: str, others: Sequence[tuple[str, str]]) -> str:
    """A part of the line; one with other readings opens to them."""
    if not others or len(others) > MOST_OTHERS:
        return escape(told)
    buttons = "".join(
        f'<button type="button" class="gk-choice" data-event="ask" data-question="{escape(question)}">{escape(name)}</button>'
        for name, question in others
    )
    return (
        f'<details class="gk-part" name="gk-part"><summary title="{escape(label)}">{escape(told)}</summary>'
        f'<div class="gk-others"><span class="faint">{escape(label)}</span>{buttons}</div></details>'
    )
