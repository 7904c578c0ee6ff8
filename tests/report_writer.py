"""Writes annual reports with chosen figures, in the formats, layouts and with the oddities of real ones.

A report is first a `Manuscript`, free of any format: paragraphs and tables with merged cells. One of `LAYOUTS`
turns that into a file. What a careful reader should make of it travels along as `WrittenReport.expected`.

    report_form      the national form: its cells in printed order, and their labels
    report_paper     the manuscript: cells, tables, paragraphs
    report_oddities  what real reports print otherwise, in any format
    report_figures   plausible figures, narrative and agencies
    report_text, report_html, report_docx, report_pdf     the layouts

    python -m tests.report_writer FOLDER AGENCIES YEAR...     writes a corpus to look at
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from tests import report_docx, report_html, report_pdf, report_text
from tests.report_figures import agencies, random_figures, random_narrative
from tests.report_form import PARTS, Key, Number
from tests.report_oddities import (
    KANGXI,
    QUIRKS,
    spelled,
    with_page_break,
    with_page_numbers,
    with_quirky_labels,
    with_swapped_rows,
    without_cells,
)
from tests.report_paper import (
    Agency,
    Block,
    Layout,
    Manuscript,
    Printed,
    PrintedTable,
    applications_table,
    disclosure_table,
    disputes_table,
)

LAYOUTS: dict[str, Layout] = (
    report_text.LAYOUTS | report_html.LAYOUTS | report_docx.LAYOUTS | report_pdf.LAYOUTS
)


@dataclass(frozen=True)
class WrittenReport:
    """A report's file, and all that is known of it."""

    content: bytes
    suffix: str
    expected: dict[Key, Printed]
    agency: Agency
    year: int
    editions: dict[str, str]  # table → "2019" or "2021"
    layout: str
    quirks: frozenset[str]
    manuscript: Manuscript
    figures: dict[Key, Number | None]  # before any oddity

    @property
    def file(self) -> str:
        return f"{self.agency.name}/{self.year}{self.suffix}"

    @property
    def text(self) -> str:
        """What a text file says."""
        return self.content.decode()


def write_report(
    figures: Mapping[Key, Number | str | Printed | None],
    agency: Agency | str,
    year: int,
    *,
    editions: str | Mapping[str, str] = "",
    narrative: Mapping[str, Sequence[str]] | None = None,
    layout: str = "tabbed_lines",
    quirks: Sequence[str] = (),
    amount: str = "",
    lost: Sequence[Key] = (),
    seed: int = 0,
) -> WrittenReport:
    """A report with these figures; a cell not named is blank.

    `editions` is one edition for all tables or one for each ("" takes the year's own); `narrative` gives
    paragraphs by part; `amount` is one of `AMOUNTS`; `lost` names cells not printed at all.
    """
    rng = random.Random(f"{seed}{year}{layout}")
    chosen = LAYOUTS[layout]
    odd = frozenset(quirks)
    unknown = odd - {*QUIRKS, *chosen.quirks} | odd & set(chosen.cannot)
    assert not unknown, f"no such quirk of {layout}: {unknown}"
    agency = Agency(agency) if isinstance(agency, str) else agency
    own = editions or ("2019" if year <= 2020 else "2021")
    edition = (
        dict(own)
        if isinstance(own, Mapping)
        else dict.fromkeys(("disclosure", "applications", "disputes"), own)
    )
    amount = amount or ("header 万元" if edition["disclosure"] == "2021" else "元")
    said = spelled(figures, edition, amount, odd, rng)
    gone = set(lost)
    if "lost_cell" in odd:
        gone.add(rng.choice([key for key in said if key[2] != "amount"]))
    if "lost_last_cell" in odd:
        gone.add(("disputes", "litigation_after_review", "total"))
    tables = _tables(edition, said, amount, gone, odd, chosen.ruled, rng)
    manuscript = _manuscript(agency, year, tables, narrative or {}, odd, rng)
    expected = {key: Printed("", state="missing") if key in gone else cell for key, cell in said.items()}
    return WrittenReport(
        content=chosen.render(manuscript, odd, rng),
        suffix=chosen.suffix,
        expected=expected,
        agency=agency,
        year=year,
        editions=edition,
        layout=layout,
        quirks=odd,
        manuscript=manuscript,
        figures={
            key: value if isinstance(value, int | float) else None
            for key, value in ((key, figures.get(key)) for key in said)
        },
    )


