"""The checks tab: what does not add up, by kind, agency, year and region."""

from __future__ import annotations

from collections.abc import Callable

import gradio as gr

from ui import checks_view
from ui import welcome as start
from ui.browsing import Browser, FilterAndList, Sent
from ui.collection import PROBLEM_ORDERS, Collection
from ui.paging import Sorting
from ui.scope import number_of, scope_of, text_of


class ChecksTab:
    """The components of the tab."""

    def __init__(self, collection: Callable[[], Collection]) -> None:
        self._collection = collection
        self._browser = Browser(checks_view.LIST, "open")
        self.table = self._browser.rows

    def wire(self, tab: gr.Tab) -> None:
        """Connect the events."""
        self._browser.wire(tab, self.listed, self.filtered)

    def listed(self, sent: Sent) -> FilterAndList:
        """The filter and the problems."""
        collection = self._collection()
        if not collection.size():
            return "", start.empty_store()
        return checks_view.checks_filter(collection.choices(), sent), self.filtered(sent)

    def filtered(self, sent: Sent) -> str:
        """The problems that fit what was chosen."""
        collection = self._collection()
        scope, kind = scope_of(sent), checks_view.kind_of(sent)
        sorting = Sorting.of(text_of(sent, "sort"), tuple(PROBLEM_ORDERS), "agency")
        found = collection.problems(scope, sorting, number_of(sent, "page"), kind)
        return checks_view.problems_table(found, collection.problem_kinds(scope), kind, sorting)
