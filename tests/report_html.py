"""A manuscript as a web page: plain, saved from Word, all on one line, or packed as MHTML."""

from __future__ import annotations

import base64
import quopri
import random
import re
from html import escape
from itertools import groupby
from typing import Literal

from tests.report_oddities import cut_up
from tests.report_paper import PAGE_END, Layout, Manuscript, Place, PrintedTable, Spot
from tests.report_site import Site

Style = Literal["html", "html_word", "html_flat"]

CHARSET_QUIRKS = ("no_charset", "gb2312", "gbk", "utf16", "bom")  # one a file: the first of these counts
MARKUP_QUIRKS = (
    "cut_runs",  # nested spans and fonts cut numbers and labels in two
    "nbsp_cells",
    "cell_paragraphs",
    "unclosed_tags",
    "uppercase_tags",
    "comments",
    "thead",
    "entities",
    "flat_merges",  # spare empty cells stand where a cell spans
)
DECOY_QUIRKS = ("hidden_decoys", "scripts", "footnote_marks")
PAGE_QUIRKS = ("layout_tables", "furniture")
HTML_QUIRKS = (*CHARSET_QUIRKS, *MARKUP_QUIRKS, *DECOY_QUIRKS, *PAGE_QUIRKS)
ARCHIVE_QUIRKS = (*MARKUP_QUIRKS, *DECOY_QUIRKS, *PAGE_QUIRKS)

# quirk → (the charset that the page declares, "" for none; the encoding of its bytes)
_CHARSETS = {
    "no_charset": ("", "utf-8"),
    "gb2312": ("gb2312", "gb18030"),
    "gbk": ("gbk", "gb18030"),
    "utf16": ("unicode", "utf-16"),
    "bom": ("utf-8", "utf-8-sig"),
}
_WRAPPINGS = (
    "{}",
    "<span>{}</span>",
    '<font face="仿宋_GB2312">{}</font>',
    '<span style="font-family: 微软雅黑;"><font face="方正仿宋_GBK">{}</font></span>',
    "<b>{}</b>",
    "<span></span>{}",
)
_MARKS = ("①", "[1]", "1", "注")
_WORD_ROOT = (
    '<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">'
)
_WORD_HEAD = (
    '<meta name=Generator content="Microsoft Word 15">\n'
    "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Print</w:View><w:Zoom>120</w:Zoom></w:WordDocument>"
    "<w:LatentStyles LatentStyleCount=156></w:LatentStyles></xml><![endif]-->\n"
    "<style><!-- @page {size:595.3pt 841.9pt;} p.MsoNormal {margin:0cm; font-size:10.5pt;} --></style>\n"
)
_SCRIPT = (
    '<script type="text/javascript">var visits = [990, 991, 992]; var title = "三、收到和处理 993";</script>'
)
_STYLE = "<style>td { width: 994px; padding: 995px } .total { width: 996px }</style>"
_COMMENT = "<!-- <td>981</td><td>982</td> -->"
_SPARE_ROW = (
    '<![if !supportMisalignedColumns]><tr height="0"><td width="92" style="border:none"></td></tr><![endif]>'
)


def web_page(manuscript: Manuscript, style: Style, quirks: frozenset[str], rng: random.Random) -> bytes:
    """The bytes of an HTML file."""
    declared, encoding = _charset(quirks)
    page = _Page(style, quirks, rng).whole(manuscript, declared)
    return (page.replace("\n", "\r\n") if "crlf" in quirks else page).encode(encoding)


def encoding_of(quirks: frozenset[str]) -> str:
    """How the bytes of a page with these oddities are encoded."""
    return _charset(quirks)[1]


def _charset(quirks: frozenset[str]) -> tuple[str, str]:
    return next((_CHARSETS[quirk] for quirk in CHARSET_QUIRKS if quirk in quirks), ("utf-8", "utf-8"))


