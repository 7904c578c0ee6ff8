"""Question + what was asked before → Intent: every meaning found is given a part to play, and nothing is guessed.

A name that fits several agencies stays several (the router asks back); words that nothing explains are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from assistant import patterns
from assistant.agencies import Directory
from assistant.intent import Condition, Intent, Metric, Operation
from assistant.router import choose_way, content
from assistant.understanding.asked_logic import AskedLogic
from assistant.understanding.carried import in_form_words
from assistant.understanding.clauses import in_that_year, joined, parts_of, year_parts_of
from assistant.understanding.corrections import corrected
from assistant.understanding.follow_up import MEASURED_BY_IT, OWN_BODY, completed
from assistant.understanding.framing import without_frame
from assistant.understanding.going_on import gone_on, leans_back
from assistant.understanding.idioms import in_plain_words
from assistant.understanding.in_full import in_full
from assistant.understanding.mentions import AgencyTerm, Mention, Threshold, Years
from assistant.understanding.names import find_groups
from assistant.understanding.numerals import CHINESE_NUMBER, with_form_years
from assistant.understanding.preamble import parted_story, without_preamble
from assistant.understanding.said_kinds import kind_of
from assistant.understanding.spotting import spot
from assistant.understanding.taken_up import untaken
from assistant.understanding.turns import (
    MOST_TAKEN_TOGETHER,
    WHICH_OF_THEM,
    figures_together,
    goes_back_to,
    points_at_one_of_two,
    reaches_back,
    turn_of_kind,
    with_its_name,
    with_those_before,
    without_figures,
    without_going_back,
)
from assistant.understanding.turns_of_phrase import in_plain_english
from assistant.understanding.unknown_words import may_narrow
from assistant.vocabulary import Vocabulary


def understand(
    question: str,
    vocabulary: Vocabulary,
    directory: Directory,
    before: Sequence[str] = (),
) -> Intent:
    """What a question asks; `before` are the questions already asked in this conversation, oldest first."""
    if before:
        question = corrected(question)
    said = in_plain_words(_without_preamble(question, vocabulary, directory), goes_on=bool(before))
    whole = in_plain_english(in_full(said, vocabulary.short_forms))
    plain = in_form_words(with_form_years(patterns.sub(f"{_EXPLAINS}|{_NOT_THE_OTHER_MEAN}", " ", whole)))
    spotted = spot(plain, vocabulary, directory)
    reading = _Reading(spotted, vocabulary, directory)
    intent = _in_parts(plain, reading.intent(), vocabulary, directory)
    if (intent.unexplained or intent.unread_scope) and (rest := without_frame(spotted)):
        return understand(rest, vocabulary, directory, before)._replace(question=question)
    if intent.unexplained and (bare := _without_asides(plain, vocabulary, directory)):
        asides = tuple(patterns.findall(_ASIDE, plain))
        return understand(bare, vocabulary, directory, before)._replace(question=question, asides=asides)
    if before and patterns.search(MEASURED_BY_IT, plain):
        return _measured_by_it(question, plain, vocabulary, directory, before)
    if before and points_at_one_of_two(spotted.text):
        turns = _turns(vocabulary, directory, before, MOST_TAKEN_TOGETHER)
        return _back_at(question, spotted.text, vocabulary, directory, turns) or intent
    if not before or not leans_back(intent, spotted):
        return intent
    turns = _turns(vocabulary, directory, before, MOST_TAKEN_TOGETHER if reaches_back(spotted.text) else 1)
    if moved := figures_together(intent, turns):
        return _of_those_figures(question, spotted.text, vocabulary, directory, turns, moved)
    intent, earlier = with_those_before(intent, turns)
    return _with_unread(gone_on(intent, reading, earlier), earlier)


def _turns(
    vocabulary: Vocabulary, directory: Directory, before: Sequence[str], most: int
) -> tuple[Intent, ...]:
    """What the questions before asked, the latest first."""
    ends = range(len(before), max(0, len(before) - most), -1)
    return tuple(understand(before[end - 1], vocabulary, directory, before[: end - 1]) for end in ends)


def _back_at(
    question: str, plain: str, vocabulary: Vocabulary, directory: Directory, turns: Sequence[Intent]
) -> Intent | None:
    """前者的诉讼呢, 回到区政府: the question, of the agency that was spoken of before another; None where none was."""
    named, earlier = with_its_name(without_going_back(plain), turns), turns[0]
    reading = _Reading(spot(named, vocabulary, directory), vocabulary, directory)
    own = reading.intent()
    if goes_back_to(plain) and not own.groups:
        found = turn_of_kind(own.scope, turns, directory) if own.scope != "all" else None
        if found is None:
            return None
        own, earlier = own._replace(groups=found.groups, scope="all"), found
    elif named == plain:
        return None
    return _with_unread(gone_on(own, reading, earlier), earlier)._replace(question=question)


def _of_those_figures(
    question: str,
    plain: str,
    vocabulary: Vocabulary,
    directory: Directory,
    turns: Sequence[Intent],
    moved: Sequence[Metric],
) -> Intent:
    """这两项相加: the question, of the figures that those before asked for one after the other."""
    agencies, plain = turns[0].agencies, without_figures(plain)
    own = _Reading(spot(plain, vocabulary, directory), vocabulary, directory)
    if len(agencies) == 1 and not own.groups:
        named = f"{agencies[0]} {plain}" if plain.isascii() else f"{agencies[0]}{plain}"
        own = _Reading(spot(named, vocabulary, directory), vocabulary, directory)
    if "sum" in own.cues:
        moved = own.maker.added_up(list(moved))
    if patterns.search(WHICH_OF_THEM, plain):
        picked = own.intent(moved)._replace(operation="top_item", superlative=True, n=1)
        return completed(picked, turns[0]._replace(metrics=tuple(moved)), directory)._replace(
            question=question
        )
    whole = completed(own.intent(moved), turns[0]._replace(metrics=tuple(moved)), directory)
    return _with_unread(whole, turns[0])._replace(question=question)


def _with_unread(whole: Intent, earlier: Intent) -> Intent:
    """What kept the question before from an answer keeps the one that goes on with it from one, too."""
    if not whole.inherited or not whole.metrics or choose_way(earlier) not in ("unread", "unread_scope"):
        return whole
    return whole._replace(
        unexplained=tuple(dict.fromkeys((*earlier.unexplained, *whole.unexplained))),
        unheeded=tuple(dict.fromkeys((*earlier.unheeded, *whole.unheeded))),
        unread_scope=tuple(dict.fromkeys((*earlier.unread_scope, *whole.unread_scope))),
    )


def _measured_by_it(
    question: str, plain: str, vocabulary: Vocabulary, directory: Directory, before: Sequence[str]
) -> Intent:
    """比它多的有哪几家: who is above the one agency that the question before was about, by that question's figure."""
    earlier = understand(before[-1], vocabulary, directory, before[:-1])
    agencies = tuple(dict.fromkeys(earlier.agencies))
    if len(agencies) != 1:
        return understand(plain.replace("它", "该单位"), vocabulary, directory, before)
    named = patterns.sub(MEASURED_BY_IT, lambda found: f"{found['by']}{agencies[0]}", plain)
    reading = _Reading(spot(named, vocabulary, directory), vocabulary, directory)
    own = reading.intent()
    whole = own if own.metrics else reading.intent(earlier.metrics)
    return whole._replace(question=question, years=whole.years or earlier.years, inherited=True)


