"""The page's words: labels of the form in both languages, numbers for reading, text made safe for HTML."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.conversation import Citation, Language, Result
from assistant.labels import english_label
from assistant.vocabulary import Item, load_vocabulary
from index import form

# ── words ────────────────────────────────────────────────────────────────────────────────────────


def escape(value: object) -> str:
    """Text that is safe inside an element and inside a quoted attribute.

    >>> escape('<b title="x">')
    '&lt;b title=&quot;x&quot;&gt;'
    """
    import html  # its table of entities takes longer to load than an answer

    return html.escape(str(value), quote=True)


def both(zh: str, en: str) -> str:
    """A label in both languages; the page shows the one that is switched on."""
    return f'<span class="zh">{escape(zh)}</span><span class="en">{escape(en)}</span>'


def in_language(language: Language, zh: str, en: str) -> str:
    return zh if language == "zh" else en


def number_class(is_number: bool) -> str:
    """The attribute that sets numbers to the right."""
    return ' class="number"' if is_number else ""


_COLUMN_LABELS: Mapping[str, tuple[str, str]] = {
    "agency": ("机关", "Agency"),
    "year": ("年份", "Year"),
    "report": ("报告", "Report"),
    "file": ("文件", "File"),
    "province": ("省份", "Province"),
    "city": ("城市", "City"),
    "county": ("区县", "County"),
    "region": ("地区", "Region"),
    "level": ("层级", "Level"),
    "edition": ("报表版本", "Form edition"),
    "label": ("项目", "Item"),
    "row": ("项目", "Item"),
    "column": ("栏目", "Column"),
    "count": ("数量", "Count"),
    "reports": ("报告数", "Reports"),
    "agencies": ("机关数", "Agencies"),
    "all_agencies": ("有数字的机关数", "Agencies with a figure"),
    "value": ("数值", "Value"),
    "sum": ("合计", "Sum"),
    "average": ("平均", "Average"),
    "share": ("占比", "Share"),
    "ratio": ("比例", "Ratio"),
    "change": ("增减", "Change"),
    "amount": ("金额", "Amount"),
    "part": ("部分", "Part"),
    "total": ("总计", "Total"),
    "rank": ("名次", "Rank"),
    "place": ("名次", "Rank"),
    "difference": ("相差", "Difference"),
    "times": ("倍数", "Times"),
    "growth": ("增长率", "Growth"),
    "kind": ("类型", "Kind"),
    "message": ("说明", "What was found"),
}
_EXTRA_ROWS = {"litigation": "行政诉讼", **form.GROUPS}


def form_label(code: str) -> str | None:
    """The form's printed label of a row or column code, whichever table has it; None for anything else."""
    if code in _EXTRA_ROWS:
        return _EXTRA_ROWS[code]
    for table in form.TABLES:
        if code.split("/")[0] in form.rows_of(table):
            return short_label(form.label_of(table, row=code))
    for table in form.TABLES:
        if code in form.columns_of(table):
            return form.label_of(table, column=code)
    return None


def chinese_label(code: str) -> str:
    """What a row or column of the form, or a rate, is called in Chinese."""
    words = load_vocabulary()
    entry = words.rates.get(code) or words.items.get(code)
    return form_label(code) or (entry.label_zh if entry else code)


def figure_label(code: str, language: Language) -> str:
    """What a figure of an answer is called: an item, an item in one column, that as a share, several as one.

    >>> figure_label("received_natural_person_share", "zh"), figure_label("procurement_amount", "zh")
    ('本年新收政府信息公开申请数量·自然人占比', '政府集中采购·采购总金额')
    >>> figure_label("granted_plus_partly_granted", "zh")
    '予以公开 + 部分公开'
    """
    for sign, said in _SIGNS.items():
        if sign in code:
            return said.join(figure_label(part, language) for part in code.split(sign))
    suffix = next((ending for ending in _ENDINGS if code.endswith(ending)), "")
    item, column = item_and_column(code.removesuffix(suffix))
    if not column:
        named = chinese_label(item) if language == "zh" else english_label(item)
    elif language == "en":
        named = f"{english_label(item)}, {english_label(column)}"
    else:
        known = load_vocabulary().items[item]
        named = f"{chinese_label(item)}·{column_in_chinese(known, column)}"
    return named + (in_language(language, *_ENDINGS[suffix]) if suffix else "")


def column_in_chinese(item: Item, code: str) -> str:
    """What a column of an item is called; one that adds several up has a name of its own.

    >>> items = load_vocabulary().items
    >>> column_in_chinese(items["review"], "other_result"), column_in_chinese(items["received"], "organisations")
    ('其他结果', '法人或其他组织')
    """
    word = load_vocabulary().columns[code]
    if len(word.columns) > 1 and not word.either:
        return word.label_zh
    return cell_labels(item.table, item.rows[0], word.columns[0])[1]


_ENDINGS = {
    "_share": ("占比", ", share"),
    "_before": ("（上年）", ", year before"),
    "_parts": ("各栏之和", ", its columns added up"),
}
_SIGNS = {"_plus_": " + ", "_minus_": " − "}


def item_and_column(code: str) -> tuple[str, str]:
    """The item and the column that a figure's code is made of; "" for a column that it does not name.

    >>> item_and_column("received_natural_person"), item_and_column("granted")
    (('received', 'natural_person'), ('granted', ''))
    """
    words = load_vocabulary()
    if code in words.items or code in words.rates:
        return code, ""
    split = ((code[:place], code[place + 1 :]) for place in range(len(code)) if code[place] == "_")
    return next((pair for pair in split if pair[0] in words.items and pair[1] in words.columns), (code, ""))


