"""Damaged files: a reader refuses them in one line or reads them, and makes up no figure (see tests/fuzzing.py)."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from functools import cache

import pytest

from index.errors import ReportError
from index.parse import parse_document
from index.readers import SUFFIXES, read_document
from tests.fuzzing import HIDING_QUIRKS, Damaged, damaged, wrong_cells
from tests.report_oddities import LABEL_QUIRKS, TEXT_QUIRKS, VALUE_QUIRKS
from tests.report_writer import LAYOUTS, WrittenReport, random_report

FUZZED_FILES = int(
    os.environ.get("FUZZED_FILES", "60")
)  # of each format; 2,000 and more for a long run by hand
FILES_A_REPORT = 10
FORMATS = sorted({layout.suffix for layout in LAYOUTS.values()} & set(SUFFIXES))


@cache
def report_to_damage(suffix: str, number: int) -> WrittenReport:
    """The report of that number in one of the format's layouts, with up to two oddities of each sort."""
    rng = random.Random(f"{suffix} {number}")
    layout = rng.choice([name for name, layout in LAYOUTS.items() if layout.suffix == suffix])
    common = [q for q in (*LABEL_QUIRKS, *VALUE_QUIRKS, *TEXT_QUIRKS) if q not in LAYOUTS[layout].cannot]
    own = [quirk for quirk in LAYOUTS[layout].quirks if quirk not in HIDING_QUIRKS]
    quirks = [*rng.sample(common, rng.randrange(3)), *rng.sample(own, min(len(own), rng.randrange(3)))]
    return random_report(rng.randrange(10_000), rng.randrange(2019, 2024), layout=layout, quirks=quirks)


def files(suffix: str) -> Iterator[Damaged]:
    for seed in range(FUZZED_FILES):
        yield damaged(report_to_damage(suffix, seed // FILES_A_REPORT), seed)


def story(damage: Damaged, seed: int, what: object) -> str:
    quirks = ", ".join(sorted(damage.written.quirks)) or "no oddity"
    return f"{damage.written.layout} {seed}, {damage.kind}, {quirks}: {what!r}"


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_damaged_file_is_refused_or_read_and_no_figure_is_made_up(suffix: str) -> None:
    failed = []
    for seed, damage in enumerate(files(suffix)):
        try:
            report = parse_document(read_document(damage.content, f"report{suffix}"))
        except ReportError as refused:
            if "\n" in str(refused):
                failed.append(story(damage, seed, refused))
        except Exception as error:
            failed.append(story(damage, seed, error))
        else:
            failed += [story(damage, seed, str(cell)) for cell in wrong_cells(damage, report)[:1]]
    assert not failed, f"{len(failed)} of {FUZZED_FILES} files\n" + "\n".join(failed[:12])


def test_the_same_seed_does_the_same_harm() -> None:
    written = report_to_damage(".txt", 0)
    assert [damaged(written, seed) for seed in range(20)] == [damaged(written, seed) for seed in range(20)]


def test_a_file_keeps_its_numbers_where_none_was_changed_or_joined_or_moved() -> None:
    written = random_report(1, 2020, layout="html")
    page = written.content.decode()

    def kept(old: str, new: str) -> bool:
        assert old in page
        return Damaged(written, page.replace(old, new, 1).encode(), "overwritten").keeps_numbers

    assert kept("规范性文件", "规范文件")
    assert kept("<td>0</td>", "")
    assert not kept("<td>0</td>", "<td>1</td>")
    assert not kept("0</td><td>0", "00")
    assert not kept("<td>0</td></tr>\n<tr><td>规范性文件</td>", "")
