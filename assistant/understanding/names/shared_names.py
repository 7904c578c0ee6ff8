"""What names of one question lend each other: an office or a kind said once, the region that all of them lie in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from assistant import patterns
from assistant.agencies import Directory, Term
from assistant.bodies import levels_of, sort_of
from assistant.understanding.names.name import LOWER, Name, called, of_kind
from assistant.understanding.words.mentions import AgencyTerm, Spotted

_JOINS = (  # Haidian and Chaoyang, 大兴比环翠
    r"^(?:\s|[、，,和或与及跟同比还是其/（）()]|and|or|the|its|with|than|versus|vs\.?|compared|to|over|against|exceed(?:s|ed)?|outstrip(?:s|ped)?|beat|minus|'s)*$"
)
_STANDS_FOR_IT = (  # the education bureau of Suzhou or the one of Nanjing, 和苏州的那个
    r"(?:\bth(?:e one|at|ose) (?:of|in|at|for|from)"
    r"|\band (?:the )?(?:one|another|other)(?: one)? (?:of|in|at|from)"
    r"|\b(?:namesake|counterpart)s? (?:of|in|at|from)) (?:the )?$"
)
_NOTHING_OF_IT = r"\s*(?:$|[?.,;)]|\b(?:get|got|gets|receive|received|receives|have|had|has|did|do|does|is|was|in|for|during|by)\b|20\d\d)"
_AMONG_THEM = r"\b(?:among|amongst|within|out of|of)(?: all)?(?: of)?(?: the)? $"
_IN_THEM = r"(?:系统)?(?:之中|当中|里面?|中间?|范围内)[，,]?"
_STANDS_BEHIND = (
    r"的(?:那[个家所]|同名单位|同一单位)"
    r"|(?:['’]s)? (?:counterpart|equivalent|namesake|opposite number|sister (?:agency|bureau|body)|one(?= (?:get|got|had|did|receiv)))\b"
)
_COMPARED = (
    r"\b(?:than|as|over|against|versus|vs\.?|exceed(?:s|ed)?|to|minus|from) (?:in |at |the |that of "
    r"|those of )*$|比$"
)  # than Suzhou's
_REGION_BEFORE = r"(?:^|[，,。]|\b(?:in|within|of|for|at)\b(?: the)?|在)\s*$"
_REGION_BEHIND = r"(?:市|省)?[里内]?\s*[,，:：]|那[个家边]"  # in Changchun, how many
_COUNTED = (  # 北京的两个大区，
    r"(?:的|里|内)?[两二三四五六七八九十几\d]+个?大?(?:区|县|市|单位|部门|机关|政府|局)[,，:：]?\s*"
    r"|'s (?:two|three|four|five)(?: [a-z]+){1,3}[,:]\s*(?:the )?"
)
_LISTS = r"\s*[(（:：]\s*(?:the )?"
_OFFICE_WORD = (
    r"bureau|department|commission|committee|office|administration|authority|government|[局委厅办]$"
)
_LEAVES_OUT = r"(?:除了?|除开|不含|不算|不包括|不属于|不在|(?<!是)不是|(?<![是并除])非|except(?: for)?|excluding|outside)\s*$"
_LEFT_OUT = r"[省市]?(?:之外|以外|除外|外的|不算)"
_AMONG = ("position", "rank", "share", "most", "least")  # among a region's agencies: it is asked about


def share(names: Sequence[Name], spotted: Spotted, directory: Directory) -> None:
    """Give every name what the others say of it as well: its office, its kind, where it lies."""
    _Sharing(names, spotted, directory).share()


def in_frame(names: Sequence[Name], spotted: Spotted, directory: Directory) -> list[Name]:
    """The regions that only tell where the other names lie (in Changchun, … the Chaoyang district government).

    Those names are narrowed to the region.
    """
    weighed = any(mention.has("cue", code) for mention in spotted.mentions for code in _AMONG)
    frames = []
    for at, region in enumerate(names):
        if len(region.agencies) < 2 or is_left_out(region, spotted.text):
            continue
        tells_where = not region.has_office and not region.all_meant
        others = [name for name in names if name is not region and not name.all_meant]
        narrowed = [name for name in others if tells_where and _narrow_to(name, region)]
        if narrowed and not weighed and _only_tells_where(region, spotted.text):
            frames.append(region)
        elif _lists_its_own(region, names[at + 1 :], spotted.text, directory):
            names[at + 1].take_in(spotted.text, region.start)
            frames.append(region)
    return frames


def is_left_out(name: Name, text: str) -> bool:
    """除了南京市以外的教育局: all of a place is left out, which says nothing of the office behind it."""
    before, behind = text[: name.start], text[name.end :]
    return patterns.search(_LEAVES_OUT, before) is not None or patterns.match(_LEFT_OUT, behind) is not None


def _narrow_to(name: Name, region: Name) -> bool:
    """Whether some but not all of a name's agencies lie in a region; the name keeps those."""
    inside = tuple(agency for agency in name.agencies if agency in region.agencies)
    if not inside or len(inside) == len(name.agencies) or len(inside) == len(region.agencies):
        return False
    name.agencies = inside
    return True


