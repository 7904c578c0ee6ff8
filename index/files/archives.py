"""A .zip of report files, read in memory: its members under the names people gave them, and their bytes."""

from __future__ import annotations

import lzma
import struct
import time
import zlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

MB = 1024 * 1024
MOST_MEMBERS = 10_000
LARGEST_MEMBER = 100 * MB
LARGEST_UNPACKED = 4096 * MB  # of all members; what unpacks to more is a bomb or no collection of reports
ENCRYPTED, UTF8_NAME = 0x1, 0x800  # flags of a member

# What zipfile raises for bytes that are no archive, and for members that are not what the archive says.
_DAMAGED = (
    BadZipFile, EOFError, IndexError, OSError, OverflowError, RuntimeError, ValueError,
    lzma.LZMAError, struct.error, zlib.error,
)  # fmt: skip


class ArchiveRefused(Exception):
    """The archive, or this member of it, cannot be read; the text says why."""


@dataclass(frozen=True)
class Member:
    """A file of an archive."""

    name: str  # its path in the archive, with "/"
    size: int
    modified: float  # as a file's; the archive holds a local time
    encrypted: bool
    info: ZipInfo


class Archive:
    """An open archive. Nothing of it is ever written to disk."""

    def __init__(self, path: Path) -> None:
        """Raises ArchiveRefused."""
        try:
            self._zip = ZipFile(path)
            listed = [info for info in self._zip.infolist() if not info.is_dir()]
        except PermissionError as error:
            raise ArchiveRefused(f"cannot be read ({error.strerror})") from None
        except _DAMAGED as error:
            raise ArchiveRefused(f"the archive is damaged ({error}); pack it again") from None
        _refuse_bombs(listed)
        self.members: dict[str, Member] = {}
        for info, name in zip(listed, member_names(listed), strict=True):
            member = Member(
                name, info.file_size, _modified(info), bool(info.flag_bits & ENCRYPTED), info
            )  # of two with one name the later counts, as for every unpacker
            self.members[name] = member
        if not self.members:
            raise ArchiveRefused("the archive holds no files")
        if all(member.encrypted for member in self.members.values()):
            raise ArchiveRefused("the archive is locked with a password; unpack it and build the folder")

    def read(self, name: str) -> bytes:
        """The bytes of a member. Raises ArchiveRefused."""
        member = self.members.get(name)
        if member is None:
            raise ArchiveRefused("there is no such file in the archive")
        if member.encrypted:
            raise ArchiveRefused("locked with a password; unpack it and build the folder")
        try:
            return self._zip.read(member.info)
        except NotImplementedError:
            raise ArchiveRefused("packed in a way that cannot be read here; unpack it") from None
        except _DAMAGED as error:
            raise ArchiveRefused(f"damaged in its archive ({error})") from None


def open_archive(path: Path) -> Archive:
    """The archive at a path; the last few stay open, as their members are read one by one. Raises ArchiveRefused."""
    try:
        status = path.stat()
    except OSError as error:
        raise ArchiveRefused(f"cannot be read ({error.strerror})") from None
    return _opened(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=4)
def _opened(path: Path, _modified: int, _size: int) -> Archive:
    return Archive(path)


def close_archives() -> None:
    """Let go of the archives that are still open."""
    _opened.cache_clear()


def _refuse_bombs(listed: list[ZipInfo]) -> None:
    if len(listed) > MOST_MEMBERS:
        raise ArchiveRefused(f"the archive holds more than {MOST_MEMBERS:,} files; split it")
    if sum(info.file_size for info in listed if info.file_size <= LARGEST_MEMBER) > LARGEST_UNPACKED:
        raise ArchiveRefused(f"the archive unpacks to more than {LARGEST_UNPACKED // MB:,} MB; split it")


def member_names(listed: list[ZipInfo]) -> list[str]:
    """The members' names as text: Chinese Windows writes GBK, macOS UTF-8 without saying so."""
    raw = [info.orig_filename.split("\0")[0] for info in listed]
    unsaid = [
        name.encode("cp437") for name, info in zip(raw, listed, strict=True) if not info.flag_bits & UTF8_NAME
    ]
    encoding = _encoding(b"\n".join(unsaid))
    return [
        clean_name(name if info.flag_bits & UTF8_NAME else name.encode("cp437").decode(encoding, "replace"))
        for name, info in zip(raw, listed, strict=True)
    ]


def _encoding(names: bytes) -> str:
    """Which encoding explains all of an archive's names; two bytes of GBK can be UTF-8 by chance, three cannot well.

    >>> _encoding("年报.txt".encode("gbk")), _encoding("年报.txt".encode("utf-8")), _encoding("一.txt".encode("gbk"))
    ('gb18030', 'utf-8', 'gb18030')
    """
    try:
        text = names.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "gb18030" if any("\x80" <= char < "\u0800" for char in text) else "utf-8"


def clean_name(name: str) -> str:
    r"""A member's path with plain slashes and no empty steps; ".." stays, and is left out as every hidden name is.

    >>> clean_name("/年报\\2020//a.txt")
    '年报/2020/a.txt'
    """
    return "/".join(part for part in name.replace("\\", "/").split("/") if part not in ("", "."))


def _modified(info: ZipInfo) -> float:
    try:
        return time.mktime((*info.date_time, 0, 0, -1))
    except (OverflowError, ValueError):
        return 0.0
