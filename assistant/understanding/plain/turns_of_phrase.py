"""English that says in other words what the rest of the reading knows: more than any other, doubled, averaged the most a year."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant import patterns
from assistant.understanding.plain.put_plainly import PUT_PLAINLY
from assistant.understanding.plain.reckoned import RECKONED
from assistant.understanding.plain.said_otherwise import SAID_OTHERWISE

_MORE = {"more": "most", "fewer": "fewest", "less": "fewest", "higher": "highest", "larger": "largest", "greater": "greatest",
         "bigger": "biggest", "lower": "lowest", "smaller": "smallest", "busier": "busiest"}  # fmt: skip
_NOUN = (
    r"(?:agenc(?:y|ies)|bod(?:y|ies)|bureaus?|governments?|authorit(?:y|ies)|departments?|offices?"
    r"|districts?|cit(?:y|ies)|years?|ones?)"
)
_OTHERS = (
    rf"(?:(?:in |did |had |at )*(?:any|every|each)(?: single)? other(?: (?:[a-z-]+ ){{0,2}}{_NOUN})?"
    rf"|(?:in )?all (?:of )?(?:the )?others?(?: (?:[a-z-]+ ){{0,2}}{_NOUN})?|(?:any|every)(?:one|body)(?: else)?|any of the (?:others|rest)"
    r"|all the rest|the rest(?: of them)?)\b(?: did| had| got| received)?"
)
_THAN_ANY_OTHER = rf"\b(?:the )?(?P<more>{'|'.join(_MORE)}) (?P<what>(?:[a-z'’-]+ ){{0,8}}?)than {_OTHERS}"

_FIRST_AND_SECOND = (
    r"\b(?:the )?(?:first|top|1st|number one|leading)(?:[- ]place(?:d)?)?(?: (?:agency|body|one))? (?:and|to|from) (?:the )?"
    r"(?:second|2nd|next|runner-?up|number (?:two|2))(?:[- ]place(?:d)?)?(?: (?:agency|body|one))?\b"
)
_THE_NEXT = (  # beat the next one, than the second's
    r"\b(?P<over>over|than|beat|beats|beating|ahead of|above|lead|leads|led|behind) (?:that of )?the "
    r"(?:second(?![- ](?:most|fewest|highest|lowest|busiest|largest|smallest|biggest))|2nd|next)"
    rf"(?:[- ](?:best|placed|ranked|place))?(?: {_NOUN})?(?=['’]s|\W|$)"
)
_REQUESTS = r"(?:(?:foi|information|new|access|disclosure|incoming) )*(?:requests|applications|cases|refusals|lawsuits|reviews)"
_WERE_NEW = (
    r"\bhow many (?P<what>requests|applications) (?:were|are|was) (?:new|newly received|newly filed)\b"
)
_LOST = rf"\blo(?:se|ses|st|sing) (?P<most>(?:the )?(?:most|fewest) )?(?P<what>{_REQUESTS})\b"
_TIMES = {"doubl": 100, "tripl": 200, "trebl": 200, "quadrupl": 300, "halv": -50}
_MULTIPLIED = (  # at least doubled their requests, requests more than doubled, halving
    r"\b(?P<bound>at least |more than |over )?(?P<times>doubl|tripl|trebl|quadrupl|halv)"
    r"(?:ed|es|ing|e(?=\W*$|[,.;?]| (?:its|their|the|in|from|between|since|over|on|by|during|within|or|and|after|again)\b))\b"
    rf"(?! (?:the (?!(?:number|volume) of)|that |those |as |what |of )|[- ]digit)"
    rf"(?: (?:its|their|the (?:number|volume) of|the)(?: own)? (?P<what>{_REQUESTS}))?"
)
_WHERE_IT_FINISHED = r"\b(?P<where>where (?:did|does|do) .{2,80}?)\b(?:finish|end up|land|come in|place|feature|figure)\b(?=\W|$)"
_PLACE_HELD = (
    r"\b(?P<what>(?:what|which) (?:place|position|rank|spot)) (?P<does>does|did) (?P<who>.{2,70}?)"
    r" (?:hold|occupy|achieve|enjoy|get|have)\b"
)
_PERCENTAGE_OF_THESE = r"\bas a (?:percentage|share|proportion),? how many of (?P<these>these|those|them)\b"
_TURNED_DOWN = r"\bturn(?:s|ed|ing)? (?P<whom>(?:(?!the\b|it\b)[a-z]+ ){1,2})down\b"
_WHO_SUED_WON = (  # did anyone who went to court against it win: the decision fell, and did not stand
    r"(?P<who>\b(?:anyone|anybody|someone|somebody|people|citizens?|residents?|applicants?|plaintiffs?|claimants?)\b"
    r"(?=[^,.?]*\b(?:against|sued|suing|court|challeng\w+)\b)[^,.?]{0,90}?) (?:win|won|wins|prevail(?:ed|s)?)\b"
)
_DOWN_TO = (  # fell below 10 requests: it had fewer then
    r"\b(?:f[ae]ll(?:s|en|ing)?|drop(?:s|ped|ping)?|dip(?:s|ped|ping)?|s[aiu]nk(?:ing)?|slip(?:s|ped|ping)?|declin(?:e|es|ed|ing)"
    r"|go(?:es)? down|went down)"
    r" (?:to )?(?:below|under|beneath) (?=(?:the )?\d)(?:the )?"
)
_UP_TO = (
    r"\b(?:r[io]se(?:s|n)?|rising|climb(?:s|ed|ing)?|gr[eo]w(?:s|n|ing)?|jump(?:s|ed|ing)?|go(?:es)? up|went up|move[sd]?|surge[sd]?)"
    r" (?:to )?(?:above|over|past|beyond) (?=(?:the )?\d)(?:the )?"
)
_A_YEAR = r"(?:a|per|each|every) year|per annum|annually|yearly"
_AVERAGED = (
    rf"\baverag(?:e|ed|es|ing) (?:the )?(?P<most>most|fewest|least) (?P<what>(?:[a-z]+ )+?)(?:{_A_YEAR})\b"
)
_MOST_PER_YEAR = (  # the highest average number of requests per year
    rf"\b(?P<most>highest|lowest|largest|smallest) (?:yearly |annual )?(?:average|mean)(?: yearly| annual)?"
    rf" (?:number|count|volume|intake) of (?P<what>(?:[a-z]+ )+?)(?:{_A_YEAR})\b"
)

_OF_REQUESTS = (
    r"(?:(?:the|its|their|all|total|number|volume|count|amount|overall) |of )*(?P<whole>(?:requests|applications)"
    r"(?: (?:it |they )?(?:received|concluded|handled|processed))?|request|application)"
)
_IN_PROPORTION = (
    r"\b(?:as a (?:ratio|function) (?:of|to)|in (?:proportion|relation) to|relative to|proportionate(?:ly)? to|measured against"
    r"|weighed against|set against|adjusted for|normali[sz]ed (?:by|for)|per(?: (?:100|1,?000))?|for (?:each|every)(?: 100)?)"
    rf" {_OF_REQUESTS}\b"
)
_RATIO_OF = rf"\bratio (?:of|between) (?P<part>(?:[a-z]+ ){{1,4}}?)(?:to|and|over) {_OF_REQUESTS}\b"
_A_HUNDRED = r"(?:every|each|any|a|one)? ?(?:single )?(?:hundred|100|ten|10|thousand|1,?000)\b"
_OUT_OF_EVERY = (  # out of every hundred requests, how many went to Shenzhen: what percentage of them
    rf"\b(?:(?:out )?of|in|from|among|per) {_A_HUNDRED}(?: of (?:the|all|its|their))?"
    r"(?P<whole> (?!yuan|rmb|people|residents|inhabitants|days)[a-z][^?]*?)"
    r",? (?:how many|what number|how much)(?: of (?:them|these|those))?\b"
)
_HOW_MANY_IN_EVERY = (  # how many in every hundred requests
    rf"\bhow many (?:out of|in|of|per|from|among) {_A_HUNDRED}(?: of (?:the|all|its|their))?(?! yuan)"
)
_MANY_PERCENT = (
    r"\bhow (?:many|much|high a|large a|big a) (?:per ?cent|percentage)(?:age)?(?: points?)?"
    r"(?= of\b| (?:was|were|is|are|did|does|do)\b)"
)
_NUMBER_OF = r"(?:(?:its|the|their|all|total|overall|own|number|count|volume) )*(?:of )?"
_PERCENT_IS = (  # what percentage of its request count is its number of lawsuits: lawsuits as a percentage of requests
    r"\b(?:what|which) (?:per ?cent|percentage|share|proportion|fraction|part|portion) of (?P<whole>[^,.?]{4,90}?"
    r"(?:requests?|applications?|intake)(?: (?:count|total|volume|number|intake)s?)?(?: (?:in|for|of|during) 20\d\d)?)"
    rf" (?:is|are|was|were|do|does|did) {_NUMBER_OF}"
    r"(?P<part>(?:[a-z-]+ )?(?:lawsuits?|litigation|court cases?|suits?|reconsiderations?|reviews?))"
    r"(?: (?:make up|amount to|equal|come to|represent))?\b"
)
_IN_UNITS_OF = (  # fees in units of 10,000 yuan: how it is to be written, and no figure
    r",? \(?(?:(?:expressed|given|stated|measured|reported|shown|counted|as a figure) )?in (?:units? of |multiples of )?"
    r"(?:(?:10,?000s?|ten[- ]thousands?|1,?000s?|thousands?|millions?|100,?000s?)(?: of)? (?:yuan|rmb|cny|renminbi)\b(?: units?)?"
    r"|wan(?: (?:yuan|rmb|cny))?\b)\)?"
)
_AS_ONE_FIGURE = (  # one number for 2019 and 2020
    r"\b(?:(?:just|only|simply) )?(?:one|a single|1)(?: (?:combined|total|overall|single|joint))? (?:number|figure|total|count|sum)\b"
    r"(?= (?:for|covering|over|across|from|that|which)\b(?! (?:each|every|all of the))|\W*$| please)"
)
_BOTH_ADDED = (  # both reasons added, for either of two reasons
    r"\b(?:both|either|the two|all (?:two|three|four)|these two|the three|two)(?: (?:reasons|grounds|figures|numbers|kinds|items|counts"
    r"|rows|types|outcomes|results|of them|of these))? (?:added|counted|summed|merged|lumped|joined|put|taken)(?: up| in| together)?\b"
    r"|\b(?:for|on|under|due to|because of|by reason of) either (?:of (?:the |these |those )?two )?(?:reasons?|grounds?|headings?)\b"
)
_WHEN_IT_ENDED = (  # still open when 2021 closed: at its end
    r"\b(?:when|as|by the time|once) (?P<year>20\d\d) (?:(?:was )?(?:closed|ended|over|out|finished|done)|closes|ends"
    r"|drew to (?:a|its) close|came to (?:a close|an end|its end)|ran out)\b"
    r"|\bat (?:the )?(?P<end>20\d\d)(?:['’]s)? (?:close|end|year[- ]end)\b"
)
_SHORT_YEAR = r"(?<![\w'’])(?:['’]|FY ?(?:20)?['’]?)(?P<year>19|2\d)(?!\d|['’])\b(?!s\b)"  # '22, FY21
_WHAT_IT_RECEIVED = (  # add up what Suzhou and Nanjing received: requests
    r"\bwhat (?P<who>(?:the )?(?-i:[A-Z])[\w' ]{3,60}?) (?:received|got|took in)\b"
    r"(?! (?:in|from|for|as|by way of) (?!20|the years?\b|all\b|total\b))"
)
_DISPUTES = r"\b(?:reviews?|reconsiderations?|lawsuits?|suits?|sued|litigation|court|challenges?|disputes?)\b"


def in_plain_english(question: str) -> str:
    """A question with its turns of phrase said plainly.

    >>> in_plain_english("Which bureau had more requests than any other bureau in 2021?")
    'Which bureau had the most requests in 2021?'
    >>> in_plain_english("Whose requests at least doubled?"), in_plain_english("Who averaged the most requests a year?")
    ('Whose requests grew by at least 100%?', 'Who had the most requests per year on average?')
    >>> in_plain_english("Leave Beijing out: who got the most requests?"), in_plain_english("put Jiangsu's intake into one figure")
    ('excluding Beijing, who got the most requests?', "total of Jiangsu's intake")
    >>> in_plain_english("at least twice as many requests in 2022 as in 2020")
    'an increase in requests of at least 100% from 2020 to 2022'
    >>> in_plain_english("Relative to the number of requests, who had the most reviews?")
    'as a share of requests, who had the most reviews?'
    """
    if not patterns.search("[A-Za-z]{3}", question):
        return question
    said = question.lower()
    for signs, pattern, plain in (*SAID_OTHERWISE, *RECKONED, *PUT_PLAINLY, *_PLAIN):
        if not signs or any(sign in said for sign in signs):
            question = patterns.sub(pattern, plain, question, flags=re.I)
    if patterns.search(_DISPUTES, question, re.I):
        question = patterns.sub(_RATIO_OF, r"\g<part>as a share of \g<whole>", question, flags=re.I)
        question = patterns.sub(_IN_PROPORTION, r"as a share of \g<whole>", question, flags=re.I)
    return question


def _superlative(found: re.Match[str]) -> str:
    return f"the {_MORE[found['more'].lower()]} {found['what']}".strip()


def _grown(found: re.Match[str]) -> str:
    """Doubled is grown by 100 % or more, more than doubled by more than that, halved is fallen by half."""
    part = _TIMES[found["times"].lower()]
    more = (found["bound"] or "").lower().startswith(("more", "over"))
    move = "grew" if part > 0 else "fell"
    of = f" in {found['what']}" if found["what"] else ""
    return f"{move} by {'more than' if more else 'at least'} {abs(part)}%{of}"


_PLAIN: tuple[tuple[tuple[str, ...], str, str | Callable[[re.Match[str]], str]], ...] = (
    # signs one of which it holds, what is said, what it means
    (("than",), _THAN_ANY_OTHER, _superlative),
    ((), _FIRST_AND_SECOND, "the top two"),
    ((), _THE_NEXT, r"\g<over> the runner-up"),
    (("how many",), _WERE_NEW, r"how many new \g<what> were there"),
    (("los",), _LOST, lambda found: f"dropped {found['most'] or ''}in {found['what']}"),
    (("where",), _WHERE_IT_FINISHED, r"\g<where>rank"),
    (("what", "which"), _PLACE_HELD, r"\g<what> \g<does> \g<who> take"),
    (("hundred", "10", "ten", "thousand"), _OUT_OF_EVERY, r"of all\g<whole>, what percentage"),
    (("hundred", "10", "ten", "thousand"), _HOW_MANY_IN_EVERY, "what percentage of"),
    (("percent", "per cent"), _MANY_PERCENT, "what percentage"),
    ((" of ",), _PERCENT_IS, r"\g<part> as a share of \g<whole>"),
    (("000", "thousand", "million", "wan"), _IN_UNITS_OF, ""),
    (("one", "single", "1"), _AS_ONE_FIGURE, "the total"),
    (("both", "either", "two", "three", "four"), _BOTH_ADDED, " added together "),
    (("'", "’", "fy"), _SHORT_YEAR, r"20\g<year>"),
    (("what",), _WHAT_IT_RECEIVED, r"how many requests \g<who> received"),
    (("20",), _WHEN_IT_ENDED, lambda found: f"at the end of {found['year'] or found['end']}"),
    (("as a",), _PERCENTAGE_OF_THESE, r"what percentage of \g<these>"),
    (("exist",), r"^\s*exists? there\b", "are there"),  # as Germans ask
    (("down",), _TURNED_DOWN, r"refuse \g<whom>"),
    (("win", "won", "prevail"), _WHO_SUED_WON, r"\g<who> get it overturned"),
    (("below", "under", "beneath"), _DOWN_TO, "had fewer than "),
    (("above", "over", "past", "beyond"), _UP_TO, "had more than "),
    ((), _MULTIPLIED, _grown),
    (("averag",), _AVERAGED, r"had the \g<most> \g<what>per year on average"),
    (("average", "mean"), _MOST_PER_YEAR, r"\g<most> number of \g<what>per year on average"),
)
