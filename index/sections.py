"""Document → the six numbered parts, told by their titles, their numbers and their order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from index.characters import normalise
from index.form import PARTS
from index.furniture import end_of_page_head, end_of_report
from index.report import Section
from index.tables.labels import fold, likeness

_NUMBER = re.compile(r"^(?:第)?[（(]?([一二三四五六])(?:部分)?[、.．:：)）]")
_PRINTED_NUMBER = re.compile(r"^\s*(?:第)?[一二三四五六]\s*(?:部分)?\s*[、．.:：]\s*")
_NUMBER_ALONE = re.compile(r"^(?:第)?([一二三四五六])(?:部分)?[、．.]?$")
_GLUED_BEHIND = re.compile(r"[。；)）]\s*([一二三四五六]、[^。；，]{4,30})\s*$")
_GLUED_BEFORE = re.compile(
    rf"^\s*[一二三四五六]\s*、\s*(?:{'|'.join(map(re.escape, sorted((t for p in PARTS.values() for t in p), key=len, reverse=True)))})"
    r"(?:\s*[。：:]|(?=\s*[（(]|\s+(?![一二三四五六]\s*、)\S))"
)
_FEES = re.compile(
    r"^[ \t\u3000]*(?P<number>[一二三四五六七八九]\s*、)(?P<title>[^。，；\n]{0,16}(?:收费|减免)[^。，；\n]{0,12}?)[ \t\u3000]*$",
    re.MULTILINE,
)
_PAGE_NUMBER = re.compile(r"[\s.…·—_-]*\d{1,2}$")
_OWN_NUMBER, _SOME_NUMBER, _TABLE_BELOW = 2.0, 0.3, 0.3  # what a heading is worth more than its likeness
_NEAR = 120  # characters between the heading of a part and its table
_OLD_TITLES: dict[str, tuple[str, ...]] = {  # reports on 2008 to 2018
    "一": ("概述", "基本情况", "工作概况", "政府信息公开工作概述", "政府信息公开工作基本情况"),
    "二": ("政府信息主动公开情况", "主动公开政府信息的情况", "政府信息主动公开的情况", "主动公开信息情况"),
    "三": (
        "依申请公开情况", "政府信息依申请公开情况", "依申请公开政府信息的情况", "依申请公开政府信息办理情况", "政府信息公开申请情况",
        "政府信息公开申请办理情况", "申请公开政府信息情况",
    ),
    "四": (
        "复议诉讼情况", "行政复议诉讼情况", "行政复议和行政诉讼情况", "申请行政复议、提起行政诉讼情况", "复议、诉讼和申诉情况",
        "因政府信息公开申请行政复议、提起行政诉讼的情况", "政府信息公开复议、诉讼情况",
    ),
    "五": (
        "问题和改进", "主要问题和改进措施", "存在问题及改进措施", "存在的不足及改进措施", "政府信息公开工作存在的主要问题和改进措施",
        "存在问题和改进情况", "存在的问题和改进情况",
    ),
    "六": ("需要说明的事项", "需要说明的其他事项", "其他需要报告事项", "其他事项"),
}  # fmt: skip
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
    part 一, a table of contents) loses to the real one, and headings inside a table are none. Page furniture before
    the first and after the last part belongs to none of them; nor does what a report before 2019 says of fees, which
    has part "" as well.
    """
    chosen = _best_order(_without_contents(text, _headings(text, tables)))
    end = end_of_report(text, chosen[-1].end if chosen else 0)
    first = chosen[0].start if chosen else end
    ends = [*(later.start for later in chosen[1:]), end]
    parts = [
        Section(one.part, one.title, one.start, one.end, after)
        for one, after in zip(chosen, ends, strict=False)
    ]
    begins = end_of_page_head(text[:first])
    preamble = [Section("", "", begins, begins, first)] if begins < first else []
    return tuple(piece for section in (*preamble, *parts) for piece in _without_fees(text, section))