def _without_preamble(question: str, vocabulary: Vocabulary, directory: Directory) -> str:
    """The question without what is said before it, but for the place that this is about where it names none itself."""
    rest = without_preamble(question)
    if asked := _without_story(rest, vocabulary, directory):
        return asked
    said = question.strip().removesuffix(rest)
    if not said or said == question:
        return rest
    about, own = (find_groups(spot(part, vocabulary, directory), directory)[0] for part in (said, rest))
    subject = [group for group in about if patterns.search(_ABOUT, said[: group.start], re.IGNORECASE)]
    return rest if own or len(subject) != 1 else f"{subject[0].text}: {rest}"


def _without_story(question: str, vocabulary: Vocabulary, directory: Directory) -> str:
    """The question without what happened to the asker, where it names its agency itself, and the story no figure."""
    story, asked = parted_story(question)
    if not story or not find_groups(spot(asked, vocabulary, directory), directory)[0]:
        return ""
    told = spot(story, vocabulary, directory).mentions
    figures = [m for m in told if m.has("rate") or m.has("column") or m.has("item")]
    strong = [m for m in figures if not all(vocabulary.items[code].weak for code in m.codes("item"))]
    return "" if strong or any(not m.has("item") for m in figures) else asked


def _in_parts(question: str, whole: Intent, vocabulary: Vocabulary, directory: Directory) -> Intent:
    """The question read as who is asked about and what of them, where it comes so; else as read in one piece."""
    if dated := year_parts_of(question):
        when, what = (
            _Reading(spot(part, vocabulary, directory), vocabulary, directory).intent() for part in dated
        )
        if content(what) < 2 and (whole_year := in_that_year(when, what)):
            return whole_year._replace(question=whole.question, text=whole.text)
    for clause, rest in parts_of(question):
        who, what = (
            _Reading(spot(part, vocabulary, directory), vocabulary, directory).intent()
            for part in (clause, rest)
        )
        if content(what) < 2 and not what.unread_scope and (both := joined(who, what)):
            said = {
                of: getattr(whole, of)
                for of in ("question", "text", "language", "topic", "wording", "corrected")
            }
            return both._replace(**said)
    return whole


