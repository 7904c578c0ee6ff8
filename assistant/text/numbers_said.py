"""Numbers that a question names as a report prints them (一会儿334条一会儿285条): the sentences they stand in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.text.named_numbers import MEASURES
from assistant.text.sentences import Sentence, pieces
from assistant.text.wanted import Place

_SAID = re.compile(
    rf"(?<![\d.,年月])(\d{{1,3}}(?:,\d{{3}})+|\d{{2,}}(?:\.\d+)?)(?![\d.]|\s*[年月日号点])\s*([{MEASURES}]?)"
)
_ASKS_WHAT_THEY_ARE = re.compile(
    "哪一?个(?:数|数字|才|是|更)*(?:对|准|正确|真|算数)|以哪个为准|是什么(?:意思|数|数字|$)|[是指]的?(?:是)?(?:什么|啥)|什么意思|怎么(?:回事|来的|算)|矛盾|不一致"
    "|两个数|不一样|对不上|打架|前后|到底|究竟"
    r"|\bwhich\b.{0,40}\b(?:right|correct|true|accurate|valid|it|one)\b|\b(?:refer|stand|stands|mean|means|meant)\b|\bcontradict|\b(?:in)?consisten"
    r"|\bdiscrepan|\bdiffer|\bconflict|\bexplain|\bwhat (?:is|are|was|were) (?:the|those|these)\b"
)


def numbers_said(text: str, years: Sequence[int] = ()) -> tuple[tuple[str, str], ...]:
    """The numbers that a question asks the meaning of, each with its measure; () where it does not ask that.

    >>> numbers_said("一会儿334条一会儿285条,到底哪个对"), numbers_said("有334条信息吗")
    ((('334', '条'), ('285', '条')), ())
    """
    if not _ASKS_WHAT_THEY_ARE.search(text.lower()):
        return ()
    found = ((number.replace(",", ""), measure) for number, measure in _SAID.findall(text))
    return tuple(dict.fromkeys((n, m) for n, m in found if not (n.isdigit() and int(n) in years)))


def sentences_with(numbers: Sequence[tuple[str, str]], places: Sequence[Place]) -> list[Sentence]:
    """The sentences in which some numbers stand, in the order of the reports; none where one of them stands nowhere."""
    sentences = [
        Sentence(place, place.start + start, place.start + end, 1.0)
        for place in places
        for start, end in pieces(place.text)
    ]
    found: list[Sentence] = []
    for number, measure in numbers:
        pattern = re.compile(rf"(?<![\d.]){re.escape(number)}(?![\d.])\s*{measure}")
        having = [s for s in sentences if pattern.search(s.text.replace(",", ""))]
        if not having:
            return []
        found += having
    return sorted(set(found), key=lambda s: (s.place.report, s.start))
