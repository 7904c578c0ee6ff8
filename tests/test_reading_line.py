"""The line that says how a question was read, over a collection of several years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.ask import Assistant
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
    assert years == [f"{year}年哪个单位收到的申请最多" for year in (2022, 2020, 2019)]


def test_a_year_that_was_not_named_is_added(corpus: Assistant) -> None:
    assert "2019年哪个单位收到的申请最多" in asked_instead(line(corpus, "哪个单位收到的申请最多"))
    assert "Who got the most applications in 2019?" in asked_instead(
        line(corpus, "Who got the most applications?")
    )


def test_the_agencies_meant_are_counted(corpus: Assistant) -> None:
    told = re.sub("<[^>]+>", "", line(corpus, "2021年各单位收到申请合计"))
    store: Store = corpus.store
    [row] = store.rows("SELECT count(*) AS reports FROM reports WHERE year = 2021")
    assert f"全部 {row['reports']} 个单位" in told
    assert told.endswith("合计")


def test_a_question_that_is_not_answered_has_no_line(corpus: Assistant) -> None:
    assert line(corpus, "今天天气怎么样") == ""
    assert line(corpus, "有哪些报告") == ""
