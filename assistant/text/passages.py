"""The passages route: the sentences that answer, verbatim, each with its place; an honest no where none supports one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from operator import attrgetter

from assistant.bodies import kind_sql
from assistant.conversation import Answer, Citation, Reason
from assistant.declining import decline, unrelated
from assistant.figures.citing import CitationList
from assistant.intent import Intent
from assistant.labels import in_english, part_in_english
from assistant.text.answer_kinds import WHY, YES_OR_NO, Asked, is_of_kind
from assistant.text.answer_span import answer_spans, marked
from assistant.text.full_scan import TELLING
from assistant.text.inclusion import sentences_on_inclusion
from assistant.text.numbers_said import numbers_said, sentences_with
from assistant.text.overview import those_that_tell
from assistant.text.quoting import sentences_to_quote
from assistant.text.report_years import by_report, of_latest_year, year_taken
from assistant.text.retrieval import CANDIDATES, PassageFinder, asked_in
from assistant.text.sentences import Sentence, scored_sentences
from assistant.text.telling import tells_of_requests
from assistant.text.wanted import FAR_WORD, Found, Place, Wanted, how_told, titles
from assistant.wording import counted, join_names, pick
from index.glossary import is_known_english, named_words

ENOUGH_FOR_NUMBER = 0.46  # … for 多少: a wrong number is worse than a wrong sentence
ENOUGH_SUPPORT = 0.36  # below this a passage shares too little with the question to answer it
ENOUGH_FOR_REPORT = 0.4  # another report is quoted beside the best where it fits at least so well, relatively
RELATED = 0.3  # a question of which all passages say less has nothing to do with the reports
NO_NUMBER = 0.5  # where a number is asked for
ENOUGH_OF_PLACE = 0.7  # … where a place is named, of which several are
ENOUGH_FOR_EACH = 0.1  # … where all are asked for
PASSAGES_FOUND = 12
MOST_AGENCIES = 12  # are quoted
MOST_COUNTED = 60  # … and so many are looked at for a line
BY_PASSAGE = 0.8  # how far a sentence's rank follows its passage's: not at all 0, wholly 1
COMPARED = 6  # so many of an agency's sentences are compared with the question as a whole
BY_WORDS = 0.6  # what a sentence's words weigh beside its likeness to the question
EVIDENT = (
    0.55  # what a line speaks of and its likeness, together: with less it is near the subject and no answer
)
EVIDENT_THAT = 0.7  # … where it is asked whether something is so
HALF = 0.5  # … and of less than half of what it names no line says that
PASSAGES_READ = 4  # of one agency's passages, for the sentence that answers

_NUMBER = re.compile(r"\d+(?=\s*[条件次个场篇宗])")


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

    def find(
        self, intent: Intent, agencies: Sequence[str] | None = None, k: int = 12, of_each: bool = False
    ) -> list[Found]:
        """The passages that fit the question best, of the agencies it names or of those given; `of_each`: of every one."""
        intent = self.as_typed(intent)
        narrowed = intent.agencies if agencies is None else agencies
        spoken_of = self._years_spoken_of(intent)
        years = () if spoken_of else intent.years
        found = self.finder.find(intent.topic, narrowed, years, k, intent.wording, of_each)
        return [f for f in found if _names_a_year(f.place.text, spoken_of)]

    def _years_spoken_of(self, intent: Intent) -> tuple[int, ...]:
        """The years named, where no report of those asked about is on any of them: one may speak of 2019 in its report on 2020."""
        marks = ", ".join("?" * len(intent.agencies))
        of_them = f" WHERE agency IN ({marks})" if intent.agencies else ""
        rows = self.finder.store.connection.execute(
            f"SELECT DISTINCT year FROM reports{of_them}", intent.agencies
        )
        indexed = {year for (year,) in rows}
        counted = {year for _, years in intent.counted_years for year in years}  # 去年 is the report's own
        return () if indexed & set(intent.years) or counted else intent.years

    def answer(self, intent: Intent, agencies: Sequence[str] | None = None, least: float = 0.0) -> Answer:
        """Quote what answers the question, of the agencies it names or of those given; `least` is how much of what it
        names a passage has to speak of, where that is more than usual."""
        intent = self.as_typed(intent)
        if agencies is None and not intent.agencies and intent.scope != "all":
            agencies = self._agencies_of_kind(intent.scope)
            if not agencies:
                return self._nothing(intent, (), [])
        narrowed = intent.agencies if agencies is None else tuple(agencies)
        several = len(narrowed) != 1
        wanted = self.finder.wanted(intent.topic, intent.wording)
        asked = asked_in(intent.wording, wanted)
        if several and (intent.each or any(group.all_meant for group in intent.groups)):
            asked = asked._replace(agencies=True)
        found = self.find(intent, narrowed, k=_most_found(asked, several), of_each=asked.agencies)
        supported = [f for f in _supported(intent, found, wanted, asked) if f.support >= least]
        groups = self._apart(intent, supported, asked)
        looked_at = groups[:MOST_COUNTED] if several or len(intent.years) > 1 else groups[:1]
        all_seen = len(looked_at) == len(groups) and self._finds_all(asked, narrowed, found)
        chosen = [
            self._sentences(group, intent.wording, wanted, asked, beside=len(looked_at) - 1)
            for group in looked_at
        ]
        spoken_of = self._years_spoken_of(intent)
        chosen = [some for some in chosen if some and _names_a_year("".join(s.text for s in some), spoken_of)]
        chosen = those_that_tell(chosen, wanted, asked)
        if WHY in asked.kinds:
            question = intent.wording.lower()
            chosen = [some for some in chosen if any(tells_of_requests(s.text, question) for s in some)]
        if not chosen:
            return self._nothing(intent, narrowed, found)
        citations = CitationList()
        lines = [
            _quoted(intent, same, citations, wanted, asked) for same in _told_alike(chosen[:MOST_AGENCIES])
        ]
        return Answer(
            intent.question,
            intent.language,
            "answered",
            "passages",
            self._head(intent, chosen, narrowed, all_seen) + "\n\n".join(lines),
            citations=tuple(citations.citations),
            caveats=(
                *_number_not_told(intent, chosen, asked),
                *self._year_taken(intent, asked, citations.citations),
                *self._contradictions(citations.citations, intent.language),
            ),
        )

    def on_numbers(self, intent: Intent, agencies: Sequence[str] | None = None) -> Answer | None:
        """The sentences in which the numbers stand whose meaning is asked for; None where none is, or one stands in no report."""
        numbers = numbers_said(intent.text, intent.years)
        if not numbers:
            return None
        narrowed = intent.agencies if agencies is None else tuple(agencies)
        sentences = sentences_with(numbers, self.finder.places_of(narrowed, intent.years))
        return self._quoting(intent, sentences)

    def on_inclusion(self, intent: Intent, agencies: Sequence[str]) -> Answer:
        """What the reports of some agencies (() for all) say of whose figures theirs include."""
        sentences = sentences_on_inclusion(intent, self.finder.places_of(agencies, intent.years))
        whose = join_names(list(agencies), intent.language)
        of = f" of {whose}" if whose else ""
        speak = f"report{of} does" if len(agencies) == 1 else f"reports{of} do"
        said = pick(
            intent.language,
            f"{whose or '收录的'}{'的' if whose else ''}报告没有说明这个数字是否包含其他单位的，所以不作推断，也不相加。",
            f"The {speak} not say whether this figure includes those of others, so nothing is inferred or added up.",
        )
        return self._quoting(intent, sentences) or decline(
            intent, "no_data", "nothing_found", said, route="passages"
        )

    def _quoting(self, intent: Intent, sentences: Sequence[Sentence]) -> Answer | None:
        """An answer of some sentences, by report; None where there are none, or of too many reports."""
        reports = list(dict.fromkeys(s.place.report for s in sentences))
        if not 0 < len(reports) <= MOST_AGENCIES:
            return None
        citations = CitationList()
        told = [[s for s in sentences if s.place.report == report] for report in reports]
        lines = [_as_quoted(intent, some, citations) for some in told]
        return Answer(
            intent.question,
            intent.language,
            "answered",
            "passages",
            "\n\n".join(lines),
            citations=tuple(citations.citations),
            caveats=self._contradictions(citations.citations, intent.language),
        )

    def _apart(self, intent: Intent, found: Sequence[Found], asked: Asked) -> list[list[Found]]:
        """The passages of which each group has its line: by report where several years are named, else by agency, of the
        latest report where no year is."""
        if len(intent.years) > 1:
            return by_report(found)
        groups = self._by_agency(found, _enough_beside(intent, asked))
        return [of_latest_year(group) for group in groups] if _takes_latest(intent, asked) else groups

    def _year_taken(self, intent: Intent, asked: Asked, citations: Sequence[Citation]) -> tuple[str, ...]:
        """Which year's report was quoted, where the question does not say."""
        if not _takes_latest(intent, asked):
            return ()
        return year_taken(self.finder.store.connection, citations, intent.language)

    def _contradictions(self, citations: Sequence[Citation], language: str) -> tuple[str, ...]:
        """What the reports quoted say differently elsewhere, where one of the numbers is quoted."""
        reports = list(dict.fromkeys(c.report for c in citations))
        quoted = {number for c in citations for number in _NUMBER.findall(c.quote)}
        marks = ", ".join("?" * len(reports))
        rows = self.finder.store.connection.execute(
            "SELECT r.agency, r.year, p.message, p.message_en FROM problems AS p JOIN reports AS r ON r.id = p.report_id"
            f" WHERE r.report IN ({marks}) AND p.kind IN ('text_text', 'text_table')",
            reports,
        )
        return tuple(
            pick(language, f"{agency} {year}：{message}", f"{agency} {year}: {in_english(message_en)}")
            for agency, year, message, message_en in rows
            if quoted & set(_NUMBER.findall(message))
        )

    def _by_agency(self, found: Sequence[Found], least: float) -> list[list[Found]]:
        """The best passages, by agency, best agency first; an agency that fits far worse than the best is left out."""
        best = found[0].score if found else 0.0
        groups: dict[str, list[Found]] = {}
        for f in found:
            groups.setdefault(f.place.agency, []).append(f)
        ranked = sorted(groups.values(), key=lambda group: -group[0].score)
        return [group for group in ranked if group[0].score >= least * best]

    def _finds_all(self, asked: Asked, agencies: Sequence[str], found: Sequence[Found]) -> bool:
        """Whether every passage that may tell was found."""
        return self.finder.looks_at_all(agencies) or (asked.agencies and len(found) < TELLING)

    def _head(
        self, intent: Intent, chosen: Sequence[Sequence[Sentence]], agencies: Sequence[str], all_seen: bool
    ) -> str:
        """How many of the agencies asked about speak of it (at least so many, unless all were seen), and which are quoted."""
        telling = list(dict.fromkeys(some[0].place.agency for some in chosen))
        if len(telling) == 1:
            return ""
        quotes = dict.fromkeys(some[0].place.agency for some in chosen[:MOST_AGENCIES])
        names = join_names(list(quotes), intent.language)
        asked = len(agencies) or self._agencies_on(intent.years)
        least = "" if all_seen else pick(intent.language, "至少 ", "at least ")
        quoted = pick(intent.language, "；摘引", "; quoted are ") if len(telling) > len(quotes) else ""
        return pick(
            intent.language,
            f"{asked} 个单位中{least or '有 '}{len(telling)} 个的报告谈到这一点（{quoted[1:] if quoted else ''}{names}）：\n\n",
            f"Of {asked} agencies {least}{len(telling)} speak of this in their reports ({quoted[2:]}{names}):\n\n",
        )

    def _agencies_of_kind(self, kind: str) -> tuple[str, ...]:
        """The agencies of the kind asked about: district governments."""
        rows = self.finder.store.connection.execute(
            f"SELECT DISTINCT r.agency FROM reports AS r WHERE {kind_sql(kind) or '1'} ORDER BY r.agency"
        )
        return tuple(agency for (agency,) in rows)

    def _agencies_on(self, years: Sequence[int]) -> int:
        marks = ", ".join("?" * len(years))
        rows = self.finder.store.connection.execute(
            f"SELECT count(DISTINCT agency) FROM reports{f' WHERE year IN ({marks})' if years else ''}", years
        )
        return int(rows.fetchone()[0])

    def _sentences(
        self, group: Sequence[Found], words: str, wanted: Wanted, asked: Asked, beside: int
    ) -> list[Sentence]:
        """The sentences of one agency that answer, in the order of the report; none where none does. `beside` other
        agencies are quoted, too."""
        if asked.agencies:  # their passages are not ranked among all, and what they speak of counts alone
            group = sorted((found._replace(score=found.support) for found in group), key=lambda f: -f.score)
        best = group[0].score or 1.0
        most = max(found.support for found in group[:PASSAGES_READ]) or 1.0
        scored = [
            sentence._replace(
                score=sentence.score * (found.score / best) ** BY_PASSAGE * (found.support / most) ** 0.5
            )
            for found in group[:PASSAGES_READ]
            for sentence in scored_sentences(found.place, wanted, asked)
        ]
        scored = self._by_likeness(scored, words)

        @cache
        def part_of(place: Place) -> list[Sentence]:
            places = self.finder.part_of(place)
            return [sentence for other in places for sentence in scored_sentences(other, wanted, asked)]

        quoted = sentences_to_quote(scored, part_of, wanted, asked, beside)
        return quoted if asked.agencies or any(_is_evident(s, asked) for s in quoted) else []

    def _by_likeness(self, sentences: Sequence[Sentence], words: str) -> list[Sentence]:
        """Sentences best first; the best of them scored anew by how near they are to the question as a whole."""
        ranked = sorted(sentences, key=lambda s: -s.score)
        best = ranked[:COMPARED]
        likeness = self.finder.likeness(words, [s.text for s in best])
        anew = [
            s._replace(score=s.score * (BY_WORDS + near), likeness=near)
            for s, near in zip(best, likeness, strict=True)
        ]
        return sorted(anew, key=lambda s: -s.score) + [
            s._replace(score=s.score * BY_WORDS) for s in ranked[COMPARED:]
        ]

    def _nothing(self, intent: Intent, agencies: Sequence[str], found: Sequence[Found]) -> Answer:
        connection = self.finder.store.connection
        reports = connection.execute("SELECT count(*) FROM reports").fetchone()[0]
        named = any(group.has_office for group in intent.groups)
        nearest = found or self.find(intent, agencies, k=PASSAGES_FOUND)
        related = max((f.support for f in nearest), default=0.0) >= RELATED
        unknown = not (intent.metrics or named or related or intent.inherited)
        whose = join_names(list(agencies), intent.language) if agencies else ""
        if unknown:
            return unrelated(intent)
        wording = "reports" if len(agencies) > 1 else "report"
        asks_why = WHY.asked.search(intent.wording.lower()) is not None
        wanted = (
            ("说明原因的句子", "gives the reason") if asks_why else ("能回答这个问题的内容", "answers this")
        )
        said = pick(
            intent.language,
            f"在{f'{whose}的报告' if whose else f'收录的 {reports} 份报告'}里没有找到{wanted[0]}。",
            f"Nothing in {f'the {wording} of {whose}' if whose else f'the {reports} indexed reports'} {wanted[1]}.",
        )
        reason: Reason = "nothing_found"
        return decline(intent, "no_data", reason, said, route="passages")


