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


HOW_SENT = [
    "亲自递交",
    "代理提交",
    "上门递交",
    "找上门提交",
    "寄来",
    "书面上提出",
    "纸面提交",
    "通过系统提交",
    "当面提交",
    "当场答复",
]
BY_WHOM = [
    "多人提出",
    "退休的人提出",
    "退休人员提出",
    "以他人名义提交",
    "外地人提出",
    "别的单位交办",
    "上面交办",
    "其他单位移送",
]
WHEN = [
    "平时收到",
    "日常收到",
    "当月收到",
    "当日答复",
    "期内答复",
    "按期办结",
    "年底收到",
    "期末收到",
    "月初收到",
]
WHICH_OF_THEM = [
    "急",
    "内部",
    "引起诉讼",
    "引发复议",
    "应当公开",
    "应该予以公开",
    "可能公开",
    "实际执行",
    "单独提起",
    "一次答复",
    "单独答复",
    "合并答复",
    "尽快答复",
    "可以公开",
    "写论文用",
    "工作需要",
    "同一问题",
    "两项以上",
]


@pytest.mark.parametrize("narrowing", [*HOW_SENT, *BY_WHOM, *WHEN, *WHICH_OF_THEM])
def test_applications_told_apart_by_no_table_are_not_all_of_them(
    corpus_assistant: Assistant, narrowing: str
) -> None:
    answer = corpus_assistant.ask(f"昆山市政府2021年{narrowing}的申请有多少件")
    assert answer.status != "answered" or answer.route == "passages"


TOLD_BY_NONE = {
    "How many requests {} did the Kunshan government receive in 2021?": (
        *("by mail", "by hand", "through its system", "at the desk", "from old people", "from professors"),
        *("from editors", "from readers", "from officials", "from the central government", "from plaintiffs"),
        *("from other agencies", "from Chinese people", "from frequent applicants", "from newspapers"),
        *(
            "from within the city",
            "from districts",
            "about land",
            "about records",
            "about events",
            "on tracks",
        ),
    ),
    "How many {} requests did the Kunshan government receive in 2021?": (
        *(
            "common",
            "official",
            "general",
            "simple",
            "short",
            "fiscal",
            "present",
            "paid",
            "property register",
        ),
    ),
    "How many requests did the Kunshan government {} in 2021?": (
        *("answer in time", "answer within time", "answer right away", "handle jointly", "handle separately"),
        *("receive at year end", "receive at the end of the year", "grant after correction"),
    ),
}


@pytest.mark.parametrize(
    "question",
    [
        *(wording.format(said) for wording, narrowings in TOLD_BY_NONE.items() for said in narrowings),
        "How many requests should the Kunshan government have granted in 2021?",
        "How many requests might the Kunshan government have refused in 2021?",
        "What is the chance that the Kunshan government grants a request in 2021?",
        "How many requests led to lawsuits against the Kunshan government in 2021?",
        "How many different applicants filed requests with the Kunshan government in 2021?",
        "How many class actions was the Kunshan government party to in 2021?",
        "How many people were penalised by the Kunshan government in 2021?",
        "How many penalties did the Kunshan government impose on entities in 2021?",
        "How much did the Kunshan government collect in penalties in 2021?",
        "How many requests did the Kunshan government receive in 2021, including its subdistricts?",
        "昆山市政府2021年处罚金额多少",
        "昆山市政府2021年对企业的处罚多少件",
        "昆山市政府2021年每个申请人申请几件",
        "昆山市政府2021年各街道收到多少件申请",
        "昆山市政府2021年处罚了多少人",
        "昆山市政府2021年登记类处罚多少件",
        "昆山市政府2021年新收申请，按人次算多少",
        "昆山市政府2021年新收申请，含街道是多少",
        "昆山市政府2021年新收申请，包括下属单位",
        "昆山市政府及其下属单位2021年新收申请多少件",
        "昆山市政府2021年申请的对数是多少",
        "2021年各局新收申请的几何平均数",
        "如果多收10件，昆山市政府2021年新收申请多少件",
        "疫情第一年昆山市政府收到多少件申请",
        "三省一市2021年收到多少件申请",
        "我区2021年收到多少件申请",
        "How many requests did the four provinces receive in 2021?",
    ],
)
def test_what_no_table_tells_apart_is_told(corpus_assistant: Assistant, question: str) -> None:
    answer = corpus_assistant.ask(question)
    assert answer.status != "answered" or answer.route == "passages"
