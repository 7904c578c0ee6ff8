"""The tables that may be asked in SQL, their columns, and what each holds: read from schema.sql, so that there is one truth.

What is left out serves the project itself: folders and digests of files, other files of a report, words agencies are
called by, the full-text index, and the whole texts, of which `passages` and `sections` hold what can be quoted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from index.form import EDITIONS

SCHEMA = Path(__file__).with_name("schema.sql")
PUBLISHED = (
    "reports",
    "applications",
    "disclosure",
    "disputes",
    "cells",
    "problems",
    "sections",
    "passages",
)
_TYPES = ("INTEGER", "REAL", "TEXT")
HIDDEN = {"reports": ("root", "pages", "sha256", "figures")}


class Column(NamedTuple):
    """A column as it may be asked for; `about` is the schema's comment on it, "" where its name says it all."""

    name: str
    type: str
    about: str


class Table(NamedTuple):
    """A published table with its published columns, in the schema's order."""

    name: str
    about: str
    columns: tuple[Column, ...]


@cache
def published_tables() -> dict[str, Table]:
    """The published tables by name.

    >>> [column.name for column in published_tables()["problems"].columns]
    ['id', 'report_id', 'kind', 'message', 'message_en', 'cells']
    >>> published_tables()["disputes"].about
    '四、政府信息公开行政复议、行政诉讼情况'
    """
    found: dict[str, Table] = {}
    table: Table | None = None
    for line in SCHEMA.read_text(encoding="utf-8").splitlines():
        code, _, about = line.partition("--")
        words = code.split()
        if words[:2] == ["CREATE", "TABLE"]:
            table = Table(words[2], about.strip(), ()) if words[2] in PUBLISHED else None
        elif table and len(words) > 1 and words[1].rstrip(",") in _TYPES:
            table = table._replace(columns=(*table.columns, *_published(table.name, words, about)))
            found[table.name] = table
    return {name: found[name] for name in PUBLISHED}


def _published(table: str, words: Sequence[str], about: str) -> Iterator[Column]:
    """The column of one line of the schema, unless it is hidden."""
    if words[0] not in HIDDEN.get(table, ()):
        yield Column(words[0], words[1].rstrip(","), about.strip())


def told(table: Table, column: Column) -> str:
    """What a column holds, for a person: what the form prints over it, in either edition, and what the schema says.

    >>> disclosure = published_tables()["disclosure"]
    >>> [told(disclosure, column) for column in disclosure.columns if column.name in ("made", "amount")]
    ['本年新制作数量; edition 2019', '采购总金额; 本年收费金额; 元']
    """
    layouts = (EDITIONS[edition].get(table.name) for edition in ("2019", "2021"))
    printed = (each for layout in layouts if layout for each in layout.columns)
    labels = dict.fromkeys(each.label for each in printed if each.code == column.name)
    return "; ".join([*labels, *filter(None, [column.about])])
