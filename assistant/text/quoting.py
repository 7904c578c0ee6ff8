"""Which sentences of a report are quoted: the one that answers; of a list its items; nothing beside."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence, Set
from typing import NamedTuple

from assistant.text.answer_kinds import (
    CONTACTS,
    MEANT,
    PLAN,
    PROBLEM,
    TURNS,
    WHY,
    AnswerKind,
    Asked,
    is_of_kind,
    is_past,
    leads_in,
    names_numbers,
    tells_as,
)
from assistant.text.counting import things_counted
from assistant.text.listing import Item, list_around, mark_of
from assistant.text.sentences import Sentence, is_heading
from assistant.text.telling import said_by, special_subjects, tells
from assistant.text.wanted import Place, Subject, Wanted

OF_ONE_LIST = 0.3  # an item that answers so much worse than the best line is of a list that was not asked for
AS_GOOD_IN_LIST = 0.8  # a further sentence is quoted where it answers so well as the best, relatively
SAYS_TOO = 0.85  # … and says itself so much of what is asked
LONGEST_LIST = 420  # characters
LIST_BESIDE = 260  # … of each agency's problems or plans, beside more agencies
PLANNED = 0.6  # what is only planned answers so much worse what was done
GIVES_WAY = 0.4  # … where another sentence says all of it, too
WHOLLY = 0.95
BARE = 24  # characters of an item that names a thing and does not say how it is done
NOT_DONE = 0.1  # … where it is asked what was done
FEW = 2  # beside so many other agencies one line of each is quoted

MOST_OCCASIONS = 6

_DATED = re.compile(r"\d{1,2}\s*月|[一二三四五六七八九十]月|季度|[上下]半年|年[初中底末]")
_ANNOUNCES = re.compile("问题|打算|措施|情况|方面|方向")
_ANNOUNCED = re.compile("^(?:如|例如|比如|具体(?:为|是)|主要(?:是|有|表现))")
_ENUMERATES = re.compile("分别[为是]|包括|如下|[:：（(]")
_OF_PROBLEMS = re.compile("问题|不足|困难|短板|薄弱")
_OPENS_PROBLEMS = re.compile(  # … and what follows is one, too
    "(?:存在|仍有|还有|如下)[^，。；]{0,24}(?:问题|不足|困难|短板|薄弱|差距)|(?:问题|不足|困难|短板)(?:主要)?(?:有|是|如下|表现|包括|[:：])"
)
_TO_COME = re.compile(r"将|计划|下一?步|下一阶段|今后|明年|力争|拟(?!办)|20\d\d年(?:要|重点)")
_OF_PLANS = re.compile("打算|改进|措施|整改|下一步|今后|解决|计划")

PartOf = Callable[
    [Place], list[Sentence]
]  # a place → all sentences of its part of the report, in their order


def sentences_to_quote(
    scored: Sequence[Sentence], part_of: PartOf, wanted: Wanted, asked: Asked, beside: int = 0
) -> list[Sentence]:
    """The sentences of one agency that answer, in the order of the report; none where none does. `beside` other agencies
    are quoted, too."""
    of_five = _of_part_five([s for place in _reports_of(scored) for s in part_of(place)])
    ranked = sorted(
        _to_the_kind(scored, of_five, asked), key=lambda s: (s.lacks, is_heading(s.text), -s.score)
    )
    if asked.occasions and (dated := _occasions(ranked, wanted, asked)):
        return dated
    if not ranked or ranked[0].lacks:
        return []
    if asked.agencies:  # which line speaks of it matters more than how well it would answer by itself
        ranked.sort(key=lambda s: _least_telling_last(s, wanted, asked))
    top = ranked[0]
    contacts = [kind for kind in asked.kinds if kind in CONTACTS]
    if len(contacts) > 1:
        return _of_each(contacts, top, ranked)
    told_over = top.place.part == "五" and (PROBLEM in asked.kinds or PLAN in asked.kinds)
    if asked.counts or not (asked.lists or asked.open) or (beside and not told_over):
        return [top]
    room = LONGEST_LIST // (1 + beside) if beside < FEW else LIST_BESIDE if told_over else 0
    part = _to_the_kind(part_of(top.place), of_five, asked)
    items = list_around(top, part, within=told_over) if top.start in {s.start for s in part} else []
    kept = (
        _of_items(top, items, _before(items, part), wanted, asked)
        if items
        else _without_list(top, ranked, wanted, asked)
    )
    return _joined(_in_order(_within(room, _of_months(kept, asked))))


def _occasions(ranked: Sequence[Sentence], wanted: Wanted, asked: Asked) -> list[Sentence]:
    """Where no sentence says how often something was, or each of the dates is asked for: those that tell of it with a date."""
    if asked.counts and ranked and not ranked[0].lacks:
        return []
    things = things_counted(wanted, asked)
    dated = [
        s for s in ranked if _DATED.search(s.text) and not is_heading(s.text) and not MEANT.search(s.text)
    ]
    return _in_order(s for s in dated if things and all(tells(thing, s.text) for thing in things))[
        :MOST_OCCASIONS
    ]


def _joined(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Sentences in order, the clauses of one that stand behind each other as one line: 分别为：甲；乙。"""
    lines: list[Sentence] = []
    for sentence in sentences:
        last = lines[-1] if lines else None
        if last and last.place == sentence.place and _goes_on(last, sentence):
            lines[-1] = last._replace(end=sentence.end, left_out=sentence.left_out)
        else:
            lines.append(sentence)
    return lines


