"""Agencies as people write them: the corpus' own, several at once, in short and in English, misspelt, and those that are not there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.agencies import Directory, sub_row_labels
from assistant.intent import Intent
from assistant.router import choose_way
from assistant.understanding.understand import understand
from assistant.vocabulary import load_vocabulary, with_sub_rows
from index.offices import known_offices, office_spellings, office_terms
from index.store import Store

Read = Callable[[str], Intent]
NANJING_EDU, SUZHOU_EDU, FOSHAN_EDU = "南京市教育局", "苏州市教育局", "佛山市教育局"
NANJING_FINANCE, PLANNING = "南京市财政局", "南京市规划和自然资源局"
XUZHOU_POLICE, SUZHOU_POLICE, CHENGDU_POLICE = "徐州市公安局", "苏州市公安局", "成都市公安局"
NANJING, SUZHOU, XUZHOU = "南京市人民政府", "苏州市人民政府", "徐州市人民政府"
NANJING_GULOU, XUZHOU_GULOU = "南京市鼓楼区人民政府", "徐州市鼓楼区人民政府"
HAIDIAN, CHAOYANG = "北京市海淀区人民政府", "北京市朝阳区人民政府"
CHANGCHUN_CHAOYANG, HANGZHOU_XIHU, NANCHANG_XIHU = (
    "长春市朝阳区人民政府",
    "杭州市西湖区人民政府",
    "南昌市西湖区人民政府",
)
HAIDIAN_HOUSING, CHAOYANG_EDU = "北京市海淀区住房和城乡建设委员会", "北京市朝阳区教育委员会"
WUHOU = "成都市武侯区综合行政执法局"
JIANGSU_ENVIRONMENT, SICHUAN_FINANCE = "江苏省生态环境厅", "四川省财政厅"


@pytest.fixture(scope="module")
def read(corpus_store_path: Path) -> Read:
    directory = Directory(Store.open(corpus_store_path).connection)
    vocabulary = with_sub_rows(load_vocabulary(), sub_row_labels(directory.connection))
    return lambda question: understand(question, vocabulary, directory)


@pytest.mark.parametrize(
    ("names", "agencies"),
    [
        # in short, in full, the words the other way round, an older name
        ("海淀住建委", [HAIDIAN_HOUSING]),
        ("海淀建委", [HAIDIAN_HOUSING]),
        ("海淀区住房城乡建设委", [HAIDIAN_HOUSING]),
        ("北京朝阳教委", [CHAOYANG_EDU]),
        ("武侯区综合执法局", [WUHOU]),
        ("江苏环保厅", [JIANGSU_ENVIRONMENT]),
        ("江苏生态厅", [JIANGSU_ENVIRONMENT]),
        ("南京市资规局", [PLANNING]),
        ("南京市自然资源和规划局", [PLANNING]),
        ("南京规划局", [PLANNING]),
        ("苏州警方", [SUZHOU_POLICE]),
        ("北滘镇", ["佛山市顺德区北滘镇人民政府"]),
        # several places, one office
        ("南京、苏州、佛山三个市的市教育局", [NANJING_EDU, SUZHOU_EDU, FOSHAN_EDU]),
        ("南京市和苏州市的市教育局", [NANJING_EDU, SUZHOU_EDU]),
        ("南京苏州两市教育局", [NANJING_EDU, SUZHOU_EDU]),
        ("苏州、成都、徐州三地公安局", [SUZHOU_POLICE, CHENGDU_POLICE, XUZHOU_POLICE]),
        ("三家公安局（徐州、苏州、成都）", [XUZHOU_POLICE, SUZHOU_POLICE, CHENGDU_POLICE]),
        ("南京市和苏州市教育局", [NANJING_EDU, SUZHOU_EDU]),
        ("江苏的三个市政府（南京、苏州、徐州）", [NANJING, SUZHOU, XUZHOU]),
        ("鼓楼区政府（南京和徐州）", [NANJING_GULOU, XUZHOU_GULOU]),
        # one place, several offices
        ("南京市教育局和财政局", [NANJING_EDU, NANJING_FINANCE]),
        ("昆山市政府及其教育局", ["昆山市人民政府", "昆山市教育局"]),
        # namesakes, told apart by where they lie
        ("朝阳区（长春那个）政府", [CHANGCHUN_CHAOYANG]),
        ("长春那个朝阳区政府", [CHANGCHUN_CHAOYANG]),
        ("在长春，朝阳区政府", [CHANGCHUN_CHAOYANG]),
        ("西湖区政府（南昌）", [NANCHANG_XIHU]),
        ("杭州西湖区政府和南昌的同名区政府", [HANGZHOU_XIHU, NANCHANG_XIHU]),
        ("北京市海淀、朝阳两区政府", [HAIDIAN, CHAOYANG]),
        ("北京的两个大区，海淀区政府跟朝阳区政府", [HAIDIAN, CHAOYANG]),
        ("北京两个区政府（海淀、朝阳）", [HAIDIAN, CHAOYANG]),
        ("南京鼓楼区和徐州鼓楼区", [NANJING_GULOU, XUZHOU_GULOU]),
        ("南京鼓楼区政府 and 徐州鼓楼区政府", [NANJING_GULOU, XUZHOU_GULOU]),
        # an agency that stands for the one before
        ("南京市教育局比苏州市", [NANJING_EDU, SUZHOU_EDU]),
        ("南京市教育局和苏州的那个", [NANJING_EDU, SUZHOU_EDU]),
        # words before a name are none of it
        ("相当于南京市教育局", [NANJING_EDU]),
        # misspelt
        ("江苏省生态环竟厅", [JIANGSU_ENVIRONMENT]),
        ("长春市教育句", ["长春市教育局"]),
        ("南京市教盲局", [NANJING_EDU]),
        ("武侯区综合行致执法局", [WUHOU]),
        ("南京市规划和自然资原局", [PLANNING]),
    ],
)
def test_names_in_chinese_call_whom_they_mean(read: Read, names: str, agencies: list[str]) -> None:
    groups = read(f"{names}2022年收到多少申请").groups
    assert [group.agencies for group in groups] == [(agency,) for agency in agencies]


@pytest.mark.parametrize(
    ("names", "agencies"),
    [
        ("the Wuhou District Comprehensive Administrative Law Enforcement Bureau in Chengdu", [WUHOU]),
        ("the Haidian Commission of Housing & Urban-Rural Development", [HAIDIAN_HOUSING]),
        ("the Haidian Housing and Construction Commission", [HAIDIAN_HOUSING]),
        ("the Department of Finance of Sichuan Province", [SICHUAN_FINANCE]),
        ("Nanjing's planning bureau", [PLANNING]),
        ("the Nanjing natural resources and planning bureau", [PLANNING]),
        ("the Suzhou City Education Bureau", [SUZHOU_EDU]),
        ("the police of Chengdu", [CHENGDU_POLICE]),
        ("the government of Shunde", ["佛山市顺德区人民政府"]),
        ("the education bureau of Suzhou or the one of Nanjing", [SUZHOU_EDU, NANJING_EDU]),
        ("the Gulou governments of Nanjing and Xuzhou", [NANJING_GULOU, XUZHOU_GULOU]),
        (
            "the Chaoyang District government in Beijing and its namesake in Changchun",
            [CHAOYANG, CHANGCHUN_CHAOYANG],
        ),
        ("the police bureaus of Xuzhou, Suzhou and Chengdu", [XUZHOU_POLICE, SUZHOU_POLICE, CHENGDU_POLICE]),
        ("the governments of Nanjing, Suzhou and Xuzhou", [NANJING, SUZHOU, XUZHOU]),
        ("the Nanjing education and finance bureaus", [NANJING_EDU, NANJING_FINANCE]),
        ("the Suzhou government and its police bureau", [SUZHOU, SUZHOU_POLICE]),
        ("Suzou Education Bureau", [SUZHOU_EDU]),
    ],
)
def test_names_in_english_do_too(read: Read, names: str, agencies: list[str]) -> None:
    groups = read(f"How many requests did {names} receive in 2022?").groups
    assert [group.agencies for group in groups] == [(agency,) for agency in agencies]


def test_a_name_compared_with_another_may_leave_its_office_out(read: Read) -> None:
    asked = read("Did the Nanjing Education Bureau receive more requests than Suzhou's in 2022?")
    assert asked.agencies == (NANJING_EDU, SUZHOU_EDU)
    asked = read(
        "By how many did requests at the Nanjing municipal government exceed those at Suzhou's in 2021?"
    )
    assert asked.agencies == (NANJING, SUZHOU)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("南京市公安局2022年收到多少申请", "南京市公安局"),
        ("武侯区政府2022年收到多少申请", "武侯区政府"),  # its bureau is indexed, it is not
        ("四川省政府2022年收到多少申请", "四川省政府"),
        ("武侯城管局2022年收到多少申请", "武侯城管局"),
        ("四川省财政局2022年收到多少申请", "四川省财政局"),  # a province has no such bureau
        ("教育部2022年收到多少申请", "教育部"),  # no slip for 教育局
        ("上海市教育局2022年收到多少申请", "上海市教育局"),
        ("徐州市公安局和财政局2022年各收到多少申请", "财政局"),  # that of Xuzhou
        ("How many requests did the Ministry of Education receive in 2022?", "ministry of education"),
        (
            "How many requests did the Shanghai Municipal Education Commission receive in 2022?",
            "shanghai municipal education commission",
        ),
        (
            "How many requests did the Foshan municipal government receive in 2022?",
            "foshan municipal government",
        ),
    ],
)
def test_an_agency_that_is_not_indexed_is_named_and_nobody_stands_in(
    read: Read, question: str, name: str
) -> None:
    intent = read(question)
    assert choose_way(intent) == "unknown_agency"
    assert [group.text for group in intent.groups if not group.agencies] == [name]


@pytest.mark.parametrize(
    ("question", "agencies"),
    [
        ("鼓楼区政府2022年收到多少申请", {NANJING_GULOU, XUZHOU_GULOU}),
        ("朝阳区应急局2022年收到多少申请", {"北京市朝阳区应急管理局", "长春市朝阳区应急管理局"}),
        ("How many requests did the Xihu government receive in 2022?", {HANGZHOU_XIHU, NANCHANG_XIHU}),
        ("海淀2022年收到多少申请", {HAIDIAN, HAIDIAN_HOUSING}),
    ],
)
def test_a_name_that_fits_several_stays_several(read: Read, question: str, agencies: set[str]) -> None:
    (group,) = read(question).groups
    assert set(group.agencies) == agencies and not group.all_meant


def test_some_bodies_of_a_place_are_all_there_are(read: Read) -> None:
    (group,) = read("江宁区那几家单位2022年各收了多少件申请").groups
    assert group.all_meant and len(group.agencies) == 3
    (group,) = read("江苏省的几家教育局2022年分别收到多少申请").groups
    assert group.all_meant and len(group.agencies) == 5
    assert read("江宁区有几家单位").operation == "count"


def test_who_buys_is_told_from_what_is_bought(read: Read) -> None:
    assert read("2019年南京市政府集中采购花了多少钱").agencies == (NANJING,)


def test_a_sentence_that_begins_with_a_capital_begins_with_no_place(read: Read) -> None:
    assert read("Taking all district governments together, how many requests were received?").groups == ()
    assert choose_way(read("Tianhe District government: requests received in 2022?")) == "unknown_agency"


def test_an_office_of_the_table_is_called_by_all_its_words() -> None:
    terms = office_terms("生态环境局")
    assert {"环保局", "生态环境", "environmental protection bureau", "bureau of ecology environment"} <= terms
    assert "环境" not in terms  # a word of every second sentence
    assert {"housing and urban rural development commission", "住建委"} <= office_terms(
        "住房和城乡建设委员会"
    )
    assert {"administration for market regulation", "工商局"} <= office_terms("市场监督管理局")
    assert {"数据局", "data bureau"} <= office_terms("数据局") and "data" not in office_terms("数据局")


def test_what_only_questions_call_an_office_is_no_spelling_of_it_in_a_report() -> None:
    assert "规划局" not in office_spellings("规划和自然资源局")
    assert "应急局" in office_spellings("应急管理局")
    assert {"水务局", "发改委", "教委", "自然资源厅"} <= known_offices()


@pytest.mark.parametrize(
    ("question", "agencies"),
    [
        (
            "Chaoyang District government or Haidian District government in Beijing: who got more?",
            {CHAOYANG, HAIDIAN},
        ),
        ("Compare Chaoyang and Haidian district governments in Beijing on requests", {CHAOYANG, HAIDIAN}),
        ("Xuzhou and Nanjing Gulou governments: requests in 2022", {XUZHOU_GULOU, NANJING_GULOU}),
        ("Suzhou and Nanjing Gulou governments: requests in 2022", {SUZHOU, NANJING_GULOU}),
        (
            "There are two Gulou district governments, one in Nanjing and one in Xuzhou",
            {XUZHOU_GULOU, NANJING_GULOU},
        ),
        (
            "Beijing's Chaoyang district government compared with its namesake in Changchun",
            {CHAOYANG, CHANGCHUN_CHAOYANG},
        ),
    ],
)
def test_what_one_name_says_of_where_it_lies_holds_for_its_neighbour(
    read: Read, question: str, agencies: set[str]
) -> None:
    assert set(read(question).agencies) == agencies


def test_a_plural_office_behind_a_place_is_every_one_in_it(read: Read) -> None:
    assert len(read("How many requests did Jiangsu's education bureaus receive in 2021?").agencies) == 5
    assert CHAOYANG_EDU in read("rank the education authorities by requests").agencies
    assert choose_way(read("requests of Suzhou's district governments")) == "unknown_agency"


def test_the_place_that_is_written_about_is_the_one_asked_about(read: Read) -> None:
    said = (
        "I'm working on a piece about Xihu District in Hangzhou. How often was the district government sued?"
    )
    assert read(said).agencies == (HANGZHOU_XIHU,)
    assert read("我在写杭州西湖区的报道，区政府2022年收到多少申请？").agencies == (HANGZHOU_XIHU,)
    assert read("I am a journalist from Beijing. How many requests did Suzhou government get?").agencies == (
        SUZHOU,
    )
