"""Of several agencies' lines those that say what is asked: "n of m reports speak of it" counts these alone."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.text.answer_kinds import MEANT, Asked, names_numbers
from assistant.text.full_scan import TELLS_ENOUGH
from assistant.text.sentences import Sentence
from assistant.text.telling import denies, named_things, said_by, special_subjects, tells
from assistant.text.wanted import Wanted, says_little

AS_TELLING = 0.92  # an agency is quoted where its line says so much of what is asked as the best, relatively
RARER = 2  # a thing that so many times fewer passages have than the next is what it is about
OF_BEST = 0.8  # … where it is asked which agencies, of what it says and its likeness to the question
BEST_AT_MOST = 1.5  # … the best of thousands of lines being nearer than any need be


def those_that_tell(chosen: Sequence[list[Sentence]], wanted: Wanted, asked: Asked) -> list[list[Sentence]]:
    """Of the lines chosen for each agency those that say what is asked; none where none does."""
    kept = [some for some in chosen if not asked.agencies or _is_so(some, wanted, asked)]
    kept = _done(kept) if asked.done else kept
    return _as_telling(_on_the_rarest(kept, wanted, asked), wanted, asked)


def _is_so(some: Sequence[Sentence], wanted: Wanted, asked: Asked) -> bool:
    """Whether one of an agency's lines says that it is as asked: the number named, and that it was, or was not."""
    as_asked = [s for s in some if asked.negative is None or denies(s, wanted) == asked.negative]
    return any(names_numbers(s.text, asked) for s in as_asked)


def _done(chosen: list[list[Sentence]]) -> list[list[Sentence]]:
    """Where it is asked who has done something, those that have; all where none has."""
    return [some for some in chosen if not all(MEANT.search(s.text) for s in some)] or chosen


def _on_the_rarest(
    chosen: Sequence[list[Sentence]], wanted: Wanted, asked: Asked
) -> Sequence[list[Sentence]]:
    """The lines that speak of the rarest thing named, where it is by far and one does: of 错别字, in 怎么检查错别字; where it is
    asked which agencies, not of an English word, which may be rare in a sense not meant: hear, a hearing."""
    telling = (s for s in special_subjects(wanted, asked) if s.passages and not says_little(s))
    named = sorted(telling, key=lambda s: s.passages)
    either = any(subject.either for subject in named)
    foreign = asked.agencies and bool(named) and named[0].word.isascii()
    if either or foreign or len(named) < 2 or named[0].passages * RARER > named[1].passages:
        return chosen
    return [some for some in chosen if any(tells(named[0], s.text) for s in some)] or chosen


def _as_telling(chosen: Sequence[list[Sentence]], wanted: Wanted, asked: Asked) -> list[list[Sentence]]:
    """Those that say themselves as much of what is asked as the best, nearly; where it is asked which agencies, all that say
    enough of it, those that say most first."""
    said = [max(said_by(s, wanted, asked) for s in some) for some in chosen]
    if not asked.agencies or not named_things(wanted, asked):
        least = AS_TELLING * max(said, default=0.0)
        return [some for some, much in zip(chosen, said, strict=True) if much >= least]
    evident = [much + max(s.likeness for s in some) for some, much in zip(chosen, said, strict=True)]
    least = OF_BEST * min(max(evident, default=0.0), BEST_AT_MOST)
    enough = [
        (evidence, some)
        for evidence, much, some in zip(evident, said, chosen, strict=True)
        if much >= TELLS_ENOUGH and evidence >= least
    ]
    return [some for _, some in sorted(enough, key=lambda one: -one[0])]
