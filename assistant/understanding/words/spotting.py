"""A question → the words in it that mean something, each with its place, and what is left unexplained."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from assistant import patterns
from assistant.agencies import Directory
from assistant.surfaces import english_words
from assistant.understanding.words.mentions import AgencyTerm, Mention, Spotted
from assistant.understanding.words.numerals import NUMERALS
from assistant.understanding.words.routes_to_court import find_routes
from assistant.understanding.words.said_kinds import OF_ANY_BODY
from assistant.understanding.words.said_numbers import find_numbers
from assistant.understanding.words.typos import find_corrections
from assistant.vocabulary import ColumnWord, Item, Vocabulary, Word
from index.characters import simplify

_LONGEST_TERM = 26


def spot(question: str, vocabulary: Vocabulary, directory: Directory) -> Spotted:
    """Find every meaning in a question: numbers and years first, then names and vocabulary, longest first.

    Where words stay unexplained, a word of theirs with one wrong character is read as meant when only one fits.
    """
    text = simplify(question).lower()
    spotted = _spot_text(question, text, vocabulary, directory)
    if parted := _with_words_parted(text, spotted.gaps):
        text = parted
        spotted = _spot_text(question, text, vocabulary, directory)
    corrections = find_corrections(spotted.text, spotted.gaps, vocabulary, directory)
    if not corrections:
        return spotted
    for typed, meant in corrections:
        text = text.replace(typed, meant)
    return _spot_text(question, text, vocabulary, directory)._replace(corrected=corrections)


def _with_words_parted(text: str, gaps: Sequence[tuple[int, int]]) -> str:
    """The text with unknown words that a hyphen joins written apart: brought-forward requests; "" where there are none."""
    joined = {text[a:b] for a, b in gaps if patterns.fullmatch(_JOINED, text[a:b])}
    for word in joined:
        text = text.replace(word, word.replace("-", " "))
    return text if joined else ""


def _spot_text(question: str, text: str, vocabulary: Vocabulary, directory: Directory) -> Spotted:
    mentions = find_numbers(text, directory)
    taken = [(m.start, m.end) for m in mentions]
    mentions += _Words(text, taken, vocabulary, directory).longest()
    mentions = _without_fragments(text, sorted(mentions, key=lambda m: m.start))
    mentions = _with_routes([_of_its_kind(text, mention) for mention in mentions], text)
    gaps = _without_company(text, _gaps(text, mentions), mentions, vocabulary)
    language = _language(_without_names(text, mentions))
    return Spotted(question, text, language, tuple(mentions), tuple(text[a:b] for a, b in gaps), tuple(gaps))


def _language(text: str) -> str:
    """Chinese unless most of it is English words, or only English words ask: a question in one language may quote a term of
    the other.

    >>> _language("政府采购 how many projects?"), _language("有多少foi requests"), _language("采购金额 penalties")
    ('en', 'zh', 'zh')
    """
    in_english, in_chinese = (patterns.search(words, text) is not None for words in (_ASKS_EN, _ASKS_ZH))
    if in_english != in_chinese:
        return "en" if in_english else "zh"
    han = sum(map(is_han, text))
    return "zh" if han > len(patterns.findall(r"[a-z]{2,}", text)) else "en"


_ASKS_EN = (
    r"\b(?:how (?:many|much)|what|which|who|whom|whose|when|where|why|did|does|is|are|was|were|has|have)\b"
)
_ASKS_ZH = r"多少|几|什么|哪|谁|吗|呢|怎么|怎样|如何|为何|是否|有没有|请|列|的"


def _without_names(text: str, mentions: list[Mention]) -> str:
    """An English question may write a name in Chinese, and the other way round."""
    names = [m for m in mentions if m.first(AgencyTerm)]
    if not patterns.search(r"[a-z]{3,}", text):
        return text
    for mention in reversed(names):
        text = text[: mention.start] + text[mention.end :]
    return text


class _Words:
    """The words of one text, with what can begin at each place of it; what numbers have `taken` is left alone."""

    def __init__(
        self, text: str, taken: Sequence[tuple[int, int]], vocabulary: Vocabulary, directory: Directory
    ) -> None:
        self.text = text
        self.taken = taken
        self.vocabulary = vocabulary
        self.words = english_words(text)
        self.terms = directory.known_terms(_term_candidates(text, self.words))
        self.word_at = {start: number for number, (start, _, _) in enumerate(self.words)}

    def longest(self) -> Iterator[Mention]:
        """The meanings from left to right, the longest at each place."""
        position = 0
        while position < len(self.text):
            inside = next((end for start, end in self.taken if start <= position < end), 0)
            if inside:
                position = inside
                continue
            limit = min((start for start, _ in self.taken if start > position), default=len(self.text))
            found = self._longest_at(position, limit)
            if found:
                yield found
                position = found.end
            else:
                position = self._next_position(position)

    def _next_position(self, position: int) -> int:
        """The next character; an unknown Latin word is stepped over whole."""
        number = self.word_at.get(position)
        latin = number is not None and self.text[position].isascii()
        return self.words[number][1] if number is not None and latin else position + 1

    def _longest_at(self, position: int, limit: int) -> Mention | None:
        """The longest meaning that begins at a position; all of those as long as it."""
        best: Mention | None = None
        for end, meanings in self._at(position, limit):
            if best is None or end > best.end:
                best = Mention(position, end, self.text[position:end], meanings)
            elif end == best.end:
                more = (meaning for meaning in meanings if meaning not in best.kinds)
                best = best._replace(kinds=(*best.kinds, *more))
        return best

    def _at(self, position: int, limit: int) -> Iterator[tuple[int, tuple[Any, ...]]]:
        """What can begin at a position, with where it ends."""
        text = self.text
        if end := _end_of_count(text, position, limit) or _end_of_doubling(text, position, limit):
            yield end, (Word("stop", ""),)
        yield from (
            self._english_at(position, limit)
            if text[position].isascii()
            else self._chinese_at(position, limit)
        )

    def _english_at(self, position: int, limit: int) -> Iterator[tuple[int, tuple[Any, ...]]]:
        number = self.word_at.get(position)
        if number is None:
            return
        for size in range(1, min(self.vocabulary.longest_english, len(self.words) - number) + 1):
            end = self.words[number + size - 1][1]
            if end > limit:
                break
            for spelling in _spellings(self.text, self.words, number, size):
                line = patterns.sub(OF_ANY_BODY, "", spelling)
                term = line if "office" in self.terms.get(line, ()) else spelling
                if term in self.terms:
                    yield end, (AgencyTerm(term, self.terms[term]),)
            phrase = " ".join(word for _, _, word in self.words[number : number + size])
            if phrase in self.vocabulary.english and not patterns.search(_SIGNS, self.text[position:end]):
                behind = [word for _, _, word in self.words[number + size : number + size + 3]]
                for meanings in _as_written(self.text[position:end], phrase, behind, self.vocabulary):
                    yield end, meanings

    def _chinese_at(self, position: int, limit: int) -> Iterator[tuple[int, tuple[Any, ...]]]:
        """The Chinese words that begin at a position; behind 占 the whole of a share, and no rate of its own."""
        text, vocabulary = self.text, self.vocabulary
        of_share = patterns.search(_SHARE_OF, text[max(0, position - 4) : position]) is not None
        longest = max(_LONGEST_TERM, vocabulary.longest_chinese)
        for end in range(position + 1, min(limit, position + longest) + 1):
            chars = text[position:end]
            if chars in self.terms:
                yield end, (AgencyTerm(chars, self.terms[chars]),)
            meanings = vocabulary.chinese.get(chars, ())
            if meanings and not (of_share and meanings[0].kind == "rate"):
                yield end, meanings
        for pattern in vocabulary.patterns.get(text[position], ()):
            end = pattern.end(text, position, limit)
            if end and not (of_share and pattern.meaning[0].kind == "rate"):
                yield end, pattern.meaning


def _term_candidates(text: str, words: list[tuple[int, int, str]]) -> Iterator[str]:
    for chars in _han_runs(text):
        for start in range(len(chars)):
            for size in range(2, min(_LONGEST_TERM, len(chars) - start) + 1):
                yield chars[start : start + size]
    for start in range(len(words)):
        for size in range(1, min(7, len(words) - start) + 1):
            yield from _spellings(text, words, start, size)


def is_han(char: str) -> bool:
    """A Chinese character."""
    return "\u3400" <= char <= "\u9fff"


def _han_runs(text: str) -> Iterator[str]:
    """The runs of Chinese in a text, brackets within a name included."""
    for name, run in groupby(text, key=lambda char: is_han(char) or char in "()·"):
        if name:
            yield "".join(run)


def _spellings(text: str, words: list[tuple[int, int, str]], start: int, size: int) -> tuple[str, ...]:
    """A run of words as typed, and (for names spelled in syllables) written as one."""
    typed = " ".join(text[a:b].replace("’", "'") for a, b, _ in words[start : start + size])
    bare = " ".join(_bare(text[a:b]) for a, b, _ in words[start : start + size])
    one_word = (bare.replace(" ", ""),) if size in (2, 3) else ()
    one = (
        (f"{bare[: -len(last)]}{words[start + size - 1][2]}",)
        if (last := bare.split(" ")[-1]).endswith("s")
        else ()
    )
    return tuple(dict.fromkeys((typed, bare, *one_word, *one)))


def _bare(word: str) -> str:
    return word.replace("’", "'").removesuffix("'s")


_JOINED = r"(?!(?:non|un|anti|ex|pre|post|re|self|semi|half|part|zero|no|not|never|sub|cross|multi|inter)-)[a-z]{2,}(?:-[a-z]{2,})+"
_COUNTERS = "个家份位件种类条项宗"


def _end_of_count(text: str, position: int, limit: int) -> int:
    """Where a number with its counter ends (the 四个 of 四个局); 0 where there is none."""
    end = position
    while end < limit and (text[end].isdigit() or text[end] in NUMERALS):
        end += 1
    counter = (
        end > position
        and end < limit
        and text[end] in _COUNTERS
        and text[end + 1 : end + 2] not in ("月", "年")
    )
    return end + 1 if counter else 0


def _end_of_doubling(text: str, position: int, limit: int) -> int:
    """Where a manner told by doubling ends (痛痛快快, 实实在在的); 0 where there is none."""
    pairs = text[position : min(position + 4, limit)]
    if len(pairs) < 4 or pairs[0] != pairs[1] or pairs[2] != pairs[3] or not all(map(is_han, pairs)):
        return 0
    return position + 4 + (text[position + 4 : position + 5] in ("地", "的"))


def _as_written(
    said: str, phrase: str, behind: list[str], vocabulary: Vocabulary
) -> Iterator[tuple[Any, ...]]:
    """What a phrase means by the number it is written in: one government is counted by nobody, "and other" no "others"."""
    meanings = vocabulary.english[phrase]
    if patterns.search(_ONE_BODY, said) and Word("cue", "count") in meanings:
        return  # how many government [procurement items]
    if said.endswith(" other"):
        named = any(" ".join(("other", *behind[:size])) in vocabulary.english for size in (1, 2, 3))
        if named or not behind:
            return
        meanings = (Word("stop", ""),)  # charities and other public-interest groups
    yield meanings


_SIGNS = r"[+÷×=≠<>;?!]"  # no phrase runs over them: granted + partly granted
_ONE_BODY = r" (?:government|agency|bureau|department|office|body|authority|unit)$"
_SHARE_OF = r"占了?(?:全部|所有|总的?|其|该局|同期|当年|本年)?$"
_PLACE_WORDS = {"district": "districts", "city": "cities", "county": "counties"}
_ONE_OF_ITS_KIND = (
    r"\b(?:most|least|fewest|highest|lowest|largest|smallest|biggest|busiest|quietest|busy|any|no|average|median|mean|typical|single"
    r"|other|another|top|\w+est) $"
)
_BEGINS = r"(?:^|[,;:–—.(-] ?|\b(?:the|a|one|name|find|give me|show|identify)(?: the)? )$"
_WITH_WHAT = r" (?:with|that|which|whose|where|having|in which)\b"  # district with the top refusal rate


def _of_its_kind(text: str, mention: Mention) -> Mention:
    """The busiest district is one of the districts; elsewhere the word belongs to a place's name (Suzhou city)."""
    several = _PLACE_WORDS.get(mention.text)
    alone = patterns.search(_BEGINS, text[: mention.start]) and patterns.match(
        _WITH_WHAT, text[mention.end :]
    )
    if several and (alone or patterns.search(_ONE_OF_ITS_KIND, text[: mention.start])):
        return mention._replace(text=several)
    return mention


