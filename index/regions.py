"""The administrative divisions of China: which province and city a place name belongs to.

`regions.csv` (province, city, county) is made from the statistical division codes as published in the open package
china-division 2.7.0; a municipality such as 北京市 is its own city.
"""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from importlib.resources import files

from index.report import Region

_SUFFIX = re.compile(
    r"(?:特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|自治州|地区|自治县|自治旗|矿区|林区|新区|省|市|区|县|盟|旗)$"
)


def short_place(name: str) -> str:
    """A place as people call it: 黄埔区 → 黄埔, 内蒙古自治区 → 内蒙古; a name of one character keeps its suffix (城区)."""
    bare = _SUFFIX.sub("", name)
    return bare if len(bare) >= 2 else name


@lru_cache(maxsize=1)
def all_regions() -> tuple[Region, ...]:
    """Every division of the table."""
    text = files("index").joinpath("regions.csv").read_text(encoding="utf-8")
    return tuple(Region(*row) for row in list(csv.reader(text.splitlines()))[1:])


@lru_cache(maxsize=1)
def _by_name() -> dict[str, tuple[Region, ...]]:
    found: dict[str, list[Region]] = {}
    for region in all_regions():
        name = region.county or region.city or region.province
        found.setdefault(name, []).append(region)
    return {name: tuple(regions) for name, regions in found.items()}


def places_named(name: str) -> tuple[Region, ...]:
    """The divisions of exactly that name: 朝阳区 is one of Beijing and one of Changchun."""
    return _by_name().get(name, ())


@lru_cache(maxsize=1)
def short_names() -> frozenset[str]:
    """What provinces and cities are called without their suffix: 上海, 长春."""
    return frozenset(
        short_place(region.city or region.province) for region in all_regions() if not region.county
    )


def leading_places(name: str) -> list[str]:
    """The known places a name begins with, large to small: 广州市黄埔区应急管理局 → 广州市, 黄埔区."""
    places: list[str] = []
    while True:
        known = next((name[:size] for size in range(15, 1, -1) if name[:size] in _by_name()), "")
        if not known and not places and (short := _leading_province(name)):
            name = name[len(short) :]
            places.append(next(r.province for r in all_regions() if r.province.startswith(short)))
            continue
        if not known:
            return places
        places.append(known)
        name = name[len(known) :]


@lru_cache(maxsize=1)
def _short_provinces() -> tuple[str, ...]:
    return tuple(sorted({short_place(region.province) for region in all_regions()}, key=len, reverse=True))


def _leading_province(name: str) -> str:
    """A province written short before another place: 广东广州市…"""
    for short in _short_provinces():
        rest = name.removeprefix(short)
        if rest != name and any(rest[:size] in _by_name() for size in range(2, 12)):
            return short
    return ""


def region_of(name: str, hints: str = "") -> Region:
    """The region an agency's name tells, completed from the table; `hints` (text, file name) decides between namesakes.

    >>> region_of("广州市黄埔区应急管理局")
    Region(province='广东省', city='广州市', county='黄埔区')
    """
    places = leading_places(name)
    if not places:
        return Region()
    fitting = [
        region
        for region in places_named(places[-1])
        if all(_is_within(region, place) for place in places[:-1])
    ]
    if len(fitting) > 1:
        fitting = [region for region in fitting if _told(region, hints)] or fitting
    if len(fitting) == 1:
        return fitting[0] if fitting[0].city or fitting[0].county else _whole(fitting[0])
    county = places[-1] if len(places_named(places[-1])) and places_named(places[-1])[0].county else ""
    return Region("", "", county)


def _whole(region: Region) -> Region:
    """A municipality is its own city."""
    return Region(region.province, region.province if region.province.endswith("市") else "", "")


def _is_within(region: Region, place: str) -> bool:
    return place in (region.province, region.city)


def _told(region: Region, hints: str) -> bool:
    return any(short_place(place) in hints for place in (region.city, region.province) if place)
