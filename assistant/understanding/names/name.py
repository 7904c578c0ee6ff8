"""One name of a question: the words that stand together, and the agencies they call."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import patterns
from assistant.agencies import Directory, Term
from assistant.bodies import levels_of
from assistant.understanding.words.mentions import Mention

_NUMBER = "[两二三四五六七八九十几数]+"
COUNTED_PLACES = (  # 南京、苏州三个市的市教育局, 海淀、朝阳两区政府
    rf"这?{_NUMBER}(?:[个座](?:城市|地方|地区|地级市|直辖市|[省市区县])|[地市区县省城]|[个家所]?)(?:的?[省市区县])?"
)
CONNECTS = re.compile(
    rf"^(?:[\s的（(）)]|下辖|所辖|下属|辖下|境内|那个|那家|那边|同名|的[省市区县](?=$)|{COUNTED_PLACES}"
    r"|of|in|for|the|one|district|county|city|province|municipal|people's|area|zone|'s|,)*$"
)
LOWER = (
    "city",
    "county",
    "district",
)  # levels that a place may be called by whatever its own is: Kunshan municipal


class Name:
    """Words that stand together and call agencies together."""

    def __init__(self) -> None:
        self.mentions: list[Mention] = []
        self.terms: list[Term] = []
        self.agencies: tuple[str, ...] = ()
        self.has_place = False
        self.has_office = False
        self.all_meant = False
        self.is_closed = False  # ends with a kind, which no term says: Shenzhen municipal government
        self.kind = "all"  # the kind said before an office: the 各区 of 南京各区教育局

    @property
    def places(self) -> tuple[str, ...]:
        return tuple(term for term, role in self.terms if role == "place")

    @property
    def office(self) -> list[Term]:
        """Its words for an office; () of a name that is written in full."""
        return [term for term in self.terms if term[1] == "office"]

    @property
    def seat(self) -> Term:
        """What an agency of its last place itself is called by, and none of a place within."""
        return (self.terms[-1][0], "seat")

    def take_in(self, text: str, start: int) -> None:
        """Words before it become a part of it: its namesake in Changchun."""
        self.mentions.insert(0, Mention(start, self.start, text[start : self.start], ()))

    @property
    def start(self) -> int:
        return min(mention.start for mention in self.mentions)

    @property
    def end(self) -> int:
        return max(mention.end for mention in self.mentions)


def of_kind(directory: Directory, agencies: Sequence[str], kind: str) -> tuple[str, ...]:
    """Those of some agencies that are of a kind."""
    fits = directory.agencies_of_kind(kind)
    return tuple(agency for agency in agencies if agency in fits)


def called(directory: Directory, terms: Sequence[Term], seat: Sequence[Term], kind: str) -> tuple[str, ...]:
    """Whom the terms call: a place's own where the seat is asked for, and of a kind where one is said."""
    own = directory.agencies_called([*terms, *seat])
    if seat and not own:  # 鼓楼区（徐州）政府: the place in brackets only tells where
        others = [(term, "seat") for term, role in terms if role == "place" and term != seat[0][0]]
        own = next((found for other in others if (found := directory.agencies_called([*terms, other]))), ())
    if kind == "all":
        return own
    for agencies in (own, directory.agencies_called(terms)):
        if found := of_kind(directory, agencies, kind):
            return found
    return own if set(levels_of(kind)) <= set(LOWER) else ()


def line_of_work(office: str) -> str:
    """What an office's name says of its work alone: 教育局 and 教育委员会 are both 教育.

    >>> line_of_work("教育委员会"), line_of_work("bureau of finance"), line_of_work("emergency management bureau")
    ('教育', 'finance', 'emergency management')
    """
    return patterns.sub(rf"^(?:{_BODY}) (?:of|for) | (?:{_BODY})$|(?:委员会|[局厅委办])$", "", office)


_BODY = "bureau|department|administration|authority|commission|committee|office"
