"""The five real reports are read exactly as a person reads them: every cell, its place, cover and parts.

`tests/reports/<name>.expected.json` was made from the texts by hand-checked means, not by the parser under
test. After a wanted change, `UPDATE_EXPECTED=1 pytest tests/test_golden.py` writes the parser's reading over
the expected one; read the diff before committing it.
"""

from __future__ import annotations

import hashlib
import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from index.parse import parse_file, parse_object

ROOT = Path(__file__).parent.parent
REPORTS = ROOT / "data" / "reports"
EXPECTED = sorted((ROOT / "tests" / "reports").glob("*.expected.json"))
CELL_FIELDS = ("value", "raw", "state", "unit")


def load(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


@cache
def parsed(file: str) -> dict[str, Any]:
    return parse_object(parse_file(REPORTS / file))


def text_of(file: str) -> str:
    return (REPORTS / file).read_bytes().decode("utf-8")


def by_cell(statistics: list[dict[str, Any]]) -> dict[tuple[str, str, str], dict[str, Any]]:
    cells = {(s["table"], s["row"], s["column"]): s for s in statistics}
    assert len(cells) == len(statistics), "a cell is told twice"
    return cells


def content(cell: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(cell[field] for field in CELL_FIELDS)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the white space around it."""
    span = text[start:end]
    return start + len(span) - len(span.lstrip()), end - len(span) + len(span.rstrip())


def updated(path: Path) -> None:
    """Write the parser's reading of one report as the expected one, one cell a line."""
    expected, found = load(path), parsed(load(path)["file"])
    kept = ("agency", "second_name", "year", "edition", "region")
    head = {key: found.get(key, expected[key]) for key in kept}
    sections = [{"part": s["part"], "title": s["title"]} for s in found["sections"] if s["part"]]
    lists = {"sections": sections, "statistics": found["statistics"]}
    body = json.dumps({"file": expected["file"], **head}, ensure_ascii=False, indent=1)[:-2]
    for name, rows in lists.items():
        lines = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in rows)
        body += f',\n "{name}": [\n{lines}\n ]'
    path.write_text(body + "\n}\n", encoding="utf-8")


@pytest.fixture(params=EXPECTED, ids=lambda path: path.name.split(".")[0])
def expected(request: pytest.FixtureRequest) -> dict[str, Any]:
    if os.environ.get("UPDATE_EXPECTED"):
        updated(request.param)
    return load(request.param)


def test_every_report_has_its_expected_reading() -> None:
    files = {str(path.relative_to(REPORTS)).replace(os.sep, "/") for path in REPORTS.rglob("*.txt")}
    assert {load(path)["file"] for path in EXPECTED} == files


def test_the_five_reports_have_993_cells() -> None:
    assert sum(len(load(path)["statistics"]) for path in EXPECTED) == 993


def test_the_readme_tells_the_checksum_of_every_report() -> None:
    readme = (REPORTS / "README.md").read_text(encoding="utf-8")
    for path in REPORTS.rglob("*.txt"):
        assert hashlib.sha256(path.read_bytes()).hexdigest() in readme, path.name


def test_cover_is_read(expected: dict[str, Any]) -> None:
    found = parsed(expected["file"])
    fields = ("agency", "year", "edition", "region")
    assert {field: found[field] for field in fields} == {field: expected[field] for field in fields}
    cover = parse_file(REPORTS / expected["file"]).cover
    assert cover.second_name == expected["second_name"]


def test_every_cell_is_read(expected: dict[str, Any]) -> None:
    found, wanted = by_cell(parsed(expected["file"])["statistics"]), by_cell(expected["statistics"])
    assert sorted(found) == sorted(wanted)
    assert {key: content(found[key]) for key in wanted} == {key: content(wanted[key]) for key in wanted}


def test_every_cell_is_where_its_offsets_say(expected: dict[str, Any]) -> None:
    text, found = text_of(expected["file"]), by_cell(parsed(expected["file"])["statistics"])
    for wanted in expected["statistics"]:
        key = (wanted["table"], wanted["row"], wanted["column"])
        cell = found[key]
        if wanted["state"] == "missing":
            assert (cell["start"], cell["end"]) == (None, None), key
            continue
        assert text[cell["start"] : cell["end"]].strip() == cell["raw"], key
        if wanted["raw"]:
            assert trimmed(text, cell["start"], cell["end"]) == (wanted["start"], wanted["end"]), key
        else:  # a blank has no visible place of its own: it must at least be in the right line
            line = text.rfind("\n", 0, wanted["start"]), text.find("\n", wanted["end"])
            assert line[0] < cell["start"] <= cell["end"] <= line[1], key


def test_parts_are_found(expected: dict[str, Any]) -> None:
    text, found = text_of(expected["file"]), parsed(expected["file"])["sections"]
    assert [(s["part"], s["title"]) for s in found if s["part"]] == [
        (s["part"], s["title"]) for s in expected["sections"]
    ]
    for section in found:
        if section["part"]:
            assert section["title"] in text[section["start"] : section["end"]]


def test_reading_twice_gives_the_same(expected: dict[str, Any]) -> None:
    first = json.dumps(parsed(expected["file"]), ensure_ascii=False)
    assert json.dumps(parse_object(parse_file(REPORTS / expected["file"])), ensure_ascii=False) == first
