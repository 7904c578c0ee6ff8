"""Questions over several agencies: all whose report says it are quoted and counted, in whatever words, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.text.answer_kinds import asks_of_many
from assistant.text.sentences import is_heading
from index.build import build
from index.embedding import load_embedder
from index.store import Store

REPORTS = {
    "绍兴市柯桥区卫生健康局": """一、总体情况
（一）主动公开。就托育服务办法草案公开征求意见20天，收到建议31条。开展“政府开放日”2场。
（二）平台建设。关停长期不更新的公众号4个。门户网站增设大字版，完成适老化改造。
（三）监督保障。设专职岗位1个，举办业务讲座2次。全年未发生失泄密事件。
五、存在的主要问题及改进情况
（一）问题：人手不足，一人身兼多职；（二）改进：拟抽调一名干部。
六、其他需要报告的事项
邀请市民代表走进疾控中心。""",
    "湛江市赤坎区人民政府": """一、总体情况
（一）主动公开。召开新闻发布会7场。举行听证会3次。
（二）平台建设。对18个政务新媒体进行清理整合，保留9个。
（三）监督保障。聘请社会监督员12名，全年组织培训3次。各部门落实保密审查制度。
五、存在的主要问题及改进情况
专业术语多，居民不易理解。2.建立疑难件会商制度，由法规科、法律顾问共同研究。
六、其他需要报告的事项
组织“政府开放日”活动1次，市民参观了水厂。""",
    "保定市莲池区公安分局": """一、总体情况
（一）主动公开。召开新闻发布会2场，曝光典型案例5起。
（二）平台建设。窗口设触摸查询屏，警务微博粉丝12万。
（三）监督保障。没有单独的科室，由办公室兼管；人员少、任务重。学习条例4次，开展民警培训班1期。
五、存在的主要问题及改进情况
案件信息专业性强，公众看不懂。下一步，开展线路安全听证会。
六、其他需要报告的事项
无。""",
}
KEQIAO, CHIKAN, LIANCHI = REPORTS


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("overviews")
    for agency, text in REPORTS.items():
        title = f"{agency}2022年政府信息公开工作年度报告\n"
        (folder / f"{agency}.txt").write_text(title + text, encoding="utf-8")
    build([folder], folder / "store", load_embedder(None))
    return Assistant(Store.open(folder / "store"), lambda: load_embedder(None))


@pytest.fixture(scope="module")
def corpus(corpus_store_path: Path) -> Assistant:
    return Assistant(Store.open(corpus_store_path), lambda: load_embedder(None))


@pytest.mark.parametrize(
    ("question", "agencies"),
    [
        ("Which agencies shut down or merged social media accounts?", {KEQIAO, CHIKAN}),
        ("哪些单位搞了开放日一类的活动？", {KEQIAO, CHIKAN}),
        ("哪些单位举行过听证会？", {CHIKAN}),
        ("各单位怎么方便老年人获取信息？", {KEQIAO}),
        ("How do the agencies train the people who handle disclosure?", {KEQIAO, CHIKAN, LIANCHI}),
        ("Which agencies say they are short of staff?", {KEQIAO, LIANCHI}),
        ("哪些报告承认公开的内容太专业、看不懂？", {CHIKAN, LIANCHI}),
        ("Which agencies say that no secrets were leaked?", {KEQIAO}),
        ("Which agencies appointed outside supervisors?", {CHIKAN}),
        ("Which district governments held press conferences?", {CHIKAN}),
        ("哪些单位建立了会商机制？", {CHIKAN}),
    ],
)
def test_all_whose_report_says_it_are_quoted(three: Assistant, question: str, agencies: set[str]) -> None:
    answer = three.ask(question)
    assert {citation.agency for citation in answer.citations} == agencies


@pytest.mark.parametrize(
    "question",
    [
        "哪些单位开了夜间服务窗口？",
        "Which towns held press conferences?",
        "哪些单位提到了数字人民币？",
        "Which agencies mention foreign governments?",
    ],
)
def test_what_no_report_has_a_word_for_is_declined(three: Assistant, question: str) -> None:
    assert three.ask(question).status in ("no_data", "out_of_scope")


@pytest.mark.parametrize(
    "question",
    ["2022年哪些单位提到三审三校", "哪些单位落实保密审查", "Which agencies opened a microblog?"],
)
def test_the_index_finds_every_agency_that_reading_all_finds(
    corpus: Assistant, monkeypatch: pytest.MonkeyPatch, question: str
) -> None:
    through_index = corpus.ask(question)
    monkeypatch.setattr("assistant.text.retrieval.SCORED_WHOLE", corpus.passages.finder.passages)
    reading_all = corpus.ask(question)
    told = [answer.answer.split("（")[0].split("(")[0] for answer in (through_index, reading_all)]
    assert told[0] == told[1] and "至少" not in told[0] and "at least" not in told[0]


def test_more_that_may_tell_than_are_read_is_at_least_so_many(
    corpus: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.text.full_scan.TELLING", 10)
    monkeypatch.setattr("assistant.text.passages.TELLING", 10)
    assert "至少 " in corpus.ask("2022年哪些单位提到三审三校").answer


def test_numbered_words_that_say_something_are_no_heading() -> None:
    assert is_heading("（三）强化管理，建立长效机制。") and is_heading("（二）平台建设情况。")
    assert not is_heading("（一）问题：人手不足，一人身兼多职；")
    assert not is_heading("2.建立疑难件会商制度，由法规科、法律顾问共同研究。")


def test_all_agencies_are_asked_about_in_the_plural() -> None:
    assert asks_of_many("哪些部门公开了") and asks_of_many("which offices have terminals")
    assert asks_of_many("各区怎么培训") and not asks_of_many("which office handles requests")
