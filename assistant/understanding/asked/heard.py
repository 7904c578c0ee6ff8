"""What stands in a question before it is put together: its words by kind, its names, numbers and years."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from assistant import patterns
from assistant.agencies import Directory
from assistant.bodies import LEVEL_CUE, is_kind_cue, with_default_sort
from assistant.intent import AgencyGroup, Operator
from assistant.metrics import MetricMaker
from assistant.understanding.asked.heard_once import heard_once
from assistant.understanding.names.names import find_groups
from assistant.understanding.words.collection_words import collection_words
from assistant.understanding.words.exceptions import (
    EXCEPT,
    EXCEPT_BEHIND,
    EXCEPTING,
    KEEPING,
    NONE_OF,
    THE_REST,
    may_except,
)
from assistant.understanding.words.groupings import Grouping
from assistant.understanding.words.groups_said import (
    between,
    crowd_of,
    excluded,
    is_said_beside,
    with_regions,
    without_parts,
)
from assistant.understanding.words.mentions import AgencyTerm, Mention, Spotted, Threshold, Top, Years
from assistant.understanding.words.numerals import CHINESE_NUMBER, read_number
from assistant.understanding.words.said_kinds import is_plural, is_said_of_all, kind_of, kind_said
from assistant.understanding.words.spotting import spot
from assistant.vocabulary import Vocabulary, Word


class Heard:
    """One question being read: what was found in it."""

    def __init__(self, spotted: Spotted, vocabulary: Vocabulary, directory: Directory) -> None:
        self.remembered: dict[tuple[Any, ...], Any] | None = None
        self.spotted = spotted
        self.directory = directory
        self.vocabulary = vocabulary
        self.maker = MetricMaker(vocabulary, _column_comes_first(spotted, vocabulary))
        self.groups, self.used = find_groups(spotted, directory)
        self.groups, self.excluded = excluded(self.groups, spotted.text)
        self.groups = with_regions(without_parts(self.groups, spotted.text), spotted.text)
        self.collection = collection_words(spotted.text, vocabulary.problems)
        self.mentions = [
            mention
            for mention in spotted.mentions
            if mention not in self.used
            and not self.collection.covers(mention.start, mention.end, bool(mention.first(Years)))
        ]
        self._read_who()
        self._read_share_of_people()
        self._take_cities_together()
        self._exclude_kinds()
        self._take_in_kinds()
        self.cues = {
            code
            for mention in self.mentions
            for code in mention.codes("cue")
            if not is_kind_cue(code) or kind_of(mention) != "all" or self._joins_a_kind(mention)
        }
        if all(mention.text.endswith("year") for mention in self.mentions if mention.has("cue", "all_years")):
            self.cues.discard("all_years")  # over the years, and not over the year
        if any(
            mention.has("cue")
            and not mention.has("cue", "departments")
            and patterns.search("局|bureau", mention.text)
            for mention in self.mentions
        ):
            self.cues.add("bureaus")  # 几个局, 局有几个, per bureau
        self._hear_kinds()
        named = any(mention.has("item") or mention.has("rate") for mention in self.mentions)
        if named and any(
            m.has("cue", "catalog")
            and not m.has("cue", "which_year")
            and patterns.search("哪|which|what", m.text)
            for m in self.mentions
        ):
            self.cues.add("which")  # 有哪些单位的不予公开……
        counts = any(sign in spotted.text for sign in ("几", "多少", "how many", "number"))
        if counts and any(
            not self._is_in_one_name(found.start())
            for found in patterns.finditer(_COUNTS_BODIES, spotted.text)
        ):
            self.cues.add("count")
        if self._names_totals():
            self.cues.add("sum")  # 申请总数
        if not self._sums():
            self.cues.discard("sum")
        if patterns.search(_HAVE_SOME, spotted.text) and not self._tests():
            self.cues.add("nonzero")
        asked = {"check": self.collection.asks_problems, "missing": self.collection.asks_blanks}
        self.cues |= {cue for cue, said in asked.items() if said}
        self._hear_verbs()
        self._narrow_regions()
        if named and patterns.search(f"{_AMONG_OUTCOMES}|{_WHATEVER_THE_REASON}", spotted.text):
            self.cues.discard("outcomes")  # 办理结果里无法提供的, refused for whatever reason
        self._take_whole_regions()
        self._heed_numbers()
        self.groups = self._narrowed_by_brackets([self._counted_namesakes(group) for group in self.groups])
        self.groups = [group._replace(all_meant=self._all_but(group)) for group in self.groups]
        if self._add_up_together():
            self.cues.add("sum")
        self.crowd = crowd_of(self.groups, spotted.text, bool(self.cues & {"position", "rank", "share"}))
        self.groups = [group for group in self.groups if group not in self.crowd]
        self.crowd = [self._whole(group) for group in self.crowd] or self._crowd_of_kind()
        self.crowd = self.crowd or self._crowd_within_name()
        self.remembered = {}

    def _all_but(self, group: AgencyGroup) -> bool:
        """江苏之外的教育局, Jiangsu without Nanjing: all that are left; the Chaoyang that is not in Beijing is one place."""
        if not self.excluded or group.all_meant:
            return group.all_meant
        own = self.directory.agencies_called([(place, "seat") for place in group.places[-1:]])
        governments = self.directory.agencies_of_kind("governments")
        return group.has_office or len([agency for agency in own if agency in governments]) < 2

    def _crowd_of_kind(self) -> list[AgencyGroup]:
        """Shunde's share of the district governments' requests: a kind of bodies beside one of them."""
        kinds = [m for m in self.mentions if kind_of(m) != "all" and is_plural(m.text)]
        if "share" not in self.cues or len(kinds) != 1 or not self._names_one_agency():
            return []
        items = {code for mention in self.mentions for code in mention.codes("item")}
        everybody = tuple(sorted(self.directory.agencies_of_kind(with_default_sort(kind_of(kinds[0])))))
        if items - {"received", "application"} or not set(self.groups[0].agencies) < set(everybody):
            return []
        return [self.groups[0]._replace(text=kinds[0].text, agencies=everybody, places=(), all_meant=True)]

    def _crowd_within_name(self) -> list[AgencyGroup]:
        """The rank of Kunshan Municipal Government in Jiangsu: a place that the name can do without is whom it is ranked among."""
        if not (self._names_one_agency() and self.cues & {"position", "rank"}):
            return []
        (group,) = self.groups
        among = patterns.fullmatch(_NAME_IN_PLACE, group.text)
        if among is None or patterns.match(_RANKS, self.spotted.text[group.end :]):
            return []  # where does the Haidian District Government in Beijing rank
        bare, _ = find_groups(spot(among["name"], self.vocabulary, self.directory), self.directory)
        place, _ = find_groups(spot(among["place"], self.vocabulary, self.directory), self.directory)
        if [other.agencies for other in bare] != [group.agencies] or len(place) != 1 or place[0].has_office:
            return []
        return [place[0]._replace(all_meant=True)]

    def _is_in_one_name(self, at: int) -> bool:
        """南京市人民政府有多少: the word for a body is the end of one agency's name."""
        return any(group.start < at < group.end and len(group.agencies) == 1 for group in self.groups)

    def _hear_kinds(self) -> None:
        """Kinds of bodies that are counted (how many bureaus), or of which the mean is asked (per district government)."""
        kinds = [mention for mention in self.mentions if kind_of(mention) != "all"]
        ranks = self.cues & {"most", "least", "rank", "rank_ascending", "position"} or self._top()
        if ranks and all(m.text.startswith("per ") for m in self.mentions if m.has("cue", "average")):
            self.cues.discard("average")  # the highest number of refusals per agency
        if any(map(self._is_counted, kinds)) and "sum" not in self.cues:
            self.cues.add("count")
        per_kind = any(patterns.search(r"\bper $", self.spotted.text[: mention.start]) for mention in kinds)
        if per_kind and "each" not in self.cues:
            self.cues.add("average")

    def _hear_verbs(self) -> None:
        """How high it is placed asks for its place; requests that an agency drops or that fall to it are no drop."""
        if patterns.search(f"{_HOW_HIGH}|{_AMONG_THE_TOP}", self.spotted.text):
            self.cues.add("position")
        if patterns.search(_DROPS_THEM, self.spotted.text):
            self.cues.discard("fall")
        if patterns.search(_BY_SO_MANY, self.spotted.text):
            self.cues = {*self.cues - {"difference"}, "quantity"}
        if any(patterns.fullmatch(_LESS, between(a, b, self.spotted.text)) for a, b in pairwise(self.groups)):
            self.cues.add("difference")
        if "share" in self.cues and patterns.search(_FELL_TO, self.spotted.text):
            self.cues.discard("fall")
        if self._codes("rate") and all("divi" in m.text for m in self.mentions if m.has("cue", "times")):
            self.cues.discard("times")  # the refusal rate (refused divided by concluded)

    def _names_totals(self) -> bool:
        """申请总数, 收费总额: of all agencies, where they are not told apart."""
        totals = [
            m
            for m in self.mentions
            if (
                m.has("item")
                and patterns.search("总[数量额和]$|合计数?$", m.text)
                and not m.has("item", "concluded")
            )
            or (m.has("column") and patterns.search("总[量额]$", m.text))
            or (m.has("cue", "quantity") and m.text == "总件数")
        ]
        each = {m.text for m in self.mentions if m.has("cue", "each")}
        apart = not each <= set(ALL_OF_THEM_TOGETHER) or patterns.search(_AND_MORE, self.spotted.text)
        if (each and apart) or self.cues & {"compare", "rank", "most", "least"}:
            return False
        return any(not self._is_whole_of_share(m) for m in totals)

    def _sums(self) -> bool:
        """Whether a word such as 总量 adds agencies up: not the whole of a share, nor what each of them has in all."""
        said = [m for m in self.mentions if m.has("cue", "sum")]
        if not said:
            return True
        apart = patterns.search(_EACH_ITS_TOTAL, self.spotted.text) is not None
        return not all(
            self._is_whole_of_share(m) or (apart and patterns.fullmatch(_A_TOTAL, m.text)) for m in said
        )

    def _is_whole_of_share(self, mention: Mention) -> bool:
        """The 总量 of 占新收总量的比例."""
        before, after = self.spotted.text[: mention.start], self.spotted.text[mention.end :]
        return "share" in self.cues and (
            patterns.search(_SHARE_OF, before) is not None
            and patterns.match(_SHARE_BEHIND, after) is not None
        )

    def _is_counted(self, mention: Mention) -> bool:
        """How many district governments, 多少个街道: bodies are counted, and not what they did."""
        before, after = self.spotted.text[: mention.start], self.spotted.text[mention.end :]
        return (
            patterns.search(r"(?:how many|number of)(?: of)?(?: the)? $|(?:几|多少)[个家]$", before)
            is not None
            or patterns.match(r"有(?:几|多少)[个家]", after) is not None
        )

    def _tests(self) -> bool:
        """Whether the question has a test of its own already."""
        tested = any(m.first(Threshold) or m.first(Top) for m in self.mentions)
        return tested or bool(
            self.cues & {"most", "least", "zero", "rise", "fall", "moves", "trend", "sum", "rank"}
        )

    def _add_up_together(self) -> bool:
        """昆山市政府和昆山市教育局共收到多少件, 所有机关共收到多少件: several agencies, and 共."""
        several = len({agency for group in self.groups for agency in group.agencies}) > 1
        several = several or (not self.groups and "agencies" in self.cues and "which" not in self.cues)
        return (
            several and "each" not in self.cues and patterns.search(TOGETHER, self.spotted.text) is not None
        )

    def _counted_namesakes(self, group: AgencyGroup) -> AgencyGroup:
        """两个鼓楼区: so many districts of one name, and not the bureaus in them."""
        found = patterns.search(r"(?:([两二三四])个|\b(two|three|four) )$", self.spotted.text[: group.start])
        if not found or group.has_office or len(group.places) != 1 or len(group.agencies) < 2:
            return group
        fits = self.directory.agencies_of_kind("governments")
        own = self.directory.agencies_called([(group.places[0], "seat")])
        namesakes = tuple(agency for agency in own if agency in fits)
        if len(namesakes) != int(read_number(found[1] or found[2])):
            return group
        return group._replace(agencies=namesakes, has_office=True, all_meant=True)

    def _narrowed_by_brackets(self, groups: list[AgencyGroup]) -> list[AgencyGroup]:
        """朝阳区各部门（北京）, …，北京的: a place in brackets or at the end tells where the names before it lie."""
        text = self.spotted.text
        for place in [g for g in groups if not g.has_office and is_said_beside(g, text)]:
            inside = [
                other._replace(agencies=tuple(a for a in other.agencies if a in place.agencies))
                for other in groups
                if other is not place and set(other.agencies) & set(place.agencies)
            ]
            rest = [g for g in groups if g is not place and not set(g.agencies) & set(place.agencies)]
            groups = [*inside, *rest] if inside and not rest else groups
        return groups

    def _take_cities_together(self) -> None:
        """各市合计最多的是哪个市: a city is all that is in it, and not its government."""
        if any(found.by == "city" for m in self.mentions if (found := m.first(Grouping))):
            cities = (
                "哪个市",
                "各市",
                "哪些市",
                "哪个城市",
                "each city",
                "every city",
                "all cities",
                "cities",
            )
            self.mentions = [m for m in self.mentions if m.first(Grouping) or m.text not in cities]

    def _read_who(self) -> None:
        """单位中谁申请最多: beside a word for bodies 谁 is one of them, and no kind of applicant."""
        bodies = any(kind_of(m) != "all" or m.has("cue", "agencies") for m in self.mentions)
        more = len(self.groups) > 1 and patterns.search("谁申请的?[最更较]?[多少]", self.spotted.text)
        if bodies or more or any(len(group.agencies) > 1 for group in self.groups):
            body = (Word("cue", "which"), Word("item", "application"))
            self.mentions = [
                m._replace(kinds=body) if m.has("cue", "distribution") and m.text.startswith("谁申请") else m
                for m in self.mentions
            ]

    def _read_share_of_people(self) -> None:
        """被拒的申请，个人的占比: beside an outcome its own applicants are meant, and not those of all new requests."""
        rates = [m for m in self.mentions if m.has("rate", "natural_person_share")]
        outcomes = [
            m
            for m in self.mentions
            if any(
                self.vocabulary.items[c].table == "applications" and not self.vocabulary.items[c].weak
                for c in m.codes("item")
                if c != "received"
            )
        ]
        text = self.spotted.text
        if len(rates) != 1 or not outcomes or outcomes[-1].end > rates[0].start:
            return
        if patterns.fullmatch(_PEOPLE_OF_THESE, text[outcomes[-1].end : rates[0].start]):
            part = (Word("column", "natural_person"), Word("cue", "share"))
            self.mentions = [m._replace(kinds=part) if m is rates[0] else m for m in self.mentions]

    def _exclude_kinds(self) -> None:
        """Kinds of bodies that are left out (除街道外, excluding town governments), with the words that only say so."""
        text = self.spotted.text
        if not may_except(text):
            return
        kinds = [m for m in self.mentions if kind_of(m) != "all"]
        out = [
            m
            for m in kinds
            if patterns.search(EXCEPT, text[: m.start]) or patterns.match(EXCEPT_BEHIND, text[m.end :])
        ]
        behind = [m for m in out if patterns.match(EXCEPT_BEHIND, text[m.end :])]
        for one, other in pairwise(kinds):  # excluding towns and subdistricts, 街道乡镇
            if (
                one in out
                and other not in out
                and patterns.fullmatch(f"(?:{_AND})?", text[one.end : other.start])
            ):
                out.append(other)
        for other, one in reversed(list(pairwise(kinds))):  # towns and subdistricts don't count
            if one in behind and patterns.fullmatch(_AND, text[other.end : one.start]):
                behind.append(other)
        for mention in dict.fromkeys((*out, *behind)):
            self.excluded += tuple(sorted(self.directory.agencies_of_kind(kind_of(mention))))
            self.mentions.remove(mention)
        if self.excluded:  # Guangdong without Shenzhen asks for no zero
            self.mentions = [mention for mention in self.mentions if not self._only_excepts(mention)]

    def _joins_a_kind(self, mention: Mention) -> bool:
        """The county of county or district governments: a level beside another of the same bodies."""
        after = next((m for m in self.spotted.mentions if m.start > mention.end and not m.has("stop")), None)
        between = self.spotted.text[mention.end : after.start] if after else ""
        levels = after is not None and any(code.startswith(LEVEL_CUE) for code in after.codes("cue"))
        return (
            levels
            and patterns.fullmatch(r"(?:[- ]level)?-? ?(?:and|or|/|,|&) ?(?:the )?", between) is not None
        )

    def _take_in_kinds(self) -> None:
        """All Nanjing agencies including districts: a kind that is said to be among them narrows nothing."""
        text = self.spotted.text
        if patterns.search(_BODIES, text):
            self.mentions = [
                mention
                for mention in self.mentions
                if kind_of(mention) == "all"
                or not (
                    patterns.search(_TAKEN_IN, text[: mention.start])
                    or patterns.match(_TAKEN_IN_BEHIND, text[mention.end :])
                )
            ]

    def _narrow_regions(self) -> None:
        """江苏收到申请最多的局: of a region's agencies those of the kind that the question speaks of elsewhere."""
        kind = kind_said(self.mentions, self.cues, self.spotted.text)
        if kind == "all":
            return
        fits = self.directory.agencies_of_kind(kind)
        said = (mention for mention in self.mentions if kind_of(mention) != "all")
        all_meant = any(is_said_of_all(mention, self.spotted.text) for mention in said)
        for at, group in enumerate(self.groups):
            agencies = tuple(agency for agency in group.agencies if agency in fits)
            if len(group.agencies) > 1 and not group.has_office:
                self.groups[at] = group._replace(agencies=agencies, all_meant=group.all_meant or all_meant)

    def _may_be_its_own(self, group: AgencyGroup) -> bool:
        """Whether a place may stand for its own government: Suzhou's share, and not that of Suzhou's agencies."""
        own = self.directory.agencies_called([(place, "seat") for place in group.places])
        governments = self.directory.agencies_of_kind("governments")
        return not group.all_meant and any(agency in governments for agency in own)

    def _take_whole_regions(self) -> None:
        """Within Jiangsu, 江苏省内: where a number is asked for, all agencies there have it together."""
        if self.cues & _TOLD_APART:
            return
        text = self.spotted.text
        for at, group in enumerate(self.groups):
            if not self.cues & {"quantity", "sum", "per_year", "all_years", "trend"} and not self._is_pooled(
                group
            ):
                continue
            said = (
                self._is_pooled(group)
                or patterns.search(_THROUGHOUT, text[: group.start])
                or (
                    patterns.match(_IN_THE_PROVINCE, text[group.end :]) and not patterns.search(_BODIES, text)
                )
            )
            if said and len(group.agencies) > 1 and not group.has_office:
                if len(self._years()) > 1 and self._is_pooled(group):
                    self.cues.add("per_year")  # a rate of several years is told year by year
                    continue
                self.groups[at] = group._replace(all_meant=True)
                self.cues.add("sum")

    def _is_pooled(self, group: AgencyGroup) -> bool:
        """江苏省的不予公开率: a rate of a place whose government is not among the reports is that of all its agencies."""
        alone = len(self.groups) == 1 and len(group.places) == 1 and not group.all_meant
        rate = bool(self._codes("rate")) and not self._codes("item")
        return alone and rate and not self.directory.has_government(group.places[-1])

    def _heed_numbers(self) -> None:
        """苏州三家单位: of the agencies of a place its own, where those are as many as said, and not all within it."""
        for at, group in enumerate(self.groups):
            said = patterns.match(_SO_MANY, self.spotted.text[group.end :])
            if not said or not group.places or len(group.agencies) < 2:
                continue
            number = int(read_number(said["n"]))
            own = self.directory.agencies_called([(group.places[-1], "seat")])
            own = tuple(agency for agency in group.agencies if agency in own)
            if number == len(own) < len(group.agencies):
                self.groups[at] = group._replace(agencies=own, all_meant=True)

    def _whole(self, group: AgencyGroup) -> AgencyGroup:
        """All the agencies of a place said alone, whatever office stands elsewhere in the question."""
        if group.text.strip() not in group.places:
            return group
        terms = [(place, "place") for place in group.places]
        return group._replace(agencies=self.directory.agencies_called(terms) or group.agencies)

    @heard_once
    def _codes(self, kind: str) -> list[str]:
        """The codes of that kind in the question's order; a verb such as decide is a column beside an item of table 二."""
        disclosure = any(
            self.vocabulary.items[code].table == "disclosure"
            for mention in self.mentions
            if not mention.has("column")
            for code in mention.codes("item")
        )
        # the success rate of lawsuits is a share of those
        disputes = kind == "rate" and any(
            self.vocabulary.items[code].table == "disputes"
            for mention in self.mentions
            for code in mention.codes("item")
        )
        found = (
            code
            for mention in self.mentions
            if not (kind == "item" and disclosure and mention.has("column"))
            and not (disputes and mention.has("cue", "share"))
            for code in mention.codes(kind)
            if not (kind == "column" and code == "change" and not self._change_is_of_the_form())
        )
        return list(dict.fromkeys(found))

    def _change_is_of_the_form(self) -> bool:
        """Whether a word such as 增加 is the form's column 本年增/减."""
        return True

    def _above_agency(self) -> tuple[AgencyGroup, Operator] | None:
        """比昆山市政府多的单位: the agency that others are measured by."""
        return None

    def _shares(self) -> bool:
        return "share" in self.cues and not self._codes("rate")

    def _heeded(self) -> list[tuple[int, int]]:
        """Where words stand that say whom to leave out or to keep, and were heeded: 撇开, leaving … aside, only counting."""
        not_of = "非|不属于|不在"
        pattern = (
            f"{EXCEPTING}|{NONE_OF}|{EXCEPT_BEHIND}|{KEEPING}|{THE_REST}|{not_of}"
            if self.excluded
            else KEEPING
        )
        return [found.span() for found in patterns.finditer(pattern, self.spotted.text)]

    def _only_excepts(self, mention: Mention) -> bool:
        """Whether a word for none stands right before a name that is left out."""
        behind = self.spotted.text[mention.end :]
        names = (m for m in self.spotted.mentions if m.start >= mention.end and m.first(AgencyTerm))
        first = next(names, None)
        between = behind[: first.start - mention.end] if first else "?"
        return (
            mention.has("cue", "zero")
            and patterns.fullmatch(r"\s*(?:the |those |all |of |in )*", between) is not None
        )

    def _is_excepted(self, mention: Mention) -> bool:
        before = self.spotted.text[: mention.start]
        return may_except(before) and patterns.search(EXCEPT, before) is not None

    @heard_once
    def _top(self) -> Top | None:
        return next((top for mention in self.mentions if (top := mention.first(Top))), None)

    @heard_once
    def _thresholds(self) -> list[Threshold]:
        return [found for mention in self.mentions if (found := mention.first(Threshold))]

    def _names_one_agency(self) -> bool:
        return len(self.groups) == 1 and len(self.groups[0].agencies) == 1

    def _names_a_region(self) -> bool:
        """江苏和广东的单位: names that call many agencies."""
        return any(group.all_meant and len(group.agencies) > 1 for group in self.groups)

    def _is_wide(self) -> bool:
        """Whether the question speaks of several agencies although one name stands in it (广州的局)."""
        return any(group.all_meant for group in self.groups) or bool(
            self.cues & {"each", "two_both", "sum", "agencies", "which", "bureaus"}
        )

    @heard_once
    def _years(self) -> tuple[int, ...]:
        """The years named; those that are left out (all years but 2020) leave the others there are."""
        dated = [mention for mention in self.mentions if mention.first(Years)]
        left_out = {
            year for mention in dated if self._is_excepted(mention) for year in mention.first(Years).years
        }
        years = [year for mention in dated for year in mention.first(Years).years if year not in left_out]
        if left_out and not years:
            years = [year for year in sorted(self.directory.years()) if year not in left_out]
        return tuple(dict.fromkeys(years))


