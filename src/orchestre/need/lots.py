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
from orchestre.need.likeness import likeness
from orchestre.need.values import words
from orchestre.reading.normal import fold, prepare

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
THING = re.compile(
    r"(?:un (?:truc|machin|moyen|outil|systeme)|une (?:solution|facon)|quelque chose|de quoi|something|a way|some way)"
)
BESIDES = re.compile(
    r"\b(?:et (?:puis )?(?:il faudrait |il faut |on voudrait |il nous faut )?"
    r"aussi(?! (?:vite|bien|peu|souvent|longtemps|\w+ que)\b)|et tant qu'on y est|tant qu'a faire|"
    r"par ailleurs|autre chose|(?:and|but|we) also|plus also|on top of that|while we're at it|separately)\b[ :,]*"
    rf"|\b(?:et|puis|plus|and)\s(?={THING.pattern}\s(?:pour|contre|qui|que|afin|to|that|so|for|against)\b)"
)
"""What follows is said to be another thing, or is wanted without its name. On folded text."""
_WITHIN = re.compile(r"[.;!?]\s|,\s|:\s|\b(?:avant|apres|before|after)\b")
_ONE = re.compile(r"(?:un|une|des|du|de la|an?|some)\s")
_COMMA = re.compile(r",\s")
_AFTER_WISH = (
    r"(?:^|\b(?:voudrais|voudrait|voudrions|veux|veut|voulons|faut|faudrait|cherche|cherchons|aimerais|aimerait|besoin|want|"
    r"need|like|to|aussi|also|puis|de)\s)"
)
_ARTICLE = r"(?:une?|des|d'une?|an?|some|new)\s(?!(?:la|l|chaque|mes|nos|notre|peu|fois|lot|bit|few)\b)"
_ABOUT = re.compile(r"\s(?:pour|qui|que|avec|afin|sur|dans|chez|de nos|de notre|for|that|which|with|to|on|in|by)\b")
TOLD = 4.0
"""Nats from which a thing is what a kind is told by: "un panier" is part of a shop, "une enseigne" is not."""
LONGEST = 6
"""Words of a thing: a longer one is a story."""
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


def uncarried(sentence: str, kinds: Sequence[str], known: Knowledge) -> list[str]:
    """Things wanted side by side with one that names a kind, and that none of `kinds` carries, as written.

    >>> from orchestre.knowledge import load
    >>> uncarried("Il nous faut des flyers, un site vitrine et des cartes de visite", ["brochure"], load())
    ['des flyers', 'des cartes de visite']
    """
    ready = prepare(sentence.replace("\u2019", "'"))
    found: dict[str, int] = {}
    for before, after in sides(sentence):
        last = _COMMA.split(before)[-1]
        for side, other in ((last, after), (after, before)):
            thing = _alone(side)
            at = ready.folded.find(thing) if thing else -1
            beside = named(other, known) or goes_with(other, known)
            if at >= 0 and beside and not _carried(thing, kinds, known) and _wished(ready.folded[:at]):
                found.setdefault(thing, at)
    return [ready.text[at : at + len(thing)] for thing, at in sorted(found.items(), key=lambda each: each[1])]


@cache
def _stands_alone() -> re.Pattern[str]:
    """A thing with its article, or the making of one ("refaire l'enseigne"), at the end of a side."""
    return re.compile(rf"{_AFTER_WISH}((?:{_ARTICLE}|{_form('made').pattern}\s).+)$")


def _alone(side: str) -> str:
    """The thing alone: "on voudrait un logo pour la ferme" tells "un logo"."""
    match = _stands_alone().search(side)
    thing = _ABOUT.split(match[1])[0].strip(" .;:!?") if match else ""
    return thing if len(thing.split()) <= LONGEST else ""


def _carried(thing: str, kinds: Sequence[str], known: Knowledge) -> bool:
    """A part of any purchase, a kind of its own, or what one of these kinds is told by."""
    if named(thing, known) or goes_with(thing, known) or _form("no_thing").search(thing):
        return True
    like = likeness(thing)
    return any(like[kind] > max(TOLD, like["other"]) for kind in kinds)


def _wished(before: str) -> bool:
    """Whether what stands before a thing wants it: a wish with no telling after it, or nothing but things and acts."""
    start = max((match.end() for match in ENDS.finditer(before)), default=0)
    here = before[start:]
    wish = max((hit.end for hit in find(here, words()["wish"])), default=-1)
    told = max((match.start() for match in _form("told").finditer(here)), default=-1)
    return wish > told or (told < 0 and not here.strip()) or (told < 0 and bool(_ONE.match(here) or _ACT.match(here)))


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
