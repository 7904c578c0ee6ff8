"""The questions a chat begins with: about the agencies and the years that the store has, so that each is answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from index.kinds import is_bureau

if TYPE_CHECKING:
    from index.store import Store

_RECEIVED = """
SELECT agency, total, natural_person FROM applications
 WHERE row = 'received' AND year = ? AND total > 0 ORDER BY total DESC, agency"""
_PROBLEMS_TOLD = """
SELECT DISTINCT r.agency FROM sections s JOIN reports r ON r.id = s.report_id
 WHERE s.part = '五' AND r.year = ? AND s.end_offset - s.body_offset > 80 ORDER BY r.agency"""
_BOUGHT = "SELECT count(amount) FROM disclosure WHERE row = 'procurement' AND year = ?"
_YEARS_OF = "SELECT count(DISTINCT year) FROM reports WHERE agency = ?"


@dataclass(frozen=True)
class Example:
    """One question in both languages."""

    zh: str
    en: str


def example_questions(store: Store) -> list[Example]:
    """Up to four questions about the newest year: who had the most, one agency's figure, one over years or all, a text."""
    rows = store.connection.execute("SELECT max(year) FROM reports").fetchone()
    year = int(rows[0] or 0)
    received = _all(store, _RECEIVED, year)
    found: list[Example] = []
    if len(received) > 1:
        found.append(_who_had_most([agency for agency, *_ in received]))
    whole = [str(agency) for agency, _, persons in received if persons is not None]
    for agency in whole[:1]:
        found.append(
            Example(
                f"{agency}{year}年收到多少件申请，其中自然人占多少",
                f"How many applications did {agency} get in {year}, and what share came from natural persons?",
            )
        )
        found += _over_years_or_all(store, agency, year)
    telling = [str(agency) for (agency,) in _all(store, _PROBLEMS_TOLD, year)]
    others = [agency for agency in telling if agency not in whole[:1]] or telling
    for agency in others[:1]:
        found.append(
            Example(f"{agency}{year}年存在哪些主要问题", f"What problems did {agency} report in {year}?")
        )
    return found


def _all(store: Store, sql: str, parameter: int | str) -> list[tuple[Any, ...]]:
    return store.connection.execute(sql, (parameter,)).fetchall()


def _who_had_most(agencies: list[str]) -> Example:
    if sum(map(is_bureau, agencies)) > 1:
        return Example("哪个局收到的政府信息公开申请最多", "Which bureau got the most applications?")
    return Example("哪个单位收到的政府信息公开申请最多", "Which agency got the most applications?")


def _over_years_or_all(store: Store, agency: str, year: int) -> list[Example]:
    [(years,)] = _all(store, _YEARS_OF, agency)
    if years > 1:
        return [Example(f"{agency}历年收到多少件申请", f"Applications received by {agency} over the years")]
    [(bought,)] = _all(store, _BOUGHT, year)
    return [Example("各单位采购总金额合计", "Total procurement amount of all agencies")] if bought > 1 else []
