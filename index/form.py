"""The national report form in both editions: tables, rows, columns, labels, units and sums.

The one source of truth for the parser, the store's schema, the vocabulary, the checks and the page.
Sources: 国办公开办函〔2019〕60号 (edition "2019", reports on 2019 and 2020) and 国办公开办函〔2021〕30号
(edition "2021", reports on 2021 and later). Real reports mix the two, so an edition is told per table, by labels.
"""

from __future__ import annotations

from typing import NamedTuple

YUAN = "元"
WAN = 10_000  # 万元 → 元


class Column(NamedTuple):
    """One column of a table: its code, its printed label, the spellings also seen, and its unit."""

    code: str
    label: str
    unit: str
    also: tuple[str, ...] = ()


class Row(NamedTuple):
    """One row of a table: its code, its printed label, the columns it fills and the group it belongs to."""

    code: str
    label: str
    columns: tuple[str, ...]
    group: str = ""  # "refused": the derived row this one is added up into
    also: tuple[str, ...] = ()


class Table(NamedTuple):
    """One of the form's three tables in one edition."""

    code: str
    edition: str
    part: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def number(self) -> int:
        """The table's number as people write it in figures: 表二 is table 2."""
        return list(PARTS).index(self.part) + 1

    @property
    def cells(self) -> tuple[tuple[str, str], ...]:
        """(row, column) of every cell, in printed order."""
        return tuple((row.code, column) for row in self.rows for column in row.columns)

    def column(self, code: str) -> Column:
        return next(column for column in self.columns if column.code == code)

    def row(self, code: str) -> Row:
        """The row of that code; a printed sub-row `other_services/…` is its parent's."""
        return next(row for row in self.rows if row.code == code.split("/")[0])


# ── parts ────────────────────────────────────────────────────────────────────────────────────────

PARTS: dict[str, tuple[str, ...]] = {
    "一": ("总体情况", "概述", "总体情况概述"),
    "二": ("主动公开政府信息情况", "主动公开情况"),
    "三": ("收到和处理政府信息公开申请情况", "收到和处理政府信息公开申请的情况", "依申请公开政府信息情况"),
    "四": (
        "政府信息公开行政复议、行政诉讼情况",
        "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        "政府信息公开行政复议和行政诉讼情况",
    ),
    "五": (
        "存在的主要问题及改进情况",
        "存在的主要问题和改进措施",
        "政府信息公开工作存在的主要问题及改进情况",
        "存在的问题及改进措施",
    ),
    "六": ("其他需要报告的事项", "其他需要说明的事项"),
}

# ── 二、主动公开政府信息情况 ─────────────────────────────────────────────────────────────────────

_DOCUMENT_COLUMNS_2019 = (
    Column("made", "本年新制作数量", "件", ("本年制作数量", "新制作数量")),
    Column("published", "本年新公开数量", "件", ("本年公开数量", "新公开数量")),
    Column("public_total", "对外公开总数量", "件", ("对外公开总数",)),
)
_ITEM_COLUMNS_2019 = (
    Column("prior_items", "上一年项目数量", "项", ("上年项目数量",)),
    Column("change", "本年增/减", "项", ("本年增减", "本年增、减", "本年增减数量")),
    Column("decisions", "处理决定数量", "件", ("本年处理决定数量",)),
)
_DOCUMENT_ROW_LABELS = (
    ("regulations", "规章", ("政府规章", "行政规章")),
    ("normative_documents", "规范性文件", ("行政规范性文件",)),
)
_MADE = ("made", "published", "public_total")
_ITEMS = ("prior_items", "change", "decisions")

DISCLOSURE_2019 = Table(
    code="disclosure",
    edition="2019",
    part="二",
    title="主动公开政府信息情况",
    columns=(
        *_DOCUMENT_COLUMNS_2019,
        *_ITEM_COLUMNS_2019,
        Column("items", "采购项目数量", "项", ("采购项目数",)),
        Column("amount", "采购总金额", YUAN, ("采购金额", "采购总额")),
    ),
    rows=(
        *(Row(code, label, _MADE, also=also) for code, label, also in _DOCUMENT_ROW_LABELS),
        Row("licensing", "行政许可", _ITEMS),
        Row("other_services", "其他对外管理服务事项", _ITEMS, also=("其他对外管理服务",)),
        Row("penalties", "行政处罚", _ITEMS),
        Row("coercion", "行政强制", _ITEMS),
        Row("fees", "行政事业性收费", ("prior_items", "change"), also=("行政事业性收费项目",)),
        Row("procurement", "政府集中采购", ("items", "amount")),
    ),
)

_ISSUED = ("issued", "repealed", "in_force")

