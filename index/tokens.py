"""Text → grams: what both the full-text index and the embedded model see of a text."""

from __future__ import annotations

import re
import unicodedata
from operator import add

_HAN = "㐀-䶿一-鿿豈-﫿〇"
_RUN = re.compile(f"([{_HAN}]+)|[^\\W_{_HAN}]+")


def grams(text: str) -> list[str]:
    """Cut a text into characters and pairs of neighbours (Chinese) and whole words (Latin, digits), in order.

    >>> grams("公开栏，AED 2台")
    ['公', '开', '栏', '公开', '开栏', 'aed', '2', '台']
    """
    found: list[str] = []
    for run in _RUN.finditer(unicodedata.normalize("NFKC", text).lower()):
        word = run[0]
        if run.lastindex is None:
            found.append(word)
            continue
        found += word
        found += map(add, word, word[1:])
    return found