_PEOPLE_OF_THESE = r"的?(?:申请|件|案件|申请件)?(?:(?:里面?|中间?|当中|之中|里头)[，,]?|[，,](?:其中)?|，?其中)(?:来自|属于)?"
_NAME_IN_PLACE = r"(?P<name>.+?),? (?:with)?in (?P<place>[^,]+)"
_RANKS = r"(?: province| city)?,? (?:rank|come|stand|place|finish|sit|end|land)(?:s|ed|ing)?\b"
_AMONG_THE_TOP = (  # is Kunshan among the top five: its place tells
    r"^(?:and |so |but )?(?:is|was|are|were|did|does|do|has|had) .{2,80}\b(?:in|among|amongst|part of|make|made|within|inside|enter)"
    r" the (?:top|bottom|leading|first) (?:\d+|[a-z]+)\b"
)
_HOW_HIGH = (  # how high is Shunde placed, how far down the list does it stand
    r"\bhow (?:high|highly|low|far (?:up|down))\b.{2,90}"
    r"\b(?:placed|rank(?:ed|s)?|come|stand|sit|figure|finish(?:ed)?|end up|positioned|listed)\b"
)
_TOLD_APART = {"which", "most", "least", "each", "rank", "rank_ascending", "average", "median", "count", "compare", "position",
               "share", "difference", "times"}  # fmt: skip
