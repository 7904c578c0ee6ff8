"""What the five reports are asked of their own tables: items now, how things ended, empty cells, sums, who is meant by a sign."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.ask import Assistant
from assistant.conversation import Answer, Turn

Ask = Callable[..., Answer]


@pytest.fixture(scope="module")
def ask(assistant: Assistant) -> Ask:
    def answer(question: str, *before: str) -> Answer:
        history: list[Turn] = []
        for earlier in before:
            history.append(Turn(earlier, assistant.ask(earlier, history).to_json()))
        return assistant.ask(question, history)

    return answer


def test_items_now_are_told_with_their_operands_and_as_no_printed_figure(ask: Ask) -> None:
    answer = ask("黄埔区政府行政许可项目现在有多少")
    assert [citation.quote for citation in answer.citations] == ["657", "+253"]
    assert "910 项" in answer.answer
    assert any("不是报告印出的数字" in caveat for caveat in answer.caveats)


def test_a_sign_is_a_test(ask: Ask) -> None:
    for question in ("哪家行政许可本年增减为负", "Which agency's number of licensing items fell?"):
        answer = ask(question)
        assert answer.result is not None
        assert [row[0] for row in answer.result.rows] == ["北京市大兴区应急管理局"], question


def test_the_order_said_in_a_follow_up_is_kept(ask: Ask) -> None:
    answer = ask("只看应急局，从低到高排", "各单位政府采购金额列一下")
    assert answer.result is not None
    assert [row[1] for row in answer.result.rows] == [0, 377700, 875050, 9299082]


def test_reviews_end_in_the_results_of_table_four(ask: Ask) -> None:
    for question, *before in (
        ("黄埔区政府行政复议结果怎么样",),
        ("结果怎么样", "黄埔区政府行政复议多少件"),
        ("How did the administrative reviews against the Huangpu government end?",),
    ):
        answer = ask(question, *before)
        assert answer.result is not None
        assert answer.result.rows[0][-4:] == (11, 0, 3, 1), question


def test_reports_with_empty_cells_are_told_apart_from_full_ones(ask: Ask) -> None:
    for question in ("哪些报告有空白格", "Which reports leave cells of the tables empty?"):
        answer = ask(question)
        assert answer.result is not None
        told = {row[0]: row[2:] for row in answer.result.rows}
        assert told == {"威海市环翠区应急管理局": (148, 0), "广州市黄埔区人民政府": (0, 1)}, question


def test_a_printed_zero_is_no_blank(ask: Ask) -> None:
    assert ask("黄埔区政府科研机构的申请是0还是没填？").answer.startswith("不是空白")
    assert ask("环翠的予以公开是零还是空白").reason == "blank_cell"


def test_whether_the_data_hold_tells_every_problem_there_is(ask: Ask) -> None:
    answer = ask("数据靠谱吗").answer
    assert "334条" in answer
    assert "表四应有 15 格" in answer


def test_the_forms_own_sum_is_shown_with_its_cells(ask: Ask) -> None:
    answer = ask("黄埔区政府新收加结转等于办结加结转下年吗")
    assert "1,586 + 73 = 1,659 = 1,604 + 55" in answer.answer
    assert [citation.quote for citation in answer.citations] == ["1586", "73", "1604", "55"]


def test_a_cell_that_is_not_printed_is_told_of_its_own_row_alone(ask: Ask) -> None:
    assert not ask("黄埔区政府行政复议结果纠正几起").caveats
    assert any("表四" in caveat for caveat in ask("黄埔区政府复议后起诉几件").caveats)