def _number_not_told(intent: Intent, chosen: Sequence[Sequence[Sentence]], asked: Asked) -> tuple[str, ...]:
    """What is said where occasions are quoted because no line says how many there were."""
    if not asked.counts or any(not s.lacks for some in chosen for s in some):
        return ()
    said = pick(
        intent.language,
        "报告没有写出次数；摘引的是写明时间的句子。",
        "The report does not say how many; quoted are the sentences that tell of one with its date.",
    )
    return (said,)


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


def _most_found(asked: Asked, several: bool) -> int:
    """How many passages are looked at for sentences: all that may tell, where it is asked which agencies."""
    return TELLING if asked.agencies else CANDIDATES if several else PASSAGES_FOUND


def _takes_latest(intent: Intent, asked: Asked) -> bool:
    """Whether the latest report that speaks of it is quoted: no year is named, and none is asked for."""
    return not intent.years and not intent.all_years and not asked.year


def _is_evident(sentence: Sentence, asked: Asked) -> bool:
    """Whether a line is near enough to the question to be taken for its answer."""
    least = EVIDENT_THAT if YES_OR_NO in asked.kinds else EVIDENT
    if YES_OR_NO in asked.kinds and sentence.coverage < HALF:
        return False
    return is_of_kind(sentence.text, asked) or sentence.coverage + sentence.likeness >= least


