"""Forms: a name for each field, what the data is for, and where it is sent."""

import re
from collections.abc import Iterator
from typing import Any

from orchestre.audit.site.checks.markup import MOST, named_by
from orchestre.audit.site.reading import hidden, selector, words_of
from orchestre.audit.site.values import Evidence, Finding, Page, Site

_SILENT = frozenset({"hidden", "submit", "button", "reset", "image"})
_AWAY = re.compile(
    r"(?:left|top|right)\s*:\s*-\d{3,}|display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:[;\s]"
    r"|$)",
    re.IGNORECASE,
)
_TRAP = re.compile(
    r"(?:^|[-_\s])(?:honeypot|hp|d-none|hidden|hide|visually-hidden-trap|ohnohoney)(?:[-_\s]|$)", re.IGNORECASE
)
_PERSONAL = re.compile(
    r"(?:^|[^a-z])(?:e-?mail|courriel|mail|nom|name|pr[eé]nom|firstname|lastname|surname"
    r"|t[eé]l[eé]?(?:phone)?|phone|mobile"
    r"|portable)(?:[^a-z]|$)",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"confidentialit|donn[ée]es (?:personnelles|[àa] caract[èe]re|recueillies|collect[ée]es|saisies"
    r"|que vous)|vos donn[ée]es"
    r"|ces donn[ée]es|r\.?g\.?p\.?d|vie priv[ée]e|(?:informations?|coordonn[ée]es|renseignements)[^.]{0,60}"
    r"(?:recueilli|saisi|collect|transmis|utilis|trait[ée]|conserv|serv|destin|rest)|ne (?:sera|seront"
    r"|serviront|servira)"
    r"[^.]{0,30}(?:utilis|trait|transmis|communiqu|c[ée]d|que )|(?:sert|servent|serviront|servira|utilis[ée]+s?)"
    r"[^.]{0,25}(?:uniquement|seulement|qu[’']|que pour|pour vous|[àa] vous|pour r[ée]pondre|afin)"
    r"|(?:utilis|gard|conserv|trait)\w*\s+(?:vos|votre|ces|cette)\s+(?:coordonn|adresse|renseign|information|num[ée]ro)"
    r"|privacy|personal (?:data|information)"
    r"|your (?:data|details|information)|gdpr|data protection|we (?:will )?(?:only )?use (?:your|this|these|it|them)",
    re.IGNORECASE,
)
_SEARCH = re.compile(r"search|recherch|find", re.IGNORECASE)


def _fields(tree: Any) -> Iterator[Any]:
    for element in tree.iter("input", "select", "textarea"):
        if element.tag == "input" and (element.get("type") or "text").strip().lower() in _SILENT:
            continue
        yield element


def _away(element: Any) -> bool:
    """Not seen, or a trap laid for robots."""
    for each in (element, *element.iterancestors()):
        if hidden(each) or each.tag in ("noscript", "template") or each.get("aria-hidden") == "true":
            return True
        if _AWAY.search(each.get("style") or "") or _TRAP.search(f"{each.get('class') or ''} {each.get('id') or ''}"):
            return True
    return False


def labels(page: Page, _site: Site) -> Iterator[Finding]:
    count = 0
    for element in _fields(page.tree):
        if _away(element) or named_by(element, page) or _labelled(element, page):
            continue
        quote = element.get("placeholder") or element.get("name") or None
        yield Finding("form-label-missing", page.path, True, Evidence(quote, selector(element)))
        count += 1
        if count == MOST:
            return


def _labelled(element: Any, page: Page) -> bool:
    """By a label with words around it, or one that names its id."""
    around = next((each for each in element.iterancestors() if each.tag == "label"), None)
    if around is not None and _says(around):
        return True
    own = element.get("id")
    return bool(own) and any(_says(each) for each in page.tree.iter("label") if each.get("for") == own)


def _says(label: Any) -> bool:
    pictures = any((each.get("alt") or "").strip() for each in label.iter("img"))
    return pictures or bool((label.get("aria-label") or "").strip()) or bool(words_of(label).strip("* :\u00a0"))


def notices(page: Page, _site: Site) -> Iterator[Finding]:
    """Neither the form nor the main text of its page says what the data is for."""
    for form in page.tree.iter("form"):
        asked = _personal(form)
        if asked is None or _away(form) or _searches(form) or _logs_in(form):
            continue
        if _NOTICE.search(words_of(form)) or _NOTICE.search(page.main) or _links_to_notice(form):
            continue
        sure = (asked.get("type") or "").lower() in ("email", "tel")
        quote = asked.get("name") or asked.get("id") or asked.get("placeholder")
        yield Finding("form-no-privacy-notice", page.path, sure, Evidence(quote, selector(form)))
        return


def _links_to_notice(form: Any) -> bool:
    return any(_NOTICE.search((link.get("href") or "").replace("-", " ").replace("_", " ")) for link in form.iter("a"))


def _personal(form: Any) -> Any | None:
    """The first field of the form that asks who one is or how to reach one."""
    for field in _fields(form):
        kind = (field.get("type") or "text").strip().lower()
        if kind in ("email", "tel"):
            return field
        if kind not in ("text", "") and field.tag == "input":
            continue
        said = " ".join(field.get(name) or "" for name in ("name", "id", "autocomplete", "placeholder", "aria-label"))
        if _PERSONAL.search(said.replace("_", " ").replace("-", " ")) and not _SEARCH.search(said):
            return field
    return None


def _searches(form: Any) -> bool:
    said = f"{form.get('role') or ''} {form.get('action') or ''} {form.get('class') or ''} {form.get('id') or ''}"
    kinds = {(field.get("type") or "").lower() for field in _fields(form)}
    return "search" in kinds or (bool(_SEARCH.search(said)) and len(list(_fields(form))) <= 2)


def _logs_in(form: Any) -> bool:
    """One identifier and one password: an account that is there already."""
    kinds = [(field.get("type") or "text").lower() for field in _fields(form)]
    return kinds.count("password") == 1 and len([kind for kind in kinds if kind not in ("password", "checkbox")]) <= 1


def sent_in_clear(page: Page, _site: Site) -> Iterator[Finding]:
    for element in page.tree.iter("form", "button", "input"):
        written = element.get("action" if element.tag == "form" else "formaction") or ""
        if written.strip().lower().startswith("http://"):
            yield Finding("form-insecure-action", page.path, True, Evidence(written.strip()[:200], selector(element)))
            return


PAGE = (labels, notices, sent_in_clear)
