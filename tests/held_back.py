"""The scores of the questions held back in a few numbers: which of them fail is not shown.

python -m tests.held_back FIVE CORPUS     stores of data/reports and of what `python -m tests.corpus FOLDER` writes
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from assistant.ask import Assistant
from assistant.evaluate import evaluate
from index.embedding import load_embedder
from index.store import Store

FILES = ("questions_held_back.jsonl", "questions_corpus_held_back.jsonl")


def main(stores: Sequence[Path]) -> None:
    for name, store in zip(FILES, stores, strict=True):
        show(Path(__file__).with_name(name), store)


def show(questions: Path, store: Path) -> None:
    """Print how many come out right, by language and by the kinds that fail."""
    score = evaluate(Assistant(Store.open(store), lambda: load_embedder(None)), questions)
    print(f"{questions.name}: {len(score.verdicts)} questions, {score.points} points")
    for language in ("zh", "en", ""):
        own = [v.outcome for v in score.verdicts if language in ("", v.question.language)]
        counts = Counter(own)
        right, wrong, declined = (
            f"{o} {counts[o]} ({counts[o] / len(own):.1%})" for o in ("right", "wrong", "declined")
        )
        print(f"  {language or 'all':3}  {right}  {wrong}  {declined}")
    outcomes: dict[str, Counter[str]] = defaultdict(Counter)
    for verdict in score.verdicts:
        outcomes[verdict.question.kind][verdict.outcome] += 1
    for kind, of_kind in sorted(outcomes.items()):
        if of_kind["right"] < of_kind.total():
            print(f"  {kind:14} {of_kind['right']} of {of_kind.total()} right, {of_kind['wrong']} wrong")


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
