"""Which reports a list of the page is narrowed to: what a visitor chose → a condition with parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MOST_WORDS = 6
LONGEST_WORD = 40
REGION_MARK = "/"  # between a province and its city in what the form sends
Called = Callable[
    [str], Sequence[str]
]  # a word → agencies that are called by it without having it in their name


@dataclass(frozen=True)
class Scope:
    """The choice of one visitor; empty means everything."""

    words: tuple[str, ...] = ()  # each in an agency's name, or in another word for it
    year: int | None = None
    province: str = ""
    city: str = ""

    def condition(self, alias: str, called: Called) -> tuple[str, list[Any]]:
        """The WHERE over a table that has agency, year, province and city.

        >>> Scope(("大兴",), 2020, "北京市").condition("r", lambda word: [])
        ('instr(r.agency, ?) > 0 AND r.year = ? AND r.province = ?', ['大兴', 2020, '北京市'])
        """
        parts, parameters = [], list[Any]()
        for word in self.words:
            others = called(word)
            named = f"instr({alias}.agency, ?) > 0"
            also = f" OR {alias}.agency IN ({', '.join('?' * len(others))})" if others else ""
            parts.append(f"({named}{also})" if others else named)
            parameters += [word, *others]
        for column, value in (("year", self.year), ("province", self.province), ("city", self.city)):
            if value:
                parts.append(f"{alias}.{column} = ?")
                parameters.append(value)
        return " AND ".join(parts) or "1", parameters


def scope_of(sent: Mapping[str, Any]) -> Scope:
    """What the form on the page sent, whatever that is.

    >>> scope_of({"agency": " 大兴  应急 ", "year": "2020", "region": "北京市/北京市"})
    Scope(words=('大兴', '应急'), year=2020, province='北京市', city='北京市')
    >>> scope_of({"year": "all", "region": None})
    Scope(words=(), year=None, province='', city='')
    """
    words = tuple(word[:LONGEST_WORD] for word in text_of(sent, "agency").split()[:MOST_WORDS])
    province, _, city = text_of(sent, "region").partition(REGION_MARK)
    return Scope(words, number_of(sent, "year"), province, city)


def text_of(sent: Mapping[str, Any], field: str) -> str:
    """A field as text, "" where it is none."""
    value = sent.get(field)
    return value if isinstance(value, str) else ""


def number_of(sent: Mapping[str, Any], field: str) -> int | None:
    """A field as a small whole number, None where it is none."""
    text = text_of(sent, field)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else None