def _with_routes(mentions: list[Mention], text: str) -> list[Mention]:
    """Sued after first going through reconsideration: how a lawsuit came about is one meaning."""
    if not any(mention.has("item", "litigation") for mention in mentions):
        return mentions
    for start, end, code in find_routes(text):
        if any(m.has("item", "review") and start <= m.start < m.end <= end for m in mentions):
            outside = [m for m in mentions if m.end <= start or end <= m.start]
            route = Mention(start, end, text[start:end], (Word("item", code),))
            return sorted([*outside, route], key=lambda mention: mention.start)
    return mentions


_LINKS = (
    "的者了是在有和与及跟或对吗呢吧之年把被由从为"  # one-character words that part what stands around them
)
_CONTENT = re.compile(r"[\u3400-\u9fff]+|[a-z][a-z'’-]*[a-z]|\d+(?:\.\d+)?")


def _gaps(text: str, mentions: list[Mention]) -> list[tuple[int, int]]:
    """Where content stands that no mention covers."""
    gaps: list[tuple[int, int]] = []
    position = 0
    for start, end in [*((m.start, m.end) for m in mentions), (len(text), len(text))]:
        gaps += [found.span() for found in _CONTENT.finditer(text, position, max(position, start))]
        position = max(position, end)
    return gaps


