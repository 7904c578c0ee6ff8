"""English that says a number, a test or a comparison otherwise: single digits, 2019 -> 2022, the 500-request mark, who is ahead."""

from __future__ import annotations

import re
from collections.abc import Callable

_MARK = r"(?:mark|threshold|barrier|milestone|hurdle|ceiling|line)"
_COUNTED = r"requests?|applications?|lawsuits?|suits?|cases?|reviews?|refusals?|penalt(?:y|ies)"
_GOT_PAST = r"(?:go|goes|went|gone|get|gets|got|getting|made it|climb(?:s|ed)?|mov(?:e|es|ed)|came|r[io]se|pass(?:es|ed)?|broke)"
_DIGITS_OF = r"[- ]digits?\b(?: (?:number|count|figure)s?)?(?: of)?"
_IS_AHEAD = (
    r"\bwho(?:['’]s| is| was| comes?| came| comes out| came out| ends up| ended up)(?: the (?:one|agency))?"
    r" (?:furthest |well |far )?(?:ahead|in front)(?=\s*(?:$|[?.!,;:–—]|(?:by|in|for|on|when)\b))"
)
_ENDS = r"\s*(?=\?|\.?$)"
_STAYS = r"(?:left(?: over| standing)?|remain(?:s|ing)?|surviv\w+|qualif\w+|pass(?:es)?|fits?|match(?:es)?)"
_WHO_STAYS = (
    rf"[.,;:–—-]\s*(?:and |so )?(?:who|which(?: \w+)?)(?:['’]s| is| are| would be| will be)? {_STAYS}{_ENDS}"
)
_WHAT_STAYS = (
    r"[.,;:–—-]\s*(?:and |so |then )?what(?:['’]s| is| would be| will be|['’]d be)? (?:left(?: over)?|the remainder)"
    + _ENDS
)
_AGAINST_OTHERS = (
    r"\b(?P<against>vs\.?|versus|against|compared (?:with|to)|relative to|among(?:st)?|alongside|beside|next to)"
    r" (?:all (?:of )?(?:the )?|every |each |any |the )?other (?=(?:[a-z-]+ ){0,3}(?:agenc|bod(?:y|ies)|bureau|government"
    r"|authorit|department|office|district|cit(?:y|ies)|count|town|subdistrict)\w*\b)"
)
_AT_PROVINCE_LEVEL = (
    r"\b(?:grouped|aggregated|rolled up|collated|summari[sz]ed|added up|summed(?: up)?|totall?ed) (?:at|on|by|to|per)"
    r" (?:the |each )?provinc(?:e|ial)(?:[- ]level| basis)?\b"
)
_YES_OR_NO = (
    r"[\s,;:–—-]*\(?\b(?:just |simply )?(?:an? )?(?:simple |plain )?yes(?: or |/)(?:an? )?no\b\)?"
    r"(?: (?:please|will do|answer|question))*[,:]?"
)
_LESS_THE_OTHER = (
    r"(?:\bif (?:you|i|we|one) )?\b(?:subtract|take|deduct|took)(?:s|ed|ing)?(?: away)? (?:the )?one"
    r"(?: (?:figure|number))? from (?:the |an)other(?: (?:one|figure|number))?"
)
_MOST = r"\b(?:the )?(?:biggest|largest|highest|steepest|fastest|most|greatest|strongest|busiest|worst)"
_FEWEST = r"\b(?:the )?(?:smallest|lowest|fewest|least|slowest|weakest|quietest)"
_AT_THE_TOP = (
    r"(?: (?:jump|rise|growth|increase|gain|drop|fall|figure|number|value|one|rate|share|count|total|mover|offender|performer)s?)?"
    r" (?:at the (?:very )?(?:top|head)|on top|first|to start with|leading)\b(?! of)"
)
_GETTING_MORE_OR_LESS = (
    r"\b(?:becom(?:e|es|ing)|became|get(?:s|ting)?|got|gotten|grow(?:s|ing)?|grew|grown|turn(?:s|ed|ing)?|be|been|being)"
    r" (?:an? |ever |steadily )?(?:bigger|larger|higher|greater|more|wider|heavier|busier)"
    r" or (?:an? |ever )?(?:smaller|lower|fewer|less|lesser|narrower|lighter|quieter)\b"
)
_PLACES = r"second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:nd|rd|th)"
_PLACE_OF_THE_RANKING = (  # at the bottom of the 2022 request ranking
    r"\b(?:at|in|on) (?:the )?(?:very |absolute )?(?P<place>top|bottom) of (?:the |this |that )?(?P<of>(?:[\w'’-]+ ){1,4}?)"
    r"(?:ranking|list|table|chart|league(?: table)?|leaderboard|standings|order)s?\b"
)
_IS_IT_MORE = (  # is that more than Suzhou's, behind a figure
    r"^(?:and |so |but )?(?:is|was) (?:that|it|this)(?: figure| number| count)? (?:any )?(?:more|fewer|less|higher"
    r"|lower|bigger|larger|smaller)(?: or (?:more|fewer|less|higher|lower|bigger|larger|smaller))? than"
    r" (?!(?:\d|an?\b|in\b|the (?:year|average|mean|median|others?|rest)"
    r"|(?:last|half|any|all|every|average|one|two|three|usual|most)\b))(?=[a-z])"
)
_BY_WHAT = r"(?=(?:level|province|city|agency|year|type|kind|applicant|outcome|result|reason|ground)s?\b)"
_THAN_BEFORE = (
    r" than (?:it |they )?(?:had |did )?(?:in |during )?"
    r"(?:the (?:year before|(?:previous|prior|preceding) year)|a year (?:earlier|before|ago)|last year|before)\b"
)
_HAS_ITEMS = r"(?:(?:has|have|had|having|with|list(?:s|ed)?|show(?:s|ed)?) )?"
_ITEMS = r"(?P<what>(?:[a-z-]+ ){0,4}items)"
_SIGN_OF_CHANGE = (
    r"\b(?:net )?(?:change|growth)(?P<what> [^,.?]{0,60}?)?,? (?:that )?(?:is|was|are|were|being|came out|turned(?: out)?|went)"
    r" (?:(?P<down>negative|below (?:zero|0)|less than (?:zero|0)|under (?:zero|0))|positive|above (?:zero|0)|more than (?:zero|0))"
)
_BY_EITHER_WAY = (
    r"\bdirect(?:ly)?(?: (?:ones|cases|suits|lawsuits|litigation))? (?:plus|\+)"
    r" (?:those |ones |cases |suits |lawsuits |litigation )?(?:brought |filed )?(?:after|following)"
    r" (?:a |prior )?(?:reconsideration|review)\b"
)
_AFTER_THE_FIRST = (  # which is the largest after individuals
    r"\b(?P<most>largest|biggest|most|highest|main|greatest|next)(?: (?:one|group|kind|type|category|share))?,? after"
    r"(?= (?:natural|individual|compan|enterprise|research|social|legal|law|other|citizen|business)[a-z]*(?: [a-z]+)?\W*$)"
)
_CASES = (
    r"(?P<what>(?!(?:[^,.?;]* )?(?:number|share|rate|count|volume) of)(?:[^,.?;]{0,80}? )?(?:requests?|applications?|cases?|reviews?"
    r"|reconsiderations?|lawsuits?|suits?|appeals?|litigation|challenges?)\b[^,.?;]{0,60}?)"
)
_CLOSED = (
    r"(?:(?:been|all|finally|eventually|ultimately|in the end|then) )*(?:handled|dealt with|processed|decided|resolved|settled"
    r"|concluded?|disposed of|answered|closed|end(?:ed)?(?: up)?|turn(?:ed)? out|go|gone|fared?|c[ao]me out|work(?:ed)? out"
    r"|finish(?:ed)?|adjudicated|determined|treated)"
)
_HOW_THEY_ENDED = (  # how did the reviews against it end, how were its 21 requests handled: with which results
    rf"\bhow (?:was|were|did|have|has|had|are) {_CASES} {_CLOSED}(?: (?:in the end|eventually|finally|so far))?"
    r"(?=\s*(?:[?.,;!]|$|(?:in|during|for) 20\d\d\b))"
)
_WHAT_CAME = (
    r"\bwhat (?:(?:came|became|has become|has come|ha(?:s|ve) happened) (?:of|to)|(?:was|were|is|are) the (?:final |eventual )?"
    rf"(?:results?|outcomes?|fates?|upshot) (?:of|for|in)) {_CASES}(?=\s*(?:[?.,;!]|$|(?:in|during|for) 20\d\d\b))"
)
SAID_OTHERWISE: tuple[tuple[tuple[str, ...], str, str | Callable[[re.Match[str]], str]], ...] = (
    # signs one of which it holds, what is said, what it means
    (("past",), rf"\b{_GOT_PAST} past (?:the )?(?=\d|an? hundred)", "exceeded "),
    (("-",), rf"\b(?P<number>\d[\d,]*)[- ](?P<what>{_COUNTED})[- ]{_MARK}\b", r"\g<number> \g<what>s"),
    ((), rf"\b(?P<number>\d[\d,]*)[- ]{_MARK}\b", r"\g<number>"),
    (("digit",), rf"\b(?:(?:stay|remain)(?:ed|ing)? )?(?:in (?:the |low |mere )?|an? )?single{_DIGITS_OF}", "fewer than 10"),
    (("digit",), rf"\b(?:in (?:the )?)?(?:double|two){_DIGITS_OF}", "between 10 and 99"),
    (("digit",), rf"\b(?:in (?:the )?)?(?:triple|three){_DIGITS_OF}", "between 100 and 999"),
    (("digit",), rf"\b(?:in (?:the )?)?four{_DIGITS_OF}", "between 1000 and 9999"),
    (("20",), r"\b(?P<from>20\d\d)\s*(?:-+>|=+>|→|⇒|➔|>)\s*(?P<to>20\d\d)\b", r"from \g<from> to \g<to>"),
    (("who",), rf"(?P<pair>\b(?:vs\.?|versus|or|against|compared)\b.*?){_IS_AHEAD}", r"\g<pair>who had more"),
    (("who",), _IS_AHEAD, "who had the most"),
    (("items",), rf"\b{_HAS_ITEMS}(?:fewer|less) {_ITEMS}{_THAN_BEFORE}", r"had a decrease in \g<what>"),
    (("items",), rf"\b{_HAS_ITEMS}more {_ITEMS}{_THAN_BEFORE}", r"had an increase in \g<what>"),
    (("items",), r"\bitems declin(?:e|es|ed|ing)\b", "items decreased"),
    (("direct",), _BY_EITHER_WAY, "direct litigation plus litigation after reconsideration"),
    (("after",), _AFTER_THE_FIRST, r"\g<most> except"),
    (("how",), _HOW_THEY_ENDED, r"outcomes of \g<what>"),
    (("what",), _WHAT_CAME, r"outcomes of \g<what>"),
    (("negative",), r"\bnegative (?:net )?(?:change|growth)s?\b", "decrease"),
    (("positive",), r"\bpositive (?:net )?(?:change|growth)s?\b", "increase"),
    (("change", "growth"), _SIGN_OF_CHANGE, lambda found: f"{'decrease' if found['down'] else 'increase'}{found['what'] or ''}"),
    ((), _WHO_STAYS, ", which agencies"),
    (("left",), _WHAT_STAYS, ""),
    (("other",), _AGAINST_OTHERS, r"\g<against> all "),
    (("yes",), _YES_OR_NO, ""),
    (("from the other", "from another"), _LESS_THE_OTHER, "what is the difference"),
    ((), rf"{_MOST}{_AT_THE_TOP}", "in descending order"),
    ((), rf"{_FEWEST}{_AT_THE_TOP}", "in ascending order"),
    ((" or ",), _GETTING_MORE_OR_LESS, "rising or falling"),
    ((), _PLACE_OF_THE_RANKING, r"at the \g<place> of the ranking for \g<of>"),
    (("est", "active"), rf"\b(?P<place>{_PLACES})[- ](?:busiest|most active)\b", r"\g<place> most requests"),
    (("est", "active"), rf"\b(?P<place>{_PLACES})[- ](?:quietest|least (?:busy|active))\b", r"\g<place> fewest requests"),
    (("that", "it ", "this"), _IS_IT_MORE, "how does that compare with "),
    (("equal",), r"\bequal(?:s|led|ed)? (?:to )?(?=(?:what|how)\b)", "is "),
    (("divided",), rf"\b(?:split|divided) by {_BY_WHAT}", "broken down by "),
    (("provinc",), _AT_PROVINCE_LEVEL, "by province"),
)  # fmt: skip
