"""The agencies that a question names: read as they stand, with what they lend each other, and those nobody has indexed.

name_reader.py puts the words that stand together to names, shared_names.py gives an office said once to every place it
belongs to, unknown_names.py finds the names that no indexed agency has.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.agencies import Directory
from assistant.intent import AgencyGroup
from assistant.understanding.names.name import Name, called, line_of_work
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
    frames += [name for name in names if _names_again(name, names)]
    names = [name for name in names if name not in frames]
    unknown = UnknownNames(names, spotted, directory).find()
    groups = [*(_group(name, spotted.text, directory) for name in (*names, *repeats)), *unknown]
    groups.sort(key=lambda group: group.start)
    spans = [(group.start, group.end) for group in groups]
    used = [m for m in spotted.mentions if any(start <= m.start and m.end <= end for start, end in spans)]
    return groups, [*used, *(mention for name in (*repeats, *frames) for mention in name.mentions)]


def _only_repeats(name: Name, names: Sequence[Name]) -> bool:
    """A second name that adds nothing: an office alone whose agencies the other names are among."""
    others = [other for other in names if other is not name]
    return not name.has_place and bool(others) and any(set(o.agencies) <= set(name.agencies) for o in others)


def _names_again(name: Name, names: Sequence[Name]) -> bool:
    """Nanjing government vs Suzhou government, how many more did Nanjing get: a place alone behind two names, one of them its."""
    before = [other for other in names if other.end <= name.start and len(other.agencies) == 1]
    if name.has_office or name.all_meant or len({other.agencies for other in before}) != 2:
        return False
    return len({other.agencies for other in before if set(other.agencies) <= set(name.agencies)}) == 1


def _beside(name: Name, directory: Directory) -> tuple[str, ...]:
    """The bodies of the same line of work that a word for several offices leaves out: 教育委员会 beside 教育局."""
    if not name.agencies or not name.office or (name.has_place and len(name.agencies) < 2):
        return ()
    terms = [(line_of_work(term), role) if role == "office" else (term, role) for term, role in name.terms]
    same = called(directory, terms, (), name.kind)
    return tuple(agency for agency in same if agency not in name.agencies)


def _group(name: Name, text: str, directory: Directory) -> AgencyGroup:
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
        _beside(name, directory),
    )
