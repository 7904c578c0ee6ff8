"""A manuscript as plain text, in the layouts that text made from real reports has."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable

from tests.report_paper import PAGE_END, Layout, Manuscript, Place, PrintedTable, Spot


def _rows(table: PrintedTable, row_text: Callable[[list[Place]], str]) -> list[str]:
    return [row if isinstance(row, str) else row_text(row) for row in table.places() if row != PAGE_END]


def tabbed_lines(table: PrintedTable, rng: random.Random) -> str:
    """One cell a line behind a tab, an empty line after each row: four of the five real reports."""

    def row_text(places: list[Place]) -> str:
        texts = ["" if place == "above" else place.text for place in places if place != "left"]
        return "\n".join(f"\t{text}" for text in texts) + "\n"

    return "\n".join(_rows(table, row_text)) + "\n"


def bare_lines(table: PrintedTable, rng: random.Random) -> str:
    """One cell a line and nothing else, as text out of a PDF."""

    def row_text(places: list[Place]) -> str:
        return "\n".join(place.text for place in places if isinstance(place, Spot))

    return "\n".join(_rows(table, row_text)) + "\n"


def spaced_lines(table: PrintedTable, rng: random.Random) -> str:
    """One cell a line with an empty line after each."""

    def row_text(places: list[Place]) -> str:
        return "\n\n".join(place.text for place in places if isinstance(place, Spot)) + "\n"

    return "\n".join(_rows(table, row_text)) + "\n"


def tab_rows(table: PrintedTable, rng: random.Random) -> str:
    """One row a line, tabs between the cells, empty fields for merged ones."""

    def row_text(places: list[Place]) -> str:
        return "\t".join(place.text.replace("\n", "") if isinstance(place, Spot) else "" for place in places)

    return "\n".join(_rows(table, row_text)) + "\n"


def tight_tab_rows(table: PrintedTable, rng: random.Random) -> str:
    """One row a line, tabs between the cells, merged ones printed once."""

    def row_text(places: list[Place]) -> str:
        texts = [
            "" if place == "above" else place.text.replace("\n", "") for place in places if place != "left"
        ]
        return "\t".join(texts)

    return "\n".join(_rows(table, row_text)) + "\n"


def pipes(table: PrintedTable, rng: random.Random) -> str:
    """`| a | b |`, every merged place an empty one."""

    def row_text(places: list[Place]) -> str:
        texts = [place.text.replace("\n", "") if isinstance(place, Spot) else "" for place in places]
        return "| " + " | ".join(texts) + " |"

    return "\n".join(_rows(table, row_text)) + "\n"


def markdown(table: PrintedTable, rng: random.Random) -> str:
    """A Markdown table: the first row is taken for its header and ruled off."""
    width = max(len(row) for row in table.places() if not isinstance(row, str))
    lines = pipes(table, rng).splitlines()
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]]) + "\n"


def pipe_lines(table: PrintedTable, rng: random.Random) -> str:
    """One cell a line, each line closed by a `|`."""

    def row_text(places: list[Place]) -> str:
        texts = ["" if place == "above" else place.text for place in places if place != "left"]
        return "\n".join(f"{text} |" if text else "|" for text in texts) + "\n"

    return "\n".join(_rows(table, row_text)) + "\n"


TableWriter = Callable[[PrintedTable, random.Random], str]
TABLE_WRITERS: dict[str, TableWriter] = {
    writer.__name__: writer
    for writer in (
        tabbed_lines,
        bare_lines,
        spaced_lines,
        tab_rows,
        tight_tab_rows,
        pipes,
        markdown,
        pipe_lines,
    )
}


def plain_text(
    manuscript: Manuscript, table_text: TableWriter, quirks: frozenset[str], rng: random.Random
) -> bytes:
    """The manuscript as a text file."""
    pieces = ["\n".join(manuscript.front) + "\n"]
    for number, (heading, blocks) in enumerate(manuscript.parts):
        if "glued_heading" in quirks and number == 0:
            pieces[-1] = pieces[-1].rstrip("\n")
        pieces.append(heading + "\n")
        for block in blocks:
            pieces.append(
                block + "\n" if isinstance(block, str) else table_text(block, rng).rstrip("\n") + "\n\n"
            )
    return _file("".join(pieces) + "\n".join(manuscript.back) + "\n", quirks)


def _file(text: str, quirks: frozenset[str]) -> bytes:
    return (text.replace("\n", "\r\n") if "crlf" in quirks else text).encode()


# ── Markdown ──

MARKDOWN_QUIRKS = ("bold_headings", "bold_numbers", "tight_bars", "line_breaks")


def markdown_file(manuscript: Manuscript, quirks: frozenset[str], rng: random.Random) -> bytes:
    """A Markdown file as converters write it: headings with #, tables under a header row that nobody printed."""
    paragraphs = ["# " + manuscript.front[0].replace("\n", " "), *manuscript.front[1:]]
    for number, (heading, blocks) in enumerate(manuscript.parts):
        heading = heading.strip().replace("\n", "")
        marked = f"**{heading}**" if "bold_headings" in quirks else f"## {heading}"
        if "glued_heading" in quirks and number == 0:
            paragraphs[-1] += heading
        else:
            paragraphs.append(marked)
        for block in blocks:
            paragraphs.append(block if isinstance(block, str) else _markdown_table(block, quirks, rng))
    text = "\n\n".join(filter(None, (*paragraphs, *manuscript.back)))
    return _file(text + "\n", quirks)


def _markdown_table(table: PrintedTable, quirks: frozenset[str], rng: random.Random) -> str:
    """Its pieces, each under an invented header row, with the page furniture between them."""
    parts = []
    for piece in table.pieces():
        if not isinstance(piece, str):
            parts.append(_markdown_piece(piece, quirks, rng))
        elif piece != PAGE_END:
            parts.append(piece)
    return "\n\n".join(parts)


def _markdown_piece(table: PrintedTable, quirks: frozenset[str], rng: random.Random) -> str:
    edges = ("|", "|", "|") if "tight_bars" in quirks else ("| ", " | ", " |")

    def line(texts: Iterable[str]) -> str:
        return edges[0] + edges[1].join(texts) + edges[2]

    invented = rng.choice(("", "列{}", "Unnamed: {}", "Column{}"))
    lines = [
        line(invented.format(number) for number in range(1, table.width + 1)),
        line(["---"] * table.width),
    ]
    lines += _rows(table, lambda places: line(_markdown_text(place, quirks, rng) for place in places))
    return "\n".join(lines)


def _markdown_text(place: Place, quirks: frozenset[str], rng: random.Random) -> str:
    if not isinstance(place, Spot):
        return ""
    text = place.text.replace("\n", "<br>" if "line_breaks" in quirks else "")
    if "bold_numbers" in quirks and text.isdigit() and rng.random() < 0.3:
        return f"**{text}**"
    return text


def _text_layout(table_text: TableWriter) -> Layout:
    return Layout(".txt", lambda manuscript, quirks, rng: plain_text(manuscript, table_text, quirks, rng))


LAYOUTS = {name: _text_layout(writer) for name, writer in TABLE_WRITERS.items()} | {
    "md": Layout(".md", markdown_file, MARKDOWN_QUIRKS, ruled=True)
}