def _without_asides(question: str, vocabulary: Vocabulary, directory: Directory) -> str:
    """The question less what stands in brackets, where that only explains (三小类之和); "" where it may narrow."""
    asides = patterns.findall(_ASIDE, question)
    narrows = any(
        patterns.search(_NARROWS, aside.lower())
        or any(
            m.first(AgencyTerm) or m.first(Years) or m.first(Threshold) or kind_of(m) != "all"
            for m in spot(aside, vocabulary, directory).mentions
        )
        for aside in asides
    )
    return "" if narrows or not asides else patterns.sub(_ASIDE, " ", question)


class _Reading(AskedLogic):
    """One question being read."""

    def intent(self, moved: Sequence[Metric] = ()) -> Intent:
        """What is asked; `moved` are its figures where the question before gives them their item."""
        metrics = list(moved) or self._metrics()
        bare = not moved and not self._codes("item") and not self._codes("rate")
        operation, n, descending = self._operation(metrics)
        metrics = self._shaped(metrics, operation)
        condition = self._condition(metrics)
        filters = ("lookup", "list", "filter", *(("compare",) if self._names_a_region() else ()))
        if condition and operation in filters and not self._names_one_agency():
            operation = "filter"
            metrics = self._shaped(metrics, operation)
        every_year = operation in ("filter", "count") and self._passes_every_year()
        change = self._change() if operation in _OF_CHANGES and not self._sides() else None
        narrowed = self._narrowings(metrics)
        if every_year and narrowed and narrowed[0].other:
            condition, narrowed = Condition(narrowed[0].operator, 0, than=narrowed[0].other), ()
        if narrowed:
            operation, condition = self._of_narrowed(operation, narrowed), None
        sides = self._sides() if metrics and not narrowed else ()
        if sides:
            operation, condition = self._of_sides(sides), None
            metrics = self._of_all_sides(metrics, sides)
        counts_share = self._counts_share(operation, narrowed)
        unknown, unheeded = self._unknown(), self._unheeded(bare)
        grouped_by = self._grouped_by() if metrics else ""
        in_each = self._ranked_in_each(operation) if metrics else ""
        if in_each:
            grouped_by = ""
        if counts_share:
            operation = "count"
        elif sides:
            grouped_by = ""
        elif grouped_by:
            operation = self._of_groups(operation)
        read = Intent(
            question=self.spotted.question,
            text=self.spotted.text,
            language="zh" if self.spotted.language == "zh" else "en",
            operation=operation,
            metrics=tuple(metrics),
            groups=self._asked_beside(narrowed[0].than)
            if narrowed and narrowed[0].than
            else ()
            if sides
            else self._in_order(operation),
            scope=self._scope() if grouped_by != "level" and not sides else "all",
            years=() if self._whether_it_was_highest(operation) else self._years(),
            excluded=self.excluded,
            crowd=tuple(agency for group in self.crowd for agency in group.agencies),
            columns=tuple(self._codes("column")) if bare else (),
            counted_years=self._counted(),
            all_years=self._means_all_years(operation),
            change=change,
            every_year=every_year and operation in ("filter", "count"),
            in_years=self._in_years(condition) if every_year else None,
            in_a_row=every_year and self._years_in_a_row(),
            in_each_report=every_year and self._is_never(),
            either_way="difference" in self.cues,
            crowd_place=self._crowd_place(),
            added_up="" if sides else self._adds_up(operation),
            asks_share=self._shares(),
            asks_for_work=patterns.search(_WORK, self.spotted.text) is not None,
            no_number=operation == "missing" and patterns.search(_NO_NUMBER, self.spotted.text) is not None,
            narrowed=narrowed,
            grouped_by=grouped_by,
            grouped_mean=self._mean()
            if grouped_by
            or (operation == "trend" and self._asks_mean_of_each_year())
            or self._holds_yearly_means(operation)
            else "",
            counts_share=counts_share,
            sides=sides,
            sides_mean=self._mean() if sides else "",
            taken_together=self._takes_together(metrics, operation),
            n=n,
            both_ends=operation in ("rank", "top_year") and self._asks_both_ends(),
            only_place=bool((top := self._top()) and top.alone),
            earliest="first" in self.cues and operation == "filter" and self._names_one_agency(),
            ever_since="since" in self.cues and operation == "filter" and self._names_one_agency(),
            latest="last" in self.cues and operation == "filter" and self._names_one_agency(),
            in_each=in_each,
            in_each_year=self._ranks_each_year(operation) or self._places_each_year(operation),
            descending=descending,
            condition=condition,
            superlative=bool(self.cues & {"most", "least"}) or self._top() is not None,
            asks_catalog=self._asks_catalog(metrics, operation),
            problem_kinds=self.collection.problem_kinds,
            edition=self.collection.edition,
            asks_edition=self.collection.asks_edition,
            lacks_report=self.collection.lacks_report,
            has_all_reports=self.collection.has_all_reports,
            reported=self.collection.reported,
            asks_figure=bool(sides) or self._asks_figure(),
            asks_narrative=self._asks_narrative(),
            each="each" in self.cues,
            both_meant="two_both" in self.cues or "each" in self.cues,
            metric_is_weak=not moved and self._metric_is_weak(),
            corrected=self.spotted.corrected,
            topic=self._topic(),
            wording=self._without(self._names_and_years()),
            unexplained=(*(self.spotted.text[a:b] for a, b in unknown), *unheeded),
            unheeded=(
                *(self.spotted.text[a:b] for a, b in unknown if may_narrow(self.spotted, a, b)),
                *unheeded,
            ),
            unread_scope=self._unread_scope(),
            restricted=next((kind for kind, _ in self._restrictions()), ""),
        )
        left = untaken(read, self.mentions, self.cues, self.vocabulary, self._heeded())
        left_out = tuple(word for word in dict.fromkeys(left) if word not in unheeded)
        return read._replace(unexplained=(*read.unexplained, *left_out), unheeded=(*read.unheeded, *left_out))

    # ── figures ──

    # ── what to do with them ──

    def _asks_figure(self) -> bool:
        figure = {"quantity", "most", "least", "sum", "average", "median", "count", "share", "difference", "times", "rank",
                  "position", "trend", "per_year", "all_years", "yearly_mean", "relative", "rank_ascending", "distribution",
                  "moves"}  # fmt: skip
        amount = {"amount", "money", "fee_amount"} & set(self._codes("column"))
        filters = bool(self.cues & {"zero", "nonzero"}) and not self._names_one_agency()
        ranks = (
            filters
            or self._change()
            or self._above_agency()
            or self._operation(())[0] in ("compare", "rank", "top_year")
        )
        return bool(
            self.cues & figure
            or amount
            or ranks
            or self._codes("rate")
            or self._top()
            or self._thresholds()
            or self._asks_reasons()
            or (self._codes("item") and patterns.search(_ASKS_NUMBER, self.spotted.text))
            or (
                "outcomes" in self.cues
                and any(self.vocabulary.items[c].table == "disputes" for c in self._codes("item"))
            )
        )

    def _crowd_place(self) -> Literal["", "province", "city", "county"]:
        """全省, 全市: the place of its own that an agency is ranked in or taken a share of."""
        found = (place for pattern, place in _PLACES if patterns.search(pattern, self.spotted.text))
        return "" if self.crowd else next(found, "")

    def _asks_catalog(self, metrics: Sequence[Metric], operation: Operation) -> bool:
        """Which reports and years there are; in which year a figure was highest is no question about the collection."""
        found = self.collection
        if self._thresholds() and not metrics:
            return False  # 收到超过500件的有几家
        asks_figures = self.cues & _OF_FIGURES_ALONE
        if metrics and (
            asks_figures or self._top() or self._thresholds() or self._change() or self._narrowings(metrics)
        ):
            return False
        if metrics and patterns.search(_COUNTS_REQUESTS, self.spotted.text):
            return False
        if "catalog" in self.cues and not (self._asks_when() and operation in ("top_year", "filter")):
            return True
        if patterns.search(_ASKS_FOR_REPORT, self.spotted.text) is not None:
            return True
        if found.reported and not metrics:
            return True
        about_reports = found.lacks_report or found.has_all_reports or found.edition or found.asks_edition
        asks = self.cues & {"which", "quantity", "count", "each", "catalog"} or found.lacks_report
        if found.edition and self.groups and not metrics:
            return True
        if about_reports and (asks or found.asks_edition or patterns.search(_COLLECTION, self.spotted.text)):
            return True
        weak = not metrics or self._metric_is_weak()
        if weak and not self._names_one_agency() and patterns.search(_COUNTS_HELD, self.spotted.text):
            return True
        return (
            not metrics
            and bool(self.cues & {"quantity", "count"})
            and patterns.search(_COUNTS_REPORTS, self.spotted.text) is not None
        )

    def _asks_narrative(self) -> bool:
        """Whether words that ask for words stand outside the names of figures (coercive measures ask for none)."""
        figures = [
            (m.start, m.end) for m in self.mentions if any(m.has(kind) for kind in ("item", "column", "rate"))
        ]
        text = self._without(figures)
        return patterns.search(self.vocabulary.narrative, text) is not None

    def _topic(self) -> str:
        """What is left of the question for a search of the text; all of it when nothing else is."""
        empty = [(m.start, m.end) for m in self.mentions if m.has("stop") or _is_plain_cue(m)]
        return self._without([*self._names_and_years(), *empty]) or self.spotted.text

    def _names_and_years(self) -> list[tuple[int, int]]:
        years = [(mention.start, mention.end) for mention in self.mentions if mention.first(Years)]
        return [*((group.start, group.end) for group in self.groups), *years]

    def _without(self, spans: Sequence[tuple[int, int]]) -> str:
        text = self.spotted.text
        for start, end in sorted(spans, reverse=True):
            text = f"{text[:start]} {text[end:]}"
        return " ".join(text.split())

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
        for mention in self.mentions:
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
        if not self.groups and (own := patterns.search(OWN_BODY, text)):
            found.append(own.group())
        found += [
            group.text
            for group in self.groups
            if group.has_office and patterns.search(r"(?:不在|\bnot in (?:the )?)$", text[: group.start])
        ]
        return tuple(dict.fromkeys(found))

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
        published = (
            patterns.search(_ASKS_FOR_REPORT, self.spotted.text) is not None
        )  # a report, and no document
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


