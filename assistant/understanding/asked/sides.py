"""Whether a question sets kinds of bodies beside each other, or names each with a year of its own: two sides, one figure each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Literal

from assistant import patterns
from assistant.bodies import kind_named, with_default_sort
from assistant.intent import AgencyGroup, Mean, Metric, Operation, Side
from assistant.understanding.asked.changes import PERCENTAGE_OF
from assistant.understanding.asked.groups import AskedGroups
from assistant.understanding.asked.heard_once import heard_once
from assistant.understanding.asked.operation import EACH_FIGURE
from assistant.understanding.words.groupings import Grouping
from assistant.understanding.words.mentions import Mention, Years
from assistant.understanding.words.said_kinds import kind_of

_AGAINST = (
    r"(?:谁|孰|哪[个家类边方头]).{0,14}[多少高低大小]|比(?!例|重|率)|[几多]少?倍|倍于|相差|[之的]差|差(?:多少|几|距|额|值|了|异)"
    r"|更[多少高低大小]|还是|\b(?:than|versus|vs|compared?|difference|gap|times|ratio|minus)\b"
    r"|\b(?:which|who) of\b.*\b(?:more|fewer|higher|lower|larger|smaller|greater|most|least)\b"
    r"|\bor\b.*\b(?:more|fewer|higher|lower|larger|smaller|greater|most)\b|\b(?:more|fewer|higher|lower|larger|which|who)\b.*\bor\b"
)
_WHICH_OF_A_KIND = (
    r"\b(?:which|what|how many) (?:[\w-]+ ){0,2}?"
    r"(?:agenc|bureau|government|department|district|cit|bod|authorit)\w+\b.*\bthan\b"
)
_EACH_OF_THEM = (
    r"分别|各自|各[平收是有为]|各多少|又[是平收有占办被]|平均.+平均|[局府门镇道委厅]呢[？?]?$|按.{0,2}类|和[^（）()]{0,12}的?(?:平均|中位)"
    r"|respectively|\beach\b|\band (?:(?:what|how (?:many|much)|that|those|the same)\b"
    r"|(?:for|in|at|by|of|per) (?:an? |the |each |every )?(?:average |typical |mean )?)"
)
_ENDS_WITH_DIFFERENCE = r"[之的件数量请]差[？?。]?$"
_WHOLE = r"占(?:到|了)?(?:全部|所有|总[数量计]|全体|整个|全国|全省|全市|被?统计)(?:的|各|单位|机关|申请|总量|总数)*"
_WHOLE_ENGLISH = r"\b(?:of|in|among) (?:all|everything|everyone|every|the (?:overall |grand |whole )?total(?: number)?(?: of)?)\b(?: the)?"
_OF_THE_REQUESTS = (  # what percentage of requests went to
    r"(?:share|proportion|percentage|per ?cent|%|fraction|part|portion|how much) of (?:the "
    r"|total )*(?:20\d\d )?(?:(?:foi|information|disclosure|new|access|incoming) )*"
    r"(?:requests|applications)\b"
)
_OF_BODIES = "[ -](?:gov|bur|dep|com|agenc|auth|level|hall|council|offic)"
_MEAN_OF = r"(?:-?wide)? (?=average|mean|median)"
_PLACES: tuple[tuple[str, Literal["province", "city", "county"]], ...] = (
    (
        r"全省|本省|省内|省里|(?:in|of|across) (?:the|its) (?:whole |entire )?province"
        rf"|\bprovin(?:cial|ce){_MEAN_OF}",
        "province",
    ),
    (
        rf"全市|本市|市内|(?:in|of|across) (?:the|its) (?:whole |entire )?city\b(?!{_OF_BODIES})"
        rf"|\b(?:city|municipal){_MEAN_OF}",
        "city",
    ),
    (
        rf"全区|全县|本区|本县|(?:in|of|across) (?:the|its) (?:whole |entire )?(?:district|county)\b(?!{_OF_BODIES})"
        rf"|\b(?:district|county){_MEAN_OF}",
        "county",
    ),
)
_REGIONS: tuple[Literal["province", "city"], ...] = ("province", "city")
_RANKS = {
    *("most", "least", "position", "rank", "rank_ascending", "count", "zero", "nonzero", "missing", "check"),
    *("trend", "per_year"),
}


class AskedSides(AskedGroups):
    """The sides of one question."""

    def _sides(self) -> tuple[Side, ...]:
        """Those that are set beside each other, in the question's order; () where nothing of the kind is asked."""
        return self._sides_read

    @cached_property
    def _sides_read(self) -> tuple[Side, ...]:
        if own := self._beside_the_mean():
            return own
        tested = self._top() or self._thresholds() or self._above_mean()
        told_each = patterns.search(EACH_FIGURE, self.spotted.text) is not None  # 分别是多少，谁最多
        ranks = self.cues & (_RANKS - {"most", "least"} if told_each else _RANKS)
        two_means = self.cues >= {"average", "median"}  # of one crowd
        if tested or ranks or two_means or any(mention.first(Grouping) for mention in self.mentions):
            return ()
        if patterns.search(_WHICH_OF_A_KIND, self.spotted.text):
            return ()  # which bureaus had more than all city governments: those who pass, and no two totals
        sides = self._parties()
        part_of_all = len(sides) == 1 and not self.crowd and self._is_part_of_all(sides[0])
        if part_of_all:
            sides = [*sides, self._whole_of(sides[0])]
        elif len(sides) == 1 and self._is_part_of_crowd(sides[0]):
            part_of_all = True
            sides = [*sides, *(Side(self._name_of(group), group.agencies) for group in self.crowd)]
        if len(sides) < 2 or any(not side.agencies and side.kind == "" for side in sides):
            return ()
        dated = self._own_years(sides)
        several = [side for side in sides if len(side.agencies) != 1]
        against = part_of_all or self._sets_against()
        if not dated and (not several or self._compares_years() or not against):
            return ()
        return tuple(dated or sides)

    @heard_once
    def _beside_the_mean(self) -> tuple[Side, ...]:
        """南京市教育局的公开率比平均高多少: one agency beside the mean of all, or of all in its city."""
        kinds = any(kind_of(m) != "all" and not self._ends_name(m) for m in self.mentions)
        ranks = self.cues & _RANKS or len(self._years()) > 1 or self._change()
        if (
            self._above_mean() is None
            or not self._names_one_agency()
            or kinds
            or ranks
            or len(self.groups) > 1
        ):
            return ()
        side = Side(self.groups[0].agencies[0], self.groups[0].agencies)
        whole = self._whole_of(side)
        return (side, whole) if whole.said else ()

    def _sides_mean(self) -> Mean:
        """What is taken of each side where it is not the sum."""
        above = self._above_mean() if self._beside_the_mean() else None
        return above.mean if above else self._mean()

    def _unread_of_relations(self) -> list[str]:
        return [] if self._sides() else super()._unread_of_relations()

    def _unread_of_years(self) -> list[str]:
        return [] if self._sides() else super()._unread_of_years()

    def _compares_years(self) -> bool:
        """Whether a year is set beside another, and not one kind beside another over a span of years."""
        dated = [m for m in self.mentions if m.first(Years)]
        return bool(self._change()) and (self._moved() or len(dated) != 1 or "prior_year" in self.cues)

    def _parties(self) -> list[Side]:
        """The names and the kinds of bodies that could be sides; none where one of them could be several agencies."""
        said: list[tuple[int, AgencyGroup | Mention]] = [(group.start, group) for group in self.groups]
        said += [
            (m.start, m)
            for m in self.mentions
            if self._side_kind(m) != "all"
            and not m.has("cue", "which")
            and not self._ends_name(m)
            and not (
                len(self.groups) > 1 and patterns.match("[两二三四五六][个家]", m.text)
            )  # the two just named
        ]
        sides: list[Side] = []
        region: AgencyGroup | None = None
        for _, party in sorted(said, key=lambda one: one[0]):
            if isinstance(party, Mention):
                sides.append(self._of_kind(party, region))
            elif self._is_meant_whole(party):
                sides.append(Side(self._name_of(party), party.agencies))
                region = party if party.places and party.has_office and len(party.agencies) > 1 else None
            else:
                return []
        return sides

    def _name_of(self, group: AgencyGroup) -> str:
        """A name as the question says it; a region by its full name, where the agencies meant are all that it has."""
        for by in () if group.has_office else _REGIONS:
            places = self.directory.places(by)
            own = {places[agency] for agency in group.agencies}
            if len(own) == 1 and sum(place in own for place in places.values()) == len(group.agencies):
                return own.pop()
        return group.text.strip()

    def _side_kind(self, mention: Mention) -> str:
        """The kind of body a word names, a level before it included; 政府 beside 部门 or 局 is one, too."""
        kind = kind_of(mention)
        if any(m.start == mention.end and kind_of(m) != "all" for m in self.mentions):
            return "all"  # the 区县级 of 区县级人民政府
        if patterns.search(r"(?:哪[个些家]?|\bwhich |\bwhat )$", self.spotted.text[: mention.start]):
            return "all"
        before = next((m for m in self.mentions if m.end == mention.start and kind_of(m) != "all"), None)
        if before and kind != "all":
            kind = kind_named([*before.codes("cue"), *mention.codes("cue")])
        if mention.text in ("政府", "governments") and self.cues & {"departments", "bureaus"}:
            kind = "governments"
        return with_default_sort(kind)

    def _ends_name(self, mention: Mention) -> bool:
        return any(group.start <= mention.start and mention.end <= group.end for group in self.groups)

    def _of_kind(self, mention: Mention, region: AgencyGroup | None) -> Side:
        """区政府; 市政府 behind 江苏的区政府和 are those of Jiangsu, too."""
        kind = self._side_kind(mention)
        if region is None:
            return Side(mention.text, (), kind)
        there = set(self.directory.agencies_called([(place, "place") for place in region.places]))
        own = tuple(sorted(there & self.directory.agencies_of_kind(kind)))
        return Side(f"{region.places[-1]}{mention.text}", own)

    def _is_meant_whole(self, group: AgencyGroup) -> bool:
        """A name of one agency, a class of them (教育局), all of a region: and not one that could be either of two."""
        if len(group.agencies) < 2 or group.all_meant:
            return True
        added_up = bool(self.cues & {"sum", "average", "median"}) or self._total()
        if self._shares() and self._says_of_all():
            return not self._may_be_its_own(group)
        return (group.has_office and not group.places) or (added_up and not group.are_namesakes)

    def _total(self) -> bool:
        return patterns.search(r"总[数量和额计]|合计|\btotal", self.spotted.text) is not None

    def _sets_against(self) -> bool:
        text = self.spotted.text
        if patterns.search(_AGAINST, text) or self._is_part():
            return True
        return (
            bool(self.cues & {"sum", "average", "median"})
            and patterns.search(_EACH_OF_THEM, text) is not None
        )

    def _is_part(self) -> bool:
        """教育局申请占所有局的比例: the first is set beside the second as a part of it."""
        return self._shares() and patterns.search(PERCENTAGE_OF, self.spotted.text) is not None

    def _is_part_of_all(self, side: Side) -> bool:
        """乡镇街道的申请占全部单位的百分之几: several agencies as a part of all."""
        return len(side.agencies) != 1 and self._shares() and self._says_of_all()

    def _is_part_of_crowd(self, side: Side) -> bool:
        """What percentage of Jiangsu's requests Nanjing's agencies had: several agencies as a part of a region's."""
        return len(side.agencies) > 1 and len(self.crowd) == 1 and self._shares()

    def _says_of_all(self) -> bool:
        """占全部申请, of all refusals: of what everybody has, and not of another figure of their own."""
        if patterns.search(_WHOLE, self.spotted.text):
            return True
        items = {code for mention in self.mentions for code in mention.codes("item")}
        taken_in = items <= {"received", "application"} and not self._codes("column")
        if taken_in and "each" not in self.cues and patterns.search(_OF_THE_REQUESTS, self.spotted.text):
            return True
        found = patterns.search(_WHOLE_ENGLISH, self.spotted.text)
        if not found or any(m.has("column") and not m.has("item") for m in self.mentions):
            return False
        strong = [m for m in self.mentions if set(m.codes("item")) - {"application", "received"}]
        return all(self.spotted.text[found.end() : m.start].isspace() for m in strong)

    def _place_of_its_own(self) -> tuple[str, Literal["", "province", "city", "county"]]:
        """全省, 全市 as said, and the kind of place: that of the agency which is ranked there or taken a share of."""
        for pattern, place in () if self.crowd else _PLACES:
            if found := patterns.search(pattern, self.spotted.text):
                return found.group(), place
        return "", ""

    def _whole_of(self, side: Side) -> Side:
        """All that a side is a part of: everybody, or those of its own province or city (占全省)."""
        _, place = self._place_of_its_own()
        if not place or not side.agencies:
            return Side("全部单位" if self.spotted.language == "zh" else "all agencies", (), "all")
        own = self.directory.of_same_place(side.agencies, place)
        names = {name for agency, name in self.directory.places(place).items() if agency in own}
        return Side(next(iter(names)), own) if len(names) == 1 else Side("", (), "")

    def _own_years(self, sides: Sequence[Side]) -> list[Side]:
        """Each of two with the year said beside it: 南京市政府2022年…2019年苏州市政府; [] where years are of both."""
        dated = [(m.start, years.years) for m in self.mentions if (years := m.first(Years))]
        if len(sides) != 2 or len(dated) != 2 or dated[0][1] == dated[1][1] or len(self.groups) != 2:
            return []
        order = [
            kind for _, kind in sorted([*((g.start, 0) for g in self.groups), *((at, 1) for at, _ in dated)])
        ]
        if order[0] == order[1]:
            return []
        return [side._replace(years=years) for side, (_, years) in zip(sides, dated, strict=True)]

    def _of_all_sides(self, metrics: Sequence[Metric], sides: Sequence[Side]) -> list[Metric]:
        """A part of what everybody has is of that figure itself, and not of its share."""
        if sides[-1].kind != "all":
            return list(metrics)
        return [metric for metric in metrics if metric.over is None][-1:] or list(metrics)

    def _of_sides(self, sides: Sequence[Side]) -> Operation:
        """What is done with them: one over the other, one less the other, or both told."""
        if self._beside_the_mean():
            return "difference"
        if len(sides) == 2 and (
            "times" in self.cues or self._is_part() or self.crowd or sides[-1].kind == "all"
        ):
            return "times"
        differ = "difference" in self.cues or patterns.search(_ENDS_WITH_DIFFERENCE, self.spotted.text)
        return "difference" if len(sides) == 2 and differ else "compare"
