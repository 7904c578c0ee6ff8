"""A filter and the list below it as two pieces of a tab: loaded when the tab is selected, then with every change.

Nothing is kept on the server: each event brings along what the filter holds, so two visitors cannot meet. The list is
asked for by assets/browse.js, which also keeps what was chosen when the tab is left and selected again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import gradio as gr

from index.errors import GongkaiError
from ui import present
from ui import welcome as start
from ui.components import QUICK, live
from ui.scope import text_of
from ui.words import escape

Sent = Mapping[str, Any]  # what the filter holds: field → text, or texts where it has several
FilterAndList = tuple[str, str]


class Browser:
    """The two pieces, in the order in which they stand; `name` is what the script calls the list."""

    def __init__(self, name: str, *row_events: str) -> None:
        self.name = name
        self.form = live("", f"{name}-filter", "list", "filter")
        self.rows = live("", name, *row_events)

    def wire(
        self,
        tab: gr.Tab,
        opened: Callable[[Sent], FilterAndList],
        filtered: Callable[[Sent], str],
        can_add: bool = False,
    ) -> None:
        """Connect them to what fills them. `can_add` says whether reports can be added on the page."""

        def list_all(event: gr.EventData) -> FilterAndList:
            try:
                form, rows = opened(event._data)
            except GongkaiError as error:
                form, rows = "", start.no_collection(error, can_add)
            return form, _answer(event._data, rows)

        def list_fitting(event: gr.EventData) -> str:
            try:
                rows = filtered(event._data)
            except GongkaiError as error:
                rows = present.problem_line(str(error))
            return _answer(event._data, rows)

        tab.select(None, None, None, js=self.refresh, queue=False)
        self.form.list(list_all, None, [self.form, self.rows], trigger_mode="multiple", **QUICK)
        self.form.filter(list_fitting, None, [self.rows], trigger_mode="multiple", **QUICK)

    @property
    def refresh(self) -> str:
        """The script that asks for the list anew, with what is chosen."""
        return f"() => gongkai.browse.open('{self.name}')"


def _answer(sent: Sent, rows: str) -> str:
    """The list with the number of the question it answers, without which an answer like the last would go unnoticed."""
    return f'<div data-asked="{escape(text_of(sent, "asked"))}">{rows}</div>'
