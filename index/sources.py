"""Which files a build reads: the files and folders named, and what the store knows of them already."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from index.errors import PathMissing
from index.readers import can_read
from index.writer import Indexed


class SourceFile(NamedTuple):
    """A file to index: `file` is its path below `root`."""

    root: str
    file: str
    path: Path


class Changed(NamedTuple):
    """A file to read: its content's hash, and what the store holds of it."""

    source: SourceFile
    sha256: str
    before: Indexed | None


def find_sources(paths: Sequence[Path]) -> list[SourceFile]:
    """The files of the paths named, each once, in order. Raises PathMissing."""
    for path in paths:
        if not path.exists():
            raise PathMissing(path)
    found = {source.path: source for path in paths for source in _files_in(path.resolve())}
    return sorted(found.values())


def sources_indexed(known: Sequence[Indexed]) -> list[SourceFile]:
    """The files a store was built from, as far as they are still there."""
    sources = (SourceFile(item.root, item.file, item.path) for item in known)
    return [source for source in sources if source.path.is_file()]


def _files_in(path: Path) -> Iterator[SourceFile]:
    """The files of a folder tree, less hidden ones and its README; a single file as named."""
    if path.is_file():
        yield SourceFile(str(path.parent), path.name, path)
        return
    for file in path.rglob("*"):
        inner = file.relative_to(path)
        hidden = any(part.startswith((".", "~$")) for part in inner.parts)
        if file.is_file() and not hidden and file.stem.upper() != "README":
            yield SourceFile(str(path), inner.as_posix(), file)


def vanished(known: Sequence[Indexed], sources: Sequence[SourceFile], paths: Sequence[Path]) -> list[Indexed]:
    """What was indexed from a folder named now and is not there any more."""
    folders = {str(path.resolve()) for path in paths if path.is_dir()}
    here = {source.path for source in sources}
    return [item for item in known if item.root in folders and item.path not in here]


def sort_out(
    sources: Sequence[SourceFile], known: Sequence[Indexed], force: bool
) -> tuple[list[Changed], int, list[tuple[str, str]]]:
    """(what has to be read, how many files are unchanged, (file, why) of those that cannot be read)."""
    by_path = {item.path: item for item in known}
    changed: list[Changed] = []
    skipped: list[tuple[str, str]] = []
    unchanged = 0
    for source in sources:
        why = _unreadable(source)
        if why:
            skipped.append((source.file.encode("utf-8", "replace").decode("utf-8"), why))
            continue
        try:
            sha256 = hashlib.sha256(source.path.read_bytes()).hexdigest()
        except OSError as error:
            skipped.append((source.file, f"cannot be read ({error.strerror})"))
            continue
        before = by_path.get(source.path)
        if before and before.sha256 == sha256 and not force:
            unchanged += 1
        else:
            changed.append(Changed(source, sha256, before))
    return changed, unchanged, skipped


def _unreadable(source: SourceFile) -> str:
    """Why a file is not even opened; "" when it can be."""
    if not source.file.isprintable():
        return "its name is no readable text; rename the file"
    if not can_read(source.path):
        return f"no reader for {source.path.suffix or 'files without an extension'}"
    return ""
