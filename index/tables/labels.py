"""Printed words made comparable: labels folded to what they mean, and how alike two labels are."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz

from index.characters import normalise
from index.form import EDITIONS

_NUMBERING = re.compile(
    r"^(\(?[一二三四五六七八九十]{1,3}[)、.,:]|\(?\d{1,2}[)、.,:]+|\d(?=[\u4e00-\u9fff]))"
)
_NOISE = re.compile(r"[^0-9A-Za-z\u3007\u4e00-\u9fff]")


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """What a label says, without numbering, spaces and punctuation.

    >>> fold("（三）不予 公开"), fold("3.危及“三安全一稳定”")
    ('不予公开', '危及三安全一稳定')
    """
    plain = normalise(text)
    return _NOISE.sub("", _NUMBERING.sub("", plain))


@lru_cache(maxsize=200_000)
def likeness(printed: str, label: str) -> float:
    """How well a printed label fits a label of the form, 0 to 1; both folded.

    A cut label (its beginning only) fits; a short label must be exact, a longer one may have a typo in four characters.

    >>> likeness("危机三安全一稳定", "危及三安全一稳定") > 0.8, likeness("其他", "其他处理")
    (True, 0.0)
    """
    if printed == label:
        return 1.0
    if len(printed) < 4 or len(label) < 4:
        return 0.0
    if label.startswith(printed) and len(printed) >= 5:
        return 0.9
    ratio = fuzz.ratio(printed, label) / 100
    return ratio if ratio >= 0.75 else 0.0


def _form_labels() -> tuple[str, ...]:
    forms = [form for edition in EDITIONS.values() for form in edition.values()]
    rows = [label for form in forms for row in form.rows for label in (row.label, *row.also)]
    columns = [label for form in forms for column in form.columns for label in (column.label, *column.also)]
    return tuple(dict.fromkeys(map(fold, (*rows, *columns))))


FORM_LABELS = _form_labels()  # every spelling of every row and column of both editions, folded
_FORM_WORDS = frozenset((*FORM_LABELS, "信息内容", "申请人情况", "法人或其他组织", "行政诉讼"))


def is_form_label(printed: str) -> bool:
    """Whether a printed word is a label of the form, letter for letter."""
    return fold(printed) in _FORM_WORDS


@lru_cache(maxsize=20_000)
def is_near_form_label(folded: str) -> bool:
    """Whether folded words could be a label of the form, with typos or cut short."""
    return folded in _FORM_WORDS or any(likeness(folded, label) for label in FORM_LABELS)
