"""What requests are about is told by no report: a question on it is never answered with the figure of all requests."""

from __future__ import annotations

from itertools import product

import pytest

from assistant.ask import Assistant

CHINESE = (
    "昆山市政府2021年收到多少件关于{}的申请",
    "昆山市政府2021年收到多少件{}类申请",
    "2022年哪个局收到的{}方面的申请最多",
    "昆山市政府2021年收到的申请里涉及{}的有多少",
)
ENGLISH = (
    "How many requests about {} did the Kunshan government receive in 2021?",
    "How many {} requests did the Kunshan government get in 2021?",
    "Which bureau received the most requests concerning {} in 2022?",
    "How many requests did the Kunshan government receive in 2021 on {} matters?",
)
TOPICS = [
    "拆迁",
    "征地",
    "教育",
    "医疗",
    "疫情",
    "预算",
    "养老",
    "住房",
    "规划",
    "土地",
    "物业",
    "统计",
    "审计",
    "招标",
    "试点",
]
SUBJECTS = [
    "land",
    "housing",
    "schools",
    "covid",
    "budget",
    "pension",
    "planning",
    "tax",
    "noise",
    "statistics",
    "audit",
    "water",
]


@pytest.mark.parametrize(
    "question",
    [
        wording.format(topic)
        for wordings, topics in ((CHINESE, TOPICS), (ENGLISH, SUBJECTS))
        for wording, topic in product(wordings, topics)
    ],
)
def test_requests_about_something_are_not_all_requests(corpus_assistant: Assistant, question: str) -> None:
    answer = corpus_assistant.ask(question)
    assert answer.status != "answered" or answer.route == "passages"
