"""Where the author works from: names of the gazetteer, and capitalised names after a cue, in a signature, before a
postcode or a state ("basé à", "Ville :", "Tess (Duluth)", "62120 Aire-sur-la-Lys", "Bend, OR").

A place that belongs to somebody else (clients, a former job, a school, a trip) is not given. Names that are also common
words count only after a cue, beside another place, or with a capital inside a sentence.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from orchestre.reading import place_words as say
from orchestre.reading.certainty import confidence
from orchestre.reading.gazetteer import gazetteer, is_place_name
from orchestre.reading.lexicon import find_names
from orchestre.reading.normal import Prepared, fold, has_any
from orchestre.reading.parts import Parts
from orchestre.reading.place_inside import inside_a_name
from orchestre.reading.place_shapes import INTO, before_its_land, shaped
from orchestre.reading.skills import is_skill_name
from orchestre.reading.values import Found

_NAME = (
    r"(?:[A-ZÀ-ÞŁŠŽĆČŞ][\w'’-]+)(?:(?:[ -](?:sur|sous|lès|les|le|la|de|du|en|d'|l'|aux?|upon|on))*[ -]"
    r"[A-ZÀ-ÞŁŠŽĆČŞ][\w'’-]+){0,3}"
)
_UNKNOWN_NAME = re.compile(_NAME)
_INITIAL = re.compile(r" [A-Z]\.?(?=[\n,;]|$)")
_AREA = re.compile(r"\s?(?:\(\d{2,3}\)|\(\s?(?:2a|2b)\s?\))")
_STATES = (
    "AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|"
    "OR|PA|RI|SC|"
    "SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|DC|ON|QC|BC|AB|MB|SK|NS|NB|NL|PEI|NSW|VIC|QLD|TAS|ACT|NZ|UK|USA|US|IE|FR|BE|"
    "CH|ES|IT|PT|PL|"
    "CZ|RO|MX|BR|AR|ZA|NG|KE|SG|PH|PK|BD|LK|QC"
)
_WORDS_TOO = "AL|AR|CO|DE|HI|ID|IN|LA|ME|OK|OR|ON|IT|ES|PL|BE|CH|US|RO|PH|SC|PA|MA|CA"
"""Codes that are words or trades as well: after a comma only."""
_STATE = re.compile(rf"(?:, ?| )(?:{_STATES})\b(?!['’-])")
_PREPOSITIONS = frozenset(
    (
        "a",
        "au",
        "aux",
        "sur",
        "de",
        "du",
        "d",
        "en",
        "in",
        "near",
        "at",
        "from",
        "of",
        "depuis",
        "vers",
        "le",
        "secteur",
    )
)
_PINS = re.compile(r"[📍📌🏠] ?")
_CODE = re.compile(
    r"[ ,] ?(?=[A-Z][A-Z\d]|\([A-Z\d])"
    rf"(?:(?P<state>(?:(?<=,)|(?<=, )|(?!(?:{_WORDS_TOO})\b))(?:{_STATES})\b(?=\s*(?:$|"
    rf"[|\n,.;)/•·–]|-(?!\w))))|(?P<post>[A-Z]{{1,2}}\d{{1,2}}[A-Z]?"
    rf"(?: \d[A-Z]{{2}})?(?=\s*(?:$|[|\n,.;)]))|[A-Z]\d[A-Z] ?\d[A-Z]\d)|(?P<area>\((?:\d\d|2[AB]|97\d|{_STATES})\)))"
)
_MAY_BE_CODE = re.compile(r"[A-Z(][A-Z\d]")
"""What every code begins with: few texts hold it, and this look costs a fifth of the search."""
_NAME_ENDS = re.compile(rf"(?:^|[\n|(,.•·:–-] ?|(?:à|in|of|near|from|de) )(?P<name>{_NAME})$")
_POSTCODE = re.compile(
    rf"(?:(?:\b(?:F-?)?\d{{5}}|\b(?:B|BE|CH|L|LU)[- ]?\d{{4}}|(?:(?<=[,|–-] )|(?<=\n)|"
    rf"^)[1-9]\d{{3}}) )(?P<name>{_NAME})(?: \d{{1,2}}\b)?"
)
_NUMBER_NAME = re.compile(r"\d{4} [A-ZÀ-Þ]")
_PERSON = r"(?:(?:Dr|Me|Mme|M)\.? )?[A-ZÀ-ÞŁ][\w'’.-]+(?: (?:[A-ZÀ-ÞŁ][\w'’.-]*|de|du|van|von|le|la|el)){0,3}"
_SIGNED_BY = re.compile(rf"(?:^|[.!?] )[ –—~*-]*(?P<who>{_PERSON})(?:(?:,| [–—|•·/-]) ?[^,\n|–—()]{{2,45}}){{0,2}}$")
_CARD = re.compile(
    r"\W*(?i:SEEKING (?:WORK|FREELANCE\w*)|\[?FOR HIRE\]?)\W{1,4}(?:(?i:remote|onsite|hybrid|contract)\W{1,4}){0,2}"
    rf"(?P<name>{_NAME})(?:, [A-Z][\w ]{{1,20}})?\s*(?:[|•·]|$|\n|, )"
)
_NO_PLACES = """
distance remote france teletravail europe domicile full home plein temps votre vos notre mon la le les the my your
our janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre january february march
april may june july august september october november december freelance free-lance agence agency distanciel
hybride hybrid onsite anywhere worldwide partout monde international cordialement bonjour bonsoir merci bien hello
hi regards thanks cheers best sincerely bonne belle ps tel mail email phone mobile whatsapp telegram discord
instagram linkedin facebook twitter malt upwork fiverr github behance paypal wise sasu eurl sarl sas ltd llc inc
gmbh siret siren tva vat ht ttc tjm rate tarif devis quote dispo disponible available availability director
directeur directrice ceo founder fondateur fondatrice gerant gerante owner manager lead senior junior consultant
consultante expert experte indep independant independante associe associee partner president studio atelier
cabinet collectif team equipe no yes oui non new remote-friendly english french francais anglais monday tuesday
wednesday thursday friday saturday sunday lundi mardi mercredi jeudi vendredi samedi dimanche i je we nous
photographer photographe avocat avocate notaire bdm phd msc bsc intern student etudiant etudiante both either open
flexible il elle on ce cette c'est ma mes sa son ses leur leurs une un des du de et ou google amazon apple meta
microsoft monsieur madame demarrage debut start lot phase etape option niveau semaine week
"""
_NOT_A_PLACE = frozenset(_NO_PLACES.split())


@dataclass(slots=True)
class _Candidate:
    start: int
    end: int
    name: str
    verdict: str
    """A sign that speaks for it, "" when nothing does, "no" when it is somebody else's."""


