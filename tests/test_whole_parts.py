"""A part of a report asked for as a whole, the day it bears, numbers it names, and what none of the reports speaks of."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.text.whole_parts import part_asked
from index.embedding import load_embedder
from index.store import Store


@pytest.fixture(scope="module")
def five(store_path: Path) -> Assistant:
    return Assistant(Store.open(store_path), lambda: load_embedder(None))


@pytest.fixture(scope="module")
def corpus(corpus_store_path: Path) -> Assistant:
    return Assistant(Store.open(corpus_store_path), lambda: load_embedder(None))


@pytest.mark.parametrize(
    ("wording", "part"),
    [
        ("第六部分“其他需要报告的事项”写了什么", "六"),
        ("报告的第5部分有哪些内容?", "五"),
        ("what is in section iv of the report?", "四"),
        ("quote the sixth part", "六"),
        ("what do the reports say under other matters?", "六"),
        ("第五部分提到哪些问题", ""),
        ("how many items does part 1 mention", ""),
        ("参加了几次培训", ""),
    ],
)
def test_a_part_is_asked_for_where_nothing_else_is(wording: str, part: str) -> None:
    assert part_asked(wording) == part


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("大兴区应急局第六部分“其他需要报告的事项”写了什么", "无。"),
        ("What does part six of the Daxing report say?", "无。"),
        ("辽中应急局报告的第六部分是什么", "无"),
        ("On what date was the Huancui report signed?", "2021年1月20日"),
        ("环翠区应急局报告的落款日期", "2021年1月20日"),
    ],
)
def test_it_is_quoted_as_it_stands(five: Assistant, question: str, quote: str) -> None:
    [citation] = five.ask(question).citations
    assert citation.quote == quote


def test_a_long_part_is_cut_after_a_sentence_and_that_is_said(five: Assistant) -> None:
    answer = five.ask("环翠区应急局第一部分写了什么")
    [citation] = answer.citations
    assert citation.quote.endswith("。") and "只引了开头" in answer.caveats[0]


def test_each_body_of_the_kind_asked_about_has_its_part(five: Assistant) -> None:
    agencies = [citation.agency for citation in five.ask("各局第六部分都写了什么").citations]
    assert len(agencies) == 4 and "广州市黄埔区人民政府" not in agencies


def test_a_part_that_is_a_table_is_not_quoted_as_text(five: Assistant) -> None:
    answer = five.ask("大兴区应急局第三部分写了什么")
    assert answer.status == "no_data" and "统计表" in answer.answer


def test_a_report_that_bears_no_date_is_said_to_bear_none(five: Assistant) -> None:
    answer = five.ask("What date does the Liaozhong report bear?")
    assert answer.reason == "nothing_found" and "No date is printed" in answer.answer


def test_the_day_is_of_the_report_of_the_year_named(corpus: Assistant) -> None:
    [citation] = corpus.ask("佛山市教育局2021年报告的落款日期是哪天").citations
    assert citation.year == 2021 and citation.quote == "2022年1月11日"


@pytest.mark.parametrize(
    "question",
    [
        "环翠报告里一会儿334条一会儿285条，到底哪个对？",
        "Huancui says 334 in one place and 285 in another, which is right?",
        "334和285哪个准",
    ],
)
def test_numbers_that_contradict_are_shown_where_they_stand(five: Assistant, question: str) -> None:
    answer = five.ask(question)
    first, second = answer.citations
    assert "334" in first.quote and "285" in second.quote and len(answer.caveats) == 1


@pytest.mark.parametrize(
    ("question", "matter"),
    [
        ("哪份报告提到了新冠疫情", "“新冠疫情”"),
        ("有没有单位谈到区块链", "“区块链”"),
        ("Which report mentions covid?", "“covid”"),
        ("Does any bureau talk about blockchain?", "“blockchain”"),
    ],
)
def test_what_no_report_speaks_of_is_not_called_unrelated(
    five: Assistant, question: str, matter: str
) -> None:
    answer = five.ask(question)
    assert answer.reason == "nothing_found" and matter in answer.answer and "2020" in answer.answer


@pytest.mark.parametrize("question", ["今天天气怎么样", "Who won the world cup?"])
def test_what_is_not_asked_of_reports_stays_unrelated(five: Assistant, question: str) -> None:
    assert five.ask(question).reason == "unrelated"


@pytest.mark.parametrize(
    "question",
    [
        "为什么大兴区应急局21件申请全部答复“本机关不掌握”？报告里解释过吗",
        "Why did the Daxing bureau tell all 21 applicants that it doesn't hold the information?",
    ],
)
def test_a_figure_without_its_reason_says_so(five: Assistant, question: str) -> None:
    answer = five.ask(question)
    assert answer.result is not None and 21 in answer.result.rows[0]
    assert any("原因" in caveat or "reason" in caveat for caveat in answer.caveats)


def test_the_wording_is_of_one_language(five: Assistant) -> None:
    assert five.ask("Daxing 政府采购 how many projects?").language == "en"
    assert " (part 5)" in five.ask("What problems does the Liaozhong bureau report?").answer
    assert "the report of 北京市" in five.ask("Who is the Daxing bureau's spokesperson?").answer
    assert "、" not in five.ask("How long on average did it take to answer a request?").answer
