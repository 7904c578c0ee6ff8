"""The tables that may be asked in SQL, their columns, and what each holds: read from schema.sql, so that there is one truth.

What is left out serves the project itself: folders and digests of files, other files of a report, words agencies are
called by, the full-text index, and the whole texts, of which `passages` and `sections` hold what can be quoted.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from index.form import EDITIONS

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
HIDDEN = {"reports": ("root", "pages", "sha256", "figures")}

_TABLE = re.compile(r"CREATE TABLE (\w+) \(\s*(?:--\s*(.*))?$")
_COLUMN = re.compile(r"  ([a-z_]\w*)\s+(INTEGER|REAL|TEXT)\b[^-]*(?:--\s*(.*))?$")


class Column(NamedTuple):
    """A column as it may be asked for; `about` is "" where its name says it all."""

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
    ['id', 'report_id', 'kind', 'message', 'cells']
    >>> published_tables()["disputes"].about
    '四、政府信息公开行政复议、行政诉讼情况'
    """
    found: dict[str, Table] = {}
    table: Table | None = None
    for line in (Path(__file__).parent / "schema.sql").read_text(encoding="utf-8").splitlines():
        if opened := _TABLE.match(line):
            table = Table(opened[1], opened[2] or "", ())
        elif line.startswith(")"):
            table = None
        elif table and table.name in PUBLISHED and (column := _COLUMN.match(line)):
            if column[1] not in HIDDEN.get(table.name, ()):
                about = [*_form_labels(table.name, column[1]), *filter(None, [column[3]])]
                named = Column(column[1], column[2], "; ".join(about))
                table = table._replace(columns=(*table.columns, named))
            found[table.name] = table
    return {name: found[name] for name in PUBLISHED}


def _form_labels(table: str, column: str) -> list[str]:
    """What the form prints over a column of its tables, in either edition."""
    layouts = (EDITIONS[edition].get(table) for edition in ("2019", "2021"))
    printed = (each for layout in layouts if layout for each in layout.columns)
    return list(dict.fromkeys(each.label for each in printed if each.code == column))
