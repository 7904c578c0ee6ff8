"""Kinds of bodies in a question's words: which kind a word names, and whether all its bodies are meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from assistant import patterns
from assistant.bodies import either_kind, is_kind_cue, kind_named, levels_of, sort_of, with_default_sort
from assistant.understanding.words.mentions import Mention

PLACE_WORDS = (
    "district",
    "county",
    "city",
    "municipality",
)  # one of them alone is no kind, several are: districts
OWN_BODY = (  # whose it is only an agency named tells
    r"(?:(?:咱|我|你)们?|贵)(?:局|委(?!托)|厅|单位|机关)|(?<![样基根资])本(?:局|委(?!托)|厅|单位)"
)
OF_ANY_BODY = (  # of education: the commissions as well as the bureaus
    r" (?:(?:government|public|state) )?"
    r"(?:authorit(?:y|ies)|offices?|bod(?:y|ies)|departments?|agenc(?:y|ies)|organs?|units?|institutions?|organi[sz]ations?)$"
)
AND = r"\s*(?:[、和与及跟,]|以及|还有|,? and )\s*(?:the |all )?"
_ALL_OF_THEM = r"(?:各|每个|每家|所有的?|全部的?|全体|(?<!哪)[这那]?几[个家所]|\ball(?: the)?|\bevery|\beach(?: of the)?)\s*$"


def kind_of(mention: Mention) -> str:
    """The kind of body a word names: 区政府, subdistricts; "all" for none, and for the city of Suzhou city."""
    if mention.text in PLACE_WORDS:
        return "all"
    return kind_named(code for code in mention.codes("cue") if is_kind_cue(code))


def kind_said(mentions: Sequence[Mention], cues: Iterable[str], text: str) -> str:
    """The kind that a question speaks of: what its words name together, or either of two that are set side by side
    (区政府和市局)."""
    said = _kinds_in_order(mentions, text)
    for (_, end, one), (start, _, other) in pairwise(said):
        apart = sort_of(one) != sort_of(other) and "all" not in (sort_of(one), sort_of(other))
        if apart and levels_of(other) and patterns.fullmatch(AND, text[end:start]):
            return either_kind([one, other])
    return with_default_sort(kind_named(cues))


def kinds_told_apart(mentions: Sequence[Mention], text: str) -> list[str]:
    """The second of two kinds that are no one kind together: a district government …, and how many a municipal bureau."""
    return [
        text[start:end]
        for (_, before, one), (start, end, other) in pairwise(_kinds_in_order(mentions, text))
        if levels_of(one) and levels_of(other) and sort_of(one) != sort_of(other)
        if "all" not in (sort_of(one), sort_of(other)) and not patterns.fullmatch(AND, text[before:start])
    ]


def _kinds_in_order(mentions: Sequence[Mention], text: str) -> list[tuple[int, int, str]]:
    """Where kinds are named, and which; words that stand together name one: 市级 and 部门."""
    found: list[tuple[int, int, list[str]]] = []
    for mention in mentions:
        if kind_of(mention) == "all":
            continue
        codes = [code for code in mention.codes("cue") if is_kind_cue(code)]
        if found and not text[found[-1][1] : mention.start].strip():
            start, _, before = found.pop()
            codes = before + codes
        else:
            start = mention.start
        found.append((start, mention.end, codes))
    return [(start, end, kind_named(codes)) for start, end, codes in found]


def is_said_of_all(mention: Mention, text: str) -> bool:
    """Whether a kind is meant with all its bodies: 各委办局, district governments."""
    return says_all(mention) or is_plural(mention.text) or follows_all(mention, text)


def follows_all(mention: Mention, text: str) -> bool:
    """Whether 所有, each of the … stands right before a word."""
    return patterns.search(_ALL_OF_THEM, text[: mention.start]) is not None


def says_all(mention: Mention) -> bool:
    """Whether a word says by itself that all are meant: 各区."""
    return mention.has("cue", "each") or mention.text.startswith("各")


def is_chinese_plural(mention: Mention, kind: str) -> bool:
    """南京市级部门: 部门 are several where no word says which one."""
    return sort_of(kind) == "departments" and not mention.text.isascii()


def is_plural(text: str) -> bool:
    """education bureaus, governments; never a Chinese word."""
    return text.isascii() and text.endswith("s") and not text.endswith(("ss", "'s"))


def ends_a_name(mention: Mention) -> bool:
    """局, 政府, which end a name whose words before it are unknown: 教育局; never 省级政府, 部门 or 各局."""
    no_name = "级" in mention.text or mention.text.endswith(("部门", "机关")) or says_all(mention)
    return kind_of(mention) != "all" and not mention.text.isascii() and not no_name
