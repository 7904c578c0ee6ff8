"""What visitors of the page say of its answers: kept in a small SQLite file beside the store, read by `gongkai feedback`.

Nothing learns from it by itself.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from index.errors import GongkaiError

_SCHEMA = """
CREATE TABLE IF NOT EXISTS feedback (
  id INTEGER PRIMARY KEY,
  said_at TEXT NOT NULL,     -- UTC
  good INTEGER NOT NULL,     -- 1: helpful, 0: not right
  word TEXT NOT NULL,        -- what the visitor wrote, or ''
  question TEXT NOT NULL,
  before TEXT NOT NULL,      -- the question before it, or ''
  status TEXT NOT NULL,      -- of the answer
  answer TEXT NOT NULL
)"""


@dataclass(frozen=True)
class Feedback:
    """What one visitor said of one answer."""

    said_at: str
    good: bool
    word: str
    question: str
    before: str
    status: str
    answer: str

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


class FeedbackUnavailable(GongkaiError):
    def __init__(self, file: Path, why: object) -> None:
        super().__init__(f"{file}: the feedback cannot be kept or read there ({why})")


def feedback_file(store: Path) -> Path:
    """Where the feedback on a store's answers is kept.

    >>> feedback_file(Path("data/store")).as_posix()
    'data/store-feedback.db'
    """
    return store.with_name(f"{store.resolve().name}-feedback.db")


def add_feedback(file: Path, said: Feedback) -> int:
    """Keep what a visitor said; the number it is kept under. Raises FeedbackUnavailable."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with _opened(file) as connection:
        connection.execute(_SCHEMA)
        cursor = connection.execute(
            "INSERT INTO feedback (said_at, good, word, question, before, status, answer) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (said.said_at, said.good, said.word, said.question, said.before, said.status, said.answer),
        )
        return int(cursor.lastrowid or 0)


def add_word(file: Path, number: int, good: bool, word: str) -> None:
    """Add to what was said under this number. Raises FeedbackUnavailable."""
    with _opened(file) as connection:
        connection.execute("UPDATE feedback SET good = ?, word = ? WHERE id = ?", (good, word, number))


def all_feedback(file: Path) -> list[Feedback]:
    """Everything said, the newest first. Raises FeedbackUnavailable."""
    if not file.exists():
        return []
    with _opened(file) as connection:
        rows = connection.execute(
            "SELECT said_at, good, word, question, before, status, answer FROM feedback ORDER BY id DESC"
        ).fetchall()
    return [Feedback(row[0], bool(row[1]), *row[2:]) for row in rows]


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


@contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(file, timeout=10)) as connection, connection:
            yield connection
    except sqlite3.Error as error:
        raise FeedbackUnavailable(file, error) from None
