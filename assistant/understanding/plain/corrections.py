"""A question that puts the one before right: 不对，我问的是长春的; 不是局，是区政府; no, I meant 2021."""

from __future__ import annotations

import re

from assistant import patterns

_MISTAKEN = r"(?:我|是我)?(?:弄|搞|写|说|打|问|记|看|选|报|输)(?:错|反|混)(?:了|啦)?"
_OF_WHAT = r"(?:年份|年度|年|单位|机关|部门|地方|地区|城市|区|名字|指标|数字|项目|口径|问题)"
_REGRET = (
    rf"(?:不对|不是这个意思|不是这[个家]|不是的?(?=[，,。！!：:、 ])|不不+|不(?=[，,])|{_OF_WHAT}?(?:不对|错了?)|{_OF_WHAT}?{_MISTAKEN}"
    r"|抱歉|不好意思|对不起|更正(?:一下)?|纠正(?:一下)?|(?:稍)?等(?:一)?下|哦+|噢|喔|哎呀?|啊|嗯|呃)"
)
_MEANT_ZH = (
    r"(?:(?:我|咱)们?(?:其实|本来|原本|刚才)?(?:是)?(?:想)?(?:说|问|要|指|查|看|了解|打听)(?:的)?(?:其实)?(?:是|指)"
    r"|(?:我|咱)们?(?:其实|本来|原本)?是(?:想)?(?:说|问|要|指|查|看)|(?:我|咱)们?的?意思是|我指(?!标)|应该是|应当是|应是|应为|要的是|问的是|说的是|指的是|是(?=20\d\d)|改成|改为)"
)
_CORRECTS = (
    rf"^(?:{_REGRET}[了啦，,。！!：:、… ]*)*{_MEANT_ZH}[，,：: ]*|^(?:{_REGRET}[了啦]?[，,。！!：:、… ]+)+"
)
_REGRET_ENGLISH = (
    r"(?:no|nope|sorry|oops|actually|apologies|my (?:bad|mistake|apologies)|wait|hang on|hold on|correction|wrong (?:\w+)|not that(?: one)?"
    r"|not what i (?:meant|asked)|i (?:got|had) the \w+ wrong|i misspoke|that was wrong)"
)
_MEANT_ENGLISH = (
    r"(?:i (?:actually |really )?(?:meant|mean|was asking|am asking|asked|was thinking|was talking)"
    r"(?: about| for| of)?(?: to (?:ask|say)(?: about| for)?)?|i(?:'m| am) (?:asking|talking) about"
    r"|it should be|it should have been|that should be|should be|should have been|make (?:it|that))"
)
_CORRECTS_ENGLISH = (
    rf"^(?:{_REGRET_ENGLISH}[,.:;!… –—-]+)*{_MEANT_ENGLISH}\b[,: ]*(?:the one (?:in|of|for) )?"
    rf"|^(?:{_REGRET_ENGLISH}(?: *[,.:;!…–—]| -) *)+"
)
_SAYS_SO_BEHIND = rf"[，,]?(?:刚才|刚刚|之前)?(?:我)?{_MISTAKEN}$"
_NOT_BUT = r"^(?:不是|不要|我不是问|不看|别看)(?P<no>.{1,14}?)[，,、 ]*(?:而?是|我?要|我?问的?是|要的?是|看)(?P<yes>.+)$"
_MEANT = (
    r"^(?:i mean(?:t)?|i want(?:ed)?) (?:the )?(?P<yes>.+?)[,;] ?not (?:the )?(?P<no>.+)$"
    r"|^(?:我(?:说|问|要|指)的是|应该是|是)(?P<yes_zh>.+?)[，,]?\s*(?:而)?不是(?P<no_zh>.+)$"
)
_NOT_BUT_ENGLISH = (
    r"^(?:no,? )?not (?:the )?(?P<no>.{1,40}?)[,;] *(?:but |i mean(?:t)? )?(?:the )?(?P<yes>.+)$"
)


def corrected(question: str) -> str:
    """What a correction means: of 不是局，是区政府 the 区政府; any other question as it is.

    >>> corrected("不是局，是区政府"), corrected("不对，我问的是长春的朝阳区应急局"), corrected("抱歉，年份弄错了，应该是2021年")
    ('区政府', '长春的朝阳区应急局', '2021年')
    >>> corrected("No, I meant the Chaoyang in Changchun.")
    'the Chaoyang in Changchun.'
    """
    plain = _said_instead(question.strip())
    if plain is not None:
        return plain
    rest = patterns.sub(_CORRECTS, "", question.strip(), flags=re.IGNORECASE)
    if rest.isascii():
        rest = patterns.sub(_CORRECTS_ENGLISH, "", rest, flags=re.IGNORECASE)
    rest = patterns.sub(_SAYS_SO_BEHIND, "", rest)
    if len(rest.strip("，,。.?？！! ")) < 2 or rest == question.strip():
        return question
    return _said_instead(rest) or rest


def _said_instead(plain: str) -> str | None:
    """Of two, one of which is denied, the other; None where none is."""
    found = (
        patterns.match(_NOT_BUT, plain)
        or patterns.match(_NOT_BUT_ENGLISH, plain.lower())
        or patterns.match(_MEANT, plain.lower())
    )
    if found is None:
        return None
    meant = found.groupdict()
    return str(meant.get("yes") or meant.get("yes_zh")).strip().rstrip("。.?？ ")
