"""One wrong character in a word: 行政强致 is 行政强制, where nothing else it could be is as near."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.agencies import Directory
from assistant.vocabulary import Vocabulary

SHORTEST = 4  # shorter words are too much alike
_OFFICE_SHORTEST = 3  # 应极局


def find_corrections(
    text: str, gaps: Sequence[tuple[int, int]], vocabulary: Vocabulary, directory: Directory
) -> tuple[tuple[str, str], ...]:
    """(as typed, as meant) for the unexplained words that are one character off one known word; Chinese only."""
    found: dict[str, str] = {}
    for start, end in gaps:
        if text[start:end].isascii():
            continue
        fits = _fits(text, start, end, vocabulary, directory)
        if len(set(fits.values())) == 1:
            found.update(dict(list(fits.items())[:1]))
    return tuple(found.items())


def _fits(text: str, start: int, end: int, vocabulary: Vocabulary, directory: Directory) -> dict[str, str]:
    """What stretches over a gap could be meant: stretch → known word."""
    fits: dict[str, str] = {}
    for stretch in _stretches(text, start, end):
        words = vocabulary.names_by_length.get(len(stretch), ()) if len(stretch) >= SHORTEST else ()
        offices = (
            directory.office_words()
            if stretch.endswith("局") and not directory.is_real_office(stretch)
            else ()
        )
        for word in (*words, *offices):
            if len(word) == len(stretch) and _one_off(stretch, word):
                fits[stretch] = word
    return fits


def _stretches(text: str, start: int, end: int) -> Iterator[str]:
    for size in range(10, _OFFICE_SHORTEST - 1, -1):
        for begin in range(max(0, end - size), min(start, len(text) - size) + 1):
            yield text[begin : begin + size]


def _one_off(typed: str, word: str) -> bool:
    return sum(1 for a, b in zip(typed, word, strict=True) if a != b) == 1
