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
from orchestre.reading.places import is_place_name
from orchestre.reading.skills import is_skill_name


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

_BEFORE_NAME = (
    r"la|le|les|l['’]|the|une?|an?|du|des?|d['’]|club|ville|mairie|groupe|hôtel|coopérative|savonnerie|association|transports"
    r"|brasserie|me|maître|fromagerie|maison|boulangerie|pâtisserie|boucherie|agence|université|lycée|collège|école|restaurant"
    r"|cabinet|garage|domaine|château|ferme|menuiserie|librairie|pharmacie|clinique|musée|théâtre|festival|société|entreprise"
    r"|marque|boutique|startup|fondation|fédération|office|conseil|région|camping|gîte|atelier|imprimerie|jardinerie|laiterie"
    r"|studio|union|commune|communauté|département|magazine|journal|quotidien|chaîne|radio|university|company|city|council|bank"
    r"|charity|brand|agency|firm|museum|school|college|hospital|bakery|magazine|newspaper|makers|people|team|guys|folks|at|of|de"
)
_CAPITALISED = r"[A-ZÀ-ÖØ-Ý](?:\.(?= )|(?:[\w'’&-]|\.(?=\w))*)"
_NAME = (
    rf"\b(?:(?:{_BEFORE_NAME})(?:(?<=['’])| )){{0,4}}"
    rf"{_CAPITALISED}(?: (?:(?:de|du|des|d['’]|la|le|les|&|of|the|en)[ ]?){{0,2}}(?:{_CAPITALISED}|\d+)){{0,4}}"
)
_ONE_NAME = re.compile(_NAME)
_FOR_WHOM = re.compile(r"\b(?:pour|for|chez|at|celle du|celui du|celle de|celui de|celui du|site d[eu]|boutique d[eu]) ")
_BETWEEN_NAMES = re.compile(
    r"\s?(?:\([^)\n]{1,30}\))?\s?(?:,|;|/| et | ou | and | or | & | puis | then |\n[-•*]?)\s?"
    r"(?:aussi |also |puis |then |and |et |ex[- ])?(?:(?:une?|an?|la|le|pour|for|à|au|chez|at|the|with|avec) )?",
    re.IGNORECASE,
)
_ALL_CAPS_OR_CAPITAL = re.compile(r"[A-ZÀ-Ý]")
_URL = re.compile(
    r"(?:https?://|www\.)\S+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|fr|org|net|io|be|ch|ca|dev|me|co|eu|example|exemple|uk|studio|design)\b(?:/\S*)?",
    re.IGNORECASE,
)
_NOT_A_CLIENT = re.compile(
    r"(?:VAT|TVA|HT|TTC|SEO|SEA|UX|UI|CV|PDF|RGPD|GDPR|SaaS|B2B|B2C|ONG|NGOs?|PME|TPE|ETI|SMEs?|EU|UK|US|USA|Q[1-4]|IT|RH|HR|AI|IA"
    r"|LinkedIn|Google\w*|WordPress|Shopify|PrestaShop|Instagram|Facebook|TikTok|Malt|Upwork|Fiverr|Excel|Zoom|Teams|Skype|Dr|Mr|Mrs|Ms"
    r"|Je|Nous|On|Mon|Ma|Mes|Nos|Notre|Votre|Vos|Tarif|TJM|Devis|Prix|Bonjour|Merci|Cordialement|I|We|My|Our|Your|You|Rate|Available"
    r"|Jan(?:uary|vier)?|Feb(?:ruary)?|F[ée]vrier|Mar(?:ch|s)|April?|Avril|Ma[iy]|Ju(?:ne|ly|in|illet)|Aug(?:ust)?|Ao[uû]t|Sept?(?:embre|ember)?|Oct(?:obre|ober)?|Nov(?:embre|ember)?|D[ée]c(?:embre|ember)?|Christmas|Noël|Easter"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z]?\d\S*)(?![\w'’&-])"
)
_SMALL = re.compile(r"\D*[1-5](?![\d.,])(?! ?(?:k|m|mill))")
_TIME = re.compile(r"\d\+? ?(?:yrs?|years?|ans?|mo|months?|mois|jours?|days?|h|hrs?|heures?|hours?|min\w*|weeks?|semaines?)\b")
_PRICED = re.compile(r"[€$£]|\b(?:eur|euros?|chf|ht|ttc|par mois|pour|for|si)\b|\d\s?e le|\d\.-|\d (?:dhs?|mad|fcfa|balles|boules|quid|bucks|pounds|[a-z]+ l[ea]s?) ")
_SENTENCE = re.compile(r"[.!?;](?=\s|$)|\n| \| | · | – | — ")
_FIGURE = r"(?!(?:19|20)\d\d\b)\+?\d+(?:[ .,]\d+)*\s?(?:k|m)?\b\+?(?! ?%)"
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
    openings: Openings
    vague: Mapping[str, _Vague]
    capitals: "re.Pattern[str]"


_NOT_INSIDE = r"(?<![^\W_])"
_AFTER_FORM = {"clients": r"\s?(?:la |le |les |l')?"}


def _forms(block: str) -> list[str]:
    return [line.strip() for line in block.split("\n") if line.strip()]


def _filled(form: str, lists: Mapping[str, str]) -> str:
    for name, words in {"figure": _FIGURE, **lists}.items():
        form = form.replace(f"{{{name}}}", words)
    return form


@cache
def _words() -> _Words:
    data = tomllib.loads(resources.files("orchestre.reading").joinpath("claims.toml").read_text(encoding="utf-8"))
    lists = {name: "|".join(split_list(data[name])) for name in ("counted", "measures", "in_words")}
    capitals = re.compile(rf"(?<!\w)(?:{'|'.join(_forms(data['forms'].pop('certificates_as_written')))})(?!\w)")
    sure: list[tuple[str, str]] = []
    vague: dict[str, _Vague] = {}
    for kind, block in data["forms"].items():
        forms = [_filled(form, lists) for form in _forms(block)]
        before = "" if kind in ("figures", "counts") else _NOT_INSIDE
        after = _AFTER_FORM.get(kind, "")
        some = [form for form in forms if "" in beginnings(form)]
        sure += ((kind, f"{before}(?:{form}){after}") for form in forms if form not in some)
        if some and kind not in data["words_of_vague"]:
            raise ValueError(some)
        if some:
            vague[kind] = _Vague(
                tuple(split_list(data["words_of_vague"][kind])), re.compile(f"{before}(?:{'|'.join(forms)}){after}")
            )
    return _Words(Openings(sure), vague, capitals)


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
)
_SIGN = re.compile(r"[+\-$€£](?=\s?\d)|[★⭐](?=[★⭐])|[\"«](?=\s?\w)")
"""What a claim may begin with besides a word: "+30 %", "$40k earned", stars, a praise in quotes."""


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
    folded, text = ready.folded, ready.text
    if len(folded) != len(text):
        return
    found = _matches(ready)
    yield from _portfolios(ready, found.get("portfolios", ()))
    for kind, name in _BY_WORDS:
        for match in found.get(name, ()):
            if not _of_the_reader(folded, match):
                yield kind, match.start(), match.end()
    for match in _words().capitals.finditer(text):
        yield ClaimType.CERTIFICATE, match.start(), match.end()
    yield from _cases(ready, found.get("cases", ()))
    yield from _deeds(ready, found.get("deeds", ()))
    yield from _clients(ready, found.get("clients", ()))
    for match in found.get("figures", ()):
        if not _of_the_reader(folded, match) and not _SURCHARGE.search(folded, match.start(), match.end() + 15):
            yield ClaimType.FIGURE_CLAIMED, match.start(), match.end()
    for match in found.get("counts", ()):
        if _claims_work(folded, match):
            yield ClaimType.FIGURE_CLAIMED, match.start(), match.end()


