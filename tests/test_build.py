"""A build reads what changed, swaps a whole snapshot in, and never leaves half a store behind."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

import index.build
from index.build import BuildSummary, build
from index.errors import PathMissing, StoreUnwritable, StoreVersion
from index.store import DATABASE, Store
from index.writer import Writer
from tests.report_writer import random_report

REPORTS = Path(__file__).parent.parent / "data" / "reports"


class CountingEmbedder:
    """Two numbers a text, and how many texts were asked for."""

    dimensions = 2

    def __init__(self, name: str = "counting") -> None:
        self.name = name
        self.texts = 0

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.texts += len(texts)
        return np.array([[1.0, len(text) % 7] for text in texts], dtype=np.float32)

    encode_questions = encode_passages


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copied = tmp_path / "reports"
    shutil.copytree(REPORTS, copied)
    return copied


def run(folder: Path, store: Path, force: bool = False) -> BuildSummary:
    return build([folder], store, CountingEmbedder(), force=force)


def passages_and_vectors(store: Path) -> tuple[int, int]:
    opened = Store.open(store)
    ids = {row["id"] for row in opened.rows("SELECT id FROM passages")}
    found = {number for number, _ in opened.vectors.search(np.array([1.0, 0.0], dtype=np.float32), 10_000)}
    assert found == ids
    return len(ids), len(found)


def test_an_unchanged_folder_is_not_read_again_and_the_store_stays_the_same_file(
    folder: Path, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    run(folder, store)
    before = (store / DATABASE).stat().st_mtime_ns
    summary = run(folder, store)
    assert (summary.indexed, summary.unchanged, summary.reports) == ((), 5, 5)
    assert (store / DATABASE).stat().st_mtime_ns == before


def test_a_changed_report_replaces_its_rows_and_only_its_passages_are_embedded(
    folder: Path, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    run(folder, store)
    path = folder / "北京市大兴区应急管理局" / "2020.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("216条", "217条"), encoding="utf-8")
    embedder = CountingEmbedder()
    summary = build([folder], store, embedder)
    assert summary.indexed == ("北京市大兴区应急管理局/2020.txt",)
    assert 0 < embedder.texts < 20
    passages_and_vectors(store)
    words = Store.open(store).rows(
        "SELECT rowid FROM passage_words WHERE passage_words MATCH '217条 OR \"217\"'"
    )
    assert len(words) == 1


def test_a_file_gone_from_its_folder_goes_from_the_store(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    run(folder, store)
    (folder / "威海市环翠区应急管理局" / "2020.txt").unlink()
    summary = run(folder, store)
    assert (summary.removed, summary.reports) == (("威海市环翠区应急管理局/2020.txt",), 4)
    for table in ("reports", "applications", "disclosure", "disputes", "passages", "agency_terms"):
        assert Store.open(store).rows(f"SELECT agency FROM {table} WHERE agency LIKE '%环翠%'") == [], table
    passages_and_vectors(store)


def test_another_folder_adds_to_the_store(folder: Path, tmp_path: Path) -> None:
    store, more = tmp_path / "store", tmp_path / "more"
    more.mkdir()
    (more / "a.txt").write_text(random_report(5, 2021, agency="长春市南关区民政局").text, encoding="utf-8")
    run(folder, store)
    assert build([more], store, CountingEmbedder()).reports == 6
    assert run(folder, store).reports == 6


def test_a_broken_file_is_named_and_the_rest_is_indexed(folder: Path, tmp_path: Path) -> None:
    (folder / "空.txt").write_text("", encoding="utf-8")
    (folder / "图.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "诗.txt").write_text("床前明月光，疑是地上霜。", encoding="utf-8")
    summary = run(folder, tmp_path / "store")
    assert summary.reports == 5
    assert sorted(skipped.file for skipped in summary.skipped) == ["图.txt", "空.txt", "诗.txt"]
    assert all("\n" not in skipped.why for skipped in summary.skipped)


def test_a_report_that_breaks_later_keeps_its_last_good_reading(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    run(folder, store)
    (folder / "沈阳市辽中区应急管理局" / "2020.txt").write_text("", encoding="utf-8")
    summary = run(folder, store)
    assert (len(summary.skipped), summary.reports) == (1, 5)


def test_a_build_that_fails_half_way_leaves_the_old_store_whole(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = tmp_path / "store"
    run(folder, store)
    reading = Store.open(store)
    (folder / "威海市环翠区应急管理局" / "2020.txt").unlink()

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(index.build, "swap", killed)
    with pytest.raises(KeyboardInterrupt):
        run(folder, store)
    monkeypatch.undo()
    assert len(Store.open(store).reports()) == len(reading.reports()) == 5
    passages_and_vectors(store)
    assert run(folder, store).reports == 4
    assert not list(store.glob(".*.building*"))


def test_a_reader_keeps_its_snapshot_until_it_asks_for_the_new_one(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    run(folder, store)
    reading = Store.open(store)
    (folder / "威海市环翠区应急管理局" / "2020.txt").unlink()
    run(folder, store)
    assert len(reading.reports()) == 5
    assert len(reading.vectors) > 0
    assert len(reading.refreshed().reports()) == 4


def test_years_that_do_not_carry_over_are_found_once_both_are_there(tmp_path: Path) -> None:
    folder, store = tmp_path / "reports", tmp_path / "store"
    folder.mkdir()
    first = random_report(3, 2021, agency="长春市南关区民政局")
    out = first.figures["applications", "carried_over", "total"]
    later = (random_report(seed, 2022, agency="长春市南关区民政局") for seed in range(100))
    second = next(report for report in later if report.figures["applications", "carried_in", "total"] != out)
    (folder / "2022.txt").write_text(second.text, encoding="utf-8")
    run(folder, store)
    kinds = [problem["kind"] for problem in Store.open(store).problems()]
    assert "carry_over" not in kinds
    (folder / "2021.txt").write_text(first.text, encoding="utf-8")
    run(folder, store)
    found = [p for p in Store.open(store).problems() if p["kind"] == "carry_over"]
    assert found
    assert {p["year"] for p in found} == {2022}


def test_what_cannot_be_built_is_said_before_anything_is_written(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    with pytest.raises(PathMissing):
        build([tmp_path / "nowhere"], store, CountingEmbedder())
    assert not (store / DATABASE).exists()
    run(folder, store)
    writer = Writer(store / DATABASE)
    writer.set_meta(version="0")
    writer.finish()
    with pytest.raises(StoreVersion):
        run(folder, store)
    assert run(folder, store, force=True).reports == 5


def test_force_reads_everything_anew_and_loses_nothing(folder: Path, tmp_path: Path) -> None:
    store, more = tmp_path / "store", tmp_path / "more"
    more.mkdir()
    (more / "a.txt").write_text(random_report(5, 2021, agency="长春市南关区民政局").text, encoding="utf-8")
    run(folder, store)
    build([more], store, CountingEmbedder())
    summary = run(folder, store, force=True)
    assert (len(summary.indexed), summary.reports) == (6, 6)
    passages_and_vectors(store)


def test_another_model_embeds_all_passages_anew(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    run(folder, store)
    another = CountingEmbedder("another")
    assert build([folder], store, another).unchanged == 5
    assert another.texts == passages_and_vectors(store)[0]
    assert Store.open(store).meta("embedding") == "another"


def test_vectors_that_are_gone_are_made_again(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    run(folder, store)
    for path in store.glob("*.faiss"):
        path.unlink()
    run(folder, store)
    passages_and_vectors(store)


def test_a_single_file_of_an_indexed_folder_is_the_same_file(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    run(folder, store)
    path = folder / "北京市大兴区应急管理局" / "2020.txt"
    assert build([path], store, CountingEmbedder()).unchanged == 1
    path.write_text(path.read_text(encoding="utf-8").replace("216条", "217条"), encoding="utf-8")
    summary = build([path], store, CountingEmbedder())
    assert (len(summary.indexed), summary.skipped, summary.reports) == (1, (), 5)


def test_a_report_in_a_moved_file_replaces_the_one_that_is_gone(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    run(folder, store)
    moved = folder.rename(tmp_path / "moved")
    summary = run(moved, store)
    assert (len(summary.indexed), summary.skipped, summary.reports) == (5, (), 5)
    passages_and_vectors(store)


def test_a_store_that_is_a_file_is_one_clear_line(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "store"
    file.write_text("x", encoding="utf-8")
    with pytest.raises(StoreUnwritable, match="name a folder"):
        run(folder, file)


def test_sub_rows_printed_twice_and_numbers_run_together_do_not_stop_a_build(
    folder: Path, tmp_path: Path
) -> None:
    path = folder / "北京市大兴区应急管理局" / "2020.txt"
    text = (
        path.read_text(encoding="utf-8")
        .replace("行政确认", "行政检查")
        .replace("\t384\n", "\t" + "9" * 24 + "\n")
    )
    path.write_text(text, encoding="utf-8")
    store = tmp_path / "store"
    assert run(folder, store).reports == 5
    rows = Store.open(store).rows(
        "SELECT row, decisions FROM disclosure WHERE row LIKE 'other_services/%' ORDER BY row"
    )
    assert rows == [
        {"row": "other_services/行政检查", "decisions": 557},
        {"row": "other_services/行政检查#2", "decisions": 0},
    ]
    [penalties] = Store.open(store).rows("SELECT state, value FROM cells WHERE raw = ?", ("9" * 24,))
    assert penalties == {"state": "text", "value": None}
