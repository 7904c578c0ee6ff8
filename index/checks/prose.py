"""A report's narrative as sentences to look for figures in: no table, no white space, characters made comparable."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.characters import simplify
from index.report import Section

LONGEST = 1500  # characters; more without a full stop is a table run together, and no sentence
_NUMBERING = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、．]|\d{1,2}\.(?!\d)|第[一二三四五六]部分)"
)
_NO_PROSE = re.compile(r"^\s*[-—\d\s./]*$|\S\t|^\t|\|")
_ENDS = ("。", "！", "？", "；", "!", "?", ";", "：", ":")
_SENTENCE = re.compile(r"[^。！？!?]+[。！？!?]?")


@dataclass(frozen=True)
class Sentence:
    """One sentence; `words` is as printed without white space, `plain` the same made comparable, as long."""

    part: str
    words: str
    plain: str
    before: str  # what stands close before it in its paragraph, made comparable


def narrative_sentences(
    text: str, sections: Sequence[Section], tables: Sequence[tuple[int, int]]
) -> Iterator[Sentence]:
    """The sentences of all parts, in order; `tables` are the spans of the form's tables."""
    for section in sections:
        for paragraph in _paragraphs(text, section, tables):
            words = "".join(paragraph.split())
            plain = _comparable(words)
            for found in _SENTENCE.finditer(plain):
                start, end = found.span()
                if end - start <= LONGEST:
                    before = plain[max(0, start - LONGEST) : start]
                    yield Sentence(section.part, words[start:end], plain[start:end], before)


def _paragraphs(text: str, section: Section, tables: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Lines put together again where a page's edge cut them."""
    lines: list[str] = []
    position = section.body
    for line in text[section.body : section.end].splitlines(keepends=True):
        start, position = position, position + len(line)
        if not line.strip() or _NO_PROSE.search(line) or any(a <= start < b for a, b in tables):
            continue
        if lines and (lines[-1].rstrip().endswith(_ENDS) or _NUMBERING.match(line)):
            yield "".join(lines)
            lines = []
        lines.append(line)
    if lines:
        yield "".join(lines)


def _comparable(words: str) -> str:
    """NFKC and simplified, each character one, the Chinese comma and semicolon kept apart from those in numbers."""
    plain = simplify(words)
    if len(plain) != len(words):
        plain = "".join(c if len(c) == 1 else w for w in words for c in (simplify(w),))
    if "，" not in words and "；" not in words:
        return plain
    return "".join(w if w in "，；" else c for w, c in zip(words, plain, strict=True))
