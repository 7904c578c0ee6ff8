"""What a question asks over years: how a figure moved, in which year it was highest, each year's, all years' together."""

from __future__ import annotations

from functools import cached_property

from assistant import patterns
from assistant.intent import Change, Condition, Operation, Operator
from assistant.understanding.asked.heard import Heard
from assistant.understanding.asked.items_counted import ROWS_WITH_ITEMS, speaks_of_items
from assistant.understanding.words.groupings import Grouping
from assistant.understanding.words.mentions import Mention, Threshold, Years
from assistant.understanding.words.said_kinds import kind_of
from assistant.understanding.words.years_passed import YEARS_IN_A_ROW, YearsPassed

_MOVES = {"rise", "fall", "moves"}
_EACH_YEAR = {"trend", "per_year", "all_years"}
_SO_MANY_A_YEAR = r"\ba year\b(?! (?:earlier|later|before|ago|after))"
PERCENTAGE_OF = (
    r"as a (?:percentage|share|proportion|fraction|per cent) of"
    r"|相当于|是.{2,24}的(?:百分之|几成|几分之|多少分之)"
    r"|占.{2,24}的(?:百分之|几成|比例|比重)"
)
_FLIPPED: dict[Operator, Operator] = {">": "<", ">=": "<=", "<": ">", "<=": ">="}
_IN_BOTH = (  # rose in both 2021 and 2022: on the year before, each time
    r"\b(?:in both|both in|in each of|in all of)(?: the years)? 20\d\d\b|20\d\d年?[和与、及]20\d\d年?(?:这?两年)?(?:都|均)"
)
_ITSELF = r"本年增/?减|增/减"  # the form's column, whatever else is said
_LAST_YEAR_OF_THE_FORM_WITH_CHANGES = 2020


_WHICH_OF = "哪|(?:which|what)\\b"


