"""What else a sentence tells: by when, with which tools, where, who asks, and the situation behind it."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from orchestre.knowledge import find
from orchestre.need.own_words import clauses as wishes_of
from orchestre.need.values import Fact, says_nothing, words
from orchestre.reading.dates import find_dates
from orchestre.reading.gazetteer import is_place_name
from orchestre.reading.normal import Prepared, fold, folded_words
from orchestre.reading.places import find_places

_BY = re.compile(
    r"(?:\b(?:avant|d'ici(?: a)?|pour|au plus tard(?: le| en| a)?|jusqu'a|by|before|until|in time for|ready for|"
    r"a partir de|from|within|sous)\s(?:que\s)?(?:the |la |le |les |l'|du |the end of |la fin |next |mon |ma |mes |"
    r"notre |nos |our |my |ce |cet |cette |prochaine? )*(?:[\w-]+ (?:[\w-]+ )?(?:de |d'|du |des |of |in ))?)$"
)
_SOON = re.compile(r"^(?:avant|before|dans|in|within|sous|d'ici|by)\b")
_NEVER = re.compile(r"\bn(?:e |')[^.;!?]{0,30}\b(?:plus|pas|jamais)\s$")
"""Of "on ne les revoit plus avant un an": how things are, no limit."""
_AIMED_AT = re.compile(r"(?:renouvellement|renewal|(?:le |la )?(?:controle|visite|audit)|inauguration)\b")
"""After "pour", what is done and not by when: "rappeler pour le renouvellement"."""
_PAST = re.compile(
    r"\b(?:a|ont|ai|avons|as|était|étaient|had|has|was|were|left|lost|depuis|since|il y a|ago|l'an dernier|last)\b"
    r"(?:\s\w+){0,4}\s(?:en|in)?\s*$"
)
"""On the text with its accents: "à" is no "a"."""
_AT = re.compile(r"\b(?:en|au|le|in|on|des|du|a la|a l'|at)\s?(?:the )?$")
_YEAR = re.compile(r"\b(?:en|courant|fin|in|by|for|pour)\s20[2-4]\d\b")
_OVER = re.compile(r"(?:\w(?:é|ée|és|ées|i|u|us|is)|depuis|since|from|date|datent|built|made|was|were|opened)\s$")
_GIVEN = re.compile(
    r"\b(?:donne|laisse|gives us|leaves us) (?:\d+|un|deux|trois|quatre|six|one|two|three) "
    r"(?:mois|semaines|jours|months?|weeks?|days?)\b"
)
_UNTIL = re.compile(r"\bd'ici\s(?!la\b(?! \w))(?:la |le |les |l'|a |un |une |deux |trois |quelques )?[\w-]+")
_FUTURE = re.compile(r"\b(?:installe|ouvr\w+|va|demarr\w+|commenc\w+|lanc\w+|part\w*|arriv\w+|start\w*|"
                     r"open\w*|sera|serons|faudra\w*|pourrai?\w*|obligat\w*|leav\w+|begin\w*|doit|must|"
                     r"will|pret\w*|ready)\b")  # fmt: skip


def deadlines(text: str, ready: Prepared) -> list[tuple[int, int]]:
    """Spans that say by when: a date or an event ahead, with the word that makes it a limit."""
    folded, found = ready.folded, []
    shops = [(hit.start, hit.end) for hit in find(text, words()["no_events"])]
    events = [(hit.start, hit.end) for hit in find(text, words()["events"])]
    events = [event for event in events if not _inside(event, shops)]
    read = list(find_dates(ready, None))
    dates = [(each.start, each.end) for each in read]
    ways = {(each.start, each.end): each.way for each in read}
    for start, end in sorted([*dates, *(event for event in events if not _inside(event, dates))]):
        ahead = folded[:start]
        limit = _BY.search(ahead)
        aim = limit is not None and limit.group().startswith("pour") and _AIMED_AT.match(folded, start)
        if limit is not None and not aim and not _NEVER.search(ready.lower[: limit.start()]):
            found.append((limit.start(), _to_the_end(folded, end)))
        elif _SOON.match(folded[start:end]):
            found.append((start, end))
        elif (
            _AT.search(ahead)
            and ways.get((start, end), "weekday") != "weekday"
            and not _PAST.search(ready.lower[:start])
            and (
                ways[start, end] == "day"
                or _FUTURE.search(re.split(r"[.;!?]\s|,\s", ahead)[-1] + folded[end : end + 40])
            )
        ):
            found.append((ahead.rstrip().rfind(" ") + 1, end))
    found += [match.span() for form in (_UNTIL, _GIVEN) for match in form.finditer(folded)]
    found += [match.span() for match in _YEAR.finditer(folded) if not _OVER.search(ready.lower[: match.start()])]
    found += [(hit.start, hit.end) for hit in find(text, words()["limits"])]
    return _apart(found)


def _to_the_end(folded: str, end: int) -> int:
    """ "avant l'ouverture du magasin": what the event is of goes with it."""
    more = re.match(r"\s(?:20[2-4]\d\b|(?:de la|de l'|du|des|de|d'|of the|of|in)\s?[\w-]+)", folded[end:])
    return end + more.end() if more else end


def _inside(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return any(start <= span[0] < end or start < span[1] <= end for start, end in others)


def _apart(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for span in sorted(spans):
        if kept and span[0] < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(span[1], kept[-1][1]))
        else:
            kept.append(span)
    return kept


def tools(text: str, ready: Prepared) -> Iterator[Fact]:
    """Names of programs; those that are also words ("Word of mouth", "sage-femme") need their capital letter."""
    doubtful = {fold(each) for each in words()["doubtful_tools"]}
    for hit in find(text, words()["tools"]):
        said = text[hit.start : hit.end]
        if fold(said) in doubtful and (
            not said[:1].isupper() or ready.folded[hit.end : hit.end + 1] == "-" or _opens_sentence(text, hit.start)
        ):
            continue
        yield Fact("tool", said, said)


def _opens_sentence(text: str, at: int) -> bool:
    before = text[:at].rstrip()
    return not before or before[-1] in ".!?"


_WHENEVER = re.compile(r"\b(?:quand|lorsqu[e']|des qu[e']|chaque fois qu[e']|si|when|whenever|if|every time)\s?$")
"""What anybody may ask on any day is no demand made of us."""


def askers(text: str, ready: Prepared) -> Iterator[Fact]:
    """Someone outside who asks, complains or imposes, in the words of the sentence. What follows "on" or "nous"
    is wanted by the owner himself."""
    who = "|".join(re.escape(fold(each)).replace(r"\*", r"\w*") for each in words()["askers"])
    verbs = "|".join(re.escape(fold(each)).replace(r"\*", r"\w*") for each in words()["asking"])
    form = re.compile(
        rf"\b(?:l'\s?|(?:notre|mon|ma|un|une|nos|le|la|les|des|deux|trois|plusieurs|certains|our|my|the|a|an|two|three|several|some)\s)(?:\w+\s){{0,2}}?(?:{who})\b(?:\s(?:nous|me|m'|us)\b)?"
        rf"(?:(?!\b(?:on|nous|je|j'|we|i)\b)[^.;!?]){{0,50}}?\b(?<!\bse )(?:{verbs})(?!\w)"
    )
    told = (match for match in form.finditer(ready.folded) if not _WHENEVER.search(ready.folded[: match.start()]))
    for match in islice(told, 2):
        said = text[match.start() : match.end()]
        yield Fact("asker", said, said)


_TOWN = re.compile(
    r"(?<=\w)\s(?P<by>à|in|near|près de|et|and)\s"
    r"(?P<name>[A-ZÀ-Þ][\w'’-]+(?:[ -](?:sur|sous|lès|les|le|la|de|du|en|upon|on)[ -][A-ZÀ-Þ][\w'’-]+)*)"
)
_BY_TOWN = re.compile(r"([\w'’-]+)\s(?:à|in|near|près de)\s$")
_COMMON = re.compile(r"(?:l[ae]s?\s|l['’])[a-zà-ÿ-]+$")
_TO_TOWN = re.compile(r"\b(?:à|de|vers|sur|près de|in|near|from)\s$")
"""Without a capital, "le tampon" is a thing and no town, unless "à" or "de" stands before it."""
_ELSEWHERE = re.compile(
    r"^(?:\w{2,}(?:er|ir|dre|oir|ons|ez|ent)|va|vais|vont|part|exporte?|livre|vend|deliver\w*|sell\w*|ship\w*|export\w*|"
    r"mov\w+|open\w*|go|goes|going|clients?|clientes|customers?|concurrents?|competitors?)$"
)
"""Before "à Lyon": what is done there or somebody else's, not where the owner is."""


