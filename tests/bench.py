"""How quick Gongkai is: one table of medians and of ratios within this run (`make bench`); nothing is asserted.

python tests/bench.py [--large]     --large: the big store holds 10,000 written reports, not 1,000
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from tests.chromium import find_chromium
from tests.report_writer import corpus, write_files
from ui.cli import OBJECTS_BETWEEN_LOOKS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from assistant.ask import Assistant
    from assistant.conversation import Answer

ROOT = Path(__file__).parent.parent
REPORTS = ROOT / "data" / "reports"
FIGURE_QUESTION = "哪个局收到的政府信息公开申请最多"
TEXT_QUESTION = "黄埔区应急管理局政务公开领导小组的组长是谁"
PAGE_QUESTIONS = (
    TEXT_QUESTION,
    "黄埔区政府2020年收到多少件申请，其中自然人占多少",
    "各单位采购总金额合计",
    "Which bureau got the most applications?",
    "环翠区应急局存在哪些问题",
    "其中自然人占多少",
    "按采购金额排名，从高到低列出各单位",
)
ONE_ROW = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('SELECT * FROM reports').fetchone()"
NAME_HEAVY = (
    "import sys; from ui.cli import main; main(sys.argv[1:]);"
    "print(*sorted({'torch', 'numpy', 'faiss', 'gradio', 'langchain_core'} & set(sys.modules)), file=sys.stderr)"
)
MANY_PASSAGES, SEARCHES = 100_000, 200
SEARCH_MANY = """
import json, sys, time
from pathlib import Path
import numpy as np
from index.embedding import load_embedder
from index.passage_store import PassageStore
from index.store import Store
store, many, count, questions = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), json.loads(sys.argv[4])
embedder = load_embedder(None)
texts = [row[0] for row in Store.open(store).connection.execute('SELECT text FROM passages LIMIT 5000')]
known = embedder.encode_passages(texts)
chance = np.random.default_rng(0)
vectors = known[np.arange(count) % len(known)] + chance.normal(0, 0.02, (count, known.shape[1]))
vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
PassageStore.create(many, range(count), vectors)
opened = PassageStore.open(many)
opened.search(embedder.encode_questions(['一个问题'])[0], 60)
embedded, both = [], []
for question in questions:
    began = time.perf_counter()
    vector = embedder.encode_questions([question])[0]
    embedded.append(time.perf_counter() - began)
    assert len(opened.search(vector, 60)) == 60
    both.append(time.perf_counter() - began)
print(','.join(map(str, embedded)), ','.join(map(str, both)), int('torch' in sys.modules), file=sys.stderr)
"""
COLD_RUNS, OPEN_RUNS, BUILD_RUNS, PAGE_RUNS = 21, 3, 3, 3
PATIENCE = 120  # seconds for the page to come up


@dataclass(frozen=True)
class Line:
    """One line of the table; a line without a figure is a heading."""

    what: str
    figure: str = ""
    compared: str = ""  # with what, and how many times that


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--large", action="store_true", help="10,000 written reports instead of 1,000")
    reports = 10_000 if options.parse_args().large else 1_000
    gc.set_threshold(OBJECTS_BETWEEN_LOOKS)  # as the command does
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as folder:
        lines = list(measured(Path(folder), reports))
    print(
        f"\nGongkai on {os.cpu_count()} cores, Python {sys.version.split()[0]}; medians, ratios within this run\n"
    )
    print_table(lines)


def measured(folder: Path, reports: int) -> Iterator[Line]:
    """Every line of the table, in order."""
    five, big, written = folder / "five", folder / "big", folder / "written"
    gongkai("build", REPORTS, "--store", five)
    yield from cold_starts(five)
    yield from builds(written, big, reports)
    yield from open_answers(five, big)
    yield from vector_search(folder, big)
    yield from page(five)


def print_table(lines: Sequence[Line]) -> None:
    rows = [line for line in lines if line.figure]
    what, figure = max(len(line.what) for line in rows), max(len(line.figure) for line in rows)
    for line in lines:
        if not line.figure:
            print()
        print(f"{line.what:<{what}}  {line.figure:>{figure}}  {line.compared}".rstrip())


# ── processes ──


@cache
def command() -> tuple[str, ...]:
    """The command as installed beside this Python, else the package that it runs."""
    script = Path(sys.executable).with_name("gongkai")
    return (str(script),) if script.exists() else (sys.executable, "-m", "ui")


@cache
def environ() -> dict[str, str]:
    """Nobody's settings, bytecode kept as it is in daily use, and nothing looked up anywhere."""
    ours = {
        k: v for k, v in os.environ.items() if not k.startswith("GONGKAI_") and k != "PYTHONDONTWRITEBYTECODE"
    }
    return ours | {
        "PYTHONPATH": str(ROOT),
        "CI": "true",
        "HF_HUB_OFFLINE": "1",
        "GRADIO_ANALYTICS_ENABLED": "False",
    }


