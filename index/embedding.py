"""Text → vectors: the embedded model, read with numpy alone, or any sentence-transformers model by name or folder."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from index.errors import EmbeddingUnavailable
from index.tokens import grams

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

EMBEDDED_MODEL = Path(__file__).with_name("model")
NAME_FILE = "gongkai.json"  # beside the weights: the name that changes when they do


class Embedder(Protocol):
    """Turns texts into rows of length 1; the row of a text it knows nothing of is all zeros."""

    @property
    def name(self) -> str:
        """What the store remembers, to notice that another model is set."""
        ...

    @property
    def dimensions(self) -> int: ...

    def encode_passages(self, texts: Sequence[str]) -> Vectors: ...

    def encode_questions(self, texts: Sequence[str]) -> Vectors: ...


def load_embedder(setting: str | None = None) -> Embedder:
    """Return the embedded model (None, "embedded" or its full name), else the named hub model or folder."""
    if setting in (None, "", "embedded") or setting == _name_in(EMBEDDED_MODEL):
        return EmbeddedModel(EMBEDDED_MODEL)
    assert setting is not None
    return SentenceTransformersModel(setting)


def model_text(text: str) -> str:
    """Cut a text the way the embedded model wants it: its grams, each once, joined with spaces.

    >>> model_text("公开，公开")
    '公 开 公开'
    """
    return " ".join(dict.fromkeys(grams(text)))


class EmbeddedModel:
    """A StaticEmbedding model of sentence-transformers, read without it: loading takes milliseconds, not seconds.

    A vector is the sum of the rows of a text's distinct grams, scaled to length 1. Questions and passages alike. The rows
    stay the small integers that lie on disk, with a scale for each: a question needs a few of fourteen thousand.
    """

    def __init__(self, folder: Path) -> None:
        from safetensors.numpy import load_file

        try:
            self.name: str = _name_in(folder)
            tokenizer = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
            tensors = load_file(folder / "model.safetensors")
        except (OSError, ValueError) as error:
            raise EmbeddingUnavailable(str(folder), str(error)) from error
        self._row_of: dict[str, int] = tokenizer["model"]["vocab"]
        self._rows, self._scales = tensors["embeddings"], tensors["weights"][:, None]
        self.dimensions: int = self._rows.shape[1]

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        import numpy as np

        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for vector, text in zip(vectors, texts, strict=True):
            known = sorted({self._row_of[gram] for gram in grams(text) if gram in self._row_of})
            if known:
                rows = self._rows.take(known, axis=0) * self._scales.take(known, axis=0)
                rows.sum(axis=0, out=vector)
        return _length_one(vectors)

    encode_questions = encode_passages


class SentenceTransformersModel:
    """Any model that sentence-transformers loads; importing that takes seconds, so only who asks for one pays."""

    def __init__(self, name_or_folder: str) -> None:
        self.name = name_or_folder
        try:
            from sentence_transformers import SentenceTransformer

            self._model: Any = SentenceTransformer(name_or_folder)
        except ImportError as error:
            raise EmbeddingUnavailable(name_or_folder, "sentence-transformers is not installed") from error
        except (OSError, ValueError) as error:
            raise EmbeddingUnavailable(name_or_folder, _first_line(error)) from error
        self.dimensions: int = self._model.get_embedding_dimension()

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        return self._float32(self._model.encode_document(list(texts), normalize_embeddings=True))

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        return self._float32(self._model.encode_query(list(texts), normalize_embeddings=True))

    def _float32(self, vectors: Any) -> Vectors:
        import numpy as np

        rows: Vectors = np.asarray(vectors, dtype=np.float32).reshape(-1, self.dimensions)
        return np.nan_to_num(rows)


def _name_in(folder: Path) -> str:
    return str(json.loads((folder / NAME_FILE).read_text(encoding="utf-8"))["name"])


def _length_one(vectors: Vectors) -> Vectors:
    import numpy as np

    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    np.divide(vectors, lengths, out=vectors, where=lengths > 0)
    return vectors


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