DISCLOSURE_2021 = Table(
    code="disclosure",
    edition="2021",
    part="二",
    title="主动公开政府信息情况",
    columns=(
        Column("issued", "本年制发件数", "件", ("本年制发数", "制发件数", "本年新制发件数")),
        Column("repealed", "本年废止件数", "件", ("本年废止数", "废止件数")),
        Column("in_force", "现行有效件数", "件", ("现行有效数", "有效件数")),
        Column("decisions", "本年处理决定数量", "件", ("处理决定数量",)),
        Column("amount", "本年收费金额", YUAN, ("收费金额", "本年收费总金额")),
    ),
    rows=(
        Row("regulations", "规章", _ISSUED, also=("政府规章", "行政规章")),
        Row("normative_documents", "行政规范性文件", _ISSUED, also=("规范性文件",)),
        Row("licensing", "行政许可", ("decisions",)),
        Row("penalties", "行政处罚", ("decisions",)),
        Row("coercion", "行政强制", ("decisions",)),
        Row("fees", "行政事业性收费", ("amount",)),
    ),
)

# ── 三、收到和处理政府信息公开申请情况 ───────────────────────────────────────────────────────────

_APPLICANT_COLUMNS = (
    Column("natural_person", "自然人", "件", ("公民",)),
    Column("company", "商业企业", "件", ("企业",)),
    Column("research", "科研机构", "件", ("科研单位",)),
    Column("social_org", "社会公益组织", "件", ("社会公益团体",)),
    Column("legal_service", "法律服务机构", "件"),
    Column("other_org", "其他", "件", ("其他组织",)),
    Column("total", "总计", "件", ("合计",)),
)
APPLICANTS = tuple(column.code for column in _APPLICANT_COLUMNS[:-1])
_ALL = (*APPLICANTS, "total")

GROUPS: dict[str, str] = {
    "refused": "不予公开",
    "unavailable": "无法提供",
    "not_processed": "不予处理",
    "other": "其他处理",
}

_INTAKE_ROWS = (
    Row(
        "received",
        "本年新收政府信息公开申请数量",
        _ALL,
        also=("本年新收到政府信息公开申请数量", "本年新收申请数量"),
    ),
    Row(
        "carried_in",
        "上年结转政府信息公开申请数量",
        _ALL,
        also=("上年结转政府信息公开数量", "上年结转申请数量"),
    ),
    Row("granted", "予以公开", _ALL),
    Row(
        "partly_granted",
        "部分公开（区分处理的，只计这一情形，不计其他情形）",
        _ALL,
        also=("部分公开", "部分公开（区分处理的，只计这一情形）"),
    ),
)
_REFUSED_ROWS = tuple(
    Row(f"refused_{code}", label, _ALL, "refused", also)
    for code, label, also in (
        ("state_secret", "属于国家秘密", ("国家秘密",)),
        ("law", "其他法律行政法规禁止公开", ("其他法律行政止公开",)),
        ("stability", "危及“三安全一稳定”", ("危机三安全一稳定",)),
        ("third_party", "保护第三方合法权益", ()),
        ("internal", "属于三类内部事务信息", ("三类内部事务信息",)),
        ("process", "属于四类过程性信息", ("四类过程性信息",)),
        ("enforcement", "属于行政执法案卷", ("属于行政法案卷", "行政执法案卷")),
        ("admin_query", "属于行政查询事项", ("行政查询事项",)),
    )
)
_UNAVAILABLE_ROWS = tuple(
    Row(f"unavailable_{code}", label, _ALL, "unavailable", also)
    for code, label, also in (
        ("not_held", "本机关不掌握相关政府信息", ("本机关不掌握",)),
        ("not_existing", "没有现成信息需要另行制作", ("没有现成信息需另行制作",)),
        ("unclear", "补正后申请内容仍不明确", ()),
    )
)
_NOT_PROCESSED_ROWS = tuple(
    Row(f"not_processed_{code}", label, _ALL, "not_processed", also)
    for code, label, also in (
        ("petition", "信访举报投诉类申请", ("信访投诉举报类申请",)),
        ("repeat", "重复申请", ()),
        ("publication", "要求提供公开出版物", ()),
        ("excessive", "无正当理由大量反复申请", ()),
        (
            "confirmation",
            "要求行政机关确认或重新出具已获取信息",
            ("要求行政机关确认或重新出具已经获取信息",),
        ),
    )
)
_OTHER_ROW_2019 = (Row("other", "其他处理", _ALL),)
_OTHER_ROWS_2021 = tuple(
    Row(f"other_{code}", label, _ALL, "other", also)
    for code, label, also in (
        (
            "uncorrected",
            "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            ("逾期不补正", "申请人无正当理由逾期不补正"),
        ),
        (
            "unpaid",
            "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            ("逾期未缴费", "申请人逾期未按收费通知要求缴纳费用"),
        ),
        ("rest", "其他", ()),
    )
)
_CLOSING_ROWS = (
    Row("concluded", "总计", _ALL, also=("合计",)),
    Row("carried_over", "结转下年度继续办理", _ALL, also=("结转下年度办理", "结转下年继续办理")),
)


