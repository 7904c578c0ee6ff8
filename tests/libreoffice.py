"""LibreOffice for the tests that convert old Word files; run as a script, it sees to it that there is one on Debian."""

from __future__ import annotations

import os
import shutil

from tests.chromium import attempt

NOT_RUN = "no LibreOffice could be had"


def find_libreoffice() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def install_libreoffice() -> None:
    """Debian's package, where we may install it."""
    if (
        shutil.which("apt-get")
        and hasattr(os, "geteuid")
        and os.geteuid() == 0
        and attempt("apt-get", "update")
    ):
        attempt("apt-get", "install", "-y", "--no-install-recommends", "libreoffice-writer-nogui")


def main() -> None:
    if find_libreoffice() is None:
        install_libreoffice()
    if find_libreoffice() is None:
        print(f"gongkai: {NOT_RUN}; the tests that convert .doc files will not run")


if __name__ == "__main__":
    main()
