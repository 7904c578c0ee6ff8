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
from index.errors import StoreMissing
from ui.words import (
    also_in_wan,
    both,
    column_label,
    column_unit,
    escape,
    number_class,
    place_name,
    show_number,
)

SHOWN_CITATIONS = 5  # the rest is one click away
SHOWN_ROWS = 10
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


# ── the answer's text ────────────────────────────────────────────────────────────────────────────


_FIGURE_AND_MARKS = re.compile(r'(<strong>[^<]{1,30}</strong>)\s?(<span class="gk-keep">.*?</span>)')


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    # No links and no images: an answer quotes reports, and a report must not lead the page anywhere.
    rules = ["link", "image", "autolink", "html_inline", "html_block", "entity"]
    return MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table").disable(rules)


def mark(turn: int, number: int, citation: Citation) -> str:
    """The small clickable number that opens a citation."""
    hint = escape(f"{citation.agency} {citation.year}：{_excerpt(citation.quote, 120)}")
    return (
        f'<button type="button" class="gk-mark" data-event="cite" data-turn="{turn}" data-number="{number}"'
        f' title="{hint}" aria-label="来源 source {number}">{number}</button>'
    )


def answer_text(answer: Answer, turn: int) -> str:
    """The answer's Markdown as HTML, each [n] that stands for a citation made clickable and kept on its figure's line."""
    pieces = _TAG.split(str(_markdown().render(answer.answer)))
    html = "".join(piece if piece.startswith("<") else _with_marks(piece, answer, turn) for piece in pieces)
    return _FIGURE_AND_MARKS.sub(r'<span class="gk-keep">\1\2</span>', html)


def _with_marks(text: str, answer: Answer, turn: int) -> str:
    """Each [n] that stands for a citation becomes its mark; marks stay on a line with the comma after them."""

    def one(match: re.Match[str]) -> str:
        number = int(match[1])
        known = 1 <= number <= len(answer.citations)
        return mark(turn, number, answer.citations[number - 1]) if known else match[0]

    def group(match: re.Match[str]) -> str:
        return f'<span class="gk-keep">{_MARK.sub(one, match[0])}</span>'

    return _MARKS.sub(group, text)


def _excerpt(text: str, length: int) -> str:
    flat = " ".join(text.split())
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
        shown = f" <small>{escape(unit)}</small>" if is_number and unit and unit != "ratio" else ""
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
    lines = [_citation_line(turn, number, cited) for number, cited in enumerate(answer.citations, 1)]
    title = f"<h3>{both('来源', 'Sources')}</h3>"
    shown = f'<ol class="gk-cites">{"".join(lines[:SHOWN_CITATIONS])}</ol>'
    rest = lines[SHOWN_CITATIONS:]
    if rest:
        body = f'<ol class="gk-cites" start="{SHOWN_CITATIONS + 1}">{"".join(rest)}</ol>'
        shown += _fold(both(f"其余 {len(rest)} 处来源", f"{len(rest)} more sources"), body)
    return title + shown


def _citation_line(turn: int, number: int, citation: Citation) -> str:
    quote = f"<q>{escape(_excerpt(citation.quote, 90))}</q>" if citation.quote.strip() else ""
    return (
        f'<li><button type="button" class="gk-cite" data-event="cite" data-turn="{turn}" data-number="{number}">'
        f'<span class="gk-number">{number}</span><span><b>{escape(citation.agency)}</b> {citation.year}'
        f' <span class="faint">{place_name(citation)}</span> {quote}</span></button></li>'
    )


def sql_fold(answer: Answer) -> str:
    """The SQL with its parameters, one click away."""
    if not answer.sql:
        return ""
    listed = ", ".join(repr(value) for value in answer.parameters)
    parameters = f'<p class="faint">{both("参数", "Parameters")} <code>{escape(listed)}</code></p>'
    body = f"<pre><code>{escape(answer.sql)}</code></pre>{parameters if answer.parameters else ''}"
    return _fold(both("查看 SQL", "Show the SQL"), body, "gk-sql")


def _fold(summary: str, body: str, name: str = "") -> str:
    return f'<details class="gk-fold {name}"><summary>{summary}</summary>{body}</details>'


def _ask_button(question: str, label: str, name: str = "gk-choice") -> str:
    return (
        f'<button type="button" class="{name}" data-event="ask" data-question="{escape(question)}">'
        f"{escape(label)}</button>"
    )


def _caveats(answer: Answer) -> str:
    lines = "".join(f"<li>{_with_marks(escape(caveat), answer, 0)}</li>" for caveat in answer.caveats)
    return f'<ul class="gk-caveats">{lines}</ul>' if lines else ""


