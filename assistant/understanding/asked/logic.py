"""What a question says and its answer would not heed: better to say so than to answer another question."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from assistant import patterns
from assistant.bodies import kind_named
from assistant.intent import Metric, Operation
from assistant.metrics import RATIO
from assistant.understanding.asked.figures import everything_in
from assistant.understanding.asked.sides import AskedSides
from assistant.understanding.words.groupings import Grouping
from assistant.understanding.words.mentions import AboveMean, AgencyTerm, Mention, Threshold, Top, Years
from assistant.understanding.words.said_kinds import kind_of

_TESTS = ("filter", "count")
_BESIDE_EACH_OTHER = ("difference", "times", "compare", "growth")


class AskedLogic(AskedSides):
    """The words of one question that no part of its reading takes up."""

    def _unread_of_logic(self) -> list[str]:
        metrics = self._metrics()
        if not metrics:
            return []
        if self._sides():
            return list(self._unheeded_figures(metrics))
        operation = self._operation(metrics)[0]
        found = (
            *self._unheeded_comparisons(metrics),
            *self._unheeded_tests(metrics, operation),
            *self._unheeded_years(operation),
            *self._unheeded_extremes(operation),
            *self._unheeded_manners(metrics, operation),
            *self._unheeded_figures(metrics),
            *self._unheeded_exceptions(),
            *self._unheeded_topics(metrics),
            *self._unheeded_pairs(operation),
            *self._unheeded_verbs(metrics),
            *self._unheeded_numbers(),
            *self._unheeded_wholes(operation),
        )
        return list(dict.fromkeys(word for word in found if word))

    def _unheeded_comparisons(self, metrics: list[Metric]) -> Iterator[str]:
        """A "than" that nothing was set beside; a mean of others than those asked about."""
        text = self._without_numbers()
        made_out = (
            self._narrowings(metrics) or self._change() or self._operation(metrics)[0] in _BESIDE_EACH_OTHER
        )
        if not made_out and patterns.search(r"(?<!rather )(?<!other )(?<!more )\bthan\b", text):
            yield "than"
        if found := patterns.search(_BODIES_BESIDE, text) or patterns.search(_THAN_ALL, text):
            yield found.group()
        if self.cues & {"average", "median"} and (found := patterns.search(_BESIDE_A_MEAN, text)):
            yield found.group()
        yield from (
            mention.text
            for mention in self.mentions
            if mention.first(AboveMean) and self._is_mean_of_others(mention)
        )
        bodies = {m.start for m in self.spotted.mentions if m.first(AgencyTerm) or kind_of(m) != "all"}
        for found in patterns.finditer(_PER, self.spotted.text):
            ratio = found.group().startswith("ratio") and self._operation(metrics)[0] == "times"
            if not (ratio or {found.end("of"), found.start("of")} & bodies or self.cues & {"yearly_mean"}):
                yield found.group()

    def _is_mean_of_others(self, mention: Mention) -> bool:
        """Whether a mean may be that of others than those asked about: the national average, than the mean of Suzhou."""
        text, before = self.spotted.text, self.spotted.text[: mention.start]
        whose = patterns.search(_WHOSE_MEAN, mention.text)
        if whose and whose[1] not in _MEAN_OF_ALL and whose[1].removesuffix("'s").rstrip("s") not in before:
            return True
        if body := patterns.match(_A_BODY, text[mention.end :]):
            whole = body[1] in _ANY_BODY and not self.groups and kind_named(self.cues) == "all"
            return not whole and body[1].rstrip("s") not in before
        behind = next(
            (m for m in self.spotted.mentions if m.start >= mention.end and not m.has("stop")), None
        )
        of = (
            mention.text.rstrip().endswith(" of")
            or patterns.match(r"\s*of\b", text[mention.end :]) is not None
        )
        other = behind is not None and bool(behind.first(AgencyTerm) or kind_of(behind) != "all")
        other = other and mention.text.isascii()  # 高于平均数的区政府 are those asked about
        near = behind is not None and behind.start <= mention.end + 2
        return (of and not (behind and behind.has("item"))) or (other and near)

    def _unheeded_tests(self, metrics: list[Metric], operation: Operation) -> Iterator[str]:
        """A count held against a rate, a test of one of two figures, one of two tests."""
        tests = [m for m in self.mentions if m.first(Threshold)]
        shaped = self._shaped(metrics, operation)
        if shaped and shaped[0].unit == RATIO and not self._change() and len(shaped) == 1:
            yield from (
                m.text for m in tests if m.first(Threshold).unit == "" and m.first(Threshold).value > 1
            )
        none = [m for m in self.mentions if m.has("cue", "zero")]
        own, condition = bool(self._own_tests), self._condition(metrics)
        heeded = own or self._narrowings(metrics) or self._is_never()
        if tests and none and operation in _TESTS and not heeded:
            yield none[0].text
        tops = [m for m in self.mentions if m.first(Top)]
        if len(tops) > 1 and not self._asks_both_ends():
            yield tops[-1].text
        either = own or (condition is not None and condition.either)
        if len(tests) == 2 and not either and _exclude_each_other(*(m.first(Threshold) for m in tests)):
            yield tests[-1].text  # from under 100 in 2019 to over 100 in 2022: each of a year of its own
        if (
            len(tests) > 1
            and not either
            and patterns.search(r"\bor\b|或者|或", self.spotted.text[tests[0].end : tests[-1].start])
        ):
            yield "or" if self.spotted.text.isascii() else "或者"
        several = len({term for m in self._figures_named() for term in m.codes("item")}) > 1
        if self._change() and several and operation in ("rank", *_TESTS) and not self._narrowings(metrics):
            yield self._figures_named()[-1].text

    def _unheeded_years(self, operation: Operation) -> Iterator[str]:
        """Several years in a test, of which nothing says whether all or any; never and always with a number."""
        text = self.spotted.text
        if self._is_never() and any(t.operator in ("=", "between") for t in self._thresholds()):
            yield "never" if text.isascii() else "从未"
        told = (
            self._passes_every_year()
            or self._counts_apart()
            or self._change()
            or self._asks_when()
            or self.cues & {"first", "since", "last"}
            or self._names_one_agency()
        )
        any_year = patterns.search(r"\bever\b|曾|有过|历史上", text)
        named = [m for m in self.mentions if m.first(Years)]
        whole = (
            "all_years" in self.cues
            or self._adds_up(operation)
            or self._ranks_each_year(operation)
            or self._asks_whose_year()
        )
        if operation == "rank" and len(self._years()) > 1 and not (whole or self._change()):
            yield named[-1].text
        if operation in _TESTS and len(self._years()) > 1 and not (told or any_year):
            yield named[-1].text

    def _unheeded_extremes(self, operation: Operation) -> Iterator[str]:
        """The most and the fewest in one question; an extreme of one agency's one figure; the highest of averages."""
        said = [m for m in self.mentions if m.has("cue", "most") or m.has("cue", "least")]
        if (
            operation in ("rank", "top_year")
            and self.cues >= {"most", "least"}
            and not self._asks_both_ends()
        ):
            yield said[-1].text
        if operation in ("rank", "top_year") and not self._change():
            signs = self._signs()
            yield from (
                m.text
                for m in self.mentions
                if set(m.codes("cue")) & {"difference", "times"}
                and not any(a <= m.start < b for a, b in signs)
            )
        one_year = len(self._years()) < 2 and "all_years" not in self.cues
        of_one = self._names_one_agency() and not self._next_to_agency()
        if operation == "rank" and of_one and one_year and not self._change() and said:
            yield said[0].text
        if (
            operation == "rank"
            and self.cues & {"average", "median", "yearly_mean"}
            and not (self._grouped_by() or self._holds_yearly_means(operation))
        ):
            yield next(
                m.text for m in self.mentions if set(m.codes("cue")) & {"average", "median", "yearly_mean"}
            )

    def _unheeded_manners(self, metrics: list[Metric], operation: Operation) -> Iterator[str]:
        """The busiest are those with the most requests, whatever else is asked of them; the fastest are of no figure."""
        received = all("received" in metric.of.rows and metric.over is None for metric in metrics)
        if operation == "rank" and not received and (busy := patterns.search(_BUSY, self.spotted.text)):
            yield busy.group()
        apart = patterns.search(r"分别|\brespectively\b", self.spotted.text)
        if operation == "sum" and apart and not (self._grouped_by() or self._adds_up(operation) == "years"):
            yield apart.group()  # each, and all of them together
        share = next((m for m in self.mentions if m.has("cue", "share")), None)
        most = next((m for m in self.mentions if m.has("cue", "most") or m.has("cue", "least")), None)
        ranked_by_share = any(metric.unit == RATIO for metric in self._shaped(metrics, operation))
        ranked_by_share = ranked_by_share and operation == "rank" and not self._codes("rate")
        if (
            ranked_by_share
            and share
            and most
            and most.end <= share.start
            and patterns.search("最[多少]", most.text)
        ):
            yield share.text  # 企业申请最多的区县及其占比: the most, and what part that is
        if operation == "rank" and not self._change() and (fast := patterns.search(_FAST, self.spotted.text)):
            yield fast.group()

    def _unheeded_figures(self, metrics: list[Metric]) -> Iterator[str]:
        """A column that no figure is of, an amount asked of what is counted, two tables in one figure."""
        tables = {metric.of.table for metric in metrics}
        terms = [term for metric in metrics for term in metric.terms]
        used = {column for term in terms for column in term.columns}
        left_out = self._columns_left_out()
        for mention in self.mentions:
            codes = () if mention.has("cue") or mention.has("item") else mention.codes("column")
            words = [self.vocabulary.columns[c] for c in codes if c not in (*_LOOSE_COLUMNS, *left_out)]
            outside = all(word.table not in tables for word in words)
            told_apart = all(
                word.table != "disclosure" or word.code in ("repealed", "in_force") for word in words
            )
            if (
                words
                and (outside or told_apart)
                and not (tables == {"disputes"} and mention.text in _THE_PUBLIC)
                and not any(word.weak for word in words)
                and not (outside and mention.text in self.vocabulary.light)
                and not any(used & set(self.vocabulary.columns[code].columns) for code in codes)
            ):
                yield mention.text
        if (everything := everything_in(self.spotted.text)) and not self._is_whole():
            yield everything.group()
        if not self._places_apart():
            yield from (found.group() for found in patterns.finditer(_NOT_WORKED_OUT, self.spotted.text))
        if sum(metric.unit == RATIO for metric in metrics) > 1 and (
            found := patterns.search(_ADDED, self.spotted.text)
        ):
            yield found.group()
        signs = self._signs()
        for mention in self.mentions:
            if mention.text in _SIGNS and not any(a <= mention.start < b for a, b in signs):
                yield mention.text
        money = any(metric.unit == "元" for metric in metrics)
        for mention in self.mentions:
            if mention.text in _HOW_MUCH and not money and not self._change() and not self._shares():
                yield mention.text
        asked = sum(1 for m in self.mentions if m.has("cue", "quantity"))
        figures = self._figures_named()
        if (
            (len(tables) > 1 or self._rules_another(figures))
            and asked == 1
            and not any(self._are_listed(a, b) for a in figures for b in figures if a < b)
        ):
            yield figures[-1].text

    def _rules_another(self, figures: list[Mention]) -> bool:
        """Appeals against court rulings: a figure's name behind another that no word of addition joins."""
        return any(
            patterns.fullmatch(r" (?:against|over|about|concerning|regarding) (?:the |a )?", between)
            for one, other in pairwise(figures)
            if (between := self.spotted.text[one.end : other.start])
        )

    def _unheeded_exceptions(self) -> Iterator[str]:
        """An outcome, a reason or a year that is excepted: all but those is another figure."""
        for mention in self.mentions:
            zero = (m for m in self.mentions if m.has("cue", "zero"))  # without any lawsuits
            none = any(
                not self.spotted.text[m.end : mention.start].strip() for m in zero if m.end <= mention.start
            )
            if (
                self._is_excepted(mention)
                and mention.has("item")
                and not none
                and not mention.first(Grouping)
            ) or (
                mention.has("item")
                and patterns.search(_ABOUT, self.spotted.text[: mention.start])
                and not self._is_of_requests(mention)
            ):
                yield mention.text

    def _unheeded_verbs(self, metrics: list[Metric]) -> Iterator[str]:
        """How many requests did Kunshan disclose: what an agency does with requests, where they are read as those it received.

        And who was found right, where reviews and lawsuits are read as all there were.
        """
        whole = all(m.of.table == "disputes" and m.of.columns == ("total",) and not m.over for m in metrics)
        if whole and (found := patterns.search(_FOUND_RIGHT, self.spotted.text)):
            yield found["how"]
        if self._metric_is_weak() and self._names_one_agency():
            yield from (m.text for m in self.mentions if m.text in ("不", "没", "未") and m.has("stop"))
        if not self._metric_is_weak() or any(metric.of.rows != ("received",) for metric in metrics):
            return
        for group in self.groups:
            asked = patterns.search(_HOW_MANY_DID, self.spotted.text[: group.start])
            if asked and (done := patterns.match(_DOES_WITH_THEM, self.spotted.text[group.end :])):
                yield done["verb"]

    def _unheeded_topics(self, metrics: list[Metric]) -> Iterator[str]:
        """What requests are about, which no report tells: 关于统计的申请, requests on land matters, budget requests."""
        text = self.spotted.text
        if not any(word in text for word in _OF_TOPICS) or not any(
            metric.of.table == "applications" for metric in metrics
        ):
            return
        for pattern in _TOPICS:
            for found in patterns.finditer(pattern, text):
                over = [m for m in self.mentions if m.start < found.end("of") and found.start("of") < m.end]
                if not any(m.has("item") or m.has("rate") or self._names_applicants(m) for m in over):
                    yield found["of"]

    def _names_applicants(self, mention: Mention) -> bool:
        return any(self.vocabulary.columns[code].table == "applications" for code in mention.codes("column"))

    def _unheeded_pairs(self, operation: Operation) -> Iterator[str]:
        """Each of two names in a year of its own; two kinds set beside each other; multiples that no figure is held against."""
        text = self.spotted.text
        dated = [m for m in self.mentions if m.first(Years)]
        listed = all(patterns.fullmatch(_BETWEEN_YEARS, text[a.end : b.start]) for a, b in pairwise(dated))
        if len(self.groups) > 1 and len(self._years()) > 1 and not (listed or self._moves_apart_from_names()):
            yield dated[-1].text
        if self.cues >= {"rise", "fall", "count"} and not self._change():  # how many rose and how many fell
            yield from (m.text for m in self.mentions if m.has("cue", "fall"))
        beside = self._above_agency() is not None  # 有几家比它多
        if operation == "count" and self._names_one_agency() and not (self._counts_years() or beside):
            yield next((m.text for m in self.mentions if m.has("cue", "count")), "")
        if self._asks_which() and not self._change() and (found := patterns.search(_MULTIPLES, text)):
            yield found.group()
        compared = len(patterns.findall(r"比(?!例|重|率)|\bthan\b", self._without_numbers())) > 1
        if compared and patterns.search("但|而|却|\\bbut\\b", text):
            yield "但比" if not text.isascii() else "but"
        if "连续" in text and self._thresholds() and not (self._change() or self._years_passed()):
            yield "连续"

    def _moves_apart_from_names(self) -> bool:
        """江苏和广东的单位里，哪些22年比21年少: who are asked about is said first, and the two years behind all of them."""
        dated = [m.start for m in self.mentions if m.first(Years)]
        behind = bool(dated) and min(dated) >= max(group.end for group in self.groups)
        return behind and len(self._years()) == 2 and self._moved() and self._asks_who()

    def _unheeded_wholes(self, operation: Operation) -> Iterator[str]:
        """A part of an agency's own years, a place among them: neither is worked out."""
        found = patterns.search(_OF_ITS_OWN_YEARS, self.spotted.text) if self._names_one_agency() else None
        if found and operation in ("agency_share", "position", "lookup", "sum"):
            yield found.group()

    def _unheeded_numbers(self) -> Iterator[str]:
        """A number of cases that no test is made of: 同为18件的单位."""
        known = [(mention.start, mention.end) for mention in self.mentions]
        known += [(group.start, group.end) for group in self.groups]
        for found in patterns.finditer(_SO_MANY_CASES, self.spotted.text):
            if not any(start < found.end() and found.start() < end for start, end in known):
                yield found.group()

    def _is_of_requests(self, mention: Mention) -> bool:
        return any(self.vocabulary.items[code].table == "applications" for code in mention.codes("item"))


