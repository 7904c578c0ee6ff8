"""Citations → the same with the page of the printed document they stand on, where its format has pages."""

from __future__ import annotations

from bisect import bisect_right

from assistant.conversation import Answer
from index.store import Store


def with_pages(store: Store, answer: Answer) -> Answer:
    """The answer, its citations with their pages; untouched where no report it cites has any."""
    cited = sorted({citation.report for citation in answer.citations})
    if not cited:
        return answer
    marks = ", ".join("?" * len(cited))
    rows = store.rows(f"SELECT report, pages FROM reports WHERE pages <> '[]' AND report IN ({marks})", cited)
    if not rows:
        return answer
    import json  # most collections have no pages at all

    begins = {row["report"]: json.loads(row["pages"]) for row in rows}
    citations = tuple(
        citation._replace(page=bisect_right(begins[citation.report], citation.start))
        if citation.report in begins
        else citation
        for citation in answer.citations
    )
    return answer._replace(citations=citations)
