"""Readers that fail in every way there is; a module of their own, as each worker process has to import it."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

from index.errors import ConverterMissing, NotAReport
from index.files.sources import SourceFile
from index.parse import parse_document
from index.readers import plain_text
from index.report import Report


def read_by_name(source: SourceFile) -> Report:
    """A reader that does what the file's name says."""
    name = Path(source.file).name
    if "hangs" in name:
        time.sleep(60)
    if "exits" in name:
        os._exit(3)
    if "killed" in name:
        os.kill(os.getpid(), signal.SIGKILL)
    if "segfault" in name:
        os.kill(os.getpid(), signal.SIGSEGV)
    if "bug" in name:
        raise KeyError("no\nsuch cell")
    if "deep" in name:
        return read_by_name(source)
    if "memory" in name:
        raise MemoryError
    if "poem" in name:
        raise NotAReport(source.file, "it is a poem")
    if "converter" in name:
        raise ConverterMissing(source.file)
    return parse_document(plain_text.read(source.read_bytes(), source.file))


def starts_a_converter(source: SourceFile) -> Report:
    """A reader that waits for a program it started, as for LibreOffice."""
    with subprocess.Popen(["sleep", "300"]) as converter:
        (Path(source.root) / "converter.pid").write_text(str(converter.pid), encoding="utf-8")
        converter.wait()
    raise AssertionError
