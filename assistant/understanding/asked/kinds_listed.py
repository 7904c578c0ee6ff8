"""Lists of kinds that a question does not finish: individuals, companies and so on; granted, refused, other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from assistant import patterns
from assistant.metrics import GROUP_ITEMS
from assistant.understanding.words.mentions import Mention

Listed = Literal["applicants", "results", "outcomes", ""]  # kinds of applicants, how disputes ended, outcomes

_RESULTS = ("upheld", "corrected", "won", "lost", "pending")
_APPLICANTS = ("natural_person", "company", "research", "social_org", "legal_service")
_OUTCOMES = ("granted", "partly_granted", "refused", "unavailable", "not_processed")
_OTHERS = r"(?:[、,，/;；和与及]|\band\b|,)\s*(?:的)?(?:其他|其它|others?\b)"
_OTHER_OUTCOME = r"(?:[、,，/;；和与及:：]|\band\b|,)\s*(?:and )?(?:其他|其它|others?)(?=\s*(?:[,，。.;；?？!)）]|各|分别|$))"
_AND_SO_ON = (  # behind the last of them; 等两类 says that these are all
    r"[\s,，、]*(?:\b(?:and )?etc\b|\band so (?:on|forth)\b|\band the (?:like|rest)\b|\band (?:all )?the other (?:kinds|types|categories)\b"
    r"|\.{3}|…|等等|等(?:各|不同|多|六|几)?[个]?[类种](?!别)|等(?=(?:各|分别|都|一共)?(?:是|有|为|占)?(?:多少|几)))"
)


def goes_on(text: str, mentions: Sequence[Mention]) -> Listed:
    """What is listed two at least and then an "and so on": all of their kind are meant; "" where nothing is."""
    families: tuple[tuple[Listed, str, tuple[str, ...]], ...] = (
        ("applicants", "column", _APPLICANTS),
        ("results", "column", _RESULTS),
        ("outcomes", "item", _OUTCOMES),
    )
    for family, kind, codes in families:
        named = [m for m in mentions if set(m.codes(kind)) & set(codes)]
        if len({m.codes(kind) for m in named}) > 1 and patterns.match(_AND_SO_ON, text[named[-1].end :]):
            return family
    return ""


def whole_group(items: list[str], text: str, mentions: Sequence[Mention]) -> list[str]:
    """Complaints, repeats and so on: reasons of one group and no end of them are the whole group."""
    named = [m for m in mentions if m.has("item")]
    for group in GROUP_ITEMS:
        own = [m for m in named if any(code.startswith(f"{group}_") for code in m.codes("item"))]
        if len({m.codes("item") for m in own}) > 1 and patterns.match(_AND_SO_ON, text[own[-1].end :]):
            return list(dict.fromkeys(group if code.startswith(f"{group}_") else code for code in items))
    return items


def with_others(columns: list[str], text: str, mentions: Sequence[Mention]) -> list[str]:
    """自然人、企业、……、其他; upheld, corrected, other: in a list of kinds 其他 is one of them."""
    for kinds, other, least in ((_RESULTS, "other_result", 2), (_APPLICANTS, "other_org", 3)):
        named = [m for m in mentions if set(m.codes("column")) & set(kinds)]
        listed = len(named) >= least and other not in columns
        if listed and patterns.search(_OTHERS, text[named[0].end :]):
            columns = [*columns, other]
    return columns


def other_outcome(text: str, mentions: Sequence[Mention]) -> tuple[int, int] | None:
    """Where "other" ends a list of outcomes, and is the sixth of them; None where it does not."""
    named = [m for m in mentions if set(m.codes("item")) & set(_OUTCOMES)]
    if len({m.codes("item") for m in named}) < 3:
        return None
    found = patterns.match(rf".{{0,12}}?{_OTHER_OUTCOME}", text[named[-1].end :])
    return (named[-1].end + found.start(), named[-1].end + found.end()) if found else None
