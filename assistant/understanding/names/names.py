"""The agencies that a question names: read as they stand, with what they lend each other, and those nobody has indexed.

name_reader.py puts the words that stand together to names, shared_names.py gives an office said once to every place it
belongs to, unknown_names.py finds the names that no indexed agency has.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.agencies import Directory
from assistant.intent import AgencyGroup
from assistant.understanding.names.name import Name
from assistant.understanding.names.name_reader import NameReader
from assistant.understanding.names.shared_names import in_frame, share
from assistant.understanding.names.unknown_names import UnknownNames
from assistant.understanding.words.mentions import Mention, Spotted


def find_groups(spotted: Spotted, directory: Directory) -> tuple[list[AgencyGroup], list[Mention]]:
    """The names in a question as groups of agencies, and the mentions they used up.

    A name whose words no indexed agency has together gives a group without agencies: it is asked about, and unknown.
    """
    names = NameReader(spotted, directory).read()
    share(names, spotted, directory)
    repeats = [name for name in names if _only_repeats(name, names)]
    names = [name for name in names if name not in repeats]
    frames = in_frame(names, spotted, directory)
    names = [name for name in names if name not in frames]
    unknown = UnknownNames(names, spotted, directory).find()
    groups = [*(_group(name, spotted.text) for name in (*names, *repeats)), *unknown]
    groups.sort(key=lambda group: group.start)
    spans = [(group.start, group.end) for group in groups]
    used = [m for m in spotted.mentions if any(start <= m.start and m.end <= end for start, end in spans)]
    return groups, [*used, *(mention for name in (*repeats, *frames) for mention in name.mentions)]


def _only_repeats(name: Name, names: Sequence[Name]) -> bool:
    """A second name that adds nothing: an office alone whose agencies the other names are among."""
    others = [other for other in names if other is not name]
    return not name.has_place and bool(others) and any(set(o.agencies) <= set(name.agencies) for o in others)


def _group(name: Name, text: str) -> AgencyGroup:
    end = name.end
    if "(" in text[name.start : end] and text[end : end + 1] == ")" and ")" not in text[name.start : end]:
        end += 1  # 西湖区政府(南昌)
    return AgencyGroup(
        text[name.start : end],
        name.start,
        end,
        name.agencies,
        name.places,
        name.has_office,
        name.all_meant,
        name.kind,
    )
