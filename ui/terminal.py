"""Answers, parse results and problems as text for a terminal."""

from __future__ import annotations

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TextIO

from assistant.conversation import Answer, Citation, Language, Result
from assistant.labels import english_label
from index.problem_kinds import KINDS
from ui.words import cell_labels, column_label, column_unit, short_label, show_number, table_of

if TYPE_CHECKING:
    from assistant.guard import Rows
    from index.build import BuildSummary, Skipped

LONGEST_SHOWN = 120  # characters of a text in a table
SHOWN_ROWS = 20  # of a result; --json has them all
BOLD, FAINT, YELLOW = "1", "2", "33"


def has_color(stream: TextIO) -> bool:
    """Whether colours would be seen as colours."""
    return stream.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def paint(text: str, code: str, color: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if color else text


# An answer


def answer_to_text(answer: Answer, *, sql: bool = False, color: bool = False) -> str:
    """The answer, its table, what to mind, the choices, the sources and, asked for, the SQL."""
    words = WORDS[answer.language]
    blocks = [
        markdown_to_text(answer.answer, color),
        result_to_text(answer.result, answer.language) if answer.result else "",
        "\n".join(paint(f"! {markdown_to_text(caveat, False)}", YELLOW, color) for caveat in answer.caveats),
        "\n".join(f"  → {choice.question}" for choice in answer.choices),
        titled(words["sources"], citation_lines(answer, color), color),
        titled("SQL", sql_lines(answer), color) if sql else "",
    ]
    return "\n\n".join(block for block in blocks if block)


WORDS = {
    "zh": {"sources": "来源", "more": "另有 {} 行，--json 列出全部"},
    "en": {"sources": "Sources", "more": "{} more rows; --json gives them all"},
}


def titled(title: str, lines: Sequence[str], color: bool) -> str:
    return "\n".join([paint(title, BOLD, color), *lines]) if lines else ""


def citation_lines(answer: Answer, color: bool) -> list[str]:
    """Each citation with its number: the words it quotes, and the file and characters where they stand."""
    return [
        line
        for number, cited in enumerate(answer.citations, 1)
        for line in (
            f"[{number}] {cited.agency} {cited.year}{place(cited, answer.language)} “{flat(cited.quote)}”",
            paint(
                f"    {cited.file}{printed_page(cited, answer.language)}:{cited.start}-{cited.end}",
                FAINT,
                color,
            ),
        )
    ]


def flat(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def printed_page(cited: Citation, language: Language) -> str:
    """The page of the printed document, where it has pages."""
    if cited.page is None:
        return ""
    return f" p. {cited.page} " if language == "en" else f" 第 {cited.page} 页 "


def place(cited: Citation, language: Language) -> str:
    """Part, row and column of a citation, as far as it has them, in the form's words or in English."""
    part = f" · {cited.part}" if cited.part else ""
    table = table_of(cited)
    if table is None or cited.row is None:
        return part
    if language == "en":
        return f"{part} · {english_label(cited.row)} › {english_label(cited.column or '')}"
    row, column = cell_labels(table, cited.row, cited.column or "")
    return f"{part} · {short_label(row)} › {column}"


def sql_lines(answer: Answer) -> list[str]:
    if not answer.sql:
        return []
    return [answer.sql, *(f"  ?{n} = {value!r}" for n, value in enumerate(answer.parameters, 1))]


def markdown_to_text(markdown: str, color: bool) -> str:
    """Markdown without its signs; what is strong stays so where there are colours.

    >>> markdown_to_text("**21** 件 [1]，见 `amount`", color=False)
    '21 件 [1]，见 amount'
    """
    text = re.sub(r"\*\*(.+?)\*\*", lambda strong: paint(strong[1], BOLD, color), markdown)
    text = re.sub(r"`([^`]*)`", r"\1", text)
    text = re.sub(r"^#+ ", "", text, flags=re.MULTILINE)
    return re.sub(r"\\([\\`*_{}\[\]()#+.!|<>-])", r"\1", text).strip()


# Tables


def result_to_text(result: Result, language: Language) -> str:
    """The rows of a result under their names; "" where the answer's own sentence says it all."""
    if len(result.rows) < 2:
        return ""
    units = [column_unit(code, result) for code in result.columns]
    head = [column_label(code, language) for code in result.columns]
    shown = [
        [show_value(value, unit) for value, unit in zip(row, units, strict=True)]
        for row in result.rows[:SHOWN_ROWS]
    ]
    numeric = [any(isinstance(row[i], int | float) for row in result.rows) for i in range(len(head))]
    left = len(result.rows) - len(shown)
    note = [WORDS[language]["more"].format(left)] if left else []
    return "\n".join([*table_lines([head, *shown], numeric), *note])


def show_value(value: Any, unit: str | None) -> str:
    if value is None:
        return "–"
    if not isinstance(value, int | float):
        return str(value)
    return str(value) if unit is None and isinstance(value, int) else show_number(value, unit)


def rows_to_text(found: Rows) -> str:
    """What a query in SQL got back, and what its table does not show: rows beyond the limit, NULLs, ends of texts."""
    if not found.rows:
        return "no rows"
    shown = [[show_plain(value) for value in row] for row in found.rows]
    numeric = [
        any(isinstance(value, int | float) for value in column) for column in zip(*found.rows, strict=True)
    ]
    head = [show_plain(name) for name in found.columns]
    nulls = sum(value is None for row in found.rows for value in row)
    notes = [
        many(len(found.rows), "row") + (" shown, and there are more" if found.cut else ""),
        f"{many(nulls, 'empty place')}: NULL" if nulls else "",
        "long texts end in …; --json has them whole"
        if any(t.endswith("…") for row in shown for t in row)
        else "",
    ]
    return "\n".join([*table_lines([head, *shown], numeric), "", "; ".join(note for note in notes if note)])


def show_plain(value: Any) -> str:
    """A value of any query on one line.

    >>> show_plain(None), show_plain(21), show_plain(9299082.0), show_plain(1 / 3), show_plain("a\\n b")
    ('', '21', '9299082', '0.333333333333333', 'a b')
    """
    if value is None:
        return ""
    if isinstance(value, int | float):
        return f"{value:.15g}" if isinstance(value, float) else str(value)
    text = "".join(c if c.isprintable() else " " for c in str(value))
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_SHOWN else line[: LONGEST_SHOWN - 1] + "…"


def published_to_text() -> str:
    """The tables that may be asked in SQL, with their columns."""
    from index.published import published_tables, told

    lines = []
    for table in published_tables().values():
        size = max(len(column.name) for column in table.columns)
        lines += [f"{table.name}  {table.about}".rstrip()]
        lines += [
            f"  {column.name:<{size}}  {column.type.lower():<7}  {told(table, column)}".rstrip()
            for column in table.columns
        ]
        lines.append("")
    return "\n".join(
        [*lines, "Money is in 元, everything else in pieces; NULL is a cell that holds no number."]
    )


def table_lines(rows: Sequence[Sequence[str]], numeric: Sequence[bool]) -> list[str]:
    """Rows in columns; a Chinese character is two wide.

    >>> table_lines([["机关", "n"], ["a", "12"]], [False, True])
    ['机关   n', '----  --', 'a     12']
    """
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    padded = [
        [pad(text, size, right) for text, size, right in zip(row, widths, numeric, strict=True)]
        for row in rows
    ]
    padded.insert(1, ["-" * size for size in widths])
    return ["  ".join(row).rstrip() for row in padded]


def pad(text: str, size: int, right: bool = False) -> str:
    space = " " * (size - width(text))
    return space + text if right else text + space


def width(text: str) -> int:
    """How many places a text takes on a terminal.

    >>> width("局a"), width("…")
    (3, 1)
    """
    return sum(character_width(c) for c in text)


def character_width(c: str) -> int:
    if unicodedata.combining(c):
        return 0
    return 2 if unicodedata.east_asian_width(c) in "WF" else 1


# What `parse` and `check` found


def parse_to_text(found: Mapping[str, Any]) -> str:
    """One report at a glance: who and when, how many cells are in which state, its parts, its problems."""
    region = " ".join(dict.fromkeys(name for name in found["region"].values() if name))
    states = Counter((cell["table"], cell["state"]) for cell in found["statistics"])
    rows = [["table", *STATES]] + [
        [table, *(str(states[table, state]) for state in STATES)] for table in unique(t for t, _ in states)
    ]
    form = f"form of {found['edition']}" if found["edition"] else "no table of the form"
    blocks = [
        f"{found['agency'] or 'no agency'}  {found['year'] or 'no year'}\n{region or 'no region'} · {form}",
        "\n".join(table_lines(rows, [False, *[True] * len(STATES)])),
        "\n".join(section["title"] for section in found["sections"]),
        "\n".join(f"! {problem['message']} ({problem['kind']})" for problem in found["problems"]),
    ]
    return "\n\n".join(block for block in blocks if block)


STATES = ("number", "blank", "na", "text", "missing")


def problems_to_text(problems: Sequence[Mapping[str, Any]]) -> str:
    """The problems by report, and how many of each kind there are."""
    if not problems:
        return "No problems were found."
    by_report: dict[str, list[str]] = {}
    for problem in problems:
        by_report.setdefault(problem["report"], []).append(f"  {problem['message']} ({problem['kind']})")
    reports = [line for report, lines in by_report.items() for line in (report, *lines)]
    kinds = dict(Counter(problem["kind"] for problem in problems).most_common())
    told = f"{many(len(problems), 'problem')} in {many(len(by_report), 'report')}:"
    return "\n".join([*reports, "", told, *kind_lines(kinds)])


def _name_of(kind: str) -> str:
    """What a kind of problem is called; one that only another version knows keeps its code."""
    return KINDS[kind].zh if kind in KINDS else kind


def kind_lines(kinds: Mapping[str, int]) -> list[str]:
    """Each kind of problem with how often it was found, in plain words."""
    size = max((len(str(count)) for count in kinds.values()), default=0)
    return [f"  {count:>{size}} × {_name_of(kind)} ({kind})" for kind, count in kinds.items()]


def many(count: int, what: str) -> str:
    """
    >>> many(1, "report"), many(1200, "report")
    ('1 report', '1,200 reports')
    """
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def unique(values: Iterable[Any]) -> list[Any]:
    """Each value once, in the order met."""
    return list(dict.fromkeys(values))


# What `build` did

NAMED_FILES = 3  # of those left out for one reason; --verbose names all
NAMED_KINDS = 5


def removed_lines(summary: BuildSummary, verbose: bool) -> list[str]:
    """The files that were indexed and are gone."""
    if verbose or len(summary.removed) <= 2 * NAMED_FILES:
        return [f"  removed {file}" for file in summary.removed]
    return [f"  removed {files_told(summary.removed)}"]


def skipped_lines(summary: BuildSummary, verbose: bool) -> list[str]:
    """The files left out with the reason of each; many with the same reason stand on one line."""
    groups: dict[str, list[Skipped]] = {}
    for skipped in summary.skipped:
        groups.setdefault(skipped.group, []).append(skipped)
    lines = []
    for group, members in groups.items():
        if verbose or len(members) <= NAMED_FILES:
            lines += [f"  skipped {member.file}: {member.why}" for member in members]
        else:
            lines.append(f"  skipped {files_told([member.file for member in members])}: {group}")
    if any(line.count(" files (") for line in lines) and not verbose:
        lines.append("  --verbose names every file and the reason in full")
    again = sum(skipped.again for skipped in summary.skipped)
    if again:
        lines.append(
            f"  {again} of {len(summary.skipped)} skipped as before: they have not changed since, "
            "and were not read again (--force reads them)"
        )
    return lines


def files_told(files: Sequence[str]) -> str:
    return f"{len(files):,} files ({', '.join(files[:NAMED_FILES])}, …)"


def found_lines(summary: BuildSummary, verbose: bool) -> list[str]:
    """The problems in the reports that were read: the most frequent kinds."""
    if not summary.problems:
        return []
    kinds = list(summary.problems.items())
    shown = dict(kinds if verbose else kinds[:NAMED_KINDS])
    left = sum(summary.problems.values()) - sum(shown.values())
    told = f"{many(sum(summary.problems.values()), 'problem')} found in {many(len(summary.indexed), 'report')} read:"
    more = [f"  and {left:,} of {many(len(kinds) - len(shown), 'other kind')}"] if left else []
    return [told, *kind_lines(shown), *more, "`gongkai check` lists them by report"]
