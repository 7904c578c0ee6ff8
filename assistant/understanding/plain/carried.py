"""What went from one year into the next, said the English way, in the words and the year of the form's own rows."""

from __future__ import annotations

import re

from assistant import patterns

_YEAR = r"((?:19|20)\d\d)"
_INHERITED, _LEFT = "carried over from the year before in", "carried over to the next year in"
_CARRY = (
    r"(?:carr(?:y|ies|ied|ying)|roll(?:s|ed|ing)?|push(?:es|ed|ing)?|t(?:akes?|ook|aken|aking)|pass(?:ed)?|br(?:ing|ought)"
    r"|spill(?:s|ed)?|left(?: open)?|leave|move[ds]?)"
)
_NEXT = r"(?:in)?to (?:the )?(?:next|following) year"
# Compiled when a question has a word of theirs: most do not.
_FROM = (
    rf"\b(?:inherit(?:ed|s)?|(?:carried|brought|left|rolled) (?:over|forward|in|along)|pending|left|waiting|unfinished"
    rf"|unresolved|outstanding|undecided|unanswered|remaining) from {_YEAR}\b"
)
_BROUGHT_ALONG = (  # requests brought along from the year before
    r"(?<!backlog )\b(?:br(?:ing|ought)|carr(?:y|ied)|rolled?|h[eo]ld|inherit(?:ed)?|remain(?:ed|ing)?|linger(?:ed|ing)?|left|waiting"
    r"|unfinished|unresolved|outstanding|undecided|unanswered)(?: (?:over|forward|along|in|on|behind))? from "
    r"(?:(?:the )?(?:previous|prior|preceding|last|earlier|past) years?|the year before|a year earlier)\b"
)
_FROM_ONE_TO_THE_NEXT = (
    rf"\b(?P<carry>{_CARRY}(?: over| forward| on)?) from {_YEAR} (?:(?:over|on) )?(?:in)?to {_YEAR}\b"
)
_TO = rf"\b{_CARRY}(?: over| forward| on)? ?(?:in)?to {_YEAR}\b(?! from (?:the )?(?:previous|prior|preceding|last|year))"
_BEGAN = (
    rf"\b(?:went|go(?:es|ing)?|gone|came|headed) into {_YEAR} with\b"
    rf"|\b(?:enter(?:ed|ing)?|start(?:ed|ing)?|beg[aiu]n) {_YEAR} with\b"
)
_THEM = rf"\b(?P<carry>{_CARRY}) (?:them|these|those|it)(?= (?:over|forward|on)\b| {_NEXT})"
_STILL = "(?: still)?(?: (?:unresolved|unfinished|pending|open|undecided|unanswered))?"
_LEFT_OVER = rf"\b{_CARRY}(?: over| forward| on)?{_STILL} {_NEXT}\b"
_PARTED = (
    rf"\b(?P<carry>{_CARRY}) (?!(?:over|forward|on|in|to|into)\b)(?P<what>(?:[\w'-]+ ){{1,5}}?)"
    rf"(?P<over>(?:over |forward |unresolved )?{_NEXT})\b"
)


def in_form_words(question: str) -> str:
    """The question with what was left over said as the form says it: what went into 2021 stands in the report on 2020.

    >>> in_form_words("carried over to 2021"), in_form_words("who went into 2023 with the most open cases")
    ('carried over to the next year in 2020', 'who carried over to the next year in 2022 the most open cases')
    >>> in_form_words("who carried the most requests over into the next year")
    'who carried over to the next year the most requests'
    """
    if patterns.search(rf"(?:to|from|enter\w*|start\w*|beg[aiu]n) {_YEAR}", question, re.I):
        question = patterns.sub(_FROM_ONE_TO_THE_NEXT, _into_the_next, question, flags=re.I)
        question = patterns.sub(
            _FROM, lambda found: f"{_INHERITED} {int(found[1]) + 1}", question, flags=re.I
        )
        question = patterns.sub(_TO, lambda found: f"{_LEFT} {int(found[1]) - 1}", question, flags=re.I)
        question = patterns.sub(
            _BEGAN, lambda found: f"{_LEFT} {int(found[1] or found[2]) - 1}", question, flags=re.I
        )
    if patterns.search(r"\byear", question, re.I):
        question = patterns.sub(_BROUGHT_ALONG, "carried over from the year before", question, flags=re.I)
    if patterns.search(r"\b(?:next|following) year", question, re.I):
        question = patterns.sub(_THEM, r"\g<carry>", question, flags=re.I)
        question = patterns.sub(_PARTED, r"\g<carry> \g<over> \g<what>", question, flags=re.I)
        question = patterns.sub(_LEFT_OVER, "carried over to the next year", question, flags=re.I)
    return question.rstrip()


def _into_the_next(found: re.Match[str]) -> str:
    """Carried over from 2020 into 2021; other years as they stand."""
    first, second = int(found[2]), int(found[3])
    return f"{found['carry']} into {second}" if second == first + 1 else found.group()