def web_archive(manuscript: Manuscript, quirks: frozenset[str], rng: random.Random) -> bytes:
    """A page as a browser or Word saves it in one file (MHTML), with a style sheet and a picture."""
    style: Style = rng.choice(("html", "html_word"))
    declared, encoding = rng.choice((("utf-8", "utf-8"), ("gb2312", "gb18030")))
    page = _Page(style, quirks, rng).whole(manuscript, declared).encode(encoding)
    quoted = rng.random() < 0.6
    packed = quopri.encodestring(page) if quoted else base64.encodebytes(page)
    url = Site.of(manuscript, rng).url
    parts = (
        (f'text/html; charset="{declared}"', "quoted-printable" if quoted else "base64", url, packed),
        ("text/css", "quoted-printable", f"{url}.css", b"td { width: 998px }\n"),
        ("image/gif", "base64", f"{url}.gif", base64.encodebytes(b"GIF89a\x01\x00\x01\x00\x00\x00\x00;")),
    )
    boundary = "----=_NextPart_01D7_5A3C"
    lines = [
        "From: <Saved by Blink>",
        f"Snapshot-Content-Location: {url}",
        f"Subject: =?utf-8?B?{base64.b64encode(manuscript.title.encode()).decode()}?=",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/related; type="text/html"; boundary="{boundary}"',
    ]
    archive = "\n".join(lines).encode() + b"\n\n"
    for kind, transfer, place, body in parts:
        head = f"Content-Type: {kind}\nContent-Transfer-Encoding: {transfer}\nContent-Location: {place}"
        archive += f"--{boundary}\n{head}\n\n".encode() + body + b"\n"
    return (archive + f"--{boundary}--\n".encode()).replace(b"\n", b"\r\n")


