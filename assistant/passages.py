"""The passages route: the sentences that answer, verbatim, each with its place; an honest no where none supports one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.citing import CitationList
from assistant.conversation import Answer, Citation, Reason
from assistant.declining import decline, unrelated
from assistant.intent import Intent
from assistant.labels import in_english
from assistant.retrieval import Found, PassageFinder, Place, Wanted, heading_grams, how_told
from assistant.wording import join_names, pick
from index.tokens import grams

ENOUGH_FOR_NUMBER = 0.46  # … for 多少: a wrong number is worse than a wrong sentence
ENOUGH_SUPPORT = 0.36  # below this a passage shares too little with the question to answer it
ENOUGH_FOR_REPORT = (
    0.55  # another report is quoted beside the best where it fits at least so well, relatively
)
NO_NUMBER = 0.5  # where a number is asked for
MOST_AGENCIES = 6
MOST_SENTENCES = 3
_LIST_CUES = re.compile(
    r"哪些|有什么|怎么|如何|怎样|措施|问题|不足|打算|下一步|改进|what|how|which|problem|measure|plan|step"
)
_COUNT_CUES = re.compile(r"多少|几[件条次个场篇项人名份]|how many|how much|number of")
_COUNTED = re.compile(r"(?:多少|几)\s*([条件次个场篇项人名份宗期])")
_NUMBER = re.compile(
    r"\d(?!\d|\s*[年月日.\-—:：])|[一二三四五六七八九十两百千][余多]?[件条次个场篇项人名份宗期期类种]|未|无|没有|均|零"
)
_WHO_CUES = re.compile(r"谁|哪位|何人|\bwho\b|whose")
_PHONE_CUES = re.compile(r"电话|号码|phone|telephone|call")
_SENTENCE = re.compile(r"[^。！？!?；;\n]*[。！？!?；;][”’）)]?|[^。！？!?；;\n]+")
_PHONE = re.compile(r"\d[\d-]{6,}\d")
_PROBLEM_CUES = re.compile(
    r"问题|不足|短板|缺点|薄弱|困难|problem|shortcoming|weakness|difficult|challenge|lack"
)
_PROBLEM = re.compile(r"存在|不足|薄弱|不够|不强|不高|不到位|不完善|较窄|单一|有待|欠缺|滞后|不固定|不熟悉")
_SOLVES = re.compile(r"改进|解决|下一步|整改|今后|对此")
_PLAN_CUES = re.compile(r"下一步|打算|改进|整改|今后|计划|措施|明年|improve|plan|next|future|measure|step")
_PLAN = re.compile(r"下一步|今后|明年|将|进一步|加强|强化|完善|继续")
_WHY_CUES = re.compile(r"为什么|为何|原因|怎么会|why|because|cause")
_BECAUSE = re.compile(r"由于|因为|因此|所以|导致|致使|原因|使得")
_WHETHER_CUES = re.compile(
    r"吗|有没有|没有?[？?]?$|有人|过没|\b(?:did|has|have|was|were|any|anyone|anybody)\b"
)
_WHETHER = re.compile(r"未发生|未收到|没有发生|没有收到|均已|无行政|未出现")
_PERSON = re.compile(r"同志|担任|任组长|为组长|组长|负责人|局长|主任|科长|主管领导")


class Sentence(NamedTuple):
    """One sentence of a passage, by its place in the document."""

    place: Place
    start: int
    end: int
    score: float

    @property
    def text(self) -> str:
        return self.place.text[self.start - self.place.start : self.end - self.place.start]

    def citation(self) -> Citation:
        p = self.place
        return Citation(
            p.report, p.agency, p.year, p.part, None, None, self.text, p.file, self.start, self.end
        )


class PassagesRoute:
    """Answers questions on what the reports say in words."""

    def __init__(self, finder: PassageFinder) -> None:
        self.finder = finder

    def answer(
        self, intent: Intent, words: str, years: Sequence[int], agencies: Sequence[str] | None = None
    ) -> Answer:
        """Quote what answers the question; `words` is the question without the names that narrow it."""
        narrowed = intent.agencies if agencies is None else tuple(agencies)
        found = self.finder.find(words, narrowed, years, wording=intent.wording)
        wanted = self.finder.wanted(words, intent.wording)
        counted = _COUNT_CUES.search(intent.text) is not None
        least = ENOUGH_FOR_NUMBER if counted else ENOUGH_SUPPORT
        enough = [f for f in found if f.support * _told_in_numbers(f, wanted, counted) >= least]
        supported = [f for f in enough if not _says_nothing(f.place)]
        narrowed_figure = (
            intent.metrics and intent.unexplained and intent.asks_figure and not intent.asks_narrative
        )
        if intent.restricted or narrowed_figure:  # a figure, but of something the form does not tell apart
            supported = [f for f in supported if any(word in f.place.text for word in intent.unexplained)]
        supported = _counting_first(supported, intent.text)
        if not supported:
            return self._nothing(intent, narrowed, found)
        citations = CitationList()
        groups = self._by_agency(supported, several=len(narrowed) != 1)
        lines = [self._quote(intent, group, wanted, citations, alone=len(groups) == 1) for group in groups]
        text = self._head(intent, groups) + "\n\n".join(lines)
        caveats = self._contradictions(citations.citations, intent.language)
        return Answer(
            intent.question,
            intent.language,
            "answered",
            "passages",
            text,
            citations=tuple(citations.citations),
            caveats=caveats,
        )

    def _contradictions(self, citations: Sequence[Citation], language: str) -> tuple[str, ...]:
        """What the reports quoted say differently elsewhere, where a number is quoted."""
        reports = list(dict.fromkeys(c.report for c in citations if re.search(r"\d", c.quote)))
        marks = ", ".join("?" * len(reports))
        rows = self.finder.store.connection.execute(
            "SELECT r.agency, r.year, p.message, p.message_en FROM problems AS p JOIN reports AS r ON r.id = p.report_id"
            f" WHERE r.report IN ({marks}) AND p.kind IN ('text_text', 'text_table')",
            reports,
        )
        return tuple(
            pick(language, f"{agency} {year}：{message}", f"{agency} {year}: {in_english(message_en)}")
            for agency, year, message, message_en in rows
        )

    def _by_agency(self, found: Sequence[Found], several: bool) -> list[list[Found]]:
        """The best passages, by agency, best agency first; an agency that fits far worse than the best is left out."""
        best = found[0].score
        groups: dict[str, list[Found]] = {}
        for f in found:
            groups.setdefault(f.place.agency, []).append(f)
        ranked = sorted(groups.values(), key=lambda group: -group[0].score)
        fitting = [group for group in ranked if group[0].score >= ENOUGH_FOR_REPORT * best]
        return fitting[:MOST_AGENCIES] if several else ranked[:1]

    def _head(self, intent: Intent, groups: Sequence[Sequence[Found]]) -> str:
        if len(groups) == 1:
            return ""
        names = join_names([group[0].place.agency for group in groups], intent.language)
        return pick(
            intent.language,
            f"{len(groups)} 份报告谈到这一点（{names}）：\n\n",
            f"{len(groups)} reports speak of this ({names}):\n\n",
        )

    def _quote(
        self, intent: Intent, group: Sequence[Found], wanted: Wanted, citations: CitationList, alone: bool
    ) -> str:
        """One agency's lines: the sentences that answer, in the order of the report."""
        chosen = self._sentences(intent, group, wanted, MOST_SENTENCES if alone else 1)
        place = chosen[0].place
        part = pick(intent.language, f"第{place.part}部分", f"part {place.part}") if place.part else ""
        where = " / ".join(filter(None, (part, place.heading)))
        head = f"**{place.agency}** {place.year}" + (
            pick(intent.language, f"（{where}）", f" ({where})") if where else ""
        )
        lines = [
            f"> {_one_line(sentence.text)} [{citations.add(sentence.citation())}]" for sentence in chosen
        ]
        return head + "\n\n" + "\n>\n".join(lines)

    def _sentences(self, intent: Intent, group: Sequence[Found], wanted: Wanted, most: int) -> list[Sentence]:
        best = group[0]
        asked = _with_printed(intent.text, wanted)
        scored = [s for f in group[:3] for s in _scored(f, wanted, asked, f.score / (best.score or 1.0))]
        scored.sort(key=lambda s: (_is_heading(s.text), -s.score))
        top = scored[0]
        near = [s for s in scored[:most] if s.score >= 0.6 * top.score and s.place.id == top.place.id]
        keep = [top, *(s for s in near[1:] if not _is_heading(s.text))]
        if _LIST_CUES.search(asked) and not _COUNT_CUES.search(intent.text) and most > 1:
            keep = self._whole_list(top, scored)
        return sorted(keep, key=lambda s: s.start)

    def _whole_list(self, top: Sentence, scored: Sequence[Sentence]) -> list[Sentence]:
        """A question for several things gets the sentences around the best one in its passage, up to a readable length."""
        inside = sorted((s for s in scored if s.place.id == top.place.id), key=lambda s: s.start)
        inside = [s for s in inside if s is top or not _is_heading(s.text)]
        at = inside.index(top)
        kept, size = [top], len(top.text)
        for sentence in [*inside[at + 1 :], *reversed(inside[:at])]:
            if size + len(sentence.text) > 260:
                break
            kept.append(sentence)
            size += len(sentence.text)
        return kept

    def _nothing(self, intent: Intent, agencies: Sequence[str], found: Sequence[Found]) -> Answer:
        connection = self.finder.store.connection
        reports = connection.execute("SELECT count(*) FROM reports").fetchone()[0]
        named = any(group.has_office for group in intent.groups)
        unknown = not intent.metrics and not named and not self.finder.knows(intent.topic)
        whose = join_names(list(agencies), intent.language) if agencies else ""
        if unknown:
            return unrelated(intent)
        said = pick(
            intent.language,
            f"在{whose or f'收录的 {reports} 份报告'}里没有找到能回答这个问题的内容。",
            f"Nothing in {whose or f'the {reports} indexed reports'} answers this.",
        )
        reason: Reason = "nothing_found"
        return decline(intent, "no_data", reason, said, route="passages")


