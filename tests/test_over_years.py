"""Questions over years: which years are meant, how figures moved, what is added up, and what is not answered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from assistant.agencies import Directory
from assistant.ask import Assistant
from assistant.conversation import Answer
from assistant.intent import Change, Intent
from assistant.understanding.understand import understand
from assistant.understanding.words.years import find_years
from assistant.vocabulary import load_vocabulary
from index.embedding import load_embedder
from index.store import Store

Read = Callable[[str], Intent]
NANJING = "南京市教育局"


@pytest.fixture(scope="module")
def over_years(corpus_store_path: Path) -> Assistant:
    return Assistant(Store.open(corpus_store_path), load_embedder)


@pytest.fixture(scope="module")
def read(corpus_store_path: Path) -> Read:
    store = Store.open(corpus_store_path)
    vocabulary, directory = load_vocabulary(), Directory(store.connection)
    return lambda question: understand(question, vocabulary, directory)


def answered(assistant: Assistant, question: str) -> Answer:
    answer = assistant.ask(question)
    assert answer.status == "answered", answer.answer
    assert answer.result is not None, answer.answer
    return answer


def rows(assistant: Assistant, question: str) -> list[tuple[Any, ...]]:
    result = answered(assistant, question).result
    assert result is not None
    return list(result.rows)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("近三年的申请", (2020, 2021, 2022)),
        ("四年累计收到", (2019, 2020, 2021, 2022)),
        ("2020年以来的申请", (2020, 2021, 2022)),
        ("2021年以前的申请", (2019, 2020)),
        ("去年收到多少", (2021,)),
        ("今年收到多少", (2022,)),
        ("连续三年增长", (2019, 2020, 2021, 2022)),
        ("in the last two years", (2021, 2022)),
        ("since 2020", (2020, 2021, 2022)),
        ("last year", (2021,)),
        ("between 2020 and 2022", (2020, 2021, 2022)),
        ("四年的公开率", (2019, 2020, 2021, 2022)),
        ("教育局三年新收", (2020, 2021, 2022)),
        ("四年中至少", (2019, 2020, 2021, 2022)),
    ],
)
def test_years_are_counted_from_the_latest_of_the_collection(text: str, years: tuple[int, ...]) -> None:
    [found] = find_years(text, 2019, 2022)
    assert found.years == years


@pytest.mark.parametrize(
    "text", ["上年结转", "去年结转来的", "carried over from last year", "上一年项目数量"]
)
def test_a_year_that_belongs_to_the_form_is_none_of_the_questions(text: str) -> None:
    assert find_years(text, 2019, 2022) == []


@pytest.mark.parametrize(
    ("question", "operation", "change"),
    [
        ("南京市教育局2022年比2021年多收了几件申请", "growth", Change(direction=1)),
        ("南京市教育局申请量同比增长率", "growth", Change(relative=True, direction=1)),
        ("2022年申请减少最多的单位", "rank", Change(direction=-1)),
        ("2022年申请增幅超过两成的单位", "filter", Change(relative=True, direction=1)),
        ("哪些单位的申请年年都在涨", "filter", Change(direction=1, each_year=True, steady=True)),
        ("How many agencies had fewer requests in 2022 than in 2021?", "count", Change(direction=-1)),
        ("南京市教育局历年申请量", "trend", None),
        ("南京市教育局哪一年收到的申请最多", "top_year", None),
        ("南京市教育局四年累计收到多少申请", "sum", None),
        ("南京市教育局年均收到多少申请", "average", None),
        ("2022年南京市教育局的申请是2019年的百分之几", "times", None),
        ("2022年深圳市政府比南京市政府多收到多少件申请", "difference", None),
        ("南京市教育局2022年申请量的排名", "position", None),
        ("How many agencies received more than 1,000 requests in both 2021 and 2022?", "count", None),
    ],
)
def test_what_is_asked_over_years(read: Read, question: str, operation: str, change: Change | None) -> None:
    intent = read(question)
    assert (intent.operation, intent.change) == (operation, change)


def test_a_change_of_the_form_is_no_change_over_years(read: Read) -> None:
    assert read("2020年行政许可项目增加最多的单位").metrics[0].of.columns == ("change",)
    assert read("2020年行政许可项目增加最多的单位").change is None
    assert read("2022年行政许可处理决定比上年增加最多的单位").metrics[0].of.columns == ("decisions",)


def test_a_change_shows_and_cites_both_its_figures(over_years: Assistant) -> None:
    answer = answered(over_years, "南京市教育局2022年比2021年多收了几件申请")
    assert answer.result is not None
    assert answer.result.columns == (
        "agency",
        "year",
        "year_before",
        "received",
        "received_before",
        "change",
        "growth",
    )
    assert answer.result.rows == ((NANJING, 2022, 2021, 131, 120, 11, pytest.approx(11 / 120)),)
    assert {(c.year, c.quote) for c in answer.citations} == {(2022, "131"), (2021, "120")}


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("2022年哪个单位的申请增加最多", ["北京市朝阳区人民政府"]),
        ("2022年申请增幅最大的单位", ["深圳市南山区粤海街道办事处"]),
        ("2021年哪些单位的申请比2020年少", ["徐州市公安局", "江苏省生态环境厅"]),
        ("Which agencies saw requests fall every single year since 2019?", ["徐州市公安局"]),
        ("2021年申请比2020年增加一倍以上的单位", ["昆山市周市镇人民政府"]),
        ("2019年至2022年收到申请最多的单位", ["北京市朝阳区人民政府"]),
        ("每年收到的申请都超过2000件的单位有哪些", []),
    ],
)
def test_who_moved_most_or_enough(over_years: Assistant, question: str, wanted: list[str]) -> None:
    assert [row[0] for row in rows(over_years, question)] == wanted


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("所有单位每年一共收到多少件申请", [16304, 15697, 18068, 18945]),
        ("江苏省历年申请总量", [5027, 4989, 5649, 6046]),
        ("南京市教育局四年累计收到多少件申请", [431]),
        ("深圳市政府年均收到多少件申请", [1614.5]),
        ("全部单位平均每年一共收到多少申请", [17253.5]),
        ("苏州市公安局和成都市公安局2022年申请量相差几倍", [pytest.approx(401 / 287)]),
        ("江宁区政府2021年申请量占全省的比例", [pytest.approx(861 / 5649)]),
        ("南京市教育局2022年的申请量在全市排第几", [5]),
    ],
)
def test_a_number_over_years_or_agencies(over_years: Assistant, question: str, numbers: list[float]) -> None:
    assert [row[-1] for row in rows(over_years, question)] == numbers


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("天津河西区政府2022年申请量比2021年增长多少", "year_not_indexed"),
        (
            "How much did requests at the Changchun Education Bureau change from 2020 to 2021?",
            "year_not_indexed",
        ),
        ("2019年比2018年申请增加最多的单位", "year_not_indexed"),
        ("徐州市公安局2021年予以公开比上年增加多少", "blank_cell"),
        ("佛山市教育局2021年上年结转比2020年多多少", "blank_cell"),
    ],
)
def test_a_change_without_both_figures_is_none(over_years: Assistant, question: str, reason: str) -> None:
    answer = over_years.ask(question)
    assert (answer.status, answer.reason) == ("no_data", reason)


@pytest.mark.parametrize(
    "question",
    [
        "深圳市政府2022年的申请量排名比2021年上升了吗",
        "2021年申请超过1000件的单位数比2020年多几个",
        "昆山市政府2022年申请量的占比",
        "2022年申请量中位数比2021年高多少",
    ],
)
def test_what_is_not_worked_out_is_not_answered_as_something_else(
    over_years: Assistant, question: str
) -> None:
    answer = over_years.ask(question)
    assert answer.status != "answered" or answer.route != "statistics"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("昆山市政府去年收到多少申请", "“去年”按收录的年份读作 2021 年"),
        ("南京市教育局2018年到2022年的申请趋势", "2018 年没有收录"),
        ("2022年申请增长最多的单位", "比较的是 2022 年与上一年 2021 年"),
        ("2022年申请增长最多的单位", "缺其中某一年报告的：天津市河西区人民政府、昆山市教育局。没有参加比较"),
        ("南京市教育局2019年到2022年的申请趋势", "跨版比较时口径可能不同"),
        ("所有单位每年一共收到多少件申请", "各年加总的报告份数不同：2019 年 42 份"),
        ("所有单位每年一共收到多少件申请", "相加会重复计算"),
    ],
)
def test_what_is_said_beside_it(over_years: Assistant, question: str, said: str) -> None:
    assert any(said in caveat for caveat in answered(over_years, question).caveats)


@pytest.mark.parametrize(
    "question",
    [
        "教育局2019到2022年逐年的平均新收申请数",
        "What was the average number of requests per education bureau in each year?",
    ],
)
def test_the_mean_of_each_year_is_a_row_a_year(over_years: Assistant, question: str) -> None:
    sql = (
        "SELECT year, AVG(total) FROM applications WHERE row = 'received' AND agency LIKE '%教育局'"
        " GROUP BY year ORDER BY year"
    )
    answer = over_years.ask(question)
    assert answer.result is not None and answer.result.columns == ("year", "received")
    assert list(answer.result.rows) == over_years.store.connection.execute(sql).fetchall()


@pytest.mark.parametrize(
    "text", ["三年的规划", "有三年的申请", "哪两年的申请", "每两年新收", "第三年的公开率"]
)
def test_a_number_of_years_may_be_no_span(text: str) -> None:
    assert find_years(text, 2019, 2022) == []


def test_a_number_of_years_that_is_not_read_is_told(read: Read) -> None:
    assert read("哪四年的申请最多").unheeded == ("四年",)


@pytest.mark.parametrize(
    ("question", "key", "where"),
    [
        ("每年各单位申请量的中位数是多少", "year", "1"),
        ("按省看，2022年新收申请的中位数", "province", "year = 2022"),
        ("median requests per province in 2022", "province", "year = 2022"),
    ],
)
def test_a_median_of_each_year_or_place(over_years: Assistant, question: str, key: str, where: str) -> None:
    sql = f"SELECT {key}, total FROM applications WHERE row = 'received' AND total IS NOT NULL AND {where}"
    values: dict[object, list[float]] = {}
    for group, value in over_years.store.connection.execute(sql):
        values.setdefault(group, []).append(value)
    assert dict(rows(over_years, question)) == {group: median(own) for group, own in values.items()}


def test_kinds_are_held_beside_each_other_by_their_medians(over_years: Assistant) -> None:
    question = "2022年区政府和市局新收申请的中位数各是多少"
    assert rows(over_years, question) == [("区政府", 742), ("市局", 107.5)]
    means = rows(over_years, question.replace("中位数", "平均数"))
    assert means != rows(over_years, question)


def test_rates_of_all_years_are_pooled_and_their_distance_is_told_by_the_query(over_years: Assistant) -> None:
    """A rate of four years is all that was disclosed of all that was concluded, never four percentages added up."""
    answer = answered(over_years, "南京市教育局和成都市公安局四年合计的公开率相差多少")
    assert answer.result is not None
    [first, second, apart] = answer.result.rows[0]
    pooled = [
        over_years.store.connection.execute(
            """
            SELECT 1.0 * SUM(CASE WHEN row IN ('granted', 'partly_granted') THEN total END)
              / SUM(CASE WHEN row = 'concluded' THEN total END)
            FROM applications WHERE agency = ?
            """,
            [agency],
        ).fetchone()[0]
        for agency in (NANJING, "成都市公安局")
    ]
    assert [first, second] == pytest.approx(pooled)
    assert apart == pytest.approx(pooled[0] - pooled[1])
    assert "相差 **3.35 个百分点**" in answer.answer


@pytest.mark.parametrize(
    ("question", "test", "agencies"),
    [
        ("2022年申请最多的三家合计占全部的比例", "place <= 3", 3),
        ("2022年申请最少的三家占全部的多少", "place_from_end <= 3", 4),  # two are third
        ("2022年第三名的申请占全部的比例", "place = 3", 1),
    ],
)
def test_the_share_of_the_first_is_of_those_that_are_told(
    over_years: Assistant, question: str, test: str, agencies: int
) -> None:
    sql = f"""
        SELECT SUM(CASE WHEN {test} THEN total END), SUM(CASE WHEN {test} THEN 1 END), SUM(total) FROM (
            SELECT *, RANK() OVER (ORDER BY total DESC) AS place, RANK() OVER (ORDER BY total) AS place_from_end
            FROM applications WHERE row = 'received' AND year = 2022 AND total IS NOT NULL
        )"""
    top, number, whole = over_years.store.connection.execute(sql).fetchone()
    answer = answered(over_years, question)
    assert number == agencies
    assert answer.result is not None and answer.result.rows == ((top, whole, top / whole),)
    assert sum(line.startswith("- ") for line in answer.answer.splitlines()) == agencies
    assert f"的 {agencies} 个单位" in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "各省每年的申请总量",
        "逐年列出各省申请总量",
        "Total requests by province for each year",
        "province by province, year by year, total requests",
    ],
)
def test_provinces_have_a_figure_of_each_year(over_years: Assistant, question: str) -> None:
    answer = answered(over_years, question)
    gold = "SELECT province, year, SUM(total) FROM applications WHERE row = 'received' AND total IS NOT NULL GROUP BY 1, 2"
    assert answer.result is not None
    assert sorted(answer.result.rows) == over_years.store.connection.execute(gold).fetchall()


@pytest.mark.parametrize(
    "question", ["每年申请总量最多的省是哪个", "Which province had the most requests in total each year?"]
)
def test_a_province_is_first_in_each_year(over_years: Assistant, question: str) -> None:
    answer = answered(over_years, question)
    assert answer.result is not None
    assert [row[:2] for row in answer.result.rows] == [("北京市", year) for year in (2019, 2020, 2021, 2022)]


@pytest.mark.parametrize(
    "question",
    [
        "2020年到2022年哪个省的申请总量增加最多",
        "Which province's total of requests rose most between 2020 and 2022?",
    ],
)
def test_provinces_moved(over_years: Assistant, question: str) -> None:
    answer = answered(over_years, question)
    gold = (
        "SELECT a.province, SUM(a.total) - (SELECT SUM(b.total) FROM applications AS b WHERE b.row = 'received'"
        " AND b.year = 2020 AND b.province = a.province) AS moved FROM applications AS a"
        " WHERE a.row = 'received' AND a.year = 2022 GROUP BY 1 ORDER BY 2 DESC LIMIT 1"
    )
    ((province, moved),) = over_years.store.connection.execute(gold).fetchall()
    assert answer.result is not None
    row = dict(zip(answer.result.columns, answer.result.rows[0], strict=True))
    assert (row["province"], row["change"]) == (province, moved)


@pytest.mark.parametrize(
    "question", ["每个单位申请最多的是哪一年", "In which year did each agency receive the most requests?"]
)
def test_each_agency_has_a_highest_year_of_its_own(over_years: Assistant, question: str) -> None:
    answer = answered(over_years, question)
    assert answer.result is not None
    rows = {row[0]: row[2] for row in answer.result.rows}
    gold = (
        "SELECT agency, MAX(total) FROM applications WHERE row = 'received' AND total IS NOT NULL GROUP BY 1"
    )
    assert rows == dict(over_years.store.connection.execute(gold).fetchall())


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("南京市教育局2022年的申请比平均多多少", "TRUE"),
        ("南京市教育局2022年的申请高于全市平均吗", "city = '南京市'"),
        ("How far is the Nanjing Education Bureau above the average in requests, 2022?", "TRUE"),
    ],
)
def test_one_agency_stands_beside_the_mean(over_years: Assistant, question: str, whole: str) -> None:
    answer = answered(over_years, question)
    assert answer.result is not None
    gold = f"SELECT AVG(total) FROM applications WHERE row = 'received' AND year = 2022 AND {whole}"
    ((mean,),) = over_years.store.connection.execute(gold).fetchall()
    assert answer.result.rows[0][1] == pytest.approx(mean)


@pytest.mark.parametrize(
    "question", ["全市一共多少件诉讼", "2022年全省平均公开率", "申请量超过全省平均的区政府有几个"]
)
def test_a_place_of_nobody_is_asked_back(over_years: Assistant, question: str) -> None:
    assert over_years.ask(question).status == "no_data"


@pytest.mark.parametrize(
    "question",
    [
        "2022年增长超过10%的单位有哪些",
        "2022年比2021年增长的单位有几家",
        "Which agencies grew by more than 10% in 2022?",
    ],
)
def test_a_test_without_a_figure_is_asked_back(over_years: Assistant, question: str) -> None:
    assert over_years.ask(question).reason == "ambiguous_item"
