"""Patterns are compiled when first used, and kept however many there are."""

from __future__ import annotations

import re

from assistant import patterns

MORE_THAN_RE_KEEPS = 600


def test_a_pattern_is_compiled_once_however_many_others_are_used() -> None:
    first = patterns.compiled("公开(?P<what>率)", 0)
    for number in range(MORE_THAN_RE_KEEPS):
        patterns.search(f"第{number}名", "第7名")
    assert patterns.compiled("公开(?P<what>率)", 0) is first


def test_they_find_what_re_finds() -> None:
    pattern, text = r"(\d+)件", "收到12件，办结9件"
    found = patterns.search(pattern, text)
    assert found is not None and found.span() == (2, 5)
    assert patterns.match(pattern, text) is patterns.fullmatch(pattern, text) is None
    assert [m.group() for m in patterns.finditer(pattern, text)] == ["12件", "9件"]
    assert patterns.findall(pattern, text) == re.findall(pattern, text)
    assert patterns.split(pattern, text, maxsplit=1) == re.split(pattern, text, maxsplit=1)
    assert patterns.sub(pattern, r"\1份", text) == "收到12份，办结9份"
    assert patterns.search("FOI", "foi request", re.IGNORECASE)
