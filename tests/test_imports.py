"""Imports point one way, and a quick question imports nothing heavy."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = ("index", "assistant", "ui")  # each may import itself and those before it
HEAVY = {
    "torch",
    "sentence_transformers",
    "transformers",
    "gradio",
    "langchain",
    "langchain_core",
    "pandas",
    "numpy",
    "faiss",
    "sqlglot",
    "index.checks",
    "sqlite_utils",
    "rich",
    "dataclasses",  # with inspect, ast and dis: a tenth of a quick question's time
}
MODULES = [file for package in OURS for file in sorted((ROOT / package).rglob("*.py"))]

UNDERSTANDING = ROOT / "assistant" / "understanding"
ORDER = ("words", "plain", "names", "asked", "turns")  # each may import itself and those before it
ROOMS = [file for file in MODULES if file.parent.name in ORDER and file.parent.parent == UNDERSTANDING]


def imported(file: Path) -> set[str]:
    """Every module a file imports, wherever in the file."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add("." * node.level + (node.module or ""))
    return found


def package_of(module: str) -> str:
    return module.split(".")[0]


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(ROOT)))
def test_imports_point_one_way(file: Path) -> None:
    own = file.relative_to(ROOT).parts[0]
    later = set(OURS[OURS.index(own) + 1 :]) | {"tests"}
    assert not later & {package_of(module) for module in imported(file)}


@pytest.mark.parametrize("file", ROOMS, ids=lambda file: str(file.relative_to(UNDERSTANDING)))
def test_a_question_is_read_one_way(file: Path) -> None:
    own = ORDER.index(file.parent.name)
    rooms = {
        module.split(".")[2] for module in imported(file) if module.startswith("assistant.understanding.")
    }
    assert not rooms & set(ORDER[own + 1 :])


def test_every_package_is_installed() -> None:
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]
    there = {".".join(file.relative_to(ROOT).parent.parts) for file in MODULES if file.name == "__init__.py"}
    assert sorted(there) == sorted(listed)


@pytest.mark.parametrize("file", ["index/report.py", "assistant/conversation.py"])
def test_the_types_import_nothing_of_ours(file: str) -> None:
    assert not set(OURS) & {package_of(module) for module in imported(ROOT / file)}


def test_nothing_is_imported_by_a_relative_name() -> None:
    relative = {str(file) for file in MODULES if any(module.startswith(".") for module in imported(file))}
    assert not relative


def modules_after(*command: str) -> set[str]:
    """The top-level modules that a `gongkai` command has loaded when it is done."""
    code = (
        "import sys, json; from ui.cli import main; status = main(sys.argv[1:]);"
        "print(json.dumps([m for m in sys.modules if '.' not in m]), file=sys.stderr); sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *command], capture_output=True, text=True, cwd=ROOT, check=True
    )
    return set(json.loads(done.stderr.splitlines()[-1]))


@pytest.mark.parametrize("form", [["--json"], []], ids=["json", "text"])
def test_a_statistics_question_imports_nothing_heavy(store_path: Path, form: list[str]) -> None:
    loaded = modules_after("ask", "哪个局收到的政府信息公开申请最多", "--store", str(store_path), *form)
    assert not HEAVY & loaded


def test_a_text_question_does_not_import_torch(store_path: Path) -> None:
    question = "黄埔区应急管理局政务公开领导小组的组长是谁"
    loaded = modules_after("ask", question, "--store", str(store_path), "--json")
    assert not {"torch", "sentence_transformers", "transformers", "gradio", "langchain"} & loaded
