"""What is asked behind a ranking: the next place, the first of it, how far the first is ahead."""

from __future__ import annotations

from assistant import patterns
from assistant.intent import Intent
from assistant.understanding.turns.choices import ORDINALS
from assistant.understanding.words.numerals import read_number


def first_of_those(intent: Intent, earlier: Intent) -> Intent | None:
    """前三个的诉讼, 前五名里有几个局 behind a list: the question before as one for its first; None for any other."""
    found = patterns.match(_FIRST_OF, intent.text.strip())
    listed = (
        earlier.operation in ("rank", "list", "filter", "compare", "lookup") and len(earlier.metrics) == 1
    )
    if (
        found is None
        or not listed
        or earlier.change
        or not (intent.metrics or intent.scope != "all" or intent.groups)
    ):
        return None
    number = int(read_number(found["zh"] or found["one"]))
    return earlier._replace(
        operation="rank", n=number, only_place=False, superlative=True, groups=earlier.groups
    )


_FIRST_OF = (
    r"^(?:那么?|这|其中)?的?前(?P<zh>[一二两三四五六七八九十]|\d{1,2})(?:[名个家位]|强)?(?:单位|区县|区|局)?"
    r"(?:[的里中]|之中|当中|各|分别)"
    r"|^(?:那么?|这|其中)?(?:排名?)?第(?P<one>一)(?:名|位|个|多的?)?(?:单位|区县|区|局)?的"
)


def speaks_of_the_first(text: str) -> bool:
    """前三个的诉讼数: the first of a list that was given before."""
    return (
        patterns.match(_FIRST_OF, text.strip()) is not None
        and patterns.search(r"最[多高大少低小]", text) is None
    )


_PLACE_NEXT = (
    r"^(?:那么?)?第(?P<zh>[二三四五六七八九十]|\d{1,2})(?:[名位]|多的?)?(?:的?(?:又?是谁|是哪[个家]|呢))?$"
    r"|^(?:and |then |so )*(?:who(?:'s| is| was| came| comes| ranks| ranked)?(?: in| on)? |which (?:agency |one )?(?:is|was|came) "
    r"|what about |how about )?(?:the |number |no\.? )*(?P<en>second|third|fourth|fifth|sixth|seventh|eighth|\d{1,2}(?:nd|rd|th))"
    r"(?: place| best| highest| largest| biggest)?$"
)


_THE_NEXT = (  # which one came right after that
    r"^(?:and |then |so |but )*(?:(?:who|which|what)(?: (?:agency|body|one|bureau|government))?"
    r"(?:['’]s| is| was| comes?| came| ranks?| ranked| follow(?:s|ed)?| stands?| stood)?|what about|how about)(?: the)?(?: one)? ?"
    r"(?:(?:right|just|directly|immediately|coming|comes?|came) )?"
    r"(?:next|(?:after|behind|below) (?:that|it|them|this)(?: one)?|next (?:one|in line|on the list|place))$"
    r"|^(?:and |then |so |but )*(?:who|which one|what) follow(?:s|ed)(?: (?:it|that|them|next))?$"
    r"|^(?:那么?)?(?:再)?(?:下一[个家名位]|接下来的?(?:一[个家名])?|(?:紧跟|紧随|排在?)(?:它|其|着)?(?:之后|后面?)的?)"
    r"(?:的?(?:又?是谁|是哪[个家]|呢))?$"
)


def place_next(text: str, earlier: Intent) -> int:
    """Which place 那第二呢 asks for behind a ranking; 0 for none."""
    if earlier.operation == "rank" and patterns.match(_THE_NEXT, _bare(text)):
        return earlier.n + 1
    found = patterns.match(_PLACE_NEXT, _bare(text))
    if found is None or earlier.operation != "rank":
        return 0
    if found["en"]:
        return ORDINALS.index(found["en"]) + 1 if found["en"] in ORDINALS else int(found["en"][:-2])
    return int(read_number(found["zh"]))


def asks_place_next(text: str) -> bool:
    """那第二呢, and the second: a place behind the one told."""
    bare = _bare(text)
    return patterns.match(_PLACE_NEXT, bare) is not None or patterns.match(_THE_NEXT, bare) is not None


def _bare(text: str) -> str:
    return text.strip().rstrip("?？。.！! ")


def among_the_same(intent: Intent, earlier: Intent) -> bool:
    """And which one refused the most, behind which city government received the most: of the same bodies, by another figure."""
    ranked = intent.operation == earlier.operation == "rank" and intent.metrics and not intent.inherited
    own = (
        intent.groups
        or intent.excluded
        or intent.each
        or intent.scope != "all"
        or intent.crowd
        or intent.narrowed
    )
    some = earlier.groups or earlier.scope != "all" or earlier.excluded
    return (
        bool(ranked and some and not own)
        and patterns.search(_OF_THE_SAME_BODIES, intent.text.strip()) is not None
    )


_OF_THE_SAME_BODIES = (
    r"^(?:and|but|then|so|whereas|while|which (?=[a-z]+ed\b|had\b|has\b|got\b|did\b|was\b))\b"
    r"(?!.*\b(?:agenc(?:y|ies)|bod(?:y|ies)|authorit(?:y|ies)|anyone|overall|everywhere)\b)"
    r"|\bwhich (?:one|of (?:them|these|those))\b|^(?:那么?|又)(?!.*(?:单位|机关|全部|所有|全国))"
)


def leads_by(text: str) -> bool:
    """By how much did it lead: how far the first of the ranking before was ahead of the second."""
    return patterns.search(_LEADS_BY, text.strip()) is not None


_LEADS_BY = (
    r"^(?:and |so )?(?:by how (?:much|many|far|wide a margin)|how (?:far|much)|by what margin|with what (?:lead|margin))\b.{0,30}"
    r"\b(?:it|they|that|this|winner|leader|first)\b.{0,20}\b(?:lead|leads|led|ahead|win|wins|won|beats?|exceeds?|surpass)\b"
    r"(?!.*\b(?:of|over) the (?!second|next|runner))"
    r"|^(?:那|它|其)*(?:领先(?:了)?(?:第二名?)?|比第二(?:名|位|多的?)?(?:的)?(?:多|高|高出|多出|领先)了?(?:收了?)?)(?:多少|几)"
)
