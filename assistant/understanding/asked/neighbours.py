"""Who stands beside whom in a ranking: how far the first is ahead of the second, and who comes right behind an agency."""

from __future__ import annotations

from assistant import patterns
from assistant.intent import AgencyGroup, Operator
from assistant.understanding.asked.figures import AskedFigures

_FIRST = (
    r"(?:first|top|leader|leading|number one|winner|1st|highest|lowest|busiest|quietest|largest|smallest|biggest"
    r"|most|fewest|least)"
)
_SECOND = r"(?:second|runner-?up|number 2|number two|next|2nd|one (?:behind|after|below) it)"
_HOW_FAR = r"\b(?:how (?:far|much|many|big|large|wide)|by (?:how|what))\b"
_AHEAD = r"\b(?:ahead|lead|leads|led|above|over|than|beat|beats|trail|behind)\b"
_GAP_OF_FIRST_TWO = (
    rf"\b(?:gap|differences?|margin|distance|lead|spread|advantage)\b.*\b{_FIRST}\b.*\b(?:and|over|to|from)\b.*\b{_SECOND}\b",
    r"\b(?:gap|differences?|margin|distance|spread)\b.*\b(?:between|of|separat\w+) (?:the )?(?:top|first|leading|bottom|last) two\b",
    rf"{_HOW_FAR}.*{_AHEAD}.*\b{_SECOND}\b",
    rf"{_HOW_FAR}.*\b{_SECOND}\b.*\b(?:behind|trail|trails|trailed|below)\b",
    rf"\b(?:lead|advantage|margin)\b.*\b(?:over|to) (?:the |its )?{_SECOND}\b",
)
_NEXT_TO = (
    r"\b(?:(?:right|just|directly|immediately|next) )?(?:(?P<above>ahead of|above|in front of)|after|behind|below|next to"
    r"|following|second only to) (?:the )?$"
)
_ASKS_WHO = r"\b(?:who|whose|which|what)\b"
_WHO_STANDS = (
    r"\b(?:who|which (?:[\w-]+ ){0,3}\w+) (?:else )?"
    r"(?:comes?|came|is|was|ranks?|ranked|stands?|stood|sits?|sat|finish(?:ed|es)?|follows?|lies|lay)"
    r" (?:\w+ )?(?:ahead|above|in front|after|behind|below|next)\b"
)


class AskedNeighbours(AskedFigures):
    """The neighbours in a ranking that one question speaks of."""

    def _asks_lead_of_first(self) -> bool:
        """The gap between first and second, how far ahead of the runner-up: the distance of the first two of a ranking."""
        text = self.spotted.text
        said = any(patterns.search(pattern, text) for pattern in _GAP_OF_FIRST_TWO)
        return said and not (self._names_one_agency() or len(self._years()) > 1 or self._moved())

    def _next_to_agency(self) -> tuple[AgencyGroup, Operator] | None:
        """After Shenzhen, which city government had the most; who ranks right above Kunshan: the next one in a ranking."""
        text = self.spotted.text
        if len(self._years()) > 1 or self._moved() or not patterns.search(_ASKS_WHO, text):
            return None
        ranks = self.cues & {"most", "least", "rank", "position"} or patterns.search(_WHO_STANDS, text)
        for group in self.groups if ranks else ():
            said = patterns.search(_NEXT_TO, text[: group.start])
            if said and len(group.agencies) == 1:
                return group, ">" if said["above"] else "<"
        return None

    def _heeded(self) -> list[tuple[int, int]]:
        """And the "right behind" before an agency that is the measure of a ranking."""
        beside = self._next_to_agency()
        said = patterns.search(_NEXT_TO, self.spotted.text[: beside[0].start]) if beside else None
        return [*super()._heeded(), *([said.span()] if said else [])]
