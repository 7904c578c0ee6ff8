"""The lines of a text → the titles of annual reports among them: which agency, which year, as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.characters import simplify_prose
from index.cover.naming import YEAR, is_name, names_before
from index.furniture import is_furniture

_BRACKETED = rf"[（(【\[]?{YEAR}年?度?[)）】\]]?"
_TITLE = re.compile(
    r"(?:(?:政府|政务)?信息(?:主动)?公开|政务公开)"
    rf"(?:{_BRACKETED}|[和与及暨]政务公开|工作|年度|年|情况|总结|的|开展){{0,6}}(?:报告|年报|总结)"
    rf"(?P<after>[-—]?{_BRACKETED})?"
    r"(?!》?的?(?:编制|编报|编写|撰写|填报|报送|上报|发布工作|公布工作|格式|模板|模版|样[本式表]|范本|解读|制度|考核|汇总|有关|管理|工作的?通知))"
)
_CRUMB = re.compile(r"[>＞»›]")
_YEAR_LINE = re.compile(rf"^[（(【\[]?({YEAR})年?度?[)）】\]]?$")
_CHINESE_YEAR = re.compile(
    r"二\s*[〇○OoＯ零0]\s*([〇○OoＯ零0一二三])\s*([〇○OoＯ零0一二三四五六七八九])(?=\s*年)"
)
_DIGITS = {**dict.fromkeys("〇○OoＯ零0", "0"), **dict(zip("一二三四五六七八九", "123456789", strict=True))}
_LONGEST_LINE = 40  # characters of a line above that can be the beginning of a title


@dataclass(frozen=True)
class Title:
    """A title of an annual report, wherever it stands."""

    names: tuple[str, ...]  # the agency, its second name; () where the title names none
    year: int | None
    printed: str
    alone: bool  # it stands by itself, not quoted in a sentence
    line: int  # the line it ends on
    behind: tuple[str, ...] = ()  # the name behind it: … - 某县审计局


def find_titles(lines: Sequence[str]) -> list[Title]:
    """Every title in the lines of a text, in order; a title may begin on lines above, with 来源 and 日期 between."""
    titles: list[Title] = []
    for number, line in enumerate(lines):
        says = "报" in line or "報" in line or "总结" in line
        menu = _CRUMB.search(line) and not re.search(YEAR, line)  # 某县人民政府 > 政府信息公开年报
        if says and not menu:
            titles += _titles_on(lines, number)
    return titles


def arabic_years(text: str) -> str:
    """Years in Chinese numerals as digits: 二〇二一年 → 2021年."""
    return _CHINESE_YEAR.sub(lambda found: f"20{_DIGITS[found[1]]}{_DIGITS[found[2]]}", text)


def _titles_on(lines: Sequence[str], number: int) -> Iterator[Title]:
    line = arabic_years(simplify_prose(lines[number]))
    alone = len(line) <= 90 and not re.search(r"[《》，。；]", line)
    above = _lines_above(lines, number) if alone else []
    whole = max(_read(above, line, lines, number, alone), key=lambda title: len(title.names), default=None)
    if not whole or not alone:
        yield from _read([], line, lines, number, alone)
        return
    for size in range(len(above) + 1):  # as few of the lines above as give the same name
        for title in _read(above[len(above) - size :], line, lines, number, alone):
            if title.names == whole.names and title.year == whole.year:
                yield title
                return


def _lines_above(lines: Sequence[str], number: int) -> list[str]:
    above: list[str] = []
    for line in reversed(lines[max(0, number - 8) : number]):
        if is_furniture(line):
            continue
        if len(line) > _LONGEST_LINE or re.search(r"[，。；：！？,;:!?\t|>]", line) or len(above) == 3:
            break
        above.insert(0, line)
    return above


def _read(above: Sequence[str], line: str, lines: Sequence[str], number: int, alone: bool) -> Iterator[Title]:
    """The titles on a line, with what stands above it taken as its beginning."""
    joined = " ".join([*(arabic_years(simplify_prose(earlier)) for earlier in above), line])
    places = [place for place, char in enumerate(joined) if not char.isspace()]
    squeezed = "".join(joined[place] for place in places)
    own = len(squeezed) - len("".join(line.split()))
    for found in _TITLE.finditer(squeezed):
        if found.end() <= own:
            continue
        before = joined[: places[found.start()]]
        if before.endswith("人民") and found.group().startswith("政府"):
            before += "政府"  # 某县人民政府信息公开年报
        year = _year_of(found, squeezed) or _year_below(lines, number)
        printed = "\n".join([*above, lines[number]]) if alone else found.group()
        yield Title(names_before(before), year, printed, alone, number, _behind(squeezed[found.end() :]))


def _behind(rest: str) -> tuple[str, ...]:
    """The site's or the agency's name where one ends a page's title."""
    parts = re.split(r"[-_—|｜（(]+", rest.rstrip("）)"))
    name = re.sub(r"(?:政府)?(?:门户)?(?:网站|网)$", "", parts[-1])
    return (name,) if len(parts) > 1 and is_name(name) else ()


def _year_of(found: re.Match[str], squeezed: str) -> int | None:
    before = re.split(r"[《》，。；：>|]", squeezed[: found.start()])[-1]
    for part in (found.group().removesuffix(found["after"] or ""), before, found["after"] or ""):
        years = re.findall(rf"(?<!\d){YEAR}(?!\d)", part)
        if years:
            return int(years[-1])
    return None


def _year_below(lines: Sequence[str], number: int) -> int | None:
    below = _YEAR_LINE.match("".join(lines[number + 1].split())) if number + 1 < len(lines) else None
    return int(below.group(1)) if below else None
