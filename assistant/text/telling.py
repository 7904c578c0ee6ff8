"""How far a line says itself what is asked about, and whether it says that it was, or was not."""

from __future__ import annotations

import re

from assistant.text.answer_kinds import PLAN, PROBLEM, Asked, is_of_kind
from assistant.text.sentences import Sentence
from assistant.text.wanted import (
    FAR_WORD,
    Subject,
    Wanted,
    alternatives,
    grams_within,
    how_told,
    without_own_name,
)

SPECIAL = 0.6  # a thing asked about that weighs so much tells the items of a list apart

_DENIED_BEFORE = re.compile("(?:(?:未(?!来)|没有|没(?!有))[^，。；、]{0,6}|无|零)$")
_IN_GENERAL = re.compile(
    "(?:问题|不足|短板|困难)(?:之处)?|(?:problem|shortcoming|weakness|difficult|challenge)(?:s|es|y|ies)?"
)
_WHY_SO_MANY = re.compile(
    r"(?=.*(?:为什么|为何|原因|怎么))(?:.*(?:[收接]到|有).{0,10}申请|.*申请.{0,10}[多少增减高低大])"
    r"|\bwhy\b.*(?:\b(?:receive|get|got|many|few|rise|rose|fall|fell|increase)\w*\b.*(?:request|application)"
    r"|(?:request|application)s? .*\b(?:many|few|high|low|rise|rose|fall|fell|increase)\w*\b)"
)
_HOW_MANY_REQUESTS = re.compile(
    r"(?:收到|接到|受理|新收|提交|提出)[^，。；]{0,14}申请|申请(?:的?(?:数?量|总?数|件数|人数)|[^，。；]{0,6}(?:增|减|上升|下降|[较偏]多|[较偏]少))"
)
_ZERO_AFTER = re.compile(r"[^，。；\d]{0,4}0\s*[元件条次]")


def tells(subject: Subject, text: str) -> bool:
    """Whether a text speaks of a thing."""
    return how_told(subject, text.lower(), grams_within(text)) >= FAR_WORD


def special_subjects(wanted: Wanted, asked: Asked) -> list[Subject]:
    """What a question names that may tell the items of a list apart."""
    return [s for s in wanted.subjects if (s.weight >= SPECIAL or not s.word) and not _is_of_kinds(s, asked)]


def named_things(wanted: Wanted, asked: Asked) -> list[Subject]:
    """What a question names beside the kind of answer it wants."""
    return [subject for subject in wanted.subjects if not _is_of_kinds(subject, asked)]


def said_by(sentence: Sentence, wanted: Wanted, asked: Asked) -> float:
    """How much a sentence says itself of what is asked about, from 0 to 1; what only says which kind of answer is wanted
    (problems, plans) is left out, and a sentence of that kind says it all where nothing else is named."""
    named = named_things(wanted, asked)
    if not named:
        return 1.0 if is_of_kind(sentence.text, asked) else sentence.own
    text, inside = without_own_name(sentence.text, sentence.place.agency), grams_within(sentence.text)
    told = dict(zip(named, (how_told(subject, text, inside) for subject in named), strict=True))
    groups = alternatives(named)
    weights = [sum(subject.weight * subject.rarity for subject in group) for group in groups]
    said = sum(
        weight * max(told[subject] for subject in group)
        for weight, group in zip(weights, groups, strict=True)
    )
    return said / sum(weights) if sum(weights) else 0.0


def denies(sentence: Sentence, wanted: Wanted) -> bool:
    """Whether a sentence says that a thing asked about was not, or was zero: 未收取信息处理费, 信息处理费0元."""
    heaviest = max((subject.weight for subject in wanted.subjects), default=0.0)
    words = {w for s in wanted.subjects if s.weight >= SPECIAL * heaviest for w in (s.word, *s.also) if w}
    text = sentence.text.lower()
    return any(
        _DENIED_BEFORE.search(text[: at.start()]) or _ZERO_AFTER.match(text[at.end() :])
        for word in words
        for at in re.finditer(re.escape(word), text)
    )


def tells_of_requests(text: str, question: str) -> bool:
    """Whether a line speaks of how many requests there were, where a question (in small letters) asks why there were so many:
    one that names requests by the way (a flow chart for them) gives no reason for that.

    >>> tells_of_requests("人员少，摆放申请流程图", "为什么收到这么多申请"), tells_of_requests("申请量大幅增加", "为什么申请多")
    (False, True)
    """
    return not _WHY_SO_MANY.search(question) or _HOW_MANY_REQUESTS.search(text) is not None


def _is_of_kinds(subject: Subject, asked: Asked) -> bool:
    """Whether a word only says what kind of answer is wanted: 问题, plans."""
    words = " ".join((subject.word or "".join(subject.grams), *subject.also[:1]))
    told_over = [kind for kind in (PROBLEM, PLAN) if kind in asked.kinds]
    if told_over and _IN_GENERAL.fullmatch(subject.word):  # 这些问题, of 打算怎么解决这些问题
        return True
    if any(kind.told.search(subject.word) for kind in told_over):  # 存在, of 存在哪些问题
        return True
    kinds = told_over or [kind for kind in asked.kinds if not kind.names]
    return any(kind.asked.search(words) for kind in kinds)
