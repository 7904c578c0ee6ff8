"""One question being read: all that was heard of it, put together as an Intent."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import patterns
from assistant.intent import NONZERO, Condition, Intent, Metric
from assistant.understanding.asked.left_unread import LeftUnread
from assistant.understanding.asked.taken_up import untaken
from assistant.understanding.asked.unknown_words import may_narrow


class Reading(LeftUnread):
    """One question being read."""

    def intent(self, moved: Sequence[Metric] = ()) -> Intent:
        """What is asked; `moved` are its figures where the question before gives them their item."""
        metrics = list(moved) or self._metrics()
        bare = not moved and not self._codes("item") and not self._codes("rate")
        operation, n, descending = self._operation(metrics)
        metrics = self._shaped(metrics, operation)
        condition = self._condition(metrics)
        filters = ("lookup", "list", "filter", *(("compare",) if self._names_a_region() else ()))
        if condition and operation in filters and not self._names_one_agency():
            operation = "filter"
            metrics = self._shaped(metrics, operation)
        every_year = operation in ("filter", "count") and self._passes_every_year()
        change = self._change() if operation in _OF_CHANGES and not self._sides() else None
        if self._has_most_bodies():
            condition = condition or NONZERO
        counted_apart = self._counted_apart(metrics, condition)
        narrowed = () if counted_apart else self._narrowings(metrics)
        if every_year and narrowed and narrowed[0].other:
            condition, narrowed = Condition(narrowed[0].operator, 0, than=narrowed[0].other), ()
        if narrowed:
            operation, condition = self._of_narrowed(operation, narrowed), None
        sides = self._sides() if metrics and not (narrowed or counted_apart) else ()
        if sides:
            operation, condition = self._of_sides(sides), None
            metrics = self._of_all_sides(metrics, sides)
        counts_share = not counted_apart and self._counts_share(operation, narrowed)
        every_year = every_year and not counted_apart
        unknown, unheeded = self._unknown(), self._unheeded(bare)
        grouped_by = self._grouped_by() if metrics and not counted_apart else ""
        in_each = self._ranked_in_each(operation) if metrics else ""
        each_year = bool(grouped_by) and not in_each and self._groups_each_year()
        if in_each:
            grouped_by = ""
        if counts_share or counted_apart:
            operation = "count"
        elif sides:
            grouped_by = ""
        elif grouped_by and not change:
            operation = self._of_groups(operation)
        read = Intent(
            question=self.spotted.question,
            text=self.spotted.text,
            language="zh" if self.spotted.language == "zh" else "en",
            operation=operation,
            metrics=tuple(metrics),
            groups=self._asked_beside(narrowed[0].than)
            if narrowed and narrowed[0].than
            else ()
            if sides
            else self._in_order(operation),
            scope=self._scope() if grouped_by != "level" and not sides else "all",
            years=() if self._whether_it_was_highest(operation) else self._years(),
            excluded=self.excluded,
            crowd=tuple(agency for group in self.crowd for agency in group.agencies),
            columns=tuple(self._codes("column")) if bare else (),
            counted_years=self._counted(),
            all_years=self._means_all_years(operation)
            or ((counted_apart == "year" or each_year) and not self._years()),
            change=change,
            every_year=every_year and operation in ("filter", "count"),
            in_years=self._in_years(condition) if every_year else None,
            in_a_row=every_year and self._years_in_a_row(),
            in_each_report=every_year and self._is_never(),
            either_way="difference" in self.cues,
            crowd_place=self._place_of_its_own()[1],
            added_up="" if sides or counted_apart or (grouped_by and change) else self._adds_up(operation),
            asks_share=self._shares(),
            asks_for_work=patterns.search(_WORK, self.spotted.text) is not None,
            no_number=operation == "missing" and patterns.search(_NO_NUMBER, self.spotted.text) is not None,
            narrowed=narrowed,
            grouped_by=grouped_by,
            grouped_mean=self._mean()
            if grouped_by
            or (operation == "trend" and self._asks_mean_of_each_year())
            or self._holds_yearly_means(operation)
            else "",
            counts_share=counts_share,
            counted_apart=counted_apart,
            sides=sides,
            sides_mean=self._sides_mean() if sides else "",
            taken_together=self._takes_together(metrics, operation),
            n=n,
            both_ends=operation in ("rank", "top_year") and self._asks_both_ends(),
            only_place=bool((top := self._top()) and top.alone),
            earliest="first" in self.cues and operation == "filter" and self._names_one_agency(),
            ever_since="since" in self.cues and operation == "filter" and self._names_one_agency(),
            latest="last" in self.cues and operation == "filter" and self._names_one_agency(),
            own_years=operation == "top_year" and self._ranks_own_years(),
            in_each=in_each,
            in_each_year=each_year or self._ranks_each_year(operation) or self._places_each_year(operation),
            descending=descending,
            condition=condition,
            superlative=bool(self.cues & {"most", "least"}) or self._top() is not None,
            asks_blanks=self.collection.asks_blanks and not metrics and not self._codes("column"),
            ordered=bool(self.cues & {"rank", "rank_ascending"}),
            asks_catalog=self._asks_catalog(metrics, operation),
            problem_kinds=self.collection.problem_kinds,
            edition=self.collection.edition,
            asks_edition=self.collection.asks_edition,
            lacks_report=self.collection.lacks_report,
            has_all_reports=self.collection.has_all_reports,
            reported=self.collection.reported,
            asks_figure=bool(sides) or self._asks_figure(),
            asks_narrative=self._asks_narrative(),
            each=self._speaks_of_each(),
            both_meant="two_both" in self.cues or self._speaks_of_each(),
            metric_is_weak=not moved and self._metric_is_weak(),
            corrected=self.spotted.corrected,
            topic=self._topic(),
            wording=self._without(self._names_and_years()),
            unexplained=(*(self.spotted.text[a:b] for a, b in unknown), *unheeded),
            unheeded=(
                *(self.spotted.text[a:b] for a, b in unknown if may_narrow(self.spotted, a, b)),
                *unheeded,
            ),
            unread_scope=self._unread_scope(),
            restricted=next((kind for kind, _ in self._restrictions()), ""),
        )
        left = untaken(read, self.mentions, self.cues, self.vocabulary, self._heeded())
        untold = [word for word in dict.fromkeys(left) if word not in read.unheeded]
        more = [word for word in untold if word not in read.unexplained]
        return read._replace(unexplained=(*read.unexplained, *more), unheeded=(*read.unheeded, *untold))


_OF_CHANGES = ("growth", "rank", "filter", "count", "top_year")
_NO_NUMBER = (
    r"(?:没有?|未|不是|无)(?:填写?|写|给出?|印|报|有)?(?:具体|任何)?的?(?:数字|数值|数据|数(?!量))|[斜横]杠|打杠|划杠"
    r"|\b(?:no|not|without|n['’]t) (?:\w+ )?(?:an? |any )?(?:number|figure)s?\b|\bslash(?:es)?\b|\bdash(?:es)?\b"
)
_WORK = (
    r"预测|预计|外推|推算.{0,4}(?:未来|明年|后年|今后|将来)|总结|概括|归纳|评价一下|forecast|predict|summari[sz]e"
    r"|帮我写|写一[份封篇个]|^(?:请|帮|替|给我|麻烦|能|可以)?[^，。？]{0,6}起草(?!了|并|印|制|的)|代写|代拟|翻译成|讲个|写首"
    r"|\b(?:you|please|to) recommend\b|^recommend\b|推荐(?:一[下个家款部本]|几[个家]|个|些)"
    r"|^(?:please )?(?:write|draft|compose|translate)\b|(?:can|could) you (?:write|draft|compose|translate)"
)
