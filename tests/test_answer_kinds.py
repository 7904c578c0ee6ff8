"""What kind of answer a question wants, which sentence gives it, and what is no answer without it."""

from __future__ import annotations

import pytest

from assistant.text.answer_kinds import PHONE, asked_for, fitness, lacks_needed
from assistant.text.sentences import is_heading, pieces, scored_sentences
from assistant.text.wanted import Place, Subject, Wanted


@pytest.mark.parametrize(
    ("question", "answers", "does_not"),
    [
        ("什么时候去参加培训", "11月，参加了全省政务公开工作培训。", "多次参加政务公开工作培训。"),
        ("when did they attend the training", "11月，参加了全省政务公开工作培训。", "多次参加培训。"),
        ("有疑问打哪个电话", "电话：0631-5218910", "通过监督电话接受监督。"),
        ("what is the e-mail address", "电子邮箱：hzzwgk@126.com", "通过局长信箱答复。"),
        ("公开率达到多少", "部门预算公开率达到100%。", "进一步提高公开率。"),
        ("how much did it cost", "收取信息处理费1380元。", "落实专项经费。"),
        ("多久做一次安全检查", "每年进行例行安全检查。", "加强安全检查。"),
        ("who is the director of the bureau", "由局长孙立军同志担任组长。", "由分管负责人挂帅。"),
        ("办公室在哪栋楼", "地址：滨海中路26号", "领导小组下设办公室。"),
    ],
)
def test_there_is_no_answer_without_what_is_asked_for(question: str, answers: str, does_not: str) -> None:
    asked = asked_for(question)
    assert not lacks_needed(answers, asked) and lacks_needed(does_not, asked)


def test_a_question_for_nothing_of_the_kind_needs_nothing() -> None:
    assert not lacks_needed("加强组织领导。", asked_for("how is the work organised"))
    assert not lacks_needed("加强组织领导。", asked_for("看哪几项"))


def test_problems_are_told_by_problems_and_not_by_their_remedies() -> None:
    asked = asked_for("存在哪些问题")
    assert fitness("一是内容单一；", asked) > 1 > fitness("下一步，将加以改进。", asked)
    assert fitness("主要表现在以下几个方面：", asked) < 1


def test_the_contents_of_a_report_answer_only_what_it_consists_of() -> None:
    contents = "本报告主要由概述、主动公开政府信息以及公开平台建设情况、附表等几方面组成。"
    assert fitness(contents, asked_for("报告分成哪几块")) > 1 > fitness(contents, asked_for("主动公开怎么样"))


def place(text: str, heading: str = "") -> Place:
    return Place(1, "大兴-2020", "大兴", 2020, "f", "一", heading, text, 0, len(text))


def wanted(*words: str) -> Wanted:
    subjects = tuple(Subject(word, (word[:2], word[-2:]), (), 1.0) for word in words)
    return Wanted({gram: 1.0 for subject in subjects for gram in subject.grams}, subjects, frozenset())


def best(text: str, question: str, *words: str) -> str:
    sentences = scored_sentences(place(text), wanted(*words), asked_for(question))
    return max(sentences, key=lambda s: (not s.lacks, s.score)).text


def test_a_number_has_to_stand_beside_what_is_counted() -> None:
    text = "公开办受理申请，本年度共收到政府信息公开申请1586宗。配备了工作人员3名。"
    first, second = scored_sentences(place(text), wanted("工作人员"), asked_for("公开办有多少工作人员"))
    assert first.lacks and not second.lacks


def test_people_are_counted_by_head() -> None:
    [sentence] = scored_sentences(
        place("工作人员2次参加培训。"), wanted("工作人员"), asked_for("有多少工作人员")
    )
    assert sentence.lacks


def test_of_two_sentences_the_one_that_speaks_of_all_that_is_asked_is_best() -> None:
    text = "举办新闻发布会11次。组织在线访谈12次。"
    assert best(text, "办了多少次在线访谈", "在线访谈") == "组织在线访谈12次。"


def test_a_heading_counts_for_the_sentences_under_it() -> None:
    under, elsewhere = (
        scored_sentences(place("全年召开9场。", heading), wanted("新闻发布会"), asked_for("怎么样"))[0]
        for heading in ("新闻发布会", "培训")
    )
    assert under.coverage > elsewhere.coverage and under.score > elsewhere.score


def test_a_line_broken_inside_a_sentence_does_not_end_it() -> None:
    text = "一、概述\n坚持公开为原则、不公开为例外，紧紧围绕区委、区政府的各项中心工作，大力推进\n政务公开制度建设。完。"
    told = [text[start:end].strip() for start, end in pieces(text)]
    assert len(told) == 3 and told[1].endswith("政务公开制度建设。")


def test_headings_are_told_by_their_numbers() -> None:
    assert is_heading("（二）丰富公开内容。") and not is_heading("丰富公开内容。")


def test_who_speaks_of_a_telephone_need_not_give_its_number() -> None:
    assert PHONE not in asked_for("which agencies mention a complaint phone?").kinds
    assert PHONE in asked_for("which phone number does the bureau give?").kinds


def test_hours_are_a_time_something_takes() -> None:
    [sentence] = scored_sentences(
        place("承诺2小时内回应居民提问。"), wanted("回应"), asked_for("多长时间回应")
    )
    assert not sentence.lacks
