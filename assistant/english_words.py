"""English words the way they are compared: lower case, singular."""

from __future__ import annotations

import re
from functools import lru_cache

_ENGLISH_WORD = re.compile(r"[a-z0-9%]+(?:['’-][a-z0-9]+)*")


def english_words(text: str) -> list[tuple[int, int, str]]:
    """The words of a lower-case text as (start, end, singular)."""
    return [(found.start(), found.end(), _singular(found.group())) for found in _ENGLISH_WORD.finditer(text)]


def singular_words(phrase: str) -> str:
    """A phrase of the vocabulary the way it is compared: lower case, singular, one space."""
    return " ".join(
        [word if word.isalpha() and word[-1] != "s" else _singular(word) for word in phrase.split()]
    )


@lru_cache(maxsize=10_000)
def _singular(word: str) -> str:
    word = word.replace("’", "'").removesuffix("'s").replace("-", "")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 5 and word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word
