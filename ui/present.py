"""Answer → what the chat shows: the figure or sentence first, its table, caveats, citations and SQL, all as HTML.

Plain functions without any page library. Everything that comes from a report or from a question is escaped here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt

from assistant.conversation import Answer, Citation, Language, Result
from ui.actions import actions
from ui.answer_chart import chart_of
from ui.chart_view import answer_chart_html
from ui.reading import Reading, reading_line
from ui.sql_box import sql_box
from ui.words import (
    also_in_wan,
    both,
    column_label,
    column_unit,
    escape,
    in_language,
    number_class,
    place_name,
    place_words,
    show_number,
    unit_words,
)

SHOWN_CITATIONS = 5  # the rest is one click away
SHOWN_ROWS = 10
SHOWN_CAVEATS = 2
_MARK = re.compile(r"\[(\d{1,4})\]")
_MARKS = re.compile(r"\[\d{1,4}\](?:–?\[\d{1,4}\]){0,3}[，。；：、）！？,.;:)]?")
_LISTED = re.compile(r"^- ", re.M)
_TAG = re.compile(r"(<[^>]*>)")


@dataclass(frozen=True)
class Exchange:
    """One question of a conversation with its answer, or with the line that says why there is none."""

    question: str
    answer: Answer | None = None
    error: str = ""
    reading: Reading | None = None


# ── the answer's text ────────────────────────────────────────────────────────────────────────────


_FIGURE_AND_MARKS = re.compile(r'(<strong>[^<]{1,30}</strong>)\s?(<span class="gk-keep">.*?</span>)')


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    # No links and no images: an answer quotes reports, and a report must not lead the page anywhere.
    rules = ["link", "image", "autolink", "html_inline", "html_block", "entity"]
    return MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table").disable(rules)


def mark(turn: int, number: int, citation: Citation) -> str:
    """The small clickable number that opens a citation."""
    whose = escape(f"{citation.agency} {citation.year}")
    zh, en = map(escape, place_words(citation))
    return (
        f'<button type="button" class="gk-mark" data-event="cite" data-turn="{turn}" data-number="{number}"'
        f' data-hint="{whose}" data-zh="{zh}" data-en="{en}" data-quote="{escape(_excerpt(citation.quote, 120))}"'
        f' aria-label="来源 source {number}">{number}</button>'
    )


def answer_text(answer: Answer, turn: int) -> str:
    """The answer's Markdown as HTML, each [n] that stands for a citation made clickable and kept on its figure's line."""
    pieces = _TAG.split(str(_markdown().render(answer.answer)))
    html = "".join(piece if piece.startswith("<") else _with_marks(piece, answer, turn) for piece in pieces)
    return _FIGURE_AND_MARKS.sub(r'<span class="gk-keep gk-figure">\1\2</span>', html)


def _with_marks(text: str, answer: Answer, turn: int) -> str:
    """Each [n] that stands for a citation becomes its mark; marks stay on a line with the comma after them."""

    def one(match: re.Match[str]) -> str:
        number = int(match[1])
        known = 1 <= number <= len(answer.citations)
        return mark(turn, number, answer.citations[number - 1]) if known else match[0]

    def group(match: re.Match[str]) -> str:
        return f'<span class="gk-keep">{_MARK.sub(one, match[0])}</span>'

    return _MARKS.sub(group, text)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _excerpt(text: str, length: int) -> str:
    flat = _flat(text)
    return flat if len(flat) <= length else flat[: length - 1] + "…"


# ── what stands below it ─────────────────────────────────────────────────────────────────────────


def result_table(answer: Answer, turn: int) -> str:
    """The rows behind the answer; "" where there is only one, which the text says in full."""
    result = answer.result
    if result is None or len(result.rows) < 2:
        return ""
    units = [column_unit(code, result) for code in result.columns]
    numeric = [_is_numeric(result, index) for index in range(len(result.columns))]
    sources = [_row_marks(answer, row, turn) for row in result.rows]
    head = _table_head(answer.language, result, units, numeric, any(sources))
    lines = [
        _table_row(row, units, numeric, source if any(sources) else None)
        for row, source in zip(result.rows, sources, strict=True)
    ]
    table = _folded_rows(head, lines)
    if len(_LISTED.findall(answer.answer)) < len(lines):
        return table
    return _fold(both("看表格", "Show as a table"), table)  # the text lists the same rows already


def _is_numeric(result: Result, index: int) -> bool:
    values = [row[index] for row in result.rows if row[index] is not None]
    return bool(values) and all(isinstance(value, int | float) for value in values)


def _table_head(
    language: Language, result: Result, units: Sequence[str | None], numeric: Sequence[bool], sources: bool
) -> str:
    cells = []
    for code, unit, is_number in zip(result.columns, units, numeric, strict=True):
        label = escape(column_label(code, language))
        said = in_language(language, *unit_words(unit)) if is_number and unit and unit != "ratio" else ""
        shown = f" <small>{escape(said)}</small>" if said else ""
        cells.append(f'<th scope="col"{number_class(is_number)}>{label}{shown}</th>')
    if sources:
        cells.append(f'<th scope="col">{both("来源", "Source")}</th>')
    return f"<tr>{''.join(cells)}</tr>"


def _table_row(
    row: Sequence[Any], units: Sequence[str | None], numeric: Sequence[bool], sources: str | None
) -> str:
    cells = []
    for value, unit, is_number in zip(row, units, numeric, strict=True):
        cells.append(f"<td{number_class(is_number)}>{_table_value(value, unit, is_number)}</td>")
    if sources is not None:
        cells.append(f'<td class="marks">{sources}</td>')
    return f"<tr>{''.join(cells)}</tr>"


def _table_value(value: Any, unit: str | None, is_number: bool) -> str:
    if value is None:
        return '<span class="faint">–</span>'
    if not is_number:
        return escape(value)
    if unit is None and isinstance(value, int):
        return escape(value if 1900 <= value <= 2100 else show_number(value))
    wan = also_in_wan(value, unit)
    return show_number(value, unit) + (f"<small>{wan}</small>" if wan else "")


def _row_marks(answer: Answer, row: Sequence[Any], turn: int) -> str:
    """The citations of one row: those of its agency, and of its year where the row names one."""
    named = dict(zip(answer.result.columns, row, strict=True)) if answer.result else {}
    if "agency" not in named:
        return ""
    fitting = [
        (number, citation)
        for number, citation in enumerate(answer.citations, 1)
        if citation.agency == named["agency"] and named.get("year", citation.year) == citation.year
    ]
    return "".join(mark(turn, number, citation) for number, citation in fitting[:SHOWN_CITATIONS])


def _folded_rows(head: str, lines: Sequence[str]) -> str:
    table = '<div class="gk-scroll"><table class="gk-table"><thead>{}</thead><tbody>{}</tbody></table></div>'
    shown = table.format(head, "".join(lines[:SHOWN_ROWS]))
    if len(lines) <= SHOWN_ROWS:
        return shown
    more = len(lines) - SHOWN_ROWS
    rest = table.format(head, "".join(lines[SHOWN_ROWS:]))
    return shown + _fold(both(f"其余 {more} 行", f"{more} more rows"), rest)


def citation_list(answer: Answer, turn: int) -> str:
    """The numbered list of citations, each one a button that opens its source."""
    if not answer.citations:
        return ""
    said = _flat(answer.answer.replace("\n> ", "\n").replace("**", ""))
    lines = [
        _citation_line(turn, number, cited, is_said=not cited.row and _flat(cited.quote) in said)
        for number, cited in enumerate(answer.citations, 1)
    ]
    title = f"<h3>{both('来源', 'Sources')}</h3>"
    first = _cited_in_text(answer)
    shown = f'<ol class="gk-cites">{"".join(lines[:first])}</ol>'
    rest = lines[first:]
    if rest:
        body = f'<ol class="gk-cites" start="{first + 1}">{"".join(rest)}</ol>'
        shown += _fold(both(f"其余 {len(rest)} 处来源", f"{len(rest)} more sources"), body)
    return title + shown


def _cited_in_text(answer: Answer) -> int:
    """How many citations stand in sight: those the text has marks for, not all that a rank was taken among."""
    if re.search(r"\][–-]\[", answer.answer):
        return SHOWN_CITATIONS
    named = [int(number) for number in _MARK.findall(answer.answer)]
    return min(max(named, default=SHOWN_CITATIONS), SHOWN_CITATIONS)


def _citation_line(turn: int, number: int, citation: Citation, is_said: bool) -> str:
    """One citation; a passage that the answer has just quoted is not quoted again."""
    quoted = citation.quote.strip() and not is_said
    quote = f"<q>{escape(_excerpt(citation.quote, 90))}</q>" if quoted else ""
    return (
        f'<li><button type="button" class="gk-cite" data-event="cite" data-turn="{turn}" data-number="{number}">'
        f'<span class="gk-number">{number}</span><span><b>{escape(citation.agency)}</b> {citation.year}'
        f' <span class="faint">{place_name(citation)}</span> {quote}</span></button></li>'
    )


def _fold(summary: str, body: str, name: str = "") -> str:
    return f'<details class="gk-fold {name}"><summary>{summary}</summary>{body}</details>'


def ask_button(question: str, label: str, name: str = "gk-choice") -> str:
    """A button that asks a question."""
    return (
        f'<button type="button" class="{name}" data-event="ask" data-question="{escape(question)}">'
        f"{escape(label)}</button>"
    )


def _caveats(answer: Answer, turn: int) -> str:
    lines = [f"<li>{_with_marks(escape(caveat), answer, turn)}</li>" for caveat in answer.caveats]
    shown = lines if len(lines) <= SHOWN_CAVEATS + 1 else lines[:SHOWN_CAVEATS]
    rest = lines[len(shown) :]
    if rest:
        more = both(f"其余 {len(rest)} 条说明", f"{len(rest)} more remarks")
        shown = [*shown, f"<li>{_fold(more, '<ul>' + ''.join(rest) + '</ul>')}</li>"]
    return f'<ul class="gk-caveats">{"".join(shown)}</ul>' if shown else ""


def answer_html(answer: Answer, turn: int, asked: Sequence[str] = (), reading: Reading | None = None) -> str:
    """One answer: the figure or sentence, choices, chart, table, caveats, citations, what can be done with it, SQL."""
    chart = chart_of(answer)
    choices = "".join(ask_button(choice.question, choice.label) for choice in answer.choices)
    return (
        f'<article class="gk-answer" data-status="{answer.status}" lang="{answer.language}">'
        f'<div class="gk-text">{answer_text(answer, turn)}</div>'
        + (f'<div class="gk-choices">{choices}</div>' if choices else "")
        + (reading_line(reading, answer) if reading else "")
        + (answer_chart_html(chart, turn) if chart else "")
        + result_table(answer, turn)
        + _caveats(answer, turn)
        + citation_list(answer, turn)
        + actions(answer, turn, asked or [answer.question])
        + sql_box(answer, turn)
        + "</article>"
    )


# ── the conversation ─────────────────────────────────────────────────────────────────────────────


def conversation(exchanges: Sequence[Exchange]) -> str:
    """The whole chat, oldest first."""
    turns = "".join(_exchange(exchanges, turn) for turn in range(len(exchanges)))
    return f'<div class="gk-chat">{turns}</div>'


def leading_to(exchanges: Sequence[Exchange], turn: int) -> list[str]:
    """The questions that have to be asked for a turn to be understood as it was: itself, and what it goes on with."""
    first = turn
    while first > 0 and (reading := exchanges[first].reading) and reading.intent.inherited:
        first -= 1
    return [exchange.question for exchange in exchanges[first : turn + 1]]


def _exchange(exchanges: Sequence[Exchange], turn: int) -> str:
    exchange = exchanges[turn]
    shown = (
        answer_html(exchange.answer, turn, leading_to(exchanges, turn), exchange.reading)
        if exchange.answer
        else problem_line(exchange.error)
    )
    has_next = turn == len(exchanges) - 1 and exchange.reading is not None
    next_place = f'<div class="gk-next" data-turn="{turn}"></div>' if has_next else ""
    question = f'<h2 class="gk-question">{escape(exchange.question)}</h2>'
    return f'<section class="gk-turn">{question}{shown}{next_place}</section>'


def problem_line(message: str) -> str:
    """One clear line where something went wrong."""
    return f'<p class="gk-problem" role="alert">{escape(message)}</p>'


def source_note(zh: str, en: str) -> str:
    """The source panel where there is nothing to show, and why."""
    close = f'<button type="button" class="gk-close" data-event="close">{both("关闭", "Close")}</button>'
    return f'<div class="gk-doc"><header class="gk-doc-head">{close}<p role="alert">{both(zh, en)}</p></header></div>'


def note(zh: str, en: str) -> str:
    """One quiet line."""
    return f'<p class="gk-note" role="status">{both(zh, en)}</p>'
