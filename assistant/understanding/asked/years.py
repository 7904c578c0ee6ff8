"""What a question asks over years: how a figure moved, in which year it was highest, each year's, all years' together."""

from __future__ import annotations

from assistant import patterns
from assistant.intent import Condition, Operation
from assistant.understanding.asked.changes import EACH_YEAR, LESS_THAN, MORE, AskedChanges
from assistant.understanding.words.groupings import Grouping
from assistant.understanding.words.mentions import Years
from assistant.understanding.words.said_kinds import kind_of
from assistant.understanding.words.years_passed import YearsPassed

_SO_MANY_A_YEAR = r"\ba year\b(?! (?:earlier|later|before|ago|after))"


class AskedYears(AskedChanges):
    """The years' part of one question."""

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

    def _asks_each_year(self) -> bool:
        """逐年, 趋势: a figure a year."""
        return bool(self.cues & EACH_YEAR) or ("moves" in self.cues and len(self._years()) > 2)

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

    def _moves_every_year(self) -> bool:
        """Whether it is asked how a figure moved in each of several years, and not from one year to another."""
        change = self._change()
        return change is not None and (change.each_year or change.steady or self._asks_when())

    def _unread_beside_moves(self) -> list[str]:
        """What is asked beside a move and not worked out: both directions, the year of an extreme, how provinces moved."""
        text = self.spotted.text
        rises, falls = (
            ("rise" in self.cues or patterns.search(MORE, text)),
            ("fall" in self.cues or patterns.search(LESS_THAN, text)),
        )
        both = bool(rises and falls) and self._asks_who() and len(self._years()) > 2
        said = [m.text for m in self.mentions if m.has("cue", "rise") or m.has("cue", "fall")] if both else []
        year_of = patterns.search(_YEAR_AND_ITS_MOVE, text)
        grouped = [m.text for m in self.mentions if m.first(Grouping)] if self._moves_every_year() else []
        kinds = (
            patterns.search(r"哪一?[类种级]", text)
            if len({kind_of(m) for m in self.mentions} - {"all"}) > 1
            else None
        )
        from_to = patterns.search(_FROM_SIZE_TO_SIZE, text) if self._thresholds() else None
        year_of = year_of or from_to
        return [*said[-1:], *(found.group() for found in (year_of, kinds) if found), *grouped]


_NUMBER_OF_AGENCIES = (  # how it moved; 申请上升的单位个数 only counts them
    r"(?:单位|机关|局)(?:数(?!量)|的?数量|的?个数)(?!(?:是|有|为)?(?:多少|几个?)?[？?。]?$).*"
    r"|(?:change|rise|fall|difference) in the number of (?:agenc|bureau).*"
)
_FROM_SIZE_TO_SIZE = r"[从由].{1,8}[涨升增降跌减].{0,3}[到至为].{1,8}"  # 从三位数涨到四位数
_ROUGHLY = r"(?:基本|大致|大体上?|几乎|接近|差不多|大约)(?:持平|不变|没变|没有变化|相同|一样|打平)"
_YEAR_AND_ITS_MOVE = (
    r"(?<=[，,])(?:比|较|同比|相比|与)(?:前一?年|上一?年|上年)[^，。]*"  # 哪年最低，比前一年少多少
)
_RATE_OF_MOVES = r"(?:变动|变化|增减|增长|下降|减少|增加)率"
_ALWAYS = (  # in every year there is
    r"\balways\b|\bnever\b|\bin all (?:of )?(?:the |these )?(?:\w+ )?years\b|\ball (?:two|three|four|five) years\b"
    r"|\bin any of the \w+ years\b|从未|从来没|从来都|[两二三四五]年都|[两二三四五]年里都|年年都|一直都"
)
_NEVER = r"\bnever\b|从未|从来没有?|从没有?"
_EVER = r"\bever\b|\b(?:an?|one|any) (?:whole|entire|full) year\b|整整一年|一整年|曾经?|有过|历史上|从来|从未"
ALL_THAT_CAME = (
    r"\ball (?:of )?(?:the |its |their )?(?:\w+ ){0,2}"
    r"(?:requests|applications|refusals|lawsuits|reviews|penalties|licen[cs]es)\b"
)
_OWN_EXTREME = (  # which agencies peaked in 2021, had their lowest number in 2020: each among its own years
    r"\b(?:peaked|bottomed out|hit (?:a|their|its) (?:peak|low|high|record))\b(?=.* (?:in|during) (?:19|20)\d\d)"
    r"|\b(?:had|saw|reached|recorded|hit|registered|with) (?:their|its) (?:own )?"
    r"(?:highest|lowest|peak|record|best|worst|busiest|quietest|maximum|minimum|fewest|most|all-time)\b(?=.* (?:in|during) (?:19|20)\d\d)"
)
_PART_OF_AGENCIES = (
    r"\b(?:share|fraction|percentage|proportion|per ?cent|part|half|majority|third|quarter|how (?:large|big) a part) of (?:all |the )*"
    r"(?:[a-z-]+ )?(?:agencies|bureaus|bodies|governments|departments|authorities|districts|cities)\b"
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
