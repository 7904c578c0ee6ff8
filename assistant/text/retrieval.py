"""Question → the passages that speak of it: full text and vectors over the reports asked about, fused."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence, Set
from functools import cached_property
from typing import NamedTuple

from assistant.text.answer_kinds import WEBSITE, Asked, asked_for, asks_of_many
from assistant.text.full_scan import MOST_READ, telling_passages
from assistant.text.named_numbers import with_months_in_figures
from assistant.text.sentences import scored_sentences
from assistant.text.wanted import (
    FAR_WORD,
    Found,
    Place,
    Subject,
    Wanted,
    grams_within,
    heading_grams,
    how_told,
    says_little,
    titles,
    weighed,
)
from index.chinese_words import words_of_two
from index.embedding import Embedder
from index.glossary import Named, is_known_chinese, is_known_english, named_words
from index.store import Store
from index.tokens import grams

CANDIDATES = 60  # passages taken from each of full text and vectors before they are scored
RAREST = (
    10  # full text is asked for the question's rarest grams only: what all passages have tells them not apart
)
LEAST_READ = 2  # … and so many of them, however many places they stand in
RANKED_ANEW = 24  # so many are ranked by their best sentence
BY_PASSAGE = 0.5  # what the passage as a whole weighs beside its best sentence
SCORED_WHOLE = 400  # so few passages in scope are all scored, without asking an index first
FEW_AGENCIES = 20  # … and those of so few agencies
_HEADING_WEIGHT = 1.6
_EXPANSION_WEIGHT = 0.8
_VECTOR_WEIGHT = 0.7
_FRONT_MATTER = 0.5  # what stands before part 一: tables of contents, legal basis
_PART_CUES = (
    (
        "五",
        re.compile(
            r"问题|不足|短板|缺点|薄弱|改进|下一步|打算|整改|今后"
            r"|problem|shortcoming|weakness|difficult|improve|next step|challenge|plans? (?:to|for)"
        ),
    ),
    ("", re.compile(r"电话|地址|联系|邮编|下载|网址|phone|telephone|address|contact|postcode|download")),
    ("六", re.compile(r"联系人|电话|提案|建议|其他需要报告|contact|phone|proposal|other matters")),
)
_PART_BONUS = 2.0

# How much of a question each thing it names is, and how well a passage speaks of it. Set on tests/questions_text.jsonl.
KNOWN_WEIGHT = 1.0  # a word of the glossary
COMMON, COMMON_WEIGHT = 0.3, 0.4  # … that stands in so large a part of all passages
WHOLE = 3  # characters of a Chinese word that is taken as it stands, though words in it say nothing: 信息员
FAINT = 0.3  # … that can be one of the words every question has
OTHER_WEIGHT = 0.35  # a pair of characters, or an English word, that some report has
UNKNOWN_WEIGHT = 0.7  # … that none has: what is asked about may be nothing any report speaks of
UNKNOWN_ENGLISH = 2.5  # … of English, whose general words are all known
ALIKE = 1.5  # of the two halves of a word the rarer tells it, where the other stands in so many more passages
MOST_OTHER = 2  # pairs of characters that count in one run
SAYING_LITTLE = 0.2  # who it concerns (the public), or that it is some activity, says less than what it is
UNKNOWN_TOLD = 0.4  # a Chinese word that the glossary has not and some report has: often a verb
ABSENT = 1.6  # a thing counts so much more when nothing in the reports asked about speaks of it


class Steps(NamedTuple):
    """What a search does; each step can be left out, to see what it adds (`python -m tests.ablation`)."""

    words: bool = True  # full text
    vectors: bool = True
    glossary: bool = (
        True  # what reports print for the words of the question; the vectors have learnt it anyway
    )
    narrowing: bool = True  # to the agencies and years that the question names
    headings: bool = True  # the titles a passage stands under count for it
    parts: bool = True  # problems and plans are looked for in part 五, contents and preambles not at all
    sentences: bool = True  # the best are ranked anew by how well their best sentence answers


ALL_STEPS = Steps()


class PassageFinder:
    """Searches the passages of one store."""

    def __init__(self, store: Store, embedder: Callable[[], Embedder], steps: Steps = ALL_STEPS) -> None:
        self.store = store
        self.steps = steps
        self._load = embedder
        self._counts: dict[str, int] = {}  # in how many passages a gram stands, as looked up so far

    @cached_property
    def embedder(self) -> Embedder:
        return self._load()

    @cached_property
    def passages(self) -> int:
        return int(self.store.connection.execute("SELECT count(*) FROM passages").fetchone()[0])

    def find(
        self,
        words: str,
        agencies: Sequence[str],
        years: Sequence[int],
        k: int = 12,
        wording: str = "",
        of_each: bool = False,
    ) -> list[Found]:
        """The k passages that fit best; `words` is the question without the names that already narrow it and without
        words that say nothing, `wording` the same with them, where phrases are whole. `of_each`: every agency is asked
        about, so that passages are wanted that may tell, and not the nearest."""
        wanted = self.wanted(words, wording)
        if not words.strip():
            return []
        if not self.steps.narrowing:
            agencies, years = (), ()
        places = self._candidates(words, wanted, agencies, years, of_each)
        vectors = self._vector_scores(words, places)
        texts = {
            place.id: grams_within(place.text) | heading_grams(place.part, place.heading) for place in places
        }
        wanted = wanted._replace(subjects=_absent_heavier(wanted.subjects, places, texts))
        found = [self._score(place, texts[place.id], wanted, vectors.get(place.id, 0.0)) for place in places]
        found.sort(key=_best_first)
        if self.steps.sentences:
            asked = asked_in(wording or words, wanted)
            found[:RANKED_ANEW] = sorted(
                (_by_sentence(f, wanted, asked) for f in found[:RANKED_ANEW]), key=_best_first
            )
        return found[:k]

    def wanted(self, words: str, wording: str = "") -> Wanted:
        """The grams of a question and of what the glossary says means the same, weighed by rarity."""
        words, wording = (
            with_months_in_figures(_BESIDES.sub(" ", said.lower())) for said in (words, wording)
        )
        if WEBSITE.asked.search(wording):  # its address is told by how it looks
            words, wording = (
                _WEB_ADDRESS.sub(lambda at: _A_SITE[at.group().isascii()], w) for w in (words, wording)
            )
        if reported := _REPORTED.search(wording):
            words = words.replace(reported["verb"], " ", 1)
            wording = f"{wording[: reported.start('verb')]} {wording[reported.end('verb') :]}"
        own = [gram for gram in grams(words) if len(gram) > 1]
        subjects = self._subjects(words, wording or words)
        also = [
            gram for subject in subjects for word in subject.also for gram in grams(word) if len(gram) > 1
        ]
        counts = self._document_counts({*own, *also})
        weights = {gram: self._rarity(counts.get(gram, 0)) for gram in own if gram in counts}
        for gram in also:
            if gram in counts:
                weights.setdefault(gram, _EXPANSION_WEIGHT * self._rarity(counts[gram]))
        cued = " ".join([words.lower(), *(subject.also[0] for subject in subjects if subject.also)])
        parts = frozenset(part for part, cue in _PART_CUES if cue.search(cued))
        return Wanted(weights, tuple(map(self._with_rarity, subjects)), parts)

    def _with_rarity(self, subject: Subject) -> Subject:
        """How rare what a question names is, by whatever word: what no passage has is asked about all the same, a general
        word says next to nothing."""
        words = (subject.word, *subject.also) if subject.word else ()
        told = max(map(self.told_by, words), default=0)
        counts = self._document_counts(set(subject.grams))
        if not told and subject.grams and len(counts) == len(set(subject.grams)):
            told = min(counts.values())
        rarity = self._rarity(min(told, self.passages))
        if subject.weight <= FAINT:  # a verb of every question: 方便
            return subject._replace(rarity=rarity * SAYING_LITTLE)
        if not told:
            return subject._replace(rarity=rarity * ABSENT)
        little = SAYING_LITTLE if says_little(subject) else 1.0
        unknown = not subject.word and len(subject.grams) == 1 and not subject.grams[0].isascii()
        return subject._replace(rarity=rarity * (UNKNOWN_TOLD if unknown else little))

    def _subjects(self, words: str, wording: str) -> tuple[Subject, ...]:
        """What a question names: the words the glossary knows, each one subject, then what else there is.

        `words` is without those that say nothing; a phrase is looked for in `wording`, where it is whole.
        """
        if not self.steps.glossary:
            return tuple(self._other(piece) for piece in _pieces(words))
        asked = _together(_OF_WHOM.sub(" ", wording.lower()))
        named = [
            word for word in named_words(asked) if not word.asks and (word.printed or len(word.word) > 1)
        ]
        left, subjects = words.lower(), []
        for word in named:
            whole = word.word.isascii() or len(word.word) >= WHOLE
            said = word.word if whole else _said(word.word, left)
            left = left if said is None else _left_out(said, left)
            if said is not None:
                subjects.append(self._known(word))
        subjects = _either_of(_without_staff(subjects, wording), wording)
        for word in named_words(left):
            left = _left_out(word.word, left) if word.asks and len(word.word) > 1 else left
        pieces = [word for piece in _pieces(_without_particles(left)) for word in self._words_of(piece)]
        others = [self._other(piece) for piece in pieces if not is_known_english(piece)]
        return (*subjects, *others) if subjects or others else tuple(self._known(word) for word in named)

    def _words_of(self, piece: str) -> list[str]:
        """A run of characters as it stands where some report may have it (绿色通道), else the words it consists of."""
        pairs = {gram for gram in grams(piece) if len(gram) > 1}
        return [piece] if len(self._document_counts(pairs)) == len(pairs) else words_of_two(piece)

    def _known(self, word: Named) -> Subject:
        """A word the glossary knows; one that every second passage has (公开) tells little."""
        own = tuple(gram for gram in grams(word.word) if len(gram) > 1)
        passages = 0 if word.word.isascii() else self.told_by(word.word)
        passages = passages or max(map(self.told_by, word.printed), default=0)
        common = passages > COMMON * self.passages and (word.word.isascii() or len(own) == 1)
        weight = COMMON_WEIGHT if common else KNOWN_WEIGHT
        like = [gram for head in word.heads for gram in grams(head) if len(gram) > 1]
        if not word.word.isascii():
            like = [*self._telling_pairs(word.word), *like]
        near = tuple(dict.fromkeys(like))
        weight *= FAINT if word.faint else 1.0
        return Subject(
            word.word, own, word.printed, weight, near, passages=passages, is_printed=word.is_printed
        )

    def _telling_pairs(self, word: str) -> tuple[str, ...]:
        """The pairs of characters by which a word is known: of 保密审查 保密, as 审查 stands in more passages; of 学校, which
        has one, its characters."""
        if len(word) == 2:
            return (word, *word)
        if len(word) != 4:
            return tuple(gram for gram in grams(word) if len(gram) > 1)
        modifier, head = word[:2], word[2:]
        told = self._document_counts({modifier, head})
        ratio = (1 + told.get(head, 0)) / (1 + told.get(modifier, 0))
        return (modifier,) if ratio > ALIKE else (head,) if ratio < 1 / ALIKE else (modifier, head)

    def told_by(self, word: str) -> int:
        """At most so many passages have a Chinese word: as many as have the rarest of its pairs."""
        pairs = {gram for gram in grams(word) if len(gram) > 1}
        counts = self._document_counts(pairs)
        return min((counts.get(pair, 0) for pair in pairs), default=0)

    def _other(self, piece: str) -> Subject:
        """A word the glossary does not know: the reports may."""
        own = tuple(gram for gram in grams(piece) if len(gram) > 1) or tuple(grams(piece))
        size = 1.0 if piece.isascii() else min(len(own), MOST_OTHER)
        if self._document_counts(set(own)):
            return Subject("", own, (), size * OTHER_WEIGHT)
        return Subject("", own, (), size * (UNKNOWN_ENGLISH if piece.isascii() else UNKNOWN_WEIGHT))

    def _document_counts(self, words: Set[str]) -> dict[str, int]:
        for gram in words - self._counts.keys():
            row = self.store.connection.execute(
                "SELECT doc FROM passage_vocabulary WHERE term = ?", (gram,)
            ).fetchone()
            self._counts[gram] = row[0] if row else 0
        return {gram: self._counts[gram] for gram in words if self._counts[gram]}

    def _rarity(self, count: int) -> float:
        return math.log(1 + (self.passages - count + 0.5) / (count + 0.5))

    # ── candidates ──

    def _candidates(
        self, words: str, wanted: Wanted, agencies: Sequence[str], years: Sequence[int], of_each: bool
    ) -> list[Place]:
        where, parameters = _narrowing(agencies, years)
        if of_each and self.steps.words and not self.looks_at_all(agencies):
            counts = self._document_counts
            ids = telling_passages(self.store.connection, wanted.subjects, counts, where, parameters)
            return self._places(f"WHERE p.id IN ({', '.join('?' * len(ids))})", ids)
        if agencies or self.passages <= SCORED_WHOLE:
            return self._places(f"WHERE {where}", parameters)
        ids = self._ids_by_words(wanted, CANDIDATES * (4 if years else 1)) if self.steps.words else []
        if self.steps.vectors:
            question = self.embedder.encode_questions([words])[0]
            ids += [number for number, _ in self.store.vectors.search(question, CANDIDATES)]
        marks = ", ".join("?" * len(ids))
        return self._places(f"WHERE p.id IN ({marks}) AND {where}", [*ids, *parameters])

    def looks_at_all(self, agencies: Sequence[str]) -> bool:
        """Whether every passage of these agencies (of all, where none is named) is scored, without asking an index first."""
        return 0 < len(agencies) <= FEW_AGENCIES or self.passages <= SCORED_WHOLE

    def part_of(self, place: Place) -> list[Place]:
        """The passages of the same part of the same report, in its order."""
        return self._places(
            "WHERE r.report = ? AND p.part = ? ORDER BY p.start_offset", (place.report, place.part)
        )

    def places_of(self, agencies: Sequence[str], years: Sequence[int]) -> list[Place]:
        """The passages of the reports of some agencies (() for all) on some years (() for all), in their order."""
        where, parameters = _narrowing(agencies, years)
        return self._places(f"WHERE {where} ORDER BY r.report, p.start_offset", parameters)

    def places(self) -> list[Place]:
        """Every passage of the store."""
        return self._places("", ())

    def _ids_by_words(self, wanted: Wanted, k: int) -> list[int]:
        """The passages with most of the question's rarest grams, by weight: the index keeps no counts for bm25()."""
        rarest = self._affordable(sorted(wanted.weights, key=lambda gram: -wanted.weights[gram])[:RAREST])
        if not rarest:
            return []
        one = "SELECT rowid, ? AS weight FROM passage_words WHERE passage_words MATCH ?"
        rows = self.store.connection.execute(
            f"SELECT rowid FROM ({' UNION ALL '.join([one] * len(rarest))})"
            " GROUP BY rowid ORDER BY sum(weight) DESC, rowid LIMIT ?",
            [*(value for gram in rarest for value in (wanted.weights[gram], f'"{gram}"')), k],
        )
        return [row[0] for row in rows]

    def _affordable(self, rarest: Sequence[str]) -> Sequence[str]:
        """Of the rarest grams as many as do not stand in too many passages together, and the very rarest at least."""
        read = 0
        for at, gram in enumerate(rarest):
            read += self._counts.get(gram, 0)
            if read > MOST_READ:
                return rarest[: max(at, LEAST_READ)]
        return rarest

    def _places(self, where: str, parameters: Sequence[object]) -> list[Place]:
        rows = self.store.connection.execute(
            "SELECT p.id, r.report, p.agency, p.year, r.file, p.part, p.heading, p.text, p.start_offset, p.end_offset"
            f" FROM passages AS p JOIN reports AS r ON r.id = p.report_id {where}",
            list(parameters),
        )
        return [Place(*row) for row in rows]

    # ── scores ──

    def _vector_scores(self, words: str, places: Sequence[Place]) -> dict[int, float]:
        if not places or not self.steps.vectors:
            return {}
        question = self.embedder.encode_questions([words])[0]
        return dict(self.store.vectors.search(question, len(places), [place.id for place in places]))

    def likeness(self, words: str, texts: Sequence[str]) -> list[float]:
        """How near the vectors of some sentences are to a question's, from 0 to 1; 0 where vectors are left out."""
        if not texts or not self.steps.vectors:
            return [0.0] * len(texts)
        question = self.embedder.encode_questions([words])[0]
        return [max(0.0, float(near)) for near in self.embedder.encode_passages(texts) @ question]

    def _score(self, place: Place, text: Set[str], wanted: Wanted, vector: float) -> Found:
        heading = heading_grams(place.part, place.heading)
        own = grams_within(place.text)
        words = sum(weight for gram, weight in wanted.weights.items() if gram in own)
        if self.steps.headings:
            words += (_HEADING_WEIGHT - 1) * sum(
                weight for gram, weight in wanted.weights.items() if gram in heading
            )
        whole = sum(wanted.weights.values()) or 1.0
        lexical = words / whole / (0.75 + 0.25 * len(place.text) / 200) if self.steps.words else 0.0
        score = (lexical + _VECTOR_WEIGHT * max(0.0, vector)) * self._part_weight(place, wanted)
        return Found(place, score, self._support(place, text, wanted))

    def _part_weight(self, place: Place, wanted: Wanted) -> float:
        if not self.steps.parts:
            return 1.0
        if place.part in wanted.parts:
            return _PART_BONUS
        return 1.0 if place.part else _FRONT_MATTER

    def _support(self, place: Place, text: Set[str], wanted: Wanted) -> float:
        """How much of what the question names a passage speaks of; the words reports use for a thing count for it."""
        return weighed(wanted.subjects, [_spoken_of(subject, place, text) for subject in wanted.subjects])


