"""What all tests share: settings of nobody, the store of the five reports, a real browser."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import libreoffice
from tests.chromium import NOT_RUN, find_chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from assistant.ask import Assistant
    from tests.pages import OpenPage

ROOT = Path(__file__).parent.parent
REPORTS = ROOT / "data" / "reports"

# The tests look nothing up anywhere, and do not read the settings of whoever runs them.
os.environ.update(HF_HUB_OFFLINE="1", GRADIO_ANALYTICS_ENABLED="False", CI="true")
for name in [n for n in os.environ if n.startswith("GONGKAI_") and n != "GONGKAI_TEST_CHROMIUM"]:
    del os.environ[name]


def text_of_one_report(text: str) -> sqlite3.Connection:
    """The tables in which gold spans are looked up, of 大兴's report on 2020."""
    found = sqlite3.connect(":memory:")
    found.executescript(
        "CREATE TABLE reports (id, agency, year); CREATE TABLE documents (report_id, text);"
        "INSERT INTO reports VALUES (1, '大兴', 2020);"
    )
    found.execute("INSERT INTO documents VALUES (1, ?)", (text,))
    return found


@pytest.fixture(scope="session")
def store_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of data/reports, built once."""
    from index.build import build
    from index.embedding import load_embedder

    path = tmp_path_factory.mktemp("store") / "store"
    build([REPORTS], path, load_embedder(None))
    return path


@pytest.fixture(scope="session")
def assistant(store_path: Path) -> Assistant:
    """The engine over the store of the five reports; the model is loaded when a question first needs it."""
    from assistant.ask import Assistant
    from index.embedding import load_embedder
    from index.store import Store

    return Assistant(Store.open(store_path), lambda: load_embedder(None))


@pytest.fixture(scope="session")
def corpus_store_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the written collection of `tests.corpus`, built once."""
    from index.build import build
    from index.embedding import load_embedder
    from tests.corpus import corpus
    from tests.report_writer import write_files

    folder = tmp_path_factory.mktemp("corpus")
    write_files(corpus(), folder / "reports")
    build([folder / "reports"], folder / "store", load_embedder(None))
    return folder / "store"


@pytest.fixture(scope="session")
def corpus_assistant(corpus_store_path: Path) -> Assistant:
    """The engine over the store of the written collection."""
    from assistant.ask import Assistant
    from index.embedding import load_embedder
    from index.store import Store

    return Assistant(Store.open(corpus_store_path), lambda: load_embedder(None))


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The browser's path; without one the test is not run, and the end of the output says so."""
    path = find_chromium()
    if path is None:
        pytest.skip(NOT_RUN)
    return path


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Browser]:
    """A headless Chromium that asks nothing of the network by itself."""
    from playwright.sync_api import sync_playwright

    quiet = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
    ]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", *quiet]
        )
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def address(store_path: Path, chromium: Path) -> Iterator[str]:
    """The page over the store of the five reports, with nothing that could change it."""
    from tests.pages import serving
    from ui.settings import Settings

    folder = store_path.parent
    yield from serving(Settings(store=store_path, uploads=folder / "uploads", browser=False))


@pytest.fixture(scope="session")
def corpus_address(corpus_store_path: Path, chromium: Path) -> Iterator[str]:
    """The page over the written collection: 167 reports of 43 agencies and four years."""
    from tests.pages import serving
    from ui.settings import Settings

    uploads = corpus_store_path.parent / "uploads"
    yield from serving(Settings(store=corpus_store_path, uploads=uploads, browser=False))


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[OpenPage]:
    """Opens the page as one more visitor; at the end, no request may have left and no script failed."""
    from tests.pages import visitors

    yield from visitors(browser, address)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Each test that asks for the browser is marked `browser`."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Iterator[None]:
    """Says in so many words, at the very end, when the page was not tested."""
    yield
    skipped = [
        report for report in terminalreporter.stats.get("skipped", []) if NOT_RUN in str(report.longrepr)
    ]
    if skipped:
        terminalreporter.section("the page was NOT TESTED", red=True, bold=True)
        terminalreporter.line(f"Browser tests NOT RUN: {len(skipped)}, because {NOT_RUN}.")
        terminalreporter.line(
            "Install Chromium or Chrome, or set GONGKAI_TEST_CHROMIUM to one, and run again."
        )
    if any(
        libreoffice.NOT_RUN in str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])
    ):
        terminalreporter.section("old Word files were NOT TESTED", red=True, bold=True)
        terminalreporter.line(f"Tests that convert files NOT RUN, because {libreoffice.NOT_RUN}.")
