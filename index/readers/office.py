"""Other word processors' files (.doc, .wps, .rtf, .odt): LibreOffice turns them into .docx, where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from index.errors import ConverterMissing, UnreadableFile
from index.readers import word
from index.report import Document

SUFFIXES = (".doc", ".wps", ".rtf", ".odt")
TIME_LIMIT = 100  # seconds for one conversion

_PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")


def read(content: bytes, file: str) -> Document:
    """The document as LibreOffice reads it. Raises ConverterMissing where there is no LibreOffice."""
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    suffix = Path(file).suffix.lower()
    if program is None:
        raise ConverterMissing(file)
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        source = Path(folder, "report" + suffix)
        source.write_bytes(content)
        made = _converted(program, source, file)
    return word.read(made, file)


def _converted(program: str, source: Path, file: str) -> bytes:
    """The .docx made of a file, in a profile of its own: two conversions at once would share one and fail."""
    profile = (source.parent / "profile").as_uri()
    command = [
        program,
        f"-env:UserInstallation={profile}",
        "--headless",
        "--norestore",
        "--convert-to",
        "docx",
    ]
    try:
        subprocess.run(
            [*command, "--outdir", str(source.parent), str(source)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TIME_LIMIT,
            check=False,
            env={**os.environ, "HOME": str(source.parent)},
        )
    except subprocess.TimeoutExpired:
        raise UnreadableFile(
            file, f"LibreOffice took longer than {TIME_LIMIT} s; save it as .docx and try again"
        ) from None
    made = source.with_suffix(".docx")
    if not made.is_file():
        raise UnreadableFile(file, "LibreOffice could not open it; save it as .docx and try again")
    return made.read_bytes()
