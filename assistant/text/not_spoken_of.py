"""Questions about what reports speak of, to which none of them does: which report mentions covid."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import patterns
from assistant.conversation import Answer
from assistant.declining import decline, in_quotes
from assistant.intent import Intent
from assistant.wording import counted, join_names, pick


def asks_about_reports(intent: Intent) -> bool:
    """Whether a question is plainly about what reports say, whatever it asks them for."""
    text = intent.text.lower()
    if intent.groups and patterns.search(_THE_REPORT, text):
        return True
    return all(patterns.search(words, text) for words in (_OF_REPORTS, _SPEAKS))


def not_spoken_of(intent: Intent, agencies: int, years: Sequence[int]) -> Answer:
    """No report speaks of what a question asks about; with what the collection (of so many agencies, on these years) covers."""
    said_so = patterns.search(_SPEAKS, intent.text.lower()) is not None
    words = _matter(intent.text.lower()) or [w for w in intent.unexplained if said_so and len(w) > 1]
    what = in_quotes(words, intent.language) or pick(intent.language, "这一点", "this")
    whose = join_names(list(intent.agencies), intent.language)
    if whose:
        said = pick(
            intent.language,
            f"{whose}的报告里没有找到谈到{what}的内容。",
            f"Nothing in the report of {whose} speaks of {what}.",
        )
    else:
        said = pick(
            intent.language,
            f"没有找到有哪份报告谈到{what}。",
            f"None of the reports was found to speak of {what}.",
        )
    covered = join_names([str(year) for year in sorted(years)], intent.language)
    covers = pick(
        intent.language,
        f"收录的是 {agencies} 个单位 {covered} 年的政府信息公开工作年度报告。",
        f" Indexed are the annual reports on government-information disclosure of {counted(agencies, 'agency', 'agencies')} on {covered}.",
    )
    return decline(intent, "no_data", "nothing_found", said + covers, route="passages")


def _matter(text: str) -> list[str]:
    """What a question says that a report may speak of, as one; [] where it does not say it behind such a verb.

    >>> _matter("哪份报告提到了新冠疫情"), _matter("which report talks about climate change?"), _matter("is covid mentioned?")
    (['新冠疫情'], ['climate change'], ['covid'])
    """
    found = next(
        (at for of in (_MATTER_ZH, _MATTER_EN, _MATTER_PASSIVE) if (at := patterns.search(of, text))), None
    )
    return [next(filter(None, found.groups())).strip()] if found else []


_OF_REPORTS = (
    r"报告|年报|单位|机关|[区市县]政府|局|谁|哪[一几]?[家个]"
    r"|\b(?:reports?|agenc(?:y|ies)|bureaus?|bod(?:y|ies)|authorit(?:y|ies)|governments?|(?:any|no)(?:one|body)|who|they)\b"
)
_SPEAKS = (
    r"[提谈写说讲](?:到|及|过|了)|涉及|介绍"
    r"|\b(?:mention|speak|talk|discuss|refer|describe|touch|spoke|say|write|wrote|cover|address)(?:s|ed|ing|es|ring|red)?\b"
)
_THE_REPORT = r"报告|年报|\breports?\b(?! (?:to|on|that)\b)"
_MATTER_ZH = (
    r"(?:[提谈写说讲](?:到|及|过)[过了]?|涉及了?)(?:过|有|的?是)?(?P<what>[^，,。？?；;]{2,20}?)"
    r"(?:了|过)?(?:吗|么|没有?|的(?:内容|情况|话|事)?)?(?:[，,。？?；;]|$)"
)
_MATTER_EN = (
    r"\b(?:mention|discuss|describe|cover|address)(?:s|ed|ing|es)? (?!in\b|by\b|at\b|any|some)"
    r"(?P<what>[a-z][\w' -]{1,40}?)(?: (?:at all|anywhere|somewhere))?[?.,!]*$"
    r"|\b(?:speak|talk|refer|touch|spoke|say|write|wrote)(?:s|ed|ing|es|ring|red)? (?:of|about|to|on|anything about|something about)"
    r" (?P<of>[a-z][\w' -]{1,40}?)(?: (?:at all|anywhere|somewhere))?[?.,!]*$"
)
_MATTER_PASSIVE = (
    r"^(?:is|was|are|were|has|have) (?:the )?([a-z][\w' -]{1,40}?) (?:ever )?(?:been )?(?:mentioned|discussed|described|covered|spoken of"
    r"|referred to|talked about|addressed)\b"
)
