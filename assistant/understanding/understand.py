"""Question + what was asked before → Intent: every meaning found is given a part to play, and nothing is guessed.

A name that fits several agencies stays several (the router asks back); words that nothing explains are kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import patterns
from assistant.agencies import Directory
from assistant.intent import Intent, Metric
from assistant.router import choose_way, content
from assistant.understanding.asked.clauses import in_that_year, joined, parts_of, year_parts_of
from assistant.understanding.asked.reading import Reading
from assistant.understanding.names.names import find_groups
from assistant.understanding.plain.carried import in_form_words
from assistant.understanding.plain.corrections import corrected
from assistant.understanding.plain.framing import without_frame
from assistant.understanding.plain.idioms import in_plain_words
from assistant.understanding.plain.in_full import in_full
from assistant.understanding.plain.preamble import parted_story, without_preamble
from assistant.understanding.plain.put_plainly import of_requests
from assistant.understanding.plain.turns_of_phrase import in_plain_english
from assistant.understanding.turns.follow_up import MEASURED_BY_IT, completed
from assistant.understanding.turns.going_on import gone_on, leans_back
from assistant.understanding.turns.several import (
    MOST_TAKEN_TOGETHER,
    WHICH_OF_THEM,
    figures_together,
    goes_back_to,
    points_at_one_of_two,
    reaches_back,
    turn_of_kind,
    with_its_name,
    with_those_before,
    without_figures,
    without_going_back,
)
from assistant.understanding.words.mentions import AgencyTerm, Mention, Threshold, Years
from assistant.understanding.words.numerals import with_form_years
from assistant.understanding.words.said_kinds import kind_of
from assistant.understanding.words.spotting import spot
from assistant.vocabulary import Vocabulary


def understand(
    question: str,
    vocabulary: Vocabulary,
    directory: Directory,
    before: Sequence[str] = (),
) -> Intent:
    """What a question asks; `before` are the questions already asked in this conversation, oldest first."""
    if before:
        question = corrected(question)
    said = in_plain_words(_without_preamble(question, vocabulary, directory), goes_on=bool(before))
    whole = in_plain_english(in_full(said if before else of_requests(said), vocabulary.short_forms))
    plain = in_form_words(
        with_form_years(patterns.sub(f"{_EXPLAINS}|{_NOT_THE_OTHER_MEAN}", " ", whole, flags=re.I))
    )
    spotted = spot(plain, vocabulary, directory)
    reading = Reading(spotted, vocabulary, directory)
    intent = _in_parts(plain, reading.intent(), vocabulary, directory)
    if (intent.unexplained or intent.unread_scope) and (rest := without_frame(spotted)):
        return understand(rest, vocabulary, directory, before)._replace(question=question)
    if intent.unexplained and (bare := _without_asides(plain, vocabulary, directory)):
        asides = tuple(patterns.findall(_ASIDE, plain))
        return understand(bare, vocabulary, directory, before)._replace(question=question, asides=asides)
    if before and patterns.search(MEASURED_BY_IT, plain):
        return _measured_by_it(question, plain, vocabulary, directory, before)
    if before and points_at_one_of_two(spotted.text):
        turns = _turns(vocabulary, directory, before, MOST_TAKEN_TOGETHER)
        return _back_at(question, spotted.text, vocabulary, directory, turns) or intent
    if not before or not leans_back(intent, spotted):
        return intent
    turns = _turns(vocabulary, directory, before, MOST_TAKEN_TOGETHER if reaches_back(spotted.text) else 1)
    if moved := figures_together(intent, turns):
        return _of_those_figures(question, spotted.text, vocabulary, directory, turns, moved)
    intent, earlier = with_those_before(intent, turns)
    return _with_unread(gone_on(intent, reading, earlier), earlier)


def _turns(
    vocabulary: Vocabulary, directory: Directory, before: Sequence[str], most: int
) -> tuple[Intent, ...]:
    """What the questions before asked, the latest first."""
    ends = range(len(before), max(0, len(before) - most), -1)
    return tuple(understand(before[end - 1], vocabulary, directory, before[: end - 1]) for end in ends)


def _back_at(
    question: str, plain: str, vocabulary: Vocabulary, directory: Directory, turns: Sequence[Intent]
) -> Intent | None:
    """前者的诉讼呢, 回到区政府: the question, of the agency that was spoken of before another; None where none was."""
    named, earlier = with_its_name(without_going_back(plain), turns), turns[0]
    reading = Reading(spot(named, vocabulary, directory), vocabulary, directory)
    own = reading.intent()
    if goes_back_to(plain) and not own.groups:
        found = turn_of_kind(own.scope, turns, directory) if own.scope != "all" else None
        if found is None:
            return None
        own, earlier = own._replace(groups=found.groups, scope="all"), found
    elif named == plain:
        return None
    return _with_unread(gone_on(own, reading, earlier), earlier)._replace(question=question)


def _of_those_figures(
    question: str,
    plain: str,
    vocabulary: Vocabulary,
    directory: Directory,
    turns: Sequence[Intent],
    moved: Sequence[Metric],
) -> Intent:
    """这两项相加: the question, of the figures that those before asked for one after the other."""
    agencies, plain = turns[0].agencies, without_figures(plain)
    own = Reading(spot(plain, vocabulary, directory), vocabulary, directory)
    if len(agencies) == 1 and not own.groups:
        named = f"{agencies[0]} {plain}" if plain.isascii() else f"{agencies[0]}{plain}"
        own = Reading(spot(named, vocabulary, directory), vocabulary, directory)
    if "sum" in own.cues:
        moved = own.maker.added_up(list(moved))
    if patterns.search(WHICH_OF_THEM, plain):
        picked = own.intent(moved)._replace(operation="top_item", superlative=True, n=1)
        return completed(picked, turns[0]._replace(metrics=tuple(moved)), directory)._replace(
            question=question
        )
    whole = completed(own.intent(moved), turns[0]._replace(metrics=tuple(moved)), directory)
    return _with_unread(whole, turns[0])._replace(question=question)


def _with_unread(whole: Intent, earlier: Intent) -> Intent:
    """What kept the question before from an answer keeps the one that goes on with it from one, too."""
    if not whole.inherited or not whole.metrics or choose_way(earlier) not in ("unread", "unread_scope"):
        return whole
    return whole._replace(
        unexplained=tuple(dict.fromkeys((*earlier.unexplained, *whole.unexplained))),
        unheeded=tuple(dict.fromkeys((*earlier.unheeded, *whole.unheeded))),
        unread_scope=tuple(dict.fromkeys((*earlier.unread_scope, *whole.unread_scope))),
    )


def _measured_by_it(
    question: str, plain: str, vocabulary: Vocabulary, directory: Directory, before: Sequence[str]
) -> Intent:
    """比它多的有哪几家: who is above the one agency that the question before was about, by that question's figure."""
    earlier = understand(before[-1], vocabulary, directory, before[:-1])
    agencies = tuple(dict.fromkeys(earlier.agencies))
    if len(agencies) != 1:
        return understand(plain.replace("它", "该单位"), vocabulary, directory, before)
    named = patterns.sub(MEASURED_BY_IT, lambda found: f"{found['by']}{agencies[0]}", plain)
    reading = Reading(spot(named, vocabulary, directory), vocabulary, directory)
    own = reading.intent()
    whole = own if own.metrics else reading.intent(earlier.metrics)
    return whole._replace(question=question, years=whole.years or earlier.years, inherited=True)