def _says_nothing(place: Place) -> bool:
    """A passage of little but its agency's name: the signature at a report's end."""
    return len(place.text.replace(place.agency, "").strip()) < 4


def _told_in_numbers(found: Found, wanted: Wanted, counted: bool) -> float:
    """How far a passage can answer 多少: one with no number, nor a 未, beside what is asked about hardly does."""
    if not counted:
        return 1.0
    told = (found.place.text[start:end] for start, end in _pieces(found.place))
    names = [
        name for subject in wanted.subjects for name in (subject.word, *subject.also, *subject.grams) if name
    ]
    tells = (
        text for text in told if _NUMBER.search(text) and (not names or any(n in text.lower() for n in names))
    )
    return 1.0 if any(tells) else NO_NUMBER


def _counting_first(found: Sequence[Found], question: str) -> list[Found]:
    """For 多少条 the passages that count 条 come before others as near to the subject."""
    counted = _COUNTED.search(question)
    if counted is None:
        return list(found)
    counts = re.compile(rf"\d\s*{counted.group(1)}")
    weighed = [f._replace(score=1.4 * f.score) if counts.search(f.place.text) else f for f in found]
    return sorted(weighed, key=lambda f: -f.score)


def _one_line(text: str) -> str:
    return " ".join(text.split()) if re.search(r"[a-zA-Z]\s", text) else re.sub(r"\s*\n\s*", "", text).strip()


