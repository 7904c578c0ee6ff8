"""Report files → a new snapshot of the store: what has changed is read, the rest is kept, then one swap.

Read `build` top to bottom. Nothing is visible to readers before `_swap`; a crash or a kill before it leaves the old
store whole, and its leftovers go with the next build.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import uuid
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from filelock import FileLock, Timeout

from index.embedding import Embedder
from index.errors import (
    ReportError,
    StoreBusy,
    StoreError,
    StoreMissing,
    StoreUnwritable,
    StoreVersion,
    VectorsDamaged,
)
from index.parse import parse_file, parse_object
from index.passage_store import PassageStore
from index.report import Report
from index.sources import Changed, SourceFile, find_sources, sort_out, sources_indexed, vanished
from index.store import DATABASE, VERSION, Store
from index.writer import Indexed, Writer

__all__ = ["BuildSummary", "build", "parse_file", "parse_object"]

Progress = Callable[[int, int, str], None]  # (files done, files in all, the file just done)

WORTH_WORKERS = 60  # below this many changed files, starting worker processes costs more than it saves
EMBED_AT_ONCE = 2_000


@dataclass(frozen=True)
class BuildSummary:
    """What a build did."""

    indexed: tuple[str, ...]  # files read anew
    unchanged: int
    removed: tuple[str, ...]  # files that were indexed and are gone from their folder
    skipped: tuple[tuple[str, str], ...]  # (file, why in one line)
    problems: int  # problems in the reports read anew
    reports: int  # reports in the store now


@dataclass
class _Work:
    """What a build finds out on its way."""

    indexed: list[str] = field(default_factory=list)
    unchanged: int = 0
    removed: list[str] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    problems: int = 0
    agencies: set[str] = field(default_factory=set)
    gone_passages: list[int] = field(default_factory=list)


def build(
    paths: Sequence[Path],
    store: Path,
    embedder: Embedder,
    *,
    force: bool = False,
    progress: Progress | None = None,
) -> BuildSummary:
    """Index report files and folders into `store`.

    Files whose content is unchanged are skipped; files gone from a folder named here are taken out; what other folders
    brought in stays. `force` reads everything anew, what other folders brought in as well. Where another embedding model
    is set than the store was built with, all passages are embedded anew. Raises PathMissing, StoreBusy, StoreUnwritable
    and StoreVersion before anything is written; a file that cannot be read is skipped and named.
    """
    sources = find_sources(paths)
    try:
        store.mkdir(parents=True, exist_ok=True)
        with FileLock(store / ".lock", timeout=0):
            _clear_leftovers(store)
            return _Build(paths, store, embedder, force, progress).run(sources)
    except Timeout:
        raise StoreBusy(store) from None
    except (FileExistsError, NotADirectoryError, PermissionError) as error:
        raise StoreUnwritable(store, error.strerror or "it cannot be written") from None


class _Build:
    """One build: what it was asked to do, and what it finds out on its way."""

    def __init__(
        self, paths: Sequence[Path], store: Path, embedder: Embedder, force: bool, progress: Progress | None
    ) -> None:
        self.paths = paths
        self.store = store
        self.embedder = embedder
        self.force = force
        self.progress = progress
        self.work = _Work()
        self.old = _open_old(store, force)
        self.snapshot = uuid.uuid4().hex[:12]

    def run(self, sources: Sequence[SourceFile]) -> BuildSummary:
        database = self.store / f".{self.snapshot}.building.db"
        if self.old and not self.force:
            shutil.copyfile(self.store / DATABASE, database)
        elif self.old:
            named = {source.path for source in sources}
            others = [item for item in sources_indexed(_indexed_in(self.old)) if item.path not in named]
            sources = sorted([*sources, *others])
        writer = Writer(database)
        last_passage = writer.last_passage()
        known = writer.indexed()
        self._remove(writer, vanished(known, sources, self.paths))
        changed, self.work.unchanged, self.work.skipped = sort_out(sources, known, self.force)
        self._index(writer, changed)
        if not self._has_news():
            summary = _summary(self.work, writer)
            writer.finish()
            database.unlink()
            return summary
        writer.check_across_years(self.work.agencies)
        writer.forget_unused_terms()
        vectors = self._embed(writer, last_passage)
        writer.set_meta(version=VERSION, embedding=self.embedder.name, vectors=vectors.name)
        summary = _summary(self.work, writer)
        writer.finish()
        _swap(database, self.store, vectors)
        return summary

    def _has_news(self) -> bool:
        """Whether the snapshot differs from the store there is; an empty one never takes the place of another."""
        found = bool(self.work.indexed or self.work.removed)
        return found or self.old is None or (not self.force and self._kept_vectors() is None)

    def _kept_vectors(self) -> PassageStore | None:
        """The vectors of the old store, to carry over; None where another model made them, or they are gone."""
        if self.old is None or self.force or self.old.meta("embedding") != self.embedder.name:
            return None
        try:
            return self.old.vectors
        except VectorsDamaged:
            return None

    def _remove(self, writer: Writer, gone: Sequence[Indexed]) -> None:
        self.work.gone_passages += writer.remove([item.id for item in gone])
        self.work.removed += [item.file for item in gone]
        self.work.agencies |= {item.agency for item in gone}

    def _index(self, writer: Writer, changed: Sequence[Changed]) -> None:
        """Read the changed files and write them; each report replaces what the store held of its file."""
        holders = {(item.agency, item.year): item for item in writer.indexed()}
        for done, (change, report) in enumerate(zip(changed, _parsed(changed), strict=True), 1):
            if self.progress:
                self.progress(done, len(changed), change.source.file)
            if isinstance(report, str):
                kept = "; its earlier reading stays" if change.before else ""
                self.work.skipped.append((change.source.file, report + kept))
            else:
                self._write(writer, change, report, holders)

    def _write(
        self, writer: Writer, change: Changed, report: Report, holders: dict[tuple[str, int], Indexed]
    ) -> None:
        """Put one report in the place of what its file, or a file that is gone, brought in before."""
        key = report.cover.agency, report.cover.year
        holder = holders.get(key)
        if holder and holder != change.before and holder.path.is_file():
            same = f"{key[0]} {key[1]} is already indexed from {holder.file}; keep one of the two"
            self.work.skipped.append((change.source.file, same))
            return
        replaced = {item.id: item for item in (change.before, holder) if item}
        try:
            with writer.all_or_nothing():
                gone = writer.remove(replaced)
                holders[key] = writer.add(report, change.source.root, change.sha256)
        except (sqlite3.Error, OverflowError) as error:
            self.work.skipped.append((change.source.file, f"could not be stored ({error})"))
            return
        self.work.gone_passages += gone
        self.work.indexed.append(change.source.file)
        self.work.problems += len(report.problems)
        self.work.agencies |= {report.cover.agency, *(item.agency for item in replaced.values())}

    def _embed(self, writer: Writer, last_passage: int) -> Path:
        """Write the snapshot's vectors: those of kept passages are carried over, only new passages are embedded."""
        import numpy as np

        path = self.store / f"passages-{self.snapshot}.faiss"
        kept = self._kept_vectors()
        new = writer.passages_after(last_passage if kept else 0)
        ids = np.array([number for number, _ in new], dtype=np.int64)
        batches = _batches(new, EMBED_AT_ONCE)
        parts = [self.embedder.encode_passages([text for _, text in batch]) for batch in batches]
        vectors = np.vstack(parts) if parts else np.zeros((0, self.embedder.dimensions), dtype=np.float32)
        if kept:
            kept.updated(self.work.gone_passages, ids, vectors, path)
        else:
            PassageStore.create(path, ids, vectors)
        return path


