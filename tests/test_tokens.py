"""What full text and the embedded model see of a text."""

from index.tokens import grams


def test_chinese_runs_become_characters_and_pairs() -> None:
    assert grams("公开栏") == ["公", "开", "栏", "公开", "开栏"]


def test_punctuation_and_line_ends_part_pairs() -> None:
    assert "开工" not in grams("公开，工作") and "开工" not in grams("公开\n工作")


def test_latin_words_and_numbers_stay_whole_in_lower_case() -> None:
    assert grams("WeChat 2020年12345热线") == ["wechat", "2020", "年", "12345", "热", "线", "热线"]


def test_full_width_forms_and_kangxi_radicals_are_made_plain() -> None:
    assert grams("ＡＥＤ１２ ⼀⽂") == ["aed12", "一", "文", "一文"]


def test_text_without_words_has_no_grams() -> None:
    assert grams("") == grams("——（） \t") == []