def answer_html(answer: Answer, turn: int) -> str:
    """One answer: the figure or sentence, choices, table, caveats, citations, SQL."""
    choices = "".join(_ask_button(choice.question, choice.label) for choice in answer.choices)
    return (
        f'<article class="gk-answer" data-status="{answer.status}" lang="{answer.language}">'
        f'<div class="gk-text">{answer_text(answer, turn)}</div>'
        + (f'<div class="gk-choices">{choices}</div>' if choices else "")
        + result_table(answer, turn)
        + _caveats(answer)
        + citation_list(answer, turn)
        + sql_fold(answer)
        + "</article>"
    )


# ── the conversation ─────────────────────────────────────────────────────────────────────────────


def conversation(exchanges: Sequence[Exchange]) -> str:
    """The whole chat, oldest first."""
    turns = "".join(_exchange(exchange, turn) for turn, exchange in enumerate(exchanges))
    return f'<div class="gk-chat" role="log" aria-live="polite">{turns}</div>'


def _exchange(exchange: Exchange, turn: int) -> str:
    shown = answer_html(exchange.answer, turn) if exchange.answer else problem_line(exchange.error)
    return (
        f'<section class="gk-turn"><h2 class="gk-question">{escape(exchange.question)}</h2>{shown}</section>'
    )


def problem_line(message: str) -> str:
    """One clear line where something went wrong."""
    return f'<p class="gk-problem" role="alert">{escape(message)}</p>'


def source_note(zh: str, en: str) -> str:
    """The source panel where there is nothing to show, and why."""
    close = f'<button type="button" class="gk-close" data-event="close">{both("关闭", "Close")}</button>'
    return f'<div class="gk-doc"><header class="gk-doc-head">{close}<p role="alert">{both(zh, en)}</p></header></div>'


def header() -> str:
    """The title, one line of what this is, and the language switch."""
    told = both(
        "向政府信息公开年度报告提问，每个数字都有出处",
        "Ask China's government-disclosure annual reports; every figure shows its source",
    )
    return (
        '<header class="gk-header"><span class="gk-seal" aria-hidden="true">公开</span>'
        f"<div><h1>{both('公开', 'Gongkai')}</h1><p>{told}</p></div>"
        '<button type="button" class="gk-language" data-event="language">'
        '<span class="zh" lang="en">English</span><span class="en" lang="zh-CN">中文</span></button></header>'
    )


EXAMPLES_ZH = (
    "哪个局收到的政府信息公开申请最多",
    "黄埔区政府2020年收到多少件申请，其中自然人占多少",
    "各单位采购总金额合计",
    "黄埔区应急管理局政务公开领导小组的组长是谁",
)
EXAMPLES_EN = (
    "Which bureau got the most applications?",
    "How much did Daxing's emergency bureau spend on procurement?",
    "Total procurement amount of all agencies",
    "Who heads the leading group for open government at the Huangpu emergency bureau?",
)


def welcome(reports: int, can_add: bool = False) -> str:
    """What stands in an empty chat: questions to click, or how to add the first reports."""
    if not reports:
        return empty_store(can_add)
    zh = "".join(_ask_button(question, question, "gk-example") for question in EXAMPLES_ZH)
    en = "".join(_ask_button(question, question, "gk-example") for question in EXAMPLES_EN)
    told = both(
        f"已收录 {reports} 份报告。数字来自报告的统计表，文字逐字引自报告，每一处都能点开核对。",
        f"{reports} reports are indexed. Figures come from their tables, text is quoted word for word; "
        "every one opens at its place in the report.",
    )
    return (
        f'<div class="gk-chat"><div class="gk-welcome"><p class="gk-lead">{told}</p><h2>{both("可以这样问", "Try asking")}</h2>'
        f'<div class="zh gk-examples">{zh}</div><div class="en gk-examples">{en}</div></div></div>'
    )


def empty_store(can_add: bool = False) -> str:
    """How to add the first reports: on the page where it `can_add` them, else in a terminal."""
    add = (
        '<p><button type="button" class="gk-primary" data-event="add">'
        + both("添加报告", "Add reports")
        + '</button></p><p class="faint">'
        + both("也可以在终端里运行：", "Or run in a terminal:")
        if can_add
        else "<p>"
        + both(
            "把年度报告放进一个文件夹，在终端里运行：",
            "Put annual reports into a folder and run in a terminal:",
        )
    )
    return (
        '<div class="gk-chat"><div class="gk-welcome gk-empty"><p class="gk-lead">'
        + both("还没有收录任何报告。", "No reports are indexed yet.")
        + f"</p>{add}</p><pre><code>gongkai build path/to/reports</code></pre><p>"
        + both("收录后即可提问。", "Ask as soon as they are in.")
        + "</p></div></div>"
    )


def no_collection(error: Exception, can_add: bool) -> str:
    """What stands where the collection would, when it cannot be had."""
    return empty_store(can_add) if isinstance(error, StoreMissing) else problem_line(str(error))


def note(zh: str, en: str) -> str:
    """One quiet line."""
    return f'<p class="gk-note" role="status">{both(zh, en)}</p>'
