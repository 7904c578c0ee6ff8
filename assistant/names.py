"""The words that call agencies, put together to names: 广州市 + 黄埔区 + 应急局 is one, 大兴 and 环翠 are two."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.agencies import Directory, Term
from assistant.bodies import is_kind_cue, kind_named, levels_of, sort_of, with_default_sort
from assistant.intent import AgencyGroup
from assistant.mentions import AgencyTerm, Mention, Spotted
from assistant.vocabulary import Word

_CONNECTS = re.compile(
    r"^(?:[\s的（(）)]|下辖|所辖|下属|辖下|境内|of|in|for|the|district|county|city|province|municipal|people's|area|zone|'s|,)*$"
)
_OFFICE_END = (
    "局",
    "委",
    "厅",
    "办",
    "政府",
    "管委会",
    "中心",
    "bureau",
    "department",
    "commission",
    "office",
    "government",
    "committee",
)
_JOINS = re.compile(  # Haidian and Chaoyang, 大兴比环翠
    r"^(?:\s|[、，,和或与及跟同比还是/（）()]|and|or|the|with|than|versus|vs\.?|compared|to|'s)*$"
)
_ALL_OF_THEM = re.compile(
    r"(?:各|每个|每家|所有的?|全部的?|全体|\ball(?: the)?|\bevery|\beach(?: of the)?)\s*$"
)
_LOWER = (
    "city",
    "county",
    "district",
)  # levels that a place may be called by whatever its own is: Kunshan municipal
_ENGLISH_AGENCY = re.compile(
    r"(?:[A-Z][\w'’-]+\s+(?:of\s+|and\s+)?)+(?:Bureau|Department|Commission|Office|Government|Authority|Ministry|Administration)\b"
)
_AS_A_BODY = re.compile(r"(?:主管)?(?:部门|机关|系统)")
_OF = re.compile(r"^\s+of\s+(?:the\s+)?$")
_PLACE_WORDS = (
    "district",
    "county",
    "city",
    "municipality",
)  # one of them alone is no kind, several are: districts
_LEVEL_LETTERS = {"省": "level_province", "市": "level_city", "县": "level_county", "区": "level_district"}
_PLACE_END = ("省", "市", "区", "县", "旗", "州", "盟")


def find_groups(spotted: Spotted, directory: Directory) -> tuple[list[AgencyGroup], list[Mention]]:
    """The names in a question as groups of agencies, and the mentions they used up.

    A name whose words no indexed agency has together gives a group without agencies: it is asked about, and unknown.
    """
    builder = _Builder(spotted, directory)
    for mention in spotted.mentions:
        builder.take(mention)
    builder.close()
    builder.share_offices()
    builder.add_unknown_names()
    builder.add_unknown_english_names()
    return builder.groups(), builder.used


class _Name:
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
    def start(self) -> int:
        return min(mention.start for mention in self.mentions)

    @property
    def end(self) -> int:
        return max(mention.end for mention in self.mentions)


class _Builder:
    def __init__(self, spotted: Spotted, directory: Directory) -> None:
        self.spotted = spotted
        self.directory = directory
        self.names: list[_Name] = []
        self.open: _Name | None = None
        self.unknown: list[AgencyGroup] = []
        self.repeats: list[_Name] = []
        self.before_office: Mention | None = None

    @property
    def used(self) -> list[Mention]:
        """The mentions that are part of a name, an unknown one included."""
        inside = [(group.start, group.end) for group in self.groups()]
        return [
            m
            for m in self.spotted.mentions
            if any(start <= m.start and m.end <= end for start, end in inside)
        ] + [mention for name in self.repeats for mention in name.mentions]

    def take(self, mention: Mention) -> None:
        """Add a mention to the name being read, or begin another."""
        term = mention.first(AgencyTerm)
        if term is None:
            kind = self._level_of_offices(mention) or kind_of(mention)
            if self.open and kind != "all" and self._touches(mention) and not self._is_parted(mention):
                self._take_kind(mention, kind)
            elif kind != "all" and self._office_follows(mention):
                self.close()
                self.before_office = mention
            elif self.open and mention.text in _PLACE_WORDS and self._touches(mention):
                self.open.mentions.append(mention)
            elif self.open and not mention.has("stop"):
                self.close()
            return
        if mention.has("cue") and not (self.open and self._touches(mention)) and "name" not in term.roles:
            self.close()
            if not self._may_stand_alone(mention, term):
                return
        for role in ("name", "place", "office"):
            if role in term.roles and self._add(mention, (term.term, role)):
                return
        if term.roles == ("office",) and self.open and self.open.has_place and self._touches(mention):
            if (kind := kind_of(mention)) != "all":
                self._narrow(mention, kind)  # 江苏的市政府
            else:  # 大兴区政府: a place and an office that no agency has together
                self.open.agencies = () if not self.open.has_office else self.open.agencies
                self.open.has_office = True
                self.open.mentions.append(mention)
            return
        self.close()
        self._begin(mention, term)

    def _is_parted(self, mention: Mention) -> bool:
        """In Tianjin, which district government: a comma ends the name, and the kind is of the whole question."""
        assert self.open is not None
        return "," in self.spotted.text[self.open.end : mention.start]

    def _level_of_offices(self, mention: Mention) -> str:
        """Nanjing's district education bureaus: the word that is no kind by itself is one before several offices."""
        if mention.text not in _PLACE_WORDS:
            return ""
        after = next((m for m in self.spotted.mentions if m.start >= mention.end), None)
        several = after is not None and _is_plural(after.text) and self._office_follows(mention)
        return kind_named(mention.codes("cue")) if several else ""

    def _take_kind(self, mention: Mention, kind: str) -> None:
        """A kind behind a place: of an office that follows (南京各区教育局), or the name's own end (南京各区政府)."""
        assert self.open is not None
        if self._office_follows(mention):
            self.open.kind = kind
            self.open.all_meant |= _says_all(mention)
            self.open.mentions.append(mention)
        else:
            self._narrow(mention, kind)

    def _office_follows(self, mention: Mention) -> bool:
        """Whether a level alone stands right before an office: 各区教育局, municipal education bureaus."""
        if sort_of(kind_of(mention)) != "all":
            return False
        after = next((m for m in self.spotted.mentions if m.start >= mention.end), None)
        term = after.first(AgencyTerm) if after else None
        between = self.spotted.text[mention.end : after.start] if after else ""
        return term is not None and "office" in term.roles and re.fullmatch(r"[\s的]*", between) is not None

    def _add(self, mention: Mention, term: Term) -> bool:
        """Add to the open name when it touches it and some agency is called by all its words."""
        if self.open is None or not self._touches(mention):
            return False
        terms = [*self.open.terms, term]
        agencies = self._called(terms, self._seat(mention, term), self.open.kind)
        if self.open.is_closed:
            agencies = tuple(agency for agency in agencies if agency in self.open.agencies)
        if not agencies or self._lists_a_part(mention, term, agencies):
            return False
        several = (
            _is_plural(mention.text)
            or self._is_of_a_region(mention, term)
            or (term[1] == "office" and _AS_A_BODY.match(self.spotted.text[mention.end :]) is not None)
        )
        self.open.all_meant |= several or (
            term[1] == "office" and self.open.kind != "all" and len(agencies) > 1
        )
        self.open.mentions.append(mention)
        self.open.terms.append(term)
        self.open.agencies = agencies
        self.open.has_place |= term[1] == "place"
        self.open.has_office |= term[1] != "place"
        return True

    def _lists_a_part(self, mention: Mention, term: Term, agencies: Sequence[str]) -> bool:
        """Suzhou, Kunshan: behind a comma a place in the one before is another; a larger one (Chaoyang, Beijing) tells where."""
        assert self.open is not None
        if term[1] != "place" or "," not in self.spotted.text[self.open.end : mention.start]:
            return False
        return set(agencies) == set(self.directory.agencies_called([term])) < set(self.open.agencies)

    def _called(self, terms: Sequence[Term], seat: Sequence[Term], kind: str) -> tuple[str, ...]:
        """Whom the terms call: a place's own where the seat is asked for, and of a kind where one is said."""
        own = self.directory.agencies_called([*terms, *seat])
        if seat and not own:  # 鼓楼区（徐州）政府: the place in brackets only tells where
            others = [(term, "seat") for term, role in terms if role == "place" and term != seat[0][0]]
            own = next(
                (found for other in others if (found := self.directory.agencies_called([*terms, other]))), ()
            )
        if kind == "all":
            return own
        fits = self.directory.agencies_of_kind(kind)
        for agencies in (own, self.directory.agencies_called(terms)):
            if found := tuple(agency for agency in agencies if agency in fits):
                return found
        return own if set(levels_of(kind)) <= set(_LOWER) else ()

    def _seat(self, mention: Mention, term: Term) -> list[Term]:
        """An office right behind a place is that place's own: 沈阳市应急管理局 is none of its districts'."""
        assert self.open is not None
        last = self.open.mentions[-1].first(AgencyTerm)
        if term[1] == "place" and self.open.terms[-1][1] == "office" and not self.open.all_meant:
            seat = (term[0], "seat")  # the Education Bureau of Nanjing
            return [seat] if self.directory.agencies_called([*self.open.terms, term, seat]) else []
        if term[1] != "office" or last is None or "place" not in last.roles or self._is_loose(mention):
            return []
        own = (last.term, "seat")
        if _AS_A_BODY.match(self.spotted.text[mention.end :]):  # 江苏教育系统
            return [own] if self.directory.agencies_called([*self.open.terms, term, own]) else []
        return [own]

    def _is_of_a_region(self, mention: Mention, term: Term) -> bool:
        """江苏的教育局: the offices in a place that has none of its own."""
        assert self.open is not None
        last = self.open.mentions[-1].first(AgencyTerm)
        if term[1] != "office" or last is None or "place" not in last.roles or not self._is_loose(mention):
            return False
        return not self.directory.agencies_called([*self.open.terms, term, (last.term, "seat")])

    def _is_loose(self, mention: Mention) -> bool:
        """Parted by 的 or "in": the offices of a place, whichever they are."""
        assert self.open is not None
        return (
            re.search(r"的|\b(?:in|of|for)\b", self.spotted.text[self.open.end : mention.start]) is not None
        )

    def _touches(self, mention: Mention) -> bool:
        assert self.open is not None
        between = self.spotted.text[self.open.end : mention.start]
        return _CONNECTS.match(between) is not None

    def _begin(self, mention: Mention, term: AgencyTerm) -> None:
        role = next(role for role in ("name", "place", "office") if role in term.roles)
        if role == "office" and not self._may_stand_alone(mention, term):
            self.before_office = None
            return
        name = _Name()
        name.mentions.append(mention)
        name.terms.append((term.term, role))
        if role == "office" and not self.before_office:
            self.before_office = self._level_letter(mention)
        if self.before_office and role == "office":
            name.kind = self._level_of_offices(self.before_office) or kind_of(self.before_office)
            name.all_meant |= _says_all(self.before_office) or not mention.text.isascii()
            name.mentions.insert(0, self.before_office)
        self.before_office = None
        name.agencies = self._called(name.terms, (), name.kind)
        name.has_place, name.has_office = role == "place", role != "place"
        typed = self.spotted.text[mention.start : mention.end]
        name.all_meant |= role == "office" and (
            _is_plural(typed)
            or _AS_A_BODY.match(self.spotted.text[mention.end :]) is not None
            or _ALL_OF_THEM.search(self.spotted.text[: mention.start]) is not None
        )
        self.open = name
        before = next(
            (m for m in reversed(self.spotted.mentions) if m.end <= mention.start and not m.has("stop")), None
        )
        kind = kind_of(before) if before else "all"
        if before and kind != "all" and _OF.match(self.spotted.text[before.end : mention.start]):
            self._narrow(before, kind)  # the government of Huangpu

    def _level_letter(self, mention: Mention) -> Mention | None:
        """The 区 of 区教育局, which no place stands before."""
        at = mention.start - 1
        code = _LEVEL_LETTERS.get(self.spotted.text[at : mention.start]) if at >= 0 else None
        if code is None or (at, mention.start) not in self.spotted.gaps:
            return None
        return Mention(at, mention.start, self.spotted.text[at : mention.start], (Word("cue", code),))

    def _may_stand_alone(self, mention: Mention, term: AgencyTerm) -> bool:
        """An office without a place is a name only as a whole (应急管理局), not 应急 or 政府 in a sentence."""
        if "place" in term.roles or "name" in term.roles:
            return True
        if _AS_A_BODY.match(self.spotted.text[mention.end :]):
            return True  # 财政部门, 公安机关
        long_enough = (
            len(term.term) >= (2 if term.term.endswith("委") else 3)
            if not term.term.isascii()
            else " " in term.term
        )
        return long_enough and term.term.endswith(_OFFICE_END) and not mention.has("cue")

    def _narrow(self, mention: Mention, kind: str) -> None:
        """大兴的局, the Huangpu district government: of the agencies a place has, those of that kind; none may be left."""
        assert self.open is not None
        if self.open.has_office:
            return
        last = self.open.mentions[-1].first(AgencyTerm)
        tight = last and "place" in last.roles and not self._is_loose(mention)
        plural = _is_plural(mention.text) or _says_all(mention) or _is_chinese_plural(mention, kind)
        kind = with_default_sort(kind)
        if levels_of(kind) or (tight and mention.start >= self.open.end):
            seat = [(last.term, "seat")] if last and "place" in last.roles else []
            own = self._of_kind(self.directory.agencies_called([*self.open.terms, *seat]), kind)
            if levels_of(kind):
                if not own or (plural and not tight):
                    own = self._of_kind(self.open.agencies, kind)
                    plural = True  # 江苏的区政府: a place with none of its own has several
                if not own and set(levels_of(kind)) <= set(_LOWER):  # Kunshan municipal government
                    own = self._of_kind(
                        self.directory.agencies_called([*self.open.terms, *seat]), sort_of(kind)
                    )
            self.open.agencies = own
        else:
            self.open.agencies = self._of_kind(self.open.agencies, kind)
        self.open.mentions.append(mention)
        self.open.has_office = True
        self.open.kind, self.open.is_closed = kind, True
        self.open.all_meant |= plural

    def _of_kind(self, agencies: Sequence[str], kind: str) -> tuple[str, ...]:
        fits = self.directory.agencies_of_kind(kind)
        return tuple(agency for agency in agencies if agency in fits)

    def close(self) -> None:
        if self.open:
            self.names.append(self.open)
        self.open = None

    def share_offices(self) -> None:
        """大兴、环翠和辽中的应急管理局: an office said once belongs to every place before it."""
        for at, name in enumerate(self.names):
            if not name.has_office or (at and self.names[at - 1].has_office):
                continue
            office = [term for term in name.terms if term[1] == "office"]
            for earlier in self._sharing(name, self.names[:at]) if office else ():
                terms = [*earlier.terms, *office]
                agencies = self.directory.agencies_called([*terms, (earlier.terms[-1][0], "seat")])
                agencies = agencies or self.directory.agencies_called(terms)
                if name.kind != "all":
                    agencies = self._called(terms, [(earlier.terms[-1][0], "seat")], name.kind)
                if agencies and not earlier.has_office:
                    earlier.agencies = agencies
                    earlier.all_meant |= name.all_meant or name.kind != "all"
            joined = [earlier for earlier in self._sharing(name, self.names[:at]) if not earlier.has_office]
            if office and name.has_place and joined and not name.all_meant:  # 南京和苏州的教育局
                places = [(term, "seat") for term, role in name.terms if role == "place"]
                name.agencies = self.directory.agencies_called([*name.terms, *places[-1:]]) or name.agencies
            if not office and name.kind != "all":
                self._share_kind(name, self.names[:at])
        self.repeats = [name for name in self.names if self._only_repeats(name)]
        self.names = [name for name in self.names if name not in self.repeats]

    def _sharing(self, name: _Name, before: Sequence[_Name]) -> list[_Name]:
        """The names before one that its office belongs to as well: all where it has no place, else those it is joined to."""
        if not name.has_place:
            return list(before)
        joined, last = list[_Name](), name
        for earlier in reversed(before):
            if not _JOINS.match(self.spotted.text[earlier.end : last.start]):
                break
            joined.append(earlier)
            last = earlier
        return joined

    def _share_kind(self, name: _Name, before: Sequence[_Name]) -> None:
        """Haidian and Chaoyang district governments: the kind belongs to both places."""
        for earlier in self._sharing(name, before):
            if earlier.has_office:
                return
            own = self.directory.agencies_called([*earlier.terms, (earlier.terms[-1][0], "seat")])
            agencies = self._of_kind(own, name.kind) or self._of_kind(earlier.agencies, name.kind)
            if agencies:
                earlier.agencies, earlier.has_office = agencies, True
                earlier.all_meant |= name.all_meant

    def _only_repeats(self, name: _Name) -> bool:
        """A second name that adds nothing: an office alone whose agencies the other names are among."""
        others = [other for other in self.names if other is not name]
        return (
            not name.has_place and bool(others) and any(set(o.agencies) <= set(name.agencies) for o in others)
        )

    def add_unknown_names(self) -> None:
        """Names that no indexed agency has: a real place left unexplained, or unknown words right before an office."""
        for name in [name for name in self.names if not name.has_office]:
            if end := self._end_of_unknown_office(name):
                self.names.remove(name)
                self.unknown.append(AgencyGroup(self.spotted.text[name.start : end], name.start, end, ()))
        for start, end in self.spotted.gaps:
            text = self.spotted.text[start:end]
            inside = any(group.start <= start < group.end for group in self.unknown)
            if inside or any(name.start <= start < name.end for name in self.names):
                continue
            after = next((n for n in self.names if n.start == end and not n.has_place), None)
            if after is not None:
                self.names.remove(after)
                self._add_unknown(start, after.end)
            elif kind := next(
                (m for m in self.spotted.mentions if m.start == end and _names_a_kind(m)), None
            ):
                self._add_unknown(start, kind.end)
            elif _is_unknown_place(text) or self._is_english_name(start, end):
                self._add_unknown(start, end)

    def add_unknown_english_names(self) -> None:
        """A capitalised name that ends as an agency's does, with a word in it that nothing explains: Shenzhen Public Security Bureau."""
        if len(self.spotted.question) != len(self.spotted.text):
            return
        for found in _ENGLISH_AGENCY.finditer(self.spotted.question):
            start, end = found.span()
            known = any(group.start < end and start < group.end for group in self.groups())
            if not known and any(start <= gap < end for gap, _ in self.spotted.gaps):
                self._add_unknown(start, end)

    def _add_unknown(self, start: int, end: int) -> None:
        self.unknown.append(AgencyGroup(self.spotted.text[start:end], start, end, ()))

    def _end_of_unknown_office(self, name: _Name) -> int:
        """黄埔区教育局: after the place come unexplained words and then 局; where that name ends, or 0."""
        gaps = [gap for gap in self.spotted.gaps if gap[0] >= name.end]
        for mention in self.spotted.mentions:
            if mention.start < name.end or mention.has("stop"):
                continue
            office = kind_of(mention) != "all"
            touching = gaps and _CONNECTS.match(self.spotted.text[name.end : gaps[0][0]])
            return mention.end if office and touching and gaps[0][1] <= mention.start else 0
        return 0

    def _is_english_name(self, start: int, end: int) -> bool:
        """A capitalised word before district, county, city, bureau … that calls nobody here: Tianhe District."""
        typed = self.spotted.question[start:end]
        if (
            len(self.spotted.question) != len(self.spotted.text)
            or not typed.isascii()
            or not typed[:1].isupper()
        ):
            return False
        after = self.spotted.text[end : end + 40]
        return (
            re.match(
                r"(?:'s)?(?:\s+\w+)?\s+(?:district|county|city|province|town|bureau|emergency|government|municipal)",
                after,
            )
            is not None
        )

    def groups(self) -> list[AgencyGroup]:
        text = self.spotted.text
        found = [
            AgencyGroup(
                text[n.start : n.end], n.start, n.end, n.agencies, n.places, n.has_office, n.all_meant
            )
            for n in (*self.names, *self.repeats)
        ]
        return sorted([*found, *self.unknown], key=lambda group: group.start)


