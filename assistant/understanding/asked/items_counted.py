"""The items (项目) of 行政许可 and its like: how many there were the year before, what the year changed, how many there are now."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from assistant import patterns

ROWS_WITH_ITEMS = ("licensing", "other_services", "penalties", "coercion", "fees")
_COUNTED = ("prior_items", "change", "items_now")
_OF_ITEMS = {"project_count", *_COUNTED}
_ITEMS = r"项目|\bitems?\b"
_DECIDED = r"决定|办理|作出|做出|开出|金额|[件宗起]|多少钱|\b(?:decisions?|issued?|imposed?|granted?|handed|amount|money|cases?|yuan)\b"
_THE_YEAR_BEFORE = (
    r"(?<!比)(?<!较)(?<!于)(?:上一?年|上年度|去年|前一年|上个年度|原有|原来|旧有)(?!相?比|多|少|增|减)"
    r"|\b(?:prior|previous|earlier|preceding|already)\b|\byear before\b|\blast year\b"
)
_NOW = (
    r"现在|现有|目前|如今|眼下|今年|当年年?底|年底|年末|期末|截至|到底|本年度?有|总共|一共|合计|剩"
    r"|\b(?:now|currently|at present|today|at (?:the )?year.?end|at the end of|by the end of|by year.?end|as of|this year)\b"
)
_DOWN = (
    r"减|下降|降低|变少|少了|更少|缩|走低|下滑|负[的数值]?|跌"
    r"|\b(?:decreas\w*|f[ae]ll(?:s|en|ing)?|drop\w*|fewer|less|declin\w*|shr[aiu]nk\w*|go(?:es|ne)? down|went down|negative|cut"
    r"|reduc\w*|dwindl\w*|lost)\b"
)
_UP = (
    r"增|上升|变多|多了|更多|走高|上涨|涨|正[的数值]"
    r"|\b(?:increas\w*|r[io]s(?:e|en|es|ing)|gr[eo]w\w*|more|expand\w*|go(?:es|ne)? up|went up|positive|added|gain\w*)\b"
)
_EITHER_WAY = r"增(?:加|长|多)?(?:/|或者?|还是|和|与|、)?减少?|变动|变化|\bchanged?s?\b"


def speaks_of_items(text: str) -> bool:
    """Whether a question counts items, and not what was decided on them.

    >>> speaks_of_items("行政许可项目现在有多少"), speaks_of_items("行政许可项目作出多少决定")
    (True, False)
    """
    return patterns.search(_ITEMS, text) is not None and patterns.search(_DECIDED, text) is None


def columns_of_items(
    columns: Sequence[str], items: Collection[str], text: str, moved: bool, told: bool
) -> list[str]:
    """The columns meant where items are counted; `moved`: a rise or fall is asked for; `told`: figures are, and no test.

    The form prints those of the year before and the change. How many there are now is the two added up: it is told with
    both beside it, and stands alone where agencies are ranked or tested by it.
    """
    of_items = bool(items) and set(items) <= set(ROWS_WITH_ITEMS)
    before = patterns.search(_THE_YEAR_BEFORE, text) is not None
    asked = bool({"project_count", "items_now"} & set(columns)) or ("prior_items" in columns and not before)
    asked = asked or (not columns and speaks_of_items(text))
    if not of_items or not (asked or {"prior_items", "change"} == set(columns) & _OF_ITEMS):
        return list(columns)
    others = [code for code in columns if code not in _OF_ITEMS]
    if moved:
        return [*others, "change"]
    now = patterns.search(_NOW, text) is not None
    if not asked and not now:
        return list(columns)
    if before and not now:
        return [*others, "prior_items"]
    return [*others, *(_COUNTED if told else ("items_now",))]


def goes_either_way(text: str) -> bool:
    """Whether any change is meant, up or down: 有变动的, 增减了的."""
    return patterns.search(_EITHER_WAY, text) is not None


def way_of_change(text: str) -> int:
    """Which way a printed change is asked to go: -1 down, 1 up, 0 either or not said.

    >>> way_of_change("行政许可本年增减减少"), way_of_change("items went up"), way_of_change("增加还是减少")
    (-1, 1, 0)
    """
    plain = patterns.sub(_EITHER_WAY, "", text)
    down, up = (patterns.search(way, plain) is not None for way in (_DOWN, _UP))
    return up - down
