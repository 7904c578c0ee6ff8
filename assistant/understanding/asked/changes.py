"""How a figure moved from one year to another: whether that is asked, between which years, and the test it must pass."""

from __future__ import annotations

from functools import cached_property

from assistant import patterns
from assistant.intent import Change, Condition, Operator
from assistant.understanding.asked.heard import Heard
from assistant.understanding.asked.items_counted import ROWS_WITH_ITEMS, speaks_of_items
from assistant.understanding.words.groupings import Grouping
from assistant.understanding.words.mentions import Mention, Threshold, Years
from assistant.understanding.words.years_passed import YEARS_IN_A_ROW

_MOVES = {"rise", "fall", "moves"}
EACH_YEAR = {"trend", "per_year", "all_years"}
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
_HOW_IT_WENT = r"\bhow (?:has|have|did|do|does)\b(?! (?:much|many))"
_HAS_BEEN = r"\b(?:has|have) .*\bbeen (?:steadily )?(?:\w+ing)\b|越来越"
_YEARLY = r"\b(?:yearly|annual)\b(?! (?:change|growth))"  # an annual figure, and not one for each year
_SIZE = (
    r"多少|几成|几[件个倍]|百分之|百分点|幅度|[增涨降跌]幅|增速|增长率|变化率"
    r"|how (?:much|many|far|big|large)|percent|per cent|%|\brate of\b|\bby\b"
)
_COMPARED_WITH = r"compared (?:with|to)\b|\bversus\b|\bvs\b|相比|对比"
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
THAN = (
    r"(?:(?:19|20)\d\d|\d\d|上一?|前一?|去|前)年度?[（(，]?(?:(?:即|也就是)?(?:19|20)\d\d年度?)?[）)，]?(?:同期)?的?(?:(?:新收|收到?)?的?(?:申请|收件|诉讼|复议|处罚)(?:数量?|量"
    r"|件数)?)?(?:还|要|更|有所)?"
)
THAN_IN = r"\bthan (?:(?:it|they) did )?(?:in |during |for )?(?:(?:19|20)\d\d|last|a year|the (?:year|prev|preced|prior))"
MORE = rf"[比较]{THAN}(?:多|高|大)|\b(?:more|higher|larger|greater|bigger)\b.*{THAN_IN}"
LESS_THAN = rf"[比较]{THAN}(?:少|低|小)|\b(?:fewer|less|lower|smaller)\b.*{THAN_IN}"
_MOVES_OF_YEARS = (  # the annual growth rates, of every year its own
    r"\b(?:annual|yearly|year-on-year|year-over-year|yoy) (?:(?:percentage|percent|relative) )?"
    r"(?:growth rates|rates of growth|changes|increases|decreases|rises|falls|moves|movements|gains)\b"
)
_IN_A_ROW = rf"连续|\b{YEARS_IN_A_ROW}\b"
_MORE_EACH_YEAR = (  # received more requests every year: than the year before; not: more than 500, more than any other
    r"\b(?:(?P<more>more(?: and more)?|higher|larger|greater|bigger|ever more)|(?:ever |fewer and )?fewer|less|lower|smaller)"
    r"\b(?! than\b)(?!.*\bthan (?!(?:in |during |it had |they had |it did )?(?:the|a) (?:year|prev|preced|prior|one before|last)))"
    r"(?=.*\b(?:every|each|year)\b)"
)


class AskedChanges(Heard):
    """What is asked about moves."""

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
        more, less = (patterns.search(pattern, text) is not None for pattern in (MORE, LESS_THAN))
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
        if "prior_year" in cues and not cues & (EACH_YEAR | {"average", "median"}):
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
        drawn = not self._moved() and not ends and (cues & EACH_YEAR or (len(years) > 2 and not asks_size))
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

    def _asks_when(self) -> bool:
        """哪一年: years are told apart, not agencies."""
        return "which_year" in self.cues

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
