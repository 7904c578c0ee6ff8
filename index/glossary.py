"""The words reports print, the words people ask with, and their English: which mean the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

GLOSSARY = Path(__file__).with_name("glossary.tsv")
ENGLISH = Path(__file__).with_name("english.tsv")  # general words, from English to Chinese alone

_ENGLISH_WORD = re.compile(r"[a-z0-9]+")


class Meaning(NamedTuple):
    """Words for one thing."""

    printed: tuple[str, ...]  # as reports print it
    everyday: tuple[str, ...]  # as people say it; none for a general English word
    english: tuple[str, ...]
    asks: bool = False  # 谁, 多少, where: every question has such a word, so nothing is found by them

    @property
    def words(self) -> tuple[str, ...]:
        return self.printed + self.everyday + self.english

    @property
    def ways(self) -> tuple[tuple[str, ...], ...]:
        """The ways to say it that there are, the printed one first."""
        return tuple(filter(None, (self.printed, self.everyday, self.english)))


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


class Named(NamedTuple):
    """A word of a text that the glossary knows."""

    word: str
    places: tuple[int, ...]  # the meanings it can have

    @property
    def asks(self) -> bool:
        """Whether it is one of the words that every question has."""
        return all(meanings()[place].asks for place in self.places)

    @property
    def faint(self) -> bool:
        """Whether it can be such a word: hold, in "how many were held", and in "held a meeting"."""
        return any(meanings()[place].asks for place in self.places)

    @property
    def printed(self) -> tuple[str, ...]:
        """What reports print for it; single characters stay out."""
        words = (
            word for place in self.places if not meanings()[place].asks for word in meanings()[place].printed
        )
        return tuple(dict.fromkeys(word for word in words if len(word) > 1))

    @property
    def is_printed(self) -> bool:
        """Whether reports print it as it stands."""
        return any(self.word in meanings()[place].printed for place in self.places)

    @property
    def heads(self) -> tuple[str, ...]:
        """Of each of its meanings the word that reports print most."""
        return tuple(meanings()[place].printed[0] for place in self.places if not meanings()[place].asks)


def named_words(question: str) -> list[Named]:
    """Return the words of a question that the glossary knows, the longest at each place.

    >>> [named.word for named in named_words("几场记者会, any press conference?")]
    ['几', '记者会', 'any', 'press conference']
    """
    text = unicodedata.normalize("NFKC", question).lower()
    return [*_chinese_matches(text), *_english_matches(text)]


def named_meanings(text: str) -> list[int]:
    """Return which meanings (by their place in `meanings()`) a lower-case text names, in the order of the text."""
    found: dict[int, None] = {}
    for named in (*_chinese_matches(text), *_english_matches(text)):
        found.update(dict.fromkeys(named.places))
    return list(found)


@lru_cache(maxsize=1)
def english_words() -> frozenset[str]:
    """Every English word of the glossary, as it stands there."""
    return frozenset(
        word for meaning in meanings() for phrase in meaning.english for word in _ENGLISH_WORD.findall(phrase)
    )


@lru_cache(maxsize=1)
def chinese_pairs() -> frozenset[str]:
    """Every pair of characters that stands in a word of the glossary."""
    words = (word for meaning in meanings() for word in (*meaning.printed, *meaning.everyday))
    return frozenset(word[at : at + 2] for word in words for at in range(len(word) - 1))


def is_known_english(word: str) -> bool:
    """Whether an English word stands, in whatever form, in some phrase of the glossary.

    >>> is_known_english("stations"), is_known_english("youtube")
    (True, False)
    """
    return _stem(word) in _stems()


def is_known_chinese(word: str) -> bool:
    """Whether the glossary has a Chinese word just so.

    >>> is_known_chinese("收费"), is_known_chinese("收过")
    (True, False)
    """
    return word in _chinese().places


@lru_cache(maxsize=1)
def _stems() -> frozenset[str]:
    return frozenset(map(_stem, english_words()))


@lru_cache(maxsize=1)
def meanings() -> tuple[Meaning, ...]:
    """Read the glossary and the general English words, once."""
    return (*map(_line_to_meaning, _lines(GLOSSARY)), *map(_english_to_meaning, _lines(ENGLISH)))


def _lines(file: Path) -> Iterator[str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return (line for line in lines if line and not line.startswith("#"))


def _english_to_meaning(line: str) -> Meaning:
    english, printed = line.lower().split("\t")
    return Meaning(tuple(printed.split("、")), (), tuple(english.split("; ")))


def _line_to_meaning(line: str) -> Meaning:
    printed, everyday, english, *mark = line.split("\t")
    return Meaning(
        printed=tuple(printed.lower().split("、")),
        everyday=tuple(everyday.lower().split("、")),
        english=tuple(english.lower().split("; ")),
        asks=mark == ["question"],
    )


class _Words(NamedTuple):
    """The words of one language turned round."""

    places: dict[str, tuple[int, ...]]  # word → the meanings it can have
    longest: int  # characters of Chinese, words of English


@lru_cache(maxsize=1)
def _chinese() -> _Words:
    places: dict[str, tuple[int, ...]] = {}
    for place, meaning in enumerate(meanings()):
        for word in meaning.printed + meaning.everyday if meaning.everyday else ():
            places[word] = (*places.get(word, ()), place)
    return _Words(places, max(map(len, places)))


@lru_cache(maxsize=1)
def _english() -> _Words:
    places: dict[str, tuple[int, ...]] = {}
    for place, meaning in enumerate(meanings()):
        latin = filter(str.isascii, meaning.printed + meaning.everyday)  # 12345, a hotline
        phrases = (
            " ".join(map(_stem, _ENGLISH_WORD.findall(phrase))) for phrase in (*meaning.english, *latin)
        )
        for key in dict.fromkeys(phrases):
            places[key] = (*places.get(key, ()), place)
    return _Words(places, max(key.count(" ") + 1 for key in places))


def _chinese_matches(text: str) -> Iterator[Named]:
    """The longest Chinese word at each place of the text, one after the other."""
    words = _chinese()
    at = 0
    while at < len(text):
        if text[at].isascii():
            at += 1
            continue
        ends = range(min(len(text), at + words.longest), at, -1)
        end = next((end for end in ends if text[at:end] in words.places), None)
        if end is not None:
            yield Named(text[at:end], words.places[text[at:end]])
        at = end or at + 1


def _english_matches(text: str) -> Iterator[Named]:
    """The longest English phrase at each word of the text, in whatever form its words stand."""
    written = _ENGLISH_WORD.findall(text)
    if not written:
        return
    words = _english()
    asked = [_stem(word) for word in written]
    at = 0
    while at < len(asked):
        lengths = range(min(words.longest, len(asked) - at), 0, -1)
        length = next((n for n in lengths if " ".join(asked[at : at + n]) in words.places), None)
        if length is not None:
            yield Named(" ".join(written[at : at + length]), words.places[" ".join(asked[at : at + length])])
        at += length or 1


_ENDINGS = ("ings", "ying", "ing", "ies", "ied", "es", "ed", "s", "e", "y")
_SHORTEST_STEM = 3
_PAST = {  # verbs whose past is another word
    past: present
    for present, *pasts in map(str.split, (
        "speak spoke spoken", "say said", "give gave", "meet met", "run ran", "go gone", "get gotten", "fall fallen", "feel felt",
        "fight fought", "hear heard", "hide hid hidden", "know knew", "lend lent", "mean meant", "rise risen", "sell sold",
        "understand understood", "begin begun", "drive drove driven", "forget forgot forgotten", "ride rode", "see saw seen",
        "sit sat", "strike struck", "throw threw thrown", "undergo underwent undergone", "oversee overseen", "hang hung",
        "undertake undertook undertaken", "feed fed", "rewrite rewrote", "light lit", "overcome overcame", "mistake mistook",
        "misunderstand misunderstood", "freeze froze frozen", "steal stole stolen", "stick stuck", "catch caught", "wear wore worn",
    ))
    for past in pasts
}  # fmt: skip
_OWN_STEMS = {  # words whose stems would be other words': policy and police, site and sit
    word: words[0]
    for words in (
        ("news",), ("city", "cities"), ("busy",), ("copy", "copies"), ("party", "parties"), ("note", "notes"), ("police",),
        ("site", "sites"), ("county", "counties"), ("directory", "directories"), ("theme", "themes"), ("story", "stories"),
        ("cope", "coped"), ("every",), ("here",), ("they",), ("supervisory",),
    )
    for word in words
}  # fmt: skip


def _stem(word: str) -> str:
    """A word without its ending, roughly: enough to let "policies" meet "policy", and "organised" "organise".

    >>> [_stem(word) for word in ("policy", "policies", "police", "organise", "organised", "planning", "plan", "replying", "spoke")]
    ['polic', 'polic', 'police', 'organis', 'organis', 'plan', 'plan', 'repl', 'speak']
    """
    word = _PAST.get(word, word)
    if word.endswith("ss") or word.isdigit() or word in _OWN_STEMS:
        return _OWN_STEMS.get(word, word)
    ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= _SHORTEST_STEM), "")
    stem = word.removesuffix(ending)
    doubled = (
        ending in ("ing", "ings", "ed")
        and len(stem) > _SHORTEST_STEM
        and stem[-1] == stem[-2]
        and stem[-1] not in "ls"
    )
    return stem[:-1] if doubled else stem
