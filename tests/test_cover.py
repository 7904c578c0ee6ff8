"""The cover of a report: agency, second name, year, region and level from whatever tells them, or a clear refusal."""

from __future__ import annotations

import time

import pytest

from index.cover import read_cover
from index.errors import NotAReport
from index.report import Cover, Document, Problem, Region
from tests.english import told_in_english

PARTS = """一、总体情况
2021年，我局认真贯彻落实《中华人民共和国政府信息公开条例》，共主动公开政府信息12条。
二、主动公开政府信息情况
三、收到和处理政府信息公开申请情况
一、本年新收政府信息公开申请数量\t3\t0\t0\t0\t0\t0\t3
四、结转下年度继续办理\t0\t0\t0\t0\t0\t0\t0
四、政府信息公开行政复议、行政诉讼情况
五、存在的主要问题及改进情况
六、其他需要报告的事项
无。
"""
BARE_PARTS = PARTS.replace("2021年，", "")
NO_FIGURES = "一、总体情况\n我局认真贯彻。\n二、主动公开政府信息情况\n略\n"


def cover_of(text: str, file: str = "upload.txt", **about: str) -> tuple[Cover, list[Problem]]:
    cover, problems = read_cover(Document(file, text, about=about))
    return cover, told_in_english(problems)


def agency_year(text: str, file: str = "upload.txt", **about: str) -> tuple[str, int]:
    cover, _ = cover_of(text, file, **about)
    return cover.agency, cover.year


def kinds(text: str, file: str = "upload.txt", **about: str) -> list[str]:
    return [problem.kind for problem in cover_of(text, file, **about)[1]]


# ── titles ───────────────────────────────────────────────────────────────────────────────────────

