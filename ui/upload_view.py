"""The part of the reports tab that adds reports: where files are dropped, and what became of each, as HTML."""

from __future__ import annotations

from collections.abc import Sequence

from index.readers import SUFFIXES
from ui.refusals import in_chinese
from ui.uploads import FileLine
from ui.words import both, escape

SHOWN_FILES = 100  # lines of one upload; those refused come first, the others are counted
_STATES = {
    "waiting": ("等待", "waiting"),
    "reading": ("正在读", "reading"),
    "read": ("正在入库", "indexing"),
    "indexed": ("已收录", "added"),
    "known": ("已有，无需再加", "already there"),
    "refused": ("没有收录", "not added"),
}


def drop_zone() -> str:
    """Where files are dropped or chosen."""
    kinds = ", ".join((*SUFFIXES, ".zip"))
    told = both("把年度报告拖到这里，或者", "Drop annual reports here, or")
    formats = both(
        "网页、Word、PDF、Markdown、纯文本，或者它们的 .zip；可以一次选多个",
        "Web pages, Word, PDF, Markdown or text, or a .zip of them; several at once",
    )
    return (
        '<div class="gk-drop"><p><label for="gk-files">'
        f'{told}</label> <button type="button" class="gk-primary" data-event="choose">{both("选择文件", "choose files")}'
        f'</button></p><p class="faint" title="{escape(" ".join(SUFFIXES))}"><small>{formats}</small></p>'
        f'<input type="file" id="gk-files" multiple accept="{escape(kinds)}" tabindex="-1" hidden>'
        '<ul class="gk-sending" aria-live="polite"></ul></div>'
    )


def switched_off(is_open: bool) -> str:
    """Why nothing can be added here; `is_open` says that everyone can reach the page."""
    told = (
        both(
            "本页没有设密码，别的机器也能打开，因此不能在这里添加或删除报告。用 --auth 名字:密码 启动后即可。",
            "This page is open to other machines without a password, so reports cannot be added or removed here; "
            "start it with --auth name:password.",
        )
        if is_open
        else both(
            "本页的设置不允许添加或删除报告。", "Adding and removing reports is switched off on this page."
        )
    )
    return f'<p class="gk-note">{told}</p>'


def progress(lines: Sequence[FileLine], ended: bool) -> str:
    """What became of each file so far, and how far an upload is."""
    done = sum(line.state not in ("waiting", "reading") for line in lines)
    if ended:
        head = _summary(lines)
    else:
        bar = f'<progress max="{len(lines)}" value="{done}" aria-hidden="true"></progress>'
        told = both(f"已读 {done} / {len(lines)} 个文件", f"{done} of {len(lines)} files read")
        head = f'<p class="gk-progress">{told} {bar}</p>'
    first = sorted(lines, key=lambda line: line.state != "refused") if ended else lines
    shown = "".join(_line(line) for line in first[:SHOWN_FILES])
    more = len(lines) - SHOWN_FILES
    rest = f'<p class="faint">{both(f"其余 {more} 个文件", f"{more} more files")}</p>' if more > 0 else ""
    return f'<section class="gk-uploaded" data-ended="{int(ended)}">{head}<ul tabindex="0">{shown}</ul>{rest}</section>'


def _summary(lines: Sequence[FileLine]) -> str:
    added, known, refused = (
        sum(line.state == state for line in lines) for state in ("indexed", "known", "refused")
    )
    parts = [both(f"收录了 {added} 份报告", f"{added} {'report' if added == 1 else 'reports'} added")]
    if known:
        parts.append(both(f"{known} 份已有", f"{known} already there"))
    if refused:
        parts.append(both(f"{refused} 个文件没有收录", f"{refused} not added"))
    clear = f'<button type="button" class="gk-quiet" data-event="clear">{both("收起", "Clear")}</button>'
    return f'<p class="gk-progress" role="status"><b>{" · ".join(parts)}</b> {clear}</p>'


def _line(line: FileLine) -> str:
    state = f'<span class="gk-state">{both(*_STATES[line.state])}</span>'
    name = f"<code>{escape(line.name)}</code>"
    if line.agency:
        name = (
            f'<button type="button" class="gk-open" data-event="open" data-report="{escape(line.report)}" data-cell="">'
            f"{escape(line.agency)} {line.year}</button> {name}"
        )
    return f'<li data-state="{line.state}">{state}<span>{name}{_told(line)}</span></li>'


def _told(line: FileLine) -> str:
    if line.state == "refused":
        return f"<br><small>{both(in_chinese(line.why), line.why)}</small>"
    if not line.agency:
        return ""
    cells = both(f"读出 {line.read} / {line.cells} 格", f"{line.read} of {line.cells} cells read")
    problems = both(
        f"{line.problems} 个问题", f"{line.problems} {'problem' if line.problems == 1 else 'problems'}"
    )
    return f"<br><small>{cells} · {problems if line.problems else both('没有问题', 'no problems')}</small>"
