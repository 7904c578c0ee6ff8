"""Pictures of the page's main states, to be looked at after a change: `python -m tests.screenshots FOLDER [STATE …]`.

Each state is photographed on a desktop and on a phone, light and dark, in Chinese and English by turns, over the five
reports and the written test collection. `--readme` makes the pictures of README.md anew instead.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, NamedTuple

from playwright.sync_api import Browser, Page, expect, sync_playwright

from index.build import build
from index.embedding import load_embedder
from tests.chromium import find_chromium
from tests.corpus import corpus
from tests.pages import ask, serving
from tests.report_writer import write_files
from ui.settings import Settings

ROOT = Path(__file__).parent.parent
ASSETS = ROOT / "ui" / "assets"
Language = Literal["zh", "en"]
Over = Literal["five", "corpus", "nothing"]
LOCALES: dict[Language, str] = {"zh": "zh-CN", "en": "en-GB"}


class Look(NamedTuple):
    """On what a state is seen."""

    language: Language
    width: int = 1280
    dark: bool = False

    @property
    def name(self) -> str:
        return (
            f"{self.language}-{'phone' if self.width < 640 else 'desktop'}-{'dark' if self.dark else 'light'}"
        )


class State(NamedTuple):
    """A state of the page: over which reports, and how a visitor gets there."""

    over: Over
    reach: Callable[[Page, Language], Any]


LOOKS = (Look("zh"), Look("en", dark=True), Look("zh", 390, dark=True), Look("en", 390))

# ── how a visitor gets there ─────────────────────────────────────────────────────────────────────


def asked(
    zh: str, en: str, then: Callable[[Page], Any] = lambda page: None
) -> Callable[[Page, Language], None]:
    """A question, and what is done with its answer."""

    def reach(page: Page, language: Language) -> None:
        ask(page, zh if language == "zh" else en)
        page.wait_for_timeout(700)  # what to ask next comes a little later
        then(page)

    return reach


def source(page: Page) -> None:
    """The first citation's source."""
    page.locator(".gk-turn .gk-mark").first.click()
    page.wait_for_selector("#gk-source .gk-doc")


def tab(number: int, then: Callable[[Page], Any] = lambda page: None) -> Callable[[Page, Language], None]:
    """A tab, and what is done in it."""

    def reach(page: Page, language: Language) -> None:
        page.locator("#gk-tabs button[role=tab]").nth(number).click()
        page.wait_for_selector(
            [
                ".gk-welcome",
                "#gk-reports .gk-listed",
                "#gk-data .gk-listed",
                "#gk-checks .gk-listed",
                ".gk-about",
            ][number]
        )
        then(page)

    return reach


def narrowed(page: Page) -> None:
    """The data tab with fewer agencies and another order."""
    page.locator("#gk-data-filter input[type=search]").fill("区")
    page.wait_for_timeout(600)
    page.locator("#gk-data [data-key='sort total']").click()
    page.wait_for_timeout(600)


def drawn(page: Page) -> None:
    """A chart of a column of the data tab."""
    page.locator("#gk-data-filter select[name=year]").select_option("2022")
    page.wait_for_timeout(600)
    page.locator("#gk-data [data-key=chart]").click()
    page.wait_for_selector("#gk-data .gk-chart:visible")


def years_drawn(page: Page) -> None:
    """The same of few agencies over the years."""
    page.locator("#gk-data-filter input[type=search]").fill("教育")
    page.wait_for_timeout(600)
    page.locator("#gk-data [data-key=chart]").click()
    page.wait_for_selector("#gk-data .gk-chart:visible")


def problem(page: Page) -> None:
    """The first problem, opened in its report."""
    page.locator("#gk-checks .gk-cells").first.click()
    page.wait_for_selector("#gk-source .gk-doc")


