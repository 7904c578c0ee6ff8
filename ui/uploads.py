"""Reports that visitors of the page add: kept in a folder of their own, indexed into the same store, taken out again.

An upload runs in a thread of its own, one at a time; who started it, and whoever else looks on, asks its lines.
"""

from __future__ import annotations

import logging
import re
import shutil
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Literal

from index.errors import GongkaiError, StoreBusy, StoreMissing
from index.files.sources import SourceFile, find_sources, is_left_out
from index.store import Store
from ui.settings import Settings

if TYPE_CHECKING:
    from index.build import BuildSummary
    from index.embedding import Embedder

State = Literal["waiting", "reading", "read", "indexed", "known", "refused"]
WORKING: frozenset[State] = frozenset(("waiting", "reading", "read"))
LONGEST_NAME = 120  # characters of a file's name; what is longer loses its middle
WAITS_FOR_A_BUILD = 120.0  # seconds, where `gongkai build` is writing the store at the same time
ARRIVING = 10.0  # seconds until a file that was sent lies where it belongs
_log = logging.getLogger(__name__)


@dataclass
class FileLine:
    """One file that was uploaded, or one file of an archive, and what became of it."""

    name: str
    state: State = "waiting"
    agency: str = ""
    year: int = 0
    report: str = ""
    cells: int = 0
    read: int = 0
    problems: int = 0
    why: str = ""  # it was refused
    file: str = ""  # where it lies below the folder of uploads

    def refuse(self, why: str) -> None:
        self.state, self.why = "refused", why


class Job:
    """One upload at work."""

    def __init__(self, lines: list[FileLine]) -> None:
        self.lines = lines
        self.ended = threading.Event()

    def done(self) -> int:
        """How many files there is nothing more to do with, or that are read at least."""
        return sum(line.state not in ("waiting", "reading") for line in self.lines)


class Uploads:
    """The folder of uploaded reports, and the store they are indexed into."""

    def __init__(self, settings: Settings) -> None:
        self.folder = settings.uploads.resolve()
        self._store = settings.store
        self._embedding = settings.embedding
        self._lock = threading.Lock()  # one writes the store at a time

    def is_uploaded(self, root: str) -> bool:
        """Whether a report of the store came from here."""
        return root == str(self.folder)

    def add(self, files: Sequence[tuple[str, Path]]) -> Job:
        """Index files that have arrived, each under the name it was given; returns at once."""
        job = Job([FileLine(safe_name(name)) for name, _ in files])
        arrived = [path for _, path in files]
        threading.Thread(target=self._run, args=(job, arrived), name="upload", daemon=True).start()
        return job

    def remove(self, report: str) -> None:
        """Delete the file of an uploaded report and take it out of the store. Raises GongkaiError."""
        with self._lock:
            rows = self._rows("SELECT file FROM reports WHERE report = ? AND root = ?", report)
            if not rows:
                raise GongkaiError(f"{report}: no uploaded report")
            self._delete(str(rows[0]["file"]))
            self._build(lambda done, total, file: None)

    # ── one upload ──

    def _run(self, job: Job, arrived: Sequence[Path]) -> None:
        staging = self.folder / f".incoming-{uuid.uuid4().hex[:12]}"  # hidden: no build looks into it
        try:
            with self._lock:
                staging.mkdir(parents=True)
                self._take_in(job, arrived, staging)
                self._index(job)
        except GongkaiError as error:
            _refuse_rest(job, str(error))
        except OSError as error:
            _refuse_rest(job, f"it could not be kept ({error.strerror})")
        except Exception as error:
            _log.exception("an upload failed")
            _refuse_rest(job, f"something unexpected went wrong ({type(error).__name__})")
        finally:
            shutil.rmtree(staging, ignore_errors=True)
            job.ended.set()

    def _take_in(self, job: Job, arrived: Sequence[Path], staging: Path) -> None:
        """Put each file, and each file of an archive, where it is kept; an archive's line becomes its files' lines."""
        for line, path in zip(list(job.lines), arrived, strict=True):
            line.state = "reading"
            waited = staging / line.name
            if not _wait_for(path):
                line.refuse("it did not arrive; send it again")
                continue
            shutil.copyfile(path, waited)
            sources = find_sources([waited])
            lines = [line] if not waited.name.lower().endswith(".zip") else _lines_of(sources)
            place = job.lines.index(line)
            job.lines[place : place + 1] = lines
            for source, inner in zip(sources, lines, strict=True):
                self._keep(source, inner)
            waited.unlink()
        for path in arrived:
            path.unlink(missing_ok=True)  # the server's own copy

    def _keep(self, source: SourceFile, line: FileLine) -> None:
        """Write a file below the folder, under its own name or with a number behind it."""
        try:
            content = source.read_bytes()
        except GongkaiError as error:
            line.refuse(str(error).removeprefix(f"{source.file}: "))
            return
        for path in _numbered(self.folder / safe_path(source.file)):
            line.file = path.relative_to(self.folder).as_posix()
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
                line.state = "reading"
                return
            if path.is_file() and path.read_bytes() == content:
                line.state = "known"
                return

    def _index(self, job: Job) -> None:
        new = {line.file: line for line in job.lines if line.state == "reading"}

        def progress(done: int, total: int, file: str) -> None:
            if file in new:
                new[file].state = "read"

        try:
            if new:
                self._settle(job, self._build(progress))
            else:
                self._settle(job, None)
        except BaseException:
            for file in new:  # what is not in the store shall not lie there unseen
                self._delete(file)
            raise

    def _settle(self, job: Job, summary: BuildSummary | None) -> None:
        """What became of each file; one that brought in no report is not kept."""
        why = {skipped.file: skipped for skipped in summary.skipped} if summary else {}
        held = self._held()
        again = False
        for line in job.lines:
            if line.state not in ("reading", "read", "known"):
                continue
            row = held.get(line.file)
            if row:
                line.agency, line.year, line.report = row["agency"], row["year"], row["report"]
                line.cells, line.read, line.problems = row["cells"], row["cells_read"], row["problems"]
                line.state = "known" if line.state == "known" else "indexed"
            elif line.state != "known":
                skipped = why.get(line.file)
                line.refuse(skipped.why if skipped else "it was not indexed")
                again = again or bool(skipped and skipped.duplicate)
                self._delete(line.file)
        if again:
            self._build(lambda done, total, file: None)

    # ── the store ──

    def _build(self, progress: Callable[[int, int, str], None]) -> BuildSummary:
        """Index the folder; waits while a `gongkai build` of somebody else is at work."""
        from index.build import build

        until = time.monotonic() + WAITS_FOR_A_BUILD
        while True:
            try:
                return build([self.folder], self._store, self._embedder, progress=progress)
            except StoreBusy:
                if time.monotonic() > until:
                    raise
                time.sleep(0.5)

    @cached_property
    def _embedder(self) -> Embedder:
        from index.embedding import load_embedder

        return load_embedder(self._embedding or None)

    def _held(self) -> dict[str, dict[str, Any]]:
        """file → its report, of the uploads in the store."""
        try:
            store = Store.open(self._store)
        except StoreMissing:
            return {}
        try:
            return {str(row["file"]): row for row in store.reports() if self.is_uploaded(str(row["root"]))}
        finally:
            store.close()

    def _rows(self, sql: str, report: str) -> list[dict[str, Any]]:
        store = Store.open(self._store)
        try:
            return store.rows(sql, (report, str(self.folder)))
        finally:
            store.close()

    def _delete(self, file: str) -> None:
        """Delete an uploaded file, and the folders that are empty then."""
        path = (self.folder / file).resolve()
        if not path.is_relative_to(self.folder) or path == self.folder:
            raise GongkaiError(f"{file}: no uploaded file")
        path.unlink(missing_ok=True)
        for parent in path.parents:
            if parent == self.folder or not parent.is_relative_to(self.folder):
                return
            with suppress(OSError):  # not empty
                parent.rmdir()


