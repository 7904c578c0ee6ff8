"""The guarded connection: whatever SQL is sent to it, it can only read published columns, not for long and not much.

Layers, each of which stands alone:

1. What comes from outside (`Guard.ask`: a person's SQL, a model's) is parsed first and written anew from what was
   understood (`assistant/checked_sql.py`). That loads sqlglot, 0.2 s: SQL compiled here (`Guard.execute`) goes without, and a
   test sends every statement compiled for data/questions.jsonl through that layer, too.
2. The file is opened read-only and immutable; an authorizer that denies by default lets through SELECTs, reads of
   published columns and a list of functions; no PRAGMA, ATTACH, recursion, or table of SQLite's own.
3. Time: a progress handler stops loops, for SQL from outside a second thread interrupts, too. Neither can stop a single
   call of a function, so those are kept short: no text may grow beyond `LONGEST_TEXT`, patterns are short, and what searches
   texts (`SEARCHING`: 5 ms at worst) may stand `MOST_SEARCHES` times in a statement. A function that cannot be bounded so is
   not on the list: printf('%.*c', 1e9, 'x') runs for 5 s to fail, trim with a long set of characters longer.
4. Rows: SQL from outside gets the first `MOST_ROWS` rows and `MOST_CHARACTERS`, and is told when there were more.
"""

from __future__ import annotations

import sqlite3
import time
from _thread import allocate_lock  # threading itself takes a millisecond to load
from collections.abc import Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from index.errors import SqlRefused, SqlTimeout
from index.published import HIDDEN, PUBLISHED, published_tables
from index.store import DATABASE, Store, open_read_only

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SECONDS = 1.0  # for a query from outside
SECONDS_OF_OUR_OWN = 10.0  # one row a report at most: 10 ms for a thousand reports
MOST_ROWS = 1_000
MOST_CHARACTERS = 1_000_000
LONGEST_TEXT = 32_000  # bytes; a passage has at most some 1,300
LONGEST_SQL = 10_000  # characters, from outside
MOST_SEARCHES = 32
MOST_FUNCTIONS = 256
STEPS_BETWEEN_LOOKS = 1_000

SEARCHING = frozenset(("like", "glob", "instr", "replace"))
# fmt: off
FUNCTIONS = SEARCHING | {
    "count", "sum", "total", "avg", "min", "max", "group_concat",
    "row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "ntile",
    "lag", "lead", "first_value", "last_value", "nth_value",
    "abs", "round", "ceil", "floor", "sign", "sqrt",
    "coalesce", "ifnull", "nullif", "iif",
    "length", "substr", "substring", "upper", "lower",
}
# fmt: on
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: LONGEST_TEXT,
    sqlite3.SQLITE_LIMIT_COLUMN: 100,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 32,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 100,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 0,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 250_000,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 1_000_000,  # of our own: a list of thousands of agencies
}


class Rows(NamedTuple):
    """What a query gets back; `cut` says that there were more rows than these."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    cut: bool
    seconds: float


class Queries(Protocol):
    """What runs our own SQL: a guard, or in a test a bare connection."""

    def execute(self, sql: str, parameters: Sequence[Any] = ..., /) -> Iterable[Any]: ...


class Guard:
    """A connection of its own to a store's snapshot, behind the layers above; one query at a time."""

    def __init__(self, store: Store, seconds: float = SECONDS, most_rows: int = MOST_ROWS) -> None:
        self.seconds = seconds
        self.most_rows = most_rows
        self.connection = open_read_only(store.directory / DATABASE)
        self._lock = allocate_lock()
        self._deadline = float("inf")
        self._authorizer = lock_down(self.connection)
        self.connection.set_progress_handler(self._too_late, STEPS_BETWEEN_LOOKS)

    def close(self) -> None:
        self.connection.close()

    def ask(self, sql: str) -> Rows:
        """The rows of a query from outside. Raises SqlRefused, SqlTimeout."""
        from assistant.checked_sql import checked_sql

        started = time.perf_counter()
        checked = checked_sql(sql)
        with self._within(self.seconds), _interrupting(self.connection, self.seconds):
            cursor = self.connection.execute(checked)
            if cursor.description is None:
                raise SqlRefused("it is empty", "write one SELECT")
            rows, cut = _some(cursor, self.most_rows)
            columns = tuple(column[0] for column in cursor.description)
            cursor.close()
        return Rows(columns, rows, cut, time.perf_counter() - started)

    def execute(self, sql: str, parameters: Sequence[Any] = (), /) -> list[tuple[Any, ...]]:
        """Every row of a statement of our own, which is not parsed first."""
        with self._within(SECONDS_OF_OUR_OWN):
            return self.connection.execute(sql, parameters).fetchall()

    @contextmanager
    def _within(self, seconds: float) -> Iterator[None]:
        """Runs a query alone and for so long; what SQLite refuses is told in one line."""
        with self._lock:
            self._authorizer.begin()
            self._deadline = time.perf_counter() + seconds
            try:
                yield
            except (sqlite3.Error, sqlite3.Warning, MemoryError, UnicodeError, ValueError) as error:
                if self._too_late() or "interrupted" in str(error):
                    raise SqlTimeout(seconds) from error
                raise self._refusal(error) from error
            finally:
                self._deadline = float("inf")

    def _too_late(self) -> bool:
        return time.perf_counter() > self._deadline

    def _refusal(self, error: BaseException) -> SqlRefused:
        if self._authorizer.denied:
            return SqlRefused(*self._authorizer.denied)
        told = str(error) or type(error).__name__
        if "too big" in told:
            return SqlRefused(f"a text in it grew beyond {LONGEST_TEXT:,} bytes", "ask for less at a time")
        return SqlRefused(told, "`gongkai sql` alone lists the tables and columns there are")