def _applications(edition: str, other: tuple[Row, ...]) -> Table:
    outcomes = (*_REFUSED_ROWS, *_UNAVAILABLE_ROWS, *_NOT_PROCESSED_ROWS, *other)
    rows = (*_INTAKE_ROWS, *outcomes, *_CLOSING_ROWS)
    return Table("applications", edition, "三", "收到和处理政府信息公开申请情况", _APPLICANT_COLUMNS, rows)


APPLICATIONS_2019 = _applications("2019", _OTHER_ROW_2019)
APPLICATIONS_2021 = _applications("2021", _OTHER_ROWS_2021)

# ── 四、政府信息公开行政复议、行政诉讼情况 ───────────────────────────────────────────────────────

_DISPUTE_COLUMNS = (
    Column("upheld", "结果维持", "件", ("维持",)),
    Column("corrected", "结果纠正", "件", ("纠正",)),
    Column("other", "其他结果", "件", ("其他",)),
    Column("pending", "尚未审结", "件", ("未审结",)),
    Column("total", "总计", "件", ("合计",)),
)
_DISPUTE_CODES = tuple(column.code for column in _DISPUTE_COLUMNS)


def _disputes(edition: str) -> Table:
    rows = (
        Row("review", "行政复议", _DISPUTE_CODES),
        Row("litigation_direct", "未经复议直接起诉", _DISPUTE_CODES, "litigation"),
        Row("litigation_after_review", "复议后起诉", _DISPUTE_CODES, "litigation"),
    )
    return Table("disputes", edition, "四", "政府信息公开行政复议、行政诉讼情况", _DISPUTE_COLUMNS, rows)


DISPUTES_2019 = _disputes("2019")
DISPUTES_2021 = _disputes("2021")

# ── the form as a whole ──────────────────────────────────────────────────────────────────────────

EDITIONS: dict[str, dict[str, Table]] = {
    "2019": {"disclosure": DISCLOSURE_2019, "applications": APPLICATIONS_2019, "disputes": DISPUTES_2019},
    "2021": {"disclosure": DISCLOSURE_2021, "applications": APPLICATIONS_2021, "disputes": DISPUTES_2021},
}
TABLES = ("disclosure", "applications", "disputes")


def columns_of(table: str) -> tuple[str, ...]:
    """Every column code of a table over both editions, in printed order, each once.

    >>> columns_of("disputes")
    ('upheld', 'corrected', 'other', 'pending', 'total')
    """
    codes = (column.code for edition in EDITIONS.values() for column in edition[table].columns)
    return tuple(dict.fromkeys(codes))


def rows_of(table: str) -> tuple[str, ...]:
    """Every row code of a table over both editions, each once, where it is printed: what one has alone after its neighbour.

    >>> rows_of("applications")[-6:]
    ('other_uncorrected', 'other_unpaid', 'other_rest', 'other', 'concluded', 'carried_over')
    """
    codes: list[str] = []
    for edition in EDITIONS.values():
        place = 0
        for row in edition[table].rows:
            if row.code not in codes:
                codes.insert(place, row.code)
            place = codes.index(row.code) + 1
    return tuple(codes)


def group_rows(group: str, table: str = "applications") -> tuple[str, ...]:
    """The printed rows a derived row is added up from, over both editions.

    A report prints either `other` (2019) or its three rows (2021), so the sum over all of them is right for both.

    >>> group_rows("other")
    ('other', 'other_uncorrected', 'other_unpaid', 'other_rest')
    """
    rows = [row for edition in EDITIONS.values() for row in edition[table].rows]
    return tuple(dict.fromkeys(row.code for row in rows if group in (row.group, row.code)))


def outcome_rows(edition: str) -> tuple[str, ...]:
    """The rows whose sum is `concluded` (FORM rule 2)."""
    rows = EDITIONS[edition]["applications"].rows
    return tuple(
        row.code for row in rows if row.code not in ("received", "carried_in", "concluded", "carried_over")
    )


def unit_of(table: str, row: str, column: str) -> str:
    """The base unit of a cell: 件, 项 or 元."""
    form = next(e[table] for e in EDITIONS.values() if any(c.code == column for c in e[table].columns))
    return form.column(column).unit


def label_of(table: str, row: str = "", column: str = "") -> str:
    """The printed label of a row or of a column, the newest edition's where both have it."""
    for edition in ("2021", "2019"):
        form = EDITIONS[edition][table]
        if row:
            parent, _, sub_row = row.partition("/")
            found = next((r.label for r in form.rows if r.code == parent), None)
            if found:
                return f"{found}/{sub_row}" if sub_row else found
        else:
            found = next((c.label for c in form.columns if c.code == column), None)
            if found:
                return found
    raise KeyError(f"the form has no {table} {row or column}")
