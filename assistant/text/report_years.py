"""Of which year's report a line is quoted: each year named, else the latest that speaks of it, and it is said."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from assistant.conversation import Citation
from assistant.text.wanted import Found
from assistant.wording import join_names, pick

AS_GOOD_LATER = 0.7  # a later year's passage is quoted where it fits so well as the best, relatively


def by_report(found: Sequence[Found]) -> list[list[Found]]:
    """The passages of each report: where several years are named, each has its line."""
    groups: dict[str, list[Found]] = {}
    for f in found:
        groups.setdefault(f.place.report, []).append(f)
    return sorted(groups.values(), key=lambda group: (group[0].place.agency, group[0].place.year))


def of_latest_year(group: Sequence[Found]) -> list[Found]:
    """Of one agency's passages, best first, those of the latest year that fits nearly as well as the best."""
    best = group[0]
    good = (f for f in group if f.score >= AS_GOOD_LATER * best.score)
    latest = max(f.place.year for f in good if f.support >= AS_GOOD_LATER * best.support)
    return [f for f in group if f.place.year == latest]


def year_taken(
    connection: sqlite3.Connection, citations: Sequence[Citation], language: str
) -> tuple[str, ...]:
    """What is said where no year is named and an agency quoted has several reports."""
    agencies = list(dict.fromkeys(citation.agency for citation in citations))
    marks = ", ".join("?" * len(agencies))
    rows = connection.execute(
        f"SELECT DISTINCT agency, year FROM reports WHERE agency IN ({marks}) ORDER BY year", agencies
    ).fetchall()
    if len(rows) == len(agencies):
        return ()
    if len(agencies) > 1:
        said = pick(
            language,
            "问题没有说年份：每个单位摘引的是谈到这一点的最近一份报告，年份写在单位名称后。",
            "No year is named: of each agency the latest report that speaks of this is quoted; its year stands beside the name.",
        )
        return (said,)
    years, taken = join_names([str(year) for _, year in rows], language), citations[0].year
    said = pick(
        language,
        f"问题没有说年份：收录了 {years} 年的报告，摘引的是谈到这一点的最近一份（{taken} 年）。",
        f"No year is named: of the reports on {years} the latest that speaks of this is quoted ({taken}).",
    )
    return (said,)