def find_places(ready: Prepared) -> tuple[Found, ...]:
    """Places in the order of the text, each once."""
    text, folded = ready.text, ready.folded
    found: dict[str, Found] = {}
    taken: list[tuple[int, int]] = []

    def keep(start: int, end: int, sign: str) -> None:
        if any(start < b and a < end for a, b in taken):
            return
        taken.append((start, end))
        value = text[start:end]
        found.setdefault(fold(value), Found(value, ready.span(start, end), confidence(f"place.{sign}")))

    candidates = _candidates(ready)
    refused = [(each.start, each.end) for each in candidates if each.verdict == "no"]
    for each in candidates:
        if each.verdict not in ("", "no") and fold(text[each.start : each.end]) not in found:
            keep(each.start, _longer(ready, each), each.verdict)
    for each in candidates:
        town = before_its_land(text, each.start, each.name) if each.verdict not in ("", "no") else None
        if town and _may_be_place(text, folded, *town):
            keep(*town, "state")
    for start, end, sign in _unknown(ready, frozenset(each.start for each in candidates)):
        if not any(start < b and a < end for a, b in refused):
            keep(start, end, sign)
    for match in say.DEPARTMENTS.finditer(folded) if ready.holds(_NUMBERED) else ():
        alone = (match.group().startswith("(") and _bracketed_area(ready, match, taken)) or say.DEPARTMENT_CUE.search(
            folded[max(0, match.start() - 40) : match.end("numbers") - 2]
        )
        if alone:
            keep(*match.span("numbers"), "department")
    return tuple(sorted(found.values(), key=lambda one: one.span))


