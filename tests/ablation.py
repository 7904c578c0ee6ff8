"""What each step of the search adds, on tests/questions_text.jsonl; then the held-back file's totals.

python -m tests.ablation FIVE CORPUS     stores of data/reports and of what `python -m tests.corpus FOLDER` writes

Passages are searched as the engine does it, with single steps left out. `BM25` is the textbook's ranking by the grams
of the question as asked, for comparison. Of the held-back questions totals are shown and no more: nothing is tuned on
them.
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from assistant.ask import Assistant
from assistant.evaluate import Question, evaluate, gold_spans, read_questions
from assistant.evaluate_text import TextScore, TextVerdict, first_rank, measures, text_score
from assistant.text.passages import PassagesRoute
from assistant.text.retrieval import PassageFinder, Steps
from assistant.text.wanted import Found, Place
from assistant.understanding.understand import understand
from index.embedding import load_embedder
from index.store import Store
from index.tokens import grams

FOLDER = Path(__file__).parent
DEVELOPMENT, HELD_BACK = FOLDER / "questions_text.jsonl", FOLDER / "questions_text_held_back.jsonl"
SEARCHES: dict[str, Steps] = {
    "full text alone": Steps(
        vectors=False, glossary=False, narrowing=False, headings=False, parts=False, sentences=False
    ),
    "vectors alone": Steps(
        words=False, glossary=False, narrowing=False, headings=False, parts=False, sentences=False
    ),
    "both, fused": Steps(glossary=False, narrowing=False, headings=False, parts=False, sentences=False),
    "fused + glossary": Steps(narrowing=False, headings=False, parts=False, sentences=False),
    "fused + narrowing": Steps(glossary=False, headings=False, parts=False, sentences=False),
    "everything": Steps(),
    "without full text": Steps(words=False),
    "without vectors": Steps(vectors=False),
    "without glossary": Steps(glossary=False),
    "without narrowing": Steps(narrowing=False),
    "without headings": Steps(headings=False),
    "without parts": Steps(parts=False),
    "without sentences": Steps(sentences=False),
}
Search = Callable[[str, Question], list[Found]]  # (store's name, question) → passages


def main(stores: dict[str, Path]) -> None:
    embedder = load_embedder(None)
    assistants = {name: Assistant(Store.open(path), lambda: embedder) for name, path in stores.items()}
    print("| search | r@1 | r@3 | r@5 | MRR | r@5 zh | r@5 en |\n|---|---|---|---|---|---|---|")
    print(_row("BM25 of the question alone", _ranks(assistants, lambda s, q: plain_bm25(assistants[s], q))))
    for name, steps in SEARCHES.items():
        print(_row(name, _ranks(assistants, lambda s, q, steps=steps: found(assistants[s], q, steps))))  # type: ignore[misc]
    for file in (DEVELOPMENT, HELD_BACK):
        print(f"\n{file.name}")
        print(_answered(assistants, file))


def found(assistant: Assistant, question: Question, steps: Steps) -> list[Found]:
    """What `Assistant.passages_for` finds, with steps left out."""
    intent = understand(question.question, assistant.vocabulary, assistant.directory, list(question.history))
    finder = PassageFinder(assistant.store, lambda: assistant.passages.finder.embedder, steps)
    return PassagesRoute(finder).find(intent)


def plain_bm25(assistant: Assistant, question: Question) -> list[Found]:
    """The passages that BM25 ranks first for all grams of the question as asked."""
    scores: Counter[Place] = Counter()
    places = _counted(assistant)
    length = sum(sum(counts.values()) for counts in places.values()) / len(places)
    for gram in set(grams(question.question)):
        having = [place for place, counts in places.items() if gram in counts]
        rarity = math.log(1 + (len(places) - len(having) + 0.5) / (len(having) + 0.5))
        for place in having:
            times, size = places[place][gram], sum(places[place].values())
            scores[place] += rarity * times * 2.2 / (times + 1.2 * (0.25 + 0.75 * size / length))  # type: ignore[assignment]
    return [Found(place, score, 0.0) for place, score in scores.most_common(12)]


@cache
def _counted(assistant: Assistant) -> dict[Place, Counter[str]]:
    return {place: Counter(grams(place.text)) for place in assistant.passages.finder.places()}


def _ranks(assistants: dict[str, Assistant], search: Search) -> Iterator[TextVerdict]:
    for question in read_questions(DEVELOPMENT):
        if question.quote:
            spans = list(gold_spans(question, assistants[question.store].store.connection))
            rank = first_rank(spans, search(question.store, question))
            yield TextVerdict(question, True, rank, False, False, 0, 0)


def _row(name: str, verdicts: Iterator[TextVerdict]) -> str:
    asked = list(verdicts)
    by_language = [[v for v in asked if v.question.language == language] for language in ("zh", "en")]
    of = measures(asked)
    cells = [of["recall@1"], of["recall@3"], of["recall@5"], of["mrr"]]
    cells += [measures(some)["recall@5"] for some in by_language]
    return f"| {name} | " + " | ".join(f"{cell:.3f}" for cell in cells) + " |"


def _answered(assistants: dict[str, Assistant], file: Path) -> str:
    verdicts: list[TextVerdict] = []
    for name, assistant in assistants.items():
        score = text_score(assistant, evaluate(assistant, file, name).verdicts)
        verdicts += score.verdicts if score else ()
    shown = str(TextScore(tuple(verdicts))).splitlines()
    return "\n".join(line for line in shown if file == DEVELOPMENT or not line.startswith("asks"))


if __name__ == "__main__":
    five, corpus = map(Path, sys.argv[1:])
    main({"five": five, "corpus": corpus})