def _only_tells_where(region: Name, text: str) -> bool:
    return bool(
        patterns.search(_REGION_BEFORE, text[: region.start])
        and patterns.match(_REGION_BEHIND, text[region.end :])
    )


def _lists_its_own(region: Name, behind: Sequence[Name], text: str, directory: Directory) -> bool:
    """北京的两个大区，海淀区政府跟朝阳区政府; 北京两个区政府（海淀、朝阳）: who they are follows."""
    between = text[region.end : behind[0].start] if behind else ""
    if region.has_office and patterns.fullmatch(_LISTS, between):
        inside = [_own_of(name, region.agencies, directory) for name in behind]
        if all(inside):
            for name, agencies in zip(behind, inside, strict=True):
                name.agencies = agencies
        return all(inside)
    listed = not region.has_office and patterns.fullmatch(_COUNTED, between) is not None
    return listed and all(set(name.agencies) < set(region.agencies) for name in behind)


def _own_of(name: Name, agencies: Sequence[str], directory: Directory) -> tuple[str, ...]:
    """Which of some agencies a name calls: its place's own, else those of places in it."""
    own = set(directory.agencies_called([*name.terms, name.seat])) & set(agencies)
    return tuple(agency for agency in name.agencies if agency in (own or agencies))


def _begins_with_its_kind(name: Name) -> bool:
    """Districts in Beijing, the governments of Nanjing: what they are is said before where."""
    term = min(name.mentions, key=lambda mention: mention.start).first(AgencyTerm)
    return term is None or not {"place", "name"} & set(term.roles)


