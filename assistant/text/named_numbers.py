"""The numbers and months that a question names, as reports print them: seven times → 7次 or 七次, in November → 11月."""

from __future__ import annotations

import re

MEASURES = "件条次个场篇项人名份宗期处台类家回笔种"  # the words Chinese counts with
_CHINESE = {
    2: "二|两", 3: "三", 4: "四", 5: "五", 6: "六", 7: "七", 8: "八", 9: "九", 10: "十", 11: "十一", 12: "十二",
}  # fmt: skip
_ENGLISH = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_NUMBER = r"\d+|十[一二]?|[二两三四五六七八九]"
_WITH_MEASURE = re.compile(rf"(?<![\d第])({_NUMBER})\s*([{MEASURES}月])")
_TIMES = re.compile(r"\b(\d+|[a-z]+) times\b|\b(twice)\b")
_OF_THINGS = re.compile(
    r"\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?<!in )\d{1,3})(?! (?:of|times|percent|years?|days?|hours?|agenc"
    r"|bureau|report|government|district|bod|office|department)) [a-z]"
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_ORDINAL = re.compile(
    rf"第(一|{_NUMBER})(?:[项条个点]|方面)|\b({'|'.join(_ORDINALS)}) (?:problem|plan|measure|step|point|task|item|shortcoming)"
)
_IN_MONTH = re.compile(rf"\b(?:in|on|during|since|by) ({'|'.join(_MONTHS)})\b")

_MONTH = re.compile(rf"\b({'|'.join(month for month in _MONTHS if month != 'may')})\b")


def named_numbers(question: str) -> tuple[re.Pattern[str], ...]:
    """What a line has to have for each number with its measure, and each month, of a question in small letters.

    >>> [number.pattern for number in named_numbers("who trained seven times in november?")]
    ['(?<![\\\\d十])(?:7|七)\\\\s*次', '(?<![\\\\d十])(?:11|十一)\\\\s*月']
    """
    found = [(_value(number), measure) for number, measure in _WITH_MEASURE.findall(question)]
    found += [(_value(number or twice), "次") for number, twice in _TIMES.findall(question)]
    found += [(_value(number), f"[{MEASURES}]") for number in _OF_THINGS.findall(question)]
    found += [(_MONTHS.index(month) + 1, "月") for month in _IN_MONTH.findall(question)]
    return tuple(
        re.compile(rf"(?<![\d十])(?:{'|'.join(filter(None, (str(n), _CHINESE.get(n))))})\s*{measure}")
        for n, measure in found
        if n
    )


def with_months_in_figures(words: str) -> str:
    """Words of a question with its English months as reports print them.

    >>> with_months_in_figures("what happened in september")
    'what happened in 9月'
    """
    return _MONTH.sub(lambda found: f"{_MONTHS.index(found[1]) + 1}月", words)


def named_ordinal(question: str) -> int:
    """Which one of a list is asked for; 0: none.

    >>> named_ordinal("明年的第三项工作是什么"), named_ordinal("the second problem"), named_ordinal("哪些问题")
    (3, 2, 0)
    """
    if found := _ORDINAL.search(question):
        number, word = found.groups()
        return 1 if number == "一" else _value(number) if number else _ORDINALS.index(word) + 1
    return 0


def _value(word: str) -> int:
    """The number that a word says; 0: none."""
    if word.isdigit():
        return int(word)
    if word == "twice":
        return 2
    if word in _ENGLISH:
        return _ENGLISH.index(word) + 2
    return next((n for n, words in _CHINESE.items() if word in words.split("|")), 0)
