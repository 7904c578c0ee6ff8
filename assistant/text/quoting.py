"""Which sentences of a report are quoted: the one that answers; of a list its items; nothing beside."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from assistant.text.answer_kinds import (
    CONTACTS,
    PLAN,
    PROBLEM,
    TURNS,
    AnswerKind,
    Asked,
    is_of_kind,
    leads_in,
    tells_as,
)
from assistant.text.listing import Item, list_around
from assistant.text.sentences import Sentence, is_heading
from assistant.text.wanted import OTHER_WORD, Place, Subject, Wanted, grams_within, how_told

AS_GOOD_IN_LIST = 0.65  # a further sentence is quoted where it answers so well as the best, relatively
SAYS_TOO = 0.85  # … and says itself so much of what is asked
LONGEST_LIST = 420  # characters
PLANNED = 0.6  # what is only planned answers so much worse what was done
FEW = 2  # beside so many other agencies one line of each is quoted
SPECIAL = 0.6  # a thing asked about that weighs so much tells the items of a list apart

_ANNOUNCES = re.compile("问题|打算|措施|情况|方面|方向")
_ENUMERATES = re.compile("分别[为是]|包括|如下|[:：（(]")
_OF_PROBLEMS = re.compile("问题|不足|困难|短板|薄弱")
_OF_PLANS = re.compile("打算|改进|措施|整改|下一步|今后|解决|计划")

PartOf = Callable[
    [Place], list[Sentence]
]  # a place → all sentences of its part of the report, in their order


def sentences_to_quote(
    scored: Sequence[Sentence], part_of: PartOf, wanted: Wanted, asked: Asked, beside: int = 0
) -> list[Sentence]:
    """The sentences of one agency that answer, in the order of the report; none where none does. `beside` other agencies
    are quoted, too."""
    ranked = sorted(_to_the_kind(scored, asked), key=lambda s: (s.lacks, is_heading(s.text), -s.score))
    if not ranked or ranked[0].lacks:
        return []
    top = ranked[0]
    contacts = [kind for kind in asked.kinds if kind in CONTACTS]
    if len(contacts) > 1:
        return _of_each(contacts, top, ranked)
    told_over = top.place.part == "五" and (PROBLEM in asked.kinds or PLAN in asked.kinds)
    if asked.counts or not (asked.lists or asked.open) or (beside and not told_over):
        return [top]
    room = LONGEST_LIST // (1 + beside) if beside < FEW else 0
    part = _to_the_kind(part_of(top.place), asked)
    items = list_around(top, part, within=told_over) if top.start in {s.start for s in part} else []
    kept = (
        _of_items(items, _before(items, part), wanted, asked) if items else _without_list(top, ranked, asked)
    )
    return _in_order(_within(room, kept))


def _before(items: Sequence[Item], part: Sequence[Sentence]) -> Sentence | None:
    """The sentence before a list, which is said of all its items."""
    first = items[0].sentences[0].start
    return next((sentence for sentence in reversed(part) if sentence.end <= first), None)


def _of_items(items: Sequence[Item], before: Sentence | None, wanted: Wanted, asked: Asked) -> list[Sentence]:
    """What is quoted of a list: its lead-in, and of each item that speaks of what is asked the sentence that says it."""
    said = [sentence for item in items for sentence in _saying(item, asked)]
    if asked.manner and items[0].sentences[0].place.part != "五":  # how it is done takes all its steps
        return said
    named = [s for s in wanted.subjects if (s.weight >= SPECIAL or not s.word) and not _is_of_kinds(s, asked)]
    special = [s for s in named if _sets_apart(s, items, said) and not (before and _tells(s, before.text))]
    if special:
        return _speaking_of(special, items)
    return [before, *said] if before and leads_in(before.text) else said


def _sets_apart(subject: Subject, items: Sequence[Item], said: Sequence[Sentence]) -> bool:
    """Whether a thing asked about tells the items of a list apart: some speak of it, and most do not say it."""
    told = sum(_tells(subject, sentence.text) for sentence in said)
    return told <= len(said) / 2 and any(_tells(subject, item.text) for item in items)


def _speaking_of(special: Sequence[Subject], items: Sequence[Item]) -> list[Sentence]:
    """Of each item that speaks of most of these things the sentence that does."""
    told = [[sum(_tells(subject, s.text) for subject in special) for s in item.sentences] for item in items]
    most = max(max(counts) for counts in told)
    best = [
        max(zip(counts, (s.score for s in item.sentences), item.sentences, strict=True), key=lambda c: c[:2])
        for counts, item in zip(told, items, strict=True)
    ]
    return [sentence for count, _, sentence in best if count == most]


def _tells(subject: Subject, text: str) -> bool:
    return how_told(subject, text.lower(), grams_within(text)) >= OTHER_WORD


def _is_of_kinds(subject: Subject, asked: Asked) -> bool:
    """Whether a word only says what kind of answer is wanted: 问题, plans."""
    words = " ".join((subject.word, *subject.also[:1]))
    return any(kind.asked.search(words) for kind in asked.kinds)


def _saying(item: Item, asked: Asked) -> list[Sentence]:
    """The sentence of an item that says it; a title that only names the matter brings the sentence that tells it."""
    first, *others = item.sentences
    if not is_heading(first.text):
        return [first]
    telling = next((s for s in others if is_of_kind(s.text, asked)), None)
    if telling is None:
        return [first]
    return [first, telling] if _states(first.text, asked) else [telling]


def _states(heading: str, asked: Asked) -> bool:
    """Whether a title says what is asked for (（二）信息员不固定), and does not only announce it (（一）主要问题)."""
    return is_of_kind(heading, asked) and not _ANNOUNCES.search(heading)


def _of_each(kinds: Sequence[AnswerKind], top: Sentence, ranked: Sequence[Sentence]) -> list[Sentence]:
    """Of the same passage the best sentence of each of these kinds: the address, and the postcode."""
    same = [s for s in ranked if s.place.id == top.place.id]
    best = [next((s for s in same if kind.told.search(s.text)), None) for kind in kinds]
    return _in_order({sentence for sentence in best if sentence})


def _without_list(top: Sentence, ranked: Sequence[Sentence], asked: Asked) -> list[Sentence]:
    """The best sentence with what belongs to it, or with others of the passage that answer nearly as well."""
    whole = _enumeration(top, _in_order(s for s in ranked if s.place.id == top.place.id))
    return whole or [top, *_as_good(top, ranked, asked)]


def _enumeration(top: Sentence, passage: Sequence[Sentence]) -> list[Sentence]:
    """The clauses of the one sentence that enumerates, where the best is one of them: 共公开2件，分别为：甲；乙。"""
    at = passage.index(top)
    first, last = at, at
    while first and passage[first - 1].text.endswith(("；", ";")):
        first -= 1
    while last + 1 < len(passage) and passage[last].text.endswith(("；", ";")):
        last += 1
    clauses = list(passage[first : last + 1])
    return clauses if len(clauses) > 1 and _ENUMERATES.search(clauses[0].text) else []


def _as_good(top: Sentence, ranked: Sequence[Sentence], asked: Asked) -> list[Sentence]:
    """The other sentences of the passage that answer nearly as well as the best, and say as much of what is asked."""
    return [
        s
        for s in ranked[1:]
        if s.place.id == top.place.id
        and not is_heading(s.text)
        and not leads_in(s.text)
        and s.score >= AS_GOOD_IN_LIST * top.score
        and s.own >= SAYS_TOO * max(top.own, top.coverage)
        and tells_as(s.text, top.text, asked)
    ]


def _within(room: int, sentences: Sequence[Sentence]) -> list[Sentence]:
    """As many of some sentences as there is room for: at least the one that answers best."""
    best = max(sentences, key=lambda s: s.score)
    kept, size = [best], len(best.text)
    for sentence in _in_order(set(sentences) - {best}):
        if size + len(sentence.text) <= room:
            kept.append(sentence)
            size += len(sentence.text)
    return kept


def _to_the_kind(sentences: Sequence[Sentence], asked: Asked) -> list[Sentence]:
    """Where problems are asked for, without what is told of their remedy; where plans are, without the problems;
    where neither is, what was done before what is planned."""
    problems, plans = PROBLEM in asked.kinds, PLAN in asked.kinds
    if problems and plans:
        return list(sentences)
    solved = _solved(sentences)
    if not problems and not plans:
        return [s._replace(score=s.score * PLANNED) if s.start in solved else s for s in sentences]
    if problems:
        return [s for s in sentences if s.start not in solved]
    return [
        s
        for s in sentences
        if s.start in solved or not (s.place.part == "五" and PROBLEM.told.search(s.text))
    ]


def _solved(sentences: Sequence[Sentence]) -> set[int]:
    """Where the sentences begin that tell of remedies: those under such a title, and what follows 下一步 under one title."""
    found: set[int] = set()
    turned: dict[tuple[str, str], bool] = {}
    for sentence in _in_order(s for s in sentences if s.place.part == "五"):
        place = sentence.place
        title = place.heading.rsplit("/", 1)[-1]
        plans = bool(_OF_PLANS.search(title)) and not _OF_PROBLEMS.search(title)
        here = turned.get((place.report, place.heading), plans) and not _opens_with_problem(sentence)
        here = here or TURNS.search(sentence.text) is not None
        turned[place.report, place.heading] = here
        if here:
            found.add(sentence.start)
    return found


def _opens_with_problem(sentence: Sentence) -> bool:
    """Whether a passage begins with a sentence that tells a problem: it goes on with those told before a remedy."""
    return sentence.start == sentence.place.start and PROBLEM.told.search(sentence.text) is not None


def _in_order(sentences: Iterable[Sentence]) -> list[Sentence]:
    return sorted(sentences, key=lambda s: s.start)
