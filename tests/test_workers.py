"""A file that hangs, crashes its reader or shows a bug in it costs that file and no other."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

import pytest

import index.files.workers
from index.build import BuildSummary, build
from index.files.sources import SourceFile
from index.files.workers import Refusal, read_all, read_one
from index.readers import READERS
from index.report import Report
from index.store import Store
from tests.odd_reader import read_by_name, starts_a_converter
from tests.report_writer import random_report
from tests.test_build import CountingEmbedder

ROOT = Path(__file__).parent.parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "reports"
    path.mkdir()
    return path


@pytest.fixture(autouse=True)
def pdf_is_text(monkeypatch: pytest.MonkeyPatch) -> None:
    for suffix in (".pdf", ".doc"):
        monkeypatch.setitem(READERS, suffix, "plain_text")


def write(folder: Path, *files: str) -> list[SourceFile]:
    for number, file in enumerate(files):
        agency = f"{['长春市南关区', '北京市海淀区', '北京市朝阳区', '北京市大兴区'][number % 4]}民政局"
        text = random_report(number, 2019 + number // 4, agency=agency).text
        (folder / file).write_text(text, encoding="utf-8")
    return [SourceFile(str(folder), file) for file in files]


def run(folder: Path, store: Path, **given: object) -> BuildSummary:
    return build([folder], store, CountingEmbedder(), read=read_by_name, **given)  # type: ignore[arg-type]


def why(result: Report | Refusal) -> str:
    return result.why if isinstance(result, Refusal) else "read"


CRASHED = "it crashed the reader; save it anew, or in another format"


def test_what_hangs_or_crashes_is_skipped_and_all_others_are_read(folder: Path, tmp_path: Path) -> None:
    bad = ("a-hangs.pdf", "c-exits.pdf", "d-killed.pdf", "e-segfault.doc", "g-bug.pdf")
    write(folder, *bad, "b.pdf", "f.doc", "h.pdf")
    started = time.perf_counter()
    told: list[tuple[int, int, str]] = []
    summary = run(
        folder, tmp_path / "store", time_limit=1, progress=lambda done, n, file: told.append((done, n, file))
    )
    assert time.perf_counter() - started < 40
    assert {s.file: s.why for s in summary.skipped} == {
        "a-hangs.pdf": "took longer than 1 s to read",
        "c-exits.pdf": CRASHED,
        "d-killed.pdf": CRASHED,
        "e-segfault.doc": CRASHED,
        "g-bug.pdf": "the reader failed (KeyError: 'no\\nsuch cell'); please report this",
    }
    assert summary.indexed == ("b.pdf", "f.doc", "h.pdf")
    assert [(done, n) for done, n, _ in told] == [(done, 8) for done in range(1, 9)]
    assert {file for _, _, file in told} == {*bad, *summary.indexed}


def test_progress_goes_on_while_one_file_takes_long_and_results_keep_their_order(folder: Path) -> None:
    names = ["0-hangs.pdf", *(f"{number}.pdf" for number in range(1, 8))]
    told: list[str] = []
    results = list(
        read_all(read_by_name, write(folder, *names), lambda source: told.append(source.file), 1.5)
    )
    assert told[-1] == "0-hangs.pdf" or index.files.workers._processors() == 1
    assert [why(result) for result in results] == ["took longer than 1.5 s to read", *["read"] * 7]
    assert [r.document.file for r in results if isinstance(r, Report)] == names[1:]


def test_a_crash_is_never_blamed_on_another_file(folder: Path) -> None:
    names = [f"{number:02}{'-exits' if number % 3 == 0 else ''}.pdf" for number in range(30)]
    results = list(read_all(read_by_name, write(folder, *names), lambda _: None, 30))
    assert [why(result) for result in results] == [CRASHED, "read", "read"] * 10


def test_a_script_without_a_main_guard_is_told_so(folder: Path, tmp_path: Path) -> None:
    write(folder, "a.txt", "b.txt")
    script = tmp_path / "script.py"
    script.write_text(
        "import sys; from pathlib import Path; import index.files.workers; index.files.workers.WORTH_WORKERS = 1\n"
        "from index.parse import parse_source; from index.files.sources import find_sources\n"
        f"sources = find_sources([Path({str(folder)!r})])\n"
        "try:\n    print(len(list(index.files.workers.read_all(parse_source, sources, print, 30))))\n"
        "except index.files.workers.WorkersUnavailable as error:\n    print(error)\n"
    )
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, env=environ, check=False)
    assert done.stdout.endswith('call build() under `if __name__ == "__main__":`\n')


def test_every_file_crashing_is_every_file_named(folder: Path) -> None:
    sources = write(folder, *(f"{number}-exits.pdf" for number in range(6)))
    results = list(read_all(read_by_name, sources, lambda _: None, 30))
    assert [why(result) for result in results] == [CRASHED] * 6


def test_few_light_files_are_read_in_this_process_and_bugs_are_caught_all_the_same(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.files.workers, "_Worker", lambda *_: pytest.fail("no workers are worth it"))
    write(folder, "a-bug.txt", "b.txt", "c-deep.txt", "d-memory.txt")
    summary = run(folder, tmp_path / "store")
    assert summary.indexed == ("b.txt",)
    assert [s.why.partition(":")[0] for s in summary.skipped] == [
        "the reader failed (KeyError",
        "the reader failed (RecursionError",
        "the reader failed (MemoryError",
    ]


def test_many_light_files_are_read_by_workers(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.files.workers, "WORTH_WORKERS", 3)
    sources = write(folder, "a.txt", "b-exits.txt", "c.txt")
    results = list(read_all(read_by_name, sources, lambda _: None, 30))
    assert [why(result) for result in results] == ["read", CRASHED, "read"]


def test_a_reason_lasts_where_the_file_alone_is_the_reason(tmp_path: Path) -> None:
    lasting = {
        name: read_one(read_by_name, SourceFile(str(tmp_path), name))
        for name in ("poem.txt", "converter.wps", "bug.txt")
    }
    assert lasting == {
        "poem.txt": Refusal("not an annual report (it is a poem)", lasting=True),
        "converter.wps": Refusal(
            "reading .wps files needs LibreOffice; install it, or save the file as .docx", lasting=False
        ),
        "bug.txt": Refusal(
            "the reader failed (KeyError: 'no\\nsuch cell'); please report this", lasting=False
        ),
    }


# What was refused is not read again


def test_a_refused_file_is_not_read_again_until_it_changes(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.files.workers, "HEAVY_SUFFIXES", frozenset())
    store = tmp_path / "store"
    write(folder, "poem.txt", "bug.txt", "converter.doc", "a.txt")
    read: list[str] = []

    def counting(source: SourceFile) -> Report:
        read.append(source.file)
        return read_by_name(source)

    def once_more(force: bool = False) -> tuple[list[str], dict[str, bool]]:
        read.clear()
        summary = build([folder], store, CountingEmbedder(), read=counting, force=force)
        return sorted(read), {s.file: s.again for s in summary.skipped}

    first = {"bug.txt": False, "converter.doc": False, "poem.txt": False}
    assert once_more() == (["a.txt", "bug.txt", "converter.doc", "poem.txt"], first)
    assert once_more() == (["bug.txt", "converter.doc"], first | {"poem.txt": True})
    assert once_more(force=True) == (["a.txt", "bug.txt", "converter.doc", "poem.txt"], first)
    (folder / "poem.txt").write_text("床前明月光", encoding="utf-8")
    assert once_more() == (["bug.txt", "converter.doc", "poem.txt"], first)
    (folder / "poem.txt").unlink()
    (folder / "a.txt").write_bytes((folder / "a.txt").read_bytes() + b"\n")
    once_more()
    assert Store.open(store).rows("SELECT file FROM skipped_files") == []


# Stopping


def test_an_interrupt_stops_everything_at_once_and_leaves_the_old_store(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    write(folder, "a.txt")
    run(folder, store)
    write(folder, "a.txt", "b-hangs.pdf", "c.pdf", "d-hangs.pdf")

    def stop(_: int, __: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, 1.5)
    started = time.perf_counter()
    try:
        with pytest.raises(KeyboardInterrupt):
            run(folder, store)
    finally:
        signal.signal(signal.SIGALRM, before)
    assert time.perf_counter() - started < 30
    assert len(Store.open(store).reports()) == 1
    write(folder, "a.txt")
    for name in ("b-hangs.pdf", "d-hangs.pdf"):
        (folder / name).unlink()
    assert run(folder, store).reports == 2


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_what_a_hanging_reader_started_ends_with_it(folder: Path) -> None:
    sources = write(folder, "a.doc")
    [result] = read_all(starts_a_converter, sources, lambda _: None, 1.5)
    assert why(result) == "took longer than 1.5 s to read"
    state = Path("/proc") / (folder / "converter.pid").read_text(encoding="utf-8") / "stat"
    assert not state.exists() or state.read_text(encoding="utf-8").split()[2] == "Z"
