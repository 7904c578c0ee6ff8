"""多少, how many: the numbers of a sentence that count the thing asked for, and none that stand beside another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.text.answer_kinds import PEOPLE_COUNTED, Asked
from assistant.text.named_numbers import MEASURES
from assistant.text.wanted import BESIDE_WORD, Subject, Wanted, grams_within, how_told

Span = tuple[int, int]

HEAD = 2  # characters of a Chinese noun that say what it is: 专区, of 政务公开专区

_CLAUSE = re.compile(r"[^，,；;。：:！!？?\n]+(?:(?<=\d)[,，](?=\d{3})[^，,；;。：:！!？?\n]+)*")
_FIGURE = re.compile("[\\d一二两三四五六七八九十百]")
_ANY_NUMBER = re.compile(rf"[\d.,零一二两三四五六七八九十百千万亿余多]+\s*[{MEASURES}]{{0,2}}")
_BARE = re.compile(  # a clause of nothing but a number tells it of what the clause before it names
    r"(?:共|总|合计|累计|约|近|全年|一年|来|已经?|有|达|到|为|其中|分别|本年度?|今年|我[局区市办]|数量?|是|了|年|度"
    r"|组织|举办|开展|召开|进行|发布|公布|公开|收到|接到|办理|办结|受理|答复|解答|回应|接待|服务|处理|[\s（(）)“”])*"
)
_HOLDING = re.compile(  # how something comes about is not what is counted
    r"组织|举办|开展|召开|参加|参与|进行|举行|发布|公布|公开|主动公开|收到|接到|办理|受理|制定|出台|建立|设立"
    r"|hold|held|run|ran|take|took|give|gave|make|made|publish|issue|receive|organi[sz]e|attend|conduct|carr(?:y|ied)|release"
)


def things_counted(wanted: Wanted, asked: Asked) -> list[Subject]:
    """What a question wants counted, of all that it names: what stands behind 多少 or "how many", else whatever is no mere doing."""
    subjects = [subject for subject in wanted.subjects if subject.word or subject.grams]
    behind = [s for s in subjects if s.word and s.word in asked.thing]
    if behind and not asked.thing.isascii():  # an English noun may be told by another word of the question
        return behind
    things = [s for s in subjects if not (s.word and _HOLDING.match(s.word))]
    heaviest = max((s.weight for s in things or subjects), default=0.0)
    return [s for s in things or subjects if s.weight >= 0.5 * heaviest]


def counting_numbers(text: str, wanted: Wanted, asked: Asked) -> list[Span]:
    """Where the numbers stand in a sentence (in small letters) that count what is asked for: in a clause that names it, or in
    one of nothing else behind such a clause."""
    things = things_counted(wanted, asked)
    if asked.number is PEOPLE_COUNTED and (
        people := [at.span() for at in asked.number.finditer(text) if _FIGURE.match(at.group())]
    ):
        return people  # their measure says what they count
    if not things:
        return [number.span() for number in asked.number.finditer(text)]
    clauses = list(_naming(text, things, asked))
    whole = [(a, b) for a, b in clauses if len(asked.thing) > HEAD and asked.thing in text[a:b]]  # 二级事项
    spans = [span for start, end in whole or clauses for span in _numbers(text, start, end, asked)]
    return [
        span for span in spans if not _is_said(text, span, asked)
    ]  # of the 21 received, how many were granted


def _naming(text: str, things: Sequence[Subject], asked: Asked) -> Iterator[Span]:
    """The clauses that name one of some things, and those of a bare number that follow them."""
    head = asked.thing[-HEAD:] if len(asked.thing) >= HEAD and not asked.thing.isascii() else ""
    named = False
    for clause in _CLAUSE.finditer(text):
        said = clause.group()
        bare = _BARE.fullmatch(_ANY_NUMBER.sub("", said)) is not None
        told = bool(head) and head in said
        named = (
            told
            or any(how_told(thing, said, grams_within(said)) >= BESIDE_WORD for thing in things)
            or (named and bare)
        )
        if named:
            yield clause.span()


def _numbers(text: str, start: int, end: int, asked: Asked) -> Iterator[Span]:
    return (number.span() for number in asked.number.finditer(text, start, end))


def _is_said(text: str, span: Span, asked: Asked) -> bool:
    """Whether the question names that number itself."""
    found = (number.search(text, max(0, span[0] - 4), span[1]) for number in asked.numbers)
    return any(at and at.end() == span[1] for at in found)
