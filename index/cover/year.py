"""统计期限, title, text, file name and date of publication → the year a report is on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from index.cover.evidence import SOURCES
from index.cover.naming import YEAR
from index.cover.title import arabic_years
from index.report import Problem

_PERIOD = re.compile(
    rf"统计(?:的)?(?:期限|时限|时间|期间|时段|范围|周期|年度|口径|数据)[^。]{{0,24}}?(?<!\d)({YEAR})(?=年|[.\-/－]|1?1月|11日|0101)"
)
_WHOLE_YEAR = re.compile(
    rf"(?<!\d)({YEAR})(?:年度?|[.\-/])?[（(]?0?1(?:月|[.\-/])(?:0?1日?)?起?[，,]?(?:至|到|-|－|—|–|~|～){{1,2}}"
    rf"(?:({YEAR})(?:年|[.\-/])?)?12(?:月|[.\-/])"
)
_FIRST_LINES = 500  # characters of part 一 in which the period is told
_IN_TEXT = re.compile(rf"(?<!\d)({YEAR})年(?!\d{{0,2}}月|[^，。]{{0,6}}修[订正])")
_PUBLISHED = re.compile(
    rf"(?:发布|公开|成文|生成|发文|公布|印发|更新)(?:日期|时间)[:：】\]]?({YEAR})[-年/.](\d{{1,2}})|日期[:：]({YEAR})[-年/.](\d{{1,2}})"
)
_DATED = re.compile(rf"^\s*({YEAR})\s*年\s*(\d{{1,2}})\s*月\s*(?:\d{{1,2}}\s*日)?\s*$", re.MULTILINE)


def find_year(
    opening: str, body: str, tail: str, titles: Mapping[str, int | None], file: str
) -> tuple[int | None, list[Problem]]:
    """The year, and what speaks against it.

    `opening` is what stands before part 一, `body` its beginning, `tail` the report's last lines, `titles` the years
    that titles print, the best first.
    """
    squeezed = "".join(arabic_years(opening + body[:_FIRST_LINES]).split())
    published = _published(squeezed, tail)
    first = _year_in_text(body) or _year_in_text(opening)
    told = {"统计期限": _period(squeezed, titles), **titles}
    year = next(filter(None, told.values()), None)
    if published and year and year >= published and not told["统计期限"] and first == published - 1:
        year, told["正文"] = first, first  # no report on a year is published in that year
    printed = {name: value for name, value in told.items() if value}
    if year:
        return year, _conflict(printed, year)
    year = _file_year(file) or first
    if year:
        return year, []
    if not published:
        return None, []
    words = f"没有写明年份，按发布日期（{published} 年）的上一年记为 {published - 1}"
    english = f"no year is written; {published - 1} is the year before that of publication, {published}"
    return published - 1, [Problem("year_uncertain", words, message_en=english)]


def _conflict(printed: Mapping[str, int], year: int) -> list[Problem]:
    if len(set(printed.values())) < 2:
        return []
    words = "，".join(f"{name}是 {value}" for name, value in printed.items())
    basis = next(name for name, value in printed.items() if value == year)
    words_en = ", ".join(f"{SOURCES[name]} {value}" for name, value in printed.items())
    told = f"years contradict each other: {words_en}; {year} is taken, from {SOURCES[basis]}"
    return [Problem("year_conflict", f"年份互相矛盾：{words}；按{basis}记为 {year}", message_en=told)]


def _period(squeezed: str, titles: Mapping[str, int | None]) -> int | None:
    """The year of 统计期限, dates that lost characters included: 201911日至20191231日."""
    named, whole = _PERIOD.search(squeezed), _WHOLE_YEAR.search(squeezed)
    if whole and whole[2] and whole[1] != whole[2]:  # 2019年1月1日至2020年12月31日: one of the two is a slip
        one_off = int(whole[2]) == int(whole[1]) + 1
        return next(
            (year for year in titles.values() if year and one_off and str(year) in whole.groups()), None
        )
    return int(named[1]) if named else int(whole[1]) if whole else None


def _year_in_text(body: str) -> int | None:
    """The first year the text speaks of, the titles of other documents aside."""
    found = _IN_TEXT.search(re.sub(r"《[^》]{0,60}》|\s", "", arabic_years(body)))
    return int(found[1]) if found else None


def _published(squeezed: str, tail: str) -> int | None:
    """The year of publication: that of a date signed at the end, else of 发布日期; December counts to the next."""
    signed = list(_DATED.finditer(arabic_years(tail)))
    found = signed[-1] if signed else _PUBLISHED.search(squeezed)
    if not found:
        return None
    year, month = (int(number) for number in found.groups() if number)
    return year + (month == 12)


def _file_year(file: str) -> int | None:
    """The year in the file's name, else in that of the nearest folder; a date (2021-01-20) is none."""
    path = PurePosixPath(file)
    for part in (path.stem, *reversed(path.parts[:-1])):
        found = re.search(rf"(?<!\d){YEAR}(?!\d|[-._年]\d{{1,2}}(?:[-._月]))", part)
        if found:
            return int(found.group())
    return None
