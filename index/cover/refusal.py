"""Texts about annual reports that are none: notices, commentaries, rules, self-checks, samples, lists of reports."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.characters import simplify_prose
from index.cover.naming import names_before
from index.cover.title import Title

_REPORT = r"(?:年报|年度报告|信息公开|政务公开)"
_ASKED = r"(?:做好|抓好|编制|编报|编写|填报|开展|组织|加强|规范|落实|报送|上报|提交)"
_COMMENTED = r"(?:一图读懂|图解|解读|问答|图文解析)"
_CHECKED = r"(?:自查|自评|自检|核查|检查|考核|考评|评估|评分|整改|测评)"
_WRITING = r"(?:填报|填写|编制|编写)(?:说明|指南|规范|要求|要点)"
_RULES = r"(?:制度|规定|办法|规范|规程|细则|条例|指南|目录|流程图|工作要点|方案)"
_NOTICE = "a notice that asks for reports"
_SENT = re.compile(rf"关于{_ASKED}(.{{4,}}?)(?:政府信息|信息公开|政务公开)")
_OTHER_TEXTS = tuple(
    (re.compile(pattern), what)
    for pattern, what in (
        (
            rf"关于.{{0,16}}{_ASKED}.{{0,50}}{_REPORT}.{{0,30}}(?:通知|函|提示|提醒|公告|要求|意见|方案)",
            _NOTICE,
        ),
        (rf"{_COMMENTED}.{{0,40}}{_REPORT}|{_REPORT}.{{0,20}}{_COMMENTED}", "a commentary on a report"),
        (
            rf"{_REPORT}.{{0,16}}{_CHECKED}|{_CHECKED}.{{0,12}}{_REPORT}.{{0,12}}(?:表|清单|台账)",
            "a self-check or an assessment",
        ),
        (
            rf"{_REPORT}.{{0,16}}(?:[模范样][本版板式]|样表|{_WRITING}|参考文本|格式)",
            "a sample text or instructions",
        ),
        (rf"{_REPORT}.{{0,14}}{_RULES}(?:[（(].{{0,8}}[)）])?$", "rules on disclosure"),
        (rf"{_REPORT}.{{0,14}}(?:汇总表|一览表|发布情况)", "a list of reports"),
    )
)
_SAMPLE = re.compile(r"[XxＸ×＊*□○_]{2,}|某某|某[市县区局镇乡单]|20[XxＸ×＊*]{2}")
_FIGURES = re.compile(r"(?:结转下年度继续办理|新收政府信息公开申请(?:数量)?|行政许可|对外公开总数量)[\s|]*\d")
_PART = re.compile(r"^[\s#*]*[一二三四五六]\s*、", re.MULTILINE)
_SPECIFIC = re.compile(r"20\d\d|关于|《|[：:]")
_LIST_SIZE = 4  # so many titles of other agencies or years, and no report below them, are a list


def why_no_report(lines: Sequence[str], page_title: str, titles: Sequence[Title], text: str) -> str:
    """What a text is when it is no report, "" for a report.

    A report's own figures outweigh any such words; a line that could be an entry of the site's menu (政府信息公开制度)
    tells nothing where a title of a report stands as well.
    """
    if _FIGURES.search(text):
        return ""
    own = [title for title in titles if title.alone and (title.year or title.names)]
    first = own[0].line if own else len(lines)
    for number, line in enumerate([page_title, *lines], start=-1):
        for what, specific in _other_texts(line):
            if not own or (number <= first and specific):
                return what
    if any(_SAMPLE.search(simplify_prose(lines[title.line])) for title in titles[:2]):
        return "a sample text or instructions"
    if len({(title.names, title.year) for title in own}) >= _LIST_SIZE and not _PART.search(text):
        return "a list of reports"
    return ""


def _other_texts(line: str) -> Iterator[tuple[str, bool]]:
    """What the pieces of a line say it is, and whether a piece means one text rather than an entry of a menu."""
    if not 6 <= len(line) <= 90 or line.endswith(("。", "；", ";")) or "，" in line or "," in line:
        return
    for piece in re.split(r"[-—_|｜>＞»›]+", "".join(simplify_prose(line).split())):
        what = next((what for pattern, what in _OTHER_TEXTS if pattern.search(piece)), "")
        sent = _SENT.search(piece)  # 关于报送某局2021年政府信息公开工作年度报告的函: the report comes with it
        if what and not (what == _NOTICE and sent and names_before(sent.group(1))):
            yield what, bool(_SPECIFIC.search(piece))