class _Sharing:
    def __init__(self, names: Sequence[Name], spotted: Spotted, directory: Directory) -> None:
        self.names = names
        self.text = spotted.text
        self.directory = directory

    def share(self) -> None:
        for one, other in pairwise(self.names):
            if self._joins(one, other):
                self._lend_place(one, other)
        for at, name in enumerate(self.names):
            if name.has_office and not (at and self.names[at - 1].has_office):
                self._share_forward(name, self.names[:at])
        for one, other in pairwise(self.names):
            if other.has_place:
                self._take_from(one, other)
            elif self._joins(one, other) and not is_left_out(one, self.text):
                self._take_place(one, other)
        for one, other in pairwise(self.names):
            if self._joins(one, other):
                self._make_alike(one, other)
                self._make_alike(other, one)
                self._take_region(one, other, one.places[:1])
                self._take_region(other, one, other.places[-1:])
                self._take_namesake(one, other)

    def _lend_place(self, region: Name, name: Name) -> None:
        """The Beijing and Changchun Chaoyang districts: the smaller place belongs to both regions that have one of its name."""
        places = name.places
        if region.has_office or region.places != tuple(t for t, _ in region.terms) or len(places) < 2:
            return
        if len(region.places) != 1 or region.places[0] in places:
            return
        last: Term = (places[-1], "place")
        if agencies := called(self.directory, [*region.terms, last], [(places[-1], "seat")], name.kind):
            region.terms.append(last)
            region.agencies = agencies

    def _office(self, name: Name) -> list[Term]:
        """A name's words for an office; of one that is written in full, those it ends with."""
        if name.office or not any(role == "name" for _, role in name.terms):
            return name.office
        text = self.text[name.start : name.end]
        ends = (word for agency in name.agencies[:1] for word in self.directory.offices_of(agency))
        office = max((word for word in ends if text.endswith(word)), key=len, default="")
        return [(office, "office")] if office else []

    # ── what is said behind belongs to the names before: 大兴、环翠和辽中的应急管理局 ──

    def _share_forward(self, name: Name, before: Sequence[Name]) -> None:
        earlier_names, office = self._sharing(name, before), self._office(name)
        if not office:
            if name.kind != "all":
                self._share_kind(name, earlier_names)
            return
        joined = [earlier for earlier in earlier_names if not earlier.has_office]
        for earlier in joined:
            agencies = self._with_office([*earlier.terms, *office], earlier.seat, name.kind)
            if agencies:
                earlier.agencies = agencies
                earlier.all_meant |= name.all_meant or name.kind != "all"
        if name.has_place and joined and not name.all_meant:  # 南京和苏州的教育局
            places = [(place, "seat") for place in name.places]
            name.agencies = self.directory.agencies_called([*name.terms, *places[-1:]]) or name.agencies

    def _with_office(self, terms: Sequence[Term], seat: Term, kind: str) -> tuple[str, ...]:
        """Whom a place and an office call: the place's own, else those of places in it."""
        if kind != "all":
            return called(self.directory, terms, [seat], kind)
        return self.directory.agencies_called([*terms, seat]) or self.directory.agencies_called(terms)

    def _sharing(self, name: Name, before: Sequence[Name]) -> list[Name]:
        """The names before one that its office belongs to as well: all where it has no place, else those it is joined to."""
        if not name.has_place:
            return [earlier for earlier in before if not is_left_out(earlier, self.text)]
        joined, last = list[Name](), name
        for earlier in reversed(before):
            if not self._joins(earlier, last) or is_left_out(earlier, self.text):
                break
            joined.append(earlier)
            last = earlier
        return joined

    def _share_kind(self, name: Name, before: Sequence[Name]) -> None:
        """Haidian and Chaoyang district governments: the kind belongs to both places."""
        for earlier in before:
            if earlier.has_office:
                return
            own = self.directory.agencies_called([*earlier.terms, earlier.seat])
            agencies = of_kind(self.directory, own, name.kind) or of_kind(
                self.directory, earlier.agencies, name.kind
            )
            if not agencies and name.kind == "city governments":  # Kunshan and Suzhou city governments
                agencies = of_kind(self.directory, own, "county_city governments")
            if agencies:
                earlier.agencies, earlier.has_office = agencies, True
                earlier.all_meant |= name.all_meant

    # ── what is said before belongs to the names behind: the police bureaus of Xuzhou, Suzhou and Chengdu ──

    def _take_from(self, before: Name, name: Name) -> None:
        """A place that stands for an agency like the one before: the one of Nanjing, than Suzhou's."""
        namesake = "同名" in self.text[name.start : name.end]
        if not before.has_office or (name.has_office and not namesake):
            return
        pronoun = patterns.search(_STANDS_FOR_IT, self.text[before.end : name.start])
        compared = patterns.search(_COMPARED, self.text[: name.start]) and len(before.agencies) == 1
        elliptic = self._is_possessive(name) and len(before.agencies) == 1
        stands_for_it = (
            namesake
            or self._is_among(before, name)
            or pronoun
            or compared
            or elliptic
            or patterns.match(_STANDS_BEHIND, self.text[name.end :])
        )
        office_first = before.terms[0][1] == "office" or _begins_with_its_kind(before)
        listed = self._joins(before, name) and (office_first or len(before.agencies) == 1)
        agencies = self._like(before, name) if stands_for_it or listed else ()
        if listed and not agencies and before.all_meant and before.kind != "all" and not before.office:
            agencies = of_kind(
                self.directory, name.agencies, before.kind
            )  # districts in Beijing or Guangdong
        if not agencies or agencies == before.agencies:
            return
        if listed and office_first and (own := self._like(before, before)):
            before.agencies = own  # the governments of Nanjing, Suzhou and Xuzhou: one each
        name.agencies, name.has_office, name.kind = agencies, True, before.kind
        name.all_meant |= before.all_meant
        name.terms = [*self._office(before), *name.terms]
        if pronoun:
            name.take_in(self.text, before.end + pronoun.start())

    def _is_among(self, before: Name, name: Name) -> bool:
        """Among the education bureaus, where does Jiangning's rank: a place is that one of them which is its own."""
        said = patterns.search(_AMONG_THEM, self.text[: before.start]) or patterns.match(
            _IN_THEM, self.text[before.end :]
        )
        return said is not None and not before.has_place and bool(before.office)

    def _is_possessive(self, name: Name) -> bool:
        """How many more than Suzhou's city government did Nanjing's get: a place's own, and what it is stands before."""
        ends = self.text[name.start : name.end].endswith(("'s", "’s"))
        return ends and patterns.match(_NOTHING_OF_IT, self.text[name.end :]) is not None

    def _like(self, before: Name, name: Name) -> tuple[str, ...]:
        """The agency of a place that is to it what another is to its own; of its namesake there, where that is smaller."""
        if len(before.places) > 1 and name is not before:  # the Gulou governments of Nanjing and Xuzhou
            seat = next((place for place in before.places if self._is_seat(place, before)), before.places[0])
            kept = [term for term in before.terms if term[1] != "place" or term[0] == seat]
            agencies = self.directory.agencies_called([*kept, (seat, "seat"), *name.terms])
        else:
            office = self._office(before)
            if not office and before.kind == "all":
                return ()
            agencies = self.directory.agencies_called([*office, *name.terms, name.seat])
        if before.kind == "all":
            return agencies
        fits = of_kind(self.directory, agencies, before.kind)
        loose = set(levels_of(before.kind)) <= set(LOWER)  # Suzhou municipal government, and Kunshan's
        return fits or (of_kind(self.directory, agencies, sort_of(before.kind)) if loose else ())

    def _is_seat(self, place: str, name: Name) -> bool:
        """Whether a name's agencies are a place's own: Chaoyang's, and not Beijing's."""
        return set(name.agencies) <= set(self.directory.agencies_called([(place, "seat")]))

    def _take_place(self, before: Name, name: Name) -> None:
        """南京市教育局和财政局: an office beside a place's own is that place's too, or nobody's here."""
        if not before.has_place or not before.agencies or before.all_meant or name.kind != "all":
            return
        places = [(place, "place") for place in before.places] or self._places_written(before)
        own = (
            self.directory.agencies_called([*places, *name.terms, (places[-1][0], "seat")]) if places else ()
        )
        listed = not patterns.search(
            _OFFICE_WORD, before.terms[-1][0]
        )  # Nanjing education and finance bureaus
        if (own and listed) or (places and not name.all_meant):
            name.agencies, name.all_meant = own, False
            name.has_place, name.terms = True, [*places, *name.terms]

    def _places_written(self, name: Name) -> list[Term]:
        """The place a name written in full begins with: 南京市鼓楼区 of 南京市鼓楼区教育局."""
        from index.agency import split_name  # a table of 3,000 places, wanted for such names alone

        return [(place, "place") for place in split_name(self.text[name.start : name.end]).places]

    # ── names that are joined are of one sort, and lie in the region said with the first ──

    def _joins(self, one: Name, other: Name) -> bool:
        between = self.text[one.end : other.start]
        return patterns.match(_JOINS, between) is not None

    def _make_alike(self, one: Name, other: Name) -> None:
        """南京鼓楼区和徐州鼓楼区: beside one place's government another place is its government, too."""
        if one.has_office or other.has_office or len(one.agencies) != 1 or len(other.agencies) < 2:
            return
        its_own, governments = (
            of_kind(self.directory, self.directory.agencies_called([*name.terms, name.seat]), "governments")
            for name in (one, other)
        )
        if its_own == one.agencies and len(governments) == 1:
            other.agencies = governments

    def _take_region(self, one: Name, other: Name, said: Sequence[str]) -> None:
        """北京海淀区和朝阳区, Chaoyang or Haidian in Beijing: the region `said` with one is the other's, where it has namesakes."""
        if len(one.places) < 2 or len(other.places) != 1 or len(other.agencies) < 2:
            return
        if any(self._is_seat(place, one) for place in said):
            return
        region = set(self.directory.agencies_called([(place, "place") for place in said]))
        inside = tuple(agency for agency in other.agencies if agency in region)
        if set(one.agencies) < region and inside and (len(inside) == 1 or not other.all_meant):
            other.agencies = inside

    def _take_namesake(self, one: Name, other: Name) -> None:
        """Xuzhou and Nanjing Gulou governments: where both have a Gulou, both are asked about."""
        if len(one.places) != 1 or len(other.places) != 2 or other.places[0] == one.places[0]:
            return
        if one.mentions[1:] or one.end > other.start or len(other.agencies) != 1:
            return
        smaller = other.places[1]
        agencies = self.directory.agencies_called(
            [*other.office, (one.places[0], "place"), (smaller, "place"), (smaller, "seat")]
        )
        if other.kind != "all":
            agencies = of_kind(self.directory, agencies, other.kind)
        if len(agencies) == 1:
            one.agencies, one.has_office = agencies, True
