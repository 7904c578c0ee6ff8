"""Rule 7: what the narrative tells against what the tables print, and against itself → Problems."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from index.checks.prose import Sentence
from index.checks.sums import MOST_ALIKE, Key, Values, add_up, is_number, short_label
from index.checks.told import CARRIED_IN, Claim, Published, Sum, published_claims, sentence_claims
from index.checks.told_scope import Context
from index.form import APPLICANTS, label_of
from index.report import Problem


class Words(NamedTuple):
    """The same in Chinese and in English."""

    zh: str
    en: str


_TABLE_NAMES = {
    "disclosure": Words("表二", "table 2"),
    "applications": Words("表三", "table 3"),
    "disputes": Words("表四", "table 4"),
}
_RESULTS = ("upheld", "corrected", "other", "pending")


def check_text(values: Values, sentences: Sequence[Sentence], context: Context) -> list[Problem]:
    """Everything the text says that the tables, or the text elsewhere, contradict."""
    claims = [claim for sentence in sentences for claim in sentence_claims(sentence, context)]
    return [
        *_text_against_table(values, claims),
        *_received_twice(values, claims),
        *_published_twice(published_claims(sentences, context)),
    ]


# ── text against table ───────────────────────────────────────────────────────────────────────────


def _text_against_table(values: Values, claims: Sequence[Claim]) -> list[Problem]:
    found: dict[tuple[float, tuple[Sum, ...]], Problem] = {}
    wrong_whole = False
    for claim in claims:
        if claim.kind == "applicant" and wrong_whole:
            continue  # the part of a whole that is of something else
        told = _contradiction(values, claim)
        if claim.kind != "applicant":
            wrong_whole = told is not None
        told = told or _wrong_percent(values, claim)
        if told:
            cells = tuple(dict.fromkeys(key for keys in claim.sums for key in keys if key in values))
            found.setdefault((claim.told, claim.sums), Problem("text_table", told.zh, cells, told.en))
    problems = list(found.values())
    if len(problems) <= MOST_ALIKE:
        return problems
    words = "；".join(problem.message.removeprefix("正文说") for problem in problems)
    words_en = "; ".join(problem.message_en.removeprefix("the text says ") for problem in problems)
    cells = tuple(dict.fromkeys(cell for problem in problems for cell in problem.cells))
    head = f"正文有 {len(problems)} 处数字与表格不一致："
    head_en = f"the text differs from the tables in {len(problems)} places: "
    return [Problem("text_table", head + words, cells, head_en + words_en)]


def _contradiction(values: Values, claim: Claim) -> Words | None:
    """In words how the table differs from what the text tells; None where it does not, or where that is not sure."""
    known = _known(values, claim)
    if not known:
        return None
    numbers = {number for _, both in known for number in both}
    if claim.at_most:
        if claim.told <= max(numbers):
            return None
    elif any(abs(claim.told - number) < claim.step for number in numbers):
        return None
    printed = [_say_sum(values, keys, both[0]) for keys, both in known]
    table = _TABLE_NAMES[claim.sums[0][0][0]]
    return Words(
        f"正文说“{claim.words}”，{table.zh}{'，'.join(words.zh for words in printed)}",
        f"the text says “{claim.words}”, {table.en} {', '.join(words.en for words in printed)}",
    )


def _known(values: Values, claim: Claim) -> list[tuple[Sum, list[float]]]:
    """The sums the claim may mean that this report's form has; none where one of them cannot be computed."""
    known = []
    for number, keys in enumerate(claim.sums):
        own = tuple(key for key in keys if key in values)
        if not own:
            continue
        both = _both_ways(values, own)
        if both is None or (not number and not both):
            return []
        known += [(own, both)] if both else []
    return known


def _both_ways(values: Values, keys: Sum) -> list[float] | None:
    """A sum as its totals are printed, and as their parts add up; [] where all is blank, None where something is lost."""
    if any(values[key].state in ("missing", "text") for key in keys):
        return None
    parts = [part for key in keys for part in _parts(key) if part in values]
    found = []
    if any(is_number(values, key) for key in keys) and not _blank_totals(values, keys):
        found.append(add_up(values, keys))
    if any(is_number(values, part) for part in parts):
        found.append(add_up(values, parts))
    return [number for number in found if number is not None]


def _blank_totals(values: Values, keys: Sum) -> bool:
    """Whether a total is left blank though its parts are printed."""
    return any(
        not is_number(values, key) and any(is_number(values, part) for part in _parts(key)) for key in keys
    )


def _parts(key: Key) -> list[Key]:
    table, row, column = key
    if column != "total":
        return []
    return [(table, row, part) for part in (APPLICANTS if table == "applications" else _RESULTS)]


