"""How questions on text are measured, on a report made up; and that the two question files are whole."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.ask import Assistant
from assistant.conversation import Answer, Citation
from assistant.evaluate import Question, Verdict, gold_spans, read_questions
from assistant.evaluate_text import TextScore, TextVerdict, measures, text_score
from assistant.text.retrieval import PassageFinder, Steps
from assistant.text.wanted import Found, Place
from index.embedding import load_embedder
from index.store import Store
from tests.conftest import text_of_one_report

ROOT = Path(__file__).parent
DEVELOPMENT, HELD_BACK = (
    read_questions(ROOT / f"questions_text{which}.jsonl") for which in ("", "_held_back")
)
TEXT = "我局配备了1名兼职工作人员。公开信息216条。" + "一是内容单一，" * 40


@pytest.fixture
def connection() -> sqlite3.Connection:
    return text_of_one_report(TEXT)


def asked(**gold: Any) -> Question:
    return Question("q", "?", "zh", "text", gold.pop("status", ("answered",)), **gold)


def cited(start: int, end: int, year: int = 2020, quote: str = "") -> Citation:
    return Citation("大兴-2020", "大兴", year, "一", None, None, quote or TEXT[start:end], "f", start, end)


def passage(start: int, end: int) -> Found:
    return Found(Place(1, "大兴-2020", "大兴", 2020, "f", "一", "", TEXT[start:end], start, end), 1.0, 1.0)


def measured(
    connection: sqlite3.Connection, question: Question, found: list[Found], *citations: Citation
) -> TextVerdict:
    status: Any = "answered" if citations else "no_data"
    answer = Answer("?", "zh", status, "passages", "", citations=citations)
    assistant: Any = SimpleNamespace(
        store=SimpleNamespace(connection=connection), passages_for=lambda *_: found
    )
    score = text_score(assistant, [Verdict(question, "right", "", answer)])
    assert score is not None
    [verdict] = score.verdicts
    return verdict


def test_rank_is_that_of_the_first_passage_that_holds_the_words(connection: sqlite3.Connection) -> None:
    question = asked(quote=("216条", "1名"))
    assert measured(connection, question, [passage(30, 90), passage(0, 14)]).rank == 2
    assert measured(connection, question, [passage(30, 90)]).rank is None


def test_a_line_much_longer_than_the_words_that_answer_is_reached_but_not_exact(
    connection: sqlite3.Connection,
) -> None:
    question = asked(quote=("1名兼职",))
    short, long = (measured(connection, question, [], cited(0, end)) for end in (14, len(TEXT)))
    assert (short.reached, short.exact) == (True, True) and (long.reached, long.exact) == (True, False)


def test_a_quote_has_to_stand_where_it_says(connection: sqlite3.Connection) -> None:
    found = measured(connection, asked(quote=("216条",)), [], cited(0, 14), cited(0, 3, quote="他们局"))
    assert (found.citations, found.standing) == (2, 1)


def test_words_of_another_year_do_not_answer(connection: sqlite3.Connection) -> None:
    assert list(gold_spans(asked(quote=("216条",), year=2019), connection)) == []
    assert len(list(gold_spans(asked(quote=("216条",), year=2020), connection))) == 1


def test_measures_are_shares_of_what_they_speak_of() -> None:
    no_answer = asked(asks="none", status=("no_data",))
    verdicts = [
        TextVerdict(asked(quote=("a",)), True, 1, True, True, 2, 2),
        TextVerdict(asked(quote=("a",)), False, 4, False, False, 0, 0),
        TextVerdict(no_answer, False, None, False, False, 0, 0),
        TextVerdict(no_answer, True, None, False, False, 2, 1),
    ]
    assert measures(verdicts) == {
        "asked": 4,
        "recall@1": 0.5,
        "recall@3": 0.5,
        "recall@5": 1.0,
        "mrr": 0.625,
        "reached": 0.5,
        "exact": 0.5,
        "quotes": 0.75,
        "refused": 0.5,
        "refused_rightly": 0.5,
    }
    table = str(TextScore(tuple(verdicts))).splitlines()
    assert [line.split()[0] for line in table] == ["on", "asks", "language", "all"]


def test_a_file_without_questions_on_text_has_no_such_score() -> None:
    answer = Answer("?", "zh", "answered", "statistics", "")
    figure = Question("q", "?", "zh", "lookup", ("answered",), sql="SELECT 1")
    assistant: Any = None
    assert text_score(assistant, [Verdict(figure, "right", "", answer)]) is None


# ── the question files ──


def test_there_are_enough_questions_of_each_kind() -> None:
    both = DEVELOPMENT + HELD_BACK
    languages, stores = (Counter(getattr(q, of) for q in both) for of in ("language", "store"))
    assert len(both) >= 250 and len(HELD_BACK) >= 90 and set(stores) == {"five", "corpus"}
    assert min(languages.values()) / len(both) >= 0.45
    assert sum(q.asks == "none" for q in both) >= 60
    assert len({q.id for q in both}) == len(both) and len({(q.history, q.question) for q in both}) == len(
        both
    )


@pytest.mark.parametrize("question", DEVELOPMENT + HELD_BACK, ids=lambda question: question.id)
def test_the_words_that_answer_stand_in_a_report(
    question: Question, store_path: Path, corpus_store_path: Path
) -> None:
    path = {"five": store_path, "corpus": corpus_store_path}[question.store]
    with closing(sqlite3.connect(path / "reports.db")) as connection:
        for quote in question.quote:
            one = Question(
                "q", "?", "zh", "text", (), quote=(quote,), agency=question.agency, year=question.year
            )
            assert list(gold_spans(one, connection)), f"{quote} is in no such report"
    assert bool(question.quote) == (question.asks != "none")


def test_passages_for_held_back_questions_are_found_and_the_unanswerable_declined(
    store_path: Path, corpus_store_path: Path
) -> None:
    from assistant.evaluate import evaluate

    verdicts: list[TextVerdict] = []
    for name, path in (("five", store_path), ("corpus", corpus_store_path)):
        assistant = Assistant(Store.open(path), lambda: load_embedder(None))
        score = text_score(
            assistant, evaluate(assistant, ROOT / "questions_text_held_back.jsonl", name).verdicts
        )
        verdicts += score.verdicts if score else ()
    of = measures(verdicts)
    assert len(verdicts) == len(HELD_BACK)
    assert (of["recall@5"] or 0) >= 0.85 and (of["refused"] or 0) >= 0.8 and of["quotes"] == 1.0


# ── the steps of a search ──


def test_full_text_puts_the_passage_with_the_rare_word_first_among_thousands(corpus_store_path: Path) -> None:
    steps = Steps(vectors=False)
    finder = PassageFinder(Store.open(corpus_store_path), lambda: load_embedder(None), steps)
    assert "政务公开地图" in finder.find("政务公开地图", (), ())[0].place.text


def test_a_search_without_narrowing_looks_at_every_report(store_path: Path) -> None:
    store = Store.open(store_path)
    only = ("北京市大兴区应急管理局",)
    narrowed, wide = (
        {
            f.place.agency
            for f in PassageFinder(store, lambda: load_embedder(None), steps).find("问题", only, ())
        }
        for steps in (Steps(), Steps(narrowing=False))
    )
    assert narrowed == set(only) and len(wide) > 1