_ASKS_NUMBER = (  # 是多少; a noun phrase that ends in a number's name
    r"(?:是|为)(?:多少|几)|(?:件数|数量|数目|总数|总量|合计|(?<=[请诉议结开理定罚可制件])[数量])(?:是|为)?[：:？?。]?$"
)
_ABOUT = (
    r"\b(?:about|on|covering|into|of|regarding|concerning|looking at|studying|researching)\s+(?:the )?$"
    r"|关于|[写研查]究?|做|报道|调查|关注"
)
_ASIDE = r"[（(][^（()）]{1,60}[)）]"
_EXPLAINS = r"[（(][^()（）]*(?:\bcount(?:s|ed)? as\b|算作|视为|视同|也算)[^()（）]*[)）]"  # municipalities count as provinces
_NOT_THE_OTHER_MEAN = (  # the median, not the mean
    r"(?<=median)(?:[,;]? | ?\()(?:and |but )?not (?:the |an? )?(?:mean|average)s?\b\)?,?"
    r"|(?:(?<=mean)|(?<=average))(?:[,;]? | ?\()(?:and |but )?not (?:the |an? )?medians?\b\)?,?"
)
_NARROWS = (
    r"不|非|没|无|未|仅|只|除|含|前|后|以|超|过|最|各|每"
    r"|\b(?:not|no|only|without|except\w*|exclud\w*|includ\w*|don.?t|just|each|most|first|last|over|under|per)\b"
)
# Patterns stay text until a question first needs them: compiling them all costs more than answering.
_MEAN_OF = r"(?:-?wide)? (?=average|mean|median)"
_PLACES: tuple[tuple[str, Literal["province", "city", "county"]], ...] = (
    (
        r"全省|本省|省内|省里|(?:in|of|across) (?:the|its) (?:whole |entire )?province"
        rf"|\bprovin(?:cial|ce){_MEAN_OF}",
        "province",
    ),
    (
        r"全市|本市|市内|(?:in|of|across) (?:the|its) (?:whole |entire )?city\b"
        rf"|\b(?:city|municipal){_MEAN_OF}",
        "city",
    ),
    (
        r"全区|全县|本区|本县|(?:in|of|across) (?:the|its) (?:whole |entire )?(?:district|county)\b"
        rf"|\b(?:district|county){_MEAN_OF}",
        "county",
    ),
)
_OF_FIGURES_ALONE = {"most", "least", "zero", "nonzero", "average", "median", "sum", "trend", "rank", "rank_ascending",
                     "position", "difference", "times", "distribution", "outcomes"}  # fmt: skip
