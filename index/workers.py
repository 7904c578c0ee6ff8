"""Reads files one by one, in processes of their own where a file could take long or take its process down."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import Any, NamedTuple

from index.errors import ConverterMissing, ReportError
from index.readers import HEAVY_SUFFIXES
from index.report import Report
from index.sources import SourceFile

WORTH_WORKERS = 60  # below this many light files, starting worker processes costs more than it saves
MOST_WORKERS = 16
HELD = 200  # results that may wait for one before them: what is read ahead of a file that takes long


class Refusal(NamedTuple):
    """Why a file gave no report."""

    why: str  # one line
    lasting: bool  # the same file would be refused again, on any machine


Read = Callable[[SourceFile], Report]
Result = Report | Refusal


def read_all(
    read: Read, sources: Sequence[SourceFile], done: Callable[[SourceFile], None], time_limit: float
) -> Iterator[Result]:
    """What reading each file gave, in order; `done` hears of each as it finishes, in any order.

    A file of a heavy format goes to a worker, even a single one: a damaged PDF can hang or crash the process that
    reads it, and that shall be a file skipped and not a build lost.
    """
    heavy = any(Path(source.file).suffix.lower() in HEAVY_SUFFIXES for source in sources)
    if heavy or len(sources) >= WORTH_WORKERS:
        yield from _read_in_workers(read, sources, done, time_limit)
        return
    for source in sources:
        result = read_one(read, source)
        done(source)
        yield result


def read_one(read: Read, source: SourceFile) -> Result:
    """One file's report; what a reader throws, a bug in it included, costs this file and no other."""
    try:
        return read(source)
    except ReportError as error:
        why = str(error).removeprefix(f"{source.file}: ")
        return Refusal(why, lasting=not isinstance(error, ConverterMissing))
    except Exception as error:
        told = " ".join(f"{type(error).__name__}: {error}".split())
        return Refusal(f"the reader failed ({told[:300]}); please report this", lasting=False)


def _read_in_workers(
    read: Read, sources: Sequence[SourceFile], done: Callable[[SourceFile], None], time_limit: float
) -> Iterator[Result]:
    results: dict[int, Result] = {}
    following = 0
    workers = _Workers(read, sources, time_limit)
    try:
        while following < len(sources):
            number, result = workers.next_result(len(results))
            results[number] = result
            done(sources[number])
            while following in results:
                yield results.pop(following)
                following += 1
    finally:
        workers.stop()


class _Workers:
    """A pool of processes that is renewed when it breaks down."""

    def __init__(self, read: Read, sources: Sequence[SourceFile], time_limit: float) -> None:
        self.read = read
        self.sources = sources
        self.time_limit = time_limit
        self.size = min(_processors(), MOST_WORKERS, len(sources))
        self.waiting = deque(range(len(sources)))
        self.running: set[int] = set()
        self.alone: set[int] = set()  # were being read when a pool broke down: one of them did it
        self._start_pool()

    def next_result(self, held: int) -> tuple[int, Result]:
        """The next file that is finished, as its number; `held` results wait for one before them."""
        while True:
            while self.waiting and self._may_start(self.waiting[0], held):
                self._start(self.waiting.popleft())
            number, future = self.finished.get()
            if isinstance(future.exception(), BrokenProcessPool) and len(self.running) > 1:
                self._renew()
                continue
            self.running.discard(number)
            return number, _result(future, self.time_limit)

    def stop(self) -> None:
        """Ends all workers at once, whatever they are at."""
        self.pool.stop()
        self.pool.join()

    def _may_start(self, number: int, held: int) -> bool:
        if number in self.alone or self.running & self.alone:
            return not self.running
        return not self.running or (len(self.running) < 4 * self.size and held < HELD)

    def _start(self, number: int) -> None:
        if not self.pool.active:
            self._renew()
        future = self.pool.schedule(read_one, (self.read, self.sources[number]), timeout=self.time_limit)
        self.running.add(number)
        finished = self.finished
        future.add_done_callback(lambda future: finished.put((number, future)))

    def _renew(self) -> None:
        """A pool can break down with the worker that it loses; what it was reading is read again, one by one."""
        self.stop()
        self.alone |= self.running
        self.waiting.extendleft(sorted(self.running, reverse=True))
        self.running.clear()
        self._start_pool()

    def _start_pool(self) -> None:
        from pebble import ProcessPool

        self.finished: SimpleQueue[tuple[int, Future[Result]]] = SimpleQueue()
        self.pool: Any = ProcessPool(self.size, context=_context(), initializer=_begin_worker)


def _context() -> Any:
    """How workers start.

    Not by `fork`: the build has loaded numpy and FAISS, whose threads and locks a forked process inherits half-way.
    `forkserver` forks from a process that has loaded the readers and nothing else: 0.13 s for the first worker and
    next to nothing for one that takes the place of a crashed one. `spawn` (0.17 s each) is for Windows.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["index.parse"])
    return context


def _processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _begin_worker() -> None:
    """Make a worker expendable: the first to go where memory runs out, and never outlived by a converter it started."""
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("500")
    if os.name == "posix":
        with suppress(OSError):
            os.setpgid(0, 0)
            signal.signal(signal.SIGTERM, lambda *_: os.killpg(0, signal.SIGKILL))


def _result(future: Future[Result], time_limit: float) -> Result:
    error = future.exception()
    if error is None:
        return future.result()
    if isinstance(error, TimeoutError):
        return Refusal(f"took longer than {time_limit:g} s to read", lasting=False)
    if isinstance(error, OSError | BrokenProcessPool):  # pebble's ProcessExpired is an OSError
        return Refusal("it crashed the reader; save it anew, or in another format", lasting=False)
    return Refusal(f"the reader failed ({type(error).__name__}: {error}); please report this", lasting=False)
