"""What the text tells against the tables: a contradiction is told with both numbers; in doubt nothing is said."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from index.checks.prose import narrative_sentences
from index.checks.sums import Key
from index.checks.text import check_text
from index.checks.told_patterns import number_told
from index.checks.told_scope import Context
from index.form import APPLICATIONS_2021, DISCLOSURE_2021, DISPUTES_2021
from index.report import Problem, Section, State, Statistic
from tests.english import told_in_english

PRINTED: dict[str, dict[str, float | None]] = {  # row: columns that are not 0; all sums hold
    "received": {"natural_person": 15, "company": 5, "other_org": 1, "total": 21},
    "carried_in": {"natural_person": 2, "total": 2},
    "granted": {"natural_person": 7, "company": 3, "total": 10},
    "partly_granted": {"natural_person": 2, "company": 1, "total": 3},
    "refused_state_secret": {"natural_person": 1, "total": 1},
    "refused_process": {"natural_person": 1, "total": 1},
    "unavailable_not_held": {"natural_person": 2, "company": 1, "total": 3},
    "not_processed_petition": {"natural_person": 1, "total": 1},
    "other_rest": {"natural_person": 1, "total": 1},
    "concluded": {"natural_person": 15, "company": 5, "total": 20},
    "carried_over": {"natural_person": 2, "other_org": 1, "total": 3},
    "review": {"upheld": 2, "corrected": 1, "total": 3},
    "litigation_direct": {"upheld": 1, "total": 1},
    "normative_documents": {"issued": 4, "repealed": 2, "in_force": 18},
    "licensing": {"decisions": 120},
    "penalties": {"decisions": 36},
    "fees": {"amount": 35_400.0},
}


def printed(**changed: dict[str, float | None]) -> dict[Key, Statistic]:
    """The tables of `PRINTED` with some rows changed; None is a blank."""
    found = {}
    for form in (DISCLOSURE_2021, APPLICATIONS_2021, DISPUTES_2021):
        for row, column in form.cells:
            cells = {**PRINTED.get(row, {}), **changed.get(row, {})}
            value = cells.get(column, 0)
            state: State = "blank" if value is None else "number"
            key = (form.code, row, column)
            found[key] = Statistic(*key, state, value, "" if value is None else f"{value:g}")
    return found


def problems_in(text: str, values: Mapping[Key, Statistic], government: bool = False) -> list[Problem]:
    """The problems of a report on 2022 whose part one is this text."""
    section = Section("一", "总体情况", 0, 0, len(text))
    sentences = list(narrative_sentences(text, [section], ()))
    return told_in_english(check_text(values, sentences, Context(2022, government)))


AGREES = [
    # received, or received and carried in
    "2022年，我局共收到政府信息公开申请21件，均已按期答复。",
    "2022年，我局共收到政府信息公开申请23件（含上年结转2件）。",
    "全年新收政府信息公开申请２１件。",
    "我局共收到二十一件政府信息公开申请。",
    "2022 年共受理政府信息公开申请 21 件，\n均在法定期限答复。",
    "本年度共收到公民、法人和其他组织提出的政府信息公开申请21件。",
    "全年共接到依申请公开事项21宗。",
    # what became of them
    "全年收到政府信息公开申请21件，上年结转2件，予以公开10件，部分公开3件，不予公开2件，无法提供3件，不予处理1件，其他处理1件，结转下年度继续办理3件。",
    "收到政府信息公开申请21件，其中予以公开及部分公开13件，不予公开2件。",
    "收到申请公开政府信息21件，其中10件予以公开，3件部分公开，2件不予公开。",
    "办结政府信息公开申请20件，另有3件按照规定顺延到下年度答复。",
    "2021年结转政府信息公开申请2件，结转至2023年办理3件。",
    "我局全年收到依申请公开申请21件，其中属于国家秘密1件，本机关不掌握相关政府信息3件。",
    "我局收到信息公开申请21件，因本机关不掌握等原因无法提供1件。",
    "共收到信息公开申请21件，其中自然人申请15件，商业企业5件，其他组织1件。",
    "共收到信息公开申请21件，其中自然人15件，占71.4%，法人和其他组织6件。",
    "共办理信息公开申请23件，其中予以公开10件，占50%，不予公开2件，占比8.7%。",
    "收到信息公开申请21件。予以公开10件，占47.61%。",
    "收到政府信息公开申请21件，予以公开13件，不予公开5件，不予处理2件。",
    "收到政府信息公开申请21件，其中企业6件。",
    "按时办结政府信息公开申请18件，延期办结政府信息公开申请2件。",
    # disputes
    "因政府信息公开被申请行政复议3件，其中维持2件，纠正1件；被提起行政诉讼1件。",
    "信息公开类行政复议3件，诉讼1件，均获维持。",
    "政府信息公开行政复议和行政诉讼共4件。",
    # table 二
    "全年制发行政规范性文件4件，废止规范性文件2件，现行有效规范性文件18件。",
    "作出行政许可120件，作出行政处罚决定36件。",
    "全年行政事业性收费3.54万元。",
]

CONTRADICTS = [
    ("2022年，我局共收到政府信息公开申请134件。", ["共收到政府信息公开申请134件", "印作 21", "合计 23"]),
    ("全年共收到二十二件政府信息公开申请。", ["收到二十二件政府信息公开申请", "印作 21"]),
    ("全年新收政府信息公开申请23件。", ["新收政府信息公开申请23件", "印作 21"]),
    ("2022年共受理政府信息公开申请1,021件。", ["受理政府信息公开申请1,021件", "印作 21"]),
    ("我局2022年全\n年共收到政府信息公\n开申请 34 件。", ["共收到政府信息公开申请34件", "印作 21"]),
    ("共收到政府信息公开申请21件，较2021年减少5件，予以公开12件，部分公开3件。", ["予以公开12件", "印作 10"]),
    ("全年未收到政府信息公开申请。", ["未收到政府信息公开申请", "印作 21"]),
    ("2022年度，未收到公民、法人或其他组织提出的政府信息公开申请。", ["未收到公民", "印作 21"]),
    ("收到政府信息公开申请21件，予以公开及部分公开15件。", ["予以公开及部分公开15件", "“予以公开 + 部分公开”合计 13"]),
    ("收到政府信息公开申请21件，不予公开4件，无法提供3件。", ["不予公开4件", "“属于国家秘密”至“属于行政查询事项”各行合计 2"]),
    ("收到政府信息公开申请21件，12件予以公开，3件部分公开。", ["12件予以公开", "印作 10"]),
    ("收到政府信息公开申请21件，无法提供6件，不予处理1件。", ["无法提供6件", "合计 3"]),
    ("收到信息公开申请21件，因本机关不掌握等原因无法提供7件。", ["无法提供7件", "合计 3"]),
    ("收到政府信息公开申请21件，其中信访举报投诉类申请4件。", ["信访举报投诉类申请4件", "印作 1"]),
    ("收到政府信息公开申请21件，上年结转5件。", ["上年结转5件", "印作 2"]),
    ("收到政府信息公开申请21件，结转下年度继续办理1件。", ["结转下年度继续办理1件", "印作 3"]),
    ("收到政府信息公开申请21件，其中自然人申请16件。", ["自然人申请16件", "“本年新收政府信息公开申请数量·自然人”印作 15", "自然人合计 17"]),
    ("收到政府信息公开申请21件，法人或其他组织7件。", ["法人或其他组织7件", "法人或其他组织”合计 6"]),
    ("收到政府信息公开申请21件，共办结政府信息公开申请19件。", ["共办结政府信息公开申请19件", "印作 20"]),
    ("收到政府信息公开申请21件，答复政府信息公开申请25件。", ["答复政府信息公开申请25件", "印作 20"]),
    ("收到政府信息公开申请21件，予以公开10件，占61.2%。", ["占 61.2%", "10÷20=50.00%"]),
    ("政府信息公开引发行政复议5件，行政诉讼1件。", ["行政复议5件", "“行政复议·总计”印作 3"]),
    ("政府信息公开引发行政复议3件，其中维持3件。", ["维持3件", "“行政复议·结果维持”印作 2"]),
    ("全年无因政府信息公开引发的行政复议、行政诉讼案件。", ["行政复议、行政诉讼案件", "合计 4"]),
    ("未发生政府信息公开行政诉讼。", ["行政诉讼", "合计 1"]),
    ("全年制发行政规范性文件6件。", ["制发行政规范性文件6件", "“行政规范性文件·本年制发件数”印作 4"]),
    ("现行有效规范性文件20件。", ["现行有效规范性文件20件", "印作 18"]),
    ("全年作出行政处罚决定40件。", ["作出行政处罚决定40件", "“行政处罚·本年处理决定数量”印作 36"]),
    ("全年行政事业性收费4.2万元。", ["行政事业性收费4.2万元", "印作 35400"]),
]  # fmt: skip

SAYS_NOTHING_OF_IT = [
    # not exact
    "共收到政府信息公开申请近30件。",
    "共收到政府信息公开申请约30件。",
    "共收到政府信息公开申请30余件。",
    "共收到政府信息公开申请三十余件。",
    "共收到政府信息公开申请30多件。",
    "共收到政府信息公开申请30件左右。",
    "共收到政府信息公开申请几十件。",
    "共收到政府信息公开申请超过30件。",
    # another year, or a part of this one
    "2021年，我局共收到政府信息公开申请26件。",
    "去年共收到政府信息公开申请26件。",
    "共收到政府信息公开申请21件，较2021年增加5件。",
    "较上年多收到政府信息公开申请5件。",
    "自条例实施以来，共收到政府信息公开申请260件。",
    "截至2022年底，累计收到政府信息公开申请260件。",
    "2022年上半年，共收到政府信息公开申请9件。",
    "2022年5月，收到政府信息公开申请3件。",
    "收到政府信息公开申请21件，同比增加12件。",
    "2021年收到政府信息公开申请26件，予以公开14件；2022年收到政府信息公开申请21件。",
    # other bodies
    "全市共收到政府信息公开申请3010件。",
    "各部门共收到政府信息公开申请310件，予以公开200件。",
    "局属单位共收到政府信息公开申请8件。予以公开6件。",
    "区民政系统共收到政府信息公开申请310件。",
    # a part of the matter
    "其中，通过网络收到政府信息公开申请9件，信函申请4件。",
    "现场收到政府信息公开申请2件。",
    "收到涉及土地征收的政府信息公开申请6件。",
    "未收到网上政府信息公开申请。",
    "收到政府信息公开申请21件，其中延期答复2件，补正3件，撤回申请1件。",
    # another matter
    "全年共受理行政许可申请3600件。",
    "受理12345热线工单2100件，网民留言310条，均已办结。",
    "全年收到信访件45件，办结44件。",
    "承办人大代表建议30件、政协提案22件，全部办结。",
    "我局依申请公开政府信息工作有序，收到救助申请200件。",
    "全年主动公开政府信息334条，公开规范性文件60件。",
    "全年公开行政处罚信息300条，行政许可信息1200条。",
    "受理行政复议案件120件，审结118件。",
    "政府信息公开工作有序。全年办理行政诉讼案件15件。",
    "未收到政府信息公开有关的投诉、举报。",
    "无因政府信息公开行政复议被纠错的情况。",
    "收取信息处理费200元。",
    "每一件政府信息公开申请都按期答复。",
    "收到信息公开申请21件，为企业办理事项9件。",
    "收到信息公开申请21件，予以公开、部分公开、不予公开分别为12件、4件、5件。",
    "收到信息公开申请21件，行政复议和行政诉讼各2件。",
    "收到信息公开申请21件，予以公开10件，约占61%。",
    "收到信息公开申请21件，不予公开2件，占不予公开和不予处理总数的66.7%。",
    "现行有效规范性文件目录已公布，共公开规范性文件60件。",
    "通过政府网站公开信息1200条，发布解读材料30件。",
    "政府集中采购信息12条。",
    "依申请公开工作有序，承办建议提案40件，其中36件予以公开。",
    "依申请公开工作规范，评查行政执法案卷12件。",
    "收到政府信息公开申请21件。抽查行政执法案卷12件。",
    "执法大队作出行政处罚20件，按简易程序作出行政处罚决定12件。",
    "依申请公开工作规范，专项资金结转下年度9个。",
    "政府信息公开行政诉讼二审案件5件。",
    "作为被申请人的政府信息公开行政复议案件9件。",
    "参与制定规范性文件9件。",
]  # fmt: skip


@pytest.mark.parametrize("text", AGREES)
def test_text_that_agrees_with_the_tables_is_no_problem(text: str) -> None:
    assert problems_in(text, printed()) == []
    zeros = {key: Statistic(*key, "number", 0, "0") for key in printed()}
    assert problems_in(text, zeros) != [], "it was not compared at all"


@pytest.mark.parametrize(("text", "said"), CONTRADICTS, ids=[text for text, _ in CONTRADICTS])
def test_text_that_contradicts_a_table_is_told_with_both_numbers(text: str, said: list[str]) -> None:
    [problem] = problems_in(text, printed())
    assert problem.kind == "text_table"
    assert [words for words in said if words not in problem.message] == []
    assert "\n" not in problem.message
    assert problem.cells


@pytest.mark.parametrize("text", SAYS_NOTHING_OF_IT)
def test_text_about_something_else_is_no_problem(text: str) -> None:
    assert problems_in(text, printed()) == []


ONLY_OF_ITSELF = [
    "区政府办公室共收到政府信息公开申请9件。",
    "区政府本级收到政府信息公开申请9件，各部门收到30件。",
    "以区政府名义制发规范性文件2件。",
    "我区制发规范性文件2件。",
]


@pytest.mark.parametrize("text", ONLY_OF_ITSELF)
def test_a_government_may_tell_less_than_its_tables_which_take_in_its_departments(text: str) -> None:
    assert problems_in(text, printed(), government=True) == []


@pytest.mark.parametrize(
    "text", ["我区（含各部门）共收到政府信息公开申请34件。", "全区共收到政府信息公开申请34件。"]
)
def test_a_government_that_speaks_of_all_its_departments_is_held_to_its_tables(text: str) -> None:
    assert [problem.kind for problem in problems_in(text, printed(), government=True)] == ["text_table"]


def test_text_beside_a_blank_table_is_no_contradiction() -> None:
    blank = dict.fromkeys(("natural_person", "company", "other_org", "total"), None)
    assert problems_in("共收到政府信息公开申请34件。", printed(received=blank)) != []  # 科研机构 prints a 0
    values = {key: Statistic(*key, "blank") for key in printed()}
    assert problems_in("共收到政府信息公开申请34件。", values) == []


def test_text_beside_a_cell_that_was_not_read_is_no_contradiction() -> None:
    values = printed()
    key = ("applications", "carried_in", "total")
    values[key] = Statistic(*key, "missing")
    assert problems_in("共收到政府信息公开申请34件。", values) == []


def test_text_may_agree_with_the_sum_where_the_printed_total_is_wrong() -> None:
    assert problems_in("信息公开类行政复议3件。", printed(review={"total": 0})) == []
    assert problems_in("收到政府信息公开申请21件。", printed(received={"total": 0})) == []


def test_a_text_that_differs_throughout_is_told_in_one_line() -> None:
    text = "共收到政府信息公开申请40件，予以公开20件，部分公开9件，不予公开7件，无法提供4件，不予处理0件。"
    [problem] = problems_in(text, printed())
    assert problem.message.startswith("正文有 6 处数字与表格不一致：“共收到政府信息公开申请40件”，表三")
    assert ("applications", "granted", "total") in problem.cells


def test_the_same_sentence_twice_is_one_problem() -> None:
    text = "共收到政府信息公开申请40件。我局共收到政府信息公开申请40件。"
    assert len(problems_in(text, printed())) == 1


ONE_STORY = [
    "2022年共主动公开政府信息334条。全年主动公开政府信息334条。",
    "2022年共主动公开政府信息334条，其中通过政府网站主动公开政府信息285条。",
    "2022年共主动公开政府信息334条，较2021年主动公开政府信息285条有所增加。",
    "2021年主动公开政府信息285条。2022年主动公开政府信息334条。",
    "2022年共主动公开政府信息334条。2022年上半年主动公开政府信息185条。",
    "2022年共主动公开政府信息334条。全区共主动公开政府信息5334条。",
    "2022年共主动公开政府信息334条。累计主动公开政府信息5334条。",
    "2022年共主动公开政府信息334条。主动公开机构职能类信息12条。",
    "2022年共主动公开政府信息334条。主动公开文件60件。",
    "2022年共主动公开政府信息334条。主动公开信息近400条。",
    "2022年共主动公开政府信息334条。\n（四）平台建设。加强政府网站管理。全年主动公开信息229条。",
    "通过网站主动公开信息334条，通过微信公众号主动公开信息285条。",
]


@pytest.mark.parametrize("text", ONE_STORY)
def test_text_that_tells_of_two_things_does_not_contradict_itself(text: str) -> None:
    assert problems_in(text, {}) == []


TWO_STORIES = [
    ("2022年共主动公开政府信息334条。\n全年我局主动公开政府信息285条。", "334条", "285条"),
    (
        "今年，我局在政府信息公开网站主动公开各类信息334条。\n2022年度共主动公开政府信息285条。",
        "334条",
        "285条",
    ),
    ("全年共收到政府信息公开申请12件。\n2022年我局收到政府信息公开申请15件。", "12件", "15件"),
]


@pytest.mark.parametrize(("text", "one", "other"), TWO_STORIES)
def test_the_same_thing_told_twice_with_two_numbers_is_a_problem(text: str, one: str, other: str) -> None:
    [problem] = problems_in(text, {})
    assert problem.kind == "text_text"
    assert one in problem.message
    assert other in problem.message


def test_applications_told_with_and_without_those_carried_in_are_one_story() -> None:
    text = "全年共收到政府信息公开申请12件。\n我局收到政府信息公开申请15件（含上年结转3件）。"
    assert problems_in(text, {}) == []


@pytest.mark.parametrize(
    ("digits", "number"), [("1,586", 1586), ("二十一", 21), ("十", 10), ("两百零三", 203), ("一百五", None)]
)
def test_exact_numbers_in_either_script(digits: str, number: int | None) -> None:
    assert number_told(digits) == number


def test_a_table_run_together_is_no_sentence() -> None:
    assert problems_in("2022年收到政府信息公开申请3件，" * 400, printed()) == []
