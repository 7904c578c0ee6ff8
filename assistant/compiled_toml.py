"""A TOML file loaded as Python loads a module: parsed where it has changed, else taken from `__pycache__`.

Parsing the words would take longer than to answer a question with them. Whether what is kept fits the file is told by the
file's content, and where nothing may be written there, the file is parsed each time.
"""

from __future__ import annotations

from functools import cache
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import Any
from zlib import crc32


@cache
def load_toml(file: Path) -> dict[str, Any]:
    """The entries of a TOML file whose name no module beside it has. Raises TOMLDecodeError."""
    code = _TomlLoader(file.stem, str(file)).get_code(file.stem)
    assert code is not None  # only a loader without a source has none
    entries: dict[str, Any] = eval(code)
    return entries


class _TomlLoader(SourceFileLoader):
    """Compiles what a TOML file says as one Python literal."""

    def source_to_code(self, data: Any, path: Any, *_: Any, **__: Any) -> CodeType:  # type: ignore[override]
        import tomllib

        return compile(repr(tomllib.loads(data.decode("utf-8"))), path, "eval")

    def path_stats(self, path: Any) -> dict[str, float]:
        """What a change is told by: Python's own way, the file's time, misses two within a second."""
        data = self.get_data(path)
        return {"mtime": crc32(data), "size": len(data)}