def _tables(
    edition: Mapping[str, str],
    said: Mapping[Key, Printed],
    amount: str,
    gone: set[Key],
    quirks: frozenset[str],
    ruled: bool,
    rng: random.Random,
) -> dict[str, PrintedTable]:
    tables = {
        "二": disclosure_table(edition["disclosure"], said, amount),
        "三": applications_table(edition["applications"], said),
        "四": disputes_table(said),
    }
    tables = {part: without_cells(table, gone) for part, table in tables.items()}
    if "swapped_rows" in quirks:
        tables["二"] = with_swapped_rows(tables["二"], rng)
    if quirks & {"page_break", "page_break_short"}:
        tables["三"] = with_page_break(tables["三"], "page_break_short" in quirks, ruled, rng)
    if "page_numbers" in quirks:
        tables["三"] = with_page_numbers(tables["三"], rng)
    return {part: with_quirky_labels(table, quirks, rng) for part, table in tables.items()}


def _manuscript(
    agency: Agency,
    year: int,
    tables: Mapping[str, PrintedTable],
    narrative: Mapping[str, Sequence[str]],
    quirks: frozenset[str],
    rng: random.Random,
) -> Manuscript:
    names = " ".join(filter(None, (agency.name, agency.second_name)))
    title = rng.choice(
        (
            f"{names}{year}年政府信息公开工作年度报告",
            f"{names}\n{year}年政府信息公开工作年度报告",
            f"{names}{year}年度\n\n政府信息公开工作年度报告",
        )
    )
    front = (
        title,
        "",
        "根据《中华人民共和国政府信息公开条例》第五十条规定，编制本报告。"
        f"本报告所列数据的统计期限为{year}年1月1日至{year}年12月31日。"
        f"如有疑问，请与本机关办公室联系（电话：8766{rng.randrange(1000, 9999)}）。",
    )
    parts: list[tuple[str, tuple[Block, ...]]] = []
    for number, name in PARTS.items():
        heading = f"{number}、{name}"
        if number == "六" and "unnumbered_part" in quirks:
            heading = name
        if number == "六" and "indented_heading" in quirks:
            heading = "        " + heading
        if number == "一" and "split_heading" in quirks:
            heading = f"{number}、\n{name}"
        if "kangxi" in quirks:
            heading = heading.translate(KANGXI)
        blocks: list[Block] = list(narrative.get(number, ()))
        if number == "一" and "decoy_heading" in quirks:
            decoy = rng.choice(("主动公开政府信息情况", "（二）主动公开政府信息情况"))
            blocks.insert(len(blocks) // 2, decoy)
        if number in tables:
            blocks.append(tables[number])
        parts.append((heading, tuple(blocks or ["无。"])))
    back = ("", f"{'　' * 12}{agency.name}", f"{'　' * 14}{year + 1}年1月{rng.randrange(5, 31)}日")
    return Manuscript(agency, year, front, tuple(parts), back)


def random_report(
    seed: int,
    year: int,
    edition: str | Mapping[str, str] = "",
    agency: Agency | str | None = None,
    *,
    layout: str = "tabbed_lines",
    quirks: Sequence[str] = (),
    amount: str = "",
    before: Mapping[Key, Number | None] | None = None,
) -> WrittenReport:
    """A plausible report whose sums all hold; the same arguments give the same report."""
    rng = random.Random(seed)
    agency = agencies(1, seed)[0] if agency is None else Agency(agency) if isinstance(agency, str) else agency
    own = edition or ("2019" if year <= 2020 else "2021")
    editions = (
        dict(own)
        if isinstance(own, Mapping)
        else dict.fromkeys(("disclosure", "applications", "disputes"), own)
    )
    figures = random_figures(seed, agency, editions, before)
    return write_report(
        figures,
        agency,
        year,
        editions=editions,
        narrative=random_narrative(figures, agency, year, rng),
        layout=layout,
        quirks=quirks,
        amount=amount,
        seed=seed,
    )


def corpus(
    n: int, years: Sequence[int] = (2020,), seed: int = 0, layouts: Sequence[str] = ("tabbed_lines",)
) -> Iterator[WrittenReport]:
    """n agencies with a report for each year, oldest first; what a year carries over the next carries in."""
    for number, agency in enumerate(agencies(n, seed)):
        before: Mapping[Key, Number | None] | None = None
        for year in sorted(years):
            written = random_report(
                seed * 1_000_003 + number * 101 + year,
                year,
                agency=agency,
                layout=layouts[number % len(layouts)],
                before=before,
            )
            before = written.figures
            yield written


def write_files(reports: Iterator[WrittenReport] | Sequence[WrittenReport], folder: Path) -> int:
    """Put each report at `folder/<agency>/<year>.<suffix>`; how many there are."""
    count = 0
    for report in reports:
        path = folder / report.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(report.content)
        count += 1
    return count


# ── was it read right? ──


@dataclass(frozen=True)
class Difference:
    """One cell that was not read as written; `kind` says how bad that is."""

    key: Key
    wanted: Printed
    state: str
    value: Number | None
    raw: str
    # wrong: another number, a number for none, none for a number
    # silent: missing, and no problem names the cell; told: missing, and a problem does
    # state: no number either way, but blank, "/" and not printed are mixed up; raw: the text differs
    kind: Literal["wrong", "silent", "told", "state", "raw"] = field(default="wrong")

    def __str__(self) -> str:
        wanted = f"{self.wanted.state} {self.wanted.value} {self.wanted.raw!r}"
        return (
            f"{self.kind} {'/'.join(self.key)}: wrote {wanted}, read {self.state} {self.value} {self.raw!r}"
        )


def same_number(a: Number | None, b: Number | None) -> bool:
    return a == b or (a is not None and b is not None and abs(a - b) <= 1e-6 * max(1, abs(b)))


_FOOTNOTE_MARK = re.compile(r"\[+[^\[\]]+\]+$")


def _same_print(read: str, written: str) -> bool:
    """Whether a cell is quoted as written; a raised footnote mark behind a number may be quoted or not."""
    read, written = (re.sub(r"\s", "", text) for text in (read, written))
    return written in (read, _FOOTNOTE_MARK.sub("", read))


def differences(
    written: WrittenReport,
    read: Mapping[Key, tuple[str, Number | None, str]],
    told: set[Key],
) -> list[Difference]:
    """What differs between the report as written and `read` (cell → state, value, raw).

    `told` are the cells that some problem names.
    """
    found = []
    for key, wanted in written.expected.items():
        state, value, raw = read.get(key, ("missing", None, ""))
        kind = _kind_of(wanted, state, value, raw, key in told)
        if kind:
            found.append(Difference(key, wanted, state, value, raw, kind))
    for key in read.keys() - written.expected.keys():
        if read[key][0] != "missing":
            found.append(Difference(key, Printed("", state="missing"), *read[key], "wrong"))
    return found


def _kind_of(
    wanted: Printed, state: str, value: Number | None, raw: str, told: bool
) -> Literal["wrong", "silent", "told", "state", "raw"] | None:
    if state == "number" or wanted.state == "number":
        if state == wanted.state and same_number(value, wanted.value):
            return None if _same_print(raw, wanted.text) else "raw"
        if state == "missing":
            return "told" if told else "silent"
        return "wrong"
    if state != wanted.state:
        return "told" if state == "missing" and told else "state"
    return None


if __name__ == "__main__":
    into, how_many, *of_years = sys.argv[1:]
    print(write_files(corpus(int(how_many), [int(y) for y in of_years] or [2020], 1), Path(into)), "reports")