_OF_THE_READER = re.compile(
    r"\b(?:vos|votre|vous (?:avez|aurez|voulez|cherchez|souhaitez|parlez)|tes|your|you (?:have|need|want|mention)|you've|"
    r"could|would|will|i'll|we'll|might|pourra\w*|pourrais|pourrait|pourrions|augmenterai\w*|objectifs?|targets?|goal|aim|garanti\w*|guarantee\w*|"
    r"if|besoin|need|viser|promets|promise|jusqu'a|up to|chaque|each|per|par|maximum|max|minimum|comprend|comprenant|inclut|inclus|includes|including|forfait|pack)\b"
    r"[^.;\n!?]{0,25}$"
)
"""What stands before words that are about the reader, about what is to come, or about what is sold."""
_SURCHARGE = re.compile(
    r"\btva\b|\bvat\b|majoration|surcharge|supplement|week-?end|dimanche|sunday|\bnuit|urgen|\brush\b|express|remise|discount|\boff\b|acompte|deposit"
    r"|upfront|a la (?:commande|livraison|signature)|will be added|(?:of|du|sur le) (?:the )?(?:base |total )?(?:price|prix|tarif|montant|total)|commission|\bfrais\b|\bfees?\b|par mois|per month|charges?\b"
)


def _of_the_reader(folded: str, match: "re.Match[str]") -> bool:
    return _OF_THE_READER.search(folded, max(0, match.start() - 45), match.start()) is not None


