"""Words of a question that nothing explains: whether one could make the figure asked about another figure.

A word that says which applications or cases are meant does so from a few places only – right before the figure's name
(烟花爆竹处罚, written requests) or behind it with a preposition (requests by journalists, 关于拆迁的申请) – or it says how
figures are held against each other (than, twice, 不, 每). Any other one tells who asks or how it is said (翻到, my boss).
"""

from __future__ import annotations

from assistant import patterns
from assistant.understanding.words.mentions import Mention, Spotted


def may_narrow(spotted: Spotted, start: int, end: int) -> bool:
    """Whether the unexplained stretch could say which cases are meant, or what is done with the figure."""
    text, word = spotted.text, spotted.text[start:end]
    if patterns.search(_LOGIC, word) or _is_a_name(spotted, start, end):
        return True
    if patterns.match(_SAYS_WHY, word) or patterns.match(_AS_A_REASON, text[end:]):
        return True
    figures = [mention for mention in spotted.mentions if _names_a_figure(mention)]
    if any(mention.start >= end and _stands_before(text[end : mention.start], word) for mention in figures):
        return True
    if patterns.search(_OF_WHAT, text[:start]) or patterns.match(_LISTED, text[end:]):
        return True
    if figures and (patterns.search(_PASSIVE, text[:start]) or patterns.search(_SUBJECT, text[:start])):
        return True
    behind = [text[mention.end : start] for mention in figures if mention.end <= start]
    if len(word) > 1 and any(between in ("", " ", "-") for between in behind):  # complaints hotline, 采购中介
        return True
    return any(patterns.fullmatch(_BEHIND, between) for between in behind)


def _names_a_figure(mention: Mention) -> bool:
    return mention.has("item") or mention.has("rate") or mention.has("column")


def _stands_before(between: str, word: str) -> bool:
    """Whether a word narrows what comes right behind it; a verb with its complement does not (打发掉的申请)."""
    if patterns.search(_VERB, word):
        return False
    return patterns.fullmatch(r"[\s-]*|类?的?|方面的?|相关的?", between) is not None


def _is_a_name(spotted: Spotted, start: int, end: int) -> bool:
    """An English word with a capital within a sentence: a place, a law, a person."""
    if len(spotted.question) != len(spotted.text) or not spotted.text[start:end].isascii():
        return False
    typed, before = spotted.question[start:end], spotted.question[:start].rstrip()
    return typed[:1].isupper() and bool(before) and before[-1] not in ".!?:;–—"


# Patterns stay text until a question first needs them.
_LOGIC = (
    r"\d|^[省市区县]$|[不没未非无勿除比或若只仅每各同倍半前后还上下内外间连再又余他她首曾末零一二三四五六七八九十百千万亿几]"
    r"|\b(?:no|not|nor|none|never|neither|\w+n['’]t|without|except\w*|exclud\w*|than|or|either|both|only|just|per|each|every"
    r"|any|all|again|twice|half|double|triple|quarter|first|last|next|previous|prior|before|after|until|since|between|among"
    r"|within|ratio|rate|share|fraction|percent\w*|proportion|pooled|combined|together|separately|group|if|unless|when"
    r"|same|other|others|rest|remaining|else|new|old|time|times|day|days|week|weeks|month|months|working|average|fast\w*|slow\w*"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty\S*|thirty\S*|forty\S*|fifty\S*|hundred\S*"
    r"|fail\w*|match\w*|exist\w*|absolute\w*|relative\w*|capital)\b"
)
_VERB = r"(?:掉|完|到|过|来|出|了|着|给|住|走|回)$"
_OF_WHAT = (
    r"(?:关于|有关|涉及|针对|因为?|由于?|对于?|就|被|来自|通过|用|以|不|没有?|无|未|[、和与及])$"
    r"|\b(?:no|not|without) $|\b(?:by|via|through|about|for|on|with|from|over|against|regarding|concerning|because(?: of)?|due to)"
    r" (?:(?:the|a|an|any|some|their|its|it) )*$"
)
_SAYS_WHY = r"以.|因.|由于|出于|为了|怕|担心|关于|涉及|针对"  # 以维护稳定为由
_AS_A_REASON = r"的?(?:[为作]|作为)?(?:理由|名义?)|的?(?:为由|缘故|原因)"  # 以还在研究为由
_PASSIVE = (  # lawsuits … were dismissed, penalties … were for speeding
    r"\b(?:were|was|are|is|been|being|got|get)(?: \w+ly)?"
    r"(?: (?:about|for|from|by|over|on|against|due to|because of|related to|regarding))? (?:the )?$"
)
_SUBJECT = (
    r"\b(?:how many|how much) [^,?]*\b(?:did|do|does) (?:the )?$"  # how many lawsuits did journalists bring
)
_LISTED = r"[、和与及]"  # one of the figures asked about, it may be
_BEHIND = (
    r"\W*(?:that |which |who )?(?:were |was |are |is )?(?:\w+(?:ed|ing) )?"
    r"(?:about|for|by|from|on|of|over|against|regarding|concerning|involving|via|through|in|at|to|with|under|into|as) "
    r"(?:(?:the|a|an|any|some|their|its|our|local) )*"
)
