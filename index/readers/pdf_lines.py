"""The printed lines of a PDF's page: characters put together as they stand, spaces and raised marks told from where they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from index.characters import unify_radicals

Box = tuple[float, float, float, float]  # x0, top, x1, bottom
Char = dict[str, Any]

RAISED = 0.9  # of its line's size: a smaller character off the line's middle is raised or lowered


@dataclass(frozen=True)
class Line:
    """One printed line outside the tables."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float  # of its characters


def centre(char: Char) -> tuple[float, float]:
    return (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2


def within(char: Char, box: Box) -> bool:
    x, y = centre(char)
    return box[0] <= x < box[2] and box[1] <= y < box[3]


def runs_of(chars: Sequence[Char], split: bool = True) -> list[list[Char]]:
    """Characters by printed line, left to right; with `split`, a wide gap begins another run."""
    runs: list[list[Char]] = []
    for line in _lines(chars):
        runs += (
            _split_at_gaps(sorted(line, key=lambda char: char["x0"]))
            if split
            else [sorted(line, key=lambda c: c["x0"])]
        )
    return runs


def _lines(chars: Sequence[Char]) -> list[list[Char]]:
    """Characters whose middles are less than half of the larger one's height apart, from top to bottom."""
    lines: list[list[Char]] = []
    for char in sorted(chars, key=lambda char: (char["top"] + char["bottom"]) / 2):
        if lines and centre(char)[1] - centre(lines[-1][0])[1] < 0.45 * max(
            char["size"], lines[-1][0]["size"]
        ):
            lines[-1].append(char)
        else:
            lines.append([char])
    return lines


def _split_at_gaps(line: list[Char]) -> list[list[Char]]:
    """Where more than two characters' room is free, a table without ruling lines begins its next cell."""
    runs = [[line[0]]]
    for before, char in pairwise(line):
        if char["x0"] - before["x1"] > 2 * max(before["size"], char["size"]):
            runs.append([])
        runs[-1].append(char)
    return runs


def run_text(run: Sequence[Char]) -> str:
    """The characters with a space where the print leaves one, and where digits change their size.

    A raised mark behind a number is put in brackets.
    """
    text = unify_radicals(run[0]["text"])
    raised = False
    for before, char in pairwise(run):
        if _is_raised(char, run) != raised:
            raised = not raised
            text += "[" if raised else "]"
        gap = char["x0"] - before["x1"]
        if (
            before["text"].isdigit()
            and char["text"].isdigit()
            and char["size"] < RAISED * before["size"]
            and not raised
        ):
            text += " "
        elif gap > 0.2 * min(before["size"], char["size"]):
            text += " " if before["text"].isascii() or char["text"].isascii() or gap > char["size"] else ""
        text += unify_radicals(char["text"])
    return text + "]" * raised


def _is_raised(char: Char, run: Sequence[Char]) -> bool:
    """Smaller than the rest of its line and off its middle: a note, or an index."""
    size, middle = max((other["size"], centre(other)[1]) for other in run)
    return bool(char["size"] < RAISED * size and abs(centre(char)[1] - middle) > 0.08 * size)


def line_of(run: Sequence[Char]) -> Line:
    return Line(
        run_text(run),
        min(char["x0"] for char in run),
        max(char["x1"] for char in run),
        min(char["top"] for char in run),
        max(char["bottom"] for char in run),
        max(char["size"] for char in run),
    )
