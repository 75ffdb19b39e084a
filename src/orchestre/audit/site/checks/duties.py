"""What French law asks of a company's site: who is behind it, terms of sale, a mediator, a page on personal data."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from orchestre.audit.site.addresses import path_of, same_site
from orchestre.audit.site.reading import links, words_of
from orchestre.audit.site.selling import sells
from orchestre.audit.site.values import Evidence, Finding, Page, Site

_NOTICE = re.compile(
    r"mentions?[-_ +]*l[ée]gales?|informations?[-_ +]*l[ée]gales?|legal[-_ +]*(?:notice|mentions?"
    r"|information)|imprint|impressum"
    r"|mentions?[-_ ](?:obligatoires|et )|/mentions?(?:[./]|$)|^mentions$|^legal$|/legal(?:[./]|$)|^l[ée]gal$",
    re.IGNORECASE,
)
_PRIVACY = re.compile(
    r"confidentialit|donn[ée]es[-_ +]*(?:personnelles|perso|[àa][-_ +]caract)|vie[-_ +]*priv[ée]e"
    r"|r\.?g\.?p\.?d|gdpr|privacy"
    r"|protection[-_ +]*(?:des|de[-_ +]vos)[-_ +]*donn[ée]es|vos[-_ +]*donn[ée]es"
    r"|data[-_ +]*(?:protection|policy)|personal[-_ +]*data",
    re.IGNORECASE,
)
_TERMS = re.compile(
    r"\bc\.?g\.?v\.?(?:u\.?)?\b"
    r"|conditions[-_ +]*(?:g[ée]n[ée]rales[-_ +]*)?(?:de[-_ +]*(?:la[-_ +]*)?)?vente"
    r"|conditions[-_ +]*commerciales"
    r"|conditions[-_ +]*g[ée]n[ée]rales(?![-_ +]*d[’'e]?[-_ +]*utilisation)|terms[-_ +]*(?:of[-_ +]*sale"
    r"|and[-_ +]*conditions|&[-_ +]*conditions)"
    r"|sales[-_ +]*terms|conditions[-_ +]*of[-_ +]*sale",
    re.IGNORECASE,
)
_MEDIATOR = re.compile(
    r"m[ée]diat(?:eur|rice|ion)|\bmediat(?:or|ion)\b|\bCM2C\b|\bCNPM\b|\bFEVAD\b|medicys", re.IGNORECASE
)
_TRADE_ONLY = re.compile(
    r"r[ée]serv[ée]e?s? (?:aux|exclusivement aux) professionnels|exclusivement (?:aux|des|[àa] des"
    r"|destin[ée]\w* aux) professionnels"
    r"|vente (?:uniquement|exclusivement) aux professionnels|trade only|professionals only",
    re.IGNORECASE,
)


def _linked(site: Site, wanted: re.Pattern[str]) -> tuple[str, str] | None:
    """The first link or heading of the site that names it: its words, and where it leads."""
    for page in site.pages:
        for element, url in links(page):
            words = words_of(element) or element.get("aria-label") or element.get("title") or ""
            if wanted.search(" ".join(words.split())) or (same_site(url, site.url) and wanted.search(path_of(url))):
                return words, url
        for heading in page.tree.iter("h1", "h2", "h3", "h4", "summary", "dt", "a"):
            if heading.tag == "a" and not (heading.get("href") or "").startswith("#"):
                continue
            words = words_of(heading)
            if len(words) <= 80 and wanted.search(words):
                return words, page.answer.url
    return None


def is_shell(site: Site) -> bool:
    """An application whose pages are written by scripts: its file says nothing that could be missed."""
    home = site.home
    return len(home.text.split()) < 15 and any(element.get("src") for element in home.tree.iter("script"))


def notice_missing(site: Site) -> Iterator[Finding]:
    if not is_shell(site) and _linked(site, _NOTICE) is None:
        yield Finding("legal-notice-missing", None, True, Evidence(url=site.url))


def privacy_missing(site: Site) -> Iterator[Finding]:
    if not is_shell(site) and _linked(site, _PRIVACY) is None:
        yield Finding("privacy-policy-missing", None, True, Evidence(url=site.url))


def terms_missing(site: Site) -> Iterator[Finding]:
    sold = sells(site)
    if sold and _linked(site, _TERMS) is None:
        page, words = sold
        yield Finding("cgv-missing", None, True, Evidence(words, url=page.answer.url))


def mediator_missing(site: Site) -> Iterator[Finding]:
    """Named anywhere is named. Terms in a file that was not read may name it: then it is only likely."""
    sold = sells(site)
    if sold is None or any(_MEDIATOR.search(page.text) or _TRADE_ONLY.search(page.text) for page in site.pages):
        return
    terms = _linked(site, _TERMS)
    read = terms is None or any(page.answer.url == terms[1] or page.answer.asked == terms[1] for page in site.pages)
    page, words = sold
    yield Finding("mediator-missing", None, read, Evidence(words, url=page.answer.url))


# --- The notice, item by item --------------------------------------------------------------------------------------

_PHONE = re.compile(
    r"(?:\+\d{1,3}|\b00\d{2}|\b0)[\s.\u00a0\u202f()/-]*\d(?:[\s.\u00a0\u202f()/-]*\d){6,10}\b"
    r"|(?:t[ée]l(?:[ée]phone)?|phone|num[ée]ro|appel\w*|au)\s*\.?\s*:?\s*(?:n°\s*)?\d{4}\b(?![\s.]?\d)",
    re.IGNORECASE,
)
_AT = r"(?:@|\bat\b|\barr?obase?\b|\bchez\b|\ba\b|\bà)"
_DOT = r"(?:\.|\bdot\b|\bpoint\b)"
_EMAIL = re.compile(  # as it is written, or so that robots do not read it: signs as words, in brackets or said bare
    rf"[\w.+-]+\s*(?:@|[\[({{<]\s*{_AT}\s*[\])}}>]|\sarr?obase?\s|\s@\s|&#64;)\s*[\w-]+\s*(?:{_DOT}|[\[({{<]\s*{_DOT}\s*[\])}}>])\s*\w{{2,}}"
    rf"|(?:courriel|m[ée]l|e-?mail|[ée]lectronique|[ée]crire)\b[^.\n]{{0,25}}?[\s:][\w.+-]+\s+{_AT}\s+[\w-]+(?:\s+{_DOT}\s+|\.)\w{{2,}}",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"\b\d{1,4}\s?(?:bis|ter|quater|[a-d])?[,\s]+(?:rue|avenue|av\.?|boulevard|bd|bld|place|pl\.?|chemin"
    r"|all[ée]e|impasse|route|quai|cours"
    r"|square|passage|faubourg|voie|villa|sentier|esplanade|rond-point|mail|parvis|ruelle|mont[ée]e"
    r"|street|road|lane)\b",
    re.IGNORECASE,
)
_POST = re.compile(r"\b(?:F-?)?(?:0[1-9]|[1-8]\d|9[0-8])\s?\d{3}\s+[A-ZÀ-Ý][\w’'-]+")
_ABROAD = re.compile(
    r"\b\d{1,5}\s+[\w.’' -]{1,40}\b(?:street|st\.|road|avenue|ave\.?|drive|blvd|boulevard|way|lane|square"
    r"|place|stra(?:ß|ss)e|straat|laan|calle|via)\b"
    r"|\w+(?:stra(?:ß|ss)e|straat|weg|gasse|laan)\s+\d{1,4}|\b(?:[A-Z]{2}|California|Delaware|Nevada"
    r"|Washington)\s+\d{5}\b|\bL-\d{4}\b",
    re.IGNORECASE,
)
_BOX = re.compile(r"\b(?:BP|B\.P\.|CS|TSA|ZA|ZI|ZAC|lieu-?dit|Parc d[’']activit)\b", re.IGNORECASE)
_INITIALS = re.compile(
    r"\b(?:S\.?A\.?R\.?L\.?(?:U\.?)?|S\.?A\.?S\.?(?:U\.?)?|E\.?U\.?R\.?L\.?|S\.A\.|SA|S\.?N\.?C\.?"
    r"|S\.?C\.?I\.?|SCOP|SCIC|SEL(?:ARL|AS|AFA)|SCM|SCP"
    r"|GIE|EARL|GAEC|SCEA|SEM|SPL|EPIC|EPCC|CUMA|EI|EIRL|Sarl|Sas|Sasu|Eurl|ASBL)(?!\w)"
)
_FORM = re.compile(
    r"soci[ée]t[ée] (?:[àa] responsabilit[ée]|par actions|anonyme|en nom|civile|coop[ée]rative"
    r"|d[’']exercice)|entreprise individuelle"
    r"|entrepreneur(?:e)? individuel|auto-?entrep|micro-?entrep|association\b"
    r"|loi (?:du 1er juillet )?(?:de )?1901|loi de 1908"
    r"|fondation|profession(?:nel)?(?:le)? lib[ée]ral|[ée]tablissement public|commune d|mairie|syndicat"
    r"|mutuelle|coop[ée]rative"
    r"|ordre (?:professionnel|des)|chambre (?:de|des)|office (?:notarial|de tourisme)|limited\b|\bltd\b|\bgmbh\b",
    re.IGNORECASE,
)
_REGISTER = re.compile(
    r"\b\d{3}[\s.\u00a0\u202f]?\d{3}[\s.\u00a0\u202f]?\d{3}(?:[\s.\u00a0\u202f]?\d{5})?\b|\bW\d{9}\b"
    r"|\bRNA\b|\bADELI\b|\bRPPS\b",
)
_VAT = re.compile(
    r"\bFR\s?[\dA-Z]{2}[\s.\u00a0\u202f]?\d{3}[\s.\u00a0\u202f]?\d{3}[\s.\u00a0\u202f]?\d{3}\b|\b(?:BE|DE"
    r"|LU|IT|ES|CHE)[\s-]?\d[\d. ]{7,12}",
    re.IGNORECASE,
)
_NO_VAT = re.compile(
    r"293\s?B|TVA non applicable|non assujetti|exon[ée]r[ée]e? de (?:la )?TVA"
    r"|franchise (?:en base )?de TVA|VAT exempt",
    re.IGNORECASE,
)
_SMALL = re.compile(
    r"auto-?entrepr|micro-?entrepr|association|loi (?:de )?1901|fondation|mairie|commune d"
    r"|[ée]tablissement public|syndicat|ordre des",
    re.IGNORECASE,
)
_DIRECTOR = re.compile(
    r"(?:(?:co-?)?direct(?:eur|rice)|responsable"
    r"|direction)(?:\s*[(/·.-]\s*\w*[.·]?\)?)?\s*(?:de\s+(?:la\s+)?|du\s+|des\s+)?"
    r"(?:publication|r[ée]daction|contenus?)|publication director|director of publication"
    r"|publishing director|(?:publication|r[ée]daction)\s?: ",
    re.IGNORECASE,
)
_EDITOR = re.compile(
    r"[ée]dit(?:eur|rice|[ée]e?|ion|ent|e)\b|propri[ée]taire|raison sociale|d[ée]nomination"
    r"|publi[ée]e? par|exploit[ée]e? par|published by|publisher|le (?:pr[ée]sent )?site (?:\S+ )?"
    r"(?:est|appartient)|responsable du site|identit[ée]",
    re.IGNORECASE,
)
_PHONE_LIKE = re.compile(r"\b0\d(?:[\s.\u00a0\u202f]\d{2}){4}\b|\+33[\s.\u00a0\u202f]?\d(?:[\s.\u00a0\u202f]\d{2}){4}")
_UNREGISTERED = re.compile(r"association|loi (?:de )?1901|mairie|commune d|fondation", re.IGNORECASE)
_HOST = re.compile(r"h[ée]berg(?:eur|ement|[ée]e?|e)\b|\bhost(?:ing|ed|er)?\b", re.IGNORECASE)
HOST_WORDS = 420
"""Letters after the word in which the address and the phone of the host are looked for."""


def _has_form(text: str) -> bool:
    return bool(_INITIALS.search(text) or _FORM.search(text))


def _has_address(text: str) -> bool:
    return bool(
        _STREET.search(text)
        or _POST.search(text)
        or _ABROAD.search(text)
        or (_BOX.search(text) and re.search(r"\d{5}", text))
    )


def _host_parts(text: str) -> Sequence[str]:
    """What comes after each naming of the host."""
    return [text[found.start() : found.start() + HOST_WORDS] for found in _HOST.finditer(text)]


_OTHER_PART = re.compile(
    r"\b(?:propri[ée]t[ée] intellectuelle|donn[ée]es|cookies|droit|contact|[ée]diteur|directeur|responsab"
    r"|cr[ée]dits)",
    re.IGNORECASE,
)


def _own(text: str) -> str:
    """The notice without what is said of the host: its address and phone are not the publisher's."""
    parts = sorted((found.start(), found.start() + HOST_WORDS) for found in _HOST.finditer(text))
    if not parts:
        return text
    kept, at = [], 0
    for start, end in parts:
        if start < at:
            continue
        kept.append(text[at:start])
        after = _OTHER_PART.search(text, start + 20, end)
        at = after.start() if after else min(end, len(text))
    kept.append(text[at:])
    return " ".join(kept)


