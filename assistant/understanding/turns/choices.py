"""Choices that an answer left open, and the one that is taken: 第二个, "the first one"."""

from __future__ import annotations

from assistant import patterns
from assistant.intent import AgencyGroup, Intent, Operation
from assistant.understanding.words.numerals import read_number

_CHOICE = (
    r"^(?:我?(?:要|选|问|说|指)的?是?)?"
    r"(?:第(?P<zh>[一二三四五六七八九十]|\d{1,2})个?|(?P<bare>\d{1,2})[.、]?|(?P<last>最后一个|后者)|前者)的?(?:吧|那个)?[。.]?$"
    r"|^(?:the |option |number |no\. ?)*"
    r"(?P<en>first|second|third|fourth|fifth|sixth|seventh|eighth|[1-9]\d?(?:st|nd|rd|th)?)(?: one| option)?[.]?$"
    r"|^(?:the )?(?:former|(?P<end>last one|latter))[.]?$"
)


ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


def chosen(text: str, of: int) -> int | None:
    """Which of so many choices a bare 第二个, "the first one" or "2" takes, counted from 0; None for any other text.

    >>> chosen("第二个", 3), chosen("the last one", 3), chosen("2021", 3)
    (1, 2, None)
    """
    found = patterns.match(_CHOICE, text.strip().rstrip("?？！!"))
    if found is None:
        return None
    if found["last"] or found["end"]:
        return of - 1
    told = found["zh"] or found["bare"] or found["en"]
    if told is None:
        return 0
    if told in ORDINALS:
        return ORDINALS.index(told)
    return int(read_number(patterns.sub(r"[a-z]+$", "", told))) - 1


WIDE: tuple[Operation, ...] = (
    "rank",
    "list",
    "filter",
    "count",
    "sum",
    "average",
    "median",
    "missing",
    "check",
)


def open_group(intent: Intent) -> AgencyGroup | None:
    """The name in a question that several agencies have, where one of them was meant."""
    if intent.both_meant or intent.operation in WIDE:
        return None
    return next((group for group in intent.groups if len(group.agencies) > 1), None)


def with_choice(earlier: Intent, number: int, takes_one_figure: bool) -> Intent | None:
    """The question before with one of the choices it left open: an agency, or a figure."""
    if group := open_group(earlier):
        if number >= len(group.agencies):
            return None
        one = group._replace(agencies=group.agencies[number : number + 1])
        groups = tuple(one if other is group else other for other in earlier.groups)
        return earlier._replace(groups=groups, inherited=True)
    if takes_one_figure and number < len(earlier.metrics) > 1:
        return earlier._replace(metrics=earlier.metrics[number : number + 1], inherited=True)
    return None
