"""What an English question writes short, or in words where figures stand quicker, written in full: gov't, 2022 + 2021, forty-two."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant import patterns

_WORD = r"(?<![\w'’/])([A-Za-z]+(?:['’/][A-Za-z]*)?)(?:\.(?=\s+[a-z0-9(])|\.(?=,))?(?![\w'’])"
_AND = r"(?<=[\w)])\s*&\s*(?=[\w(])|(?<=\w)\s+n\s+(?=\w)|(?<=\b20\d\d)\s*\+\s*(?=20\d\d\b)"
_REPORTING_YEAR = r"\b(?:(?:FY|CY|f\.y\.|fiscal year|financial year|calendar year|reporting year)[ -]?(?P<year>20\d\d|(?<=Y)\d\d))\b"
_THOUSANDS = r"(?<=\b\d),(?=\d{3}\b(?!,\d{4}))|(?<=\b\d\d),(?=\d{3}\b)|(?<=\b\d\d\d),(?=\d{3}\b)"
_NONE_OF = r"(?<![\d.,])0(?= (?:[a-z]+ )?(?:requests|applications|lawsuits|suits|reviews|cases|penalt|refus|reg))"  # 0 requests
_NUMBER_OF = r"(?:\bn(?:os?|r)\.? ?|#\s?)of\b"

_SMALL = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *(
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ),
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_VALUES = {word: value for value, word in enumerate(_SMALL)} | {
    word: 10 * tens for tens, word in enumerate(_TENS, 2)
}
_SPELLED_OUT = 12  # newspapers write smaller numbers as words, and so do the patterns that read them
_TO_99 = rf"(?:(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_SMALL[1:10])})\b)?|(?:{'|'.join(_SMALL)})\b)"
_TO_999 = rf"(?:(?:an? |{_TO_99}[ -])?hundred(?:(?: and)? {_TO_99})?|{_TO_99})"
_YEAR = rf"\b(?P<century>nineteen|twenty)[ -](?P<year>{_TO_99})\b"
_NUMBER = rf"(?<![\w-])(?:(?:(?:an? |{_TO_999} )?thousand)(?:(?: and)? {_TO_999})?|{_TO_999})(?![\w-])"
_PARTS = {
    "half": 1 / 2,
    "third": 1 / 3,
    "thirds": 2 / 3,
    "quarter": 1 / 4,
    "quarters": 3 / 4,
    "fifth": 1 / 5,
    "tenth": 1 / 10,
}
_PART = (
    r"\b(?P<test>more than|less than|fewer than|over|under|above|below|at least|at most|exceed(?:s|ed|ing)?)"
    r" (?:(?:an?|one|two|three)[ -])?(?P<part>half|thirds?|quarters?|fifth|tenth)(?= of\b)"
)
_MORE_THAN = (  # more requests than 500; 2021 is a year
    r"\b(?P<test>more|fewer|less) (?P<what>(?:[a-z]+ ){0,2}[a-z]+s) than (?P<number>(?!20[1-3]\d\b)\d[\d,]*)\b(?! ?%)"
)
_COUNTED = r"(?:[a-z]+ ){0,2}(?:requests|applications|lawsuits|suits|cases|reviews|penalties|documents|decisions|licen[cs]es)"
_HOW_MANY_MORE = (
    rf"\bhow many (?P<what>{_COUNTED}) (?P<more>more|fewer|less)\b"  # how many requests more than
)
_BEHIND_THE_NUMBER = (  # 20 requests at most, 500 lawsuits or more
    rf"\b(?P<number>\d[\d,]*) (?P<what>{_COUNTED}) (?P<test>at (?:the )?(?:most|least|maximum|minimum)"
    r"|or (?:more|fewer|less|above|below|over|under)|and (?:more|above|over|fewer|below|up))\b"
)
_BODIES = r"(?:bureaus?|commissions?|departments?|committees?|administrations?)"
_OF_EITHER_NAME = (  # education bureaus/commissions
    rf"\b{_BODIES}(?: ?/ ?| (?:and|or) (?:the )?| ?\((?:and|or|incl(?:\.|uding)) ){_BODIES}\b\)?"
)
_LAST_DAY = r"\b(?:(?:as of|as at|on|by|at|until) )?(?:the )?(?:31(?:st)?(?: of)? dec(?:ember|\.)?|dec(?:ember|\.)? 31(?:st)?),? (?=20\d\d)"
_NUMBER_AND_FIGURE = (
    r"(?:\b(?<!at )(?:no\.|nr\.?) ?|(?<!\w)#\s?|\bno (?=[1-9]\d? (?:by|in|on|for|among|when|with|of)\b))"
    r"(?P<number>[1-9]\d?)\b"
)
_FIRST_OF_ALL = (
    r"\bnumber 1\b(?=\s*(?:[?.!,;:]|$|(?:by|in|on|for|among|amongst|when|with|of the|overall|that)\b))"
)
_WOULD_HAVE_TO_MAKE = (  # requests that would have needed the bureau to compile information
    r"\bwould (?:have )?(?:need(?:ed)?|require[d]?|force[d]?|mean[t]?|oblige[d]?) (?P<who>[^,?]{3,60}?) (?:to|would have to) "
    r"(?:compile|create|produce|prepare|make up|put together|draw up|work out)(?: (?:the|new|such|extra|some|any))*"
    r"(?: (?:information|documents?|records?|material|data|statistics))?\b"
)
_DOZENS = (
    ("half a dozen", "6"),
    ("half dozen", "6"),
    ("half-dozen", "6"),
    ("a couple of", "2"),
    ("top couple", "top 2"),
    ("a dozen", "12"),
    ("two dozen", "24"),
    ("a score of", "20"),
)
_AT_LEAST_PARTLY = (
    r"\b(?:at least (?:in part|part(?:ly|ially))|(?:in )?whole or (?:in )?part|wholly or part(?:ly|ially)"
    r"|(?:fully|completely|entirely) or (?:in part|part(?:ly|ially))|(?:in )?full(?:y)? or (?:in )?part(?:ly|ially)?)\b"
)


def in_full(question: str, short: Mapping[str, str]) -> str:
    """A question with its short forms (`short`: as written → in full) and its larger number words written out.

    >>> in_full("no. of reqs at Kunshan gov't, more than forty-two", {"gov't": "government", "reqs": "requests"})
    'number of requests at Kunshan government, more than 42'
    >>> in_full("documents of twenty twenty-one & 2022 + 2020", {})
    'documents of 2021 and 2022 and 2020'
    """
    if not patterns.search("[A-Za-z]", question):
        return question
    question = patterns.sub(_THOUSANDS, "", question)
    question = patterns.sub(_AND, " and ", question)
    question = patterns.sub(_NONE_OF, "zero", question, flags=re.I)
    question = patterns.sub(_NUMBER_OF, "number of", question, flags=re.I)
    question = patterns.sub(
        r"\b(city|town|district|county)[ -]hall\b", r"\1 government", question, flags=re.I
    )
    question = patterns.sub(_OF_EITHER_NAME, "authorities", question, flags=re.I)
    question = patterns.sub(_REPORTING_YEAR, _written_year, question, flags=re.I)
    question = patterns.sub(_WORD, lambda found: _whole(found, short), question)
    question = patterns.sub(
        _WOULD_HAVE_TO_MAKE, r"would have to be compiled at \g<who>", question, flags=re.I
    )
    question = patterns.sub(_LAST_DAY, "at the end of ", question, flags=re.I)
    question = patterns.sub(_AT_LEAST_PARTLY, "in full or in part", question, flags=re.I)
    for words, figures in _DOZENS:
        question = patterns.sub(rf"\b{words}\b", figures, question, flags=re.I)
    question = patterns.sub(_NUMBER_AND_FIGURE, r"number \g<number>", question, flags=re.I)
    question = patterns.sub(_FIRST_OF_ALL, "number one", question, flags=re.I)
    question = patterns.sub(_HOW_MANY_MORE, r"how many \g<more> \g<what>", question, flags=re.I)
    question = patterns.sub(_BEHIND_THE_NUMBER, _test_first, question, flags=re.I)
    question = patterns.sub(_MORE_THAN, r"\g<test> than \g<number> \g<what>", question, flags=re.I)
    question = patterns.sub(
        _PART, lambda found: f"{found['test']} {_PARTS[found['part'].lower()]:.10%}", question, flags=re.I
    )
    if any(word in question.lower() for word in (*_VALUES, "hundred", "thousand")):
        question = patterns.sub(_YEAR, _year, question, flags=re.I)
        question = patterns.sub(_NUMBER, lambda found: _figures(found.group()), question, flags=re.I)
    return question


def _whole(found: re.Match[str], short: Mapping[str, str]) -> str:
    """A word in full, with a capital where it had one; as it stands where it is no short form."""
    word = found.group(1).replace("’", "'")
    bare = word[:-2] if word.lower().endswith("'s") and word.lower() not in short else word  # govt's
    whole = short.get(bare.lower())
    if whole is not None:
        whole += word[len(bare) :]
    if whole is None or word == word[:1].upper():  # R&D
        return found.group()
    return whole.capitalize() if word[0].isupper() and word[1:].islower() else whole


def _test_first(found: re.Match[str]) -> str:
    """The test beside the number: at most 20 requests, 500 or more lawsuits."""
    test = found["test"].lower().replace("the ", "").replace("maximum", "most").replace("minimum", "least")
    both = f"{test} {found['number']}" if test.startswith("at ") else f"{found['number']} {test}"
    return f"{both} {found['what']}"


def _written_year(found: re.Match[str]) -> str:
    """The year of FY2022, fiscal year 2022, FY22."""
    return found["year"] if len(found["year"]) == 4 else f"20{found['year']}"


def _year(found: re.Match[str]) -> str:
    """twenty twenty-one, nineteen ninety-nine; and not twenty-five."""
    last = _value(found["year"])
    return f"{19 if found['century'].lower() == 'nineteen' else 20}{last}" if last > 9 else found.group()


def _figures(words: str) -> str:
    """A number in words as figures; a small one and a bare hundred as they stand.

    >>> [_figures(words) for words in ("a thousand and five", "one hundred and twenty", "five", "hundred")]
    ['1005', '120', 'five', 'hundred']
    """
    bare = patterns.fullmatch("[a-z]+", words, re.I) and (
        words.lower() not in _VALUES or _value(words) <= _SPELLED_OUT
    )
    return words if bare else str(_value(words))


def _value(words: str) -> int:
    """The value of a number in words."""
    whole, part = 0, 0
    for word in patterns.split(r"[ -]", words.lower()):
        if word == "hundred":
            part = (part or 1) * 100
        elif word == "thousand":
            whole, part = (part or 1) * 1000, 0
        else:
            part += _VALUES.get(word, 0)  # a, and
    return whole + part