class _Page:
    """Writes one page in a style and with its oddities."""

    def __init__(self, style: Style, quirks: frozenset[str], rng: random.Random) -> None:
        self.style = style
        self.quirks = quirks
        self.rng = rng
        self.word = style == "html_word"

    def whole(self, manuscript: Manuscript, charset: str) -> str:
        site = Site.of(manuscript, self.rng)
        page = "".join(
            (
                "" if self.word else "<!DOCTYPE html>\n",
                _WORD_ROOT if self.word else "<html>",
                f"\n<head>\n{self._head(manuscript, site, charset)}</head>\n<body>\n",
                self._around(self._article(manuscript), manuscript, site),
                "</body>\n</html>\n",
            )
        )
        return self._retouched(page)

    def _retouched(self, page: str) -> str:
        """The page with what concerns all its tags."""
        if "unclosed_tags" in self.quirks:
            page = re.sub(r"</(?:td|tr|p)>", "", page)
        if "uppercase_tags" in self.quirks:
            page = re.sub(r"</?[a-z][a-z0-9:]*", lambda tag: tag.group().upper(), page)
        if "entities" in self.quirks:
            page = page.encode("ascii", "xmlcharrefreplace").decode("ascii")
        if self.style == "html_flat":
            page = page.replace("\n", "")
        return page

    def _head(self, manuscript: Manuscript, site: Site, charset: str) -> str:
        parts = [_declaration(charset, self.rng)]
        if "furniture" in self.quirks:
            parts.append(site.head(manuscript))
        elif self.rng.random() < 0.5:
            parts.append(f"<title>{self.rng.choice((manuscript.title, '', '政府信息公开'))}</title>\n")
        if self.word:
            parts.append(_WORD_HEAD)
        if "scripts" in self.quirks:
            parts += [_SCRIPT, _STYLE]
        return "".join(parts)

    def _around(self, article: str, manuscript: Manuscript, site: Site) -> str:
        """The article with its site around it, perhaps all of it in tables."""
        before = after = ""
        if "furniture" in self.quirks:
            before, after = site.before(manuscript, self.rng), site.after(self.rng)
        if "layout_tables" not in self.quirks:
            return f'{before}<div class="article">\n{article}</div>\n{after}'
        inner = f'<table width="100%"><tbody><tr><td class="article">\n{article}</td></tr></tbody></table>'
        return (
            '<table width="1000" border="0" align="center">\n'
            f'<tr><td colspan="2">{before}</td></tr>\n'
            f'<tr><td width="20">&nbsp;</td><td>{inner}</td></tr>\n'
            f'<tr><td colspan="2">{after}</td></tr>\n</table>\n'
        )

    # ── paragraphs ──

    def _article(self, manuscript: Manuscript) -> str:
        title, *front = manuscript.front
        paragraphs = [self._paragraph(title, 'align="center"'), *map(self._paragraph, front)]
        for number, (heading, blocks) in enumerate(manuscript.parts):
            if number == 0 and "glued_heading" in self.quirks:
                paragraphs[-1] = self._paragraph(manuscript.front[-1] + heading)
            else:
                paragraphs.append(self._paragraph(heading))
            paragraphs += [self._paragraph(b) if isinstance(b, str) else self._table(b) for b in blocks]
        paragraphs += [self._paragraph(line, 'align="right"') for line in manuscript.back]
        if "hidden_decoys" in self.quirks:
            paragraphs.insert(self.rng.randrange(1, len(paragraphs)), self._hidden_report())
        return "\n".join(paragraphs) + "\n"

    def _paragraph(self, text: str, attributes: str = "") -> str:
        if not text.strip():
            return "<p><o:p>&nbsp;</o:p></p>" if self.word else self.rng.choice(("<p>&nbsp;</p>", "<p></p>"))
        attributes = " ".join(filter(None, ("class=MsoNormal" if self.word else "", attributes)))
        opening = f"<p {attributes}>" if attributes else "<p>"
        break_ = self.rng.choice((f"</p>\n{opening}", "<br>", "<br />\n"))
        return opening + break_.join(self._inline(line) for line in text.split("\n")) + "</p>"

    def _inline(self, text: str) -> str:
        """Text without a line break, in the spans and fonts that editors leave."""
        if self.word:
            return "".join(self._word_run(run) for run in _runs(text))
        if "cut_runs" in self.quirks and self.rng.random() < 0.5:
            return self._cut(text)
        return _escaped(text)

    def _word_run(self, text: str) -> str:
        inner = self._cut(text) if "cut_runs" in self.quirks and self.rng.random() < 0.3 else _escaped(text)
        language = "lang=EN-US " if text.isascii() else ""
        return f"<span {language}style='font-family:仿宋_GB2312;mso-hansi-font-family:宋体'>{inner}</span>"

    def _cut(self, text: str) -> str:
        return "".join(
            self.rng.choice(_WRAPPINGS).format(_escaped(piece)) for piece in cut_up(text, self.rng)
        )

    # ── tables ──

    def _table(self, table: PrintedTable) -> str:
        """The table, in several where page furniture stands between its rows."""
        parts: list[str] = []
        for piece in table.pieces(apart=self.rng.random() < 0.5):
            if isinstance(piece, PrintedTable):
                parts.append(self._piece(piece))
            elif piece != PAGE_END:
                parts.append(self._paragraph(piece, 'align="center"'))
        marks = "footnote_marks" in self.quirks and any("<sup>" in part for part in parts)
        return "\n".join((*parts, *([self._paragraph("注：①含上年结转。")] if marks else [])))

    def _piece(self, table: PrintedTable) -> str:
        opening = (
            "<table class=MsoNormalTable border=1 cellspacing=0 cellpadding=0 width=607>"
            if self.word
            else '<table border="1" cellspacing="0" align="center">'
        )
        rows = [self._row(line) for line in table.places() if not isinstance(line, str)]
        if "hidden_decoys" in self.quirks:
            hidden = "".join(f"<td>{self.rng.randrange(900, 999)}</td>" for _ in range(table.width))
            rows.insert(self.rng.randrange(len(rows)), f'<tr style="display:none">{hidden}</tr>')
        header = len(table.header) if "thead" in self.quirks and "hidden_decoys" not in self.quirks else 0
        if "comments" in self.quirks:
            rows.insert(self.rng.randrange(len(rows)), _COMMENT)
            header = 0
            rows += [_SPARE_ROW] if self.word else []
        if header:
            head = "\n".join(rows[:header]).replace("<td", "<th").replace("</td>", "</th>")
            body = f"<thead>\n{head}\n</thead>\n<tbody>\n" + "\n".join(rows[header:]) + "\n</tbody>"
        else:
            body = "\n".join(rows)
        return f"{opening}\n{body}\n</table>"

    def _row(self, places: list[Place]) -> str:
        if "flat_merges" in self.quirks:
            spots = [Spot(place.text, place.key) if isinstance(place, Spot) else Spot("") for place in places]
        else:
            spots = [place for place in places if isinstance(place, Spot)]
        return f"<tr>{''.join(self._cell(spot) for spot in spots)}</tr>"

    def _cell(self, spot: Spot) -> str:
        spans = (("colspan", spot.columns), ("rowspan", spot.rows))
        attributes = "".join(f' {name}="{span}"' for name, span in spans if span > 1)
        if self.word:
            attributes += " width=43 valign=top style='width:43.25pt;border:solid windowtext 1.0pt'"
        content = self._cell_text(spot) if spot.text.strip() else self._blank(spot)
        if "hidden_decoys" in self.quirks and self.rng.random() < 0.04:
            content += f'<span style="display: none;">{self.rng.randrange(900, 999)}</span>'
        return f"<td{attributes}>{content}</td>"

    def _cell_text(self, spot: Spot) -> str:
        lines = [self._inline(line) for line in spot.text.split("\n")]
        if "footnote_marks" in self.quirks and spot.text.isdigit() and self.rng.random() < 0.05:
            lines[-1] += f"<sup>{self.rng.choice(_MARKS)}</sup>"
        if not (self.word or "cell_paragraphs" in self.quirks):
            return self.rng.choice(("<br>", "<br/>")).join(lines)
        tail = "<span lang=EN-US><o:p></o:p></span>" if self.word else ""
        opening = "<p class=MsoNormal align=center>" if self.word else '<p style="text-align: center;">'
        if self.rng.random() < 0.5:
            lines = ["<br>".join(lines)]
        return "".join(f"\n{opening}{line}{tail}</p>" for line in lines) + "\n"

    def _blank(self, spot: Spot) -> str:
        if "nbsp_cells" in self.quirks:
            return self.rng.choice(
                ("&nbsp;", "<p class=MsoNormal><o:p>&nbsp;</o:p></p>", "<span>&nbsp;</span>")
            )
        return "<p class=MsoNormal><o:p></o:p></p>" if self.word else _escaped(spot.text)

    def _hidden_report(self) -> str:
        """A table nobody sees: last year's figures, say."""
        numbers = "".join(f"<td>{self.rng.randrange(900, 999)}</td>" for _ in range(7))
        row = f"<tr><td>一、本年新收政府信息公开申请数量</td>{numbers}</tr>"
        how = self.rng.choice(
            ('style="display:none"', "hidden", 'style="margin: 0; DISPLAY : NONE !important"')
        )
        return f"<div {how}><div>共收到政府信息公开申请987件。</div><table>{row}</table></div>"


def _declaration(charset: str, rng: random.Random) -> str:
    if not charset:
        return ""
    old = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">\n'
    return old if charset != "utf-8" else rng.choice(('<meta charset="utf-8">\n', old))


def _escaped(text: str) -> str:
    return escape(text, quote=False).replace("\xa0", "&nbsp;")


def _runs(text: str) -> list[str]:
    """The text cut where Chinese and anything else meet, as Word does.

    >>> _runs("2023年3件")
    ['2023', '年', '3', '件']
    """
    return ["".join(run) for _, run in groupby(text, str.isascii)]


def _layout(style: Style) -> Layout:
    return Layout(
        ".html",
        lambda manuscript, quirks, rng: web_page(manuscript, style, quirks, rng),
        HTML_QUIRKS,
        ruled=True,
    )


LAYOUTS = {style: _layout(style) for style in ("html", "html_word", "html_flat")} | {
    "mhtml": Layout(".mhtml", web_archive, ARCHIVE_QUIRKS, ruled=True)
}