def _lines_of(sources: Sequence[SourceFile]) -> list[FileLine]:
    return [FileLine(source.file) for source in sources]


def _refuse_rest(job: Job, why: str) -> None:
    for line in job.lines:
        if line.state in WORKING:
            line.refuse(why)


def _wait_for(path: Path) -> bool:
    """Whether a file that was sent is there; the server puts it in its place a moment after saying so."""
    until = time.monotonic() + ARRIVING
    while not path.is_file():
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


# ── names ────────────────────────────────────────────────────────────────────────────────────────


def safe_name(name: str) -> str:
    """One file name that is safe on any disk, as near as can be to the one a person gave.

    >>> safe_name("../../etc/2020 年报（终稿）.docx"), safe_name("a:b?.txt"), safe_name(".."), safe_name("README.md")
    ('2020 年报（终稿）.docx', 'a_b_.txt', 'report', 'report-README.md')
    """
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2].encode("utf-8", "replace").decode("utf-8")
    kept = "".join(char if char.isprintable() and char not in '<>:"|?*' else "_" for char in last)
    kept = re.sub(r"^[.~$\s]+|[.\s]+$", "", kept) or "report"
    stem, dot, suffix = kept.rpartition(".") if "." in kept else (kept, "", "")
    if len(kept) > LONGEST_NAME or len(kept.encode()) > 2 * LONGEST_NAME:
        stem = stem.encode()[: 2 * LONGEST_NAME - 40].decode("utf-8", "ignore")[: LONGEST_NAME - 20]
        kept = f"{stem}{dot}{suffix[:10]}"
    reserved = re.match(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)", kept)
    return f"report-{kept}" if reserved or is_left_out(kept) else kept


def safe_path(file: str) -> PurePosixPath:
    """Where a file of an upload is kept: an archive becomes a folder, and no step leads out of it.

    >>> str(safe_path("年报.zip/../黄埔区/2020.txt")), str(safe_path("2020.txt"))
    ('年报/黄埔区/2020.txt', '2020.txt')
    """
    *folders, name = [part for part in file.split("/") if part not in ("", ".", "..")]
    steps = [safe_name(step) for step in folders[-6:]]
    if steps and steps[0].lower().endswith(".zip"):
        steps[0] = steps[0][:-4] or "report"
    return PurePosixPath(*steps, safe_name(name))


def _numbered(path: Path) -> Iterator[Path]:
    """A path, then the same with (2), (3) … before its suffix."""
    yield path
    for number in range(2, 10_000):
        yield path.with_name(f"{path.stem} ({number}){path.suffix}")
    raise GongkaiError(f"{path.name}: there are too many files of this name")
