"""Which files the store holds of which report, kept up to date while a build changes it; in memory only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from index.files.duplicates import choose
from index.files.indexed import Indexed, ReportKey
from index.files.sources import SourceFile, source_at


class Holdings:
    """The files read as reports, those that are kept and those whose report is kept from another file."""

    def __init__(self, known: Iterable[Indexed], here: Mapping[str, SourceFile]) -> None:
        self.here = here  # by place: the files that the build was told to look at
        self.outdated: set[str] = (
            set()
        )  # places whose file has changed and cannot be read: the old reading stays
        self.touched: set[ReportKey] = set()  # reports whose files are not those of the old store any more
        self._held: dict[ReportKey, dict[str, Indexed]] = {}  # by place
        for item in known:
            self._held.setdefault(item.key, {})[item.place] = item

    def hold(self, item: Indexed) -> None:
        self._held.setdefault(item.key, {})[item.place] = item
        self.touched.add(item.key)

    def let_go(self, item: Indexed) -> None:
        del self._held[item.key][item.place]
        self.touched.add(item.key)

    def of(self, key: ReportKey) -> dict[str, Indexed]:
        """The files of a report, by place."""
        return dict(self._held.get(key, {}))

    def put_back(self, key: ReportKey, files: dict[str, Indexed]) -> None:
        self._held[key] = files

    def now(self, before: Indexed | None) -> Indexed | None:
        """What is held of a file by now: another file of its report may have been put in its place."""
        return self._held.get(before.key, {}).get(before.place) if before else None

    def kept(self, key: ReportKey) -> Indexed | None:
        """The file that a report is kept from."""
        return next((item for item in self._held.get(key, {}).values() if item.id), None)

    def all_kept(self) -> Iterator[Indexed]:
        return (item for files in self._held.values() for item in files.values() if item.id)

    def others(self) -> Iterator[tuple[Indexed, Indexed]]:
        """(the file that is kept, a file that is not) of each report of several files."""
        for key, files in self._held.items():
            kept = self.kept(key)
            if kept and len(files) > 1:
                yield from ((kept, item) for item in files.values() if not item.id)

    def source(self, item: Indexed) -> SourceFile | None:
        """Where a file is to be read; None where it is gone."""
        return self.here.get(item.place) or source_at(item.root, item.file)

    def there(self, key: ReportKey) -> list[Indexed]:
        """The files of a report that still are what the store has read in them."""
        found = self._held.get(key, {}).values()
        return [item for item in found if item.place not in self.outdated and self.source(item)]

    def choose(self, items: Sequence[Indexed]) -> Indexed:
        """The one of these files to keep."""
        sources = {item: self.source(item) for item in items}
        return choose({item: source.modified if source else 0.0 for item, source in sources.items()})

    def unsettled(self) -> list[Indexed]:
        """The files that should be kept where another one of the same report is, or none."""
        found = []
        for key, files in self._held.items():
            if len(files) > 1 or (files and not self.kept(key)):
                there = self.there(key)
                if there and not (best := self.choose(there)).id:
                    found.append(best)
        return found
