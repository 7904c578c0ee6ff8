"""The report writer itself: its figures hold together, and it writes what it says."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from tests.report_writer import (
    APPLICANTS,
    COLUMNS,
    DISPUTE_ROWS,
    LAYOUTS,
    Key,
    Number,
    WrittenReport,
    corpus,
    form_keys,
    outcome_rows,
    random_report,
    write_report,
)

Figures = Mapping[Key, Number | None]


def number(figures: Figures, *key: str) -> int:
    table, row, column = key
    return int(figures[table, row, column] or 0)


def broken_sums(written: WrittenReport) -> list[str]:
    f, rows = written.figures, outcome_rows(written.editions["applications"])
    broken = []
    for column in COLUMNS:
        taken = number(f, "applications", "received", column) + number(
            f, "applications", "carried_in", column
        )
        done = number(f, "applications", "concluded", column)
        if taken != done + number(f, "applications", "carried_over", column):
            broken.append(f"{column}: taken in, accounted for")
        if done != sum(number(f, "applications", row, column) for row in rows):
            broken.append(f"{column}: outcomes")
    for row in ("received", *rows, "concluded", "carried_over"):
        if number(f, "applications", row, "total") != sum(
            number(f, "applications", row, c) for c in APPLICANTS
        ):
            broken.append(f"{row}: total")
    for row in DISPUTE_ROWS:
        parts = sum(number(f, "disputes", row, c) for c in ("upheld", "corrected", "other", "pending"))
        if parts != number(f, "disputes", row, "total"):
            broken.append(f"disputes {row}")
    return broken


def test_written_sums_hold_in_both_editions() -> None:
    assert [broken_sums(random_report(seed, year)) for seed in range(40) for year in (2020, 2022)] == [
        []
    ] * 80


def test_what_a_year_carries_over_the_next_carries_in() -> None:
    by_agency: dict[str, list[WrittenReport]] = {}
    for written in corpus(12, (2021, 2019, 2020, 2022), seed=3):
        by_agency.setdefault(written.agency.name, []).append(written)
    assert len(by_agency) == 12
    for years in by_agency.values():
        assert [written.year for written in years] == [2019, 2020, 2021, 2022]
        for last, this in pairwise(years):
            for column in COLUMNS:
                over = last.figures["applications", "carried_over", column]
                assert this.figures["applications", "carried_in", column] == over
        f2021, f2022 = years[2].figures, years[3].figures
        row = ("disclosure", "normative_documents")
        assert f2022[*row, "in_force"] == (
            (f2021[*row, "in_force"] or 0) + (f2022[*row, "issued"] or 0) - (f2022[*row, "repealed"] or 0)
        )


def test_the_form_has_198_cells_in_2019_and_200_in_2021() -> None:
    tables = ("disclosure", "applications", "disputes")
    assert len(form_keys(dict.fromkeys(tables, "2019"))) == 22 + 23 * 7 + 15
    assert len(form_keys(dict.fromkeys(tables, "2021"))) == 10 + 25 * 7 + 15


def test_the_same_seed_writes_the_same_text() -> None:
    for layout in LAYOUTS:
        first, second = (random_report(4, 2020, layout=layout, quirks=("page_break", "padded")) for _ in "ab")
        assert first.text == second.text


def test_chosen_figures_stand_in_the_text_and_the_rest_is_blank() -> None:
    written = write_report({("applications", "received", "total"): 4711}, "北京市大兴区水务局", 2020)
    assert "\t4711\n" in written.text
    states = {cell.state for key, cell in written.expected.items() if key[1:] != ("received", "total")}
    assert states == {"blank"}
