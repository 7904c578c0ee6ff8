"""What the rows, the columns and the cells of the form's tables are called in the data tab, in both languages."""

from __future__ import annotations

from assistant.labels import english_label
from index import form
from ui.data_rows import ALL_ROWS
from ui.words import cell_labels, short_label

STATES = {  # what stands in place of a number, in both languages; "/" and other words as they are printed
    "blank": ("空白", "blank"),
    "missing": ("未印", "not printed"),
    "no_cell": ("表样无此格", "not on this form"),
}


def row_names(table: str, row: str) -> tuple[str, str]:
    """What a row is called in both languages.

    >>> row_names("applications", "granted"), row_names("disclosure", "other_services/行政检查")
    (('予以公开', 'applications granted'), ('其他对外管理服务事项/行政检查', 'other administrative services / 行政检查'))
    """
    return short_label(form.label_of(table, row=row)), english_label(row)


def column_names(table: str, row: str, column: str) -> tuple[str, str]:
    """What a column is called in both languages; over several rows, what it is called over any of them.

    >>> column_names("disclosure", "fees", "amount"), column_names("disclosure", "*", "amount")
    (('本年收费金额', 'amount'), ('采购总金额 / 本年收费金额', 'amount'))
    """
    if row != ALL_ROWS:
        return cell_labels(table, row, column)[1], english_label(column)
    labels = (
        c.label for edition in form.EDITIONS.values() for c in edition[table].columns if c.code == column
    )
    return " / ".join(dict.fromkeys(labels)), english_label(column)
