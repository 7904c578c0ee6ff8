"""Assistant.ask: the whole flow from a question to its answer. Read `ask` top to bottom."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from assistant import patterns
from assistant.agencies import Directory, sub_row_labels
from assistant.conversation import Answer, Choice, RouteName, Turn
from assistant.declining import (
    decline,
    in_quotes,
    no_reason_told,
    unread,
    unread_scope,
    unrelated,
    year_not_indexed,
)
from assistant.figures.statistics import StatisticsRoute
from assistant.guard import Guard
from assistant.intent import Intent
from assistant.pages import with_pages
from assistant.router import (
    MOST_UNREAD,
    Way,
    asks_why,
    choose_way,
    content,
    is_beside_the_point,
    tests_a_figure,
)
from assistant.understanding.understand import understand
from assistant.vocabulary import load_vocabulary, with_sub_rows
from assistant.wording import join_names, pick
from index.errors import EmbeddingMismatch
from index.store import Store

if TYPE_CHECKING:
    from assistant.text.passages import PassagesRoute
    from assistant.text.wanted import Found
    from index.embedding import Embedder

MOST_TURNS = 12  # so far back a follow-up may reach
MOSTLY = 0.6  # of what a question names, that a passage has to speak of where a figure may have been meant
LONGEST_QUESTION = 500  # characters; nobody asks more in one breath


def plain_question(question: str) -> str:
    """A question without what is no character (half of a surrogate pair), and no longer than anybody asks."""
    return question.encode("utf-8", "replace").decode("utf-8").strip()[:LONGEST_QUESTION]


_OF_FIGURES = ("filter", "rank", "count")  # who passes a test, that no sentence of one report says


class Assistant:
    """Answers questions from one store; `embedder` is called when a question first needs the text."""

    def __init__(self, store: Store, embedder: Callable[[], Embedder]) -> None:
        self.store = store
        self._embedder = embedder
        self._use(store)

    def _use(self, store: Store) -> None:
        self.store = store
        self.directory = Directory(store.connection)
        self.guard = Guard(store)  # for the statements that are compiled from questions
        self.vocabulary = with_sub_rows(load_vocabulary(), sub_row_labels(store.connection))
        self.__dict__.pop("passages", None)

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """The answer to one question; `history` are the turns before it, oldest first. Never raises for a question."""
        self._follow_builds()
        before = [plain_question(turn.question) for turn in history[-MOST_TURNS:]]
        intent = understand(plain_question(question), self.vocabulary, self.directory, before)
        intent = intent._replace(question=question)
        answer = self._answer(intent)
        return with_pages(self.store, self._with_reading(intent, answer))

    def passages_for(self, question: str, history: Sequence[str] = ()) -> list[Found]:
        """The passages that a question is answered from when the text answers it, best first."""
        self._follow_builds()
        intent = understand(plain_question(question), self.vocabulary, self.directory, list(history))
        return self.passages.find(intent)

    def _answer(self, intent: Intent) -> Answer:
        if not intent.text.strip():
            return self._empty(intent)
        way = choose_way(intent)
        if way != "unknown_agency" and (told := self._as_printed(intent)):
            return told
        if way != "unknown_agency" and patterns.search(_ASKS_OF_INCLUSION, intent.text):
            from assistant.text.inclusion import asks_what_is_included

            if asks_what_is_included(intent):
                return self.passages.on_inclusion(intent, intent.agencies)
        answer = self._by_way(intent, way)
        silent = answer.reason in ("blank_cell", "ambiguous_item", "not_in_form")
        no_figure = silent or way in ("unread", "unread_scope")
        if way == "passages" and answer.reason == "nothing_found" and intent.metrics:
            return self._figure_of(intent) or answer
        compares = intent.either_way or bool(
            intent.metrics and (intent.narrowed or intent.change or len(intent.years) > 1)
        )
        tests = way == "unread" and intent.unheeded and intent.metrics and _is_of_figures(intent)
        if tests or (compares and way in ("unread", "unread_scope")):
            return answer
        if answer.status != "answered" and no_figure and (intent.asks_catalog or not intent.asks_figure):
            return self._told_or(answer, intent)
        return answer

    def _figure_of(self, intent: Intent) -> Answer | None:
        """The figure that a question speaks of and no report puts in words, if that is what it asks for, or the reason of."""
        numbers = [float(word) for word in intent.unexplained if word.isdigit()]
        if len(numbers) < len(intent.unexplained) and not intent.asks_figure:
            return None
        why = asks_why(intent)
        one = len(intent.agencies) == 1 and len(numbers) == len(intent.unexplained)
        if not (is_beside_the_point(intent) or one):
            return None
        figure = self._by_way(intent, "statistics")
        if figure.status != "answered":
            return None
        if why:
            return figure._replace(caveats=(*figure.caveats, no_reason_told(intent)))
        restated = all(
            _is_told(number, figure) for number in numbers
        )  # of the 21 received, how many were granted
        return figure if restated or is_beside_the_point(intent) else None

    def _by_way(self, intent: Intent, way: Way) -> Answer:
        if way == "unknown_agency":
            return self._unknown_agency(intent)
        if way == "unread_scope":
            return unread_scope(intent)
        if way == "unrelated":
            return unrelated(intent)
        if way == "unread":
            return unread(intent)
        if way == "ambiguous_item":
            return self._which_item(intent)
        if way == "catalog":
            from assistant.catalog import catalog_answer

            return catalog_answer(self.directory, self.guard, intent)
        if way == "problems":
            from assistant.problems import problems_answer

            return problems_answer(self.guard, intent)
        if way == "blanks":
            from assistant.blanks import blanks_answer

            return blanks_answer(self.guard, intent)
        if way == "statistics":
            return StatisticsRoute(self.directory, self.guard).answer(intent)
        if way == "both":
            return self._both(intent)
        return self._from_passages(intent, None)

    def _from_passages(self, intent: Intent, agencies: Sequence[str] | None) -> Answer:
        intent = self._without_part(intent)
        years = self.directory.years()
        lost = [year for year in intent.years if year not in years]
        told = self.passages.answer(intent, agencies)
        numbers = self.passages.on_numbers(intent, agencies)
        if numbers and not {c.start for c in numbers.citations} & {c.start for c in told.citations}:
            return numbers
        from assistant.text.not_spoken_of import asks_about_reports, not_spoken_of

        if told.reason == "unrelated" and asks_about_reports(intent):
            return not_spoken_of(intent, len(self.directory.all_agencies()), self.directory.years())
        if lost and told.reason == "nothing_found" and len(lost) == len(intent.years):
            return year_not_indexed(intent, lost, years)._replace(route="passages")
        return told

    def _as_printed(self, intent: Intent) -> Answer | None:
        """A part of a report that is asked for as a whole, or the day a report bears; None where neither is."""
        if not patterns.search(_OF_THE_REPORT_ITSELF, intent.text):
            return None
        from assistant.text.whole_parts import report_day, whole_part

        agencies = intent.agencies
        if not agencies and intent.scope != "all":  # 各局: the bureaus
            agencies = tuple(sorted(self.directory.agencies_of_kind(intent.scope) - set(intent.excluded)))
            if not agencies:
                return None
        connection = self.store.connection
        return whole_part(connection, intent, agencies) or report_day(connection, intent, agencies)

    def _without_part(self, intent: Intent) -> Intent:
        """A question of words without the part of the report that it names beside them."""
        if not patterns.search(_OF_THE_REPORT_ITSELF, intent.text):
            return intent
        from assistant.text.whole_parts import without_part

        topic, wording = without_part(intent.topic), without_part(intent.wording)
        return intent._replace(topic=topic, wording=wording) if topic and wording else intent

    def _both(self, intent: Intent) -> Answer:
        """The tables pick the reports, the text is quoted from those alone."""
        ranked = StatisticsRoute(self.directory, self.guard).answer(intent)
        if ranked.status != "answered" or ranked.result is None:
            return ranked
        columns = ranked.result.columns
        told_apart = columns.index("agency") if "agency" in columns else None
        of_all = dict.fromkeys(citation.agency for citation in ranked.citations)
        winners = [row[told_apart] for row in ranked.result.rows] if told_apart is not None else list(of_all)
        years = {citation.year for citation in ranked.citations if citation.agency in winners}
        from assistant.text.passages import without_figures

        asked = without_figures(intent)._replace(years=tuple(sorted(years)))
        told = self._from_passages(asked, winners)
        if told.status != "answered" and asks_why(intent):
            return ranked._replace(caveats=(*ranked.caveats, no_reason_told(intent)))
        if told.status != "answered":
            beside = is_beside_the_point(intent) or _told_by_ranking(intent)
            return told if content(intent) >= MOST_UNREAD and not beside else ranked
        shift = len(ranked.citations)
        return ranked._replace(
            route="both",
            answer=f"{ranked.answer}\n\n{_renumbered(told.answer, shift)}",
            citations=(*ranked.citations, *told.citations),
        )

    @cached_property
    def passages(self) -> PassagesRoute:
        """The passages route; opened at the first question that needs it."""
        from assistant.text.passages import PassagesRoute
        from assistant.text.retrieval import PassageFinder

        embedder = self._embedder()
        built = self.store.meta("embedding")
        if embedder.name != built:
            raise EmbeddingMismatch(self.store.directory, built, embedder.name)
        return PassagesRoute(PassageFinder(self.store, lambda: embedder))

    def _follow_builds(self) -> None:
        """Answer from the newest snapshot when a build has replaced the store."""
        current = self.store.refreshed()
        if current is not self.store:
            self._use(current)

    # ── answers that need no evidence ──

    def _empty(self, intent: Intent) -> Answer:
        said = pick(
            intent.language,
            "请输入一个问题，例如：哪个局收到的政府信息公开申请最多？",
            "Ask a question, for example: which bureau got the most applications?",
        )
        return decline(intent, "out_of_scope", "unrelated", said, route=None)

    def _unknown_agency(self, intent: Intent) -> Answer:
        names = [group.text.strip() for group in intent.groups if not group.agencies]
        known = self.directory.all_agencies()
        listed = join_names(list(known), intent.language)
        said = pick(
            intent.language,
            f"没有收录“{'、'.join(names)}”的报告。收录的单位有：{listed}。",
            f"No report of “{', '.join(names)}” is indexed. Agencies indexed: {listed}.",
        )
        route: RouteName = "statistics" if intent.metrics else "passages"
        return decline(intent, "no_data", "unknown_agency", said, route=route)

    def _told_or(self, declined: Answer, intent: Intent) -> Answer:
        """What the text says, where no number is asked for and the tables have no answer: 有人投诉过吗, by what means."""
        from assistant.text.answer_kinds import asked_for

        picks = intent.metrics and not intent.metric_is_weak
        if (
            (picks and _is_of_figures(intent))
            or asked_for(intent.text.lower()).counts
            or _is_a_bare_figure(intent)
        ):
            return declined
        told = self.passages.answer(intent, least=MOSTLY)
        return told if told.status == "answered" else declined

    def _which_item(self, intent: Intent) -> Answer:
        """A number is asked for and nothing says which: offer the ones most asked about."""
        items = [
            self.vocabulary.items[code]
            for code in ("received", "concluded", "granted", "refused", "penalties", "procurement")
        ]
        text = intent.text.rstrip("？?。. ")
        labels = [pick(intent.language, item.label_zh, item.label_en) for item in items]
        choices = [Choice(label, f"{text}{pick(intent.language, '：', ': ')}{label}") for label in labels]
        said = pick(
            intent.language,
            f"您问的是哪个数字？例如：{'、'.join(labels)}。",
            f"Which figure do you mean? For example: {'; '.join(labels)}.",
        )
        return decline(intent, "clarify", "ambiguous_item", said, choices=choices)

    def _with_reading(self, intent: Intent, answer: Answer) -> Answer:
        """How the question was read, where that is not plain: words read as others, words left out of account."""
        if answer.route == "passages" and intent.corrected:
            intent = self.passages.as_typed(intent)
        notes = [
            pick(intent.language, f"“{typed}”读作“{meant}”。", f"“{typed}” was read as “{meant}”.")
            for typed, meant in intent.corrected
        ]
        unread = [
            word
            for word in intent.unexplained
            if (len(word) > 1 or word in intent.unheeded)
            and not (word.isdigit() and _is_told(float(word), answer))
        ]
        if answer.status == "answered" and answer.route == "statistics" and (unread or intent.asides):
            words = in_quotes((*unread, *intent.asides), intent.language)
            notes.append(
                pick(
                    intent.language,
                    f"问题中的{words}没有读懂，回答没有考虑。",
                    f"Not understood, and not taken into account: {words}.",
                )
            )
        return answer._replace(caveats=(*answer.caveats, *notes)) if notes else answer


def _is_told(number: float, answer: Answer) -> bool:
    """Whether a number that a question says itself is one of its answer's figures."""
    return answer.result is not None and any(number in row for row in answer.result.rows)


