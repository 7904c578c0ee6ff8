"""The items, columns and rates a question names → Metrics: which cells make up the figure asked about."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from assistant.intent import Metric, Term
from assistant.vocabulary import ColumnWord, Item, Rate, Vocabulary
from index.form import EDITIONS, unit_of

_APPLICANT_CODES = ("natural_person", "company", "research", "social_org", "legal_service", "other_org")
GROUP_ITEMS = ("refused", "unavailable", "not_processed")
_OUTCOME_ITEMS = ("granted", "partly_granted", "refused", "unavailable", "not_processed", "other_outcome")
_RESULT_CODES = ("upheld", "corrected", "other_result", "pending")
_NOT_OUTCOMES = ("received", "application", "carried_in", "carried_over", "concluded", "intake")
_NOT_GONE_ON_WITH = {"other_uncorrected", "other_unpaid"}  # their full names say 不再处理, too
RATIO = "ratio"


class MetricMaker:
    """Makes metrics out of the words found; `share` asks for parts of a whole."""

    def __init__(self, vocabulary: Vocabulary, column_first: bool = False) -> None:
        self.vocabulary = vocabulary
        self.column_first = (
            column_first  # the kind of applicant is named before the outcome, so it is the whole
        )

    def metrics(
        self,
        items: Sequence[str],
        columns: Sequence[str],
        rates: Sequence[str],
        share: bool,
        several: bool,
        listed: Collection[str] = (),
        whole_too: bool = False,
    ) -> list[Metric]:
        """Every figure named, in the question's order; a share comes after the two figures it is made of.

        `several`: the question asks 多少 more than once, so that a weak word such as 申请 names a figure of its own.
        `whole_too`: beside some columns their 总计 is asked for (一共几件，其中……).
        `listed`: items that stand in a list, each of which is asked for.
        """
        if share and (part := self._part_of_group(items, columns)):
            return part
        named = [self.rate(self.vocabulary.rates[code]) for code in rates]
        if named:
            return named
        chosen = self._items(items, columns, several, () if share else listed)
        if share and any(_is_outcome(item) for item in chosen):
            chosen = [item for item in chosen if _is_outcome(item) or item.table != "applications"]
        made: list[Metric] = []
        for item in chosen:
            own = [
                self.vocabulary.columns[code]
                for code in columns
                if self.vocabulary.columns[code].table == item.table
            ]
            own = [word for word in own if word.item in (None, item.code)]
            made += self._of_item(item, own, share, whole_too)
        return list(dict.fromkeys(made))

    def in_columns(self, before: Sequence[Metric], columns: Sequence[str], share: bool) -> list[Metric]:
        """The items of the question before in other columns: after 采购项目数量 a bare 金额 is the 采购总金额."""
        rows = {(metric.of.table, metric.of.rows) for metric in before}
        items = {
            (item.table, item.rows): item
            for item in self.vocabulary.items.values()
            if (item.table, item.rows) in rows
        }
        made = []
        for item in items.values():
            words = [(code, self.vocabulary.columns[code]) for code in columns]
            fitting = [
                code
                for code, word in words
                if word.table == item.table
                and word.item in (None, item.code)
                and any(_row_has(item, column) for column in word.columns)
            ]
            made += self.metrics([item.code], fitting, (), share, False) if fitting else []
        return made

    def _part_of_group(self, items: Sequence[str], columns: Sequence[str]) -> list[Metric]:
        """不予公开中属于过程性信息的占比: one reason's part of its group, both named."""
        child = next((c for c in items for g in GROUP_ITEMS if g in items and c.startswith(f"{g}_")), None)
        if child is None or columns:
            return []
        group = next(g for g in GROUP_ITEMS if child.startswith(f"{g}_"))
        if "concluded" in items and items.index(child) < items.index(group):
            return []  # refused as a state secret, of all that were concluded
        whole, part = (self.figure(self.vocabulary.items[code], None) for code in (group, child))
        return [whole, part, _over(part, whole)]

    def _items(
        self, codes: Sequence[str], columns: Sequence[str], several: bool, listed: Collection[str]
    ) -> list[Item]:
        """The strong items; a weak one, or the one a column implies, only where no strong one is there."""
        items = [self.vocabulary.items[code] for code in dict.fromkeys(codes)]
        implied = [self.vocabulary.columns[code].item for code in columns]
        for code in implied:
            if code and all(item.code != code for item in items):
                items.append(self.vocabulary.items[code])
        strong = [item for item in items if not item.weak or several or item.code in listed]
        if not several and any(item.table != "applications" for item in strong):
            strong = [i for i in strong if i.code not in ("concluded", "received") or i.code in listed]
        strong = _without_context(strong, listed)
        if strong:
            return strong
        if items:
            return items[:1]
        applicants = [code for code in columns if self.vocabulary.columns[code].table == "applications"]
        return [self.vocabulary.items["received"]] if applicants else []

    def _of_item(self, item: Item, words: Sequence[ColumnWord], share: bool, whole_too: bool) -> list[Metric]:
        if item.table == "disclosure":
            return self._of_disclosure(item, words)
        total = self.figure(item, None)
        parts = [self.figure(item, word) for word in words]
        if not share:
            return [total, *parts] if parts and whole_too else parts or [total]
        if (
            parts and self.column_first and _is_outcome(item)
        ):  # of the companies' applications, how many were granted
            wholes = [self.figure(self.vocabulary.items["concluded"], word) for word in words]
            pairs = zip(wholes, parts, strict=True)
            return [metric for whole, part in pairs for metric in (whole, part, _over(part, whole))]
        if parts:
            return [metric for part in parts for metric in (total, part, _over(part, total))]
        if _is_outcome(item):
            whole = self.figure(self.vocabulary.items["concluded"], None)
            return [whole, total, _over(total, whole)]
        return [total]

    def _of_disclosure(self, item: Item, words: Sequence[ColumnWord]) -> list[Metric]:
        strong = [word for word in words if not word.weak] or list(words)
        fitting = [word for word in strong if any(_row_has(item, column) for column in word.columns)]
        if fitting:
            told = {column for word in fitting for column in word.columns}
            also = [
                word for word in words if word.weak and strong != list(words) and not told & set(word.columns)
            ]
            fitting += [word for word in also if any(_row_has(item, column) for column in word.columns)]
            return [self.figure(item, word) for word in fitting]
        return [self._default(item, alternatives) for alternatives in item.columns]

    def _default(self, item: Item, alternatives: Sequence[str]) -> Metric:
        """A row asked about without a column: one of the columns it is usually asked by."""
        named = self.vocabulary.columns[alternatives[0]]
        word = named._replace(columns=tuple(alternatives), either=len(alternatives) > 1)
        return self.figure(item, word)._replace(default=len(item.columns) > 1)

    def figure(self, item: Item, word: ColumnWord | None) -> Metric:
        """One figure: an item in the column named, or its 总计."""
        code = "received" if item.code == "application" else item.code
        if word is None:
            return Metric(code, item.label_zh, item.label_en, "件", Term(item.table, item.rows, ("total",)))
        columns = tuple(column for column in word.columns if _row_has(item, column)) or word.columns
        label_zh, label_en = _column_labels(item, word, columns)
        several = len(columns) > 1
        term = Term(item.table, item.rows, columns, word.either and several, word.whole and several)
        unit = unit_of(item.table, item.rows[0], columns[0])
        code = f"{code}_{columns[0] if word.weak or word.alone or word.code == 'fee_amount' else word.code}"
        return Metric(code, f"{item.label_zh}·{label_zh}", f"{item.label_en}, {label_en}", unit, term)

    def growth_of_items(self, item_code: str) -> list[Metric]:
        """By what part the items of a row became more or fewer in the year, beside the two cells it is made of."""
        item = self.vocabulary.items[item_code]
        before, change = (
            self.figure(item, self.vocabulary.columns[code]) for code in ("prior_items", "change")
        )
        label_zh = f"{item.label_zh}·增减幅度（本年增/减 / 上一年项目数量）"
        label_en = f"{item.label_en}, relative change (change in the year / items in the year before)"
        grown = Metric(f"{item.code}_items_growth", label_zh, label_en, RATIO, change.of, before.of)
        return [before, change, grown]

    def rate(self, rate: Rate) -> Metric:
        """A named ratio: 公开率."""
        top = [self._rate_term(name) for name in rate.of]
        rows = tuple(row for term in top for row in term.rows)
        of = Term(top[0].table, rows, top[0].columns)
        return Metric(rate.code, rate.label_zh, rate.label_en, rate.unit, of, self._rate_term(rate.over))

    def _rate_term(self, name: str) -> Term:
        code, _, column = name.partition(":")
        item = self.vocabulary.items[code]
        return Term(item.table, item.rows, (column or "total",))

    def added_up(self, metrics: Sequence[Metric]) -> list[Metric]:
        """Several items of one table and column as one figure: 予以公开和部分公开一共; as they are where that cannot be."""
        first = metrics[0]
        alike = all(
            m.of.table == first.of.table and m.of.columns == first.of.columns and not m.over for m in metrics
        )
        nested = any(
            set(m.of.rows) < set(n.of.rows) for m in metrics for n in metrics
        )  # a group and its reason
        if len(metrics) > 1 and not alike and (columns := _columns_of_one_row(metrics)):
            labels = (first.label_zh, *(m.label_zh.split("·")[-1] for m in metrics[1:]))
            labels_en = (first.label_en, *(m.label_en.rsplit(", ", 1)[-1] for m in metrics[1:]))
            code = "_plus_".join((first.code, *(m.of.columns[0] for m in metrics[1:])))
            of = first.of._replace(columns=columns)
            return [Metric(code, " + ".join(labels), " + ".join(labels_en), first.unit, of)]
        if whole := next((m for m in metrics if alike and nested and _is_sum_of_others(m, metrics)), None):
            return [whole]
        if len(metrics) < 2 or not alike or nested:
            return list(metrics)
        rows = tuple(dict.fromkeys(row for metric in metrics for row in metric.of.rows))
        code = "_plus_".join(metric.code for metric in metrics)
        label_zh, label_en = (
            " + ".join(labels) for labels in zip(*((m.label_zh, m.label_en) for m in metrics), strict=True)
        )
        return [Metric(code, label_zh, label_en, first.unit, Term(first.of.table, rows, first.of.columns))]

    def minus(self, first: Metric, second: Metric) -> Metric:
        """One figure of a report less another: 制发数减去废止数."""
        return first._replace(
            code=f"{first.code}_minus_{second.code}",
            label_zh=f"{first.label_zh} − {second.label_zh}",
            label_en=f"{first.label_en} − {second.label_en}",
            less=second.of,
        )

    def results(self, item_code: str, whole_too: bool = False) -> list[Metric]:
        """One figure for each result of a kind of dispute; `whole_too`: and their 总计."""
        item = self.vocabulary.items[item_code]
        parts = [self.figure(item, self.vocabulary.columns[code]) for code in _RESULT_CODES]
        return [self.figure(item, None), *parts] if whole_too else parts

    def applicants(self, item_code: str, left_out: Sequence[str] = ()) -> list[Metric]:
        """One figure for each kind of applicant, less those left out."""
        item = self.vocabulary.items[item_code]
        kinds = [code for code in _APPLICANT_CODES if code not in left_out]
        return [self.figure(item, self.vocabulary.columns[code]) for code in kinds]

    def parts(self, kinds: Sequence[Metric]) -> list[Metric]:
        """Each kind of applicant as a part of all of them."""
        return [_over(kind, _whole_of(kind)) for kind in kinds]

    def whole_and_parts(self, item_code: str) -> list[Metric]:
        """An item's printed 总计, and what the columns of its row add up to."""
        item = self.vocabulary.items[item_code]
        if item.table == "disclosure":
            return []
        total = self.figure(item, None)
        columns = (
            _APPLICANT_CODES if item.table == "applications" else ("upheld", "corrected", "other", "pending")
        )
        parts = total._replace(
            code=f"{total.code}_parts",
            label_zh=f"{item.label_zh}·各栏之和",
            label_en=f"{item.label_en}, its columns added up",
            of=total.of._replace(columns=columns),
        )
        return [total, parts]

    def share_of(self, item_codes: Sequence[str]) -> list[Metric]:
        """Several outcomes added up, as a part of all that were concluded."""
        whole = self.figure(self.vocabulary.items["concluded"], None)
        (part,) = self.added_up([self.figure(self.vocabulary.items[code], None) for code in item_codes])
        return [whole, part, _over(part, whole)]

    def one_over(self, part: Metric, whole: Metric) -> list[Metric]:
        """Two figures, and the one as a part of the other."""
        return [whole, part, _over(part, whole)]

    def part_of(self, part_code: str, whole_code: str) -> list[Metric]:
        """One row as a part of another of its table, or disputes over the requests they come of.

        [] where another rule tells the whole, or no part can be told.
        """
        part, whole = (self.vocabulary.items[code] for code in (part_code, whole_code))
        if part.table == "disputes" and whole.code in ("received", "application", "concluded"):
            figures = [self.figure(item, None) for item in (whole, part)]
            return [*figures, _over(figures[1], figures[0])]
        apart = part.table != whole.table or part.table == "disclosure" or whole.weak or part.weak
        if apart or whole.code in _OUTCOME_ITEMS or set(part.rows) >= set(whole.rows):
            return []
        figures = [self.figure(item, None) for item in (whole, part)]
        return [*figures, _over(figures[1], figures[0])]

    def without(self, item_code: str, left_out: Sequence[str]) -> list[Metric]:
        """An item in all kinds of applicants but those left out, added up."""
        item = self.vocabulary.items[item_code]
        if item.table != "applications":
            return []
        names = [self.vocabulary.columns[code] for code in left_out]
        total = self.figure(item, None)
        columns = tuple(code for code in _APPLICANT_CODES if code not in left_out)
        zh, en = ("、".join(n.label_zh for n in names), ", ".join(n.label_en for n in names))
        return [
            total._replace(
                code=f"{total.code}_without_{'_'.join(left_out)}",
                label_zh=f"{item.label_zh}·{zh}以外",
                label_en=f"{item.label_en}, all but {en}",
                of=total.of._replace(columns=columns),
            )
        ]

    def outcomes(self, item_code: str, column: str | None) -> list[Metric]:
        """One figure for each outcome; for one outcome, one for each of its reasons."""
        word = self.vocabulary.columns[column] if column else None
        parts = [code for code in self.vocabulary.items if code.startswith(f"{item_code}_")]
        codes = parts if item_code in GROUP_ITEMS else list(_OUTCOME_ITEMS)
        items = [self.vocabulary.items[code] for code in codes]
        fits = word and any(_row_has(item, column) for item in items for column in word.columns)
        return [self.figure(item, word if fits else None) for item in items]


