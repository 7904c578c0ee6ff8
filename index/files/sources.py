"""Which files a build reads: the files, folders and archives named, and what the store knows of them already."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from index.errors import PathMissing, UnreadableFile
from index.files.archives import LARGEST_MEMBER, MB, ArchiveRefused, Member, open_archive
from index.files.indexed import Indexed, place_of
from index.readers import can_read

LARGEST_FILE = 200 * MB  # no report is; what is larger is refused before it is read
ARCHIVE = ".zip"
OTHER_ARCHIVES = {".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz"}
NO_REPORTS = {"__macosx", "thumbs.db", "desktop.ini"}  # what systems put beside people's files


@dataclass(frozen=True)
class SourceFile:
    """A file to index: `file` is its path below `root`, through an archive as through a folder."""

    root: str
    file: str
    archive: str = ""  # the part of `file` that is the archive; "" for a file of its own
    modified: float = 0.0  # seconds since 1970
    refused: str = ""  # why it is not even read

    @cached_property
    def place(self) -> str:
        return place_of(self.root, self.file)

    def read_bytes(self) -> bytes:
        """What is in the file. Raises UnreadableFile."""
        if self.refused:
            raise UnreadableFile(self.file, self.refused)
        try:
            if self.archive:
                return open_archive(Path(self.root) / self.archive).read(self.file[len(self.archive) + 1 :])
            return (Path(self.root) / self.file).read_bytes()
        except ArchiveRefused as error:
            raise UnreadableFile(self.file, str(error)) from None
        except OSError as error:
            raise UnreadableFile(self.file, f"cannot be read ({error.strerror})") from None


class Changed(NamedTuple):
    """A file to read: its content's hash, and what the store holds of it."""

    source: SourceFile
    sha256: str
    before: Indexed | None


class Refused(NamedTuple):
    """A file that gave no report."""

    source: SourceFile
    why: str  # one line
    again: bool = False  # told by an earlier build; the file has not changed since


# ── finding ──────────────────────────────────────────────────────────────────────────────────────


def find_sources(paths: Sequence[Path]) -> list[SourceFile]:
    """The files of the paths named, each once, in order. Raises PathMissing."""
    for path in paths:
        if not path.exists():
            raise PathMissing(path)
    found = {source.place: source for path in paths for source in _files_in(path.resolve())}
    return sorted(found.values(), key=lambda source: (source.root, source.file))


def _files_in(path: Path) -> Iterator[SourceFile]:
    """The files of a folder tree, less hidden ones and its README; a single file as named."""
    if path.is_file():
        yield from _at(str(path.parent), path.name)
        return
    root = str(path)
    for folder, _, names in os.walk(root):
        inner = Path(folder).relative_to(root)
        for name in names:
            file = (inner / name).as_posix()
            if not is_left_out(file):
                yield from _at(root, file)


def is_left_out(file: str) -> bool:
    """Whether a file found in a folder or archive is none that a person put there to be indexed.

    >>> [is_left_out(file) for file in ("2020/a.txt", ".git/a.txt", "~$a.docx", "__MACOSX/a.txt", "README.md")]
    [False, True, True, True, True]
    """
    path = PurePosixPath(file)
    hidden = any(part.startswith((".", "~$")) or part.lower() in NO_REPORTS for part in path.parts)
    return hidden or path.stem.upper() == "README"


def _at(root: str, file: str) -> Iterator[SourceFile]:
    """The file at a path, or the members of the archive there; nothing where there is no file."""
    try:
        status = (Path(root) / file).stat()
    except OSError as error:
        yield SourceFile(root, file, refused=f"cannot be read ({error.strerror})")
        return
    if not stat.S_ISREG(status.st_mode):
        return
    if file.lower().endswith(ARCHIVE) and file.isprintable():
        yield from _members(root, file)
        return
    refused = _refusal(file) or _too_large(status.st_size, LARGEST_FILE)
    yield SourceFile(root, file, "", status.st_mtime, refused)


def _members(root: str, archive: str) -> Iterator[SourceFile]:
    try:
        members = open_archive(Path(root) / archive).members.values()
    except ArchiveRefused as error:
        yield SourceFile(root, archive, refused=str(error))
        return
    for member in members:
        if not is_left_out(member.name):
            yield _member_source(root, archive, member)


def _member_source(root: str, archive: str, member: Member) -> SourceFile:
    refused = _refusal(member.name) or _member_refusal(member)
    return SourceFile(root, f"{archive}/{member.name}", archive, member.modified, refused)


def _refusal(file: str) -> str:
    """Why a file of this name is not even opened; "" when it can be."""
    if not file.isprintable():
        return "its name is no readable text; rename the file"
    suffix = Path(file).suffix.lower()
    if suffix in OTHER_ARCHIVES:
        return f"no reader for {suffix}; unpack it, or pack it as {ARCHIVE}"
    if suffix == ARCHIVE:
        return "an archive inside an archive; unpack the outer one"
    if not can_read(Path(file)):
        return f"no reader for {Path(file).suffix or 'files without an extension'}"
    return ""