def _registered(text: str) -> bool:
    """A SIREN or SIRET, told apart from a phone number and from the digits of a VAT number; an association may have
    none."""
    bare = _VAT.sub(" ", _PHONE_LIKE.sub(" ", text))
    return bool(_REGISTER.search(bare) or _UNREGISTERED.search(text))


def _of_host(text: str, has: Callable[[str], object]) -> bool:
    """Not asked where no host is named: that is said already."""
    return not _HOST.search(text) or any(has(part) for part in _host_parts(text))


Has = Callable[[str, str], bool]
ITEMS: Sequence[tuple[str, str, str, Has]] = (
    # name, in French, in English, whether the notice has it: the whole text, and without what is said of the host
    ("publisher", "l'éditeur", "the publisher", lambda _, own: bool(_EDITOR.search(own) or _has_form(own))),
    ("legal_form", "la forme juridique", "the legal form", lambda _, own: _has_form(own)),
    ("address", "l'adresse", "the address", lambda _, own: _has_address(own)),
    ("siren", "le numéro SIREN ou RCS", "the SIREN or RCS number", lambda _, own: _registered(own)),
    (
        "vat",
        "le numéro de TVA",
        "the VAT number",
        lambda text, own: bool(_VAT.search(text) or _NO_VAT.search(text) or _SMALL.search(own)),
    ),
    (
        "director",
        "le directeur de la publication",
        "the publication director",
        lambda text, _: bool(_DIRECTOR.search(text)),
    ),
    ("phone", "un téléphone", "a phone number", lambda _, own: bool(_PHONE.search(own))),
    ("email", "une adresse électronique", "an e-mail address", lambda _, own: bool(_EMAIL.search(own))),
    ("host", "l'hébergeur", "the host", lambda text, _: bool(_HOST.search(text))),
    (
        "host_address",
        "l'adresse de l'hébergeur",
        "the host's address",
        lambda text, _: _of_host(text, _has_address),
    ),
    (
        "host_phone",
        "le téléphone de l'hébergeur",
        "the host's phone number",
        lambda text, _: _of_host(text, _PHONE.search),
    ),
)


