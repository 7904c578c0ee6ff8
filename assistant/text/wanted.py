"""What a question looks for in passages, and how far some words of a report speak of it."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from functools import lru_cache
from typing import NamedTuple

from index.form import PARTS
from index.tokens import grams

OTHER_WORD = 0.9  # a passage has another word for the same thing, much like the one asked with
FAR_WORD = 0.8  # … or one that the glossary sets beside it: 平台 for 网站
BESIDE_WORD = 0.5  # … where reports print the very word asked with: 征求意见 is no 听证
PART_OF_WORD = 0.5  # a passage has the characters, not the word
BETWEEN = 3  # so many characters may stand inside a word
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
    near: tuple[str, ...] = ()  # pairs of characters of which a word of `also` has one that is much the same
    either: bool = False  # the one named before it will do as well
    passages: int = 0  # at most so many of the store have it
    is_printed: bool = False  # reports print the very word; another one of `also` may be a neighbouring thing
    rarity: float = 1.0  # what few passages speak of tells agencies apart, what all do does not


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
    if subject.word in told or _apart(subject.word, told):
        return 1.0
    if there := [word for word in subject.also if word in told]:
        far = BESIDE_WORD if subject.is_printed and not _several(there) else FAR_WORD
        return OTHER_WORD if any(_is_near(subject, word) for word in there) else far
    return PART_OF_WORD * max([own, *(_part(pairs, text) for pairs in _long_words(subject.also))])


_LITTLE_SAYING = frozenset(
    (
        "人员",
        "工作人员",
        "群众",
        "公众",
        "市民",
        "居民",
        "百姓",
        "活动",
        "工作",
        "情况",
        "事项",
        "公开信息",
        "发布信息",
    )
)


def says_little(subject: Subject) -> bool:
    """Whether a word says who is concerned, or what sort of thing it is, and no more: people who handle disclosure, 活动."""
    words = subject.also if subject.word.isascii() else (subject.word,)
    return not _LITTLE_SAYING.isdisjoint(words)


def alternatives(subjects: Sequence[Subject]) -> list[list[Subject]]:
    """What a question names, in groups of which one thing will do for all: either of two, or what is one to the glossary."""
    groups: list[list[Subject]] = []
    for subject in subjects:
        same = next((group for group in groups if any(is_same(subject, other) for other in group)), None)
        if subject.either and groups:
            same = groups[-1]
        if same is None:
            groups.append([subject])
        else:
            same.append(subject)
    return groups


def is_same(one: Subject, other: Subject) -> bool:
    """Whether two things a question names are one to the glossary: hard to read, and too technical."""
    return bool(one.word and other.word) and not {*one.also, one.word}.isdisjoint(other.also)


def weighed(subjects: Sequence[Subject], told: Sequence[float]) -> float:
    """How far all of some things are spoken of, each by its weight; of two of which either will do, as far as the one that
    more is said of."""
    much = list(told)
    for at, subject in enumerate(subjects):
        if at and subject.either:
            much[at - 1] = much[at] = max(much[at - 1], much[at])
    whole = sum(subject.weight for subject in subjects)
    return sum(s.weight * of for s, of in zip(subjects, much, strict=True)) / whole if whole else 0.0


def _apart(word: str, told: str) -> bool:
    """Whether a Chinese word stands in a text with little between its characters: 村务公开, in 村（居）务公开."""
    pattern = _gapped(word)
    return pattern is not None and pattern.search(told) is not None


@lru_cache(maxsize=5_000)
def _gapped(word: str) -> re.Pattern[str] | None:
    if word.isascii() or len(word) < 4:
        return None
    cuts = (f"{word[:at]}[^，。；、]{{1,{BETWEEN}}}{word[at:]}" for at in range(1, len(word)))
    return re.compile("|".join(cuts))


def _is_near(subject: Subject, word: str) -> bool:
    """Whether a word of the glossary is much like the one asked with, or like the first that reports print for it."""
    return any(pair in word for pair in subject.near)


def _several(words: Sequence[str]) -> bool:
    """Whether words are more than one, and not a word and its part."""
    return any(one not in other and other not in one for one in words for other in words)


def _part(pairs: frozenset[str], text: Set[str]) -> float:
    """How much of a long word's pairs a text has: 主动公开信息, in 主动公开发布各类信息."""
    share = len(pairs & text) / len(pairs)
    return share if share >= NEARLY else 0.0


@lru_cache(maxsize=5_000)
def _long_words(words: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    """The pairs of characters of each word that has more than two: one pair of two says little."""
    pairs = (frozenset(gram for gram in grams(word) if len(gram) > 1) for word in words)
    return tuple(some for some in pairs if len(some) > 2)


@lru_cache(maxsize=5_000)
def grams_within(text: str) -> frozenset[str]:
    """The grams of a passage or a sentence."""
    return frozenset(grams(text))


NAME = 4  # characters of a name's end that stand for it: 应急局, 应急管理局


@lru_cache(maxsize=5_000)
def without_own_name(text: str, agency: str) -> str:
    """A sentence in small letters without the name of the agency that speaks: 应急管理局 in its report is no word on emergencies.

    >>> without_own_name("大兴区应急管理局建立制度", "北京市大兴区应急管理局")
    ' 建立制度'
    """
    said = text.lower()
    for size in range(len(agency), NAME - 1, -1):
        said = said.replace(agency[-size:], " ")
    return said


def titles(place: Place) -> str:
    """The titles a passage stands under, in small letters."""
    return f"{place.heading} {PARTS[place.part][0] if place.part in PARTS else ''}".lower()


@lru_cache(maxsize=5_000)
def heading_grams(part: str, heading: str) -> frozenset[str]:
    """The grams of the titles a passage stands under."""
    title = PARTS[part][0] if part in PARTS else ""
    return frozenset(gram for gram in grams(f"{title} {heading}") if len(gram) > 1)
