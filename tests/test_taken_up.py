"""What a question says is a part of its reading, or the answer tells that it is not: nothing said is dropped without a word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.agencies import Directory
from assistant.ask import Assistant
from assistant.intent import Intent
from assistant.understanding.understand import understand
from assistant.vocabulary import load_vocabulary
from index.embedding import load_embedder
from index.store import Store

Read = Callable[[str], Intent]
ASKED = "南京市教育局2022年新收申请多少件"


@pytest.fixture(scope="module")
def assistant(corpus_store_path: Path) -> Assistant:
    return Assistant(Store.open(corpus_store_path), load_embedder)


@pytest.fixture(scope="module")
def read(corpus_store_path: Path) -> Read:
    vocabulary, directory = load_vocabulary(), Directory(Store.open(corpus_store_path).connection)
    return lambda question: understand(question, vocabulary, directory)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("南京市教育局2022年按月新收多少件", "按月"),
        ("南京市教育局2022年月均新收多少件", "月均"),
        ("南京市教育局2022年每季度新收多少件", "每季度"),
        ("How many requests did Nanjing Education Bureau receive per month in 2022?", "per month"),
        ("quarterly requests at Nanjing Education Bureau in 2022", "quarterly"),
        (f"{ASKED}的三倍是多少", "倍"),
        ("南京市教育局2022年行政处罚按申请人类型拆开", "按申请人类型"),
        ("penalties of Chengdu Public Security Bureau in 2022 by applicant type", "by applicant type"),
    ],
)
def test_what_the_reading_leaves_out_is_told(read: Read, question: str, words: str) -> None:
    assert any(words in unread for unread in read(question).unheeded), read(question).unheeded


@pytest.mark.parametrize(
    "question",
    [
        "How many times was the Nanjing city government sued in 2021?",
        "南京市教育局2022年全年新收多少件",
        "南京市教育局2022年度新收多少件",
    ],
)
def test_a_word_of_the_kind_that_says_nothing_more_is_none(read: Read, question: str) -> None:
    assert read(question).unheeded == ()


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (f"{ASKED}，原因是什么", "没有找到说明原因的句子"),
        ("哪一年南京市教育局申请最多，为什么", "没有找到说明原因的句子"),
        ("How many requests did Nanjing Education Bureau receive in 2022, and why?", "gives the reason"),
    ],
)
def test_a_reason_that_no_report_gives_is_told_to_be_none(
    assistant: Assistant, question: str, said: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered" and answer.result is not None
    assert any(said in caveat for caveat in answer.caveats)


@pytest.mark.parametrize(
    "question",
    [
        "南京市教育局2022年不予公开多少件，原因是什么",
        "南京市教育局2022年因为什么理由不予公开",
        "What were the grounds for refusal at Nanjing Education Bureau in 2022?",
    ],
)
def test_the_reasons_of_refusals_are_rows_of_the_form(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.result is not None
    assert sum(str(citation.row).startswith("refused_") for citation in answer.citations) == 8


@pytest.mark.parametrize(
    "question",
    [
        "Which reason for refusal grew the most between 2021 and 2022?",
        "How many agencies refused nothing in 2022?",
        "Which agency's rank by requests improved most?",
        "What is the ratio of reviews to lawsuits nationwide?",
        "2022年比2021年申请增长的单位有几家，下降的有几家",
        "哪个单位因国家秘密不予公开的占比最高",
    ],
)
def test_what_is_not_worked_out_is_never_answered_without_it(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status != "answered"
