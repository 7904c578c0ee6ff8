"""The form above a list of the page: an agency's words, a year, a region, and what each list adds; as HTML.

Its fields are sent with every change (assets/browse.js); labels of options stand in both languages beside them, because
an option cannot hold two of which one is hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ui.scope import LONGEST_WORD, MOST_WORDS, REGION_MARK, text_of
from ui.words import both, escape


@dataclass(frozen=True)
class Choices:
    """What the collection offers to choose from."""

    years: Sequence[int]
    regions: Mapping[str, Sequence[str]]  # province → its cities


def filter_form(
    name: str, choices: Choices, sent: Mapping[str, Any], more: str = "", before: str = ""
) -> str:
    """The form of the list `name`, as it was filled in; `before` and `more` are the fields of that list alone."""
    return (
        f'<form class="gk-filter" data-list="{name}" role="search">{before}<div class="gk-fields">'
        f"{_agency(name, sent)}{_year(choices, sent)}{_region(choices, sent)}{more}"
        f'<button type="button" class="gk-quiet" data-event="clear-filter">{both("清除", "Clear")}</button></div>'
        f"{_hidden(sent, 'sort')}{_hidden({}, 'page')}</form>"
    )


def _agency(name: str, sent: Mapping[str, Any]) -> str:
    longest = MOST_WORDS * LONGEST_WORD
    return (
        f'<label class="gk-field wide">{both("机关", "Agency")}<input type="search" name="agency" maxlength="{longest}"'
        f' value="{escape(text_of(sent, "agency"))}" autocomplete="off" spellcheck="false"'
        f" {in_both('如 大兴 应急', 'e.g. Daxing emergency')}></label>"
    )


def _year(choices: Choices, sent: Mapping[str, Any]) -> str:
    years = [
        option("", "全部", "all", sent, "year"),
        *(option(str(y), str(y), str(y), sent, "year") for y in choices.years),
    ]
    return select("year", both("年份", "Year"), years)


def _region(choices: Choices, sent: Mapping[str, Any]) -> str:
    options = [option("", "全部", "all", sent, "region")]
    for province, cities in choices.regions.items():
        if not province:
            continue
        inside = [city for city in cities if city and city != province]
        if not inside:
            options.append(option(province, province, province, sent, "region"))
            continue
        whole = option(province, f"{province}（全部）", f"{province} (all)", sent, "region")
        each = (option(f"{province}{REGION_MARK}{city}", city, city, sent, "region") for city in inside)
        options.append(f'<optgroup label="{escape(province)}">{whole}{"".join(each)}</optgroup>')
    return select("region", both("地区", "Region"), options)


def _hidden(sent: Mapping[str, Any], field: str) -> str:
    return hidden(field, text_of(sent, field))


def hidden(field: str, value: str) -> str:
    """A field that the list's buttons set."""
    return f'<input type="hidden" name="{field}" value="{escape(value)}">'


def select(field: str, label: str, options: Iterable[str], name: str = "") -> str:
    """A labelled choice of one."""
    return f'<label class="gk-field {name}">{label}<select name="{field}">{"".join(options)}</select></label>'


def option(value: str, zh: str, en: str, sent: Mapping[str, Any], field: str) -> str:
    """One choice; chosen where the form was sent with it."""
    en = en[:1].upper() + en[1:]
    chosen = " selected" if text_of(sent, field) == value else ""
    return f'<option value="{escape(value)}" {in_both(zh, en)}{chosen}>{escape(zh)}</option>'


def check(field: str, value: str, label: str, is_on: bool) -> str:
    """A labelled box to tick."""
    return (
        f'<label class="gk-check"><input type="checkbox" name="{field}" value="{escape(value)}"'
        f"{' checked' if is_on else ''}>{label}</label>"
    )


def in_both(zh: str, en: str) -> str:
    """The attributes from which the script takes a text in the page's language."""
    return f'data-zh="{escape(zh)}" data-en="{escape(en)}"'
