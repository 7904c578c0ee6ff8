"""What of a question the reading leaves out: words that nothing explains, and known ones that the answer would not heed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from assistant import patterns
from assistant.understanding.asked.about import AskedAbout
from assistant.understanding.words.mentions import AgencyTerm, Mention, Threshold
from assistant.understanding.words.numerals import CHINESE_NUMBER
from assistant.understanding.words.said_kinds import OWN_BODY, kind_of, kinds_told_apart


class LeftUnread(AskedAbout):
    """The words that no part of the reading accounts for."""

    def _restrictions(self) -> list[tuple[Literal["time", "than"], str]]:
        """What narrows the question and no figure of the form tells apart: 上半年, "more than Kunshan"."""
        text = self.spotted.text
        found: list[tuple[Literal["time", "than"], str]] = []
        if any(sign in text for sign in _PART_SIGNS):
            parts = (
                part for part in patterns.finditer(_PART_OF_YEAR, text) if not self._is_in_a_figure(part)
            )
            found += [("time", part.group()) for part in parts]
        kind: Literal["time", "than"] = "time" if self._names_one_agency() else "than"
        found += [(kind, match.group()) for match in patterns.finditer(_HOW_LONG, text)]
        if (
            self.cues & {"which", "count"}
            and len(self.groups) == 1
            and not (self._thresholds() or self._above_agency())
        ):
            group = self.groups[0]
            if patterns.search(
                r"(?:\bthan|\bas (?:many|much|few)\b.*\bas|比)\s*(?:the )?$", text[: group.start]
            ):
                found.append(("than", text[group.start : group.end]))
        return found

    def _unread(self) -> list[str]:
        """Words whose meaning is known and that the answer would not heed: a negation, an exception, a second operation."""
        text, unread = self.spotted.text, []
        whether = self._names_one_agency() and patterns.search(_WHETHER_NONE, text)
        for mention in () if whether else self.mentions:
            if mention.has("item") or mention.has("column"):
                before = patterns.search(_NEGATES, text[: mention.start])
                if before and (
                    self._names_one_agency() or before.group() not in ("没有", "没", "未", "no ", "not ")
                ):
                    unread.append(before.group() + mention.text)
        unread += [words for _, words in self._restrictions()]
        heeded = self.excluded or any(self._is_excepted(m) for m in self.mentions)
        no_zeros = [(m.start, m.end) for m in self.mentions if m.has("cue", "nonzero")]
        for exception in () if heeded else patterns.finditer(_SAYS_EXCEPT, text):
            if not self._is_in_a_figure(exception) and not any(
                a <= exception.start() < b for a, b in no_zeros
            ):
                unread.append(exception.group())
                break
        if len(self._thresholds()) > 2 and not self._own_tests:
            unread += [mention.text for mention in self.mentions if mention.first(Threshold)][2:]
        return unread

    def _is_in_a_figure(self, found: re.Match[str]) -> bool:
        """Didn't pay on time, brushed aside: the words are a part of a figure's own name."""
        return any(m.has("item") and m.start <= found.start() < found.end() <= m.end for m in self.mentions)

    def _ends_a_kind(self, mention: Mention) -> bool:
        """The 政府 of 哪几个区政府."""
        before = next((m for m in self.mentions if m.end == mention.start), None)
        return mention.text in ("政府", "人民政府") and before is not None and kind_of(before) != "all"

    def _unread_scope(self) -> tuple[str, ...]:
        """Unexplained words that say which agencies are meant: 长三角的单位, 哪个开发区, big city governments, 县级以上."""
        text, known = (
            self.spotted.text,
            [*((group.start, group.end) for group in self.groups), *self._heeded()],
        )
        found = []
        for start, end in self.spotted.gaps:
            if any(a <= start and end <= b for a, b in known):
                continue
            after = next((m for m in self.spotted.mentions if m.start >= end and not m.has("stop")), None)
            before = next((m for m in reversed(self.spotted.mentions) if m.end <= start), None)
            ahead = after is not None and patterns.fullmatch(_OF_BODIES, text[end : after.start]) is not None
            asked = before is not None and before.text in _WHICH and before.end == start
            asked = asked and patterns.match(_TOLD, text[start:end]) is None
            inside = patterns.search(r"在$", text[:start]) and patterns.match(
                r"[内里]?[，,]|地区|范围|一带", text[end:]
            )
            ranked = patterns.match(_RANKED_BODY, text[end:]) and not text[start:end].endswith(
                "得"
            )  # 人口最多的区政府
            school = self.cues & {"most", "least"} and patterns.search(r"(?:^|\b)which $", text[:start])
            if (after and ahead and _is_body(after)) or asked or inside or ranked or school:
                found.append(text[start:end])
        for mention in self.mentions:
            if kind_of(mention) != "all" or mention.has("cue", "agencies"):
                vague = patterns.search(_VAGUE, text[: mention.start])
                bound = patterns.match(
                    r"(?:及|或)?以[上下]| (?:and|or) (?:above|below|higher|lower)", text[mention.end :]
                )
                found += [m.group().strip() for m in (vague, bound) if m]
        if not self._sides():
            found += kinds_told_apart(self.mentions, text)
        found += self._place_of_nobody()
        if not self.groups and (own := patterns.search(OWN_BODY, text)):
            found.append(own.group())
        found += [
            group.text
            for group in self.groups
            if group.has_office and patterns.search(r"(?:不在|\bnot in (?:the )?)$", text[: group.start])
        ]
        return tuple(dict.fromkeys(found))

    def _place_of_nobody(self) -> list[str]:
        """全省, where no one agency tells whose province and the collection has several."""
        said, place = self._place_of_its_own()
        if not place or self._sides() or not (self._codes("item") or self._codes("rate")):
            return []  # 全市平均呢: of the agency spoken of
        of_one = self._operation(())[0] in ("position", "agency_share")
        of_one = of_one or (self._names_one_agency() and self._shares())
        named = any(
            group.places and not (group.has_office and len(group.agencies) == 1) for group in self.groups
        )
        several = len(set(self.directory.places(place).values()) - {""}) > 1
        return [said] if several and not (of_one or named) else []

    def _unknown(self) -> list[tuple[int, int]]:
        """Where content words stand that nothing accounts for."""
        known = [*((group.start, group.end) for group in self.groups), *self._heeded()]
        gaps = [gap for gap in self.spotted.gaps if not any(a <= gap[0] and gap[1] <= b for a, b in known)]
        spans = [span for gap in gaps for span in self.collection.beside(*gap)]
        apart = self.cues & {"distribution", "outcomes", "each", "per_year"} or self._grouped_by()
        said = rf"{CHINESE_NUMBER}|{_SAYS_APART}" if apart else CHINESE_NUMBER
        if self.cues & {"times", "difference"} and len(self.groups) == 2:
            said = rf"{said}|above|over|below|ahead|behind|beyond"
        return [(a, b) for a, b in spans if not patterns.fullmatch(said, self.spotted.text[a:b])]

    def _unheeded(self, bare: bool) -> tuple[str, ...]:
        """Words that are known and that the reading does not take up; columns that found no item (`bare`) are such."""
        orphans = []
        implied = any(self.vocabulary.columns[code].item for code in self._codes("column"))
        implied = implied or bool(self._items_of_results(()))
        published = self._asks_for_report()  # a report, and no document
        if bare and not implied:
            orphans = [
                mention.text
                for mention in self.mentions
                if (codes := mention.codes("column"))
                and mention.text not in self.vocabulary.light
                and not (published and mention.has("column", "published"))
                and not (codes == ("change",) and (self._change() or "moves" in self.cues))
                and all(
                    self.vocabulary.columns[code].table != "applications"
                    and not self.vocabulary.columns[code].item
                    for code in codes
                )
            ]
        loose_terms = [
            mention.text
            for mention in self.mentions
            if mention.first(AgencyTerm)
            and len(mention.kinds) == 1
            and not (self._ends_a_kind(mention) or self._sides())
        ]
        unread = (
            *self._unread(),
            *self._unread_of_years(),
            *self._unread_of_relations(),
            *self._unread_of_logic(),
            *self._unread_of_names(),
        )
        return tuple(
            word for word in (*unread, *orphans, *loose_terms) if not patterns.fullmatch(CHINESE_NUMBER, word)
        )

    def _unread_of_names(self) -> Iterator[str]:
        """A word within a name that none of its agencies is called by: the finance bureau of two that were read as one."""
        for group in self.groups:
            for mention in self.spotted.mentions:
                term = mention.first(AgencyTerm) if group.start <= mention.start < group.end else None
                if term and group.agencies and not self._calls_one_of(term, group.agencies):
                    yield mention.text

    def _calls_one_of(self, term: AgencyTerm, agencies: tuple[str, ...]) -> bool:
        called = (self.directory.agencies_called([(term.term, role)]) for role in term.roles)
        return any(agency in agencies for found in called for agency in found)


def _is_body(mention: Mention) -> bool:
    """A word for agencies: 单位, 区政府, 局, 哪个."""
    term = mention.first(AgencyTerm)
    office = term is not None and "office" in term.roles
    which = mention.has("cue", "which") and not mention.text.isascii()
    return office or which or kind_of(mention) != "all" or mention.has("cue", "agencies")


_SAYS_APART = (  # that the parts are wanted, where other words say which
    "distribution|composition|compose|composed|make-?up|mix|structure|profile|breakdown|itemi[sz]ed?|grouped|grouping|divided|divide"
    "|separated|segmented|disaggregated|spread|allocated|classified|arranged|ordered|laid|organi[sz]ed|tabulated|sorted"
)
_PART_SIGNS = (
    *(
        "半年",
        "季",
        "月",
        "周",
        "旬",
        "星期",
        "uary",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "ber",
    ),
    *("week", "day", "on time", "before", "half", "quarter", "month", "q1", "q2", "q3", "q4"),
)
_PART_OF_YEAR = (
    r"[上下]半年|[按分逐每各](?:个?季度?|个?月(?:份|度)?|[周旬]|星期)|[月季]度(?!末|底)|月均|季均"
    r"|(?:第?[一二三四1-4]|[前后头][一二三两])(?:个)?季度|(?<!\d)(?!1月1日|12月31日)(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?(?!底)"
    r"|\b(?:per|by|each|every|a) (?:calendar |working |business )?(?:month|quarter|week|day)\b|\b(?:month|quarter|week)ly\b"
    r"|\bmonth[ -]by[ -]month\b|\bon time\b|(?<!year )\bbefore (?=20\d\d)"
    r"|\b(?:first|second|last|third|fourth) (?:half|quarter|months?)\b|\bq[1-4]\b"
    r"|\b(?:in|since|until|by|before|after|during|from|of) (?:early |late |mid-?)?"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)\b(?! 31| 1\b)"
)
_HOW_LONG = (  # the form counts no days
    r"(?:几|多少)个?(?:工作日|自然日|天|日(?!期)|小时|星期|周|月)|多长时间|多久"
    r"|\bhow (?:long|many (?:working |business |calendar )?(?:days|weeks|months|hours))\b"
)
_OF_BODIES = r"[\s的里内中]*(?:各|所有|全部|省份|城市|地区|区域|一带)*的?[\s]*"
_RANKED_BODY = r"最[多高大少低小]的(?:[省市区县]?(?:政府|局)|单位|机关|部门|街道|[乡镇]|城市)"
_WHICH = ("哪", "哪个", "哪些", "各", "每个", "哪几个", "哪家")
_TOLD = (  # 哪些问题, 哪些途径: what is to be told, no kind of body
    "问题|不足|短板|困难|薄弱|途径|渠道|办法|方法|措施|举措|方式|形式|内容|制度|规定|机制|活动|工作|任务|打算|计划|安排|变化|原因|理由"
    "|信息|文件|材料|成绩|成效|亮点|特色|专栏|栏目|平台|载体|培训|会议|经验|做法|建议|意见|事项|领域|方面|环节|要求|依据|法律|法规|宣传|人"
)
_VAGUE = r"\b(?:big|large|larger|small|smaller|major|minor|rural|urban|rich|poor|biggest|smallest) $|(?:非|大型|小型|大|小)$"
_NEGATES = r"(?:(?<!是)不是|并非|(?<![是要能会可好差])不|非|(?<!有)没有|(?<![有没])没|未|不含|not (?:from |by )?|non-|no )$"
_WHETHER_NONE = (  # did it receive no requests: its figures tell
    r"^(?:(?:so|and|but|tell me|say|please)[, ]+)*(?:did|does|do|has|have|had|is it|was it|isn['’]t it|true or false|can it be)\b"
    r"(?!.*\b(?:which|how many|why)\b).*?\b(?:no|not (?:a single|one|any|even one)) "
    r"|^(?!.*(?:多少|几|哪|为什么)).*(?:是不是|是否|是真的|对吗|是吗).*(?:没有|没|未)|^(?!.*(?:多少|几|哪|为什么)).*(?:没有|没|未).*[吗么][？?]?$"
)
_SAYS_EXCEPT = (
    r"除(?:了|开|.{1,12}外)|不算|不包括|抛开|撇开|刨去|刨除|剔除|扣除|不看"
    r"|except(?!ion)|excluding|other than|apart from|leaving (?:out|aside)|setting aside|(?<!\bset )\baside\b|ignoring|disregarding"
    r"|not (?:including|counting)|outside|besides"
)
