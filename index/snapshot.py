"""One snapshot of the store in the place of another: readers see the old one or the new one, whole."""

from __future__ import annotations

import os
from pathlib import Path

from index.errors import StoreMissing, StoreVersion
from index.store import DATABASE, Store


def swap(database: Path, store: Path, vectors: Path) -> None:
    """Put the new snapshot in the old one's place; the vectors before last go, the last stay for readers half-way."""
    before = _vectors_in_use(store)
    for path in (database, vectors):
        _flush(path)
    database.replace(store / DATABASE)
    for stale in store.glob("passages-*.faiss"):
        if stale.name not in (vectors.name, before):
            stale.unlink(missing_ok=True)


def _vectors_in_use(store: Path) -> str:
    try:
        opened = Store.open(store)
    except (StoreMissing, StoreVersion):
        return ""
    name = opened.meta("vectors")
    opened.close()
    return name


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def clear_leftovers(store: Path) -> None:
    """What a killed build left behind."""
    in_use = _vectors_in_use(store)
    for pattern in (".*.building.db*", "*.faiss.part"):
        for path in store.glob(pattern):
            path.unlink(missing_ok=True)
    if in_use:
        for path in store.glob("passages-*.faiss"):
            if path.name != in_use:
                path.unlink(missing_ok=True)
