"""Whether a question goes on with the one before: it says so, or leaves open what or of whom."""

from __future__ import annotations

from assistant import patterns
from assistant.intent import Intent
from assistant.understanding.words.groupings import Grouping
from assistant.understanding.words.mentions import Spotted


def is_fragment(intent: Intent, spotted: Spotted) -> bool:
    """A question that leans on the one before: it says so (那…呢), or is short and leaves open what or of whom."""
    if intent.asks_catalog or intent.operation in ("check", "missing"):
        return False
    if _is_sum_alone(intent, spotted.text):
        return True
    if intent.operation == "top_item" and not (intent.groups or intent.years or intent.each):
        return (
            intent.scope == "all" and patterns.search(_OF_EVERYBODY, spotted.text) is None
        )  # 哪类申请人最多
    goes_on = intent.operation == "sum" and not (intent.each or intent.groups) and _leans(spotted.text)
    if (
        intent.metrics
        and not goes_on
        and (intent.each or intent.scope != "all" or intent.operation not in ("lookup", "list", "filter"))
    ):
        return False  # whole by itself, whatever word it begins with
    if asks_why(intent) or patterns.fullmatch(_WHICH_ALONE, spotted.text.strip().rstrip("？?。. ")):
        return True
    if patterns.match(_LEANS, spotted.text.strip()) or (
        patterns.search(_POINTS_BACK, spotted.text) and not intent.groups
    ):
        return True
    if spotted.text.rstrip("？? 。.").endswith("呢") and not intent.groups:
        return True
    tells_words = intent.asks_narrative and not (
        intent.superlative or intent.change
    )  # who grew most tells none
    if not (intent.metrics or intent.unexplained or tells_words) and intent.operation not in (
        "lookup",
        "list",
        "filter",
    ):
        return True
    grouped = any(mention.first(Grouping) for mention in spotted.mentions)  # 分市看
    if not (intent.metrics or intent.unexplained or intent.asks_narrative) and (
        grouped or _asks_anew(intent)
    ):
        return True
    short = len(spotted.text) <= 16 if spotted.language == "zh" else len(spotted.text.split()) <= 6
    if intent.metrics:
        whole = (
            intent.groups
            or intent.both_meant
            or intent.scope != "all"
            or intent.operation not in ("lookup", "list")
        )
        return not whole and (short or intent.asks_figure)  # of nobody, and not of all: of whom was spoken of
    unread = [word for word in spotted.unexplained if word in intent.unexplained]
    wants_words = intent.asks_narrative or len("".join(unread)) > 4
    named = bool(intent.groups or intent.excluded or intent.years)
    again = short or patterns.search(f"{_SAME_AGAIN}|{_NARROWED_TO}", spotted.text) is not None
    return again and not wants_words and (named or intent.scope != "all")


def _is_sum_alone(intent: Intent, text: str) -> bool:
    """复议加诉讼一共多少, reviews plus lawsuits in total: two figures added up, of nobody named and in no year."""
    added = intent.operation == "sum" and any("_plus_" in metric.code for metric in intent.metrics)
    nobody = not (intent.groups or intent.years or intent.scope != "all" or intent.excluded)
    return added and nobody and not intent.each and patterns.search(_OF_EVERYBODY, text) is None


def _leans(text: str) -> bool:
    """那诉讼呢，两类合起来: goes on in its words, and speaks of no others."""
    begins = patterns.match(r"那|(?:and|what about|how about)\b", text.strip()) or patterns.search(
        r"呢(?:$|[，,？?])", text
    )
    return begins is not None and patterns.search(_OF_EVERYBODY, text) is None


def _asks_anew(intent: Intent) -> bool:
    """占比多少, 不算北京, 增长率呢, 从低到高: what is to be done with the figure of the question before."""
    return (
        bool(
            intent.asks_share
            or intent.change
            or intent.narrowed
            or intent.excluded
            or intent.condition
            or intent.ordered
        )
        and not intent.groups
    )


def asks_why(intent: Intent) -> bool:
    """为什么呢: nothing but the reason of what was asked before."""
    return patterns.match(_WHY, intent.text.strip().rstrip("?？。.！! ")) is not None


