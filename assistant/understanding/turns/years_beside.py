"""Years told by the year of the question before: 上一年呢, 第二年呢, 之后两年, the following two years."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import patterns
from assistant.understanding.words.numerals import ENGLISH_NUMBER, read_number

_OF_WHOM = r"^(?:那么?|再|它|其|(?:该|这个?|这家)(?:局|厅|委|区|市|县|镇|单位|机关|街道|政府)|他们|的|在)*"
_ENDS = (
    r"(?:分别|各自?|都|一共)?的?(?:情况|数字|数据|数)?(?:又|会|也|一并|一起)*"
    r"(?:呢|怎么样|是?多少件?|是几件|如何|有多少件?|几件|列一?下|列出来|逐年列一?下|看看|要|给我|告诉我|发我|报给我|说说?|一下|[，,]?分别是?多少|各(?:是|有)?多少)*$"
)
_AND_WHAT = (
    r"(?:and |but |so )?(?:(?:(?:give|show|tell) me )?(?:now )?(?:the |that |this )?(?:same|figure|number)"
    r"(?: again| thing| figure| number| question| one| count| data)?,? )?"
    r"(?:what about |how about |what (?:was|were) (?:it|that|they|this|the figures?|the numbers?|things)(?: like)? "
    r"|how (?:was|were) (?:it|that|they|things) |how did (?:it|that) look )?"
)
_YEAR_BEFORE = (
    rf"{_OF_WHOM}(?:再?往[前上](?:推|倒|数|翻|挪|看)?|上|前面?|头)(?:推)?(?:一|1)?个?年度?{_ENDS}"
    rf"|^{_AND_WHAT}(?:in |for )?(?:the )?(?:year before(?: that)?|(?:previous|prior|preceding) year|year earlier)$"
    rf"|^{_AND_WHAT}(?:a|one) year (?:earlier|before|previously|prior)(?: to that| that)?$"
)
_YEAR_AFTER = (
    rf"{_OF_WHOM}(?:再?往[后下](?:推|数|翻|挪|看)?|下|后面?|次|第二|转|翌|来)(?:推)?(?:一|1)?年度?{_ENDS}"
    rf"|^{_AND_WHAT}(?:in |for )?(?:the )?(?:year after(?: that)?|(?:next|following) year|year later)$"
    rf"|^{_AND_WHAT}(?:a|one) year (?:later|after|on)(?: that)?$"
)
_SO_MANY = r"(?P<number>[两二三四]|[2-4])"
_SPAN = (
    rf"{_OF_WHOM}(?:(?P<after>(?:之|以|往|此|随|接下来|其)?后(?:面|来|续)?|接下来|再往后)|(?P<before>(?:之|以|往|此)?前(?:面)?|再往前(?:推|数|看)?))的?"
    rf"(?:{_SO_MANY}个?年|(?P<all>[各每几逐]年|历年|的?年份|所有年份))(?:度|份)?{_ENDS}"
)
_GO_BACK = (  # can you go back and give me each of the three years before that as well
    r"(?:(?:can|could|would) you )?(?:please )?(?:(?:now )?go(?:ing)? (?:further )?back (?:and |to )?)?"
    r"(?:(?:give|show|tell|add|list|get)(?: me| us)? )?(?:also )?"
)
_SPAN_ENGLISH = (
    rf"^{_AND_WHAT}(?:in |for |over )?the (?:(?P<after>following|next|subsequent)"
    r"|(?P<before>previous|preceding|prior))(?: (?P<number>two|three|four|[2-4]))? years$"
    rf"|^{_AND_WHAT}{_GO_BACK}(?:in |for )?(?:each of |all of |all )?(?:the )?(?:(?P<number2>two|three|four|[2-4]) )?years"
    r" (?:(?P<after2>after|since|that followed)|(?P<before2>before|prior(?: to)?|earlier|preceding))"
    r"(?: that| it)?$"
)


_YEARS_AWAY = (  # two years earlier
    rf"^{_AND_WHAT}(?:(?P<back>{ENGLISH_NUMBER}) years (?:earlier|before(?: that)?|previously|prior)"
    rf"|(?P<ahead>{ENGLISH_NUMBER}) years (?:later|after(?: that)?|on))$"
)
_OTHER_YEARS = (
    rf"^{_AND_WHAT}(?:in |for |over )?(?:all )?(?:the )?(?:other|remaining) (?:\w+ )?years?$"
    rf"|{_OF_WHOM}(?:其他|其余|别的|另外)(?:几|[两三])?个?(?:年度|年份|年){_ENDS}"
)


_TOO = r"(?:,? (?:please|pls|thanks|then|too|also|as well))+$"


def year_step(text: str) -> int:
    """How far 上一年呢 goes from the year asked about before: -1, 1, or 0 where it goes nowhere.

    >>> year_step("该厅第二年呢"), year_step("再往前一年"), year_step("2021年呢")
    (1, -1, 0)
    >>> year_step("and two years earlier?")
    -2
    """
    plain = patterns.sub(_TOO, "", text.strip().rstrip("?？。.！! "))
    if away := patterns.match(_YEARS_AWAY, plain):
        return -int(read_number(away["back"])) if away["back"] else int(read_number(away["ahead"]))
    return -1 if patterns.match(_YEAR_BEFORE, plain) else 1 if patterns.match(_YEAR_AFTER, plain) else 0


def names_years_beside(text: str) -> bool:
    """之后两年: years after or before the one that was spoken of."""
    return _span(text) is not None or _names_the_others(text)


def years_beside(text: str, year: int, indexed: Sequence[int]) -> tuple[int, ...]:
    """The years that 之后两年 names, seen from `year`; of 此后各年 all that are indexed.

    >>> years_beside("之后两年呢", 2019, (2019, 2020, 2021, 2022)), years_beside("此前各年", 2021, (2019, 2020, 2021))
    ((2020, 2021), (2019, 2020))
    >>> years_beside("same thing, the 3 years prior", 2022, (2019, 2020, 2021, 2022))
    (2019, 2020, 2021)
    """
    if _names_the_others(text):
        return tuple(sorted(set(indexed) - {year}))
    found = _span(text)
    if found is None:
        return ()
    groups = found.groupdict()
    later = bool(groups.get("after") or groups.get("after2"))
    beside = sorted(other for other in indexed if (other > year if later else other < year))
    said = groups.get("number") or groups.get("number2")
    if not said:
        return tuple(beside)
    number = int(read_number(said))
    return tuple(range(year + 1, year + 1 + number)) if later else tuple(range(year - number, year))


def _names_the_others(text: str) -> bool:
    return patterns.match(_OTHER_YEARS, text.strip().lower().rstrip("?？。.！! ")) is not None


def _span(text: str) -> re.Match[str] | None:
    plain = patterns.sub(_TOO, "", text.strip().rstrip("?？。.！! "))
    return patterns.match(_SPAN, plain) or patterns.match(_SPAN_ENGLISH, plain)
