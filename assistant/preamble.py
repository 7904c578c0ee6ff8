"""What people say before they ask: who they are, what they write, a greeting. It narrows nothing and names no figure."""

from __future__ import annotations

import re

_CHINESE = re.compile(
    r"^(?:(?:你好|您好|请问一下|打扰(?:了|一下)|大家好|老师好|hi|hello)[，,。！!、\s]*"
    r"|(?:我|本人|我们)?(?:是|作为|在|正在|最近在)(?:一个|一名|一位|个|名|位)?[^，,。？?！!0-9]{0,14}"
    r"(?:论文|研究|报道|稿子|文章|作业|课题|调研|记者|学生|市民|居民|村民|老师|律师|志愿者|公民|公务员)[^，,。？?！!0-9]{0,6}[，,。]\s*)+"
)
_ENGLISH = re.compile(
    r"^(?:(?:hi|hello|dear [\w ]{1,20}|good (?:morning|afternoon|evening)|excuse me|sorry to bother you)\b[\s,.!]*"
    r"|as an? [\w -]{2,30}?(?:, |,? (?=i (?:need|want|would|am)\b))"
    r"|i(?: am|'m|’m) (?:a |an |writing |working on |doing |preparing |researching |studying )[^,.?!0-9]{0,60}[,.]\s*)+",
    re.IGNORECASE,
)


def without_preamble(question: str) -> str:
    """The question without what is said before it; all of it where nothing else is left.

    >>> without_preamble("我在写论文，想知道昆山市政府2021年收到多少申请")
    '想知道昆山市政府2021年收到多少申请'
    >>> without_preamble("Hello, I am a journalist. How many requests did Kunshan get?")
    'How many requests did Kunshan get?'
    """
    rest = question.strip()
    for opening in (_CHINESE, _ENGLISH):
        rest = opening.sub("", rest, count=1)
    return rest if len(rest) > 3 else question
