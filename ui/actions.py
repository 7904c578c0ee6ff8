"""What can be done with an answer, in one quiet row: copy it, save its rows, link to it, say whether it was right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlencode

from assistant.conversation import Answer, Citation
from ui.sql_box import csv_button, xlsx_button
from ui.words import both, escape, in_language, place_words

_UP = "M7 11v9H4v-9h3Zm3 9h7.2a2 2 0 0 0 2-1.6l1.3-6A2 2 0 0 0 18.5 10H14l.7-3.6A2 2 0 0 0 12.8 4L10 10.5V20Z"
LONGEST_WORD = 500  # characters of what a visitor says of an answer


def actions(answer: Answer, turn: int, asked: Sequence[str]) -> str:
    """The row under an answer; `asked` are the questions that lead to it."""
    result = answer.result
    rows = ""
    if result and result.rows:
        rows = csv_button(result.columns, result.rows, f"answer-{turn + 1}") + xlsx_button()
    copy = (
        '<span class="gk-saves"><button type="button" class="gk-quiet" data-event="copy">'
        f"{both('复制回答和出处', 'Copy with citations')}</button>"
        f'<textarea class="gk-held" hidden aria-hidden="true">\n{escape(answer_as_text(answer))}</textarea></span>'
    )
    return (
        f'<div class="gk-actions">{copy}{rows}'
        f'<a class="gk-quiet" data-event="link" href="{escape(permalink(asked))}">{both("链接", "Link")}</a>'
        f'<span class="gk-votes">{_vote(turn, True)}{_vote(turn, False)}</span>'
        '<span class="gk-told" role="status"></span>'
        f"{_word_form(turn)}</div>"
    )


def permalink(asked: Sequence[str]) -> str:
    """The address that asks these questions again.

    >>> permalink(["多少件?"])
    '?q=%E5%A4%9A%E5%B0%91%E4%BB%B6%3F'
    """
    return "?" + urlencode([("q", question) for question in asked])


def answer_as_text(answer: Answer) -> str:
    """The answer with its citations, for pasting elsewhere."""
    text = re.sub(r"\*\*|^> ?", "", answer.answer, flags=re.M)
    cited = [_cited(number, citation, answer) for number, citation in enumerate(answer.citations, 1)]
    caveats = [f"! {caveat}" for caveat in answer.caveats]
    parts = [answer.question, text, "\n".join(caveats), "\n".join(cited)]
    return "\n\n".join(part for part in parts if part)


def _cited(number: int, citation: Citation, answer: Answer) -> str:
    place = in_language(answer.language, *place_words(citation))
    quote = " ".join(citation.quote.split())
    quoted = f" “{quote}”" if quote else ""
    return f"[{number}] {citation.agency} {citation.year} · {place}{quoted} ({citation.file})"


def _vote(turn: int, good: bool) -> str:
    label = both("回答有用", "Helpful") if good else both("回答不对", "Not right")
    turned = "" if good else ' transform="rotate(180 12 12)"'
    return (
        f'<button type="button" class="gk-quiet" data-event="vote" data-turn="{turn}" data-good="{int(good)}"'
        ' aria-pressed="false"><svg viewBox="0 0 24 24" width="16" height="16" aria-hidden="true">'
        f'<path d="{_UP}"{turned} fill="none" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round"/></svg>'
        f'<span class="gk-unseen">{label}</span></button>'
    )


def _word_form(turn: int) -> str:
    asks = both(
        "可以说一句为什么（只存在这台服务器上）", "A word on why, if you like (kept on this server only)"
    )
    return (
        f'<div class="gk-word" hidden><label for="gk-word-{turn}">{asks}</label>'
        f'<input id="gk-word-{turn}" type="text" maxlength="{LONGEST_WORD}" autocomplete="off">'
        f'<button type="button" class="gk-plain" data-event="word" data-turn="{turn}">{both("发送", "Send")}</button></div>'
    )