def run_sql(page: Page) -> None:
    """The SQL under an answer, run."""
    page.locator(".gk-sql summary").last.click()
    page.locator("[data-event=run]").last.click()
    page.wait_for_selector(".gk-rows table")


def other_readings(page: Page) -> None:
    """The menu of one part of how the question was read."""
    page.locator(".gk-part summary").first.click()


STATES: dict[str, State] = {
    "welcome": State("five", lambda page, language: None),
    "empty": State("nothing", lambda page, language: None),
    "ranking": State(
        "corpus",
        asked("2021年哪些单位收到的申请最多，前10名", "Top 10 agencies by applications received in 2021"),
    ),
    "trend": State(
        "corpus",
        asked(
            "南京市教育局历年收到多少申请",
            "Applications received by Nanjing education bureau, each year",
        ),
    ),
    "lookup": State(
        "five",
        asked(
            "大兴区应急局的政府采购花了多少钱",
            "How much did Daxing emergency bureau spend on procurement",
            source,
        ),
    ),
    "text": State(
        "five",
        asked(
            "黄埔区应急管理局政务公开领导小组的组长是谁",
            "Who leads the disclosure leading group of Huangpu emergency bureau",
        ),
    ),
    "asking-back": State("five", asked("黄埔区收到多少件申请", "How many applications did Huangpu receive")),
    "no-data": State(
        "five", asked("大兴2021年收到多少申请", "How many applications did Daxing receive in 2021")
    ),
    "reading": State(
        "corpus",
        asked(
            "2021年哪些单位收到的申请最多，前10名",
            "Top 10 agencies by applications received in 2021",
            other_readings,
        ),
    ),
    "sql": State("five", asked("各单位采购总金额合计", "Total procurement amount of all agencies", run_sql)),
    "reports": State("corpus", tab(1)),
    "data": State("corpus", tab(2, narrowed)),
    "data-chart": State("corpus", tab(2, drawn)),
    "data-lines": State("corpus", tab(2, years_drawn)),
    "checks": State("corpus", tab(3, problem)),
    "about": State("five", tab(4)),
}


# ── the pictures ─────────────────────────────────────────────────────────────────────────────────


@contextmanager
def addresses(folder: Path) -> Iterator[dict[Over, str]]:
    """Three pages: over the five reports, over the written collection, and over nothing."""
    write_files(corpus(), folder / "reports")
    found: dict[Over, Iterator[str]] = {}
    of: dict[Over, list[Path]] = {
        "five": [ROOT / "data" / "reports"],
        "corpus": [folder / "reports"],
        "nothing": [],
    }
    for over, reports in of.items():
        if reports:
            build(reports, folder / over, load_embedder(None))
        settings = Settings(store=folder / over, uploads=folder / f"{over}-uploads", browser=False)
        found[over] = serving(settings)
    yield {over: next(served) for over, served in found.items()}
    for served in found.values():
        next(served, None)


def picture(browser: Browser, address: str, state: State, look: Look, path: Path) -> None:
    """Goes to a state as a new visitor and saves what is seen there."""
    height = 844 if look.width < 640 else 860
    context = browser.new_context(
        locale=LOCALES[look.language],
        viewport={"width": look.width, "height": height},
        color_scheme="dark" if look.dark else "light",
    )
    page = context.new_page()
    page.goto(address)
    expect(page.locator(".gk-chat")).to_be_visible()
    state.reach(page, look.language)
    page.wait_for_timeout(500)  # what fades in is there
    page.screenshot(path=path)
    context.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("states", nargs="*", metavar="STATE", help=", ".join(STATES))
    asked_for = parser.parse_args()
    asked_for.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, addresses(asked_for.folder / "stores") as found:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        for name in asked_for.states or STATES:
            for look in LOOKS:
                path = asked_for.folder / f"{name}-{look.name}.png"
                picture(browser, found[STATES[name].over], STATES[name], look, path)
                print(path)
        browser.close()


if __name__ == "__main__":
    main()
