"""The line that says how a question was read, over a collection of several years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.conversation import Turn
from index.store import Store
from ui.opening import open_assistant
from ui.reading import read_question, reading_line
from ui.settings import Settings


@pytest.fixture(scope="module")
def corpus(corpus_store_path: Path) -> Iterator[Assistant]:
    opened = open_assistant(Settings(store=corpus_store_path))
    yield opened
    opened.store.close()


def line(assistant: Assistant, question: str) -> str:
    return reading_line(read_question(assistant, question, ()), assistant.ask(question))


def asked_instead(html: str) -> list[str]:
    return re.findall(r'data-question="([^"]*)"', html)


def test_a_year_can_be_exchanged_for_each_other_one(corpus: Assistant) -> None:
    years = asked_instead(line(corpus, "2021年哪个单位收到的申请最多"))
    assert years[:3] == [f"{year}年哪个单位收到的申请最多" for year in (2022, 2020, 2019)]


def test_a_year_that_was_not_named_is_added(corpus: Assistant) -> None:
    assert "2019年哪个单位收到的申请最多" in asked_instead(line(corpus, "哪个单位收到的申请最多"))
    assert "Who got the most applications in 2019?" in asked_instead(
        line(corpus, "Who got the most applications?")
    )


def test_the_agencies_meant_are_counted(corpus: Assistant) -> None:
    shown = re.sub('<div class="gk-others">.*?</div>', "", line(corpus, "2021年各单位收到申请合计"))
    told = re.sub("<[^>]+>", "", shown)
    store: Store = corpus.store
    [row] = store.rows("SELECT count(*) AS reports FROM reports WHERE year = 2021")
    assert f"全部 {row['reports']} 个单位" in told
    assert told.endswith("合计")


@pytest.mark.parametrize(
    "question",
    ["2021年哪个局收到的申请最多", "苏州市教育局2021年被复议多少次", "Top 3 agencies by penalties in 2020"],
)
def test_every_other_reading_is_a_question_read_as_that(corpus: Assistant, question: str) -> None:
    reading = read_question(corpus, question, ())
    assert {other.part for other in reading.others} >= {"figure"}
    for other in reading.others:
        again = read_question(corpus, other.question, ())
        assert again.wanted is not None
        assert reading.wanted is not None
        changed = [
            one != two for one, two in zip(astuple(again.wanted), astuple(reading.wanted), strict=True)
        ]
        assert any(changed)
        assert again.wanted.year == reading.wanted.year
        assert corpus.ask(other.question).status in (
            "answered",
            "no_data",
        )  # not every report has every figure


def test_a_follow_up_can_be_changed_like_any_question(corpus: Assistant) -> None:
    before = ["2021年哪个单位收到的申请最多"]
    reading = read_question(corpus, "那2020年呢", before)
    answer = corpus.ask("那2020年呢", [Turn(before[0], corpus.ask(before[0]).to_json())])
    assert "2019年哪个单位的本年新收政府信息公开申请最多" in asked_instead(reading_line(reading, answer))


def test_of_many_agencies_those_with_the_likest_names_are_offered(corpus: Assistant) -> None:
    asked = asked_instead(line(corpus, "苏州市教育局收到多少申请"))
    agencies = [question.removesuffix("收到多少申请") for question in asked if question[0] not in "12"]
    assert {"南京市教育局", "苏州市公安局"} <= set(agencies[:5])


def test_a_question_that_is_not_answered_has_no_line(corpus: Assistant) -> None:
    assert line(corpus, "今天天气怎么样") == ""
    assert line(corpus, "有哪些报告") == ""