def _bracketed_area(ready: Prepared, match: "re.Match[str]", taken: list[tuple[int, int]]) -> bool:
    """ "graphiste (44)" is no rating ("5.0 (63)"), no area code ("(03) 5550"), nor the code of the town before it."""
    if ready.folded[match.end() : match.end() + 1] != ")":
        return False
    before = ready.text[: match.start()].rstrip(" ")
    if not before[-1:].isalpha() or re.match(r"\) ?\d", ready.text[match.end() : match.end() + 3]):
        return False
    return not any(len(before) == after for _, after in taken)


_NUMBERED = Parts(
    "dans le",
    "sur le",
    "dep",
    "dpt",
    "du 0",
    "du 1",
    "du 2",
    "du 3",
    "du 4",
    "du 5",
    "du 6",
    "du 7",
    "du 8",
    "du 9",
    "(",
)


def _longer(ready: Prepared, each: _Candidate) -> int:
    """ "Saint-Martin" of "Saint-Martin-d'Hères"; "Tucson, AZ"; "Nantes (44)"."""
    text, end = ready.text, each.end
    if text[end : end + 1] == "-":
        longer = _UNKNOWN_NAME.match(text, each.start)
        if longer and longer.end() > end and not say.BASED_AFTER.match(ready.folded, end):
            end = longer.end()
    state = _STATE.match(text, end)
    if state and text[state.end() : state.end() + 1] != ".":
        return state.end()
    area = _AREA.match(ready.folded, end)
    return area.end() if area else end


def _candidates(ready: Prepared) -> list[_Candidate]:
    """Names of the gazetteer with their verdicts; a name beside one that is settled shares its fate."""
    words, folded, text = ready.words, ready.folded, ready.text
    found: list[_Candidate] = []
    for name, first, after in find_names(gazetteer().names, ready):
        start, end = words[first].start, words[after - 1].end
        verdict = _verdict(ready, fold(name), start, end)
        found.append(_Candidate(start, end, fold(name), verdict))
    if found and ready.holds(_ORIGINS) and _SETTLED.search(folded):
        for each in found:
            if _ORIGIN.search(folded, max(0, each.start - 30), each.start):
                each.verdict = "no"
    for before, each in pairwise(found):
        gap = folded[before.end : each.start]
        linked = len(gap) <= 9 and say.LINKED.fullmatch(gap) is not None
        if not linked:
            continue
        if before.verdict == "no" and each.verdict not in ("cue", "served"):
            each.verdict = "no"
        elif not each.verdict and before.verdict and before.verdict != "no" and text[each.start].isupper():
            each.verdict = "list"
        elif (
            not before.verdict and each.verdict != "no" and text[before.start].isupper() and text[each.start].isupper()
        ):
            before.verdict = "list"
            each.verdict = each.verdict or "list"
    return found


_ORIGINS = Parts("from ", "originaire", "natif", "native", "origine", "ex-", "born")
_ORIGIN = re.compile(
    r"\b(?:from|originaire d[eu']|nati(?:f|ve) d[eu']|d'origine|originally|born in|ex[- ]) ?(?:the |la |l')?$"
)
_SETTLED = re.compile(
    r"\b(?:live|living|now|based|settled|settled down|moved|home|residing)(?: [\w']+){0,2} (?:in|at|near|to|outside)\b"
    r"|\b(?:j'habite|je vis|installee?|basee?|posee?|etablie?)(?: \w+ment)? (?:a|au|aux|en|dans|sur|pres|depuis)\b"
)


