"""The passages route: the sentences that answer, verbatim, each with its place; an honest no where none supports one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.answer_kinds import PLAN, PROBLEM, SOLVES, Asked, is_of_kind, leads_in
from assistant.citing import CitationList
from assistant.conversation import Answer, Citation, Reason
from assistant.declining import decline, unrelated
from assistant.intent import Intent
from assistant.labels import in_english
from assistant.retrieval import CANDIDATES, SCORED_WHOLE, PassageFinder, asked_in
from assistant.sentences import Sentence, is_heading, is_item, scored_sentences
from assistant.wanted import OTHER_WORD, Found, Place, Wanted, how_told, titles
from assistant.wording import join_names, pick
from index.glossary import is_known_english, named_words

ENOUGH_FOR_NUMBER = 0.46  # … for 多少: a wrong number is worse than a wrong sentence
ENOUGH_SUPPORT = 0.36  # below this a passage shares too little with the question to answer it
ENOUGH_FOR_REPORT = 0.4  # another report is quoted beside the best where it fits at least so well, relatively
RELATED = 0.3  # a question of which all passages say less has nothing to do with the reports
NO_NUMBER = 0.5  # where a number is asked for
ENOUGH_FOR_EACH = 0.1  # … where all are asked for
AS_TELLING = 0.7  # and its line speaks of so much of what is asked, relatively
TELLS_TOO = 0.5  # a further sentence speaks of so much of what is asked, relatively to the best
PASSAGES_FOUND = 12
MOST_AGENCIES = 6
MOST_SENTENCES = 3
AS_GOOD = 0.6  # a second sentence is quoted where it answers at least so well as the best, relatively
AS_GOOD_IN_LIST = 0.65  # … where several things are asked for
LONGEST_LIST = 320  # characters
AS_GOOD_A_NUMBER = 0.85  # … where a number is asked for
PASSAGES_READ = 4  # of one agency's passages, for the sentence that answers


_ANNOUNCES = re.compile("问题|打算|措施|情况|方面|方向")


def without_figures(intent: Intent) -> Intent:
    """What a question asks of the text alone, where the tables have told its figure: 采购最多的单位有什么打算."""
    labels = "；".join(f"{metric.label_zh}；{metric.label_en}" for metric in intent.metrics).lower()
    topic, wording = intent.topic, intent.wording
    for named in named_words(intent.wording):
        if any(word in labels for word in (named.word, *named.printed)):
            topic, wording = (
                re.sub(re.escape(named.word), " ", words, flags=re.I) for words in (topic, wording)
            )
    return intent._replace(topic=topic, wording=wording, metrics=())


class PassagesRoute:
    """Answers questions on what the reports say in words."""

    def __init__(self, finder: PassageFinder) -> None:
        self.finder = finder

    def as_typed(self, intent: Intent) -> Intent:
        """A question on text with the words it was typed in, where a word that reports use was taken for a slip: 晒了多少条
        was read as 收了多少条."""
        kept = []
        for typed, meant in intent.corrected:
            if not self._is_word(typed) and (not meant.isascii() or self._is_word(meant)):
                kept.append((typed, meant))
                continue
            intent = intent._replace(
                topic=intent.topic.replace(meant, typed),
                wording=intent.wording.replace(meant, typed),
                metrics=(),
            )
        return intent._replace(corrected=tuple(kept))

    def _is_word(self, typed: str) -> bool:
        """Whether the glossary or a report has it."""
        if typed.isascii():
            return is_known_english(typed)
        return bool(named_words(typed)) or self.finder.told_by(typed) > 0

    def find(self, intent: Intent, agencies: Sequence[str] | None = None, k: int = 12) -> list[Found]:
        """The passages that fit the question best, of the agencies it names or of those given."""
        intent = self.as_typed(intent)
        narrowed = intent.agencies if agencies is None else agencies
        spoken_of = self._years_spoken_of(intent)
        years = () if spoken_of else intent.years
        found = self.finder.find(intent.topic, narrowed, years, k, wording=intent.wording)
        return [f for f in found if _names_a_year(f.place.text, spoken_of)]

    def _years_spoken_of(self, intent: Intent) -> tuple[int, ...]:
        """The years named, where no report is on any of them: one may speak of 2019 in its report on 2020."""
        rows = self.finder.store.connection.execute("SELECT DISTINCT year FROM reports")
        indexed = {year for (year,) in rows}
        counted = {year for _, years in intent.counted_years for year in years}  # 去年 is the report's own
        return () if indexed & set(intent.years) or counted else intent.years

    def answer(self, intent: Intent, agencies: Sequence[str] | None = None, least: float = 0.0) -> Answer:
        """Quote what answers the question, of the agencies it names or of those given; `least` is how much of what it
        names a passage has to speak of, where that is more than usual."""
        intent = self.as_typed(intent)
        narrowed = intent.agencies if agencies is None else tuple(agencies)
        several = len(narrowed) != 1
        found = self.find(intent, agencies, k=CANDIDATES if several else PASSAGES_FOUND)
        wanted = self.finder.wanted(intent.topic, intent.wording)
        asked = asked_in(intent.wording, wanted)
        supported = [f for f in _supported(intent, found, wanted, asked) if f.support >= least]
        groups = self._by_agency(supported, ENOUGH_FOR_EACH if intent.each else ENOUGH_FOR_REPORT)
        groups = groups if several else groups[:1]
        chosen = [self._sentences(group, wanted, asked, alone=len(groups) == 1) for group in groups]
        spoken_of = self._years_spoken_of(intent)
        chosen = [some for some in chosen if some and _names_a_year("".join(s.text for s in some), spoken_of)]
        chosen = _as_telling(chosen)
        if not chosen:
            return self._nothing(intent, narrowed, found)
        citations = CitationList()
        lines = [_quoted(intent, same, citations) for same in _told_alike(chosen[:MOST_AGENCIES])]
        return Answer(
            intent.question,
            intent.language,
            "answered",
            "passages",
            self._head(intent, chosen, narrowed) + "\n\n".join(lines),
            citations=tuple(citations.citations),
            caveats=self._contradictions(citations.citations, intent.language),
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

    def _by_agency(self, found: Sequence[Found], least: float) -> list[list[Found]]:
        """The best passages, by agency, best agency first; an agency that fits far worse than the best is left out."""
        best = found[0].score if found else 0.0
        groups: dict[str, list[Found]] = {}
        for f in found:
            groups.setdefault(f.place.agency, []).append(f)
        ranked = sorted(groups.values(), key=lambda group: -group[0].score)
        return [group for group in ranked if group[0].score >= least * best]

    def _head(self, intent: Intent, chosen: Sequence[Sequence[Sentence]], agencies: Sequence[str]) -> str:
        """How many of the agencies asked about speak of it, and which are quoted."""
        if len(chosen) == 1:
            return ""
        names = join_names([some[0].place.agency for some in chosen[:MOST_AGENCIES]], intent.language)
        asked = len(agencies) or self._agencies_on(intent.years)
        searched_all = bool(agencies) or self.finder.passages <= SCORED_WHOLE
        least = "" if searched_all else pick(intent.language, "至少 ", "at least ")
        quoted = pick(intent.language, "；摘引", "; quoted are ") if len(chosen) > MOST_AGENCIES else ""
        return pick(
            intent.language,
            f"{asked} 个单位中{least or '有 '}{len(chosen)} 个的报告谈到这一点（{quoted[1:] if quoted else ''}{names}）：\n\n",
            f"Of {asked} agencies {least}{len(chosen)} speak of this in their reports ({quoted[2:]}{names}):\n\n",
        )

    def _agencies_on(self, years: Sequence[int]) -> int:
        marks = ", ".join("?" * len(years))
        rows = self.finder.store.connection.execute(
            f"SELECT count(DISTINCT agency) FROM reports{f' WHERE year IN ({marks})' if years else ''}", years
        )
        return int(rows.fetchone()[0])

    def _sentences(self, group: Sequence[Found], wanted: Wanted, asked: Asked, alone: bool) -> list[Sentence]:
        """The sentences of one agency that answer, in the order of the report; none where none does."""
        best = group[0].score or 1.0
        scored = [
            sentence._replace(score=sentence.score * found.score / best)
            for found in group[:PASSAGES_READ]
            for sentence in scored_sentences(found.place, wanted, asked)
        ]
        scored.sort(key=lambda s: (s.lacks, is_heading(s.text), -s.score))
        top = scored[0]
        if top.lacks:
            return []
        if not alone:
            return [top]
        if asked.lists and not asked.counts:
            return _whole_list(top, scored, asked)
        least = AS_GOOD_A_NUMBER if asked.counts else AS_GOOD
        near = [s for s in scored[1:MOST_SENTENCES] if _as_good(s, top, least) and not s.lacks]
        return _in_order([top, *(s for s in near if s.place.id == top.place.id and not is_heading(s.text))])

    def _nothing(self, intent: Intent, agencies: Sequence[str], found: Sequence[Found]) -> Answer:
        connection = self.finder.store.connection
        reports = connection.execute("SELECT count(*) FROM reports").fetchone()[0]
        named = any(group.has_office for group in intent.groups)
        related = max((f.support for f in found), default=0.0) >= RELATED
        unknown = not intent.metrics and not named and not related
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


def _supported(intent: Intent, found: Sequence[Found], wanted: Wanted, asked: Asked) -> list[Found]:
    """The passages that speak of enough of what the question names to answer it, best first."""
    least = ENOUGH_FOR_NUMBER if asked.counts else ENOUGH_SUPPORT
    enough = [
        f for f in found if f.support * _has_needed(f, wanted, asked) >= least and not _says_nothing(f.place)
    ]
    narrowed_figure = (
        intent.metrics and intent.unexplained and intent.asks_figure and not intent.asks_narrative
    )
    if intent.restricted or narrowed_figure:  # a figure, but of something the form does not tell apart
        return [f for f in enough if _speaks_of_any(intent.unexplained, f.place, wanted)]
    return enough


def _says_nothing(place: Place) -> bool:
    """A passage of little but its agency's name: the signature at a report's end."""
    return len(place.text.replace(place.agency, "").strip()) < 4


def _speaks_of_any(words: Sequence[str], place: Place, wanted: Wanted) -> bool:
    """Whether a passage has one of these words, or what reports print for it."""
    text = f"{titles(place)} {place.text.lower()}"
    named = [s for s in wanted.subjects if any(_overlap(s.word, word.lower()) for word in words)]
    return any(word.lower() in text for word in words) or any(
        how_told(subject, text, set()) >= OTHER_WORD for subject in named
    )


def _names_a_year(text: str, years: Sequence[int]) -> bool:
    return not years or any(str(year) in text for year in years)


def _overlap(one: str, other: str) -> bool:
    return bool(one) and (one in other or other in one)


def _whole_list(top: Sentence, scored: Sequence[Sentence], asked: Asked) -> list[Sentence]:
    """For several things all sentences that answer as well as the best, and the other items of the list it is one of or
    leads in, up to a readable length; problems and plans are told under several titles of their part."""
    told_over = PROBLEM in asked.kinds or PLAN in asked.kinds
    same = [s for s in scored if s.place.id == top.place.id or (told_over and s.place.part == top.place.part)]
    same = _without_remedies(same) if PROBLEM in asked.kinds and PLAN not in asked.kinds else same
    same = [s for s in same if s is top or not is_heading(s.text) or _states(s.text, asked)]
    same = _in_order({*same, top})
    at = same.index(top)
    listed = is_item(top.text) or leads_in(top.text)
    kept, size = [top], len(top.text)
    for sentence in [*same[at + 1 :], *reversed(same[:at])]:
        item = listed and (is_item(sentence.text) or (told_over and is_heading(sentence.text)))
        as_good = _as_good(sentence, top, AS_GOOD_IN_LIST)
        if (item or as_good) and size + len(sentence.text) <= LONGEST_LIST:
            kept.append(sentence)
            size += len(sentence.text)
    return _in_order(kept)


def _as_good(sentence: Sentence, top: Sentence, least: float) -> bool:
    """Whether a sentence answers nearly as well as the best, and speaks of nearly as much of what is asked."""
    return sentence.score >= least * top.score and sentence.coverage >= TELLS_TOO * top.coverage


def _states(heading: str, asked: Asked) -> bool:
    """Whether a title says what is asked for (（二）信息员不固定), and does not only announce it (（一）主要问题)."""
    return is_of_kind(heading, asked) and not _ANNOUNCES.search(heading)


def _without_remedies(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Where problems are asked for, what follows 下一步 in a passage is not one."""
    remedied: dict[int, int] = {}
    for sentence in _in_order(sentences):
        if SOLVES.search(sentence.text):
            remedied.setdefault(sentence.place.id, sentence.start)
    return [s for s in sentences if s.start < remedied.get(s.place.id, s.end)]


