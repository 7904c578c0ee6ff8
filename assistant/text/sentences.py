"""The sentences of a passage, with how well each answers a question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from typing import NamedTuple

from assistant.conversation import Citation
from assistant.text.answer_kinds import Asked, fitness, is_of_kind, lacks_needed
from assistant.text.counting import counting_numbers
from assistant.text.wanted import (
    Place,
    Wanted,
    grams_within,
    heading_grams,
    how_told,
    titles,
    weighed,
    without_own_name,
)

UNDER = 0.6  # a word in the titles a sentence stands under counts so much
BEFORE = 0.5  # … in the sentence before it
HEADING = 0.4  # a heading names the matter and does not answer
LACKING = 0.5  # a sentence without what is needed
LONGEST_OF_CLAUSES = 22  # characters of a heading of two clauses: （三）强化管理，建立长效机制。
OF_KIND = 0.9  # so much a sentence is taken to speak of what is asked, that is of the very kind asked for

_SENTENCE = re.compile(r"[^。！？!?；;\n]*[。！？!?；;][”’）)]?|[^。！？!?；;\n]+")
_CLOSED_SOON = re.compile(r"[^（(）)]{1,120}[）)]")
_NUMBERED = re.compile(r"^\s*(?:[（(]\s*(?:[一二三四五六七八九十]+|\d+)\s*[)）]|\d+\s*[.．、])")
_SAYS_AFTER = re.compile("[:：][^，。；]+[，。；].")  # 问题：人手不足，一人身兼多职；


class Sentence(NamedTuple):
    """One sentence of a passage, by its place in the document."""

    place: Place
    start: int
    end: int
    score: float
    coverage: float = 0.0  # how much of what the question names it speaks of, from 0 to 1
    own: float = 0.0  # … by its own words, whatever it stands under or after
    lacks: bool = False  # it has not got what there is no answer without: no date for when, no number of the thing counted
    left_out: int = 0  # so many more lines of its list are not quoted
    likeness: float = 0.0  # of its vector to the question's, where that was looked at

    @property
    def text(self) -> str:
        return self.place.text[self.start - self.place.start : self.end - self.place.start]

    def citation(self) -> Citation:
        p = self.place
        return Citation(
            p.report, p.agency, p.year, p.part, None, None, self.text, p.file, self.start, self.end
        )


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a passage are; a line broken inside one does not end it, a heading on its own line does."""
    begin = -1
    for found in _SENTENCE.finditer(text):
        if not found.group().strip():
            continue
        begin = found.start() if begin < 0 else begin
        ended = found.group().rstrip("”’）)").endswith(("。", "！", "？", "!", "?", "；", ";"))
        if _within_brackets(text, begin, found.end()):
            continue
        if ended or found.end() - begin <= 34 or found.end() == len(text):
            yield begin, found.end()
            begin = -1
    if begin >= 0:
        yield begin, len(text)


def _within_brackets(text: str, begin: int, at: int) -> bool:
    """Whether a bracket opened since a sentence began is closed soon behind a place: （地址：……；邮编：……） is not parted."""
    opened = max(text.rfind(mark, begin, at) for mark in "（(")
    return opened > max(text.rfind(mark, begin, at) for mark in "）)") and bool(_CLOSED_SOON.match(text, at))


def scored_sentences(place: Place, wanted: Wanted, asked: Asked) -> list[Sentence]:
    """The passage's sentences: each scored by the words it has, and by how it is of the kind asked for."""
    sentences = []
    under = titles(place)
    above = heading_grams(place.part, place.heading)
    whole = sum(wanted.weights.values()) or 1.0
    before = ""
    for start, end in pieces(place.text):
        text = place.text[start:end]
        lead = len(text) - len(text.lstrip())
        inside = grams_within(text)
        words = sum(weight for gram, weight in wanted.weights.items() if gram in inside)
        words += UNDER * sum(weight for gram, weight in wanted.weights.items() if gram in above - inside)
        said = without_own_name(text, place.agency)
        own = _coverage(said, inside, "", "", wanted)
        told = _coverage(said, inside, under, before, wanted)
        told_so = max(told, OF_KIND) if is_of_kind(text, asked) else told
        lacks = lacks_needed(text, asked) or (
            asked.counts and not counting_numbers(text.lower(), wanted, asked)
        )
        score = (0.15 + words / whole) * (0.3 + told_so) * fitness(text, asked) / (1 + len(text) / 240)
        score *= (HEADING if is_heading(text) else 1.0) * (LACKING if lacks else 1.0)
        begin, stop = place.start + start + lead, place.start + start + len(text.rstrip())
        sentences.append(Sentence(place, begin, stop, score, told, own, lacks))
        before = said
    return sentences


def _coverage(text: str, inside: Set[str], under: str, before: str, wanted: Wanted) -> float:
    """How much of what the question names a sentence speaks of, its titles and the sentence before it counting less."""
    told = []
    for subject in wanted.subjects:
        here = how_told(subject, text, inside)
        if here < BEFORE:
            here = max(
                here, UNDER * how_told(subject, under, set()), BEFORE * how_told(subject, before, set())
            )
        told.append(here)
    return weighed(wanted.subjects, told)


def is_heading(text: str) -> bool:
    """A line of its own, or the numbered words that open a paragraph: （二）丰富公开内容。"""
    bare = text.strip()
    if len(bare) > 34 or _SAYS_AFTER.search(bare) or (len(bare) > LONGEST_OF_CLAUSES and "，" in bare):
        return False
    return _NUMBERED.match(bare) is not None or not bare.endswith(("。", "；", "！", ")", "）", "：", ":"))
