"""Why a file could not be indexed or a store could not be used; every message is one line that says what to do next.

GongkaiError
├─ ReportError            this file cannot be indexed; a build names it and goes on
│  ├─ UnreadableFile      empty, binary, no known encoding
│  │  └─ ConverterMissing only LibreOffice reads this kind of file, and it is not installed here
│  ├─ UnsupportedFormat   no reader for this kind of file
│  └─ NotAReport          readable, but no annual report in it
├─ PathMissing            a path named for building is not there
├─ WorkersUnavailable     no process can be started to read files in
├─ SqlError               a query was not answered
│  ├─ SqlRefused          it is more than one SELECT over the published tables, or too big
│  └─ SqlTimeout          it took longer than a query may
└─ StoreError             the store as a whole
   ├─ StoreMissing        nothing has been built there
   ├─ StoreVersion        built by another version
   ├─ StoreBusy           another build is writing it
   ├─ EmbeddingMismatch   built with another embedding model
   ├─ EmbeddingUnavailable  that embedding model cannot be loaded here
   └─ VectorsDamaged      the file of vectors cannot be read
"""

from __future__ import annotations

from pathlib import Path


class GongkaiError(Exception):
    """Base of all errors a user can cause; its text is one clear line."""


class ReportError(GongkaiError):
    """This file cannot be indexed."""


class UnreadableFile(ReportError):
    def __init__(self, file: str, why: str) -> None:
        super().__init__(f"{file}: {why}")


class ConverterMissing(UnreadableFile):
    """Another machine could read the file: a build asks again each time."""

    def __init__(self, file: str) -> None:
        suffix = Path(file).suffix
        super().__init__(
            file, f"reading {suffix} files needs LibreOffice; install it, or save the file as .docx"
        )


class UnsupportedFormat(ReportError):
    def __init__(self, file: str, suffixes: tuple[str, ...]) -> None:
        kind = Path(file).suffix or "a file without an extension"
        super().__init__(f"{file}: no reader for {kind}; convert it to one of {', '.join(suffixes)}")


class NotAReport(ReportError):
    def __init__(self, file: str, why: str) -> None:
        super().__init__(f"{file}: not an annual report ({why})")


class StoreError(GongkaiError):
    """The store cannot be used as it is."""


class PathMissing(GongkaiError):
    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: there is no such file or folder; nothing was built")


class WorkersUnavailable(GongkaiError):
    def __init__(self) -> None:
        super().__init__(
            "The processes that read files could not be started; "
            'in a script of your own, call build() under `if __name__ == "__main__":`'
        )


class SqlError(GongkaiError):
    """A query was not answered."""


class SqlRefused(SqlError):
    def __init__(self, what: str, instead: str) -> None:
        super().__init__(f"the query is refused: {what}; {instead}")


class SqlTimeout(SqlError):
    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"the query took longer than {seconds:g} s and was stopped; ask for fewer reports, or join on report_id"
        )


class StoreMissing(StoreError):
    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: nothing has been built there yet; run `gongkai build` first")


class StoreVersion(StoreError):
    def __init__(self, path: Path, found: str, wanted: str) -> None:
        super().__init__(
            f"{path}: built by store version {found}, this gongkai needs {wanted};"
            " run `gongkai build --force` with every folder it was built of"
        )


class StoreBusy(StoreError):
    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: another build is writing this store; wait until it has ended")


class StoreUnwritable(StoreError):
    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"{path}: cannot hold a store ({why}); name a folder that can be written with --store"
        )


class EmbeddingMismatch(StoreError):
    def __init__(self, path: Path, built: str, configured: str) -> None:
        again = "" if built.startswith("embedded") else f"set GONGKAI_EMBEDDING={built} or "
        super().__init__(
            f"{path}: built with the embedding model “{built}”, but “{configured}” is set; "
            f"{again}run `gongkai build`, which embeds its passages anew"
        )


class EmbeddingUnavailable(StoreError):
    def __init__(self, name: str, why: str) -> None:
        super().__init__(
            f"The embedding model “{name}” cannot be loaded ({why}); name a folder that holds it, "
            "download it first, or leave GONGKAI_EMBEDDING unset for the embedded model"
        )


class VectorsDamaged(StoreError):
    def __init__(self, path: Path, why: str) -> None:
        super().__init__(
            f"{path}: cannot be read as a FAISS index ({why}); run `gongkai build`, which makes it anew"
        )
