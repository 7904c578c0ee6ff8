"""What the embedded model learns from, and that a model made is a model read."""

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.embedding import EmbeddedModel
from index.embedding_training import (
    Material,
    Pair,
    _also_answers,
    make_pairs,
    read_material,
    save_model,
    train,
)


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Material:
    folder = tmp_path_factory.mktemp("reports")
    (folder / "a.txt").write_text(
        "我局成立了政务公开领导小组，由局长任组长，办公室负责日常工作。\n\t21\n", encoding="utf-8"
    )
    return read_material(folder)


def test_sentences_are_prose_and_no_table_cells(material: Material) -> None:
    assert material.sentences == ("我局成立了政务公开领导小组，由局长任组长，办公室负责日常工作。",)


def test_same_seed_makes_the_same_pairs(material: Material) -> None:
    assert make_pairs(material, 50, random.Random(1)) == make_pairs(material, 50, random.Random(1))


def test_every_pair_answers_its_own_question(material: Material) -> None:
    assert all(pair.topic in pair.topics for pair in make_pairs(material, 300, random.Random(2)))


def test_without_reports_there_are_pairs_all_the_same(material: Material) -> None:
    assert len(make_pairs(replace(material, sentences=()), 100, random.Random(3))) == 100


def test_a_passage_on_the_same_topic_is_no_counter_example() -> None:
    pairs = [
        Pair("a", "A", 1, frozenset({1, 2})),
        Pair("b", "B", 2, frozenset({2})),
        Pair("c", "C", 3, frozenset({3})),
    ]
    assert _also_answers(pairs).tolist() == [
        [False, False, False],
        [True, False, False],
        [False, False, False],
    ]


def test_a_model_made_is_read_back_and_named_for_its_weights(material: Material, tmp_path: Path) -> None:
    training = train(material, steps=2, tell=lambda line: None)
    name = save_model(training, tmp_path / "model")
    embedder = EmbeddedModel(tmp_path / "model")
    assert embedder.name == name and name.startswith("embedded-")
    texts = ["政务公开领导小组", "press conference"]
    learnt = training.encode(texts).detach().numpy()
    assert np.abs(embedder.encode_passages(texts) - learnt).max() < 0.02  # one byte a number
