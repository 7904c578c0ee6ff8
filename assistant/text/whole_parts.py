"""A part of a report that is asked for by its number or its title, and the day a report bears: quoted as they stand."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.conversation import Answer, Citation
from assistant.declining import decline
from assistant.figures.citing import CitationList
from assistant.intent import Intent
from assistant.labels import part_in_english
from assistant.wording import join_names, pick
from index.form import EDITIONS, PARTS

MOST_REPORTS = 6  # so many reports are quoted side by side
LONGEST = 1_500  # characters quoted of parts, all of them together
SHORTEST = 200  # … and of each at least
AT_THE_END, AT_THE_TOP = 400, 300  # characters of a report among which it bears its date

_NUMBERS = "一二三四五六"
_ENGLISH = ("one", "two", "three", "four", "five", "six")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi")
_ANY_ENGLISH = "|".join((*_ENGLISH, *_ROMAN, f"[1-6{_NUMBERS}]"))
_PART = re.compile(
    rf"第\s*(?P<zh>[{_NUMBERS}1-6])\s*(?:个?(?:大?部分|章|大块)|大项)"
    rf"|\b(?:part|section|chapter) (?:number |no\.? ?)?(?P<en>{_ANY_ENGLISH})(?![a-z\d])"
    rf"|\b(?P<nth>{'|'.join(_ORDINALS)}) (?:part|section|chapter)\b"
    r"|最后一?个?部分|\b(?:last|final) (?:part|section|chapter)\b"
)
_TITLES = {title: part for part, titles in PARTS.items() for title in titles}
_OTHER_MATTERS = re.compile(
    r"\bother (?:matters|items|issues)(?: (?:that )?(?:to be|need(?:ing)? to be) reported)?\b"
)
_SAYS_NOTHING = re.compile(  # what may stand beside a part, where the whole of it is asked for
    r"(?:的|报告|年报|年度|里面?|中|内|在|都|到底|具体|主要|是|写|说|讲|提到?|列|有|了|些|什么|啥|哪些|内容|东西|事项|原文|全文|全部|整个|怎么"
    r"|各|每|局|单位|机关|[个家份]|给|我|看看?|请|一下|引用|摘录?|贴|出来?|显示|关于|这|那|部分|吗|呢|把|念"
    r"|\b(?:what|whats|does|do|did|is|are|in|of|the|report|reports|its|it|say|says|said|contains?|contents?|text|full|quote|show|me"
    r"|read|written|under|please|there|whole|entire|states?|stated|about|annual|tell|give|stands?|s|part|section|to|be|i|see|want"
    r"|can|you|print|verbatim|cited?|out|for|from|on|wording|titled|called|entitled|headed|exactly)\b"
    r"|[\s“”\"'‘’《》「」()（）:：,，、。.;；？?！!—-])*"
)
_DAY = re.compile(
    r"落款|署名?的?(?:日期|时间)|成文(?:日期|时间)|(?:报告|年报)(?:的|末尾|最后|结尾|上|印的?|写的?)*(?:日期|哪一?天写)|盖章(?:日期|时间)"
    r"|(?:报告|年报)(?:是)?(?:什么时候|何时|哪一?天|几月几[日号])(?:写|签|落款|成文|写成|完成|编写|撰写)"
    r"|\breports?\b.{0,40}\b(?:signed|dated|sign-?off|written|completed|finished|drawn up(?! (?:on|in|using"
    r"|with|under|to|after|according)\b)|sealed)\b"
    r"|\b(?:signing|signature|sign-?off|closing) date\b|\bdate (?:of|on|at|under|below)\b.{0,40}\breport\b"
    r"|\bdate does .{0,40}\breport bear\b"
    r"|\b(?:sign|signed|dated)\b.{0,40}\breport\b|\breport(?:'s)? date\b"
)
_DATE_LINE = re.compile(
    r"^[^\n。；，：:]{0,40}?(?P<day>(?:20\d\d|二[〇○零Oo][一二三四五六七八九〇○零]{2})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*"
    r"[\d一二三四五六七八九十]{1,3}\s*日)[\s）)]*$",
    re.MULTILINE,
)


class _Report(NamedTuple):
    """A report with its text."""

    id: int
    report: str
    agency: str
    year: int
    file: str
    text: str

    def citation(self, part: str, start: int, end: int) -> Citation:
        return Citation(
            self.report, self.agency, self.year, part, None, None, self.text[start:end], self.file, start, end
        )


def part_asked(wording: str) -> str:
    """The part that a question (without names and years) asks for as a whole; "" for none.

    >>> part_asked("第六部分写了什么"), part_asked("what does part five of the report say?"), part_asked("第五部分有哪些问题")
    ('六', '五', '')
    """
    said = wording.lower()
    named = _PART.search(said)
    part = _number(named) if named else ""
    if named:
        said = said.replace(named.group(), " ", 1)
    for title in sorted(_TITLES, key=len, reverse=True):
        if title in said and part in ("", _TITLES[title]):
            part = part or ("六" if _TITLES[title] == "六" else "")
            said = said.replace(title, " ")
    if other := _OTHER_MATTERS.search(said):
        part = part or "六"
        said = said.replace(other.group(), " ")
    return part if part and _SAYS_NOTHING.fullmatch(said) else ""


def without_part(words: str) -> str:
    """Words of a question without the part of a report that they name.

    >>> without_part("第五部分提到哪些问题")
    '提到哪些问题'
    """
    return _PART.sub(" ", words).strip()


def _number(named: re.Match[str]) -> str:
    word = named["zh"] or named["en"] or named["nth"] or "六"
    if word in PARTS:
        return word
    if word.isdigit():
        return list(PARTS)[int(word) - 1]
    words = next(words for words in (_ENGLISH, _ORDINALS, _ROMAN) if word in words)
    return list(PARTS)[words.index(word)]


def asks_for_its_day(text: str) -> bool:
    """Whether a question asks which day a report bears.

    >>> asks_for_its_day("环翠区应急局报告的落款日期"), asks_for_its_day("什么时候参加培训")
    (True, False)
    """
    return _DAY.search(text.lower()) is not None


def whole_part(connection: sqlite3.Connection, intent: Intent, agencies: Sequence[str]) -> Answer | None:
    """The part of the reports of some agencies (() for all) that a question asks for; None where it asks for none."""
    part = part_asked(_as_typed(intent))
    if not part:
        return None
    name = pick(intent.language, f"第{part}部分", part_in_english(part))
    title = PARTS[part][0]
    if any(table.part == part for edition in EDITIONS.values() for table in edition.values()):
        said = pick(
            intent.language,
            f"{name}（{title}）是统计表，没有文字；请直接问其中的数字，例如新收申请多少件。",
            f"{name.capitalize()} ({title}) is a table and has no text; ask for its figures, for example how many requests were received.",
        )
        return decline(intent, "no_data", "nothing_found", said, route="passages")
    reports = list(_reports(connection, intent, agencies))
    places = [(report, *place) for report in reports for place in _sections(connection, report, part)]
    if not places:
        said = pick(intent.language, f"报告里没有{name}。", f"The reports have no {name}.")
        return decline(intent, "no_data", "nothing_found", said, route="passages")
    room = max(SHORTEST, LONGEST // len(places))
    citations, lines, cut = CitationList(), [], False
    for report, start, end in places:
        stop = _cut(report.text, start, end, room)
        cut = cut or stop < end
        mark = citations.add(report.citation(part, start, stop))
        head = f"**{report.agency}** {report.year}" + pick(intent.language, f"（{name}）", f" ({name})")
        quoted = "\n>\n".join(f"> {line}" for line in _paragraphs(report.text[start:stop]))
        lines.append(f"{head}\n\n{quoted} [{mark}]")
    caveat = pick(
        intent.language,
        "这一部分较长，只引了开头；全文见报告原文。",
        "The part is long and only its beginning is quoted; the report's text has the whole.",
    )
    return _answered(intent, lines, citations, [caveat] if cut else [])


def report_day(connection: sqlite3.Connection, intent: Intent, agencies: Sequence[str]) -> Answer | None:
    """The day that the reports of some agencies (() for all) bear, where a question asks for that; else None."""
    if not asks_for_its_day(intent.text):
        return None
    citations, lines, without = CitationList(), [], []
    for report in _reports(connection, intent, agencies):
        found = _day_of(report.text)
        if found is None:
            without.append(f"{report.agency} {report.year}")
            continue
        mark = citations.add(report.citation("", *found))
        lines.append(f"**{report.agency}** {report.year}\n\n> **{report.text[slice(*found)]}** [{mark}]")
    names = join_names(without, intent.language)
    none = pick(
        intent.language, f"报告上没有印日期：{names}。", f"No date is printed on the report: {names}."
    )
    if not lines:
        return decline(intent, "no_data", "nothing_found", none, route="passages")
    return _answered(intent, lines, citations, [none] if without else [])


def _as_typed(intent: Intent) -> str:
    """The question without names and years, in the words it was typed in: 部分说了 is no slip for 部分给了."""
    words = intent.wording
    for typed, meant in intent.corrected:
        words = words.replace(meant, typed)
    return words


def _answered(
    intent: Intent, lines: Sequence[str], citations: CitationList, caveats: Sequence[str]
) -> Answer:
    return Answer(
        intent.question,
        intent.language,
        "answered",
        "passages",
        "\n\n".join(lines),
        citations=tuple(citations.citations),
        caveats=tuple(caveats),
    )


def _reports(connection: sqlite3.Connection, intent: Intent, agencies: Sequence[str]) -> Iterator[_Report]:
    """The reports asked about: those of the years named, else the latest of each agency."""
    marks, years = (", ".join("?" * len(values)) for values in (agencies, intent.years))
    conditions = [f"r.agency IN ({marks})"] if agencies else []
    if intent.years:
        conditions.append(f"r.year IN ({years})")
    else:
        conditions.append("r.year = (SELECT max(year) FROM reports WHERE agency = r.agency)")
    rows = connection.execute(
        "SELECT r.id, r.report, r.agency, r.year, r.file, d.text FROM reports AS r JOIN documents AS d ON d.report_id = r.id"
        f" WHERE {' AND '.join(conditions)} ORDER BY r.agency, r.year LIMIT ?",
        [*agencies, *intent.years, MOST_REPORTS],
    )
    return (_Report(*row) for row in rows)


def _sections(connection: sqlite3.Connection, report: _Report, part: str) -> Iterator[tuple[int, int]]:
    """Where the text of a part stands, without its title's line and the space around it."""
    rows = connection.execute(
        "SELECT title, body_offset, end_offset FROM sections WHERE report_id = ? AND part = ? ORDER BY start_offset",
        (report.id, part),
    )
    for _, start, end in rows:
        body = report.text[start:end]
        lead = len(body) - len(body.lstrip())
        if body.strip():
            yield start + lead, start + len(body.rstrip())


def _cut(text: str, start: int, end: int, room: int) -> int:
    """Where a quote ends that has no more than so many characters: after a whole sentence."""
    if end - start <= room:
        return end
    last = max(text.rfind(mark, start, start + room) for mark in "。；\n")
    return last + 1 if last > start else start + room


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _day_of(text: str) -> tuple[int, int] | None:
    """Where a report's own date stands: alone on one of its last lines, or under its title."""
    begin = max(0, len(text) - AT_THE_END)
    at_the_end = [found.span("day") for found in _DATE_LINE.finditer(text) if found.start() >= begin]
    at_the_top = [found.span("day") for found in _DATE_LINE.finditer(text[:AT_THE_TOP])]
    return at_the_end[-1] if at_the_end else at_the_top[0] if at_the_top else None
