"""What a build did, for the person who started it."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from index.files.duplicates import why_left_out
from index.files.holdings import Holdings
from index.files.indexed import Indexed
from index.files.sources import Refused


class Skipped(NamedTuple):
    """A file that a build had to leave out."""

    file: str
    why: str  # one line
    group: str  # what it has in common with others, where many are left out
    again: bool  # an earlier build said the same of the same file
    duplicate: bool = False  # another file of the same report is indexed


@dataclass(frozen=True)
class BuildSummary:
    """What a build did."""

    indexed: tuple[str, ...]  # files read anew
    unchanged: int
    removed: tuple[str, ...]  # files that were indexed and are gone from their folder
    skipped: tuple[Skipped, ...]
    problems: Mapping[str, int]  # kind → how many, in the reports read anew; the most frequent kind first
    reports: int  # reports in the store now


def summary_of(
    connection: sqlite3.Connection,
    files: Holdings,
    written: Collection[str],
    unchanged: Sequence[Indexed],
    refused: Sequence[Refused],
    removed: Sequence[Indexed],
) -> BuildSummary:
    """What the store of this connection owes to a build; `written` are the places that were read anew."""
    [reports] = connection.execute("SELECT count(*) FROM reports").fetchone()
    kept = {item.place: item for item in files.all_kept()}
    indexed = [item for place, item in kept.items() if place in written]
    still = [item for item in unchanged if item.place in kept and item.place not in written]
    return BuildSummary(
        tuple(sorted(item.file for item in indexed)),
        len(still),
        tuple(item.file for item in removed),
        tuple(sorted([*_skipped(refused, kept), *_left_out(files, unchanged)])),
        _problem_kinds(connection, {item.id for item in indexed}),
        reports,
    )


def _skipped(refused: Sequence[Refused], kept: Mapping[str, Indexed]) -> Iterator[Skipped]:
    """The files that gave no report; what the store has of them from before stays."""
    for source, why, again in refused:
        inside = f"{source.place}/"  # of an archive
        stays = source.place in kept or (source.refused and any(place.startswith(inside) for place in kept))
        file = source.file.encode("utf-8", "replace").decode("utf-8")
        group = re.split(r" ?[(;]", why)[0]
        yield Skipped(file, why + ("; its earlier reading stays" if stays else ""), group, again)


def _left_out(files: Holdings, unchanged: Sequence[Indexed]) -> Iterator[Skipped]:
    """The files named of reports that are kept from another file."""
    before = {item.place: item for item in unchanged}
    for kept, other in files.others():
        if other.place in files.here:
            yield Skipped(other.file, *why_left_out(other, kept), before.get(other.place) == other, True)


def _problem_kinds(connection: sqlite3.Connection, reports: Collection[int]) -> dict[str, int]:
    rows = connection.execute("SELECT report_id, kind FROM problems") if reports else []
    return dict(Counter(kind for report_id, kind in rows if report_id in reports).most_common())