_LEANS = (
    r"(?:那|换成|改成|还有|其中|它|不是|按|呢)"
    r"|(?:and|what about|how about|not the|same|of those|of which|of these|by (?:applicant|agency|bureau|type"
    r"|outcome|year|kind|province|city|level|place|region|ground|reason)"
    r"|(?:please )?(?:break|split) (?:that|it|this|them|those|these) (?:down|up))\b"
)


_POINTS_BACK = r"这个数|那个数|它们?的|这些申请|\b(?:of those|of these|of them|is that|was that|that figure|which one|those requests)\b"


_OF_EVERYBODY = (
    r"全部|所有|全体|全国|全省|全市|各|哪(?!一?[类种项])|谁|单位"
    r"|\b(?:all|every|agencies|who|which(?! (?:kind|type|sort|ground|reason)))\b"
)


_SAME_AGAIN = (  # give me that for Haidian, too
    r"\b(?:the same|same|that|this|it|likewise|similarly|again)\b(?: \w+){0,3} (?:for|of|with|at|in|about|from|on)\b"
    r"|\b(?:too|as well|also|instead)\b"
)


_NARROWED_TO = (  # what if you look at education bureaus only
    r"\b(?:only|just|alone|solely|exclusively|restrict(?:ed|ing)?|limit(?:ed|ing)?|narrow(?:ed|ing)?|confin(?:e|ed|ing)|filter(?:ed)?)\b"
    r"|^(?:and |but |so |ok,? |okay,? )*(?:what (?:if|of)\b|now\b)"
)


_WHICH_ALONE = (
    r"(?:那|都|分别|具体|到底|究竟|又)*(?:有|是|指|为)?(?:哪[些几][个家]?(?:单位|局|机关|部门)?|谁)(?:呢|啊)?"
    r"|which ones(?: are (?:they|those))?|who are they"
)


_WHY = (
    r"^(?:那么?|这是|它们?|他们)?(?:到底|究竟)?(?:为什么|为何|为啥|什么原因|原因是什么|原因|怎么回事|怎么(?=[会这那]))"
    r"(?:会|有|是|就)*(?:[这那]么|如此)?[多少高低大小]?(?:呢|啊|会这样|这样|那样)*$"
    r"|^(?:and |but )?(?:why(?: (?:is|was|were|are)(?: it| there| they| that)?(?: so| that| not)?| so| not| that)?"
    r"(?: (?:many|few|much|little|high|low|large|small))?|how come|for what reason|what is the reason(?: for (?:that|this|it))?)$"
)


def asks_for_remedy_alone(text: str) -> bool:
    """明年怎么改, what next: nothing but what is to be done, of whom was spoken of."""
    return patterns.fullmatch(_REMEDY_ALONE, text.strip().rstrip("?？。.！! ")) is not None


_REMEDY_ALONE = (
    r"(?:那么?|它|他们|该局|又|都)?(?:下一?步|明年|今后|接下来|以后|未来|来年|后续|打算|准备|计划|想|要|会|有|的|将)*(?:怎么|如何|怎样|什么|哪些)"
    r"(?:去|来)?(?:改进?|整改|改善|办|做|解决|应对|打算|计划|措施|安排|对策)(?:它们?|这些问题?|措施|呢|的|啊|吗)*"
    r"|(?:and |so |but )?(?:what(?:'s| is| are)? (?:comes )?(?:next|(?:the |its |their )?(?:next steps?|plans?)(?: for next year)?)"
    r"|(?:its|their|the) (?:plans?|next steps?|measures?)|next steps|and next year"
    r"|what (?:will|does|do|is|are) (?:it|they) (?:going to |plan(?:ning)? to |intend to )?do(?: about (?:it|them|this|that))?"
    r"(?: next(?: year)?)?"
    r"|how (?:will|does|do|is|are) (?:it|they) (?:going to |plan(?:ning)? to |intend to )?"
    r"(?:fix|solve|improve|address|tackle|remedy)(?: (?:it|them|this|that|these))?(?: next year)?)"
)
