"""Questions on standard input: one a line, as text or as a JSON object with what was said before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from index.errors import GongkaiError

if TYPE_CHECKING:
    from assistant.conversation import Turn


class WrongLine(GongkaiError):
    """A line of standard input is neither a question nor an object that holds one."""


def read_line(line: bytes) -> tuple[str, tuple[Turn, ...]]:
    """The question of an input line with what was said before; "" for an empty line."""
    try:
        text = line.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        raise WrongLine("not UTF-8") from None
    if not text.startswith("{"):
        return text, ()
    import json

    try:
        given = json.loads(text)
    except ValueError as error:
        raise WrongLine(f"not JSON ({error})") from None
    if not isinstance(given.get("question"), str) or not given["question"].strip():
        raise WrongLine('an object needs a "question"')
    return plain(given["question"]).strip(), read_history(given.get("history") or [])


def read_history(history: Any) -> tuple[Turn, ...]:
    """The turns of a "history"."""
    from assistant.conversation import Turn

    try:
        turns = tuple(Turn(turn["question"], turn["answer"]) for turn in history)
    except (TypeError, KeyError):
        turns = None
    if turns is None or not all(isinstance(t.question, str) and isinstance(t.answer, dict) for t in turns):
        raise WrongLine('"history" is a list of {"question": "…", "answer": {…}}')
    return turns


def plain(text: str) -> str:
    """A text without what is no character (half of a surrogate pair, a byte that was no UTF-8)."""
    return text.encode("utf-8", "replace").decode("utf-8")