def _verdict(ready: Prepared, name: str, start: int, end: int) -> str:  # noqa: PLR0911
    folded, text = ready.folded, ready.text
    line = folded.rfind("\n", max(0, start - 60), start) + 1
    if say.NEVER_AFTER.match(folded, end):
        return "no"
    around = text[start - 1 : start] if start else ""
    if _INITIAL.match(text, end) and not _STATE.match(text, end):
        return ""  # "Milan P.", a person
    if name == "france" and _CHANNEL.match(folded, end):
        return "no"
    if around in ("@", "#", "_", ".") or ((end < len(text) and text[end] in "@_") or text[end : end + 2] == ".c"):
        return ""
    low = max(line, start - 60)
    before = folded[low:start]
    cue = say.CUE.ends_at(folded, ready.words, low, start)
    if say.NOT_MINE.ends_at(folded, ready.words, low, start):
        if (
            say.MINE_AFTER.match(folded, end)
            or say.TRAVELS.search(before)
            or (say.EVERYWHERE.search(before) and name not in _WHOLE_LANDS)
            or (cue and not _STRICT.search(before))
            or say.MY_FIRM.search(before)
            or (name not in _WHOLE_LANDS and say.SERVED.search(folded, max(0, start - 140), start))
        ):
            return "served"
        return "no"
    if cue and (text[start].isupper() or name not in gazetteer().needs_cue):
        return "cue"
    return _alone(ready, name, before, start, end)


_CHANNEL = re.compile(r" (?:[2-5]\b|inter\b|bleu|culture\b|info\b|televisions?\b|travail\b|num\b|competences)")
_WHOLE_LANDS = frozenset(
    (
        "france",
        "europe",
        "belgique",
        "belgium",
        "suisse",
        "switzerland",
        "canada",
        "uk",
        "us",
        "usa",
        "germany",
        "india",
    )
)
"""Who serves all of it tells no place he works from."""
_STRICT = re.compile(
    r"\b(?:client\w*|entreprises|compan\w+|firms?|referen\w+|relocat\w+|museum|former\w*|previously|ex|ancien\w*|"
    r"not|pas|first|chez|"
    r"frais|monte|passe|worked (?:in|for|at|with)|j'ai|j'avais|i've|i have|used to|lived|vecu|off to|retraitee?"
    r"|retired|rcs|your|votre|vos|startups?|charit\w+|diplom\w+|hors|loin|outside|no)\b[^.\n]{0,45}$"
)


def _alone(ready: Prepared, name: str, before: str, start: int, end: int) -> str:  # noqa: PLR0911
    """No cue speaks for it: a capital must, unless the name is one nobody mistakes."""
    text, folded = ready.text, ready.folded
    capital = text[start].isupper()
    if capital and _of_a_person(ready, name, before, end):
        return ""
    if say.BASED_AFTER.match(folded, end) or (capital and say.REMOTE_AFTER.match(folded, end)):
        return "based"
    if inside_a_name(text, folded, start, end):
        return ""
    if capital and (
        (before.endswith(say.TRADE_ENDS) and say.AFTER_TRADE.search(before))
        or say.PIN.search(text[max(0, start - 4) : start])
    ):
        return "cue"
    short = end - start <= 3
    if short and not text[start:end].isupper():
        return ""  # UK, US, USA, NYC, RDC: in capitals only
    if name in gazetteer().needs_cue:
        if not capital:
            return ""
        coded = _STATE.match(text, end) or _AREA.match(folded, end)
        last = "capital" if _ends_the_text(text, start, end) else ""
        return "at" if say.AT.search(before) else "state" if coded else last
    if name in gazetteer().needs_capital:
        if not capital:
            return ""
        plain = _closes(text, end) or not _starts_sentence(text, start) or text[end : end + 1] in (",", ")", " +")
        return "capital" if plain else ""
    if short:
        if text[start - 1 : start] == "/" or _TO_ANOTHER.match(text, end):
            return ""  # "RU/UK → FR"
        alone = _closes(text, end) and _SEPARATED.search(text, 0, start) and text[end : end + 1] != "/"
        return "short" if say.PREPOSITION.search(before) or alone else ""
    if not capital:
        whole = _opens(text, start) and _closes(text, end) and text[end : end + 1] not in ("-", "/", "+")
        return "lower" if whole or say.PREPOSITION.search(before) else ""
    return "name"


def _ends_the_text(text: str, start: int, end: int) -> bool:
    """Whether it is the last sentence by itself: "Drupal 10/11, no themes. Hull."."""
    return text[max(0, start - 2) : start] in (". ", "! ", "? ", ") ") and text[end : end + 9].strip(" .\n") == ""


