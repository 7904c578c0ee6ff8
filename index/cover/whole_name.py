"""A name written from within (市城市管理局) → the name with its place, where the report prints it or tells the place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from index.agency import is_place, relative_place, split_name
from index.characters import normalise
from index.cover.evidence import has_place, office_of
from index.offices import office_spellings
from index.regions import all_regions, leading_places, place_chain_before, places_named, short_place

_WEBSITE = re.compile(r"(?:人民)?政府(?:门户|公众|信息)?网")
_ADDRESS = re.compile(r"地址(?:位于|为|是)?[:：]?([\u4e00-\u9fff]{4,30})")
_KIND_ENDS = {"区": ("区",), "县": ("县",), "市": ("市",), "省": ("省",), "自治区": ("自治区",), "州": ("自治州",),
              "盟": ("盟",), "旗": ("旗",)}  # fmt: skip


@dataclass(frozen=True)
class Places:
    """Where a report says it comes from: a chain of places, with what told it."""

    chain: tuple[str, ...]
    source: str
    sure: bool  # it is the agency's own place, not only one around it


def complete_name(name: str, near: Mapping[str, str], text: str, places: Iterable[Places]) -> tuple[str, str]:
    """(the name with its place, what told it); the name as it is and "" where nothing tells for certain.

    `near` are the places where an agency writes its own name (title, signature, site …), by what they are called;
    `text` is the whole report, which also names other offices: it tells only where the kind of place fits.
    """
    if has_place(name) or is_place(name):
        return name, ""
    kind = relative_place(name)
    for source, words in near.items():
        if printed := _printed_whole(name, kind, normalise(words)):
            return printed, source
    if kind or _is_town(name):
        plain = normalise(text)
        printed = _printed_whole(name, kind, plain)
        if printed and not (kind == "市" and _may_be_superior(printed, plain)):
            return printed, "正文"
    return _with_place(name, kind, list(places))


def government_of(place: str, text: str) -> str:
    """The government of a place, where the text prints it: 旺苍县 → 旺苍县人民政府."""
    last = split_name(place).places[-1]
    found = re.search(rf"{last}(人民政府|管理委员会|管委会)", normalise(text))
    return place + found.group(1) if found else ""


def _is_town(name: str) -> bool:
    places = split_name(name).places
    return bool(places) and places[0].endswith(("镇", "乡", "街道"))


def _printed_whole(name: str, kind: str, text: str) -> str:
    """The same office with its place before it, as the text prints it; "" where it prints none, or several."""
    town = split_name(name).places[0] if _is_town(name) else ""
    found: set[str] = set()
    for office in (town,) if town else office_spellings(office_of(name)):
        for match in re.finditer(re.escape(office), text):
            chain = place_chain_before(text[: match.start()])
            if chain and _fits(leading_places(chain)[-1], kind):
                found.add(chain + (name if town else office))
    longest = {one for one in found if not any(other != one and other.endswith(one) for other in found)}
    return longest.pop() if len(longest) == 1 else ""


def _may_be_superior(name: str, text: str) -> bool:
    """Whether 某市某局 may be the office above: the text speaks of a county-level city (市, too) in that city."""
    city = leading_places(name)[-1]
    inside = (r.county for r in all_regions() if r.city == city and r.county.endswith("市"))
    return any(short_place(county) in text for county in inside if county != city)


def _fits(place: str, kind: str) -> bool:
    if kind == "省":
        return place.endswith("省")
    return not kind or place.endswith(_KIND_ENDS[kind])


def _with_place(name: str, kind: str, places: list[Places]) -> tuple[str, str]:
    """The name after the place that site, folder or address tell; all of them have to tell the same."""
    town = _is_town(name)
    told: dict[str, tuple[str, str]] = {}
    for place in places:
        fitting = [n for n, one in enumerate(place.chain) if _fits(one, "" if town else kind)]
        if not fitting or not (kind or town or place.sure):
            continue
        last = fitting[-1]
        if (town or not kind) and last != len(place.chain) - 1:
            continue
        if town and not any(region.county for region in places_named(place.chain[last])):
            continue
        prefix = "".join(_without_province(place.chain[: last + 1]))
        if place.chain[last] not in told or len(prefix) > len(told[place.chain[last]][0]):
            told[place.chain[last]] = (prefix, place.source)
    if len(told) != 1:
        return name, ""
    prefix, source = next(iter(told.values()))
    return prefix + name.removeprefix("本").removeprefix(kind), source


def _without_province(chain: tuple[str, ...]) -> tuple[str, ...]:
    return chain[1:] if len(chain) > 1 and chain[0].endswith(("省", "自治区")) else chain


# ── where a report comes from ────────────────────────────────────────────────────────────────────


def places_told(site: str, folders: Iterable[str], text: str) -> Iterator[Places]:
    """The places that site, folders, address and the website spoken of in the text tell."""
    if chain := leading_places(normalise(site)):
        yield Places(tuple(chain), "网站名", True)
    folder = normalise("".join(folders))
    if chain := leading_places(folder):
        yield Places(tuple(chain), "文件夹名", "".join(chain) == folder)
    plain = normalise(text)
    for found in _ADDRESS.finditer(plain):
        if chain := leading_places(found.group(1)):
            yield Places(tuple(chain), "地址", False)
    for found in _WEBSITE.finditer(plain):
        if chained := place_chain_before(plain[: found.start()]):
            yield Places(tuple(leading_places(chained)), "所在网站", False)