def run(*arguments: str | Path) -> str:
    """Runs a process to its end; what it wrote to stderr."""
    done = subprocess.run(
        [*map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environ(),
        cwd=ROOT,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, arguments))}\n{done.stderr}")
    return done.stderr


def python(code: str, *arguments: str | Path) -> str:
    return run(sys.executable, "-c", code, *arguments)


def gongkai(*arguments: str | Path) -> str:
    return run(*command(), *arguments)


def seconds(step: Callable[[], object]) -> float:
    started = time.perf_counter()
    step()
    return time.perf_counter() - started


def side_by_side(runs: int, *steps: Callable[[], object]) -> list[float]:
    """The median seconds of each step; they take turns, so that a busy moment hits all of them."""
    for step in steps:
        step()  # bytecode and file cache are warm after this
    rounds = [[seconds(step) for step in steps] for _ in range(runs)]
    return [median(times) for times in zip(*rounds, strict=True)]


def say(what: str) -> None:
    print(f"  … {what}", file=sys.stderr, flush=True)


def milliseconds(value: float) -> str:
    """
    >>> milliseconds(1.5), milliseconds(0.0015), milliseconds(0.0000015)
    ('1,500 ms', '1.50 ms', '2 µs')
    """
    if value < 0.0001:
        return f"{value * 1_000_000:.0f} µs"
    return f"{value * 1000:,.0f} ms" if value >= 0.01 else f"{value * 1000:.2f} ms"


# ── a new process for each question ──


def cold_starts(store: Path) -> Iterator[Line]:
    say(f"cold starts, {COLD_RUNS} of each")
    row, nothing, figure, text = side_by_side(
        COLD_RUNS,
        lambda: python(ONE_ROW, store / "reports.db"),
        lambda: python("pass"),
        lambda: gongkai("ask", FIGURE_QUESTION, "--store", store),
        lambda: gongkai("ask", TEXT_QUESTION, "--store", store),
    )
    yield Line(f"A new process for each question (five reports; {COLD_RUNS} runs)")
    yield Line("  python that does nothing", milliseconds(nothing))
    yield Line(
        "  python that opens the store with sqlite3 and reads one row",
        milliseconds(row),
        "1: the measure here",
    )
    yield Line(
        "  gongkai ask, a statistics question", milliseconds(figure), f"{figure / row:.1f} × (limit 5, aim 3)"
    )
    yield Line("  gongkai ask, a text question", milliseconds(text), f"{text / row:.1f} ×")
    for kind, question in (("statistics", FIGURE_QUESTION), ("text", TEXT_QUESTION)):
        loaded = python(NAME_HEAVY, "ask", question, "--store", store).split()
        torch = "imported" if "torch" in loaded else "not imported"
        others = ", ".join(name for name in loaded if name != "torch") or "nothing heavy"
        yield Line(f"    torch in that process, {kind} question", torch, f"imported: {others}")


# ── building ──


def builds(written: Path, store: Path, reports: int) -> Iterator[Line]:
    """Builds the big store on the way: the written reports and the five."""
    say(f"writing {reports:,} reports")
    write_files(corpus(reports, (2020,), seed=1), written)
    runs = BUILD_RUNS if reports <= 1_000 else 1
    say(f"building them, {runs} ×")
    whole = median(
        seconds(lambda: gongkai("build", written, REPORTS, "--store", store, "--force")) for _ in range(runs)
    )
    again = [seconds(lambda: gongkai("build", written, REPORTS, "--store", store)) for _ in range(runs)]
    changed = [seconds(lambda: rebuild_one(written, store)) for _ in range(runs)]
    yield Line(
        f"Building {reports:,} written reports and the five, with the embedded model (whole process; runs: {runs})"
    )
    yield Line(
        "  everything new", f"{(reports + 5) / whole:,.0f} reports/s", f"{whole:.1f} s: the measure here"
    )
    yield Line("  again, nothing changed", milliseconds(median(again)), f"{median(again) / whole:.3f} ×")
    yield Line("  again, one file changed", milliseconds(median(changed)), f"{median(changed) / whole:.3f} ×")


def rebuild_one(written: Path, store: Path) -> None:
    first = next(iter(sorted(written.rglob("*.txt"))))
    first.write_text(first.read_text(encoding="utf-8") + "\n", encoding="utf-8", newline="")
    gongkai("build", written, REPORTS, "--store", store)


