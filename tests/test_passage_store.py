"""The file of vectors."""

from pathlib import Path

import faiss
import numpy as np
import pytest
from numpy.typing import NDArray

from index.errors import VectorsDamaged
from index.passage_store import PassageStore


def unit(*places: int) -> NDArray[np.float32]:
    """Rows of length 1, each along one of eight directions."""
    return np.eye(8, dtype=np.float32)[list(places)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "passages.faiss"


def found(store: PassageStore, place: int, k: int = 1, among: list[int] | None = None) -> list[int]:
    return [number for number, score in store.search(unit(place)[0], k, among) if score > 0.5]


def test_search_gives_ids_with_cosines_best_first(path: Path) -> None:
    PassageStore.create(path, [10, 20], np.array([[0.6, 0.8], [1, 0]], dtype=np.float32))
    [(first, score), (second, lower)] = PassageStore.open(path).search(np.array([1, 0], dtype=np.float32), 2)
    assert (
        (first, second) == (20, 10)
        and score == pytest.approx(1, abs=1e-3)
        and lower == pytest.approx(0.6, abs=1e-3)
    )


def test_search_among_some_passages_sees_no_other(path: Path) -> None:
    store = PassageStore.create(path, [1, 2, 3], unit(0, 0, 0))
    assert found(store, 0, k=5, among=[3, 99]) == [3]
    assert store.search(unit(0)[0], 5, among=[]) == []


def test_search_for_more_than_there_is_gives_what_there_is(path: Path) -> None:
    assert len(PassageStore.create(path, [1, 2], unit(0, 1)).search(unit(0)[0], 50)) == 2


def test_empty_store_finds_nothing(path: Path) -> None:
    PassageStore.create(path, [], np.zeros((0, 8), dtype=np.float32))
    store = PassageStore.open(path)
    assert (len(store), store.dimensions, store.search(unit(0)[0], 3)) == (0, 8, [])


def test_update_drops_and_adds_and_leaves_the_old_file_alone(path: Path, tmp_path: Path) -> None:
    PassageStore.create(path, [1, 2], unit(0, 1))
    old = PassageStore.open(path)
    new = old.updated([1], [3], unit(2), tmp_path / "next.faiss")
    assert [found(new, place) for place in (0, 1, 2)] == [[], [2], [3]]
    assert [found(old, place) for place in (0, 1, 2)] == [[1], [2], []]
    assert len(PassageStore.open(path)) == len(PassageStore.open(tmp_path / "next.faiss")) == 2


def test_update_may_replace_the_file_it_came_from(path: Path) -> None:
    PassageStore.create(path, [1], unit(0))
    PassageStore.open(path).updated([1], [2], unit(1), path)
    assert found(PassageStore.open(path), 1) == [2]
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_is_gone_says_build(path: Path) -> None:
    with pytest.raises(VectorsDamaged, match="the file is gone"):
        PassageStore.open(path)


@pytest.mark.parametrize("content", [b"", b"not an index at all" * 50])
def test_damaged_file_is_one_clear_line(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(VectorsDamaged, match="gongkai build") as raised:
        PassageStore.open(path)
    assert "\n" not in str(raised.value)


def test_truncated_file_is_noticed(path: Path) -> None:
    PassageStore.create(path, range(500), np.tile(unit(0), (500, 1)))
    path.write_bytes(path.read_bytes()[:900])
    with pytest.raises(VectorsDamaged):
        PassageStore.open(path)


def test_index_of_another_kind_is_refused(path: Path) -> None:
    faiss.write_index(faiss.IndexFlatIP(8), str(path))
    with pytest.raises(VectorsDamaged, match="IndexFlatIP"):
        PassageStore.open(path)
