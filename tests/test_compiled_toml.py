"""What is kept of a TOML file is never another file's, and can be done without."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from runpy import run_path
from typing import cast

import pytest

from assistant.compiled_toml import Entries, load_toml


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytecode is written beside its source, whatever the settings of whoever runs the tests."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)


def load_anew(file: Path, *prepare: Callable[[Entries], Entries]) -> Entries:
    """As a new process does."""
    load_toml.cache_clear()
    return load_toml(file, *prepare)


def test_what_was_parsed_is_not_parsed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "words.toml"
    file.write_text("[[item]]\nzh = '申请、公开'\nweak = true", encoding="utf-8")
    parsed = load_anew(file)
    monkeypatch.setattr("tomllib.loads", lambda _: pytest.fail("parsed again"))
    assert load_anew(file) == parsed == {"item": [{"zh": "申请、公开", "weak": True}]}


def test_a_change_counts_although_time_and_size_stay(tmp_path: Path) -> None:
    file = tmp_path / "words.toml"
    for value in (1, 2):
        file.write_text(f"n = {value}", encoding="utf-8")
        os.utime(file, (0, 0))
        assert load_anew(file) == {"n": value}


def prepared_by(folder: Path, name: str, expression: str) -> Callable[[Entries], Entries]:
    """A module's function, as `prepare` is."""
    module = folder / name
    module.write_text(f"def prepare(entries):\n    return {expression}\n", encoding="utf-8")
    return cast("Callable[[Entries], Entries]", run_path(str(module))["prepare"])


def test_what_was_made_ready_is_kept_while_what_makes_it_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "words.toml"
    file.write_text("n = 1", encoding="utf-8")
    once = prepared_by(tmp_path, "once.py", "{**entries, 'm': (1, 2)}")
    assert load_anew(file, once) == {"n": 1, "m": (1, 2)}
    with monkeypatch.context() as patched:
        patched.setattr("tomllib.loads", lambda _: pytest.fail("parsed again"))
        assert load_anew(file, once) == {"n": 1, "m": (1, 2)}
    assert load_anew(file, prepared_by(tmp_path, "once.py", "{'m': entries['n'] + 1}")) == {"m": 2}


def test_a_folder_that_cannot_be_written_to_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / "__pycache__").write_text("a file where the folder would be")
    file = tmp_path / "words.toml"
    file.write_text("n = 1", encoding="utf-8")
    assert load_anew(file) == load_anew(file) == {"n": 1}


def test_what_was_kept_and_is_damaged_is_made_anew(tmp_path: Path) -> None:
    file = tmp_path / "words.toml"
    file.write_text("n = 1", encoding="utf-8")
    load_anew(file)
    [kept] = (tmp_path / "__pycache__").iterdir()
    kept.write_bytes(kept.read_bytes()[:7])
    assert load_anew(file) == {"n": 1}
