"""One slip in a word: 行政强致 is 行政强制, recieve is receive, where nothing else it could be is as near."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant import patterns
from assistant.agencies import Directory
from assistant.bodies import is_kind_cue
from assistant.surfaces import singular_words
from assistant.vocabulary import Vocabulary, Word, load_vocabulary

SHORTEST = 4  # shorter words are too much alike
_OFFICE_SHORTEST = 3  # 应极局, 顺得区
_ENGLISH_SHORTEST, _SLIPS, _LONG = 5, 6, 8  # letters: for two swapped, for one missing, for one wrong
_PLACE_SLIPS = 5  # Suzou
_OFFICE_END = tuple("局厅委办会部署两二三四几各")  # no slips for one another: 教育部, 财政两局
PLACE_END = ("省", "市", "区", "县", "旗", "州", "盟")  # towns are too many to know which are real


def find_corrections(
    text: str, gaps: Sequence[tuple[int, int]], vocabulary: Vocabulary, directory: Directory
) -> tuple[tuple[str, str], ...]:
    """(as typed, as meant) for the unexplained words that are one slip off one known word."""
    found: dict[str, str] = {}
    for start, end in gaps:
        if text[start:end].isascii():
            if meant := _english_fit(text[start:end], directory):
                found[text[start:end]] = meant
            else:
                found.update(_english(text[start:end], directory))
            continue
        if slip := _chinese_slip(text, start, end, vocabulary, directory):
            found[slip[0]] = slip[1]
    return tuple(found.items())


def _chinese_slip(
    text: str, start: int, end: int, vocabulary: Vocabulary, directory: Directory
) -> tuple[str, str] | None:
    """(as typed, as meant) where all known words that stretches over a gap could be correct the same character alike."""
    slips: dict[tuple[int, str], tuple[str, str]] = {}
    for begin, stretch in _stretches(text, start, end):
        if _cuts_a_place(text, begin, directory):
            continue
        figures = (
            word
            for word in (_names_like_half(stretch) if len(stretch) >= SHORTEST else ())
            if _one_off(stretch, word) and start <= begin + _wrong(stretch, word) < end
        )
        for word in (*figures, *_names_like(stretch, begin + len(stretch) - max(start, begin), directory)):
            if _one_off(stretch, word) and not _only_adds(stretch, word, vocabulary):
                at = _wrong(stretch, word)
                if _is_word(text, begin + at, directory):
                    continue
                slips.setdefault((begin + at, word[at]), (stretch, word))
    if len(slips) > 1:  # 教盲局 is rather 教育局 than 教体局, as agencies write themselves
        agencies = directory.all_agencies()
        slips = {
            slip: (typed, meant)
            for slip, (typed, meant) in slips.items()
            if any(agency.endswith(meant) for agency in agencies)
        }
    return slips.popitem()[1] if len(slips) == 1 else None


def _cuts_a_place(text: str, begin: int, directory: Directory) -> bool:
    """Whether a stretch would begin within a place's name: the 淀建委 of 海淀建委."""
    around = (
        text[begin - before : begin + behind] for before in (1, 2) for behind in (1, 2) if begin >= before
    )
    return any(word in directory.place_set for word in around)


def _names_like(stretch: str, reach: int, directory: Directory) -> Iterator[str]:
    """The offices and places of the store a stretch may be misspelt for.

    A real one is never a misspelling; the last `reach` characters hold the unexplained ones.
    """
    offices = [
        word
        for word in directory.office_words
        if len(word) == len(stretch)
        and (stretch[-1] == word[-1] or (word[-1] == "局" and stretch[-1] not in _OFFICE_END))
    ]
    if offices and not directory.is_real_office(stretch, reach):
        yield from offices
    if stretch.endswith(PLACE_END):
        from index.regions import places_named  # a table that only unexplained words need

        if not places_named(stretch):
            yield from (word for word in directory.place_words() if word.endswith(PLACE_END))


