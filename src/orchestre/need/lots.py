"""Two needs said in one breath: "un site et des publicités" wants two things, "relier la caisse et la boutique" one.

Both sides of a joint must name a kind of their own, neither taking the other in, and what follows the joint must be
wanted: a thing or an act, no telling of how things are, no part of the first thing, no second aim of one purchase.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import islice
from typing import Any

from orchestre.knowledge import Hit, Knowledge, find
from orchestre.need.values import words
from orchestre.reading.normal import fold

JOINTS = 12
"""How many joints of one text are looked at."""
ENDS = re.compile(r"[.;!?]\s")
_AIM = re.compile(
    r"\b(?:pour|afin d[e']|histoire d[e'])\s(?:y\s|les?\s|la\s|nous\s|se\s|s'|ne\s(?:plus|pas)\s)*"
    r"(?!hier\b)\w+(?:er|ir|re|oir)\b|"
    r"(?<!want )(?<!need )(?<!like )(?<!have )(?<!going )(?<!plan )(?<!help )(?<!love )(?<!wish )(?<!hope )"
    r"\bto\s(?!the\b|our\b|a\b|an\b|my\b|me\b|us\b)\w+"
)
"""What the first thing is for."""
_ACT = re.compile(
    r"(?:(?:se|s'|nous|ne plus|to|aussi|also|me)\s?)*(?!hiver\b|papier\b|dossier\b|courrier\b|fichier\b)"
    r"(?:[\w-]+(?:er|ir|re|oir)\b|(?:redo|rebuild|train|sell|get|set|move|switch|make|launch|run|start|find|buy|have)\b)"
)
_WISH = re.compile(
    r"(?:(?:on|nous|je|j'|il|we|i)\s?(?:nous\s|me\s|m')?(?:voudr|veu|voul|aimer|souhait|cherch|faut|faud|want|need|would|'d))"
)
_WITHIN = re.compile(r"[.;!?]\s|,\s|:\s|\b(?:avant|apres|before|after)\b")
_ONE = re.compile(r"(?:un|une|des|du|de la|an?|some)\s")
_COMMA = re.compile(r",\s")
_TRAINS = re.compile(r"\b(?:form(?:er|ation|ations)|train|training)\b")
"""What one is trained in may be several things."""


@cache
def _file() -> Mapping[str, Any]:
    return tomllib.loads(resources.files("orchestre.need").joinpath("lots.toml").read_text(encoding="utf-8"))


@cache
def _form(name: str) -> re.Pattern[str]:
    """One of these words, as a whole word."""
    rows = sorted(_file()[name], key=len, reverse=True)
    listed = "|".join(re.escape(fold(each)).replace(r"\*", r"\w*") for each in rows)
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)")


def named(part: str, known: Knowledge) -> dict[str, list[Hit]]:
    """Kinds that a thing wanted is called by, each with its words."""
    called = _file()["called"]
    if _form("itself").search(fold(part)):
        return {}
    every = {
        name: find(part, [*(() if name in parts() else kind.aliases), *called.get(name, ())])
        for name, kind in known.kinds.items()
    }
    found = {name: hits for name, hits in every.items() if hits}
    # "refaire le site" is no first site: what is named by a longer word of the same place is not told by a shorter one
    return {name: hits for name, hits in found.items() if not all(_held(hit, name, found) for hit in hits)}


def parts() -> Mapping[str, Sequence[str]]:
    """Kinds that may be part of whatever else is wanted, and the words they are then told by."""
    told: Mapping[str, Sequence[str]] = _file()["part"]
    return told


def goes_with(thing: str, known: Knowledge) -> bool:
    """Whether a thing is part of whatever else is wanted: training without its subject, hosting."""
    return not named(thing, known) and any(find(thing, aliases) for aliases in parts().values())


def gathers(kind: str) -> bool:
    """Whether this kind of need takes several projects in."""
    return kind in _file()["gathers"]


def _held(hit: Hit, name: str, found: Mapping[str, Sequence[Hit]]) -> bool:
    return any(
        other.start <= hit.start and hit.end <= other.end and other.end - other.start > hit.end - hit.start
        for each, hits in found.items()
        if each != name
        for other in hits
    )


def sides(sentence: str) -> Iterator[tuple[str, str]]:
    """What stands before and after each joint at which a second thing is wanted, within its sentence."""
    start = 0
    for part in [*(match.start() for match in ENDS.finditer(sentence)), len(sentence)]:
        yield from islice(_sides(fold(sentence[start:part].replace("\u2019", "'"))), JOINTS)
        start = part


def _sides(text: str) -> Iterator[tuple[str, str]]:
    joints = list(_form("joints").finditer(text))
    marks = [joint.span() for joint in joints]
    if joints:
        marks += [match.span() for match in _COMMA.finditer(text) if match.start() < joints[-1].start()]
    for start, end in sorted(marks):
        before, after = text[:start].rstrip(" ,"), text[end:].lstrip(" ,")
        wanted = ", ".join(part for part in _COMMA.split(before) if _is_wanted(part))
        if wanted and after and _another(_COMMA.split(before)[-1], _thing(after)):
            yield wanted, _thing(after)


def _is_wanted(clause: str) -> bool:
    return bool(find(clause, words()["wish"])) or not _form("told").search(clause)


def _thing(after: str) -> str:
    """Up to the next joint or comma, whichever ends it."""
    ends = [match.start() for form in (_WITHIN, _form("joints")) for match in form.finditer(after)]
    return after[: min((end for end in ends if end > 0), default=len(after))]


def _another(held: str, thing: str) -> bool:
    """Whether what follows the joint is a second thing that is wanted. `held`: the clause before the joint."""
    if any(_form(name).match(thing) for name in ("not_wanted", "governed")) or _form("between").search(held):
        return False
    if _form("itself").search(thing):
        return True
    stated = re.split(r"\b(?:qui|that|which)\b", thing)[0]
    if _WISH.match(thing) or _form("told").search(stated) or _form("not_wanted").search(stated):
        return _WISH.match(thing) is not None
    if _AIM.search(held):
        return _ONE.match(thing) is not None
    return bool(_ACT.match(thing)) or not (_form("with").search(held) or _TRAINS.search(held))
