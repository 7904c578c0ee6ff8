"""The national form as paper, written down once more: the tests do not lean on the code they test."""

from __future__ import annotations

from collections.abc import Mapping

Key = tuple[str, str, str]  # ("applications", "received", "total")
Number = int | float

_MADE = {"made": "本年新制作数量", "published": "本年新公开数量", "public_total": "对外公开总数量"}
_ITEMS = {"prior_items": "上一年项目数量", "change": "本年增/减", "decisions": "处理决定数量"}
_ISSUED = {"issued": "本年制发件数", "repealed": "本年废止件数", "in_force": "现行有效件数"}
_DECISIONS = {"decisions": "本年处理决定数量"}
# (the item of article 20, the columns, the rows)
DISCLOSURE: dict[str, tuple[tuple[str, dict[str, str], dict[str, str]], ...]] = {
    "2019": (
        ("一", _MADE, {"regulations": "规章", "normative_documents": "规范性文件"}),
        ("五", _ITEMS, {"licensing": "行政许可", "other_services": "其他对外管理服务事项"}),
        ("六", _ITEMS, {"penalties": "行政处罚", "coercion": "行政强制"}),
        ("八", {"prior_items": "上一年项目数量", "change": "本年增/减"}, {"fees": "行政事业性收费"}),
        ("九", {"items": "采购项目数量", "amount": "采购总金额"}, {"procurement": "政府集中采购"}),
    ),
    "2021": (
        ("一", _ISSUED, {"regulations": "规章", "normative_documents": "行政规范性文件"}),
        ("五", _DECISIONS, {"licensing": "行政许可"}),
        ("六", _DECISIONS, {"penalties": "行政处罚", "coercion": "行政强制"}),
        ("八", {"amount": "本年收费金额"}, {"fees": "行政事业性收费"}),
    ),
}
APPLICANTS = {
    "natural_person": "自然人",
    "company": "商业企业",
    "research": "科研机构",
    "social_org": "社会公益组织",
    "legal_service": "法律服务机构",
    "other_org": "其他",
}
COLUMNS = (*APPLICANTS, "total")
INTAKE = {"received": "一、本年新收政府信息公开申请数量", "carried_in": "二、上年结转政府信息公开申请数量"}
PLAIN_OUTCOMES = {
    "granted": "（一）予以公开",
    "partly_granted": "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
}
_REFUSED = {
    "state_secret": "1.属于国家秘密",
    "law": "2.其他法律行政法规禁止公开",
    "stability": "3.危及“三安全一稳定”",
    "third_party": "4.保护第三方合法权益",
    "internal": "5.属于三类内部事务信息",
    "process": "6.属于四类过程性信息",
    "enforcement": "7.属于行政执法案卷",
    "admin_query": "8.属于行政查询事项",
}
_UNAVAILABLE = {
    "not_held": "1.本机关不掌握相关政府信息",
    "not_existing": "2.没有现成信息需要另行制作",
    "unclear": "3.补正后申请内容仍不明确",
}
_NOT_PROCESSED = {
    "petition": "1.信访举报投诉类申请",
    "repeat": "2.重复申请",
    "publication": "3.要求提供公开出版物",
    "excessive": "4.无正当理由大量反复申请",
    "confirmation": "5.要求行政机关确认或重新出具已获取信息",
}
_OTHER_2021 = {
    "uncorrected": "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "unpaid": "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "rest": "3.其他",
}
OUTCOME_GROUPS: dict[str, tuple[tuple[str, str, dict[str, str]], ...]] = {
    edition: (
        ("refused", "（三）不予公开", _REFUSED),
        ("unavailable", "（四）无法提供", _UNAVAILABLE),
        ("not_processed", "（五）不予处理", _NOT_PROCESSED),
        *((("other", "（六）其他处理", _OTHER_2021),) if edition == "2021" else ()),
    )
    for edition in ("2019", "2021")
}
DISPUTE_ROWS = {
    "review": "行政复议",
    "litigation_direct": "未经复议直接起诉",
    "litigation_after_review": "复议后起诉",
}
DISPUTE_COLUMNS = {
    "upheld": "结果维持",
    "corrected": "结果纠正",
    "other": "其他结果",
    "pending": "尚未审结",
    "total": "总计",
}
PARTS = {
    "一": "总体情况",
    "二": "主动公开政府信息情况",
    "三": "收到和处理政府信息公开申请情况",
    "四": "政府信息公开行政复议、行政诉讼情况",
    "五": "存在的主要问题及改进情况",
    "六": "其他需要报告的事项",
}
SUM_NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"


def outcome_rows(edition: str) -> tuple[str, ...]:
    grouped = tuple(f"{g}_{code}" for g, _, rows in OUTCOME_GROUPS[edition] for code in rows)
    return ("granted", "partly_granted", *grouped, *(("other",) if edition == "2019" else ()))


def form_keys(editions: Mapping[str, str]) -> tuple[Key, ...]:
    """Every cell of the form in printed order."""
    disclosure = [
        ("disclosure", row, column)
        for _, columns, rows in DISCLOSURE[editions["disclosure"]]
        for row in rows
        for column in columns
    ]
    rows = (*INTAKE, *outcome_rows(editions["applications"]), "concluded", "carried_over")
    applications = [("applications", row, column) for row in rows for column in COLUMNS]
    disputes = [("disputes", row, column) for row in DISPUTE_ROWS for column in DISPUTE_COLUMNS]
    return (*disclosure, *applications, *disputes)
