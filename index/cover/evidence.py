"""What a report says beside its titles of who reports: editor, signature, subject, folder, site, publisher."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePosixPath

from index.agency import is_central, relative_place, split_name
from index.characters import normalise, simplify_prose
from index.cover.naming import YEAR, is_name, line_names, names_at_end, names_before
from index.cover.title import Title
from index.furniture import is_furniture
from index.kinds import is_government
from index.offices import same_office
from index.regions import leading_places
from index.report import Document, Problem

_ROLE = r"(?:[（(][^（）()]{1,40}[)）])?"
_EDITOR = re.compile(
    rf"报告(?:是|系)?由(?P<agency>[^，。；：\s]{{3,36}}?){_ROLE}(?:根据|按照|依据|依照|负责|组织|牵头|汇总|编制)"
)
_SUBJECT = re.compile(
    rf"(?:^|[，。\n])\s*(?:{YEAR}年度?[，,]?\s*)?(?:现?将)?(?P<agency>[^，。、；：\s《》0-9]{{3,30}}?(?:局|委|厅|部|办|会|政府|办公室|中心|街道|镇|乡|处|院|机关)){_ROLE}"
    r"(?:认真|严格|积极|深入|坚持|坚决|始终|全面|根据|按照|依据|依照|高度|组织|编制|持续|不断|紧紧|围绕|贯彻|以习|以公|结合|共?主动公开|现?将)"
)
_PUBLISHER = re.compile(
    r"(?:^|\s)[\[【（(]?\s*(?:发布机构|发布单位|发布部门|公开主体|公开机构|公开责任部门|制发机关|发文机关|发文单位|信息来源|文章来源|来源|信息提供)"
    r"\s*[:：\t\]】]+\s*(?P<agency>[^\t：:]{3,30}?)(?=\t|\s|$)",
    re.MULTILINE,
)
_FILLED_IN = re.compile(
    r"^[（(\s]*(?:(?:填报|编制|报告|编报|撰写|公开)(?:单位|机关|部门)|(?:单位|机关)名称|单位)(?:名称)?\s*(?:[（(](?:盖章|公章|签章)[)）])?"
    r"\s*[:：\t]\s*(?P<agency>[^\t：:（(]{3,30}?)\s*(?:[（(](?:盖章|公章|签章)|[)）\t]|$)",
    re.MULTILINE,
)
_DATE = re.compile(
    rf"{YEAR}\s*年\s*\d{{1,2}}\s*月(?:\s*\d{{1,2}}\s*日)?|二[〇○O零].{{2}}年.{{1,2}}月.{{1,3}}日"
)
_DRAFTER = re.compile(r"办公室$|政务公开(?:工作)?(?:领导小组)?(?:办公室|办)?$")

SOURCES = {  # what tells a name or a year, in English
    "标题": "the title",
    "网页标题": "the page's title",
    "引用的标题": "the title as quoted",
    "编制说明": "the note on who wrote it",
    "填报单位": "the field for who reports",
    "落款": "the signature",
    "题下署名": "the line below the title",
    "标题后": "the name behind the title",
    "正文": "the text",
    "文件夹名": "the folder's name",
    "文件名": "the file's name",
    "网站名": "the site's name",
    "发布机构": "the publisher",
    "所在网站": "the website spoken of",
    "地址": "the address",
    "联系方式": "the contact details",
    "统计期限": "the period of the statistics",
}
STRONG = ("标题", "网页标题", "引用的标题", "编制说明", "填报单位", "落款", "文件夹名", "文件名")


@dataclass(frozen=True)
class Evidence:
    """A name, and where it stands."""

    source: str  # 标题, 编制说明, 落款, …
    names: tuple[str, ...]


def gather_evidence(
    document: Document, titles: Sequence[Title], page: Title | None, head: str, tail: str
) -> list[Evidence]:
    """Everything that names the reporting agency, the best first.

    `titles` are those of the text, the best first; `head` and `tail` its first and last lines, simplified.
    """
    found = [Evidence("标题" if title.alone else "引用的标题", title.names) for title in _own_titles(titles)]
    found += [Evidence("网页标题", page.names)] if page else []
    found += [Evidence("编制说明", names) for names in _editors(head)]
    found += [Evidence("填报单位", _names_in(match["agency"])) for match in _FILLED_IN.finditer(head)]
    found += [Evidence("落款", names) for names in _signatures(tail)]
    found += [Evidence("题下署名", names) for names in _bylines(head, titles, bool(document.about))]
    found += list(_path_names(document.file))
    found += [Evidence("正文", names) for names in _subjects(head)]
    found += [
        Evidence("标题后", title.behind) for title in titles if title.behind and not _is_host(title.behind[0])
    ]
    found += sorted(_publishers(document, [*titles, *([page] if page else [])], head), key=_hosts)
    return [evidence for evidence in found if evidence.names]


def _own_titles(titles: Sequence[Title]) -> list[Title]:
    """The best title, and a second that stands alone as well; more of them are links to other reports."""
    rivals = {title.names: title for title in titles[1:] if title.alone and title.names != titles[0].names}
    return [*titles[:1], *(rivals.values() if len(rivals) == 1 else ())]


def _publishers(document: Document, titles: Sequence[Title], head: str) -> Iterator[Evidence]:
    """Whose site it is, and who put the page there."""
    yield Evidence("网站名", _names_in(document.about.get("site", "")))
    yield from (Evidence("网站名", title.behind) for title in titles)
    yield from (Evidence("发布机构", _names_in(match["agency"])) for match in _PUBLISHER.finditer(head))


def _hosts(evidence: Evidence) -> bool:
    return any(map(_is_host, evidence.names))


def _is_host(name: str) -> bool:
    """A government publishes for all its bureaus; a bureau's name tells more."""
    return is_government(name) or bool(re.search(r"政府(?:办公室|办公厅|办)?$", name))


