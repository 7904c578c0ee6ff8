"""Title, text and file name → which agency reports, on which year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from index.agency import ends_as_agency, level_of, split_name
from index.characters import normalise, simplify
from index.errors import NotAReport
from index.regions import region_of
from index.report import Cover, Document, Problem

_YEAR = r"(?:20[0-3]\d)"
_TITLE = re.compile(
    rf"(?P<before>.{{0,70}}?)(?:政府)?信息公开(?:工作)?(?:[（(【]?(?P<inside>{_YEAR})[)）】]?年?度?)?"
    rf"(?:工作)?(?:年度|年)?(?:工作)?(?:情况)?(?:报告|年报)(?P<after>[（(【]?{_YEAR}年?度?[)）】]?)?"
)
_NOT_A_REPORT = re.compile(
    r"(?:关于(?:做好|报送|编制|印发|开展).{0,40}(?:通知|的函)|政策解读|年报解读|制度汇编|(?:样|范)本|填报说明)"
)
_PERIOD = re.compile(rf"统计(?:期限|时间|数据)?[^。]{{0,20}}?({_YEAR})年\s*1\s*月\s*1\s*日")
_EDITOR = re.compile(r"本?报告由(?P<agency>[^，。、；\s]{3,30}?)(?:根据|按照|依据|编制)")
_NOISE_BEFORE = re.compile(r"^.*(?:[《：:>|｜]|现予以?公布|编制了|发布了?|首页|当前位置|-\s)")
_SIGNATURE_DATE = re.compile(rf"{_YEAR}年\d{{1,2}}月(?:\d{{1,2}}日)?")


@dataclass(frozen=True)
class _Title:
    names: tuple[str, ...]
    year: int | None
    printed: str


def read_cover(document: Document) -> tuple[Cover, list[Problem]]:
    """The cover of one report.

    Agency: from the title, else the first or last line that is a name, else 本报告由…编制, else the folder's name.
    Year: 统计期限 outweighs the title, the title the first year in the text; a disagreement is kept as a Problem.
    Raises NotAReport when neither can be told.
    """
    text, file = document.text, document.file
    title = _find_title(text)
    names = title.names if title and title.names else _other_names(text, file)
    if title is None and not names:
        raise NotAReport(file, "no title of an annual report and no agency's name in it")
    if not names:
        raise NotAReport(
            file, "it does not say which agency reports; put it in a folder named after the agency"
        )
    year, problems = _year(text, title, file)
    if year is None:
        raise NotAReport(file, "it does not say which year it reports on; put the year in the file name")
    region = region_of(names[0], hints=file + text[:3000])
    second = names[1] if len(names) > 1 else ""
    printed = title.printed if title else ""
    return Cover(names[0], second, year, region, level_of(names[0], region), printed), problems


# ── title ────────────────────────────────────────────────────────────────────────────────────────


def _head_lines(text: str) -> list[str]:
    lines = [line.strip() for line in text[:4000].splitlines()]
    return [line for line in lines if line][:40]


def _find_title(text: str) -> _Title | None:
    """The first run of up to three lines that reads as a title and names an agency; else the first that is a title."""
    unnamed = None
    for printed in _title_candidates(_head_lines(text)):
        found = _TITLE.search(_joined(printed))
        if not found:
            continue
        if _NOT_A_REPORT.search(normalise(printed)):
            raise NotAReport(printed[:40], "a notice or a commentary, not a report")
        title = _read_title(found, printed)
        if title.names:
            return title
        unnamed = unnamed or title
    return unnamed


def _title_candidates(lines: list[str]) -> Iterator[str]:
    for start in range(len(lines)):
        for size in (1, 2, 3):
            run = lines[start : start + size]
            if len(run) == size and all(len(line) <= 70 or size == 1 for line in run):
                yield "\n".join(run)


def _joined(printed: str) -> str:
    """The title on one line, without spaces between a number and its word; a space that parts two names stays."""
    one = " ".join(simplify(printed).split())
    one = re.sub(rf"\s*({_YEAR})\s*年?\s*(度?)\s*", lambda m: f"{m.group(1)}年{m.group(2)}", one)
    return re.sub(r"(?<=[开作年度息])\s+(?=[工年报公])", "", one)


def _read_title(found: re.Match[str], printed: str) -> _Title:
    before = found["before"]
    years = re.findall(_YEAR, before)
    year = found["inside"] or (years[-1] if years else None) or _first_year(found["after"] or "")
    return _Title(_names(before), int(year) if year else None, printed)


def _first_year(text: str) -> str | None:
    found = re.search(_YEAR, text)
    return found.group() if found else None


def _names(before: str) -> tuple[str, ...]:
    """The agency, and its second name where the title prints two with a space between."""
    words = _NOISE_BEFORE.sub("", re.sub(rf"[【（(]?{_YEAR}年?度?[】）)]?的?", " ", before))
    words = re.sub(r"^[^\u4e00-\u9fff]+|的$", "", words.strip())
    words = re.sub(r"^(?:政府信息公开\s+|关于|编制|公布)", "", words)
    names: list[str] = []
    pending = place = ""
    for word in words.split():
        if not pending and _is_place(word):
            place = word  # 黄埔区 广州开发区应急管理局: two places share one office
            continue
        pending += word
        if ends_as_agency(pending):
            names += [place + split_name(normalise(pending)).office] if place else []
            names.append(normalise(pending))
            pending = place = ""
    return tuple(_joined_suffixes(names)) if names and not pending else ()


def _is_place(word: str) -> bool:
    parts = split_name(normalise(word))
    return bool(parts.places) and not parts.office


def _joined_suffixes(names: list[str]) -> list[str]:
    """A stray space inside a name gives a piece that is a bare suffix; it belongs to the name before."""
    whole: list[str] = []
    for name in names:
        if whole and len(name) <= 2:
            whole[-1] += name
        else:
            whole.append(name)
    return list(dict.fromkeys(whole))[:2]


# ── where the title does not tell ────────────────────────────────────────────────────────────────


def _other_names(text: str, file: str) -> tuple[str, ...]:
    editor = _EDITOR.search(text)
    if editor and ends_as_agency(editor["agency"]):
        return (normalise(editor["agency"]),)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for line in (*lines[:3], *(line for line in lines[-4:] if not _SIGNATURE_DATE.search(line))):
        names = _line_names(line)
        if names:
            return names
    for folder in (PurePosixPath(file).stem, *(part for part in reversed(PurePosixPath(file).parts[:-1]))):
        if ends_as_agency(folder) and 4 <= len(folder) <= 30 and not re.search(r"[a-zA-Z0-9]", folder):
            return (normalise(folder),)
    return ()


def _line_names(line: str) -> tuple[str, ...]:
    if not 4 <= len(line) <= 50 or re.search(r"[，。；：:,;]", line):
        return ()
    return _names(line)


def _year(text: str, title: _Title | None, file: str) -> tuple[int | None, list[Problem]]:
    period = _PERIOD.search(text[:6000])
    told = {
        "统计期限": int(period.group(1)) if period else None,
        "标题": title.year if title else None,
        "文件名": _file_year(file),
    }
    year = told["统计期限"] or told["标题"] or told["文件名"] or _year_in_text(text)
    printed = {name: value for name, value in told.items() if value and name != "文件名"}
    if len(set(printed.values())) < 2:
        return year, []
    words = "，".join(f"{name}是 {value}" for name, value in printed.items())
    return year, [Problem("year_conflict", f"年份互相矛盾：{words}；按{next(iter(printed))}记为 {year}")]


def _file_year(file: str) -> int | None:
    found = re.search(rf"(?<!\d){_YEAR}(?!\d)", PurePosixPath(file).name)
    return int(found.group()) if found else None


def _year_in_text(text: str) -> int | None:
    found = re.search(rf"({_YEAR})年(?!\d{{0,2}}月\d)", text[:6000])
    return int(found.group(1)) if found else None
