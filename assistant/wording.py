"""How figures are said, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.intent import Condition, Metric
from assistant.metrics import RATIO
from index.form import label_of

_UNITS_EN = {"件": "", "项": "items", "元": "yuan", "个": "", RATIO: ""}
_OPERATORS = {
    ">": ("大于", "more than"),
    ">=": ("不少于", "at least"),
    "<": ("小于", "less than"),
    "<=": ("不超过", "at most"),
    "=": ("等于", "exactly"),
    "!=": ("不等于", "other than"),
}


def say_number(value: float, unit: str | None, language: str) -> str:
    """A number with its unit, as people read it: `1,586 件`, `28.5%`, `874,650,055.91 元（87,465.01 万元）`."""
    if unit == RATIO:
        return f"{value * 100:.2f}".rstrip("0").rstrip(".") + "%"
    digits = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"
    if language == "zh":
        wan = f"（{value / 10_000:,.2f} 万元）" if unit == "元" and abs(value) >= 100_000 else ""
        return f"{digits} {unit or ''}".rstrip() + wan
    return f"{digits} {_UNITS_EN.get(unit or '', unit or '')}".rstrip()


def say_metric(metric: Metric, language: str) -> str:
    return metric.label_zh if language == "zh" else metric.label_en


def say_condition(condition: Condition, unit: str | None, language: str) -> str:
    if condition.operator == "between":
        low, high = (say_number(value, unit, language) for value in (condition.value, condition.upper))
        return f"在 {low} 到 {high} 之间" if language == "zh" else f"between {low} and {high}"
    if condition.also:
        both = (condition._replace(also=None), condition.also)
        return say_joined([say_condition(part, unit, language) for part in both], condition.either, language)
    word = _OPERATORS[condition.operator][0 if language == "zh" else 1]
    if condition.than:
        return f"{word} {say_metric(condition.than, language)}"
    return f"{word} {say_number(condition.value, unit, language)}"


def say_joined(tests: Sequence[str], either: bool, language: str) -> str:
    """Several tests: all of them, or one of them."""
    word = ("或" if either else "且") if language == "zh" else ("or" if either else "and")
    return f" {word} ".join(tests)


def say_cell(table: str, row: str, column: str, language: str) -> str:
    """A cell's name on the form; English readers get the codes beside the printed words."""
    label = f"{label_of(table, row)} · {label_of(table, column=column)}"
    return label if language == "zh" else f"{label} ({row}, {column})"


def join_names(names: Sequence[str], language: str, most: int = 8) -> str:
    """A list of names, cut after `most` with how many more there are."""
    shown = ("、" if language == "zh" else ", ").join(names[:most])
    if len(names) <= most:
        return shown
    return f"{shown} 等 {len(names)} 个" if language == "zh" else f"{shown} and {len(names) - most} more"


def pick(language: str, zh: str, en: str) -> str:
    """The wording in the question's language."""
    return zh if language == "zh" else en


def counted(number: int, one: str, many: str = "") -> str:
    """A number of things in English.

    >>> counted(1, "report"), counted(3, "agency", "agencies")
    ('1 report', '3 agencies')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"
