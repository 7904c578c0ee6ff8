"""Pictures of the page's main states, to be looked at after a change: `python -m tests.screenshots [STATE …]`.

Each state is photographed as in `LOOKS`: desktop and phone, light and dark, Chinese and English by turns, over the five
reports and over the written test collection. `--readme` makes the pictures of README.md anew instead.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, NamedTuple

from PIL import Image
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
FOLDER = ROOT / "build" / "screenshots"
SETTLED = 700  # milliseconds: what comes a little later is there, what fades in has
COLOURS = 128  # of a picture in README.md; the page has few

Language = Literal["zh", "en"]
Over = Literal["five", "corpus", "nothing"]
Reach = Callable[[Page, Language], None]  # how a visitor gets to a state
Step = Callable[[Page], None]


class Look(NamedTuple):
    """On what a state is seen."""

    language: Language
    is_phone: bool = False
    is_dark: bool = False

    @property
    def name(self) -> str:
        return (
            f"{self.language}-{'phone' if self.is_phone else 'desktop'}-{'dark' if self.is_dark else 'light'}"
        )


class State(NamedTuple):
    """A state of the page: over which reports it is, and how a visitor gets there."""

    over: Over
    reach: Reach


LOOKS = (
    Look("zh"),
    Look("en", is_dark=True),
    Look("zh", is_phone=True, is_dark=True),
    Look("en", is_phone=True),
)

# ── how a visitor gets there ─────────────────────────────────────────────────────────────────────


def nothing_more(page: Page) -> None:
    """The page as it is."""


def begun(page: Page, language: Language) -> None:
    """Before the first question."""


def asked(zh: str, en: str, then: Step = nothing_more) -> Reach:
    """A question, and what is done with its answer."""

    def reach(page: Page, language: Language) -> None:
        ask(page, zh if language == "zh" else en)
        page.wait_for_timeout(SETTLED)
        then(page)

    return reach


def tab(name: str, then: Step = nothing_more) -> Reach:
    """A tab beside the chat, and what is done in it."""

    def reach(page: Page, language: Language) -> None:
        page.locator("#gk-tabs button[role=tab]").nth(
            ("reports", "data", "checks", "about").index(name) + 1
        ).click()
        expect(page.locator(f"#gk-{name}").locator(".gk-listed, .gk-about")).to_be_visible()
        then(page)

    return reach


def source(page: Page) -> None:
    """The first citation's source."""
    page.locator(".gk-text .gk-mark").first.click()
    expect(page.locator(".gk-doc mark").first).to_be_visible()


def sql(page: Page) -> None:
    """The SQL under an answer, run."""
    page.locator(".gk-sql summary").click()
    page.locator("[data-event=run]").click()
    expect(page.locator(".gk-rows table")).to_be_visible()


def other_readings(page: Page) -> None:
    """What one part of how the question was read can be exchanged for."""
    page.locator(".gk-part summary").first.click()


def narrowed(page: Page) -> None:
    """Rows of fewer agencies, in another order."""
    page.locator("#gk-data-filter input[type=search]").fill("区")
    page.wait_for_timeout(SETTLED)
    page.locator("#gk-data [data-key='sort total']").click()


def drawn(page: Page) -> None:
    """The chart of a column."""
    page.locator("#gk-data [data-key=chart]").click()
    expect(page.locator("#gk-data .gk-chart:visible")).to_be_visible()


def years_drawn(page: Page) -> None:
    """The same of few agencies, over the years."""
    page.locator("#gk-data-filter input[type=search]").fill("南京")
    page.wait_for_timeout(SETTLED)
    drawn(page)


def problem(page: Page) -> None:
    """The first problem, opened in its report."""
    page.locator("#gk-checks .gk-cells").first.click()
    expect(page.locator(".gk-doc mark").first).to_be_visible()


