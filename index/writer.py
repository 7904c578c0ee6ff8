"""Report → rows of the store; used by a build on the snapshot it is making."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from index.agency import agency_terms
from index.checks.years import check_years
from index.files.duplicates import (
    OTHER_VERSION,
    Figures,
    differing_cells,
    figures_of,
    other_version,
    pack,
    unpack,
    versions,
)
from index.files.indexed import Indexed, place_of
from index.files.sources import SourceFile
from index.form import columns_of, label_of
from index.published import SCHEMA
from index.report import Problem, Report, Statistic
from index.tokens import grams

_ACROSS_YEARS = ("carry_over", "in_force")


class Writer:
    """Writes one snapshot; nothing is visible to readers until the build swaps it in."""

    def __init__(self, database: Path) -> None:
        from sqlite_utils import Database  # half a second to import, so only a build pays

        self.database = Database(database)
        self.connection: sqlite3.Connection = self.database.conn
        self.connection.execute("PRAGMA journal_mode = MEMORY")
        self.connection.execute("PRAGMA synchronous = OFF")
        self.connection.execute("PRAGMA foreign_keys = ON")
        if "reports" not in self.database.table_names():
            self.connection.executescript(SCHEMA.read_text(encoding="utf-8"))

    def remove(self, report_ids: Iterable[int]) -> list[int]:
        """Take reports out with all their rows; returns the ids of the passages that went."""
        gone: list[int] = []
        for report_id in report_ids:
            passages = self.connection.execute(
                "SELECT id, heading, text FROM passages WHERE report_id = ?", (report_id,)
            ).fetchall()
            self.connection.executemany(
                "INSERT INTO passage_words (passage_words, rowid, words) VALUES ('delete', ?, ?)",
                [(number, _words(heading, text)) for number, heading, text in passages],
            )
            gone += [number for number, _, _ in passages]
            self.connection.execute("DELETE FROM reports WHERE id = ?", (report_id,))
        return gone

    @contextmanager
    def all_or_nothing(self) -> Iterator[None]:
        """What is written inside is taken back when it fails half-way."""
        self.connection.execute("SAVEPOINT report")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK TO report")
            raise
        finally:
            self.connection.execute("RELEASE report")

    def add(self, report: Report, item: Indexed) -> Indexed:
        """Write one report into every table; returns how the store knows its file from now on."""
        report_id = self._add_report(report, item)
        cover = report.cover
        beside = (
            cover.agency,
            cover.year,
            cover.region.province,
            cover.region.city,
            cover.region.county,
            cover.level,
        )
        self._add_cells(report_id, report.statistics)
        for table in ("disclosure", "applications", "disputes"):
            self._add_wide_rows(table, (report_id, *beside), report.statistics)
        self._add_problems(report_id, report.problems)
        self._add_narrative(report_id, report)
        return replace(item, id=report_id, differing=0)

    def _add_report(self, report: Report, item: Indexed) -> int:
        cover = report.cover
        row = {
            "report": f"{cover.agency}-{cover.year}",
            "agency": cover.agency,
            "second_name": cover.second_name,
            "year": cover.year,
            "edition": report.edition,
            "province": cover.region.province,
            "city": cover.region.city,
            "county": cover.region.county,
            "level": cover.level,
            "title": cover.title,
            "file": report.document.file,
            "root": item.root,
            "pages": json.dumps(report.document.pages),
            "sha256": item.sha256,
            "figures": item.figures,
        }
        names = ", ".join(row)
        marks = ", ".join("?" * len(row))
        cursor = self.connection.execute(
            f"INSERT INTO reports ({names}) VALUES ({marks})", tuple(row.values())
        )
        assert cursor.lastrowid is not None
        terms = agency_terms((cover.agency, cover.second_name), cover.region)
        self.connection.executemany(
            "INSERT OR IGNORE INTO agency_terms (term, role, agency) VALUES (?, ?, ?)",
            [(term, role, cover.agency) for term, role in sorted(terms)],
        )
        return cursor.lastrowid

    def _add_cells(self, report_id: int, statistics: Sequence[Statistic]) -> None:
        self.connection.executemany(
            "INSERT INTO cells VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(report_id, *s.key, s.state, s.value, s.raw, s.unit, s.start, s.end) for s in statistics],
        )

    def _add_wide_rows(self, table: str, beside: tuple[object, ...], statistics: Sequence[Statistic]) -> None:
        columns = columns_of(table)
        rows: dict[str, dict[str, int | float | None]] = {}
        for statistic in statistics:
            if statistic.table == table:
                rows.setdefault(statistic.row, {})[statistic.column] = statistic.value
        names = ", ".join(
            ("report_id", "agency", "year", "province", "city", "county", "level", "row", "label", *columns)
        )
        marks = ", ".join("?" * (9 + len(columns)))
        self.connection.executemany(
            f"INSERT INTO {table} ({names}) VALUES ({marks})",
            [
                (*beside, row, label_of(table, row), *(values.get(c) for c in columns))
                for row, values in rows.items()
            ],
        )

    def _add_problems(self, report_id: int, problems: Sequence[Problem]) -> None:
        self.connection.executemany(
            "INSERT INTO problems (report_id, kind, message, message_en, cells) VALUES (?, ?, ?, ?, ?)",
            [
                (report_id, p.kind, p.message, p.message_en, json.dumps(p.cells, ensure_ascii=False))
                for p in problems
            ],
        )

    def _add_narrative(self, report_id: int, report: Report) -> None:
        cover = report.cover
        self.connection.execute("INSERT INTO documents VALUES (?, ?)", (report_id, report.document.text))
        self.connection.executemany(
            "INSERT INTO sections VALUES (?, ?, ?, ?, ?, ?)",
            [(report_id, s.part, s.title, s.start, s.body, s.end) for s in report.sections],
        )
        for passage in report.passages:
            cursor = self.connection.execute(
                "INSERT INTO passages (report_id, agency, year, part, heading, text, start_offset, end_offset)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    report_id,
                    cover.agency,
                    cover.year,
                    passage.part,
                    passage.heading,
                    passage.text,
                    passage.start,
                    passage.end,
                ),
            )
            self.connection.execute(
                "INSERT INTO passage_words (rowid, words) VALUES (?, ?)",
                (cursor.lastrowid, _words(passage.heading, passage.text)),
            )

    # ── files that are not kept ──

    def add_other(self, item: Indexed, figures: Figures) -> Indexed:
        """Note a file whose report is kept from another file."""
        self.connection.execute(
            "INSERT OR REPLACE INTO other_files (root, file, sha256, agency, year, figures, differing, cells)"
            " VALUES (?, ?, ?, ?, ?, ?, 0, ?)",
            (item.root, item.file, item.sha256, item.agency, item.year, item.figures, pack(figures)),
        )
        return replace(item, id=0, differing=0)

    def remove_other(self, item: Indexed) -> None:
        self.connection.execute("DELETE FROM other_files WHERE root = ? AND file = ?", (item.root, item.file))

    def figures(self, item: Indexed) -> Figures:
        """What a file prints, kept or not."""
        if not item.id:
            sql = "SELECT cells FROM other_files WHERE root = ? AND file = ?"
            return unpack(self.connection.execute(sql, (item.root, item.file)).fetchone()[0])
        rows = self.connection.execute(
            "SELECT table_name, row, column_name, state, value FROM cells WHERE report_id = ?", (item.id,)
        )
        return figures_of(Statistic(*row) for row in rows)

    def note_others(self, kept: Indexed, others: Sequence[Indexed]) -> list[Indexed]:
        """Say anew in the kept report what its other files print differently; returns these with how many cells do."""
        self.connection.execute(
            "DELETE FROM problems WHERE report_id = ? AND kind = ?", (kept.id, OTHER_VERSION)
        )
        named = versions(kept, others)
        figures = self.figures(kept) if named else {}
        problems = [other_version(item.file, figures, self.figures(item)) for item in named]
        self._add_problems(kept.id, [problem for problem in problems if problem.cells])
        noted = []
        for item in others:
            same = item.figures in ("", kept.figures)
            count = 0 if same else len(differing_cells(figures, self.figures(item)))
            self.connection.execute(
                "UPDATE other_files SET differing = ? WHERE root = ? AND file = ?",
                (count, item.root, item.file),
            )
            noted.append(replace(item, differing=count))
        return noted

    def remember_refused(self, source: SourceFile, sha256: str, why: str) -> None:
        """Note a file that was read and refused, so that it is not read again."""
        self.connection.execute(
            "INSERT OR REPLACE INTO skipped_files VALUES (?, ?, ?, ?)",
            (source.root, source.file, sha256, why),
        )

    def keep_refused(self, places: Collection[str]) -> None:
        """Forget the refused files at all other places."""
        rows = self.connection.execute("SELECT root, file FROM skipped_files").fetchall()
        self.connection.executemany(
            "DELETE FROM skipped_files WHERE root = ? AND file = ?",
            [row for row in rows if place_of(*row) not in places],
        )

    # ── what is done at the end ──

    def passages_after(self, last: int) -> list[tuple[int, str]]:
        """(id, text to embed) of the passages with a higher id than `last`."""
        rows = self.connection.execute(
            "SELECT id, heading, text FROM passages WHERE id > ? ORDER BY id", (last,)
        )
        return [(number, f"{heading}\n{text}") for number, heading, text in rows]

    def check_across_years(self, agencies: Iterable[str]) -> None:
        """Do the checks anew that need two years' reports of one agency."""
        for agency in agencies:
            years = dict(self.connection.execute("SELECT year, id FROM reports WHERE agency = ?", (agency,)))
            for year, report_id in years.items():
                self.connection.execute(
                    "DELETE FROM problems WHERE report_id = ? AND kind IN (?, ?)", (report_id, *_ACROSS_YEARS)
                )
                if year - 1 in years:
                    self._add_problems(
                        report_id, check_years(self._values(years[year - 1]), self._values(report_id), year)
                    )

    def _values(self, report_id: int) -> dict[tuple[str, str, str], Statistic]:
        rows = self.connection.execute(
            "SELECT table_name, row, column_name, state, value FROM cells WHERE report_id = ?"
            " AND (table_name = 'disclosure' OR row IN ('carried_in', 'carried_over'))",
            (report_id,),
        )
        return {row[:3]: Statistic(*row) for row in rows}

    def forget_unused_terms(self) -> None:
        """Drop the names of agencies that no report is left of."""
        self.connection.execute("DELETE FROM agency_terms WHERE agency NOT IN (SELECT agency FROM reports)")

    def set_meta(self, **entries: str) -> None:
        self.connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", entries.items())

    def finish(self) -> None:
        """Make the snapshot ready to be swapped in: statistics for the query planner, then close."""
        self.connection.commit()
        self.connection.execute("ANALYZE")
        self.connection.commit()
        self.connection.close()


def _words(heading: str, text: str) -> str:
    """What the full-text index sees of a passage."""
    return " ".join(grams(text if heading in text else f"{heading} {text}"))
