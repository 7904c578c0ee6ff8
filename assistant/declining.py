"""Answers that give no figure: an honest no with its reason, or a question back with its choices."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.conversation import Answer, Choice, Reason, RouteName, Status
from assistant.intent import AgencyGroup, Intent, Metric
from assistant.wording import counted, join_names, pick, say_metric
from index.form import label_of


def decline(
    intent: Intent,
    status: Status,
    reason: Reason,
    text: str,
    route: RouteName | None = "statistics",
    choices: Sequence[Choice] = (),
    caveats: Sequence[str] = (),
) -> Answer:
    """An honest no, or a question back."""
    return Answer(
        intent.question,
        intent.language,
        status,
        route,
        text,
        reason=reason,
        choices=tuple(choices),
        caveats=tuple(caveats),
    )


def clarify_agency(intent: Intent, text: str, start: int, end: int, agencies: Sequence[str]) -> Answer:
    choices = [Choice(name, _with_name(intent, start, end, name)) for name in agencies]
    names = join_names(list(agencies), intent.language)
    said = pick(
        intent.language,
        f"“{text}”可以指 {len(agencies)} 个单位：{names}。您问的是哪一个？",
        f"“{text}” fits {counted(len(agencies), 'agency', 'agencies')}: {names}. Which one do you mean?",
    )
    return decline(intent, "clarify", "ambiguous_agency", said, choices=choices)


def clarify_part(intent: Intent, group: AgencyGroup) -> Answer:
    """A place of which the store holds nothing but a part: that part is offered, and not taken for the whole."""
    (name,) = group.agencies
    choice = Choice(name, _with_name(intent, group.start, group.end, name))
    said = pick(
        intent.language,
        f"“{group.text}”本级的报告没有收录，那里收录的只有{name}。您问的是它吗？",
        f"No report of “{group.text.strip()}” itself is indexed; of that place there is only {name}. Is that the one you mean?",
    )
    return decline(intent, "clarify", "ambiguous_agency", said, choices=[choice])


def _with_name(intent: Intent, start: int, end: int, name: str) -> str:
    """The question with an agency's name in place of what could be several, in the letters it was typed in."""
    text = intent.question if intent.question.lower() == intent.text else intent.text
    parts = (text[:start], name, text[end:])
    if intent.language == "zh":
        return "".join(parts)
    return re.sub(r"\s+(?=[,.?!;:])", "", " ".join(part.strip() for part in parts if part.strip()))


def clarify_item(intent: Intent) -> Answer:
    words = [say_metric(metric, intent.language) for metric in intent.metrics]
    text = intent.text.rstrip("？?。. ")
    choices = [
        Choice(word, f"{text}{pick(intent.language, '，按', ', by ')}{_asked_by(m, intent.language)}")
        for word, m in zip(words, intent.metrics, strict=True)
    ]
    said = pick(
        intent.language,
        f"这一项有几个数字：{'、'.join(words)}。按哪一个算？",
        f"There are several figures here: {'; '.join(words)}. Which one do you mean?",
    )
    return decline(intent, "clarify", "ambiguous_item", said, choices=choices)


def clarify_whole(intent: Intent) -> Answer:
    """A share of what? 占全部单位的比例, or one kind of applicant's part."""
    text = intent.text.rstrip("？?。. ")
    wholes = (
        ("占全部单位的比例", "as a share of all agencies"),
        ("其中自然人的占比", "the share of natural persons"),
    )
    choices = [
        Choice(
            pick(intent.language, zh, en),
            f"{text}{pick(intent.language, '，', ', ')}{pick(intent.language, zh, en)}",
        )
        for zh, en in wholes
    ]
    said = pick(
        intent.language,
        "问的是比例，但没有读出是哪一部分占哪个总数。请说明，例如占全部单位合计的比例，或其中某类申请人的占比。",
        "This asks for a share, but not of what. Say so, for example of all agencies' total, or which kind of applicant's.",
    )
    return decline(intent, "clarify", "ambiguous_item", said, choices=choices)


def _asked_by(metric: Metric, language: str) -> str:
    return metric.label_zh.replace("·", "的") if language == "zh" else metric.label_en.replace(",", "")


