"""What an author claims for himself: clients, finished cases, figures, followers, certificates, articles,
recommendations, awards, a portfolio. Each with the words of the text, what such a claim proves, and whether somebody
can check it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from orchestre.basics import Span
from orchestre.reading.certainty import confidence
from orchestre.reading.claim_checks import LONGEST, SURCHARGE, claims_work, clause_end, of_the_reader, told
from orchestre.reading.claim_words import certificates_as_written, find_forms
from orchestre.reading.client_names import find_client_names
from orchestre.reading.normal import Prepared, has_any


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

_URL = re.compile(
    r"(?:https?://|www\.)\S+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|fr|org|net|io|be|"
    r"ch|ca|dev|me|co|eu|example|exemple|uk|studio|design)\b(?:/\S*)?",
    re.IGNORECASE,
)
_FOR_WHOM = re.compile(
    r"\b(?:pour|for|chez|at|celle du|celui du|celle de|celui de|celui du|site d[eu]|"
    r"boutique d[eu]) "
)
MOST_CLAIMS = 20


def find_claims(ready: Prepared) -> tuple[Claim, ...]:
    """Claims in the order of the text, at most `MOST_CLAIMS`."""
    found: list[tuple[ClaimType, int, int]] = []
    for kind, first, after in _all(ready):
        start, end = _trimmed(ready.text, first, after)
        if end - start >= 2 and not any(
            one is kind and start < other_end and other_start < end for one, other_start, other_end in found
        ):
            found.append((kind, start, end))
    found = [one for one in found if not _told_twice(one, found)]
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


_ONE_CLAIM = (ClaimType.FOLLOWERS, ClaimType.RECOMMENDATION, ClaimType.FIGURE_CLAIMED, ClaimType.ARTICLE)


def _told_twice(one: tuple[ClaimType, int, int], found: Sequence[tuple[ClaimType, int, int]]) -> bool:
    """Whether another claim of these types says the same in more words: "4.8 (57 reviews)", "48k followers"."""
    kind, start, end = one
    return kind in _ONE_CLAIM and any(
        other in _ONE_CLAIM
        and other is not kind
        and (first <= start and end <= last)
        and ((first, last) != (start, end) or _ONE_CLAIM.index(other) < _ONE_CLAIM.index(kind))
        for other, first, last in found
    )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    end = min(end, start + LONGEST)
    while start < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    if text.count(")", start, end) > text.count("(", start, end):
        end = text.rindex(")", start, end)
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
    (ClaimType.PORTFOLIO, "samples"),
    (ClaimType.CLIENT_NAMED, "named_before"),
)


def _all(ready: Prepared) -> Iterator[tuple[ClaimType, int, int]]:
    folded, text = ready.folded, ready.text
    if len(folded) != len(text):
        return
    found = find_forms(ready)
    yield from _portfolios(ready, found.get("portfolios", ()))
    for kind, name in _BY_WORDS:
        for match in found.get(name, ()):
            if not of_the_reader(folded, match):
                yield kind, match.start(), match.end()
    for match in certificates_as_written(text):
        yield ClaimType.CERTIFICATE, match.start(), match.end()
    yield from _cases(ready, found.get("cases", ()))
    yield from _deeds(ready, found.get("deeds", ()))
    yield from _clients(ready, found.get("clients", ()))
    for match in found.get("figures", ()):
        if not of_the_reader(folded, match) and not SURCHARGE.search(folded, match.start(), match.end() + 15):
            yield ClaimType.FIGURE_CLAIMED, match.start(), match.end()
    for match in found.get("counts", ()):
        if claims_work(folded, match):
            yield ClaimType.FIGURE_CLAIMED, match.start(), match.end()


def _clients(ready: Prepared, found: Iterable["re.Match[str]"]) -> Iterator[tuple[ClaimType, int, int]]:
    text, folded = ready.text, ready.folded
    for match in found:
        named = False
        if _TO_BEGIN.fullmatch(match.group()) and not told(folded, match.end()):
            continue
        for start, end in find_client_names(text, match.end()):
            named = True
            yield ClaimType.CLIENT_NAMED, start, end
        if not named and _LIST_OPENS.search(match.group()):
            some = _SOME_CLIENTS.match(folded, match.end())
            if some:
                yield ClaimType.CLIENT_NAMED, match.end(), clause_end(folded, some.end())


_TO_BEGIN = re.compile(r"(?:pour|chez|for|at|avec|with) ")
_LIST_OPENS = re.compile(r":\s*$|(?:like|such as|include\w*|comme|tels? que|telles? que|at|chez|confiance) ?$")
_SOME_CLIENTS = re.compile(
    r"\s*(?:an?|une?|two|three|four|five|deux|trois|quatre|cinq|plusieurs|several) (?!day|"
    r"jour|mois|month|week)[a-z]"
)
_NOT_A_CASE = re.compile(
    r"\b(?:votre|vos|vous|tes|ton|your|you|yours|devis|propositions?|offre|quote|proposal|"
    r"offer|etudes|studies|degree|mind|pause|questions?|message|annonce|"
    r"annonces|brief|calculs?|estimation|estimate|experience|choix|tour|connaissance|"
    r"erreurs?|mistake|list|liste|stage|internship|decision|sure|formation de|"
    r"months?|years?|mois|ans|partie|part de|point|living|money|thing|lot of|fait de|"
    r"savings|nothing|rien|tests?|exercice|envie|tout ce|bien|comme|plaisir|look|note|"
    r"retirement|break|leave|time off|over from|care|course|class|advantage|photo)\b"
)


_FOR_YEARS = re.compile(r"\bfor (?:over |about |the last )?(?:\d+|[a-z]+)\+? (?:years|yrs|months)\b")
"""How long a trade is plied is no case: "I've been building shops for 9 years"."""


def _cases(ready: Prepared, found: Iterable["re.Match[str]"]) -> Iterator[tuple[ClaimType, int, int]]:
    """Deeds told as done, and whom they were done for."""
    folded = ready.folded
    for match in found:
        end = clause_end(folded, match.end())
        if end - match.end() < 8 or _NOT_A_CASE.search(folded, match.end(), min(end, match.end() + 26)):
            continue
        if _FOR_YEARS.search(folded, match.end(), end) or folded[end : end + 1] == "?" or of_the_reader(folded, match):
            continue
        yield ClaimType.FINISHED_CASE, match.start(), end
        for named in _FOR_WHOM.finditer(ready.text, match.end(), end):
            for start, after in find_client_names(ready.text, named.end()):
                yield ClaimType.CLIENT_NAMED, start, after


def _deeds(ready: Prepared, found: Iterable["re.Match[str]"]) -> Iterator[tuple[ClaimType, int, int]]:
    """ "Refonte de la boutique Tissus Maréchal": a deed by its name, of somebody named."""
    for match in found:
        last = None
        for start, end in find_client_names(ready.text, match.end()):
            last = end
            yield ClaimType.CLIENT_NAMED, start, end
        if last is not None:
            yield ClaimType.FINISHED_CASE, match.start(), last


def _portfolios(ready: Prepared, found: Iterable["re.Match[str]"]) -> Iterator[tuple[ClaimType, int, int]]:
    text, folded = ready.text, ready.folded
    taken = 0
    for match in found:
        page = _URL.search(text, match.end(), match.end() + 60)
        if (
            page is not None
            and text[page.start() - 1 : page.start()] != "@"
            and not _NOT_WORK.search(page.group())
            and not _NOT_WORK.search(folded, match.start(), page.start())
            and "\n" not in text[match.end() : page.start()].strip(" \n:")
        ):
            taken = page.end()
            yield ClaimType.PORTFOLIO, match.start(), page.end()
        elif "folio" in match.group():
            end = clause_end(folded, match.end())
            if not _WANTED.search(folded, max(0, match.start() - 40), match.start()):
                yield ClaimType.PORTFOLIO, match.start(), end
    if "/" in text and has_any(folded, _WORK_SITES):
        for page in _WORK_PAGES.finditer(text):
            if page.start() >= taken:
                yield ClaimType.PORTFOLIO, page.start(), page.end()


_NOT_WORK = re.compile(
    r"calendl|calendar|\bslots?\b|creneau|\bcall\b|\brdv\b|rendez-vous|\bbook (?:a|in|your)\b|your (?:site|shop)|"
    r"votre (?:site|boutique)|\bmail",
    re.IGNORECASE,
)
_WANTED = re.compile(
    r"\b(?:your|votre|vos|joindre|send us|please (?:send|attach)|want|need|besoin|sans|"
    r"pas de|no|without|update|mon futur|build)\b[^.;\n]{0,30}$"
)
_WORK_SITES = ("behance", "dribbble", "github", "gitlab", "vimeo", "artstation", "soundcloud", "codepen")
_WORK_PAGES = re.compile(
    r"[\w./:-]*(?:behance\.net|dribbble\.com|github\.com|gitlab\.com|vimeo\.com|artstation\.com|"
    r"soundcloud\.com|codepen\.io)/[^\s)\],;]+",
    re.IGNORECASE,
)


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
