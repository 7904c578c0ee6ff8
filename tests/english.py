"""Whether a problem is told in English as well: nothing Chinese outside of what it quotes, and names the form knows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeVar

from assistant.labels import in_english
from index.report import Problem

Problems = TypeVar("Problems", bound=Iterable[Problem])
_QUOTED = re.compile(r"“[^”]*”")
_CHINESE = re.compile(r"[\u3400-\u9fff，。；：（）]")


def told_in_english(problems: Problems) -> Problems:
    """The same problems, after a look at the English words of each."""
    for problem in problems:
        words = _QUOTED.sub("", in_english(problem.message_en))
        assert words.strip() and not _CHINESE.search(words), problem
        assert "`" not in words, problem
    return problems
