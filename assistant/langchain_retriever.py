"""The passages of a store as a LangChain retriever; nothing else here imports LangChain.

finder = PassageFinder(Store.open(Path("data/store")), lambda: load_embedder(None))
ReportRetriever(finder=finder, years=(2020,)).invoke("领导小组的组长是谁")
"""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from assistant.text.retrieval import PassageFinder
from assistant.text.wanted import Place


class ReportRetriever(BaseRetriever):
    """Finds passages of the indexed reports; `metadata` tells where each stands, to the character."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    finder: PassageFinder
    agencies: tuple[str, ...] = ()  # full names; () searches the reports of all
    years: tuple[int, ...] = ()
    k: int = 5

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        found = self.finder.find(query, self.agencies, self.years, self.k)
        return [place_to_document(hit.place) for hit in found]


def place_to_document(place: Place) -> Document:
    """A passage word for word, with everything a citation needs."""
    return Document(
        page_content=place.text,
        metadata={
            "report": place.report,
            "agency": place.agency,
            "year": place.year,
            "part": place.part,
            "heading": place.heading,
            "file": place.file,
            "start": place.start,
            "end": place.end,
        },
    )