_OF_ITS_OWN_YEARS = (
    r"占.{0,4}?(?:[两三四五]年|历年|这几年|几年|各年).{0,4}?(?:总量|总数|合计|总和|总计|之和)"
    r"|在?(?:自己|自身|本单位|它自己|其自身)(?:的)?(?:[两三四五]年|历年|这几年|各年)"
)
_SO_MANY_CASES = r"(?<![\d.])\d+(?:\.\d+)?[件条宗](?![一二三])"


def _exclude_each_other(one: Threshold, other: Threshold) -> bool:
    """Whether no number passes both: less than 100 and more than 100."""
    below, above = (one, other) if one.operator in ("<", "<=") else (other, one)
    if below.operator not in ("<", "<=") or above.operator not in (">", ">=") or below.unit != above.unit:
        return False
    return below.value < above.value or (
        below.value == above.value and (below.operator, above.operator) != ("<=", ">=")
    )


_BODIES_BESIDE = (  # did more agencies … than
    r"\b(?:more|fewer|as many) (?:[\w-]+ )?(?:agencies|bureaus|governments|departments|bodies|districts|cities)\b(?=.*\bthan\b)"
)
_HOW_MANY_DID = r"\b(?:how many|what|which|number of)\b.*\b(?:did|does|do|has|have|had) (?:the )?$"
_DOES_WITH_THEM = (
    r"\s*(?:\w+ly )?(?P<verb>(?:disclos|publish|publici[sz]|h[eo]ld|keep|kept|fil|submi|lodg|ma[dk]e|sen[dt]|rais|creat|confirm|impos"
    r"|pass|provid|suppl|deliver|offer|shar|declar|satisf)\w*)"
)
_FOUND_RIGHT = (
    r"\b(?:was|were|is|are|be|been|proved|found|held|judged)\b[^,?]*\b(?P<how>right|wrong|correct|mistaken|justified|successful|unlawful"
    r"|lawful|victorious|at fault|to blame)(?=\s*(?:in\b|[?.,]|$))"
)
_THAN_ALL = r"\bthan (?:all|any|every|each)(?: of)?(?: the)? (?!other)[\w-]+"
_BESIDE_A_MEAN = (
    r"\b(?:versus|vs\.?|against|compared (?:with|to)) (?:the |its |their )?(?:average|mean|median)\b"
)
_PER = (
    r"\bper (?!cent|annum|year|item|procurement|agency|bureau|report|body|government|department|district|city|county|province)(?P<of>\w+)"
    r"|\bratios?\b(?! between)|每件申请|每百件|平均每件"
)
_OF_TOPICS = ("关于", "有关", "涉及", "类", "方面", "相关", "统计", "about", "concerning", "regarding", "relat", "matters",
              "issues", "affairs", "topics", "questions", "land", "budget", "statistic", "event", "press", "class")  # fmt: skip
