"""More reports than are cited: the same figures and words, counted where they are, with fewer citations."""

from __future__ import annotations

import re

import pytest

from assistant.ask import Assistant
from assistant.figures import caveats, evidence, saying

QUESTIONS = (
    "2022年哪个单位收到的申请最多",
    "2022年收到申请最少的三个单位",
    "2022年有多少个单位收到的申请超过100件",
    "2022年收到申请超过100件的单位有哪些",
    "2022年各单位收到多少申请",
    "2022年所有单位一共收到多少申请",
    "2022年各单位平均收到多少申请",
    "2022年申请数的中位数是多少",
    "2022年各省的申请总数",
    "2020年哪些单位没有填写采购金额",
    "2022年昆山市政府收到的申请排第几",
    "2021年公开率最高的局",
    "各年申请总数",
    "2022年申请比上年增加最多的单位",
    "Which bureaus imposed fewer than 50 penalties in 2021?",
    "Average number of lawsuits per city government in 2022",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_over_many_reports_is_that_over_few(
    corpus_assistant: Assistant, monkeypatch: pytest.MonkeyPatch, question: str
) -> None:
    few = corpus_assistant.ask(question)
    for module in (evidence, caveats, saying):
        monkeypatch.setattr(module, "MOST_CITED_REPORTS", 12)
    many = corpus_assistant.ask(question)
    assert few.status == many.status == "answered" and few.result == many.result
    assert _without_marks(many.answer) == _without_marks(few.answer)
    assert {c.report for c in many.citations} <= {c.report for c in few.citations}
    assert len({c.report for c in many.citations}) <= 12 * 2  # of a government that would have led, too


def _without_marks(text: str) -> str:
    return re.sub(r"\s*(?:\[\d+\]|–)+", "", text)