def _clients(ready: Prepared, found: Iterable["re.Match[str]"]) -> Iterator[tuple[ClaimType, int, int]]:
    text, folded = ready.text, ready.folded
    for match in found:
        named = False
        if _TO_BEGIN.fullmatch(match.group()) and not _told(folded, match.end()):
            continue
        for start, end in _names(text, match.end()):
            named = True
            yield ClaimType.CLIENT_NAMED, start, end
        if not named and _LIST_OPENS.search(match.group()):
            some = _SOME_CLIENTS.match(folded, match.end())
            if some:
                yield ClaimType.CLIENT_NAMED, match.end(), _clause_end(folded, some.end())


_TO_BEGIN = re.compile(r"(?:pour|chez|for|at|avec|with) ")
_RESULT = re.compile(r"\d ?%|\b(?:divise|multiplie|passe\w*|double|triple|went from|up|down|j'ai|nous avons|on a|i|we|i've|we've)\b")


def _told(folded: str, at: int) -> bool:
    """Whether a deed or its result follows: "Pour la coopérative X, temps de chargement divisé par trois"."""
    end = _clause_end(folded, at)
    return _RESULT.search(folded, at, end) is not None and not _SURCHARGE.search(folded, at, end) and not _PRICED.search(folded, at + 8, end)


_LIST_OPENS = re.compile(r":\s*$|(?:like|such as|include\w*|comme|tels? que|telles? que|at|chez|confiance) ?$")
_SOME_CLIENTS = re.compile(r"\s*(?:an?|une?|two|three|four|five|deux|trois|quatre|cinq|plusieurs|several) (?!day|jour|mois|month|week)[a-z]")
_NOT_A_CASE = re.compile(
    r"\b(?:votre|vos|vous|tes|ton|your|you|yours|devis|propositions?|offre|quote|proposal|offer|etudes|studies|degree|mind|pause|questions?|message|annonce|"
    r"annonces|brief|calculs?|estimation|estimate|experience|choix|tour|connaissance|erreurs?|mistake|list|liste|stage|internship|decision|sure|formation de|"
    r"months?|years?|mois|ans|partie|part de|point|living|money|thing|lot of|fait de|savings|nothing|rien|tests?|exercice|envie|tout ce|bien|comme|plaisir|look|note|retirement|break|leave|time off|over from|care|course|class|advantage|photo)\b"
)


_FOR_YEARS = re.compile(r"\bfor (?:over |about |the last )?(?:\d+|[a-z]+)\+? (?:years|yrs|months)\b")
"""How long a trade is plied is no case: "I've been building shops for 9 years"."""


def _cases(ready: Prepared, found: Iterable["re.Match[str]"]) -> Iterator[tuple[ClaimType, int, int]]:
    """Deeds told as done, and whom they were done for."""
    folded = ready.folded
    for match in found:
        end = _clause_end(folded, match.end())
        if end - match.end() < 8 or _NOT_A_CASE.search(folded, match.end(), min(end, match.end() + 26)):
            continue
        if _FOR_YEARS.search(folded, match.end(), end) or folded[end : end + 1] == "?" or _of_the_reader(folded, match):
            continue
        yield ClaimType.FINISHED_CASE, match.start(), end
        for named in _FOR_WHOM.finditer(ready.text, match.end(), end):
            for start, after in _names(ready.text, named.end()):
                yield ClaimType.CLIENT_NAMED, start, after


def _deeds(ready: Prepared, found: Iterable["re.Match[str]"]) -> Iterator[tuple[ClaimType, int, int]]:
    """ "Refonte de la boutique Tissus Maréchal": a deed by its name, of somebody named."""
    for match in found:
        last = None
        for start, end in _names(ready.text, match.end()):
            last = end
            yield ClaimType.CLIENT_NAMED, start, end
        if last is not None:
            yield ClaimType.FINISHED_CASE, match.start(), last


