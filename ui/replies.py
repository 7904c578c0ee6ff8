"""What a visitor does with an answer that is there already: runs its SQL anew, says whether it was right.

The server's reply goes through one hidden piece of HTML; assets/answer.js puts it where it belongs.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.guard import Rows
from index.errors import GongkaiError
from ui import feedback, present, sql_box
from ui.actions import LONGEST_WORD
from ui.components import QUICK, live
from ui.present import Exchange
from ui.words import both

RunSql = Callable[[str], Rows]


def wire_replies(chat: gr.HTML, said: gr.State, run_sql: RunSql, feedback_file: Path | None) -> None:
    """Connects the buttons of the answers in `chat`."""
    kept = gr.State({})  # (turn) → the number its feedback is kept under
    reply = live("", "reply")

    def ran(event: gr.EventData) -> str:
        data = event._data
        return _reply("rows", data.get("turn"), rows_or_line(run_sql, str(data.get("sql", ""))))

    def voted(so_far: list[Exchange], numbers: dict[int, int], event: gr.EventData) -> tuple[Any, Any]:
        try:
            turn, number = keep_vote(feedback_file, so_far, numbers, event._data)
        except GongkaiError as error:
            return _reply("told", event._data.get("turn"), present.problem_line(str(error))), gr.skip()
        thanks = both("谢谢，已记下。", "Thank you, noted.")
        return _reply("told", turn, thanks), {**numbers, turn: number}

    chat.run(ran, None, [reply], **QUICK)
    if feedback_file:
        chat.vote(voted, [said, kept], [reply, kept], **QUICK)


def rows_or_line(run_sql: RunSql, sql: str) -> str:
    """The rows of a query from the page, or the one line that says why there are none."""
    try:
        return sql_box.rows_html(run_sql(sql))
    except GongkaiError as error:
        return present.problem_line(str(error))


def keep_vote(
    file: Path | None, so_far: Sequence[Exchange], numbers: dict[int, int], data: dict[str, Any]
) -> tuple[int, int]:
    """Keeps what was said of one answer; a second word on the same answer changes the first."""
    try:
        turn, good = int(data["turn"]), str(data["good"]) == "1"
        exchange = so_far[turn] if turn >= 0 else None
    except (KeyError, ValueError, TypeError, IndexError):
        exchange = None
    if file is None or exchange is None or exchange.answer is None:
        raise GongkaiError("there is no such answer to say something of")
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
