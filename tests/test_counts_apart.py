"""How many agencies of each year or place pass a test, and where or when there are most of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.conversation import Turn
from index.embedding import load_embedder
from index.store import Store


@pytest.fixture(scope="module")
def corpus(corpus_store_path: Path) -> Assistant:
    return Assistant(Store.open(corpus_store_path), load_embedder)


def passed(corpus: Assistant, by: str, test: str) -> list[tuple[object, ...]]:
    return corpus.store.connection.execute(
        f"SELECT {by}, SUM({test}), COUNT(total) FROM applications WHERE row = 'received' AND total IS NOT NULL GROUP BY {by}"
    ).fetchall()


@pytest.mark.parametrize(
    "question",
    [
        "每年有多少家单位收到超过500件申请",
        "历年收到超过500件申请的单位各有几家",
        "分年度统计收到超过500件申请的单位数量",
        "How many agencies received more than 500 requests in each year?",
        "Number of agencies with more than 500 requests, year by year",
    ],
)
def test_those_who_pass_are_counted_of_each_year(corpus: Assistant, question: str) -> None:
    answer = corpus.ask(question)
    assert answer.result is not None
    assert sorted(answer.result.rows) == passed(corpus, "year", "total > 500")


@pytest.mark.parametrize(
    "question",
    [
        "2022年各省有多少个单位收到超过100件申请",
        "How many agencies in each province received more than 100 requests in 2022?",
        "哪个省2022年收到超过100件申请的单位最多",
        "Which province has the most agencies with more than 100 requests in 2022?",
    ],
)
def test_those_who_pass_are_counted_of_each_province_the_most_first(corpus: Assistant, question: str) -> None:
    answer = corpus.ask(question)
    assert answer.result is not None
    expected = [row[1:] for row in passed(corpus, "year, province", "total > 100") if row[0] == 2022]
    assert sorted(answer.result.rows) == expected
    counts = [row[1] for row in answer.result.rows]
    assert counts == sorted(counts, reverse=True)


@pytest.mark.parametrize(
    ("question", "first"),
    [("哪一年没有收到申请的单位最少", 0), ("Which year had the fewest agencies without any requests?", 0)],
)
def test_the_year_with_the_fewest_comes_first(corpus: Assistant, question: str, first: int) -> None:
    answer = corpus.ask(question)
    assert answer.result is not None
    assert answer.result.rows[0][1] == first
    assert first in [row[1] for row in passed(corpus, "year", "total = 0")]


@pytest.mark.parametrize(
    "question",
    [
        "每年都收到超过500件申请的单位有几家",
        "How many agencies received more than 500 requests in every year?",
    ],
)
def test_those_who_pass_in_all_years_are_one_number(corpus: Assistant, question: str) -> None:
    answer = corpus.ask(question)
    assert answer.result is not None
    assert len(answer.result.rows) == 1


@pytest.mark.parametrize(
    ("before", "question"),
    [
        ("2022年有几家单位收到超过500件申请", "按年份分开呢"),
        ("How many agencies received more than 500 requests in 2022?", "what about each year?"),
    ],
)
def test_a_count_goes_on_to_each_year(corpus: Assistant, before: str, question: str) -> None:
    answer = corpus.ask(question, [Turn(before, corpus.ask(before).to_json())])
    assert answer.result is not None
    assert sorted(answer.result.rows) == passed(corpus, "year", "total > 500")


def test_a_number_without_a_figure_is_asked_back(corpus: Assistant) -> None:
    assert corpus.ask("2022年有几家超过1000件").reason == "ambiguous_item"