def _names_in(text: str) -> tuple[str, ...]:
    name = normalise(
        re.sub(r"(?:政府)?(?:信息公开|政务公开)?(?:门户)?(?:网站|网|平台|专栏)$", "", text.strip())
    )
    return (name,) if is_name(name) else ()


def _editors(head: str) -> Iterator[tuple[str, ...]]:
    for found in _EDITOR.finditer(head):
        yield names_before(found["agency"])


def _subjects(head: str) -> Iterator[tuple[str, ...]]:
    """市城市管理局认真梳理了…: who acts in the first sentences."""
    for found in list(_SUBJECT.finditer(head))[:3]:
        yield names_before(found["agency"])


def _signatures(tail: str) -> Iterator[tuple[str, ...]]:
    """The names above or beside a date, the last first; then those that are lines of their own at the very end."""
    lines = [line.strip() for line in tail.splitlines() if line.strip()]
    dated = [one for one, below in pairwise([*lines, ""]) if _DATE.search(one) or _DATE.match(below)]
    for line in (*reversed(dated), *reversed(lines[-6:])):
        yield line_names(_DATE.sub("", line).strip())


def _bylines(head: str, titles: Sequence[Title], is_page: bool) -> Iterator[tuple[str, ...]]:
    """A name alone at the top of a text (a page's top is its site's), or soon under a title that names nobody."""
    under = {
        simplify_prose(title.printed).split("\n")[-1] for title in titles if title.alone and not title.names
    }
    left = 0 if is_page else 2
    for number, line in enumerate(_text_lines(head)):
        if left > 0:
            yield line_names(_DATE.sub("", line).strip("（）() "))
        elif number >= 2 and not under:
            return
        left = 3 if line in under else left - 1


def _text_lines(head: str) -> Iterator[str]:
    return (line.strip() for line in head.splitlines() if line.strip() and not is_furniture(line))


def _path_names(file: str) -> Iterator[Evidence]:
    path = PurePosixPath(file)
    for source, part in (("文件名", path.stem), *(("文件夹名", part) for part in reversed(path.parts[:-1]))):
        plain = re.sub(r"(?:政府)?信息公开.*$|政务公开.*$|年报.*$", "", simplify_prose(part))
        words = re.sub(rf"{YEAR}(?:年度?)?|[-_\s0-9.（）()【】]+|年度", " ", plain).split()
        names = names_at_end(words) if words and not re.search(r"[A-Za-z]", plain) else ()
        if names and is_name(names[0]) and len(names[0]) >= 4:
            yield Evidence(source, names)


# ── do two names mean one agency ─────────────────────────────────────────────────────────────────


def agree(one: str, other: str) -> bool:
    """Whether two names can mean one agency: one of them shorter, or a government and its own office.

    >>> agree("滨城区应急管理局", "区应急局"), agree("滨城区应急管理局", "滨城区财政局")
    (True, False)
    """
    first, second = office_of(one), office_of(other)
    places, others = split_name(one).places, split_name(other).places
    if places and others and not set(places) & set(others):
        return False
    if not first or not second or (is_government(one) and is_government(other)):
        return True
    longer, shorter = sorted((first, second), key=len, reverse=True)
    return same_office(first, second) or longer.startswith(shorter) or longer.endswith(shorter)


def office_of(name: str) -> str:
    """The office without its place and without what it calls its place from within: 区应急局 → 应急局."""
    bare = re.sub(r"\([^()]*\)$", "", name)
    office = split_name(bare).office
    if len(office) < 2:
        return ""  # a town's name alone
    return office if leading_places(bare) else office.removeprefix(relative_place(bare))


def has_place(name: str) -> bool:
    """Whether a name says where: 沭阳县…, 上海海关, a body of the state; not 区应急局 nor 龙田镇人民政府."""
    return bool(leading_places(name)) or is_central(name)


def conflicts(evidence: Sequence[Evidence], best: Evidence) -> list[Problem]:
    """Strong evidence for another agency than the best one's."""
    others: dict[str, str] = {}
    for other in evidence:
        agrees = any(agree(one, name) for one in best.names for name in other.names)
        drafted = is_government(best.names[0]) and (
            other.source == "编制说明" or _DRAFTER.search(other.names[0])
        )
        if other.source in STRONG and not agrees and not drafted:
            others.setdefault(other.names[0], other.source)
    if not others:
        return []
    words = "，".join(f"{source}是“{name}”" for name, source in others.items())
    name, basis = best.names[0], SOURCES[best.source]
    words_en = ", ".join(f"{SOURCES[source]} “{name}”" for name, source in others.items())
    return [
        Problem(
            "agency_conflict",
            f"机关名称互相矛盾：{best.source}是“{name}”，{words}；按{best.source}记为“{name}”",
            message_en=f"names contradict each other: {basis} “{name}”, {words_en}; “{name}” is taken, from {basis}",
        )
    ]
