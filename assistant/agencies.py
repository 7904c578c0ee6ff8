"""Names as people write them → the agencies of the store they can mean: one, several, or none that is indexed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Literal

from assistant.bodies import kind_sql
from index.kinds import is_government

Term = tuple[str, str]  # (what is written, role): ("黄埔区", "place"), ("应急局", "office")


class Directory:
    """The agencies of one store and the words they are called by."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def known_terms(self, candidates: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Which of the candidate words call an agency, with their roles."""
        words = list(dict.fromkeys(candidates))
        found: dict[str, tuple[str, ...]] = {}
        for start in range(0, len(words), 500):
            some = words[start : start + 500]
            marks = ", ".join("?" * len(some))
            rows = self.connection.execute(
                f"SELECT DISTINCT term, role FROM agency_terms WHERE term IN ({marks})", some
            )
            for term, role in rows:
                found[term] = (*found.get(term, ()), role)
        return found

    def is_told(self, pairs: Sequence[str]) -> bool:
        """Whether some report's text has one of these pairs of characters."""
        marks = ", ".join("?" * len(pairs))
        sql = f"SELECT 1 FROM passage_vocabulary WHERE term IN ({marks}) LIMIT 1"
        return self.connection.execute(sql, list(pairs)).fetchone() is not None

    def agencies_called(self, terms: Sequence[Term]) -> tuple[str, ...]:
        """The agencies that all these terms call, in alphabetical order."""
        if not terms:
            return ()
        query = " INTERSECT ".join(
            "SELECT agency FROM agency_terms WHERE term = ? AND role = ?" for _ in terms
        )
        rows = self.connection.execute(f"{query} ORDER BY agency", [part for term in terms for part in term])
        return tuple(agency for (agency,) in rows)

    def agencies_of_kind(self, kind: str) -> frozenset[str]:
        """The agencies of a kind: the bureaus, the district governments."""
        if kind not in self._kinds:
            where = kind_sql(kind) or "1"
            rows = self.connection.execute(f"SELECT DISTINCT r.agency FROM reports AS r WHERE {where}")
            self._kinds[kind] = frozenset(agency for (agency,) in rows)
        return self._kinds[kind]

    def places(self, column: Literal["province", "city", "county", "level"]) -> dict[str, str]:
        """The province, city or level of each agency."""
        return dict(self.connection.execute(f"SELECT DISTINCT agency, {column} FROM reports"))

    @cached_property
    def _kinds(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def _terms(self) -> dict[str, tuple[str, ...]]:
        rows = self.connection.execute("SELECT DISTINCT role, term FROM agency_terms")
        found: dict[str, list[str]] = {}
        for role, term in rows:
            found.setdefault(role, []).append(term)
        return {role: tuple(terms) for role, terms in found.items()}

    def place_words(self) -> tuple[str, ...]:
        """The places of the store's agencies as they are called: 顺德区, 顺德, shunde."""
        return self._terms.get("place", ())

    @cached_property
    def place_set(self) -> frozenset[str]:
        """The same, to look one up."""
        return frozenset(self.place_words())

    def office_terms(self) -> tuple[str, ...]:
        """Whatever their offices are called, in both languages."""
        return self._terms.get("office", ())

    @cached_property
    def office_words(self) -> tuple[str, ...]:
        """The offices of the store's agencies as they are called: 应急管理局, 应急局, 生态环境厅, 住建委."""
        return tuple(term for term in self.office_terms() if term.endswith(("局", "厅", "委", "委员会")))

    def has_government(self, place: str) -> bool:
        """Whether a place has a government of its own here, and is no region that only others lie in."""
        return any(map(is_government, self.agencies_called([(place, "seat")])))

    def offices_of(self, agency: str) -> tuple[str, ...]:
        """The Chinese words one agency's office is called by: 教育局, 教体局."""
        rows = self.connection.execute(
            "SELECT term FROM agency_terms WHERE agency = ? AND role = 'office' AND term >= '\u3400'",
            (agency,),
        )
        return tuple(term for (term,) in rows)

    def is_real_office(self, word: str, reach: int = 1) -> bool:
        """Whether a word ends with an office that exists somewhere, of that many characters or more.

        水务局 is none of 税务局's misspellings.
        """
        from index.offices import known_offices  # a table that only unexplained words need

        return any(word[-size:] in known_offices() for size in range(max(reach, 2), len(word) + 1))

    def all_agencies(self) -> tuple[str, ...]:
        return tuple(
            row[0] for row in self.connection.execute("SELECT DISTINCT agency FROM reports ORDER BY agency")
        )

    def of_same_place(
        self, agencies: Sequence[str], place: Literal["province", "city", "county"]
    ) -> tuple[str, ...]:
        """The agencies of the province, city or county that these are of."""
        within = ("province", "city", "county")[: ("province", "city", "county").index(place) + 1]
        same = " AND ".join(f"other.{column} = own.{column}" for column in within)
        marks = ", ".join("?" * len(agencies))
        rows = self.connection.execute(
            f"SELECT DISTINCT other.agency FROM reports AS own JOIN reports AS other ON {same}"
            f" WHERE own.agency IN ({marks}) ORDER BY other.agency",
            agencies,
        )
        return tuple(agency for (agency,) in rows)

    def years(self) -> tuple[int, ...]:
        """Every year some report is on, latest first."""
        return tuple(
            row[0] for row in self.connection.execute("SELECT DISTINCT year FROM reports ORDER BY year DESC")
        )

    def years_of(self, agencies: Sequence[str]) -> tuple[int, ...]:
        """The years these agencies reported on, latest first."""
        marks = ", ".join("?" * len(agencies))
        rows = self.connection.execute(
            f"SELECT DISTINCT year FROM reports WHERE agency IN ({marks}) ORDER BY year DESC", list(agencies)
        )
        return tuple(row[0] for row in rows)

    def reporting(self, agencies: Sequence[str], years: Sequence[int]) -> tuple[str, ...]:
        """Those of some agencies that reported on one of these years."""
        rows = self.connection.execute(
            f"SELECT DISTINCT agency FROM reports WHERE agency IN ({', '.join('?' * len(agencies))})"
            f" AND year IN ({', '.join('?' * len(years))}) ORDER BY agency",
            [*agencies, *years],
        )
        return tuple(agency for (agency,) in rows)


SUB_ROW = "other_services/"


def sub_row_labels(connection: sqlite3.Connection) -> tuple[str, ...]:
    """The sub-rows some reports print under 其他对外管理服务事项: 行政检查, 行政确认."""
    rows = connection.execute(
        "SELECT DISTINCT row FROM disclosure WHERE row > ? AND row < ? ORDER BY row",
        (SUB_ROW, SUB_ROW + "\uffff"),
    )
    return tuple(row.removeprefix(SUB_ROW) for (row,) in rows)
