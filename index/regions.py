"""The administrative divisions of China: which province and city a place name belongs to.

`regions.csv` (province, city, county) is made from the statistical division codes as published in the open package
china-division 2.7.0; a municipality such as 北京市 is its own city.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from index.report import Region

REGIONS = Path(__file__).with_name("regions.csv")

_PEOPLES = (
    "各|蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|"
    "土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|"
    "鄂伦春|赫哲|门巴|珞巴|基诺"
)
_AUTONOMOUS = re.compile(rf"(?<=..)(?:(?:{_PEOPLES})族)*(?:{_PEOPLES})族?自治(?=[县州]$)")
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
    text = REGIONS.read_text(encoding="utf-8")
    return tuple(Region(*row) for row in list(csv.reader(text.splitlines()))[1:])


@lru_cache(maxsize=1)
def _by_name() -> dict[str, tuple[Region, ...]]:
    found: dict[str, list[Region]] = {}
    for region in all_regions():
        name = region.county or region.city or region.province
        for called in {name, _AUTONOMOUS.sub("", name)}:  # 张家川回族自治县 is printed 张家川县 as well
            found.setdefault(called, []).append(region)
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
    return list(_leading_places(name[:60]))


@lru_cache(maxsize=20_000)
def _leading_places(name: str) -> tuple[str, ...]:
    places: list[str] = []
    while True:
        known = next((name[:size] for size in range(15, 1, -1) if name[:size] in _by_name()), "")
        if not known and not places and (short := _leading_province(name)):
            name = name[len(short) :]
            places.append(next(r.province for r in all_regions() if r.province.startswith(short)))
            continue
        if not known:
            return tuple(places)
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


def place_chain_before(text: str, longest: int = 24) -> str:
    """The places that a text ends with, as printed: 如有疑问请与威海市环翠区 → 威海市环翠区; "" for none."""
    for size in range(min(len(text), longest), 1, -1):
        tail = text[-size:]
        if text[-1] in "省市区县州盟旗" and "".join(leading_places(tail)) == tail:
            return tail
    return ""


_CENTRAL = re.compile(
    r"^(?:国家税务总局|国家统计局|国家金融监督管理总局|中国人民银行|中华人民共和国|中共)(?=.)"
)
_SHORTLY = re.compile(
    r"开发区|高新区|新区|海关|调查队|大学|支行|分行|监管"
)  # such names print their city without 市


def region_of(name: str, hints: Sequence[str] = ()) -> Region:
    """The region an agency's name tells, completed from the table; the first of `hints` that tells namesakes apart decides.

    >>> region_of("广州市黄埔区应急管理局")
    Region(province='广东省', city='广州市', county='黄埔区')
    """
    name = _CENTRAL.sub("", name)
    places = leading_places(name)
    if not places:
        return _short_region(name)
    fitting = _fitting(places)
    for hint in hints if len(fitting) > 1 else ():
        told = _told(fitting, hint)
        fitting = told or fitting
        if len(told) == 1:
            break
    if len(fitting) == 1:
        return _branch(fitting[0], name) if fitting[0].city else _whole(fitting[0])
    return _common(fitting)


def _short_region(name: str) -> Region:
    """The region of a name that begins with its city or province in short: 南京海关, 安徽岳西经济开发区."""
    if not _SHORTLY.search(name):
        return Region()
    province = next(
        (r for r in all_regions() if not r.city and name.startswith(short_place(r.province))), None
    )
    rest = name.removeprefix(short_place(province.province)) if province else name
    for region in all_regions():
        place = region.county or region.city
        inside = region.province == province.province if province else not region.county
        if place and inside and len(short_place(place)) > 1 and rest.startswith(short_place(place)):
            return region
    return _whole(province) if province else Region()


def _fitting(places: Sequence[str]) -> list[Region]:
    """The divisions a chain of places can mean; a city that is a county of its own besides (东莞市) is the city."""
    fitting = [
        region
        for region in places_named(places[-1])
        if all(_is_within(region, place) for place in places[:-1])
    ]
    cities = {region.city for region in fitting if not region.county}
    return [region for region in fitting if not region.county or region.county not in cities]


def _branch(region: Region, name: str) -> Region:
    """The district a branch serves: 温州市公安局鹿城区分局 lies in 鹿城区."""
    found = re.search(r"局(.{2,6}?)(?:分局|分中心|大队)(?:\(|$)", name)
    if not found or region.county:
        return region
    served = [
        other
        for other in all_regions()
        if other.city == region.city
        and other.county
        and found.group(1) in (other.county, short_place(other.county))
    ]
    return served[0] if len(served) == 1 else region


def _common(fitting: Sequence[Region]) -> Region:
    """What namesakes have in common: the county's name, the province if it is one."""
    if not fitting:
        return Region()
    columns = zip(*((region.province, region.city, region.county) for region in fitting), strict=True)
    return Region(*(values[0] if len(set(values)) == 1 else "" for values in columns))


def _whole(region: Region) -> Region:
    """A municipality is its own city."""
    if region.county or region.city or not region.province.endswith("市"):
        return region
    return Region(region.province, region.province, "")


def _is_within(region: Region, place: str) -> bool:
    return place in (region.province, region.city) or any(
        holder.city == region.city and not holder.county for holder in places_named(place) if holder.city
    )


def _told(fitting: Sequence[Region], hint: str) -> list[Region]:
    """The namesakes whose city a hint names; else those whose province it names."""
    for level in ("city", "province"):
        told = [region for region in fitting if (place := getattr(region, level)) and place in hint]
        if told:
            return told
    return []