def _is_of_figures(intent: Intent) -> bool:
    """Whether a question picks agencies by a figure; one that names none to pass, and is read in small part, asks for words:
    哪些单位请了律师或者法律顾问把关."""
    if intent.operation not in _OF_FIGURES:
        return False
    tests = tests_a_figure(intent) or intent.operation != "filter"
    return tests or content(intent) < MOST_UNREAD


def _is_a_bare_figure(intent: Intent) -> bool:
    """苏州市教育局 收费 2022: nothing but whose figure and which, and so no sentence of a report."""
    sentence = re.search(_SENTENCE, intent.question.lower())
    return bool(intent.metrics) and not (intent.unexplained or intent.asks_narrative or sentence)


_ASKS_OF_INCLUSION = (
    r"[含包算计][含括上进入在]|涵盖|\b(?:includ|contain|cover|compris|count)(?:e|ed|es|s|ing)?\b|\bpart of\b"
)
_OF_THE_REPORT_ITSELF = (
    r"第\s*[一二三四五六1-6]|最后一?个?部分|其他需要|落款|署名|成文|盖章|日期|(?:报告|年报).{0,6}(?:写|签|完成)"
    r"|\b(?:part|section|chapter|sign|signed|dated|date|signature|signing|other (?:matters|items|issues)|report.{0,40}(?:written|completed"
    r"|finished|drawn up|sealed|sign-?off))\b"
)
_SENTENCE = r"[?？吗么呢什哪谁何]|有没有|有无|是否|\b(?:did|does|do|has|have|is|are|was|were|any|tell|show)\b"


def _told_by_ranking(intent: Intent) -> bool:
    """Whether a question asks no more of the text than who it was, and when: a ranking says that itself."""
    from assistant.text.answer_kinds import BODY, DATE, PERSON, asked_for

    kinds = asked_for(intent.wording.lower()).kinds
    return bool(kinds) and all(kind in (BODY, DATE, PERSON) for kind in kinds)


def _renumbered(text: str, shift: int) -> str:
    """The marks of an answer that comes after another's citations."""
    return re.sub(r"\[(\d+)\]", lambda found: f"[{int(found.group(1)) + shift}]", text)
