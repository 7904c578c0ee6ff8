"""Scores an assistant on a file of questions: a wrong answer costs a point, a needless "no" nothing.

A question file has one JSON object a line (`data/questions.jsonl`; `data/questions.md` tells its fields).
What a question must reach is written by hand: SQL on the store's tables whose rows the result must equal, a
passage that a citation must touch, or the outcome other than an answer. Wording is never compared.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol, TypeGuard

from assistant.conversation import Answer, Turn
from index.errors import GongkaiError

Outcome = Literal["right", "wrong", "declined"]
POINTS: dict[Outcome, int] = {"right": 1, "wrong": -1, "declined": 0}
FIRST_CITATIONS = 5  # the passage has to be among these, or citing everything would always be right


class OpenStore(Protocol):
    @property
    def connection(self) -> sqlite3.Connection:
        """A connection that can read the store's tables."""
        ...


class CanAnswer(Protocol):
    @property
    def store(self) -> OpenStore: ...

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer: ...


class BadQuestionFile(GongkaiError):
    """A file that is no list of questions."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path}: {why}; name a file with one question as a JSON object a line")


@dataclass(frozen=True)
class Question:
    """One line of a question file."""

    id: str
    question: str
    language: str
    kind: str
    status: tuple[str, ...]  # any of these is right
    route: tuple[str, ...] = ()
    sql: str | None = None
    ordered: bool = False
    compare: str = "rows"  # or "values": the same numbers in any arrangement; "named": see `_same_named`
    quote: tuple[str, ...] = ()  # any of these
    agency: str = ""
    year: int | None = None
    asks: str = ""  # of a question on text: who, when, list …; none: no report answers it
    store: str = ""  # which collection it is about, in a file that asks about several
    reason: tuple[str, ...] = ()
    choices_contain: tuple[str, ...] = ()
    history: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """How one question went."""

    question: Question
    outcome: Outcome
    why: str  # "" when right
    answer: Answer


@dataclass(frozen=True)
class Score:
    """How a whole file went; prints as a table by kind and language with the failures below."""

    verdicts: tuple[Verdict, ...]

    @property
    def points(self) -> int:
        return sum(POINTS[verdict.outcome] for verdict in self.verdicts)

    @property
    def failures(self) -> tuple[Verdict, ...]:
        return tuple(verdict for verdict in self.verdicts if verdict.outcome != "right")

    def share(self, outcome: Outcome, language: str = "") -> float:
        """The share of the questions (in one language, if given) with that outcome."""
        counted = [v.outcome for v in self.verdicts if language in ("", v.question.language)]
        return counted.count(outcome) / len(counted) if counted else 0.0

    def to_json(self) -> dict[str, Any]:
        """Points, how many had which outcome, and every question that did not come out right."""
        outcomes = Counter(verdict.outcome for verdict in self.verdicts)
        return {
            "asked": len(self.verdicts),
            "points": self.points,
            **{outcome: outcomes[outcome] for outcome in POINTS},
            "failures": [
                {"id": v.question.id, "question": v.question.question, "outcome": v.outcome, "why": v.why}
                for v in self.failures
            ],
        }

    def __str__(self) -> str:
        return "\n".join([*_score_table(self.verdicts), *_failure_lines(self.failures)])


def evaluate(assistant: CanAnswer, path: Path, about: str = "") -> Score:
    """Ask every question of the file (those about one collection alone, if given) and judge what comes back."""
    questions = (question for question in read_questions(path) if about in ("", question.store))
    return Score(tuple(judge(assistant, question) for question in questions))


def read_questions(path: Path) -> tuple[Question, ...]:
    """The questions of a file, in order. Raises OSError or BadQuestionFile."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        raise BadQuestionFile(path, "not UTF-8 text") from None
    return tuple(_parsed(path, number, line) for number, line in enumerate(lines, 1) if line.strip())


def judge(assistant: CanAnswer, question: Question) -> Verdict:
    """Ask one question, with the ones before it, and compare the answer with its gold."""
    turns: list[Turn] = []
    for earlier in question.history:
        turns.append(Turn(earlier, assistant.ask(earlier, tuple(turns)).to_json()))
    answer = assistant.ask(question.question, tuple(turns))
    outcome, why = judge_answer(question, answer, assistant.store.connection)
    return Verdict(question, outcome, why, answer)