def _is_sum_of_others(whole: Metric, metrics: Sequence[Metric]) -> bool:
    """无法提供, with its three reasons: a group and all of which it is made."""
    parts = [row for metric in metrics if metric is not whole for row in metric.of.rows]
    return sorted(parts) == sorted(whole.of.rows)


def _columns_of_one_row(metrics: Sequence[Metric]) -> tuple[str, ...]:
    """The kinds of applicants that the figures of one row are of; () for other figures."""
    first = metrics[0].of
    columns = [metric.of.columns for metric in metrics]
    one_row = all(m.of.table == "applications" and m.of.rows == first.rows and not m.over for m in metrics)
    single = len(set(columns)) == len(columns) and all(
        len(column) == 1 and column != ("total",) for column in columns
    )
    return tuple(column for (column,) in columns) if one_row and single else ()


def _is_outcome(item: Item) -> bool:
    return item.table == "applications" and item.code not in _NOT_OUTCOMES


def _row_has(item: Item, column: str) -> bool:
    """Whether the item's row has that column in some edition."""
    return any(
        column in row.columns
        for form in EDITIONS.values()
        for row in form[item.table].rows
        if row.code in _form_rows(item)
    )


def _form_rows(item: Item) -> set[str]:
    """The form's rows of an item; a printed sub-row is its parent's."""
    return {row.split("/")[0] for row in item.rows}


