"""Makes the embedded model from the glossary, the paraphrases and a folder of reports: `make embedding`.

The pairs teach it three things: which words mean the same (glossary, in both languages), what a question looks like beside
the sentence that answers it (paraphrases), and that rare words must be found again as they are (names made up on
the spot). Nothing is downloaded; the same inputs give the same model.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import math
import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from index.embedding import EMBEDDED_MODEL, NAME_FILE, model_text
from index.glossary import Meaning, meanings, named_meanings
from index.tokens import grams

PARAPHRASES = Path(__file__).with_name("paraphrases.tsv")
FRAMES = Path(__file__).with_name("frames.tsv")
REGIONS = Path(__file__).with_name("regions.csv")
REPORTS = Path(__file__).parent.parent / "data" / "reports"

SEED = 20201231
DIMENSIONS = 256
GRAMS_AT_MOST = 14_000
STEPS = 500
PAIRS_A_STEP = 768
PLACES_A_STEP = 40
PLACE_WEIGHT = 0.2
SCALE = 15.0  # of the cosines, as usual with in-batch negatives
LEARNING_RATE = 0.003
MIXTURE = (5, 4, 10, 2)  # synonyms, paraphrases, words within a sentence, made-up names
UNKNOWN = "[UNK]"  # row 0, all zeros: it leaves a text's direction as it is


@dataclass(frozen=True)
class Pair:
    """A question and a passage that answers it; a topic is the place of a meaning, or a whole sentence."""

    question: str
    passage: str
    topic: int | str  # what the question is about
    topics: frozenset[int | str]  # all the passage speaks of: other questions on these are no counter-example


@dataclass(frozen=True)
class Paraphrase:
    """One thing people ask, in Chinese and in English, and a sentence as reports print it."""

    chinese: str
    english: str
    printed: str


@dataclass(frozen=True)
class Material:
    """All that pairs are made of."""

    meanings: tuple[Meaning, ...]
    paraphrases: tuple[Paraphrase, ...]
    frames: Mapping[
        str, tuple[str, ...]
    ]  # by kind: chinese, english, printed, filler, office, english_office
    sentences: tuple[str, ...]  # of real reports
    places: tuple[str, ...]
    made_up: str  # the common characters, from which names are made up


# ---------------------------------------------------------------- material


def read_material(reports: Path) -> Material:
    """Gather what the pairs are made of; `reports` is a folder of plain-text reports, and may be empty."""
    return Material(
        meanings=meanings(),
        paraphrases=tuple(_read_paraphrases()),
        frames=_read_frames(),
        sentences=tuple(_read_sentences(reports)),
        places=tuple(_read_places()),
        made_up=common_characters(),
    )


def common_characters() -> str:
    """The 3,755 most common Chinese characters: the first level of GB 2312, rows 16 to 55.

    >>> common_characters()[:3], len(common_characters())
    ('啊阿埃', 3755)
    """
    codes = (bytes((row, cell)) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    return b"".join(codes).decode("gb2312", errors="ignore")


def _read_paraphrases() -> Iterable[Paraphrase]:
    for line in PARAPHRASES.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield Paraphrase(*line.split("\t"))


def _read_frames() -> dict[str, tuple[str, ...]]:
    frames: dict[str, tuple[str, ...]] = {}
    for line in FRAMES.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            kind, frame = line.split("\t")
            frames[kind] = (*frames.get(kind, ()), frame)
    return frames


def _read_sentences(reports: Path) -> Iterable[str]:
    """Sentences of prose; the tables, one cell a line, are too short to be taken for any."""
    for file in sorted(reports.rglob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if "\t" not in line.strip():
                yield from (f"{sentence}。" for sentence in line.strip().split("。") if len(sentence) >= 20)


def _read_places() -> Iterable[str]:
    """Cities and counties, 广州市 and 黄埔区."""
    with REGIONS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield row["county"] or row["city"] or row["province"]


# ---------------------------------------------------------------- pairs


def make_pairs(material: Material, count: int, chance: random.Random) -> list[Pair]:
    """Make so many pairs, of the four kinds below; they share a few places, so that a place alone tells nothing."""
    material = replace(material, places=tuple(chance.sample(material.places, PLACES_A_STEP)))
    makers = chance.choices((_synonyms, _paraphrase, _words_within, _name), MIXTURE, k=count)
    return [maker(material, chance) for maker in makers]


def _synonyms(material: Material, chance: random.Random) -> Pair:
    """A question with one word for a thing, a passage with another."""
    topic = chance.randrange(len(material.meanings))
    meaning = material.meanings[topic]
    asked = chance.choice(chance.choice(meaning.ways))
    told = chance.choice([word for word in meaning.printed if word != asked] or meaning.printed)
    return _pair(_question(asked, material, chance), _told(told, material, chance), topic, material, chance)


def _paraphrase(material: Material, chance: random.Random) -> Pair:
    """A question, and the sentence that answers it, perhaps in other printed words."""
    paraphrase = chance.choice(material.paraphrases)
    question = chance.choice((paraphrase.chinese, paraphrase.chinese, paraphrase.english))
    if question == paraphrase.chinese and chance.random() < 0.6:
        question = _agency(material, chance) + question
    printed = _with_synonym(paraphrase.printed, material, chance)
    return _pair(question, printed, paraphrase.printed, material, chance)


def _words_within(material: Material, chance: random.Random) -> Pair:
    """One or two things a real sentence speaks of, said in other words or its own, and the sentence."""
    sentence = chance.choice(material.sentences or [p.printed for p in material.paraphrases])
    named = _topics(sentence)
    start = chance.randrange(max(len(sentence) - 8, 1))
    if not named or chance.random() < 0.4:
        own_words = sentence[start : start + chance.randint(4, 12)]
        return _pair(_question(own_words, material, chance), sentence, sentence, material, chance)
    topic = chance.choice(named)
    meaning = material.meanings[topic]
    words = chance.choice(chance.choice(meaning.ways[1:]))
    if not words.isascii() and chance.random() < 0.5:
        words += "，" + sentence[start : start + chance.randint(2, 6)]
    return _pair(_question(words, material, chance), sentence, topic, material, chance)


def _name(material: Material, chance: random.Random) -> Pair:
    """A name that nobody knows, asked for and printed: such words carry the most."""
    name = "".join(chance.choices(material.made_up, k=chance.randint(2, 4)))
    question = _question(name + chance.choice(("", "系统", "工程", "行动", "活动")), material, chance)
    return _pair(question, _told(f"“{name}”", material, chance), name, material, chance)


def _pair(question: str, told: str, topic: int | str, material: Material, chance: random.Random) -> Pair:
    """Set a sentence among others, as in a real passage."""
    around = [_aside(material, chance) for _ in range(chance.randint(0, 4))]
    around.insert(chance.randint(0, len(around)), told)
    topics = chain.from_iterable(_topics(part) for part in around)
    return Pair(question, "".join(around), topic, frozenset((topic, *topics, *around)))


@cache
def _topics(part: str) -> tuple[int, ...]:
    return tuple(named_meanings(part))


def _aside(material: Material, chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.15:
        return chance.choice(material.frames["filler"])
    if kind < 0.3:
        return f"{_agency(material, chance)}2020年{chance.choice(material.frames['filler'])}"
    if kind < 0.5:
        return _told(chance.choice(chance.choice(material.meanings).printed), material, chance)
    if kind < 0.7 or not material.sentences:
        return chance.choice(material.paraphrases).printed
    return chance.choice(material.sentences)


def _told(word: str, material: Material, chance: random.Random) -> str:
    return chance.choice(material.frames["printed"]).format(word)


def _question(word: str, material: Material, chance: random.Random) -> str:
    if word.isascii():
        return chance.choice(material.frames["english"]).format(
            chance.choice(material.frames["english_office"]), word
        )
    return chance.choice(material.frames["chinese"]).format(_agency(material, chance), word)


def _agency(material: Material, chance: random.Random) -> str:
    place = chance.choice(material.places)
    if chance.random() < 0.5:
        place = place[:2]
    return chance.choice((place + chance.choice(material.frames["office"]), place, "", ""))


def _with_synonym(sentence: str, material: Material, chance: random.Random) -> str:
    """Say one thing of a sentence in another printed word, half the time."""
    named = named_meanings(sentence)
    if not named or chance.random() < 0.5:
        return sentence
    printed = material.meanings[chance.choice(named)].printed
    inside = [word for word in printed if word in sentence]
    return sentence.replace(inside[0], chance.choice(printed)) if inside else sentence


# ---------------------------------------------------------------- vocabulary and training


def choose_grams(material: Material) -> list[str]:
    """Return the grams of the model: all common characters, then what the material is written in, most frequent first."""
    counts: Counter[str] = Counter()
    for text in _texts(material):
        counts.update(grams(text))
    characters = sorted({*material.made_up, *(gram for gram in counts if len(gram) == 1)})
    others = [gram for gram, _ in counts.most_common() if len(gram) > 1]
    return [UNKNOWN, *characters, *others[: GRAMS_AT_MOST - len(characters) - 1]]


def _texts(material: Material) -> Iterable[str]:
    """Every text that goes into pairs."""
    for meaning in material.meanings:
        yield from meaning.words
    for paraphrase in material.paraphrases:
        yield from (paraphrase.chinese, paraphrase.english, paraphrase.printed)
    yield from chain(material.sentences, *material.frames.values())
    yield from {place[:2]: None for place in material.places}


class Training:
    """The rows being learnt, and the grams they stand for."""

    def __init__(self, material: Material, seed: int = SEED) -> None:
        import torch

        torch.manual_seed(seed)
        self.grams = choose_grams(material)
        self._row_of = {gram: row for row, gram in enumerate(self.grams)}
        self.rows = torch.nn.EmbeddingBag(len(self.grams), DIMENSIONS, mode="sum", padding_idx=0)
        torch.nn.init.normal_(self.rows.weight, std=DIMENSIONS**-0.5)
        with torch.no_grad():
            self.rows.weight *= torch.tensor(_rarity(self.grams, material))[:, None]

    def encode(self, texts: Sequence[str]) -> Any:
        """Vectors of length 1, one a text."""
        import torch

        bags = [[self._row_of.get(gram, 0) for gram in model_text(text).split()] or [0] for text in texts]
        starts = [0]
        for bag in bags[:-1]:
            starts.append(starts[-1] + len(bag))
        ids = torch.tensor([row for bag in bags for row in bag])
        return torch.nn.functional.normalize(self.rows(ids, torch.tensor(starts)), dim=1)

    def loss(self, pairs: Sequence[Pair]) -> Any:
        """How badly each question picks its own passage among all, and each passage its question.

        This is MultipleNegativesRankingLoss, without the passages that speak of the question's topic too.
        """
        import torch

        scores = SCALE * self.encode([p.question for p in pairs]) @ self.encode([p.passage for p in pairs]).T
        scores = scores.masked_fill(torch.from_numpy(_also_answers(pairs)), -1e4)
        own = torch.arange(len(pairs))
        return (
            torch.nn.functional.cross_entropy(scores, own) + torch.nn.functional.cross_entropy(scores.T, own)
        ) / 2


def _also_answers(pairs: Sequence[Pair]) -> Any:
    """A square of booleans: does the passage of a column speak of the question's topic in a row, if not its own?"""
    import numpy as np

    asked: dict[int | str, list[int]] = {}
    for row, pair in enumerate(pairs):
        asked.setdefault(pair.topic, []).append(row)
    also = np.zeros((len(pairs), len(pairs)), dtype=bool)
    for column, pair in enumerate(pairs):
        for topic in pair.topics:
            also[asked.get(topic, []), column] = True
    np.fill_diagonal(also, False)
    return also


