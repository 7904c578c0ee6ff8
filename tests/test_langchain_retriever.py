"""The store's passages as LangChain documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.langchain_retriever import ReportRetriever
from assistant.text.retrieval import PassageFinder
from index.embedding import load_embedder
from index.store import Store

HUANGPU = "广州市黄埔区应急管理局"
LEADER = "政务公开领导小组的组长是谁"


@pytest.fixture(scope="module")
def finder(store_path: Path) -> Iterator[PassageFinder]:
    store = Store.open(store_path)
    yield PassageFinder(store, lambda: load_embedder(None))
    store.close()


def test_a_document_tells_where_its_passage_stands(finder: PassageFinder) -> None:
    found = ReportRetriever(finder=finder, agencies=(HUANGPU,)).invoke(LEADER)[0]
    assert "刘文华同志担任组长" in found.page_content
    assert set(found.metadata) == {"report", "agency", "year", "part", "heading", "file", "start", "end"}
    place = found.metadata
    assert (place["agency"], place["year"], place["part"]) == (HUANGPU, 2020, "一")
    assert finder.store.document(place["report"])[place["start"] : place["end"]] == found.page_content


def test_only_the_agencies_and_years_named_are_searched(finder: PassageFinder) -> None:
    everywhere = ReportRetriever(finder=finder, k=60).invoke(LEADER)
    narrowed = ReportRetriever(finder=finder, agencies=(HUANGPU,), years=(2020,), k=60).invoke(LEADER)
    assert len({document.metadata["agency"] for document in everywhere}) > 1
    assert {document.metadata["agency"] for document in narrowed} == {HUANGPU}
    assert ReportRetriever(finder=finder, years=(1999,)).invoke(LEADER) == []


def test_k_is_how_many_come_back(finder: PassageFinder) -> None:
    assert len(ReportRetriever(finder=finder, k=3).invoke(LEADER)) == 3


def test_it_joins_a_chain(finder: PassageFinder) -> None:
    chain = ReportRetriever(finder=finder, agencies=(HUANGPU,), k=1) | (lambda found: found[0].page_content)
    assert "刘文华" in chain.invoke(LEADER)


def test_nothing_else_imports_it() -> None:
    root = Path(__file__).parent.parent
    files = (file for package in ("index", "assistant", "ui") for file in (root / package).rglob("*.py"))
    naming = {file.name for file in files if "langchain" in file.read_text(encoding="utf-8")}
    assert naming <= {"langchain_retriever.py"}
