"""Words before a title, on a line or in a path → the agency's name in them, and its second name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.agency import ends_as_agency, is_place, split_name
from index.characters import normalise
from index.kinds import is_government
from index.regions import leading_places, places_named

YEAR = r"20[0-3]\d"

_YEARS = re.compile(r"[【（(\[]?\s*2\s*0\s*[0-3]\s*\d\s*年?\s*度?\s*[】）)\]]?\s*的?")
_BREAK = re.compile(
    r"[《》，。；：:,;!！?？>＞»›→|｜_＿\t“”\"]|\s[-－–—]+\s|[-－–—]+(?=\s*[\u4e00-\u9fff【（(]|\s*20[0-3]\d)"
)
_LABEL = re.compile(r"^(?:名\s*称|标\s*题|题\s*名|主\s*题|信息名称|附\s*件|文件名)\s*\d*\s+")
_VERB = re.compile(
    r"(?:[现特兹]将|公布|发布|编制|公开了|印发|呈报|报送|上报|呈送|转发|关于|要求|规定|精神|部署)(?:了|的|我[局委办市县区])?"
)
_LOOSE_END = re.compile(r"(?:关于|的|本级|\(本级\)|（本级）|全年|年度|度)+$")
_NO_NAME = re.compile(
    r"^(?:我|本(?!溪)|各|该|全[市县区省]|其|有关|相关|根据|按照|负责|对|向|由|请|与)|[的了是吗]|"
    r"(?:大厅|发布会|听证会|座谈会|新闻中心|互动中心|信息公开|门户|领导机构|内设机构|各单位|各部门|下属单位)$"
)
_ANY_ZONE = re.compile(r"^(?:经济|高新|工业|产业|综合|现代|科技|农业|国家级|省级)")
_GENERIC = re.compile(
    r"(?:监督|行政|综合|公共|事业|社会|工作|管理|服务|保障|执法|审批|事务|发展|建设|促进|指挥|机关)*"
    r"(?:局|委员会|委|办公室|办公厅|办|中心|大队|支队|队|处|分局|站|院|所|会|室|科)|"
    r"(?:人民)?政府(?:机关|办公室|办公厅)?|街道(?:办事处|办)?|办事处|机关|地区|镇|乡|(?:县|市|区)?(?:直机关|政府部门)"
)


def names_before(before: str) -> tuple[str, ...]:
    """The agency that the words before 政府信息公开…报告 name, and its second name where two are printed.

    >>> names_before("现发布《滨州市滨城区 教育 局 2021年度")
    ('滨州市滨城区教育局',)
    """
    for chunk in reversed(_BREAK.split(before)[-2:]):
        if names := _chunk_names(chunk):
            return names
    return ()


def line_names(line: str) -> tuple[str, ...]:
    """The names that a line consists of, () for a line that says more."""
    if not 4 <= len(line) <= 50 or re.search(r"[，。；：:,;!！?？>《》|]", line):
        return ()
    words = _YEARS.sub(" ", line).split()
    names = names_at_end(words)
    return names if len("".join(names)) >= len("".join(words)) else ()


def _chunk_names(chunk: str) -> tuple[str, ...]:
    words = _LABEL.sub("", re.sub(r"^[^\u4e00-\u9fff(（]+", "", _YEARS.sub(" ", chunk).strip()))
    words = _LOOSE_END.sub("", words.strip()).strip()
    verbs = list(_VERB.finditer(words))
    if verbs:
        return names_at_end(words[verbs[-1].end() :].split()) or names_at_end(
            _LOOSE_END.sub("", words[: verbs[0].start()]).split()
        )
    return names_at_end(words.split())


def is_name(word: str) -> bool:
    """Whether a word can be an agency's name."""
    bare = re.sub(r"\([^()]*\)$", "", word)
    return (
        3 <= len(bare) <= 36
        and bool(re.fullmatch(r"[\u3400-\u9fff〇()·、]+", word))
        and word.count("(") == word.count(")")
        and ends_as_agency(word)
        and (not _NO_NAME.search(bare) or bool(leading_places(bare)))
    )


def names_at_end(words: Sequence[str]) -> tuple[str, ...]:
    """The name that a run of words ends with; a space may stand within it, or part it from a second name before it."""
    words = [normalise(word) for word in words]
    names: list[str] = []
    while words and len(names) < 2:
        name, words = _last_name(words)
        if not name or name in names or (names and not _one_body(name, names[0])):
            break
        shared = words[-1] if words and is_place(words[-1]) and _has_own_place(name) else ""
        names = [name, *names]
        if shared:  # 黄埔区 广州开发区应急管理局: two places share one office
            return shared + split_name(name).office, name
    return tuple(dict.fromkeys(part for name in names for part in _parted(name)))[:2]


def _last_name(words: list[str]) -> tuple[str, list[str]]:
    """The shortest name at the end, with the place or the cut-off beginning before it; and the words that are left."""
    for size in range(1, min(len(words), 4) + 1):
        name, left = "".join(words[-size:]), words[:-size]
        if not is_name(name) or (_GENERIC.fullmatch(name) and (left or len(name) < 4)):
            continue
        while left and _belongs(left[-1], name):
            name, left = left[-1] + name, left[:-1]
        return name, left
    place = words[-1]
    if is_place(place) and len(words) < 4:
        return "".join(word for word in words if is_place(word)), []
    return "", words


def _belongs(word: str, name: str) -> bool:
    """Whether a word is the beginning of the name after it: 威海市 环翠区…, 某市人力资源和社会 保障局."""
    if is_place(word):
        return not _has_own_place(name) or bool(
            _holders(split_name(name).places[0]) & set(leading_places(word))
        )
    return (
        not is_name(word) and bool(leading_places(word)) and bool(re.fullmatch(r"[\u3400-\u9fff、]+", word))
    )


def _has_own_place(name: str) -> bool:
    places = split_name(name).places
    return bool(places) and not places[0].endswith(("镇", "乡", "街道")) and not _ANY_ZONE.match(places[0])


def _holders(place: str) -> set[str]:
    return {holder for region in places_named(place) for holder in (region.province, region.city)}


def _one_body(one: str, other: str) -> bool:
    """Whether two names can stand for one body: an office of two places, two governments, two bureaus of one place."""
    first, second = leading_places(one), leading_places(other)
    if first and second and first[-1] != second[-1]:
        return False  # a superior: 安庆市教育局 above 岳西县教育局
    if split_name(one).office == split_name(other).office or (is_government(one) and is_government(other)):
        return True
    return bool(first) and first == second and one.endswith("局") and other.endswith("局")


def _parted(name: str) -> list[str]:
    """Two names joined by 、: 某区人民政府、某开发区管委会."""
    parts = name.split("、")
    return parts if len(parts) == 2 and all(map(is_name, parts)) and _one_body(*parts) else [name]
