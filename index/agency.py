"""An agency's name taken apart: its places, its office, its level, and the words people call it by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from index.characters import normalise
from index.kinds import is_government
from index.regions import leading_places, short_place
from index.report import Region

SUFFIXES = (
    "人民政府办公厅", "人民政府办公室", "人民政府机关", "街道办事处", "管理委员会", "人民政府", "委员会", "办公厅", "办公室",
    "办事处", "管委会", "分局", "总局", "支队", "大队", "中心", "街道", "地区", "局", "厅", "部", "委", "办", "处", "署",
    "院", "镇", "乡", "社", "会", "站", "队", "馆", "校", "公司",
)  # fmt: skip
_ZONE = re.compile(r"^(.{2,12}?(?:开发区|示范区|新区|高新区|保税区|产业园区?|管理区|度假区|风景区))")
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


def level_of(name: str, region: Region) -> str:
    """国家 省 市 县 乡镇 街道 for governments, 部门 for everything under one."""
    if re.search(r"街道(?:办事处)?$|办事处$", name):
        return "街道"
    if re.search(r"(?:镇|乡)(?:人民政府)?$", name):
        return "乡镇"
    if is_government(name):
        if region.county or not region.province:
            return "县"
        return "市" if region.city and region.city != region.province else "省"
    if not split_name(name).places and name.endswith(("部", "总局", "总署", "委员会")):
        return "国家"
    return "部门"


# ── the words people call it by ──────────────────────────────────────────────────────────────────


@lru_cache(maxsize=1)
def _offices() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """office without suffix → (short forms, English)."""
    lines = files("index").joinpath("offices.tsv").read_text(encoding="utf-8").splitlines()
    table = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {
        name: (tuple(short.split(",")), tuple(part.strip() for part in english.split(",")))
        for name, short, english in table
    }


@lru_cache(maxsize=1)
def known_offices() -> frozenset[str]:
    """Every bureau the table knows, in full and in short: 水务局, 发改局."""
    return frozenset(f"{word}局" for name, (shorts, _) in _offices().items() for word in (name, *shorts))


_OFFICE_ENDS = {
    "局": ("bureau", "department"),
    "厅": ("department",),
    "委": ("commission",),
    "委员会": ("commission", "committee"),
    "办公室": ("office",),
    "办公厅": ("general office",),
    "人民政府": ("government",),
}


def office_terms(office: str) -> set[str]:
    """What an office is called: 应急管理局 → 应急局, 应急管理, emergency management bureau."""
    terms = {office}
    if office.endswith(("人民政府", "管委会", "管理委员会")):
        terms |= {"人民政府", "政府", "管委会", "people's government", "government"}
        return terms
    end = next((end for end in sorted(_OFFICE_ENDS, key=len, reverse=True) if office.endswith(end)), "")
    core = office.removesuffix(end)
    shorts, english = _offices().get(core, ((), ()))
    terms |= {short + end[:1] for short in shorts if end}
    if len(core) >= 2:
        terms |= {core, *(short for short in shorts if len(short) >= 2)}
    for word in english:
        initials = "".join(part[0] for part in word.split() if part not in ("and", "of"))
        terms |= {initials + kind[0] for kind in _OFFICE_ENDS.get(end, ())[:1] if len(initials) >= 2}
        terms |= {f"{word} {kind}" for kind in _OFFICE_ENDS.get(end, ())} | {word}
        terms |= {f"{kind} of {word}" for kind in _OFFICE_ENDS.get(end, ())}
    return {term for term in terms if len(term) >= 2}


def place_terms(places: tuple[str, ...]) -> set[str]:
    """What a place is called: 黄埔区 → 黄埔, huangpu."""
    terms: set[str] = set()
    for place in places:
        if not place:
            continue
        short = short_place(place)
        terms |= {place, short, _pinyin(short), _pinyin(place)}
        zone = re.search(r"(开发区|高新区|新区)$", place)
        if zone and len(place) > 3:
            terms.add(zone.group(1))
    return terms


@lru_cache(maxsize=20_000)
def _pinyin(word: str) -> str:
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