def asked_in(question: str, wanted: Wanted) -> Asked:
    """What a question wants to be told."""
    printed = (subject.also[0] for subject in wanted.subjects if subject.also)
    return asked_for(question.lower(), " ".join(printed))


def _by_sentence(found: Found, wanted: Wanted, asked: Asked) -> Found:
    best = max((s.score for s in scored_sentences(found.place, wanted, asked)), default=0.0)
    return found._replace(score=found.score * (BY_PASSAGE + best))


def _best_first(found: Found) -> tuple[float, str, int]:
    return -found.score, found.place.agency, found.place.start


def _absent_heavier(
    subjects: Sequence[Subject], places: Sequence[Place], texts: Mapping[int, Set[str]]
) -> tuple[Subject, ...]:
    """A thing known by name of which nothing in scope speaks says more than all that is spoken of."""

    def is_absent(subject: Subject) -> bool:
        return bool(subject.word) and all(
            _spoken_of(subject, place, texts[place.id]) < FAR_WORD for place in places
        )

    return tuple(s._replace(weight=s.weight * ABSENT) if is_absent(s) else s for s in subjects)


def _spoken_of(subject: Subject, place: Place, text: Set[str]) -> float:
    return how_told(subject, f"{titles(place)} {place.text.lower()}", text)


