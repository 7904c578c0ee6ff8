"""Intent → which way to answer: the tables, the text, both, the collection itself, the problems – or an honest no."""

from __future__ import annotations

from typing import Literal

from assistant import patterns
from assistant.intent import NONZERO, Intent

Way = Literal[
    "statistics",
    "passages",
    "both",
    "catalog",
    "problems",
    "blanks",
    "unknown_agency",
    "unread_scope",
    "ambiguous_item",
    "unrelated",
    "unread",
]
MOST_UNREAD = 4  # so much that nothing explains is no slip of the pen


def choose_way(intent: Intent) -> Way:
    """Decide by what was understood, and by what was not.

    A figure the form has is answered from the tables, unless the question asks for words (why, who, how) or speaks of
    something beside it that the form does not know: then the narrative may say it, and the tables cannot.
    """
    if any(not group.agencies for group in intent.groups):
        return "unknown_agency"
    if intent.asks_for_work:
        return "unrelated"
    tells_how = (
        intent.asks_narrative and not intent.problem_kinds and patterns.search(_WHO_OR_HOW, intent.text)
    )
    if intent.operation == "check" and not tells_how:
        if intent.groups and intent.unread_scope:
            return "unread_scope"
        return "problems" if intent.groups or content(intent) < _unheeded(intent) else "unread"
    if intent.asks_blanks and content(intent) < _unheeded(intent):
        return "blanks"
    if intent.asks_catalog and not (intent.metrics and not intent.metric_is_weak):
        if intent.unexplained and patterns.search(_TELLS, intent.text):
            return "passages"
        if intent.either_way:
            return "unread"  # how many more of these than of those
        return "catalog" if content(intent) < _unheeded(intent) else "unread"
    if not intent.metrics:
        if intent.operation in _OF_FIGURES and intent.unexplained and not intent.asks_narrative:
            return (
                "unread"  # the most transparent, three more press conferences than: no sentence compares them
            )
        if intent.operation == "count" and not (intent.inherited or intent.unexplained or intent.narrowed):
            tests = intent.condition or intent.change  # 几家超过1000件, of what
            return "ambiguous_item" if tests else "catalog"  # 教育局有几家
        about_somebody = intent.groups or intent.superlative or intent.change
        people = patterns.search(_COUNTS_PEOPLE, intent.text)  # whom no table counts
        told = people or intent.unexplained or intent.asks_narrative
        bare = intent.asks_figure and about_somebody and not told
        return "ambiguous_item" if bare else "passages"
    return _way_of_a_figure(intent)


def _way_of_a_figure(intent: Intent) -> Way:
    """A figure the form has: from its tables, unless something in the question says that they cannot give it."""
    if intent.unread_scope and (intent.asks_figure or not intent.asks_narrative):
        return "unread_scope"  # a figure of others than those asked about would be wrong
    if intent.restricted:
        return "passages" if intent.restricted == "time" else "unread"
    if intent.operation == "missing":
        return "unread" if intent.unheeded and content(intent) >= _tolerated(intent) else "statistics"
    if _has_number_unread(intent):
        return "unread"
    if content(intent) >= 2 and patterns.search(_COUNTS_OCCASIONS, intent.text):
        return "passages"  # 办了几次培训: no cell counts how often
    if _asks_for_words(intent):
        return "passages"
    if intent.superlative and intent.asks_narrative and content(intent) >= 2:
        return "both"
    if intent.asks_narrative and not intent.asks_figure:
        return "passages"
    if asks_why(intent) and content(intent) < _tolerated(intent):
        return "both"
    if intent.unexplained and not tests_a_figure(intent) and patterns.search(_TELLS, intent.text):
        return "passages"
    if content(intent) >= _tolerated(intent) and not (intent.asks_figure and is_beside_the_point(intent)):
        of_many = intent.operation in _OF_MANY or len(intent.groups) > 1 or len(intent.years) > 1
        return "unread" if of_many and (intent.asks_figure or not intent.asks_narrative) else "passages"
    return "statistics"


def _asks_for_words(intent: Intent) -> bool:
    """Which agencies say so, how it is to be raised: what no cell holds, whatever figure is named."""
    bounded = intent.condition and intent.condition.value > 0
    if patterns.search(_WHO_SAYS, intent.text) and not bounded:
        return True
    return intent.change is not None and patterns.search(_TO_BE_RAISED, intent.text) is not None