_THROUGHOUT = (
    r"\b(?:within|across|throughout|all over|all across|in (?:all|the whole|the entire)(?: of)?)\s+(?:the )?$"
)
_IN_THE_PROVINCE = r" province\b(?! government)|省?(?:境内|范围内|内)(?!部)|全[省市]"
_BODIES = r"单位|机关|机构|\b(?:agencies|bodies|authorities)\b"
_TAKEN_IN = (
    r"(?:含|包括|包含|连同|算上|连)(?:所有|全部|下属|下辖|各)*的?$"
    r"|\b(?:including|with|together with|as well as|counting)\s+(?:(?:the|its|their|all|every|also) )*$"
)
_TAKEN_IN_BEHIND = (  # 市级、区级、街道全算进来
    r"[^，,。;；（(]{0,14}(?:全部?|都|也|均|统统)(?:算|计|包括|含|加)(?:进来|进去|上|在内|入)?(?=$|[）)，,。；;])"
    r"|(?:,? (?:and|or|&) (?:the |its |all )?[a-z-]+){0,2},? (?:included|inclusive|and all|counted in|too|as well)\b"
)
_AND = r"\s*(?:[、和与及,]|,? and )\s*(?:the )?"
_HAVE_SOME = (
    r"(?:^|年|[，,的])有(?!多少|几|没有|哪)[^，。？]{1,14}的(?:单位|机关|局|政府|街道|乡镇|部门|区县)"
    r"(?:有哪些|是哪些|有几个|有多少个)?[？?。]?$"
)
_REQUESTS = r"(?:requests?|applications?|cases?|applicants?|lawsuits?|reviews?)"
_DROPS_THEM = (  # requests that an agency drops, and no drop in requests
    rf"\bhow many {_REQUESTS} (?:did|does|has|have)\b.{{1,60}}\bdrop(?:ped)?\b(?! by\b)"
    rf"|\b{_REQUESTS}\b.{{0,60}}\b(?:was|were|been|being|get|got) dropped\b"
)
_BY_SO_MANY = (  # by how many requests was it approached, rank them by how many requests they refused
    rf"\bby how many (?:[a-z]+ )?{_REQUESTS}(?: for [a-z]+)? (?:was|were|is|are|has|had)\b"
    r"|\b(?:rank|sort|order|arrang|list|line|put|compar|measur|judg|group|plac)\w*\b[^,.?]{0,60}\b(?:by|on) how (?:many|much)\b"
    r"(?! more| less| fewer)"
)
_WHATEVER_THE_REASON = (
    r"\b(?:for|on) (?:whatever|any|whichever) (?:of the )?(?:reason|ground)s?\b"
    r"|\b(?:whatever|whichever|no matter (?:what|which)|regardless of) (?:the )?(?:reason|ground)s?\b"
    r"|, (?:on |for )?all (?:the )?(?:reason|ground)s\b(?! separately| apart| listed)"
    r"|(?:不论|无论|不管|不问|不分)(?:是|出于|因为?)?(?:什么|何种|哪种|哪条|啥|何)?(?:理由|原因|情形)"
)
_COUNTS_BODIES = (
    r"\b(?:how many|number) (?:of )?(?:the |those |these |all )?"
    r"(?:(?!(?:did|do|does|was|were|have|has|in|by|to|requests?|applications?|cases?|lawsuits?|reviews?)\b)[\w'’-]+ ){0,3}"
    r"(?<!over all )(?<!across all )(?<!for all )(?:agencies|bureaus|bodies|authorities|governments|departments|units|offices)\b"
    r"|(?<![的那这])(?:几|多少)[个家][^，。？,\s]{0,6}(?:单位|机关|机构|局|部门)(?!的)(?!.*(?:分别|各自|各收|各有))"
    r"|(?:单位|机关|机构|部门|局|政府)[，,]?\s*(?:20\d\d年度?)?(?:一?共|总共)?有?(?:多少|几)[个家](?![单机部])"
    r"|(?:单位|机关|机构|部门|政府|者)(?:一?共|总共)?有(?:多少|几)(?=[？?。，,]|$)"
)
ALL_OF_THEM_TOGETHER = ("各单位", "各个单位", "各机关", "各部门", "各局", "所有单位", "全部单位")
_LESS = r"(?:'s|’s)?(?: (?:requests|applications|figure|number))?,? (?:less|minus) (?:the )?"  # Nanjing's less Suzhou's
_FELL_TO = r"\bf[ae]ll(?:s|ing)? (?:to|on|upon)\b(?! \d)"
_AMONG_OUTCOMES = r"(?:办理|处理|办结)(?:结果|情况)(?:之?中|里面?|当中)"
_SO_MANY = rf"的?(?P<n>\d|{CHINESE_NUMBER})[家个](?:单位|机关|机构|部门|(?=[，,（(各]))"
_AND_MORE = r"总[数量额计](?:及|和|与|、)"
_A_TOTAL = r"总[量数额计]|总件数|合计数|total(?: number)?"
_EACH_ITS_TOTAL = (  # 各机关不予公开的总量: each one's
    r"(?<!全[国省市区县])(?:各个?|每个?|每家)(?:单位|机关|机构|部门|局|政府|[省市区县镇]政府|街道|乡镇)[^，。？]{0,24}(?:的|各自)总[量数额计](?:及|和|与|、|[，。？?]|$)"
    r"|\b(?:its|their own|each (?:one|agency|body|of them)['’]s(?: own)?) total\b"
)
_SHARE_OF = r"(?:占|在)[^，。？]{0,14}$"
_SHARE_BEHIND = r"\s*(?:中|里|当中|之中)?(?:所)?(?:占)?的?(?:比|份额|百分|几成|多少|多大|[，,。:：？?]|$)"
TOGETHER = r"(?<!公)共(?:计|收|新|办|接|受|作|处|有多少|采|不予|予以|罚|提)"


