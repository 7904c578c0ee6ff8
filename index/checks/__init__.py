"""All checks of one report → Problems, and what each kind of Problem is called.

A failed sum is not a parse failure: reports print wrong totals, and what is printed stays as it is. The rules are those
of the form's notes: 1 to 4 in `check_sums`, 5 and 6 in `check_years`, 7 in `check_text`; `check_values` knows what cannot
be right at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from index.checks.prose import narrative_sentences
from index.checks.sums import check_sums
from index.checks.text import check_text
from index.checks.told_scope import Context
from index.checks.values import check_values
from index.kinds import is_government
from index.problem_kinds import KINDS
from index.report import Cover, Problem, Section, Statistic


def check_report(
    statistics: Sequence[Statistic],
    cover: Cover,
    text: str,
    sections: Sequence[Section],
    tables: Sequence[tuple[int, int]],
) -> list[Problem]:
    """Every check that one report allows by itself; `tables` are the spans of the form's tables in the text."""
    values = {s.key: s for s in statistics}
    sentences = tuple(narrative_sentences(text, sections, tables))
    context = Context(cover.year, is_government(cover.agency) or cover.level in ("乡镇", "街道"))
    return [*check_sums(values), *check_values(values, cover), *check_text(values, sentences, context)]


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems as people should read them: those that put figures in doubt first."""
    rank = {kind: number for number, kind in enumerate(KINDS)}
    return tuple(sorted(problems, key=lambda problem: rank.get(problem.kind, len(rank))))
