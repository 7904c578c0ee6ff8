"""The about tab as HTML: what the numbers mean, formulas, editions of the form, limits, versions.

Formulas are put together from the vocabulary, editions from the form, checks from the kinds of problems: nothing of them is
told here a second time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from assistant.labels import english_label
from assistant.vocabulary import Vocabulary, load_vocabulary
from index import form
from index.problem_kinds import KINDS
from ui.collection import Facts
from ui.data_words import column_names, row_names
from ui.words import both, escape, short_label

Words = tuple[str, str]  # in Chinese, in English


def about_page(facts: Facts) -> str:
    """The whole tab."""
    parts = (
        (("数字是什么意思", "What the numbers mean"), _bullets(NUMBERS)),
        (("算出来的数", "Derived figures"), _formulas()),
        (("报表的两个版本", "The two editions of the form"), _editions()),
        (("检查什么", "What is checked"), _checks()),
        (("局限", "Limits"), _bullets(LIMITS)),
        (("版本", "Versions"), _versions(facts)),
    )
    return (
        '<div class="gk-about">'
        + "".join(f"<h2>{both(*title)}</h2>{body}" for title, body in parts)
        + "</div>"
    )


NUMBERS: Sequence[Words] = (
    (
        "每个数字都取自某份报告三张统计表里的一格，点开就能看到它印在哪里。",
        "Every figure is taken from a cell of the three tables of a report; a click shows where it is printed.",
    ),
    (
        "单位是件或项；金额一律换算成元，表头写万元的乘以 10,000。",
        "Counts are of applications or items. Money is always in yuan (元): what a header gives in 万元 is multiplied by 10,000.",
    ),
    (
        "空白、“/”、没印出来的格子都不是 0，也不会当作 0 显示。求和与平均只算有数字的格子。",
        "A blank, a “/” and a cell that is not printed are not 0, and are never shown as 0. "
        "Sums and averages take only the cells that hold a number.",
    ),
    (
        "报告里加不对的合计照原样收录，旁边说明对不上。",
        "A total that does not add up is kept as printed, with a note beside it.",
    ),
    (
        "政府的数字一般含其所属部门，与部门的数字相加会重复。",
        "A government's figures usually include its departments, so adding both counts them twice.",
    ),
)

LIMITS: Sequence[Words] = (
    (
        "扫描件没有文字，不能收录；表格没有框线的 PDF 只能读出一部分，读不准的格子记为未印，不猜。",
        "A scan has no text and cannot be read; of a PDF whose tables have no lines only a part is. "
        "A cell that cannot be read for certain is left out, nothing is guessed.",
    ),
    (
        "文字只逐字引用，不概括，不推断原因，不预测。",
        "Text is quoted word for word: nothing is summed up, explained or forecast.",
    ),
    (
        "没有语言模型：用词太生僻的问题会读不懂，读不懂就直说。",
        "There is no language model: a question in words that are not known is not understood, and is said not to be.",
    ),
    (
        "没有收录的机关，这里的数字一概不代表。",
        "The figures here say nothing of agencies whose reports are not in the collection.",
    ),
)


def _bullets(lines: Iterable[Words]) -> str:
    return f"<ul>{''.join(f'<li>{both(*line)}</li>' for line in lines)}</ul>"


# ── formulas ─────────────────────────────────────────────────────────────────────────────────────


def _formulas() -> str:
    rows = "".join(
        f'<tr><th scope="row">{both(*name)}</th><td>{both(*formula)}</td></tr>'
        for name, formula in formulas()
    )
    head = (
        f'<tr><th scope="col">{both("名称", "Name")}</th><th scope="col">{both("公式", "Formula")}</th></tr>'
    )
    return f'<div class="gk-scroll" tabindex="0"><table class="gk-table"><thead>{head}</thead><tbody>{rows}</tbody></table></div>'


def formulas() -> Iterator[tuple[Words, Words]]:
    """Every figure that no report prints: its name, and what it is computed of."""
    words = load_vocabulary()
    for item in words.items.values():
        if len(item.rows) > 1:
            terms = [row_names(item.table, row) for row in item.rows]
            yield (item.label_zh, item.label_en), _joined(terms, " + ")
    for column in words.columns.values():
        if len(column.columns) > 1 and not column.either:
            terms = [column_names(column.table, "*", each) for each in column.columns]
            yield (column.label_zh, column.label_en), _joined(terms, " + ")
    for rate in words.rates.values():
        above = _joined([_term(words, code) for code in rate.of], " + ")
        below = _term(words, rate.over)
        name = (rate.label_zh.partition("（")[0], rate.label_en.partition(" (")[0])
        yield name, _divided(above, below, several=len(rate.of) > 1)


def _term(words: Vocabulary, code: str) -> Words:
    """One operand: an item, or one column of it."""
    name, _, column = code.partition(":")
    item = words.items[name]
    if not column or column == "total":
        return item.label_zh, item.label_en
    in_zh = column_names(item.table, item.rows[0], column)[0]
    return f"{item.label_zh}·{in_zh}", f"{item.label_en}, {english_label(column)}"


def _joined(terms: Sequence[Words], sign: str) -> Words:
    return sign.join(zh for zh, _ in terms), sign.join(en for _, en in terms)


def _divided(above: Words, below: Words, several: bool) -> Words:
    def bracketed(text: str, needed: bool) -> str:
        return f"({text})" if needed else text

    zh, en = (
        f"{bracketed(a, several)} ÷ {bracketed(b, ' + ' in b)}" for a, b in zip(above, below, strict=True)
    )
    return zh, en


# ── the form, checks, versions ───────────────────────────────────────────────────────────────────


def _editions() -> str:
    told = both(
        "2019 年版用于 2019、2020 年的报告，2021 年版用于 2021 年及以后的报告；有的报告混用。两版不同的地方：",
        "The edition of 2019 is for reports on 2019 and 2020, that of 2021 for reports on 2021 and later; "
        "some reports mix them. Where they differ:",
    )
    lines = "".join(f"<li>{both(*line)}</li>" for line in differences())
    return f"<p>{told}</p><ul>{lines}</ul>"


def differences() -> Iterator[Words]:
    """What only one edition of the form has: rows, and columns."""
    for table in form.TABLES:
        for edition, other in (("2019", "2021"), ("2021", "2019")):
            own, others = form.EDITIONS[edition][table], form.EDITIONS[other][table]
            rows = [
                row_names(table, row.code)
                for row in own.rows
                if row.code not in {r.code for r in others.rows}
            ]
            columns = [
                (column.label, english_label(column.code))
                for column in own.columns
                if column.code not in {c.code for c in others.columns}
            ]
            if rows or columns:
                zh = "，".join(_listed(("行", rows, 0), ("栏目", columns, 0), mark="、", colon="："))
                en = "; ".join(_listed(("rows", rows, 1), ("columns", columns, 1), mark=", ", colon=": "))
                yield (
                    f"表{own.part}，只有 {edition} 年版有的{zh}",
                    f"table {_number(own.part)}, only in {edition}: {en}",
                )


def _listed(*parts: tuple[str, Sequence[Words], int], mark: str, colon: str) -> Iterator[str]:
    for name, words, pick in parts:
        if words:
            yield f"{name}{colon}{mark.join(short_label(word[pick]) for word in words)}"


def _number(part: str) -> int:
    return list(form.PARTS).index(part) + 1


def _checks() -> str:
    told = both(
        "每份报告收录时都查下面这些；查出来的列在“检查”里，用到有关数字的回答也会说明。",
        "Each report is checked for the following when it is indexed. What is found is listed under “Checks”, "
        "and said with every answer that uses the figures concerned.",
    )
    kinds = [kind for code, kind in KINDS.items() if code != "not_indexed"]  # of files that are no report
    return (
        f'<p>{told}</p><ul class="gk-kinds-list">{"".join(f"<li>{both(*kind)}</li>" for kind in kinds)}</ul>'
    )


def _versions(facts: Facts) -> str:
    years = (
        f"{facts.first_year}–{facts.last_year}"
        if facts.first_year != facts.last_year
        else str(facts.first_year)
    )
    lines: list[tuple[Words, str]] = [
        (("公开", "Gongkai"), escape(facts.version)),
        (
            ("收录", "Collection"),
            both(
                f"{facts.reports:,} 份报告，{facts.agencies:,} 个机关，{years}",
                f"{facts.reports:,} reports of {facts.agencies:,} agencies, {years}",
            )
            if facts.reports
            else both("还没有报告", "no reports yet"),
        ),
        (("建库时间", "Store built"), f"{facts.built:%Y-%m-%d %H:%M}"),
        (("库的版本", "Version of the store"), escape(facts.store_version)),
        (("向量模型", "Embedding model"), f"<code>{escape(facts.embedding)}</code>"),
    ]
    return (
        '<dl class="gk-facts">'
        + "".join(f"<dt>{both(*name)}</dt><dd>{value}</dd>" for name, value in lines)
        + "</dl>"
    )
