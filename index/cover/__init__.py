"""Title, text and file name → which agency reports, on which year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from index.agency import is_place, level_of, pinyin
from index.characters import simplify_prose
from index.cover.evidence import SOURCES, Evidence, conflicts, gather_evidence, has_place
from index.cover.refusal import why_no_report
from index.cover.title import Title, find_titles
from index.cover.whole_name import Places, complete_name, government_of, places_told
from index.cover.year import find_year
from index.errors import NotAReport
from index.furniture import end_of_report
from index.kinds import is_government
from index.regions import places_named, region_of, short_place
from index.report import Cover, Document, Problem, Region

_BODY = re.compile(
    r"^[\s#*]*(?:一\s*、\s*(?:总体情况|概\s*述|基本情况|总体概述)|(?:第一部分)?\s*(?:总体情况|概\s*述)[\s#*]*$)",
    re.MULTILINE,
)
_CONTACT = re.compile(
    r"(?:[与向由]|联系(?:单位|部门|机构|人)?[:：])\s*([^，。；]{4,36}?)\s*(?:联系|咨询|反映|[,，（(。])"
)
_LAST_PART = "其他需要报告的事项"
_HEAD = 4000  # characters in which a title is looked for, where part 一 begins no later
_LONGEST_HEAD = 20_000
_FIRST = 1500  # characters of part 一 in which the agency and the year are looked for
_TAIL = 800  # characters before the report's end in which it is signed
_WEAK = ("正文", "网站名", "发布机构")  # evidence that may name somebody else than who reports


@dataclass(frozen=True)
class _Text:
    """A document cut where its cover is looked for; in simplified characters, but for `lines`."""

    opening: str  # what stands before part 一
    lines: tuple[str, ...]  # what stands before part 一, as printed
    body: str  # the beginning of part 一
    tail: str  # the last lines before the page's foot

    @property
    def head(self) -> str:
        return self.opening + self.body


def read_cover(document: Document) -> tuple[Cover, list[Problem]]:
    """The cover of one report.

    Agency: from the title, else the page's title, 本报告由…编制, the signature, the folder's or file's name, the subject
    of the first sentences, and only then the site or 发布机构. A name without its place is completed where the report
    tells the place for certain. Year: 统计期限 outweighs the title, the title the first year in the text. What
    disagrees, is completed or is uncertain is kept as a Problem. Raises NotAReport for a text that is none, and where
    agency or year cannot be told.
    """
    text = _cut(document.text)
    found = find_titles(text.lines)
    page = next(iter(find_titles([document.about.get("title", "")])), None)
    if why := why_no_report(text.lines, document.about.get("title", ""), found, document.text):
        raise NotAReport(document.file, why)
    titles = _best_titles(_without_host(found, page, document), page)
    evidence = gather_evidence(document, titles, page, text.head, text.tail)
    if not evidence:
        told = bool(found) or "政府信息公开申请" in document.text
        raise NotAReport(document.file, _NO_AGENCY if told else _NO_TITLE)
    years = _title_years(titles, page)
    year, problems = find_year(text.opening, text.body, text.tail, years, document.file)
    if year is None:
        raise NotAReport(
            document.file, "it does not say which year it reports on; put the year in the file name"
        )
    return _cover(document, text, titles, evidence, year, problems)


_NO_TITLE = "no title of an annual report and no agency's name in it"
_NO_AGENCY = "it does not say which agency reports; put it in a folder named after the agency"


def _cover(
    document: Document,
    text: _Text,
    titles: Sequence[Title],
    evidence: Sequence[Evidence],
    year: int,
    problems: list[Problem],
) -> tuple[Cover, list[Problem]]:
    best = evidence[0]
    places = [] if region_of(best.names[0]).province else list(_places(document, text))
    name, completed = _completed(document, text, evidence, places)
    problems += [*conflicts(evidence, best), *_weak(best), *completed]
    region = _region(name, document, text, places)
    second = best.names[1] if len(best.names) > 1 else ""
    printed = titles[0].printed if titles else ""
    return Cover(name, second, year, region, level_of(name, region), printed), problems


# ── the text ─────────────────────────────────────────────────────────────────────────────────────


def _cut(text: str) -> _Text:
    begins = _BODY.search(text, 0, _LONGEST_HEAD)
    body = begins.start() if begins else _HEAD
    top = text[:body] if begins else text[:_HEAD]
    lines = tuple(bare for line in top.splitlines() if (bare := line.strip("#* \t\u3000\xa0")))
    last_part = text.rfind(_LAST_PART)
    end = end_of_report(text, last_part if last_part > body else max(body, len(text) // 2))
    first = simplify_prose(text[body : body + _FIRST])
    return _Text(simplify_prose(top), lines, first, simplify_prose(text[max(0, end - _TAIL) : end]))


def _places(document: Document, text: _Text) -> Iterator[Places]:
    folders = PurePosixPath(document.file).parts[:-1]
    return places_told(document.about.get("site", ""), folders, text.head + text.tail)


# ── title and agency ─────────────────────────────────────────────────────────────────────────────


def _without_host(titles: Sequence[Title], page: Title | None, document: Document) -> list[Title]:
    """The titles, less a government's name on the line above that only says whose site it is."""
    hosts = (*(page.behind if page else ()), document.about.get("site", ""))
    return [
        replace(title, names=())
        if "\n" in title.printed and title.names and is_government(title.names[0]) and title.names[0] in hosts
        else title
        for title in titles
    ]


