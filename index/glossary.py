"""The words reports print, the words people ask with, and their English: which mean the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

GLOSSARY = Path(__file__).with_name("glossary.tsv")

_ENGLISH_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True)
class Meaning:
    """Words for one thing."""

    printed: tuple[str, ...]  # as reports print it
    everyday: tuple[str, ...]  # as people say it
    english: tuple[str, ...]
    asks: bool = False  # 谁, 多少, where: every question has such a word, so nothing is found by them

    @property
    def words(self) -> tuple[str, ...]:
        return self.printed + self.everyday + self.english


def expand(question: str) -> list[str]:
    """Return what reports print for the things a question names; the words it has itself and single characters stay out.

    >>> expand("开了几场记者会")[:2]
    ['新闻发布会', '媒体通气会']
    """
    text = unicodedata.normalize("NFKC", question).lower()
    words: dict[str, None] = {}
    for meaning in (meanings()[place] for place in named_meanings(text)):
        if not meaning.asks:
            words.update(dict.fromkeys(meaning.printed))
    return [word for word in words if len(word) > 1 and word not in text]


def named_meanings(text: str) -> list[int]:
    """Return which meanings (by their place in `meanings()`) a lower-case text names, in the order of the text."""
    found: dict[int, None] = {}
    for places in (*_chinese_matches(text), *_english_matches(text)):
        found.update(dict.fromkeys(places))
    return list(found)


@lru_cache(maxsize=1)
def english_words() -> frozenset[str]:
    """Every English word of the glossary, in the singular."""
    return frozenset(
        _singular(word)
        for meaning in meanings()
        for phrase in meaning.english
        for word in _ENGLISH_WORD.findall(phrase)
    )


def is_phrase(words: str) -> bool:
    """Whether several English words stand in the glossary as one term for something that is told of.

    >>> is_phrase("press conference"), is_phrase("information"), is_phrase("press")
    (True, False, False)
    """
    key = " ".join(map(_singular, _ENGLISH_WORD.findall(words.lower())))
    return " " in key and any(not meanings()[place].asks for place in _words().places.get(key, ()))


def named_characters(chinese: str) -> set[int]:
    """Which characters of a Chinese text the glossary's words cover; words of one character are too slight to count.

    >>> sorted(named_characters("怎么办护照"))
    [0, 1, 2]
    """
    words, covered, at = _words(), set[int](), 0
    while at < len(chinese):
        ends = range(min(len(chinese), at + words.longest_chinese), at + 1, -1)
        end = next((end for end in ends if chinese[at:end] in words.places), None)
        covered.update(range(at, end or at))
        at = end or at + 1
    return covered


@lru_cache(maxsize=1)
def meanings() -> tuple[Meaning, ...]:
    """Read the glossary, once."""
    lines = GLOSSARY.read_text(encoding="utf-8").splitlines()
    return tuple(_line_to_meaning(line) for line in lines if line and not line.startswith("#"))


def _line_to_meaning(line: str) -> Meaning:
    printed, everyday, english, *mark = line.split("\t")
    return Meaning(
        printed=tuple(printed.lower().split("、")),
        everyday=tuple(everyday.lower().split("、")),
        english=tuple(english.lower().split("; ")),
        asks=mark == ["question"],
    )


@dataclass(frozen=True)
class _Words:
    """The glossary turned round: word → the meanings it can have."""

    places: dict[str, tuple[int, ...]]
    longest_chinese: int  # characters
    longest_english: int  # words


@lru_cache(maxsize=1)
def _words() -> _Words:
    chinese: dict[str, tuple[int, ...]] = {}
    english: dict[str, tuple[int, ...]] = {}
    for place, meaning in enumerate(meanings()):
        for word in meaning.printed + meaning.everyday:
            chinese[word] = (*chinese.get(word, ()), place)
        for phrase in meaning.english:
            key = " ".join(map(_singular, _ENGLISH_WORD.findall(phrase)))
            english[key] = (*english.get(key, ()), place)
    return _Words(
        places={**chinese, **english},
        longest_chinese=max(map(len, chinese)),
        longest_english=max(key.count(" ") + 1 for key in english),
    )


def _chinese_matches(text: str) -> Iterator[tuple[int, ...]]:
    """The longest Chinese word at each place of the text, one after the other."""
    words = _words()
    at = 0
    while at < len(text):
        if text[at].isascii():
            at += 1
            continue
        ends = range(min(len(text), at + words.longest_chinese), at, -1)
        end = next((end for end in ends if text[at:end] in words.places), None)
        if end is not None:
            yield words.places[text[at:end]]
        at = end or at + 1


def _english_matches(text: str) -> Iterator[tuple[int, ...]]:
    """The longest English phrase at each word of the text, whether singular or plural."""
    words = _words()
    asked = [_singular(word) for word in _ENGLISH_WORD.findall(text)]
    at = 0
    while at < len(asked):
        lengths = range(min(words.longest_english, len(asked) - at), 0, -1)
        length = next((n for n in lengths if " ".join(asked[at : at + n]) in words.places), None)
        if length is not None:
            yield words.places[" ".join(asked[at : at + length])]
        at += length or 1


def _singular(word: str) -> str:
    """A plural's stem, roughly: enough to let "policies" meet "policy"."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word