def notice_items(text: str) -> list[str]:
    """The items a notice lacks, by name."""
    own = _own(text)
    return [name for name, _, _, has in ITEMS if not has(text, own)]


def notice_incomplete(site: Site) -> Iterator[Finding]:
    """Of the pages that are a notice, the one that lacks least."""
    best: tuple[int, Page, list[str]] | None = None
    for page in site.pages:
        if not _is_notice(page, site):
            continue
        text = page.main if len(page.main) >= 80 else page.text
        lacks = notice_items(text)
        if best is None or len(lacks) < best[0]:
            best = (len(lacks), page, lacks)
    if best and best[2]:
        _, page, lacks = best
        named = {name: (french, english) for name, french, english, _ in ITEMS}
        yield Finding(
            "legal-notice-incomplete", None, True, Evidence(url=page.answer.url),
            {
                "missing": ", ".join(named[name][0] for name in lacks),
                "missing_en": ", ".join(named[name][1] for name in lacks),
                "items": ",".join(lacks),
            },
        )  # fmt: skip


def _is_notice(page: Page, site: Site) -> bool:
    """By its address, its title or its main heading; of a site on one page, by a heading on it."""
    headings: list[Any] = [*page.tree.iter("h1", "h2")] if len(site.pages) == 1 else [*page.tree.iter("h1")]
    said = [path_of(page.answer.url), page.tree.findtext(".//title") or "", *(words_of(each) for each in headings)]
    return any(_NOTICE.search(" ".join(each.split())) for each in said)


SITE = (notice_missing, notice_incomplete, privacy_missing, terms_missing, mediator_missing)