_OF_WHOM = re.compile(  # they are asked about, and are not what is looked for
    r"\b(?:which|what|how many|all|any|each|every|the)(?: of the)?(?: (?:district|county|city|town|township|provincial|local|other))?"
    r" (?:agencies|bureaus|reports|units|bodies|departments|authorities|governments|offices|districts|counties|cities|towns)\b"
    r"(?! belong)"
    r"|(?:(?<=\bdoes )|(?<=\bdid )|(?<=\bby )|(?<=\bat )|(?<=\bhas )|(?<=\bcould ))the (?:office|bureau|department"
    r"|commission|government|district|county|city)\b"
    r"|^\s*(?:list|name) (?:all|the|all the)\b"
    r"|\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) times\b"
    r"|\baccording to (?:its|the|their) (?:\w+ )?(?:narrative|text|report|words)\b"
)
_WEB_ADDRESS = re.compile(r"\b(?:address|url|link)s?\b|网址|域名|地址|链接")
_A_SITE = ("网站", "website")
_REPORTED = re.compile(  # what problems did they report: nothing of reports
    r"\b(?:did|do|does|has|have|had|will)\b[^,.?]*?(?<!annual )(?<!its )(?<!the )(?<!this )(?<!their )(?<!a )"
    r"\b(?P<verb>report(?:ed)?)\b(?! (?:on|is|was|be|itself))"
)
_BESIDES = re.compile(  # what is left out is not looked for: besides its website
    r"\b(?:besides|apart from|other than|in addition to|except(?: for)?)(?: (?:its|the|their|an?))? [a-z-]+"
    "|除了?[^，,？?]{1,10}?(?:以外|之外|外|[，,])"
)
_ENGLISH = re.compile(r"[a-z][a-z'-]+")
_EITHER_ZH = "[^，。；,;]{0,2}(?:或者?|还是|、(?=[^，。；]*或))[^，。；,;]{0,2}"
_LISTED_ZH = "[^，。；,;]{0,2}(?:或者?|还是|、)[^，。；,;]{0,2}"
_EITHER_EN = r"s?(?:,? or|,(?=.* or )) (?:an? |the |by |in )?"
_PEOPLE_COUNTED = ("多少人", "几个人", "how many people")
_AT_WORK = re.compile(
    r"做|干|负责|管|从事|办|配|专职|兼职|岗|\b(?:work|do|employ|staff|handle|responsible|on the team)"
)
_FUNCTION = "者了过的得着把被给让来去吗呢吧啊都也还就又再很哪这那什么谁怎样啥个些其与和及或于在向从到有是为要想会能可请几做搞弄"
_PARTED = re.compile("([\u3400-\u9fff])[过了]([\u3400-\u9fff])")
_PARTICLES = re.compile("[的了着过吗呢把被给几]")