TITLES = {
    "徐州市铜山区财政局2021年政府信息公开工作年度报告": "徐州市铜山区财政局",
    "徐州市铜山区财政局\n2021年政府信息公开工作年度报告": "徐州市铜山区财政局",
    "徐州市铜山区财政局\n来源：铜山区财政局 发布日期：2022-01-12 浏览次数：35\n2021年政府信息公开工作年度报告": "徐州市铜山区财政局",
    "徐州市铜山区\n财政局2021年政府信息\n公开工作年度报告": "徐州市铜山区财政局",
    "铜山区人力资源和社会\n保障局2021年政府信息公开工作年度报告": "铜山区人力资源和社会保障局",
    "铜山区 行政审批 服务局 2021 年度政府信息公开 年度报告": "铜山区行政审批服务局",
    "2021年徐州市铜山区水务局政府信息公开工作年度报告": "徐州市铜山区水务局",
    "2021年度徐州市铜山区水务局政府信息公开年报": "徐州市铜山区水务局",
    "徐州市铜山区水务局政府信息公开工作2021年度报告": "徐州市铜山区水务局",
    "徐州市铜山区水务局2021年度政府信息公开工作2021年年度报告": "徐州市铜山区水务局",
    "【2021】睢宁县审计局政府信息公开工作年度报告": "睢宁县审计局",
    "睢宁县审计局政府信息公开工作年度报告（2021年度）": "睢宁县审计局",
    "睢宁县审计局政府信息公开年报\n（2021年）": "睢宁县审计局",
    "睢宁县审计局（2021）政府信息公开工作年度报告": "睢宁县审计局",
    "睢宁县审计局二〇二一年政府信息公开工作年度报告": "睢宁县审计局",
    "睢宁县审计局２０２１年政府信息公开工作年度报告": "睢宁县审计局",
    "睢宁县审计局关于2021年度政府信息公开工作情况的报告": "睢宁县审计局",
    "关于呈报睢宁县审计局2021年政府信息公开工作年度报告的报告": "睢宁县审计局",
    "睢宁县审计局2021年信息公开工作年度报告": "睢宁县审计局",
    "睢宁县人民政府信息公开工作年度报告（2021年）": "睢宁县人民政府",
    "睢宁县人民政府（本级）2021年政府信息公开工作年度报告": "睢宁县人民政府",
    "睢宁县人民政府 > 政府信息公开年报\n2021年政府信息公开工作年度报告 - 睢宁县审计局": "睢宁县审计局",
    "睢宁县审计局-2021年政府信息公开年报": "睢宁县审计局",
    "2021年政府信息公开工作年度报告（睢宁县审计局）": "睢宁县审计局",
    "赵县 经济技术开发区管理委员会2021年政府信息公开年报": "赵县经济技术开发区管理委员会",
    "向阳区民政局2021年政府信息公开年报": "向阳区民政局",
    "睢宁县实验中学2021年信息公开年度报告": "睢宁县实验中学",
    "睢宁县审计局2021年政务公开工作年度报告": "睢宁县审计局",
    "睢宁县审计局2021年政府信息公开工作总结": "睢宁县审计局",
    "睢宁县审计局2021年政府信息公开工作年度报告 - 政府信息公开年报 - 睢宁县审计局": "睢宁县审计局",
    "睢宁县审计局2021年政府信息公开年度报告-睢宁县人民政府": "睢宁县审计局",
    "睢宁县审计局2021年政府信息公开工作年度报告_睢宁县人民政府网": "睢宁县审计局",
    "Page 3 - 睢宁县审计局2021年政府信息公开工作年度报告": "睢宁县审计局",
    "首页 > 政务公开 > 政府信息公开年报 > 睢宁县审计局2021年政府信息公开工作年度报告": "睢宁县审计局",
    "名称\t睢宁县审计局2021年政府信息公开工作年度报告\t文号\t": "睢宁县审计局",
    "睢寧縣審計局2021年政府信息公開工作年度報告": "睢宁县审计局",
    "现将睢宁县审计局2021年政府信息公开工作年度报告公布如下：": "睢宁县审计局",
    "根据《中华人民共和国政府信息公开条例》要求，我局编制了《睢宁县审计局2021年政府信息公开工作年度报告》，现予公布。": "睢宁县审计局",
    "根据《条例》要求,我局编制了《睢宁县审计局2021年政府信息公开工作年度报告》,现予公布。": "睢宁县审计局",
    "根据有关要求，现公布睢宁县审计局2021年政府信息公开工作年度报告，请监督": "睢宁县审计局",
    "现向社会公布睢宁县 审计 局 2021 年度政府信息公开年度报告。": "睢宁县审计局",
    "睢宁县审计局文件\n关于公布2021年政府信息公开工作年度报告的公告\n睢宁县审计局": "睢宁县审计局",
    "铜山区自然资源局（铜山区林业局）2021年政府信息公开工作年度报告": "铜山区自然资源局(铜山区林业局)",
    "徐州高新技术产业开发区管理委员会2021年政府信息公开工作年度报告": "徐州高新技术产业开发区管理委员会",
    "睢宁县姚集镇2021年度政府信息公开工作年度报告": "睢宁县姚集镇",
    "睢宁县姚集镇人民政府\n2021年政府信息公开工作年度报告": "睢宁县姚集镇人民政府",
    "铜山区 新区街道办事处2021年政府信息公开工作年度报告": "铜山区新区街道办事处",
    "徐州市公安局铜山分局2021年政府信息公开工作年度报告": "徐州市公安局铜山分局",
    "国家税务总局徐州市税务局2021年政府信息公开工作年度报告": "国家税务总局徐州市税务局",
    "交通运输部2021年政府信息公开工作年度报告": "交通运输部",
    "江苏省政府信息公开工作年度报告（2021年）": "江苏省",
    "县审计局2021年政府信息公开工作年度报告": "县审计局",
    "将乐县审计局2021年政府信息公开工作年度报告": "将乐县审计局",
    "市场监督管理局2021年政府信息公开工作年度报告": "市场监督管理局",
    "本溪市本溪满族自治县审计局2021年政府信息公开工作年度报告": "本溪市本溪满族自治县审计局",
    "铜山区文化、广电和旅游局2021年政府信息公开工作年度报告": "铜山区文化、广电和旅游局",
}  # fmt: skip


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("body", ["", "\n" + BARE_PARTS], ids=["alone", "report"])
def test_a_title_tells_agency_and_year(title: str, body: str) -> None:
    assert agency_year(title + body) == (TITLES[title], 2021)


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("铜山区 徐州高新区应急管理局2021年政府信息公开年报", ("铜山区应急管理局", "徐州高新区应急管理局")),
        ("徐州市铜山区应急管理局 徐州高新区应急管理局\n2021年政府信息公开年报", ("徐州市铜山区应急管理局", "徐州高新区应急管理局")),
        ("铜山区人民政府\n徐州高新区管委会\n2021年政府信息公开年报", ("铜山区人民政府", "徐州高新区管委会")),
        ("铜山区人民政府、徐州高新区管委会2021年政府信息公开年报", ("铜山区人民政府", "徐州高新区管委会")),
        ("徐州市卫生健康委员会\n徐州市中心医院\n2021年政府信息公开年报", ("徐州市中心医院", "")),
        ("徐州市教育局\n睢宁县教育局2021年政府信息公开年报", ("睢宁县教育局", "")),
        ("睢宁县教育局 睢宁县体育局 2021年政府信息公开年报", ("睢宁县教育局", "睢宁县体育局")),
        ("徐州市 铜山区应急管理局2021年政府信息公开年报", ("徐州市铜山区应急管理局", "")),
        ("徐州市铜山区应急管理局\n徐州市铜山区应急管理局 2021年政府信息公开年报", ("徐州市铜山区应急管理局", "")),
    ],
)  # fmt: skip
def test_two_names_of_one_body_are_kept_and_a_superior_is_not(title: str, names: tuple[str, str]) -> None:
    cover, _ = cover_of(title + "\n" + PARTS)
    assert (cover.agency, cover.second_name) == names


