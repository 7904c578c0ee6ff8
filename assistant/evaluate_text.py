"""Measures for questions on what reports say in words: passages found, spans quoted, honest refusals.

`retrieved` are the passages that fit a question best, whatever way the router took; the other measures are of the
answer. A question that no report answers (`asks`: none) counts for refusals alone.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from assistant.conversation import Citation
from assistant.evaluate import FIRST_CITATIONS, CanAnswer, Question, Verdict, gold_spans
from assistant.text.wanted import Found

LONGER = 3  # a line quoted is to the point up to so many times the words that answer,
SHORT = 120  # or up to so many characters: a sentence is quoted whole

Span = tuple[str, int, int, int]  # agency, year, start, end


class CanFind(CanAnswer, Protocol):
    def passages_for(self, question: str, history: Sequence[str] = ()) -> list[Found]:
        """The passages that fit best, best first."""
        ...


@dataclass(frozen=True)
class TextVerdict:
    """How one question on text went."""

    question: Question
    answered: bool
    rank: (
        int | None
    )  # of the first passage retrieved that holds words that answer, from 1; None: not among them
    reached: bool  # one of the first citations touches words that answer
    exact: bool  # and is not much longer than they are
    citations: int
    standing: int  # citations whose quote is what stands at their place

    @property
    def answerable(self) -> bool:
        return bool(self.question.quote)


@dataclass(frozen=True)
class TextScore:
    """The measures of a file's questions on text; prints as a table."""

    verdicts: tuple[TextVerdict, ...]

    def __str__(self) -> str:
        groups = self.groups()
        width = max(len(name) for name in groups)
        head = f"{'on text':{width}}  asked    r@1    r@3    r@5    MRR  reached  exact  quotes  refused  rightly"
        return "\n".join([head, *(_printed(name.ljust(width), of) for name, of in groups.items())])

    def groups(self) -> dict[str, dict[str, float | int | None]]:
        """The measures by what is asked, by language, and of all."""
        found: dict[str, list[TextVerdict]] = defaultdict(list)
        for verdict in self.verdicts:
            asks = verdict.question.asks
            for name in (f"asks {asks}" if asks else "", f"language {verdict.question.language}", "all"):
                found[name].append(verdict)
        found.pop("", None)
        order = sorted(found, key=lambda name: (name == "all", name.startswith("language"), name))
        return {name: measures(found[name]) for name in order}


def text_score(assistant: CanFind, verdicts: Iterable[Verdict]) -> TextScore | None:
    """Measure the questions on text among those asked; None where there are none."""
    asked = [v for v in verdicts if v.question.quote or v.question.kind == "text"]
    return TextScore(tuple(_measured(assistant, verdict) for verdict in asked)) if asked else None


def measures(verdicts: Sequence[TextVerdict]) -> dict[str, float | int | None]:
    """Shares from 0 to 1; None where there was nothing to take a share of.

    `refused`: of the questions no report answers, how many were declined. `rightly`: of all declined, how many
    are such.
    """
    answerable = [v for v in verdicts if v.answerable]
    declined = [v for v in verdicts if not v.answered]
    ranks = [v.rank for v in answerable]
    return {
        "asked": len(verdicts),
        **{f"recall@{k}": _share([rank is not None and rank <= k for rank in ranks]) for k in (1, 3, 5)},
        "mrr": sum(1 / rank for rank in ranks if rank) / len(ranks) if ranks else None,
        "reached": _share([v.reached for v in answerable]),
        "exact": _share([v.exact for v in answerable]),
        "quotes": _ratio(sum(v.standing for v in verdicts), sum(v.citations for v in verdicts)),
        "refused": _share([not v.answered for v in verdicts if not v.answerable]),
        "refused_rightly": _share([not v.answerable for v in declined]),
    }


def first_rank(spans: Sequence[Span], found: Sequence[Found]) -> int | None:
    """The place of the first passage that holds words that answer, from 1."""
    places = ((f.place.agency, f.place.year, f.place.start, f.place.end) for f in found)
    return next((rank for rank, place in enumerate(places, 1) if _touched(place, spans)), None)


def _measured(assistant: CanFind, verdict: Verdict) -> TextVerdict:
    question, answer = verdict.question, verdict.answer
    connection = assistant.store.connection
    spans = list(gold_spans(question, connection)) if question.quote else []
    found = assistant.passages_for(question.question, question.history) if spans else []
    touching = [(c, span) for c in answer.citations[:FIRST_CITATIONS] for span in _touched(_place(c), spans)]
    return TextVerdict(
        question,
        answered=answer.status == "answered",
        rank=first_rank(spans, found),
        reached=bool(touching),
        exact=any(_to_the_point(citation, span) for citation, span in touching),
        citations=len(answer.citations),
        standing=sum(_stands(citation, connection) for citation in answer.citations),
    )


def _place(citation: Citation) -> Span:
    return citation.agency, citation.year, citation.start, citation.end


def _touched(place: Span, spans: Sequence[Span]) -> list[Span]:
    return [span for span in spans if place[:2] == span[:2] and place[2] < span[3] and span[2] < place[3]]


def _to_the_point(citation: Citation, span: Span) -> bool:
    return citation.end - citation.start <= max(SHORT, LONGER * (span[3] - span[2]))


def _stands(citation: Citation, connection: sqlite3.Connection) -> bool:
    row = connection.execute(
        "SELECT text FROM reports JOIN documents ON documents.report_id = reports.id"
        " WHERE agency = ? AND year = ?",
        (citation.agency, citation.year),
    ).fetchone()
    return row is not None and row[0][citation.start : citation.end] == citation.quote


def _share(outcomes: Sequence[bool]) -> float | None:
    return sum(outcomes) / len(outcomes) if outcomes else None


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _printed(name: str, of: dict[str, Any]) -> str:
    def cell(measure: str, width: int) -> str:
        value = of[measure]
        return ("–" if value is None else f"{value:.3f}").rjust(width)

    recalls = "".join(cell(f"recall@{k}", 7) for k in (1, 3, 5))
    return (
        f"{name}  {of['asked']:5}{recalls}{cell('mrr', 7)}{cell('reached', 9)}{cell('exact', 7)}"
        f"{cell('quotes', 8)}{cell('refused', 9)}{cell('refused_rightly', 9)}"
    )
