"""English that reckons, or sets somebody aside, in signs and bidding words: (a + b) ÷ c, divide it by, into one figure, leave X out."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant import patterns

_BODY = r"(?:agenc|bod(?:y|ies)|bureau|government|authorit|department|office|district|cit(?:y|ies)|count|town|subdistrict|commission)"
_IN_FULL = (
    r"(?:(?:fully|wholly) )?(?:granted|disclosed|released)(?: in full)?|full(?: disclosures?| grants?)?"
)
_IN_PART = r"(?:part(?:ly|ially|ial)|in part)(?:[- ](?:granted|disclosed|released|disclosures?|grants?))?"
_DISCLOSED_OF_ALL = (  # (granted + partly granted) ÷ total concluded
    rf"\(?\b(?:{_IN_FULL})(?: requests| applications)? ?(?:\+|plus|and|&) ?{_IN_PART}(?: requests| applications| disclosures?)?\)?"
    r" ?(?:÷|/|:|over|divided by|as a (?:share|percentage|proportion) of|out of) ?"
    r"(?:(?:the|all|total|number of|requests|applications) )*(?:concluded|completed|handled|processed|outcomes|closed)"
    r"(?: (?:requests|applications|cases|total))?"
)
_WITHOUT_PERCENT = (
    r"(?:,? (?:as|in|expressed as) (?:an? )?(?:percentages?|per ?cent|%|rate|ratio)(?: terms)?)?"
)
_DIVIDED = (  # take what A received and divide it by what B received
    r"\b(?:take |divide |take the (?:number|figure) (?:for |of )?)?(?P<one>what (?:[^,.?]+?) (?:received|got"
    r"|took in|had)(?: in 20\d\d)?),? "
    r"(?:(?:and |then )?(?:divide[d]?|dividing) (?:it|that|this|them)? ?)?by (?P<other>what (?:[^,.?]+?) "
    r"(?:received|got|took in|had)(?: in 20\d\d)?)"
    r"(?:[.,;:]? ?(?:what(?:['’]s| is| do (?:i|you|we) get)(?: the)?(?: result| quotient)?|(?:the )?(?:result"
    r"|quotient|answer)))?(?=\s*(?:[?.]|$))"
)
_BODY_OF_RECEIVED = r"^what | (?:received|got|took in|had)(?: in (20\d\d))?$"
_INTO_ONE = (  # put every agency's intake into one figure
    r"\b(?:if (?:you|we|i|one) )?(?:put|puts|roll(?:ed)?|lump(?:ed)?|fold(?:ed)?|pool(?:ed)?|combin(?:e|ed)"
    r"|merg(?:e|ed)|turn(?:ed)?|condens(?:e|ed)"
    r"|squash(?:ed)?|boil(?:ed)? down|collaps(?:e|ed)|sum(?:med)? up|throw|thrown)(?P<what> [^?;]{3,80}?)? "
    r"(?:in)?to (?:just )?(?:one|a single)"
    r" (?:combined |total |overall |joint )?(?:figure|number|total|sum|pot|count|heap|value|bucket)\b"
)
_WHAT_COMES_OUT = (
    r",? (?:what|how (?:much|many)) (?:would|will|does|do|is|did) (?:it|that|this|you|we|i)(?: be| get| have"
    r"| come to| make| amount to| equal)?(?=\s*[?.]|$)"
)
_WHOM = r"(?P<whom>(?:the |all |any )?(?:[a-z][\w'’-]* ){0,4}?[a-z][\w'’-]*)"
_LEAVE = (
    r"(?:leav(?:e|ing)|tak(?:e|ing)|keep(?:ing)?|set(?:ting)?|put(?:ting)?|strip(?:ping)?|throw(?:ing)?|push"
    r"(?:ing)?|cut(?:ting)?|filter(?:ing)?|cross(?:ing)?|knock(?:ing)?)"
)
_SET_ASIDE = (
    r"(?:^|(?<=[.,;:!?–—-] )|(?<=\band )|(?<=\bbut )|(?<=\bplease )|(?<=\bif you ))"
    rf"(?:please )?{_LEAVE} {_WHOM} (?:out|away|aside|off)(?: of (?:it|this|that|the (?:list|count|ranking"
    r"|picture)))?(?=\s*(?:[.,;:?!]|$|–|—|- |\b(?:and|then|please)\b))(?:,? (?:and|then)\b)?[.,;:]?"
)
_REST_OF = (  # then how many did the rest of the agencies get between them
    r"(?P<out>\b(?:leav\w+ out|leav\w+ aside|excluding|exclude|without|apart from|except(?: for)?|aside from"
    r"|not counting|disregarding|ignoring)\b[^,.;]*[,.;]? (?:then )?.*?)"
    rf"\b(?:all )?the (?:rest|others?|remainder|remaining)(?: of)?(?: the)?(?P<whom> (?:[a-z-]+ )?{_BODY}\w*)?(?! \w+ (?:rate|share))"
)
_WITHOUT_ITSELF = rf"\bwithout (?P<whom>(?:the |its )?(?:[a-z]+ )?{_BODY}\w*(?: {_BODY}\w*)?) (?:itself|themselves|proper)\b"
_LESS_ONE = (  # grand total of requests received, minus the Beijing Municipal Government
    r"(?P<total>\b(?:total|sum|aggregate|altogether|combined)\b[^.?;]*?),? (?:minus|less|save(?: for)?"
    rf"|net of) (?=(?:the |that of |those of )?[^.?;,]*{_BODY})(?:that of |those of )?"
)
_TIMES_ITS = (  # how many times its 2019 figure were the requests to X in 2022
    r"\bhow many times (?:its|their|the|what it (?:was|had) in) (?P<then>20\d\d)(?:['’]s)?(?: (?:figure|number"
    r"|level|count|total|value|intake|volume|one)s?)?"
    r" (?:was|were|is|are) (?:the (?:number of )?)?(?P<what>[^?]*?)(?: in| of| for) (?P<now>20\d\d)"
)
_DISCLOSED_IN_LIST = (  # disclosed / partly disclosed / not disclosed
    r"\b(?:fully )?(?:disclosed|released|published|open(?:ed)?)(?=\s*(?:/|,|;|\||and\b|&|\+|or\b)+\s*(?:and |or )?"
    r"(?:(?:part(?:ly|ially)|in part|partial|half)\b|not (?:disclosed|released|published)\b))"
)
_EACH_ANNUAL = (
    r"\b(?:for |in |at |of )?(?:each|every) (?:annual|yearly|single-year|calendar) (?:cross[- ]sections?"
    r"|slices?|snapshots?|waves?|rounds?|reports?|volumes?|periods?|instal+ments?|editions?)\b"
)
_YEAR_TO_NEXT = (
    r"\b(?:what|how) (?:do|does|did|has|have) (?P<what>[^?]{4,80}?) (?:look(?: like)?|run|read|go|develop|unfold)"
    r" (?:from (?:one )?year to (?:the next|year)|year (?:by|after|on|for) year|over (?:the years|time)"
    r"|across the years|through(?:out)? the years)\b"
)
_PAIRS_OF_THE_TWO = rf"\bwhich of (?:the two|these two|those two|both) (?P<kind>(?:[a-z]+ )?{_BODY})s?\b"
_KEEPS_MOVING = (  # kept growing, go on falling: without a break
    r"\b(?:(?:ke[ep]pt?s?|keeps|keep|kept)(?: on)?|carr(?:y|ies|ied) on|continu(?:e[sd]?|ing)(?: to)?|go(?:es)? on|went on|nothing but)"
    r" (?P<moves>grow|ris|ros|increas|fall|fell|drop|declin|shrink|climb|decreas|go(?= (?:up|down))|going(?= "
    r"(?:up|down)))(?P<end>ing|e|en|)\b"
)
_ONE_EACH = (
    r",? ?\b(?:(?:just |only )?(?:one|a single|a)(?: (?:single|separate))? (?:number|figure|count|value|total)"
    r"|one) (?:for )?each\b(?=\s*(?:$|[.,;:?!)]|please))"
)
_WHAT_IS_SUM = r"(?<=[a-z)]) ?(?:=|equals) ?(?=\?|$)"
_TELL_WHEN = (
    r",? (?:and|then) (?:please )?(?:tell|show|give|name|say)(?: me| us)? (?:when (?:that|it) (?:was|happened"
    r"|occurred|fell)|(?:the|which|what|its) year(?: (?:that|it) (?:was|happened|fell)(?: in)?)?)(?=\s*[?.]|$)"
)
_THE_MINIMUM = (
    r"\b(?:find |give |take |show |look up |locate |identify |pick )(?:me )?(?:the )?(?P<end>minimum"
    r"|lowest value|lowest point|lowest|low|smallest|trough|maximum|highest value|highest point|highest|high"
    r"|largest|peak)(?: (?:number|figure))? (?:of|in|among)(?P<what> [^,?;]{4,80}?)"
)
_NOT_EQUAL = r"\s*(?:≠|!=|=/=|<>)\s*"


def _quotient(found: re.Match[str]) -> str:
    """What A received divided by what B did: how many times B's requests are A's."""
    one, other = (patterns.sub(_BODY_OF_RECEIVED, "", found[of], flags=re.I) for of in ("one", "other"))
    year = patterns.search(r"20\d\d", found.group())
    return (
        f"how many times as many requests did {one} receive as {other}{f' in {year.group()}' if year else ''}"
    )


def _year_of_the_end(found: re.Match[str]) -> str:
    """Find the minimum of its yearly numbers and tell me when it was: in which year they were lowest."""
    low = found["end"].lower() in (
        "minimum",
        "lowest value",
        "lowest point",
        "lowest",
        "low",
        "smallest",
        "trough",
    )
    what = patterns.sub(r"\b(?:yearly|annual) ", "", found["what"], flags=re.I)
    return f"in which year were{what} {'lowest' if low else 'highest'}"


RECKONED: tuple[tuple[tuple[str, ...], str, str | Callable[[re.Match[str]], str]], ...] = (
    # signs one of which it holds, what is said, what it means
    (("part",), _DISCLOSED_OF_ALL + _WITHOUT_PERCENT, "disclosure rate"),
    (("divid",), _DIVIDED, _quotient),
    ((" one ", "single"), _INTO_ONE + f"(?:{_WHAT_COMES_OUT})?", r"total of\g<what>"),
    (("without",), _WITHOUT_ITSELF, r"excluding \g<whom>"),
    ((" out", "away", "aside", " off"), _SET_ASIDE, r"excluding \g<whom>,"),
    (("minus", "less", "save", "net of"), _LESS_ONE, r"\g<total> excluding "),
    (("the rest", "the other", "the remain"), _REST_OF, r"\g<out>all\g<whom>"),
    (("how many times",), _TIMES_ITS, r"how many times as many \g<what> in \g<now> as in \g<then>"),
    (("disclosed", "released", "published", "open"), _DISCLOSED_IN_LIST, "granted"),
    (("each", "every"), _EACH_ANNUAL, "for each year"),
    (("year",), _YEAR_TO_NEXT, r"how many \g<what> in each year"),
    ((" two ", "both"), _PAIRS_OF_THE_TWO, r"which \g<kind>"),
    (("ke", "carr", "contin", "on ", "nothing but"), _KEEPS_MOVING, r"steadily \g<moves>\g<end>"),
    (("each",), _ONE_EACH, " respectively"),
    (("=", "equals"), _WHAT_IS_SUM, " in total"),
    (("when", "year"), _THE_MINIMUM + _TELL_WHEN, _year_of_the_end),
    (("≠", "!=", "=/=", "<>"), _NOT_EQUAL, " does not equal "),
)
