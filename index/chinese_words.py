"""The common Chinese words of two characters: what is one of them is no slip for another word.

`chinese_words.tsv` has a line for each first character, with all that follow it: the 40,000 such words that the
dictionary of jieba 0.42.1 (MIT licence) counts thirty times or more.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

WORDS = Path(__file__).with_name("chinese_words.tsv")


def is_chinese_word(pair: str) -> bool:
    """Whether two characters are a common word.

    >>> is_chinese_word("征地"), is_chinese_word("申情")
    (True, False)
    """
    return len(pair) == 2 and pair[1] in _following().get(pair[0], "")


@lru_cache(maxsize=1)
def _following() -> dict[str, str]:
    return {line[0]: line[1:] for line in WORDS.read_text(encoding="utf-8").splitlines()}


def words_of_two(run: str) -> list[str]:
    """The common words that a run of characters wholly consists of, two by two; the run itself where it does not.

    >>> words_of_two("夜间服务"), words_of_two("人民币")
    (['夜间', '服务'], ['人民币'])
    """
    pairs = [run[at : at + 2] for at in range(0, len(run), 2)]
    return pairs if all(map(is_chinese_word, pairs)) else [run]
