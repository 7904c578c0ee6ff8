"""Names that no indexed agency has: a real place that calls nobody, or unknown words that end as an agency's name does."""

from __future__ import annotations

from assistant import patterns
from assistant.agencies import Directory
from assistant.intent import AgencyGroup
from assistant.understanding.names.name import CONNECTS, Name
from assistant.understanding.words.mentions import AgencyTerm, Mention, Spotted
from assistant.understanding.words.said_kinds import ends_a_name, kind_of
from assistant.understanding.words.typos import PLACE_END

_ENGLISH_AGENCY = (
    r"\bMinistry of(?: (?:the |and )?[A-Z]\w+)+"
    r"|(?:[A-Z][\w'’-]+\s+(?:of\s+|and\s+)?)+(?:Bureau|Department|Commission|Office|Government|Authority|Ministry|Administration)\b"
)
_ENGLISH_ENDS = r"(?:'s)?(?P<office>\s+\w+)?\s+(?:district|county|city|province|town|bureau|emergency|government|municipal)"
_NO_OFFICE = {"all", "each", "every", "any", "the", "both", "two", "three", "several", "these", "those", "of", "in", "only",
              "just", "which", "what", "and", "or", "at"}  # fmt: skip
_PLAIN_PLACE = 5  # letters; a shorter one may be an English word
_MINISTRY = ("部", "总局", "署")
_NO_NAME = (  # no place has them in its name
    r"[不也只都把被让说看没很还吗呢怎么什哪谁咱你我他它这那些您贵该某算计统除撇抛先再两各几着]|^本$|[按依参遵]照|根据"
)


class UnknownNames:
    """Finds them beside the names that are known, some of which are only a part of one."""

    def __init__(self, names: list[Name], spotted: Spotted, directory: Directory) -> None:
        self.names = names
        self.spotted = spotted
        self.directory = directory
        self.found: list[AgencyGroup] = []

    def find(self) -> list[AgencyGroup]:
        """The unknown names; the known words that are part of one leave `names`."""
        for name in [name for name in self.names if not name.has_office]:
            if end := self._end_of_unknown_office(name):
                self.names.remove(name)
                self._add(name.start, end)
        for start, end in self.spotted.gaps:
            inside = any(group.start <= start < group.end for group in self.found)
            if not inside and not any(name.start <= start < name.end for name in self.names):
                self._take_gap(start, end)
        self._add_english_agencies()
        return self.found

    def _take_gap(self, start: int, end: int) -> None:
        """Unexplained words, as the name they are or begin."""
        text = self.spotted.text[start:end]
        after = next((name for name in self.names if self._stands_before(end, name)), None)
        kind = next((m for m in self.spotted.mentions if m.start == end and ends_a_name(m)), None)
        if text in _MINISTRY and (office := self._office_before(start)):
            start = office.start
        elif is_unknown_place(text):
            end = after.end if after else kind.end if kind else end
        elif text.isascii():
            if not self._is_english_name(start, end):
                return
            end = after.end if after else end
        elif (after or kind) and not patterns.search(_NO_NAME, text):  # 水务局
            end = after.end if after else kind.end if kind else end
        else:
            return
        if after:
            self.names.remove(after)
        self._add(start, end)

    def _office_before(self, end: int) -> Mention | None:
        """The 教育 of 教育部."""
        found = (m for m in self.spotted.mentions if m.end == end and m.first(AgencyTerm))
        return next(found, None)

    def _stands_before(self, end: int, name: Name) -> bool:
        """天河区 before 应急管理局, Shanghai before Municipal Education Commission; not 相当于 before a name that is whole."""
        if name.has_place or name.start < end:
            return False
        between = self.spotted.text[end : name.start]
        return not between or (between.isascii() and CONNECTS.match(between) is not None)

    def _add_english_agencies(self) -> None:
        """A capitalised name that ends as an agency's does, with a word in it that nothing explains: Shenzhen Public Security Bureau."""
        if len(self.spotted.question) != len(self.spotted.text):
            return
        taken = [(group.start, group.end) for group in self.found]
        taken += [(name.start, name.end) for name in self.names]
        for found in patterns.finditer(_ENGLISH_AGENCY, self.spotted.question):
            start, end = found.span()
            known = any(a < end and start < b for a, b in taken)
            if not known and any(start <= gap < end for gap, _ in self.spotted.gaps):
                self._add(start, end)

    def _add(self, start: int, end: int) -> None:
        self.found.append(AgencyGroup(self.spotted.text[start:end], start, end, ()))

    def _end_of_unknown_office(self, name: Name) -> int:
        """黄埔区教育局: after the place come unexplained words and then 局; where that name ends, or 0."""
        gaps = [gap for gap in self.spotted.gaps if gap[0] >= name.end]
        for mention in self.spotted.mentions:
            if mention.start < name.end or mention.has("stop"):
                continue
            office = kind_of(mention) != "all"
            touching = gaps and CONNECTS.match(self.spotted.text[name.end : gaps[0][0]])
            return mention.end if office and touching and gaps[0][1] <= mention.start else 0
        return 0

    def _is_english_name(self, start: int, end: int) -> bool:
        """A capitalised word before district, county, city, bureau … that calls nobody here: Tianhe District."""
        typed = self.spotted.question[start:end]
        if (
            len(self.spotted.question) != len(self.spotted.text)
            or not typed.isascii()
            or not typed[:1].isupper()
        ):
            return False
        if len(typed) >= _PLAIN_PLACE and _is_place_in_pinyin(typed.lower()):
            return True  # And what about Wuhan?
        found = patterns.match(_ENGLISH_ENDS, self.spotted.text[end : end + 40])
        if found is None or (found["office"] or "").strip() in _NO_OFFICE:
            return False
        return start > 0 or _is_place_in_pinyin(typed.lower())  # a sentence begins with a capital anyway


def _is_place_in_pinyin(word: str) -> bool:
    from assistant.understanding.words.typos import (
        is_real_place,  # a table of 3,000 places, wanted for unknown words alone
    )

    return is_real_place(word)


def is_unknown_place(text: str) -> bool:
    """Whether words that call nobody here begin with a real place: 上海, 天河区, 长春市财政."""
    from index.regions import (  # a table of 3,000 places, wanted for unknown words alone
        places_named,
        short_names,
    )

    if text in short_names():
        return True
    return any(
        places_named(text[:end]) for end in range(2, min(len(text), 12) + 1) if text[:end].endswith(PLACE_END)
    )
