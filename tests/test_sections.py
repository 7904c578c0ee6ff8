"""The parts of a report and its passages, free of the page they were printed on."""

from __future__ import annotations

import pytest

from index.errors import NotAReport
from index.furniture import is_furniture, is_page_foot
from index.parse import parse_document
from index.passages import sections_to_passages
from index.report import Document
from index.sections import find_sections

SENTENCE = "全年通过政府网站主动公开政府信息一百余条，均按照规定的程序审核后发布，没有发生泄密事件。"


def parts_of(text: str) -> list[tuple[str, str, str]]:
    """(part, title, the text under it) of each part."""
    return [(s.part, s.title, text[s.body : s.end].strip()) for s in find_sections(text) if s.part]


def passages_of(text: str) -> list[str]:
    return [passage.text for passage in sections_to_passages(text, find_sections(text), ())]


# ── headings ─────────────────────────────────────────────────────────────────────────────────────


def test_a_table_of_contents_is_not_the_parts() -> None:
    contents = "目录\n一、总体情况……1\n二、主动公开政府信息情况……2\n五、存在的主要问题及改进情况……3\n六、其他需要报告的事项……4\n"
    text = (
        contents
        + "\n一、总体情况\n甲。\n二、主动公开政府信息情况\n乙。\n五、存在的主要问题及改进情况\n丙。\n六、其他需要报告的事项\n无。"
    )
    assert [(part, body) for part, _, body in parts_of(text)] == [
        ("一", "甲。"),
        ("二", "乙。"),
        ("五", "丙。"),
        ("六", "无。"),
    ]


def test_a_sentence_that_lists_the_parts_is_no_heading() -> None:
    text = "本报告包括总体情况，主动公开政府信息情况，其他需要报告的事项六个部分。\n一、总体情况\n甲。\n六、其他需要报告的事项\n无。"
    assert [part for part, _, _ in parts_of(text)] == ["一", "六"]


def test_parts_that_are_empty_are_no_table_of_contents() -> None:
    text = "一、总体情况\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n四、政府信息公开行政复议、行政诉讼情况\n"
    assert [part for part, _, _ in parts_of(text)] == list("一二三四")


def test_numbers_that_start_again_inside_part_one_are_no_parts() -> None:
    inner = "一、加强组织领导\n甲。\n二、主动公开政府信息\n乙。\n三、完善制度\n丙。\n"
    text = (
        "一、总体情况\n" + inner + "二、主动公开政府信息情况\n丁。\n三、收到和处理政府信息公开申请情况\n戊。"
    )
    assert parts_of(text)[1:] == [
        ("二", "主动公开政府信息情况", "丁。"),
        ("三", "收到和处理政府信息公开申请情况", "戊。"),
    ]


def test_a_part_with_the_wrong_number_wins_over_a_sub_heading_of_its_name() -> None:
    text = "总体情况\n（一）主动公开政府信息情况\n甲。\n一、主动公开政府信息情况\n乙。\n二、收到和处理政府信息公开申请情况\n丙。"
    assert [(part, body) for part, _, body in parts_of(text)][1:] == [("二", "乙。"), ("三", "丙。")]


@pytest.mark.parametrize(
    ("line", "title", "body"),
    [
        ("六、其他需要报告的事项：无。", "其他需要报告的事项", "无。"),
        ("六、其他需要报告的事项。无。", "其他需要报告的事项", "无。"),
        ("六、其他需要报告的事项 本年度没有收取信息处理费。", "其他需要报告的事项", "本年度没有收取信息处理费。"),
        ("六、其他需要报告的事项（一）收费情况。没有收费。", "其他需要报告的事项", "（一）收费情况。没有收费。"),
        ("六、\n其他需要报告的事项\n无。", "其他需要报告的事项", "无。"),
        ("六\n其他需要报告的事项\n无。", "其他需要报告的事项", "无。"),
        ("其他需要报告的事项\n无。", "其他需要报告的事项", "无。"),
        ("第六部分、其他需要报告的事项\n无。", "其他需要报告的事项", "无。"),
    ],
)  # fmt: skip
def test_a_heading_is_found_however_it_is_printed(line: str, title: str, body: str) -> None:
    text = "一、总体情况\n" + SENTENCE + "\n" + line
    assert parts_of(text) == [("一", "总体情况", SENTENCE), ("六", title, body)]


