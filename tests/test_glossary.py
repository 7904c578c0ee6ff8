"""Which words mean the same."""

import pytest

from index.glossary import expand, is_known_english, meanings, named_words


@pytest.mark.parametrize(
    ("question", "printed"),
    [
        ("去年开了几场记者会？", "新闻发布会"),
        ("它有哪些短板？", "不足"),
        ("How many press conferences were held?", "新闻发布会"),
        ("Were there any FOI requests?", "政府信息公开申请"),
        ("Which CPPCC proposal was answered?", "政协委员提案"),
        ("What are the next steps?", "下一步"),
    ],
)
def test_everyday_and_english_words_bring_the_printed_ones(question: str, printed: str) -> None:
    assert printed in expand(question)


def test_the_question_s_own_words_are_not_repeated() -> None:
    assert "新闻发布会" not in expand("新闻发布会开了几次")


def test_longest_word_wins_and_single_characters_are_not_brought() -> None:
    assert "政务热线" in expand("12345") and all(len(word) > 1 for word in expand("2020年一共几件"))


def test_words_that_only_ask_bring_nothing() -> None:
    assert expand("是谁、在哪里、有多少？") == expand("Who, where, how many?") == []


def test_question_without_a_known_word_is_left_alone() -> None:
    assert expand("xyzzy") == expand("") == []


def test_each_line_of_the_glossary_names_a_thing_in_three_ways() -> None:
    assert len(meanings()) >= 240
    assert all(all(way) for meaning in meanings() for way in (meaning.printed, *meaning.ways))
    assert sum(len(meaning.ways) == 3 for meaning in meanings()) >= 380


def test_general_english_words_are_read_from_english_alone() -> None:
    assert "接待" in expand("How are visitors treated?") and expand("接待") == ["热情接待", "解答", "咨询"]


def test_a_word_that_may_only_ask_is_faint_and_one_that_always_does_brings_nothing() -> None:
    faint, *_ = named_words("hold")
    assert faint.faint and not faint.asks and "举办" in faint.printed
    assert not any(named.printed for named in named_words("谁"))


def test_no_word_stands_twice_in_one_line() -> None:
    twice = [
        m for m in meanings() if len(set(m.printed)) < len(m.printed) or len(set(m.english)) < len(m.english)
    ]
    assert twice == []


def test_words_whose_endings_fall_together_stay_apart() -> None:
    assert "公安" not in expand("Were policies explained?") and "公安" in expand("What did the police do?")
    assert "答复" in expand("How long does replying take?") and is_known_english("spoke")
