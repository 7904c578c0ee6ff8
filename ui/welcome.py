"""The head of the page, and what stands on it before anything was asked or indexed, as HTML."""

from __future__ import annotations

from collections.abc import Sequence

from index.errors import StoreMissing
from ui.examples import Example
from ui.present import ask_button, problem_line
from ui.words import both

_HALF = (
    '<svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true"><circle cx="12" cy="12" r="8.5" fill="none"'
    ' stroke="currentColor" stroke-width="1.8"/><path d="M12 3.5a8.5 8.5 0 0 1 0 17Z" fill="currentColor"/></svg>'
)


def header() -> str:
    """The title, one line of what this is, and the language switch."""
    told = both(
        "向政府信息公开年度报告提问，每个数字都有出处",
        "Ask China's disclosure reports; every figure shows its source",
    )
    return (
        '<header class="gk-header"><span class="gk-seal" aria-hidden="true">公开</span>'
        f"<div><h1>{both('公开', 'Gongkai')}</h1><p>{told}</p></div>"
        f'<button type="button" class="gk-theme" data-event="theme">{_HALF}'
        f'<span class="gk-unseen">{both("切换深色和浅色", "Dark or light")}</span></button>'
        '<button type="button" class="gk-language" data-event="language">'
        '<span class="zh" lang="en">English</span><span class="en" lang="zh-CN">中文</span></button></header>'
    )


def welcome(reports: int, examples: Sequence[Example], can_add: bool = False) -> str:
    """What stands in an empty chat: questions to click, or how to add the first reports."""
    if not reports:
        return empty_store(can_add)
    zh = "".join(ask_button(example.zh, example.zh, "gk-example") for example in examples)
    en = "".join(ask_button(example.en, example.en, "gk-example") for example in examples)
    try_asking = f"<h2>{both('可以这样问', 'Try asking')}</h2>" if examples else ""
    told = both(
        f"已收录 {reports} 份报告。数字来自报告的统计表，文字逐字引自报告，每一处都能点开核对。",
        f"{reports} reports are indexed. Figures come from their tables, text is quoted word for word; "
        "every one opens at its place in the report.",
    )
    return (
        f'<div class="gk-chat"><div class="gk-welcome"><p class="gk-lead">{told}</p>{try_asking}'
        f'<div class="zh gk-examples">{zh}</div><div class="en gk-examples">{en}</div></div></div>'
    )


def empty_store(can_add: bool = False) -> str:
    """How to add the first reports: on the page where it `can_add` them, else in a terminal."""
    add = (
        '<p><button type="button" class="gk-primary" data-event="add">'
        + both("添加报告", "Add reports")
        + '</button></p><p class="faint">'
        + both("也可以在终端里运行：", "Or run in a terminal:")
        if can_add
        else "<p>"
        + both(
            "把年度报告放进一个文件夹，在终端里运行：",
            "Put annual reports into a folder and run in a terminal:",
        )
    )
    return (
        '<div class="gk-chat"><div class="gk-welcome gk-empty"><p class="gk-lead">'
        + both("还没有收录任何报告。", "No reports are indexed yet.")
        + f"</p>{add}</p><pre><code>gongkai build path/to/reports</code></pre><p>"
        + both("收录后即可提问。", "Ask as soon as they are in.")
        + "</p></div></div>"
    )


def no_collection(error: Exception, can_add: bool) -> str:
    """What stands where the collection would, when it cannot be had."""
    return empty_store(can_add) if isinstance(error, StoreMissing) else problem_line(str(error))
