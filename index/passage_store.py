"""passages.faiss: vectors by passage id, searched by inner product, exactly."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import VectorsDamaged

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]
    Ids = Sequence[int] | NDArray[np.int64]


class PassageStore:
    """The vectors of all passages; a passage is known by its id in reports.db."""

    def __init__(self, path: Path, index: Any) -> None:
        self._path = path
        self._index = index

    @classmethod
    def create(cls, path: Path, ids: Ids, vectors: Vectors) -> PassageStore:
        """Write a new file with these vectors (one row an id, each of length 1) and return it, open."""
        index = _empty_index(vectors.shape[1])
        _add(index, ids, vectors)
        _write(index, path)
        return cls(path, index)

    @classmethod
    def open(cls, path: Path) -> PassageStore:
        """Open a file that `create` or `updated` wrote; its vectors are read when a search first wants them."""
        import faiss

        return cls(path, _read(path, faiss.IO_FLAG_MMAP_IFC))

    def __len__(self) -> int:
        """How many passages there are."""
        return int(self._index.ntotal)

    @property
    def dimensions(self) -> int:
        return int(self._index.d)

    def search(self, vector: Vectors, k: int, among: Ids | None = None) -> list[tuple[int, float]]:
        """Return the k passages most like a question's vector with their cosines, best first; `among` narrows."""
        import faiss
        import numpy as np

        if k <= 0 or (among is not None and not len(among)):
            return []
        faiss.omp_set_num_threads(1)  # for a single question a second thread only costs
        parameters: Any = None
        if among is not None:
            some = faiss.IDSelectorBatch(np.asarray(among, dtype=np.int64))
            parameters = faiss.SearchParameters(sel=some)  # type: ignore[call-arg, unused-ignore]
        question = np.asarray(vector, dtype=np.float32).reshape(1, -1)
        scores, ids = self._index.search(question, k, params=parameters)
        # FAISS fills up with the id -1 where fewer than k are left.
        return [(int(i), float(score)) for i, score in zip(ids[0], scores[0], strict=True) if i >= 0]

    def updated(self, removed: Ids, ids: Ids, vectors: Vectors, path: Path) -> PassageStore:
        """Write a file without the removed passages and with the new ones; this store stays as it is.

        Every other vector is kept as it was written: nothing is embedded twice. `path` may be the store's own.
        """
        import faiss
        import numpy as np

        index = _read(self._path, flags=0)  # a mapped file cannot be changed
        if len(removed):
            index.remove_ids(faiss.IDSelectorBatch(np.asarray(removed, dtype=np.int64)))
        _add(index, ids, vectors)
        _write(index, path)
        return PassageStore(path, index)


def _add(index: Any, ids: Ids, vectors: Vectors) -> None:
    import numpy as np

    if len(ids):
        index.add_with_ids(np.ascontiguousarray(vectors, dtype=np.float32), np.asarray(ids, dtype=np.int64))


def _write(index: Any, path: Path) -> None:
    """Write beside the file and put it in its place when complete: a reader never sees half of one."""
    import faiss

    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    faiss.write_index(index, str(part))
    part.replace(path)


def _read(path: Path, flags: int) -> Any:
    import faiss

    if not path.exists():
        raise VectorsDamaged(path, "the file is gone")
    try:
        index = faiss.read_index(str(path), flags)
    except RuntimeError as error:
        raise VectorsDamaged(path, _last_words(error)) from error
    if not isinstance(index, faiss.IndexIDMap2):
        raise VectorsDamaged(path, f"it holds {type(index).__name__}")
    return index


def _empty_index(dimensions: int) -> Any:
    """Half-precision numbers: half the file, half the memory a search has to walk through, the same ranks."""
    import faiss

    flat = faiss.IndexScalarQuantizer(dimensions, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    return faiss.IndexIDMap2(flat)


def _last_words(error: Exception) -> str:
    """FAISS's message without the C++ place it comes from."""
    return str(error).strip().splitlines()[0].rsplit(": ", 1)[-1]
