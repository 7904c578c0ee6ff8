"""Questions that the text of reports answers, through Assistant.ask: what is quoted, of whom, and what is declined."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.ask import Assistant
from index.embedding import load_embedder
from index.store import Store


@pytest.fixture(scope="module")
def corpus(corpus_store_path: Path) -> Assistant:
    return Assistant(Store.open(corpus_store_path), lambda: load_embedder(None))


@pytest.fixture(scope="module")
def five(store_path: Path) -> Assistant:
    return Assistant(Store.open(store_path), lambda: load_embedder(None))


def test_a_line_that_leads_in_brings_what_it_announces_from_under_the_next_title(five: Assistant) -> None:
    answer = five.ask("黄埔区应急管理局存在哪些问题")
    quoted = "".join(citation.quote for citation in answer.citations)
    assert (
        "以下几个方面" in quoted
        and "信息员变动频繁" in quoted
        and "重要性认识不足" in quoted
        and "下一步" not in quoted
    )


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("环翠应急局办公地址在哪里", "（地址：威海市环翠区滨海中路26号；邮编：264200；", "统计期限"),
        ("黄埔区是什么时候参加市里培训会的", "2020年9月", "11月"),
        ("Where does the Huancui bureau publish its annual report?", "年度工作报告", "统计期限"),
        ("Which channels does the Daxing bureau use to publish information?", "互动大屏幕", "新闻发言人"),
        ("Which laws does the Huangpu emergency bureau follow?", "广州市政府信息公开规定", "疑问解答"),
        ("黄埔应急局怎么解决信息员变动的问题", "更新信息员数据库", "不利于"),
        (
            "How will the Daxing bureau improve its handling of requests?",
            "优化依申请公开办理流程",
            "丰富信息公开内容",
        ),
        ("环翠区应急局有人举报过信息公开的事吗", "未收到政府信息公开有关的投诉、举报", "举报信箱"),
    ],
)
def test_one_line_answers_where_one_is_asked_for(
    five: Assistant, question: str, said: str, unsaid: str
) -> None:
    [citation] = five.ask(question).citations
    assert said in citation.quote and unsaid not in citation.quote


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        (
            "What problems does the Huancui bureau report?",
            ["一是政务信息公开面较窄", "二是政务信息公开手段", "三是政府"],
        ),
        ("环翠应急局今后有什么打算", ["一是继续强化", "二是进一步狠抓", "三是加强"]),
        ("辽中区应急局明年有什么安排", ["明年，我局将从四个方面", "一是", "二是", "三是", "四是"]),
        ("环翠应急局公开的两件提案是关于什么的", ["2020年度，我局共公开2件提案"]),
        ("环翠应急局地址在哪儿啊邮编多少", ["如对本报告有疑问"]),
        ("环翠应急局公开内容方面存在什么问题", ["一是政务信息公开面较窄"]),
    ],
)
def test_a_list_is_quoted_whole_and_nothing_beside_it(
    five: Assistant, question: str, lines: list[str]
) -> None:
    quotes = [citation.quote for citation in five.ask(question).citations]
    assert len(quotes) == len(lines)
    assert all(quote.startswith(line) for quote, line in zip(quotes, lines, strict=True))


def test_problems_told_after_the_remedies_are_problems_still(corpus: Assistant) -> None:
    quotes = [
        c.quote
        for c in corpus.ask("What problems did the Nanjing education bureau report in 2022?").citations
    ]
    assert quotes[-1].startswith("三是政策问答库") and not any("下一步" in quote for quote in quotes)


def test_a_contradiction_is_told_only_where_one_of_its_numbers_is_quoted(five: Assistant) -> None:
    assert not five.ask("环翠应急局的年报在哪个栏目发布").caveats


def test_the_tables_pick_whose_problems_and_plans_are_quoted(five: Assistant, corpus: Assistant) -> None:
    problems = five.ask("收到申请最多的局说自己有哪些问题")
    assert problems.route == "both" and "内容相对单一" in problems.answer and "下一步" not in problems.answer
    plans = corpus.ask("2020年采购金额最高的单位下一步打算做什么")
    assert plans.route == "both" and "下一步" in plans.answer and "存在一些问题" not in plans.answer


def test_which_reports_speak_of_something_is_no_question_about_the_collection(five: Assistant) -> None:
    assert "信息员" in five.ask("哪些报告说到信息员").citations[0].quote
    assert five.ask("哪几个局配备了兼职人员").route == "passages"
    assert five.ask("有哪些报告").route == "catalog"


def test_items_of_one_list_are_quoted_without_what_stands_around_them(five: Assistant) -> None:
    answer = five.ask("What are the “four in place” of the Liaozhong bureau?")
    [citation] = answer.citations
    assert "领导力度、目标责任、资金支持、监督检查“四到位”" in citation.quote


def test_reports_that_speak_of_it_are_counted_among_those_there_are(
    corpus: Assistant, five: Assistant
) -> None:
    assert five.ask("哪些报告谈到了保密审查").answer.startswith("5 个单位中有 3 个的报告谈到这一点")
    many = corpus.ask("2022年哪些单位提到三审三校")
    told = corpus.store.connection.execute(
        "SELECT count(DISTINCT agency) FROM passages WHERE year = 2022 AND text LIKE '%三审三校%'"
    ).fetchone()[0]
    assert (
        many.answer.startswith(f"41 个单位中有 {told} 个") and len({c.agency for c in many.citations}) == 12
    )


def test_of_words_that_stand_everywhere_full_text_reads_the_rarest(
    corpus: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    finder = corpus.passages.finder
    wanted = finder.wanted("政府网站公开信息“双减”")
    everything = finder._ids_by_words(wanted, 5000)
    monkeypatch.setattr("assistant.text.retrieval.MOST_READ", 10)
    rarest = finder._ids_by_words(wanted, 5000)
    assert rarest[0] == everything[0] and 0 < len(rarest) < len(everything)


def test_agencies_that_say_the_same_are_quoted_once_each_with_its_citation(corpus: Assistant) -> None:
    answer = corpus.ask("2022年哪些单位提到三审三校")
    quotes = {citation.quote for citation in answer.citations}
    assert (
        answer.answer.count("\n> ") == len(quotes) < len(answer.citations) == 12 and "[12]" in answer.answer
    )


def test_the_tables_pick_the_report_and_their_words_do_not_steer_the_text(five: Assistant) -> None:
    answer = five.ask("处罚决定最多的局是怎么做保密审查的")
    assert answer.route == "both" and "保密审查" in answer.citations[-1].quote


def test_a_year_without_a_report_may_be_spoken_of_in_another(five: Assistant) -> None:
    answer = five.ask("黄埔区政府网站在2019年度考评中得了什么名次")
    assert "2019年度全市政府网站与政务新媒体考评中获评优秀" in answer.citations[0].quote
    assert five.ask("大兴区应急局2019年存在哪些问题").reason == "year_not_indexed"


def test_a_word_the_reports_use_is_no_slip_for_a_figure(five: Assistant) -> None:
    answer = five.ask("大兴应急局在网上一共晒了多少条信息")
    assert "216条" in answer.citations[0].quote and not any("读作" in said for said in answer.caveats)


def test_a_number_that_reports_tell_in_two_ways_is_told_with_both(five: Assistant) -> None:
    [caveat] = five.ask("环翠应急局一年公开了多少条信息").caveats
    assert "334条" in caveat and "285条" in caveat


@pytest.mark.parametrize(
    "question",
    [
        "黄埔区政府公开办有多少工作人员",
        "What share of Huangpu residents are satisfied with open government?",
        "When did the head of the Daxing emergency bureau take office?",
        "What is the e-mail address of the Huangpu emergency bureau?",
        "Does the Daxing bureau offer information in Braille?",
        "辽中区应急局办公楼有几层",
    ],
)
def test_what_is_near_the_subject_and_not_of_the_kind_asked_for_is_no_answer(
    five: Assistant, question: str
) -> None:
    assert five.ask(question).status in ("no_data", "out_of_scope")


def test_how_something_is_to_be_raised_is_asked_of_the_text(five: Assistant) -> None:
    assert "优化依申请公开办理流程" in five.ask("大兴应急局怎么提高依申请公开的办理效率").answer


@pytest.mark.parametrize(
    ("question", "agencies"),
    [
        ("有哪些单位提到了微信？", 4),
        ("哪些单位配了兼职人员？", 2),
        ("Which agencies mention the State Council?", 1),
        ("各单位都遇到什么问题", 5),
    ],
)
def test_an_overview_quotes_and_counts_those_alone_that_speak_of_the_thing(
    five: Assistant, question: str, agencies: int
) -> None:
    answer = five.ask(question)
    assert len({citation.agency for citation in answer.citations}) == agencies
    assert agencies == 1 or f"5 个单位中有 {agencies} 个" in answer.answer


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("2020年有哪些单位收取了信息处理费", "收取信息处理费", "未收取"),
        ("2022年哪些单位没有收取信息处理费", "未收取信息处理费|收取信息处理费0元", "费[1-9]"),
        ("Which agencies organised training seven times in 2022?", "全年组织培训7次", "有待加强"),
        ("Which units had four full-time staff in 2021?", "配备专职人员4名", "专职人员2名"),
        ("2022年哪些单位设立了政务公开专区？", "设立政务公开专区", "服务功能单一"),
    ],
)
def test_each_line_of_an_overview_says_that_it_is_so_with_the_number_named(
    corpus: Assistant, question: str, said: str, unsaid: str
) -> None:
    quotes = [citation.quote for citation in corpus.ask(question).citations]
    assert quotes and all(re.search(said, quote) and not re.search(unsaid, quote) for quote in quotes)


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("黄埔区政府2020年11月参加了什么培训？", "11月，区政务公开办工作人员"),
        ("辽中应急局明年的第三项工作是什么", "三是强化督查"),
        ("大兴区应急局打算修订哪两项制度？", "建立和完善《"),
        ("环翠区的提案里有哪些是跟学校有关的", "关于加强校园安全"),
        ("大兴应急局怎么改进依申请公开", "优化依申请公开办理流程"),
        ("黄埔区应急局为什么信息员总在换人？", "今年我局各处室多次变动调整导致"),
        ("What does the Huancui bureau do when it meets difficult problems?", "当遇到疑难问题"),
    ],
)
def test_of_a_list_the_line_asked_for_is_quoted_alone(five: Assistant, question: str, line: str) -> None:
    [citation] = five.ask(question).citations
    assert citation.quote.startswith(line)


@pytest.mark.parametrize(
    "question",
    ["黄埔区应急局有没有聘请法律顾问？", "大兴区应急局2020年开过听证会没有", "环翠应急局有多少辆消防车？"],
)
def test_a_line_that_is_near_and_no_evidence_is_not_quoted(five: Assistant, question: str) -> None:
    assert five.ask(question).status == "no_data"


def test_without_a_year_the_latest_report_that_speaks_of_it_is_quoted_and_that_is_said(
    corpus: Assistant,
) -> None:
    answer = corpus.ask("粤海街道的领导小组组长是谁")
    assert [citation.year for citation in answer.citations] == [2022]
    assert answer.caveats == (
        "问题没有说年份：收录了 2019、2020、2021、2022 年的报告，摘引的是谈到这一点的最近一份（2022 年）。",
    )
    told_once = corpus.ask("How many self-service terminals did Yuehai subdistrict install?")
    assert [citation.year for citation in told_once.citations] == [2021]
    assert "(2021)" in told_once.caveats[0]


def test_of_several_years_named_each_has_its_line(corpus: Assistant) -> None:
    answer = corpus.ask("苏州市公安局2022年和2021年各开了几场新闻发布会")
    assert [citation.year for citation in answer.citations] == [2021, 2022]
    assert answer.caveats == ()