def _in_order(sentences: Iterable[Sentence]) -> list[Sentence]:
    return sorted(sentences, key=lambda s: s.start)


def _as_telling(chosen: list[list[Sentence]]) -> list[list[Sentence]]:
    """Of several agencies' lines those that speak of as much of what is asked as the best, nearly."""
    most = max((max(s.coverage for s in some) for some in chosen), default=0.0)
    return [some for some in chosen if max(s.coverage for s in some) >= AS_TELLING * most]


def _told_alike(chosen: Sequence[Sequence[Sentence]]) -> list[list[Sequence[Sentence]]]:
    """The agencies' lines, those that say the same in the same words together."""
    alike: dict[str, list[Sequence[Sentence]]] = {}
    for sentences in chosen:
        alike.setdefault("".join(_one_line(s.text) for s in sentences), []).append(sentences)
    return list(alike.values())


def _quoted(intent: Intent, same: Sequence[Sequence[Sentence]], citations: CitationList) -> str:
    """The lines of one agency, or of several that say the same, under the place they stand in."""
    head = pick(intent.language, "、", ", ").join(_place(intent, sentences[0].place) for sentences in same)
    told = zip(*same, strict=False)
    lines = [
        f"> {_one_line(each[0].text)} " + "".join(f"[{citations.add(s.citation())}]" for s in each)
        for each in told
    ]
    return head + "\n\n" + "\n>\n".join(lines)


def _place(intent: Intent, place: Place) -> str:
    part = pick(intent.language, f"第{place.part}部分", f"part {place.part}") if place.part else ""
    where = " / ".join(filter(None, (part, place.heading)))
    return f"**{place.agency}** {place.year}" + (
        pick(intent.language, f"（{where}）", f" ({where})") if where else ""
    )


def _has_needed(found: Found, wanted: Wanted, asked: Asked) -> float:
    """How far a passage can answer 多少: one that does not count what is asked about hardly does."""
    if not asked.counts:
        return 1.0
    return NO_NUMBER if all(s.lacks for s in scored_sentences(found.place, wanted, asked)) else 1.0


def _one_line(text: str) -> str:
    return " ".join(text.split()) if re.search(r"[a-zA-Z]\s", text) else re.sub(r"\s*\n\s*", "", text).strip()