def judge_answer(question: Question, answer: Answer, connection: sqlite3.Connection) -> tuple[Outcome, str]:
    """Whether the answer is right, wrong or a "no" where there was none to say, and why."""
    if answer.status not in question.status:
        outcome: Outcome = "wrong" if answer.status == "answered" else "declined"
        return (
            outcome,
            f"{answer.status} ({answer.reason}), not {'/'.join(question.status)}: {_short(answer)}",
        )
    if answer.status != "answered":
        return _judge_no(question, answer)
    if question.route and answer.route not in question.route:
        return "wrong", f"went to {answer.route}, not {'/'.join(question.route)}: {_short(answer)}"
    if question.quote:
        return _judge_passages(question, answer, connection)
    if question.sql:
        gold = connection.execute(question.sql).fetchall()
        return _judge_rows(question, answer, gold)
    return "right", ""


# ── what the file says ───────────────────────────────────────────────────────


def _parsed(path: Path, number: int, line: str) -> Question:
    try:
        return _question(json.loads(line))
    except (json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise BadQuestionFile(path, f"line {number} is no question ({error})") from None


def _question(line: dict[str, Any]) -> Question:
    return Question(
        id=line["id"],
        question=line["question"],
        language=line["language"],
        kind=line["kind"],
        status=_listed(line["status"]),
        route=_listed(line.get("route")),
        sql=line.get("sql"),
        ordered=line.get("ordered", False),
        compare=line.get("compare", "rows"),
        quote=_listed(line.get("quote")),
        agency=line.get("agency", ""),
        year=line.get("year"),
        asks=line.get("asks", ""),
        store=line.get("store", ""),
        reason=_listed(line.get("reason")),
        choices_contain=tuple(line.get("choices_contain", ())),
        history=tuple(line.get("history", ())),
    )


def _listed(value: str | Sequence[str] | None) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


# ── answers that are no answer ───────────────────────────────────────────────


def _judge_no(question: Question, answer: Answer) -> tuple[Outcome, str]:
    if question.reason and answer.reason not in question.reason:
        return "declined", f"{answer.status} for {answer.reason}, not for {'/'.join(question.reason)}"
    offered = [f"{choice.label} {choice.question}" for choice in answer.choices]
    lacking = [part for part in question.choices_contain if not any(part in choice for choice in offered)]
    if lacking:
        return "declined", f"the choices lack {'、'.join(lacking)}: {offered}"
    return "right", ""


# ── passages ─────────────────────────────────────────────────────────────────


def _judge_passages(
    question: Question, answer: Answer, connection: sqlite3.Connection
) -> tuple[Outcome, str]:
    spans = list(gold_spans(question, connection))
    if not spans:
        raise ValueError(f"{question.id}: no report of {question.agency} contains {question.quote}")
    for citation in answer.citations[:FIRST_CITATIONS]:
        for agency, year, start, end in spans:
            same_report = (citation.agency, citation.year) == (agency, year)
            if same_report and citation.start < end and start < citation.end:
                return "right", ""
    cited = [f"{c.agency} {c.quote[:24]!r}" for c in answer.citations[:FIRST_CITATIONS]]
    return "wrong", f"cites {cited}, not {question.quote[0]!r}"


def gold_spans(question: Question, connection: sqlite3.Connection) -> Iterator[tuple[str, int, int, int]]:
    """Agency, year, start and end of each place where the words that answer stand."""
    documents = connection.execute(
        "SELECT agency, year, text FROM reports JOIN documents ON documents.report_id = reports.id"
        " WHERE ? IN ('', agency) AND ifnull(?, year) = year",
        (question.agency, question.year),
    )
    for agency, year, text in documents.fetchall():
        for quote in question.quote:
            for found in re.finditer(re.escape(quote), text):
                yield agency, year, found.start(), found.end()


# ── rows ─────────────────────────────────────────────────────────────────────


def _judge_rows(question: Question, answer: Answer, gold: list[tuple[Any, ...]]) -> tuple[Outcome, str]:
    rows = [tuple(row) for row in answer.result.rows] if answer.result else []
    if answer.result is None and answer.route == "catalog":
        return _judge_wording(answer, gold)
    if question.kind == "difference" or (answer.result and "change" in answer.result.columns):
        gold, rows = [_unsigned(row) for row in gold], [_unsigned(row) for row in rows]
    if question.compare == "values":
        right = _same_values(rows, gold)
    elif question.compare == "named" or question.kind == "check":
        right = _same_named(rows, gold)
    elif question.kind == "superlative":
        right = _same_rows(rows[: len(gold)], gold, ordered=False) and not _more_tied(rows, len(gold))
    elif question.kind == "count":
        right = _same_rows(rows, gold, ordered=False) or _counted(answer, rows, gold)
    else:
        right = _same_rows(rows, gold, question.ordered)
    return ("right", "") if right else ("wrong", f"{_listing(rows)}, not {_listing(gold)}: {_short(answer)}")


def _same_rows(rows: Sequence[tuple[Any, ...]], gold: Sequence[tuple[Any, ...]], ordered: bool) -> bool:
    """One row for each gold row, holding all of its values; further columns (year, operands) are free.

    >>> _same_rows([("大兴", 2020, 21)], [(21,)], False)
    True
    >>> _same_rows([("大兴", 2020, 21, 2021, 30)], [(2020, 21), (2021, 30)], False)
    True
    """
    if len(rows) == 1 < len(gold):  # two years of one agency, side by side
        return _holds(rows[0], [value for row in gold for value in row])
    if len(rows) != len(gold):
        return False
    if ordered:
        return all(_holds(row, wanted) for row, wanted in zip(rows, gold, strict=True))
    left = list(rows)
    for wanted in sorted(gold, key=lambda row: -len(row)):
        match = next((row for row in left if _holds(row, wanted)), None)
        if match is None:
            return False
        left.remove(match)
    return True


def _holds(row: Sequence[Any], wanted: Sequence[Any]) -> bool:
    left = list(row)
    for value in wanted:
        match = next((i for i, other in enumerate(left) if _same(other, value)), None)
        if match is None:
            return False
        del left[match]
    return True


def _more_tied(rows: Sequence[tuple[Any, ...]], winners: int) -> bool:
    """Whether a row after the winners has the winners' numbers: then it was not told from them."""
    numbers = [[value for value in row if _is_number(value)] for row in rows]
    return len(rows) > winners and numbers[winners] == numbers[0]


def _same_values(rows: Iterable[Sequence[Any]], gold: Iterable[Sequence[Any]]) -> bool:
    """The gold's numbers are all there, however arranged, and not among a crowd of others."""
    found = [value for row in rows for value in row if _is_number(value)]
    wanted = [value for row in gold for value in row if _is_number(value)]
    return _holds(found, wanted) and len(found) <= 3 * len(wanted) + 2


def _same_named(rows: Sequence[Sequence[Any]], gold: Sequence[Sequence[Any]]) -> bool:
    """The same things are named, each in as many rows as it takes: three problems of one report are one report.

    >>> _same_named([("大兴", 2020, "二"), ("大兴", 2020, "三")], [("大兴", 2020)])
    True
    """
    return all(any(_holds(row, wanted) for row in rows) for wanted in gold) and all(
        any(_holds(row, wanted) for wanted in gold) for row in rows
    )


def _counted(answer: Answer, rows: Sequence[Any], gold: Sequence[Sequence[Any]]) -> bool:
    """A count may be answered by listing what was counted and saying how many."""
    [count] = [value for row in gold for value in row]
    return len(rows) == count and _says(answer.answer, count)


def _judge_wording(answer: Answer, gold: Sequence[Sequence[Any]]) -> tuple[Outcome, str]:
    lacking = [value for row in gold for value in row if not _says(answer.answer, value)]
    return ("wrong", f"does not say {lacking}: {_short(answer)}") if lacking else ("right", "")


def _says(text: str, value: object) -> bool:
    if not _is_number(value):
        return str(value) in text
    return re.search(rf"(?<![\d.]){value}(?![\d.]*\d)", text.replace(",", "")) is not None


def _same(one: object, other: object) -> bool:
    if _is_number(one) and _is_number(other):
        return abs(one - other) <= 1e-6 * max(1.0, abs(other))
    return type(one) is type(other) and one == other


def _is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _unsigned(row: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(abs(value) if _is_number(value) else value for value in row)


# ── the score on paper ───────────────────────────────────────────────────────


def _score_table(verdicts: Sequence[Verdict]) -> list[str]:
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    for verdict in verdicts:
        for group in (f"kind {verdict.question.kind}", f"language {verdict.question.language}", "all"):
            groups[group][verdict.outcome] += 1
    width = max((len(group) for group in groups), default=3)
    lines = [f"{'':{width}}  asked  right  wrong  declined  right %"]
    for group in sorted(groups, key=lambda name: (name == "all", name.startswith("language"), name)):
        count = groups[group]
        asked = count.total()
        lines.append(
            f"{group:{width}}  {asked:5}  {count['right']:5}  {count['wrong']:5}  {count['declined']:8}"
            f"  {count['right'] / asked:6.1%}"
        )
    return [*lines, f"points: {sum(POINTS[v.outcome] for v in verdicts)} of {len(verdicts)}"]


def _failure_lines(failures: Sequence[Verdict]) -> list[str]:
    return [f"{v.outcome:8}  {v.question.id}  {v.question.question}\n          {v.why}" for v in failures]


def _listing(rows: Sequence[Any]) -> str:
    shown = "; ".join(str(row) for row in rows[:4])
    return f"{len(rows)} rows [{shown}{' …' if len(rows) > 4 else ''}]"


def _short(answer: Answer) -> str:
    return " ".join(answer.answer.split())[:120]
