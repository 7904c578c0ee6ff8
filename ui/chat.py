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
from ui import lists, present
from ui import welcome as start
from ui.collection import Collection, PrintedReport
from ui.components import HIDDEN, QUICK, live
from ui.present import Exchange
from ui.reading import Reading
from ui.replies import RunSql, wire_replies
from ui.reports_tab import ReportsTab
from ui.source_view import cell_citation, source_view
from ui.suggestions import Suggest, wire_suggestions
from ui.uploads import Uploads

Ask = Callable[[str, Sequence[Turn]], Answer]
Read = Callable[[str, Sequence[str]], Reading]  # a question after others, as it is understood
OpenCollection = Callable[[], Collection]  # raises StoreMissing where nothing has been built

LONGEST_QUESTION = 500
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
    """The page: the chat, the collection, the problems, and the source panel beside them."""
    with gr.Blocks(title="公开 Gongkai", fill_width=True, analytics_enabled=False) as page:
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
                    with gr.Tab("检查", id="checks") as checks_tab:
                        problems = live("", "checks", "open")
            with gr.Column(elem_id="gk-side"):
                source = live("", "source")
        labelled = [chat_tab, reports_tab, checks_tab, question]
        page.load(None, None, labelled, js="() => gongkai.labels()", queue=False)
        _answer_questions(ask, read, said, question, chat)
        wire_replies(chat, said, run_sql, feedback)
        wire_suggestions(chat, said, suggest)
        _show_sources(collection, said, source, chat, (listing.table, listing.progress, problems))
        page.load(lambda: welcome(collection, uploads is not None), None, [chat], **QUICK)
        checks_tab.select(lambda: problems_list(collection), None, [problems], **QUICK)
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
    """The source panel for a whole report, at one cell ("table|row|column") where one is named."""

    def show(found: PrintedReport) -> str:
        named = cell.split("|")
        citation = cell_citation(found, *named) if len(named) == 3 else None
        return source_view(found, citation, f"{report}-{cell}")

    return _source(collection, report, show)


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


def problems_list(collection: OpenCollection) -> str:
    """The checks tab."""
    try:
        return lists.problems_table(collection().problems())
    except GongkaiError as error:
        return start.no_collection(error, can_add=False)