# ── the store open ──


def open_answers(five: Path, big: Path) -> Iterator[Line]:
    say(f"answers with the store open, {OPEN_RUNS} ×")
    questions = single_questions()
    small, large = (Timed.over(store, questions) for store in (five, big))
    yield Line(
        f"The store open: the questions of data/questions.jsonl, follow-ups left out (runs: {OPEN_RUNS})"
    )
    for kind, name in (
        ("one", "statistics, of agencies named"),
        ("all", "statistics, over all"),
        ("text", "text"),
    ):
        here = [question for question in questions if small.kind[question] == kind]
        both = [question for question in here if large.kind[question] == kind]
        yield answers_line(f"  {name}; five reports", small, here)
        if kind != "text":
            yield sql_line(small, here)
        yield answers_line(f"  those answered over {large.reports:,} reports, too", large, both, small)
        if kind != "text":
            yield sql_line(large, both)


def vector_search(folder: Path, big: Path) -> Iterator[Line]:
    """A question embedded and the nearest of so many passages found, without torch."""
    say(f"vectors of {MANY_PASSAGES:,} passages")
    questions = json.dumps([question for question in single_questions() if len(question) > 8][:SEARCHES])
    told = python(SEARCH_MANY, big, folder / "many.faiss", str(MANY_PASSAGES), questions)
    embedded, both, heavy = told.strip().splitlines()[-1].split(" ")
    took, embedding = sorted(map(float, both.split(","))), median(map(float, embedded.split(",")))
    yield Line(f"Vectors: {MANY_PASSAGES:,} passages, those written with a little noise")
    yield Line(
        f"  a question embedded and searched for ({len(took)} questions)",
        milliseconds(median(took)),
        f"19 of 20 within {milliseconds(took[int(len(took) * 0.95)])}; torch {'loaded' if int(heavy) else 'not loaded'}",
    )
    yield Line("    of that, embedding", milliseconds(embedding), f"{embedding / median(took):.1%} of it")


def answers_line(what: str, timed: Timed, asked: Sequence[str], other: Timed | None = None) -> Line:
    """The median question; `other`: the store to compare the same questions with."""
    took = sorted(timed.seconds[question] for question in asked)
    middle, slow = median(took), took[int(len(took) * 0.95)]
    times = f"{middle / median(other.seconds[q] for q in asked):.1f} × over five; " if other else ""
    return Line(
        f"{what} ({len(asked)} questions)",
        milliseconds(middle),
        f"{times}19 of 20 within {milliseconds(slow)}",
    )


def sql_line(timed: Timed, asked: Sequence[str]) -> Line:
    took = median(timed.sql[question] for question in asked if question in timed.sql)
    whole = median(timed.seconds[question] for question in asked)
    return Line("    of that, the SQL alone", milliseconds(took), f"{took / whole:.1%} of the answer")