def _pieces(place: Place) -> Iterator[tuple[int, int]]:
    """The sentences of a passage; a line broken inside a sentence does not end it, a heading on its own line does."""
    begin = -1
    for found in _SENTENCE.finditer(place.text):
        text = found.group()
        if not text.strip():
            continue
        begin = found.start() if begin < 0 else begin
        ended = text.rstrip("”’）)").endswith(("。", "！", "？", "!", "?", "；", ";"))
        if ended or found.end() - begin <= 34 or found.end() == len(place.text):
            yield begin, found.end()
            begin = -1
    if begin >= 0:
        yield begin, len(place.text)


def _scored(found: Found, wanted: Wanted, question: str, passage_weight: float) -> list[Sentence]:
    """The passage's sentences with how well each answers: its words, and the kind of thing asked for."""
    place = found.place
    sentences = []
    titles = heading_grams(place.part, place.heading)
    under = 0.6 * sum(weight for gram, weight in wanted.weights.items() if gram in titles)
    for start, end in _pieces(place):
        text = place.text[start:end]
        lead = len(text) - len(text.lstrip())
        begin, stop = place.start + start + lead, place.start + start + len(text.rstrip())
        inside = set(grams(text))
        words = sum(weight for gram, weight in wanted.weights.items() if gram in inside)
        score = (words + under + 1.0) / (1 + len(text) / 240) * passage_weight * _kind_bonus(text, question)
        score *= 0.5 + (0.9 if _is_of_kind(text, question) else _coverage(text, inside, wanted))
        if _is_heading(text):
            score *= 0.4  # a heading names the matter and does not answer
        sentences.append(Sentence(place, begin, stop, score))
    return sentences