def test_the_title_of_another_report_in_the_page_s_margin_is_not_the_title() -> None:
    margin = "睢宁县审计局2019年政府信息公开工作年度报告\n睢宁县审计局2020年政府信息公开工作年度报告\n"
    title = "睢宁县审计局2021年政府信息公开工作年度报告\n"
    assert agency_year(margin + title + PARTS) == ("睢宁县审计局", 2021)
    assert agency_year(title + margin + BARE_PARTS, title=title) == ("睢宁县审计局", 2021)


# ── where the title does not tell ────────────────────────────────────────────────────────────────

UNTITLED = {
    "editor": ("本报告由睢宁县审计局根据《中华人民共和国政府信息公开条例》编制。\n" + PARTS, "upload.txt"),
    "editor2": ("2021年政府信息公开工作年度报告\n本年度报告由睢宁县审计局（以下简称“我局”）编制。\n" + PARTS, "upload.txt"),
    "our own": ("按照有关要求，我局编制了《睢宁县审计局2021年政府信息公开工作报告》，现予公布。\n" + PARTS, "upload.txt"),
    "signature": ("2021年政府信息公开工作年度报告\n" + PARTS + "睢宁县审计局\n2022年1月13日\n", "upload.txt"),
    "signature on one line": ("2021年政府信息公开工作年度报告\n" + PARTS + "睢宁县审计局 2022年1月13日\n", "upload.txt"),
    "byline": ("2021年政府信息公开工作年度报告\n（睢宁县审计局 2022年1月13日）\n" + PARTS, "upload.txt"),
    "byline below the year": ("政府信息公开工作年度报告\n（2021年度）\n睢宁县审计局\n二〇二二年一月\n" + PARTS, "upload.txt"),
    "filled in": ("填报单位：睢宁县审计局（盖章）\n2021年政府信息公开工作年度报告\n" + PARTS, "upload.txt"),
    "folder": ("2021年政府信息公开工作年度报告\n" + PARTS, "睢宁县审计局/2021.txt"),
    "folder of folders": ("2021年政府信息公开工作年度报告\n" + PARTS, "徐州市/睢宁县审计局/年报/2021.txt"),
    "file name": ("2021年政府信息公开工作年度报告\n" + PARTS, "睢宁县审计局2021年政府信息公开年报.txt"),
    "file name with year first": ("2021年政府信息公开工作年度报告\n" + PARTS, "2021_睢宁县审计局.txt"),
    "no title at all": (PARTS, "睢宁县审计局/2021.txt"),
    "addressee": ("2021年政府信息公开工作年度报告\n县政务公开工作办公室：\n" + PARTS + "睢宁县审计局\n2022年1月13日", "upload.txt"),
    "signature above the page's foot": (
        "2021年政府信息公开工作年度报告\n" + PARTS + "睢宁县审计局\n2022年1月13日\n上一篇：无\n"
        "主办单位：睢宁县人民政府办公室\n苏ICP备05000000号",
        "upload.txt",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "file"), UNTITLED.values(), ids=UNTITLED)
def test_other_places_tell_the_agency_where_the_title_does_not(text: str, file: str) -> None:
    assert agency_year(text, file) == ("睢宁县审计局", 2021)
    assert kinds(text, file) == []


def test_who_acts_in_the_first_sentence_is_the_agency_though_not_for_certain() -> None:
    text = "睢宁县审计局认真梳理了2021年度政府信息公开工作情况，现将情况报告如下。\n" + PARTS
    assert agency_year(text) == ("睢宁县审计局", 2021)
    assert kinds(text) == ["agency_uncertain"]


