"""The store on disk, opened for reading: reports.db (SQLite) and beside it the vectors of its passages (FAISS).

`reports.db` is the only entry: it names its vectors' file, and a build replaces it in one step, so a reader sees the old
store or the new one, whole. Behind `Store` the same tables could live in another database.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import StoreMissing, StoreVersion

if TYPE_CHECKING:
    from datetime import datetime

    from index.passage_store import PassageStore

DATABASE = "reports.db"
VERSION = "4"  # raise when the schema, the reading or the passages change


class Store:
    """One snapshot, read-only. `directory` is the folder that was built."""

    def __init__(self, directory: Path, connection: sqlite3.Connection, stamp: tuple[int, int]) -> None:
        self.directory = directory
        self.connection = connection
        self._stamp = stamp
        self._vectors: PassageStore | None = None

    @classmethod
    def open(cls, directory: Path) -> Store:
        """Open the store in a folder. Raises StoreMissing, StoreVersion."""
        database = directory / DATABASE
        try:
            stamp = _stamp(database)
        except OSError:
            raise StoreMissing(directory) from None
        connection = open_read_only(database)
        found = _version(connection)
        if found != VERSION:
            connection.close()
            raise StoreVersion(directory, found, VERSION)
        return cls(directory, connection, stamp)

    def refreshed(self) -> Store:
        """This store, or the snapshot that has replaced it since."""
        try:
            current = _stamp(self.directory / DATABASE)
        except OSError:
            return self
        return self if current == self._stamp else Store.open(self.directory)

    def close(self) -> None:
        self.connection.close()

    def meta(self, key: str) -> str:
        """One entry of the meta table: version, embedding, vectors."""
        row = self.connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else ""

    @property
    def built(self) -> datetime:
        """When this snapshot was written, in local time."""
        from datetime import datetime

        return datetime.fromtimestamp(self._stamp[1] / 1e9)

    @property
    def vectors(self) -> PassageStore:
        """The vectors of the passages; opened at the first use."""
        if self._vectors is None:
            from index.passage_store import PassageStore

            self._vectors = PassageStore.open(self.directory / self.meta("vectors"))
        return self._vectors

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """The rows of one of our own queries, as dictionaries."""
        cursor = self.connection.execute(sql, parameters)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    def reports(self) -> list[dict[str, Any]]:
        """The collection: every report with how many of its cells hold something and how many problems it has."""
        return self.rows(
            """
            SELECT reports.*,
              (SELECT count(*) FROM cells WHERE report_id = reports.id) AS cells,
              (SELECT count(*) FROM cells WHERE report_id = reports.id AND state != 'missing') AS cells_read,
              (SELECT count(*) FROM problems WHERE report_id = reports.id) AS problems
            FROM reports ORDER BY year DESC, agency
            """
        )

    def problems(self) -> list[dict[str, Any]]:
        """Every problem found, with its report; `cells` as a list of [table, row, column]."""
        import json  # an answer about figures needs none of it

        found = self.rows(
            """
            SELECT report, agency, year, kind, message, message_en, cells
            FROM problems JOIN reports ON reports.id = report_id ORDER BY agency, year, problems.id
            """
        )
        return [{**problem, "cells": json.loads(problem["cells"])} for problem in found]

    def document(self, report: str) -> str:
        """The text of a report that all its offsets count in."""
        row = self.connection.execute(
            "SELECT text FROM documents JOIN reports ON reports.id = report_id WHERE report = ?", (report,)
        ).fetchone()
        if row is None:
            raise KeyError(f"no report “{report}” in the store")
        return str(row[0])


def _stamp(database: Path) -> tuple[int, int]:
    """What changes when a build replaces the file."""
    status = database.stat()
    return status.st_ino, status.st_mtime_ns


def open_read_only(database: Path) -> sqlite3.Connection:
    """The one way to open a store for queries: nothing can be written and no other file be reached.

    Snapshots never change, so SQLite may also skip its locks (immutable); who has one open keeps it when it is replaced.
    Raises StoreMissing where the file is gone.
    """
    if not database.exists():
        raise StoreMissing(database.parent)
    uri = f"{database.absolute().as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)  # no ATTACH, no VACUUM INTO
    connection.execute("PRAGMA query_only = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def _version(connection: sqlite3.Connection) -> str:
    try:
        row = connection.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
    except sqlite3.DatabaseError:
        return "unknown"
    return row[0] if row else "unknown"