def _without_fees(text: str, section: Section) -> Iterator[Section]:
    """A section, cut before the part on fees that reports had before 2019."""
    fees = _FEES.search(text, section.body, section.end) if section.part else None
    if not fees:
        yield section
        return
    yield replace(section, end=fees.start("number"))
    yield Section("", fees["title"], fees.start("number"), fees.end("title"), section.end)


def _headings(text: str, tables: Sequence[tuple[int, int]]) -> list[Heading]:
    found: list[Heading] = []
    position = 0
    number, number_start = "", 0  # a number alone on the line before
    for line in text.splitlines(keepends=True):
        start, position = position, position + len(line)
        bare = line.strip()
        if any(first <= start < last for first, last in tables) or "\t" in bare or line.startswith("\t"):
            continue
        if alone := _NUMBER_ALONE.match(bare):
            number, number_start = alone.group(1), start
            continue
        headings = _heading(line.rstrip("\r\n"), start, tables)
        if number and bare:
            headings = [_numbered(heading, number, number_start) for heading in headings]
            number = ""
        found += headings
    return found


def _numbered(heading: Heading, number: str, start: int) -> Heading:
    """A heading with the number that stands alone on the line before it."""
    worth = _OWN_NUMBER if number == heading.part else _SOME_NUMBER
    return replace(heading, start=start, score=heading.score + worth)


def _heading(line: str, start: int, tables: Sequence[tuple[int, int]]) -> list[Heading]:
    """A line as the heading of each part whose title it resembles."""
    clean = _FURNITURE.sub(lambda found: " " * len(found.group()), line)
    if glued := _GLUED_BEHIND.search(clean):
        clean, start = glued.group(1), start + glued.start(1)
    if glued := _GLUED_BEFORE.match(clean):
        clean = glued.group()
    stripped = clean.strip().strip("#*").strip(" \t\u3000。：:")
    if not stripped or len(stripped) > _LONGEST_TITLE:
        return []
    numbered = _NUMBER.match(normalise(stripped))
    begin, end = start + len(clean) - len(clean.lstrip()), start + len(clean.rstrip())
    found = []
    for part, fit in _fits(fold(_PAGE_NUMBER.sub("", stripped))):
        worth = fit
        if numbered and not stripped.startswith(("（", "(")):
            worth += _OWN_NUMBER if numbered.group(1) == part else _SOME_NUMBER
        if part in "二三四" and any(0 <= first - end < _NEAR for first, _ in tables):
            worth += _TABLE_BELOW
        found.append(Heading(part, _PRINTED_NUMBER.sub("", stripped), begin, end, worth))
    return found


@lru_cache(maxsize=5000)
def _fits(folded: str) -> tuple[tuple[str, float], ...]:
    """(part, likeness) for each part whose title words resemble; the words used before 2019 count less."""
    fits = []
    for part, titles in PARTS.items():
        new = max(likeness(folded, fold(title)) for title in titles)
        old = max(likeness(folded, fold(title)) for title in _OLD_TITLES[part])
        if fit := max(new, 0.8 * old):
            fits.append((part, fit))
    return tuple(fits)


def _without_contents(text: str, headings: list[Heading]) -> list[Heading]:
    """The headings less a table of contents: several in a row with nothing between, which come again below."""
    lines = {heading.start: heading for heading in sorted(headings, key=lambda one: one.score)}
    order = [lines[start] for start in sorted(lines)]
    for first in range(len(order)):
        listed = [order[first]]
        for heading in order[first + 1 :]:
            apart = text[listed[-1].end : heading.start].strip()
            if apart or heading.part in {one.part for one in listed}:
                break
            listed.append(heading)
        again = {heading.part for heading in order[first + len(listed) :]}
        if len(listed) >= 4 and sum(heading.part in again for heading in listed) >= len(listed) - 1:
            starts = {heading.start for heading in listed}
            return [heading for heading in headings if heading.start not in starts]
    return headings


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