def test_the_publisher_is_the_agency_only_where_nothing_else_tells() -> None:
    rows = "索引号\t014/2022-1\t分类\t年报\n发布机构\t睢宁县人民政府办公室\t公开日期\t2022-01-10\n"
    title = "2021年政府信息公开工作年度报告\n"
    assert agency_year(rows + title + PARTS) == ("睢宁县人民政府办公室", 2021)
    assert kinds(rows + title + PARTS) == ["agency_uncertain"]
    assert agency_year(rows + title + PARTS + "睢宁县审计局\n2022年1月10日") == ("睢宁县审计局", 2021)
    assert agency_year(rows + "睢宁县审计局" + title + PARTS) == ("睢宁县审计局", 2021)


def test_a_government_s_site_is_not_the_bureau_that_reports() -> None:
    about = {"site": "睢宁县人民政府", "title": "2021年政府信息公开年度报告_睢宁县人民政府"}
    text = "睢宁县人民政府\n2021年政府信息公开年度报告\n发布日期：2022-01-12\t来源：睢宁县审计局\n" + PARTS
    assert agency_year(text, **about) == ("睢宁县审计局", 2021)
    assert kinds(text, **about) == ["agency_uncertain"]
    assert agency_year(text + "睢宁县教育局\n2022年1月12日", **about) == ("睢宁县教育局", 2021)


def test_the_page_s_title_tells_where_the_text_s_does_not() -> None:
    assert agency_year(
        "2021年年报\n" + PARTS, title="睢宁县审计局2021年政府信息公开年度报告-睢宁县人民政府"
    ) == (
        "睢宁县审计局",
        2021,
    )


def test_strong_evidence_for_two_agencies_is_said() -> None:
    text = "睢宁县审计局2021年政府信息公开工作年度报告\n" + PARTS + "睢宁县财政局\n2022年1月13日\n"
    cover, problems = cover_of(text)
    assert cover.agency == "睢宁县审计局"
    assert [problem.kind for problem in problems] == ["agency_conflict"]
    assert "睢宁县财政局" in problems[0].message


@pytest.mark.parametrize(
    "signature", ["审计局", "县审计局", "徐州市睢宁县审计局", "睢宁县审计局办公室", "睢宁县人民政府网"]
)
def test_a_shorter_or_longer_name_is_no_conflict(signature: str) -> None:
    text = "睢宁县审计局2021年政府信息公开工作年度报告\n" + PARTS + signature + "\n2022年1月13日\n"
    assert kinds(text) == []


def test_a_branch_may_sign_without_the_name_of_its_head_office() -> None:
    text = (
        "国家税务总局睢宁县税务局2021年政府信息公开工作年度报告\n" + PARTS + "睢宁县税务局\n2022年1月13日\n"
    )
    assert kinds(text) == []


def test_links_to_the_reports_of_others_are_no_conflict() -> None:
    links = "".join(f"睢宁县{office}局2021年政府信息公开年报\n" for office in ("财政", "水务", "民政"))
    text = links + "睢宁县审计局2021年政府信息公开年报\n" + PARTS
    assert (agency_year(text), kinds(text)) == (("睢宁县审计局", 2021), [])


def test_a_signature_is_found_above_a_long_page_foot() -> None:
    foot = "主办单位：睢宁县人民政府办公室\n" + "睢宁县财政局\n睢宁县水务局\n" * 200
    text = "2021年政府信息公开工作年度报告\n" + PARTS + "睢宁县审计局\n2022年1月13日\n" + foot
    assert (agency_year(text), kinds(text)) == (("睢宁县审计局", 2021), [])


def test_a_government_s_report_signed_by_its_office_is_no_conflict() -> None:
    text = "睢宁县人民政府2021年政府信息公开工作年度报告\n本报告由睢宁县人民政府办公室编制。\n" + PARTS
    assert agency_year(text) == ("睢宁县人民政府", 2021)
    assert kinds(text) == []


# ── names without their place ────────────────────────────────────────────────────────────────────