def _member_refusal(member: Member) -> str:
    if member.encrypted:
        return "locked with a password; unpack it and build the folder"
    return _too_large(member.size, LARGEST_MEMBER)


def _too_large(size: int, most: int) -> str:
    return f"larger than {most // MB} MB; no report is" if size > most else ""


# ── one file ─────────────────────────────────────────────────────────────────────────────────────


def source_at(root: str, file: str) -> SourceFile | None:
    """The source that a file was indexed from, as it is now; None where it is gone or cannot be read any more."""
    path = Path(root) / file
    source = None
    if path.is_file():
        source = next(_at(root, file), None)
    elif archive := _archive_of(path):
        inner = path.as_posix()[len(archive) + 1 :]
        try:
            member = open_archive(Path(archive)).members.get(inner)
        except ArchiveRefused:
            return None
        source = _member_source(root, file[: -len(inner) - 1], member) if member else None
    return source if source and not source.refused else None


def source_named(path: Path) -> SourceFile:
    """The one report file a person names: a file, `a.zip/2020.docx`, or an archive of one. Raises UnreadableFile."""
    if path.is_dir():
        why = "this is a folder; name a file, or build the folder with `gongkai build`"
        raise UnreadableFile(path.name, why)
    archive = path.as_posix() if path.is_file() else _archive_of(path)
    if not archive:
        raise UnreadableFile(path.name, "there is no such file")
    root, name = str(Path(archive).parent), Path(archive).name
    if not name.lower().endswith(ARCHIVE):
        size = path.stat().st_size
        return SourceFile(root, name, refused=_too_large(size, LARGEST_FILE))
    members = list(_members(root, name))
    if not path.is_file():
        file = name + path.as_posix()[len(archive) :]
        named = [source for source in members if source.file == file]
        if not named:
            raise UnreadableFile(file, "there is no such file in the archive")
        return named[0]
    if len(members) == 1:
        return members[0]
    return _only_readable(name, members)


def _only_readable(archive: str, members: Sequence[SourceFile], shown: int = 10) -> SourceFile:
    readable = [source for source in members if not source.refused]
    if not readable:
        raise UnreadableFile(archive, "the archive holds no file that can be read here")
    if len(readable) > 1:
        listed = ", ".join(source.file for source in readable[:shown])
        more = f" and {len(readable) - shown} more" if len(readable) > shown else ""
        raise UnreadableFile(archive, f"the archive holds {len(readable)} files; name one of {listed}{more}")
    return readable[0]


def _archive_of(path: Path) -> str:
    """The archive that a path goes through; "" for none."""
    for parent in path.parents:
        if parent.name.lower().endswith(ARCHIVE) and parent.is_file():
            return parent.as_posix()
    return ""


# ── what is new ──────────────────────────────────────────────────────────────────────────────────


def sources_indexed(known: Sequence[Indexed]) -> list[SourceFile]:
    """The files a store was built from, as far as they are still there."""
    found = (source_at(item.root, item.file) for item in known)
    return [source for source in found if source]


def vanished(places: Sequence[str], sources: Sequence[SourceFile], paths: Sequence[Path]) -> set[str]:
    """Which of the places lie in a folder or archive named now and are not there any more.

    What lies in an archive that cannot be opened counts as there: a reading is not lost to a damaged file.
    """
    named = {path.resolve().as_posix() for path in paths}
    here = {source.place for source in sources}
    gone = set()
    for place in places:
        if place not in here:
            above = {parent.as_posix() for parent in Path(place).parents}
            if above & named and not above & here:
                gone.add(place)
    return gone


@dataclass
class SortedOut:
    """The sources of a build, by what is to be done with them."""

    changed: list[Changed] = field(default_factory=list)
    unchanged: list[Indexed] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    unread: list[Indexed] = field(default_factory=list)  # what the store holds of the refused


def sort_out(
    sources: Sequence[SourceFile], known: Sequence[Indexed], refused: Mapping[str, tuple[str, str]]
) -> SortedOut:
    """What has to be read, what has not changed since it was, and what cannot be read."""
    by_place = {item.place: item for item in known}
    out = SortedOut()
    for source in sources:
        before = by_place.get(source.place)
        try:
            sha256 = hashlib.sha256(source.read_bytes()).hexdigest()
        except UnreadableFile as error:
            out.refused.append(Refused(source, str(error).removeprefix(f"{source.file}: ")))
        else:
            if before and before.sha256 == sha256:
                out.unchanged.append(before)
                continue
            read_before, why = refused.get(source.place, ("", ""))
            if read_before != sha256:
                out.changed.append(Changed(source, sha256, before))
                continue
            out.refused.append(Refused(source, why, again=True))
        if before:
            out.unread.append(before)
    return out
