"""The reports tab: the collection as a list to filter, reports added to it and taken out of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import gradio as gr

from index.errors import GongkaiError
from ui import lists, present, upload_view
from ui import welcome as start
from ui.browsing import Browser, FilterAndList, Sent
from ui.collection import REPORT_ORDERS, Collection
from ui.components import HIDDEN, QUICK, live
from ui.paging import Sorting
from ui.scope import number_of, scope_of, text_of
from ui.uploads import Uploads

LOOKS = 0.3  # seconds between two looks at an upload
MOST_FILES = 1_000  # of one upload; more come as an archive
_log = logging.getLogger(__name__)


class ReportsTab:
    """The components of the tab; `uploads` is None where nothing may be added."""

    def __init__(self, collection: Callable[[], Collection], uploads: Uploads | None, is_open: bool) -> None:
        self._collection = collection
        self.uploads = uploads
        zone = upload_view.drop_zone() if uploads else upload_view.switched_off(is_open)
        self._zone = live(zone, "upload", "send")
        self.progress = live("", "progress", "open")
        self._browser = Browser(lists.LIST, "open", "remove")
        self.table = self._browser.rows

    def wire(
        self, page: gr.Blocks, tab: gr.Tab, after: Callable[[list[Any]], Any], said: gr.State, chat: gr.HTML
    ) -> None:
        """Connect the events; `after` is what the chat shows when the collection has changed."""
        self._browser.wire(tab, self.listed, self.filtered, can_add=self.uploads is not None)
        if self.uploads is None:
            return
        arrived = page.upload_file_set  # what this server was sent; a path from elsewhere is none of ours

        async def sent(event: gr.EventData) -> AsyncIterator[str]:
            files = sent_files(event._data, arrived)
            async for shown in self._added(files):
                yield shown

        changed: dict[str, Any] = {**HIDDEN, "concurrency_limit": 32, "trigger_mode": "multiple"}
        for done in (
            self._zone.send(sent, None, [self.progress], **changed),
            self.table.remove(self._removed, None, [self.progress], **changed),
        ):
            done.then(None, None, None, js=self._browser.refresh, queue=False)
            done.then(after, [said], [chat], **QUICK)

    def listed(self, sent: Sent) -> FilterAndList:
        """The filter and the list of reports."""
        collection = self._collection()
        if not collection.size():
            return "", start.empty_store(can_add=self.uploads is not None)
        return lists.reports_filter(collection.choices(), sent), self.filtered(sent)

    def filtered(self, sent: Sent) -> str:
        """The reports that fit what was chosen."""
        sorting = Sorting.of(text_of(sent, "sort"), tuple(REPORT_ORDERS), "-year")
        found = self._collection().reports(
            scope_of(sent), sorting, number_of(sent, "page"), lists.only_problems(sent)
        )
        return lists.reports_table(found, sorting, self.uploads.is_uploaded if self.uploads else None)

    async def _added(self, files: list[tuple[str, Path]]) -> AsyncIterator[str]:
        assert self.uploads
        if not files:
            yield present.problem_line("没有收到文件。 No file has arrived.")
            return
        job = self.uploads.add(files)
        while not job.ended.is_set():
            yield upload_view.progress(list(job.lines), ended=False)
            await asyncio.sleep(LOOKS)
        yield upload_view.progress(job.lines, ended=True)

    def _removed(self, event: gr.EventData) -> str:
        assert self.uploads
        report = str(event._data.get("report", ""))
        try:
            self.uploads.remove(report)
        except GongkaiError as error:
            return present.problem_line(str(error))
        except OSError as error:
            _log.exception("not removed: %r", report)
            return present.problem_line(f"{report}: {error.strerror}")
        return present.note(f"已删除 {report}。", f"{report} was removed.")


def sent_files(data: dict[str, Any], arrived: set[str]) -> list[tuple[str, Path]]:
    """The files an event names, each with the name a person gave it; only what was sent to this server counts."""
    files = data.get("files")
    named = [file for file in files if isinstance(file, dict)] if isinstance(files, list) else []
    found = [(str(file.get("name", "")), str(file.get("path", ""))) for file in named]
    return [(name, Path(path)) for name, path in found[:MOST_FILES] if path in arrived]
