"""Numbers as people write them in a question, and the years that belong to 结转."""

from __future__ import annotations

from assistant import patterns

DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_ENGLISH = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ]
    )
} | {"twenty": 20, "thirty": 30, "fifty": 50, "hundred": 100}

NUMERALS = "零〇一二三四五六七八九十百千万亿两俩"
ENGLISH_NUMBERS = tuple(_ENGLISH)
CHINESE_NUMBER = "[零〇一二三四五六七八九十百千万亿两俩]*[零〇一二三四五六七八九十百千两俩][万亿]*"
NUMBER = rf"(?:\d+(?:,\d{{3}})*(?:\.\d+)?|{CHINESE_NUMBER})"
ENGLISH_NUMBER = rf"(?:\d+(?:,\d{{3}})*(?:\.\d+)?|{'|'.join(_ENGLISH)})"


MOSTDIGITS = 18  # a longer number is nobody's question


def read_number(word: str) -> float:
    """The value of a number in digits, Chinese numerals or an English word.

    >>> read_number("1,586"), read_number("一百二十"), read_number("一千万"), read_number("three")
    (1586.0, 120.0, 10000000.0, 3.0)
    """
    word = word.strip().lower().replace(",", "")[:MOSTDIGITS]
    if word in _ENGLISH:
        return float(_ENGLISH[word])
    try:
        return float(word)
    except ValueError:
        return float(_chinese(word))


def _chinese(word: str) -> int:
    if not any(char in _UNITS or char in _MYRIADS for char in word):
        return int("".join(str(DIGITS[char]) for char in word))
    whole, total, digit = 0, 0, 0
    for char in word:
        if char in _MYRIADS:
            whole, total, digit = (whole + total + digit) * _MYRIADS[char], 0, 0
        elif char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit = 0
        else:
            digit = DIGITS[char]
    return whole + total + digit


YEAR = r"(?:19|20)\d\d"
# Patterns stay text until a question has a word of theirs: compiling them all costs more than answering.
_PER_CENT = rf"百分之({NUMBER})(?![几多])"
_GOVERNMENT_BUYS = r"([区县市镇乡])政府采购(?=了|多少|几|花)"
_DOES_NOT_TALLY = r".{0,16}(?:对不上|接不上|不符|不一致|不衔接|不吻合|不平|有出入|对得上|接得上|一致|吻合)"
_FROM_YEAR = rf"({YEAR})年?度?结转(?!下|到|至|次|[明来翌后][年度]|第二|[给入出]|{_DOES_NOT_TALLY})"
_TO_YEAR = rf"结转(?:到|至)({YEAR})年?"


def with_form_years(question: str) -> str:
    """The years that belong to 结转 said the form's way: what 2019 left over stands in the report on 2020 as 上年结转.

    >>> with_form_years("2019年结转的申请"), with_form_years("结转到2021年")
    ('2020年上年结转的申请', '2020年结转下年度')
    """
    if "百分之" in question:
        question = patterns.sub(_PER_CENT, lambda m: f"{read_number(m.group(1)):g}%", question)
    if "政府采购" in question:
        question = patterns.sub(_GOVERNMENT_BUYS, r"\1政府 采购", question)
    if "结转" in question:
        question = question.replace("比上年结转", "比 上年结转")
        question = patterns.sub(_FROM_YEAR, lambda m: f"{int(m.group(1)) + 1}年上年结转", question)
        question = patterns.sub(_TO_YEAR, lambda m: f"{int(m.group(1)) - 1}年结转下年度", question)
    return question