RANKING = ("2021年哪些单位收到的申请最多，前10名", "Top 10 agencies by applications received in 2021")
TREND = ("南京市教育局历年收到多少申请", "Applications received by Nanjing education bureau, each year")
SPENT = ("大兴区应急局的政府采购花了多少钱", "How much did Daxing emergency bureau spend on procurement?")
LEADER = (
    "黄埔区应急管理局政务公开领导小组的组长是谁",
    "Who leads the disclosure leading group of Huangpu emergency bureau?",
)
STATES: dict[str, State] = {
    "welcome": State("five", begun),
    "empty": State("nothing", begun),
    "ranking": State("corpus", asked(*RANKING)),
    "trend": State("corpus", asked(*TREND)),
    "reading": State("corpus", asked(*RANKING, other_readings)),
    "source": State("five", asked(*SPENT, source)),
    "text": State("five", asked(*LEADER)),
    "asking-back": State("five", asked("黄埔区收到多少件申请", "How many applications did Huangpu receive?")),
    "no-data": State(
        "five", asked("大兴2021年收到多少申请", "How many applications did Daxing get in 2021?")
    ),
    "sql": State("five", asked("各单位采购总金额合计", "Total procurement amount of all agencies", sql)),
    "reports": State("corpus", tab("reports")),
    "data": State("corpus", tab("data", narrowed)),
    "data-chart": State("corpus", tab("data", drawn)),
    "data-lines": State("corpus", tab("data", years_drawn)),
    "checks": State("corpus", tab("checks", problem)),
    "about": State("five", tab("about")),
}
IN_README = {
    "source": LOOKS[0],
    "ranking": Look("en"),
    "data-chart": Look("zh", is_dark=True),
    "text": LOOKS[2],
}

# ── the pictures ─────────────────────────────────────────────────────────────────────────────────


@contextmanager
def addresses(folder: Path) -> Iterator[dict[Over, str]]:
    """Three pages: over the five reports, over the written collection, and over nothing."""
    write_files(corpus(), folder / "reports")
    embedder = load_embedder(None)
    build([ROOT / "data" / "reports"], folder / "five", embedder)
    build([folder / "reports"], folder / "corpus", embedder)
    served: dict[Over, Iterator[str]] = {}
    for over in ("five", "corpus", "nothing"):
        settings = Settings(store=folder / over, uploads=folder / f"{over}-uploads", browser=False)
        served[over] = serving(settings)
    yield {over: next(page) for over, page in served.items()}
    for page in served.values():
        next(page, None)


def picture(browser: Browser, address: str, state: State, look: Look) -> bytes:
    """What a new visitor sees in a state, as PNG."""
    context = browser.new_context(
        locale="zh-CN" if look.language == "zh" else "en-GB",
        viewport={"width": 390, "height": 844} if look.is_phone else {"width": 1280, "height": 800},
        color_scheme="dark" if look.is_dark else "light",
    )
    page = context.new_page()
    page.goto(address)
    expect(page.locator(".gk-chat")).to_be_visible()
    state.reach(page, look.language)
    page.wait_for_timeout(SETTLED)
    seen = page.screenshot()
    context.close()
    return seen


def save_small(seen: bytes, path: Path) -> None:
    """A picture with few colours, for README.md."""
    few = Image.open(io.BytesIO(seen)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument(
        "states", nargs="*", metavar="STATE", help=f"of {', '.join(STATES)}; without any: all"
    )
    parser.add_argument("--readme", action="store_true", help=f"the pictures of README.md, into {ASSETS}")
    chosen = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, addresses(FOLDER / "stores") as found:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        if chosen.readme:
            for name, look in IN_README.items():
                save_small(
                    picture(browser, found[STATES[name].over], STATES[name], look),
                    ASSETS / f"screenshot-{name}.png",
                )
        else:
            for name in chosen.states or STATES:
                for look in LOOKS:
                    path = FOLDER / f"{name}-{look.name}.png"
                    path.write_bytes(picture(browser, found[STATES[name].over], STATES[name], look))
                    print(path)
        browser.close()


if __name__ == "__main__":
    main()