def _say_sum(values: Values, keys: Sum, number: float) -> Words:
    names = [short_label(table, row) for table, row, _ in keys]
    columns = list(dict.fromkeys(label_of(table, column=column) for table, _, column in keys))
    if len(keys) == 1:
        cell = values[keys[0]]
        raw = cell.raw if is_number(values, keys[0]) and cell.value == number and cell.raw else f"{number:g}"
        return Words(
            f"“{names[0]}·{columns[0]}”印作 {raw}", f"prints {raw} for `{keys[0][1]}`, `{keys[0][2]}`"
        )
    codes = list(dict.fromkeys(f"`{row}`" for _, row, _ in keys))
    if len(keys) <= 3 and len(columns) == 1:
        column, code = ("", "") if keys[0][2] == "total" else (columns[0], f", `{keys[0][2]}`")
        return Words(
            f"“{' + '.join(dict.fromkeys(names))}”{column}合计 {number:g}",
            f"makes {number:g} for {' + '.join(codes)}{code}",
        )
    rows = list(dict.fromkeys(names))
    if len(rows) == 1:
        return Words(
            f"“{rows[0]}·法人或其他组织”合计 {number:g}", f"makes {number:g} for {codes[0]}, `organisations`"
        )
    return Words(
        f"“{rows[0]}”至“{rows[-1]}”各行合计 {number:g}", f"makes {number:g} for {codes[0]} to {codes[-1]}"
    )


# ── percentages ──────────────────────────────────────────────────────────────────────────────────

_WHOLES: tuple[Sum, ...] = tuple(
    tuple(("applications", row, "total") for row in rows)
    for rows in (("concluded",), ("received",), ("received", "carried_in"))
)


def _wrong_percent(values: Values, claim: Claim) -> Words | None:
    """占33.9% beside a figure the table confirms: the share of any whole it could be of."""
    if claim.percent is None or claim.at_most or claim.kind not in ("outcome", "applicant"):
        return None
    percent, step = claim.percent
    wholes = [_both_ways(values, keys) for keys in _WHOLES if all(key in values for key in keys)]
    bases = {number for both in wholes for number in both or () if number}
    if not bases or any(both is None for both in wholes) or len(wholes) < len(_WHOLES):
        return None
    shares = sorted(100 * claim.told / base for base in bases)
    if any(abs(share - percent) < step * 1.001 for share in shares):
        return None
    if claim.kind == "applicant" and any(abs(percent - 100 * claim.told / n) < step for n in _others(values)):
        return None
    said = dict.fromkeys(f"{claim.told:g}÷{base:g}={100 * claim.told / base:.2f}%" for base in sorted(bases))
    return Words(
        f"正文说“{claim.words}”占 {percent:g}%，按表三是 {'或'.join(said)}",
        f"the text says “{claim.words}” are {percent:g}%, by table 3 it is {' or '.join(said)}",
    )


def _others(values: Values) -> list[float]:
    """Every other count a share of applicants could be of."""
    totals = [values[key].value for key in values if key[0] == "applications" and key[2] == "total"]
    return [number for number in totals if number]


# ── text against text ────────────────────────────────────────────────────────────────────────────


def _received_twice(values: Values, claims: Sequence[Claim]) -> list[Problem]:
    """Applications received told twice, where the table itself says nothing that could decide."""
    told: dict[float, str] = {}
    for claim in claims:
        if (
            claim.kind == "received"
            and not claim.words.removeprefix("共").startswith(("受理", "新增"))
            and not _known(values, claim)
        ):
            told.setdefault(claim.told, claim.words)
    carried = {claim.told for claim in claims if claim.sums == (CARRIED_IN,)}
    if len(told) < 2 or max(told) - min(told) in carried:
        return []
    quotes = [f"“{words}”" for words in told.values()]
    words = f"正文对收到申请的件数说法不一：{'；'.join(quotes)}"
    english = f"the text tells different numbers of applications received: {'; '.join(quotes)}"
    return [Problem("text_text", words, message_en=english)]


def _published_twice(claims: Sequence[Published]) -> list[Problem]:
    """主动公开信息 334 条 of one website, and 285 条 of everything: two wholes differ, or a part is more than the whole."""
    for unit in dict.fromkeys(claim.unit for claim in claims):
        wholes = {c.told: c.words for c in reversed(claims) if c.unit == unit and c.whole}
        if not wholes:
            continue
        most = max(wholes)
        larger = {
            c.told: c.words for c in reversed(claims) if c.unit == unit and not c.whole and c.told > most
        }
        if len(wholes) + len(larger) < 2:
            continue
        told = {
            c.told: c.words
            for c in reversed(claims)
            if c.unit == unit and (c.told in wholes or c.told in larger)
        }
        in_order = [told[n] for n in dict.fromkeys(c.told for c in claims) if n in told]
        quotes = [f"“{words}”" for words in in_order]
        words = f"正文对主动公开的条数说法不一：{'；'.join(quotes)}"
        english = f"the text tells different numbers of items published: {'; '.join(quotes)}"
        return [Problem("text_text", words, message_en=english)]
    return []
