"""One report file, read from first byte to last Problem: file → Document → cover, tables, sections, passages, checks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index.checks import check_report, in_order
from index.cover import read_cover
from index.errors import NotAReport
from index.files.sources import SourceFile, source_named
from index.passages import sections_to_passages
from index.readers import read_document
from index.report import Cover, Document, Problem, Region, Report, Statistic
from index.sections import find_sections
from index.tables import rows_to_statistics
from index.tables.rows import document_rows

FEWEST_PARTS = 2  # a text without tables that has fewer of the six parts is no report


def parse_file(path: Path, file: str | None = None) -> Report:
    """Read a report file, or one in a .zip; `file` is the name it is cited by. Raises ReportError with one clear line.

    Tables without a cover, which a build refuses, are read as well: a blank form can be looked at.
    """
    source = source_named(path)
    return parse_document(read_document(source.read_bytes(), file or source.file), needs_cover=False)


def parse_source(source: SourceFile) -> Report:
    """Read one of the files of a build. Raises ReportError."""
    return parse_bytes(source.read_bytes(), source.file)


def parse_bytes(content: bytes, file: str) -> Report:
    """Read what is in a report file; its name tells the format. Raises ReportError."""
    return parse_document(read_document(content, file))


def parse_document(document: Document, needs_cover: bool = True) -> Report:
    """Everything a document says, as data. Raises NotAReport; without `needs_cover` only where it has no tables either."""
    refused = None
    try:
        cover, problems = read_cover(document)
    except NotAReport as error:
        if needs_cover:
            raise
        refused, cover = error, Cover("", "", 0, Region(), "", "")
        why = str(error).removeprefix(document.file + ": ")
        told = f"a build will skip this file: {why}"
        problems = [Problem("not_indexed", f"建库时会跳过这份文件：{why}", message_en=told)]
    tables = rows_to_statistics(document_rows(document), _edition_of_year(cover.year))
    if refused and not tables.spans:
        raise refused
    sections = find_sections(document.text, tables.spans)
    if not tables.spans and sum(1 for section in sections if section.part) < FEWEST_PARTS:
        raise NotAReport(document.file, "it has neither the form's tables nor its six parts")
    problems += [*_file_problems(document), *tables.problems]
    if not tables.edition:
        told = f"there was no national form yet for reports on {cover.year}: only the text is indexed"
        words = f"{cover.year} 年的年报还没有全国统一的表格，只收录正文"
        problems.append(Problem("old_style", words, message_en=told))
    problems += check_report(tables.statistics, cover, document.text, sections, tables.spans)
    passages = sections_to_passages(document.text, sections, tables.spans)
    return Report(document, cover, tables.edition, tables.statistics, sections, passages, in_order(problems))


def _file_problems(document: Document) -> Iterator[Problem]:
    """What the file itself lacks."""
    if document.grids and document.cut_off:
        told = "the file ends within a table; the number where it ends was not read"
        yield Problem("cut_off", "文件在表格中间断了，断处的数字没有读入", message_en=told)
    if pages := document.about.get("scanned_pages"):
        told = f"pages {pages} are scanned pictures without text and were not read".replace("、", ", ")
        yield Problem("scanned_pages", f"第 {pages} 页是没有文字的扫描图片，没有读入", message_en=told)


def _edition_of_year(year: int) -> str:
    """The edition a year's reports should use; a label in the report outweighs it."""
    return "" if 0 < year < 2019 else "2019" if 0 < year < 2021 else "2021"


def parse_object(report: Report) -> dict[str, Any]:
    """The parse object of the contract."""
    cover = report.cover
    return {
        "file": report.document.file,
        "agency": cover.agency,
        "second_name": cover.second_name,
        "year": cover.year or None,
        "edition": report.edition,
        "region": {
            "province": cover.region.province,
            "city": cover.region.city,
            "county": cover.region.county,
        },
        "level": cover.level,
        "statistics": [_statistic_object(statistic) for statistic in report.statistics],
        "sections": [
            {"part": s.part, "title": s.title, "start": s.start, "end": s.end}
            for s in report.sections
            if s.part
        ],
        "problems": [
            {
                "kind": p.kind,
                "message": p.message,
                "message_en": p.message_en,
                "cells": [list(cell) for cell in p.cells],
            }
            for p in report.problems
        ],
    }


def _statistic_object(statistic: Statistic) -> dict[str, Any]:
    return {
        "table": statistic.table,
        "row": statistic.row,
        "column": statistic.column,
        "value": statistic.value,
        "raw": statistic.raw,
        "state": statistic.state,
        "unit": statistic.unit,
        "start": statistic.start,
        "end": statistic.end,
    }
