"""Report files → a new snapshot of the store: what has changed is read, the rest is kept, then one swap.

Read `build` top to bottom. Nothing is visible to readers before `_swap`; a crash or a kill before it leaves the old
store whole, and its leftovers go with the next build.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from filelock import FileLock, Timeout

from index.embedding import Embedder
from index.errors import EmbeddingMismatch, PathMissing, ReportError, StoreBusy, StoreMissing, StoreVersion
from index.parse import parse_file, parse_object
from index.passage_store import PassageStore
from index.readers import can_read
from index.report import Report
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


@dataclass(frozen=True)
class SourceFile:
    """A file to index: `file` is its path below `root`."""

    root: str
    file: str
    path: Path


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
    brought in stays. `force` reads everything named here anew, into an empty store. Raises PathMissing, StoreBusy,
    StoreVersion, EmbeddingMismatch before anything is written; a file that cannot be read is skipped and named.
    """
    sources = _sources(paths)
    store.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(store / ".lock", timeout=0):
            _clear_leftovers(store)
            old = None if force else _open_old(store, embedder)
            return _build_snapshot(sources, paths, store, old, embedder, progress)
    except Timeout:
        raise StoreBusy(store) from None


def _build_snapshot(
    sources: Sequence[SourceFile],
    paths: Sequence[Path],
    store: Path,
    old: Store | None,
    embedder: Embedder,
    progress: Progress | None,
) -> BuildSummary:
    snapshot = uuid.uuid4().hex[:12]
    database = store / f".{snapshot}.building.db"
    if old:
        shutil.copyfile(store / DATABASE, database)
    writer = Writer(database)
    last_passage = writer.last_passage()
    work = _Work()
    known = writer.indexed()
    _remove_vanished(writer, work, known, sources, paths)
    changed = _changed(sources, {(item.root, item.file): item for item in known}, work)
    _index(writer, work, changed, progress)
    if old and not (work.indexed or work.removed or work.gone_passages):
        summary = _summary(work, writer)
        writer.finish()
        database.unlink()
        return summary
    writer.check_across_years(work.agencies)
    writer.forget_unused_terms()
    vectors = _embed(writer, work, last_passage, store, snapshot, old, embedder)
    writer.set_meta(version=VERSION, embedding=embedder.name, vectors=vectors.name)
    summary = _summary(work, writer)
    writer.finish()
    _swap(database, store, vectors)
    return summary


def _summary(work: _Work, writer: Writer) -> BuildSummary:
    return BuildSummary(
        tuple(work.indexed),
        work.unchanged,
        tuple(work.removed),
        tuple(work.skipped),
        work.problems,
        writer.count("reports"),
    )


# ── which files ──────────────────────────────────────────────────────────────────────────────────


def _sources(paths: Sequence[Path]) -> list[SourceFile]:
    for path in paths:
        if not path.exists():
            raise PathMissing(path)
    found = {source.path: source for path in paths for source in _files_in(path.resolve())}
    return sorted(found.values(), key=lambda source: (source.root, source.file))


def _files_in(path: Path) -> Iterator[SourceFile]:
    """The files of a folder tree, less hidden ones and its README; a single file as named."""
    if path.is_file():
        yield SourceFile(str(path.parent), path.name, path)
        return
    for file in path.rglob("*"):
        inner = file.relative_to(path)
        hidden = any(part.startswith((".", "~$")) for part in inner.parts)
        if file.is_file() and not hidden and file.stem.upper() != "README":
            yield SourceFile(str(path), inner.as_posix(), file)


def _open_old(store: Path, embedder: Embedder) -> Store | None:
    try:
        old = Store.open(store)
    except StoreMissing:
        return None
    if old.meta("embedding") != embedder.name:
        raise EmbeddingMismatch(store, old.meta("embedding"), embedder.name)
    return old


