"""Turns of phrase and what they are read as."""

from __future__ import annotations

import pytest

from assistant.ask import Assistant
from assistant.understanding.plain.idioms import in_plain_words
from assistant.understanding.plain.turns_of_phrase import in_plain_english
from assistant.understanding.understand import understand
from assistant.understanding.words.mentions import Threshold
from assistant.understanding.words.said_numbers import find_numbers

SAID = (
    ("2020年新收申请的亚军是哪家", "2020年新收申请的第二名是哪家"),
    ("诉讼量仅次于第一名", "诉讼量第二名"),
    ("新收次多的公安局", "新收第二多的公安局"),
    ("哪些机关没收到过任何申请", "哪些机关没有申请"),
    ("连一件申请也没收到过的局", "没有申请的局"),
    ("新收是升还是降", "新收是增是减"),
    ("零诉讼的机关（不算没填的）", "没有诉讼的机关"),
    ("没超过40件的", "不超过40件的"),
    ("500件往上的", "500件以上的"),
    ("县区级政府", "区县级政府"),
    ("按省级行政区汇总", "按省份汇总"),
    ("各财政厅局", "各财政系统"),
    ("新收申请过700了吗", "新收申请超过700了吗"),
    ("收了几份申请书", "收了几件申请书"),
    ("在哪一年触底", "在哪一年最低"),
    ("领跑的两家机关", "最多的两家机关"),
    ("申请居末三家", "申请最少的三家"),
    ("南京治下的机关", "南京机关"),
    ("少于2019年的单位", "比2019年少的单位"),
    ("胜过2019年的单位", "比2019年多的单位"),
    ("反弹到2019年的水平", "比2019年增加或持平"),
    ("2020年新收申请创新低吗", "新收申请最低的是哪一年"),
    ("2021年新收申请创历史新高吗", "新收申请最高的是哪一年"),
)
HELD_AGAINST = (
    ("予以公开÷办理总计", "予以公开占办理总计"),
    ("江宁区教育局÷南京市教育局", "江宁区教育局是南京市教育局的百分之几"),
    ("拿南京市政府2021年的新收当1，北京市政府相当于几", "北京市政府是南京市政府2021年的新收的百分之几"),
    ("折算成昆山市政府的百分之几", "相当于昆山市政府的百分之几"),
    ("江苏合计减广东合计", "江苏合计与广东合计相差多少"),
    ("前者比后者多几件", "相差几件"),
    ("各区政府的新收，最少的放最前面", "各区政府的新收，从少到多"),
    ("1000件以上（不含1000）的单位", "超过1000件的单位"),
    ("先找出新收超过500件的单位，再告诉我每家的复议", "新收超过500件的单位中，每家的复议"),
    ("TOP3机关", "前3名机关"),
    ("去掉昆山，苏州其余单位", "除昆山外苏州的单位"),
    ("深圳市政府(2022新收-2021新收)/2021新收", "深圳市政府新收2022年比2021年增长百分之几"),
    ("海淀区政府的申请数除以长春朝阳区政府的，等于几", "海淀区政府的申请数是长春朝阳区政府的几倍"),
    ("成都市公安局2019到2022，把每年收的申请加起来", "成都市公安局2019到2022，收的申请总共"),
    ("南京地界上的机关", "南京机关"),
    ("申请最高的一年比最低的一年", "申请最高年比最低年"),
    ("新收低谷落在哪一年", "新收低谷是哪一年"),
    ("核实一下昆山市政府2022年的收件总数", "昆山市政府2022年的收件总数"),
)
AS_THEY_ARE = (
    "核对昆山市政府2022年的收件总数对不对",
    "1/3的申请",
    "多次申请的有几家",
    "每次多少件",
    "三年以内",
    "拒绝过3件以上",
    "基层公开",
    "不予公开比予以公开还少的局",
)
SAID_IN_ENGLISH = (
    (
        "Out of every hundred requests, how many went to Suzhou?",
        "of all requests, what percentage went to Suzhou?",
    ),
    ("How many in every 100 requests were refused?", "what percentage of requests were refused?"),
    ("How many percent of requests were refused?", "what percentage of requests were refused?"),
    ("What share of its requests are lawsuits?", "lawsuits as a share of its requests?"),
    ("Fees in units of 10,000 yuan", "Fees"),
    ("One figure for 2020 and 2021", "the total for 2020 and 2021"),
    ("refused for either of two reasons", "refused  added together "),
    ("one figure for each bureau", "one figure for each bureau"),
    ("more than 10,000 yuan", "more than 10,000 yuan"),
    ("Still open when 2021 closed", "Still open at the end of 2021"),
    ("requests in '22 and FY21", "requests in 2022 and 2021"),
    (
        "Add what Suzhou and Nanjing received in 2021",
        "Add how many requests Suzhou and Nanjing received in 2021",
    ),
    ("what Kunshan received in fees", "what Kunshan received in fees"),
)
APPLICANTS = ("natural_person", "company", "research", "social_org", "legal_service", "other_org")
UNFINISHED_LISTS = (
    (
        "Kunshan government 2020: requests from individuals, companies and so on?",
        [f"received_{of}" for of in APPLICANTS],
    ),
    ("昆山市政府2020年新收：自然人、企业等各类申请人各多少", [f"received_{of}" for of in APPLICANTS]),
    ("昆山市政府2020年新收：自然人、企业等两类各多少", ["received_natural_person", "received_company"]),
    (
        "昆山市政府2021年行政复议维持、纠正等各多少件",
        ["review_upheld", "review_corrected", "review_other_result", "review_pending"],
    ),
    (
        "Kunshan government 2021: granted, partly granted, refused, other",
        ["granted", "partly_granted", "refused", "other_outcome"],
    ),
)
TESTS = (
    ("新收上千件", Threshold(">=", 1000, "")),
    ("新收过百", Threshold(">", 100, "")),
    ("新收达到四位数", Threshold(">=", 1000, "")),
    ("新收三位数", Threshold("between", 100, "", 999)),
    ("新收不到三位数", Threshold("<", 100, "")),
    ("新收是个位数", Threshold("<", 10, "")),
    ("新收不满50件", Threshold("<", 50, "")),
    ("公开率达到100%", Threshold(">=", 1, "%")),
    ("至少打过一场官司", Threshold(">=", 1, "")),
    ("起码收到过20件", Threshold(">=", 20, "")),
)


