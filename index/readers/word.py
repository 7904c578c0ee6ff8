"""Word (.docx): mammoth makes a page of it, and the reader of web pages does the rest."""

from __future__ import annotations

import io
import re
import zipfile

import mammoth
from lxml import etree

from index.errors import ReportError, UnreadableFile
from index.readers.web_page import html_to_document
from index.report import UNREADABLE, Document

SUFFIXES = (".docx", ".docm")

_MAIN = re.compile(r"word/document\d*\.xml")
# Parts that say how text looks, not what it says: mammoth would spend most of its time on them.
_STYLES = "word/styles.xml"
_LOOKS = re.compile(
    r"word/(?:styles|theme|settings|webSettings|fontTable|numbering|stylesWithEffects|header|footer|media|embeddings|glossary)|customXml|docProps"
)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# What a cell may hold that is no text: pictures, formulas, lists to choose from; of fields only EQ, which draws a formula.
_NOT_TEXT = (
    *(f"{_W}{name}" for name in ("drawing", "pict", "object", "ddList", "sym", "instrText")),
    f"{_MATH}oMath",
)
# Elements that mammoth leaves out with all they hold; the text inside them prints.
_WRAPPERS = tuple(f"{_W}{name}" for name in ("fldSimple", "bdo", "dir", "ruby", "rubyBase"))
_LARGEST_PART = 200_000_000  # bytes, unpacked


def read(content: bytes, file: str) -> Document:
    """The text and tables of a Word file as it prints: insertions count, deletions and hidden text do not."""
    try:
        printed = _as_printed(content, file)
        page = mammoth.convert_to_html(printed, convert_image=mammoth.images.img_element(_no_image)).value
    except (ReportError, RecursionError):
        raise
    except Exception as error:  # zipfile, zlib, lxml and mammoth each have their own for a damaged file
        what = " ".join(str(error).split())[:80] or type(error).__name__
        raise UnreadableFile(
            file, f"this Word file is damaged ({what}); open it in Word and save it again"
        ) from None
    if not page.replace("<p></p>", "").strip():
        raise UnreadableFile(
            file, "there is no text in this Word file, perhaps only pictures of pages; save it with its text"
        )
    return html_to_document(page, file)


def _no_image(image: object) -> dict[str, str]:
    return {"src": ""}


def _as_printed(content: bytes, file: str) -> io.BytesIO:
    """The package with its main part less what does not print, and with simple fields opened (mammoth leaves both)."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(made, "w") as printed:
        if sum(part.file_size for part in package.infolist()) > _LARGEST_PART:
            raise UnreadableFile(
                file, "unpacked, this Word file is larger than 200 MB; save the report by itself"
            )
        styles = Styles(package.read(_STYLES) if _STYLES in package.namelist() else None)
        for part in package.infolist():
            if not _LOOKS.match(part.filename):
                inside = package.read(part)
                is_main = _MAIN.fullmatch(part.filename)
                printed.writestr(part.filename, _printed_part(inside, styles) if is_main else inside)
    made.seek(0)
    return made


def _printed_part(xml: bytes, styles: Styles) -> bytes:
    """The main part as it prints, in what mammoth understands."""
    root = etree.fromstring(xml, etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True))
    for run in list(root.iter(f"{_W}r")):
        if styles.hides(run):
            run.getparent().remove(run)
        elif styles.raises(run):
            _set_raised(run, _stands_beside_words(run, styles))
    for tag in _NOT_TEXT:
        for element in list(root.iter(tag)):
            if next(element.iterancestors(f"{_W}tc"), None) is not None and not _has_fallback_text(element):
                _put_sign(element)
    for turn in root.iter(f"{_W}cr"):
        turn.tag = f"{_W}br"
    for guide in list(root.iter(f"{_W}rt")):
        guide.getparent().remove(guide)
    etree.strip_tags(root, *_WRAPPERS)
    printed: bytes = etree.tostring(root, encoding="utf-8")
    return printed


def _stands_beside_words(run: etree._Element, styles: Styles) -> bool:
    """Whether a raised run is a note to words of its paragraph; where all of it is raised, nothing is a note."""
    paragraph = next(run.iterancestors(f"{_W}p"), None)
    others = () if paragraph is None else paragraph.iter(f"{_W}r")
    return any("".join(other.itertext(f"{_W}t")).strip() and not styles.raises(other) for other in others)


def _set_raised(run: etree._Element, raised: bool) -> None:
    """Say of a run, in the one way that mammoth knows, whether it is raised."""
    properties = run.find(f"{_W}rPr")
    for name in ("vertAlign", "position", "rStyle"):
        for said in properties.findall(f"{_W}{name}"):
            properties.remove(said)
    if raised:
        etree.SubElement(properties, f"{_W}vertAlign").set(f"{_W}val", "superscript")


def _has_fallback_text(element: etree._Element) -> bool:
    """Whether mammoth reads what it shows: a text box in the old drawing language, a field with a result."""
    if element.tag == f"{_W}instrText":
        return not (element.text or "").strip().upper().startswith("EQ")
    old = element.tag == f"{_W}pict" or next(element.iterancestors(f"{_MC}Fallback"), None) is not None
    return old and any((text.text or "").strip() for text in element.iter(f"{_W}t"))


def _put_sign(element: etree._Element) -> None:
    """A run that says that something stands here which is no text, before the run or paragraph part that holds it."""
    holder = next((up for up in (element, *element.iterancestors()) if up.getparent().tag == f"{_W}p"), None)
    if holder is not None:
        run = etree.Element(f"{_W}r")
        etree.SubElement(run, f"{_W}t").text = UNREADABLE
        holder.addprevious(run)


class Styles:
    """The character styles of a file that hide or raise their text."""

    def __init__(self, xml: bytes | None) -> None:
        self._hiding: set[str] = set()
        self._raising = {"FootnoteReference", "EndnoteReference"}
        root = (
            etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True)) if xml else None
        )
        for style in () if root is None else root.iter(f"{_W}style"):
            name, properties = style.get(f"{_W}styleId", ""), style.find(f"{_W}rPr")
            if properties is not None and _is_hidden(properties):
                self._hiding.add(name)
            if properties is not None and _is_raised(properties):
                self._raising.add(name)

    def hides(self, run: etree._Element) -> bool:
        properties = run.find(f"{_W}rPr")
        return properties is not None and (_is_hidden(properties) or _style_of(properties) in self._hiding)

    def raises(self, run: etree._Element) -> bool:
        properties = run.find(f"{_W}rPr")
        return properties is not None and (_is_raised(properties) or _style_of(properties) in self._raising)


def _style_of(properties: etree._Element) -> str:
    named = properties.find(f"{_W}rStyle")
    return named.get(f"{_W}val", "") if named is not None else ""


def _is_hidden(properties: etree._Element) -> bool:
    """Hidden, or struck out: what a correction stands beside."""
    marks = (properties.find(f"{_W}{name}") for name in ("vanish", "strike", "dstrike"))
    return any(mark is not None and mark.get(f"{_W}val") not in ("0", "false", "none") for mark in marks)


def _is_raised(properties: etree._Element) -> bool:
    align, position = properties.find(f"{_W}vertAlign"), properties.find(f"{_W}position")
    aligned = align is not None and align.get(f"{_W}val") in ("superscript", "subscript")
    return aligned or (position is not None and position.get(f"{_W}val", "0") not in ("0", ""))
