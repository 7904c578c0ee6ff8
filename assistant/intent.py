"""What a question asks, as data: which figures, of whom, when, and what to do with them. Imports nothing of ours."""

from __future__ import annotations

from typing import Literal, NamedTuple

Operation = Literal[
    "lookup",  # the figure itself, of the agencies named
    "list",  # one row an agency
    "top_item",  # which of several figures of one agency is highest: 哪种理由最多
    "rank",  # the n highest or lowest, ties included
    "position",  # which place an agency takes
    "compare",  # named agencies side by side, highest first
    "difference",
    "times",
    "sum",
    "average",
    "median",
    "means",  # average and median side by side
    "count",  # how many agencies (that pass the threshold)
    "filter",  # which agencies pass the threshold
    "agency_share",  # an agency's part of the whole collection's sum
    "top_share",  # the part of that sum that the n highest have together
    "trend",  # a figure a year
    "growth",  # how figures moved from one year to another
    "top_year",  # in which year a figure was highest
    "missing",  # which agencies left it blank
    "check",  # which reports do not add up
]


OF_ONE_FIGURE: tuple[Operation, ...] = (  # which of several figures is meant has to be known
    *(
        "rank",
        "position",
        "filter",
        "count",
        "average",
        "median",
        "means",
        "growth",
        "agency_share",
        "top_share",
    ),
)
Edition = Literal["", "2019", "2021"]
Mean = Literal["", "average", "median"]
Operator = Literal[">", ">=", "<", "<=", "=", "!=", "between"]


class Term(NamedTuple):
    """Cells of one table that are added up to one figure a report: rows × columns."""

    table: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    either: bool = False  # columns of two editions: whichever is printed, not their sum
    whole: bool = False  # no figure where one of the columns has none


class Metric(NamedTuple):
    """A figure a report gives: a Term, one over another (then `unit` is "ratio"), or one less another."""

    code: str  # its column in the result
    label_zh: str
    label_en: str
    unit: str
    of: Term
    over: Term | None = None
    default: bool = False  # one of the columns a row is usually asked by; the question names none
    less: Term | None = None  # taken away from `of`: 制发数减去废止数

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms it is made of, each once."""
        return tuple(term for term in (self.of, self.over, self.less) if term)


class Condition(NamedTuple):
    """What a figure must pass to be listed or counted."""

    operator: Operator
    value: float
    upper: float = 0.0  # for "between"
    metric: str = ""  # the figure it is of, where several are asked about
    also: Condition | None = None  # a second one that must hold, too
    than: Metric | None = None  # it is held against that figure of the same report, and not against a number
    either: bool = False  # or that one is enough


NONZERO = Condition(">", 0)  # 哪些单位有…: some at all


class AgencyGroup(NamedTuple):
    """The agencies one name in the question can mean."""

    text: str  # as the question says it
    start: int
    end: int
    agencies: tuple[str, ...]  # () for a name that no indexed agency has
    places: tuple[str, ...] = ()  # the words of it that are places
    has_office: bool = False  # names an office, not only a place
    all_meant: bool = False  # says that all of them are meant: 各应急局, the education bureaus
    kind: str = "all"  # the kind it ends with, as bodies.py writes it: 江苏省的区县
    beside: tuple[
        str, ...
    ] = ()  # bodies of the same line of work that its word leaves out: 教育委员会 beside 教育局

    @property
    def are_namesakes(self) -> bool:
        """朝阳区政府 of 北京 and of 长春: one name of two agencies, which no sum means both of."""
        if not self.has_office or not self.places:
            return False
        place = self.places[-1]
        named = all(place in agency for agency in self.agencies)
        return named and len({agency[agency.index(place) :] for agency in self.agencies}) == 1


class Among(NamedTuple):
    """Whom a test is held among: 申请最多的五个单位 of all, although only its 区县 are asked about."""

    agencies: tuple[str, ...]
    kind: str


class Narrowing(NamedTuple):
    """Which agencies are asked about at all: those whose figure passes a test, one of these.

    A number (`condition`), another figure of the same report (`other`), the mean of all (`mean`), another agency's
    figure (`than`), or a place among the `n` highest or lowest.
    """

    metric: Metric
    operator: Operator = ">"
    condition: Condition | None = None
    other: Metric | None = None
    mean: Mean = ""
    than: AgencyGroup | None = None
    n: int = 0
    only_place: bool = False  # the n-th alone: 第二多的单位
    descending: bool = True
    years: tuple[int, ...] = ()  # () for the years of the question
    picks_year: bool = False  # no agencies, but the years in which the figure was highest: 申请最多的那一年
    shared: bool = False  # those with the same figure as another: 申请数并列的单位
    among: Among | None = None  # whom it is held among, where they are others than those asked about


class Side(NamedTuple):
    """One of those that are set beside each other: some agencies, or a kind of body, in the question's years or its own."""

    said: str  # as the question says it
    agencies: tuple[str, ...]
    kind: str = ""  # as bodies.py writes it, where no agencies are named
    years: tuple[int, ...] = ()


class Change(NamedTuple):
    """A figure's move from one year to another; the intent's years say which, or the year before the one named."""

    relative: bool = False  # ranked as a ratio, not as a difference
    direction: int = 0  # 1: increases, -1: decreases, 0: either
    each_year: bool = False  # on the year before, for every year asked
    on_prior: bool = False  # each year named is set beside the year before it: 2020、2021年分别比上年
    steady: bool = False  # in that direction in every one of those years
    whole: bool = False  # all are put in order, the rises before the falls
    on_named: bool = False  # the one year named is the earlier: 比2019年增加了多少


