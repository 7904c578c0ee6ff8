"""The data tab: the form's three tables to browse, and what is shown of them as a file."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import gradio as gr

from assistant.conversation import Language
from ui import data_view
from ui import welcome as start
from ui.browsing import Browser, FilterAndList, Sent
from ui.collection import Collection
from ui.components import HIDDEN
from ui.data_chart import data_chart
from ui.data_rows import choice_of, data_page, data_rows, page_asked
from ui.scope import text_of
from ui.sql_box import to_csv
from ui.workbook import list_workbook

EXPORTS_AT_ONCE = 2


class DataTab:
    """The components of the tab."""

    def __init__(self, collection: Callable[[], Collection]) -> None:
        self._collection = collection
        self._browser = Browser(data_view.LIST, "open", "export")
        self.table = self._browser.rows
        self._file = gr.DownloadButton("", elem_id="gk-data-file", visible="hidden")

    def wire(self, tab: gr.Tab) -> None:
        """Connect the events."""
        self._browser.wire(tab, self.listed, self.filtered)
        exported = self.table.export(
            self._exported, None, [self._file], concurrency_limit=EXPORTS_AT_ONCE, **HIDDEN
        )
        exported.then(None, None, None, js="() => gongkai.browse.save('#gk-data-file')", queue=False)

    def listed(self, sent: Sent) -> FilterAndList:
        """The filter and the first rows."""
        collection = self._collection()
        if not collection.size():
            return "", start.empty_store()
        return data_view.data_filter(collection.choices(), sent), self.filtered(sent)

    def filtered(self, sent: Sent) -> str:
        """The rows that fit what was chosen."""
        choice = choice_of(sent)
        collection = self._collection()
        with collection.guarded() as guard:
            shown = data_page(guard, choice, collection.called, page_asked(sent))
            drawn = data_chart(guard, choice, collection.called)
        return data_view.data_table(shown, choice, drawn)

    def _exported(self, event: gr.EventData) -> Iterator[str]:
        with (
            tempfile.TemporaryDirectory() as folder
        ):  # Gradio has taken a copy when it asks for the next value
            yield str(self.export(event._data, Path(folder)))

    def export(self, sent: Sent, folder: Path) -> Path:
        """A file of all rows that fit, as CSV or as a workbook."""
        choice = choice_of(sent)
        language: Language = "en" if text_of(sent, "language") == "en" else "zh"
        collection = self._collection()
        with collection.guarded() as guard:
            found = data_rows(guard, choice, collection.called, data_view.MOST_EXPORTED)
            rows = [data_view.export_row(row, choice, language) for row in found]
        columns = data_view.export_columns(choice, language)
        is_workbook = text_of(sent, "format") == "xlsx"
        suffix = "xlsx" if is_workbook else "csv"
        path = folder / f"gongkai-{choice.table}-{date.today():%Y%m%d}.{suffix}"
        if is_workbook:
            path.write_bytes(list_workbook(columns, rows, data_view.export_notes(choice, language), language))
        else:
            path.write_text(to_csv(columns, rows), encoding="utf-8-sig")
        return path