def _together(wording: str) -> str:
    """A question with verb and object together, where they are a word that the glossary knows: 收过费, 开了会.

    >>> _together("收过费没有，开了两次会")
    '收费没有，开了两次会'
    """
    return _PARTED.sub(lambda at: at[1] + at[2] if is_known_chinese(at[1] + at[2]) else at[0], wording)


def _pieces(words: str) -> list[str]:
    """The runs of Chinese, the numbers and the English words."""
    return re.findall(r"[\u3400-\u9fff]{2,}|\d+", words) + _ENGLISH.findall(words.lower())


def _without_particles(words: str) -> str:
    """What is left of a question without the characters that only hold it together.

    >>> _without_particles("订了哪些制度来管"), _without_particles("四到位是"), _without_particles("收了")
    ('订 制度来管', '四到位', '收')
    """
    return " ".join(run.strip(_FUNCTION) for run in _PARTICLES.sub(" ", words).split())


def _said(word: str, left: str) -> str | None:
    """What is left of a word in a text that lost the words that say nothing; None: nothing to speak of.

    >>> _said("新闻发布会", "场新闻发布"), _said("什么奖", "网站拿过 奖"), _said("专栏", "网站")
    ('新闻发布', '奖', None)
    """
    core = word.strip(_FUNCTION)
    if len(core) == 1 and core in left:
        return core
    sizes = range(len(word), min(2, len(word)) - 1, -1)
    pieces = (word[at : at + size] for size in sizes for at in range(len(word) - size + 1))
    return next((piece for piece in pieces if piece in left), None)