class Intent(NamedTuple):
    """A question understood."""

    question: str
    text: str
    language: Literal["zh", "en"]
    operation: Operation
    metrics: tuple[Metric, ...] = ()
    groups: tuple[AgencyGroup, ...] = ()
    scope: str = "all"  # the kind of body asked about, as bodies.py writes it: bureaus, district governments
    years: tuple[int, ...] = ()  # as asked; () for none named
    excluded: tuple[str, ...] = ()  # agencies left out: 除了大兴
    crowd: tuple[str, ...] = ()  # whom a share or a rank is taken among: 四个应急局
    columns: tuple[str, ...] = ()  # the columns named where no item is: 其中企业的, 金额呢
    counted_years: tuple[
        tuple[str, tuple[int, ...]], ...
    ] = ()  # 去年, 近三年 with the years they were read as
    all_years: bool = False  # every year there is: 历年
    every_year: bool = False  # the condition holds in each of the years, or in as many as `in_years` says
    in_years: Condition | None = None  # in at least two of the years, in only one
    in_a_row: bool = False  # and those one after the other: 连续三年
    in_each_report: bool = False  # never: a year of which there is no report does not count
    either_way: bool = False  # 相差几倍: the larger over the smaller
    change: Change | None = None  # the figures asked about are moves from one year to another
    added_up: Literal["", "agencies", "years"] = (
        ""  # before anything else all agencies' figures of a year are added up, or an agency's of all years
    )
    crowd_place: Literal["", "province", "city", "county"] = ""  # ranked among those of its own: 全省
    asks_share: bool = False
    no_number: bool = False  # 没有填数字: a printed “/” is no number, either; and not 没填, which it is
    asks_for_work: bool = False  # wants something written or translated, which is no question
    n: int = 1
    descending: bool = True
    condition: Condition | None = None
    narrowed: tuple[Narrowing, ...] = ()  # 收到申请超过500件的单位中
    only_place: bool = False  # the n-th alone, and not the first n: 第二多
    both_ends: bool = False  # the highest and the lowest: 最多和最少的
    earliest: bool = False  # the first year in which the condition holds: 首次超过
    ever_since: bool = (
        False  # the first year of those in a row, up to the latest, in which it holds: since when
    )
    latest: bool = False  # the last one
    in_each_year: bool = False  # ranked in every year by itself: 每年最多的是谁
    own_years: bool = False  # each agency's years are ranked by themselves: 每个单位最多的一年
    in_each: Literal["", "province", "city", "level"] = ""  # ranked in every place by itself: 各省最多的单位
    grouped_by: Literal["", "province", "city", "level"] = (
        ""  # all agencies of a place taken together: 各省合计
    )
    grouped_mean: Mean = ""  # and not their sum
    sides: tuple[Side, ...] = ()  # set beside each other, each with one figure: 区政府和市局各平均多少
    sides_mean: Mean = ""  # and not their sum
    taken_together: bool = False  # of several agencies one figure: 整体公开率, 各类申请人的占比 of all
    counts_share: bool = False  # 占全部单位的几成: who passes, as a part of all agencies
    counted_apart: Literal["", "year", "province", "city", "level"] = (
        ""  # so many agencies of every year or place pass: 每年有几家, in each province
    )
    superlative: bool = False
    asks_blanks: bool = False  # which reports leave cells empty, whichever cells
    ordered: bool = False  # says in which order: 从低到高
    asks_catalog: bool = False
    problem_kinds: tuple[str, ...] = ()  # the kinds of problems a check asks for; () for any
    edition: Edition = ""  # reports on that edition of the form: 用2019年版表样的报告
    asks_edition: bool = False  # 用的是哪一版表样
    lacks_report: bool = False  # 谁没有2022年的报告
    has_all_reports: bool = False  # who has a report on every year
    reported: Literal["", "stopped", "began"] = ""  # who reports no more, or did not at first
    asks_figure: bool = False  # says 多少, 占比, 最多: wants a number out of the tables
    asks_narrative: bool = False  # says 谁, 为什么, 哪些问题: wants words
    each: bool = False  # says 各, 所有单位: speaks of all, whoever was named before
    both_meant: bool = False  # wants all the agencies a name fits (黄埔区的两个单位)
    metric_is_weak: bool = False  # only a word such as 申请 names the figure
    corrected: tuple[tuple[str, str], ...] = ()  # words read as others: (as typed, as read)
    asides: tuple[str, ...] = ()  # what stands in brackets and was left out of account
    topic: str = (
        ""  # the question without names, years and words that carry no content: what to look for in the text
    )
    wording: str = ""  # the question without names and years alone: where phrases are whole
    unexplained: tuple[str, ...] = ()
    unheeded: tuple[str, ...] = ()  # of those, words that could make it another figure
    restricted: Literal["", "time", "than"] = (
        ""  # by a part of the year, or by another agency's figure: no figure heeds it
    )
    unread_scope: tuple[str, ...] = ()  # of those, words that say which agencies are meant: 长三角的单位
    inherited: bool = False  # completed from the question before

    @property
    def place(self) -> Literal["", "province", "city", "level"]:
        """The kind of places that agencies are put together by, ranked in or counted in; "" for none."""
        return self.grouped_by or self.in_each or ("" if self.counted_apart == "year" else self.counted_apart)

    @property
    def agencies(self) -> tuple[str, ...]:
        """Every agency named, each once."""
        return tuple(dict.fromkeys(agency for group in self.groups for agency in group.agencies))