_DONE = re.compile(
    r"\b(?:livre|fini|realise|accompagne|filme|forme|equipe|servi|deja|already|so far|in stores|shipped|delivered|trust|live|sold|built|done|earned|depense|termine|signe|au compteur|a mon actif|"
    r"under my|completed|rendus|spent|raised|success|reussite|satisf|won|streams|missions realisees|projets)|%"
)
_SOLD = re.compile(
    r"\b(?:pages?|videos?|articles?|reels?|logos?|titles?|products?|posts?|visuels?|photos?|postes?|seats?|users?|utilisateurs?|fois|times|episodes?|illustrations?|"
    r"newsletters?|rendez-vous|stagiaires?|trainees|delegates|eleves|students|scripts?|dashboards?|houses|maisons|homes|pays|countries|serveurs?|servers?|boxes|formations?|portraits?|"
    r"podcasts?|leads?|campagnes?|campaigns?|sauvegardes?|campaigns?|tableaux de bord|members?|membres?|boutiques?|stores?|shops?|commandes?|orders?)$"
)
_BOASTED = re.compile(
    r"(?:\b(?:plus de|over|more than|deja|already|pres de|nearly|installee?|vue|downloaded|telechargee?|used by|utilisee? par|lu|lue|ecrit|signe|written|translated|traduit|recorded|made|done|drawn|edited|"
    r"tiens|tient|gere|gerons|infogere|suis|accompagne|accompagnons|maintiens|maintenons|heberge|hebergeons|equipe|equipons|run|runs|manage|maintain|look after|serve|served|serving|support|host|handle|trained|taught|forme|"
    r"trusted by|trust|rated by|confiance|for|chez|with|books of|compta de|site de|in|across|last|derniers?|total)|[:|(·•—–-])\s?(?:\w+ ){0,2}$"
)


def _claims_work(folded: str, match: "re.Match[str]") -> bool:
    """A figure that tells of work done, not of what is asked or sold: "5 pages", "3.5k for the shop"."""
    said = match.group()
    before = folded[max(0, match.start() - 40) : match.start()]
    if _of_the_reader(folded, match) or _TIME.search(said):
        return False
    if _DONE.search(said):
        return not re.search(r"par mois|per month|tva|vat|acompte|deposit|remise|discount|off\b", said)
    after = folded[match.end() : match.end() + 10]
    boasted = _BOASTED.search(said.split(" ")[0] + " ") or _BOASTED.search(before) or said.startswith(("plus de", "over", "more than", "deja"))
    if _SOLD.search(said) and not (boasted and not re.search(r"\b(?:for|with|in|last|:|\(|-)\s?$", before)):
        return False
    if _SMALL.match(said) or _PRICED.search(said) or _PRICED.search(after):
        return False
    return not re.search(
        r"(?:[€$£:x(]|pour|for|de|of|your|vos|each|par|per|les|entre|max|jusqu'a)\s?$", before.rstrip(" ") + " "
    )


_PORTFOLIO_SURE = re.compile(r"folio|reel|case stud|etudes? de cas|behance|dribbble|realisations|my work|my stuff|bande demo")


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
            end = _clause_end(folded, match.end())
            if not _WANTED.search(folded, max(0, match.start() - 40), match.start()):
                yield ClaimType.PORTFOLIO, match.start(), end
    if "/" in text and has_any(folded, _WORK_SITES):
        for page in _WORK_PAGES.finditer(text):
            if page.start() >= taken:
                yield ClaimType.PORTFOLIO, page.start(), page.end()


_NOT_WORK = re.compile(r"calendl|calendar|\bslots?\b|creneau|\bcall\b|\brdv\b|rendez-vous|\bbook (?:a|in|your)\b|your (?:site|shop)|votre (?:site|boutique)|\bmail", re.IGNORECASE)
_WANTED = re.compile(r"\b(?:your|votre|vos|joindre|send us|please (?:send|attach)|want|need|besoin|sans|pas de|no|without|update|mon futur|build)\b[^.;\n]{0,30}$")
_WORK_SITES = ("behance", "dribbble", "github", "gitlab", "vimeo", "artstation", "soundcloud", "codepen")
_WORK_PAGES = re.compile(
    r"[\w./:-]*(?:behance\.net|dribbble\.com|github\.com|gitlab\.com|vimeo\.com|artstation\.com|soundcloud\.com|codepen\.io)/[^\s)\],;]+",
    re.IGNORECASE,
)


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
        if match is None:
            return
        name = match.group()[_ALL_CAPS_OR_CAPITAL.search(match.group()).start() :]
        if _NOT_A_CLIENT.match(name) or is_skill_name(name) or is_place_name(name):
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