_ASKS_FOR_REPORT = (
    r"有(?:没有)?.{0,24}(?:报告|年报)(?:吗|么|没有|吗？|？|\?)?$"
    r"|(?:报告|年报).{0,10}?(?:有没有|有吗|有么|有不|在不在|收录了吗|收录了没有?|收了吗|收了没有?|能查吗|查得到吗)[？?。]?$"
    r"|(?:do you have|is there|are there|have you got).{0,60}reports?"
    r"|\byou (?:hold|have|keep|store|cover)\b.{0,20}\breports?\b"
    r"|(?:有没有|是否|有无|是不是)(?:发布|公布|公开|提交|上交|交|报送|编制|出)(?:过|了)?[^，。？]{0,14}(?:报告|年报)(?:里|中)?[？?。]?$"
    r"|(?:报告|年报)(?:发布|公布|公开|提交|上交|交|报送|出)了?(?:没有|没|吗)[？?。]?$"
    r"|^(?:did|does|has|have|is|was|were)\b.{0,80}\b(?:publish|fil(?:e|ed)|submit|issue|release|hand in|put out)\w*\b"
    r".{0,30}\breports?\b[^,]{0,20}$"
    r"|最(?:早|晚|新|近)[^，。？]{0,8}(?:报告|年报|数据)?[^，。？]{0,4}哪一?年(?:度|份)?(?:的)?(?:报告|年报|数据)?[？?。]?$"
    r"|(?:收录|报告|数据|范围)[^，。]{0,6}到(?:哪一?年|几几年)(?:为止)?"
    r"|(?:从|自)哪一?年(?:开始|起)?(?:有|收录)(?:的)?(?:报告|年报|数据)?"
    r"|(?:收录|有|涉及|覆盖|涵盖|包括)了?(?:哪(?:些|几个)|多少个?|几个)(?:省|城市|市|区县)(?:份)?(?:的)?(?:数据|报告|年报|单位)?[？?。]?$"
    r"|\b(?:latest|newest|most recent|earliest|oldest) (?:year|report)s?\b.{0,30}"
    r"\b(?:you|hold|held|cover|covered|indexed|available|collection|database)\b"
    r"|\b(?:what|which) .{1,40}\b(?:can|may|could) (?:i|we|one) (?:ask|query|search|enquire|inquire|look up|find)\b"
)
_COLLECTION = r"报告|年报|单位|机关|谁|reports?|agenc|bureau|bod(?:y|ies)|authorit|who"
_COUNTS_HELD = (  # 库里收了多少家单位, 你这儿一共有几份: of the collection itself, and no figure of a report
    r"(?:收录|入库|录入|存有|收进来|收了|收)了?(?:多少|几)(?:份|家|个(?:单位|机关|机构))(?!的?申请|件)"
    r"|(?:多少|几)(?:份|家|个)(?:报告|年报|单位|机关)?(?:入库|入了库|在库|被?收录)"
    r"|(?:库|库里|数据库|你们?|你们?(?:这儿|这里|那儿|那里|手[里头上]))(?:里|中)?(?:一共|总共|共|现在|目前|到底|都)*有?(?:收录?|存)?了?"
    r"(?:多少|几)(?:份|家|个(?:单位|机关|机构))(?!的?申请|件)"
)
_COUNTS_REPORTS = (
    r"(?:多少|几)(?:份|个|家)(?:政府信息公开)?(?:工作)?(?:年度)?(?:报告|年报|单位|机关|机构|政府|局)|(?:报告|年报)(?:一共|总共|共)?有?(?:多少|几)份"
    r"|how many (?:[\w'-]+ ){0,3}(?:reports|agencies|bureaus|bodies|authorities|governments)|number of (?:annual )?reports"
)
_SAYS_APART = (  # that the parts are wanted, where other words say which
    "distribution|composition|compose|composed|make-?up|mix|structure|profile|breakdown|itemi[sz]ed?|grouped|grouping|divided|divide"
    "|separated|segmented|disaggregated|spread|allocated|classified|arranged|ordered|laid|organi[sz]ed|tabulated|sorted"
)
_COUNTS_REQUESTS = (
    r"\bhow many (?:[a-z]+ )?(?:requests|applications)\b(?!.*\breports?\b)"
    r"|(?:几|多少)[份个件](?:的?(?:政府)?信息公开|公开)?申请(?!.*报告)"
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
_NO_NUMBER = (
    r"(?:没有?|未|不是|无)(?:填写?|写|给出?|印|报|有)?(?:具体|任何)?的?(?:数字|数值|数据|数(?!量))|[斜横]杠|打杠|划杠"
    r"|\b(?:no|not|without|n['’]t) (?:\w+ )?(?:an? |any )?(?:number|figure)s?\b|\bslash(?:es)?\b|\bdash(?:es)?\b"
)
_CONTENT_CUES = {"apart", "outcomes", "distribution", "check", "missing", "trend", "rise", "fall", "moves"}
_OF_CHANGES = ("growth", "rank", "filter", "count", "top_year")


def _is_plain_cue(mention: Mention) -> bool:
    """A cue such as 哪个 or 多少, which says how to answer and nothing of what is looked for."""
    codes = mention.codes("cue")
    return (
        bool(codes)
        and not mention.has("item")
        and not mention.has("column")
        and not set(codes) & _CONTENT_CUES
    )


_WORK = (
    r"预测|预计|外推|推算.{0,4}(?:未来|明年|后年|今后|将来)|总结|概括|归纳|评价一下|forecast|predict|summari[sz]e"
    r"|帮我写|写一[份封篇个]|^(?:请|帮|替|给我|麻烦|能|可以)?[^，。？]{0,6}起草(?!了|并|印|制|的)|代写|代拟|翻译成|讲个|写首"
    r"|\b(?:you|please|to) recommend\b|^recommend\b|推荐(?:一[下个家款部本]|几[个家]|个|些)"
    r"|^(?:please )?(?:write|draft|compose|translate)\b|(?:can|could) you (?:write|draft|compose|translate)"
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
_SAYS_EXCEPT = (
    r"除(?:了|开|.{1,12}外)|不算|不包括|抛开|撇开|刨去|刨除|剔除|扣除|不看"
    r"|except|excluding|other than|apart from|leaving (?:out|aside)|setting aside|(?<!\bset )\baside\b|ignoring|disregarding"
    r"|not (?:including|counting)|outside|besides"
)
