"""Reads files one by one, in processes of their own where a file could take long or take its process down."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from math import inf
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, NamedTuple

from index.errors import ConverterMissing, ReportError, WorkersUnavailable
from index.files.sources import SourceFile
from index.readers import HEAVY_SUFFIXES
from index.report import Report

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
        return _failed(error)


def _failed(error: Exception) -> Refusal:
    told = " ".join(f"{type(error).__name__}: {error}".split())
    return Refusal(f"the reader failed ({told[:300]}); please report this", lasting=False)


def _read_in_workers(
    read: Read, sources: Sequence[SourceFile], done: Callable[[SourceFile], None], time_limit: float
) -> Iterator[Result]:
    waiting = deque(range(len(sources)))
    results: dict[int, Result] = {}
    following = 0
    size = min(_processors(), MOST_WORKERS, len(sources))
    workers: list[_Worker] = []
    try:
        for _ in range(size):
            workers.append(_Worker(read, time_limit))
        while following < len(sources):
            for worker in workers:
                if worker.is_free and waiting and (len(results) < HELD or waiting[0] == following):
                    number = waiting.popleft()
                    worker.begin(number, sources[number])
            for number, result in _finished(workers):
                results[number] = result
                done(sources[number])
            while following in results:
                yield results.pop(following)
                following += 1
    finally:
        for worker in workers:
            worker.kill()


def _finished(workers: Sequence[_Worker]) -> Iterator[tuple[int, Result]]:
    """What the workers have finished, waiting for the first to; one that has died or takes too long is replaced."""
    soonest = min(worker.deadline for worker in workers)
    left = None if soonest == inf else max(0.0, soonest - time.monotonic())
    ready = wait([worker.pipe for worker in workers], left)
    for worker in workers:
        number = worker.number
        if worker.pipe in ready:
            result = worker.hear()
        elif time.monotonic() > worker.deadline:
            worker.restart()
            result = Refusal(f"took longer than {worker.time_limit:g} s to read", lasting=False)
        else:
            continue
        if number is not None and result is not None:
            yield number, result


class _Worker:
    """A process that reads one file at a time, over a pipe of its own: what it dies of is known beyond doubt."""

    def __init__(self, read: Read, time_limit: float) -> None:
        self.read = read
        self.time_limit = time_limit
        self._start()

    def _start(self) -> None:
        context = _context()
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs, self.read, self.time_limit), daemon=True)
        with _interrupts_held_back():
            self.process.start()
        theirs.close()
        self.is_started = False
        self.number: int | None = None  # the file it is at
        self.deadline = inf

    @property
    def is_free(self) -> bool:
        return self.is_started and self.number is None

    def begin(self, number: int, source: SourceFile) -> None:
        self.number = number
        self.deadline = time.monotonic() + self.time_limit
        with suppress(OSError):  # it has just died; `hear` tells
            self.pipe.send(source)

    def hear(self) -> Result | None:
        """What it has to say: that it has started (None), or what reading its file gave."""
        try:
            said: Result | None = self.pipe.recv()
        except (EOFError, OSError):
            if not self.is_started:
                raise WorkersUnavailable from None
            self.restart()
            return Refusal("it crashed the reader; save it anew, or in another format", lasting=False)
        self.is_started = True
        self.number = None
        self.deadline = inf
        return said

    def restart(self) -> None:
        self.kill()
        self._start()

    def kill(self) -> None:
        """End it at once, and with it every program that it has started."""
        pid = self.process.pid
        if os.name == "posix" and pid:
            with suppress(OSError):  # no such group: it has not come that far, or is gone
                os.killpg(pid, signal.SIGKILL)
        self.process.kill()
        self.process.join()
        self.pipe.close()


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Ctrl-C goes to every process of the terminal; one that is just starting would answer it with a traceback."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(pipe: Connection, read: Read, time_limit: float) -> None:
    """What a worker does: it reads the files it is given until the build hangs up."""
    _become_expendable()
    with suppress(EOFError, OSError):
        pipe.send(None)
        while True:
            source = pipe.recv()
            _limit(time_limit + 60)
            result = read_one(read, source)
            _limit(0)
            try:
                pipe.send(result)
            except (AttributeError, TypeError, pickle.PicklingError) as error:
                pipe.send(_failed(error))


def _become_expendable() -> None:
    """Be the first to go where memory runs out, and the head of a group that is ended as one; Ctrl-C is the build's."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("500")
    if os.name == "posix":
        with suppress(OSError):
            os.setpgid(0, 0)


def _limit(seconds: float) -> None:
    """End this process after so long, for a build that was killed and cannot do so itself; 0 takes it back."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _context() -> Any:
    """How workers start.

    Not by `fork`: the build has loaded numpy and FAISS, whose threads and locks a forked process inherits half-way.
    `forkserver` forks from a process that has loaded the readers and nothing else: 0.13 s for the first worker and
    next to nothing for one that takes the place of a crashed one. `spawn` (0.17 s each) is for Windows.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # here, as starting it later would let go of the interrupts held back
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["index.parse"])
    return context


def _processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
