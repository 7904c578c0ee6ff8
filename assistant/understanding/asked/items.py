"""The rows of the form that a question names: in their order, listed, counted each, as stock or as outcomes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from assistant import patterns
from assistant.intent import Metric
from assistant.metrics import GROUP_ITEMS
from assistant.understanding.asked.heard_once import heard_once
from assistant.understanding.asked.kinds_listed import goes_on, other_outcome
from assistant.understanding.asked.years import AskedYears
from assistant.understanding.words.mentions import Mention, Years

_REASONS = r"[几八三]项|哪些项|原因|理由|情形|种|(?<![开供理”\"」])类|reason|ground|exemption"
ALL_CONCLUDED = ("concluded", "application", "received")
AT_THE_START = (
    r"\b(?:start|beginning|outset) of\b(?! (?:the|this|that) (?:\w+ )?(?:period|series|span|timeline)\b)"
    r"|\b(?:start|beg[aiu]n|enter)(?:ed|s)?(?: off| the year| out)* with\b"
    r"|\bwith how many\b.{1,80}\b(?:start|beg[aiu]n|enter)\b|年初|开年|岁[初首]|期初"
)
_TOLD_APART = (
    r"分布|构成|明细|哪[几些](?:项|条|种|类)|breakdown"
    r"|(?:原因|理由|缘由|依据)(?:又|都|主要|各|分别)?(?:是什么|是啥|有哪些|是哪些|为何|何在)|(?:什么|哪些|何种|啥)(?:原因|理由|依据)"
    r"|\b(?:on what|what|which|and the) (?:reason|ground)s?\b"
)
_RECEIVED = ("received", "receive", "receives", "receiving", "收到", "新收", "收件")
_OF_ALL_BODIES = {"most", "least", "rank", "which", "count", "sum", "average"}
_AS_A_WHOLE = r"总[数量计]|总件数|合计|以及|[及和与、]$"
_DIRECTLY = (
    r"\b(?:sued?|suing|take|took|taken|went|go|lawsuits?|litigation|suits?)\b.{1,60}"
    r"\b(?:directly|straight away|right away)\b(?! (?:n?or|and) )"
    r"|(?:直接|径直)就?(?:把|将|向|到|去|对).{1,30}(?:告|诉|打官司)"
)
_COMES_IN = r"receiv|fil(?:e|ed|ing)\b|submit|lodged?\b|c[ao]m(?:e|ing)\b|arriv|\bg[oe]t\b|\bmade\b|\bsent\b|\bby the end\b"
_AT_THE_END = (
    r"\b(?:left|remain\w*|still|have|had|has|there|open|stock)\b.*"
    r" (?:at (?:the )?(?:year.?end|end of|close of)|when 20\d\d ended)"
)
_ANSWERS = (
    r"\s*(?:\w+ly )?(?:answer|repl(?:y|ied) to|respond(?:ed)? to|finish|handle|treat|process|complete|conclude|close|settle|resolve"
    r"|clear|decide|deal with|dispose of|dispatch|get done|get through|work through|wrap up)\b"
)
_STILL_OPEN = r"(?:still )?(?:un\w+|open|pending|outstanding)(?: requests?| applications?| cases?)?$"
_ALSO_RESULTS = ("carried_over", "other_outcome")  # their words tell how a dispute ended as well
_PLAIN_NOUNS = ("figure", "figures", "number", "numbers", "count", "counts")
_LISTING = (
    r"(?:的?(?:件数|数量|数|申请|情况))?\s*(?:[、,，/;；？?和与及]|以及|还有|,? and\b|\bplus\b|\bas well as\b)\s*"
    r"(?:and )?(?:of )?(?:the )?(?:number of |how many (?:were )?)?"
)
_HOW_THEY_ENDED = (
    r"(?:结果|结局|下场)(?:都|又|分别|各自?|到底|究竟|最[后终])?(?:怎么?样|如何|咋样|是)"
    r"|(?:怎么|怎样|如何|咋)[\u4e00-\u9fff]{1,2}[的掉了]|\boutcomes of\b"
)


class AskedItems(AskedYears):
    """Which rows are named."""

    def _asks_how_they_ended(self) -> bool:
        """申请都是怎么处理的, 结果如何: with which outcomes, each of which the form counts."""
        items = [self.vocabulary.items[code] for code in self._codes("item")]
        ended = "outcomes" in self.cues and patterns.search(_HOW_THEY_ENDED, self.spotted.text) is not None
        whole = all(item.table == "disputes" or item.code in ALL_CONCLUDED for item in items)
        return bool(items) and ended and whole and not self._asks_reasons()

    def _asks_reasons(self) -> bool:
        """不予公开的原因TOP3: the reasons of a group are its rows, where they are ranked or told apart."""
        if "sum" in self.cues or len(self._codes("item")) > 1:
            return False
        groups = set(GROUP_ITEMS) & {code for mention in self.mentions for code in mention.codes("item")}
        told_apart = bool(self.cues & {"most", "least", "each", "compare", "rank"}) or self._top() is not None
        told_apart = told_apart or patterns.search(_TOLD_APART, self.spotted.text) is not None
        return bool(groups) and told_apart and patterns.search(_REASONS, self.spotted.text) is not None

    def _outcomes_of(self, items: Sequence[str], columns: Sequence[str]) -> list[Metric]:
        """Each result of the disputes, each outcome of the requests, or each reason of a group; [] where none is meant."""
        disputes = [code for code in items if self.vocabulary.items[code].table == "disputes"]
        if disputes and not columns:
            whole = patterns.search("五个|五栏|五项|五列|总计|合计", self.spotted.text) is not None
            return [figure for code in disputes for figure in self.maker.results(code, whole)]
        listed = goes_on(self.spotted.text, self.mentions) == "outcomes"
        if not items or items == ["received"] or listed:
            told = self.maker.outcomes("all", columns[0] if columns else None)
            came_in = items == ["received"] and self._asks_how_they_ended() and not columns
            return [*self.maker.metrics(items, (), (), False, False), *told] if came_in else told
        if items[0] in GROUP_ITEMS:
            return self.maker.outcomes(items[0], columns[0] if columns else None)
        return []

    def _quantities(self) -> list[Mention]:
        """Where 多少 is asked, 共多少件 as well."""
        return [
            m
            for m in self.mentions
            if (m.has("cue", "quantity") and not self._is_of_a_year(m))
            or (m.has("cue", "sum") and patterns.search("[多几]", m.text))
        ]

    def _is_of_a_year(self, noun: Mention) -> bool:
        """The 2022 figure less the 2019 figure: one figure of two years, and not two figures."""
        dated = (m for m in self.mentions if m.first(Years) and m.end <= noun.start)
        return noun.text in _PLAIN_NOUNS and any(
            patterns.fullmatch(r"['’s\s]*", self.spotted.text[m.end : noun.start]) for m in dated
        )

    def _each_counted(self) -> frozenset[str]:
        """办结多少件，其中予以公开的几件; 不予公开总数及其中国家秘密的: each with a 多少 or a 总数 right behind it is asked for."""
        telling = [m for m in self.mentions if not m.has("stop")]
        quantities = self._quantities()
        counted = [one for one, other in pairwise(telling) if one.has("item") and other in quantities]
        whole = [
            one
            for one, other in pairwise(telling)
            if one.has("item")
            and other.has("cue", "former")
            and patterns.search(_AS_A_WHOLE, self.spotted.text[one.start : other.start])
        ]
        asked = [*(counted if len(counted) > 1 else []), *whole]
        return frozenset(code for mention in asked for code in mention.codes("item"))

    def _are_listed(self, one: Mention, other: Mention) -> bool:
        """Whether nothing but a comma or an "and" stands between two words."""
        first, second = sorted((one, other))
        return patterns.fullmatch(_LISTING, self.spotted.text[first.end : second.start]) is not None

    def _listed(self) -> frozenset[str]:
        """Items that stand in a list with other items (received, concluded and carried over): each is asked for."""
        named = [
            m for m in self.mentions if (m.has("item") or m.has("column")) and not self._is_of_an_outcome(m)
        ]
        listed = (
            {"received"}
            if "received" in self._items_in_order() and "received" not in self._codes("item")
            else set()
        )
        for one, other in pairwise(named):
            if self._are_listed(one, other) and not self._only_leads_to(one, other):
                listed |= {*one.codes("item"), *other.codes("item")}
        reasons = [b for a, b in pairwise(named) if self._is_group_of(b, a)]
        return frozenset(listed - {code for mention in reasons for code in mention.codes("item")})

    def _only_leads_to(self, one: Mention, other: Mention) -> bool:
        """Requests, other treatment, total; 提的申请，答复为予以公开的有几件: the table of the row that is asked for."""
        between = self.spotted.text[one.end : other.start].strip()
        weak = [self.vocabulary.items[code].weak for code in one.codes("item")]
        if not (weak and all(weak)) or between not in (",", "，", "/", ":"):
            return False
        counted = patterns.search("几|多少", one.text) is not None  # 收了多少申请，公开了多少
        alone = not counted and len(self._quantities()) < 2 and not self.cues & {"each", "compare"}
        alone = alone and sum(mention.has("item") for mention in self.mentions) == 2
        return "sum" in self.cues or (between == "," and alone and self.spotted.language == "zh")

    def _is_group_of(self, group: Mention, reason: Mention) -> bool:
        """Internal affairs refusals: the word for all refusals right behind one of their reasons."""
        codes = [code for code in group.codes("item") if code in GROUP_ITEMS]
        near = self.spotted.text[reason.end : group.start] in ("", " ", "的", "-")
        return near and any(of.startswith(f"{code}_") for code in codes for of in reason.codes("item"))

    def _is_of_an_outcome(self, mention: Mention) -> bool:
        """The requests of "requests refused" and "granted requests": they are no figure beside those."""
        weak = [self.vocabulary.items[code].weak for code in mention.codes("item")]
        text = self.spotted.text
        return (
            mention.text.isascii()
            and all(weak)
            and any(
                " " in (text[mention.end : other.start], text[other.end : mention.start])
                for other in self.mentions
                if weak and other.has("item")
            )
        )

    def _columns_of_verbs(self, items: Sequence[str]) -> list[str]:
        """Columns that a verb names beside its item: collected … fees is their amount."""
        return [
            verb.column
            for verb in self.vocabulary.verbs
            if verb.item in items and patterns.search(verb.pattern, self.spotted.text)
        ]

    @heard_once
    def _items_in_order(self) -> list[str]:
        """The items named, by themselves or by a column of theirs (采购金额), in the question's order."""
        named, found = self._codes("item"), []
        items = [mention for mention in self.mentions if mention.has("item")]
        for mention in self.mentions:
            if mention.text in _RECEIVED and any(self._are_listed(mention, item) for item in items):
                found.append("received")
            found += [code for code in mention.codes("item") if code in named]
            found += [
                item for code in mention.codes("column") if (item := self.vocabulary.columns[code].item)
            ]
        found += self._items_of_results(found)
        if "carried_in" not in found and patterns.search(
            AT_THE_START, self.spotted.text
        ):  # still open at the start of 2022
            found = ["carried_in" if code == "carried_over" else code for code in found]
        if "litigation" in found and patterns.search(_DIRECTLY, self.spotted.text):
            found = ["litigation_direct" if code == "litigation" else code for code in found]
        found = self._as_stock(found)
        if self._is_of_disputes(found):  # a lawsuit that is still open
            found = [code for code in found if code not in _ALSO_RESULTS]
        if other_outcome(self.spotted.text, self.mentions):
            found = [*found, "other_outcome"]
        return list(dict.fromkeys(found))

    def _items_of_results(self, items: Sequence[str]) -> list[str]:
        """败诉几次: the lawsuits, where no dispute is named and none can be meant from the question before."""
        if not (self.groups or self.cues & _OF_ALL_BODIES) or any(
            self.vocabulary.items[code].table == "disputes" for code in items
        ):
            return []
        alone = [item for code in self._codes("column") if (item := self.vocabulary.columns[code].alone)]
        if alone and patterns.search(self.vocabulary.narrative, self.spotted.text):
            return []  # 为什么败诉: no figure says it
        return alone

    def _as_stock(self, found: list[str]) -> list[str]:
        """How many requests an agency had at the start or the end of a year, or answered in it; inherited ones are open."""
        weak = bool(found) and all(self.vocabulary.items[code].weak for code in found)
        text = self.spotted.text
        if weak and not patterns.search(_COMES_IN, text):
            if patterns.search(AT_THE_START, text):
                return ["carried_in"]
            if patterns.search(_AT_THE_END, text):
                return ["carried_over"]
        if weak and any(patterns.match(_ANSWERS, text[group.end :]) for group in self.groups):
            return ["concluded"]
        if "carried_in" in found and {*found} <= {"carried_in", "intake", "application"}:
            return ["carried_in"]  # of those from the year before, what was on its desk
        open_ones = [m for m in self.mentions if m.has("item", "carried_over")]
        if (
            "carried_in" in found
            and open_ones
            and all(patterns.match(_STILL_OPEN, m.text) for m in open_ones)
        ):
            return [code for code in found if code != "carried_over"]
        return found

    def _is_of_disputes(self, found: Sequence[str]) -> bool:
        """Whether what is still open are reviews and lawsuits: no word for requests stands beside them."""
        items = [self.vocabulary.items[code] for code in found if code not in _ALSO_RESULTS]
        said = [m for m in self.mentions if set(m.codes("item")) & set(_ALSO_RESULTS)]
        results = all(set(m.codes("column")) & {"pending", "other_result"} for m in said)
        return bool(items) and results and all(item.table == "disputes" for item in items)

    def _is_money(self, mention: Mention) -> bool:
        return any(mention.has("column", code) for code in ("money", "amount", "fee_amount"))
