"""The words that call agencies, put together to names as they stand: 广州市 + 黄埔区 + 应急局 is one, 大兴 and 环翠 are two."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import patterns
from assistant.agencies import Directory, Term
from assistant.bodies import kind_named, levels_of, sort_of, with_default_sort
from assistant.understanding.names.name import CONNECTS, LOWER, Name, called, of_kind
from assistant.understanding.words.mentions import AgencyTerm, Mention, Spotted
from assistant.understanding.words.said_kinds import (
    OF_ANY_BODY,
    PLACE_WORDS,
    follows_all,
    is_chinese_plural,
    is_plural,
    kind_of,
    says_all,
)
from assistant.vocabulary import Word

_OFFICE_ENDS = (
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
    "administration",
    "authority",
)
_OFFICE_BEGINS = ("bureau ", "department ", "commission ", "committee ", "administration ")
_AS_A_BODY = r"(?:行政|管理)?(?:主管)?(?:部门|机关|系统|机构)|(?:类|行政|方面|领域)?的?单位"
_OF = r"^\s+(?:of|in|at|for)\s+(?:the\s+)?$"
_GOES_ON = r"\s*(?:[、,，和与及]|and\b)"
_NOT_OF = r"(?:不属于|不在|(?<!是)不是|(?<![是并除])非)$"
_BUYS = r"政府(?:集中)?采购"
_LEVEL_LETTERS = {"省": "level_province", "市": "level_city", "县": "level_county", "区": "level_district"}


class NameReader:
    """Reads a question's mentions from left to right."""

    def __init__(self, spotted: Spotted, directory: Directory) -> None:
        self.spotted = spotted
        self.directory = directory
        self.names: list[Name] = []
        self.open: Name | None = None
        self.before_office: Mention | None = None

    def read(self) -> list[Name]:
        """The names in the question's order."""
        for mention in self.spotted.mentions:
            self._take(mention)
        self._close()
        return self.names

    def _take(self, mention: Mention) -> None:
        """Add a mention to the name being read, or begin another."""
        term = mention.first(AgencyTerm)
        if term is None:
            self._take_other(mention)
            return
        if mention.has("cue") and not (self.open and self._touches(mention)) and "name" not in term.roles:
            self._close()
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
        self._close()
        self._begin(mention, term)

    def _take_other(self, mention: Mention) -> None:
        """A word that calls nobody: a kind, a level, a count of bodies, or the end of the name."""
        kind = self._level_of_offices(mention) or kind_of(mention)
        if self.open and self._counts_bodies(mention):
            self.open.all_meant = True
            self.open.mentions.append(mention)
        elif self.open and kind != "all" and self._touches(mention) and not self._is_parted(mention):
            self._take_kind(mention, kind)
        elif kind != "all" and self._office_follows(mention):
            self._close()
            self.before_office = mention
        elif self.open and mention.text in PLACE_WORDS and self._touches(mention):
            self.open.mentions.append(mention)
        elif self.open and not mention.has("stop"):
            self._take_purchases(mention)
            self._close()

    def _counts_bodies(self, mention: Mention) -> bool:
        """The 几家 of 江宁区那几家单位, 江苏省的几家教育局: some of them that are all there are, and no question how many."""
        assert self.open is not None
        said = self.spotted.text[self.open.end : mention.end]
        return patterns.fullmatch(r"[里内]?[的那这]{1,2}几[家个](?:单位|机关|部门)?", said) is not None

    def _take_purchases(self, mention: Mention) -> None:
        """南京市政府集中采购: the word for what is bought begins with who buys, where the place has a government."""
        assert self.open is not None
        if (
            patterns.match(_BUYS, mention.text)
            and not self.open.has_office
            and self.open.end == mention.start
        ):
            own = self.directory.agencies_called([*self.open.terms, self.open.seat])
            if found := of_kind(self.directory, own, "governments"):
                self.open.agencies, self.open.has_office = found, True

    def _is_parted(self, mention: Mention) -> bool:
        """In Tianjin, which district government: a comma ends the name, and the kind is of the whole question."""
        assert self.open is not None
        return "," in self.spotted.text[self.open.end : mention.start]

    def _level_of_offices(self, mention: Mention) -> str:
        """Nanjing's district education bureaus: the word that is no kind by itself is one before several offices."""
        if mention.text not in PLACE_WORDS:
            return ""
        after = self._after(mention)
        several = after is not None and is_plural(after.text) and self._office_follows(mention)
        return kind_named(mention.codes("cue")) if several else ""

    def _after(self, mention: Mention) -> Mention | None:
        return next((m for m in self.spotted.mentions if m.start >= mention.end), None)

    def _take_kind(self, mention: Mention, kind: str) -> None:
        """A kind behind a place: of an office that follows (南京各区教育局), or the name's own end (南京各区政府)."""
        assert self.open is not None
        if self._office_follows(mention):
            self.open.kind = kind
            self.open.all_meant |= says_all(mention)
            self.open.mentions.append(mention)
        else:
            self._narrow(mention, kind)

    def _office_follows(self, mention: Mention) -> bool:
        """Whether a level alone stands right before an office: 各区教育局, municipal education bureaus."""
        if sort_of(kind_of(mention)) != "all":
            return False
        after = self._after(mention)
        term = after.first(AgencyTerm) if after else None
        between = self.spotted.text[mention.end : after.start] if after else ""
        return (
            term is not None
            and "office" in term.roles
            and patterns.fullmatch(r"[\s的]*", between) is not None
        )

    def _add(self, mention: Mention, term: Term) -> bool:
        """Add to the open name when it touches it and some agency is called by all its words."""
        if self.open is None or not self._touches(mention) or self._lists_them(mention):
            return False
        terms = [*self.open.terms, term]
        agencies = called(self.directory, terms, self._seat(mention, term), self.open.kind)
        if self.open.is_closed:
            inside = tuple(agency for agency in agencies if agency in self.open.agencies)
            agencies = inside or self._of_the_kind_said_first(term)
        elif term[1] == "place" and self.open.terms[0][1] == "office" and not self.open.all_meant:
            own = tuple(agency for agency in agencies if agency in self.open.agencies)
            agencies = own or agencies  # the government of Shunde District, Foshan: where that lies
        if not agencies or self._lists_a_part(mention, term, agencies):
            return False
        several = (
            is_plural(mention.text)
            or self._is_of_a_region(mention, term)
            or (
                term[1] == "office"
                and patterns.match(_AS_A_BODY, self.spotted.text[mention.end :]) is not None
            )
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

    def _of_the_kind_said_first(self, term: Term) -> tuple[str, ...]:
        """The government of Beijing Chaoyang District: what is said before the places is of the last of them."""
        assert self.open is not None
        said = self.open.mentions[-1] if kind_of(self.open.mentions[-1]) != "all" else None
        first = min(m.start for m in self.open.mentions if m.first(AgencyTerm))
        if term[1] != "place" or said is None or said.start > first:
            return ()
        own = self.directory.agencies_called([*self.open.terms, term, (term[0], "seat")])
        return of_kind(self.directory, own, with_default_sort(self.open.kind))

    def _lists_them(self, mention: Mention) -> bool:
        """北京两个区政府（海淀、朝阳）: in brackets behind several stands which they are."""
        assert self.open is not None
        text = self.spotted.text
        several = self.open.has_office and bool(self.open.places) and len(self.open.agencies) > 1
        return (
            several
            and "(" in text[self.open.end : mention.start]
            and bool(patterns.match(_GOES_ON, text[mention.end :]))
        )

    def _lists_a_part(self, mention: Mention, term: Term, agencies: Sequence[str]) -> bool:
        """Suzhou, Kunshan: behind a comma a place in the one before is another; a larger one (Chaoyang, Beijing) tells where."""
        assert self.open is not None
        if term[1] != "place" or "," not in self.spotted.text[self.open.end : mention.start]:
            return False
        if self.open.has_place and self.open.has_office and self._begins_a_name(mention):
            return True
        return set(agencies) == set(self.directory.agencies_called([term])) < set(self.open.agencies)

    def _begins_a_name(self, mention: Mention) -> bool:
        """Whether an office stands right behind a place: Nanjing Education Bureau, Nanjing Finance Bureau."""
        after = self._after(mention)
        term = after.first(AgencyTerm) if after else None
        return (
            after is not None
            and term is not None
            and "office" in term.roles
            and self.spotted.text[mention.end : after.start] == " "
        )

    def _seat(self, mention: Mention, term: Term) -> list[Term]:
        """An office right behind a place is that place's own: 沈阳市应急管理局 is none of its districts'."""
        assert self.open is not None
        last = self._last_term()
        if term[1] == "place" and self.open.terms[-1][1] == "office" and not self.open.all_meant:
            seat = (term[0], "seat")  # the Education Bureau of Nanjing
            return [seat] if self.directory.agencies_called([*self.open.terms, term, seat]) else []
        if term[1] != "office" or last is None or "place" not in last.roles or self._is_loose(mention):
            return []
        own = (last.term, "seat")
        if patterns.match(_AS_A_BODY, self.spotted.text[mention.end :]):  # 江苏教育系统
            return [own] if self.directory.agencies_called([*self.open.terms, term, own]) else []
        if is_plural(mention.text) and not self.directory.agencies_called([*self.open.terms, term, own]):
            return []  # Jiangsu's education bureaus
        return [own]

    def _last_term(self) -> AgencyTerm | None:
        """What the open name ends with so far: Suzhou, of Suzhou City as well."""
        assert self.open is not None
        last = next((m for m in reversed(self.open.mentions) if m.text not in PLACE_WORDS), None)
        found: AgencyTerm | None = last.first(AgencyTerm) if last else None
        return found

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
            patterns.search(r"的|\b(?:in|of|for)\b", self.spotted.text[self.open.end : mention.start])
            is not None
        )

    def _touches(self, mention: Mention) -> bool:
        assert self.open is not None
        between = self.spotted.text[self.open.end : mention.start]
        if "的" in between and patterns.search(_NOT_OF, self.spotted.text[: self.open.start]):
            return False  # 不属于江苏的教育局: the place is left out, and not its offices alone
        return CONNECTS.match(between) is not None

    def _begin(self, mention: Mention, term: AgencyTerm) -> None:
        role = next(role for role in ("name", "place", "office") if role in term.roles)
        if role == "office" and not self._may_stand_alone(mention, term):
            self.before_office = None
            return
        name = Name()
        name.mentions.append(mention)
        name.terms.append((term.term, role))
        if role == "office" and not self.before_office:
            self.before_office = self._level_letter(mention)
        if self.before_office and role == "office":
            name.kind = self._level_of_offices(self.before_office) or kind_of(self.before_office)
            name.all_meant |= says_all(self.before_office) or not mention.text.isascii()
            name.mentions.insert(0, self.before_office)
        self.before_office = None
        name.agencies = called(self.directory, name.terms, (), name.kind)
        whole = role == "name" and term.term.startswith(self.directory.place_words())  # 南京市教育局
        name.has_place, name.has_office = role == "place" or whole, role != "place"
        name.all_meant |= role == "office" and (
            is_plural(mention.text)
            or patterns.match(_AS_A_BODY, self.spotted.text[mention.end :]) is not None
            or follows_all(mention, self.spotted.text)
        )
        self.open = name
        before = next(
            (m for m in reversed(self.spotted.mentions) if m.end <= mention.start and not m.has("stop")), None
        )
        kind = kind_of(before) if before else "all"
        if before and kind != "all" and patterns.match(_OF, self.spotted.text[before.end : mention.start]):
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
        if patterns.match(_AS_A_BODY, self.spotted.text[mention.end :]) or self._is_of_a_place(mention):
            return True  # 财政部门, 公安机关, the police of Chengdu
        if patterns.search(OF_ANY_BODY, mention.text):
            return True
        chinese = not term.term.isascii()
        long_enough = (
            len(term.term) >= (2 if term.term.endswith("委") else 3) if chinese else " " in term.term
        )
        whole = term.term.endswith(_OFFICE_ENDS) or term.term.startswith(_OFFICE_BEGINS)
        return long_enough and whole and not mention.has("cue")

    def _is_of_a_place(self, mention: Mention) -> bool:
        """The police of Chengdu."""
        after = next((m for m in self.spotted.mentions if m.start >= mention.end and not m.has("stop")), None)
        term = after.first(AgencyTerm) if after else None
        return (
            after is not None
            and term is not None
            and "place" in term.roles
            and patterns.match(_OF, self.spotted.text[mention.end : after.start]) is not None
        )

    def _narrow(self, mention: Mention, kind: str) -> None:
        """大兴的局, the Huangpu district government: of the agencies a place has, those of that kind; none may be left."""
        assert self.open is not None
        if self.open.has_office:
            return
        last = self.open.mentions[-1].first(AgencyTerm)
        behind = mention.start >= self.open.end
        tight = last and "place" in last.roles and not self._is_loose(mention)
        plural = is_plural(mention.text) or says_all(mention) or is_chinese_plural(mention, kind)
        if plural and self.spotted.text[: self.open.end].endswith("'s"):
            tight = False  # Jiangsu's departments
        kind = with_default_sort(kind)
        seat = [(last.term, "seat")] if last and "place" in last.roles else []
        own = of_kind(self.directory, self.directory.agencies_called([*self.open.terms, *seat]), kind)
        several = plural
        if levels_of(kind):
            if not own or (plural and not (tight and len(own) > 1)):
                own = of_kind(self.directory, self.open.agencies, kind)
                plural = True  # 江苏的区政府: a place with none of its own has several
            if not own and not several and set(levels_of(kind)) <= set(LOWER):  # Kunshan municipal government
                own = of_kind(
                    self.directory, self.directory.agencies_called([*self.open.terms, *seat]), sort_of(kind)
                )
        else:
            several_governments = (
                plural and not own and sort_of(kind) == "governments"
            )  # the Jiangsu governments
            its_own = tight and (behind or (own and not plural))  # the government of Shunde
            if several_governments or not its_own:  # 黄埔的政府
                own = of_kind(self.directory, self.open.agencies, kind)
        self.open.agencies = own
        self.open.mentions.append(mention)
        self.open.has_office = True
        self.open.kind, self.open.is_closed = kind, True
        self.open.all_meant |= plural

    def _close(self) -> None:
        if self.open:
            self.names.append(self.open)
        self.open = None
