"""Regular expressions that stay text until a question needs them, and are then kept for good.

Compiling all of the reading's patterns would take longer than answering; the `re` module compiles at first use, too, but keeps
no more than 512 and would compile a thousand of them again and again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

compiled = cache(re.compile)


def search(pattern: str, text: str, flags: int = 0) -> re.Match[str] | None:
    """The first match anywhere in a text."""
    return compiled(pattern, flags).search(text)


def match(pattern: str, text: str, flags: int = 0) -> re.Match[str] | None:
    """The match at a text's start."""
    return compiled(pattern, flags).match(text)


def fullmatch(pattern: str, text: str, flags: int = 0) -> re.Match[str] | None:
    """The match of a whole text."""
    return compiled(pattern, flags).fullmatch(text)


def finditer(pattern: str, text: str, flags: int = 0) -> Iterator[re.Match[str]]:
    """All matches, one after the other."""
    return compiled(pattern, flags).finditer(text)


def findall(pattern: str, text: str, flags: int = 0) -> list[Any]:
    """All matches: their text, or their groups."""
    return compiled(pattern, flags).findall(text)


def split(pattern: str, text: str, maxsplit: int = 0, flags: int = 0) -> list[Any]:
    """The text between the matches, and what their groups hold."""
    return compiled(pattern, flags).split(text, maxsplit)


def sub(
    pattern: str, by: str | Callable[[re.Match[str]], str], text: str, count: int = 0, flags: int = 0
) -> str:
    """The text with something else for each match."""
    return compiled(pattern, flags).sub(by, text, count)