def lock_down(connection: sqlite3.Connection) -> Authorizer:
    """Sets limits and authorizer on a connection that is open; nothing can be taken back through SQL afterwards."""
    connection.execute("PRAGMA temp_store = FILE")  # what is sorted may not fill the memory
    others = _other_names(connection)
    connection.execute("PRAGMA query_only = OFF")
    for view in _views():  # so that SELECT * gives what is published
        connection.execute(view)
    connection.execute("PRAGMA query_only = ON")
    for limit, value in _LIMITS.items():
        connection.setlimit(limit, value)
    authorizer = Authorizer(others)
    connection.set_authorizer(authorizer)
    return authorizer


def _views() -> Iterator[str]:
    for table in HIDDEN:
        names = ", ".join(column.name for column in published_tables()[table].columns)
        yield f"CREATE TEMP VIEW {table} AS SELECT {names} FROM main.{table}"


def _other_names(connection: sqlite3.Connection) -> frozenset[str]:
    """Every name a FROM could mean that is not published: tables of the store, and the ones SQLite makes up."""
    tables = connection.execute("SELECT lower(name) FROM sqlite_master")
    modules = connection.execute("SELECT lower(name) FROM pragma_module_list")
    return frozenset(name for rows in (tables, modules) for (name,) in rows) - set(PUBLISHED)


class Authorizer:
    """SQLite's authorizer, denying by default; `denied` says what was refused first and what may be asked instead."""

    def __init__(self, others: frozenset[str]) -> None:
        self._others = others
        self._columns = {
            (name, column.name) for name, table in published_tables().items() for column in table.columns
        }
        self.begin()

    def begin(self) -> None:
        """Counts anew, for the next statement."""
        self.denied: tuple[str, str] | None = None
        self._functions = self._searches = 0

    def __call__(
        self, action: int, first: str | None, second: str | None, database: str | None, _view: str | None
    ) -> int:
        if action == sqlite3.SQLITE_SELECT:
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_READ:
            return self._read((first or "").lower(), (second or "").lower(), database)
        if action == sqlite3.SQLITE_FUNCTION:
            return self._function((second or "").lower())
        if action == sqlite3.SQLITE_RECURSIVE:
            return self._deny("a WITH that reads itself", "recursion is not offered")
        return self._deny("it does more than read", "only a SELECT is run")

    def _read(self, table: str, column: str, database: str | None) -> int:
        if (table, column) in self._columns:
            return sqlite3.SQLITE_OK
        if table not in PUBLISHED:
            if not column and database is None and not self._is_other(table):
                return sqlite3.SQLITE_OK  # a WITH of which no column is read
            return self._deny(f"“{table}” is not published", f"the tables are {', '.join(PUBLISHED)}")
        if not column:
            return sqlite3.SQLITE_OK  # rows are counted
        names = ", ".join(column.name for column in published_tables()[table].columns)
        return self._deny(f"“{table}.{column}” is not published", f"its columns are {names}")

    def _is_other(self, table: str) -> bool:
        return table in self._others or table.startswith(("sqlite_", "pragma_"))

    def _function(self, name: str) -> int:
        if name not in FUNCTIONS:
            return self._deny(
                f"the function {name}() is not offered", f"there are {', '.join(sorted(FUNCTIONS))}"
            )
        self._functions += 1
        self._searches += name in SEARCHING
        if self._searches > MOST_SEARCHES:
            return self._deny(
                f"it searches texts more than {MOST_SEARCHES} times", "use fewer LIKE, instr and replace"
            )
        if self._functions > MOST_FUNCTIONS:
            return self._deny(f"it calls more than {MOST_FUNCTIONS} functions", "ask for less at a time")
        return sqlite3.SQLITE_OK

    def _deny(self, what: str, instead: str) -> int:
        self.denied = self.denied or (what, instead)
        return sqlite3.SQLITE_DENY


@contextmanager
def _interrupting(connection: sqlite3.Connection, seconds: float) -> Iterator[None]:
    """A second thread that interrupts after some seconds, between two steps of a loop however long each takes."""
    from threading import Timer

    timer = Timer(seconds, connection.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()  # it must not reach the next query


def _some(cursor: sqlite3.Cursor, most: int) -> tuple[tuple[tuple[Any, ...], ...], bool]:
    """The first rows of a result, and whether there were more."""
    rows: list[tuple[Any, ...]] = []
    characters = 0
    for row in cursor:
        characters += sum(len(value) for value in row if isinstance(value, str | bytes))
        if len(rows) == most or (rows and characters > MOST_CHARACTERS):
            return tuple(rows), True
        rows.append(row)
    return tuple(rows), False
