"""What could be asked → the question for it in words that are read back as just that, in both languages.

The page offers such questions to click. What is offered was read again first: a question whose words would
be taken for anything else is left out rather than shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.conversation import Language
from assistant.intent import Intent, Operation
from assistant.vocabulary import load_vocabulary
from ui.words import figure_label

Understand = Callable[[str], Intent]  # a question, after those before it


@dataclass(frozen=True)
class Wanted:
    """One thing to ask: a figure of one agency, or over all (of a kind), in a year or over the years."""

    operation: Operation
    figure: str  # its code: "received", "procurement_amount", "disclosure_rate"
    year: int | None = None
    agency: str = ""
    scope: str = "all"
    n: int = 1
    descending: bool = True


_NO_NUMBERS = ("amount", "share", "rate", "change")  # figures that count nothing
BODIES = {
    "all": ("单位", "agencies"),
    "bureaus": ("局", "bureaus"),
    "governments": ("人民政府", "governments"),
}
_ONE_BODY = {"agencies": "agency", "bureaus": "bureau", "governments": "government"}
_OF_ONE = {
    "lookup": ("{agency}{in_year}{figure}是多少", "What was the {number}{figure} at {agency}{in_year}?"),
    "trend": ("{agency}历年{figure}", "{Figure} at {agency} over the years"),
    "position": (
        "{agency}{in_year}{figure}在各单位中排第几",
        "Which place does {agency} take by {figure}{in_year}?",
    ),
    "growth": (
        "{agency}{in_year}{figure}比上年增长了多少",
        "How much did {figure} at {agency} grow{in_year} on the year before?",
    ),
}
_OF_ALL = {
    "list": ("{in_year}各{bodies}{figure}一览", "List the {figure} of all {bodies}{in_year}"),
    "sum": ("{in_year}各{bodies}{figure}合计", "Total {figure} of all {bodies}{in_year}"),
    "average": ("{in_year}各{bodies}{figure}平均是多少", "Average {figure} of all {bodies}{in_year}"),
    "median": ("{in_year}各{bodies}{figure}的中位数", "Median {figure} of all {bodies}{in_year}"),
    "highest": ("{in_year}哪个{bodies}的{figure}{most}", "Which {body} had the {most} {figure}{in_year}?"),
    "lowest": ("{in_year}哪个{bodies}的{figure}{least}", "Which {body} had the {least} {figure}{in_year}?"),
    "top": ("{in_year}{figure}{most}的{n}个{bodies}", "Top {n} {bodies} by {figure}{in_year}"),
    "bottom": (
        "{in_year}{figure}{least}的{n}个{bodies}",
        "The {n} {bodies} with the {least} {figure}{in_year}",
    ),
}


# Where the form's English is a label rather than words to ask with.
_ASKED_IN_ENGLISH = {
    "procurement_amount": "procurement amount",
    "procurement_items": "procurement projects",
    "fees_amount": "amount of fees",
}


def figure_words(code: str, language: Language) -> str:
    """A figure's label as it goes into a question, without what stands in brackets.

    >>> figure_words("disclosure_rate", "zh"), figure_words("procurement_amount", "en")
    ('公开率', 'procurement amount')
    """
    if language == "en" and code in _ASKED_IN_ENGLISH:
        return _ASKED_IN_ENGLISH[code]
    words = load_vocabulary()
    known = words.rates.get(code) or words.items.get(code)
    if known is None:
        return figure_label(code, language)
    return re.sub(r"\s*[（(].*", "", known.label_zh if language == "zh" else known.label_en)


def question_for(wanted: Wanted, language: Language) -> str:
    """The question in words; "" for what there are no words for.

    >>> question_for(Wanted("rank", "granted", 2021), "zh")
    '2021年哪个单位的予以公开最多'
    >>> question_for(Wanted("trend", "granted", agency="北京市人民政府"), "en")
    'Applications granted at 北京市人民政府 over the years'
    """
    template = (_OF_ONE if wanted.agency else _OF_ALL).get(_form(wanted))
    if template is None or wanted.scope not in BODIES:
        return ""
    side = 0 if language == "zh" else 1
    bodies = BODIES[wanted.scope][side]
    figure = figure_words(wanted.figure, language)
    counts = not wanted.figure.endswith(_NO_NUMBERS)
    year = "" if wanted.year is None else (f"{wanted.year}年", f" in {wanted.year}")[side]
    return template[side].format(
        agency=wanted.agency,
        in_year=year,
        number="number of " if counts else "",
        most=("最多", "most")[side] if counts else ("最高", "highest")[side],
        least=("最少", "fewest")[side] if counts else ("最低", "lowest")[side],
        figure=figure,
        Figure=figure[:1].upper() + figure[1:],
        bodies=bodies,
        body=_ONE_BODY.get(bodies, bodies),
        n=wanted.n,
    )


def _form(wanted: Wanted) -> str:
    if wanted.operation != "rank":
        return wanted.operation
    if wanted.n == 1:
        return "highest" if wanted.descending else "lowest"
    return "top" if wanted.descending else "bottom"


def can_be_added(figure: str) -> bool:
    """Whether a sum of this figure over agencies says anything: one of shares does not."""
    return not figure.endswith(("share", "rate"))


def question_read_as(wanted: Wanted, language: Language, understand: Understand) -> str:
    """The question for something, provided that it is read as that and nothing else; "" otherwise."""
    question = question_for(wanted, language)
    return question if question and _is_read_as(understand(question), wanted) else ""


def _is_read_as(intent: Intent, wanted: Wanted) -> bool:
    years = () if wanted.year is None else (wanted.year,)
    agencies = (wanted.agency,) if wanted.agency else ()
    same = (
        intent.operation == wanted.operation
        and [metric.code for metric in intent.metrics] == [wanted.figure]
        and (intent.agencies, intent.scope) == (agencies, wanted.scope)
        and (wanted.operation == "growth" or intent.years == years)
    )
    ranked = wanted.operation != "rank" or (intent.n, intent.descending) == (wanted.n, wanted.descending)
    return same and ranked and not intent.unexplained and not intent.inherited