def _done_there(word: str) -> bool:
    return _ELSEWHERE.match(fold(word)) is not None


def places(ready: Prepared) -> Iterator[Fact]:
    """Where the owner is: what replies would say, and a known town after the thing that stands there ("3 boutiques
    à Rennes", "un hôtel à Nantes"), or beside such a town."""
    text = ready.text
    found = {place.value: text.find(place.value) for place in find_places(ready)}
    found = {name: at for name, at in found.items() if not ((by := _BY_TOWN.search(text[:at])) and _done_there(by[1]))}
    found = {name: at for name, at in found.items() if not _COMMON.match(name) or _TO_TOWN.search(text[:at])}
    ends = {at + len(name) for name, at in found.items()}
    for match in _TOWN.finditer(text):
        name, joined = match["name"], match["by"] in {"et", "and"}
        beside = match.start() in ends if joined else not _done_there(text[: match.start()].split()[-1])
        if beside and is_place_name(name):
            found.setdefault(name, match.start("name"))
            ends.add(match.end("name"))
    for name in sorted(found, key=found.__getitem__):
        yield Fact("place", name, name)


_FINITE = re.compile(
    r"\b(?:est|sont|etait|a|ont|ai|avons|fait|font|va|vont|passe\w*|date\w*|arrive\w*|prend\w*|perd\w*|vient|viennent|"
    r"dit|disent|sait|savent|marche\w*|reste\w*|tombe\w*|repond\w*|is|are|was|has|have|takes?|goes|loses?|keeps?|"
    r"comes?|\w+(?:ent|ons|ez|e|es|t|s))\b"
)
_LEAST = 5
_UNTIL_WHEN = re.compile(r"\s*(?:avant|before|by|until|till|no later than|au plus tard|d'ici)\b", re.IGNORECASE)
"""A clause that tells by when is the deadline again, or its reason."""
_OF_A_SUM = re.compile(
    r"\b(?:ht|ttc|(?:hors|excluding|including|ex) (?:taxes?|vat)|au (?:grand )?plus|grand|maxi(?:mum)?|"
    r"at (?:the very )?most|autour|environ|a peu pres|around|about|tout (?:casser|compris)|budget|tops?)\b"
)
"""Words that only bound a sum: a clause of them alone tells no situation."""