COMPLETED = {
    "signature": ("县审计局2021年政府信息公开年报\n" + PARTS + "睢宁县审计局\n2022年1月5日", "a.txt", {}, "睢宁县审计局"),
    "contact": ("审计局2021年政府信息公开年报\n如有疑问请与睢宁县审计局办公室联系。\n" + PARTS, "a.txt", {}, "睢宁县审计局"),
    "short": ("区应急局2021年政府信息公开年报\n" + PARTS + "徐州市铜山区应急管理局\n", "a.txt", {}, "徐州市铜山区应急管理局"),
    "text": ("市城市管理局2021年政府信息公开年报\n" + PARTS + "下载请到徐州市城市管理局网站。", "a.txt", {}, "徐州市城市管理局"),
    "site": ("县审计局2021年政府信息公开年报\n" + PARTS, "a.txt", {"site": "睢宁县人民政府"}, "睢宁县审计局"),
    "address": ("区水务局2021年政府信息公开年报\n（地址：徐州市铜山区北京路1号）\n" + PARTS, "a.txt", {}, "徐州市铜山区水务局"),
    "city in the address": ("市水务局2021年政府信息公开年报\n（地址：江苏省徐州市铜山区北京路1号）\n" + PARTS, "a.txt", {}, "徐州市水务局"),
    "website": ("县水务局2021年政府信息公开年报\n在睢宁县人民政府网站可以下载。\n" + PARTS, "a.txt", {}, "睢宁县水务局"),
    "folder": ("县水务局2021年政府信息公开年报\n" + PARTS, "徐州市/睢宁县/2021.txt", {}, "徐州市睢宁县水务局"),
    "township": ("姚集镇人民政府2021年政府信息公开年报\n" + PARTS + "睢宁县姚集镇人民政府\n", "a.txt", {}, "睢宁县姚集镇人民政府"),
    "township's name": ("姚集镇人民政府2021年政府信息公开年报\n" + PARTS + "睢宁县姚集镇", "a.txt", {}, "睢宁县姚集镇人民政府"),
    "government": ("睢宁县2021年政府信息公开工作年度报告\n睢宁县人民政府办公室编制\n" + PARTS, "a.txt", {}, "睢宁县人民政府"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "file", "about", "name"), COMPLETED.values(), ids=COMPLETED)
def test_a_name_without_its_place_is_completed(
    text: str, file: str, about: dict[str, str], name: str
) -> None:
    assert agency_year(text, file, **about) == (name, 2021)
    assert kinds(text, file, **about) == ["agency_completed"]


AS_PRINTED = {
    "nothing tells": "县审计局2021年政府信息公开年报\n",
    "the superior's office": "县审计局2021年政府信息公开年报\n按照徐州市审计局的要求编制。\n",
    "the superior's office, bare": "审计局2021年政府信息公开年报\n江苏省审计局下载。\n",
    "two places": "县审计局2021年政府信息公开年报\n与睢宁县审计局、沛县审计局共享。\n",
    "the city's office, in a city of the county": "市审计局2021年政府信息公开年报\n方便邳州群众。徐州市审计局指导。\n",
    "an address around it": "审计局2021年政府信息公开年报\n（地址：徐州市铜山区北京路1号）\n",
}


@pytest.mark.parametrize("text", AS_PRINTED.values(), ids=AS_PRINTED)
def test_a_name_without_its_place_stays_as_printed_where_nothing_tells_for_certain(text: str) -> None:
    cover, problems = cover_of(text + PARTS)
    assert cover.agency == text.split("2021")[0]
    assert problems == []


# ── year ─────────────────────────────────────────────────────────────────────────────────────────

PERIODS = {
    "plain": "统计期限为2021年1月1日至2021年12月31日",
    "from": "所列数据的统计期限从2021年1月1日起，到2021年12月31日止",
    "lost characters": "统计期限为202111日至20211231日",
    "lost year": "统计期限为20211月1日至20211231日",
    "once": "统计期限自2021年1月1日起至12月31日止",
    "months": "本报告数据为2021年1月—12月",
    "brackets": "数据为2021年度（1月1日-12月31日）的数据",
    "spaces": "统计时限为 20 21 年 1 月 1 日至 20 21 年 12 月 31 日",
    "dots": "统计期限：2021.1.1-2021.12.31",
    "unlabelled": "本报告所列数据自2021年1月1日起至2021年12月31日止",
    "Chinese numerals": "统计期限为二〇二一年一月一日至二〇二一年十二月三十一日",
    "end only": "统计数据截止2021年12月31日",
}  # fmt: skip


@pytest.mark.parametrize("period", PERIODS.values(), ids=PERIODS)
def test_the_period_outweighs_the_title_and_the_disagreement_is_said(period: str) -> None:
    text = f"睢宁县审计局2020年政府信息公开年报\n{period}。\n" + BARE_PARTS
    assert agency_year(text) == ("睢宁县审计局", 2021)
    assert kinds(text) == ["year_conflict"]


