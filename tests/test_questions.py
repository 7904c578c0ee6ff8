"""Every question of data/questions.jsonl reaches its gold over the real store, but for the few listed as not yet right.

The held-back file is scored as a whole and by language, and nothing is ever tuned on it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.ask import Assistant
from assistant.evaluate import Question, evaluate, judge, read_questions

ROOT = Path(__file__).parent.parent
QUESTIONS = read_questions(ROOT / "data" / "questions.jsonl")
HELD_BACK = ROOT / "tests" / "questions_held_back.jsonl"
NOT_YET = frozenset((ROOT / "tests" / "questions_not_yet_right.txt").read_text(encoding="utf-8").split())
FEWEST_RIGHT, MOST_WRONG = 0.80, 0.06


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_question(question: Question, assistant: Assistant) -> None:
    verdict = judge(assistant, question)
    if question.id in NOT_YET:
        assert verdict.outcome != "right", "now right: take it out of questions_not_yet_right.txt"
    else:
        assert verdict.outcome == "right", f"{question.question}\n{verdict.outcome}: {verdict.why}"


def test_questions_held_back_are_mostly_right_and_hardly_ever_wrong(assistant: Assistant) -> None:
    score = evaluate(assistant, HELD_BACK)
    right, wrong = score.share("right"), score.share("wrong")
    told = f"held back: {right:.0%} right, {wrong:.0%} wrong; run `gongkai eval` on the file for more"
    assert right >= FEWEST_RIGHT, told
    assert wrong <= MOST_WRONG, told
