"""How a lawsuit came about, where a clause tells it: sued after first going through reconsideration, without a review."""

from __future__ import annotations

from collections.abc import Iterator

from assistant import patterns

_REVIEW = r"(?:administrative )?(?:review|reconsideration)s?\b"
_FILLED = (
    r"(?: (?:an?|the|that|any|first|prior|previous|earlier|having|gone|going|been|being|to|through|undergoing"
    r"|completing|seeking|filing|asking|for|applying|administrative|failed|unsuccessful|lost|by|with|even|bothering))*"
)
_AFTER = r"(?:after|once|following|follow(?:s|ed)?|subsequent to|preceded by|in the wake of)"
_WITHOUT = r"(?:without|not preceded by|skipp?\w*|bypass\w*|instead of)"
_SUIT = r"(?:an? |the )?(?:lawsuit|suit|court case|litigation)s?"
_OVER = r"(?: (?:was|is|had|has)(?: been)? (?:over|completed|finished|done|concluded|ended|closed))?"
_THEN = (  # first went through review and then sued
    r"(?: first)?,? (?:and )?(?:then|afterwards|only then|later|subsequently|after that|next)"
    r"(?: also| still| (?:decided|chose) to| (?:went|turned|moved) on to)?(?=[^,.?]*\b(?:sued?|court|litigat\w*|lawsuits?|suits?)\b)"
)
_ROUTES = (
    ("litigation_after_review", rf"\b{_AFTER}{_FILLED} {_REVIEW}{_OVER}"),
    (
        "litigation_after_review",
        rf"\b{_REVIEW} (?:\w+ )?(?:followed by|led to|leading to) {_SUIT}\b",
    ),
    (
        "litigation_after_review",
        rf"\b(?:first|initially|originally|previously|began by|started (?:with|by))(?: \w+){{0,3}}? (?:an? |the )?{_REVIEW}{_THEN} ",
    ),
    ("litigation_direct", rf"\b{_WITHOUT}{_FILLED} {_REVIEW}(?: first| beforehand)?"),
)
_ONE_OF_TWO = r"\b(?:and|n?or|not) $"  # directly or after a review


def find_routes(text: str) -> Iterator[tuple[int, int, str]]:
    """Where a question (lower case) tells the way to court: start, end and the code of the row.

    >>> list(find_routes("suits that followed a review"))
    [(11, 28, 'litigation_after_review')]
    >>> list(find_routes("sued directly or after a review"))
    []
    """
    if "review" not in text and "reconsideration" not in text:
        return
    for code, pattern in _ROUTES:
        found = patterns.search(pattern, text)
        if found and not patterns.search(_ONE_OF_TWO, text[: found.start()]):
            yield *found.span(), code
