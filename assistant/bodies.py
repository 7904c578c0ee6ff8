"""Kinds of bodies as questions name them: how high they stand (市级, subdistricts) and what they are (局, departments).

A kind is written as one word a store can be asked for: "all", "bureaus", "district governments", "town+subdistrict all",
"district governments | city bureaus".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_LOWEST = "r.level IN ('乡镇', '街道')"
LEVELS = {  # each as a condition on `reports AS r`
    "province": f"(NOT {_LOWEST} AND r.level != '县' AND r.county = '' AND r.province != '' AND r.city IN ('', r.province))",
    "city": f"(NOT {_LOWEST} AND r.level != '县' AND r.county = '' AND r.city != '')",
    "prefecture": f"(NOT {_LOWEST} AND r.level != '县' AND r.county = '' AND r.city NOT IN ('', r.province))",
    "county": f"(NOT {_LOWEST} AND (r.county != '' OR r.level = '县'))",
    "district": f"(NOT {_LOWEST} AND (r.county LIKE '%区' OR (r.county = '' AND r.level = '县')))",
    "county_city": f"(NOT {_LOWEST} AND r.county LIKE '%市')",
    "town": "r.level = '乡镇'",
    "subdistrict": "r.level = '街道'",
}
SORTS = {
    "governments": "(r.agency LIKE '%人民政府' OR r.agency LIKE '%管委会')",
    "departments": "r.level = '部门'",
    "bureaus": "r.agency LIKE '%局'",
}
_OR = " | "  # between kinds either of which is meant
LEVEL_CUE = "level_"  # how the vocabulary marks them
_OWN_BODY = ("town", "subdistrict")  # such a place is one body: there is nothing else to tell apart
_WORDS = {
    "province": ("省级", "provincial"),
    "city": ("市级", "city"),
    "prefecture": ("地级市", "prefecture-level city"),
    "county": ("县级", "county-level"),
    "district": ("区级", "district"),
    "county_city": ("县级市", "county-level city"),
    "town": ("乡镇", "town"),
    "subdistrict": ("街道", "subdistrict"),
    "governments": ("政府", "governments"),
    "departments": ("部门", "departments"),
    "bureaus": ("局", "bureaus"),
    "all": ("单位", "agencies"),
}

_LEVELS_IN_ENGLISH = {  # as reports are marked
    "省": "province",
    "市": "city",
    "县": "county or district",
    "乡镇": "town",
    "街道": "subdistrict",
    "部门": "department",
}


def level_in(level: str, language: str) -> str:
    """The level a report is marked with, in the question's language: 县 or "county or district"."""
    return level if language == "zh" else _LEVELS_IN_ENGLISH.get(level, level)


def kind_named(cues: Iterable[str]) -> str:
    """The kind that some cues of a question name together; "all" where none does.

    >>> kind_named(["governments", "level_district"]), kind_named(["level_town", "level_subdistrict"]), kind_named([])
    ('district governments', 'subdistrict+town all', 'all')
    """
    found = set(cues)
    levels = sorted(code for code in LEVELS if LEVEL_CUE + code in found)
    if "prefecture" in levels and "city" in levels:
        levels.remove("city")  # the narrower word
    sorts = [code for code in SORTS if code in found]
    if "bureaus" in sorts:
        sorts = ["bureaus"]  # the narrower word, beside 部门 and 政府
    return " ".join(["+".join(levels), "+".join(sorts) or "all"]).strip()


def is_kind_cue(code: str) -> bool:
    return code in SORTS or (code.startswith(LEVEL_CUE) and code.removeprefix(LEVEL_CUE) in LEVELS)


def either_kind(kinds: Sequence[str]) -> str:
    """The bodies of all of several kinds.

    >>> either_kind(["district governments", "city bureaus"])
    'district governments | city bureaus'
    """
    return _OR.join(dict.fromkeys(kinds))


def levels_of(kind: str) -> tuple[str, ...]:
    """The levels of a kind; () for any."""
    if _OR in kind:
        return tuple(dict.fromkeys(level for one in kind.split(_OR) for level in levels_of(one)))
    *levels, _ = kind.split(" ")
    return tuple(levels[0].split("+")) if levels else ()


def sort_of(kind: str) -> str:
    """What a kind is without its level: "governments" of "district governments"."""
    return kind.split(" ")[-1]


def with_default_sort(kind: str) -> str:
    """南京各区, 县级 without a further word are the governments there."""
    if _OR in kind:
        return either_kind([with_default_sort(one) for one in kind.split(_OR)])
    own = set(levels_of(kind)) - set(_OWN_BODY)
    return f"{'+'.join(levels_of(kind))} governments" if own and sort_of(kind) == "all" else kind


def kind_sql(kind: str) -> str:
    """The condition on `reports AS r` for a kind; "" for all."""
    if _OR in kind:
        return f"({' OR '.join(map(kind_sql, kind.split(_OR)))})"
    sort = sort_of(kind)
    sorts = " OR ".join(SORTS[code] for code in sort.split("+")) if sort != "all" else ""
    if not levels_of(kind):
        return f"({sorts})" if sorts else ""
    parts = []
    for level in levels_of(kind):
        whole = not sorts or (level in _OWN_BODY and "governments" in sort)
        parts.append(LEVELS[level] if whole else f"({LEVELS[level]} AND ({sorts}))")
    return f"({' OR '.join(parts)})"


def kind_words(kind: str, singular: bool = False) -> tuple[str, str]:
    """A kind in words, Chinese and English: (区级政府, district governments)."""
    if _OR in kind:
        said = [kind_words(one) for one in kind.split(_OR)]
        return "和".join(zh for zh, _ in said), " and ".join(en for _, en in said)
    levels, sort = levels_of(kind), sort_of(kind)
    own = bool(levels) and set(levels) <= set(_OWN_BODY)
    zh = "、".join(_WORDS[level][0] for level in levels)
    en = " or ".join(_WORDS[level][1] for level in levels)
    if own:
        return zh, en if singular else " or ".join(f"{_WORDS[level][1]}s" for level in levels)
    last_zh = "和".join(_WORDS[code][0] for code in sort.split("+"))
    last_en = " and ".join(_WORDS[code][1] for code in sort.split("+"))
    if singular:
        last_en = last_en.removesuffix("s").replace("agencie", "agency")
    return zh + last_zh, f"{en} {last_en}".strip()
