"""How many, over text: only a number that counts the thing asked for is an answer; occasions; follow-ups of words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.conversation import Answer, Turn
from index.embedding import load_embedder
from index.store import Store


@pytest.fixture(scope="module")
def five(store_path: Path) -> Assistant:
    return Assistant(Store.open(store_path), lambda: load_embedder(None))


def asked_in_turn(assistant: Assistant, *questions: str) -> Answer:
    """The answer to the last of some questions asked one after the other."""
    turns = [Turn(question, {}) for question in questions[:-1]]
    return assistant.ask(questions[-1], turns)


def marked(answer: Answer) -> list[str]:
    """What is set in strong letters in the quotes."""
    lines = [line for line in answer.answer.splitlines() if line.startswith("> ")]
    return re.findall(r"\*\*(.+?)\*\*", "\n".join(lines))


@pytest.mark.parametrize(
    "question",
    [
        "黄埔区政府2020年组织、参加了几次政务公开培训？分别在什么时候",
        "黄埔区政府组织了几次培训",
        "黄埔区政府2020年培训了多少次",
        "How many trainings did the Huangpu government hold?",
    ],
)
def test_occasions_are_told_where_no_number_of_them_is(five: Assistant, question: str) -> None:
    answer = five.ask(question)
    quoted = [citation.quote for citation in answer.citations]
    assert ["2020年9月" in quoted[0], quoted[1].startswith("11月")] == [True, True]
    assert not marked(answer) and len(answer.caveats) == 1


def test_each_date_is_told_where_each_is_asked_for(five: Assistant) -> None:
    assert marked(five.ask("黄埔区政府的培训分别在什么时候")) == ["2020年9月", "11月"]


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("黄埔区政府开了几次新闻发布会，分别是什么时候", "11次"),
        ("黄埔区政府做了几次在线访谈", "12次"),
        ("How many policy explainers did the Huangpu government publish?", "71篇"),
        ("黄埔区政府梳理了多少二级事项", "1683项"),
        ("How many people at the Daxing bureau work on disclosure?", "1名"),
        ("黄埔区政府门户网站网址", "www.hp.gov.cn"),
        ("What is the Huangpu government's website address?", "www.hp.gov.cn"),
    ],
)
def test_the_thing_asked_for_is_what_is_marked(five: Assistant, question: str, number: str) -> None:
    assert marked(five.ask(question)) == [number]


@pytest.mark.parametrize(
    "question",
    ["辽中区应急局有几名工作人员负责公开", "How many meetings with experts did the Daxing bureau hold?"],
)
def test_a_number_of_another_thing_is_no_answer(five: Assistant, question: str) -> None:
    assert five.ask(question).reason == "nothing_found"


@pytest.mark.parametrize(
    ("first", "then", "number"),
    [
        (
            "How many press conferences did the Huangpu government hold?",
            "And how many policy explainers?",
            "71篇",
        ),
        ("How many press conferences did the Huangpu government hold?", "and online interviews?", "12次"),
        ("黄埔区政府开了几次新闻发布会", "那在线访谈呢", "12次"),
        ("How many items did Huancui publish?", "and how many on wechat?", "56条"),
    ],
)
def test_another_thing_is_counted_behind_the_first(
    five: Assistant, first: str, then: str, number: str
) -> None:
    assert marked(asked_in_turn(five, first, then)) == [number]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("What problems does the Liaozhong bureau report?", "What will it do about them next year?"),
        ("辽中区应急局存在什么问题", "明年怎么改"),
        ("辽中区应急局存在什么问题", "它打算怎么解决这些问题"),
    ],
)
def test_the_remedy_behind_problems_is_of_the_same_agency(five: Assistant, first: str, then: str) -> None:
    quoted = [citation.quote for citation in asked_in_turn(five, first, then).citations]
    assert quoted[0].startswith("明年，我局将从四个方面") and quoted[-1].startswith("四是")


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("大兴收到多少申请", "为什么这么多"),
        ("大兴收到多少申请", "怎么这么多"),
        ("How many requests did Daxing receive?", "Why so many?"),
        ("黄埔区政府收到多少申请", "为什么这么多"),
    ],
)
def test_the_reason_is_not_taken_from_another_agency_or_matter(
    five: Assistant, first: str, then: str
) -> None:
    answer = asked_in_turn(five, first, then)
    assert answer.reason == "nothing_found" and not answer.citations
    assert "原因" in answer.answer or "reason" in answer.answer


@pytest.mark.parametrize(
    "question", ["黄埔区政府为什么收到这么多申请", "Why did the Huangpu government receive so many requests?"]
)
def test_a_word_by_the_way_gives_no_reason_for_a_figure(five: Assistant, question: str) -> None:
    answer = five.ask(question)
    assert answer.result is not None and 1586 in answer.result.rows[0] and len(answer.caveats) == 1


def test_what_happened_in_a_month_is_told(five: Assistant) -> None:
    [citation] = five.ask(
        "What happened at the Huangpu government in September 2020 regarding training?"
    ).citations
    assert "2020年9月" in citation.quote


def test_a_number_said_in_the_question_is_not_told_as_unread(five: Assistant) -> None:
    answer = five.ask("Of the 21 requests Daxing received, how many were granted?")
    assert answer.result is not None and {0, 21} <= set(answer.result.rows[0])
    assert not any("Not understood" in caveat for caveat in answer.caveats)


@pytest.mark.parametrize(
    "question", ["各局下一步打算怎么改进？", "What do the bureaus plan to improve?", "四个应急局存在什么问题"]
)
def test_lists_of_several_bodies_begin_at_their_first_item(five: Assistant, question: str) -> None:
    answer = five.ask(question)
    assert "广州市黄埔区人民政府" not in {citation.agency for citation in answer.citations}
    of_huancui = [c.quote for c in answer.citations if c.agency == "威海市环翠区应急管理局"]
    assert [quote[:2] for quote in of_huancui] == ["一是", "二是", "三是"]


def test_remedies_under_several_titles_are_all_quoted(five: Assistant) -> None:
    quoted = [c.quote for c in five.ask("黄埔区应急局下一步怎么改进").citations]
    assert len(quoted) == 2 and all(quote.startswith("下一步") for quote in quoted)


@pytest.mark.parametrize(
    "question",
    [
        "Does the government's figure include its departments?",
        "黄埔区政府的申请数包含各部门吗",
        "Does the Huangpu government's number of requests include its departments?",
    ],
)
def test_whose_figures_are_included_is_quoted(five: Assistant, question: str) -> None:
    [citation] = five.ask(question).citations
    assert "（含各部门）" in citation.quote


@pytest.mark.parametrize(
    "question",
    [
        "Is the Huangpu emergency bureau's procurement included in the Huangpu government's total?",
        "黄埔区政府的政府采购包含黄埔区应急局的吗",
    ],
)
def test_figures_are_not_added_up_where_it_is_asked_whether_one_is_in_the_other(
    five: Assistant, question: str
) -> None:
    answer = five.ask(question)
    assert answer.reason == "nothing_found" and answer.result is None
