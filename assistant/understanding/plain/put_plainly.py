"""English that orders, multiplies or dates in other words: beginning with the largest, twice as many as in 2020, max and min."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant import patterns

_GREATEST = (
    r"(?:the )?(?:largest|biggest|highest|most|greatest|top|busiest|maximum)(?: (?:one|number|figure|value"
    r"|count|total|share|rate))?"
)
_LEAST = r"(?:the )?(?:smallest|lowest|fewest|least|bottom|quietest|minimum)(?: (?:one|number|figure|value|count|total|share|rate))?"
_BEGINNING = r",? ?\b(?:beginning|starting|start|begin|commencing|leading off|kicking off|headed|led|opening)(?: off)? (?:with|from|by|at) "
_BEST = r"\b(?:the )?(?P<end>best|worst)[ -](?P<n>\d+|two|three|four|five|six|seven|eight|nine|ten)\b(?! (?:years?|months?))"
_PRAISED = r"\b(?:disclos|grant|transparen|open|released)"
_BLAMED = r"\b(?:refus|reject|den(?:y|ied)|unavailab|lawsuit|litigation|review|carried|backlog|not )"
_MAX_AND_MIN = (
    r"\b(?:the )?max(?:imum|\.)?(?: (?:value|number|figure))?\s*(?:[?,;/&+]|and|or|plus)+\s*(?:and |the )*min"
    r"(?:imum|\b\.?)(?: (?:value|number|figure))?"
    r"|\b(?:the )?min(?:imum|\.)?(?: (?:value|number|figure))?\s*(?:[?,;/&+]|and|or|plus)+\s*(?:and |the )*max"
    r"(?:imum|\b\.?)(?: (?:value|number|figure))?"
)
_RANKS_TO = (
    r"\b(?:only )?(?:the )?(?:ranks|places|positions|spots|rank|place|position)(?: (?:number|no\.?))? (?:1|one"
    r"|1st|first) ?(?:to|through|thru|until|till|-|–|—) ?(?P<n>\d{1,2}|two|three|four|five|six|seven|eight"
    r"|nine|ten)(?:st|nd|rd|th)?\b"
)
_MULTIPLE = {
    "twice": 100,
    "double": 100,
    "two times": 100,
    "three times": 200,
    "thrice": 200,
    "triple": 200,
    "treble": 200,
    "four times": 300,
}
_TIMES_AS_MANY = (  # at least twice as many requests in 2022 as in 2020
    rf"\b(?P<bound>at least |more than |over )?(?P<times>{'|'.join(_MULTIPLE)}) (?:as (?:many|much)|the (?:number|amount|volume) of)"
    r" (?P<what>(?:[a-z-]+ ){1,6}?)in (?P<now>20\d\d) (?:as|than|compared (?:with|to)|of|that of|of that)"
    r"(?: they (?:had|did|got))?(?: in)? (?P<then>20\d\d)\b"
)
_REFUSED_TO = (
    r"\b(?:would|did|could|will|does|do)(?: not|n['’]t) (?:want to |wish to |be willing to )?(?:answer"
    r"|disclose|release|hand over|give out|hand out|open up)(?= (?:because|since|as|on (?:the )?grounds?|for "
    r"(?:the )?reason|citing|due to|owing to|claiming))"
)
_HIT_A_LOW = (
    r"\b(?:hit|reach(?:ed)?|touch(?:ed)?|f[ae]ll to|sank to|dropped to|were at|was at|stood at|bottom(?:ed)? "
    r"(?:out )?at) (?:its|their|an?|the)(?: (?:absolute|all-time|lowest|record))? (?:low|low point"
    r"|lowest point|minimum|trough|bottom|floor|nadir|lowest)\b(?: point| level| value)?"
)
_HIT_A_HIGH = (
    r"\b(?:hit|reach(?:ed)?|touch(?:ed)?|r[io]se to|climbed to|were at|was at|stood at|peak(?:ed)? at) (?:its"
    r"|their|an?|the)(?: (?:absolute|all-time|record))? (?:high|high point|highest point|maximum|peak|top"
    r"|ceiling|summit|highest)\b(?: point| level| value)?"
)
_PLACE_BY_PLACE = r"\b(?P<place>city|province|level|district|county) (?:by|for|after) (?P=place)\b"
_NOT_TO_EXIST = (
    r"\b(?:turn(?:ed|s)? out|prove[ds]?|happen(?:ed|s)?|appear(?:ed|s)?|w(?:as|ere) (?:found|said|shown"
    r"|claimed)) not to (?P<verb>exist|be held|have existed|be there)\b"
)
_TABLE = {"1": "one", "2": "two", "3": "three", "4": "four"}
_NUMBERS_APART = (  # I need the two numbers separately: nothing more is asked
    r"(?<=[.?!;,]) ?(?:i (?:need|want|would like|['’]d like)|please (?:give|list|show)(?: me)?|give me|list"
    r"|show me|with|just)? ?(?:the |these |those |all |both )?(?:two |three |four |both )?"
    r"(?:numbers|figures|counts|values|totals) (?:separately|individually|apart|one by one|side by side|not "
    r"(?:added|summed|combined)(?: up| together)?)(?: please)?\b"
)
_REGISTERS = (
    r"\b(?P<who>(?:did|does) [^?.]{3,70}?) (?:register|log|record|note down|book|count up|tally|clock)(?=\s*"
    r"(?:[?.]|$|\b(?:in|during|for|over|from) ))"
)
_LAND = (
    r"\b(?P<what>requests|applications|cases|lawsuits|reviews)(?: would| did| do| typically| usually)? (?:land"
    r"(?:s|ed|ing)?|drop(?:s|ped)? in|arrive[ds]?|end(?:s|ed)? up)(?: on the desks?)? (?:at|with|on|in|of)\b"
)
_MOVE_BY = (
    r"\bby (?:what|how (?:much|many))(?: an?)? ?(?P<of>%|per ?cent(?:age)?(?: points?)?)?(?P<did> (?:did|do"
    r"|does|have|has)\b[^?.]*?) (?:move|shift|swing|evolve|moved|shifted|swung)\b(?= (?:from|between|since"
    r"|over|in|to|against|on)\b)"
)
_UP_BY = (
    r"^(?:so |and |then |ok(?:ay)?,? |that['’]?s |it['’]?s |is that |was that |which is )*(?:(?:an? )?"
    r"(?P<way>up|down|rise|increase|growth|drop|fall|decrease|plus|minus))(?: of| by)? (?:what|how (?:many"
    r"|much)) ?(?P<of>%|per ?cent(?:age)?|a per ?cent(?:age)?)?[ ?.]*$"
)
_DOWNWARDS = ("down", "drop", "fall", "decrease", "minus")
_THE_REVISED_FORM = (
    r"\b(?P<when>revised|amended|updated|modified|reworked|overhauled|replaced|superseded|outgoing|original"
    r"|initial) (?=(?:form|template|tables?|layout|version|edition|format)s?\b)"
)
_BY_BOTH_ROUTES = (  # the direct ones and the ones after review alike
    r",? ?(?:(?:including|counting|whether|both|i\.?e\.?|that is)[ ,:]*)?(?:the )?(?:direct|directly filed"
    r"|straight)(?: ones?| suits?| lawsuits?| cases?)?,? (?:and|plus|as well as|or|together with|&) (?:the )?"
    r"(?:(?:ones?|those|suits?|lawsuits?|cases?) )?(?:(?:filed |brought |lodged |coming |that came )?(?:after"
    r"|following)) (?:an? |the )?(?:administrative )?(?:review|reconsideration)s?"
    r"(?: ones| suits| lawsuits| cases)?(?: alike| both| included| together| combined| taken together| counted together)+"
)
_INTO = (
    r"\b(?P<carry>t(?:ake|akes|aking|ook|aken)|br(?:ing|ings|ought)|drag(?:s|ged)?|haul(?:s|ed)?) (?P<what>"
    r"(?:the )?(?:(?!from |over |forward |on |along )[a-z-]+ ){1,7}?)(?:with (?:them|it|themselves) |along "
    r"|over |forward )?into (?P<year>20\d\d)\b"
)
_HANDED_ON = (
    r"\b(?:hand(?:s|ed|ing)?|pass(?:es|ed|ing)?|shift(?:s|ed|ing)?|defer(?:s|red|ring)?|postpon(?:es|ed|ing)"
    r"|shov(?:es|ed|ing)|kick(?:s|ed|ing)?|roll(?:s|ed|ing)?|drag(?:s|ged|ging)?) (?:on|over|along|forward"
    r"|down)(?: from (?P<year>20\d\d))?(?: (?:in)?to the (?:next|following)(?: year| one)?| (?:in)?to "
    r"(?P<next>20\d\d))"
)
_WHO_LEADS_BY = (
    r"(?P<by>\bby province\b[^?]*?)[,:;.–—-]+ ?(?:and )?who(?:['’]s| is| comes?| ranks?)? (?:leads?|first"
    r"|ahead|on top|in (?:the lead|front)|tops? (?:it|the (?:list|ranking|table)))\b"
)
_WHICH_COMES_OUT = (
    r"\b(?P<who>which (?:city|province|agency|bureau|district|level|government|department)|who) (?:comes? out"
    r"|ends? up|finish(?:es)?|is|lands?|sits?|stands?) (?:on|at(?: the)?|in the) (?:very )?(?:top|first place"
    r"|lead)\b"
)
_DOING_SO = (
    r"\b(?:releasing|disclosing|publishing|revealing|making)(?: (?:it|this|that|them|something|things|the "
    r"(?:information|documents?|records?|data|files?)))?(?: (?:public|available))? (?=(?:would|could|might"
    r"|may) )"
)
_HANDLING_PART = (  # leaves the entire section on how requests were handled blank
    r"\b(?:the |its |their )?(?:(?:entire|whole|full|complete) )?(?:section|part|block|table|area|rows) (?:on"
    r"|about|for|of|telling|saying|showing) "
    r"(?:how (?:the |its )?(?:requests|applications) (?:were|are|had been|have been) (?:handled|dealt with"
    r"|processed|answered|disposed of|decided|concluded)"
    r"|(?:the )?(?:outcomes|results|handling|processing|disposal) of (?:the )?(?:requests|applications))"
)
_WHICH_YEAR_WAS_MORE = (
    r"\b(?P<which>which (?:(?:one )?of (?:those|these|the)(?: (?:two|three|four))? years|(?:one|year))(?: of (?:the two|those|these))?)"
    r" (?:was|is|were|had|saw|came out)(?: the)? (?P<more>higher|more|larger|bigger|busier|greater|stronger"
    r"|lower|fewer|smaller|less|weaker|quieter)"
    r"(?: (?:one|number|figure|count))?(?=\s*[?.]|$)"
)
_LESS = ("lower", "fewer", "smaller", "less", "weaker", "quieter")
_EXCEEDS_BY = (  # by how much did Shenzhen's lawsuit count exceed Nanjing's
    r"\bby how (?:much|many) (?:did|does|do) (?P<one>[\w .-]+?)['’]s (?P<what>(?:[a-z-]+ ){0,3}?(?:requests?"
    r"|applications?|lawsuits?|suits?|litigation"
    r"|reviews?|reconsiderations?|refusals?|penalt(?:y|ies)|intake)(?: (?:count|number|total|figure|volume|intake)s?)?)"
    r" (?:exceed|surpass|outnumber|beat|top|outstrip|fall short of|trail|lag behind) (?P<other>[\w .-]+?)['’]s\b(?! [a-z])"
)
_SAME_MEASURE = (
    r"^(?:and |now |then )*(?:the )?same (?:average|mean|median|total|sum|figure|number|ranking|list|question"
    r"|share|rate|count|thing)s?(?: again| please)?,?(?: but| only| just| now)? (?=(?:for|in|of) (?:20\d\d"
    r"|the year))"
)


def _grown(found: re.Match[str]) -> str:
    """At least twice as many in 2022 as in 2020: grown by at least 100 % from 2020 to 2022."""
    part = _MULTIPLE[found["times"].lower()]
    bound = (found["bound"] or "").lower()
    more = "more than" if bound.startswith(("more", "over")) else "at least"
    return f"an increase in {found['what']}of {more} {part}% from {found['then']} to {found['now']}"


def _best(found: re.Match[str]) -> str:
    """The best three by disclosure are the top three; of refusals nobody says which end is the better one."""
    praised = patterns.search(_PRAISED, found.string, re.I) and not patterns.search(
        _BLAMED, found.string, re.I
    )
    return (
        f"{'top' if found['end'].lower() == 'best' else 'bottom'} {found['n']}" if praised else found.group()
    )


def _higher(found: re.Match[str]) -> str:
    """Which of those two years was higher: the year of the highest of them."""
    end = "lowest" if found["more"].lower() in _LESS else "highest"
    return f"in which year was it the {end} of the two"


def _handed_on(found: re.Match[str]) -> str:
    year = found["year"] or (str(int(found["next"]) - 1) if found["next"] else "")
    return "carried over to the next year" + (f" in {year}" if year else "")


_HOW_MANY_RECEIVED = (  # how many did Nanjing get in 2021: requests, where none other was spoken of
    r"^(?P<how>how many)(?P<did> (?:did|has|have|does|do|had) [^,;?]{3,80}? (?:received?|get|got|gotten|take in|taken in)"
    r"(?: (?:in|during|for|over|from|between|each|every|per)\b[^,;?]*)?[?.]?)$"
)


def of_requests(question: str) -> str:
    """A question that says how many were received and not what: requests are what an agency receives.

    >>> of_requests("How many did the Nanjing government get in 2021?"), of_requests("How many lawsuits did it get?")
    ('How many requests did the Nanjing government get in 2021?', 'How many lawsuits did it get?')
    """
    return patterns.sub(_HOW_MANY_RECEIVED, r"\g<how> requests\g<did>", question.strip(), flags=re.I)


PUT_PLAINLY: tuple[tuple[tuple[str, ...], str, str | Callable[[re.Match[str]], str]], ...] = (
    # signs one of which it holds, what is said, what it means
    (("with", "from", "by", " at "), _BEGINNING + _GREATEST + r"\b", " in descending order"),
    (("with", "from", "by", " at "), _BEGINNING + _LEAST + r"\b", " in ascending order"),
    (("best", "worst"), _BEST, _best),
    (("max",), _MAX_AND_MIN, "the highest and the lowest"),
    (("rank", "place", "position", "spot"), _RANKS_TO, r"top \g<n>"),
    ((" as many", " as much", "the number", "the volume", "the amount"), _TIMES_AS_MANY, _grown),
    (("not", "n't", "n’t"), _REFUSED_TO, "refused"),
    (("low", "minimum", "trough", "bottom", "floor", "nadir"), _HIT_A_LOW, "were lowest"),
    (("high", "maximum", "peak", "top", "ceiling", "summit"), _HIT_A_HIGH, "were highest"),
    ((" by ", " for ", " after "), _PLACE_BY_PLACE, r"by \g<place>"),
    (("not to ",), _NOT_TO_EXIST, lambda found: "was not held" if "held" in found["verb"] else "did not exist"),
    (("table",), r"\btable (?P<n>[1-4])\b(?!\.)", lambda found: f"table {_TABLE[found['n']]}"),
    (("separately", "individually", "apart", "one by one", "side by side", "not "), _NUMBERS_APART, ""),
    (("register", "log", "record", "note", "book", "count", "tally", "clock"), _REGISTERS, r"\g<who> receive"),
    (("land", "drop", "arriv", "end"), _LAND, r"\g<what> received by"),
    (("%", "percent", "per cent", "much", "many"), _MOVE_BY, r"by what percentage\g<did> change"),
    (("%", "percent", "per cent"), _UP_BY, lambda found: (
        f"by what percentage did that {'fall' if found['way'].lower() in _DOWNWARDS else 'rise'}"
    )),
    (("revised", "amended", "updated", "modified", "reworked", "overhauled"), _THE_REVISED_FORM.replace((
        "|replaced|superseded|outgoing|original|initial"
    ), ""), "new "),
    (("replaced", "superseded", "outgoing", "original", "initial"), _THE_REVISED_FORM.replace((
        "revised|amended|updated|modified|reworked|overhauled|"
    ), ""), "old "),
    (("direct", "straight"), _BY_BOTH_ROUTES, " by both routes together"),
    ((" into 20",), _INTO, r"carry over into \g<year> \g<what>"),
    ((" on", "over", "along", "forward", "down"), _HANDED_ON, _handed_on),
    (("by province",), _WHO_LEADS_BY, r"\g<by>, which province has the most"),
    (("top", "first place", "lead"), _WHICH_COMES_OUT, r"\g<who> has the most"),
    (("which",), _WHICH_YEAR_WAS_MORE, _higher),
    (("section", "part", "block", "table", "area", "rows"), _HANDLING_PART, "all outcomes"),
    (("by how",), _EXCEEDS_BY, r"how many more \g<what> did \g<one> have than \g<other>"),
    (("ing",), _DOING_SO, "it "),
    (("same",), _SAME_MEASURE, "and "),
)  # fmt: skip
