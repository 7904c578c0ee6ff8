"""What must never happen to a figure: wrong operands, a blank taken for a number, a condition or a name not heeded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant.ask import Assistant
from assistant.conversation import Answer, Turn
from assistant.evaluate import read_questions
from index.build import build
from index.embedding import load_embedder
from index.store import Store
from tests.report_writer import random_report

ROOT = Path(__file__).parent.parent
DAXING, HUANCUI, LIAOZHONG = "北京市大兴区应急管理局", "威海市环翠区应急管理局", "沈阳市辽中区应急管理局"
HUANGPU, HUANGPU_BUREAU = "广州市黄埔区人民政府", "广州市黄埔区应急管理局"


def rows(assistant: Assistant, question: str, *before: str) -> list[tuple[Any, ...]]:
    answer = assistant.ask(question, [Turn(asked, {}) for asked in before])
    assert answer.status == "answered", answer.answer
    assert answer.result is not None, answer.answer
    return list(answer.result.rows)


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("大兴区应急局行政许可和其他对外管理服务事项处理决定合计多少", [(DAXING, 89 + 557)]),
        ("黄埔区政府2020年收到和上年结转的申请一共多少", [(HUANGPU, 1659)]),
        ("申请超过20件的局有几个", [(1,)]),
        ("采购金额超过900万元不到1000万元的单位", [(DAXING, 9299082.0)]),
        ("行政处罚最少的两个单位", [(LIAOZHONG, 0), (HUANCUI, 9)]),
        ("前2个行政处罚最少的单位", [(LIAOZHONG, 0), (HUANCUI, 9)]),
        ("黄埔以外的单位行政许可处理决定合计", [(107,)]),
        ("不是黄埔的单位里谁的行政许可最多", [(DAXING, 89)]),
        ("黄埔区政府予以公开占全部单位的比例", [(HUANGPU, 452, 1.0)]),
        ("商业企业和自然人申请黄埔区政府相差多少", [(HUANGPU, 1482 - 71)]),
    ],
)
def test_a_question_gets_the_figures_it_asks_for(
    assistant: Assistant, question: str, wanted: list[tuple[Any, ...]]
) -> None:
    assert rows(assistant, question) == wanted


def test_two_conditions_both_hold(assistant: Assistant) -> None:
    found = rows(assistant, "采购金额大于100万元且申请超过100件的单位")
    assert [row[0] for row in found] == [HUANGPU]


def test_how_many_times_has_a_direction(assistant: Assistant) -> None:
    [[less]] = rows(assistant, "大兴区应急局收到的申请是黄埔区政府的几倍")
    [[more]] = rows(assistant, "黄埔区政府收到的申请是大兴区应急局的几倍")
    assert (round(less, 4), round(more, 2)) == (0.0132, 75.52)


@pytest.mark.parametrize(
    "question",
    [
        "环翠区应急局和黄埔区政府予以公开相差多少",
        "环翠区应急局予以公开是黄埔区政府的几倍",
        "环翠区应急局予以公开排第几",
    ],
)
def test_a_blank_operand_gives_no_figure(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.reason) == ("no_data", "blank_cell")


def test_a_blank_left_out_of_a_sum_is_said(assistant: Assistant) -> None:
    answer = assistant.ask("环翠区应急局本年新收和办理总计一共多少")
    assert any("没有数字，未计入" in caveat for caveat in answer.caveats)


@pytest.mark.parametrize(
    "question",
    [
        "大兴区应急局申请中不是自然人的有多少",
        "黄埔区政府没有予以公开的有多少件",
        "大兴区应急局收到多少件无人机申请",
    ],
)
def test_what_is_not_understood_is_not_answered_with_a_figure(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).route != "statistics"


@pytest.mark.parametrize(
    ("before", "question", "wanted"),
    [
        ("黄埔区政府2020年收到多少件申请", "再问一下，哪个局收到的申请最多", [(DAXING, 21)]),
        ("行政处罚最少的单位", "那最多的呢", [(HUANGPU, 441926)]),
        ("收到申请超过10件的单位", "那超过1000件的呢", [(HUANGPU, 1586)]),
        ("大兴区应急局采购项目有多少", "采购金额呢", [(DAXING, 9299082)]),
        ("大兴区应急局采购项目有多少", "金额呢", [(DAXING, 9299082)]),
        ("哪个局采购项目最多", "哪个局金额最多", [(DAXING, 9299082)]),
        ("黄埔区政府2020年行政处罚处理决定数量", "上一年项目数量呢", [(HUANGPU, 4422)]),
        ("黄埔区政府被行政复议多少件", "其中纠正的呢", [(HUANGPU, 0)]),
        (
            "Which bureau published the most normative documents?",
            "And which one made the most?",
            [(HUANGPU_BUREAU, 6)],
        ),
        ("Which bureau made the most penalty decisions?", "And which one made the fewest?", [(LIAOZHONG, 0)]),
        ("How many procurement items did Daxing have?", "And the amount?", [(DAXING, 9299082)]),
    ],
)
def test_a_follow_up_takes_only_what_it_leaves_open(
    assistant: Assistant, before: str, question: str, wanted: list[tuple[Any, ...]]
) -> None:
    assert rows(assistant, question, before) == wanted


def test_every_citation_is_exactly_the_text_at_its_place(assistant: Assistant) -> None:
    texts = {
        report["report"]: assistant.store.document(report["report"]) for report in assistant.store.reports()
    }
    cited = 0
    for question in read_questions(ROOT / "data" / "questions.jsonl"):
        answer: Answer = assistant.ask(question.question)
        for citation in answer.citations:
            assert texts[citation.report][citation.start : citation.end] == citation.quote, question.id
            cited += 1
        if (
            answer.status == "answered"
            and answer.route == "statistics"
            and answer.result
            and answer.result.rows
        ):
            assert answer.citations or answer.result.columns == ("agency", "year", "kind", "message"), (
                question.id
            )
    assert cited > 1000


def test_one_early_report_on_a_new_year_does_not_turn_questions_about_all_to_itself(tmp_path: Path) -> None:
    early = tmp_path / "early.txt"
    early.write_text(random_report(7, 2021, agency="长春市南关区民政局").text, encoding="utf-8")
    build([ROOT / "data" / "reports", early], tmp_path / "store", load_embedder(None))
    assistant = Assistant(Store.open(tmp_path / "store"), lambda: load_embedder(None))
    answer = assistant.ask("各单位采购总金额合计")
    assert answer.result is not None
    assert answer.result.rows == ((874650055.91,),)
    assert any("2020" in caveat and "2021" in caveat for caveat in answer.caveats)


@pytest.mark.parametrize("label", ["行政'检查", "行政 监督", "行政-检查", 'x"; DROP TABLE cells; --'])
def test_a_label_of_a_report_is_never_sql(tmp_path: Path, label: str) -> None:
    text = (ROOT / "data" / "reports" / DAXING / "2020.txt").read_text(encoding="utf-8")
    (tmp_path / "2020.txt").write_text(text.replace("行政确认", label), encoding="utf-8")
    build([tmp_path / "2020.txt"], tmp_path / "store", load_embedder(None))
    assistant = Assistant(Store.open(tmp_path / "store"), lambda: load_embedder(None))
    answer = assistant.ask(f"大兴区应急局{label}处理决定多少件")
    assert answer.status in ("answered", "no_data", "clarify", "out_of_scope")


@pytest.mark.parametrize(
    "question",
    ["", "？", "前99999999999999999999名申请最多的单位", "\ud800申请", "9" * 10_000, "<b>申请</b>" * 99],
)
def test_odd_questions_get_an_answer_and_no_traceback(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question, [Turn(question, {})] * 2_000).answer


@pytest.mark.parametrize(
    "question", ["黄埔区收到多少件申请", "How many requests did Huangpu receive?", "哪个局采购最多"]
)
def test_a_choice_can_be_asked_as_a_follow_up(assistant: Assistant, question: str) -> None:
    asked = assistant.ask(question).to_json()
    assert asked["choices"]
    for choice in asked["choices"]:
        answer = assistant.ask(choice, [Turn(question, asked)])
        assert answer.status == "answered", (choice, answer.answer)
