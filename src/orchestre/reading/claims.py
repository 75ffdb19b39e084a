"""What an author claims for himself: clients, finished cases, figures, followers, certificates, articles,
recommendations, awards, a portfolio. Each with the words of the text, what such a claim proves, and whether somebody
can check it.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from orchestre.basics import Span
from orchestre.reading.certainty import confidence
from orchestre.reading.lexicon import split_list
from orchestre.reading.normal import Prepared, has_any
from orchestre.reading.openings import Openings, beginnings


class ClaimType(StrEnum):
    CLIENT_NAMED = "client_named"
    FINISHED_CASE = "finished_case"
    FIGURE_CLAIMED = "figure_claimed"
    FOLLOWERS = "followers"
    CERTIFICATE = "certificate"
    ARTICLE = "article"
    RECOMMENDATION = "recommendation"
    AWARD = "award"
    PORTFOLIO = "portfolio"


@dataclass(frozen=True, slots=True)
class Claim:
    """`words` as written. `checkable`: a name to call, a page to open or a register to ask stands in them."""

    type: ClaimType
    words: str
    checkable: bool
    span: Span = (0, 0)
    confidence: float = 0.5

    @property
    def proves(self) -> str:
        """Code of the sentence that says what such a claim proves (messages of `replies`)."""
        ending = "" if self.checkable or self.type not in _NEEDS_A_NAME else "_unnamed"
        return f"replies.claim_{self.type.value}{ending}"


_NEEDS_A_NAME = frozenset(
    {ClaimType.CLIENT_NAMED, ClaimType.FINISHED_CASE, ClaimType.RECOMMENDATION, ClaimType.PORTFOLIO}
)

_NAME = (
    r"(?:(?:la|le|les|l['’]|the|une?|an?|club|ville de|mairie de|groupe|hôtel|coopérative|savonnerie|association"
    r"|transports|brasserie|me|maître) ?){0,2}"
    r"[A-ZÀ-ÖØ-Ý][\w'’&.-]*"
    r"(?: (?:(?:de|du|des|d['’]|la|le|les|&|of|the|en)[ ]?){0,2}[A-ZÀ-ÖØ-Ý0-9][\w'’&.-]*){0,4}"
)
_ONE_NAME = re.compile(_NAME)
_FOR_WHOM = re.compile(r"\b(?:pour|for|chez|celle du|celui du|celle de|celui de) ")
_BETWEEN_NAMES = re.compile(
    r"\s?(?:,|;|/| et | and | & |\n[-•*]?)\s?(?:aussi |also |puis )?(?:(?:une?|an?|la|le|pour|for) )?", re.IGNORECASE
)
_ALL_CAPS_OR_CAPITAL = re.compile(r"[A-ZÀ-Ý]")
_URL = re.compile(
    r"(?:https?://|www\.)\S+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|fr|org|net|io|be|ch|ca|dev|me|co|eu|example|exemple|uk|studio|design)\b(?:/\S*)?",
    re.IGNORECASE,
)
_NOT_A_CLIENT = re.compile(
    r"(?:VAT|TVA|HT|TTC|SEO|UX|UI|CV|PDF|RGPD|GDPR|LinkedIn|Google\w*|WordPress|Shopify|PrestaShop|[A-Z]?\d\S*)\b"
)
_SMALL = re.compile(r"\D*(?:[1-5])\s?\D")
_PRICED = re.compile(r"[€$£]|\b(?:eur|euros?|chf|ht|ttc|par mois|pour|for|si)\b|\d\s?e le|\d\.-")
_SENTENCE = re.compile(r"[.!?;](?=\s|$)|\n| \| | · | – | — ")
_FIGURE = r"\+?\d[\d  .,]*\d?\s?(?:k|m|M|%)?\+?"
MOST_CLAIMS = 20
LONGEST = 160


@dataclass(frozen=True, slots=True)
class _Vague:
    """Forms that begin with any words ("top 10", with what stands before it): the kind is searched as a whole, and only
    in a text that holds one of their own words."""

    words: tuple[str, ...]
    whole: "re.Pattern[str]"


@dataclass(frozen=True, slots=True)
class _Words:
    openings: Openings[str]
    vague: Mapping[str, _Vague]


_NOT_INSIDE = r"(?<![^\W_])"
_AFTER_FORM = {"clients": r"\s?(?:la |le |les |l')?", "cases": r"\b"}


def _forms(block: str) -> list[str]:
    return [line.strip() for line in block.split("\n") if line.strip()]


@cache
def _words() -> _Words:
    data = tomllib.loads(resources.files("orchestre.reading").joinpath("claims.toml").read_text(encoding="utf-8"))
    counted = "|".join(split_list(data["counted"]))
    openings = Openings[str]()
    vague: dict[str, _Vague] = {}
    for kind, block in data["forms"].items():
        forms = [form.replace("{figure}", _FIGURE).replace("{counted}", counted) for form in _forms(block)]
        before = "" if kind == "figures" else _NOT_INSIDE
        after = _AFTER_FORM.get(kind, "")
        some = False
        for form in forms:
            begins = beginnings(form)
            if "" in begins:
                some = True
            else:
                openings.add(kind, f"{before}(?:{form}){after}", begins)
        if some:
            vague[kind] = _Vague(
                tuple(split_list(data["words_of_vague"][kind])), re.compile(f"{before}(?:{'|'.join(forms)}){after}")
            )
    return _Words(openings, vague)


def find_claims(ready: Prepared) -> tuple[Claim, ...]:
    """Claims in the order of the text, at most `MOST_CLAIMS`."""
    found: list[tuple[ClaimType, int, int]] = []
    for kind, first, after in _all(ready):
        start, end = _trimmed(ready.text, first, after)
        if end - start >= 2 and not any(
            one is kind and start < other_end and other_start < end for one, other_start, other_end in found
        ):
            found.append((kind, start, end))
    found.sort(key=lambda each: (each[1], each[2]))
    return tuple(
        Claim(
            kind,
            ready.text[start:end],
            _checkable(kind, ready.text[start:end]),
            ready.span(start, end),
            confidence(f"claim.{kind.value}"),
        )
        for kind, start, end in found[:MOST_CLAIMS]
    )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    end = min(end, start + LONGEST)
    while end > start and text[end - 1] in " \n\t,;:.-–—|([«·":
        end -= 1
    while start < end and text[start] in " \n\t,;:.|)·»":
        start += 1
    return start, end


_BY_WORDS = (
    (ClaimType.CERTIFICATE, "certificates"),
    (ClaimType.FOLLOWERS, "followers"),
    (ClaimType.ARTICLE, "articles"),
    (ClaimType.RECOMMENDATION, "recommendations"),
    (ClaimType.AWARD, "awards"),
)
_SIGN = re.compile(r"[+\-$€£](?=\s?\d)|[★⭐](?=[★⭐])")
"""What a claim may begin with besides a word: "+30 %", "$40k earned", stars."""


def _matches(ready: Prepared) -> Mapping[str, Sequence["re.Match[str]"]]:
    folded, words = ready.folded, _words()
    signs = [(match.start(),) for match in _SIGN.finditer(folded)]
    places = sorted([*((word.start,) for word in ready.words), *signs]) if signs else ready.words
    found = words.openings.find(folded, places)
    for kind, vague in words.vague.items():
        if has_any(folded, vague.words):
            found = {**found, kind: list(vague.whole.finditer(folded))}
    return found


def _all(ready: Prepared) -> Iterator[tuple[ClaimType, int, int]]:
    folded = ready.folded
    if len(folded) != len(ready.text):
        return
    found = _matches(ready)
    if not found:
        return
    for kind, name in _BY_WORDS:
        for match in found.get(name, ()):
            yield kind, match.start(), match.end()
    yield from _portfolios(ready, found.get("portfolios", ()))
    yield from _cases(ready, found.get("cases", ()))
    for match in found.get("clients", ()):
        for start, end in _names(ready.text, match.end()):
            yield ClaimType.CLIENT_NAMED, start, end
    if _DIGIT.search(folded):
        for match in found.get("figures", ()):
            if _claims_work(folded, match):
                yield ClaimType.FIGURE_CLAIMED, match.start(), match.end()


def _cases(ready: Prepared, found: Iterable["re.Match[str]"]) -> Iterator[tuple[ClaimType, int, int]]:
    """Deeds told as done, and whom they were done for."""
    folded = ready.folded
    for match in found:
        end = _clause_end(folded, match.end())
        if end - match.end() >= 8:
            yield ClaimType.FINISHED_CASE, match.start(), end
            for named in _FOR_WHOM.finditer(ready.text, match.end(), end):
                for start, after in _names(ready.text, named.end()):
                    yield ClaimType.CLIENT_NAMED, start, after


_DIGIT = re.compile(r"\d")
_DONE = re.compile(
    r"\b(?:livre|fini|realise|accompagne|filme|forme|equipe|servi|deja|shipped|delivered|trust|live|sold|built|done|earned|depense"
    r"|rendus|spent|raised|success|reussite|satisf|won|streams|missions realisees|projets)|%"
)


_SOLD = re.compile(r"\b(?:pages?|videos?|articles?|reels?|logos?|songs?|titles?|products?)$")


def _claims_work(folded: str, match: "re.Match[str]") -> bool:
    """A figure that tells of work done, not of what is asked or sold: "5 pages", "3.5k for the shop"."""
    said = match.group()
    if _DONE.search(said):
        return not re.search(r"par mois|per month|tva|vat|acompte|deposit|remise|discount|off\b", said)
    before = folded[max(0, match.start() - 14) : match.start()]
    after = folded[match.end() : match.end() + 8]
    if _SOLD.search(said):
        return False
    if _SMALL.fullmatch(said[:3]) or _SMALL.match(said) or _PRICED.search(said) or _PRICED.search(after):
        return False
    return not re.search(
        r"(?:[€$£:x(]|pour|for|de|of|your|vos|each|par|per|les|entre|max|jusqu'a)\s?$", before.rstrip(" ") + " "
    )


def _portfolios(ready: Prepared, found: Iterable["re.Match[str]"]) -> Iterator[tuple[ClaimType, int, int]]:
    for match in found:
        page = _URL.search(ready.text, match.end(), match.end() + 60)
        if (
            page is not None
            and ready.text[page.start() - 1 : page.start()] != "@"
            and "\n" not in ready.text[match.end() : page.start()].strip(" \n:")
        ):
            yield ClaimType.PORTFOLIO, match.start(), page.end()
        elif "folio" in match.group():
            yield ClaimType.PORTFOLIO, match.start(), _clause_end(ready.folded, match.end())


def _clause_end(folded: str, at: int) -> int:
    match = _SENTENCE.search(folded, at)
    end = match.start() if match else len(folded)
    return min(end, at + LONGEST)


def _names(text: str, at: int) -> Iterator[Span]:
    """The names of a list that begins at `at`: "Jardinissimo et Literie Bossuet"."""
    for _ in range(6):
        while at < len(text) and text[at] in " \t\n-•*:(":
            at += 1
        match = _ONE_NAME.match(text, at)
        if match is None or not _ALL_CAPS_OR_CAPITAL.search(match.group()) or _NOT_A_CLIENT.match(match.group()):
            return
        yield match.span()
        between = _BETWEEN_NAMES.match(text, match.end())
        if between is None:
            return
        at = between.end()


def _checkable(kind: ClaimType, words: str) -> bool:
    """Whether somebody can check it from these words: a name to ask, a page to open, a register to look into."""
    match kind:
        case ClaimType.CLIENT_NAMED | ClaimType.CERTIFICATE | ClaimType.ARTICLE | ClaimType.AWARD:
            return True
        case ClaimType.FOLLOWERS:
            return True
        case ClaimType.PORTFOLIO:
            return _URL.search(words) is not None
        case ClaimType.FIGURE_CLAIMED:
            return False
        case _:
            return _URL.search(words) is not None or re.search(r"\s[«\"“]?[A-ZÀ-Ý][\w'’-]{2,}", words) is not None