def situation(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[Fact]:
    """Clauses that tell how things are, when the sentence also tells a wish; what other facts hold is not one."""
    wishes = words()["wish"]
    clauses = [each for each in _clauses(text) if text[slice(*each)].strip()]
    told = [each for each in clauses if not find(text[slice(*each)], wishes)]
    if len(told) == len(clauses):
        return
    wanted = wishes_of(text)
    for start, end in told:
        left = "".join(" " if any(a <= at < b for a, b in spans) else text[at] for at in range(start, end))
        if _UNTIL_WHEN.match(text, start):
            continue
        left = _OF_A_SUM.sub(" ", fold(left)) if any(text[at].isdigit() for at in range(start, end)) else left
        content = [word for word in folded_words(left) if len(word) > 2 and not says_nothing(word)]
        said = text[start:end].strip(" ,.;:!?")
        if len(said.split()) < _LEAST or any(said in wish for wish in wanted):
            continue
        if len(content) > 2 and _FINITE.search(fold(said)):
            yield Fact("state", said, said)


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    """Parts between signs or before "et on voudrait"; parts that follow each other and tell no wish stay one."""
    start = 0
    for match in re.finditer(r"[.;!?]\s+|,\s+|\s(?=(?:et|mais|donc|and|but|so)\s(?:on|je|nous|il|we|i|it)\b)", text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)
