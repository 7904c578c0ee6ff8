"""How answers are judged: right, wrong or declined, by rows, citations and outcomes, never by wording."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.conversation import Answer, Choice, Citation, Result, Turn
from assistant.evaluate import BadQuestionFile, Question, evaluate, judge_answer, read_questions
from tests.conftest import text_of_one_report

ROOT = Path(__file__).parent.parent
FILES = (ROOT / "data" / "questions.jsonl", ROOT / "tests" / "questions_held_back.jsonl")
TEXT = "一、总体情况\n我局配备了1名兼职工作人员，并公开信息216条。"


@pytest.fixture
def connection() -> sqlite3.Connection:
    return text_of_one_report(TEXT)


def asked(kind: str = "lookup", **gold: Any) -> Question:
    return Question("q", "?", "zh", kind, gold.pop("status", ("answered",)), **gold)


def answered(*rows: tuple[Any, ...], **fields: Any) -> Answer:
    result = Result(("a",), rows, None) if rows else None
    base: dict[str, Any] = {"status": "answered", "route": "statistics", "answer": "", "result": result}
    return Answer("?", "zh", **(base | fields))


def cited(quote: str) -> Citation:
    start = TEXT.index(quote)
    return Citation("大兴-2020", "大兴", 2020, "一", None, None, quote, "f", start, start + len(quote))


def outcome(question: Question, answer: Answer, connection: sqlite3.Connection) -> str:
    return judge_answer(question, answer, connection)[0]


@pytest.mark.parametrize(
    ("gold", "rows", "expected"),
    [
        ("SELECT 21", [("大兴", 2020, 21)], "right"),
        ("SELECT 21", [("大兴", 2020, 20)], "wrong"),
        ("SELECT 0.5", [(0.5 + 1e-9,)], "right"),
        ("SELECT '大兴', 21", [("环翠", 21)], "wrong"),
        ("SELECT 1 UNION SELECT 2", [(2,), (1,)], "right"),
        ("SELECT 1 UNION SELECT 2", [(1,)], "wrong"),
        ("SELECT 1", [(1,), (2,)], "wrong"),
    ],
)
def test_rows_are_compared_by_value(
    gold: str, rows: list[tuple[Any, ...]], expected: str, connection: sqlite3.Connection
) -> None:
    assert outcome(asked(sql=gold), answered(*rows), connection) == expected


def test_order_counts_only_where_it_is_asked_for(connection: sqlite3.Connection) -> None:
    gold, answer = "SELECT * FROM (VALUES (2), (1))", answered((1,), (2,))
    assert outcome(asked(sql=gold), answer, connection) == "right"
    assert outcome(asked(sql=gold, ordered=True), answer, connection) == "wrong"


def test_all_winners_come_first_and_none_tied_follows(connection: sqlite3.Connection) -> None:
    one = asked("superlative", sql="SELECT '大兴', 21")
    assert outcome(one, answered(("大兴", 21), ("环翠", 0)), connection) == "right"
    assert outcome(one, answered(("环翠", 0), ("大兴", 21)), connection) == "wrong"
    assert outcome(one, answered(("大兴", 21), ("环翠", 21)), connection) == "wrong"
    two = asked("superlative", sql="SELECT '大兴', 0 UNION SELECT '环翠', 0")
    assert outcome(two, answered(("环翠", 0), ("大兴", 0)), connection) == "right"


def test_values_may_be_arranged_otherwise_but_not_hidden_in_a_crowd(connection: sqlite3.Connection) -> None:
    question = asked("distribution", sql="SELECT 3, 4", compare="values")
    assert outcome(question, answered(("自然人", 3), ("企业", 4)), connection) == "right"
    assert outcome(question, answered(tuple(range(20))), connection) == "wrong"


def test_what_is_named_may_take_several_rows_and_nothing_else_is_named(
    connection: sqlite3.Connection,
) -> None:
    question = asked("check", sql="SELECT '大兴', 2020 UNION SELECT '环翠', 2020", compare="named")
    rows = (("大兴", 2020, "表二"), ("大兴", 2020, "表三"), ("环翠", 2020, "表四"))
    assert outcome(question, answered(*rows), connection) == "right"
    assert outcome(question, answered(*rows[:2]), connection) == "wrong"
    assert outcome(question, answered(*rows, ("黄埔", 2020, "表二")), connection) == "wrong"


def test_a_count_may_be_a_list_that_says_how_many(connection: sqlite3.Connection) -> None:
    question = asked("count", sql="SELECT 2")
    assert outcome(question, answered(("大兴",), ("环翠",), answer="共 2 个局"), connection) == "right"
    assert outcome(question, answered(("大兴",), ("环翠",), answer="有几个"), connection) == "wrong"


def test_a_passage_has_to_be_touched_by_an_early_citation(connection: sqlite3.Connection) -> None:
    question = asked("text", quote=("1名兼职",), agency="大兴")
    right, other = cited("配备了1名兼职工作人员"), cited("216条")
    assert outcome(question, answered(citations=(right,)), connection) == "right"
    assert outcome(question, answered(citations=(other,)), connection) == "wrong"
    assert outcome(question, answered(citations=(*(other,) * 5, right)), connection) == "wrong"


def test_a_needless_no_is_declined_and_an_answer_where_there_is_none_is_wrong(
    connection: sqlite3.Connection,
) -> None:
    no = answered(status="no_data", route=None, reason="blank_cell")
    assert outcome(asked(sql="SELECT 1"), no, connection) == "declined"
    blank = asked("no_data", status=("no_data",), reason=("blank_cell",))
    assert outcome(blank, no, connection) == "right"
    assert outcome(blank, answered((0,)), connection) == "wrong"
    unknown = asked("no_data", status=("no_data",), reason=("unknown_agency",))
    assert outcome(unknown, no, connection) == "declined"


def test_choices_have_to_offer_what_the_question_could_mean(connection: sqlite3.Connection) -> None:
    question = asked("clarify", status=("clarify",), choices_contain=("黄埔区政府", "黄埔区应急局"))
    both = (Choice("黄埔区政府", "?"), Choice("黄埔区应急局", "?"))
    assert outcome(question, answered(status="clarify", choices=both), connection) == "right"
    assert outcome(question, answered(status="clarify", choices=both[:1]), connection) == "declined"


def test_a_score_counts_points_and_tells_what_failed(tmp_path: Path, connection: sqlite3.Connection) -> None:
    class Echo:
        """Answers every question with the number of turns before it."""

        store = SimpleNamespace(connection=connection)

        def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
            return answered((len(history),))

    lines: list[dict[str, Any]] = [
        {"id": "a", "question": "有几个？", "language": "zh", "kind": "lookup", "sql": "SELECT 0"},
        {
            "id": "b",
            "question": "and?",
            "language": "en",
            "kind": "lookup",
            "sql": "SELECT 1",
            "history": ["x"],
        },
        {"id": "c", "question": "three?", "language": "en", "kind": "lookup", "sql": "SELECT 3"},
    ]
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(json.dumps(line | {"status": "answered"}) for line in lines), encoding="utf-8")
    score = evaluate(Echo(), path)
    assert score.points == 1
    assert [verdict.question.id for verdict in score.failures] == ["c"]
    assert score.share("right", "en") == 0.5
    assert "three?" in str(score)


def test_a_line_that_is_no_question_is_named(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text('\n{"id": "a"}\n', encoding="utf-8")
    with pytest.raises(BadQuestionFile, match="line 2"):
        read_questions(path)


def test_the_question_files_hold_enough_in_both_languages_and_share_none() -> None:
    developed, held_back = (read_questions(path) for path in FILES)
    assert len(developed) >= 160
    assert len(held_back) >= 60
    for questions in (developed, held_back):
        english = sum(question.language == "en" for question in questions)
        assert 0.35 <= english / len(questions) <= 0.6
        assert len({question.id for question in questions}) == len(questions)
    asked_before = {(question.question, question.history) for question in developed}
    assert not asked_before & {(question.question, question.history) for question in held_back}
    for question in (*developed, *held_back):
        if "answered" in question.status:
            assert question.sql or question.quote, question.id