def _remove_vanished(
    writer: Writer,
    work: _Work,
    known: Sequence[Indexed],
    sources: Sequence[SourceFile],
    paths: Sequence[Path],
) -> None:
    folders = {str(path.resolve()) for path in paths if path.is_dir()}
    here = {(source.root, source.file) for source in sources}
    for item in known:
        if item.root in folders and (item.root, item.file) not in here:
            work.gone_passages += writer.remove([item.id])
            work.removed.append(item.file)
            work.agencies.add(item.agency)


Changed = tuple[SourceFile, str, Indexed | None]  # (file, its hash, what the store holds of it)


def _changed(
    sources: Sequence[SourceFile], known: dict[tuple[str, str], Indexed], work: _Work
) -> list[Changed]:
    changed: list[Changed] = []
    for source in sources:
        if not can_read(source.path):
            work.skipped.append(
                (source.file, f"no reader for {source.path.suffix or 'files without an extension'}")
            )
            continue
        try:
            sha256 = hashlib.sha256(source.path.read_bytes()).hexdigest()
        except OSError as error:
            work.skipped.append((source.file, f"cannot be read ({error.strerror})"))
            continue
        before = known.get((source.root, source.file))
        if before and before.sha256 == sha256:
            work.unchanged += 1
        else:
            changed.append((source, sha256, before))
    return changed


# ── reading ──────────────────────────────────────────────────────────────────────────────────────


def _index(writer: Writer, work: _Work, changed: Sequence[Changed], progress: Progress | None) -> None:
    """Read the changed files and write them; each report replaces what the store held of its file."""
    holders = {(item.agency, item.year): (item.file, item.id) for item in writer.indexed()}
    for done, ((source, sha256, before), report) in enumerate(zip(changed, _parsed(changed), strict=True), 1):
        if progress:
            progress(done, len(changed), source.file)
        if isinstance(report, str):
            work.skipped.append((source.file, report))
            continue
        key = report.cover.agency, report.cover.year
        holder = holders.get(key)
        if holder and not (before and holder[1] == before.id):
            same = f"{key[0]} {key[1]} is already indexed from {holder[0]}; keep one of the two"
            work.skipped.append((source.file, same))
            continue
        if before:
            work.gone_passages += writer.remove([before.id])
            holders.pop((before.agency, before.year), None)
            work.agencies.add(before.agency)
        holders[key] = (source.file, writer.add(report, source.root, sha256))
        work.indexed.append(source.file)
        work.problems += len(report.problems)
        work.agencies.add(report.cover.agency)


def _parsed(changed: Sequence[Changed]) -> Iterator[Report | str]:
    """The reports in order; a file that cannot be read gives the reason instead."""
    jobs = [(source.path, source.file) for source, _, _ in changed]
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


# ── vectors ──────────────────────────────────────────────────────────────────────────────────────


def _embed(
    writer: Writer,
    work: _Work,
    last_passage: int,
    store: Path,
    snapshot: str,
    old: Store | None,
    embedder: Embedder,
) -> Path:
    """Write the snapshot's vectors: those of kept passages are carried over, only new passages are embedded."""
    import numpy as np

    path = store / f"passages-{snapshot}.faiss"
    new = writer.passages_after(last_passage)
    ids = np.array([number for number, _ in new], dtype=np.int64)
    parts = [embedder.encode_passages([text for _, text in batch]) for batch in _batches(new, EMBED_AT_ONCE)]
    vectors = np.vstack(parts) if parts else np.zeros((0, embedder.dimensions), dtype=np.float32)
    if old:
        old.vectors.updated(work.gone_passages, ids, vectors, path)
    else:
        PassageStore.create(path, ids, vectors)
    return path


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
    stale: Iterable[Path] = store.glob(".*.building.db*")
    for path in stale:
        path.unlink(missing_ok=True)
    if in_use:
        for path in store.glob("passages-*.faiss"):
            if path.name != in_use:
                path.unlink(missing_ok=True)
