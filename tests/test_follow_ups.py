"""What the page offers to ask: the questions a chat begins with, what to ask next, and that their words mean it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from assistant.ask import Assistant
from assistant.conversation import Answer, Language, Turn
from index.store import Store
from tests.conftest import ROOT
from ui.examples import example_questions
from ui.follow_ups import FollowUp, follow_ups
from ui.opening import open_assistant
from ui.phrasing import Wanted, question_read_as
from ui.present import Exchange
from ui.reading import Reading, read_question, understood
from ui.settings import Settings
from ui.suggestions import suggestions

FIVE = ROOT / "data" / "questions.jsonl"
CORPUS = ROOT / "tests" / "questions_corpus.jsonl"
MOST = 60  # questions of a file that are tried, spread over it


@pytest.fixture(scope="module")
def corpus(corpus_store_path: Path) -> Iterator[Assistant]:
    opened = open_assistant(Settings(store=corpus_store_path))
    yield opened
    opened.store.close()


def offered(assistant: Assistant, *questions: str) -> tuple[list[FollowUp], list[Turn]]:
    """What is offered after these questions, and the conversation so far."""
    turns: list[Turn] = []
    answer: Answer | None = None
    for question in questions:
        answer = assistant.ask(question, turns)
        turns.append(Turn(question, answer.to_json()))
    assert answer is not None
    reading = read_question(assistant, questions[-1], questions[:-1])
    read = [turn.question for turn in turns]
    found = follow_ups(
        reading, answer, turns, assistant.ask, lambda asked: understood(assistant, asked, read)
    )
    return found, turns


def single_questions(file: Path) -> list[str]:
    asked = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    single = [line["question"] for line in asked if not line.get("history")]
    return single[:: len(single) // MOST + 1]


@pytest.mark.parametrize(("name", "file"), [("assistant", FIVE), ("corpus", CORPUS)])
def test_what_is_offered_next_is_answered_and_leads_on(
    name: str, file: Path, request: pytest.FixtureRequest
) -> None:
    assistant: Assistant = request.getfixturevalue(name)
    bare = []
    for question in single_questions(file):
        found, turns = offered(assistant, question)
        for one in found:
            answer = assistant.ask(one.question, turns)
            assert (question, one.question, answer.status) == (question, one.question, "answered")
            assert "没有读懂" not in " ".join(answer.caveats)
        last = turns[-1].answer
        if not found and last["status"] != "clarify":
            bare.append(question)
        assert len({one.label for one in found}) == len(found)
    assert bare == []


def test_a_figure_of_one_agency_goes_on_to_its_years_its_share_and_its_change(corpus: Assistant) -> None:
    found, _ = offered(corpus, "苏州市教育局2021年收到多少件申请")
    assert found == [
        FollowUp("历年变化", "苏州市教育局历年本年新收政府信息公开申请"),
        FollowUp("自然人占比", "苏州市教育局2021年自然人占比是多少"),
        FollowUp("比上年增减", "苏州市教育局2021年本年新收政府信息公开申请比上年增长了多少"),
    ]


def test_the_most_of_all_goes_on_to_the_winner_the_first_five_and_the_total(corpus: Assistant) -> None:
    found, _ = offered(corpus, "Which agency got the most applications in 2021?")
    assert [one.question for one in found] == [
        "New applications received at 北京市海淀区人民政府 over the years",
        "Top 5 agencies by new applications received in 2021",
        "Total new applications received of all agencies in 2021",
    ]


def test_a_year_without_reports_goes_on_to_the_nearest_that_has_some(assistant: Assistant) -> None:
    found, _ = offered(assistant, "大兴区应急局2023年收到多少件申请")
    assert found[0] == FollowUp("2020 年的", "大兴区应急局2020年收到多少件申请")


def test_what_was_asked_before_is_not_offered_again(corpus: Assistant) -> None:
    first, _ = offered(corpus, "苏州市教育局2021年收到多少件申请")
    second, _ = offered(corpus, "苏州市教育局2021年收到多少件申请", first[0].question)
    assert first[0].question not in [one.question for one in second]


def test_a_question_that_asks_back_offers_only_its_choices(assistant: Assistant) -> None:
    assert offered(assistant, "黄埔区收到多少件申请")[0] == []


def test_suggestions_that_fail_cost_nothing_but_themselves(assistant: Assistant) -> None:
    question = "大兴区应急局收到多少申请"
    exchange = Exchange(question, assistant.ask(question), reading=read_question(assistant, question, ()))

    def breaks(reading: Reading, answer: Answer, turns: object) -> list[FollowUp]:
        raise ZeroDivisionError

    assert suggestions(breaks, [exchange]) == ""
    assert suggestions(breaks, [Exchange("问", error="no")]) == ""


# ── what a chat begins with ──


@pytest.mark.parametrize("name", ["assistant", "corpus"])
def test_every_example_is_answered(name: str, request: pytest.FixtureRequest) -> None:
    assistant: Assistant = request.getfixturevalue(name)
    examples = example_questions(assistant.store)
    assert len(examples) == 4
    for language in get_args(Language):
        for example in examples:
            answer = assistant.ask(getattr(example, language))
            assert (answer.status, answer.language) == ("answered", language)
            assert answer.citations


def test_one_report_has_examples_too(tmp_path: Path) -> None:
    from index.build import build
    from index.embedding import load_embedder

    build([ROOT / "data" / "reports" / "北京市大兴区应急管理局"], tmp_path / "store", load_embedder(None))
    store = Store.open(tmp_path / "store")
    assert [example.zh for example in example_questions(store)] == [
        "北京市大兴区应急管理局2020年收到多少件申请，其中自然人占多少",
        "北京市大兴区应急管理局2020年存在哪些主要问题",
    ]
    store.close()


# ── words that mean what is meant ──

FIGURES = (
    "received",
    "concluded",
    "granted",
    "refused",
    "received_company",
    "natural_person_share",
    "disclosure_rate",
    "licensing_decisions",
    "procurement_amount",
    "review",
    "litigation_corrected",
)
HUANGPU = "广州市黄埔区人民政府"


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("language", get_args(Language))
def test_a_question_in_our_words_is_read_as_meant(
    assistant: Assistant, figure: str, language: Language
) -> None:
    wanted = [
        Wanted("lookup", figure, 2020, HUANGPU),
        Wanted("trend", figure, agency=HUANGPU),
        Wanted("position", figure, 2020, HUANGPU),
        Wanted("growth", figure, 2020, HUANGPU),
        *(
            Wanted("rank", figure, 2020, scope=scope, n=n, descending=descending)
            for scope in ("all", "bureaus", "governments")
            for n in (1, 5)
            for descending in (True, False)
        ),
        *(Wanted(done, figure, 2020) for done in ("list", "sum", "average", "median")),
    ]
    unread = [
        one
        for one in wanted
        if not question_read_as(one, language, lambda asked: understood(assistant, asked, ()))
    ]
    assert unread == []


def test_words_that_would_be_read_as_something_else_are_not_offered(assistant: Assistant) -> None:
    nonsense = Wanted("sum", "disclosure_rate", 2020)  # rates are pooled, and their sum is no figure
    assert question_read_as(nonsense, "zh", lambda _: understood(assistant, "今天天气怎么样", ())) == ""
    sensible = Wanted("sum", "carried_in", 2020)
    assert question_read_as(sensible, "zh", lambda asked: understood(assistant, asked, ()))
