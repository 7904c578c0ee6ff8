"""Several tests of one question, each of a figure of its own: 申请超过100件而没有行政复议的, reviews or lawsuits over 50."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from assistant import patterns
from assistant.intent import Condition, Metric, Operation, Operator
from assistant.metrics import RATIO
from assistant.understanding.asked.operation import AskedOperation
from assistant.understanding.words.mentions import Mention, Threshold

_ONE_FIGURE = r"(?:的|中|里|结果|\s)*"  # stands between the words of one figure: 行政复议的结果纠正
_BEFORE_ITS_FIGURE = r"(?:件|条|宗|项|个|的|\s|\bof\b|\bnew\b)*"  # over 100 requests, 超过100件的申请
_NO_FURTHER = 8  # characters between 没有 and what there is none of
_ALL_OF_THEM = r"都|均|同时|皆|\bboth\b|\beach\b"
_OR = r"或者?|要么|\bor\b|\beither\b"
_SOME = r"(?:有过?|\b(?:with|had|have|has|faced|received|got))\s*(?:some )?$"
_NEITHER = r"既没|既无|也没|也无|\bneither\b|\bnor\b|\bno\b|\bwithout\b|\bboth\b|既有|也有|但没|却没|但无|而没|又没|有.{2,8}[,，]?无"
_NONE_OF = r"没有?|[既也又却但而均]无|无(?!法)|未|零|\b(?:neither|nor|no|not|without|zero|never)\b"
_SOME_OF = r"有|\b(?:with|had|has|have|faced|got|received|but|at least)\b"


class _Tested(NamedTuple):
    """The words of one figure and the test said of it; none where it is only spoken of."""

    words: tuple[Mention, ...]
    test: Threshold | None

    @property
    def start(self) -> int:
        return self.words[0].start

    @property
    def end(self) -> int:
        return self.words[-1].end


class AskedTests(AskedOperation):
    """The tests of one question against numbers."""

    def _metrics(self) -> list[Metric]:
        return [metric for metric, _ in self._own_tests] or super()._metrics()

    def _shaped(self, metrics: list[Metric], operation: Operation) -> list[Metric]:
        return metrics if self._own_tests else super()._shaped(metrics, operation)

    def _condition(self, metrics: Sequence[Metric]) -> Condition | None:
        """What figures must pass; each of several its own, where each has one."""
        tests = [condition._replace(metric=metric.code) for metric, condition in self._own_tests]
        return self._chained(tests or self._there_or_not(metrics)) or self._either_end(
            super()._condition(metrics)
        )

    def _chained(self, tests: Sequence[Condition]) -> Condition | None:
        """All of them, or one of them where the question says 或."""
        chain: Condition | None = None
        for test in reversed(tests):
            chain = test._replace(also=chain, either=chain is not None and self._says_or())
        return chain

    def _says_or(self) -> bool:
        """Whether 或 stands between the figures or the numbers that are tested."""
        tested = [
            m
            for m in self.mentions
            if m.first(Threshold) or m.has("item") or m.has("column") or m.has("rate")
        ]
        text = self.spotted.text
        return any(patterns.search(_OR, text[one.end : other.start]) for one, other in pairwise(tested))

    def _either_end(self, condition: Condition | None) -> Condition | None:
        """低于20件或高于2000件: two tests of one figure, of which one is enough."""
        if condition and condition.also and not condition.metric and len(self._thresholds()) == 2:
            return condition._replace(either=self._says_or())
        return condition

    @cached_property
    def _own_tests(self) -> tuple[tuple[Metric, Condition], ...]:
        """The figures that have a test each, at least one of them against a number; () for fewer than two."""
        if not self._thresholds() or self._names_one_agency() or self._change() or len(self._years()) > 1:
            return ()
        tested = [figure for figure in self._tested() if figure.test]
        if len(tested) < 2:
            return ()
        made = [(self._metric_of(figure), figure.test) for figure in tested]
        codes = {metric.code for metric, _ in made if metric}
        if len(codes) < len(made) or sum(1 for f in tested for m in [f.test] if m) < len(self._thresholds()):
            return ()
        return tuple(
            (metric, Condition(test.operator, test.value, test.upper))
            for metric, test in made
            if metric and test
        )

    def _tested(self) -> list[_Tested]:
        """The figures named, each with the test said of it."""
        figures = self._figures_apart()
        tests: dict[int, Threshold] = {}
        for mention in self.mentions:
            number = self._figure_tested(mention, figures, tests)
            if number is not None:
                tests[number] = mention.first(Threshold) or Threshold("=", 0, "")
        text = self.spotted.text
        for number, figure in enumerate(figures):
            if number not in tests and patterns.search(_SOME, text[: figure.start]):
                tests[number] = Threshold(">", 0, "")
        if len(tests) == 1 and self._are_tested_alike(figures):
            tests = dict.fromkeys(range(len(figures)), next(iter(tests.values())))
        return [figure._replace(test=tests.get(number)) for number, figure in enumerate(figures)]

    def _are_tested_alike(self, figures: Sequence[_Tested]) -> bool:
        """行政复议和行政诉讼都超过20件, reviews or lawsuits over 50."""
        listed = all(
            self._are_listed(one.words[-1], other.words[0]) or self._parted_by_or(one, other)
            for one, other in pairwise(figures)
        )
        text = self.spotted.text[figures[-1].end :] if figures else ""
        says = patterns.match(rf"(?:的?(?:件数|数量|数|案件))?(?:{_ALL_OF_THEM})", text) is not None
        return len(figures) == 2 and listed and (says or self._parted_by_or(*figures))

    def _parted_by_or(self, one: _Tested, other: _Tested) -> bool:
        return (
            patterns.fullmatch(rf"(?:数|件数)?\s*(?:{_OR})\s*", self.spotted.text[one.end : other.start])
            is not None
        )

    def _figures_apart(self) -> list[_Tested]:
        """The words that name figures, those of one figure together."""
        found: list[_Tested] = []
        for mention in self.mentions:
            if not (mention.has("item") or mention.has("column") or mention.has("rate")):
                continue
            if found and patterns.fullmatch(_ONE_FIGURE, self.spotted.text[found[-1].end : mention.start]):
                found[-1] = found[-1]._replace(words=(*found[-1].words, mention))
            else:
                found.append(_Tested((mention,), None))
        return found

    def _figure_tested(
        self, mention: Mention, figures: Sequence[_Tested], tests: dict[int, Threshold]
    ) -> int | None:
        """Which figure a test or a 没有 is said of: the one right behind it, else the last before it that has none."""
        zero = mention.has("cue", "zero") and not mention.has("item")
        if not (zero or mention.first(Threshold)):
            return None
        text = self.spotted.text
        behind = next((n for n, f in enumerate(figures) if f.start >= mention.end), None)
        before = next((n for n in reversed(range(len(figures))) if figures[n].end <= mention.start), None)
        if behind is not None and behind not in tests:
            between = text[mention.end : figures[behind].start]
            near = len(between) <= _NO_FURTHER and not patterns.search(r"[,，、;；但且而]", between)
            if near if zero else patterns.fullmatch(_BEFORE_ITS_FIGURE, between):
                return behind
        return before if before is not None and before not in tests else None

    def _metric_of(self, figure: _Tested) -> Metric | None:
        """The one figure that some words name; a share of it where it is tested in per cent."""
        items, columns, rates = (
            list(dict.fromkeys(code for word in figure.words for code in word.codes(kind)))
            for kind in ("item", "column", "rate")
        )
        share = bool(figure.test and figure.test.unit == "%") and not rates
        made = self.maker.metrics(items, columns, rates, share, True)
        ratios = [metric for metric in made if metric.unit == RATIO]
        made = ratios if share or rates else made
        if figure.test and figure.test.unit == "元":
            made = [metric for metric in made if metric.unit == "元"]
        return made[0] if len(made) == 1 else None

    def _there_or_not(self, metrics: Sequence[Metric]) -> list[Condition]:
        """既没有复议也没有诉讼, lawsuits but no reviews: a condition for each of two figures."""
        named = self._figures_named()
        if (
            len(metrics) != 2
            or len(named) != 2
            or self._names_one_agency()
            or self._change()
            or self._thresholds()
        ):
            return []
        if not self.cues & {"zero", "nonzero"} and not patterns.search(_NEITHER, self.spotted.text):
            return []
        operators: list[Operator] = []
        before = 0
        for mention in named:
            said = self.spotted.text[before : mention.start]
            if patterns.search(_NONE_OF, said):
                operators.append("=")
            elif patterns.search(_SOME_OF, said) or not operators:
                operators.append(">")
            else:
                operators.append(operators[-1])
            before = mention.end
        return [Condition(o, 0, metric=m.code) for o, m in zip(operators, metrics, strict=True)]

    def _figures_named(self) -> list[Mention]:
        """The words that name figures of their own, in the question's order; 申请 beside another is only its context."""
        named = [m for m in self.mentions if m.has("item") or m.has("column") or m.has("rate")]
        strong = [
            m
            for m in named
            if m.has("column")
            or m.has("rate")
            or any(not self.vocabulary.items[c].weak for c in m.codes("item"))
        ]
        return strong if len(strong) > 1 else named