def year_not_indexed(
    intent: Intent, lost: Sequence[int], indexed: Sequence[int], notes: Sequence[str] = ()
) -> Answer:
    asked = join_names([str(year) for year in lost], intent.language)
    have = join_names([str(year) for year in sorted(indexed)], intent.language)
    whose = join_names(list(intent.agencies), intent.language)
    said = pick(
        intent.language,
        f"没有收录{whose or ''} {asked} 年的报告；收录的年份是 {have}。",
        f"No report{' of ' + whose if whose else ''} on {asked} is indexed; the years indexed are {have}.",
    )
    return decline(intent, "no_data", "year_not_indexed", said, caveats=notes)


def needs_several(intent: Intent) -> Answer:
    """An average over one report is no average; what else it could be over, the form does not count."""
    said = pick(
        intent.language,
        "平均数要有几份报告才能算；这里只问到一份，报告里也没有印出别的平均数。",
        "An average needs several reports; only one is asked about, and the form prints no average of its own.",
    )
    return decline(intent, "no_data", "nothing_found", said)


def needs_two_years(intent: Intent, indexed: Sequence[int]) -> Answer:
    have = join_names([str(year) for year in sorted(indexed)], intent.language)
    said = pick(
        intent.language,
        f"看变化至少要有两年的报告；这里只收录了 {have} 年。",
        f"A change needs reports on two years; only {have} is indexed here.",
    )
    return decline(intent, "no_data", "year_not_indexed", said)


def not_in_form(intent: Intent, metric: Metric, editions: Sequence[str], nearest: str | None) -> Answer:
    name = say_metric(metric, intent.language)
    edition = join_names(list(editions), intent.language)
    near = label_of(metric.of.table, column=nearest) if nearest else ""
    said = pick(
        intent.language,
        f"这些报告用的是 {edition} 年版表样，没有“{name}”这一项。"
        + (f"最接近的是“{near}”。" if near else ""),
        f"These reports use the {edition} edition of the form, which has no “{name}”."
        + (f" The nearest item is {near} ({nearest})." if near else ""),
    )
    return decline(intent, "no_data", "not_in_form", said)


def unread(intent: Intent) -> Answer:
    """A question that something narrows which was not understood: an answer without it would be none."""
    words = in_quotes(intent.unexplained or (intent.text,), intent.language)
    said = pick(
        intent.language,
        f"问题中的{words}没有读懂，不去掉它就回答会答非所问。请换个说法。",
        f"Not understood: {words}. An answer without it could be wrong; please put it another way.",
    )
    route: RouteName = "catalog" if intent.asks_catalog or not intent.metrics else "statistics"
    return decline(intent, "no_data", "nothing_found", said, route=route)


def in_quotes(words: Sequence[str], language: str) -> str:
    """Words of a question in quotation marks; one that stands in another of them is said with it.

    >>> in_quotes(("long", "how long"), "en"), in_quotes(("还", "0"), "zh")
    ('“how long”', '“还”、“0”')
    """
    told = [
        word for word in dict.fromkeys(words) if not any(word in other for other in words if other != word)
    ]
    return pick(language, "、", ", ").join(f"“{word}”" for word in told)


def unread_scope(intent: Intent) -> Answer:
    """A word says which agencies are meant, and it was not understood: a figure of all of them would be no answer."""
    said = pick(
        intent.language,
        f"没有读懂“{'、'.join(intent.unread_scope)}”指的是哪些单位，所以没有回答。可以写出省、市、区县，或者局、区政府、街道、省级部门这样的类别。",
        f"Which agencies “{', '.join(intent.unread_scope)}” means was not understood, so no figure is given. Name a province,"
        " city or district, or a kind such as bureaus, district governments, subdistricts or provincial departments.",
    )
    return decline(intent, "no_data", "unknown_agency", said)


def unrelated(intent: Intent) -> Answer:
    """A question, or a wish, that these reports have nothing to do with."""
    said = pick(
        intent.language,
        "这个问题与收录的政府信息公开工作年度报告无关。可以问申请件数、办理结果、行政处罚、采购金额、复议诉讼，或报告里写了什么。",
        "This is not something government-information-disclosure annual reports speak of. Ask about applications,"
        " outcomes, penalties, procurement, reconsideration and litigation, or what a report says.",
    )
    return decline(intent, "out_of_scope", "unrelated", said, route=None)


def no_reason_told(intent: Intent) -> str:
    """Said beside a figure whose reason was asked for, where no sentence gives it."""
    return pick(
        intent.language,
        "报告的文字部分没有找到说明原因的句子，所以只给出数字。",
        "No sentence found in the reports gives the reason, so only the figure is given.",
    )
