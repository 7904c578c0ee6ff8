"""Report files → a new snapshot of the store: what has changed is read, the rest is kept, then one swap.

Read `build` top to bottom. Nothing is visible to readers before `_swap`; a crash or a kill before it leaves the old
store whole, and its leftovers go with the next build.
"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from filelock import FileLock, Timeout

from index.embedding import Embedder
from index.errors import (
    StoreBusy,
    StoreError,
    StoreMissing,
    StoreUnwritable,
    UnreadableFile,
    VectorsDamaged,
)
from index.files.archives import close_archives
from index.files.duplicates import digest, figures_of
from index.files.holdings import Holdings
from index.files.indexed import Indexed, ReportKey, indexed_in, refused_in
from index.files.sources import (
    Changed,
    Refused,
    SortedOut,
    SourceFile,
    find_sources,
    sort_out,
    sources_indexed,
    vanished,
)
from index.files.workers import Read, Refusal, read_all
from index.parse import parse_file, parse_object, parse_source
from index.passage_store import PassageStore
from index.report import Report
from index.snapshot import clear_leftovers, swap
from index.store import DATABASE, VERSION, Store
from index.summary import BuildSummary, Skipped, summary_of
from index.writer import Writer

__all__ = ["BuildSummary", "Skipped", "build", "parse_file", "parse_object"]

Progress = Callable[[int, int, str], None]  # (files done, files in all, the file just done)

TIME_LIMIT = 120.0  # seconds a file may take to read
EMBED_AT_ONCE = 2_000


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
            clear_leftovers(store)
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
        self.files = Holdings((), {})
        self.found = SortedOut()
        self.written: set[str] = set()  # places read anew
        self.read_again: set[str] = set()  # places read once more, as their file is to be kept after all
        self.removed: list[Indexed] = []
        self.gone_passages: list[int] = []
        self.remembered = False  # whether a refused file was noted

    def run(self, sources: Sequence[SourceFile]) -> BuildSummary:
        known, refused = self._known()
        if self.old and self.force:
            sources = _with_others(sources, sources_indexed(indexed_in(self.old.connection)))
        self.files = Holdings(known, {source.place: source for source in sources})
        gone = vanished([item.place for item in known], sources, self.paths)
        self.found = found = sort_out(sources, known, refused)
        self.files.outdated |= {item.place for item in found.unread if item.id}
        if self.old and not self.force and self._nothing_to_do(gone):
            return self._summary(self.old.connection)
        writer = self._writer()
        for item in known:
            if item.place in gone:
                self._let_go(writer, item, removed=True)
        for item in found.unread:
            if not item.id:
                self._let_go(writer, item)
        self._index(writer, found.changed)
        while other := [item for item in self.files.unsettled() if item.place not in self.read_again]:
            self._index(writer, self._to_read_again(writer, other))
        self._note_others(writer)
        return self._finish(writer, {*refused} - vanished([*refused], sources, self.paths))

    # ── what there is ──

    def _known(self) -> tuple[list[Indexed], dict[str, tuple[str, str]]]:
        """What the old store knows of its files; a forced build asks it nothing."""
        if self.old is None or self.force:
            return [], {}
        return indexed_in(self.old.connection), refused_in(self.old.connection)

    def _nothing_to_do(self, gone: set[str]) -> bool:
        """Whether the old store already is what this build would make; files that are not kept may have become newer."""
        new = gone or self.found.changed or any(not item.id for item in self.found.unread)
        return not new and self._kept_vectors() is not None and not self.files.unsettled()

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
        before = self.files.now(change.before)
        self.found.refused.append(Refused(change.source, refusal.why))
        if refusal.lasting:
            writer.remember_refused(change.source, change.sha256, refusal.why)
            self.remembered = True
        if before and before.id:
            self.files.outdated.add(before.place)
        elif before:
            self._let_go(writer, before)

    def _take(self, writer: Writer, change: Changed, report: Report) -> None:
        """Write a report in the place of what its file brought in before, or note that another file of it is kept."""
        source, cover = change.source, report.cover
        figures = figures_of(report.statistics)
        item = Indexed(0, source.root, source.file, change.sha256, cover.agency, cover.year, digest(figures))
        rivals = [rival for rival in self.files.there(item.key) if rival.place != item.place]
        before, kept = self.files.now(change.before), self.files.kept(item.key)
        with self._all_or_nothing(writer, {item.key, before.key if before else item.key}):
            if before:
                self._let_go(writer, before)
            if rivals and self.files.choose([*rivals, item]) != item:
                self.files.hold(writer.add_other(item, figures))
                return
            if kept and kept != before:
                self._replace(writer, kept, there=kept in rivals)
            self.files.hold(writer.add(report, item))
        self.written.add(item.place)

    def _replace(self, writer: Writer, kept: Indexed, there: bool) -> None:
        """Take a report out for another file of it; a file that is still there is known from now on as the other."""
        figures = writer.figures(kept)
        self._let_go(writer, kept)
        if there:
            self.files.hold(writer.add_other(kept, figures))

    @contextmanager
    def _all_or_nothing(self, writer: Writer, keys: Iterable[ReportKey]) -> Iterator[None]:
        """What is written inside, and what this build knows of these reports, is taken back when it fails half-way."""
        held = {key: self.files.of(key) for key in keys}
        passages = len(self.gone_passages)
        try:
            with writer.all_or_nothing():
                yield
        except BaseException:
            for key, files in held.items():
                self.files.put_back(key, files)
            del self.gone_passages[passages:]
            raise

    def _let_go(self, writer: Writer, item: Indexed, removed: bool = False) -> None:
        """Take out what the store holds of a file."""
        if item.id:
            self.gone_passages += writer.remove([item.id])
            if removed:
                self.removed.append(item)
        else:
            writer.remove_other(item)
        self.files.let_go(item)

    # ── several files of one report ──

    def _to_read_again(self, writer: Writer, items: Sequence[Indexed]) -> list[Changed]:
        """These files to be read once more, as they shall be kept now: the one kept so far is gone, or older."""
        again = []
        for item in items:
            self.read_again.add(item.place)
            source = self.files.source(item)
            assert source is not None  # it is one of those that are there
            try:
                sha256 = hashlib.sha256(source.read_bytes()).hexdigest()
                again.append(Changed(source, sha256, item))
            except UnreadableFile as error:
                self.found.refused.append(Refused(source, str(error).removeprefix(f"{source.file}: ")))
                self._let_go(writer, item)
        return again

    def _note_others(self, writer: Writer) -> None:
        """Have each report say what its other files print differently."""
        for key in list(self.files.touched):
            there = {item.place for item in self.files.there(key)}
            for item in self.files.of(key).values():
                if not item.id and item.place not in there:
                    self._let_go(writer, item)
            kept = self.files.kept(key)
            if kept:
                others = [item for item in self.files.of(key).values() if not item.id]
                for noted in writer.note_others(kept, others):
                    self.files.hold(noted)

    # ── the end ──

    def _finish(self, writer: Writer, refused: set[str]) -> BuildSummary:
        """Swap the snapshot in; an empty one never takes the place of another store."""
        news = self.files.touched or self.remembered or self._kept_vectors() is None
        if self.old and not (self.written if self.force else news):
            summary = self._summary(self.old.connection)
            writer.finish()
            self._database().unlink()
            return summary
        writer.keep_refused({*refused, *self.files.here})
        writer.check_across_years({agency for agency, _ in self.files.touched})
        writer.forget_unused_terms()
        vectors = self._embed(writer)
        writer.set_meta(version=VERSION, embedding=self.embedder.name, vectors=vectors.name)
        summary = self._summary(writer.connection)
        writer.finish()
        swap(self._database(), self.store, vectors)
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
        return summary_of(
            connection, self.files, self.written, self.found.unchanged, self.found.refused, self.removed
        )


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
