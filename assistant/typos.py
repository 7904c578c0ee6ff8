"""One slip in a word: 行政强致 is 行政强制, recieve is receive, where nothing else it could be is as near."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.agencies import Directory
from assistant.vocabulary import Vocabulary, singular_words

SHORTEST = 4  # shorter words are too much alike
_OFFICE_SHORTEST = 3  # 应极局


def find_corrections(
    text: str, gaps: Sequence[tuple[int, int]], vocabulary: Vocabulary, directory: Directory
) -> tuple[tuple[str, str], ...]:
    """(as typed, as meant) for the unexplained words that are one slip off one known word."""
    found: dict[str, str] = {}
    for start, end in gaps:
        if text[start:end].isascii():
            found.update(_english(text[start:end], vocabulary, directory))
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


_ENGLISH_SHORTEST = 6
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def is_english_word(word: str) -> bool:
    """Whether the glossary of what reports tell of has a word: it is no slip for another."""
    from index.glossary import english_words  # a table that only unexplained words need

    return singular_words(word) in english_words()


def _english(typed: str, vocabulary: Vocabulary, directory: Directory) -> dict[str, str]:
    """A word with two letters swapped, one left out or one too many; another letter makes too many real words another."""
    if len(typed) < _ENGLISH_SHORTEST or not typed.isalpha() or is_english_word(typed):
        return {}
    near = {word for word in _one_slip_off(typed) if singular_words(word) in vocabulary.english_words}
    if not near:
        near = set(directory.known_terms(sorted(_one_slip_off(typed))))
    return {typed: near.pop()} if len({singular_words(word) for word in near}) == 1 else {}


def _one_slip_off(word: str) -> set[str]:
    cuts = [(word[:at], word[at:]) for at in range(len(word))]  # an ending makes another form, no slip
    swapped = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    shorter = {a + b[1:] for a, b in cuts[1:-1]}
    longer = {a + letter + b for a, b in cuts[1:] for letter in _LETTERS}
    return (swapped | shorter | longer) - {word}
