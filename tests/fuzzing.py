"""Written reports whose files have come to harm, and what a reader may then be blamed for.

`damaged(written, seed)` takes a file and cuts it off, or deletes, repeats, overwrites, flips, swaps or inserts
bytes at random places. In a Word file half of the harm is done to the XML inside, so that it is not only the
archive's own checksums that are tried.

A reader may refuse a damaged file with a `ReportError`, and may leave out what it likes as long as it does not
make up figures. A **wrong cell** is one that

- was read as a number other than the one written there (or where none was written), and
- is named by no problem of the report, and
- stands in a file that `keeps_numbers`: the harm has not itself put another number into the reader's hands.

A file keeps its numbers when it prints the same numbers in the same order as before, or has lost some of them but
no words (a number is its digits with sign, separators and unit; what formatting cuts in two is one number). Where
numbers and words are lost together, the head of one row may run into the tail of another, and nobody can tell. A file
that was only cut off keeps its numbers always: its reader has to mistrust the last thing in it. The bytes of a PDF
cannot be compared like this, so a PDF keeps its numbers only where it was cut off.
"""

from __future__ import annotations

import email
import io
import random
import re
import zipfile
from dataclasses import dataclass
from typing import Literal

from index.report import Report
from tests.report_html import DECOY_QUIRKS, encoding_of
from tests.report_writer import Difference, WrittenReport, differences

Kind = Literal["cut_off", "deleted", "repeated", "overwritten", "flipped", "swapped", "inserted"]
KINDS: tuple[Kind, ...] = (
    "cut_off",
    "deleted",
    "repeated",
    "overwritten",
    "flipped",
    "swapped",
    "inserted",
)
# Oddities that hide a number from the reader by a few bytes: without those bytes the number is in plain sight.
HIDING_QUIRKS = frozenset(
    (
        *DECOY_QUIRKS,
        "comments",
        "tracked_changes",
        "hidden_text",
        "text_boxes",
        "footnote_references",
        "formula_fields",
    )
)
_BODY = "word/document.xml"
_NUMBER = re.compile(r"[+\-−＋－]?[0-9０-９]+(?:[.,，．][0-9０-９]+)*[万亿元]*")
# Tags that end a word; what any other tag parts is one word, also where harm has made up the tag.
_PARTING_TAG = re.compile(
    r"</?(?:td|th|tr|table|p|br|div|li|w:p|w:tc|w:tr|w:tbl|w:br|w:cr|w:tab|w:gridSpan|w:vMerge)(?:[\s/][^>]*)?>",
    re.IGNORECASE,
)
_JUNK = (
    b"\x00",
    b"\xff\xfe",
    b"<",
    b"</td>",
    b"<table>",
    b"]]>",
    b"&#",
    b"%PDF",
    b"PK\x03\x04",
    b"\r",
    b"|",
    b"\t",
)


@dataclass(frozen=True)
class Damaged:
    """A written report's file after something has happened to it."""

    written: WrittenReport
    content: bytes
    kind: Kind

    @property
    def keeps_numbers(self) -> bool:
        """Whether the reader can still tell which number belongs where."""
        if self.kind == "cut_off":
            return True
        if self.written.suffix == ".pdf":
            return False
        before, after = (_shown(content, self.written) for content in (self.written.content, self.content))
        if before is None or after is None:
            return False
        return before.numbers == after.numbers or (
            before.words == after.words and _is_part(after.numbers, before.numbers)
        )


def damaged(written: WrittenReport, seed: int) -> Damaged:
    """The report's file with one kind of harm done to it; the same seed does the same harm."""
    rng = random.Random(seed)
    kind = rng.choice(KINDS)
    if written.suffix == ".docx" and rng.random() < 0.5:
        body = _member(written.content, _BODY)
        return Damaged(written, _with_member(written.content, _BODY, harmed(body, kind, rng)), kind)
    return Damaged(written, harmed(written.content, kind, rng), kind)


def harmed(content: bytes, kind: Kind, rng: random.Random) -> bytes:
    """The bytes after that kind of harm."""
    start, end = _span(len(content), rng)
    if kind == "cut_off":
        return content[: rng.randrange(1, len(content))]
    if kind == "deleted":
        return content[:start] + content[end:]
    if kind == "repeated":
        return content[:end] + content[start:end] + content[end:]
    if kind == "overwritten":
        return content[:start] + rng.randbytes(end - start) + content[end:]
    if kind == "flipped":
        return _flipped(content, rng)
    if kind == "swapped":
        middle = rng.randrange(start, end + 1)
        return content[:start] + content[middle:end] + content[start:middle] + content[end:]
    junk = rng.choice(
        (rng.choice(_JUNK), rng.choice(_JUNK) * rng.randrange(2, 5_000), rng.randbytes(end - start))
    )
    return content[:start] + junk + content[start:]


def _span(length: int, rng: random.Random) -> tuple[int, int]:
    """A place in the file; short spans are as likely as long ones."""
    size = min(int(length ** rng.uniform(0, 0.9)), length - 1)
    start = rng.randrange(length - size)
    return start, start + size


def _flipped(content: bytes, rng: random.Random) -> bytes:
    flipped = bytearray(content)
    for _ in range(rng.choice((1, 3, 30))):
        flipped[rng.randrange(len(flipped))] ^= 1 << rng.randrange(8)
    return bytes(flipped)


def wrong_cells(damage: Damaged, report: Report) -> list[Difference]:
    """The cells for which the reader is to blame; see above."""
    if not damage.keeps_numbers:
        return []
    read = {s.key: (s.state, s.value, s.raw) for s in report.statistics}
    told = {cell for problem in report.problems for cell in problem.cells}
    found = differences(damage.written, read, told)
    return [d for d in found if d.kind == "wrong" and d.state == "number" and d.key not in told]


# ── what a file prints ──


@dataclass(frozen=True)
class _Shown:
    numbers: list[str]  # in order, those of the markup between words among them
    words: str  # all the rest, run together


def _shown(content: bytes, written: WrittenReport) -> _Shown | None:
    """What the file prints; None where its text cannot be had."""
    try:
        text = _text(content, written)
    except Exception:  # a broken archive breaks what opens it in many ways
        return None
    if written.suffix in (".html", ".mhtml", ".docx"):
        text = re.sub(r"<[^>]*>", lambda tag: tag[0] if _PARTING_TAG.fullmatch(tag[0]) else "", text)
    return _Shown(_NUMBER.findall(text), re.sub(rf"<[^>]*>|{_NUMBER.pattern}|\s", "", text))


def _text(content: bytes, written: WrittenReport) -> str:
    if written.suffix == ".docx":
        return _member(content, _BODY).decode()
    if written.suffix == ".html":
        return content.decode(encoding_of(written.quirks))
    if written.suffix == ".mhtml":
        pages = [p for p in email.message_from_bytes(content).walk() if p.get_content_type() == "text/html"]
        payload = pages[0].get_payload(decode=True) if pages else b""
        return payload.decode(pages[0].get_content_charset() or "utf-8") if isinstance(payload, bytes) else ""
    return content.decode()


def _is_part(some: list[str], of: list[str]) -> bool:
    """Whether the first list can be had from the second by leaving things out."""
    rest = iter(of)
    return all(item in rest for item in some)


def _member(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def _with_member(content: bytes, name: str, member: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w") as new:
        for other in old.namelist():
            kept = member if other == name else old.read(other)
            new.writestr(zipfile.ZipInfo(other), kept, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