def _has_number_unread(intent: Intent) -> bool:
    """A number that was not understood: no sentence has it for what was meant; of one agency it is what it may have been."""
    of_one = len(set(intent.agencies)) == 1 and intent.operation not in ("filter", "count")
    return not of_one and any(patterns.fullmatch(r"[\d,.]+", word) for word in intent.unheeded)


def asks_why(intent: Intent) -> bool:
    """Whether a figure's reason is asked for beside it, which no table gives; several rows of reasons are figures."""
    return (
        intent.asks_narrative and len(intent.metrics) == 1 and patterns.search(_WHY, intent.text) is not None
    )


# What no sentence of one report says: asked so, and not wholly understood, the text has no better answer.
_OF_MANY = ("rank", "position", "top_year", "sum", "average", "median", "means", "count", "filter", "agency_share", "top_share", "times",
            "difference", "growth", "trend")  # fmt: skip


_COUNTS_OCCASIONS = r"(?<!申请)(?<!申请了)(?<!申请过)(?:几|多少)[次场期届](?!申请|复议|诉讼|公开)"
_COUNTS_PEOPLE = (
    r"(?:多少|几)(?:个|名|位)?(?:工作人员|人员|员工|职工|人(?!次|申请))"
    r"|\bhow many (?:people|staff|employees|persons|officers|members|workers|clerks|officials)\b"
)
_OF_FIGURES = ("rank", "difference", "times", "growth", "average", "median")
_WHO_OR_HOW = r"谁|怎么|如何|怎样|\b(?:who|how(?! (?:many|much|far)))\b"
_WHY = r"为什么|为何|为啥|原因|缘由|\bwhy\b|\breasons?\b"
_TO_BE_RAISED = r"(?:怎么|如何|怎样)(?:提高|提升|增加|扩大|减少|降低)|how (?:will|does|do|can|to)\b.*\b(?:increase|raise|improve|reduce)"
_WHO_SAYS = (
    r"\b(?:which|what) (?:\w+ ){0,2}(?:agencies|bureaus|bodies|governments|departments|authorities|reports)"
    r" (?:say|state|claim|declare|write)s?\b"
    r"|哪些?[个家]?(?:单位|机关|报告|年报|局|政府)(?:说|称|表示|写明|声明|自称)"
)
_TELLS = (
    r"提到|谈到|反映|指出|写到|说到|讲到|介绍|说明|承认|坦言|(?:单位|机关|局|报告|年报|政府)说"
    r"|\b(?:mention|speak|talk|describe|discuss|say|tell|refer)"
)


def tests_a_figure(intent: Intent) -> bool:
    """Whether a figure is asked for, or agencies that pass a test more than to have any."""
    return intent.asks_figure or intent.condition not in (None, NONZERO)


def content(intent: Intent) -> int:
    """How much of the question nothing explains: characters of Chinese, words of English count four.

    One character that says whom is meant (the 省 of 申请最多的省的诉讼), that something is not so, or what is worked out
    (减), is a word.
    """
    return sum(
        4 if word.isascii() else max(len(word), 2 if word in "省区县镇乡厅局没未不无非减加除乘" else 1)
        for word in intent.unexplained
    )


def is_beside_the_point(intent: Intent) -> bool:
    """Whether what nothing explains leaves the figure what it is: few words, none where it could narrow a figure.

    Requests in general (收到多少件) are narrowed by more than a certain outcome is: less may stay unexplained beside them,
    and nothing beside a word that names them only by the way (申请, 处理).
    """
    if not intent.metrics or intent.metric_is_weak or intent.unheeded:
        return False
    general = set(intent.metrics[0].of.rows) <= _GENERAL
    if general and intent.unexplained and not intent.asks_figure:
        return False
    words, characters = _FEW_OF_REQUESTS if general else _FEW
    return content(intent) <= (words if intent.language == "en" else characters)


_GENERAL = {"received", "concluded"}
_FEW, _FEW_OF_REQUESTS = (8, 6), (4, 3)  # as `content` counts: English (a word is 4), Chinese


def _unheeded(intent: Intent) -> int:
    """How much of a question about the collection may stay unexplained: less than one word."""
    return 2 if intent.language == "zh" else 4


def _tolerated(intent: Intent) -> int:
    """A word such as 申请 alone names a figure weakly: little beside it is enough to mean something else."""
    if not intent.asks_figure or intent.language == "zh":
        return 2
    return 3 if intent.metric_is_weak or any(metric.default for metric in intent.metrics) else 4
