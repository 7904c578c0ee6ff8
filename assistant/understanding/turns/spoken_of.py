"""Of whom was spoken: the agencies and the columns of the question before that another points back at."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import patterns
from assistant.agencies import Directory
from assistant.intent import AgencyGroup, Intent
from assistant.understanding.turns.choices import WIDE
from assistant.understanding.words.numerals import read_number
from index.kinds import is_government

_THOSE_REQUESTS = r"其中|这些申请|那些申请|\b(?:of (?:those|these|them)|(?:those|these) (?:requests|applications|ones)|were they)\b"


_POINTS_AT = (
    r"^(?:那|这)?(?:里面|里头|里边|当中|之中)|上述|前述|(?:以上|上面|刚才|前面)(?:这|那|说的)*(?:几|[两三四五六七八九十])?(?:个|家|单位|机关)|"
    r"它|他们|[这那该此](?:一?[个家])?(?:单位|机关|局|厅|委(?!托)|区(?!域)|市|县|政府|部门|街道|镇)(?![^，,]{0,4}(?:和|与|以外|除外))|其中|这些|那些|这几[个家]|那几[个家]|[这那][两三四五六七八九十\d]+[个家]|[这那][仨俩]|[两三]家(?!单位|机关)|两者|三者|各自"
    r"|(?<![与跟和同])其(?![他它余实中次])|\b(?:it|its|their|they|them|those|these|both)\b|\bof the (?:two|three|four|five|six)\b"
)


def of_those(intent: Intent, earlier: Intent) -> tuple[str, ...]:
    """The column whose requests were spoken of, where "of those" points back at them: companies'; () for all."""
    return _column_before(intent, earlier) if patterns.search(_THOSE_REQUESTS, intent.text) else ()


def of_the_same_kind(intent: Intent, earlier: Intent) -> tuple[str, ...]:
    """The column spoken of, where nothing but another row is named: and refused?"""
    alone = (
        not (intent.groups or intent.years or intent.condition or intent.asks_share) and intent.scope == "all"
    )
    bare = patterns.fullmatch(_BARE, intent.text.strip()) is not None
    return _column_before(intent, earlier) if alone and bare and len(intent.metrics) == 1 else ()


_BARE = r"(?:and |what about |how about )(?:how many )?(?:were |was )?(?:the )?[\w-]+(?: [\w-]+)?\??"


def _column_before(intent: Intent, earlier: Intent) -> tuple[str, ...]:
    if not (intent.metrics and earlier.metrics):
        return ()
    plain = all(term.columns == ("total",) for m in intent.metrics for term in m.terms)
    before = earlier.metrics[0].of
    same = all(metric.of.table == before.table for metric in intent.metrics)
    return before.columns if plain and same and before.columns != ("total",) else ()


def in_context(
    groups: Sequence[AgencyGroup], earlier: Intent, directory: Directory
) -> tuple[AgencyGroup, ...]:
    """A place named after another question: one of the agencies that question left open, or the same kind of agency there.

    After 鼓楼区政府 (two) 徐州的 is one of them; after 南京市教育局 苏州 is 苏州市教育局. What fits neither stays as it is.
    """
    return tuple(_group_in_context(group, earlier, directory) for group in groups)


def _group_in_context(group: AgencyGroup, earlier: Intent, directory: Directory) -> AgencyGroup:
    if len(group.agencies) < 2 or group.all_meant:
        return group
    before = [agency for other in earlier.groups if len(other.agencies) > 1 for agency in other.agencies]
    both = tuple(agency for agency in group.agencies if agency in before)
    if both:
        return group._replace(agencies=both)
    if earlier.operation in WIDE or group.has_office or not group.places or not earlier.agencies:
        return group
    alike = _same_kind(group, earlier.agencies[-1], directory)
    own = directory.agencies_called([(group.places[-1], "seat")])
    at_its_seat = tuple(agency for agency in alike if agency in own)
    named_within = len(group.places) > 1 and len(alike) == 1  # the Chaoyang in Changchun
    if len(at_its_seat) == 1 or len(alike) > 1 or named_within:
        return group._replace(agencies=at_its_seat or alike)
    return group


def _same_kind(group: AgencyGroup, agency: str, directory: Directory) -> tuple[str, ...]:
    """The agencies of a group that do the office of another: the governments, or the 教育局."""
    if is_government(agency):
        return tuple(other for other in group.agencies if is_government(other))
    offices = directory.offices_of(agency)
    called = {other for term in offices for other in directory.agencies_called([(term, "office")])}
    return tuple(other for other in group.agencies if other in called)


def of_kind(groups: Sequence[AgencyGroup], kind: str, directory: Directory) -> tuple[AgencyGroup, ...]:
    """The bureaus, or the governments, of the places that were named before: 不是局，是区政府."""
    fits = directory.agencies_of_kind(kind)
    found = []
    for group in groups:
        named = directory.agencies_called([(place, "place") for place in group.places])
        agencies = tuple(agency for agency in named if agency in fits)
        if agencies:
            found.append(group._replace(text="", start=0, end=0, agencies=agencies))
    return tuple(found)


def others_of(intent: Intent, earlier: Intent, directory: Directory) -> tuple[AgencyGroup, ...]:
    """The other public security bureaus, behind one of them: the class without those spoken of; () where it is no class of theirs."""
    before = set(earlier.agencies)
    if not before or intent.metrics or not patterns.search(THE_OTHERS, intent.text) or len(intent.groups) > 1:
        return ()
    if intent.groups:
        group = intent.groups[0]
        alike = () if group.has_office else _same_kind(group, earlier.agencies[-1], directory)
        if before < set(alike):  # the other Chaoyang, behind one district government of that name
            group = group._replace(agencies=alike)
        elif before == set(alike):  # there is no other such: which one is meant is asked back
            return (group._replace(agencies=tuple(a for a in group.agencies if a not in before)),)
    elif intent.scope != "all":
        group = AgencyGroup(
            "", 0, 0, tuple(sorted(directory.agencies_of_kind(intent.scope))), has_office=True
        )
    else:
        return ()
    if not before < set(group.agencies):
        return ()
    return (group._replace(agencies=tuple(a for a in group.agencies if a not in before), all_meant=True),)


THE_OTHERS = r"\bother\b|\bremaining\b|\brest of\b|其他|其它|其余|别的|另外|另(?=[一两二三四五]|\d)"


def points_at_agencies(text: str) -> bool:
    """它们, 两家, 其中, their, of them: the agencies of the question before."""
    return patterns.search(_POINTS_AT, text) is not None


def counted_otherwise(pointed: str, earlier: Intent) -> bool:
    """Of the three, where the question before named other than three: they stand in those before it."""
    found = patterns.search(r"\b(two|three|four|five|six)$", pointed)
    return found is not None and bool(earlier.agencies) and len(earlier.agencies) != read_number(found[1])


def pointed_at(text: str) -> str:
    """The words that do so."""
    found = patterns.search(_POINTS_AT, text)
    return found.group() if found else ""
