"""A TOML file loaded as Python loads a module: parsed where it has changed, else taken from `__pycache__`.

Parsing the words would take longer than to answer a question with them. Whether what is kept fits the file is told by the
file's content, and where nothing may be written there, the file is parsed each time.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import Any
from zlib import crc32

Entries = dict[str, Any]


def _as_they_are(entries: Entries) -> Entries:
    return entries


@cache
def load_toml(file: Path, prepare: Callable[[Entries], Entries] = _as_they_are) -> Entries:
    """The entries of a TOML file whose name no module beside it has, as `prepare` makes them ready: of values that have a
    literal, by what stands in its own module. Raises TOMLDecodeError.
    """
    code = _TomlLoader(file, prepare).get_code(file.stem)
    assert code is not None  # only a loader without a source has none
    entries: Entries = eval(code)
    return entries


class _TomlLoader(SourceFileLoader):
    """Compiles what a TOML file says, made ready, as one Python literal."""

    def __init__(self, file: Path, prepare: Callable[[Entries], Entries]) -> None:
        super().__init__(file.stem, str(file))
        self._prepare = prepare

    def source_to_code(self, data: Any, path: Any, *_: Any, **__: Any) -> CodeType:  # type: ignore[override]
        import tomllib

        return compile(repr(self._prepare(tomllib.loads(data.decode("utf-8")))), path, "eval")

    def path_stats(self, path: Any) -> dict[str, float]:
        """What a change is told by, in the file or in who makes it ready: Python's own way, the file's time, misses two
        within a second.
        """
        data = self.get_data(path)
        made_by = Path(self._prepare.__code__.co_filename).read_bytes()
        return {"mtime": crc32(made_by, crc32(data)), "size": len(data)}