def single_questions() -> list[str]:
    lines = (ROOT / "data" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    asked = [json.loads(line) for line in lines]
    return list(dict.fromkeys(line["question"] for line in asked if not line.get("history")))


@dataclass(frozen=True)
class Timed:
    """What each question took over one store, and how it was answered (see `way`)."""

    reports: int
    kind: dict[str, str]
    seconds: dict[str, float]
    sql: dict[str, float]  # the shown statement run by itself

    @classmethod
    def over(cls, store: Path, questions: Sequence[str]) -> Timed:
        assistant = opened(store)
        for question in (FIGURE_QUESTION, TEXT_QUESTION):
            assistant.ask(question)  # what a first question loads is no part of this
        answers = {question: assistant.ask(question) for question in questions}
        kind = {q: way(answer) for q, answer in answers.items()}
        took = {q: median(seconds(lambda q=q: assistant.ask(q)) for _ in range(OPEN_RUNS)) for q in questions}  # type: ignore[misc]
        sql = {q: sql_alone(assistant, answer) for q, answer in answers.items() if answer.sql}
        return cls(len(assistant.store.reports()), kind, took, sql)


def way(answer: Answer) -> str:
    """One of "one" (figures of agencies named), "all" (figures over the collection), "text" and ""."""
    if answer.status != "answered" or answer.route not in ("statistics", "passages"):
        return ""
    if answer.route == "passages":
        return "text"
    return "one" if re.search(r"r\.agency (=|IN)", answer.sql or "") else "all"


def opened(store: Path) -> Assistant:
    from ui.opening import open_assistant
    from ui.settings import Settings

    return open_assistant(Settings(store=store))


def sql_alone(assistant: Assistant, answer: Answer) -> float:
    sql = answer.sql or ""
    return median(
        seconds(lambda: assistant.store.connection.execute(sql, answer.parameters).fetchall())
        for _ in range(OPEN_RUNS)
    )


# ── the page ──


def page(store: Path) -> Iterator[Line]:
    say(f"the page, {PAGE_RUNS} ×")
    [gradio] = side_by_side(PAGE_RUNS, lambda: python("import gradio"))
    with chromium() as browser:
        rounds = [page_times(store, browser) for _ in range(PAGE_RUNS)]
    first = median(times.up for times in rounds)
    yield Line(f"gongkai serve, from the start of its process (runs: {PAGE_RUNS})")
    yield Line("  python that only imports gradio", milliseconds(gradio), "1: the measure here")
    yield Line("  to the first HTTP 200", milliseconds(first), f"{first / gradio:.1f} ×")
    if browser is None:
        yield Line("  to an answer on the page", "not run", "no Chromium was found")
        return
    usable, answered = (median(getattr(times, step) for times in rounds) for step in ("usable", "answered"))
    yield Line(
        "  to a page that takes a question", milliseconds(usable), f"{usable / gradio:.1f} × (aim 6 s)"
    )
    yield Line("  to an answer on the page", milliseconds(answered), f"{answered / gradio:.1f} ×")
    entered = sorted(seconds for times in rounds for seconds in times.entered)
    yield Line(f"From Enter to the answer on the screen, the server warm ({len(entered)} questions)")
    yield Line("  the median", milliseconds(median(entered)), "(aim 300 ms)")
    yield Line("  the slowest", milliseconds(entered[-1]))


@contextmanager
def chromium() -> Iterator[Browser | None]:
    """A headless browser, already started, where there is one."""
    path = find_chromium()
    if path is None:
        yield None
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@dataclass(frozen=True)
class PageTimes:
    """Seconds from the start of a server's process; without a browser only to its first HTTP 200."""

    up: float
    usable: float = 0.0
    answered: float = 0.0
    entered: tuple[float, ...] = ()  # from Enter to the answer, each question after the first


def page_times(store: Path, browser: Browser | None) -> PageTimes:
    """One server from its start to its end."""
    port = free_port()
    serve = [*command(), "serve", "--port", str(port), "--no-browser", "--store", str(store)]
    started = time.perf_counter()
    with subprocess.Popen(
        serve, env=environ(), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            wait_for(f"http://127.0.0.1:{port}/", server)
            up = time.perf_counter() - started
            if browser is None:
                return PageTimes(up)
            return ask_in(browser, f"http://127.0.0.1:{port}/", started, up)
        finally:
            server.terminate()


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    """Returns at the first HTTP 200."""
    until = time.perf_counter() + PATIENCE
    while time.perf_counter() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.02)
    raise SystemExit(f"{address} did not answer")


# In the page itself: a driver's own looking would be counted, too.
ENTER_TO_ANSWER = """() => new Promise((done) => {
  const answers = () => document.querySelectorAll("#gk-chat .gk-turn:not(.gk-waiting)").length;
  const before = answers();
  let entered = 0;
  document.addEventListener("keydown", () => { entered = performance.now(); }, { capture: true, once: true });
  new MutationObserver((_, watching) => {
    if (answers() === before) return;
    watching.disconnect();
    requestAnimationFrame(() => done(performance.now() - entered));
  }).observe(document.querySelector("#gk-chat"), { childList: true, subtree: true });
})"""


def ask_in(browser: Browser, address: str, started: float, up: float) -> PageTimes:
    """Types questions into the page, each when the one before is answered."""
    page = browser.new_page(locale="zh-CN")
    page.set_default_timeout(PATIENCE * 1000)
    page.goto(address)
    page.locator(".gk-example").first.wait_for()
    usable = time.perf_counter() - started
    box = page.get_by_role("textbox")
    box.fill(FIGURE_QUESTION)
    box.press("Enter")
    page.locator(".gk-turn:not(.gk-waiting) .gk-text").first.wait_for()
    answered = time.perf_counter() - started
    entered = []
    for question in PAGE_QUESTIONS:
        box.fill(question)
        page.evaluate(
            f"() => {{ window.shown = ({ENTER_TO_ANSWER})(); }}"
        )  # not awaited: the key comes after it
        box.press("Enter")
        entered.append(float(page.evaluate("window.shown")) / 1000)
    page.close()
    return PageTimes(up, usable, answered, tuple(entered[1:]))  # the first loads the embedded model


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
