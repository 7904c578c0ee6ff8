"""What the browser tests of the page share: a server of its own, and what a visitor does."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from ui import server
from ui.settings import Settings

SLOW = 60_000  # milliseconds; a loaded machine may need some of them
OpenPage = Callable[..., Page]
expect.set_options(timeout=SLOW)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serving(settings: Settings) -> Iterator[str]:
    """The address of a page with these settings, as long as the caller needs it."""
    port = free_port()
    page = server.serve(settings._replace(port=port), block=False)
    yield f"http://127.0.0.1:{port}/"
    page.close()


def visitors(browser: Browser, address: str) -> Iterator[OpenPage]:
    """Opens the page as one more visitor; at the end, no request may have left and no script failed."""
    contexts = []
    asked: list[str] = []
    failed: list[str] = []

    def opened(
        locale: str = "zh-CN", width: int = 1280, height: int = 800, url: str = address, dark: bool = False
    ) -> Page:
        context = browser.new_context(
            locale=locale,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            permissions=["clipboard-read", "clipboard-write"],
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(SLOW)
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: failed.append(str(error)))
        page.on("console", lambda said: failed.append(said.text) if said.type == "error" else None)
        page.goto(url)
        page.wait_for_selector(".gk-chat")
        return page

    yield opened
    for context in contexts:
        context.close()
    elsewhere = [url for url in asked if urlsplit(url).hostname not in ("127.0.0.1", None, "")]
    assert (elsewhere, failed) == ([], [])


def serious(page: Page) -> list[tuple[str, str, str]]:
    """What axe finds in the page as it stands that keeps people from using it: rule, element, and why."""
    page.wait_for_timeout(200)  # colours that fade in are judged when they are there
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        (one["id"], node["html"], node["failureSummary"])
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


def ask(page: Page, question: str) -> None:
    """Types a question and waits for its answer."""
    before = page.locator(".gk-turn:not(.gk-waiting)").count()
    box = page.locator("#gk-question textarea, #gk-question input").first
    box.fill(question)
    box.press("Enter")
    expect(page.locator(".gk-turn:not(.gk-waiting)")).to_have_count(before + 1)