def _with_printed(question: str, wanted: Wanted) -> str:
    """The question with what reports print for what it names: 毛病 asks for problems as 问题 does."""
    return " ".join([question, *(subject.also[0] for subject in wanted.subjects if subject.also)]).lower()


def _coverage(text: str, inside: set[str], wanted: Wanted) -> float:
    whole = sum(subject.weight for subject in wanted.subjects)
    told = sum(subject.weight * how_told(subject, text.lower(), inside) for subject in wanted.subjects)
    return told / whole if whole else 0.0


_NUMBERED = re.compile(r"^\s*(?:[（(]\s*(?:[一二三四五六七八九十]+|\d+)\s*[)）]|\d+\s*[.．、])")


def _is_heading(text: str) -> bool:
    """A line of its own, or the numbered words that open a paragraph: （二）丰富公开内容。"""
    bare = text.strip()
    if len(bare) > 34:
        return False
    return _NUMBERED.match(bare) is not None or not bare.endswith(("。", "；", "！", ")", "）", "：", ":"))


def _is_of_kind(text: str, question: str) -> bool:
    """Whether a sentence is such as is asked for, whatever its words: a problem, a plan, a number to call."""
    kinds = ((_PHONE_CUES, _PHONE), (_PROBLEM_CUES, _PROBLEM), (_PLAN_CUES, _PLAN))
    return any(cue.search(question) and told.search(text) for cue, told in kinds)


def _kind_bonus(text: str, question: str) -> float:
    bonus = 1.0
    if _PHONE_CUES.search(question) and _PHONE.search(text):
        bonus *= 2.5
    if _WHO_CUES.search(question) and _PERSON.search(text):
        bonus *= 1.8
    if _COUNT_CUES.search(question):
        bonus *= 2.2 if re.search(r"\d\s*[\u4e00-\u9fff]", text) else 0.7
    counted = _COUNTED.search(question)
    if counted and re.search(rf"\d\s*{counted.group(1)}", text):
        bonus *= 1.8  # 多少条: the sentence counts the same way
    if _PROBLEM_CUES.search(question):
        bonus *= 1.7 if _PROBLEM.search(text) else 0.9
        if not _PLAN_CUES.search(question) and _SOLVES.search(text):
            bonus *= 0.5
    if _PLAN_CUES.search(question) and _PLAN.search(text):
        bonus *= 1.5
    if _WHETHER_CUES.search(question) and _WHETHER.search(text):
        bonus *= 1.6
    if _WHY_CUES.search(question) and _BECAUSE.search(text):
        bonus *= 1.8
    return bonus