def _says_nothing(place: Place) -> bool:
    """A passage of little but its agency's name: the signature at a report's end."""
    return len(place.text.replace(place.agency, "").strip()) < 4


def _speaks_of_any(words: Sequence[str], place: Place, wanted: Wanted) -> bool:
    """Whether a passage has one of these words, or what reports print for it."""
    text = f"{titles(place)} {place.text.lower()}"
    named = [s for s in wanted.subjects if any(_overlap(s.word, word.lower()) for word in words)]
    return any(word.lower() in text for word in words) or any(
        how_told(subject, text, set()) >= FAR_WORD for subject in named
    )


def _names_a_year(text: str, years: Sequence[int]) -> bool:
    return not years or any(str(year) in text for year in years)


def _overlap(one: str, other: str) -> bool:
    return bool(one) and (one in other or other in one)


def _enough_beside(intent: Intent, asked: Asked) -> float:
    """How well another agency has to fit to be quoted beside the best: a place whose agencies are not told apart, where one
    is likely meant, wants more than a question for each."""
    if intent.each or asked.agencies:
        return ENOUGH_FOR_EACH
    one_place = len(intent.groups) == 1 and not intent.groups[0].has_office
    likely_one = (
        one_place and intent.agencies and not asked.done
    )  # what is only planned is left out afterwards
    return ENOUGH_OF_PLACE if likely_one else ENOUGH_FOR_REPORT