def test_a_period_of_two_years_is_a_slip_that_the_title_corrects() -> None:
    period = "统计期限为2020年1月1日至2021年12月31日。\n"
    assert agency_year("睢宁县审计局2021年政府信息公开年报\n" + period + BARE_PARTS)[1] == 2021


@pytest.mark.parametrize(
    ("text", "file", "year", "problems"),
    [
        ("睢宁县审计局政府信息公开年报\n" + PARTS, "upload.txt", 2021, []),
        ("睢宁县审计局政府信息公开年报\n" + BARE_PARTS, "睢宁县审计局/2021.txt", 2021, []),
        ("睢宁县审计局政府信息公开年报\n" + BARE_PARTS, "2021/睢宁县审计局.txt", 2021, []),
        ("睢宁县审计局政府信息公开年报\n" + BARE_PARTS + "2022年1月9日", "a.txt", 2021, ["year_uncertain"]),
        ("睢宁县审计局政府信息公开年报\n发布日期：2022-01-09\n" + BARE_PARTS, "a.txt", 2021, ["year_uncertain"]),
        ("睢宁县审计局2022年政府信息公开年报\n" + PARTS + "2022年1月9日", "a.txt", 2021, ["year_conflict"]),
        ("睢宁县审计局2021年政府信息公开年报\n" + PARTS + "2022年1月9日", "2022.txt", 2021, []),
        ("睢宁县审计局2021年政府信息公开年报\n" + PARTS + "2021年1月9日", "a.txt", 2021, []),
    ],
)  # fmt: skip
def test_the_year_is_told_by_the_next_best(text: str, file: str, year: int, problems: list[str]) -> None:
    assert agency_year(text, file) == ("睢宁县审计局", year)
    assert kinds(text, file) == problems


def test_years_of_other_things_are_not_the_period() -> None:
    text = "睢宁县审计局2021年政府信息公开年报\n" + PARTS + "2018年1月至2020年12月开展三年行动。"
    assert (agency_year(text), kinds(text)) == (("睢宁县审计局", 2021), [])
    text = (
        "睢宁县审计局2021年政府信息公开年报\n一、总体情况\n2018年1月至2020年12月开展三年行动。\n" + NO_FIGURES
    )
    assert (agency_year(text), kinds(text)) == (("睢宁县审计局", 2021), [])


def test_a_page_title_of_another_year_loses_to_the_title_in_the_text() -> None:
    text = "睢宁县审计局2021年政府信息公开年报\n" + PARTS
    about = {"title": "睢宁县审计局2022年政府信息公开年报"}
    assert agency_year(text, **about) == ("睢宁县审计局", 2021)
    assert kinds(text, **about) == ["year_conflict"]


# ── region and level ─────────────────────────────────────────────────────────────────────────────

LEVELS = {
    "海关总署": ("国家", "", "", ""),
    "国家统计局": ("国家", "", "", ""),
    "生态环境部": ("国家", "", "", ""),
    "江苏省人民政府": ("省", "江苏省", "", ""),
    "重庆市人民政府": ("省", "重庆市", "重庆市", ""),
    "新疆维吾尔自治区人民政府": ("省", "新疆维吾尔自治区", "", ""),
    "徐州市人民政府": ("市", "江苏省", "徐州市", ""),
    "凉山彝族自治州人民政府": ("市", "四川省", "凉山彝族自治州", ""),
    "凉山州人民政府": ("市", "四川省", "凉山彝族自治州", ""),
    "锡林郭勒盟行政公署": ("市", "内蒙古自治区", "锡林郭勒盟", ""),
    "喀什地区行政公署": ("市", "新疆维吾尔自治区", "喀什地区", ""),
    "东莞市人民政府": ("市", "广东省", "东莞市", ""),
    "昆山市人民政府": ("县", "江苏省", "苏州市", "昆山市"),
    "睢宁县人民政府": ("县", "江苏省", "徐州市", "睢宁县"),
    "重庆市渝北区人民政府": ("县", "重庆市", "重庆市", "渝北区"),
    "徐州市铜山区人民政府": ("县", "江苏省", "徐州市", "铜山区"),
    "四川省凉山州会东县人民政府": ("县", "四川省", "凉山彝族自治州", "会东县"),
    "徐州高新技术产业开发区管理委员会": ("县", "江苏省", "徐州市", ""),
    "江苏睢宁经济开发区管委会": ("县", "江苏省", "徐州市", "睢宁县"),
    "南京海关": ("部门", "江苏省", "南京市", ""),
    "国家统计局徐州调查队": ("部门", "江苏省", "徐州市", ""),
    "中共睢宁县委宣传部": ("部门", "江苏省", "徐州市", "睢宁县"),
    "向阳区民政局": ("部门", "黑龙江省", "", "向阳区"),
    "国家市场监督管理总局": ("国家", "", "", ""),
    "徐州市高新区管理委员会": ("县", "江苏省", "徐州市", ""),
    "睢宁县姚集镇人民政府": ("乡镇", "江苏省", "徐州市", "睢宁县"),
    "会东县新街镇": ("乡镇", "四川省", "凉山彝族自治州", "会东县"),
    "东乌珠穆沁旗萨麦苏木": ("乡镇", "内蒙古自治区", "锡林郭勒盟", "东乌珠穆沁旗"),
    "徐州市铜山区新区街道办事处": ("街道", "江苏省", "徐州市", "铜山区"),
    "铜山区新区街道": ("街道", "江苏省", "徐州市", "铜山区"),
    "江苏省财政厅": ("部门", "江苏省", "", ""),
    "睢宁县人民政府办公室": ("部门", "江苏省", "徐州市", "睢宁县"),
    "徐州市公安局铜山分局": ("部门", "江苏省", "徐州市", "铜山区"),
    "国家税务总局徐州市税务局": ("部门", "江苏省", "徐州市", ""),
    "县委宣传部": ("部门", "", "", ""),
    "朝阳区民政局": ("部门", "", "", "朝阳区"),
    "济源市民政局": ("部门", "河南省", "", "济源市"),
}


