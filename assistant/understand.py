"""Question + what was asked before → Intent: every meaning found is given a part to play, and nothing is guessed.

A name that fits several agencies stays several (the router asks back); words that nothing explains are kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from assistant.agencies import Directory
from assistant.asked_operation import AskedOperation
from assistant.follow_up import completed, corrected, is_fragment, of_kind
from assistant.intent import Intent, Metric, Operation
from assistant.mentions import AgencyTerm, Mention, Threshold, Years, spot
from assistant.numerals import CHINESE_NUMBER, with_form_years
from assistant.vocabulary import Vocabulary


def understand(
    question: str,
    vocabulary: Vocabulary,
    directory: Directory,
    before: Sequence[str] = (),
) -> Intent:
    """What a question asks; `before` are the questions already asked in this conversation, oldest first."""
    if before:
        question = corrected(question)
    spotted = spot(with_form_years(question), vocabulary, directory)
    reading = _Reading(spotted, vocabulary, directory)
    intent = reading.intent()
    leans = is_fragment(intent, spotted)
    only_columns = bool(intent.columns) and not intent.metrics
    if not before or not (leans or only_columns):
        return intent
    earlier = understand(before[-1], vocabulary, directory, before[:-1])
    if only_columns and (moved := reading.in_own_columns(earlier.metrics)):
        return completed(reading.intent(moved), earlier)
    if not leans:
        return intent
    if not intent.groups and intent.scope != "all":
        intent = intent._replace(groups=of_kind(earlier.groups, intent.scope, directory))
    whole = completed(intent, earlier)
    return intent if _asks_the_same(whole, earlier) else whole


def _asks_the_same(intent: Intent, earlier: Intent) -> bool:
    """Whether what a follow-up adds was not understood, so that its answer would be the one already given."""
    said = (
        "metrics",
        "groups",
        "scope",
        "years",
        "operation",
        "n",
        "descending",
        "condition",
        "asks_catalog",
    )
    return bool(earlier.metrics) and all(getattr(intent, of) == getattr(earlier, of) for of in said)


class _Reading(AskedOperation):
    """One question being read."""

    def intent(self, moved: Sequence[Metric] = ()) -> Intent:
        """What is asked; `moved` are its figures where the question before gives them their item."""
        metrics = list(moved) or self._metrics()
        bare = not moved and not self._codes("item") and not self._codes("rate")
        operation, n, descending = self._operation(metrics)
        metrics = self._shaped(metrics, operation)
        condition = self._condition(metrics)
        if condition and operation in ("lookup", "list", "filter") and not self._names_one_agency():
            operation = "filter"
        change = self._change() if operation in _OF_CHANGES else None
        return Intent(
            question=self.spotted.question,
            text=self.spotted.text,
            language="zh" if self.spotted.language == "zh" else "en",
            operation=operation,
            metrics=tuple(metrics),
            groups=tuple(self.groups),
            scope=self._scope(),
            years=self._years(),
            excluded=self.excluded,
            crowd=tuple(agency for group in self.crowd for agency in group.agencies),
            columns=tuple(self._codes("column")) if bare else (),
            counted_years=self._counted(),
            all_years=self._means_all_years(operation),
            change=change,
            every_year=operation in ("filter", "count") and self._passes_every_year(),
            either_way="difference" in self.cues,
            crowd_place=self._crowd_place(),
            added_up=self._adds_up(operation),
            asks_share=self._shares(),
            asks_for_work=re.search(_WORK, self.spotted.text) is not None,
            n=n,
            descending=descending,
            condition=condition,
            superlative=bool(self.cues & {"most", "least"}) or self._top() is not None,
            asks_catalog=self._asks_catalog(operation)
            or re.search(_ASKS_FOR_REPORT, self.spotted.text) is not None,
            asks_figure=self._asks_figure(),
            asks_narrative=self._asks_narrative(),
            each="each" in self.cues,
            both_meant="two_both" in self.cues or "each" in self.cues,
            metric_is_weak=not moved and self._metric_is_weak(),
            corrected=self.spotted.corrected,
            topic=self._topic(),
            wording=self._without(self._names_and_years()),
            unexplained=self._unexplained(bare),
        )

    # ── figures ──

    # ── what to do with them ──

    def _asks_figure(self) -> bool:
        figure = {"quantity", "most", "least", "sum", "average", "median", "count", "share", "difference", "times", "rank",
                  "position", "trend", "per_year", "all_years", "yearly_mean", "relative", "rank_ascending", "distribution",
                  "moves"}  # fmt: skip
        amount = {"amount", "money", "fee_amount"} & set(self._codes("column"))
        filters = bool(self.cues & {"zero", "nonzero"}) and not self._names_one_agency()
        ranks = filters or self._change() or self._operation(())[0] in ("compare", "rank", "top_year")
        return bool(
            self.cues & figure
            or amount
            or ranks
            or self._codes("rate")
            or self._top()
            or self._thresholds()
            or self._asks_reasons()
        )

    def _crowd_place(self) -> Literal["", "province", "city", "county"]:
        """全省, 全市: the place of its own that an agency is ranked in or taken a share of."""
        found = (place for pattern, place in _PLACES if re.search(pattern, self.spotted.text))
        return "" if self.crowd else next(found, "")

    def _asks_catalog(self, operation: Operation) -> bool:
        """Which years there are; in which year a figure was highest is no question about the collection."""
        return "catalog" in self.cues and not (self._asks_when() and operation in ("top_year", "filter"))

    def _asks_narrative(self) -> bool:
        """Whether words that ask for words stand outside the names of figures (coercive measures ask for none)."""
        figures = [
            (m.start, m.end) for m in self.mentions if any(m.has(kind) for kind in ("item", "column", "rate"))
        ]
        text = self._without(figures)
        return any(word in text for word in self.vocabulary.narrative)

    def _topic(self) -> str:
        """What is left of the question for a search of the text; all of it when nothing else is."""
        empty = [(m.start, m.end) for m in self.mentions if m.has("stop") or _is_plain_cue(m)]
        return self._without([*self._names_and_years(), *empty]) or self.spotted.text

    def _names_and_years(self) -> list[tuple[int, int]]:
        years = [(mention.start, mention.end) for mention in self.mentions if mention.first(Years)]
        return [*((group.start, group.end) for group in self.groups), *years]

    def _without(self, spans: Sequence[tuple[int, int]]) -> str:
        text = self.spotted.text
        for start, end in sorted(spans, reverse=True):
            text = f"{text[:start]} {text[end:]}"
        return " ".join(text.split())

    def _unread(self) -> list[str]:
        """Words whose meaning is known and that the answer would not heed: a negation, an exception, a second operation."""
        text, unread = self.spotted.text, []
        for mention in self.mentions:
            if mention.has("item") or mention.has("column"):
                before = re.search(_NEGATES, text[: mention.start])
                if before and (
                    self._names_one_agency() or before.group() not in ("没有", "没", "未", "no ", "not ")
                ):
                    unread.append(before.group() + mention.text)
        heeded = self.excluded or any(self._is_excepted(m) for m in self.mentions)
        if not heeded and (exception := re.search(_SAYS_EXCEPT, text)):
            unread.append(exception.group())
        if len(self._thresholds()) > 2:
            unread += [mention.text for mention in self.mentions if mention.first(Threshold)][2:]
        return unread

    def _unexplained(self, bare: bool) -> tuple[str, ...]:
        """Content words nothing accounts for; column words that found no item (`bare`) count as such."""
        orphans = []
        if bare:
            orphans = [
                mention.text
                for mention in self.mentions
                if (codes := mention.codes("column"))
                and mention.text != _LIGHT_VERB
                and not (codes == ("change",) and self._change())
                and all(
                    self.vocabulary.columns[code].table != "applications"
                    and not self.vocabulary.columns[code].item
                    for code in codes
                )
            ]
        loose_terms = [
            mention.text for mention in self.mentions if mention.first(AgencyTerm) and len(mention.kinds) == 1
        ]
        named = [(group.start, group.end) for group in self.groups]
        gaps = zip(self.spotted.gaps, self.spotted.unexplained, strict=True)
        words = [word for (start, end), word in gaps if not any(a <= start and end <= b for a, b in named)]
        words += [*self._unread(), *self._unread_of_years(), *self._unread_of_relations()]
        return tuple(
            word for word in (*words, *orphans, *loose_terms) if not re.fullmatch(CHINESE_NUMBER, word)
        )


# Patterns stay text until a question first needs them: compiling them all costs more than answering.
_PLACES: tuple[tuple[str, Literal["province", "city", "county"]], ...] = (
    (r"全省|本省|省内|省里|(?:in|of|across) (?:the|its) (?:whole |entire )?province", "province"),
    (r"全市|本市|市内|(?:in|of|across) (?:the|its) (?:whole |entire )?city\b", "city"),
    (r"全区|全县|本区|本县|(?:in|of|across) (?:the|its) (?:whole |entire )?(?:district|county)\b", "county"),
)
_ASKS_FOR_REPORT = (
    r"有(?:没有)?.{0,24}(?:报告|年报)(?:吗|么|没有|吗？|？|\?)?$"
    r"|(?:do you have|is there|are there|have you got).{0,60}reports?"
)
_LIGHT_VERB = "made"  # a column beside normative documents; in "which one made the fewest" it says nothing
_CONTENT_CUES = {"outcomes", "distribution", "check", "missing", "trend", "rise", "fall", "moves"}
_OF_CHANGES = ("growth", "rank", "filter", "count", "top_year")


def _is_plain_cue(mention: Mention) -> bool:
    """A cue such as 哪个 or 多少, which says how to answer and nothing of what is looked for."""
    codes = mention.codes("cue")
    return (
        bool(codes)
        and not mention.has("item")
        and not mention.has("column")
        and not set(codes) & _CONTENT_CUES
    )


_WORK = (
    r"预测|预计|总结|概括|归纳|评价一下|forecast|predict|summari[sz]e"
    r"|帮我写|写一[份封篇个]|起草|代写|代拟|翻译成|讲个|写首"
    r"|^(?:please )?(?:write|draft|compose|translate)\b|(?:can|could) you (?:write|draft|compose|translate)"
)


_NEGATES = r"(?:不是|并非|非|没有|没|未|不含|not (?:from |by )?|non-|no )$"
_SAYS_EXCEPT = r"除(?:了|.{1,12}外)|不算|不包括|except|excluding|other than|apart from|leaving out"