_FILLERS = "的了还也都又就才是在有被把所而且并再来于"


def _without_company(
    text: str, gaps: list[tuple[int, int]], mentions: list[Mention], vocabulary: Vocabulary
) -> list[tuple[int, int]]:
    """Less what goes with a figure named and says nothing more of it: the 予以 of 予以部分公开."""
    if not gaps:
        return gaps
    named: list[Item | ColumnWord] = [
        *(vocabulary.items[code] for mention in mentions for code in mention.codes("item")),
        *(vocabulary.columns[code] for mention in mentions for code in mention.codes("column")),
    ]
    words = {word for figure in named for word in figure.beside}
    if not words:
        return gaps
    longest_first = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    company = re.compile(f"[{_FILLERS}]*(?:(?:{longest_first})[{_FILLERS}]*)+")
    return [(start, end) for start, end in gaps if not company.fullmatch(text, start, end)]


def _without_fragments(text: str, mentions: list[Mention]) -> list[Mention]:
    """Less the one-character words that are only a piece of an unknown word: 小 in 领导小组, 总 in 总统."""
    while True:
        gaps = _gaps(text, mentions)
        starts, ends = {start for start, _ in gaps}, {end for _, end in gaps}
        pieces = [m for m in mentions if _is_fragment(m, m.start in ends, m.end in starts)]
        if not pieces:
            return mentions
        mentions = [m for m in mentions if m not in pieces]


def _is_fragment(mention: Mention, after_gap: bool, before_gap: bool) -> bool:
    """One Chinese character beside unknown words: an empty one on either side, one that means something on both."""
    if mention.end - mention.start != 1 or mention.text in _LINKS or mention.text.isascii():
        return False
    if mention.has("stop"):
        return after_gap or before_gap
    return after_gap and before_gap
