"""Which agencies a question is about: levels and kinds of bodies, regions, exclusions, names in English, misspelt names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.agencies import Directory, sub_row_labels
from assistant.bodies import kind_named, kind_sql, kind_words, with_default_sort
from assistant.intent import Intent
from assistant.router import choose_way
from assistant.understanding.understand import understand
from assistant.vocabulary import load_vocabulary, with_sub_rows
from index.agency import place_terms
from index.store import Store

Read = Callable[[str], Intent]
XUZHOU_GULOU, NANJING_GULOU = "徐州市鼓楼区人民政府", "南京市鼓楼区人民政府"
JIANGNING = "南京市江宁区人民政府"
BEIJING_CHAOYANG, CHANGCHUN_CHAOYANG = "北京市朝阳区人民政府", "长春市朝阳区人民政府"
EDUCATION = ("南京市教育局", "苏州市教育局", "昆山市教育局")


@pytest.fixture(scope="module")
def directory(corpus_store_path: Path) -> Directory:
    return Directory(Store.open(corpus_store_path).connection)


@pytest.fixture(scope="module")
def read(directory: Directory) -> Read:
    vocabulary = with_sub_rows(load_vocabulary(), sub_row_labels(directory.connection))
    return lambda question: understand(question, vocabulary, directory)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("哪个街道2022年收到的申请最多", "subdistrict all"),
        ("2022年镇政府收到的申请分别是多少", "town governments"),
        ("2022年县级政府中谁收到的申请最多", "county governments"),
        ("哪几个区政府2022年收到的申请超过800件", "district governments"),
        ("2022年各区收到的申请", "district governments"),
        ("哪个县级市2022年收到的申请最多", "county_city governments"),
        ("市直部门2022年收到的申请", "city departments"),
        ("2022年省级部门收到的申请", "province departments"),
        ("哪个局收到的申请最多", "bureaus"),
        ("区政府和市局2022年一共收到多少申请", "district governments | city bureaus"),
        ("市级部门和区级政府中申请最多的是谁", "city departments | district governments"),
        ("市级政府和部门的申请总数", "city governments+departments"),
        (
            "How many requests did district governments and city bureaus receive altogether?",
            "district governments | city bureaus",
        ),
        ("Which town or subdistrict received the most requests?", "subdistrict+town all"),
        ("The three district governments with the most requests in 2022", "district governments"),
        ("Requests to provincial departments in 2022", "province departments"),
        ("Which municipal department received the most requests?", "city departments"),
        ("How many requests did the Nanjing Education Bureau receive?", "all"),
    ],
)
def test_a_kind_of_body_is_the_scope(read: Read, question: str, kind: str) -> None:
    assert read(question).scope == kind


@pytest.mark.parametrize(
    ("question", "agencies"),
    [
        ("南京各区政府2021年收到的申请数", {NANJING_GULOU, JIANGNING}),
        ("南京各区教育局里谁收到的申请最多", {"南京市鼓楼区教育局", "南京市江宁区教育局"}),
        ("Requests received by Nanjing's district education bureaus", {"南京市鼓楼区教育局", "南京市江宁区教育局"}),
        ("江苏省各市政府收到的申请", {"南京市人民政府", "徐州市人民政府", "苏州市人民政府"}),
        ("南京市级部门收到的申请", {"南京市教育局", "南京市财政局", "南京市规划和自然资源局"}),
        ("江苏省直部门收到多少申请", {"江苏省生态环境厅"}),
        ("深圳的街道收到的申请", {"深圳市南山区粤海街道办事处"}),
        ("公安机关收到的申请分别是多少", {"徐州市公安局", "苏州市公安局", "成都市公安局"}),
        ("Which district government in Jiangsu received the most requests?", {NANJING_GULOU, JIANGNING, XUZHOU_GULOU}),
        ("Requests received by the agencies of Suzhou city, Kunshan included",
         {"苏州市人民政府", "苏州市公安局", "苏州市教育局", "昆山市人民政府", "昆山市教育局", "昆山市周市镇人民政府"}),
        ("Suzhou and Kunshan education bureaus: requests received", {"苏州市教育局", "昆山市教育局"}),
    ],
)  # fmt: skip
def test_a_region_has_the_agencies_of_that_kind(read: Read, question: str, agencies: set[str]) -> None:
    assert set(read(question).agencies) == agencies


@pytest.mark.parametrize(
    ("name", "agencies"),
    [
        ("the Beijing Chaoyang District Government", (BEIJING_CHAOYANG,)),
        ("the Chaoyang District Government", (BEIJING_CHAOYANG, CHANGCHUN_CHAOYANG)),
        ("the Chaoyang District Government, Beijing,", (BEIJING_CHAOYANG,)),
        ("the Education Bureau of Nanjing", ("南京市教育局",)),
        ("Beijiao town", ("佛山市顺德区北滘镇人民政府",)),
        ("Yuehai subdistrict", ("深圳市南山区粤海街道办事处",)),
        ("the Kunshan municipal government", ("昆山市人民政府",)),
        ("the Nanjing municipal government", ("南京市人民政府",)),
        ("the Jiangsu provincial government", ()),
    ],
)
def test_an_english_name_calls_whom_it_fits(read: Read, name: str, agencies: tuple[str, ...]) -> None:
    assert [group.agencies for group in read(f"How many requests did {name} receive in 2021?").groups] == [
        agencies
    ]


def test_a_kind_said_once_belongs_to_every_place_before_it(read: Read) -> None:
    intent = read(
        "Between Haidian and Chaoyang (Beijing) district governments, who granted more requests in 2020?"
    )
    assert [group.agencies for group in intent.groups] == [("北京市海淀区人民政府",), (BEIJING_CHAOYANG,)]


@pytest.mark.parametrize(
    "name", ["鼓楼区（徐州）政府", "徐州的鼓楼区政府", "Xuzhou Gulou district government"]
)
def test_a_place_in_brackets_tells_namesakes_apart(read: Read, name: str) -> None:
    assert read(f"{name}2021年收到的申请").agencies == (XUZHOU_GULOU,)


@pytest.mark.parametrize(
    ("question", "out", "stays"),
    [
        ("除江苏和广东外，2021年收到申请最多的是谁", {"苏州市公安局", "深圳市人民政府"}, BEIJING_CHAOYANG),
        ("Which city government outside Beijing has the most regulations?", {"北京市人民政府"}, "深圳市人民政府"),
        ("除街道外，哪个单位收到的申请最少", {"深圳市南山区粤海街道办事处"}, "昆山市周市镇人民政府"),
        ("Excluding town governments and subdistricts, which agency had the fewest requests?",
         {"昆山市周市镇人民政府", "深圳市南山区粤海街道办事处"}, BEIJING_CHAOYANG),
        ("江苏省内南京以外的单位收到的申请", {"南京市教育局"}, "苏州市教育局"),
    ],
)  # fmt: skip
def test_what_is_excepted_is_left_out(read: Read, question: str, out: set[str], stays: str) -> None:
    intent = read(question)
    assert out <= set(intent.excluded)
    assert stays not in intent.excluded


@pytest.mark.parametrize(
    "question",
    [
        "按2021年新收申请量，苏州市公安局在江苏各单位中排名多少",
        "What is the rank of the Suzhou Public Security Bureau within Jiangsu by requests in 2021?",
    ],
)
def test_a_rank_is_taken_within_a_region(read: Read, question: str) -> None:
    intent = read(question)
    assert intent.operation == "position"
    assert intent.agencies == ("苏州市公安局",)
    assert len(intent.crowd) == 19


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("长三角的单位2022年收到申请最多的是谁", ("长三角",)),
        ("直辖市的区政府2022年谁收到的申请最多", ("直辖市",)),
        ("哪个开发区2022年收到的申请最多", ("开发区",)),
        ("县级以上政府2022年谁收到的申请最多", ("以上",)),
        ("人口最多的区政府2022年收到多少申请", ("人口",)),
        ("Which big city government got the most requests in 2022?", ("big",)),
        ("Which rural township government got the most requests in 2022?", ("rural",)),
    ],
)
def test_a_scope_that_is_not_understood_is_not_dropped(
    read: Read, question: str, words: tuple[str, ...]
) -> None:
    intent = read(question)
    assert intent.unread_scope == words
    assert choose_way(intent) == "unread_scope"


@pytest.mark.parametrize(
    ("question", "agency"),
    [
        ("南京市教育句2021年收到多少件申请", "南京市教育局"),
        ("顺得区政府2022年收到多少件申请", "佛山市顺德区人民政府"),
        ("海定区政府2022年收到多少件申请", "北京市海淀区人民政府"),
        ("Shunde Distrct Government requests received 2022", "佛山市顺德区人民政府"),
        ("Nanjng Education Bureau requests received 2021", "南京市教育局"),
        ("How many reqeusts did the Suzhou Eduction Bureau recieve in 2021?", "苏州市教育局"),
    ],
)
def test_a_misspelt_name_is_read_as_meant_and_told(read: Read, question: str, agency: str) -> None:
    intent = read(question)
    assert intent.agencies == (agency,)
    assert intent.corrected


@pytest.mark.parametrize(
    "question",
    [
        "顺义区政府2022年收到多少件申请",  # a district of Beijing, not 顺德区
        "Nanning Education Bureau requests received 2021",
        "Why do the officers of the Nanjing Education Bureau change so often?",
        "How many followers does the Suzhou Public Security Bureau have?",
        "Does the Suzhou Public Security Bureau use drones?",
        "苏州市公安局公开了什么内容",
        "苏州市公安局的规章制度有哪些",
        "苏州市公安局的事业单位怎么公开信息",
        "苏州市公安局怎么收取信息处理费",
        "苏州市公安局如何公开行政许可信息",
    ],
)
def test_a_real_word_is_no_misspelling(read: Read, question: str) -> None:
    assert not read(question).corrected


def test_together_over_several_agencies_is_their_sum(read: Read) -> None:
    assert read("昆山市政府和昆山市教育局2021年共收到多少件申请").operation == "sum"
    assert read("昆山市教育局2021年共收到多少件申请").operation == "lookup"


def test_kinds_are_written_and_worded() -> None:
    assert with_default_sort(kind_named(["level_county"])) == "county governments"
    assert kind_named(["bureaus", "departments"]) == "bureaus"
    assert kind_sql("all") == ""
    assert kind_words("district governments", singular=True) == ("区级政府", "district government")
    assert kind_words("all", singular=True) == ("单位", "agency")
    assert kind_words("subdistrict+town all") == ("街道、乡镇", "subdistricts or towns")
    assert kind_words("district governments | city bureaus") == (
        "区级政府和市级局",
        "district governments and city bureaus",
    )


def test_either_of_two_kinds_is_each_of_them_whole(directory: Directory) -> None:
    either = directory.agencies_of_kind("district governments | city bureaus")
    assert either == directory.agencies_of_kind("district governments") | directory.agencies_of_kind(
        "city bureaus"
    )


def test_a_kind_beside_some_by_name_is_not_dropped(read: Read) -> None:
    assert read("江苏的区政府和市局2022年一共收到多少申请").unheeded == ("市局",)


def test_a_place_is_called_by_its_name_in_the_reading_it_has() -> None:
    assert {"chaoyang", "朝阳"} <= place_terms(("朝阳区",))
    assert {"beijiao", "北滘"} <= place_terms(("北滘镇",))
    assert "zhaoyang" not in place_terms(("朝阳区",))


@pytest.mark.parametrize(
    ("question", "operation", "grouped_by"),
    [
        ("Within Jiangsu province, how many reviews were there in 2022?", "sum", ""),
        ("How many requests were filed across Guangdong in 2021?", "sum", ""),
        ("How many requests did agencies in Guangdong province receive?", "list", ""),
        ("Guangdong's share in all requests received in 2021", "times", ""),
        ("What share of all refusals in 2022 was in Jiangsu?", "times", ""),
        ("江苏的单位占全部申请的比例", "times", ""),
        ("What is Suzhou's share of all requests in 2022?", "lookup", ""),  # its government's, it may be
        ("Compare Jiangsu and Guangdong on the pooled refusal rate", "compare", ""),
        ("Which of Jiangsu and Guangdong received more requests in total?", "compare", ""),
        ("江苏和广东2022年收到的申请总量哪个多", "compare", ""),
        ("江苏和广东2022年一共收到多少申请", "sum", ""),
    ],
)
def test_a_region_is_taken_as_one_where_the_question_does(
    read: Read, question: str, operation: str, grouped_by: str
) -> None:
    intent = read(question)
    assert (intent.operation, intent.grouped_by, intent.unread_scope) == (operation, grouped_by, ())


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("requests of all Nanjing agencies including districts", 9),
        ("南京所有单位（含各区）一共收到多少申请", 9),
        ("requests of all Nanjing district governments", 2),
    ],
)
def test_a_kind_that_is_taken_in_narrows_nothing(read: Read, question: str, count: int) -> None:
    assert len(read(question).agencies) == count


def test_a_mean_per_kind_of_body_is_of_that_kind(read: Read) -> None:
    for kind in ("city government", "district government", "department"):
        intent = read(f"What was the number of lawsuits per {kind} in 2022?")
        assert (intent.operation, intent.grouped_by) == ("average", "")
        assert intent.scope.removesuffix(" governments") in kind or intent.scope == "departments"
    assert read("lawsuits in 2022, governments, towns and subdistricts don't count").scope == "all"


@pytest.mark.parametrize(
    ("question", "metrics", "operation"),
    [
        ("How often was Haidian government sued directly in 2021?", ["litigation_direct"], "lookup"),
        ("how many times did people sue Haidian government directly", ["litigation_direct"], "lookup"),
        ("How many requests were handled directly by Suzhou government", ["concluded"], "lookup"),
        ("Which agencies weren't sued, neither directly nor after a review?", ["litigation"], "filter"),
        ("Who got more requests in 2022 than Shenzhen city government?", ["received"], "filter"),
        ("Which agencies concluded more requests than they received?", ["concluded", "received"], "filter"),
        ("Which agencies that are not governments had more than 5 lawsuits?", ["litigation"], "filter"),
        ("Which agencies received more requests than 1000 in 2022?", ["received"], "filter"),
        ("Which govts had more than a third of requests refused in 2022?", ["refused_share"], "filter"),
    ],
)
def test_a_small_word_that_changes_the_figure_is_heeded(
    read: Read, question: str, metrics: list[str], operation: str
) -> None:
    intent = read(question)
    assert ([metric.code for metric in intent.metrics], intent.operation) == (metrics, operation)
    assert choose_way(intent) == "statistics"


@pytest.mark.parametrize(
    "question", ["agencies whose lawsuits rose in both 2021 and 2022", "2021和2022年都增加了诉讼的单位有哪些"]
)
def test_a_move_in_both_years_is_on_the_year_before_each(read: Read, question: str) -> None:
    change = read(question).change
    assert change and change.each_year and change.on_prior