def _without_preamble(question: str, vocabulary: Vocabulary, directory: Directory) -> str:
    """The question without what is said before it, but for the place that this is about where it names none itself."""
    rest = without_preamble(question)
    if asked := _without_story(rest, vocabulary, directory):
        return asked
    said = question.strip().removesuffix(rest)
    if not said or said == question:
        return rest
    about, own = (find_groups(spot(part, vocabulary, directory), directory)[0] for part in (said, rest))
    subject = [group for group in about if patterns.search(_ABOUT, said[: group.start], re.IGNORECASE)]
    return rest if own or len(subject) != 1 else f"{subject[0].text}: {rest}"


def _without_story(question: str, vocabulary: Vocabulary, directory: Directory) -> str:
    """The question without what happened to the asker, where it names its agency itself, and the story no figure."""
    story, asked = parted_story(question)
    if not story or not find_groups(spot(asked, vocabulary, directory), directory)[0]:
        return ""
    told = spot(story, vocabulary, directory).mentions
    figures = [m for m in told if m.has("rate") or m.has("item") or _names_cells(m, vocabulary)]
    strong = [m for m in figures if not all(vocabulary.items[code].weak for code in m.codes("item"))]
    return "" if strong or any(not m.has("item") for m in figures) else asked


def _names_cells(mention: Mention, vocabulary: Vocabulary) -> bool:
    """Whether a word names columns other than kinds of applicants, of which the asker may be one: I run a small firm."""
    return any(vocabulary.columns[code].table != "applications" for code in mention.codes("column"))


