"""Which reports a question is about: its agencies, and the years it names, counts or leaves open."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.agencies import Directory
from assistant.conversation import Answer
from assistant.declining import needs_two_years, year_not_indexed
from assistant.figures.evidenced import Reading
from assistant.figures.sql_scope import Scope, scope_sql
from assistant.intent import Intent
from assistant.wording import join_names, pick

_WHOLE_YEARS = ("difference", "times")  # both years, or no answer


def settle(directory: Directory, intent: Intent) -> Reading | Answer:
    """The intent with its scope, and what was assumed on the way; or why there is none."""
    indexed = directory.years_of(intent.agencies) if intent.agencies else directory.years()
    notes = [_say_counted(intent)] if intent.counted_years else []
    years = _years(directory, intent, indexed, notes)
    tested = [year for narrowing in intent.narrowed for year in narrowing.years]
    lost = [year for year in (*years, *tested) if year not in indexed]
    known = tuple(year for year in years if year in indexed)
    whole = (
        intent.operation in _WHOLE_YEARS
        or any(side.years for side in intent.sides)
        or set(tested) & set(lost)
        or (intent.change and not intent.change.each_year)
    )
    if not known or (lost and whole):
        return year_not_indexed(intent, lost, indexed, notes)
    if (intent.change or intent.operation == "trend") and len(known) < 2:
        return needs_two_years(intent, indexed)
    if lost:
        said = join_names([str(year) for year in lost], intent.language)
        notes.append(pick(intent.language, f"{said} 年没有收录。", f"{said} is not indexed."))
    notes += _say_beside(directory, intent, known)
    if intent.sides:
        return Reading(intent, _of_sides(intent, known), tuple(notes))
    among_all = intent.operation in ("agency_share", "position")  # one agency beside all the others
    agencies = intent.crowd if among_all else intent.agencies
    if among_all and intent.crowd_place:
        agencies = directory.of_same_place(intent.agencies, intent.crowd_place)
    kind = intent.scope if not agencies else "all"
    one = len(agencies) == 1 or any(test.n == 1 for test in intent.narrowed)
    apart = intent.operation not in ("list", "compare")
    if intent.taken_together and not apart and not one and not intent.grouped_by:
        intent = intent._replace(operation="sum")
    return Reading(intent, Scope(known, agencies, kind, intent.excluded, intent.narrowed), tuple(notes))


def _say_beside(directory: Directory, intent: Intent, years: tuple[int, ...]) -> list[str]:
    """The bodies of the same line of work that a word such as 教育局 leaves out: they are named, and never lost silently."""
    asked = {*intent.agencies, *intent.excluded}
    beside = sorted({agency for group in intent.groups for agency in group.beside} - asked)
    if not beside or not (left_out := directory.reporting(beside, years)):
        return []
    said = join_names([group.text for group in intent.groups if group.beside], intent.language)
    names = join_names(left_out, intent.language)
    return [
        pick(
            intent.language,
            f"“{said}”只按这个名称算，职能相同而名称不同的{names}没有算在内。",
            f"Read as those called “{said}” only; {names}, of the same line of work by another name,"
            f" {'is' if len(left_out) == 1 else 'are'} not counted.",
        )
    ]


def _of_sides(intent: Intent, years: tuple[int, ...]) -> Scope:
    """The reports of all the sides, each in the question's years or its own."""
    sides = (
        Scope(side.years or years, side.agencies, side.kind or "all", intent.excluded, intent.narrowed)
        for side in intent.sides
    )
    return Scope(years, sides=tuple(sides))


def _years(directory: Directory, intent: Intent, indexed: Sequence[int], notes: list[str]) -> tuple[int, ...]:
    """The years asked about, those of a comparison included that only 比上年 names; what is assumed is noted."""
    if intent.all_years and not intent.years:
        return tuple(sorted(indexed))
    years = intent.years or (_usual_year(directory, intent),)
    pair = intent.change is not None and not intent.change.each_year
    if pair or (intent.operation == "times" and len(intent.agencies) == 1 and len(intent.metrics) == 1):
        later = max(years)
        earlier = min(years) if len(years) > 1 else later - 1
        if intent.change and intent.change.on_named and len(years) == 1 and years[0] < max(indexed):
            earlier, later = years[0], max(indexed)
            notes.append(
                pick(
                    intent.language,
                    f"与 {earlier} 年比较的是收录的最近一年，{later} 年。",
                    f"{earlier} is compared with the latest year indexed, {later}.",
                )
            )
        elif len(intent.years) < 2:
            notes.append(
                pick(
                    intent.language,
                    f"比较的是 {later} 年与上一年 {earlier} 年。",
                    f"{later} is compared with the year before, {earlier}.",
                )
            )
        return earlier, later
    if intent.change and intent.years and (len(years) == 1 or intent.change.on_prior):
        return tuple(sorted({min(years) - 1, *years}))
    if intent.change and len(years) == 1:
        return years[0] - 1, years[0]
    if not intent.years and len(indexed) > 1:
        have = join_names([str(y) for y in indexed], intent.language)
        notes.append(
            pick(
                intent.language,
                f"问题没有说哪一年，按 {years[0]} 年回答；收录的年份有 {have}。",
                f"No year was named; read as {years[0]}. Years indexed: {have}.",
            )
        )
    return years


def _say_counted(intent: Intent) -> str:
    """How 去年 or 近三年 was read."""
    said = []
    for word, years in intent.counted_years:
        spans = len(years) > 2 and max(years) - min(years) == len(years) - 1
        meant = (
            f"{min(years)}–{max(years)}"
            if spans
            else join_names([str(year) for year in years], intent.language)
        )
        said.append(
            pick(intent.language, f"“{word}”按收录的年份读作 {meant} 年", f"“{word}” is read as {meant}")
        )
    return pick(
        intent.language, "；".join(said) + "。", "; ".join(said) + ", going by the years that are indexed."
    )


def _usual_year(directory: Directory, intent: Intent) -> int:
    """The year meant when none is named: the latest that (nearly) all the agencies meant have reported on.

    One early report on a new year must not turn a question about everybody into one about itself.
    """
    where, parameters = scope_sql(Scope((), intent.agencies, intent.scope if not intent.groups else "all"))
    rows = directory.connection.execute(
        f"SELECT r.year, COUNT(*) FROM reports AS r WHERE {where} GROUP BY r.year ORDER BY r.year DESC",
        parameters,
    ).fetchall()
    fullest = max((count for _, count in rows), default=0)
    named = all(len(group.agencies) == 1 for group in intent.groups)
    enough = fullest if intent.agencies and named else fullest / 2
    return next((year for year, count in rows if count >= enough), directory.years()[0])
