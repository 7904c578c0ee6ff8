"""What the word lists of words.toml say, taken apart: which written words mean what, in plain values that can be kept.

All that the values depend on stands here: `compiled_toml.py` makes them anew where this file has changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

KINDS_IN_ORDER = ("item", "column", "rate", "cue")
STOP = (("stop", ""),)

_ENGLISH_WORD = re.compile(r"[a-z0-9%]+(?:['’-][a-z0-9]+)*")
CHINESE_MARK, ENGLISH_MARK = "、", ";"

Meaning = tuple[tuple[str, str], ...]  # (kind, code) of all it can mean
Parts = tuple[tuple[str, ...], ...]  # one of each, one after the other


def with_surfaces(entries: dict[str, Any]) -> dict[str, Any]:
    """The entries of words.toml and what their words mean: "chinese" and "english" have the list of words of each meaning,
    "patterns" the Chinese words with alternatives, by the character they begin with, each with what it means.

    Lists stay strings: those of one language are taken apart in less time than 16,000 words are loaded one by one.
    """
    return {
        **entries,
        "surfaces": {
            "chinese": _by_meaning(entries, _chinese_words, CHINESE_MARK),
            "english": _by_meaning(entries, _english_words, ENGLISH_MARK),
            "patterns": _patterns(entries),
        },
    }


def words_listed(listed: str, mark: str) -> list[str]:
    """The words of a list, in lower case.

    >>> words_listed("FOI request; intake", ";")
    ['foi request', 'intake']
    """
    return [word for part in listed.lower().split(mark) if (word := part.strip())]


def _by_meaning(
    entries: dict[str, Any], words_of: Callable[[dict[str, Any]], Iterable[str]], mark: str
) -> dict[Meaning, str]:
    """What the words of one language can mean; one that means something is no empty one."""
    found: dict[str, Meaning] = {}
    for kind in KINDS_IN_ORDER:
        for entry in entries[kind]:
            for surface in dict.fromkeys(words_of(entry)):
                found[surface] = (*found.get(surface, ()), (kind, entry["code"]))
    for surface in words_of(entries["stop"]):
        found.setdefault(surface, STOP)
    words: dict[Meaning, list[str]] = {}
    for surface, meaning in found.items():
        words.setdefault(meaning, []).append(surface)
    return {meaning: mark.join(listed) for meaning, listed in words.items()}


def _patterns(entries: dict[str, Any]) -> dict[str, tuple[tuple[Parts, Meaning], ...]]:
    found: dict[str, list[tuple[Parts, Meaning]]] = {}
    for kind in KINDS_IN_ORDER:
        for entry in entries[kind]:
            for word in _listed(entry):
                if "{" in word:
                    parts = _parts(word)
                    for first in _first_characters(parts):
                        found.setdefault(first, []).append((parts, ((kind, entry["code"]),)))
    return {first: tuple(patterns) for first, patterns in found.items()}


def _parts(word: str) -> Parts:
    """What a word with alternatives is made of.

    >>> _parts("{没/未}缴费")
    (('没', '未'), ('缴费',))
    """
    return tuple(tuple(part.split("/")) for part in re.split(r"[{}]", word) if part)


def _first_characters(parts: Sequence[Sequence[str]]) -> list[str]:
    first = [alternative[0] for alternative in parts[0] if alternative]
    return list(dict.fromkeys(first + _first_characters(parts[1:]) if "" in parts[0] else first))


def _chinese_words(entry: dict[str, Any]) -> Iterable[str]:
    return (word for word in _listed(entry) if "{" not in word)


def _listed(entry: dict[str, Any]) -> list[str]:
    """The Chinese words of an entry; one with alternatives may have the list's mark within them."""
    listed: list[str] = []
    for word in words_listed(entry["zh"], "、"):
        if listed and listed[-1].count("{") > listed[-1].count("}"):
            listed[-1] += f"、{word}"
        else:
            listed.append(word)
    return listed


def _english_words(entry: dict[str, Any]) -> Iterable[str]:
    return map(singular_words, words_listed(entry["en"], ";"))


def english_words(text: str) -> list[tuple[int, int, str]]:
    """The words of a lower-case text as (start, end, singular)."""
    return [(found.start(), found.end(), _singular(found.group())) for found in _ENGLISH_WORD.finditer(text)]


def singular_words(phrase: str) -> str:
    """A phrase of the vocabulary the way it is compared: lower case, singular, one space."""
    return " ".join(
        [word if word.isalpha() and word[-1] != "s" else _singular(word) for word in phrase.split()]
    )


@lru_cache(maxsize=10_000)
def _singular(word: str) -> str:
    word = word.replace("’", "'").removesuffix("'s").replace("-", "")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 5 and word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word
