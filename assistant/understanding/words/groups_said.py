"""The groups of agencies that a question names, set right: whole regions, parts of one another, crowds, those left out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from assistant import patterns
from assistant.intent import AgencyGroup
from assistant.understanding.words.exceptions import EXCEPT, EXCEPT_BEHIND, may_except
from assistant.understanding.words.said_kinds import AND

_BODIES_BEHIND = r"(?:省|市)?(?:境?内|里)?的?(?:各个?|所有|全部)?的?(?:单位|机关|机构)|'?s? (?:agencies|bodies|authorities)"
_TAKING_IN = (  # with Kunshan, and not those filed with Kunshan
    r"(?:包括|包含|含|including|(?<!landed )(?<!lodged )(?<!filed )(?<!placed )(?<!registered )(?<!up )(?<!lie )(?<!rest )(?<!left )with)"
    r"\s*(?:the )?$"
)
_BODIES_BEFORE = r"(?:agencies|bodies|authorities) (?:of|in|from|within) (?:the )?(?:\w+ (?:and|or) )?$"


def with_regions(groups: list[AgencyGroup], text: str) -> list[AgencyGroup]:
    """Regions whose agencies are all meant (江苏和浙江的单位, agencies in Jiangsu and Zhejiang); a class named twice is one."""
    found: list[AgencyGroup] = []
    for at, group in enumerate(groups):
        if any(set(group.agencies) == set(other.agencies) and not group.places for other in groups[:at]):
            continue
        said = patterns.match(_BODIES_BEHIND, text[group.end :]) or patterns.search(
            _BODIES_BEFORE, text[: group.start]
        )
        found.append(group._replace(all_meant=group.all_meant or (not group.has_office and said is not None)))
    places = list(range(len(found) - 1))
    for at in [*places, *reversed(places)]:
        one, other = found[at], found[at + 1]
        if (
            patterns.fullmatch(AND, text[one.end : other.start])
            and one.has_office == other.has_office is False
        ):
            both = one.all_meant or other.all_meant
            found[at], found[at + 1] = (
                found[at]._replace(all_meant=both),
                found[at + 1]._replace(all_meant=both),
            )
    return found


def without_parts(groups: list[AgencyGroup], text: str) -> list[AgencyGroup]:
    """苏州（含昆山）, Suzhou with Kunshan included: a part of a region that is named to say so."""
    return [
        group
        for group in groups
        if not (
            any(set(group.agencies) < set(other.agencies) for other in groups)
            and (
                patterns.search(_TAKING_IN, text[: group.start])
                or patterns.match(r"\s*(?:在内|included|as well|too\b)", text[group.end :])
            )
        )
    ]


def crowd_of(groups: Sequence[AgencyGroup], text: str, is_taken_among: bool) -> list[AgencyGroup]:
    """A class of agencies beside one of its members: 大兴应急局 … 四个应急局; a region where a rank or a share is asked."""
    return [
        group
        for group in groups
        if len(group.agencies) > 1
        and (
            not group.places
            or (is_taken_among and not group.has_office)
            or group.all_meant
            or patterns.search(
                r"\b(?:in|within|among) (?:the )?$|在$", text[: group.start]
            )  # in Jiangsu, … Kunshan
        )
        and any(other is not group and set(other.agencies) < set(group.agencies) for other in groups)
    ]


def is_said_beside(place: AgencyGroup, text: str) -> bool:
    """Whether a place stands in brackets, or by itself at the end: ，北京的."""
    if patterns.search(r"[（(](?:[都均全]?(?:是|为|属于?|位于|在))?$", text[: place.start]):
        return True
    alone = patterns.search(r"[，,]\s*(?:我?(?:说|指|问)的?是|都?是)?(?:在)?$", text[: place.start])
    return alone is not None and patterns.match(_AT_THE_END, text[place.end :]) is not None


_AT_THE_END = r"(?:那边|那个|市内|市里|省内|那里|这边)?的?[）)]?[？?。]?$"


def between(one: AgencyGroup, other: AgencyGroup, text: str) -> str:
    first, second = sorted((one, other), key=lambda group: group.start)
    return text[first.end : second.start]


def excluded(groups: Sequence[AgencyGroup], text: str) -> tuple[list[AgencyGroup], tuple[str, ...]]:
    """The groups that are meant, and the agencies that are left out (除了大兴, 黄埔以外, 不是黄埔的单位)."""
    out = [
        group
        for group in groups
        if (
            may_except(text)
            and (
                patterns.search(EXCEPT, text[: group.start])
                or patterns.match(EXCEPT_BEHIND, text[group.end :])
            )
        )
        or (
            patterns.search(r"\bnot in $", text[: group.start])
            and patterns.match(r"的?(?:单位|局|机关|部门|地方)|$|\W", text[group.end :])
        )
    ]
    for one, next_one in [*pairwise(groups), *reversed(list(pairwise(reversed(groups))))]:
        if (one in out) != (next_one in out) and patterns.fullmatch(AND, between(one, next_one, text)):
            out += [one if next_one in out else next_one]  # 除南京和苏州外
    kept = [group for group in groups if group not in out]
    return kept, tuple(agency for group in out for agency in group.agencies)
