"""Sections → Passages: narrative by sub-heading, of a size worth retrieving; never across a heading, never a table cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.furniture import is_furniture
from index.report import Passage, Section

LONGEST = 420  # characters; a longer paragraph is split between sentences
SHORTEST = 90  # a shorter paragraph joins the one after it, under the same heading

_SUB_HEADING = re.compile(
    r"^\s*(?:[（(]\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s*[)）]|\d{1,2}\s*[.．、](?!\d))\s*"
)
_SENTENCE = re.compile(r"[^。！？!?；;]*[。！？!?；;]?[”’）)]?")
_FORM_WORDS = re.compile(r"^[\s（(]*(?:本列数据的勾稽关系|第二十条第|\[bookmark)")
_CELL_LINE = re.compile(r"\S\t|^\t|\|")
_SIGNATURE = re.compile(r"^(?:[（(]?此页无正文[)）]?|\d{4}年\d{1,2}月\d{1,2}日)$")
_END_OF_SENTENCE = ("。", "！", "？", "；", "!", "?", ";", "：", ":", "”")


@dataclass(frozen=True)
class _Line:
    start: int
    end: int
    text: str


def sections_to_passages(
    text: str, sections: Sequence[Section], tables: Sequence[tuple[int, int]]
) -> tuple[Passage, ...]:
    """The narrative of a report as passages; each one's `text` is exactly `text[start:end]`."""
    return tuple(passage for section in sections for passage in _section_passages(text, section, tables))


def _section_passages(text: str, section: Section, tables: Sequence[tuple[int, int]]) -> Iterator[Passage]:
    headings = _Headings()
    block: list[_Line] = []
    for line in _prose_lines(text, section, tables):
        if headings.is_heading(line.text):
            yield from _block_passages(text, section.part, headings.path, block)
            headings.open(line.text)
            block = [line]
        else:
            block.append(line)
    yield from _block_passages(text, section.part, headings.path, block)


class _Headings:
    """The sub-heading being read, with the one above it: （六）监督保障 / 1.加强领导."""

    def __init__(self) -> None:
        self.upper = ""
        self.lower = ""

    @property
    def path(self) -> str:
        return " / ".join(filter(None, (self.upper, self.lower)))

    def is_heading(self, line: str) -> bool:
        return _SUB_HEADING.match(line) is not None or _stands_alone(line)

    def open(self, line: str) -> None:
        marked = _SUB_HEADING.match(line)
        words = _heading_words(line[marked.end() :] if marked else line)
        if marked and line[0].isdigit():
            self.lower = words
        else:
            self.upper, self.lower = words, ""


def _prose_lines(text: str, section: Section, tables: Sequence[tuple[int, int]]) -> Iterator[_Line]:
    position = section.body
    for line in text[section.body : section.end].splitlines(keepends=True):
        start, position = position, position + len(line)
        bare = line.strip()
        inside = any(first <= start < last for first, last in tables)
        if not bare or inside or _CELL_LINE.search(line) or _FORM_WORDS.match(line):
            continue
        if _SIGNATURE.match(bare) or is_furniture(bare):
            continue
        begin = start + len(line) - len(line.lstrip())
        yield _Line(begin, begin + len(bare), bare)


def _stands_alone(line: str) -> bool:
    """A short line that is no sentence: an unnumbered sub-heading (主动公开政府信息情况)."""
    return (
        4 <= len(line) <= 32
        and not re.search(r"[，。；：！？,;:]", line)
        and not line.startswith(("图", "无"))
    )


def _heading_words(line: str) -> str:
    """The heading itself: the whole line, or its first sentence where text follows on the same line."""
    first = re.split(r"[。：:]", line, maxsplit=1)[0]
    return first.strip() if len(first) <= 40 else ""


def _block_passages(text: str, part: str, heading: str, block: Sequence[_Line]) -> Iterator[Passage]:
    """One sub-heading's lines as passages: paragraphs, the short ones joined, the long ones split."""
    if len(block) == 1 and _stands_alone(block[0].text) and part != "六":
        return  # a heading with nothing under it, a title, a date
    start = end = -1
    for line_start, line_end in _paragraphs(text, block):
        if start >= 0 and (line_end - start > LONGEST or end - start >= SHORTEST):
            yield _passage(text, part, heading, start, end)
            start = -1
        start = line_start if start < 0 else start
        end = line_end
    if start >= 0:
        yield _passage(text, part, heading, start, end)


def _paragraphs(text: str, block: Sequence[_Line]) -> Iterator[tuple[int, int]]:
    """Stretches of whole sentences no longer than LONGEST; a line that breaks off inside a sentence goes on in the next."""
    merged: list[tuple[int, int]] = []
    for line in block:
        broken_off = (
            merged
            and len(text[merged[-1][0] : merged[-1][1]]) > 30
            and not text[: merged[-1][1]].endswith(_END_OF_SENTENCE)
        )
        if broken_off:
            merged[-1] = (merged[-1][0], line.end)
        else:
            merged.append((line.start, line.end))
    for start, end in merged:
        yield from _split(text, start, end)


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = position = start
    for found in _SENTENCE.finditer(text, start, end):
        if found.end() - begin > LONGEST and position > begin:
            yield begin, position
            begin = position
        position = found.end()
        if position >= end:
            break
    if begin < end:
        yield begin, end


def _passage(text: str, part: str, heading: str, start: int, end: int) -> Passage:
    while start < end and text[start].isspace():
        start += 1
    return Passage(part, heading, start, end, text[start:end])