@pytest.mark.parametrize("name", LEVELS)
def test_level_and_region_follow_from_the_name(name: str) -> None:
    cover, _ = cover_of(f"{name}2021年政府信息公开工作年度报告\n" + PARTS)
    region = cover.region
    assert (cover.agency, cover.level, region.province, region.city, region.county) == (name, *LEVELS[name])


@pytest.mark.parametrize(
    ("extra", "file", "about", "city"),
    [
        ("", "a.txt", {}, ""),
        ("（地址：长春市朝阳区前进大街1号）\n", "a.txt", {}, "长春市"),
        ("可在北京市朝阳区人民政府网站下载。\n", "a.txt", {}, "北京市"),
        ("", "长春市/朝阳区民政局.txt", {}, "长春市"),
        ("", "a.txt", {"site": "长春市朝阳区人民政府"}, "长春市"),
        ("", "a.txt", {"url": "http://chaoyang.changchun.gov.cn/zwgk/t1.html"}, "长春市"),
        ("（地址：长春市朝阳区）\n", "a.txt", {"url": "http://www.beijing.gov.cn/"}, "长春市"),
    ],
)  # fmt: skip
def test_a_hint_decides_between_namesakes(extra: str, file: str, about: dict[str, str], city: str) -> None:
    cover, _ = cover_of("朝阳区民政局2021年政府信息公开年报\n" + extra + PARTS, file, **about)
    assert (cover.agency, cover.region.city, cover.region.county) == ("朝阳区民政局", city, "朝阳区")


def test_the_region_of_a_name_without_a_place_is_that_of_the_site() -> None:
    cover, _ = cover_of("财政审计中心2021年政府信息公开年报\n" + PARTS, site="徐州市铜山区人民政府")
    assert cover.region == Region("江苏省", "徐州市", "铜山区")


# ── what is no report ────────────────────────────────────────────────────────────────────────────