_TOPICS = (  # `of`: what they are about; the words of disclosure itself say nothing
    r"(?:关于|有关|涉及)(?P<of>(?!政府信息|信息公开|政务公开|政府公开)[\u4e00-\u9fff]{2,4}?)(?:方面|问题|事项|事务)?的(?:[\u4e00-\u9fff]{2}公开)?申请",
    r"(?P<of>(?<!信息公开)(?<!政务公开)(?!.?[一二两三四五六七八各哪这那几每同此该何])[\u4e00-\u9fff]{2})(?:类的?|方面的?|相关的?)(?:信息公开)?申请(?!人)",
    r"申请(?:里|中|当中|里面)?(?:涉及|关于|有关)(?P<of>[\u4e00-\u9fff]{2,4})",
    r"(?<=年)(?P<of>统计)申请",
    r"\b(?:requests|applications|ones) (?:about|concerning|regarding|relating to|related to) (?:the |any )?"
    r"(?P<of>(?!information|info\b|disclosure|government|openness|transparency)[a-z][a-z'-]+)",
    r"\bon (?P<of>(?!information|disclosure)[a-z-]+) (?:matters|issues|affairs|topics|questions)\b",
    r"\b(?P<of>land|budgets?|statistics|statistical|event|press|class) (?:requests|applications)\b",
)
_BUSY = r"\b(?:busiest|least busy|quietest|most active)\b|最忙|最活跃|最清?闲|最轻松|最不忙"
_FAST = r"\b(?:fastest|slowest|quickest)\b|最快|最慢"
_A_BODY = (
    r"\s*((?:(?!of |in |for )[a-z-]+ ){0,2}?(?:district|city|county|town|bureau|government|department|agency|province|subdistrict"
    r"|body|authority|office|commission)(?: (?:government|bureau|office|department))?s?)\b"
)
_WHOSE_MEAN = r"([\w'’-]+) (?:average|mean|median)\b"
_ANY_BODY = ("agency", "body", "authority", "office")
_MEAN_OF_ALL = ("above", "over", "below", "under", "than", "the", "a", "an", "its", "their", "overall", "general", "typical",
                "exceed", "exceeds", "exceeded", "exceeding", "all-agency", "collection's", "group", "common")  # fmt: skip
