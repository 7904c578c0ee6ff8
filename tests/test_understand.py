"""What a question is understood to ask: names, figures, operations, and what is left unexplained."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.agencies import Directory, sub_row_labels
from assistant.intent import Condition, Intent
from assistant.understanding.plain.in_full import in_full
from assistant.understanding.plain.turns_of_phrase import in_plain_english
from assistant.understanding.understand import understand
from assistant.understanding.words.mentions import Threshold, Top
from assistant.understanding.words.said_numbers import find_numbers
from assistant.vocabulary import load_vocabulary, with_sub_rows
from index.store import Store

Read = Callable[..., Intent]
DAXING, HUANCUI = "北京市大兴区应急管理局", "威海市环翠区应急管理局"
HUANGPU, HUANGPU_BUREAU = "广州市黄埔区人民政府", "广州市黄埔区应急管理局"
LIAOZHONG = "沈阳市辽中区应急管理局"


@pytest.fixture(scope="module")
def read(store_path: Path) -> Read:
    return _reader(store_path)


@pytest.fixture(scope="module")
def corpus_read(corpus_store_path: Path) -> Read:
    return _reader(corpus_store_path)


def _reader(store_path: Path) -> Read:
    store = Store.open(store_path)
    vocabulary = with_sub_rows(load_vocabulary(), sub_row_labels(store.connection))
    directory = Directory(store.connection)
    return lambda question, *before: understand(question, vocabulary, directory, before)


@pytest.mark.parametrize(
    ("name", "agencies"),
    [
        ("大兴", (DAXING,)),
        ("大兴区应急局", (DAXING,)),
        ("北京市大兴区应急管理局", (DAXING,)),
        ("黄埔", (HUANGPU, HUANGPU_BUREAU)),
        ("黄埔区政府", (HUANGPU,)),
        ("广州开发区管委会", (HUANGPU,)),
        ("黃埔區人民政府", (HUANGPU,)),
        ("广州的应急局", (HUANGPU_BUREAU,)),
        ("沈阳市应急管理局", ()),  # the city's own bureau, not its district's
        ("广州市政府", ()),
        ("大兴区政府", ()),  # its bureau is indexed, it is not
        ("黄埔区教育局", ()),
        ("天河区应急管理局", ()),
    ],
)
def test_a_name_calls_the_agencies_it_fits_and_no_other(
    read: Read, name: str, agencies: tuple[str, ...]
) -> None:
    intent: Intent = read(f"{name}收到多少件政府信息公开申请")
    assert [group.agencies for group in intent.groups] == [agencies]


@pytest.mark.parametrize(
    ("name", "agencies"),
    [
        ("the Huangpu district government", (HUANGPU,)),
        ("the government of Huangpu District", (HUANGPU,)),
        ("the Emergency Management Bureau of Daxing", (DAXING,)),
        ("the Daxing EMB", (DAXING,)),
        ("Guangzhou government", ()),
        ("the Shenzhen Public Security Bureau", ()),
    ],
)
def test_a_name_in_english_does_too(read: Read, name: str, agencies: tuple[str, ...]) -> None:
    intent: Intent = read(f"How many requests did {name} receive?")
    assert [group.agencies for group in intent.groups] == [agencies]


def test_two_names_are_two_groups_and_share_an_office_said_once(read: Read) -> None:
    intent: Intent = read("大兴、环翠和辽中的应急管理局行政处罚分别多少")
    assert [g.agencies for g in intent.groups if len(g.agencies) == 1] == [
        (DAXING,),
        (HUANCUI,),
        (LIAOZHONG,),
    ]


@pytest.mark.parametrize(
    ("question", "operation", "metrics"),
    [
        ("哪个局收到的申请最多", "rank", ["received"]),
        ("大兴和环翠谁的行政处罚多", "compare", ["penalties_decisions"]),
        ("各单位采购总金额合计", "sum", ["procurement_amount"]),
        ("申请超过10件的单位", "filter", ["received"]),
        ("几个局没有收到申请", "count", ["received"]),
        ("黄埔区政府不予公开的理由里哪一项最多", "top_item", None),
        ("黄埔区政府予以公开和部分公开一共多少件", "lookup", ["granted_plus_partly_granted"]),
        ("各局自然人申请占比", "list", ["natural_person_share"]),
        ("Which three agencies made the most licensing decisions?", "rank", ["licensing_decisions"]),
        ("大兴应急局行政处罚排第几", "position", ["penalties_decisions"]),
    ],
)
def test_what_is_to_be_done_with_which_figures(
    read: Read, question: str, operation: str, metrics: list[str] | None
) -> None:
    intent: Intent = read(question)
    assert intent.operation == operation
    if metrics is not None:
        assert [metric.code for metric in intent.metrics] == metrics


def test_one_wrong_character_is_read_as_meant_and_said(read: Read) -> None:
    intent: Intent = read("大兴区应急管里局行政处罚决定多少")
    assert intent.agencies == (DAXING,)
    assert intent.corrected == (("应急管里局", "应急管理局"),)


def test_a_real_office_is_nobodys_misspelling(read: Read) -> None:
    intent: Intent = read("大兴区水务局收到多少申请")
    assert [group.agencies for group in intent.groups] == [()]


def test_words_that_nothing_explains_are_kept(read: Read) -> None:
    assert read("大兴区应急局收到多少件烟花爆竹申请").unexplained == ("烟花爆竹",)


@pytest.mark.parametrize(
    ("before", "question", "agencies", "metrics", "years"),
    [
        ("黄埔区政府2020年收到多少件申请", "那大兴呢", (DAXING,), ["received"], (2020,)),
        ("大兴应急局行政处罚决定有多少", "换成环翠", (HUANCUI,), ["penalties_decisions"], ()),
        ("大兴应急局行政处罚决定有多少", "2021年呢", (DAXING,), ["penalties_decisions"], (2021,)),
        ("黄埔区应急管理局收到多少件申请", "不是局，是区政府", (HUANGPU,), ["received"], ()),
        (
            "黄埔区政府本机关不掌握的有几件",
            "其中企业的有几件？",
            (HUANGPU,),
            ["unavailable_not_held_company"],
            (),
        ),
    ],
)
def test_a_question_goes_on_with_the_one_before(
    read: Read,
    before: str,
    question: str,
    agencies: tuple[str, ...],
    metrics: list[str],
    years: tuple[int, ...],
) -> None:
    intent: Intent = read(question, before)
    assert (intent.agencies, [metric.code for metric in intent.metrics], intent.years) == (
        agencies,
        metrics,
        years,
    )


def test_a_whole_question_does_not_lean_on_the_one_before(read: Read) -> None:
    intent: Intent = read("Which bureau got the most applications?", "黄埔区应急管理局的组长是谁")
    assert (intent.groups, intent.scope) == ((), "bureaus")


def test_years_of_carried_over_applications_are_those_of_the_report(read: Read) -> None:
    intent: Intent = read("黄埔区政府2019年结转了多少件申请")
    assert (intent.years, [metric.code for metric in intent.metrics]) == ((2020,), ["carried_in"])


@pytest.mark.parametrize(
    ("question", "catalog"),
    [
        ("有没有大兴区应急管理局的年报", True),
        ("收录了哪些报告", True),
        ("环翠区应急管理局有没有成立政府信息公开工作领导小组", False),
        ("大兴区应急管理局有没有开展培训", False),
    ],
)
def test_only_a_question_about_the_reports_themselves_is_about_the_collection(
    read: Read, question: str, catalog: bool
) -> None:
    assert read(question).asks_catalog is catalog


@pytest.mark.parametrize(
    ("question", "unheeded"),
    [
        ("翻到黄埔区政府的年报，行政处罚决定填的是几项", ()),
        ("my boss wants the penalties of the Huangpu District Government", ()),
        ("黄埔区政府烟花爆竹行政处罚有几项", ("烟花爆竹",)),
        ("How many parking penalties did the Huangpu District Government impose?", ("parking",)),
        ("How many penalties for smoking did the Huangpu District Government impose?", ("smoking",)),
    ],
)
def test_an_unknown_word_disturbs_only_where_it_could_narrow_a_figure(
    read: Read, question: str, unheeded: tuple[str, ...]
) -> None:
    assert read(question).unheeded == unheeded


@pytest.mark.parametrize(
    ("short", "whole"),
    [
        ("reqs recd by Huangpu dist gov't in twenty twenty", "requests received by Huangpu district government in 2020"),
        ("hw many apps did daxing emerg. mgmt bureau get", "how many applications did daxing emergency management bureau get"),
        ("which govs got more than forty-two requests pls", "which governments got more than 42 requests please"),
        ("bureaus w/ fewer than a hundred and five reqs", "bureaus with fewer than 105 requests"),
        ("Huangpu n Daxing, avg no. of requests", "Huangpu and Daxing, average number of requests"),
    ],
)  # fmt: skip
def test_short_forms_and_number_words_are_read_as_what_they_stand_for(
    read: Read, short: str, whole: str
) -> None:
    said, meant = read(short), read(whole)
    assert not said.unexplained
    assert said == meant._replace(question=said.question, text=said.text, topic=said.topic, wording=said.wording,
                                  groups=said.groups)  # fmt: skip
    assert [group.agencies for group in said.groups] == [group.agencies for group in meant.groups]


@pytest.mark.parametrize(
    "question",
    [
        "carried over from 2020 into 2021 by Huangpu",
        "How many did Huangpu push over from 2020 to 2021?",
        "How many requests did Huangpu take forward into the following year in 2020?",
        "How many open requests did Huangpu go into 2021 with?",
        "At the close of 2020, how many did Huangpu carry forward unresolved into the next year?",
        "Did Huangpu carry any requests over into the next year in 2020?",
    ],
)
def test_what_goes_from_one_year_into_the_next_stands_in_the_first_ones_report(
    read: Read, question: str
) -> None:
    intent = read(question)
    assert ([metric.code for metric in intent.metrics], intent.years) == (["carried_over"], (2020,))


@pytest.mark.parametrize("question", ["R&D", "No. Huangpu", "five bureaus and two years", "the one hundred"])
def test_what_is_no_short_form_stays_as_it_is(question: str) -> None:
    assert in_full(question, load_vocabulary().short_forms) in (question, "R and D", "the 100")


@pytest.mark.parametrize(
    ("question", "left_out"),
    [
        ("What share of penalties were imposed by the emergency bureaus?", "what share"),
        ("In which year did Daxing receive more requests than Huancui?", "in which year"),
        ("How many requests to the Huangpu district government were not granted?", "not granted"),
        ("What was the most lawsuits any bureau had in a single year?", "in a single year"),
        ("How many requests did the Daxing bureau disclose?", "disclose"),
        ("大兴应急局2020年信息不存在占无法提供的比例", "信息不存在"),
        ("In how many reviews was the Daxing bureau right?", "right"),
        ("大兴应急局2020年信息不在柜子里的申请几件", "不"),
        ("大兴应急局2020年以影响形象为由不公开几件", "影响形象"),
    ],
)
def test_what_a_reading_does_not_take_up_is_told(read: Read, question: str, left_out: str) -> None:
    assert any(left_out in word for word in read(question).unheeded)


def test_in_how_many_years_a_test_has_to_hold_is_read(read: Read) -> None:
    twice = read("Which agencies received more than 100 requests in at least two years?")
    assert twice.every_year and twice.in_years == Condition(">=", 2)
    assert read("Which agencies received more than 100 requests in only one year?").in_years == Condition(
        "=", 1
    )
    never = read("Which agencies never received more than 100 requests?")
    assert never.in_each_report and never.condition == Condition("<=", 100)
    assert read("Which agencies had no lawsuits in any year?").in_years is None


def test_of_those_keeps_the_kind_of_applicant(read: Read) -> None:
    before = "How many requests did companies send to the Huangpu district government?"
    assert [m.code for m in read("How many of those were granted?", before).metrics] == ["granted_company"]
    assert [m.code for m in read("And refused?", before).metrics] == ["refused_company"]
    assert [m.code for m in read("And its lawsuits?", before).metrics] == ["litigation"]


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        (
            "大兴应急局2020年因没按收费通知交费而不再处理的有几件",
            ["other_unpaid"],
        ),  # one of many ways to say it
        ("大兴应急局2020年予以部分公开的申请件数是多少", ["partly_granted"]),  # 予以 goes with it
        ("大兴应急局2020年败诉几次", ["litigation_corrected"]),  # only a court says so
        ("大兴应急局2020年行政复议中败诉几次", ["review_corrected"]),
        ("大兴应急局2020年办结多少件，其中予以公开的几件", ["concluded", "granted"]),
        ("大兴应急局2020年不予公开共多少件，其中执法案卷类多少件", ["refused", "refused_enforcement"]),
        ("大兴应急局2020年不予公开总数以及其中国家秘密的件数", ["refused", "refused_state_secret"]),
        ("大兴应急局2020年复议结果为维持的件数", ["review_upheld"]),
        ("大兴应急局2020年被复议机关纠正的件数", ["review_corrected"]),
        ("大兴应急局2020年被法院纠正几次", ["litigation_corrected"]),
        ("老百姓2020年把大兴应急局告了多少次", ["litigation"]),
        ("2020年结转下年的占大兴应急局新收申请的百分比", ["received", "carried_over", "carried_over_share"]),
        ("大兴应急局2020年新收申请中结转下年占多少", ["received", "carried_over", "carried_over_share"]),
        (
            "大兴应急局2020年内部事务信息占不予公开的比例",
            ["refused", "refused_internal", "refused_internal_share"],
        ),
        ("How many lawsuits followed a review at the Daxing bureau?", ["litigation_after_review"]),
        ("How many people sued the Daxing bureau without first seeking a review?", ["litigation_direct"]),
        (
            "How many requests did the Daxing bureau disclose at least in part?",
            ["granted_plus_partly_granted"],
        ),
        ("Refusals and the refusal rate of the Daxing bureau", ["refused", "refusal_rate"]),
        (
            "The total of refusals at the Daxing bureau, and of these the state-secret ones?",
            ["refused", "refused_state_secret"],
        ),
        ("With how many pending requests did the Daxing bureau start?", ["carried_in"]),
        ("The Daxing bureau started with how many pending requests?", ["carried_in"]),
        ("How many requests were still there at the end of 2020 at the Daxing bureau?", ["carried_over"]),
        ("How many requests did the Daxing bureau answer?", ["concluded"]),
        ("Change in licensing items at the Daxing bureau in 2020", ["licensing_change"]),
        (
            "How many normative documents had the Daxing bureau made public by 2020?",
            ["normative_documents_public_total"],
        ),
        ("How many lawsuits against the Daxing bureau are still open?", ["litigation_pending"]),
        ("How many government procurement items did the Daxing bureau have?", ["procurement_items"]),
        ("How many requests did the Daxing bureau finish?", ["concluded"]),
        (
            "What's the total of normative documents the Daxing bureau made public?",
            ["normative_documents_public_total"],
        ),
        ("How many requests did the Daxing bureau refuse, all grounds?", ["refused"]),
        (
            "How many requests did the Daxing bureau drop because applicants failed to pay on time?",
            ["other_unpaid"],
        ),
        ("大兴应急局2020年年初接手了多少件旧的，年末又留下多少件", ["carried_in", "carried_over"]),
        ("截至2020年12月31日大兴应急局尚未办结的申请有几件", ["carried_over"]),
        ("大兴应急局2020年的公开率（予以公开÷办结总数）", ["grant_rate"]),
        ("大兴应急局2020年新收里，申请人归在“其他”那一栏的是多少", ["received_other_org"]),
        ("大兴应急局2020年以还在研究为由不公开的几件", ["refused_process"]),
        ("大兴应急局2020年不批准公开的申请有几件", ["refused"]),
        ("2020年向大兴应急局申请的其他组织有几件", ["received_other_org"]),
        ("法人、其他组织2020年向大兴应急局申请几件", ["received_organisations"]),
        ("大兴应急局2020年（三）不予公开第4项是多少", ["refused_third_party"]),
        ("大兴应急局2020年答复“信息不存在”的有几件", ["unavailable_not_held", "unavailable_not_existing"]),
        ("大兴应急局2020年动用过行政强制没有？多少次", ["coercion_decisions"]),
        (
            "Companies' share in the requests granted by the Daxing bureau",
            ["granted", "granted_company", "granted_company_share"],
        ),
        ("我母亲去年要过拆迁材料，所以想知道2020年大兴应急局总共收到多少件申请", ["received"]),
        ("大兴应急局2020年上年结转相当于本年新收的几成", ["received", "carried_in", "carried_in_share"]),
        ("大兴应急局2020年度结转次年的数量", ["carried_over"]),
        ("2020年有几份申请交到了大兴应急局手上", ["received"]),
        (
            "How many requests would have needed the Daxing bureau to compile information?",
            ["unavailable_not_existing"],
        ),
    ],
)
def test_each_way_of_asking_for_a_figure_is_read(read: Read, question: str, figures: list[str]) -> None:
    intent = read(question)
    assert ([metric.code for metric in intent.metrics], intent.unexplained) == (figures, ())


def test_one_agencys_name_at_the_end_counts_no_agencies(read: Read) -> None:
    assert read("需另行制作的申请，2020年黄埔区政府有多少").operation == "lookup"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("100 and more requests", Threshold(">=", 100.0, "")),
        ("100 and fewer requests", Threshold("<=", 100.0, "")),
        ("the three best-placed agencies", Top(3, True)),
        ("the three worst-placed agencies", Top(3, False)),
        ("who is right below the leader", Top(2, True, alone=True)),
    ],
)
def test_english_bounds_and_places(corpus_store_path: Path, text: str, kind: object) -> None:
    found = find_numbers(text, Directory(Store.open(corpus_store_path).connection))
    assert [mention.kinds for mention in found] == [(kind,)]


@pytest.mark.parametrize(
    "question",
    [
        "Which three education bodies had the most requests in 2022?",
        "education departments, requests 2022",
        "education bureaus and commissions: requests in 2022",
        "2022年教育口的申请",
        "2022年教育类单位的申请",
        "2022年教育局和教委的申请",
    ],
)
def test_a_line_of_work_takes_in_its_bodies_whatever_they_are_called(
    corpus_read: Read, question: str
) -> None:
    (group,) = corpus_read(question).groups
    assert "北京市朝阳区教育委员会" in group.agencies
    assert ("南京市教育局" in group.agencies, group.beside) == (True, ())


@pytest.mark.parametrize(
    "question", ["2022年哪家教育局申请最多", "Which education bureau got the most in 2022?"]
)
def test_an_offices_own_name_tells_whom_it_leaves_out(corpus_read: Read, question: str) -> None:
    (group,) = corpus_read(question).groups
    assert group.beside == ("北京市朝阳区教育委员会",)


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("who got past the 2,500-request mark", "who exceeded 2,500 requests"),
        ("reviews in single digits", "reviews fewer than 10"),
        ("requests 2019 -> 2022", "requests from 2019 to 2022"),
        ("Nanjing vs Suzhou, who's ahead?", "Nanjing vs Suzhou, who had more?"),
        ("requests > 400 and reviews < 10. Who is left?", "requests > 400 and reviews < 10, which agencies?"),
        ("its rank against every other city government", "its rank against all city government"),
    ],
)
def test_what_english_says_otherwise_is_said_plainly(question: str, plain: str) -> None:
    assert in_plain_english(question) == plain


def test_a_place_named_again_is_the_one_of_two_it_names(corpus_read: Read) -> None:
    intent = corpus_read(
        "Nanjing government vs Suzhou government, requests in 2021: how many more did Nanjing get?"
    )
    assert (intent.operation, intent.agencies) == ("difference", ("南京市人民政府", "苏州市人民政府"))


@pytest.mark.parametrize(
    "question",
    [
        "南京市政府的申请比2020年增加了多少",
        "与2020年相比，南京市政府的申请是多了还是少了",
        "Nanjing government's requests: how much up on 2020?",
        "How have Nanjing government's requests changed compared with 2020?",
    ],
)
def test_a_year_that_is_compared_with_is_the_earlier_of_two(corpus_read: Read, question: str) -> None:
    change = corpus_read(question).change
    assert change is not None and change.on_named


def test_kinds_that_are_no_one_kind_have_each_its_own_mean(corpus_read: Read) -> None:
    intent = corpus_read(
        "On average, how many requests did a district government get in 2022, and how many a city bureau?"
    )
    assert [side.kind for side in intent.sides] == ["district governments", "city bureaus"]


@pytest.mark.parametrize(
    ("before", "question", "operation", "agencies", "years"),
    [
        ("Nanjing government's requests in 2022?", "was that more than 500?", "lookup", ["南京市人民政府"], (2022,)),
        ("南京市政府2022年的申请", "那超过500件了吗", "lookup", ["南京市人民政府"], (2022,)),
        ("Nanjing government's requests in 2022?", "Same thing for the previous year please", "lookup",
         ["南京市人民政府"], (2021,)),
        ("Nanjing government's requests in 2022?", "Is that more than Suzhou's?", "compare",
         ["南京市人民政府", "苏州市人民政府"], (2022,)),
        ("Requests of the Chaoyang District Government of Beijing in 2022?", "And the Chaoyang that is not in Beijing?",
         "lookup", ["长春市朝阳区人民政府"], (2022,)),
        ("Which agency received the most requests in 2021?", "which one came right after that", "rank", [], (2021,)),
    ],
)  # fmt: skip
def test_what_is_said_of_the_figure_before_is_of_that_figure(
    corpus_read: Read, before: str, question: str, operation: str, agencies: list[str], years: tuple[int, ...]
) -> None:
    intent = corpus_read(question, before)
    assert (intent.operation, list(intent.agencies), intent.years) == (operation, agencies, years)
