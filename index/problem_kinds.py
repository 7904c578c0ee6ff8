"""What each kind of problem is called, in both languages; by itself, for a quick answer must not load the checks."""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """What a kind of problem is called."""

    zh: str
    en: str


# in the order in which problems are told: what puts figures in doubt first
KINDS: dict[str, Kind] = {
    "sum_intake": Kind(
        "本年新收 + 上年结转 ≠ 总计 + 结转下年度", "received + carried in ≠ concluded + carried over"
    ),
    "sum_concluded": Kind("各项办理结果之和 ≠ 总计", "outcomes do not add up to the total"),
    "sum_total": Kind("六类申请人之和 ≠ 总计", "applicants do not add up to the total"),
    "sum_disputes": Kind("复议诉讼各结果之和 ≠ 总计", "results do not add up to the total"),
    "impossible_value": Kind("不可能有的数字", "a number that cannot be right"),
    "text_table": Kind("正文的数字与表格不一致", "text and table differ"),
    "carry_over": Kind("上年结转与上一年度报告的结转下年度不一致", "carried in differs from the year before"),
    "in_force": Kind(
        "现行有效件数或项目数量与上一年度报告推算的不一致", "number in force differs from the year before"
    ),
    "unaligned_row": Kind("一行的单元格不能对号入座", "a row could not be lined up with the form"),
    "not_a_number": Kind("不是数字", "not a number"),
    "unknown_unit": Kind("金额没有单位", "an amount without a unit"),
    "missing_row": Kind("表中缺行", "a row is missing"),
    "missing_table": Kind("缺表", "a table is missing"),
    "header": Kind("表头认不出", "the table's head was not recognised"),
    "several_tables": Kind("同一张表印了不止一次", "a table stands in the file more than once"),
    "not_indexed": Kind("不能收录的文件", "a file that a build skips"),
    "cut_off": Kind("文件不完整", "the file is cut off"),
    "scanned_pages": Kind("有扫描页没有文字", "scanned pages without text"),
    "other_version": Kind("同一年报的另一份文件数字不同", "another file of this report has other figures"),
    "mixed_edition": Kind("混用两版表样", "both editions of the form are mixed"),
    "text_text": Kind("正文前后的数字不一致", "the text contradicts itself"),
    "agency_conflict": Kind("机关名称互相矛盾", "the agency's names contradict each other"),
    "agency_completed": Kind("机关名称按旁证补全", "the agency's name was completed"),
    "agency_uncertain": Kind("没有写明是哪个机关", "the report does not say whose it is"),
    "year_uncertain": Kind("没有写明年份", "the report does not say its year"),
    "year_conflict": Kind("年份互相矛盾", "years contradict each other"),
    "old_style": Kind("2019 年以前的旧式年报", "a report in the style before 2019"),
}