def kind_of(mention: Mention) -> str:
    """The kind of body a word names: 区政府, subdistricts; "all" for none, and for the city of Suzhou city."""
    if mention.text in _PLACE_WORDS:
        return "all"
    return kind_named(code for code in mention.codes("cue") if is_kind_cue(code))


def is_said_of_all(mention: Mention, text: str) -> bool:
    """Whether a kind is meant with all its bodies: 各委办局, district governments."""
    return (
        _says_all(mention)
        or _is_plural(mention.text)
        or _ALL_OF_THEM.search(text[: mention.start]) is not None
    )


def _says_all(mention: Mention) -> bool:
    return mention.has("cue", "each") or mention.text.startswith("各")


def _is_chinese_plural(mention: Mention, kind: str) -> bool:
    """南京市级部门: 部门 are several where no word says which one."""
    return sort_of(kind) == "departments" and not mention.text.isascii()


def _is_plural(text: str) -> bool:
    """education bureaus, governments; never a Chinese word."""
    return text.isascii() and text.endswith("s") and not text.endswith(("ss", "'s"))


def _names_a_kind(mention: Mention) -> bool:
    """局, 政府 right behind unknown words: 教育局."""
    return kind_of(mention) != "all" and not mention.text.isascii()


def _is_unknown_place(text: str) -> bool:
    """Whether words that call nobody here begin with a real place: 上海, 天河区, 长春市财政."""
    from index.regions import (  # a table of 3,000 places, wanted for unknown words alone
        places_named,
        short_names,
    )

    if text in short_names():
        return True
    return any(
        places_named(text[:end])
        for end in range(2, min(len(text), 12) + 1)
        if text[:end].endswith(_PLACE_END)
    )