class AskedYears(Heard):
    """The years' part of one question."""

    def _asks_in_which_years(self, change: Change) -> bool:
        """哪几年下降了, 涨了几次: the years of one agency (or of all together) that passed, and no agencies."""
        apart = self._asks_when() or self._counts_moves()
        return apart and change.each_year and not self._asks_who() and self._tests_move()

    def _counts_moves(self) -> bool:
        """In how many years, or how often, it moved."""
        return patterns.search(_COUNTS_MOVES, self.spotted.text) is not None and self._tests_move()

    def _asks_who_changed_places(self) -> bool:
        """两年的前三名有没有变化: who ranks there in each of the years."""
        return len(self._years()) > 1 and patterns.search(_CHANGED_PLACES, self.spotted.text) is not None

    def _tests_move(self) -> bool:
        return self._direction() != 0 or "unchanged" in self.cues

    def _moved(self) -> bool:
        return self._direction() != 0

    def _direction(self) -> int:
        """1 for 增加 and 比2021年多, -1 for 减少 and 比上年少, 0 for neither or both."""
        said = ("rise" in self.cues) - ("fall" in self.cues)
        compared = len(self._years()) > 1 or "prior_year" in self.cues or self._is_set_against_a_year()
        if said or self.cues >= {"rise", "fall"}:
            return said
        text = self.spotted.text
        if self.cues & {"per_year", "steady"} and (found := patterns.search(_MORE_EACH_YEAR, text)):
            return 1 if found["more"] else -1
        if not compared:
            return 0
        more, less = (patterns.search(pattern, text) is not None for pattern in (_MORE, _LESS_THAN))
        return more - less

    def _change_is_of_the_form(self) -> bool:
        """本年增/减 of the items of a row, which the form of 2019 and 2020 prints, and no figure of two years."""
        items = [self.vocabulary.items[code] for mention in self.mentions for code in mention.codes("item")]
        if all(item.code not in ROWS_WITH_ITEMS for item in items):
            return False
        if patterns.search(_ITSELF, self.spotted.text):
            return True
        columns = {code for mention in self.mentions for code in mention.codes("column")}
        if self._asks_growth_of_items():
            return True
        if "relative" in self.cues or any(test.unit == "%" for test in self._thresholds()):
            return False
        if columns & {"decisions", "amount", "fee_amount", "money"} or len(self._years()) > 1:
            return False
        if patterns.search("决定|decision", self.spotted.text):
            return False
        year = max(self._years() or self.directory.years()[:1] or (0,))
        return "prior_year" not in self.cues or year <= _LAST_YEAR_OF_THE_FORM_WITH_CHANGES

    def _asks_growth_of_items(self) -> bool:
        """行政处罚项目比上年增长百分之几: the printed change over the printed number before, of one report."""
        moved = "relative" in self.cues and bool(self.cues & _MOVES) and len(self._years()) < 2
        items = {code for mention in self.mentions for code in mention.codes("item")}
        year = max(self._years() or self.directory.years()[:1] or (0,))
        of_form = (
            year <= _LAST_YEAR_OF_THE_FORM_WITH_CHANGES and len(items) == 1 and items < {*ROWS_WITH_ITEMS}
        )
        return moved and of_form and speaks_of_items(self.spotted.text)

    def _asks_who(self) -> bool:
        """Which agencies moved, not how far one did."""
        orders = self.cues & {"rank", "rank_ascending"}
        asks = self.cues & {"which", "count", "most", "least"} or self._top() or self._thresholds()
        who = patterns.search(_WHO, self.spotted.text) is not None
        places = any(m.first(Grouping) and patterns.match(_WHICH_OF, m.text) for m in self.mentions)
        return bool(asks or orders or who or places) and not self._names_one_agency()

    def _change(self) -> Change | None:
        """How a figure moved from one year to another; None where nothing of the kind is asked."""
        return self._change_read

    @cached_property
    def _change_read(self) -> Change | None:
        cues, years = self.cues, self._years()
        on_named = self._is_set_against_a_year()
        compared = "prior_year" in cues or len(years) > 1 or on_named
        between = (
            "difference" in cues
            and not compared
            and (len(self.groups) > 1 or not self._moved() or "most" in cues)
        )
        if not cues & {"rise", "fall", "moves"} and (
            "times" in cues or patterns.search(PERCENTAGE_OF, self.spotted.text)
        ):
            return None
        if (self._has_been_moving() and self._names_one_agency()) or self._sets_agencies_apart():
            return None
        if (
            between
            or self._change_is_of_the_form()
            or ("trend" in cues and not (on_named or self._asks_who()))
        ):
            return None
        relative = any(m.has("cue", "relative") and not m.has("cue", "share") for m in self.mentions)
        told = self._moved() or (compared and (relative or cues & {"moves", "difference", "unchanged"}))
        told = told or ("moves" in cues and len(years) == 1)
        if len(years) == 2 and "sum" in cues and patterns.search(_COMPARED_WITH, self.spotted.text):
            told = True  # two totals side by side, and not the total of both
        if "prior_year" in cues and not cues & (_EACH_YEAR | {"average", "median"}):
            told = True
        if (
            len(years) == 2
            and self._names_one_agency()
            and patterns.search(_YEAR_BESIDE_YEAR, self.spotted.text)
        ):
            told = True  # how does 2022 compare with 2019
        text = self.spotted.text
        if self._asks_who_changed_places():
            return None
        ends = patterns.search(_FROM_TO, text) and not self._counted() and not self._asks_how_it_went()
        asks_size = self._asks_size()
        drawn = not self._moved() and not ends and (cues & _EACH_YEAR or (len(years) > 2 and not asks_size))
        if not told or (drawn and not on_named and "prior_year" not in cues):
            return None
        in_both = patterns.search(_IN_BOTH, text) is not None
        each = in_both or self._asks_moves_of_years(ends is not None)
        steady = each and self._moved() and self._asks_who() and not self._asks_when()
        ordered = not cues & {"most", "least"} or patterns.search(_MOST_AND_IN_ORDER, text) is not None
        whole = bool(cues & {"rank", "rank_ascending"}) and ordered and not self._top()
        on_prior = in_both or (each and ("prior_year" in cues or self._asks_rates_of_years()))
        return Change("relative" in cues, self._direction(), each, on_prior, steady, whole, on_named)

    @cached_property
    def _dated(self) -> list[Mention]:
        """The words that name years."""
        return [mention for mention in self.mentions if mention.first(Years)]

    def _is_set_against_a_year(self) -> bool:
        """比2019年增加了多少, up or down compared with 2019: the one year named is what the latest is set against."""
        if len(self._years()) != 1 or len(self._dated) != 1 or "prior_year" in self.cues:
            return False
        (year,) = self._dated
        before, after = self.spotted.text[: year.start], self.spotted.text[year.end :]
        if patterns.search(_SET_AGAINST, before):
            return True
        return (
            patterns.search("[与和同跟]$", before) is not None and patterns.match(_SIDE_BY, after) is not None
        )

    def _asks_moves_of_years(self, ends: bool) -> bool:
        """Whether each year is held against the one before it, and not the last against the first."""
        cues, years = self.cues, self._years()
        yearly = cues & {"most", "least"} and patterns.search(_YEARLY, self.spotted.text)
        return bool(
            (cues & {"per_year", "steady"} and not yearly)
            or patterns.search(_MOVES_OF_YEARS, self.spotted.text)
            or patterns.search(_IN_A_ROW, self.spotted.text)
            or self._asks_rates_of_years()
            or ((self._asks_when() or self._counts_moves()) and len(years) != 2)
            or (
                "prior_year" in cues
                and (len(years) > 1 or "all_years" in cues)
                and not (ends or self._says_which_is_prior())
            )
        )

    def _says_which_is_prior(self) -> bool:
        """比前一年2020年多, than the year before, 2020: two years, one of them named twice over."""
        prior = [mention.end for mention in self.mentions if mention.has("cue", "prior_year")]
        named = (
            self.spotted.text[end : year.start] for end in prior for year in self._dated if year.start >= end
        )
        return len(self._years()) == 2 and any(
            patterns.fullmatch(
                r"\s*(?:年度?|的)?[(,，（]?\s*(?:即|也就是|that is|i\.e\.|namely|in)?,?\s*", between
            )
            for between in named
        )

    def _asks_rates_of_years(self) -> bool:
        """近两年增速分别是多少: each of the years named on the year before it."""
        apart = patterns.search(r"分别|各(?:是|为|自)|\brespectively\b", self.spotted.text) is not None
        return apart and "relative" in self.cues and len(self._years()) > 1 and self._names_one_agency()

    def _sets_agencies_apart(self) -> bool:
        """四年累计相差多少, 每年差多少: agencies held against each other over years, and no year against another."""
        several = len(self.groups) > 1 and all(len(group.agencies) == 1 for group in self.groups)
        over_years = len(self._years()) > 1 or bool(self.cues & {"per_year", "all_years"})
        beside = bool(self.cues & {"difference", "times"}) and not self.cues & {"prior_year", "fall"}
        return several and over_years and beside and bool(self.cues & {"sum", "per_year"})

    def _asks_size(self) -> bool:
        """By how much: the size of a move, and not its course."""
        return patterns.search(_SIZE, self.spotted.text) is not None

    def _has_been_moving(self) -> bool:
        """Have they been increasing: the course of all the years, where none is named."""
        return not self._years() and patterns.search(_HAS_BEEN, self.spotted.text) is not None

    def _asks_how_it_went(self) -> bool:
        """How did it change from 2019 to 2022: year by year; between two years only these two."""
        text = self.spotted.text
        return (
            patterns.search(_HOW_IT_WENT, text) is not None and patterns.search(r"\bbetween\b", text) is None
        )

    def _shares(self) -> bool:
        """增长百分之几 asks for no part of a whole."""
        plain = (
            ("relative" in self.cues or patterns.search(_RATE_OF_MOVES, self.spotted.text))
            and self._change()
            and not patterns.search("占|share|proportion", self.spotted.text)
        )
        return super()._shares() and not plain

    def _means_all_years(self, operation: Operation) -> bool:
        """Every year there is, where none is named: 历年, 哪一年最多, 年均."""
        if self._whether_it_was_highest(operation):
            return True
        if self._years():
            return False
        change = self._change()
        each = change is not None and change.each_year
        return (
            "all_years" in self.cues
            or each
            or (operation in ("rank", "position") and bool(self.cues & {"per_year", "which_year"}))
            or (operation in ("filter", "count") and patterns.search(_EVER, self.spotted.text) is not None)
            or operation == "missing"
            or self._sets_agencies_apart()
            or (
                operation in ("difference", "times")
                and self.cues >= {"most", "least"}
                and self._names_one_agency()
            )
            or (
                operation == "position"
                and patterns.search(r"几年|几次|几回|哪几?年|哪些年|多少[年次]", self.spotted.text)
                is not None
            )
            or (operation == "count" and self._names_one_agency() and not self._above_agency())
            or (operation in ("filter", "count") and self._passes_every_year())
            or operation in ("trend", "top_year")
            or (operation == "average" and self._asks_yearly_mean())
            or self._holds_yearly_means(operation)
            or ((self._asks_when() or bool(self.cues & {"first", "since", "last"})) and operation == "filter")
        )

    def _whether_it_was_highest(self, operation: Operation) -> bool:
        """Was 2021 a record year: that year among all there are, and not by itself."""
        return operation == "top_year" and len(self._years()) == 1 and self._change() is None

    def _asks_when(self) -> bool:
        """哪一年: years are told apart, not agencies."""
        return "which_year" in self.cues

    def _asks_each_year(self) -> bool:
        """逐年, 趋势: a figure a year."""
        return bool(self.cues & _EACH_YEAR) or ("moves" in self.cues and len(self._years()) > 2)

    def _asks_mean_of_each_year(self) -> bool:
        """逐年的平均, the average for each year: of several agencies, a mean a year."""
        several = "all_years" in self.cues or len(self._years()) > 1 or "per_year" in self.cues
        said = patterns.search(_MEAN_OF_EACH_YEAR, self.spotted.text) is not None
        medians = "median" in self.cues and (said or bool(self.cues & {"per_year", "yearly_mean"}))
        means = "average" in self.cues and said and several
        return (means or medians) and not self._names_one_agency()

    def _asks_yearly_mean(self) -> bool:
        """年均, or 平均 of one agency's several years."""
        if self._asks_mean_of_each_year():
            return False
        if "yearly_mean" in self.cues or self.cues >= {"average", "per_year"}:
            return True
        if "average" in self.cues and patterns.search(_SO_MANY_A_YEAR, self.spotted.text):
            return True
        return (
            "average" in self.cues
            and (len(self._years()) > 1 or "all_years" in self.cues)
            and self._names_one_agency()
        )

    def _holds_yearly_means(self, operation: Operation) -> bool:
        """年均超过1000件的单位, 年均申请前五名: what is ranked or tested is the mean of an agency's years."""
        held = operation in ("rank", "filter", "count", "position") and not self._change()
        return held and "yearly_mean" in self.cues and not (self._asks_when() or "per_year" in self.cues)

    def _passes_every_year(self) -> bool:
        """2020和2021年都超过900件: in each of the years, not in any."""
        if self._change() or "yearly_mean" in self.cues or self._names_one_agency():
            return False
        always = patterns.search(_ALWAYS, self.spotted.text) or self._years_passed()
        several = always or len(self._years()) > 1 or self.cues & {"per_year", "all_years", "steady"}
        says = (
            always
            or self.cues & {"per_year", "steady"}
            or patterns.search(r"都|均|\bboth\b|each|every", self.spotted.text)
        )
        return bool(several and says)

    def _years_passed(self) -> YearsPassed | None:
        """In at least two years: in how many of the years a test has to hold."""
        return next((found for mention in self.mentions if (found := mention.first(YearsPassed))), None)

    def _in_years(self, condition: Condition | None) -> Condition | None:
        """The number of years that have to pass a condition; None where all have to (none in any year)."""
        passed = self._years_passed()
        if passed is None or (passed.of_any and condition and condition.operator == "="):
            return None
        return Condition(passed.operator, passed.number)

    def _years_in_a_row(self) -> bool:
        passed = self._years_passed()
        return passed is not None and passed.in_a_row

    def _is_never(self) -> bool:
        return patterns.search(_NEVER, self.spotted.text) is not None

    def _unread_of_years(self) -> list[str]:
        """What is asked over years and not answered: how a place or a number of agencies moved, each name in a year of its own."""
        unread, text = [], self.spotted.text
        if roughly := patterns.search(_ROUGHLY, text):
            unread.append(roughly.group())
        if not self._names_one_agency() and (own := patterns.search(_OWN_EXTREME, text)):
            unread.append(own.group())
        if self.cues & {"rank", "position"} and (moved := patterns.search(_RANK_MOVED, text)):
            unread.append(moved.group())
        if self._change():
            unread += self._unread_beside_moves()
            if self._is_never():
                unread.append("never" if text.isascii() else "从未")
            if part := patterns.search(_PART_OF_AGENCIES, text):
                unread.append(part.group())
            if self.cues & {"position", "rank"} and self._names_one_agency():
                unread.append("排名的变化" if self.spotted.language == "zh" else "change of its rank")
            if self.cues & {"average", "median"}:
                unread.append("平均或中位数的变化" if self.spotted.language == "zh" else "change of a mean")
            if counted := patterns.search(_NUMBER_OF_AGENCIES, text):
                unread.append(counted.group())
        named = [(group.start, "name", ()) for group in self.groups]
        dated = [(m.start, "year", years.years) for m in self.mentions if (years := m.first(Years))]
        if len(named) == len(dated) == 2 and dated[0][2] != dated[1][2]:
            order = [kind for _, kind, _ in sorted([*named, *dated])]
            if order[0] != order[1] and order[:2] == order[2:]:
                unread += [f"{years[0]}年" for _, _, years in dated]
        return unread

    def _unread_beside_moves(self) -> list[str]:
        """What is asked beside a move and not worked out: both directions, the year of an extreme, how provinces moved."""
        text, change = self.spotted.text, self._change()
        rises, falls = (
            ("rise" in self.cues or patterns.search(_MORE, text)),
            ("fall" in self.cues or patterns.search(_LESS_THAN, text)),
        )
        both = bool(rises and falls) and self._asks_who() and len(self._years()) > 2
        said = [m.text for m in self.mentions if m.has("cue", "rise") or m.has("cue", "fall")] if both else []
        year_of = patterns.search(_YEAR_AND_ITS_MOVE, text)
        moves_apart = change is None or change.each_year or change.steady or self._asks_when()
        grouped = [m.text for m in self.mentions if m.first(Grouping)] if moves_apart else []
        kinds = (
            patterns.search(r"哪一?[类种级]", text)
            if len({kind_of(m) for m in self.mentions} - {"all"}) > 1
            else None
        )
        from_to = patterns.search(_FROM_SIZE_TO_SIZE, text) if self._thresholds() else None
        year_of = year_of or from_to
        return [*said[-1:], *(found.group() for found in (year_of, kinds) if found), *grouped]

    def _counted(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """The words that count years from the latest, with what they were read as."""
        return tuple(
            (mention.text.strip(), years.years)
            for mention in self.mentions
            if (years := mention.first(Years)) and years.counted
        )

    def _change_condition(self, change: Change) -> Condition | None:
        """What a change must pass: more than nothing its way, or the threshold said of it (增加超过100件)."""
        own, others = None, []
        for threshold in self._thresholds():
            if own is None and self._is_of_change(threshold):
                own = threshold
            else:
                others.append(Condition(threshold.operator, threshold.value, threshold.upper))
        column = "growth" if own and own.unit == "%" else "change"
        if own is None:
            operators = _OR_LEVEL if "unchanged" in self.cues else _ANY_MOVE
            condition = Condition(operators[change.direction], 0, metric="change")
        elif change.direction < 0:
            operator = _FLIPPED.get(own.operator, own.operator)
            condition = Condition(operator, -own.value, -own.upper, metric=column)
            if own.operator == "between":
                condition = Condition("between", -own.upper, -own.value, metric=column)
            elif operator in (">", ">="):  # fell by less than: but fell
                condition = condition._replace(also=Condition("<", 0, metric="change"))
        else:
            condition = Condition(own.operator, own.value, own.upper, metric=column)
            if own.operator in ("<", "<=") and change.direction > 0:
                condition = condition._replace(also=Condition(">", 0, metric="change"))
        for other in others[:1]:
            condition = other._replace(also=condition)
        return condition

    def _is_of_change(self, threshold: Threshold) -> bool:
        """Whether a threshold is said of the change: a per cent, or beside the word that tells it."""
        if threshold.unit in ("%", "points"):
            return True
        text = self.spotted.text
        for mention in self.mentions:
            if mention.first(Threshold) == threshold:
                before, after = text[: mention.start], text[mention.end :]
                if patterns.search(_MOVE_OF, before):
                    return True
                near = any(
                    moved.end <= mention.start
                    and not patterns.sub(
                        r"\b(?:by|of)\b|了|幅度|数量|[\s的]", "", text[moved.end : mention.start]
                    )
                    for moved in self.mentions
                    if set(moved.codes("cue")) & _MOVES
                )
                by = patterns.search(r"[多少高低](?:了|出|于)?\s*$", before) is not None
                return (
                    near
                    or by
                    or ("than" in before and patterns.match(r"\s*(?:more|fewer)\b", after) is not None)
                )
        return False


_SET_AGAINST = (
    r"(?:比起?|较|相较于?|相对于?|对比|相比于?)$"
    r"|\b(?:compared (?:with|to|against)|relative to|in relation to|as against|versus|vs\.?|against|set against|by comparison with"
    r"|(?:up|down) on|than(?: (?:it|they) (?:was|were|did|had|got))?(?: (?:back )?(?:in|for|during))?)"
    r" (?:the (?:year|figures? (?:for|of)|numbers? (?:for|of)|level (?:of|in)) )?$"
)
_SIDE_BY = r"(?:同期|的(?:水平|数据|数字|数量))?(?:相比|比较|相较|对比|比(?!例|重|率))"
_MOST_AND_IN_ORDER = (
    r"最.*[，,。；;？?].*(?:排|从[多高大]到[少低小]|从[少低小]到[多高大])"  # 谁涨得最猛，按涨幅排个名次
)
_ANY_MOVE: dict[int, Operator] = {1: ">", -1: "<", 0: "!="}
_OR_LEVEL: dict[int, Operator] = {1: ">=", -1: "<=", 0: "="}  # 增加或持平, 持平
_CHANGED_PLACES = (
    r"(?:前.{1,3}[名家位强]|榜首|第一名?|座次|名单|冠军)的?(?:单位)?.{0,4}?"
    r"(?:有没有|有无|有什么|有何|是否|有)?(?:变化|变动|变了|换人|易主)"
)
_COUNTS_MOVES = (
    r"(?<![这近那哪前后头去来好])(?:几|多少)个?(?:次|回|年(?!度?的?报告)|年份|年头|年度)"
    r"|(?:年份|年头|年度)(?:共|一共|总共)?有(?:几|多少)个"
    r"|\bhow (?:often|many times|many (?:of the )?(?:\w+ )?years)\b"
)
_NUMBER_OF_AGENCIES = (  # how it moved; 申请上升的单位个数 only counts them
    r"(?:单位|机关|局)(?:数(?!量)|的?数量|的?个数)(?!(?:是|有|为)?(?:多少|几个?)?[？?。]?$).*"
    r"|(?:change|rise|fall|difference) in the number of (?:agenc|bureau).*"
)
_FROM_SIZE_TO_SIZE = r"[从由].{1,8}[涨升增降跌减].{0,3}[到至为].{1,8}"  # 从三位数涨到四位数
_ROUGHLY = r"(?:基本|大致|大体上?|几乎|接近|差不多|大约)(?:持平|不变|没变|没有变化|相同|一样|打平)"
_YEAR_AND_ITS_MOVE = (
    r"(?<=[，,])(?:比|较|同比|相比|与)(?:前一?年|上一?年|上年)[^，。]*"  # 哪年最低，比前一年少多少
)
_HOW_IT_WENT = r"\bhow (?:has|have|did|do|does)\b(?! (?:much|many))"
_RATE_OF_MOVES = r"(?:变动|变化|增减|增长|下降|减少|增加)率"
_ALWAYS = (  # in every year there is
    r"\balways\b|\bnever\b|\bin all (?:of )?(?:the |these )?(?:\w+ )?years\b|\ball (?:two|three|four|five) years\b"
    r"|\bin any of the \w+ years\b|从未|从来没|从来都|[两二三四五]年都|[两二三四五]年里都|年年都|一直都"
)
_NEVER = r"\bnever\b|从未|从来没有?|从没有?"
_HAS_BEEN = r"\b(?:has|have) .*\bbeen (?:steadily )?(?:\w+ing)\b|越来越"
_YEARLY = r"\b(?:yearly|annual)\b(?! (?:change|growth))"  # an annual figure, and not one for each year
_SIZE = (
    r"多少|几成|几[件个倍]|百分之|百分点|幅度|[增涨降跌]幅|增速|增长率|变化率"
    r"|how (?:much|many|far|big|large)|percent|per cent|%|\brate of\b|\bby\b"
)
_EVER = r"\bever\b|\b(?:an?|one|any) (?:whole|entire|full) year\b|整整一年|一整年|曾经?|有过|历史上|从来|从未"
_COMPARED_WITH = r"compared (?:with|to)\b|\bversus\b|\bvs\b|相比|对比"
ALL_THAT_CAME = (
    r"\ball (?:of )?(?:the |its |their )?(?:\w+ ){0,2}"
    r"(?:requests|applications|refusals|lawsuits|reviews|penalties|licen[cs]es)\b"
)
_A_YEAR = r"(?:(?:19|20)\d\d|(?:latest|first|last|most recent|earliest) (?:report(?:ing)? )?year)"
_YEAR_BESIDE_YEAR = (
    rf"\b(?:compare[sd]?|stack(?:s|ed)? up|measure[sd]? up|hold(?:s)? up)\b.{{0,40}}?\b(?:with|to|against|beside)\b.{{0,24}}?\b{_A_YEAR}\b"
    rf"|\bset (?:against|beside) {_A_YEAR}\b"
)
_MOVE_OF = r"\b(?:increase|rise|growth|jump|drop|fall|decrease|decline|reduction|change)s? in [a-z ]{1,40} (?:of|by)\s*$"
_FROM_TO = r"(?:环比|同比)20\d\d|\b(?:between|from) (?:19|20)\d\d (?:and|to) (?:19|20)\d\d"
_WHICH_MOVED = (  # 申请往下掉的单位，2022年比2021年, 一年比一年少的单位，存在吗
    r"(?:[多少高低大小增减升降涨跌掉落滑缩长]|负增长|正增长)[了过着]?的[^的，,。？?]{0,8}"
    r"(?:单位|机关|机构|局|厅|委|政府|部门|街道|镇|区县?|县|市)(?=[，,。；;：:]|(?:存在|有没有|有吗|都?有谁|都?有哪|名单|清单|都?列))"
)
_WHO = (
    r"的[^的，,？?]{0,8}(?:单位|机关|机构|局|厅|委|政府|部门|街道|镇|区县?|县|市)(?:有哪些|是哪些|名单|列表|清单|有吗|有没有|都有谁|有谁)?(?:[（(][^（()）]*[)）])?[？?。]?$"
    rf"|{_WHICH_MOVED}"
    r"|有没有(?:哪一?[个家些]|什么)?(?:单位|机关|机构|部门|局|政府|街道|乡镇|区县)|的(?:单位|机关|机构|局|部门|政府)(?:都?是|包括|为)[：:]?[？?。]?$"
    r"|(?:列|写|报|给|说)(?:一?[下出个份]|出来)*(?:名单|名字|名称)"
    r"|\b(?:agencies|bureaus|governments|bodies|departments|authorities|units)(?: (?:in|of|from) (?:[\w'’-]+ ){0,3}[\w'’-]+)?"
    r" (?:whose|where|that|with|which)\b"
    r"|\b(?:did|does|has|have|had|is|was|were|whether|if|where) any (?:[\w-]+ ){0,3}"
    r"(?:agency|bureau|government|body|department|authority|unit)\b"
    r"|\bany (?:[\w-]+ ){0,3}(?:agency|bureau|government|body|department|authority|unit) (?:whose|where|that|with|which)\b"
    r"|\b(?:at|in|for|by|of|among) (?:any|some|one|which) of (?:the |these |those )?(?:[\w'’-]+ ){0,3}"
    r"(?:agencies|bureaus|governments|bodies|departments|authorities|units|districts|cities)\b"
    r"|\b(?:identify|name|list) (?:them|those)\b"
    r"|\bwho (?:else )?(?:had|got|has|gets|have|receives?|received|saw|sees|took|takes) (?:more|fewer|less)\b"
)
_THAN = (
    r"(?:(?:19|20)\d\d|\d\d|上一?|前一?|去|前)年度?[（(，]?(?:(?:即|也就是)?(?:19|20)\d\d年度?)?[）)，]?(?:同期)?的?(?:(?:新收|收到?)?的?(?:申请|收件|诉讼|复议|处罚)(?:数量?|量"
    r"|件数)?)?(?:还|要|更|有所)?"
)
_THAN_IN = r"\bthan (?:(?:it|they) did )?(?:in |during |for )?(?:(?:19|20)\d\d|last|a year|the (?:year|prev|preced|prior))"
_MORE = rf"[比较]{_THAN}(?:多|高|大)|\b(?:more|higher|larger|greater|bigger)\b.*{_THAN_IN}"
_LESS_THAN = rf"[比较]{_THAN}(?:少|低|小)|\b(?:fewer|less|lower|smaller)\b.*{_THAN_IN}"
_MOVES_OF_YEARS = (  # the annual growth rates, of every year its own
    r"\b(?:annual|yearly|year-on-year|year-over-year|yoy) (?:(?:percentage|percent|relative) )?"
    r"(?:growth rates|rates of growth|changes|increases|decreases|rises|falls|moves|movements|gains)\b"
)
_IN_A_ROW = rf"连续|\b{YEARS_IN_A_ROW}\b"
_OWN_EXTREME = (  # which agencies peaked in 2021, had their lowest number in 2020: each among its own years
    r"\b(?:peaked|bottomed out|hit (?:a|their|its) (?:peak|low|high|record))\b(?=.* (?:in|during) (?:19|20)\d\d)"
    r"|\b(?:had|saw|reached|recorded|hit|registered|with) (?:their|its) (?:own )?"
    r"(?:highest|lowest|peak|record|best|worst|busiest|quietest|maximum|minimum|fewest|most|all-time)\b(?=.* (?:in|during) (?:19|20)\d\d)"
)
_PART_OF_AGENCIES = (
    r"\b(?:share|fraction|percentage|proportion|per ?cent|part|half|majority|third|quarter|how (?:large|big) a part) of (?:all |the )*"
    r"(?:[a-z-]+ )?(?:agencies|bureaus|bodies|governments|departments|authorities|districts|cities)\b"
)
_MORE_EACH_YEAR = (  # received more requests every year: than the year before; not: more than 500, more than any other
    r"\b(?:(?P<more>more(?: and more)?|higher|larger|greater|bigger|ever more)|(?:ever |fewer and )?fewer|less|lower|smaller)"
    r"\b(?! than\b)(?!.*\bthan (?!(?:in |during |it had |they had |it did )?(?:the|a) (?:year|prev|preced|prior|one before|last)))"
    r"(?=.*\b(?:every|each|year)\b)"
)
_RANK_MOVED = (  # whose rank improved most: how places moved is not worked out
    r"\b(?:rank(?:ing)?s?|positions?|places?|standings?)\b(?: (?:by|in|on|for) [\w-]+(?: [\w-]+)?)? "
    r"(?:improv|rose|risen|rise|fell|fall|slip|drop|climb|chang|mov|gain|advanc|jump)\w*"
)
_MEAN_OF_EACH_YEAR = (
    r"年(?:度|份)?(?:分开|单独|单列|分别)(?:给|列|算|说|报|看|统计)|(?:逐年|分年度?|按年度?|历年|(?:各|每个?|每一)年度?)(?:份)?的?(?:各自的?)?(?:平均(?!每年)|均值|中位|[^，。？?]{1,12}的?(?:平均[数值]|均值))"
    r"|(?:average|mean|median)\b.*\b(?:(?:for|in|of) (?:each|every) (?:of the (?:\w+ )?)?years?|year by year|by year)\b"
    r"|\b(?:for|in) (?:each|every) year\b.*\b(?:average|mean|median)\b"
    r"|\b(?:average|mean|median)\b.*\bper (?:[\w-]+ ){0,2}(?:agency|bureau|government|body|department|authority|office)\b"
    r".*\b(?:each|every) year\b"
)