def _one_label(labels: Sequence[str]) -> str:
    """Both editions' label as one: 处理决定数量 (2021: 本年处理决定数量), 本年新制作数量或本年制发件数."""
    each = list(dict.fromkeys(labels))
    return "或".join(label for label in each if not any(other != label and other in label for other in each))


def _column_labels(item: Item, word: ColumnWord, columns: Sequence[str]) -> tuple[str, str]:
    """The column as that row's form prints it: `amount` is 采购总金额 of procurement and 本年收费金额 of fees."""
    if item.table != "disclosure" or word.whole:
        return word.label_zh, word.label_en
    labels = [
        form["disclosure"].column(column).label
        for form in EDITIONS.values()
        for column in columns
        if any(column in row.columns for row in form["disclosure"].rows if row.code in _form_rows(item))
    ]
    return (_one_label(labels) or word.label_zh), word.label_en


def _over(part: Metric, whole: Metric) -> Metric:
    code = f"{part.code}_share"
    label_zh, label_en = (
        f"占比（{part.label_zh} / {whole.label_zh}）",
        f"share ({part.label_en} / {whole.label_en})",
    )
    return Metric(code, label_zh, label_en, RATIO, part.of, whole.of)


def _without_context(items: list[Item], listed: Collection[str]) -> list[Item]:
    """收到的申请中予以公开: the intake is only what the outcome is said of, unless it is asked for itself."""
    outcomes = [item for item in items if _is_outcome(item)]
    if outcomes and any(item.code == "concluded" for item in items) and len(items) > len(outcomes):
        items = [item for item in items if item.code != "concluded" or item.code in listed]
    groups = {item.code for item in items}
    return [
        item
        for item in items
        if not (
            item.code in GROUP_ITEMS
            and item.code not in listed
            and any(g.startswith(f"{item.code}_") for g in groups)
        )
        and not (item.code == "not_processed" and groups & _NOT_GONE_ON_WITH and item.code not in listed)
        and not (item.code == "litigation" and groups & {"litigation_direct", "litigation_after_review"})
        and not (item.code == "review" and "litigation_after_review" in groups and item.code not in listed)
    ]


