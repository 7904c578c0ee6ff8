"""The few words of a quoted sentence that are the answer itself: the person, the date, the number; marked in the quote."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.text.answer_kinds import (
    BODY,
    DATE,
    DURATION,
    EMAIL,
    MONEY,
    NAME,
    PERSON,
    PHONE,
    POSTCODE,
    SHARE,
    SPOKESPERSON,
    WEBSITE,
    AnswerKind,
    Asked,
)
from assistant.text.counting import counting_numbers
from assistant.text.wanted import Wanted, weighed

Span = tuple[int, int]

_DUTY = "组长|负责人|发言人|联系人|主任|局长|书记|校长|院长"
_LEADS = rf"(?:亲自)?(?:挂帅|主抓|抓总|负总责|(?:担任|兼任|(?<!主)任|为)[^，。；]{{0,8}}(?:{_DUTY}))"
_ACTS = "负责(?!人)|牵头|承办|承担|组织|统筹|协调|审核|管理|实施|开展|处理|办理|受理|具体"
_PERSONS = (
    rf"[由以](?P<it>[^，。；由以]{{2,24}}?){_LEADS}",
    rf"(?P<it>[^，。；、由以：]{{2,16}}?){_LEADS}",
    rf"(?:{_DUTY})(?:为|是|[:：])\s*(?P<it>[\u4e00-\u9fff]{{2,4}})(?=[，、（(]|同志|$)",
    r"(?P<it>[\u4e00-\u9fff]{2,8}同志)",
)
_BODIES = (
    r"办公室(?:设|设置|设立)?在(?P<it>[^，。；]{2,14})",
    rf"由(?P<it>[^，。；由]{{2,24}}?)(?:{_ACTS})",
    rf"(?:^|[，。；])(?P<it>[^，。；、由]{{2,18}}(?:办公室|科|处|股|中心|部门|局|委))(?:{_ACTS})",
)
_AMOUNT = r"\d[\d,，.]*\s*[余多]?[万亿]?"
_FULL_DATE = r"(?P<it>(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|[上中下]旬|底|初)?|每[年月季周](?:度|末|初|底)?|第?[一二三四]季度)"
_TOLD: dict[AnswerKind, tuple[str, ...]] = {
    PHONE: (r"(?P<it>\d{3,4}[-—－]?\d{7,8}|(?<!\d)\d{7,8}(?!\d))",),
    WEBSITE: (r"(?P<it>(?:https?://|www\.)[\w./~%-]*\w)",),
    EMAIL: (r"(?P<it>[\w.-]+[@＠][\w.-]+\w)",),
    POSTCODE: (r"(?:邮编|邮政编码)[:：为是]?\s*(?P<it>\d{6})",),
    DATE: (_FULL_DATE, r"(?P<it>\d{4}年(?!度)(?:底|初|末)?)"),
    DURATION: (
        r"(?P<it>\d+\s*个?(?:工作日|日|天|小时|个月)(?:以?内)?|每(?:半|一|[两二三]个?)?[年季月周日天](?:\d+[次期])?)",
    ),
    MONEY: (rf"(?P<it>{_AMOUNT}元)",),
    SHARE: (r"(?P<it>\d+(?:\.\d+)?(?=\s*[%％‰])|百分之[一二三四五六七八九十百]+)",),
    NAME: _PERSONS,
    SPOKESPERSON: _PERSONS,
    PERSON: _PERSONS,
    BODY: _BODIES,
}
_NO_ANSWER = re.compile(r"^(?:其|该|本|我|各|有关|相关|专人|此|并|(?:组长|负责人|发言人|联系人)$)|的$")
_OF_MEMBERS = re.compile(r"成员|\bmembers?\b")  # whoever heads them is no answer
_NUMERAL = re.compile(r"[\d一二三四五六七八九十两百千]")
_WITHIN_NUMBER = "0123456789.,，零〇一二三四五六七八九十百千万亿两余多 "
_CLAUSE = re.compile(r"[^，,；;。：:（）()]+")
_ENOUGH_AHEAD = (
    0.25  # so much more of what is asked the clause of the answer has to speak of than the next one's
)


def answer_spans(sentence: str, question: str, asked: Asked, wanted: Wanted) -> list[Span]:
    """Where the answer itself stands in a sentence that is quoted for it; [] where no words of it are surely that.

    A question that asks for something of no such kind (哪些问题, 怎么) has the whole sentence for its answer.
    """
    if asked.counts:
        counting = counting_numbers(sentence.lower(), wanted, asked)
        numbers = _numbers(sentence, question, asked)
        return _spoken_of(
            [at for at in numbers if any(a < at[1] and at[0] < b for a, b in counting)], sentence, wanted
        )
    kind = next((kind for kind in _TOLD if kind in asked.kinds), None)
    if kind is None or _OF_MEMBERS.search(question):
        return []
    for pattern in _TOLD[kind]:
        told = re.finditer(pattern, sentence)
        if spans := [found.span("it") for found in told if not _NO_ANSWER.search(found["it"])]:
            return spans if len(spans) == 1 and kind is not BODY else _spoken_of(spans, sentence, wanted)
    return []


def _numbers(sentence: str, question: str, asked: Asked) -> list[Span]:
    """The numbers of a sentence, those with the measure asked for where there are any; none that the question says itself."""
    told = list(asked.counted.finditer(sentence)) if asked.counted else []
    if asked.people and not told:  # requests are no people
        return []
    numbers = [_whole_number(sentence, *found.span()) for found in told or asked.number.finditer(sentence)]
    said = [(sentence[slice(*at)], at) for at in numbers]
    return [at for number, at in said if _NUMERAL.search(number) and number not in question]


def _whole_number(sentence: str, start: int, end: int) -> Span:
    """A number with all its digits, of which the measure's pattern has only the last."""
    while start and sentence[start - 1] in _WITHIN_NUMBER:
        start -= 1
    while sentence[start] in ",， .":
        start += 1
    return start, end


def _spoken_of(spans: Sequence[Span], sentence: str, wanted: Wanted) -> list[Span]:
    """The one whose clause says most of what the question names; none where another's says nearly as much."""
    ranked = sorted(((_said_around(span, sentence, wanted), span) for span in set(spans)), reverse=True)
    if not ranked or not ranked[0][0]:
        return []
    ahead = len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= _ENOUGH_AHEAD
    return [ranked[0][1]] if ahead else []


def _said_around(span: Span, sentence: str, wanted: Wanted) -> float:
    clauses = (
        found for found in _CLAUSE.finditer(sentence) if found.start() < span[1] and span[0] < found.end()
    )
    text = "".join(found.group() for found in clauses)
    told = [float(any(word in text for word in (s.word, *s.also) if word)) for s in wanted.subjects]
    return weighed(wanted.subjects, told)


def marked(sentence: str, spans: Sequence[Span]) -> str:
    """A sentence as Markdown with these words strong.

    >>> marked("由刘文华同志任组长。", [(1, 6)])
    '由**刘文华同志**任组长。'
    """
    for start, end in sorted(spans, reverse=True):
        sentence = f"{sentence[:start]}**{sentence[start:end]}**{sentence[end:]}"
    return sentence
