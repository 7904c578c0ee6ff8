"""Report files → a new snapshot of the store: what has changed is read, the rest is kept, then one swap.

Read `build` top to bottom. Nothing is visible to readers before `_swap`; a crash or a kill before it leaves the old
store whole, and its leftovers go with the next build.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sqlite3
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout

from index.archives import close_archives
from index.duplicates import choose, digest, figures_of, why_left_out
from index.embedding import Embedder
from index.errors import (
    StoreBusy,
    StoreError,
    StoreMissing,
    StoreUnwritable,
    StoreVersion,
    UnreadableFile,
    VectorsDamaged,
)
from index.indexed import Indexed, ReportKey, indexed_in, refused_in
from index.parse import parse_file, parse_object, parse_source
from index.passage_store import PassageStore
from index.report import Report
from index.sources import (
    Changed,
    Refused,
    SortedOut,
    SourceFile,
    find_sources,
    sort_out,
    source_at,
    sources_indexed,
    vanished,
)
from index.store import DATABASE, VERSION, Store
from index.workers import Read, Refusal, read_all
from index.writer import Writer

__all__ = ["BuildSummary", "Skipped", "build", "parse_file", "parse_object"]

Progress = Callable[[int, int, str], None]  # (files done, files in all, the file just done)

TIME_LIMIT = 120.0  # seconds a file may take to read
EMBED_AT_ONCE = 2_000


class Skipped(NamedTuple):
    """A file that a build had to leave out."""

    file: str
    why: str  # one line
    group: str  # what it has in common with others, where many are left out
    again: bool  # an earlier build said the same of the same file
    duplicate: bool = False  # another file of the same report is indexed


@dataclass(frozen=True)
class BuildSummary:
    """What a build did."""

    indexed: tuple[str, ...]  # files read anew
    unchanged: int
    removed: tuple[str, ...]  # files that were indexed and are gone from their folder
    skipped: tuple[Skipped, ...]
    problems: Mapping[str, int]  # kind → how many, in the reports read anew; the most frequent kind first
    reports: int  # reports in the store now


def build(
    paths: Sequence[Path],
    store: Path,
    embedder: Embedder,
    *,
    force: bool = False,
    progress: Progress | None = None,
    time_limit: float = TIME_LIMIT,
    read: Read = parse_source,
) -> BuildSummary:
    """Index report files, folders and .zip archives into `store`.

    Files whose content is unchanged are skipped; files gone from a folder named here are taken out; what other folders
    brought in stays. `force` reads everything anew, what other folders brought in as well. Where another embedding model
    is set than the store was built with, all passages are embedded anew. Raises PathMissing, StoreBusy, StoreUnwritable
    and StoreVersion before anything is written; a file that cannot be read, takes longer than `time_limit` seconds or
    crashes its reader is skipped and named.

    Many files, and those of heavy formats, are read in processes of their own: a script that calls this does so under
    `if __name__ == "__main__":`.
    """
    sources = find_sources(paths)
    try:
        store.mkdir(parents=True, exist_ok=True)
        with FileLock(store / ".lock", timeout=0):
            _clear_leftovers(store)
            return _Build(paths, store, embedder, force, _Reading(read, time_limit, progress)).run(sources)
    except Timeout:
        raise StoreBusy(store) from None
    except (FileExistsError, NotADirectoryError, PermissionError) as error:
        raise StoreUnwritable(store, error.strerror or "it cannot be written") from None
    finally:
        close_archives()


class _Reading:
    """How files are read, and how many have been."""

    def __init__(self, read: Read, time_limit: float, progress: Progress | None) -> None:
        self.read = read
        self.time_limit = time_limit
        self.progress = progress
        self.total = 0
        self.done = 0

    def results(self, changed: Sequence[Changed]) -> Iterator[tuple[Changed, Report | Refusal]]:
        """Each file with its report or the reason why there is none, in order."""
        self.total += len(changed)
        sources = [change.source for change in changed]
        yield from zip(changed, read_all(self.read, sources, self._tell, self.time_limit), strict=True)

    def _tell(self, source: SourceFile) -> None:
        self.done += 1
        if self.progress:
            self.progress(self.done, self.total, source.file)


class _Build:
    """One build: what it was asked to do, and what it finds out on its way."""

    def __init__(
        self, paths: Sequence[Path], store: Path, embedder: Embedder, force: bool, reading: _Reading
    ) -> None:
        self.paths = paths
        self.store = store
        self.embedder = embedder
        self.force = force
        self.reading = reading
        self.old = _open_old(store, force)
        self.snapshot = uuid.uuid4().hex[:12]
        self.here: dict[str, SourceFile] = {}  # by place: the files this build was told to look at
        self.held: dict[
            ReportKey, dict[str, Indexed]
        ] = {}  # by place: the files of each report, as the store has them
        self.outdated: set[str] = (
            set()
        )  # places whose file has changed and cannot be read: the old reading stays
        self.touched: set[ReportKey] = set()  # reports whose files are not those of the old store
        self.written: set[str] = set()  # places read anew
        self.read_again: set[str] = set()  # places read once more, as their file is to be kept after all
        self.removed: list[Indexed] = []
        self.refused: list[Refused] = []
        self.unchanged: list[Indexed] = []
        self.gone_passages: list[int] = []
        self.news = False  # whether the snapshot differs from the old store

    def run(self, sources: Sequence[SourceFile]) -> BuildSummary:
        known, refused = self._known()
        if self.old and self.force:
            sources = _with_others(sources, sources_indexed(indexed_in(self.old.connection)))
        self.here = {source.place: source for source in sources}
        for item in known:
            self.held.setdefault(item.key, {})[item.place] = item
        gone = vanished([item.place for item in known], sources, self.paths)
        found = sort_out(sources, known, refused)
        self.unchanged, self.refused = found.unchanged, found.refused
        self.outdated = {item.place for item in found.unread if item.id}
        if self.old and not self.force and self._nothing_to_do(gone, found):
            return self._summary(self.old.connection)
        writer = self._writer()
        for item in known:
            if item.place in gone:
                self._let_go(writer, item, removed=True)
        for item in found.unread:
            if not item.id:
                self._let_go(writer, item)
        self._index(writer, found.changed)
        while again := self._to_keep_instead(writer):
            self._index(writer, again)
        self._note_others(writer)
        return self._finish(writer, {*refused} - vanished([*refused], sources, self.paths))

    # ── what there is ──

    def _known(self) -> tuple[list[Indexed], dict[str, tuple[str, str]]]:
        """What the old store knows of its files; a forced build asks it nothing."""
        if self.old is None or self.force:
            return [], {}
        return indexed_in(self.old.connection), refused_in(self.old.connection)

    def _nothing_to_do(self, gone: set[str], found: SortedOut) -> bool:
        """Whether the old store already is what this build would make; files that are not kept may have become newer."""
        new = gone or found.changed or any(not item.id for item in found.unread)
        return not new and self._kept_vectors() is not None and not any(self._unsettled())

    def _writer(self) -> Writer:
        database = self._database()
        if self.old and not self.force:
            shutil.copyfile(self.store / DATABASE, database)
        return Writer(database)

    def _database(self) -> Path:
        return self.store / f".{self.snapshot}.building.db"

    def _kept_vectors(self) -> PassageStore | None:
        """The vectors of the old store, to carry over; None where another model made them, or they are gone."""
        if self.old is None or self.force or self.old.meta("embedding") != self.embedder.name:
            return None
        try:
            return self.old.vectors
        except VectorsDamaged:
            return None

    # ── reading ──

    def _index(self, writer: Writer, changed: Sequence[Changed]) -> None:
        """Read files and write them; each report replaces what the store held of its file."""
        for change, result in self.reading.results(changed):
            if isinstance(result, Refusal):
                self._refuse(writer, change, result)
                continue
            try:
                self._take(writer, change, result)
            except (sqlite3.Error, OverflowError) as error:
                self._refuse(writer, change, Refusal(f"could not be stored ({error})", lasting=False))

    def _refuse(self, writer: Writer, change: Changed, refusal: Refusal) -> None:
        before = self._now(change)
        self.refused.append(Refused(change.source, refusal.why))
        if refusal.lasting:
            writer.remember_refused(change.source, change.sha256, refusal.why)
            self.news = True
        if before and before.id:
            self.outdated.add(before.place)
        elif before:
            self._let_go(writer, before)

    def _take(self, writer: Writer, change: Changed, report: Report) -> None:
        """Write a report in the place of what its file brought in before, or note that another file of it is kept."""
        source, cover = change.source, report.cover
        figures = figures_of(report.statistics)
        item = Indexed(0, source.root, source.file, change.sha256, cover.agency, cover.year, digest(figures))
        rivals = [rival for rival in self._there(item.key) if rival.place != item.place]
        before, kept = self._now(change), self._kept(item.key)
        with self._all_or_nothing(writer, {item.key, before.key if before else item.key}):
            if before:
                self._let_go(writer, before)
            if rivals and self._choose([*rivals, item]) != item:
                self._hold(writer.add_other(item, figures))
                return
            if kept and kept != before:
                self._replace(writer, kept, there=kept in rivals)
            self._hold(writer.add(report, item))
        self.written.add(item.place)

    def _replace(self, writer: Writer, kept: Indexed, there: bool) -> None:
        """Take a report out for another file of it; a file that is still there is known from now on as the other."""
        figures = writer.figures(kept)
        self._let_go(writer, kept)
        if there:
            self._hold(writer.add_other(kept, figures))

    @contextmanager
    def _all_or_nothing(self, writer: Writer, keys: Iterable[ReportKey]) -> Iterator[None]:
        """What is written inside, and what this build knows of these reports, is taken back when it fails half-way."""
        held = {key: dict(self.held.get(key, {})) for key in keys}
        passages = len(self.gone_passages)
        try:
            with writer.all_or_nothing():
                yield
        except BaseException:
            self.held.update(held)
            del self.gone_passages[passages:]
            raise

    def _hold(self, item: Indexed) -> None:
        self.held.setdefault(item.key, {})[item.place] = item
        self._touch(item.key)

    def _let_go(self, writer: Writer, item: Indexed, removed: bool = False) -> None:
        """Take out what the store holds of a file."""
        if item.id:
            self.gone_passages += writer.remove([item.id])
            if removed:
                self.removed.append(item)
        else:
            writer.remove_other(item)
        del self.held[item.key][item.place]
        self._touch(item.key)

    def _touch(self, key: ReportKey) -> None:
        self.touched.add(key)
        self.news = True

    # ── several files of one report ──

    def _now(self, change: Changed) -> Indexed | None:
        """What the store holds of a changed file by now: another file of its report may have been put in its place."""
        before = change.before
        return self.held.get(before.key, {}).get(before.place) if before else None

    def _kept(self, key: ReportKey) -> Indexed | None:
        return next((item for item in self.held.get(key, {}).values() if item.id), None)

    def _there(self, key: ReportKey) -> list[Indexed]:
        """The files of a report that still are what the store has read in them."""
        found = self.held.get(key, {}).values()
        return [item for item in found if item.place not in self.outdated and self._source(item)]

    def _source(self, item: Indexed) -> SourceFile | None:
        return self.here.get(item.place) or source_at(item.root, item.file)

    def _choose(self, items: Sequence[Indexed]) -> Indexed:
        sources = {item: self._source(item) for item in items}
        return choose({item: source.modified if source else 0.0 for item, source in sources.items()})

    def _unsettled(self) -> Iterator[Indexed]:
        """The files that should be kept where the store keeps another one of the same report, or none."""
        for key, files in self.held.items():
            if len(files) > 1 or (files and not self._kept(key)):
                there = self._there(key)
                if there and not (best := self._choose(there)).id:
                    yield best

    def _to_keep_instead(self, writer: Writer) -> list[Changed]:
        """The files to read once more, as they shall be kept now: the one kept so far is gone, or older."""
        again = []
        for item in [item for item in self._unsettled() if item.place not in self.read_again]:
            self.read_again.add(item.place)
            source = self._source(item)
            assert source is not None  # it is one of those that are there
            try:
                sha256 = hashlib.sha256(source.read_bytes()).hexdigest()
                again.append(Changed(source, sha256, item))
            except UnreadableFile as error:
                self.refused.append(Refused(source, str(error).removeprefix(f"{source.file}: ")))
                self._let_go(writer, item)
        return again

    def _note_others(self, writer: Writer) -> None:
        """Have each report say what its other files print differently."""
        for key in list(self.touched):
            there = {item.place for item in self._there(key)}
            for item in list(self.held.get(key, {}).values()):
                if not item.id and item.place not in there:
                    self._let_go(writer, item)
            kept = self._kept(key)
            if kept:
                others = [item for item in self.held[key].values() if not item.id]
                for noted in writer.note_others(kept, others):
                    self._hold(noted)

    # ── the end ──

    def _finish(self, writer: Writer, refused: set[str]) -> BuildSummary:
        """Swap the snapshot in; an empty one never takes the place of another store."""
        forced_in_vain = self.force and not self.written
        if self.old and (forced_in_vain or (not self.news and self._kept_vectors() is not None)):
            summary = self._summary(self.old.connection)
            writer.finish()
            self._database().unlink()
            return summary
        writer.keep_refused({*refused, *self.here})
        writer.check_across_years({agency for agency, _ in self.touched})
        writer.forget_unused_terms()
        vectors = self._embed(writer)
        writer.set_meta(version=VERSION, embedding=self.embedder.name, vectors=vectors.name)
        summary = self._summary(writer.connection)
        writer.finish()
        _swap(self._database(), self.store, vectors)
        return summary

    def _embed(self, writer: Writer) -> Path:
        """Write the snapshot's vectors: those of kept passages are carried over, only new passages are embedded."""
        import numpy as np

        path = self.store / f"passages-{self.snapshot}.faiss"
        kept = self._kept_vectors()
        new = writer.passages_after(_last_passage(self.old) if self.old and kept else 0)
        ids = np.array([number for number, _ in new], dtype=np.int64)
        batches = _batches(new, EMBED_AT_ONCE)
        parts = [self.embedder.encode_passages([text for _, text in batch]) for batch in batches]
        vectors = np.vstack(parts) if parts else np.zeros((0, self.embedder.dimensions), dtype=np.float32)
        if kept:
            kept.updated(self.gone_passages, ids, vectors, path)
        else:
            PassageStore.create(path, ids, vectors)
        return path

    def _summary(self, connection: sqlite3.Connection) -> BuildSummary:
        [reports] = connection.execute("SELECT count(*) FROM reports").fetchone()
        kept = {item.place: item for files in self.held.values() for item in files.values() if item.id}
        indexed = [item for place, item in kept.items() if place in self.written]
        unchanged = [item for item in self.unchanged if item.place in kept and item.place not in self.written]
        return BuildSummary(
            tuple(sorted(item.file for item in indexed)),
            len(unchanged),
            tuple(item.file for item in self.removed),
            tuple(sorted([*self._skipped(kept), *self._left_out()])),
            problem_kinds(connection, {item.id for item in indexed}),
            reports,
        )

    def _skipped(self, kept: Mapping[str, Indexed]) -> Iterator[Skipped]:
        """The files that gave no report; what the store has of them from before stays."""
        for source, why, again in self.refused:
            inside = f"{source.place}/"  # of an archive
            stays = source.place in kept or (source.refused and any(p.startswith(inside) for p in kept))
            file = source.file.encode("utf-8", "replace").decode("utf-8")
            group = re.split(r" ?[(;]", why)[0]
            yield Skipped(file, why + ("; its earlier reading stays" if stays else ""), group, again)

    def _left_out(self) -> Iterator[Skipped]:
        """The files named here of reports that are kept from another file."""
        before = {item.place: item for item in self.unchanged}
        for key, files in self.held.items():
            kept = self._kept(key)
            for item in files.values():
                if kept and not item.id and item.place in self.here:
                    yield Skipped(item.file, *why_left_out(item, kept), before.get(item.place) == item, True)


def problem_kinds(connection: sqlite3.Connection, reports: set[int]) -> dict[str, int]:
    """How many problems of each kind these reports have, the most frequent kind first."""
    rows = connection.execute("SELECT report_id, kind FROM problems") if reports else []
    return dict(Counter(kind for report_id, kind in rows if report_id in reports).most_common())


def _with_others(sources: Sequence[SourceFile], others: Iterable[SourceFile]) -> list[SourceFile]:
    """The files named, and those that other folders brought in."""
    found = {source.place: source for source in [*others, *sources]}
    return sorted(found.values(), key=lambda source: (source.root, source.file))


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


def _last_passage(store: Store) -> int:
    return int(store.connection.execute("SELECT coalesce(max(id), 0) FROM passages").fetchone()[0])


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