@pytest.mark.parametrize(("said", "plain"), (*SAID, *HELD_AGAINST))
def test_a_turn_of_phrase_is_said_plainly(said: str, plain: str) -> None:
    assert in_plain_words(said) == plain


@pytest.mark.parametrize(("said", "plain"), SAID_IN_ENGLISH)
def test_an_english_turn_of_phrase_is_said_plainly(said: str, plain: str) -> None:
    assert in_plain_english(said) == plain


@pytest.mark.parametrize(("question", "figures"), UNFINISHED_LISTS)
def test_a_list_that_is_not_finished_asks_for_all_of_its_kinds(
    corpus_assistant: Assistant, question: str, figures: list[str]
) -> None:
    read = understand(question, corpus_assistant.vocabulary, corpus_assistant.directory)
    assert {metric.code for metric in read.metrics} == set(figures)


@pytest.mark.parametrize("question", AS_THEY_ARE)
def test_what_is_no_such_turn_stays(question: str) -> None:
    assert in_plain_words(question) == question


def test_a_fragment_behind_another_question_is_said_plainly() -> None:
    assert in_plain_words("那么广州市财政局又如何", goes_on=True) == "那么广州市财政局呢"
    assert in_plain_words("改按省份汇总", goes_on=True) == "按省份汇总"
    assert in_plain_words("广州市财政局又如何") == "广州市财政局又如何"


@pytest.mark.parametrize(("text", "test"), TESTS)
def test_a_number_is_tested_in_round_figures_and_by_its_digits(
    corpus_assistant: Assistant, text: str, test: Threshold
) -> None:
    (found,) = find_numbers(text, corpus_assistant.directory)
    assert found.kinds == (test,)
