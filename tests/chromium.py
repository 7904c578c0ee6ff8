"""The browser of the page tests: finds a Chromium; run as a script, it sees to it that there is one.

A Chromium or Chrome that is there, else Debian's package where that can be installed, else Playwright's own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
NOT_RUN = "no Chromium could be had"


def find_chromium() -> Path | None:
    """A Chromium that starts; GONGKAI_TEST_CHROMIUM names one and is then the only one tried."""
    named = os.environ.get("GONGKAI_TEST_CHROMIUM")
    candidates = [Path(named)] if named else installed_browsers()
    return next((path for path in candidates if starts(path)), None)


def installed_browsers() -> Iterator[Path]:
    """Where a browser may lie, Playwright's own last: asking for it takes a second."""
    yield from (Path(found) for name in NAMES if (found := shutil.which(name)))
    yield from (path for path in map(Path, APPLICATIONS) if path.exists())
    yield from playwright_browser()


def playwright_browser() -> Iterator[Path]:
    """The Chromium that `playwright install` puts into its own folder."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    if path.exists():
        yield path


def starts(path: Path) -> bool:
    """Whether it is a browser whose libraries are all there, and no stub that asks to install one."""
    try:
        told = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return told.returncode == 0 and "Chrom" in told.stdout


def install_chromium() -> None:
    """Debian's package where we may install it (with a font for Chinese), else Playwright's own."""
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        done = attempt("apt-get", "update") and attempt(
            "apt-get", "install", "-y", "--no-install-recommends", "chromium", "fonts-noto-cjk"
        )
        if done and find_chromium():
            return
    attempt(sys.executable, "-m", "playwright", "install", "chromium")


def attempt(*command: str) -> bool:
    """Runs a command quietly; whether it worked, and where it did not, its own first word on why."""
    print("gongkai: for the tests:", " ".join(command), flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode != 0:
        print("gongkai: that failed:", next(iter(done.stderr.splitlines()), f"exit status {done.returncode}"))
    return done.returncode == 0


def main() -> None:
    if find_chromium() is None and "GONGKAI_TEST_CHROMIUM" not in os.environ:
        install_chromium()
    if find_chromium() is None:
        print(f"gongkai: {NOT_RUN}; the page tests will not run")


if __name__ == "__main__":
    main()
