"""The chat page: Gradio's components arranged around an `ask` function that is passed in.

What the page shows is made in `present.py` and `source_view.py`; the scripts and styles are in
`assets/`; `server.py` serves it over a store.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

# Before Gradio is imported: it reads these once, and the page asks no other machine for anything.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ.setdefault("HF_HUB_OFFLINE", "1")

import gradio as gr

from assistant.conversation import Answer, Turn
from index.errors import GongkaiError
from ui import about, checks_view, present
from ui import welcome as start
from ui.checks_tab import ChecksTab
from ui.collection import Collection, Key, PrintedReport
from ui.components import HIDDEN, QUICK, live
from ui.data_tab import DataTab
from ui.present import Exchange
from ui.reading import Reading
from ui.replies import RunSql, wire_replies
from ui.reports_tab import ReportsTab
from ui.source_view import Finding, cell_citation, source_view
from ui.suggestions import Suggest, wire_suggestions
from ui.uploads import Uploads

Ask = Callable[[str, Sequence[Turn]], Answer]
Read = Callable[[str, Sequence[str]], Reading]  # a question after others, as it is understood
OpenCollection = Callable[[], Collection]  # raises StoreMissing where nothing has been built

LONGEST_QUESTION = 500
KEEPS_FILES = 3_600  # seconds, of what was sent to the page or made for a download
UNEXPECTED = (
    "出了意料之外的错误，这个问题没有答案；服务器日志里有详情。"
    " Something unexpected went wrong; the server's log has the details."
)
_log = logging.getLogger(__name__)


# ── the page ─────────────────────────────────────────────────────────────────────────────────────


def build_page(
    ask: Ask,
    collection: OpenCollection,
    run_sql: RunSql,
    read: Read | None = None,
    suggest: Suggest | None = None,
    feedback: Path | None = None,
    uploads: Uploads | None = None,
    is_open: bool = False,
) -> gr.Blocks:
    """The page: the chat, the tabs over the collection, and the source panel beside them."""
    with gr.Blocks(
        title="公开 Gongkai",
        fill_width=True,
        analytics_enabled=False,
        delete_cache=(KEEPS_FILES, KEEPS_FILES),
    ) as page:
        said = gr.State([])
        with gr.Row(elem_id="gk-body"):
            with gr.Column(elem_id="gk-main"):
                live(start.header(), "header")
                with gr.Tabs(elem_id="gk-tabs"):
                    with gr.Tab("问答", id="chat") as chat_tab:
                        chat = live("", "chat", "ask", "cite", "run", "vote", "workbook", "suggest")
                        question = _question_box()
                    with gr.Tab("报告", id="reports") as reports_tab:
                        listing = ReportsTab(collection, uploads, is_open)
                    with gr.Tab("数据", id="data") as data_tab:
                        data = DataTab(collection)
                    with gr.Tab("检查", id="checks") as checks_tab:
                        checks = ChecksTab(collection)
                    with gr.Tab("关于", id="about") as about_tab:
                        told = live("", "about")
            with gr.Column(elem_id="gk-side"):
                source = live("", "source")
        labelled = [chat_tab, reports_tab, data_tab, checks_tab, about_tab, question]
        page.load(None, None, labelled, js="() => gongkai.labels()", queue=False)
        _answer_questions(ask, read, said, question, chat)
        wire_replies(chat, said, run_sql, feedback)
        wire_suggestions(chat, said, suggest)
        opening = (listing.table, listing.progress, data.table, checks.table)
        _show_sources(collection, said, source, chat, opening)
        page.load(lambda: welcome(collection, uploads is not None), None, [chat], **QUICK)
        data.wire(data_tab)
        checks.wire(checks_tab)
        about_tab.select(lambda: about_page(collection), None, [told], **QUICK)
        listing.wire(page, reports_tab, lambda so_far: anew(collection, so_far), said, chat)
    return page


def _question_box() -> gr.Textbox:
    return gr.Textbox(
        elem_id="gk-question",
        show_label=False,
        label="问题 Question",
        placeholder="问一个关于年度报告的问题",
        max_length=LONGEST_QUESTION,
        max_lines=4,
        submit_btn=True,
        autofocus=True,
        container=False,
    )


def _answer_questions(
    ask: Ask, read: Read | None, said: gr.State, question: gr.Textbox, chat: gr.HTML
) -> None:
    """Enter, the send button, an example or a choice: each asks and redraws the conversation."""

    def typed(asked: str, so_far: list[Exchange]) -> tuple[Any, Any, str]:
        if not asked.strip():
            return gr.skip(), gr.skip(), ""
        shown, exchanges = _next(ask, read, asked, so_far)
        return shown, exchanges, ""

    def clicked(so_far: list[Exchange], event: gr.EventData) -> tuple[Any, Any]:
        asked = str(event._data.get("question", ""))[:LONGEST_QUESTION]
        return _next(ask, read, asked, so_far) if asked.strip() else (gr.skip(), gr.skip())

    question.submit(
        typed,
        [question, said],
        [chat, said, question],
        js="(asked, said) => { gongkai.asking(asked); return [asked, said]; }",
        **HIDDEN,
    )
    # "multiple": the questions of a link follow each other faster than Gradio counts an event as over
    chat.ask(clicked, [said], [chat, said], trigger_mode="multiple", **HIDDEN)


def _next(ask: Ask, read: Read | None, asked: str, so_far: list[Exchange]) -> tuple[str, list[Exchange]]:
    exchanges = [*so_far, answer_or_line(ask, asked.strip(), so_far, read)]
    return present.conversation(exchanges), exchanges


def answer_or_line(ask: Ask, question: str, so_far: Sequence[Exchange], read: Read | None = None) -> Exchange:
    """The answer to a question, or the one line that says why there is none."""
    history = [Turn(e.question, e.answer.to_json()) for e in so_far if e.answer]
    try:
        answer = ask(question, history)
    except GongkaiError as error:
        return Exchange(question, error=str(error))
    except Exception:
        _log.exception("no answer to %r", question)
        return Exchange(question, error=UNEXPECTED)
    return Exchange(question, answer, reading=_reading(question, history, read))


def _reading(question: str, history: Sequence[Turn], read: Read | None) -> Reading | None:
    """How a question was read; an answer stands without that, too."""
    try:
        return read(question, [turn.question for turn in history]) if read else None
    except Exception:
        _log.exception("not told how %r was read", question)
        return None


def _show_sources(
    collection: OpenCollection, said: gr.State, source: gr.HTML, chat: gr.HTML, lists: Sequence[gr.HTML]
) -> None:
    """A citation or a report that is clicked opens in the source panel."""

    def cited(so_far: list[Exchange], event: gr.EventData) -> str:
        return cited_source(collection, so_far, event._data)

    def opened(event: gr.EventData) -> str:
        named, cell = str(event._data.get("report", "")), str(event._data.get("cell", ""))
        return report_source(collection, named, cell)

    chat.cite(cited, [said], [source], **QUICK)
    for listing in lists:
        listing.open(opened, None, [source], **QUICK)


def cited_source(collection: OpenCollection, so_far: Sequence[Exchange], data: dict[str, Any]) -> str:
    """The source panel for one citation of this conversation; the browser only names which."""
    try:
        turn, number = int(data["turn"]), int(data["number"])
        answer = so_far[turn].answer if 0 <= turn < len(so_far) else None
        citation = answer.citations[number - 1] if answer and number > 0 else None
    except (KeyError, ValueError, TypeError, IndexError):
        citation = None
    if citation is None:
        return present.source_note("找不到这处来源。", "This source cannot be found.")
    return _source(
        collection, citation.report, lambda report: source_view(report, citation, f"{turn}-{number}")
    )


def report_source(collection: OpenCollection, report: str, cell: str = "") -> str:
    """The source panel for a whole report; at one cell ("table|row|column") or one problem ("#17") where one is named."""

    def show(found: PrintedReport) -> str:
        number = checks_view.problem_number(cell)
        problem = None if number is None else collection().problem(report, number)
        place = in_question(found, problem.cells) if problem else printed_place(cell)
        citation = cell_citation(found, *place) if place else None
        finding = Finding(checks_view.told(problem), frozenset(problem.cells)) if problem else None
        return source_view(found, citation, f"{report}-{cell}", finding)

    return _source(collection, report, show)


def printed_place(cell: str) -> Key | None:
    """The cell that a button names, if it names one; a row's label may hold any mark.

    >>> printed_place("disclosure|other_services/a|b|change"), printed_place("")
    (('disclosure', 'other_services/a|b', 'change'), None)
    """
    table, _, rest = cell.partition("|")
    row, _, column = rest.rpartition("|")
    return (table, row, column) if row else None


def in_question(report: PrintedReport, cells: Sequence[Key]) -> Key | None:
    """Of the cells a problem concerns the one to open at: the only one, or the first that could not be read."""
    if len(cells) == 1:
        return cells[0]
    lost = {(c.table, c.row, c.column) for c in report.cells if c.state in ("missing", "text")}
    return next((key for key in cells if key in lost), None)


def _source(collection: OpenCollection, name: str, show: Callable[[PrintedReport], str]) -> str:
    try:
        report = collection().report(name)
    except GongkaiError as error:
        return present.source_note(str(error), str(error))
    if report is None:
        return present.source_note("这份报告已不在库中。", "This report is no longer in the store.")
    return show(report)


def welcome(collection: OpenCollection, can_add: bool = False) -> str:
    """What stands in the chat before the first question."""
    try:
        found = collection()
        return start.welcome(found.size(), found.examples(), can_add)
    except GongkaiError as error:
        return start.no_collection(error, can_add)


def anew(collection: OpenCollection, so_far: Sequence[Exchange]) -> Any:
    """What the chat shows after reports came or went: its beginning, where nothing was asked yet."""
    return gr.skip() if so_far else welcome(collection, can_add=True)


def about_page(collection: OpenCollection) -> str:
    """The about tab."""
    try:
        return about.about_page(collection().facts())
    except GongkaiError as error:
        return start.no_collection(error, can_add=False)
