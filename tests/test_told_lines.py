"""Which line of a report says what is asked: what was done or only planned, a problem or its remedy, either of two things."""

from __future__ import annotations

import pytest

from assistant.ask import Assistant
from index.build import build
from index.embedding import load_embedder
from index.store import Store

REPORTS = {
    "成都市武侯区行政审批局": """一、总体情况
（一）主动公开。通过“成都武侯”网站公开信息612条。
（二）依申请公开。收到申请6件，其中自然人5件、法人1件。
（三）政府信息管理。委托律师事务所对拟公开的合同类信息进行合法性审查，出具意见9份。
（四）平台建设。“武侯政务”公众号自5月起停止运营，功能并入“天府蓉易办”。
（五）监督保障。开展“好差评”，收到评价21万条，差评37条，整改率100%。开发小程序，日均使用3000人次，配备工作人员2名。
五、存在的主要问题及改进情况
一年来仍有不足：窗口人员对政务公开与政务服务的关系理解不深；企业反映“找不到、看不懂”；大厅公开专区利用率低。
为此，我局采取以下措施加以改进：一是开设“审批讲堂”12期，窗口人员轮流授课；二是把公开专区由二楼移至一楼入口处。
六、其他需要报告的事项
无收费情况。""",
    "杭州市卫生健康委员会": """一、总体情况
（一）主动公开。门户网站完成适老化改造，增设语音读屏、大字版。召开座谈会3次，听取患者意见。
（二）依申请公开。对疑难件由法规处会同法律顾问集体研判，必要时与申请人电话沟通。
（三）政府信息管理。对涉及患者身份证号等个人隐私的内容一律作去标识化处理。
（四）平台建设。关停长期不更新的下属单位账号7个。
（五）监督保障。由主任张胜凯负总责，办公室杨秀梅具体经办。因人员紧缺，目前只有1名兼职人员，每半年召开一次评议会。
五、存在的主要问题及改进情况
存在的问题：一是部分政策出台后解读滞后；二是公众留言答复存在“官话套话”。
改进情况：2021年报告指出的“公报发放范围窄”问题已经解决，赠阅点扩大到1300余家。2023年将重点做好两项工作：一是推行解读方案与文件同步报批；二是建立留言答复质量抽查机制。
六、其他需要报告的事项
全年向3名申请人收取信息处理费共计1260元。""",
    "烟台市公安局": """一、总体情况
（一）主动公开。发布警情通报47条、反诈提醒310条。在2021年度全市考评中获评优秀。
（二）依申请公开。受理申请203件。法制支队对所有不予公开决定进行合法性审核。
五、存在的主要问题及改进情况
上年度存在的“政策解读形式单一”问题，本年度通过增加动漫解读予以改进。当前不足主要有：公众参与渠道还不够畅通；公开栏内容陈旧。
2022年主要改进：制定《执法信息公开负面清单》，列明28种情形；清理陈旧公开栏112块。
下步将探索“办案进度网上查”。
六、其他需要报告的事项
无。""",
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("told")
    for agency, text in REPORTS.items():
        title = f"{agency}2022年政府信息公开工作年度报告\n"
        (folder / f"{agency}.txt").write_text(title + text, encoding="utf-8")
    build([folder], folder / "store", load_embedder(None))
    return Assistant(Store.open(folder / "store"), lambda: load_embedder(None))


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("武侯区行政审批局的公开专区从哪儿搬到了哪儿？", "二是把公开专区由二楼移至一楼入口处。"),
        ("杭州市卫健委上次的问题整改了没有？", "改进情况：2021年报告指出的“公报发放范围窄”问题已经解决"),
        (
            "Has the Hangzhou health commission fixed the problems it had named before?",
            "改进情况：2021年报告指出",
        ),
        ("杭州市卫健委由谁具体负责信息公开？", "由主任张胜凯负总责，办公室杨秀梅具体经办。"),
        ("杭州市卫健委怎么保护患者隐私？", "对涉及患者身份证号等个人隐私的内容"),
        ("杭州市卫健委怎样方便老年人？", "门户网站完成适老化改造"),
        ("How often does the Hangzhou health commission hold appraisal meetings?", "因人员紧缺，目前只有1名"),
        ("烟台市公安局的不予公开决定由谁审核？", "法制支队对所有不予公开决定进行合法性审核。"),
        ("烟台市公安局下一步打算做什么？", "下步将探索“办案进度网上查”。"),
        ("烟台市公安局在2021年度考评里结果怎么样？", "在2021年度全市考评中获评优秀。"),
        ("武侯区行政审批局的小程序有多少人使用？", "开发小程序，日均使用3000人次"),
    ],
)
def test_the_one_line_that_says_it(told: Assistant, question: str, line: str) -> None:
    [citation] = told.ask(question).citations
    assert citation.quote.startswith(line)


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("哪些单位请了律师或者法律顾问？", {"委托律师事务所", "对疑难件由法规处会同法律顾问"}),
        ("Which agencies mention lawyers or hearings?", {"委托律师事务所", "对疑难件由法规处会同法律顾问"}),
        ("哪些单位说到停止运营或者关停？", {"“武侯政务”公众号自5月", "关停长期不更新"}),
        ("哪些单位谈到人手不够？", {"因人员紧缺"}),
        ("哪些单位讲到公众参与不足？", {"当前不足主要有：公众参与渠道"}),
        ("哪些机关承认企业看不懂？", {"企业反映“找不到、看不懂”"}),
    ],
)
def test_every_agency_that_says_it_has_its_line(told: Assistant, question: str, lines: set[str]) -> None:
    quotes = [citation.quote for citation in told.ask(question).citations]
    assert len(quotes) == len(lines)
    assert all(any(quote.startswith(line) for quote in quotes) for line in lines)


def test_what_stands_among_the_problems_is_one_whatever_its_words(told: Assistant) -> None:
    quotes = "".join(citation.quote for citation in told.ask("武侯区行政审批局存在哪些不足").citations)
    assert "理解不深" in quotes and "看不懂" in quotes and "利用率低" in quotes and "移至" not in quotes


@pytest.mark.parametrize(
    "question", ["哪些单位开过听证会？", "哪些单位说到村务公开？", "Which agencies held hearings?"]
)
def test_a_neighbouring_thing_is_not_the_thing(told: Assistant, question: str) -> None:
    assert told.ask(question).status != "answered"


def test_a_verb_and_its_object_are_one_word_though_something_stands_between(told: Assistant) -> None:
    [citation] = told.ask("武侯区行政审批局收过费没有？").citations
    assert citation.quote == "无收费情况。"


def test_what_was_done_about_problems_is_told_whole_and_without_what_is_to_come(told: Assistant) -> None:
    quotes = "".join(c.quote for c in told.ask("武侯区行政审批局已经采取了哪些措施解决问题？").citations)
    assert "审批讲堂" in quotes and "移至一楼" in quotes and "利用率低" not in quotes
    quotes = "".join(c.quote for c in told.ask("烟台市公安局做了哪些改进？").citations)
    assert "负面清单" in quotes and "112块" in quotes and "网上查" not in quotes


def test_of_an_overview_the_rarest_thing_named_has_to_be_told(told: Assistant) -> None:
    quotes = [citation.quote for citation in told.ask("各单位对个人隐私是怎么处理的？").citations]
    assert len(quotes) == 1 and "去标识化" in quotes[0]