_NEXT_CAPITAL = re.compile(r" (?P<next>[A-ZÀ-Ý][a-zà-ÿ'’-]{2,})(?![\w.@])")
_TOWN_WORDS = """
cedex centre center nord sud est ouest north south east west area metropole métropole city ville et and ou or en je nous
on pour freelance remote visio france time zone agglo banlieue intra
"""
_GOES_WITH_A_TOWN = frozenset(_TOWN_WORDS.split())


def _of_a_person(ready: Prepared, name: str, before: str, end: int) -> bool:
    """ "I'm Austin", "Florence à l'appareil", "Mon associé Paris Lemoine", "Mutuelle de Poitiers Assurances"."""
    text, folded = ready.text, ready.folded
    doubtful = name in gazetteer().needs_capital or name in gazetteer().needs_cue
    if doubtful and (say.NAMED_SO.search(before) or say.PERSON_AFTER.match(folded, end)):
        return True
    after = _NEXT_CAPITAL.match(text, end)
    if after is None or say.AT.search(before):
        return False
    word = fold(after["next"])
    if word in _GOES_WITH_A_TOWN or is_place_name(word) or is_skill_name(word) or _STATE.match(text, end):
        return False
    listed = before.rstrip(" ")[-1:] in ("", ",", "|", "(", "-", "/", ":")
    return (
        say.NAMED_SO.search(before) is not None
        or (doubtful and not listed)
        or _PROPER_BEFORE.search(before) is not None
    )


_PROPER_BEFORE = re.compile(
    r"\b(?:mutuelle|caisse|banque|groupe|cabinet|societe|association|assurances?|credit|agence|maison) (?:d[eu'] ?)?$"
)
_TO_ANOTHER = re.compile(r" ?(?:→|->|>|/)")
_SEPARATED = re.compile(r"(?:[,|(•·–—\n\d.!?/]|^) ?$")


def _opens(text: str, start: int) -> bool:
    """Whether a sentence, a line or an item of a list begins here."""
    before = text[max(0, start - 3) : start].rstrip(" ")
    return not before or before[-1] in ".!?\n|•·;,"


def _starts_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 9) : start].rstrip(" ")
    return not before or before[-1] in ".!?\n"


def _closes(text: str, end: int) -> bool:
    """`... mise en place. Tours` or a signature line: nothing but the name up to the end of its sentence."""
    rest = text[end : end + 9].lstrip(" ")
    return not rest or rest[0] in ".\n!,;)|-+/("


def _unknown(ready: Prepared, known: frozenset[int]) -> Iterator[tuple[int, int, str]]:
    """Names outside the gazetteer where only a place can stand. `known`: where names of the gazetteer begin."""
    text, folded = ready.text, ready.folded
    if has_any(folded, ":;="):
        for match in say.NAMED_FIELD.finditer(folded):
            yield from _in_field(ready, *match.span("value"))
    capitals = _capitals(ready)
    yield from _cued(ready, known, capitals)
    for code in _CODE.finditer(text) if _MAY_BE_CODE.search(text) else ():
        low = max(0, code.start() - 45)
        name = _NAME_ENDS.search(text, low, code.start())
        if name and (low == 0 or name.start() > low) and _may_be_place(text, folded, *name.span("name")):
            start = name.start("name")
            if not say.NOT_MINE.ends_at(folded, ready.words, max(0, start - 60), start):
                yield start, code.end() if code.lastgroup != "area" else name.end("name"), "state"
    for match in _POSTCODE.finditer(text) if _NUMBER_NAME.search(text) else ():
        if _may_be_place(text, folded, *match.span("name")):
            yield *match.span("name"), "postcode"
    card = _CARD.match(text)
    if card and text[card.start("name")].isupper() and _may_be_place(text, folded, *card.span("name")):
        yield *card.span("name"), "card"
    yield from _signed(text, folded)
    for start, end, sign in shaped(ready, known, capitals):
        if (sign in _SURE_SHAPES or _may_be_place(text, folded, start, end)) and not say.NOT_MINE.ends_at(
            folded, ready.words, max(0, start - 60), start
        ):
            yield start, end, sign


_BEFORE_A_NAME = _PREPOSITIONS | INTO


