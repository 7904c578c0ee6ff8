"""Several files of one report: one is kept, always the same one, and the others are told."""

from __future__ import annotations

import os
import random
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

import index.files.workers
from assistant.labels import in_english
from index.build import BuildSummary, build
from index.files.duplicates import differing_cells, digest, figures_of, pack, unpack
from index.files.sources import SourceFile
from index.parse import parse_document
from index.readers import READERS, plain_text
from index.report import Report
from index.store import DATABASE, Store
from tests.report_writer import random_report
from tests.test_build import CountingEmbedder

DAXING = (Path(__file__).parent.parent / "data/reports/北京市大兴区应急管理局/2020.txt").read_text("utf-8")
OTHER_WORDS = DAXING.replace("216条", "217条")
OTHER_FIGURE = DAXING.replace("\t384\n", "\t385\n")
TWO_FIGURES = OTHER_FIGURE.replace("\t557\n", "\t558\n")
NO_FIGURES = DAXING[: DAXING.index("二、主动公开")] + "二、主动公开政府信息情况\n见附件。\n三、其他\n无。\n"


def read_as_text(source: SourceFile) -> Report:
    """Reads a file of any suffix as plain text."""
    return parse_document(plain_text.read(source.read_bytes(), source.file))


@pytest.fixture(autouse=True)
def every_format_is_text(monkeypatch: pytest.MonkeyPatch) -> None:
    for suffix in (".docx", ".doc", ".pdf"):
        monkeypatch.setitem(READERS, suffix, "plain_text")
    monkeypatch.setattr(index.files.workers, "HEAVY_SUFFIXES", frozenset())


class Folder:
    """A folder of report files and its store."""

    def __init__(self, path: Path, store: Path) -> None:
        self.path = path
        self.store = store
        self.read: list[str] = []
        path.mkdir(parents=True, exist_ok=True)

    def write(self, file: str, text: str, age: int = 0) -> None:
        """A file that is `age` days old."""
        path = self.path / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
        os.utime(path, (1_700_000_000 - age * 86_400,) * 2)

    def build(self, force: bool = False, store: Path | None = None) -> BuildSummary:
        def read(source: SourceFile) -> Report:
            self.read.append(source.file)
            return read_as_text(source)

        self.read.clear()
        return build([self.path], store or self.store, CountingEmbedder(), force=force, read=read)

    def told(self) -> dict[str, str]:
        """What the next build says of the files that are not kept."""
        return {skipped.file: skipped.why for skipped in self.build().skipped}

    def kept(self) -> list[str]:
        return sorted(report["file"] for report in Store.open(self.store).reports())


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "reports", tmp_path / "store")


def what_is_in(store: Path) -> dict[str, list[dict[str, Any]]]:
    """All a store says, less the order in which it came to know it."""
    opened = Store.open(store)
    return {
        "reports": opened.rows("SELECT report, root, file, sha256, figures FROM reports ORDER BY report"),
        "others": opened.rows("SELECT * FROM other_files ORDER BY file"),
        "problems": sorted(opened.problems(), key=str),
        "cells": opened.rows("SELECT count(*) AS n, sum(value) AS s FROM cells"),
        "passages": opened.rows("SELECT agency, year, text FROM passages ORDER BY 1, 2, start_offset"),
        "terms": opened.rows("SELECT * FROM agency_terms ORDER BY 1, 2, 3"),
    }


# Which is kept

A_REPORT_TWICE = {
    "Word before PDF": ({"a.pdf": DAXING, "b.docx": DAXING}, "b.docx"),
    "plain text before PDF": ({"a.pdf": DAXING, "b.txt": DAXING}, "b.txt"),
    "PDF before old Word": ({"a.doc": DAXING, "b.pdf": DAXING}, "b.pdf"),
    "of one format the first path": ({"b/1.txt": DAXING, "a/2.txt": DAXING, "c.txt": DAXING}, "a/2.txt"),
    "other words are no other version": ({"a.pdf": OTHER_WORDS, "b.docx": DAXING}, "b.docx"),
}


@pytest.mark.parametrize(("files", "kept"), A_REPORT_TWICE.values(), ids=A_REPORT_TWICE)
def test_of_equal_figures_the_best_format_is_kept(folder: Folder, files: dict[str, str], kept: str) -> None:
    for age, (file, text) in enumerate(files.items()):
        folder.write(file, text, age)
    summary = folder.build()
    assert folder.kept() == list(summary.indexed) == [kept]
    assert {s.file for s in summary.skipped} == files.keys() - {kept}
    assert all(s.why.startswith(f"the same report as {kept}") for s in summary.skipped)
    assert "other_version" not in summary.problems


