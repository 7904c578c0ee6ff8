"""A question of words behind another: which of the words of the one before still say what is looked for."""

from __future__ import annotations

from typing import NamedTuple

from assistant import patterns
from assistant.intent import Intent
from assistant.understanding.turns.leaning import asks_for_remedy_alone
from index.glossary import named_words


class Words(NamedTuple):
    """What is looked for in the text, as an Intent has it."""

    text: str
    wording: str
    topic: str


def words_behind(intent: Intent, earlier: Intent) -> Words:
    """The words of a question that goes on with one of words: its own alone where they say all there is to look for (how many
    policy explainers; what will it do about them, behind problems), else those of the one before with them."""
    if _counts_another_thing(intent, earlier):
        return Words(intent.text, intent.wording, intent.topic or intent.wording)
    if _asks_for_remedy(intent, earlier):
        if asks_for_remedy_alone(intent.text):
            plans = "下一步打算" if intent.language == "zh" else "what will it improve next"
            return Words(intent.text, plans, plans)
        return Words(intent.text, intent.wording, intent.topic or intent.wording)
    if thing := _another_thing(intent, earlier):
        counted = f"有多少{thing}" if intent.language == "zh" else f"how many {thing}"
        return Words(intent.text, counted, thing)
    topic = earlier.topic if intent.groups else f"{earlier.topic} {intent.topic}"
    return Words(f"{earlier.text} {intent.text}", f"{earlier.wording} {intent.wording}", topic)


def _counts_another_thing(intent: Intent, earlier: Intent) -> bool:
    """And how many policy explainers, behind how many press conferences; not how many online."""
    counts = patterns.search(_COUNTS, intent.wording)
    thing = counts["thing"] or counts["things"] or "" if counts else ""
    return _counts(earlier) and _names_a_thing(thing)


def _another_thing(intent: Intent, earlier: Intent) -> str:
    """那解读稿呢, what about interviews, behind a question that counts: the thing; "" for none."""
    found = patterns.fullmatch(_THEN_ALONE, intent.wording.strip())
    thing = next(filter(None, found.groups()), "") if found else ""
    return thing if thing and _counts(earlier) and _names_a_thing(thing) else ""


def _counts(earlier: Intent) -> bool:
    return patterns.search(_COUNTS, earlier.wording) is not None


def _names_a_thing(words: str) -> bool:
    """Whether the glossary knows what is counted, and it is no place or way (online, 其中微信)."""
    if patterns.match(_NO_THING, words):
        return False
    return any(not word.asks and len(word.word) > 1 for word in named_words(words.lower()))


def _asks_for_remedy(intent: Intent, earlier: Intent) -> bool:
    """What will it do about them, 明年怎么改, behind a question about problems: the remedy, and not the problems again."""
    return bool(patterns.search(_PROBLEMS, earlier.wording) and patterns.search(_REMEDY, intent.wording))


_COUNTS = r"(?:多少|(?<!哪)几)[\u4e00-\u9fff]?(?=\S)(?P<thing>[^?？,，。]*)|\bhow many (?P<things>[^?,]+)"
_THEN_ALONE = (
    r"(?:那|那么|还有|又)*([\u4e00-\u9fff、]{2,12}?)呢?[？?]?"
    r"|(?:and |what about |how about )+(?:the )?([a-z][a-z -]{2,40}?)\??"
)
_NO_THING = (  # a place, a way or a part of what was counted
    r"(?:其中|在(?!线)|通过|用|其它|其他|里面|每|平均)|(?:online|offline)\W*$"
    r"|(?:how many|of (?:those|them|these)|in|on|via|by|through|were|was|are|more)\b"
)
_PROBLEMS = r"问题|不足|短板|缺点|薄弱|困难|\b(?:problem|shortcoming|weakness|difficult|challenge|deficienc)"
_REMEDY = (
    r"怎么[办改做]|打算|计划|措施|下一步|明年|今后|如何(?:改|解决|应对|整改)|(?:怎么|怎样|准备|想)(?:改|解决|应对|整改|处理)|改进|整改"
    r"|\b(?:will|plans?|planned|intends?|going to|next|measures?|steps?|fix|solve|address|tackle|remed\w+|improve|do about)\b"
)
