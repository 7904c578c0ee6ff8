"""Document → the six numbered parts, told by their titles, their numbers and their order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.characters import normalise
from index.form import PARTS
from index.labels import fold, likeness
from index.report import Section

_NUMBER = re.compile(r"^(?:第)?[（(]?([一二三四五六])(?:部分)?[、.．:：)）]")
_PRINTED_NUMBER = re.compile(r"^\s*(?:第)?[一二三四五六]\s*(?:部分)?\s*[、．.:：]\s*")
_FURNITURE = re.compile(r"\[bookmark:[^\]]*\]")
_LONGEST_TITLE = 40


@dataclass(frozen=True)
class Heading:
    """A line that could be the heading of a part."""

    part: str
    title: str
    start: int
    end: int
    score: float


def find_sections(text: str, tables: Sequence[tuple[int, int]] = ()) -> tuple[Section, ...]:
    """The parts in order; what stands before the first has part "". `tables` are the spans of the form's tables.

    A part may be missing and a title may stand without its number; a decoy (the title of part 二 as a sub-heading of
    part 一) loses to the numbered one, and headings inside a table are none.
    """
    chosen = _best_order(_headings(text, tables))
    if not chosen:
        return (Section("", "", 0, 0, len(text)),) if text else ()
    starts = [heading.start for heading in chosen] + [len(text)]
    parts = [
        Section(heading.part, heading.title, heading.start, heading.end, after)
        for heading, after in zip(chosen, starts[1:], strict=True)
    ]
    return (Section("", "", 0, 0, starts[0]), *parts) if starts[0] else tuple(parts)


def _headings(text: str, tables: Sequence[tuple[int, int]]) -> list[Heading]:
    found = []
    position = 0
    for line in text.splitlines(keepends=True):
        start, position = position, position + len(line)
        if (
            any(first <= start < last for first, last in tables)
            or "\t" in line.strip()
            or line.startswith("\t")
        ):
            continue
        found += _heading(line.rstrip("\r\n"), start)
    return found


def _heading(line: str, start: int) -> list[Heading]:
    clean = _FURNITURE.sub(lambda found: " " * len(found.group()), line)
    glued = re.search(r"[。；)）]\s*((?:[一二三四五六])、[^。；，]{4,30})\s*$", clean)
    if glued and len(clean) > _LONGEST_TITLE:
        clean, start = glued.group(1), start + glued.start(1)
    stripped = clean.strip().strip("#*").strip()
    if not stripped or len(stripped) > _LONGEST_TITLE:
        return []
    numbered = _NUMBER.match(normalise(stripped))
    found = []
    for part, titles in PARTS.items():
        fit = max(likeness(fold(stripped), fold(title)) for title in titles)
        if not fit:
            continue
        own = bool(numbered and numbered.group(1) == part and not stripped.startswith(("（", "(")))
        worth = fit + (2 if own else 0)
        begin = start + len(clean) - len(clean.lstrip())
        title = _PRINTED_NUMBER.sub("", stripped) if own else stripped
        found.append(Heading(part, title, begin, start + len(clean.rstrip()), worth))
    return found


def _best_order(headings: Sequence[Heading]) -> list[Heading]:
    """The rising run of parts with the highest score; of equals the one that begins earliest."""
    order = list(PARTS)
    best: list[tuple[float, int]] = []
    for here, heading in enumerate(headings):
        before = [
            (best[earlier][0], -earlier)
            for earlier in range(here)
            if order.index(headings[earlier].part) < order.index(heading.part)
            and headings[earlier].start < heading.start
        ]
        score, previous = max(before, default=(0.0, 1))
        best.append((score + heading.score, -previous))
    run: list[Heading] = []
    here = max(range(len(best)), key=lambda index: (best[index][0], -index), default=-1)
    while here >= 0:
        run.append(headings[here])
        here = best[here][1]
    return run[::-1]