NEWEST = {
    "the newer file": ({"a.txt": (DAXING, 9), "b.txt": (OTHER_FIGURE, 1)}, "b.txt"),
    "the newer file though its format is worse": ({"a.docx": (DAXING, 9), "b.pdf": (OTHER_FIGURE, 1)}, "b.pdf"),
    "the better format of the newest figures": (
        {"a.docx": (DAXING, 9), "b.pdf": (DAXING, 1), "c.txt": (OTHER_FIGURE, 5)},
        "a.docx",
    ),
    "of equal age the better format": ({"a.pdf": (DAXING, 1), "b.docx": (OTHER_FIGURE, 1)}, "b.docx"),
    "of equal age and format the first path": ({"b.txt": (DAXING, 1), "a.txt": (OTHER_FIGURE, 1)}, "a.txt"),
    "no file without figures": ({"a.txt": (DAXING, 9), "b.txt": (NO_FIGURES, 1)}, "a.txt"),
}  # fmt: skip


@pytest.mark.parametrize(("files", "kept"), NEWEST.values(), ids=NEWEST)
def test_of_different_figures_the_newest_are_kept_in_whatever_order_files_come(
    tmp_path: Path, files: dict[str, tuple[str, int]], kept: str
) -> None:
    found = []
    for number, order in enumerate(permutations(files)):
        folder = Folder(tmp_path / str(number) / "reports", tmp_path / str(number) / "store")
        for file in order:
            folder.write(file, *files[file])
            folder.build()
        assert folder.kept() == [kept]
        one_by_one = what_is_in(folder.store)
        folder.build(force=True)
        assert what_is_in(folder.store) == one_by_one
        found.append(folder.told())
    assert all(told == found[0] for told in found)


def test_a_file_with_other_figures_is_told_with_how_many_cells_differ(folder: Folder) -> None:
    folder.write("old.txt", TWO_FIGURES, age=9)
    folder.write("older.txt", OTHER_FIGURE, age=10)
    folder.write("new.txt", DAXING)
    summary = folder.build()
    assert {s.file: s.why for s in summary.skipped} == {
        "old.txt": "an older version of new.txt (2 cells differ)",
        "older.txt": "an older version of new.txt (1 cell differs)",
    }
    assert summary.problems["other_version"] == 2
    problems = [p for p in Store.open(folder.store).problems() if p["kind"] == "other_version"]
    assert in_english(problems[1]["message_en"]) == (
        "another file of this report, “older.txt”: 1 cell differs: "
        "“administrative penalties”, “decisions” is 384 in this report and 385 in the other"
    )
    assert [(p["message"], p["cells"]) for p in problems] == [
        (
            "同一年报的另一份文件 old.txt 有 2 个单元格不同："
            "“其他对外管理服务事项/行政检查·本年处理决定数量”本报告为 557，另一份为 558；"
            "“行政处罚·本年处理决定数量”本报告为 384，另一份为 385",
            [
                ["disclosure", "other_services/行政检查", "decisions"],
                ["disclosure", "penalties", "decisions"],
            ],
        ),
        (
            "同一年报的另一份文件 older.txt 有 1 个单元格不同：“行政处罚·本年处理决定数量”本报告为 384，另一份为 385",
            [["disclosure", "penalties", "decisions"]],
        ),
    ]


# What changes later


def test_files_that_are_not_kept_are_not_read_again(folder: Folder) -> None:
    folder.write("a.pdf", DAXING)
    folder.write("b.txt", DAXING)
    folder.write("c.txt", OTHER_FIGURE, age=5)
    first = folder.build()
    before = (folder.store / DATABASE).stat().st_mtime_ns
    again = folder.build()
    assert (folder.read, again.indexed, again.unchanged) == ([], (), 1)
    assert [s[:2] for s in again.skipped] == [s[:2] for s in first.skipped]
    assert all(s.again for s in again.skipped)
    assert (folder.store / DATABASE).stat().st_mtime_ns == before


def test_the_other_file_comes_in_at_once_when_the_kept_one_goes(folder: Folder) -> None:
    folder.write("a.docx", DAXING)
    folder.write("b.pdf", OTHER_WORDS)
    folder.build()
    (folder.path / "a.docx").unlink()
    summary = folder.build()
    assert (summary.removed, summary.indexed, summary.skipped) == (("a.docx",), ("b.pdf",), ())
    assert folder.kept() == ["b.pdf"]
    assert "217条" in Store.open(folder.store).document("北京市大兴区应急管理局-2020")


