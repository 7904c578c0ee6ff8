"""What rows and columns of the form are called in English, and the words of a problem with those names in them."""

from __future__ import annotations

import re

from assistant.vocabulary import load_vocabulary
from index.form import PARTS

_CODE = re.compile(r"`([^`]+)`")


def english_label(code: str) -> str:
    """What a row or column of the form, or a rate, is called in English.

    >>> english_label("received"), english_label("natural_person"), english_label("other_services/行政检查")
    ('new applications received', 'natural persons', 'other administrative services / 行政检查')
    """
    words = load_vocabulary()
    parent, _, sub_row = code.partition("/")
    entry = words.items.get(parent) or words.columns.get(parent) or words.rates.get(parent)
    label = entry.label_en if entry else parent.replace("_", " ")
    return f"{label} / {sub_row}" if sub_row else label


def in_english(message_en: str) -> str:
    """A problem's English words as people read them.

    >>> in_english("column `natural_person`: received + carried in = 40, concluded + carried over = 41")
    'column “natural persons”: received + carried in = 40, concluded + carried over = 41'
    """
    return _CODE.sub(lambda found: f"“{english_label(found[1])}”", message_en)


def part_in_english(part: str) -> str:
    """A part of the form by its number.

    >>> part_in_english("五")
    'part 5'
    """
    return f"part {list(PARTS).index(part) + 1}"
