"""Which agencies a question narrows itself to: those above the mean, above another agency, with more of one than of another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from assistant import patterns
from assistant.intent import AgencyGroup, Condition, Metric, Narrowing, Operation, Operator
from assistant.understanding.asked.heard_once import heard_once
from assistant.understanding.asked.thresholds import AskedTests
from assistant.understanding.words.groupings import Grouping
from assistant.understanding.words.mentions import AboveMean, Threshold, Years

_COMPARES = r"比|超过|高于|多于|大于|胜过|低于|少于|小于|不及|不如|不到"
_HIGHER = r"(?:超过|高于|多于|大于|胜过|[多高大]过|压过|盖过|赶超|高出|领先于?)了?$"
_LOWER = r"(?:低于|少于|小于|不及|不如|不到|[少低小]过|逊于|比不上|赶不上|落后于|不敌)了?$"
_BESIDE = r"比$"
_AFTER_MORE = r"(?:的|件数|数量|数|申请|还|要|更|都)*[多高大](?!少)"
_AFTER_LESS = r"(?:的|件数|数量|数|申请|还|要|更|都)*[少低小]"
_AFTER_SAME = r"[^，。？]{0,12}?(?:一样多|同样多|一样|相同|相等|并列|持平|打平)"
_THAN = r"\bthan (?:in |at |for |did )?(?:the )?$|\b(?:exceed|exceeds|exceeded|exceeding|outnumber|outnumbered) (?:the )?(?:number of )?$"
_COMPARATIVE = r"\b(more|higher|greater|larger|bigger|exceed\w*|outnumber\w*|fewer|less|lower|smaller)\b"
_COMPARING = r"多于|超过|高于|大于|少于|低于|小于|不及|\boutnumber\w*|\bexceed(?:s|ed|ing)?\b(?! by)"
_HEED_THRESHOLDS = ("filter", "count", "list", "lookup", "compare", "check", "missing")
_WHETHER = r"[吗么][？?]?$|没有?[？?]?$|是否|是不是|有没有|能否|\b(?:did|has|have|was|is) "
_THE_SAME = r"(?<!一)并列(?!出)|相同|一样(?!的)|同样多|相等|一般多|打成?平手|撞车|雷同"
_FEWER = ("fewer", "less", "lower", "smaller")
_FILLED = r"(?:的|件数|数量|数|申请|结果|情形|都|还|案件|\s)*"
_FILLED_ENGLISH = (
    r"(?:[\s,]|\b(?:more|fewer|less|requests?|applications?|cases?|of them|were|was|it|they|the|ones|by|from|for|in|did"
    r"|number of|those|their|its|own|the)\b)*"
)


_NOT_ZERO = r"zero|\bnil\b|none|\b0\b|without|\bno\b|\bat least\b|\bone or more\b|零|0|至少"


class AskedRelations(AskedTests):
    """The tests of one question that are not held against a number."""

    @heard_once
    def _narrowings(self, metrics: Sequence[Metric]) -> tuple[Narrowing, ...]:
        """The tests on agencies; () where the question has none, or speaks of one agency's own figures."""
        if not metrics or self._change():
            return ()
        if apart := self._places_apart():
            return (Narrowing(metrics[0], n=apart, descending=self._highest_first(None)),)
        if self._asks_ties():
            return (Narrowing(metrics[0], shared=True),)
        if (mean := self._above_mean()) and not self._names_one_agency():
            return (Narrowing(metrics[0], mean.operator, mean=mean.mean),)
        if neighbour := self._next_to_agency():
            return (Narrowing(metrics[0], neighbour[1], than=neighbour[0]),)
        if (named := self._above_agency()) and metrics and self._is_one_figure(metrics):
            return (Narrowing(metrics[0], named[1], than=named[0]),)
        if (
            self._leaves_out_zeros()
            and len(metrics) == 1
            and self._operation(metrics)[0] in ("rank", "position")
        ):
            return (Narrowing(metrics[0], condition=Condition(">", 0)),)
        if test := self._tests_the_ranked(metrics):
            return (Narrowing(metrics[0], condition=test),)
        if len(metrics) == 2 and self._asks_which() and (beside := self._one_above_other()):
            return (Narrowing(metrics[0], beside, other=metrics[1]),)
        return ()

    def _asks_ties(self) -> bool:
        """申请数并列的单位, 有没有两家一样多: agencies with the same figure as another."""
        apart = self.cues & {"most", "least", "average", "median", "position"} or self._top()
        ranked = apart and not self._asks_for_so_many()
        return not (self.groups or ranked) and patterns.search(_THE_SAME, self.spotted.text) is not None

    def _asks_for_so_many(self) -> bool:
        """The 两 of 哪两个单位一样多, which says how many they are and ranks nothing."""
        top = self._top()
        return top is not None and top.descending is None and not self.cues & {"most", "least"}

    def _tests_the_ranked(self, metrics: Sequence[Metric]) -> Condition | None:
        """大于0且最少的, 超过100件的里最少的: what those have to pass who are ranked, by the same figure."""
        tests = self._thresholds()
        ranks = len(metrics) == 1 and self._operation(metrics)[0] == "rank"
        if not ranks or len(tests) != 1 or self._asks_when() or self._names_one_agency() or self._change():
            return None
        return Condition(tests[0].operator, tests[0].value, tests[0].upper)

    def _leaves_out_zeros(self) -> bool:
        """Excluding zeros, the lowest above zero, 不为零的里面最少的: said in so many words, and not by "any" alone."""
        said = (m.text for m in self.mentions if m.has("cue", "nonzero"))
        return not self._thresholds() and any(patterns.search(_NOT_ZERO, text) for text in said)

    def tests_alone(self) -> bool:
        """高于平均的呢, 哪些超过500, 按省份汇总: a test, or who is taken together, and no figure that it is of."""
        grouped = any(mention.first(Grouping) for mention in self.mentions)
        return bool(self._above_mean() or self._thresholds() or grouped)

    def _is_one_figure(self, metrics: Sequence[Metric]) -> bool:
        return len(metrics) == 1 or all(metric.default for metric in metrics)

    def _asked_beside(self, than: AgencyGroup) -> tuple[AgencyGroup, ...]:
        """Whom the question is about, beside the agency that they are measured by: education bureaus, those in Jiangsu."""
        asked = [*(group for group in self.groups if group != than), *self.crowd]
        return tuple(group._replace(all_meant=True) for group in asked if group != than)

    def _asks_which(self) -> bool:
        return self._asks_who() or bool(self.cues & {"agencies", "bureaus", "governments", "departments"})

    def _above_mean(self) -> AboveMean | None:
        return next((mean for mention in self.mentions if (mean := mention.first(AboveMean))), None)

    def _above_agency(self) -> tuple[AgencyGroup, Operator] | None:
        """比昆山市政府多的单位: the agency named last is the measure, and not who is asked about."""
        asks = {
            "which",
            "count",
            "catalog",
            "agencies",
            "bureaus",
            "governments",
            "departments",
            "each",
        } & self.cues
        text = self.spotted.text
        if not (
            asks
            or self.crowd
            or self._asks_who()
            or patterns.search(r"\bwho (?:else )?(?!was|were|is)\w+", text)
        ):
            return None
        for group in self.groups:
            operator: Operator | None = _zh_operator(text[: group.start], self._comparison_after(group.end))
            operator = operator or _en_operator(text[: group.start])
            if operator and (group.has_office or len(group.agencies) == 1 or not asks <= {"agencies"}):
                return group, operator
        return None

    def _comparison_after(self, position: int) -> str:
        """What follows a name, less the year and the figure that it is compared in: 比南京市财政局2022年新收还少."""
        for mention in self.mentions:
            if mention.start == position and (mention.has("item") or mention.first(Years)):
                position = mention.end
        return self.spotted.text[position:]

    def _unread_of_relations(self) -> list[str]:
        """A comparison with something that was not made out is not left out of account."""
        unread = super()._unread_of_relations()
        made_out = (
            self._above_agency() or self._one_above_other() or self._change() or "difference" in self.cues
        )
        if not made_out and (compared := patterns.search(_COMPARING, self._without_numbers())):
            unread.append(compared.group())
        heeds = ("filter", "count") if self._change() else _HEED_THRESHOLDS
        heeded = self._asks_whether_it_moved_so() or self._tests_the_ranked(self._metrics())
        if self._thresholds() and self._operation(())[0] not in heeds and not heeded:
            unread += [mention.text for mention in self.mentions if mention.first(Threshold)]
        return unread

    def _asks_whether_it_moved_so(self) -> bool:
        """2022年增长超过10%了吗: how far it moved says whether it did."""
        of_change = self._change() and all(self._is_of_change(test) for test in self._thresholds())
        whether = patterns.search(_WHETHER, self.spotted.text) is not None
        return bool(of_change) and whether and self._names_one_agency() and len(self._thresholds()) == 1

    def _without_numbers(self) -> str:
        """The question less the tests against a number or the mean."""
        tests = [(m.start, m.end) for m in self.mentions if m.first(Threshold) or m.first(AboveMean)]
        text = self.spotted.text
        for start, end in reversed(tests):
            text = f"{text[:start]} {text[end:]}"
        return text

    def _one_above_other(self) -> Operator | None:
        """不予公开多于予以公开的单位, agencies that refused more than they granted."""
        text = self.spotted.text
        figures = self._figures_named()
        for one, other in pairwise(figures):
            between, after = text[one.end : other.start], text[other.end :]
            plain = patterns.sub(rf"^{_FILLED}|(?:其|被|了)+$", "", between)
            if patterns.fullmatch(_COMPARES, plain) and (operator := _zh_operator(plain, after)):
                return operator
            if patterns.fullmatch(
                rf"{_FILLED_ENGLISH}(?:\bthan\b|\bexceed\w*\b|\boutnumber\w*\b){_FILLED_ENGLISH}", between
            ):
                said = patterns.findall(_COMPARATIVE, text[: other.start])
                return ("<" if said[-1] in _FEWER else ">") if said else None
        return None

    def _of_narrowed(self, operation: Operation, narrowed: Sequence[Narrowing]) -> Operation:
        """What is done with those who pass a test: they are listed or counted, where nothing else is asked."""
        by_place = narrowed[0].n and operation != "rank"
        if operation == "count" or narrowed[0].condition or by_place or self._next_to_agency():
            return operation
        if (
            operation in ("sum", "rank")
            and not narrowed[0].other
            and "sum" in self.cues | {operation} - {"rank"}
        ):
            return operation
        return "filter"


def _zh_operator(before: str, after: str) -> Operator | None:
    if patterns.search(r"(?:和|与|跟|同|等于)$", before) and patterns.match(_AFTER_SAME, after):
        return "="
    if patterns.search(_HIGHER, before):
        return ">"
    if patterns.search(_LOWER, before):
        return "<"
    if not patterns.search(_BESIDE, before):
        return None
    if patterns.match(_AFTER_MORE, after):
        return ">"
    return "<" if patterns.match(_AFTER_LESS, after) else None


def _en_operator(before: str) -> Operator | None:
    if not patterns.search(_THAN, before):
        return None
    said = patterns.findall(_COMPARATIVE, before)
    return ("<" if said[-1] in _FEWER else ">") if said else None
