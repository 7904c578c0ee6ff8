"""The vocabulary as a page to read: `python -m assistant.vocabulary_page` writes assistant/VOCABULARY.md anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant.vocabulary import Item, Vocabulary, load_vocabulary, word_entries
from index.form import EDITIONS, label_of

PAGE = Path(__file__).with_name("VOCABULARY.md")

_INTRODUCTION = """# What can be asked for, and in which words

Made from `words.toml` by `python -m assistant.vocabulary_page`; a test keeps the two the same. Words are matched
longest first, in traditional characters, full width and with one wrong character as well; of {a/b} either is read.
Figures are those of the form's rows and columns: see `index/form.py`. Money is in 元, a ratio is a fraction.
"""


def vocabulary_page() -> str:
    """The page as Markdown: figures by table, columns, rates, and the words for what to do with them."""
    entries = word_entries()
    vocabulary = load_vocabulary()
    blocks = [
        _INTRODUCTION,
        *_items(entries, vocabulary),
        _columns(entries, vocabulary),
        _rates(entries, vocabulary),
    ]
    return "\n".join([*blocks, _cues(entries)])


def _items(entries: dict[str, Any], vocabulary: Vocabulary) -> Iterator[str]:
    titles = {form.code: f"{form.part}、{form.title}" for form in EDITIONS["2021"].values()}
    for table, title in titles.items():
        rows = [
            (
                f"`{item.code}`",
                item.label_zh,
                item.label_en,
                _made_of(item),
                _editions(item),
                entry["zh"],
                entry["en"],
            )
            for entry in entries["item"]
            if (item := vocabulary.items[entry["code"]]).table == table
        ]
        heads = ("code", "中文", "English", "made of", "editions", "also in Chinese", "also in English")
        yield _section(title, heads, rows)


def _made_of(item: Item) -> str:
    return " + ".join(label_of(item.table, row).split("（")[0] for row in item.rows)


def _editions(item: Item) -> str:
    """The editions whose form has the rows; a figure asked for in another is said not to be in its form."""
    having = [
        edition
        for edition, forms in EDITIONS.items()
        if {row.split("/")[0] for row in item.rows} & {row.code for row in forms[item.table].rows}
    ]
    return "both" if len(having) == len(EDITIONS) else ", ".join(having)


def _columns(entries: dict[str, Any], vocabulary: Vocabulary) -> str:
    rows = [
        (
            f"`{word.code}`",
            word.label_zh,
            word.label_en,
            " + ".join(f"`{c}`" for c in word.columns),
            entry["zh"],
            entry["en"],
        )
        for entry in entries["column"]
        for word in [vocabulary.columns[entry["code"]]]
    ]
    return _section(
        "Columns", ("code", "中文", "English", "columns", "also in Chinese", "also in English"), rows
    )


def _rates(entries: dict[str, Any], vocabulary: Vocabulary) -> str:
    rows = []
    for entry in entries["rate"]:
        rate = vocabulary.rates[entry["code"]]
        formula = (
            f"({' + '.join(rate.of)}) / {rate.over}" if len(rate.of) > 1 else f"{rate.of[0]} / {rate.over}"
        )
        rows.append(
            (f"`{rate.code}`", rate.label_zh, rate.label_en, f"`{formula}`", entry["zh"], entry["en"])
        )
    return _section(
        "Rates", ("code", "中文", "English", "formula", "also in Chinese", "also in English"), rows
    )


def _cues(entries: dict[str, Any]) -> str:
    rows = [(f"`{entry['code']}`", entry["zh"], entry["en"]) for entry in entries["cue"]]
    return _section(
        "Words for what to do, for kinds of body and for time", ("code", "Chinese", "English"), rows
    )


def _section(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [f"\n## {title}\n", "| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return "\n".join(
        [*lines, *("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows)]
    )


if __name__ == "__main__":
    PAGE.write_text(vocabulary_page() + "\n", encoding="utf-8")