def _capitals(ready: Prepared) -> list[tuple[int, str]]:
    """Where words with a capital begin that follow a preposition, each with its preposition."""
    words, forms = ready.words, ready.forms
    return [(words[at][0], forms[at - 1]) for at in ready.capitals if forms[at - 1] in _BEFORE_A_NAME]


_SURE_SHAPES = frozenset(("region", "district"))


def _cued(
    ready: Prepared, known: frozenset[int], capitals: Sequence[tuple[int, str]]
) -> Iterator[tuple[int, int, str]]:
    """Capitalised names after "basé à", "I'm from", a pin."""
    text, folded = ready.text, ready.folded
    for at, last in capitals:
        if last in _PREPOSITIONS and at not in known and say.STRONG_CUE.search(folded, max(0, at - 45), at):
            name = _UNKNOWN_NAME.match(text, at)
            if name and _may_be_place(text, folded, *name.span()):
                yield *name.span(), "cue_unknown"
    for pin in _PINS.finditer(text) if not text.isascii() else ():
        name = _UNKNOWN_NAME.match(text, pin.end())
        if name and _may_be_place(text, folded, *name.span()):
            yield *name.span(), "cue_unknown"


def _in_field(ready: Prepared, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    folded = ready.folded
    end = start + len(folded[start:end].rstrip(" .,*"))
    if end > start and not folded[start:end].startswith(
        ("full", "100", "remote", "tele", "a distance", "anywhere", "http")
    ):
        if folded[start:end].count(" ") <= 4 and not any(char.isdigit() for char in folded[start:end]):
            yield start, end, "field"
        else:
            name = _UNKNOWN_NAME.match(ready.text, start)
            if name and _may_be_place(ready.text, folded, *name.span()):
                yield *name.span(), "field"


def _signed(text: str, folded: str) -> Iterator[tuple[int, int, str]]:
    """The town of a signature, in the first line or the last five: one of the gazetteer, or any in brackets."""
    for begin, end in _outer_lines(text):
        line = text[begin:end].rstrip(" .!")
        if not 3 <= len(line) <= 90:
            continue
        cut = max(line.rfind(" - "), *map(line.rfind, ",(–—|•·/")) + 1
        name = line[cut:].removeprefix("- ").strip(" )–—~*-")
        for preposition in ("à ", "in ", "near "):
            name = name.removeprefix(preposition)
        if not name[:1].isupper():
            continue
        start = begin + line.rfind(name)
        known, bracket = is_place_name(name.replace("-", " ").replace("'", " ")), line[cut - 1 : cut] == "("
        if not cut:
            if known and end > len(text) - 60 and _may_be_place(text, folded, start, start + len(name)):
                yield start, start + len(name), "signature"
            continue
        before = line[: max(cut - 1, 0)].rstrip(" –—|•·/-,")
        who = _SIGNED_BY.search(before) if known or (bracket and _UNKNOWN_NAME.fullmatch(name)) else None
        if who is None or not _may_be_place(text, folded, start, start + len(name)):
            continue
        if known:
            yield start, start + len(name), "signature"
        elif end > len(text) - 100 and who.end("who") == len(before) and not is_skill_name(who["who"]):
            yield start, start + len(name), "signature_unknown"


def _outer_lines(text: str) -> list[tuple[int, int]]:
    """Begin and end of the last five lines that hold something, and of the first."""
    lines: list[tuple[int, int]] = []
    at = len(text)
    while at > 0 and len(lines) < 5:
        begin = text.rfind("\n", 0, at) + 1
        if text[begin:at].strip():
            lines.append((begin, at))
        at = begin - 1
    first = text.find("\n")
    return [*lines, (0, first)] if 0 < first <= 80 and (0, first) not in lines else lines


def _may_be_place(text: str, folded: str, start: int, end: int) -> bool:
    words = folded[start:end].replace("-", " ").replace("'", " ").split()
    if not words or words[0] in _NOT_A_PLACE or words[-1] in _NOT_A_PLACE:
        return False
    if text[start:end].isupper() and end - start > 2 and not is_place_name(" ".join(words)):
        return False  # "MRP"
    return not (is_skill_name(words[0]) or is_skill_name(" ".join(words)) or say.NEVER_AFTER.match(folded, end))
