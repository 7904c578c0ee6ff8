"""The lists of a report as its text marks them: which sentences are items of one, and where an item ends."""

from __future__ import annotations

from assistant.text.listing import list_around
from assistant.text.sentences import Sentence, pieces
from assistant.text.wanted import Place

TEXT = (
    "虽有不足，主要表现在以下几个方面：\n（一）重视不够。个别处室不熟悉。下一步，加强学习。\n"
    "（二）人员不固定。变动频繁：一是借调多；二是退休多。\n（三）力度不够。"
)


def sentences(text: str) -> list[Sentence]:
    place = Place(1, "大兴-2020", "大兴", 2020, "f", "五", "", text, 0, len(text))
    spans = (
        (start + len(text[start:end]) - len(text[start:end].lstrip()), end) for start, end in pieces(text)
    )
    return [Sentence(place, start, end, 1.0) for start, end in spans]


def items_of(holding: str, text: str = TEXT, within: bool = False) -> list[str]:
    told = sentences(text)
    top = next(sentence for sentence in told if holding in sentence.text)
    return [item.text.strip() for item in list_around(top, told, within)]


def test_what_leads_in_brings_its_items_with_what_each_says() -> None:
    assert [item[:3] for item in items_of("以下几个方面")] == ["（一）", "（二）", "（三）"]
    assert items_of("以下几个方面")[0].endswith("下一步，加强学习。")


def test_an_inner_list_ends_where_the_outer_one_goes_on() -> None:
    assert items_of("借调") == ["变动频繁：一是借调多；", "二是退休多。"]


def test_an_item_s_own_sentence_is_in_the_list_only_when_asked_for() -> None:
    assert items_of("不熟悉") == []
    assert len(items_of("不熟悉", within=True)) == 3


def test_a_list_that_begins_anew_is_another() -> None:
    text = "存在问题：一是内容单一；二是程序不规范。从两方面改进：一是丰富内容；二是优化流程。"
    assert items_of("丰富", text) == ["从两方面改进：一是丰富内容；", "二是优化流程。"]


def test_one_mark_alone_is_no_list() -> None:
    assert items_of("加强", "一是加强领导。其他工作有序。") == []
