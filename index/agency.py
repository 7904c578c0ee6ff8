"""An agency's name taken apart: its places, its office, its level, and the words people call it by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from index.characters import normalise
from index.kinds import is_government
from index.offices import office_terms
from index.regions import leading_places, short_place
from index.report import Region

SUFFIXES = (
    "局", "厅", "部", "委", "办", "处", "署", "院", "会", "室", "队", "站", "所", "馆", "校", "社", "台", "园", "科", "机关",
    "政府", "街道", "地区", "镇", "乡", "苏木", "中心", "公司", "集团", "大学", "海关", "银行", "兵团", "团委", "中学", "小学",
    "支行", "分行", "场", "基地",
)  # fmt: skip
_ZONE = re.compile(r"^([^局厅委]{2,12}?(?:开发区|示范区|新区|高新区|保税区|产业园区?|管理区|度假区|风景区))")
_NAME_END = re.compile(rf"(?:{'|'.join(SUFFIXES)})(?:[（(][^（）()]*[）)])?$")


@dataclass(frozen=True)
class AgencyName:
    """A name's parts: 广州市黄埔区 + 应急管理局."""

    places: tuple[str, ...]  # large to small
    office: str  # what is left: 应急管理局, 人民政府


def ends_as_agency(name: str) -> bool:
    """Whether a name ends the way an agency's does."""
    return _NAME_END.search(name) is not None


def split_name(name: str) -> AgencyName:
    """Take a name apart.

    >>> split_name("广州开发区应急管理局")
    AgencyName(places=('广州开发区',), office='应急管理局')
    """
    places = leading_places(name)
    rest = name
    for place in places:
        at = rest.find(place)
        rest = rest[at + len(place) :] if at >= 0 else rest
    zone = _ZONE.match(rest)
    if zone:
        places, rest = [*places, zone.group(1)], rest[zone.end() :]
    town = re.match(r"^(.{1,8}?(?:街道|镇|乡))(?=人民政府|办事处|$)", rest)
    if town and town.group(1) not in ("街道",):
        places = [*places, town.group(1)]
        rest = rest[town.end() :] or town.group(1)[-1]
    return AgencyName(tuple(places), rest)


# ── level ────────────────────────────────────────────────────────────────────────────────────────

_SUBDISTRICT = re.compile(r"(?:街道|地区)(?:党工委|办事处|办)?$|办事处$")
_TOWNSHIP = re.compile(r"(?:镇|乡|苏木)(?:人民政府|政府)?$")
_CENTRAL = re.compile(
    r"^(?:国家|国务院|最高人民|中国|中华人民共和国)(?!.*(?:局|委员会|监会).)(?!.*(?:市(?!场)|省|区|县|州|盟|队$|行$))"
)
_MINISTRY = re.compile(r"(?<!宣传)(?<!组织)(?<!统战)(?<!武装)(?<!工作)部$|总局$|总署$|审计署$")


def level_of(name: str, region: Region) -> str:
    """国家 省 市 县 乡镇 街道 for governments, 部门 for everything under one.

    >>> level_of("国家税务总局", Region()), level_of("市人民政府", Region())
    ('国家', '市')
    """
    whole = re.sub(r"[（(][^（）()]*[）)]$", "", name)
    if _SUBDISTRICT.search(whole):
        return "街道"
    if _TOWNSHIP.search(whole):
        return "乡镇"
    if is_government(whole) or is_place(whole):
        return _government_level(whole, region)
    return "国家" if is_central(whole) else "部门"


def is_central(name: str) -> bool:
    """A body of the state itself: 自然资源部, 国家统计局; not 省自然资源厅, nor a branch (国家税务总局温州市税务局)."""
    if _CENTRAL.search(name):
        return True
    return bool(_MINISTRY.search(name)) and not leading_places(name) and not relative_place(name)


def _government_level(name: str, region: Region) -> str:
    parts = split_name(name)
    zone = name.endswith(("管理委员会", "管委会")) or any(_ZONE.match(place) for place in parts.places)
    if region.county or zone:
        return "县"
    if region.province:
        return "市" if region.city and region.city != region.province else "省"
    return {"省": "省", "自治区": "省", "市": "市", "州": "市", "盟": "市"}.get(relative_place(name), "县")


# ── names that are only part of a name ───────────────────────────────────────────────────────────

_RELATIVE = re.compile(r"^(?:本)?(自治区|省|市(?![场政容民井])|区(?!域)|县|旗|州|盟)(?=[\u4e00-\u9fff]{2})")


def relative_place(name: str) -> str:
    """The kind of place that a name written from within begins with: 市城市管理局 → 市; "" for a name with its place.

    >>> relative_place("市城市管理局"), relative_place("市场监督管理局")
    ('市', '')
    """
    found = _RELATIVE.match(name)
    return found.group(1) if found and not leading_places(name) else ""


def is_place(word: str) -> bool:
    """Whether a word is nothing but a place: 黄埔区, 广州开发区."""
    parts = split_name(normalise(word))
    return bool(parts.places) and not parts.office


# ── the words people call it by ──────────────────────────────────────────────────────────────────


def place_terms(places: tuple[str, ...]) -> set[str]:
    """What a place is called: 黄埔区 → 黄埔, huangpu; 朝阳 is read as in 朝阳区: chaoyang."""
    terms: set[str] = set()
    for place in places:
        if not place:
            continue
        short = _town(place) or short_place(place)
        terms |= {place, short, pinyin(place).removesuffix(pinyin(place.removeprefix(short))), pinyin(place)}
        zone = re.search(r"(开发区|高新区|新区)$", place)
        if zone and len(place) > 3:
            terms.add(zone.group(1))
    return terms


def _town(place: str) -> str:
    """北滘镇 → 北滘; "" for what is no town."""
    short = re.sub(r"(?:街道|镇|乡|苏木)$", "", place)
    return short if short != place and len(short) >= 2 else ""


@lru_cache(maxsize=20_000)
def pinyin(word: str) -> str:
    """A word in Latin letters without tones: 长春 → changchun."""
    from pypinyin import lazy_pinyin  # only a build needs it

    return "".join(lazy_pinyin(word))


def agency_terms(names: tuple[str, ...], region: Region) -> set[tuple[str, str]]:
    """(term, role) for every way an agency is called.

    Roles: name; office; place, any place it lies in; seat, the place its own name ends with before the office:
    沈阳市辽中区应急管理局 lies in 沈阳市 and is not 沈阳市应急管理局.
    """
    terms: set[tuple[str, str]] = set()
    for name in filter(None, names):
        parts = split_name(name)
        terms.add((normalise(name), "name"))
        terms |= {(term.lower(), "place") for term in place_terms(parts.places)}
        terms |= {(term.lower(), "seat") for term in place_terms(parts.places[-1:])}
        terms |= {(term.lower(), "office") for term in office_terms(parts.office)}
        if is_government(name) and parts.places:
            terms.add((parts.places[-1][-1] + "政府", "office"))
    terms |= {(term.lower(), "place") for term in place_terms((region.province, region.city, region.county))}
    return terms