def _in_parts(question: str, whole: Intent, vocabulary: Vocabulary, directory: Directory) -> Intent:
    """The question read as who is asked about and what of them, where it comes so; else as read in one piece."""
    if whole.counted_apart or (whole.grouped_by and not whole.unexplained):
        return whole
    if dated := year_parts_of(question):
        when, what = (
            Reading(spot(part, vocabulary, directory), vocabulary, directory).intent() for part in dated
        )
        if content(what) < 2 and (whole_year := in_that_year(when, what)):
            return whole_year._replace(question=whole.question, text=whole.text)
    for clause, rest in parts_of(question):
        who, what = (
            Reading(spot(part, vocabulary, directory), vocabulary, directory).intent()
            for part in (clause, rest)
        )
        if content(what) < 2 and not what.unread_scope and (both := joined(who, what)):
            said = {
                of: getattr(whole, of)
                for of in ("question", "text", "language", "topic", "wording", "corrected")
            }
            return both._replace(**said)
    return whole


def _without_asides(question: str, vocabulary: Vocabulary, directory: Directory) -> str:
    """The question less what stands in brackets, where that only explains (三小类之和); "" where it may narrow."""
    asides = patterns.findall(_ASIDE, question)
    narrows = any(
        patterns.search(_NARROWS, aside.lower())
        or any(
            m.first(AgencyTerm) or m.first(Years) or m.first(Threshold) or kind_of(m) != "all"
            for m in spot(aside, vocabulary, directory).mentions
        )
        for aside in asides
    )
    return "" if narrows or not asides else patterns.sub(_ASIDE, " ", question)


_ABOUT = (
    r"\b(?:about|on|covering|into|of|regarding|concerning|looking at|studying|researching)\s+(?:the )?$"
    r"|关于|[写研查]究?|做|报道|调查|关注"
)
_ASIDE = r"[（(][^（()）]{1,60}[)）]"
_EXPLAINS = r"[（(][^()（）]*(?:\bcount(?:s|ed)? as\b|算作|视为|视同|也算)[^()（）]*[)）]"  # municipalities count as provinces
_NOT_THE_OTHER_MEAN = (  # the median, not the mean
    r"(?<=median)(?:[,;]? | ?\()(?:and |but )?not (?:the |an? )?(?:mean|average)s?\b\)?,?"
    r"|(?:(?<=中位数)|(?<=中位值))[（(，,](?:而)?(?:非|不是|不要|不用|并非)(?:算术)?(?:平均[数值]?|均值)[）)]?"
    r"|(?:(?<=平均数)|(?<=平均值)|(?<=均值))[（(，,](?:而)?(?:非|不是|不要|不用|并非)中位[数值][）)]?"
    r"|(?:(?<=mean)|(?<=average))(?:[,;]? | ?\()(?:and |but )?not (?:the |an? )?medians?\b\)?,?"
)
_NARROWS = (
    r"不|非|没|无|未|仅|只|除|含|前|后|以|超|过|最|各|每"
    r"|\b(?:not|no|only|without|except\w*|exclud\w*|includ\w*|don.?t|just|each|most|first|last|over|under|per)\b"
)
