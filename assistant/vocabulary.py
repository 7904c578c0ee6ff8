"""The reviewed words of words.toml, checked against the form, and the longest match over a question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from assistant.compiled_toml import load_toml
from assistant.surfaces import CHINESE_MARK, ENGLISH_MARK, Parts, with_surfaces, words_listed
from index.form import GROUPS, columns_of, group_rows, label_of, rows_of

WORDS = Path(__file__).with_name("words.toml")
Kind = Literal["item", "column", "rate", "cue", "stop"]


class Item(NamedTuple):
    """Something a row of the form counts."""

    code: str
    table: str
    rows: tuple[str, ...]
    columns: tuple[
        tuple[str, ...], ...
    ]  # for table 二: the columns it is asked by, each with its other edition's
    weak: bool
    label_zh: str
    label_en: str
    beside: frozenset[str] = frozenset()  # words that narrow nothing beside it: 补正 beside 补正后仍不明确


class ColumnWord(NamedTuple):
    """What a column, or several added up, is called; `either`: whichever of them the edition has."""

    code: str
    table: str
    columns: tuple[str, ...]
    either: bool
    weak: bool
    item: str | None  # the item it names by itself: 采购金额 is procurement
    label_zh: str
    label_en: str
    alone: str | None = None  # the item it is of where none of its table is named: 败诉 is of 行政诉讼
    beside: frozenset[str] = frozenset()  # as an item's
    whole: bool = False  # its columns are added up only where each has a number


class Rate(NamedTuple):
    """A named ratio of items."""

    code: str
    of: tuple[str, ...]
    over: str
    unit: str
    label_zh: str
    label_en: str


class ProblemWord(NamedTuple):
    """How a kind of problem (or several) is asked for, in either language; `kinds` () is any."""

    kinds: tuple[str, ...]
    pattern: str


class Verb(NamedTuple):
    """What a verb names beside an item: to collect fees is their amount."""

    item: str
    column: str
    pattern: str


class Word(NamedTuple):
    """One entry a surface stands for."""

    kind: Kind
    code: str


class Pattern(NamedTuple):
    """A word with alternatives: {没/未}缴费 is 没缴费 as well as 未缴费."""

    parts: Parts
    meaning: tuple[Word, ...]

    def end(self, text: str, start: int, limit: int) -> int:
        """Where its longest match from there ends, 0 where it has none.

        >>> Pattern((("没", "没有"), ("", "按时"), ("缴费",)), ()).end("没有按时缴费的", 0, 7)
        6
        """
        ends = {start}
        for part in self.parts:
            ends = {at + len(word) for at in ends for word in part if text.startswith(word, at, limit)}
        return max(ends, default=0)


Surfaces = dict[str, tuple[Word, ...]]  # what is written → what it can mean


class Vocabulary(NamedTuple):
    items: dict[str, Item]
    columns: dict[str, ColumnWord]
    rates: dict[str, Rate]
    chinese: Surfaces
    patterns: dict[str, tuple[Pattern, ...]]  # Chinese words with alternatives, by first character
    problems: tuple[ProblemWord, ...]  # the narrower first
    verbs: tuple[Verb, ...]
    light: frozenset[str]  # words of a column that are light verbs as well
    narrative: str  # a pattern of the words that ask for words: 为什么, 谁; an English one whole, in any form
    longest_chinese: int

    @property
    def english(self) -> Surfaces:
        """The English surfaces, in singular words joined by one space; made when the first English word is read."""
        return _english()

    @property
    def short_forms(self) -> dict[str, str]:
        """English short forms, each with what it stands for: govt → government."""
        return _short_forms()

    @property
    def longest_english(self) -> int:
        """How many words the longest of `english` has."""
        return _longest_english()


def word_entries() -> dict[str, Any]:
    """The entries of words.toml, with what their words mean as "surfaces". Raises TOMLDecodeError."""
    return load_toml(WORDS, with_surfaces)


@lru_cache(maxsize=1)
def load_vocabulary() -> Vocabulary:
    """Read and check words.toml. Raises ValueError naming an entry the form does not know."""
    entries = word_entries()
    items = {entry["code"]: _item(entry) for entry in entries["item"]}
    columns = {entry["code"]: _column(entry) for entry in entries["column"]}
    rates = {entry["code"]: _rate(entry, items) for entry in entries["rate"]}
    chinese = _surfaces("chinese", CHINESE_MARK)
    return Vocabulary(
        items,
        columns,
        rates,
        chinese,
        _patterns(),
        tuple(
            ProblemWord(tuple(entry["kinds"]), f"{entry['zh']}|{entry['en']}") for entry in entries["problem"]
        ),
        tuple(map(_verb, entries["verb"])),
        frozenset(words_listed(entries["light"]["en"], ";")),
        _any_of(
            words_listed(entries["narrative"]["zh"], "、"), words_listed(entries["narrative"]["en"], ";")
        ),
        max(map(len, chinese)),
    )


def _surfaces(language: Literal["chinese", "english"], mark: str) -> Surfaces:
    found: Surfaces = {}
    for meaning, listed in word_entries()["surfaces"][language].items():
        found |= dict.fromkeys(listed.split(mark), tuple(Word(*word) for word in meaning))
    return found


def _patterns() -> dict[str, tuple[Pattern, ...]]:
    return {
        first: tuple(Pattern(parts, tuple(Word(*word) for word in meaning)) for parts, meaning in patterns)
        for first, patterns in word_entries()["surfaces"]["patterns"].items()
    }


@lru_cache(maxsize=1)
def _english() -> Surfaces:
    return _surfaces("english", ENGLISH_MARK)


@lru_cache(maxsize=1)
def _short_forms() -> dict[str, str]:
    entries = (entry.split(":") for entry in words_listed(word_entries()["short"]["en"], ";"))
    return {short: whole for whole, listed in entries for short in words_listed(listed, ",")}


@lru_cache(maxsize=1)
def _longest_english() -> int:
    return max(surface.count(" ") + 1 for surface in _english())


def with_sub_rows(vocabulary: Vocabulary, labels: Iterable[str]) -> Vocabulary:
    """The vocabulary with the sub-rows that the reports of a store print, each an item of its own."""
    parent = vocabulary.items["other_services"]
    items, chinese = dict(vocabulary.items), dict(vocabulary.chinese)
    for number, label in enumerate(labels, 1):
        code = f"other_services_{number}"
        items[code] = parent._replace(
            code=code, rows=(f"other_services/{label}",), label_zh=label, label_en=label
        )
        chinese.setdefault(label, (Word("item", code),))
    return vocabulary._replace(items=items, chinese=chinese)


def _item(entry: dict[str, Any]) -> Item:
    table = entry["table"]
    rows: list[str] = []
    for row in entry["rows"]:
        rows += _group(row.removeprefix("group:"), table) if row.startswith("group:") else [row]
    unknown = set(rows) - set(rows_of(table))
    if unknown:
        raise ValueError(
            f"words.toml: item {entry['code']} names rows the form does not have: {sorted(unknown)}"
        )
    columns = tuple(tuple(alternatives) for alternatives in entry.get("columns", ()))
    _check_columns(entry["code"], table, [column for alternatives in columns for column in alternatives])
    return Item(
        entry["code"],
        table,
        tuple(rows),
        columns,
        entry.get("weak", False),
        _item_label(entry, table, rows),
        entry["label_en"],
        _beside(entry),
    )


def _group(group: str, table: str) -> list[str]:
    return list(group_rows(group, table))


def _item_label(entry: dict[str, Any], table: str, rows: list[str]) -> str:
    if "label_zh" in entry:
        return str(entry["label_zh"])
    if len(rows) == 1:
        return label_of(table, rows[0]).split("（")[0].removesuffix("数量")
    group = entry["rows"][0].removeprefix("group:")
    return GROUPS.get(group, words_listed(entry["zh"], "、")[0])


def _column(entry: dict[str, Any]) -> ColumnWord:
    columns = tuple(entry.get("columns", [entry["code"]]))
    _check_columns(entry["code"], entry["table"], columns)
    label = (
        label_of(entry["table"], column=columns[0])
        if len(columns) == 1
        else words_listed(entry["zh"], "、")[0]
    )
    if entry["code"] == "other_org":
        label = "其他组织"
    return ColumnWord(
        entry["code"],
        entry["table"],
        columns,
        entry.get("either", False),
        entry.get("weak", False),
        entry.get("item"),
        label,
        entry["label_en"],
        entry.get("alone"),
        _beside(entry),
        entry.get("whole", False),
    )


def _beside(entry: dict[str, Any]) -> frozenset[str]:
    return frozenset(words_listed(entry.get("beside", ""), "、"))


def _check_columns(code: str, table: str, columns: Iterable[str]) -> None:
    unknown = set(columns) - set(columns_of(table))
    if unknown:
        raise ValueError(f"words.toml: {code} names columns the form does not have: {sorted(unknown)}")


def _rate(entry: dict[str, Any], items: dict[str, Item]) -> Rate:
    for name in (*entry["of"], entry["over"]):
        if name.split(":")[0] not in items:
            raise ValueError(f"words.toml: rate {entry['code']} names the unknown item {name}")
    return Rate(
        entry["code"],
        tuple(entry["of"]),
        entry["over"],
        entry.get("unit", "ratio"),
        entry["label_zh"],
        entry["label_en"],
    )


def _any_of(chinese: Sequence[str], english: Sequence[str]) -> str:
    return (
        rf"{'|'.join(map(re.escape, chinese))}|\b(?:{'|'.join(map(re.escape, english))})(?:d|s|es|ed|ing)?\b"
    )


def _verb(entry: dict[str, Any]) -> Verb:
    english = "|".join(map(re.escape, words_listed(entry["en"], ";")))
    chinese = "|".join(map(re.escape, words_listed(entry["zh"], "、")))
    return Verb(entry["item"], entry["column"], rf"\b(?:{english})\b|{chinese}")