def continued(before: Sequence[Metric], named: Sequence[Metric], share: bool) -> tuple[Metric, ...]:
    """The figures of a question that goes on with the one before: its item in other columns, or its part of a whole."""
    first = before[0]
    moved = []
    for metric in named:
        if (
            metric.of.table == first.of.table
            and metric.of.columns != ("total",)
            and not (first.over or metric.over)
        ):
            code = f"{first.code}_{metric.of.columns[0]}"
            zh, en = first.label_zh, first.label_en
            if first.of.columns != ("total",):  # another kind of applicant, in the place of the one before
                zh, en = zh.split("·")[0], en.rsplit(", ", 1)[0]
            label_zh = f"{zh}·{metric.label_zh.split('·')[-1]}"
            label_en = f"{en}, {metric.label_en.rsplit(', ', 1)[-1]}"
            of = first.of._replace(columns=metric.of.columns)
            moved.append(first._replace(code=code, label_zh=label_zh, label_en=label_en, of=of))
    if share and moved:
        return (first, moved[0], _over(moved[0], first))
    if share:
        whole = named[0] if named and named[0] != first else _whole_of(first)
        return (whole, first, _over(first, whole))
    return tuple(moved) or tuple(named)


def is_part(metric: Metric) -> bool:
    """Whether a figure is by itself part of one whole: an outcome, or one column of its row."""
    if metric.over is not None or metric.of.table == "disclosure":
        return False
    return "total" not in metric.of.columns or not set(metric.of.rows) & {
        "received", "carried_in", "carried_over", "concluded", "review", "litigation_direct", "litigation_after_review"
    }  # fmt: skip


def _whole_of(part: Metric) -> Metric:
    """What a figure is a part of: its row's 总计, or of a total 办理总计."""
    if "total" not in part.of.columns:
        return part._replace(
            code=f"{part.code}_total",
            label_zh="总计",
            label_en="total",
            of=part.of._replace(columns=("total",)),
        )
    rows = ("concluded",) if part.of.table == "applications" else part.of.rows
    return part._replace(
        code="concluded",
        label_zh="本年度办理结果总计",
        label_en="applications concluded",
        of=part.of._replace(rows=rows),
    )