def _summary(work: _Work, writer: Writer) -> BuildSummary:
    return BuildSummary(
        tuple(work.indexed),
        work.unchanged,
        tuple(work.removed),
        tuple(work.skipped),
        work.problems,
        writer.count("reports"),
    )


def _open_old(store: Path, force: bool) -> Store | None:
    """The store there is; one that cannot be read is left to a forced build to replace."""
    try:
        return Store.open(store)
    except StoreMissing:
        return None
    except StoreError:
        if force:
            return None
        raise


def _indexed_in(store: Store) -> list[Indexed]:
    rows = store.connection.execute("SELECT id, root, file, sha256, agency, year FROM reports")
    return [Indexed(*row) for row in rows]


def _parsed(changed: Sequence[Changed]) -> Iterator[Report | str]:
    """The reports in order; a file that cannot be read gives the reason instead."""
    jobs = [(change.source.path, change.source.file) for change in changed]
    if len(jobs) < WORTH_WORKERS:
        yield from map(_parse_job, jobs)
        return
    with ProcessPoolExecutor() as workers:
        yield from workers.map(_parse_job, jobs, chunksize=20)


def _parse_job(job: tuple[Path, str]) -> Report | str:
    path, file = job
    try:
        return parse_file(path, file)
    except ReportError as error:
        return str(error).removeprefix(f"{file}: ")


def _batches(items: Sequence[tuple[int, str]], size: int) -> Iterator[list[tuple[int, str]]]:
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


# ── the swap ─────────────────────────────────────────────────────────────────────────────────────


def _swap(database: Path, store: Path, vectors: Path) -> None:
    """Put the new snapshot in the old one's place; the vectors before last go, the last stay for readers half-way."""
    before = _vectors_in_use(store)
    for path in (database, vectors):
        _flush(path)
    database.replace(store / DATABASE)
    for stale in store.glob("passages-*.faiss"):
        if stale.name not in (vectors.name, before):
            stale.unlink(missing_ok=True)


def _vectors_in_use(store: Path) -> str:
    try:
        opened = Store.open(store)
    except (StoreMissing, StoreVersion):
        return ""
    name = opened.meta("vectors")
    opened.close()
    return name


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _clear_leftovers(store: Path) -> None:
    """What a killed build left behind."""
    in_use = _vectors_in_use(store)
    for pattern in (".*.building.db*", "*.faiss.part"):
        for path in store.glob(pattern):
            path.unlink(missing_ok=True)
    if in_use:
        for path in store.glob("passages-*.faiss"):
            if path.name != in_use:
                path.unlink(missing_ok=True)
