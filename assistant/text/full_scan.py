"""Where it is asked which agencies: every passage with words for enough of what is named, through the full-text index."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence, Set
from typing import NamedTuple

from assistant.text.wanted import Subject, alternatives
from index.tokens import grams

TELLS_ENOUGH = 0.51  # a line tells so much of what is named, by rarity
TELLING = 400  # so many passages that may tell are read
TELLING_OF_ONE = 6  # … of one agency
MOST_READ = 30_000  # full text reads no more places for a question, but for its weightiest thing

DocumentCounts = Callable[
    [Set[str]], dict[str, int]
]  # grams → in how many passages those stand that are there


class Match(NamedTuple):
    """What full text is asked for one thing that a question names."""

    words: str  # an expression of FTS5; "" where no passage has it
    weight: float
    places: int  # at most so many passages have it


def telling_passages(
    connection: sqlite3.Connection,
    subjects: Sequence[Subject],
    counts: DocumentCounts,
    where: str,
    parameters: Sequence[object],
) -> list[int]:
    """The ids of the passages of which a line may tell enough of what is named, those with most first; `where` narrows
    `passages AS p`. Fewer than TELLING are all that agencies have, but for the TELLING_OF_ONE best of each."""
    matches = [_match(alike, counts) for alike in alternatives(subjects)]
    asked = _readable(matches)
    if not asked:
        return []
    unread = sum(match.weight for match in matches if match.words) - sum(match.weight for match in asked)
    least = TELLS_ENOUGH * sum(match.weight for match in matches) - unread
    one = "SELECT rowid AS id, ? AS weight FROM passage_words WHERE passage_words MATCH ?"
    rows = connection.execute(
        f"""
        WITH telling AS (
          SELECT id, sum(weight) AS weight FROM ({" UNION ALL ".join([one] * len(asked))})
          GROUP BY id HAVING sum(weight) >= ?
        ), ranked AS (
          SELECT t.id, t.weight, row_number() OVER (PARTITION BY p.agency ORDER BY t.weight DESC, p.year DESC) AS rank
          FROM telling AS t JOIN passages AS p ON p.id = t.id WHERE {where}
        )
        SELECT id FROM ranked WHERE rank <= ? ORDER BY weight DESC, rank, id LIMIT ?""",
        [
            *(value for match in asked for value in (match.weight, match.words)),
            least,
            *parameters,
            TELLING_OF_ONE,
            TELLING,
        ],
    )
    return [number for (number,) in rows]


def _match(alike: Sequence[Subject], counts: DocumentCounts) -> Match:
    """What full text is asked for a thing, or for any of several: any word, each by all its pairs of characters."""
    words = {word for s in alike for word in (s.word, *s.also) if word}
    pairs = [{gram for gram in grams(word) if len(gram) > 1 or gram.isascii()} for word in sorted(words)]
    pairs += [set(s.grams) for s in alike if not s.word]
    there = [some for some in pairs if some and len(counts(some)) == len(some)]
    places = sum(min(counts(some).values()) for some in there)
    asked = " OR ".join(f"({_all_of(some)})" for some in there)
    return Match(asked, sum(s.weight * s.rarity for s in alike), places)


def _readable(matches: Sequence[Match]) -> list[Match]:
    """The weightiest of what full text is asked for, as many as do not stand in too many passages together."""
    read = 0
    kept: list[Match] = []
    for match in sorted(matches, key=lambda match: -match.weight):
        read += match.places
        if match.words and (read <= MOST_READ or not kept):
            kept.append(match)
    return kept


def _all_of(pairs: Set[str]) -> str:
    """What FTS5 is asked for passages with all these grams."""
    return " AND ".join(f'"{pair}"' for pair in sorted(pairs))
