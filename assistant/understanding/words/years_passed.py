"""In how many of the years a test has to hold: in at least two years, in only one year, in any year, 至少三年."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from assistant import patterns
from assistant.intent import Operator
from assistant.understanding.words.numerals import CHINESE_NUMBER, ENGLISH_NUMBER, read_number


class YearsPassed(NamedTuple):
    """So many years have to pass the test; `of_any`: said as any year, which of a negation is every one."""

    operator: Operator
    number: int
    of_any: bool = False
    in_a_row: bool = False  # and one after the other


_AT_LEAST = r"at least|a minimum of|no fewer than|no less than|至少有?|不少于"
_EXACTLY = r"only|exactly|just|只有|仅有|恰好有?|正好有?"
_MORE_THAN = r"more than|over"
_OF_YEARS = r"(?: single)?(?: of (?:the |these |those )?(?:\w+ )?)?"
_ENGLISH = (
    rf"\b(?:in |for |during |on )?(?P<how>{_AT_LEAST}|{_EXACTLY}|{_MORE_THAN})\s+(?P<number>{ENGLISH_NUMBER})"
    rf"{_OF_YEARS}\s*(?:years?|occasions)\b"
)
_ANY = (
    r"\b(?:in|for|during) (?:any(?: given)?|one or more|some|a single|one single|one)(?: one| single)?"
    r"(?: of (?:the |these |those )?(?:\w+ )?)?\s*years?\b"
)
_CHINESE = rf"(?P<how>{_AT_LEAST}|{_EXACTLY})(?P<number>{CHINESE_NUMBER}|\d)个?年(?!度|前|后|来|内|里|间)"


def find_years_passed(text: str) -> Iterator[tuple[int, int, YearsPassed]]:
    """Where a question says in how many years a test has to hold.

    >>> [found.number for _, _, found in find_years_passed("more than 100 requests in at least two years")]
    [2]
    """
    for pattern in (_ENGLISH, _CHINESE) if "year" in text or "年" in text or "occasion" in text else ():
        for found in patterns.finditer(pattern, text):
            number = int(read_number(found["number"]))
            if number and number < 100:
                yield (*found.span(), YearsPassed(_operator(found["how"]), number))
    in_a_row = any(sign in text for sign in ("连续", "year"))
    for found in patterns.finditer(_IN_A_ROW, text) if in_a_row and not patterns.search(_MOVES, text) else ():
        number = int(read_number(found["zh"] or found["en"]))
        yield (*found.span(), YearsPassed(">=", number, in_a_row=True))
    for found in patterns.finditer(_OR_MORE, text) if "以上" in text else ():
        yield (*found.span(), YearsPassed(">=", int(read_number(found["number"]))))
    for found in patterns.finditer(_ANY, text) if "year" in text else ():
        yield (*found.span(), YearsPassed(">=", 1, of_any=True))


YEARS_IN_A_ROW = (  # as it is said behind a number
    r"(?:(?:consecutive|straight|successive) years|years (?:in a row|running|straight|in succession|on end))"
)
MOVES = r"(?:ris|rose|rise|fall|fell|increas|decreas|gr[eo]w|drop|declin|(?:went|go|going) (?:up|down)|climb|shr[iau]nk)"
_IN_A_ROW = rf"连续(?P<zh>{CHINESE_NUMBER}|\d)个?年(?:都|均|里)?|\b(?:for )?(?P<en>{ENGLISH_NUMBER}) {YEARS_IN_A_ROW}\b"
_MOVES = rf"[增升涨降减跌]|下滑|\b{MOVES}"
_OR_MORE = rf"有(?P<number>{CHINESE_NUMBER}|\d)个?年(?:及|或)?以上"


def _operator(how: str) -> Operator:
    if patterns.fullmatch(_EXACTLY, how):
        return "="
    return ">" if patterns.fullmatch(_MORE_THAN, how) else ">="
