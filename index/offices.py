"""What a local government's offices are called, in full, in short and in English: offices.tsv, and the words made of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

OFFICES = Path(__file__).with_name("offices.tsv")


class Office(NamedTuple):
    """One office of the table, named without its suffix."""

    shorts: tuple[str, ...]  # 应急
    english: tuple[str, ...]  # the usual translation first
    only_whole: frozenset[str]  # of those, the words that are a name only beside bureau, department …: data
    others: tuple[str, ...]  # what else a question may call it: 环境保护 for 生态环境
    whole: tuple[str, ...]  # and that has no suffix: 警方


_UNKNOWN = Office((), (), frozenset(), (), ())


@lru_cache(maxsize=1)
def _offices() -> dict[str, Office]:
    lines = OFFICES.read_text(encoding="utf-8").splitlines()
    table = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {name: _office(*columns) for name, *columns in table}


def _office(shorts: str, english: str, others: str) -> Office:
    words = [word.strip().replace(",", "") for word in english.split(";")]
    return Office(
        tuple(shorts.split(",")),
        tuple(word.removeprefix("~") for word in words),
        frozenset(word[1:] for word in words if word.startswith("~")),
        tuple(word for word in others.split(",") if word and word[0] != "="),
        tuple(word[1:] for word in others.split(",") if word.startswith("=")),
    )


@lru_cache(maxsize=1)
def known_offices() -> frozenset[str]:
    """Every office the table knows, in full and in short, with each suffix it may have: 水务局, 发改委."""
    return frozenset(
        word + end
        for name, office in _offices().items()
        for word in (name, *office.shorts, *office.others)
        for end in SUFFIXES
    )


def same_office(one: str, other: str) -> bool:
    """Whether two names of offices mean the same one, be one of them short: 应急局, 应急管理局."""
    return one == other or one in office_spellings(other)


@lru_cache(maxsize=1000)
def office_spellings(office: str) -> tuple[str, ...]:
    """An office's name as it may be printed, in full or in short, itself first: 应急局, 应急管理局."""
    end = next((end for end in ("委员会", "局", "委", "厅", "办", "办公室") if office.endswith(end)), "")
    core = office.removesuffix(end)
    cores = [core]
    for name, known in _offices().items():
        if core == name or core in known.shorts:
            cores += [name, *known.shorts] if core == name else [name]
    ends = {"委": ("委", "委员会"), "委员会": ("委员会", "委")}.get(end, (end,))
    return (
        tuple(dict.fromkeys([office, *(word + tail for word in cores for tail in ends)]))
        if end
        else (office,)
    )


SUFFIXES = ("局", "厅", "委", "委员会", "办")
_IN_ENGLISH = {
    "局": ("bureau", "department", "administration", "authority"),
    "厅": ("department", "bureau", "authority"),
    "委": ("commission", "committee"),
    "委员会": ("commission", "committee"),
    "办公室": ("office",),
    "办公厅": ("general office",),
    "人民政府": ("government",),
}


def office_terms(office: str) -> set[str]:
    """What an office is called: 应急管理局 → 应急局, 应急管理, emergency management bureau."""
    terms = {office}
    if office.endswith(("人民政府", "管委会", "管理委员会")):
        return terms | {"人民政府", "政府", "管委会", "people's government", "government"}
    end = next((end for end in sorted(_IN_ENGLISH, key=len, reverse=True) if office.endswith(end)), "")
    core = office.removesuffix(end)
    known = _offices().get(core, _UNKNOWN)
    if end:
        terms |= {word + end[:1] for word in (core, *known.shorts, *known.others)}
    if len(core) >= 2:
        terms |= {core, *(short for short in known.shorts if len(short) >= 2)}
    terms |= set(known.whole)
    terms |= set(_english_terms(known, _IN_ENGLISH.get(end, ())))
    return {term for term in terms if len(term) >= 2}


def _english_terms(office: Office, kinds: tuple[str, ...]) -> Iterator[str]:
    """audit bureau, bureau of audit, audit; of the usual translation the initials, too: EMB."""
    for number, word in enumerate(office.english):
        initials = "".join(part[0] for part in word.split() if part not in ("and", "of"))
        if not number and len(initials) >= 2:
            yield from (initials + kind[0] for kind in kinds[:1])
        for spelling in _spellings(word):
            if word not in office.only_whole:
                yield spelling
            for kind in kinds:
                yield f"{spelling} {kind}"
                if kind != "authority":
                    yield f"{kind} of {spelling}"
                if kind == "administration":
                    yield f"{kind} for {spelling}"


def _spellings(word: str) -> Iterator[str]:
    """As written, with "and" left out (which "&" is read as), and with urban-rural in two words or three."""
    for hyphen in dict.fromkeys(("-", " ", " and ")) if re.search(r"\burban-rural\b", word) else ("-",):
        whole = word.replace("urban-rural", f"urban{hyphen}rural")
        yield whole
        yield whole.replace(" and ", " ", 1)
