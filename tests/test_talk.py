"""Questions about the collection and its problems, and questions that go on: what is understood, and what is not passed over."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.agencies import Directory, sub_row_labels
from assistant.ask import Assistant
from assistant.conversation import Answer, Turn
from assistant.intent import Intent
from assistant.understanding.turns.choices import chosen
from assistant.understanding.turns.years_beside import year_step
from assistant.understanding.understand import understand
from assistant.understanding.words.collection_words import collection_words, counted_by
from assistant.understanding.words.typos import find_corrections
from assistant.vocabulary import load_vocabulary, with_sub_rows
from index.embedding import load_embedder
from index.problem_kinds import KINDS
from index.store import Store

Read = Callable[..., Intent]
Ask = Callable[..., Answer]


@pytest.fixture(scope="module")
def store(corpus_store_path: Path) -> Store:
    return Store.open(corpus_store_path)


@pytest.fixture(scope="module")
def read(store: Store) -> Read:
    vocabulary = with_sub_rows(load_vocabulary(), sub_row_labels(store.connection))
    directory = Directory(store.connection)
    return lambda question, *before: understand(question, vocabulary, directory, before)


@pytest.fixture(scope="module")
def ask(store: Store) -> Ask:
    assistant = Assistant(store, lambda: load_embedder(None))

    def answer(question: str, *before: str) -> Answer:
        turns: list[Turn] = []
        for earlier in before:
            turns.append(Turn(earlier, assistant.ask(earlier, turns).to_json()))
        return assistant.ask(question, turns)

    return answer


# ── problems ──


def test_every_kind_of_problem_that_can_be_asked_for_is_a_kind_of_the_checks() -> None:
    for word in load_vocabulary().problems:
        assert set(word.kinds) <= KINDS.keys()
        re.compile(word.pattern)


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("哪些报告分项加起来不等于总计", {"sum_total", "sum_concluded", "sum_disputes"}),
        ("谁的总计算错了", {"sum_total", "sum_concluded", "sum_disputes"}),
        ("上年结转和前一年结转下年度对不上的有哪些", {"carry_over"}),
        ("哪份报告文字说的和表格不一样", {"text_table"}),
        ("采购金额没写单位的报告", {"unknown_unit"}),
        ("哪些报告混用了两版表样", {"mixed_edition"}),
        ("哪份年报把新旧两种表样混着用", {"mixed_edition"}),
        ("采购金额单位没写清楚的是哪家", {"unknown_unit"}),
        ("谁家的新收+上年结转≠办理总计+结转下年", {"sum_intake"}),
        ("徐州市政府2021年的总计和分项差多少", {"sum_total", "sum_concluded", "sum_disputes"}),
        ("which report forgot the unit of an amount?", {"unknown_unit"}),
        ("哪些报告缺表", {"missing_table", "missing_row", "header"}),
        ("which reports state amounts without giving the unit?", {"unknown_unit"}),
        ("whose totals are wrong?", {"sum_total", "sum_concluded", "sum_disputes"}),
        ("where does the narrative contradict the tables?", {"text_table"}),
        ("does the number carried in differ from what was carried over?", {"carry_over"}),
        ("who carried over one number and began the next year with another?", {"carry_over"}),
        (
            "whose report has sums that don't work out?",
            {"sum_intake", "sum_concluded", "sum_total", "sum_disputes"},
        ),
    ],
)
def test_a_question_about_problems_says_which(question: str, kinds: set[str]) -> None:
    found = collection_words(question, load_vocabulary().problems)
    assert (found.asks_problems, set(found.problem_kinds)) == (True, kinds)


@pytest.mark.parametrize(
    "question",
    [
        "报告存在的主要问题是什么",
        "哪些单位没有收到申请",
        "上年结转的申请有多少件",
        "总计收到多少件申请",
        "南京市教育局2022年报告存在哪些问题",
        "是否公开了准确的数据",
        "how many requests were not granted?",
        "which units received no requests?",
        "what problems does the report name?",
    ],
)
def test_other_questions_are_not_about_problems(question: str) -> None:
    assert not collection_words(question, load_vocabulary().problems).asks_problems


@pytest.mark.parametrize(
    "question",
    [
        "徐州市政府2021年的年报可靠吗",
        "徐州市政府2021年的报告有没有毛病",
        "徐州市政府2021年表三加得起来吗",
        "Can I trust the numbers in Xuzhou Municipal Government's 2021 report?",
        "Is anything wrong with Xuzhou Municipal Government's 2021 report?",
    ],
)
def test_whether_a_report_is_sound_is_told_by_its_problems(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.result is not None
    assert {row[:2] for row in answer.result.rows} == {("徐州市人民政府", 2021)}


def test_an_english_answer_tells_a_problem_in_english_and_quotes_the_text(ask: Ask) -> None:
    answer = ask("Which 2021 reports contradict themselves between text and tables?")
    assert "text and table differ" in answer.answer
    assert "the text says “共收到" in answer.answer


def test_rows_named_beside_a_problem_narrow_it(ask: Ask) -> None:
    answer = ask("行政复议的数字对不上的有哪些报告")
    assert answer.result is not None
    assert {row[:2] for row in answer.result.rows} == {("佛山市顺德区人民政府", 2020)}


def test_what_is_not_understood_beside_a_problem_is_no_answer(ask: Ask) -> None:
    assert ask("哪些报告的烟花爆竹管理数字对不上").status != "answered"


# ── the collection ──


@pytest.mark.parametrize(
    ("question", "edition", "lacks"),
    [
        ("哪些报告用的是2019年版表样", "2019", False),
        ("2021年哪些报告还在用旧表样", "2019", False),
        ("which reports use the new form?", "2021", False),
        ("2021 reports on the previous (2019) edition of the form", "2019", False),
        ("which agencies didn't switch to the new tables?", "2019", False),
        ("哪些单位还没换新表", "2019", False),
        ("谁没有2022年的报告", "", True),
        ("哪些单位缺2020年的年报", "", True),
        ("which agencies did not publish a report in 2020?", "", True),
        ("有没有2022年的报告", "", False),
        ("哪些单位没有收到申请", "", False),
    ],
)
def test_editions_and_reports_that_are_not_there(question: str, edition: str, lacks: bool) -> None:
    found = collection_words(question, load_vocabulary().problems)
    assert (found.edition, found.lacks_report) == (edition, lacks)


def test_the_year_of_an_edition_is_no_year_asked_about(read: Read) -> None:
    assert read("2021年哪些报告用2019年版表样").years == (2021,)


@pytest.mark.parametrize(
    ("question", "column"),
    [
        ("每年有几份报告", "year"),
        ("reports per year", "year"),
        ("各省有几份", "province"),
        ("how many reports at each administrative level", "level"),
        ("各行政层级各有多少份报告", "level"),
        ("agencies of each kind", "level"),
        ("几份报告", ""),
    ],
)
def test_what_a_count_is_told_apart_by(question: str, column: str) -> None:
    assert counted_by(question) == column


# ── going on ──


@pytest.mark.parametrize(
    ("text", "number"),
    [("第二个", 1), ("the first one", 0), ("3", 2), ("后者", 2), ("2021", None), ("第二个局呢", None)],
)
def test_a_bare_choice(text: str, number: int | None) -> None:
    assert chosen(text, 3) == number


def test_a_step_from_the_year_before() -> None:
    assert [
        year_step(t) for t in ("上一年呢", "前一年呢？", "and the year before?", "下一年呢", "2021年呢")
    ] == [-1, -1, -1, 1, 0]


@pytest.mark.parametrize(
    ("before", "question", "agencies"),
    [
        ("南京市教育局2021年收到多少件申请", "那苏州呢", ("苏州市教育局",)),
        ("昆山市政府2022年收到多少申请", "那南京呢", ("南京市人民政府",)),
        ("鼓楼区政府2022年收到多少申请", "徐州的", ("徐州市鼓楼区人民政府",)),
        ("鼓楼区政府2022年收到多少申请", "第二个", ("徐州市鼓楼区人民政府",)),
        ("How many requests did the Gulou district government get in 2022?", "the Nanjing one", ("南京市鼓楼区人民政府",)),
    ],
)  # fmt: skip
def test_a_place_or_a_number_is_read_in_its_context(
    read: Read, before: str, question: str, agencies: tuple[str, ...]
) -> None:
    intent: Intent = read(question, before)
    assert (intent.agencies, [metric.code for metric in intent.metrics]) == (agencies, ["received"])


def test_a_place_without_that_kind_of_agency_stays_open(ask: Ask) -> None:
    assert ask("那成都呢", "昆山市政府2022年收到多少申请").status == "clarify"


def test_a_number_takes_nothing_where_nothing_is_open(ask: Ask) -> None:
    assert ask("第二个", "南京市教育局2021年收到多少件申请").status != "answered"


def test_a_ranking_goes_on_within_a_region(read: Read) -> None:
    intent: Intent = read("only in Guangdong", "Top 3 agencies by requests in 2021")
    assert (intent.operation, intent.n, len(intent.agencies)) == ("rank", 3, 7)


def test_a_share_goes_on_only_from_a_part(read: Read) -> None:
    assert read("那占比呢", "南京市教育局2021年予以公开多少件").metrics[-1].unit == "ratio"
    assert all(m.unit != "ratio" for m in read("那占比呢", "南京市教育局2021年收到多少件申请").metrics)


# ── what no figure heeds ──


@pytest.mark.parametrize(
    "question",
    [
        "昆山市政府2021年上半年收到多少申请",
        "昆山市政府2021年收到多少书面申请",
        "How many requests did the Kunshan government receive in the first quarter of 2021?",
        "How many requests filed by journalists did the Kunshan government get in 2021?",
    ],
)
def test_a_restriction_that_the_form_does_not_know_is_not_passed_over(ask: Ask, question: str) -> None:
    assert ask(question).status == "no_data"


def test_a_place_that_only_the_frame_names_is_not_passed_over(ask: Ask) -> None:
    assert (
        ask(
            "My parents live in Wuxi, so I wonder: how many requests did the city government there get?"
        ).status
        == "no_data"
    )


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("Kunshan government 2021, in-force normative-documents", "normative_documents_in_force"),
        ("Foshan Education Bureau 2021, brought-forward requests", "carried_in"),
        ("昆山市政府2021年“3.补正后申请内容仍不明确”多少件", "unavailable_unclear"),
    ],
)
def test_words_that_a_hyphen_joins_and_rows_with_their_number_are_read(
    read: Read, question: str, figure: str
) -> None:
    assert [metric.code for metric in read(question).metrics] == [figure]


@pytest.mark.parametrize(
    ("typed", "meant"), [("recieved", "received"), ("goverment", "government"), ("reqeusts", "requests")]
)
def test_a_slip_in_an_english_word(store: Store, typed: str, meant: str) -> None:
    found = find_corrections(typed, [(0, len(typed))], load_vocabulary(), Directory(store.connection))
    assert found == ((typed, meant),)


@pytest.mark.parametrize("word", ["police", "officers", "security", "processing"])
def test_a_real_english_word_is_no_slip(store: Store, word: str) -> None:
    assert find_corrections(word, [(0, len(word))], load_vocabulary(), Directory(store.connection)) == ()


# ── the collection ──


PROVINCES = ("北京市", "吉林省", "四川省", "天津市", "广东省", "江苏省", "江西省", "浙江省")


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("你这儿一共有几份", ((167,),)),
        ("库里收了多少家单位", ((43,),)),
        ("2022年度有多少份报告入库", ((41,),)),
        ("教育局有几家", ((7,),)),
        ("四川省财政厅有几年的报告", ((2,),)),
        ("最早是哪一年的报告", ((2019,),)),
        ("收录范围到哪一年", ((2022,),)),
        ("Which provinces are represented?", tuple((p,) for p in PROVINCES)),
        ("How far back does your data go?", ((2019,), (2020,), (2021,), (2022,))),
        ("hexi district 2021 report available?", (("天津市河西区人民政府", 2021),)),
        ("Looking for the 2021 report of Hexi District. Is it in there?", (("天津市河西区人民政府", 2021),)),
        ("Which agencies filed nothing for 2022?", (("天津市河西区人民政府", 2022), ("昆山市教育局", 2022))),
        ("谁没交2020年的报告", (("四川省财政厅", 2020), ("长春市教育局", 2020))),
    ],
)
def test_what_the_collection_holds_is_told(ask: Ask, question: str, rows: tuple[object, ...]) -> None:
    answer = ask(question)
    assert answer.result is not None
    assert (answer.route, answer.result.rows) == ("catalog", rows)


# ── what is taken from further back ──

TWO_YEARS = ("徐州市公安局2021年收了多少件申请", "2022年呢")
TWO_FIGURES = ("深圳市政府2022年不予公开多少件", "无法提供的呢")
THREE = ("2021年南京市政府收到多少件申请", "苏州市政府呢", "徐州市政府呢")
NANJING, SUZHOU, XUZHOU = "南京市人民政府", "苏州市人民政府", "徐州市人民政府"
TWO_AGENCIES = ("顺德区政府2021年收到多少件申请", "北滘镇呢")
AT_ONCE = ("南京市政府与苏州市政府2021年各收到多少件申请",)
NAMESAKE = ("北京市朝阳区应急管理局2022年收到多少件",)


@pytest.mark.parametrize(
    ("before", "question", "agencies", "metrics", "years"),
    [
        (TWO_YEARS, "这两年加起来一共多少", ["徐州市公安局"], ["received"], (2021, 2022)),
        (TWO_YEARS, "增加了几件", ["徐州市公安局"], ["received"], (2021, 2022)),
        (TWO_FIGURES, "这两项相加", ["深圳市人民政府"], ["refused_plus_unavailable"], (2022,)),
        (TWO_FIGURES, "昆山市政府也照这两项给我", ["昆山市人民政府"], ["refused", "unavailable"], (2022,)),
        (TWO_FIGURES, "哪个最多", ["深圳市人民政府"], ["refused", "unavailable"], (2022,)),
        (THREE, "三家加起来", [NANJING, SUZHOU, XUZHOU], ["received"], (2021,)),
        (THREE, "它们的不予公开呢", [NANJING, SUZHOU, XUZHOU], ["refused"], (2021,)),
        (THREE, "排个序", [NANJING, SUZHOU, XUZHOU], ["received"], (2021,)),
        (THREE[:2], "两个市的差距是多少", [NANJING, SUZHOU], ["received"], (2021,)),
        (AT_ONCE, "后者结转到下一年度的有多少", ["苏州市人民政府"], ["carried_over"], (2021,)),
        (TWO_AGENCIES, "回到区政府，办结多少件", ["佛山市顺德区人民政府"], ["concluded"], (2021,)),
        (TWO_AGENCIES, "前者办结多少件", ["佛山市顺德区人民政府"], ["concluded"], (2021,)),
        (NAMESAKE, "不对，我问的是长春的朝阳区应急局", ["长春市朝阳区应急管理局"], ["received"], (2022,)),
    ],
)
def test_a_question_may_go_on_with_several_before(
    read: Read,
    before: tuple[str, ...],
    question: str,
    agencies: list[str],
    metrics: list[str],
    years: tuple[int, ...],
) -> None:
    intent = read(question, *before)
    assert [*intent.agencies] == agencies
    assert [metric.code for metric in intent.metrics] == metrics
    assert intent.years == years


OF_GUANGDONG = "广东省2022年所有单位共收到多少件申请"
OF_ONE = "南京市财政局2022年收到多少件申请"


@pytest.mark.parametrize(
    ("before", "question", "operation", "agencies"),
    [
        (OF_GUANGDONG, "分单位列出来", "list", 7),
        (OF_GUANGDONG, "每家分别多少", "list", 7),
        ("How many requests did the agencies of Guangdong receive in 2022 in total?", "break it down by agency", "list", 7),
        (OF_ONE, "全市平均呢", "average", 9),
        (OF_ONE, "南京各单位平均是多少", "average", 9),
        (OF_ONE, "那办结的一共呢", "lookup", 1),
        (OF_ONE, "哪类申请人最多", "top_item", 1),
        (OF_ONE, "省平均呢", "average", 19),
    ],
)  # fmt: skip
def test_many_are_told_apart_and_one_beside_its_like(
    read: Read, before: str, question: str, operation: str, agencies: int
) -> None:
    intent = read(question, before)
    assert (intent.operation, len(intent.agencies), intent.years) == (operation, agencies, (2022,))


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("该局第二年呢", (2021,)),
        ("之后两年呢", (2021, 2022)),
        ("此后各年", (2021, 2022)),
        ("前面一年", (2019,)),
        ("and the following two years?", (2021, 2022)),
    ],
)
def test_years_are_told_by_the_year_before(read: Read, question: str, years: tuple[int, ...]) -> None:
    intent = read(question, "南京市财政局2020年收到多少件申请")
    assert (intent.agencies, intent.years) == (("南京市财政局",), years)


def test_which_reports_there_are_of_the_agency_before(read: Read) -> None:
    intent = read("一共有几年的报告", "四川省财政厅2022年收到多少件")
    assert (intent.asks_catalog, intent.agencies, intent.years) == (True, ("四川省财政厅",), ())


def test_two_names_that_both_could_be_several_are_asked_back(ask: Ask) -> None:
    before = ("How many requests did Nanshan District receive in 2022?", "And Shunde District?")
    assert ask("What is the gap between the two?", *before).reason == "ambiguous_agency"
