"""The types that travel from a report file to the stores; this module imports nothing of ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

UNREADABLE = "\ufffc"  # stands in a cell for what is there and is no text: a picture, a formula
State = Literal["number", "blank", "na", "text", "missing"]


@dataclass(frozen=True)
class Cell:
    """One cell of a table as the reader found it; `text` is exactly `document.text[start:end]`."""

    text: str
    start: int  # character offset into Document.text
    end: int


@dataclass(frozen=True)
class Grid:
    """One table of a format that has real tables; a merged cell stands once, the places it covers are None."""

    rows: tuple[tuple[Cell | None, ...], ...]
    start: int
    end: int


@dataclass(frozen=True)
class Document:
    """A report file free of its format: one text, and the grids a reader could see in it."""

    file: str  # the path below the folder that was indexed, with "/"
    text: str  # all offsets everywhere count characters of this text
    grids: tuple[Grid, ...] = ()
    # what the file says of itself outside its text: "title" (of the page), "site" (whose it is), "url"
    about: Mapping[str, str] = field(default_factory=dict)
    pages: tuple[int, ...] = ()  # where each page begins in the text, in formats that have pages
    cut_off: bool = False  # the file ends in the midst of something: its last cell may be cut short


@dataclass(frozen=True)
class Region:
    """Where an agency sits in the administrative divisions; "" where the report does not tell."""

    province: str = ""
    city: str = ""
    county: str = ""


@dataclass(frozen=True)
class Cover:
    """Which agency reports, on which year."""

    agency: str
    second_name: str  # 广州开发区应急管理局 beside 广州市黄埔区应急管理局; "" for most
    year: int
    region: Region
    level: str  # 国家 省 市 县 乡镇 街道 部门
    title: str  # as printed


@dataclass(frozen=True)
class Section:
    """One of the six parts of a report; `part` is "" for what stands before the first heading."""

    part: str  # "一" … "六"
    title: str
    start: int  # where its heading begins
    body: int  # where its text begins
    end: int


@dataclass(frozen=True)
class Statistic:
    """One cell of the form in one report."""

    table: str  # "applications"
    row: str  # "granted", "other_services/行政检查"
    column: str  # "natural_person"
    state: State
    value: int | float | None = None  # base unit (件, 项, 元); only where state is "number"
    raw: str = ""  # what the report prints, footnote included
    unit: str | None = None
    start: int | None = None  # None: the cell is not printed
    end: int | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """The cell's name in the form."""
        return self.table, self.row, self.column


@dataclass(frozen=True)
class Passage:
    """A stretch of narrative under one heading: what retrieval finds and an answer quotes."""

    part: str
    heading: str  # the sub-heading it stands under, "" for none
    start: int
    end: int
    text: str  # exactly document.text[start:end]


@dataclass(frozen=True)
class Problem:
    """Something that does not add up or could not be read; the report is indexed all the same."""

    kind: str  # "sum_total", "unaligned_row", …: see KINDS in checks.py
    message: str  # in plain words
    cells: tuple[tuple[str, str, str], ...] = ()  # (table, row, column) concerned
    message_en: str = ""  # the same in English; rows and columns stand in it as codes: `received`


@dataclass(frozen=True)
class Report:
    """Everything read from one report file."""

    document: Document
    cover: Cover
    edition: str  # "2019" or "2021", as told by the labels; "" when no table was found
    statistics: tuple[Statistic, ...]
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    problems: tuple[Problem, ...]
