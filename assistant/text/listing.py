"""The lists of a report: 一是…… 二是……, （一）…… （二）……, with what leads them in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from assistant.text.answer_kinds import leads_in
from assistant.text.sentences import Sentence

_DIGITS = "一二三四五六七八九十"
_MARKS = (  # the outermost kind of list first
    re.compile(rf"^\s*[（(]\s*([{_DIGITS}]+|\d+)\s*[)）]"),
    re.compile(r"^\s*(\d{1,2})\s*[.．、](?!\d)"),
    re.compile(rf"(?:^|[，,：:；;]\s*)([{_DIGITS}])(?:是|、|要)"),
    re.compile(rf"^\s*第([{_DIGITS}])(?:，|、|是)"),
)
_ANNOUNCED = 3  # so many sentences after the one that leads in the first item stands at the latest


class Mark(NamedTuple):
    """What numbers an item: the kind of mark (the outermost kind of list is 0), and its number."""

    kind: int
    number: int


class Item(NamedTuple):
    """An item of a list: the sentence that has its mark, then those before the next mark."""

    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        return "".join(sentence.text for sentence in self.sentences)


def mark_of(text: str) -> Mark | None:
    """The mark of an item that a sentence is or holds.

    >>> mark_of("仍存在一些问题：一是内容单一；"), mark_of("（二）信息员不固定。"), mark_of("加强领导。")
    (Mark(kind=2, number=1), Mark(kind=0, number=2), None)
    """
    for kind, pattern in enumerate(_MARKS):
        if found := pattern.search(text):
            number = found.group(1)
            return Mark(kind, int(number) if number.isdigit() else _DIGITS.find(number[-1]) + 1)
    return None


def list_around(top: Sentence, sentences: Sequence[Sentence], within: bool = False) -> list[Item]:
    """The items of the list that a sentence has a mark of, leads in or (`within`) stands under a mark of, among the
    sentences of its part in their order; none where it stands in no list."""
    starts = [sentence.start for sentence in sentences]
    at = starts.index(top.start)
    marks = [mark_of(sentence.text) for sentence in sentences]
    first = _announced(at, marks) if leads_in(top.text) else at
    if within and first == at:
        first = next((i for i in range(at, -1, -1) if marks[i]), at)
    mark = marks[first] if first >= 0 else None
    if mark is None:
        return []
    begins = [*_before(first, mark, marks), first, *_after(first, mark, marks)]
    ends = [*begins[1:], _end(begins[-1], mark, marks)]
    items = [Item(tuple(sentences[a:b])) for a, b in zip(begins, ends, strict=True)]
    return items if len(items) > 1 else []


def _announced(at: int, marks: Sequence[Mark | None]) -> int:
    """Where the first item stands of the list that the sentence at a place leads in; -1: none."""
    places = range(at, min(at + 1 + _ANNOUNCED, len(marks)))
    return next((i for i in places if (mark := marks[i]) and mark.number == 1), -1)


def _before(first: int, mark: Mark, marks: Sequence[Mark | None]) -> list[int]:
    found: list[int] = []
    number = mark.number
    for i in range(first - 1, -1, -1):
        here = marks[i]
        if number == 1:
            break
        if here is None or here.kind > mark.kind:
            continue
        if here != Mark(mark.kind, number - 1):
            break
        found.insert(0, i)
        number -= 1
    return found


def _after(first: int, mark: Mark, marks: Sequence[Mark | None]) -> list[int]:
    found: list[int] = []
    number = mark.number
    for i in range(first + 1, len(marks)):
        here = marks[i]
        if here is None or here.kind > mark.kind:
            continue
        if here != Mark(mark.kind, number + 1):
            break
        found.append(i)
        number += 1
    return found


def _end(last: int, mark: Mark, marks: Sequence[Mark | None]) -> int:
    """Where the last item ends: before the next mark of its kind or of an outer one."""
    places = range(last + 1, len(marks))
    return next((i for i in places if (here := marks[i]) and here.kind <= mark.kind), len(marks))