def _goes_on(one: Sentence, other: Sentence) -> bool:
    """Whether a clause goes on with the one right before it; the items of a list have a line each."""
    between = one.place.text[one.end - one.place.start : other.start - one.place.start]
    return not between.strip() and one.text.endswith(("；", ";")) and mark_of(other.text) is None


def _least_telling_last(sentence: Sentence, wanted: Wanted, asked: Asked) -> tuple[bool, bool, bool, float]:
    """A rank for the lines of one agency, best first, where it is asked which agencies: one with the number named, that is no
    heading, that says most of what is asked."""
    unnamed = not names_numbers(sentence.text, asked)
    said = said_by(sentence, wanted, asked)
    return sentence.lacks, unnamed, is_heading(sentence.text), -sentence.score * said**4


def _of_months(sentences: Sequence[Sentence], asked: Asked) -> Sequence[Sentence]:
    """Where the question names a month, the sentences that have it; all where none has."""
    return [s for s in sentences if all(month.search(s.text) for month in asked.months)] or sentences


def _before(items: Sequence[Item], part: Sequence[Sentence]) -> Sentence | None:
    """The sentence before a list, which is said of all its items."""
    first = items[0].sentences[0].start
    return next((sentence for sentence in reversed(part) if sentence.end <= first), None)


def _of_items(
    top: Sentence, items: Sequence[Item], before: Sentence | None, wanted: Wanted, asked: Asked
) -> list[Sentence]:
    """What is quoted of a list: its lead-in, and of each item that speaks of what is asked the sentence that says it."""
    items = _at_ordinal(items, asked.ordinal)
    said = [sentence for item in items for sentence in _saying(item, asked)]
    if asked.ordinal and len(items) == 1:
        return said
    if asked.manner and items[0].sentences[0].place.part != "五":  # how it is done takes all its steps
        return said
    named = special_subjects(wanted, asked)
    special = [s for s in named if _sets_apart(s, items, said) and not (before and tells(s, before.text))]
    if special:
        return _speaking_of(special, items, asked)
    if _is_beside(top, items, said, before, named, asked):
        return [top]
    return [before, *said] if before and leads_in(before.text) else said


def _at_ordinal(items: Sequence[Item], ordinal: int) -> Sequence[Item]:
    """The item asked for by its number, all where none is or the list has no such one."""
    return [item for item in items if (mark := mark_of(item.text)) and mark.number == ordinal] or items


def _clauses_on(wanted: Wanted, clauses: list[Sentence], asked: Asked) -> list[Sentence]:
    """Of the clauses of an enumeration those that speak of what only some speak of; all where nothing is named."""
    items = [Item((clause,)) for clause in clauses]
    named = (s for s in special_subjects(wanted, asked) if not tells(s, clauses[0].text))
    special = [s for s in named if _sets_apart(s, items, clauses)]
    return [c for c in clauses if any(tells(s, c.text) for s in special)] if special else clauses


def _is_beside(
    top: Sentence,
    items: Sequence[Item],
    said: Sequence[Sentence],
    before: Sentence | None,
    named: Sequence[Subject],
    asked: Asked,
) -> bool:
    """Whether the best line answers by itself, and the list it stands in was not asked for: it goes into one item's detail,
    or the others hardly speak of the thing."""
    if leads_in(top.text):
        return False
    whole = f"{before.text if before else ''}{''.join(item.text for item in items)}"
    unsaid = any(not tells(subject, whole) for subject in named)
    if unsaid and top.start not in {s.start for s in said}:
        return True
    if PROBLEM in asked.kinds or PLAN in asked.kinds:
        return False
    scores = sorted((max(s.score for s in item.sentences) for item in items), reverse=True)
    return scores[1] < OF_ONE_LIST * scores[0]