def _stretches(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Whatever overlaps a gap, the longest first, with where it begins."""
    for size in range(10, _OFFICE_SHORTEST - 1, -1):
        for begin in range(max(0, end - size), min(start, len(text) - size) + 1):
            yield begin, text[begin : begin + size]


def _names_like_half(stretch: str) -> Iterator[str]:
    """The names of figures of the same length that have either half of a stretch: one slip leaves one of them right."""
    for half in _halves(stretch):
        yield from _names_by_half().get(half, ())


def _halves(word: str) -> tuple[tuple[int, str, str], tuple[int, str, str]]:
    middle = len(word) // 2
    return (len(word), word[:middle], ""), (len(word), "", word[middle:])


@lru_cache(maxsize=1)
def _names_by_half() -> dict[tuple[int, str, str], list[str]]:
    """The Chinese words that name figures. Cues and fillers are too common to guess at."""
    names: dict[tuple[int, str, str], list[str]] = {}
    for surface, meanings in load_vocabulary().chinese.items():
        if any(meaning.kind in ("item", "column", "rate") for meaning in meanings):
            for half in _halves(surface):
                names.setdefault(half, []).append(surface)
    return names


def _only_adds(typed: str, word: str, vocabulary: Vocabulary) -> bool:
    """省收到的申请 is 收到的申请 with another word before it, and not 新收到的申请."""
    known = vocabulary.chinese
    return (typed[0] != word[0] and typed[1:] in known) or (typed[-1] != word[-1] and typed[:-1] in known)


def _one_off(typed: str, word: str) -> bool:
    return len(typed) == len(word) and sum(1 for a, b in zip(typed, word, strict=True) if a != b) == 1


def _wrong(typed: str, word: str) -> int:
    """Where the one character is that differs."""
    return next(i for i, (a, b) in enumerate(zip(typed, word, strict=True)) if a != b)


def _is_word(text: str, at: int, directory: Directory) -> bool:
    """Whether the character at a place is a particle, or a word with one beside it: the 制度 of 规章制度 is no slip for 制定."""
    from index.chinese_words import is_chinese_word  # tables that only unexplained words need
    from index.glossary import chinese_pairs

    pairs = [pair for i in (at - 1, at) if i >= 0 and len(pair := text[i : i + 2]) == 2]
    known = not chinese_pairs().isdisjoint(pairs) or any(map(is_chinese_word, pairs))
    return text[at] in _PARTICLES or known or directory.is_told(pairs)


_PARTICLES = "的了着过和与及或在是有吗呢吧啊多少几"
_ADVERBS = ("almost", "twice", "thrice", "hardly", "rarely", "seldom", "nearly", "besides", "instead")
_SHORTEST_SLIP = 6
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def is_english_word(word: str) -> bool:
    """Whether the glossary of what reports tell of has a word: it is no slip for another."""
    from index.glossary import english_words  # a table that only unexplained words need

    return bool({word, singular_words(word)} & english_words())


def _english(typed: str, directory: Directory) -> dict[str, str]:
    """A word with two letters swapped, one left out or one too many; another letter makes too many real words another."""
    if len(typed) < _SHORTEST_SLIP or not typed.isalpha() or typed in _ADVERBS or is_english_word(typed):
        return {}
    near = {word for word in _one_slip_off(typed) if singular_words(word) in _long_english_words()}
    if not near:
        near = set(directory.known_terms(sorted(_one_slip_off(typed))))
    return {typed: near.pop()} if len({singular_words(word) for word in near}) == 1 else {}


@lru_cache(maxsize=1)
def _long_english_words() -> frozenset[str]:
    """The words of the vocabulary's English that are long enough to be told from others."""
    return frozenset(
        word for surface in load_vocabulary().english for word in surface.split() if len(word) > 4
    )


def _one_slip_off(word: str) -> set[str]:
    cuts = [(word[:at], word[at:]) for at in range(len(word))]  # an ending makes another form, no slip
    swapped = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    shorter = {a + b[1:] for a, b in cuts[1:-1]}
    longer = {a + letter + b for a, b in cuts[1:] for letter in _LETTERS}
    return (swapped | shorter | longer) - {word}


# ── English ──────────────────────────────────────────────────────────────────────────────────────


def _english_fit(typed: str, directory: Directory) -> str:
    """The one known word that an English word is one slip off; "" for none, or for more than one.

    Two letters the wrong way round make no other word; a letter more, less or other often does (officers, offices),
    so that only names and figures are read into it.
    """
    if len(typed) < _ENGLISH_SHORTEST or not typed.isalpha() or typed in _ADVERBS or is_english_word(typed):
        return ""
    swapped = {word for word in _english_words()[0] if _is_swapped(typed, word)}
    places = {word for word in directory.place_words() if _one_slip(typed, word, _PLACE_SLIPS)}
    if places and is_real_place(typed):
        return ""
    offices = {
        word for office in directory.office_terms() for word in office.split() if _one_slip(typed, word)
    }
    figures = {word for word in _english_words()[1] if _one_slip(typed, word)}
    found = swapped | places | offices | figures
    return min(found) if len({_stem(word) for word in found}) == 1 else ""


@lru_cache(maxsize=1)
def _english_words() -> tuple[frozenset[str], frozenset[str]]:
    """The words of the vocabulary's English: all, and those that name figures or kinds of bodies."""
    every, naming = set[str](), set[str]()
    for surface, meanings in load_vocabulary().english.items():
        words = [form for word in patterns.findall(r"[a-z]{4,}", surface) for form in _forms(word)]
        every.update(words)
        naming.update(words if _names(meanings) else ())
    return frozenset(every), frozenset(naming)


def _forms(word: str) -> tuple[str, ...]:
    """A word and its plural; what was done (followed, done) has none."""
    return (word,) if word.endswith(("ed", "one", "s")) else (word, f"{word}s")


def _names(meanings: Sequence[Word]) -> bool:
    return any(
        w.kind in ("item", "column", "rate") or (w.kind == "cue" and is_kind_cue(w.code)) for w in meanings
    )


def _stem(word: str) -> str:
    return word.removesuffix("s").removesuffix("d").removesuffix("e")


def _is_swapped(typed: str, word: str) -> bool:
    """reqeust: two letters the wrong way round."""
    if len(typed) != len(word) or typed[0] != word[0]:
        return False
    at = next((i for i, (a, b) in enumerate(zip(typed, word, strict=True)) if a != b), 0)
    return at > 0 and typed[at : at + 2] == word[at : at + 2][::-1] and typed[at + 2 :] == word[at + 2 :]


def _one_slip(typed: str, word: str, shortest: int = _SLIPS) -> bool:
    """One letter missing or too many, in a long word one wrong, or two swapped; the first is right."""
    if typed[0] != word[0] or abs(len(typed) - len(word)) > 1 or not word.isascii() or len(typed) < shortest:
        return False
    if len(typed) == len(word):
        wrong = [(a, b) for a, b in zip(typed, word, strict=True) if a != b]
        missed = len(wrong) == 1 and len(typed) >= _LONG and _are_neighbours(*wrong[0])
        return missed or _is_swapped(typed, word)
    longer, shorter = (typed, word) if len(typed) > len(word) else (word, typed)
    stem = range(1, len(longer) - 2)  # an ending is no slip: officers, offices
    return any(longer[:at] + longer[at + 1 :] == shorter for at in stem)


_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SOUND_ALIKE = ("ae", "ai", "ei", "ou", "ck", "cs", "sz", "ao", "eo", "iy", "bp", "dt", "mn", "ea", "ie")


def _are_neighbours(one: str, other: str) -> bool:
    """Whether two letters are beside each other on the keyboard, or sound alike: speeding is no slip for spending."""
    if one + other in _SOUND_ALIKE or other + one in _SOUND_ALIKE:
        return True
    (row, column), (other_row, other_column) = (
        next(((r, keys.index(letter)) for r, keys in enumerate(_KEYS) if letter in keys), (9, 99))
        for letter in (one, other)
    )
    return abs(row - other_row) <= 1 and abs(column - other_column) <= 1


@lru_cache(maxsize=1)
def _real_places() -> frozenset[str]:
    from index.agency import pinyin
    from index.regions import all_regions, short_place

    names = {region.county or region.city or region.province for region in all_regions()}
    return frozenset(pinyin(short_place(name)) for name in names)


def is_real_place(word: str) -> bool:
    """Whether some place is called so in pinyin: Nanning is none of Nanjing's misspellings."""
    return word in _real_places()