def _either_of(subjects: Sequence[Subject], wording: str) -> list[Subject]:
    """What a question names, with the mark that either of two things will do: 专区或者查阅点, lawyers or experts."""
    pairs = zip([None, *subjects], subjects, strict=False)
    any_of_list = asks_of_many(wording.lower())
    return [
        subject._replace(either=bool(before and _is_either(before.word, subject.word, wording, any_of_list)))
        for before, subject in pairs
    ]


def _is_either(one: str, other: str, wording: str, any_of_list: bool) -> bool:
    """Whether 或者, or "or", stands between two words, or a comma in a list that it ends (`any_of_list`: in any)."""
    if not one or not other:
        return False
    listed = _LISTED_ZH if any_of_list else _EITHER_ZH
    between = _EITHER_EN if other.isascii() else listed
    return re.search(f"{re.escape(one)}{between}{re.escape(other)}", wording) is not None


def _without_staff(subjects: Sequence[Subject], wording: str) -> list[Subject]:
    """多少人 asks for staff where nothing else is counted: in 多少人参加了活动 it only asks how many."""
    counted = [s for s in subjects if s.word in _PEOPLE_COUNTED]
    if not counted or len(counted) == len(subjects) or _AT_WORK.search(wording):
        return list(subjects)
    return [s for s in subjects if s.word not in _PEOPLE_COUNTED]


