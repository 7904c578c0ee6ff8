"""The words in which reports tell the form's figures: one pattern a kind of claim, and the numbers in them.

Between a label and its number only words that change nothing may stand, and a number that is not exact (近30件, 三十余件)
is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.form import APPLICANTS, EDITIONS, group_rows

# ── numbers ──────────────────────────────────────────────────────────────────────────────────────

_NUMBER = (
    r"(?<![\d.约近逾超几数第余上成])(?<!不到)(?<!不足)(?<!超过)(?<!约为)"
    r"(?P<n>\d{1,3}(?:,\d{3})+|\d+|[一二三四五六七八九十两百千零]+)"
)
_EXACT = r"(?!左右|以上|以内|以下|多|余|/)"
_MONEY = rf"(?<![约近逾超])(?P<money>\d+(?:,\d{{3}})*(?:\.\d+)?)(?P<unit>万?元){_EXACT}"


def _count(*units: str) -> str:
    return rf"{_NUMBER}(?:{'|'.join(units)}){_EXACT}"


_CASES = _count("件次", "宗次", "件", "宗", "份", "起", "例", "个", "次")


def number_told(digits: str) -> int | None:
    """An exact number in digits or Chinese numerals.

    >>> number_told("1,586"), number_told("二十一"), number_told("一百零五"), number_told("二〇二〇")
    (1586, 21, 105, None)
    """
    if digits[0].isascii():
        return int(digits.replace(",", ""))
    total = unit_before = 0
    digit: int | None = None
    for character in digits:
        if character in _SMALL:
            if digit:
                return None
            digit = _SMALL[character]
        elif character in _UNITS:
            unit_before = _UNITS[character]
            total += (digit or 1) * unit_before
            digit = None
        else:
            return None
    if digit and unit_before > 10 and digits[-2] != "零":
        return None  # 一百五 is 150
    return total + (digit or 0)


_SMALL = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_UNITS = {"十": 10, "百": 100, "千": 1000}

# ── labels ───────────────────────────────────────────────────────────────────────────────────────

OUTCOME_ROWS: dict[str, tuple[str, ...]] = {
    "予以公开": ("granted",),
    "同意公开": ("granted",),
    "予以部分公开": ("partly_granted",),
    "部分公开": ("partly_granted",),
    "不予公开": group_rows("refused"),
    "无法提供": group_rows("unavailable"),
    "不予处理": group_rows("not_processed"),
    "其他处理": group_rows("other"),
    "不掌握相关政府信息": ("unavailable_not_held",),
} | {
    label: (row.code,)
    for edition in EDITIONS.values()
    for row in edition["applications"].rows
    if row.group
    for label in (row.label, *row.also)
    if len(label) >= 4 and label not in ("其他处理",)
}
LABEL = "|".join(sorted(map(re.escape, OUTCOME_ROWS), key=len, reverse=True))
APPLICANT_COLUMNS: dict[str, tuple[str, ...]] = {
    "自然人": ("natural_person",),
    "公民": ("natural_person",),
    "商业企业": ("company",),
    "企业": ("company",),
    "科研机构": ("research",),
    "社会公益组织": ("social_org",),
    "法律服务机构": ("legal_service",),
    "其他组织": ("other_org",),
} | {f"法人{word}其他组织": APPLICANTS[1:] for word in ("和", "或", "及", "与", "或者")}
_APPLICANT = "|".join(sorted(APPLICANT_COLUMNS, key=len, reverse=True))
DOCUMENT_ROWS = {"规章": "regulations", "规范性文件": "normative_documents"}
DECISION_ROWS = {"行政许可": "licensing", "行政处罚": "penalties", "行政强制": "coercion"}
RESULT_COLUMNS = {
    "维持": "upheld",
    "纠正": "corrected",
    "其他结果": "other",
    "尚未审结": "pending",
    "未审结": "pending",
}

# ── words that change nothing ────────────────────────────────────────────────────────────────────

_AND = r"(?:以及|或者|及|和|与|或|、)"
_WORDS = (
    r"政府信息公开|政府信息|依申请公开|依申请|信息公开|信息|公开|申请表|申请书|申请人|申请|事项|件数|数量|总数|总量|总计|合计"
    r"|共计|共有|共|有|计|为|是|的|了|达到|达|处理|决定|答复|情形|情况|类|继续|办理|\([^()]{0,24}\)|[:“”\"]"
)
_WHO = rf"社会公众|公众|人民群众|群众|公民、法人{_AND}其他(?:社会)?组织|申请人|各类|各种|提出|提交|递交|要求"
_FILL = rf"(?:{_WORDS})*+"
_GAP = rf"(?:{_WHO}|{_WORDS})*+"
_OF_APPLICATIONS = r"(?:政府信息公开|政府信息|依申请公开|信息公开|信息|公开|的)*+申请"
_OF_DISPUTES = r"(?:案件|案|申请|事项|数量|共计|共|有|计|为|的|:|\([^()]{0,20}\))*+"
_SUM = r"(?:数量|总数|总量|件数|共计|合计|共有|共|有|为|是|达|:|\([^()]{0,24}\))*+"
_NEXT_YEAR = r"(?:至|到|入)?(?:下一?年度?|次年|明年|(?P<year>20\d\d)年度?)"
_DOCUMENT = r"(?:行政|政府)?(?P<document>规章|规范性文件)"
_DECIDED = "|".join(DECISION_ROWS)

# ── patterns ─────────────────────────────────────────────────────────────────────────────────────

# kind of claim: (a word without which the pattern cannot match, as most sentences hold few of them; the pattern)
_PATTERNS: dict[str, tuple[str, str]] = {
    "received": (
        "申请",
        r"(?<![未不予没])(?<!没有)共?(?P<verb>新收到?|收到|接到|受理|接收)"
        rf"(?:并(?:受理|办理|处理|答复)|{_AND}受理)?{_GAP}{_CASES}(?:{_OF_APPLICATIONS})?",
    ),
    "asked": (
        "申请",
        rf"(?:(?<=[，；:)度局])|^)(?:政府信息公开|信息公开|依申请公开|公开政府信息)的?申请{_SUM}{_CASES}",
    ),
    "done": (
        "申请",
        r"(?<![未不予])(?P<all>共计|共|总共|全部)?(?P<verb>办结|办理|答复|回复|处理)"
        rf"{_GAP}{_CASES}(?:{_OF_APPLICATIONS})?",
    ),
    "outcome": (
        "",
        rf"(?<![不未拟应可])(?<!部分)(?P<labels>(?:{LABEL})(?:{_AND}(?:{LABEL}))*){_FILL}{_CASES}",
    ),
    "outcome_after": (
        "",
        rf"{_CASES}(?:政府信息公开)?(?:申请)?(?:的|为|属于|作出|答复|作|已|决定|依法|是)*"
        r"(?P<labels>予以公开|予以部分公开|部分公开|不予公开|无法提供|不予处理)(?!的?(?:决定|答复)?(?:书|理由))",
    ),
    "carried_in": (
        "转",
        r"(?:上一?年度?|去年|(?P<year>20\d\d)年度?)(?:未办结|遗留)?(?:结转|转接|转入)"
        rf"(?:至|到)?(?:本年度?|今年)?{_FILL}{_CASES}",
    ),
    "carried_over": ("年", rf"(?:结转|顺延|转){_NEXT_YEAR}(?:继续)?{_FILL}{_CASES}"),
    "carried_over_after": ("年", rf"{_CASES}(?:申请)?[^，。；\d()、]{{0,16}}?(?:结转|顺延){_NEXT_YEAR}"),
    "applicant": ("", rf"(?<!公民、)(?<![和及或与、为])(?P<who>{_APPLICANT})(?:提出|提交)?{_FILL}{_CASES}"),
    "no_applications": (
        "申请",
        rf"(?:未|没有|没|无)(?:收到|接到|受理|接收)(?:过|到)?(?:{_WHO}|任何|书面|法人|公民|有关|关于|相关|其他组织"
        r"|[、和或及的依]|政府信息公开|政府信息|信息公开|信息|公开)*+申请[件表]?(?=情况|事项|[，。；、()]|$)",
    ),
    "both": ("复议", rf"行政复议(?:案件|申请)?{_AND}(?:行政)?诉讼{_OF_DISPUTES}{_CASES}"),
    "after_review": ("复议后", rf"复议后(?:提?起诉|行政诉讼|诉讼){_OF_DISPUTES}{_CASES}"),
    "direct": ("未经复议", rf"未经复议(?:直接)?(?:提?起诉|行政诉讼|诉讼){_OF_DISPUTES}{_CASES}"),
    "review": ("行政复议", rf"(?<!经)行政复议{_OF_DISPUTES}{_CASES}"),
    "litigation": ("诉讼", rf"(?<!复议后)(?<!直接)(?:行政诉讼|诉讼){_OF_DISPUTES}{_CASES}"),
    "result": (
        "",
        rf"(?<!未)(?P<result>{'|'.join(RESULT_COLUMNS)})(?:原?行政行为|原?决定|结果|的|有|为|:)*{_CASES}",
    ),
    "no_disputes": (
        "行政",
        r"(?:无|未发生|没有发生|没有|未出现|未有|不存在|未产生|未引发)(?:因|由|有关|涉及|相关|与|政府信息公开|信息公开"
        r"|依申请公开|政府信息|工作|申请|答复|引发|引起|导致|产生|提起|发生|被|的|方面|类|任何)*+"
        rf"(?P<which>行政复议(?:案件|申请)?(?:{_AND}(?:提起)?(?:行政)?诉讼)?|行政诉讼)(?:案件|申请|事项)*"
        r"(?:的?(?:情况|情形)|发生)?(?=[，。；)]|$)",
    ),
    "issued": (
        "规",
        r"(?:制发|出台|制定出台|制定印发|制定发布|制定)(?:并(?:公开|发布|公布))?了?"
        rf"{_DOCUMENT}{_SUM}{_count('件', '份', '个', '部', '项')}",
    ),
    "in_force": ("现行有效", rf"现行有效的?{_DOCUMENT}{_SUM}{_count('件', '份', '个', '部')}"),
    "repealed": ("废止", rf"废止{_DOCUMENT}{_SUM}{_count('件', '份', '个', '部')}"),
    "decisions": (
        "行政",
        rf"(?:[作做下][出达](?P<act>{_DECIDED})(?:处理)?(?:决定)?书?|(?P<act2>{_DECIDED})处理决定)"
        rf"{_SUM}{_count('件', '起', '宗', '个', '份', '项', '次', '条')}",
    ),
    "fees": ("行政事业性收费", rf"行政事业性收费(?:总?金额|总额|收入|数额)?{_SUM}{_MONEY}"),
    "purchases": ("政府集中采购", rf"政府集中采购(?:项目)?{_SUM}{_count('项', '个', '件', '次', '宗')}"),
    "purchase_amount": (
        "政府集中采购",
        rf"政府集中采购(?:项目)?(?:[^，。；]{{0,10}}[，,])?(?:采购)?总?金额{_SUM}{_MONEY}",
    ),
}
_COMPILED = tuple((kind, needed, re.compile(pattern)) for kind, (needed, pattern) in _PATTERNS.items())
_HAS_FIGURE = re.compile(r"[\d一二三四五六七八九十两百千](?:件|宗|份|起|例|个|次|项|条|部|万?元)|[未无没不]")
PUBLISHED = re.compile(
    r"主动公开(?:发布)?了?(?:各类|各种)?(?:政府信息|政务信息|信息)(?:总数|数量|总量)?(?:共计|总计|共|计|达到|达|为|有|了|:)*+"
    rf"{_NUMBER}(?P<unit>条|件|份){_EXACT}"
)
PERCENT = re.compile(
    r"[，,(、]?占(?:比|总?申请(?:总?数|总?量|件数)?|(?:申请|受理|办理|办结|答复|全部)?的?总?(?:数|量|件数)|全部申请)?"
    r"(?:的比例|的|比)?(?:为|达|:)?(?P<percent>\d+(?:\.(?P<places>\d+))?)%"
)


def claims_in(plain: str) -> list[tuple[str, re.Match[str]]]:
    """(kind, match) of each claim in a sentence, in order; of two that overlap the one that begins first."""
    if not _HAS_FIGURE.search(plain):
        return []
    at = 0
    kept = []
    for kind, found in sorted(_all_matches(plain), key=lambda match: (match[1].start(), -match[1].end())):
        if found.start() >= at:
            kept.append((kind, found))
            at = found.end()
    return kept


def _all_matches(plain: str) -> Iterator[tuple[str, re.Match[str]]]:
    for kind, needed, pattern in _COMPILED:
        if needed in plain:
            for found in pattern.finditer(plain):
                yield kind, found