def _sets_apart(subject: Subject, items: Sequence[Item], said: Sequence[Sentence]) -> bool:
    """Whether a thing asked about tells the items of a list apart: some speak of it, and most do not say it."""
    told = sum(tells(subject, sentence.text) for sentence in said)
    return told <= len(said) / 2 and any(tells(subject, item.text) for item in items)


def _speaking_of(special: Sequence[Subject], items: Sequence[Item], asked: Asked) -> list[Sentence]:
    """Of each item that speaks of most of these things the sentence that does; where it is asked how, and one alone does so
    in few words, with the sentence that says more."""
    told = [[sum(tells(subject, s.text) for subject in special) for s in item.sentences] for item in items]
    most = max(max(counts) for counts in told)
    best = [
        max(zip(counts, (s.score for s in item.sentences), item.sentences, strict=True), key=lambda c: c[:2])
        for counts, item in zip(told, items, strict=True)
    ]
    chosen = [
        (item, sentence) for item, (count, _, sentence) in zip(items, best, strict=True) if count == most
    ]
    if asked.manner and len(chosen) == 1:
        ((item, sentence),) = chosen
        at = item.sentences.index(sentence)
        return list(item.sentences[at : at + 2]) if len(sentence.text) <= BARE else [sentence]
    return [sentence for _, sentence in chosen]


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


def _without_list(top: Sentence, ranked: Sequence[Sentence], wanted: Wanted, asked: Asked) -> list[Sentence]:
    """The best sentence with what belongs to it, or with others of the passage that answer nearly as well."""
    passage = _in_order(s for s in ranked if s.place.id == top.place.id)
    if clauses := _enumeration(top, passage):
        return _clauses_on(wanted, clauses, asked)
    return _with_examples(top, passage) or [top, *_as_good(top, ranked, wanted, asked)]


def _with_examples(top: Sentence, passage: Sequence[Sentence]) -> list[Sentence]:
    """The best sentence and the one that goes with it, where one says that there is something and the next says what:
    仍存在一定差距。如……。"""
    at = passage.index(top)
    if at + 1 < len(passage) and _ANNOUNCED.search(passage[at + 1].text):
        return list(passage[at : at + 2])
    return list(passage[at - 1 : at + 1]) if at and _ANNOUNCED.search(top.text) else []


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


def _as_good(top: Sentence, ranked: Sequence[Sentence], wanted: Wanted, asked: Asked) -> list[Sentence]:
    """The other sentences of the passage that answer nearly as well as the best, and say as much of what is asked; where
    nothing but problems or plans are asked for, all that are such."""
    if (PROBLEM in asked.kinds or PLAN in asked.kinds) and not special_subjects(wanted, asked):
        same = (s for s in ranked[1:] if _is_beside_it(s, top, asked) and not is_heading(s.text))
        return [s for s in same if tells_as(s.text, top.text, asked) and not leads_in(s.text)]
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


def _is_beside_it(sentence: Sentence, top: Sentence, asked: Asked) -> bool:
    """Whether a sentence stands in the passage of the best, or is a remedy under another title of the same part 五, done or to
    come as that one; an item is of its own list."""
    if (mark_of(sentence.text) is None) != (mark_of(top.text) is None):
        return False
    if sentence.place.id == top.place.id:
        return True
    same = (sentence.place.report, sentence.place.part) == (top.place.report, top.place.part)
    alike = bool(_TO_COME.search(sentence.text)) == bool(_TO_COME.search(top.text))
    return (
        same
        and alike
        and PLAN in asked.kinds
        and bool(TURNS.search(sentence.text) and TURNS.search(top.text))
    )


def _within(room: int, sentences: Sequence[Sentence]) -> list[Sentence]:
    """As many of some sentences as there is room for: at least the one that answers best."""
    best = max(sentences, key=lambda s: s.score)
    kept, size = [best], len(best.text)
    for sentence in _in_order(set(sentences) - {best}):
        if size + len(sentence.text) <= room:
            kept.append(sentence)
            size += len(sentence.text)
    left_out = len(set(sentences)) - len(kept)
    if room and left_out:
        last = max(kept, key=lambda s: s.start)
        kept[kept.index(last)] = last._replace(left_out=left_out)
    return kept


class _PartFive(NamedTuple):
    """Where the sentences of part 五 begin that tell of remedies, and those that tell a problem."""

    remedies: Set[int]
    problems: Set[int]