def _left_out(word: str, text: str) -> str:
    if not word.isascii():
        return text.replace(word, " ") if word in text else _ends_left_out(word, text)
    for part in word.split():
        text = re.sub(rf"(?<![a-z]){re.escape(part)}(?![a-z])", " ", text, count=1)
    return text


def _ends_left_out(word: str, text: str) -> str:
    """A text without what is left in it of a word that lost characters in its middle.

    >>> _ends_left_out("老年人", "方便老 人获取信息").split()
    ['方便', '获取信息']
    """
    sizes = range(len(word) - 1, 0, -1)
    begin = next((word[:n] for n in sizes if re.search(rf"{re.escape(word[:n])}(?= )", text)), "")
    end = next((word[-n:] for n in sizes if re.search(rf"(?<= ){re.escape(word[-n:])}", text)), "")
    if not begin or not end:
        return text
    return re.sub(rf"{re.escape(begin)} +{re.escape(end)}", " ", text)


def _narrowing(agencies: Sequence[str], years: Sequence[int]) -> tuple[str, list[object]]:
    conditions = ["1"]
    parameters: list[object] = []
    for column, values in (("p.agency", agencies), ("p.year", years)):
        if values:
            conditions.append(f"{column} IN ({', '.join('?' * len(values))})")
            parameters += values
    return " AND ".join(conditions), parameters
