"""A question that goes on with the one before: whether it does, and what it takes from it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.agencies import Directory
from assistant.intent import AgencyGroup, Intent
from assistant.mentions import Spotted
from assistant.metrics import continued

_LEANS = (
    r"(?:那|换成|改成|还有|其中|它|不是|按|呢)"
    r"|(?:and|what about|how about|not the|same|of those|of which|of these|by (?:applicant|agency|bureau|type|outcome|year|kind))\b"
)
_POINTS_BACK = r"这个数|那个数|它们?的|这些申请|\b(?:of those|of these|of them|is that|was that|that figure|which one|those requests)\b"
_POINTS_BACK_SHARE = r"^占|^这?占|share is that|proportion is that|per ?cent(?:age)? is that|is that of"
_NOT_BUT = r"^(?:不是|不要|我不是问)(?P<no>.{1,14}?)[，,、 ]*(?:而?是|我?要|我?问的?是|要的?是)(?P<yes>.+)$"
_MEANT = (
    r"^(?:i mean(?:t)?|i want(?:ed)?) (?:the )?(?P<yes>.+?)[,;] ?not (?:the )?(?P<no>.+)$"
    r"|^(?:我(?:说|问|要|指)的是|应该是|是)(?P<yes_zh>.+?)[，,]?\s*不是(?P<no_zh>.+)$"
)
_NOT_BUT_ENGLISH = (
    r"^(?:no,? )?not (?:the )?(?P<no>.{1,40}?)[,;] *(?:but |i mean(?:t)? )?(?:the )?(?P<yes>.+)$"
)


def corrected(question: str) -> str:
    """What a correction means: of 不是局，是区政府 the 区政府; any other question as it is."""
    plain = question.strip()
    found = (
        re.match(_NOT_BUT, plain)
        or re.match(_NOT_BUT_ENGLISH, plain.lower())
        or re.match(_MEANT, plain.lower())
    )
    if found is None:
        return question
    meant = found.groupdict()
    return str(meant.get("yes") or meant.get("yes_zh")).strip().rstrip("。.?？ ")


def is_fragment(intent: Intent, spotted: Spotted) -> bool:
    """A question that leans on the one before: it says so (那…呢), or is short and leaves open what or of whom."""
    if intent.asks_catalog or intent.operation in ("check", "missing"):
        return False
    if intent.metrics and (
        intent.each or intent.scope != "all" or intent.operation not in ("lookup", "list", "filter")
    ):
        return False  # whole by itself, whatever word it begins with
    if re.match(_LEANS, spotted.text.strip()) or (
        re.search(_POINTS_BACK, spotted.text) and not intent.groups
    ):
        return True
    if spotted.text.rstrip("？? 。.").endswith("呢") and not intent.groups:
        return True
    if not (intent.metrics or intent.unexplained or intent.asks_narrative) and intent.operation not in (
        "lookup",
        "list",
        "filter",
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
        return short and not whole
    wants_words = intent.asks_narrative or len("".join(spotted.unexplained)) > 4
    return short and not wants_words and (bool(intent.groups or intent.years) or intent.scope != "all")


def of_kind(groups: Sequence[AgencyGroup], kind: str, directory: Directory) -> tuple[AgencyGroup, ...]:
    """The bureaus, or the governments, of the places that were named before: 不是局，是区政府."""
    fits = directory.agencies_of_kind(kind)
    found = []
    for group in groups:
        named = directory.agencies_called([(place, "place") for place in group.places])
        agencies = tuple(agency for agency in named if agency in fits)
        if agencies:
            found.append(group._replace(text="", start=0, end=0, agencies=agencies))
    return tuple(found)


def _of_the_same(intent: Intent) -> bool:
    """Whether a question that names nobody still speaks of whom the one before named."""
    among_all = intent.operation in ("rank", "sum", "average", "median", "count", "filter")
    return intent.scope == "all" and not intent.each and not among_all


def completed(intent: Intent, earlier: Intent) -> Intent:
    """The new question with what it leaves open taken from the one before."""
    own_metrics = intent.metrics if not (intent.metric_is_weak and earlier.metrics) else ()
    if earlier.metrics and (
        intent.columns or (intent.asks_share and re.search(_POINTS_BACK_SHARE, intent.text))
    ):
        own_metrics = continued(earlier.metrics, intent.metrics, intent.asks_share)
    operation = intent.operation
    if not own_metrics or operation == "list":
        operation = earlier.operation if operation in ("lookup", "list", "filter") else operation
    if intent.groups and operation in ("rank", "sum", "average", "list", "filter"):
        operation = "lookup"
    narrative = not own_metrics and not earlier.metrics
    return intent._replace(
        text=f"{earlier.text} {intent.text}" if narrative else intent.text,
        wording=f"{earlier.wording} {intent.wording}" if narrative else intent.wording,
        topic=f"{earlier.topic} {intent.topic}"
        if narrative and not intent.groups
        else earlier.topic
        if narrative
        else intent.topic,
        operation=operation,
        metrics=own_metrics or earlier.metrics,
        groups=intent.groups or (earlier.groups if _of_the_same(intent) else ()),
        excluded=intent.excluded or (() if intent.groups else earlier.excluded),
        crowd=intent.crowd or earlier.crowd,
        scope=intent.scope if intent.scope != "all" else earlier.scope if not intent.groups else "all",
        years=intent.years or earlier.years,
        n=intent.n if intent.operation == "rank" else earlier.n,
        descending=intent.descending if intent.superlative else earlier.descending,
        condition=intent.condition or earlier.condition,
        superlative=intent.superlative or (earlier.superlative and operation == "rank"),
        asks_catalog=intent.asks_catalog or (earlier.asks_catalog and not own_metrics),
        asks_figure=intent.asks_figure or earlier.asks_figure,
        asks_narrative=intent.asks_narrative or earlier.asks_narrative,
        metric_is_weak=intent.metric_is_weak if own_metrics else earlier.metric_is_weak,
        inherited=True,
    )