def column_label(code: str, language: Language) -> str:
    """What a result column is called for a reader.

    >>> column_label("agency", "en"), column_label("natural_person", "zh"), column_label("granted", "en")
    ('Agency', '自然人', 'Applications granted')
    """
    if code in _COLUMN_LABELS:
        return in_language(language, *_COLUMN_LABELS[code])
    label = figure_label(code, language)
    return label[:1].upper() + label[1:]


def short_label(label: str) -> str:
    """A label without what it says in brackets."""
    return re.sub(r"[（(].*[)）]", "", label) or label


# ── numbers ──────────────────────────────────────────────────────────────────────────────────────


def show_number(value: float | int, unit: str | None = None) -> str:
    """A number for reading: separators between thousands, a ratio as per cent, no needless decimals.

    >>> show_number(874650055.91, "元"), show_number(0.285, "ratio"), show_number(21.0), show_number(-3)
    ('874,650,055.91', '28.5%', '21', '-3')
    """
    if unit == "ratio":
        return f"{_plain(float(value * 100), 2)}%"
    return _plain(value, 2 if unit == form.YUAN else 4)


def _plain(value: float | int, digits: int) -> str:
    text = f"{round(value, digits):,.{digits}f}" if isinstance(value, float) else f"{value:,}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def also_in_wan(value: object, unit: str | None) -> str:
    """The same money in 万元 as an addition, for amounts where 元 are hard to read; "" otherwise.

    >>> also_in_wan(9299082.0, "元"), also_in_wan(875, "元"), also_in_wan(21, "件")
    ('929.9082 万元', '', '')
    """
    if unit != form.YUAN or not isinstance(value, int | float) or abs(value) < form.WAN:
        return ""
    return f"{_plain(value / form.WAN, 4)} 万元"


def column_unit(code: str, result: Result) -> str | None:
    """The unit one column of a result is in: a year has none, a share is a ratio, a figure has the form's.

    >>> amounts = Result(("agency", "procurement_items", "procurement_amount"), (), "项")
    >>> [column_unit(code, amounts) for code in amounts.columns]
    [None, '项', '元']
    """
    words = load_vocabulary()
    if code in _UNITLESS:
        return None
    if code in words.rates or code.endswith(("share", "ratio", "rate", "growth")):
        return "ratio"
    item, column = item_and_column(code.removesuffix("_before"))
    if item in words.items:
        known = words.items[item]
        default = next(iter(known.columns), ("total",))[0]
        return form.unit_of(
            known.table, known.rows[0], words.columns[column].columns[0] if column else default
        )
    return result.unit


_UNITLESS = ("agency", "year", "rank", "place", "reports", "agencies", "times", "kind", "message")


_UNITS: Mapping[str, tuple[str, str]] = {
    "件": ("件", "number"),
    "项": ("项", "items"),
    "个": ("个", "number"),
    "份": ("份", "reports"),
    form.YUAN: ("元", "yuan"),
    "万元": ("万元", "10,000 yuan"),
    "ratio": ("%", "%"),
    "points": ("百分点", "percentage points"),
}


def unit_word(unit: str, language: Language) -> str:
    """A unit for a reader.

    >>> unit_word("元", "en"), unit_word("件", "zh"), unit_word("件", "en")
    ('yuan', '件', 'number')
    """
    return in_language(language, *_UNITS.get(unit, (unit, unit)))


def unit_words(unit: str) -> tuple[str, str]:
    """A unit in both languages beside a figure, where English leaves away that it is a number.

    >>> unit_words("元"), unit_words("件")
    (('元', 'yuan'), ('件', ''))
    """
    zh, en = unit_word(unit, "zh"), unit_word(unit, "en")
    return zh, "" if en == "number" else en


# ── cells ────────────────────────────────────────────────────────────────────────────────────────


def table_of(citation: Citation) -> str | None:
    """The form's table that a cited cell stands in; None for a passage."""
    if not citation.row:
        return None
    return next((table.code for table in form.EDITIONS["2021"].values() if table.part == citation.part), None)


def cell_labels(table: str, row: str, column: str, edition: str = "") -> tuple[str, str]:
    """The printed labels of a cell's row and column, in an edition where that row has that column.

    >>> cell_labels("disclosure", "procurement", "amount"), cell_labels("disclosure", "fees", "amount")
    (('政府集中采购', '采购总金额'), ('行政事业性收费', '本年收费金额'))
    """
    parent, _, sub_row = row.partition("/")
    for tried in dict.fromkeys((edition, "2021", "2019")):
        layout = form.EDITIONS.get(tried, {}).get(table)
        if layout and (parent, column) in layout.cells:
            label = layout.row(parent).label
            return (f"{label}/{sub_row}" if sub_row else label), layout.column(column).label
    return row, column


def place_name(citation: Citation) -> str:
    """Where in its report a citation stands, in both languages."""
    return both(*place_words(citation))


def place_words(citation: Citation) -> tuple[str, str]:
    """Where in its report a citation stands: 第三部分 · 本年新收… › 总计, and in English words."""
    part = part_name(citation.part)
    table = table_of(citation)
    if not table or not citation.row:
        return part
    row, column = cell_labels(table, citation.row, citation.column or "")
    named = f"{english_label(citation.row)} › {english_label(citation.column or '')}"
    return f"{part[0]} · {short_label(row)} › {column}", f"{part[1]} · {named}"


def part_name(part: str) -> tuple[str, str]:
    parts = list(form.PARTS)
    if part not in parts:
        return "正文", "Text"
    return f"第{part}部分", f"Part {parts.index(part) + 1}"