def train(material: Material, steps: int = STEPS, tell: Callable[[str], None] = print) -> Training:
    """Learn rows for the grams of the material; `tell` gets a line of progress now and then."""
    import torch

    chance = random.Random(SEED)
    training = Training(material)
    optimizer = torch.optim.Adam(training.rows.parameters(), lr=LEARNING_RATE)
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.05, total_iters=steps)
    for step in range(steps):
        loss = training.loss(make_pairs(material, PAIRS_A_STEP, chance))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        if step % 100 == 0:
            tell(f"step {step} of {steps}: loss {loss.item():.3f}")
    return training


def _rarity(known: Sequence[str], material: Material) -> list[float]:
    """Between 0 for a gram that every text has and 1 for one that none has: how much each weighs at the start.

    A place says whose report is meant and not what about, so it weighs little; the unknown gram weighs nothing.
    """
    texts = [set(grams(text)) for text in _texts(material)]
    counts = Counter(chain.from_iterable(texts))
    most = math.log(len(texts) + 1)
    rarity = {gram: 1 - math.log(1 + counts[gram]) / most for gram in known} | {UNKNOWN: 0.0}
    for place in {place[:2] for place in material.places} & rarity.keys():
        rarity[place] *= PLACE_WEIGHT
    return [rarity[gram] for gram in known]


