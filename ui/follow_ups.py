"""What to ask next: questions that go on from an answer, each asked first and offered only if it is answered.

Which ones follow from what the question asked (its figure, its agency, its year) and from what the store has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.conversation import Answer, Language, Turn
from assistant.intent import Intent, Operation
from ui.phrasing import (
    BODIES,
    Understand,
    Wanted,
    can_be_added,
    figure_words,
    question_for,
    question_read_as,
)
from ui.reading import Reading
from ui.words import in_language

MOST = 3  # offered under one answer
_ASKED_AS = {"received_natural_person_share": "natural_person_share"}  # one figure with two codes
Ask = Callable[[str, Sequence[Turn]], Answer]


@dataclass(frozen=True)
class FollowUp:
    """A question to ask next, and the few words it is offered with."""

    label: str
    question: str


Candidate = tuple[str, Wanted | str]  # what it is offered with; what to ask, or the question itself


@dataclass(frozen=True)
class Ground:
    """What an answer leaves in hand to go on from."""

    language: Language
    intent: Intent
    agency: str  # the one asked about, or that came out first; "" where there is none
    was_named: bool  # the question named it
    year: int
    years: tuple[int, ...]  # of its reports, or of all
    agencies: int  # with a report on that year
    figure: str  # the one asked about, or the first; "" where it is none


def follow_ups(
    reading: Reading, answer: Answer, turns: Sequence[Turn], ask: Ask, understand: Understand
) -> list[FollowUp]:
    """Up to three questions to ask next; `turns` are those so far, this one included."""
    if answer.status == "clarify" or not reading.agencies:
        return []
    ground = _ground(reading, answer)
    asked = {turn.question for turn in turns}
    told = {str(turn.answer.get("answer")) for turn in turns}
    found: list[FollowUp] = []

    def take(candidates: Iterator[Candidate], most: int) -> None:
        for label, wanted in candidates:
            if len(found) >= most:
                return
            question = (
                wanted if isinstance(wanted, str) else question_read_as(wanted, ground.language, understand)
            )
            if not question or question in asked:
                continue
            reply = ask(question, turns)
            if reply.status == "answered" and reply.answer not in told:
                found.append(FollowUp(label, question))
                asked.add(question)
                told.add(reply.answer)

    take(_going_on(ground, answer), MOST)
    if not found:
        take(_anywhere(ground), MOST - 1)
    return found


def _ground(reading: Reading, answer: Answer) -> Ground:
    intent = reading.intent
    named = [agency for agency in intent.agencies if agency not in intent.excluded]
    agency = named[0] if len(named) == 1 else "" if named else _first_agency(answer)
    years_of = {year for name, year in reading.agencies if name == agency} if agency else set()
    years = tuple(sorted(years_of or {year for _, year in reading.agencies}))
    cited = {citation.year for citation in answer.citations}.intersection(years)
    year = max(cited or years)
    code = intent.metrics[0].code if intent.metrics else ""
    return Ground(
        language=answer.language,
        intent=intent,
        agency=agency,
        was_named=bool(named),
        year=year,
        years=years,
        agencies=sum(1 for _, reported in reading.agencies if reported == year),
        figure=_ASKED_AS.get(code, code),
    )


def _first_agency(answer: Answer) -> str:
    """Whom the first row of an answer is about, or its quote."""
    if answer.result and answer.result.rows and "agency" in answer.result.columns:
        return str(answer.result.rows[0][answer.result.columns.index("agency")])
    agencies = {citation.agency for citation in answer.citations}
    return agencies.pop() if len(agencies) == 1 else ""


def _going_on(ground: Ground, answer: Answer) -> Iterator[Candidate]:
    """What could be asked next, the likeliest first; a candidate may be one that is not answered."""
    if answer.status != "answered":
        yield from _other_years(ground, answer)
    elif ground.figure and ground.was_named:
        yield from _of_the_agency(ground)
    elif ground.figure:
        yield from _of_all(ground)
    if ground.agency and (ground.was_named or answer.route == "passages"):
        yield from _beside(ground)


def _other_years(ground: Ground, answer: Answer) -> Iterator[Candidate]:
    """The same question of a year that there are reports on."""
    for asked in ground.intent.years[:1]:
        for year in sorted(set(ground.years) - {asked}, key=lambda known: abs(known - asked))[:2]:
            yield _word(ground, f"{year} 年的", f"In {year}"), answer.question.replace(str(asked), str(year))


def _of_the_agency(ground: Ground) -> Iterator[Candidate]:
    agency, figure, year = ground.agency, ground.figure, ground.year
    done = ground.intent.operation
    if agency and len(ground.years) > 1 and done not in ("trend", "top_year"):
        yield _word(ground, "历年变化", "Over the years"), Wanted("trend", figure, agency=agency)
    if agency and figure == "received":
        share = "natural_person_share"
        yield _label(ground, share), Wanted("lookup", share, year, agency)
    if agency and year - 1 in ground.years and done != "growth":
        growth = Wanted("growth", figure, year, agency)
        yield _word(ground, "比上年增减", "Change on the year before"), growth
    if agency and ground.agencies > 2 and done != "position":
        yield (
            _word(ground, "在各单位中的名次", "Its rank among all"),
            Wanted("position", figure, year, agency),
        )
    yield _word(ground, f"{year} 年哪个单位最多", f"Who had the most in {year}"), Wanted("rank", figure, year)


def _of_all(ground: Ground) -> Iterator[Candidate]:
    figure, year = ground.figure, ground.year
    scope = ground.intent.scope if ground.intent.scope in BODIES else "all"
    steps: tuple[tuple[str, str, Operation, int], ...] = (
        ("前 5 名", "The top 5", "rank", 5) if ground.agencies > 5 else ("逐个列出", "One by one", "list", 1),
        ("合计", "The total", "sum", 1),
        ("哪个最多", "Who had the most", "rank", 1),
        ("平均", "The average", "average", 1),
    )
    ranks = ground.intent.operation == "rank"
    if ground.agency and ranks and len(ground.years) > 1:
        label = _word(ground, f"{ground.agency}历年变化", f"{ground.agency} over the years")
        yield label, Wanted("trend", figure, agency=ground.agency)
    done = (ground.intent.operation, ground.intent.n) if ground.intent.descending else ("", 0)
    for zh, en, operation, n in steps:
        if (operation, n) != done and (operation != "sum" or can_be_added(figure)):
            yield _word(ground, zh, en), Wanted(operation, figure, year, scope=scope, n=n)


def _beside(ground: Ground) -> Iterator[Candidate]:
    """What else an agency's report tells: what it received, and what it says of its problems."""
    for figure in ("received", "granted"):
        yield _label(ground, figure), Wanted("lookup", figure, ground.year, ground.agency)
        yield from _problems(ground)


def _anywhere(ground: Ground) -> Iterator[Candidate]:
    """What can be asked of any collection, for where there is nothing to go on from."""
    for figure in ("received", "granted", "refused"):
        wanted = Wanted("rank", figure, ground.year)
        yield question_for(wanted, ground.language), wanted


def _problems(ground: Ground) -> Iterator[Candidate]:
    label = _word(ground, "存在的主要问题", "Its main problems")
    yield (
        label,
        _word(
            ground,
            f"{ground.agency}{ground.year}年存在哪些主要问题",
            f"What problems did {ground.agency} report in {ground.year}?",
        ),
    )


def _word(ground: Ground, zh: str, en: str) -> str:
    return in_language(ground.language, zh, en)


def _label(ground: Ground, figure: str) -> str:
    named = figure_words(figure, ground.language)
    return named[:1].upper() + named[1:]
