"""Texts to vectors: the embedded model, and models named by a person."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.embedding import EMBEDDED_MODEL, EmbeddedModel, load_embedder, model_text
from index.errors import EmbeddingUnavailable
from index.parse import parse_file

ROOT = Path(__file__).parent.parent
TEXTS = (
    "成立政务公开工作领导小组，由局长任组长。",
    "举办新闻发布会11次",
    "Who leads the bureau?",
    "",
    "xyzzy ☃",
)


@pytest.fixture(scope="module")
def embedder() -> EmbeddedModel:
    return EmbeddedModel(EMBEDDED_MODEL)


def closest(embedder: EmbeddedModel, question: str, passages: list[str]) -> str:
    scores = embedder.encode_passages(passages) @ embedder.encode_questions([question])[0]
    return passages[int(scores.argmax())]


def test_vectors_have_length_one_and_unknown_text_is_all_zeros(embedder: EmbeddedModel) -> None:
    vectors = embedder.encode_passages(TEXTS)
    assert vectors.shape == (len(TEXTS), embedder.dimensions) and vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1, 0, 0], abs=1e-5)


def test_no_texts_give_no_rows(embedder: EmbeddedModel) -> None:
    assert embedder.encode_questions([]).shape == (0, embedder.dimensions)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("开了几场记者会？", "全年召开新闻发布会3场。"),
        ("How many press conferences were held?", "全年召开新闻发布会3场。"),
        ("自己承认有什么短板？", "工作中还存在一些不足之处。"),
        ("What are the weaknesses?", "工作中还存在一些不足之处。"),
        ("谁牵头？", "由主要负责同志任组长，各科室负责人为成员。"),
        ("防止泄密靠什么？", "严格履行保密审查程序。"),
        ("What does it plan for next year?", "下一步，我局将完善制度。"),
    ],
)
def test_questions_in_everyday_words_and_english_find_the_printed_sentence(
    embedder: EmbeddedModel, question: str, answer: str
) -> None:
    passages = [
        "全年召开新闻发布会3场。",
        "工作中还存在一些不足之处。",
        "由主要负责同志任组长，各科室负责人为成员。",
        "严格履行保密审查程序。",
        "下一步，我局将完善制度。",
        "公开部门预算、决算和政府采购信息。",
        "全年收到政府信息公开申请35件，均按期答复。",
    ]
    assert closest(embedder, question, passages) == answer


def test_citizens_questions_find_their_passage_among_a_report_s_own(embedder: EmbeddedModel) -> None:
    """Half of these questions were never looked at while the model was made."""
    lines = (ROOT / "tests" / "retrieval_questions.jsonl").read_text(encoding="utf-8").splitlines()
    reports = [parse_file(file, file.name) for file in sorted((ROOT / "data" / "reports").rglob("*.txt"))]
    passages = {report.cover.agency: [passage.text for passage in report.passages] for report in reports}
    found = [rank_of_gold(embedder, passages, **json.loads(line)) < 5 for line in lines]
    assert len(found) == 80 and sum(found) / len(found) >= 0.88


def rank_of_gold(
    embedder: EmbeddedModel, passages: dict[str, list[str]], question: str, report: str, gold: str, **_: str
) -> int:
    """How many passages of the report come before the one that answers."""
    texts = passages[report]
    scores = embedder.encode_passages(texts) @ embedder.encode_questions([question])[0]
    return next(rank for rank, at in enumerate((-scores).argsort(kind="stable")) if gold in texts[at])


def test_words_never_learnt_are_found_as_they_are(embedder: EmbeddedModel) -> None:
    assert (
        closest(embedder, "蓝鲸行动是什么", ["开展“蓝鲸行动”整治。", "开展“清风行动”整治。"])
        == "开展“蓝鲸行动”整治。"
    )


def test_name_follows_the_weights_and_is_accepted_as_a_setting(embedder: EmbeddedModel) -> None:
    digest = hashlib.sha256((EMBEDDED_MODEL / "model.safetensors").read_bytes()).hexdigest()
    assert embedder.name == f"embedded-{digest[:8]}"
    assert (
        load_embedder(None).name
        == load_embedder("embedded").name
        == load_embedder(embedder.name).name
        == embedder.name
    )


def test_model_committed_is_small() -> None:
    assert sum(file.stat().st_size for file in EMBEDDED_MODEL.rglob("*") if file.is_file()) <= 8_000_000


def test_embedded_model_needs_neither_torch_nor_sentence_transformers() -> None:
    program = (
        "import sys; from index.embedding import load_embedder; load_embedder(None).encode_questions(['公开']); "
        "print([name for name in ('torch', 'sentence_transformers', 'transformers') if name in sys.modules])"
    )
    assert (
        subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True).stdout
        == "[]\n"
    )


def test_sentence_transformers_gives_the_same_vectors(embedder: EmbeddedModel) -> None:
    from sentence_transformers import SentenceTransformer

    texts = [text for text in TEXTS if text]
    theirs = SentenceTransformer(str(EMBEDDED_MODEL), device="cpu").encode(
        [model_text(text) for text in texts]
    )
    assert embedder.encode_passages(texts) == pytest.approx(theirs, abs=1e-5)


def test_folder_of_any_sentence_transformers_model_is_an_embedder(tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models, pre_tokenizers

    tokenizer = Tokenizer(models.WordLevel({"[UNK]": 0, "open": 1, "closed": 2}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    weights = np.array([[0, 0], [3, 4], [0, 2]], dtype=np.float32)
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, weights)], device="cpu").save(
        str(tmp_path / "tiny")
    )

    tiny = load_embedder(str(tmp_path / "tiny"))
    assert (tiny.name, tiny.dimensions) == (str(tmp_path / "tiny"), 2)
    assert tiny.encode_passages(["open", "closed", "?"]) == pytest.approx(
        np.array([[0.6, 0.8], [0, 1], [0, 0]])
    )
    assert tiny.encode_questions(["open"]).dtype == np.float32


def test_model_that_is_not_here_is_one_clear_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import huggingface_hub.constants

    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(EmbeddingUnavailable, match="no-one/no-such-model") as raised:
        load_embedder("no-one/no-such-model")
    assert "\n" not in str(raised.value)


def test_broken_model_folder_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "gongkai.json").write_text(json.dumps({"name": "embedded-x"}))
    (tmp_path / "tokenizer.json").write_text("{}")
    with pytest.raises(EmbeddingUnavailable):
        EmbeddedModel(tmp_path)
