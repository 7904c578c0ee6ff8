"""What a question looks for in passages, and how far some words of a report speak of it."""

from __future__ import annotations

from collections.abc import Set
from functools import lru_cache
from typing import NamedTuple

from index.form import PARTS
from index.tokens import grams

OTHER_WORD = 0.9  # a passage has another word for the same thing
PART_OF_WORD = 0.5  # a passage has the characters, not the word
NEARLY = 0.75  # … of a word reports use, where it has nearly all of them


class Place(NamedTuple):
    """A passage with everything its citation needs."""

    id: int
    report: str
    agency: str
    year: int
    file: str
    part: str
    heading: str
    text: str
    start: int
    end: int


class Found(NamedTuple):
    """A passage found: `score` to rank by, `support` (0 to 1) how much of what the question names it speaks of."""

    place: Place
    score: float
    support: float


class Subject(NamedTuple):
    """One thing a question names: its own grams, and the words reports use for it."""

    word: str  # as the question says it, where the glossary knows it
    grams: tuple[str, ...]
    also: tuple[str, ...]
    weight: float


class Wanted(NamedTuple):
    """What a question looks for: grams with their weights, in groups that count as one meaning."""

    weights: dict[str, float]
    subjects: tuple[Subject, ...]  # what the question names, one by one
    parts: frozenset[str]  # parts of the report that such questions are answered in


def how_told(subject: Subject, told: str, text: Set[str]) -> float:
    """How far some words (and their grams) speak of a thing: from 0 to 1."""
    own = sum(1 for gram in subject.grams if gram in text) / len(subject.grams) if subject.grams else 0.0
    if not subject.word:
        return own
    if subject.word in told:
        return 1.0
    if any(word in told for word in subject.also):
        return OTHER_WORD
    return PART_OF_WORD * max(own, *(_part(word, text) for word in subject.also), 0.0)


def _part(word: str, text: Set[str]) -> float:
    """How much of a long word's pairs a text has: 主动公开信息, in 主动公开发布各类信息; one pair of two says little."""
    pairs = _pairs(word)
    share = sum(pair in text for pair in pairs) / len(pairs) if len(pairs) > 2 else 0.0
    return share if share >= NEARLY else 0.0


@lru_cache(maxsize=20_000)
def _pairs(word: str) -> tuple[str, ...]:
    return tuple(gram for gram in grams(word) if len(gram) > 1)


@lru_cache(maxsize=5_000)
def grams_within(text: str) -> frozenset[str]:
    """The grams of a passage or a sentence."""
    return frozenset(grams(text))


def titles(place: Place) -> str:
    """The titles a passage stands under, in small letters."""
    return f"{place.heading} {PARTS[place.part][0] if place.part in PARTS else ''}".lower()


@lru_cache(maxsize=5_000)
def heading_grams(part: str, heading: str) -> frozenset[str]:
    """The grams of the titles a passage stands under."""
    title = PARTS[part][0] if part in PARTS else ""
    return frozenset(gram for gram in grams(f"{title} {heading}") if len(gram) > 1)
