"""Whether the figure just told passes a test: was that more than 500, 那超过500件了吗."""

from __future__ import annotations

from assistant import patterns
from assistant.intent import Intent

_WHETHER = (
    r"^(?:and |so |but )?(?:is|was|are|were) (?:that|it|this|they|those)(?: figure| number| count)?(?: \w+)? "
    r"(?:more than|over|above|fewer than|less than|below|under|at least|at most)\b"
    r"|^(?:and |so |but )?(?:did|does|has) (?:that|it|this) (?:exceed|reach|top|pass|surpass)"
    r"|^(?:那么?|这|它|该数)*(?:有没有|是否|是不是)?(?:有)?(?:超过|超出|达到|突破|多于|大于|高于|少于|低于|小于|不到|不足|过)了?[\d一二三四五六七八九十百千万]+"
    r"[件起宗条项]?(?:以上)?了?(?:吗|么|没有?)?[？?]?$"
)


def asks_whether_it_passes(text: str) -> bool:
    """Whether a question only tests a figure that stands in the one before."""
    return patterns.match(_WHETHER, text.strip()) is not None


def whether_it_passes(intent: Intent, text: str, earlier: Intent) -> Intent | None:
    """The figure itself, which says whether; None where it is not the one figure of one agency and year."""
    one = len(set(earlier.agencies)) == 1 and len(earlier.metrics) == 1 and earlier.operation == "lookup"
    own = intent.groups or intent.years or intent.scope != "all"
    if own or not one or not asks_whether_it_passes(text):
        return None
    return earlier._replace(question=intent.question, inherited=True)