def test_the_other_file_comes_in_when_the_kept_one_cannot_be_read_any_more(folder: Folder) -> None:
    folder.write("a.docx", DAXING)
    folder.write("b.pdf", DAXING)
    folder.build()
    folder.write("a.docx", "")
    [skipped] = folder.build().skipped
    assert (skipped.file, skipped.why[:20]) == ("a.docx", "not an annual report")
    assert "earlier reading" not in skipped.why
    assert folder.kept() == ["b.pdf"]


def test_the_problem_goes_with_the_other_file(folder: Folder) -> None:
    folder.write("a.txt", DAXING)
    folder.write("b.txt", OTHER_FIGURE, age=5)
    folder.build()
    (folder.path / "b.txt").unlink()
    summary = folder.build()
    assert (summary.indexed, summary.removed, summary.skipped) == ((), (), ())
    assert "other_version" not in {p["kind"] for p in Store.open(folder.store).problems()}


def test_a_file_that_becomes_the_newest_is_kept_from_then_on(folder: Folder) -> None:
    folder.write("a.txt", DAXING)
    folder.write("b.txt", OTHER_FIGURE, age=5)
    folder.build()
    folder.write("b.txt", OTHER_FIGURE, age=-1)
    assert (folder.build().indexed, folder.kept()) == (("b.txt",), ["b.txt"])
    assert folder.told() == {"a.txt": "an older version of b.txt (1 cell differs)"}


def test_files_of_one_report_in_two_folders_are_settled_as_in_one(tmp_path: Path) -> None:
    first, second = (Folder(tmp_path / name, tmp_path / "store") for name in ("first", "second"))
    first.write("a.txt", DAXING, age=1)
    second.write("b.txt", OTHER_FIGURE)
    first.build()
    second.build()
    assert first.kept() == ["b.txt"]
    assert first.told() == {"a.txt": "an older version of b.txt (1 cell differs)"}
    first.build(force=True)
    assert (first.kept(), sorted(first.read)) == (["b.txt"], ["a.txt", "b.txt"])
    (second.path / "b.txt").unlink()
    second.build()
    assert first.kept() == ["a.txt"]


@pytest.mark.parametrize("seed", range(3))
def test_many_changes_one_by_one_lead_to_the_store_that_one_build_makes(folder: Folder, seed: int) -> None:
    rng = random.Random(seed)
    elsewhere = random_report(3, 2020, agency="长春市南关区民政局").text
    texts = [DAXING, OTHER_WORDS, OTHER_FIGURE, TWO_FIGURES, NO_FIGURES, elsewhere]
    for step in range(12):
        for _ in range(rng.randint(1, 3)):
            file = rng.choice(["a.txt", "b.pdf", "c.docx", "d/e.txt"])
            if rng.random() < 0.25:
                (folder.path / file).unlink(missing_ok=True)
            else:
                folder.write(file, rng.choice(texts), rng.randint(0, 3))
        folder.build()
        fresh = folder.store.with_name(f"fresh{step}")
        folder.build(store=fresh)
        assert what_is_in(folder.store) == what_is_in(fresh), step


# Figures


def test_figures_are_states_and_values_and_survive_packing() -> None:
    daxing, words, other = (
        figures_of(parse_document(plain_text.read(text.encode(), "a.txt")).statistics)
        for text in (DAXING, OTHER_WORDS, OTHER_FIGURE)
    )
    assert digest(daxing) == digest(words) != digest(other)
    assert differing_cells(daxing, other) == [("disclosure", "penalties", "decisions")]
    assert unpack(pack(daxing)) == daxing
    assert len(pack(daxing)) < 2_000
    assert digest({("applications", "received", "total"): ("blank", None)}) == ""


def test_a_newer_file_of_which_less_can_be_read_is_no_newer_version(folder: Folder) -> None:
    torn = DAXING[: DAXING.index("三、收到和处理政府信息公开申请情况")] + DAXING[DAXING.index("五、") :]
    folder.write("whole.txt", DAXING, age=9)
    folder.write("torn.txt", torn)
    assert folder.told() == {
        "torn.txt": "the same report as whole.txt, fewer of its cells readable (25 of 201)"
    }
    kinds = {problem["kind"] for problem in Store.open(folder.store).rows("SELECT kind FROM problems")}
    assert "other_version" not in kinds