def _to_the_kind(sentences: Sequence[Sentence], told: _PartFive, asked: Asked) -> list[Sentence]:
    """Where problems are asked for, without what is told of their remedy; where plans are, without the problems;
    where neither is, what was done before what is planned."""
    problems, plans = PROBLEM in asked.kinds, PLAN in asked.kinds
    if asked.agencies and (problems or plans):
        return [s for s in sentences if _is_problem_or_plan(s, told, problems, plans)]
    if problems and plans:
        return list(sentences)
    if not problems and not plans:
        why = WHY in asked.kinds  # a problem may be the reason, its remedy is none
        said = max((s.own for s in sentences if not _is_no_deed(s, told, why)), default=0.0)
        return [
            s._replace(score=s.score * _worse(s, told, said, asked)) if _is_no_deed(s, told, why) else s
            for s in sentences
        ]
    if problems:
        return [s for s in sentences if s.start not in told.remedies]
    if asked.solved:
        return _remedied(sentences, told)
    return [
        s
        for s in sentences
        if (s.start in told.remedies and not (s.place.part == "五" and is_past(s.text)))
        or s.start not in told.problems
    ]


def _worse(sentence: Sentence, told: _PartFive, said: float, asked: Asked) -> float:
    """How much worse what is only planned, or a problem, answers where another sentence says `said` of what is asked."""
    of_problem = sentence.start in told.problems and sentence.start not in told.remedies
    if asked.done or WHY in asked.kinds or (asked.manner and of_problem):
        return NOT_DONE
    return GIVES_WAY if WHOLLY <= sentence.own <= said else PLANNED


def _remedied(sentences: Sequence[Sentence], told: _PartFive) -> list[Sentence]:
    """What has been done about problems, with what stands beside it and is not still to come; where nothing is told of
    that, what is planned."""
    remedies = [s for s in sentences if s.start in told.remedies]
    done = [s for s in remedies if not _TO_COME.search(s.text)]
    past = [s for s in sentences if s.place.part == "五" and is_past(s.text)]
    return done if any(is_past(s.text) for s in done) else past or remedies


def _reports_of(sentences: Sequence[Sentence]) -> list[Place]:
    """A passage of part 五 of each report that sentences are of, where one is."""
    return list({s.place.report: s.place for s in sentences if s.place.part == "五"}.values())


def _of_part_five(sentences: Sequence[Sentence]) -> _PartFive:
    """What the sentences of part 五 tell: remedies under such a title, and after 下一步 under one title; problems where they
    say so, and what else is listed with them."""
    remedies: set[int] = set()
    problems: set[int] = set()
    turned: dict[tuple[str, str], bool] = {}
    begun: dict[tuple[str, str], bool] = {}
    for sentence in _in_order(s for s in sentences if s.place.part == "五"):
        under = (sentence.place.report, sentence.place.heading)
        title = sentence.place.heading.rsplit("/", 1)[-1]
        plans = bool(_OF_PLANS.search(title)) and not _OF_PROBLEMS.search(title)
        here = turned.get(under, plans) and not _opens_with_problem(sentence)
        turns, opens = (cue.search(sentence.text) is not None for cue in (TURNS, _OPENS_PROBLEMS))
        here = turns or (here and not opens)
        turned[under] = here
        begun[under] = begun.get(under, False) or opens
        if here:
            remedies.add(sentence.start)
        if _tells_problem(sentence) or (begun[under] and not here):
            problems.add(sentence.start)
    return _PartFive(remedies, problems)


def _opens_with_problem(sentence: Sentence) -> bool:
    """Whether a passage begins with a sentence that tells a problem: it goes on with those told before a remedy."""
    return sentence.start == sentence.place.start and _tells_problem(sentence)


def _is_problem_or_plan(sentence: Sentence, told: _PartFive, problems: bool, plans: bool) -> bool:
    """Whether a sentence is itself of what is asked who has: a problem, or something planned."""
    planned = sentence.start in told.remedies or MEANT.search(sentence.text) is not None
    if planned:
        return plans and not is_past(sentence.text)
    told_there = sentence.place.part == "五" or sentence.start in told.problems
    return problems and (told_there or PROBLEM.told.search(sentence.text) is not None)


def _is_no_deed(sentence: Sentence, told: _PartFive, why: bool) -> bool:
    """Whether a sentence tells what is planned, or a problem, and nothing that was done."""
    not_done = sentence.start in told.remedies or (not why and sentence.start in told.problems)
    return not_done and not is_past(sentence.text)


def _tells_problem(sentence: Sentence) -> bool:
    return sentence.place.part == "五" and PROBLEM.told.search(sentence.text) is not None


def _in_order(sentences: Iterable[Sentence]) -> list[Sentence]:
    return sorted(sentences, key=lambda s: s.start)