def _best_titles(titles: Sequence[Title], page: Title | None) -> list[Title]:
    """The report's own title first: one that stands alone and names an agency; of several, the page's or the last one."""

    def worth(title: Title) -> tuple[bool, bool, bool, bool, int]:
        named, told = bool(title.names), title.year is not None
        as_page = page is not None and named and (title.names, title.year) == (page.names, page.year)
        return (named and title.alone, named, as_page, told, title.line)

    ranked = sorted(titles, key=worth, reverse=True)
    return [title for title in ranked if title.names or title.year] or ranked


def _title_years(titles: Sequence[Title], page: Title | None) -> dict[str, int | None]:
    years: dict[str, int | None] = {}
    if titles:
        alone = next((title.year for title in titles if title.alone and title.year), None)
        years["标题"] = alone or next((title.year for title in titles if title.year), None)
    if page:
        years["网页标题"] = page.year
    return years


def _completed(
    document: Document, text: _Text, evidence: Sequence[Evidence], places: Sequence[Places]
) -> tuple[str, list[Problem]]:
    """The best name, with its place where it is printed without and the report tells it."""
    best = evidence[0]
    name = best.names[0]
    if is_place(name):
        whole = government_of(name, text.head + text.tail)
        source = "正文"
    else:
        near = {other.source: other.names[0] for other in evidence[1:]}
        near["网站名"] = document.about.get("site", "")
        near["联系方式"] = "，".join(found.group(1) for found in _CONTACT.finditer(text.head))
        whole, source = complete_name(name, near, document.text, places) if not has_place(name) else ("", "")
    if not whole or not source or whole == name:
        return name, []
    told = f"the report says “{name}”; by {SOURCES[source]} this is “{whole}”"
    words = f"报告写作“{name}”，按{source}补全为“{whole}”"
    return whole, [Problem("agency_completed", words, message_en=told)]


def _weak(best: Evidence) -> list[Problem]:
    if best.source not in _WEAK:
        return []
    told = f"the report does not say whose it is; “{best.names[0]}” is taken, from {SOURCES[best.source]}"
    words = f"报告没有写明是哪个机关的，按{best.source}记为“{best.names[0]}”"
    return [Problem("agency_uncertain", words, message_en=told)]


def _region(name: str, document: Document, text: _Text, places: Sequence[Places]) -> Region:
    """Where the agency lies; namesakes are told apart by site, folder and address, then the text, then the page's host."""
    hints = ["".join(place.chain) for place in places] + [document.file, text.head]
    region = region_of(name, hints)
    if not region.province and not region.county:
        return _region_around(places)
    if region.county and not region.city and (url := document.about.get("url", "")):
        return region_of(name, [*hints, _cities_in_host(region.county, url)])
    return region


def _cities_in_host(county: str, url: str) -> str:
    """The cities with a county of that name whose pinyin is in an address: www.changchun.gov.cn."""
    host = re.sub(r"^\w+://|/.*$", "", url.lower())
    cities = {region.city for region in places_named(county) if region.city}
    return "，".join(sorted(city for city in cities if pinyin(short_place(city)) in host))


def _region_around(places: Sequence[Places]) -> Region:
    """The region of the places told, for a name that has none: only where all of them agree."""
    regions = {region_of("".join(place.chain)) for place in places if place.sure or len(place.chain) > 1}
    return next(iter(regions)) if len(regions) == 1 else Region()