_ADDED = r"之和|相加|加起来"
_SIGNS = ("加", "加上", "减", "减掉")
_THE_PUBLIC = ("老百姓", "百姓", "群众", "民众")  # who goes to court, whoever it is
_LOOSE_COLUMNS = ("change", "decisions", "other_org")  # verbs and fillers as often as columns
_NOT_WORKED_OUT = "|".join(
    (
        r"排名.{0,6}(?:上升|下降|变化)|前\s*\d+\s*[%％]|比第[一二三]|都是第一|不是最[多少]",  # ranks moved, in parts, combined
        r"人均|平均每天|每万人|对应多少",  # a figure over one that the form does not have
        r"波动",  # a measure of a course
        r"全部(?:都|是|均)?(?=维持|予以)",  # one figure all of another
        r"(?<!至少)(?<!只)(?<!仅)有[一两三四]年(?!以上)(?=.{2,14}的)|首次(?=出现|有)",  # some of the years
        r"[四三]年(?:来|中)?(?:最|新)[高低]",
        r"最[多高大少低小]的?(?:那一?年|一年里)",  # the year of an extreme, and another figure in it
    )
)
_BETWEEN_YEARS = r"\s*(?:[、,，和与及到至—–-]|and|to|or|through|,? and)?\s*"
_MULTIPLES = r"[一两二三四五六七八九十\d]+(?:点\d+)?倍|一半|过半|半数|\btwice\b|\bhalf\b"
_HOW_MUCH = ("how much", "how much money", "多少钱", "多少元", "多少万元", "多少万")
_ABOUT = r"(?:(?<!what )(?<!how )\b(?:about|concerning|regarding|relating to)|关于|有关|涉及)\s*$"