NO_REPORTS = {
    "notice": ("关于做好2021年度政府信息公开工作年度报告编制工作的通知\n各镇人民政府：\n现就有关事项通知如下。\n一、总体要求\n", "notice"),
    "notice with its sender": ("睢宁县人民政府办公室关于做好2021年政府信息公开年报编制发布工作的通知\n各镇、各部门：\n", "notice"),
    "notice with the blank form": ("关于报送2021年政府信息公开工作年度报告的通知\n附件\nXX局2021年政府信息公开年报\n", "notice"),
    "notice of a sender": ("睢宁县人民政府办公室关于报送2021年政府信息公开年报的通知\n各单位：\n", "notice"),
    "commentary": ("《睢宁县人民政府2021年政府信息公开年报》解读\n我县发布《睢宁县人民政府2021年政府信息公开年报》。\n", "commentary"),
    "picture": ("一图读懂睢宁县2021年政府信息公开工作年度报告\n", "commentary"),
    "rules": ("睢宁县审计局政府信息公开工作年度报告制度\n第一条 为规范年报编制，制定本制度。\n", "rules"),
    "self-check": ("睢宁县审计局2021年政府信息公开工作自查报告\n一、总体情况\n", "self-check"),
    "checklist": ("2021年政府信息公开年度报告自查表\n序号\t内容\n睢宁县审计局\n", "self-check"),
    "sample": ("XX局2021年政府信息公开工作年度报告\n一、总体情况\n睢宁县审计局\n", "sample"),
    "sample with crosses": ("××县××局20××年政府信息公开工作年度报告\n一、总体情况\n", "sample"),
    "sample of somebody": ("某某县审计局2021年政府信息公开工作年度报告\n" + NO_FIGURES, "sample"),
    "sample by its name": ("政府信息公开工作年度报告模板\n（2021年）\n" + NO_FIGURES, "sample"),
    "list": ("".join(f"睢宁县{office}局2021年政府信息公开年报\n" for office in ("审计", "财政", "水务", "民政")), "list"),
    "list of years": ("".join(f"睢宁县审计局{year}年政府信息公开工作年度报告\n" for year in range(2015, 2022)), "list"),
    "nothing": ("徐州今日多云，气温5到12度。\n", "no title"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "what"), NO_REPORTS.values(), ids=NO_REPORTS)
def test_what_is_no_report_is_refused_and_named(text: str, what: str) -> None:
    with pytest.raises(NotAReport) as refused:
        cover_of(text, "页面.txt")
    assert what in str(refused.value)
    assert "页面.txt" in str(refused.value)
    assert "\n" not in str(refused.value)


REPORTS = {
    "menu": "政府信息公开指南\n政府信息公开制度\n政策解读\n政府信息公开年报\n睢宁县审计局2021年政府信息公开工作年度报告\n" + NO_FIGURES,
    "crumbs": "首页 > 政务公开 > 政府信息公开制度\n睢宁县审计局2021年政府信息公开工作年度报告\n" + NO_FIGURES,
    "words": "睢宁县审计局2021年政府信息公开年报\n我局印发了《关于做好2021年度政府信息公开年报编制工作的通知》，开展自查。\n" + NO_FIGURES,
    "report printed with a notice": "关于公布睢宁县审计局2021年政府信息公开工作年度报告的通知\n" + NO_FIGURES,
    "report sent with a letter": "关于报送睢宁县审计局2021年政府信息公开工作年度报告的函\n" + NO_FIGURES,
    "after a link": "关于做好2022年度政府信息公开年报编制工作的通知\n睢宁县审计局2021年政府信息公开年报\n" + PARTS,
    "other years beside it": "".join(f"睢宁县审计局{year}年政府信息公开年报\n" for year in range(2015, 2022)) + PARTS,
    "channel in the page's title": "睢宁县审计局2021年政府信息公开年报-政府信息公开目录\n" + NO_FIGURES,
    "bold": "**睢宁县审计局2021年政府信息公开工作年度报告**\n" + NO_FIGURES,
    "blank": "睢宁县审计局2021年政府信息公开工作年度报告\n特此报告\n" + NO_FIGURES,
}  # fmt: skip


@pytest.mark.parametrize("text", REPORTS.values(), ids=REPORTS)
def test_a_report_that_speaks_of_such_texts_is_not_refused(text: str) -> None:
    assert agency_year(text) == ("睢宁县审计局", 2021)


def test_the_blank_form_needs_a_folder_named_after_the_agency() -> None:
    form = "二、主动公开政府信息情况\n本年新收政府信息公开申请数量\n四、结转下年度继续办理\n"
    with pytest.raises(NotAReport, match="put it in a folder named after the agency"):
        cover_of(form)
    assert agency_year(form, "睢宁县审计局/2021.txt") == ("睢宁县审计局", 2021)
    assert agency_year(form, "睢宁县审计局2021.txt") == ("睢宁县审计局", 2021)


def test_a_report_without_a_year_is_refused() -> None:
    with pytest.raises(NotAReport, match="put the year in the file name"):
        cover_of("睢宁县审计局政府信息公开工作年度报告\n" + BARE_PARTS)


def test_a_cover_is_read_in_a_few_milliseconds() -> None:
    furniture = "首页 > 政务公开 > 政府信息公开年报\n" * 60
    text = furniture + "县审计局2021年政府信息公开年报\n" + PARTS + "我局认真做好政府信息公开年度报告。" * 300
    times = []
    for _ in range(8):
        start = time.process_time()
        cover_of(text)
        times.append(time.process_time() - start)
    assert min(times) < 0.01