def _is_a_part(column: Mention, text: str) -> bool:
    """Whether the words around a kind of applicant or result say that it is a part of what comes behind."""
    before, behind = text[: column.start], text[column.end :]
    if patterns.match(_PART_OF_WHAT_COMES, behind):
        return True
    return (
        patterns.search(_SHARE_BEFORE, before) is not None
        and patterns.match(r" (?:in|among|within)\b", behind) is not None
    )


def _column_comes_first(spotted: Spotted, vocabulary: Vocabulary) -> bool:
    """企业申请中予以公开的占比 is a part of the companies' applications, 予以公开的申请中企业占比 of those granted.

    So is what companies are said to be a part of: companies' share in the requests granted, 企业占予以公开的几成.
    """
    columns = [m.start for m in spotted.mentions if m.has("column") and not _is_a_part(m, spotted.text)]
    items = [
        m.start for m in spotted.mentions if any(not vocabulary.items[code].weak for code in m.codes("item"))
    ]
    return bool(columns and items) and min(columns) < min(items)


_PART = r"(?:shares?|portions?|proportions?|parts?|percentages?|fractions?|slices?)"
_PART_OF_WHAT_COMES = (
    rf"(?:['’]s?)? {_PART} (?:of|in|among)\b|(?:的申请|申请人?)?(?:所?占|在[^，。？?]{{2,20}}[中里]所?占)"
)
_SHARE_BEFORE = rf"\b{_PART} of (?:the )?$"