def _told_alike(chosen: Sequence[Sequence[Sentence]]) -> list[list[Sequence[Sentence]]]:
    """The agencies' lines, those that say the same in the same words together."""
    alike: dict[str, list[Sequence[Sentence]]] = {}
    for sentences in chosen:
        alike.setdefault("".join(_one_line(s.text) for s in sentences), []).append(sentences)
    return list(alike.values())


def _quoted(
    intent: Intent, same: Sequence[Sequence[Sentence]], citations: CitationList, wanted: Wanted, asked: Asked
) -> str:
    """The lines of one agency, or of several that say the same, under the place they stand in."""
    head = pick(intent.language, "、", ", ").join(_place(intent, sentences) for sentences in same)
    told = zip(*same, strict=False)
    lines = [
        f"> {_with_answer_marked(_one_line(each[0].text), intent.wording.lower(), asked, wanted)} "
        + "".join(f"[{citations.add(s.citation())}]" for s in each)
        + _left_out(each[0], intent.language)
        for each in told
    ]
    return head + "\n\n" + "\n>\n".join(lines)


def _as_quoted(intent: Intent, sentences: Sequence[Sentence], citations: CitationList) -> str:
    """Sentences of one report under its name, nothing in them marked."""
    lines = [f"> {_one_line(s.text)} [{citations.add(s.citation())}]" for s in sentences]
    return _place(intent, sentences) + "\n\n" + "\n>\n".join(lines)


