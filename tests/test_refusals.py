"""Every reason for which a reader refuses a file is told in Chinese, too, and no Chinese line outlives its reason."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import index
from ui import uploads
from ui.refusals import REASONS, in_chinese

SOURCES = [*sorted(Path(index.__file__).parent.rglob("*.py")), Path(uploads.__file__)]
RAISED = ("UnreadableFile", "ArchiveRefused", "Refusal", "refuse", "_refuse_rest")
# said of a file named to `gongkai parse`, which a page is never given
ONLY_COMMANDS = (
    r"the archive holds (?:7 files; name one|no file that)|there is no such file$|this is a folder"
)


def text_of(node: ast.expr) -> str:
    """A string as it is printed, 7 for whatever is filled in; "" for anything else."""
    if isinstance(node, ast.JoinedStr):
        return "".join(str(v.value) if isinstance(v, ast.Constant) else "7" for v in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def name_of(called: ast.expr) -> str:
    """What is called, with or without what it belongs to."""
    return getattr(called, "attr", "") or getattr(called, "id", "")


def calls() -> Iterator[tuple[str, str]]:
    """(what is raised, its reason) for each call that holds its reason."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and (name := name_of(node.func)) in RAISED:
                for reason in filter(None, map(text_of, node.args)):
                    if not re.match(ONLY_COMMANDS, reason):
                        yield name, reason


def strings() -> Iterator[str]:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.expr) and (said := text_of(node)):
                yield said


def test_the_calls_are_found() -> None:
    assert {kind for kind, _ in calls()} == set(RAISED)


@pytest.mark.parametrize("reason", sorted({reason for _, reason in calls()}))
def test_a_reason_is_told_in_chinese(reason: str) -> None:
    assert in_chinese(reason) != reason


@pytest.mark.parametrize("begins", REASONS)
def test_no_chinese_line_outlives_its_reason(begins: str) -> None:
    wrapped = ("", "not an annual report (")  # as NotAReport says it
    assert any(re.match(begins, before + said) for said in strings() for before in wrapped)


@pytest.mark.parametrize(
    ("why", "chinese"),
    [
        ("the same report as a/b.html", "与 a/b.html 是同一份年报"),
        ("the same report as a.html, without its figures", "与 a.html 是同一份年报"),
        ("an older version of a.html (3 cells differ)", "与 a.html 是同一年报，数字不同，收录的是那一份"),
        (
            "reading .doc files needs LibreOffice; install it",
            "读 .doc 文件需要安装 LibreOffice；也可以另存为 .docx",
        ),
        ("not an annual report (a notice)", "不是年度报告"),
        ("something else", "something else"),
    ],
)
def test_names_stay_in_what_is_said(why: str, chinese: str) -> None:
    assert in_chinese(why) == chinese
