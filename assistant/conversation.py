"""The types that travel from a question to its answer; this module imports nothing of ours."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

Language = Literal["zh", "en"]
Status = Literal["answered", "clarify", "no_data", "out_of_scope"]
RouteName = Literal["statistics", "passages", "both", "catalog"]
Reason = Literal[
    "unknown_agency",
    "year_not_indexed",
    "blank_cell",
    "not_in_form",
    "ambiguous_agency",
    "ambiguous_item",
    "unrelated",
    "nothing_found",
]


class Citation(NamedTuple):
    """The place that proves a figure or a line; `quote` is exactly the source's text from `start` to `end`."""

    report: str
    agency: str
    year: int
    part: str
    row: str | None  # form row and column for a cell, None for a passage
    column: str | None
    quote: str
    file: str
    start: int  # characters of the text that the reader made of `file`
    end: int
    page: int | None = None  # of the printed document, where its format has pages


class Result(NamedTuple):
    """The rows behind a statistics answer, in base units; a ratio is a fraction."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    unit: str | None


class Choice(NamedTuple):
    """One reading offered when the question fits several: what to show, and the question that takes it."""

    label: str
    question: str


class Answer(NamedTuple):
    """What a question gets back: the answer object of the contract."""

    question: str
    language: Language
    status: Status
    route: RouteName | None
    answer: str  # Markdown, in the question's language; [1] is citations[0]
    result: Result | None = None
    sql: str | None = None
    parameters: tuple[Any, ...] = ()
    citations: tuple[Citation, ...] = ()
    caveats: tuple[str, ...] = ()
    reason: Reason | None = None
    choices: tuple[Choice, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The answer as the contract's JSON object."""
        printed = self._asdict()
        printed["result"] = self.result._asdict() if self.result else None
        printed["citations"] = [citation._asdict() for citation in self.citations]
        printed["choices"] = [choice.label for choice in self.choices]  # each can be asked as a follow-up
        return printed


class Turn(NamedTuple):
    """One question already asked in this conversation, with the answer object it got."""

    question: str
    answer: dict[str, Any]
