"""What a visitor does with an answer that is there already: runs its SQL anew, saves its rows, says whether it was right.

The server's reply goes through one hidden piece of HTML; assets/answer.js puts it where it belongs.
"""

from __future__ import annotations

import base64
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.conversation import Language
from assistant.guard import Rows
from index.errors import GongkaiError
from ui import feedback, present, sql_box, workbook
from ui.actions import LONGEST_WORD
from ui.components import QUICK, live
from ui.present import Exchange
from ui.reading import reading_line
from ui.words import both, escape

RunSql = Callable[[str], Rows]


def wire_replies(chat: gr.HTML, said: gr.State, run_sql: RunSql, feedback_file: Path | None) -> None:
    """Connects the buttons of the answers in `chat`."""
    kept = gr.State({})  # (turn) → the number its feedback is kept under
    reply = live("", "reply")

    def ran(event: gr.EventData) -> str:
        data = event._data
        return _reply("rows", data.get("turn"), rows_or_line(run_sql, str(data.get("sql", ""))))

    def saved(so_far: list[Exchange], event: gr.EventData) -> str:
        data = event._data
        try:
            return _reply("file", data.get("turn"), file_html(*make_workbook(run_sql, so_far, data)))
        except GongkaiError as error:
            return _reply("told", data.get("turn"), present.problem_line(str(error)))

    def voted(so_far: list[Exchange], numbers: dict[int, int], event: gr.EventData) -> tuple[Any, Any]:
        try:
            turn, number = keep_vote(feedback_file, so_far, numbers, event._data)
        except GongkaiError as error:
            return _reply("told", event._data.get("turn"), present.problem_line(str(error))), gr.skip()
        thanks = both("谢谢，已记下。", "Thank you, noted.")
        return _reply("told", turn, thanks), {**numbers, turn: number}

    chat.run(ran, None, [reply], **QUICK)
    chat.workbook(saved, [said], [reply], **QUICK)
    if feedback_file:
        chat.vote(voted, [said, kept], [reply, kept], **QUICK)


def rows_or_line(run_sql: RunSql, sql: str) -> str:
    """The rows of a query from the page, or the one line that says why there are none."""
    try:
        return sql_box.rows_html(run_sql(sql), sql)
    except GongkaiError as error:
        return present.problem_line(str(error))


def make_workbook(run_sql: RunSql, so_far: Sequence[Exchange], data: dict[str, Any]) -> tuple[str, bytes]:
    """The name and content of the workbook asked for: of a query, or of the answer of one turn."""
    sql = str(data.get("sql", ""))
    if sql:
        language: Language = "en" if data.get("language") == "en" else "zh"
        return "gongkai-query.xlsx", workbook.rows_workbook(run_sql(sql), sql, language)
    turn, exchange = _exchange(so_far, data)
    answer = exchange.answer if exchange else None
    if exchange is None or answer is None or answer.result is None or not answer.result.rows:
        raise GongkaiError("there are no rows to save")
    line = reading_line(exchange.reading, answer) if exchange.reading else ""
    return f"gongkai-answer-{turn + 1}.xlsx", workbook.answer_workbook(answer, reading_words(line))


def reading_words(line: str) -> str:
    """The line that says how a question was read, without the other readings it offers.

    >>> reading_words('<div>读作 <details><summary>2020</summary><div class="gk-others">2021</div></details> · 总计</div>')
    '2020 · 总计'
    """
    if not line:
        return ""
    from lxml import html

    read = html.fragment_fromstring(line)
    for others in read.find_class("gk-others"):
        others.drop_tree()
    return " ".join(read.text_content().split()).removeprefix("读作").removeprefix("Read as").strip()


def file_html(name: str, content: bytes) -> str:
    """A file on its way to the browser; assets/answer.js saves it."""
    return f'<data data-name="{escape(name)}" value="{base64.b64encode(content).decode()}"></data>'


def _exchange(so_far: Sequence[Exchange], data: dict[str, Any]) -> tuple[int, Exchange | None]:
    """The exchange that the browser names, with its number; None for one that there is not."""
    try:
        turn = int(data["turn"])
        return turn, so_far[turn] if turn >= 0 else None
    except (KeyError, ValueError, TypeError, IndexError):
        return 0, None


def keep_vote(
    file: Path | None, so_far: Sequence[Exchange], numbers: dict[int, int], data: dict[str, Any]
) -> tuple[int, int]:
    """Keeps what was said of one answer; a second word on the same answer changes the first."""
    turn, exchange = _exchange(so_far, data)
    if file is None or exchange is None or exchange.answer is None or "good" not in data:
        raise GongkaiError("there is no such answer to say something of")
    good = str(data["good"]) == "1"
    word = (
        " ".join(str(data.get("word", "")).split())[:LONGEST_WORD].encode("utf-8", "replace").decode("utf-8")
    )
    if turn in numbers:
        feedback.add_word(file, numbers[turn], good, word)
        return turn, numbers[turn]
    before = so_far[turn - 1].question if turn else ""
    answer = exchange.answer
    said = (exchange.question, before, answer.status, answer.answer)
    return turn, feedback.add_feedback(file, feedback.Feedback(feedback.now(), good, word, *said))


def _reply(kind: str, turn: object, html: str) -> str:
    number = turn if isinstance(turn, str) and turn.isdigit() else str(turn) if isinstance(turn, int) else ""
    return f'<div data-kind="{kind}" data-turn="{number}" data-nonce="{uuid.uuid4().hex}">{html}</div>'