# ---------------------------------------------------------------- saving


def save_model(training: Training, folder: Path) -> str:
    """Save a sentence-transformers model (StaticEmbedding, Normalize) and return the name that its weights give it."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding
    from tokenizers import Tokenizer, models, pre_tokenizers

    tokenizer = Tokenizer(
        models.WordLevel({gram: row for row, gram in enumerate(training.grams)}, unk_token=UNKNOWN)
    )
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    weights = training.rows.weight.detach().numpy()
    model = SentenceTransformer(
        modules=[StaticEmbedding(tokenizer, embedding_weights=weights), Normalize()], device="cpu"
    )
    model.save(str(folder), create_model_card=False)
    [weights_file] = folder.rglob("model.safetensors")
    _shrink(weights_file)
    name = f"embedded-{hashlib.sha256(weights_file.read_bytes()).hexdigest()[:8]}"
    (folder / NAME_FILE).write_text(json.dumps({"name": name}) + "\n", encoding="utf-8")
    return name


def _shrink(weights_file: Path) -> None:
    """Store the weights as whole numbers of one byte with a scale for each row, a form StaticEmbedding reads as well."""
    import numpy as np
    from safetensors.numpy import load_file, save_file

    rows = load_file(weights_file)["embedding.weight"]
    scales = np.abs(rows).max(axis=1) / 127
    whole = np.round(rows / np.where(scales > 0, scales, 1)[:, None]).astype(np.int8)
    save_file({"embeddings": whole, "weights": scales.astype(np.float32)}, weights_file)
    weights_file.chmod(0o644)


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the embedded model.")
    parser.add_argument("reports", nargs="?", type=Path, default=REPORTS, help="folder of plain-text reports")
    parser.add_argument("--out", type=Path, default=EMBEDDED_MODEL, help="folder to save the model in")
    parser.add_argument("--steps", type=int, default=STEPS)
    arguments = parser.parse_args()
    training = train(read_material(arguments.reports), arguments.steps)
    print(save_model(training, arguments.out))


if __name__ == "__main__":
    main()
