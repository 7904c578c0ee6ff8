"""What a question is taken apart into: the stretches of it that mean something, by kind, and what is left over."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from assistant.intent import Operator
from assistant.vocabulary import Word


class Mention(NamedTuple):
    """One stretch of the question that means something."""

    start: int
    end: int
    text: str
    kinds: tuple[Word | Any, ...]  # vocabulary words, or a Year, Top, Threshold or AgencyTerm

    def has(self, kind: str, code: str = "") -> bool:
        """Whether it can stand for a vocabulary word of that kind (and code)."""
        return any(isinstance(w, Word) and w.kind == kind and code in ("", w.code) for w in self.kinds)

    def codes(self, kind: str) -> tuple[str, ...]:
        return tuple(w.code for w in self.kinds if isinstance(w, Word) and w.kind == kind)

    def first(self, of: type) -> Any:
        """The meaning of that type, or None."""
        return next((meaning for meaning in self.kinds if isinstance(meaning, of)), None)


class Years(NamedTuple):
    years: tuple[int, ...]
    counted: bool = False  # from the collection's latest year: 去年, 近三年


class Top(NamedTuple):
    """前三名, bottom 2; 第二多, the third lowest."""

    n: int
    descending: bool | None  # None: other words tell
    alone: bool = False  # that place, and not the ones before it


class Threshold(NamedTuple):
    """超过100件, at least 20 %; `unit` is "%", "points" (of per cent), "元" or ""."""

    operator: Operator
    value: float
    unit: str
    upper: float = 0.0


class AboveMean(NamedTuple):
    """高于平均水平, fewer than the mean: a test against the mean of all."""

    operator: Operator
    mean: Literal["average", "median"]


class AgencyTerm(NamedTuple):
    """A word that calls agencies, with the roles it can have."""

    term: str
    roles: tuple[str, ...]


class Spotted(NamedTuple):
    """A question taken apart."""

    question: str  # as typed
    text: str  # simplified, lower case; mentions count its characters
    language: str
    mentions: tuple[Mention, ...]
    unexplained: tuple[str, ...]  # content words that nothing accounts for
    gaps: tuple[tuple[int, int], ...]  # where they stand
    corrected: tuple[tuple[str, str], ...] = ()  # (as typed, as read): 应急管里局 as 应急管理局
