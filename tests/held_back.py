"""The score of tests/questions_corpus_held_back.jsonl in a few numbers: which of its questions fail is not shown.

python -m tests.held_back STORE     a store of what `python -m tests.corpus FOLDER` writes
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from pathlib import Path

from assistant.ask import Assistant
from assistant.evaluate import evaluate
from index.embedding import load_embedder
from index.store import Store

QUESTIONS = Path(__file__).parent / "questions_corpus_held_back.jsonl"


def main(store: Path) -> None:
    score = evaluate(Assistant(Store.open(store), lambda: load_embedder(None)), QUESTIONS)
    print(f"{QUESTIONS.name}: {len(score.verdicts)} questions, {score.points} points")
    for language in ("zh", "en", ""):
        right, wrong, declined = (score.share(o, language) for o in ("right", "wrong", "declined"))
        print(f"  {language or 'all':3}  right {right:.1%}  wrong {wrong:.1%}  declined {declined:.1%}")
    outcomes: dict[str, Counter[str]] = defaultdict(Counter)
    for verdict in score.verdicts:
        outcomes[verdict.question.kind][verdict.outcome] += 1
    for kind, counts in sorted(outcomes.items()):
        if counts["right"] < counts.total():
            print(f"  {kind:14} {counts['right']} of {counts.total()} right, {counts['wrong']} wrong")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
