"""The words of a quote that are marked as the answer: the right ones, and none where that is not sure."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.ask import Assistant
from index.embedding import load_embedder
from index.store import Store


@pytest.fixture(scope="module")
def five(store_path: Path) -> Assistant:
    return Assistant(Store.open(store_path), load_embedder)


@pytest.fixture(scope="module")
def corpus(corpus_store_path: Path) -> Assistant:
    return Assistant(Store.open(corpus_store_path), load_embedder)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("黄埔区应急管理局政务公开领导小组的组长是谁", "党组成员、副局长刘文华同志"),
        ("Who chairs the leading group in Daxing?", "局长"),
        ("大兴应急局在网上一共晒了多少条信息", "216条"),
        ("环翠应急局微信上发了几条", "56条"),
        ("黄埔区政府做了多少次网上访谈", "12次"),
        ("黄埔区政府什么时候去参加省里的培训", "2020年9月"),
        ("When did the Huangpu district government's staff attend the provincial training?", "11月"),
        ("环翠应急局的邮政编码", "264200"),
        ("对环翠应急局的年报有疑问，打哪个电话", "0631-5218910"),
        ("辽中应急局政务公开的具体工作归哪儿管", "局办公室"),
    ],
)
def test_the_answer_is_marked_in_its_quote(five: Assistant, question: str, answer: str) -> None:
    told = five.ask(question)
    assert f"**{answer}**" in told.answer, told.answer


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How many followers has the Suzhou police short-video account got as of 2022?", "120万"),
        (
            "What share of heating complaints did the Changchun Chaoyang district government answer in 2022?",
            "98.6",
        ),
        ("粤海街道的领导小组组长是谁", "党组书记王建国同志"),
    ],
)
def test_it_is_marked_in_other_reports_too(corpus: Assistant, question: str, answer: str) -> None:
    told = corpus.ask(question)
    assert f"**{answer}**" in told.answer, told.answer


@pytest.mark.parametrize(
    "question",
    [
        "Who are the members of the leading group at the Huangpu emergency bureau?",
        "有多少人向大兴应急局要过资料？",
        "大兴应急局存在哪些问题",
        "黄埔区应急管理局怎么做政策解读",
    ],
)
def test_where_no_words_are_surely_the_answer_none_are_marked(five: Assistant, question: str) -> None:
    told = five.ask(question)
    assert told.citations
    assert not any("**" in line for line in told.answer.splitlines() if line.startswith("> "))


def test_a_number_of_the_question_is_not_its_answer(five: Assistant) -> None:
    assert "**26个**" not in five.ask("黄埔区26个领域的目录里二级事项有多少项").answer


def test_what_is_cited_stays_what_the_file_says(five: Assistant) -> None:
    told = five.ask("环翠应急局的邮政编码")
    assert "**264200**" in told.answer
    assert "264200" in told.citations[0].quote and "*" not in told.citations[0].quote
