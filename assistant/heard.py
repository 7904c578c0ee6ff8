"""What stands in a question before it is put together: its words by kind, its names, numbers and years."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.agencies import Directory
from assistant.collection_words import collection_words
from assistant.intent import AgencyGroup
from assistant.mentions import Mention, Spotted, Threshold, Top, Years
from assistant.metrics import MetricMaker
from assistant.names import find_groups
from assistant.vocabulary import Vocabulary


class Heard:
    """One question being read: what was found in it."""

    def __init__(self, spotted: Spotted, vocabulary: Vocabulary, directory: Directory) -> None:
        self.spotted = spotted
        self.directory = directory
        self.vocabulary = vocabulary
        self.maker = MetricMaker(vocabulary, _column_comes_first(spotted, vocabulary))
        self.groups, self.used = find_groups(spotted, directory)
        self.groups, self.excluded = _excluded(self.groups, spotted.text)
        self.collection = collection_words(spotted.text, vocabulary.problems)
        self.mentions = [
            mention
            for mention in spotted.mentions
            if mention not in self.used
            and not self.collection.covers(mention.start, mention.end, bool(mention.first(Years)))
        ]
        self.cues = {code for mention in self.mentions for code in mention.codes("cue")}
        if all(mention.text.endswith("year") for mention in self.mentions if mention.has("cue", "all_years")):
            self.cues.discard("all_years")  # over the years, and not over the year
        self.crowd = _crowd(self.groups, bool(self.cues & {"position", "rank", "share"}))
        self.groups = [group for group in self.groups if group not in self.crowd]
        self.crowd = [self._whole(group) for group in self.crowd]
        if any(mention.has("cue") and re.search("局|bureau", mention.text) for mention in self.mentions):
            self.cues.add("bureaus")  # 几个局, 局有几个, per bureau
        if self.collection.asks_problems:
            self.cues.add("check")

    def _whole(self, group: AgencyGroup) -> AgencyGroup:
        """All the agencies of a place said alone, whatever office stands elsewhere in the question."""
        if group.text.strip() not in group.places:
            return group
        terms = [(place, "place") for place in group.places]
        return group._replace(agencies=self.directory.agencies_called(terms) or group.agencies)

    def _codes(self, kind: str) -> list[str]:
        """The codes of that kind in the question's order; a verb such as decide is a column beside an item of table 二."""
        disclosure = any(
            self.vocabulary.items[code].table == "disclosure"
            for mention in self.mentions
            if not mention.has("column")
            for code in mention.codes("item")
        )
        # the success rate of lawsuits is a share of those
        disputes = kind == "rate" and any(
            self.vocabulary.items[code].table == "disputes"
            for mention in self.mentions
            for code in mention.codes("item")
        )
        found = (
            code
            for mention in self.mentions
            if not (kind == "item" and disclosure and mention.has("column"))
            and not (disputes and mention.has("cue", "share"))
            for code in mention.codes(kind)
            if not (kind == "column" and code == "change" and not self._change_is_of_the_form())
        )
        return list(dict.fromkeys(found))

    def _change_is_of_the_form(self) -> bool:
        """Whether a word such as 增加 is the form's column 本年增/减."""
        return True

    def _shares(self) -> bool:
        return "share" in self.cues and not self._codes("rate")

    def _is_excepted(self, mention: Mention) -> bool:
        return re.search(_EXCEPT, self.spotted.text[: mention.start]) is not None

    def _top(self) -> Top | None:
        return next((top for mention in self.mentions if (top := mention.first(Top))), None)

    def _thresholds(self) -> list[Threshold]:
        return [found for mention in self.mentions if (found := mention.first(Threshold))]

    def _names_one_agency(self) -> bool:
        return len(self.groups) == 1 and len(self.groups[0].agencies) == 1

    def _is_wide(self) -> bool:
        """Whether the question speaks of several agencies although one name stands in it (广州的局)."""
        return bool(self.cues & {"each", "two_both", "sum", "agencies", "which", "bureaus"})

    def _years(self) -> tuple[int, ...]:
        years = [year for mention in self.mentions if (found := mention.first(Years)) for year in found.years]
        return tuple(dict.fromkeys(years))


_EXCEPT = (
    r"(?:除了?|不算上?|不含|不包括|不计|排除|去掉"
    r"|except(?: for)?|excluding|other than|apart from|besides|leaving out|without)\s*(?:the )?$"
)


def _crowd(groups: Sequence[AgencyGroup], regions: bool) -> list[AgencyGroup]:
    """A class of agencies beside one of its members: 大兴应急局 … 四个应急局. Only a share or a rank is taken among it.

    `regions`: those of a place, too: 苏州市公安局 … 江苏各单位.
    """
    return [
        group
        for group in groups
        if len(group.agencies) > 1
        and (regions or not group.places)
        and any(other is not group and set(other.agencies) < set(group.agencies) for other in groups)
    ]


def _excluded(groups: Sequence[AgencyGroup], text: str) -> tuple[list[AgencyGroup], tuple[str, ...]]:
    """The groups that are meant, and the agencies that are left out (除了大兴, 黄埔以外, 不是黄埔的单位)."""
    out = [
        group
        for group in groups
        if re.search(_EXCEPT, text[: group.start])
        or re.match(r"(?:之外|以外|外的)", text[group.end :])
        or (
            re.search(r"(?:不是|非)$", text[: group.start])
            and re.match(r"的?(?:单位|局|机关|部门|地方)", text[group.end :])
        )
    ]
    kept = [group for group in groups if group not in out]
    return kept, tuple(agency for group in out for agency in group.agencies)


def _column_comes_first(spotted: Spotted, vocabulary: Vocabulary) -> bool:
    """企业申请中予以公开的占比 is a part of the companies' applications, 予以公开的申请中企业占比 of those granted."""
    columns = [m.start for m in spotted.mentions if m.has("column")]
    items = [
        m.start for m in spotted.mentions if any(not vocabulary.items[code].weak for code in m.codes("item"))
    ]
    return bool(columns and items) and min(columns) < min(items)
