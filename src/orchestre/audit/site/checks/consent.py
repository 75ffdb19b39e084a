"""Trackers that start before anybody agreed, and banners that make refusing harder than accepting."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from orchestre.audit.site.addresses import bare_host, normal, same_site
from orchestre.audit.site.programs import at_once, keeps_consent, strings_of, without_comments
from orchestre.audit.site.reading import base_of, decoded, selector
from orchestre.audit.site.selling import controls
from orchestre.audit.site.values import Evidence, Finding, Page, Site

_RUNS = frozenset(
    {"", "text/javascript", "application/javascript", "module", "text/ecmascript", "application/ecmascript"}
)
_JOINED = re.compile(r"[\"']\s*\+\s*[\"']")
_DEFAULTS = re.compile(r"gtag\s*\(\s*[\"']consent[\"']\s*,\s*[\"']default[\"'][^;]{0,600}?\)\s*;?", re.IGNORECASE)
_MATOMO = re.compile(r"_paq\b")
_MATOMO_AT = re.compile(r"[\"'](?:https?:)?//([^\"'/]+)(?:/[^\"']*)?[\"']")


@cache
def known() -> Mapping[str, re.Pattern[str]]:
    """Every tracker by its name."""
    text = resources.files("orchestre.audit.site").joinpath("trackers.toml").read_text(encoding="utf-8")
    return {name: re.compile("|".join(marks)) for name, marks in tomllib.loads(text).items()}


def tracker_in(text: str) -> tuple[str, str] | None:
    """The first tracker an address or a program names, with the words that do."""
    lower = text.lower()
    for name, marks in known().items():
        if found := marks.search(lower):
            return name, found[0]
    return None


def starts(page: Page, site: Site) -> Iterator[Finding]:
    """Each tracker once a page: by the address of a script, then by what a script of the page does at once."""
    told = set()
    for element, name, quote, url in _started(page, site):
        if name not in told:
            told.add(name)
            evidence = Evidence(quote, selector(element), url=url)
            yield Finding("tracker-before-consent", page.path, True, evidence, {"name": name})


def _started(page: Page, site: Site) -> Iterator[tuple[Any, str, str, str | None]]:
    base = base_of(page)
    for element in page.tree.iter("script", "img", "iframe"):
        if any(each.tag in ("noscript", "template") for each in element.iterancestors()):
            continue
        if element.tag == "script" and (element.get("type") or "").strip().lower() not in _RUNS:
            continue
        url = normal(element.get("src") or "", base) if element.get("src") else None
        if url and not same_site(url, page.answer.url):
            if found := tracker_in(url):
                yield element, found[0], element.get("src"), url
            elif element.tag == "script" and re.search(r"(?:matomo|piwik)\.js", url):
                yield element, "Matomo", element.get("src"), url
        elif element.tag == "script":
            text = element.text or "" if not url else _program(url, site)
            if found := _at_once(text, page):
                yield element, found[0], found[1], url


def _program(url: str, site: Site) -> str:
    answer = site.resources.get(url)
    return decoded(answer) if answer is not None and answer.status == 200 else ""


def _at_once(text: str, page: Page) -> tuple[str, str] | None:
    """A tracker that a program loads without waiting for anybody. Addresses cut in pieces are put together."""
    if not text or keeps_consent(text):
        return None
    # The rule of a tag that is told to wait starts nothing; nor does it keep the tag from being loaded.
    bare = _DEFAULTS.sub(lambda found: " " * len(found[0]), without_comments(text))
    whole = _JOINED.sub("", bare)
    for name, marks in known().items():
        for found in marks.finditer(whole.lower()):
            if at_once(whole, found.start()):
                return name, whole[found.start() : found.end()]
    if _MATOMO.search(whole):
        hosts = [found for found in _MATOMO_AT.finditer(whole) if "." in found[1]]
        for found in hosts[:1]:
            away = bare_host(f"https://{found[1]}/") != bare_host(page.answer.url)
            if away and at_once(whole, found.start()):
                return "Matomo", found[1]
    return None


# --- Banners -------------------------------------------------------------------------------------------------------

_ACCEPT = re.compile(
    r"^\W*(?:(?:oui,? )?(?:j[’'e] ?)?accept|tout accept|autoriser|tout autoriser|d[’']accord|ok\b|oui\b"
    r"|j[’']ai compris|compris|continuer\W*$"
    r"|allow|agree|i agree|got it|accept|yes\b|fermer et accepter|accepter)",
    re.IGNORECASE,
)
_REFUSE = re.compile(
    r"refus|sans accept|rejet|d[ée]clin|interdi|non,? merci|^\W*non\W*$|je n[’']accepte pas"
    r"|ne pas accepter|tout bloquer"
    r"|(?:uniquement|seulement|que)\b.{0,25}(?:n[ée]cessaires?|essentiels?|obligatoires?|indispensables?)"
    r"|(?:n[ée]cessaires?|essentiels?|indispensables?) (?:uniquement|seulement)|reject|decline|deny"
    r"|refuse|disagree|no,? thanks"
    r"|^\W*no\W*$|(?:only|just) (?:the )?(?:necessary|essential)|(?:necessary"
    r"|essential)(?: cookies)? only|without accepting|opt[- ]?out",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"cookies?|traceurs?|trackers?|mesure d[’']audience|consentement|consent\b", re.IGNORECASE)
_NOTHING = re.compile(
    r"(?:uniquement|seulement|exclusivement|strictement|n[’']utilis\w+ (?:que|aucun)|que des cookies"
    r"|aucun (?:cookie|traceur)|pas de (?:cookie|traceur))"
    r"|sans (?:cookie|traceur)|dispens[ée]|exempt|only (?:strictly )?necessary|no (?:tracking|cookies)"
    r"|strictly necessary",
    re.IGNORECASE,
)
_MERE = re.compile(r"^\W*(?:ok|oui|compris|j[’']ai compris|got it|d[’']accord|yes|continuer|fermer)\W*$", re.IGNORECASE)
_BOX = re.compile(
    r"cookie|consent|gdpr|rgpd|cmp\b|banner|bandeau|tracker|traceur|privacy|popin|modal|dialog", re.IGNORECASE
)
LONGEST = 1_800
"""Letters of a banner: what is longer is the page."""


def refusing(page: Page, _site: Site) -> Iterator[Finding]:
    for element, words in controls(page.tree):
        if not words or len(words) > 45 or not _ACCEPT.search(words) or _REFUSE.search(words):
            continue
        box = _banner(element)
        if box is None:
            continue
        said = words_of_all(box)
        if any(_REFUSE.search(other) for _, other in controls(box)):
            continue
        if _MERE.search(words) and _NOTHING.search(said):
            continue  # it says that there is nothing to refuse
        yield Finding("consent-no-refuse", page.path, True, Evidence(words, selector(element)))
        return


def refusing_in_programs(page: Page, site: Site) -> Iterator[Finding]:
    """A banner that a program of the site writes: its words are there, those that refuse are not. Only likely: what is
    shown, a browser sees."""
    for element in page.tree.iter("script"):
        url = normal(element.get("src") or "", base_of(page)) if element.get("src") else None
        if url and not same_site(url, page.answer.url):
            continue
        text = _program(url, site) if url else element.text or ""
        said = [*_said(text)]
        accepts = next(
            (each for each in said if len(each) <= 45 and _ACCEPT.search(each) and not _REFUSE.search(each)), ""
        )
        about = any(len(each) > 45 and _ABOUT.search(each) and not _NOTHING.search(each) for each in said)
        if accepts and about and not any(_REFUSE.search(each) for each in said):
            yield Finding("consent-no-refuse", page.path, False, Evidence(accepts, selector(element), url=url))
            return


def _said(program: str) -> Iterator[str]:
    """The words that stand in the strings of a program, each run between two tags apart."""
    if not _ABOUT.search(program):
        return
    for words in strings_of(program):
        for part in re.split(r"<[^<>]*>", words):
            if letters := " ".join(part.split()):
                yield letters


def words_of_all(box: Any) -> str:
    """All its words, those of a banner that a script will show included."""
    return " ".join(box.text_content().split())


def _banner(element: Any) -> Any | None:
    """The smallest box around a button that speaks of cookies, widened to what is named as a banner."""
    found = None
    for depth, box in enumerate(element.iterancestors()):
        if depth > 8 or box.tag in ("body", "html", "main"):
            break
        said = words_of_all(box)
        if len(said) > LONGEST:
            break
        named = bool(_BOX.search(f"{box.get('id') or ''} {box.get('class') or ''} {box.get('aria-label') or ''}"))
        shown = (box.get("role") or "").lower() in ("dialog", "alertdialog", "region", "banner") or box.tag == "dialog"
        if (_ABOUT.search(said) and found is None) or (found is not None and (named or shown)):
            found = box
    if found is None or not _ABOUT.search(words_of_all(found)):
        return None
    return found


PAGE = (starts, refusing, refusing_in_programs)