def test_a_heading_glued_to_the_end_of_a_paragraph_is_found() -> None:
    text = "如有疑问，请与本局办公室联系（电话：87660000）。一、总体情况\n甲。\n无。二、主动公开政府信息情况\n乙。"
    assert [(part, title) for part, title, _ in parts_of(text)] == [
        ("一", "总体情况"),
        ("二", "主动公开政府信息情况"),
    ]


# ── the page around a report ─────────────────────────────────────────────────────────────────────

FOOT = [
    "附件：2021年统计表.xlsx",
    "相关链接：睢宁县人民政府",
    "【打印本页】 【关闭窗口】",
    "分享到：",
    "上一篇：睢宁县审计局2020年政府信息公开年报",
    "下一篇：没有了",
    "扫一扫在手机打开当前页",
    "责任编辑：张三",
    "主办单位：睢宁县人民政府办公室 承办：睢宁县大数据中心",
    "版权所有：睢宁县人民政府",
    "苏ICP备05000000号-1",
    "苏公网安备 32030000000000号",
    "网站标识码：3203240001",
]  # fmt: skip


@pytest.mark.parametrize("foot", FOOT)
def test_the_last_part_ends_before_the_page_s_foot(foot: str) -> None:
    text = f"一、总体情况\n{SENTENCE}\n六、其他需要报告的事项\n{SENTENCE}\n\n{foot}\n友情链接\n国家部委网站\n"
    assert is_page_foot(foot)
    assert parts_of(text)[-1] == ("六", "其他需要报告的事项", SENTENCE)
    assert passages_of(text) == [SENTENCE, SENTENCE]


def test_the_page_s_head_is_no_passage() -> None:
    head = "首页 > 政务公开 > 政府信息公开年报\n登录\n注册\n索引号：014/2022-1\n睢宁县审计局2021年政府信息公开年报\n"
    byline = "来源：睢宁县审计局 发布日期：2022-01-12 浏览次数：35\n字号：[大 中 小]\n"
    text = head + byline + SENTENCE + "\n一、总体情况\n" + SENTENCE
    assert passages_of(text) == [SENTENCE, SENTENCE]


def test_what_is_printed_between_the_parts_by_the_page_is_no_passage() -> None:
    text = f"一、总体情况\n{SENTENCE}\n打印\n2022-01-12 10:30:00\n六、其他需要报告的事项\n{SENTENCE}"
    assert passages_of(text) == [SENTENCE, SENTENCE]


@pytest.mark.parametrize(
    "line",
    [
        "来源于群众的意见共有三条，均已答复。",
        "附件下载等功能已经完善。",
        "返回修改的信息有五条。",
        "扫一扫二维码即可查看本报告，方便群众。",
        "大力推进政务公开工作",
        "中小企业服务政策公开情况",
        "睢宁县审计局",
        "分享经验、取长补短",
        "审核把关更加严格",
    ],
)
def test_words_that_a_page_uses_as_well_are_text(line: str) -> None:
    assert not is_furniture(line)


# ── reports before 2019 ──────────────────────────────────────────────────────────────────────────

OLD_STYLE = f"""睢宁县审计局2014年政府信息公开工作年度报告
本年度报告由概述、主动公开、依申请公开等部分组成。
一、概述
{SENTENCE}
二、主动公开政府信息的情况
{SENTENCE}
三、依申请公开政府信息的情况
{SENTENCE}
四、政府信息公开收费及减免情况
本年度没有收取任何费用。
五、行政复议、诉讼情况
没有发生。
六、存在的主要问题和改进措施
{SENTENCE}
"""


def test_a_report_before_2019_has_the_parts_that_fit_and_its_fees_apart() -> None:
    report = parse_document(Document("睢宁县审计局/2014.txt", OLD_STYLE))
    assert (report.cover.agency, report.cover.year, report.edition) == ("睢宁县审计局", 2014, "")
    assert [problem.kind for problem in report.problems] == ["old_style"]
    assert [(section.part, section.title) for section in report.sections[1:]] == [
        ("一", "概述"),
        ("二", "主动公开政府信息的情况"),
        ("三", "依申请公开政府信息的情况"),
        ("", "政府信息公开收费及减免情况"),
        ("四", "行政复议、诉讼情况"),
        ("五", "存在的主要问题和改进措施"),
    ]
    assert [passage.part for passage in report.passages if "费用" in passage.text] == [""]


def test_a_text_before_2019_without_such_headings_is_no_report() -> None:
    with pytest.raises(NotAReport):
        parse_document(Document("a.txt", "睢宁县审计局2014年政府信息公开工作年度报告\n" + SENTENCE))