def _left_out(sentence: Sentence, language: str) -> str:
    """What is said behind the last line quoted of a list that has more."""
    if not sentence.left_out:
        return ""
    more = sentence.left_out
    return pick(language, f"（还有 {more} 句没有引）", f" ({counted(more, 'more line')} not quoted)")


def _with_answer_marked(line: str, question: str, asked: Asked, wanted: Wanted) -> str:
    return line if "*" in line else marked(line, answer_spans(line, question, asked, wanted))


def _place(intent: Intent, sentences: Sequence[Sentence]) -> str:
    """Where some sentences of one report stand, the first of them at least; under which title, where all are under one."""
    place = sentences[0].place
    parts, headings = ({of(s.place) for s in sentences} for of in (attrgetter("part"), attrgetter("heading")))
    heading = place.heading if len(headings) == 1 else ""
    part = (
        pick(intent.language, f"第{place.part}部分", part_in_english(place.part))
        if place.part and len(parts) == 1
        else ""
    )
    where = " / ".join(filter(None, (part, heading)))
    return f"**{place.agency}** {place.year}" + (
        pick(intent.language, f"（{where}）", f" ({where})") if where else ""
    )


def _has_needed(found: Found, wanted: Wanted, asked: Asked) -> float:
    """How far a passage can answer 多少: one that does not count what is asked about hardly does."""
    if not asked.counts:
        return 1.0
    if asked.occasions:  # each may be told with its date
        return 1.0
    return NO_NUMBER if all(s.lacks for s in scored_sentences(found.place, wanted, asked)) else 1.0


def _one_line(text: str) -> str:
    return " ".join(text.split()) if re.search(r"[a-zA-Z]\s", text) else re.sub(r"\s*\n\s*", "", text).strip()
