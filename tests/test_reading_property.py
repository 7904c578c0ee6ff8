"""What is written is read back: for random figures, layouts and oddities no cell is ever read wrong.

Two promises are tested. A report with its cells all printed is read whole. A damaged one (cells not printed,
rows swapped, blanks that leave no trace) may leave cells out, but each of those is named by a problem. In no
case does a cell get a number that is not its own.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.parse import parse_file
from index.readers import SUFFIXES
from index.report import Report
from tests.report_oddities import AMOUNTS, LABEL_QUIRKS, TEXT_QUIRKS, VALUE_QUIRKS
from tests.report_writer import (
    LAYOUTS,
    Difference,
    WrittenReport,
    differences,
    random_report,
    write_report,
)

READ_LAYOUTS = [name for name, layout in LAYOUTS.items() if layout.suffix in SUFFIXES]
REPORTS_A_LAYOUT = os.environ.get("REPORTS_A_LAYOUT")  # more for a long run by hand
SLOW_TO_READ = {".docx": 16, ".pdf": 8}  # reports a layout by default, instead of 24
HARMLESS = (*LABEL_QUIRKS, *VALUE_QUIRKS, *TEXT_QUIRKS, "page_break", "page_numbers")
DAMAGE = ("lost_cell", "lost_last_cell", "swapped_rows", "page_break_short")
BLANKING = {"blanks", "blank_rows"}
# What cannot be told apart in a layout: a page number alone on a line looks like one more cell there, and where no rules are
# drawn, a label over several lines stands beside the numbers of its neighbours.
AMBIGUOUS: dict[str, set[str]] = {
    "bare_lines": BLANKING | {"page_numbers"},
    "spaced_lines": BLANKING | {"page_numbers"},
    "pipe_lines": {"page_numbers"},
    "pdf": {"borderless"},
}
EDITIONS: tuple[str | dict[str, str], ...] = (
    "2019",
    "2021",
    "2019",
    "2021",
    {"disclosure": "2021", "applications": "2019", "disputes": "2019"},  # a real district prints this
    {"disclosure": "2019", "applications": "2021", "disputes": "2021"},
)


def read_back(written: WrittenReport, folder: Path) -> Report:
    path = folder / f"report{written.suffix}"
    path.write_bytes(written.content)
    return parse_file(path)


def compare(written: WrittenReport, report: Report) -> list[Difference]:
    unknown = {key for key, cell in written.expected.items() if cell.unit == "unknown"}
    read = {s.key: (s.state, s.value, s.raw) for s in report.statistics}
    told = {cell for problem in report.problems for cell in problem.cells}
    return [d for d in differences(written, read, told) if d.key not in unknown]


def one(layout: str, seed: int, damage: bool) -> WrittenReport:
    """The report of that number: up to three harmless oddities and four of its format, and one kind of damage where wanted."""
    rng = random.Random(f"{layout} {seed} {damage}")
    quirks = rng.sample(HARMLESS, rng.choice((0, 1, 2, 3)))
    if own := LAYOUTS[layout].quirks:
        quirks += rng.sample(own, rng.choice((0, 1, 2, 4)))
    cannot = set(LAYOUTS[layout].cannot)
    if damage:
        quirks.append(rng.choice([quirk for quirk in DAMAGE if quirk not in cannot]))
    else:
        cannot |= AMBIGUOUS.get(layout, set())
    quirks = [quirk for quirk in quirks if quirk not in cannot]
    year = rng.randrange(2019, 2024)
    return random_report(
        rng.randrange(10_000),
        year,
        rng.choice(EDITIONS),
        layout=layout,
        quirks=quirks,
        amount=rng.choice(("", *AMOUNTS)),
    )


def reports_of(layout: str) -> int:
    """How many reports of a layout are tried."""
    return int(REPORTS_A_LAYOUT or SLOW_TO_READ.get(LAYOUTS[layout].suffix, 24))


def reports(layout: str, damage: bool) -> Iterator[WrittenReport]:
    return (one(layout, seed, damage) for seed in range(reports_of(layout)))


def story(written: WrittenReport, found: list[Difference]) -> str:
    kinds = Counter(difference.kind for difference in found)
    quirks = ", ".join(sorted(written.quirks)) or "no oddity"
    lines = [f"{written.layout}, {quirks}, {written.editions}: {dict(kinds)}", *map(str, found[:3])]
    return "\n  ".join(lines)


@pytest.mark.parametrize("layout", READ_LAYOUTS)
def test_a_whole_report_is_read_whole(layout: str, tmp_path: Path) -> None:
    failed = []
    for written in reports(layout, damage=False):
        found = compare(written, read_back(written, tmp_path))
        if found:
            failed.append(story(written, found))
    assert not failed, f"{len(failed)} of {reports_of(layout)} reports\n" + "\n".join(failed[:8])


@pytest.mark.parametrize("layout", READ_LAYOUTS)
def test_a_damaged_report_is_never_read_wrong_and_tells_what_is_missing(layout: str, tmp_path: Path) -> None:
    failed = []
    for written in reports(layout, damage=True):
        bad = [d for d in compare(written, read_back(written, tmp_path)) if d.kind in ("wrong", "silent")]
        if bad:
            failed.append(story(written, bad))
    assert not failed, f"{len(failed)} of {reports_of(layout)} reports\n" + "\n".join(failed[:8])


@pytest.mark.parametrize("layout", READ_LAYOUTS)
def test_quotes_and_cover_are_read_back(layout: str, tmp_path: Path) -> None:
    for written in list(reports(layout, damage=False))[:8]:
        report = read_back(written, tmp_path)
        text = report.document.text
        assert (report.cover.agency, report.cover.year) == (written.agency.name, written.year)
        region = report.cover.region
        assert (region.province, region.city, region.county) == (
            written.agency.province,
            written.agency.city,
            written.agency.county,
        )
        for cell in report.statistics:
            if cell.start is not None:
                assert text[cell.start : cell.end].strip() == cell.raw


def test_an_amount_without_a_unit_is_not_taken_for_yuan(tmp_path: Path) -> None:
    key = ("disclosure", "procurement", "amount")
    written = write_report({key: 27270}, "北京市大兴区水务局", 2020, amount="bare")
    [cell] = [s for s in read_back(written, tmp_path).statistics if s.key == key]
    assert cell.unit != "元"


def test_the_parts_are_found_in_spite_of_decoys(tmp_path: Path) -> None:
    for quirk in TEXT_QUIRKS:
        written = random_report(3, 2020, quirks=(quirk,))
        sections = read_back(written, tmp_path).sections
        assert [s.part for s in sections if s.part] == list("一二三四五六"), quirk
