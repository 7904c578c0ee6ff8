"""The page on the vocabulary is the vocabulary's."""

from __future__ import annotations

from assistant.vocabulary_page import PAGE, vocabulary_page


def test_the_page_is_made_of_the_vocabulary() -> None:
    assert PAGE.read_text(encoding="utf-8") == vocabulary_page() + "\n", (
        "run `python -m assistant.vocabulary_page` and read what changed"
    )
