"""Settings → the assistant over its store, for the command and for the page alike."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from assistant.ask import Assistant
from index.store import Store
from ui.settings import Settings

if TYPE_CHECKING:
    from index.embedding import Embedder


def open_assistant(settings: Settings) -> Assistant:
    """The assistant over the store; the embedding model is loaded once, and only when a question needs it."""

    @cache
    def embedder() -> Embedder:
        from index.embedding import load_embedder

        return load_embedder(settings.embedding or None)

    return Assistant(Store.open(settings.store), embedder)
