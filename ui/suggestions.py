"""What to ask next, under the last answer: worked out when the answer is already on the screen, so that it never waits."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Sequence

import gradio as gr

from assistant.conversation import Answer, Turn
from ui.components import QUICK, live
from ui.follow_ups import FollowUp
from ui.present import Exchange
from ui.reading import Reading
from ui.words import escape, in_language

Suggest = Callable[[Reading, Answer, Sequence[Turn]], list[FollowUp]]
_log = logging.getLogger(__name__)


def wire_suggestions(chat: gr.HTML, said: gr.State, suggest: Suggest | None) -> None:
    """Answers the chat's event that asks for them; assets/page.js puts them under the last answer."""
    shown = live("", "suggested")

    def suggested(so_far: list[Exchange]) -> str:
        return suggestions(suggest, so_far) if suggest else ""

    chat.suggest(suggested, [said], [shown], **QUICK)


def suggestions(suggest: Suggest, so_far: Sequence[Exchange]) -> str:
    """The buttons for the last answer; none where that is an error, or where nothing could be worked out."""
    turns = [Turn(exchange.question, exchange.answer.to_json()) for exchange in so_far if exchange.answer]
    last = so_far[-1] if so_far else None
    if last is None or last.answer is None or last.reading is None:
        return ""
    try:
        found = suggest(last.reading, last.answer, turns)
    except Exception:
        _log.exception("nothing suggested after %r", last.question)
        return ""
    buttons = "".join(map(_button, found))
    label = in_language(last.answer.language, "接着问", "Ask next")
    return (
        f'<div data-turn="{len(so_far) - 1}" data-nonce="{uuid.uuid4().hex}" role="group" aria-label="{label}"'
        f' lang="{last.answer.language}"><span class="faint">{label}</span>{buttons}</div>'
        if buttons
        else ""
    )


def _button(one: FollowUp) -> str:
    question = escape(one.question)
    return (
        f'<button type="button" class="gk-choice" data-event="ask" data-question="{question}" title="{question}">'
        f"{escape(one.label)}</button>"
    )
