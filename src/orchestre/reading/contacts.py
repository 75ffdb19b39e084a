"""How to reach the author: e-mails (also disguised), phones, addresses of pages, handles.

An e-mail is given in its plain form (`theo(arobase)boite(point)fr` -> `theo@boite.fr`);
its span shows what was written.
Phones are given as written; `phone_key` is their comparable form.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from orchestre.basics import Span
from orchestre.reading.certainty import confidence
from orchestre.reading.normal import Prepared, has_any
from orchestre.reading.parts import Parts
from orchestre.reading.values import Found


@dataclass(frozen=True, slots=True)
class Contacts:
    emails: tuple[Found, ...] = ()
    phones: tuple[Found, ...] = ()
    urls: tuple[Found, ...] = ()
    handles: tuple[Found, ...] = ()
    tags: tuple[Found, ...] = ()
    """People tagged by name ("@Paul Mercier") or addressed at the very start: seldom a way to reach the author."""


_AT = (
    r"(?:@\s?|\s@\s|\s*[\[({<]\s*(?:at|a|arobase|arobas|chez|@)\s*[\])}>]\s*|"
    r"\s*(?P<mark>[_*|~=\"'-])\s?(?:at|arobase|arobas|chez|@)\s?(?P=mark)\s*)"
)
_DOT = (
    r"(?:\.|\s*[\[({<]\s*(?:dot|point|\.)\s*[\])}>]\s*|\s+(?:dot|point)\s+|\s\.\s|"
    r"\s*[_*|~=\"'-]\s?(?:dot|point)\s?[_*|~=\"'-]\s*)"
)
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,62})"
_LOCAL = r"[a-z0-9][\w+%-]{0,63}(?:" + _DOT + r"[\w+%-]{1,63}){0,4}"
_EMAIL = re.compile(
    rf"(?<![\w.@+/-])(?P<local>{_LOCAL}){_AT}(?P<domain>{_LABEL}(?:{_DOT}{_LABEL})*{_DOT}[a-z]{{2,24}})(?![\w@])"
)
_EMAIL_PLAIN = re.compile(r"(?<![\w.@+/-])[a-z0-9][\w.+%-]{0,63}@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,24}(?![\w@])")
_EMAIL_WORDS = re.compile(
    r"(?<![\w.@+-])(?P<local>[a-z0-9][\w+-]{0,63}(?:(?:\.| dot | point )[\w+-]{1,63}){0,3}) (?:at|arobase|arobas|chez) "
    r"(?P<domain>[a-z0-9-]{2,63}(?:(?:\.| dot | point )[a-z0-9-]{2,63})*(?P<last> dot | point |\.)[a-z]{2,24})(?![\w@])"
)
_BRACKET_AT = re.compile(
    r"[_*|~=\"'-]\s?(?:at|arobase|arobas|chez)\s?[_*|~=\"'-]|[\[({<]\s*(?:at|a|arobase|arobas|chez|@)\s*[\])}>]|"
    r"\s@\s|@\s"
)
_AT_WORDS = Parts(" at ", " arobas", " chez ")
_PROVIDERS = Parts("gmail", "hotmail", "outlook", "yahoo", "protonmail", "icloud")
_AT_LETTERS = Parts(
    "@", "arobas", "[a", "(a", "{a", "<a", "[ a", "( a", "_at", "*at", "|at", "~at", "=at", "-at-",
    '"at"', "'at'", "[chez",
    "(chez", "_chez",
)  # fmt: skip
_AT_PROVIDER = re.compile(
    rf"(?<![\w.@+/-])(?P<local>{_LOCAL})(?:\s*[\[({{<]\s*(?:at|a|arobase|@)\s*[\])}}>]\s*| at | arobase |@)"
    r"(?P<domain>gmail|hotmail|outlook|yahoo|protonmail|icloud)\b(?!\s?(?:\.|[\[({]|dot\b|point\b))"
)
_TO_DOT = re.compile(_DOT)
_MAIL_CUE = re.compile(r"(?:e-?mail|mail|courriel|contact|ecri\w*|reach|write|adresse)[^\w]*(?:\w+[^\w]+){0,3}$")

_PHONE = re.compile(r"(?<![\w+#@=])(?<!\d[.,/-])(?:\+\s?|00\s?)?\(?\d(?:[\s().\-/]{0,3}\d){6,14}(?![\w@])")
_MAY_BE_PHONE = re.compile(r"\d(?:[\s().\-/]{0,3}\d){6}")
_BETWEEN_NUMBERS = re.compile(r"\n|\s[-/]\s(?=[+0])|\s{2,}|/(?=[+0]\d)")
_PHONE_VETO = re.compile(
    r"(?<![a-z])(?:siret|siren|rcs|iban|tva|vat|rna|ape|naf|ticket|ref(?:erence)?|n[o°]\s?(?:de )?(?:dossier|commande|"
    r"facture|devis)|"
    r"duns|capital|adeli|commande|facture|dossier|isbn|ean)(?![a-z])\W*(?:\w{1,4}\W+)?$"
)
_DATE_LIKE = re.compile(r"^\(?(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2})")
_BARE_NUMBER = re.compile(r"\d{10}$|\d{5} \d{5}$|[2-9]\d{2}[-.]\d{4}$")
_PHONE_CUE = re.compile(
    r"(?:\b(?:tel|telephone|phone|call|text|sms|whats ?app|wa|cell|cel|mobile|mob|gsm|natel|portable|port|fixe|"
    r"ligne|joindre|viber|"
    r"signal|contact|t|m|p)\b\W{0,4}(?:me |moi |us |nous |at |au |on |sur |is )?|,\s|\n|[|☎📞📱✆]\s?|^)$"
)
_NANP = re.compile(r"^\(?[2-9]\d{2}\)?[ .-]?[2-9]\d{2}[ .-]\d{4}$|^1[ .-]\(?[2-9]\d{2}\)?[ .-]\d{3}[ .-]\d{4}$")

# Endings people really use; a bare word with another ending ("node.js", "fin.Je") is not an address.
_ENDINGS = (
    "com|org|net|fr|be|ch|ca|eu|uk|io|dev|me|co|info|pro|biz|app|design|agency|studio|tech|digital|online|site|website|"
    "store|shop|xyz|ai|cloud|consulting|expert|bzh|paris|lu|de|es|it|nl|pt|us|in|tv|pm|re|nc|corsica|alsace|quebec|"
    "example|exemple|gouv|page|link|works|space|blog|news|team|work|media|marketing|solutions|services|gl|ly|"
    "ma|tn|sn|ci|mg|ie|ee|dk|pl|cz|cv|bio|fm|gallery|photo|photos|photography|film|ltd|"
    r"com\.au|net\.au|co\.nz|co\.za|com\.ng|com\.gh|co\.ke|com\.br|com\.mx|com\.sg|com\.ph|com\.pk|"
    "group|academy|coach|social|ink|art|life|world|company|business|email|live|gg|test"
)
_URL = re.compile(
    r"(?<![\w@.-])(?:https?://[^\s<>\"'\])|]+|www\.[^\s<>\"'\])|]+|"
    rf"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:{_ENDINGS})(?![\w-])(?!\.\w)(?:[/?#][^\s<>\"'\])|]*)?)",
)
_NOT_A_PAGE = re.compile(
    r"(?:asp|vb|ado)\.net$|^(?:www\.)?(?:amazon|cdiscount|ebay|etsy|fnac|darty|manomano|booking|monday|make|salesforce|"
    r"shopify|wordpress|wix|webflow|hubspot|leboncoin|airbnb|upwork|malt|fiverr|freelancer|linkedin|facebook|instagram|"
    r"google|gmail|github|notion|airtable|zapier|outlook|hotmail|yahoo|orange|free|laposte|sendinblue|brevo|mailchimp|"
    r"zoho|bubble|figma|canva|perplexity|character|copy|jasper|pipedrive|cal|calendly|stripe|twitter|x|youtube|tiktok)"
    r"\.(?:com|fr|io|org|co|ai|net|app|so|de|es|it|uk|be|ch|ca|us|in|works)$"
)
_TRAILING = ".,;:!?…)»'\"*_]>"

_HANDLE = re.compile(r"(?<![\w@./+-])@[a-z0-9_](?:[\w.-]*\w)?(?:@[a-z0-9-]+(?:\.[a-z0-9-]+)+)?", re.IGNORECASE)
_NETWORK = re.compile(
    r"\b(?P<network>discord|telegram|tg|insta|instagram|ig|skype|signal|twitter|threads|bluesky|bsky|snap|"
    r"snapchat|matrix|wechat|kik|"
    r"pseudo|username|handle|tiktok|reddit|behance|dribbble|linktree|substack|twitch|"
    r"vinted|etsy)\b(?: (?:id|handle|username|user|pseudo|tag|name|is|at|"
    r"me at))?\s?(?:[:=→]|->|\bis\b|\bc'est\b(?=\s?@?\w+[_\d]\w)|@)\s?@?"
    r"(?P<name>(?:live:)?[a-z0-9_](?:[\w.-]{1,30}\w)(?:#\d{4})?)(?![\w@/])"
)
_TAGGED_NAME = re.compile(r"(?<![\w#@/.])[a-z0-9_][\w.]{1,30}#\d{4}(?!\d)")
_ON_NETWORK = re.compile(
    r"\b(?:discord|telegram|tg|insta|instagram|tiktok|skype|signal|snap)[ ,(]{1,3}"
    r"(?P<name>(?!tiktok|insta|face|linked|youtube)(?:live:)?[a-z](?:[a-z0-9]{0,30}(?:[_\d]|"
    r"\.(?=\w{3}))[\w.]{0,30}\w))(?![\w@/#])"
)
_NO_HANDLE = frozenset((
    "http", "https", "www", "yes", "oui", "non", "no", "on", "sur", "server", "serveur", "bot", "bots", "the",
    "mon", "moi", "voir", "lien", "link", "see", "dm", "mp", "pm", "below", "bio", "profil", "profile", "page",
    "channel", "group", "groupe", "ads", "and", "et", "in", "en", "me", "my", "same", "idem", "contact", "message",
    "preferred", "ok", "available", "dispo", "only", "n/a",
))  # fmt: skip
_TAG = re.compile(r"@[A-ZÀ-Ý][\w'-]+ (?:(?:de|du|le|la|van|von|el|ben) )?[A-ZÀ-Ý][\w'-]*")


def _overlaps(span: Span, taken: list[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in taken)


def _emails(ready: Prepared) -> Iterator[tuple[str, int, int]]:
    lower = ready.lower
    taken: list[Span] = []
    if "@" in lower:
        for match in _EMAIL_PLAIN.finditer(lower):
            taken.append(match.span())
            yield match.group(), match.start(), match.end()
    if ready.holds(_AT_LETTERS) and _BRACKET_AT.search(ready.folded):
        for match in _EMAIL.finditer(lower):
            if not _overlaps(match.span(), taken) and not _two_sentences(match.group()):
                taken.append(match.span())
                yield _undisguise(match.group("local"), match.group("domain")), match.start(), match.end()
    if ready.holds(_AT_WORDS):
        for match in _EMAIL_WORDS.finditer(lower):
            plain_dot = match.group("last") == "."
            if (
                plain_dot
                and has_any(match.group(), (" at ", " chez "))
                and not _MAIL_CUE.search(ready.folded[: match.start()][-60:])
            ):
                continue  # "have a look at example.com"
            if not _overlaps(match.span(), taken):
                taken.append(match.span())
                yield _undisguise(match.group("local"), match.group("domain")), match.start(), match.end()
    if ready.holds(_PROVIDERS):
        for match in _AT_PROVIDER.finditer(lower):
            if not _overlaps(match.span(), taken):
                yield _undisguise(match["local"], match["domain"] + ".com"), match.start(), match.end()


def _two_sentences(written: str) -> bool:
    """`merci @ bientot . cordialement`: with spaces around the dot the ending has to be a known one."""
    ending = re.search(r"\s\.\s(\w+)$", written)
    return ending is not None and not re.fullmatch(_ENDINGS, ending.group(1))


def _undisguise(local: str, domain: str) -> str:
    return f"{_TO_DOT.sub('.', local)}@{_TO_DOT.sub('.', domain)}"


def _is_phone(written: str, before: str, after: str) -> bool:  # noqa: PLR0911
    digits = "".join(c for c in written if c.isdigit())
    if _DATE_LIKE.match(written) or _PHONE_VETO.search(before):
        return False
    if written.startswith("+") or digits.startswith("00"):
        return 9 <= len(digits.lstrip("0")) <= 15
    if "  " in written or len(set(digits)) <= 1 or (len(digits) == 7 and not _BARE_NUMBER.match(written)):
        return False
    if digits.startswith("0"):
        # National numbers: France 10 digits; Belgium 9 or 10; Switzerland 10; United Kingdom 10 or 11.
        return digits[1] != "0" and 9 <= len(digits) <= 11
    if digits.startswith("33") and len(digits) == 11:
        return True  # the plus sign was forgotten
    if _BARE_NUMBER.match(written):
        return _PHONE_CUE.search(before) is not None and (len(digits) != 7 or not _MORE.match(after))
    return bool(_NANP.match(written))


_MORE = re.compile(r"\s?(?:\w|[€$£%])")


def phone_key(written: str) -> str:
    """Digits that compare: `+33 (0)6 39 98 11 22`, `0033639981122` and `06 39 98 11 22` give the same key.

    Country codes of France, Belgium, Switzerland and the United Kingdom become the national 0.
    """
    digits = "".join(c for c in re.sub(r"\(0\)", "", written) if c.isdigit())
    if not written.strip().startswith("+") and not digits.startswith("00"):
        return digits
    digits = digits.lstrip("0")
    for code in ("33", "32", "41", "44"):
        if digits.startswith(code):
            return "0" + digits[2:].lstrip("0")
    return digits.removeprefix("1") if len(digits) == 11 and digits.startswith("1") else digits


def find_contacts(ready: Prepared) -> Contacts:
    """Everything in one pass, so that a domain is not taken for a handle and a price not for a phone."""
    lower = ready.lower
    taken: list[Span] = []

    def found(value: str, start: int, end: int, sign: str) -> Found:
        taken.append((start, end))
        return Found(value, ready.span(start, end), confidence(sign))

    emails = tuple(
        found(value, start, end, "emails.plain" if value == lower[start:end] else "emails.disguised")
        for value, start, end in _emails(ready)
    )
    urls: list[Found] = []
    if "." in lower:
        for match in _pages(lower):
            end = match.end()
            while end > match.start() and lower[end - 1] in _TRAILING:
                end -= 1
            if _overlaps((match.start(), end), taken) or _NOT_A_PAGE.search(lower[match.start() : end]):
                continue
            sign = "urls.address" if "/" in match.group() or match.group().startswith("www.") else "urls.bare"
            urls.append(found(ready.text[match.start() : end], match.start(), end, sign))
    phones: list[Found] = []
    at = 0 if _MAY_BE_PHONE.search(lower) else len(lower)
    while (number := _PHONE.search(lower, at)) is not None:
        start, end = _one_number(number.group(), number.start())
        at = end
        written = ready.text[start:end]
        if not _overlaps((start, end), taken) and _is_phone(
            written, ready.folded[max(0, start - 30) : start], ready.folded[end : end + 3]
        ):
            sign = "phones.international" if written.startswith(("+", "00")) else "phones.national"
            phones.append(found(written, start, end, sign))
    handles, tags = _handles(ready, taken) if "@" in lower else ((), ())
    named = _named_handles(ready, taken) if ready.holds(_NETWORKS) else ()
    known = {one.value.lower().lstrip("@") for one in handles}
    handles += tuple(one for one in named if one.value.lower() not in known)
    return Contacts(_once(emails), _once(phones), _once(urls), handles, tags)


def _pages(lower: str) -> Iterator["re.Match[str]"]:
    """Addresses of pages. They hold no space, so only what stands around a dot inside a word is searched."""
    if "://" in lower:
        yield from _URL.finditer(lower)
        return
    dot = lower.find(".")
    while dot >= 0:
        after = dot + 1
        if not lower[after : after + 1].isspace() and after < len(lower):
            start = max(lower.rfind(" ", 0, dot), lower.rfind("\n", 0, dot)) + 1
            space = lower.find(" ", after)
            after = len(lower) if space < 0 else space
            yield from _URL.finditer(lower, start, after)
        dot = lower.find(".", after)


def _once(found: Iterable[Found]) -> tuple[Found, ...]:
    return tuple({one.value: one for one in reversed(tuple(found))}.values())[::-1]


_NETWORKS = Parts(
    "discord", "telegram", "tg", "insta", " ig:", " ig ", "skype", "signal", "twitter", "threads", "bluesky",
    "bsky", "snap",
    "matrix", "wechat", "kik", "pseudo", "username", "handle", "tiktok", "reddit", "#",
)  # fmt: skip


def _named_handles(ready: Prepared, taken: list[Span]) -> tuple[Found, ...]:
    """ "discord: ropeladder", "tg = jo_dev", "jo#1234"."""
    found: dict[str, Found] = {}
    for form in (_NETWORK, _TAGGED_NAME, _ON_NETWORK):
        for match in form.finditer(ready.folded):
            span = match.span("name") if form is not _TAGGED_NAME else match.span()
            value = ready.text[slice(*span)]
            if value.lower() in _NO_HANDLE or _overlaps(span, taken):
                continue
            found.setdefault(value, Found(value, ready.span(*span), confidence("handles.named")))
    return tuple(found.values())


def _one_number(written: str, at: int) -> Span:
    """Two numbers separated by a dash or a slash: the first only. A number ends at a line break."""
    for stop in _BETWEEN_NUMBERS.finditer(written):
        if stop.group() != "/" or sum(char.isdigit() for char in written[: stop.start()]) >= 9:
            return at, at + stop.start()
    return at, at + len(written)


def _handles(ready: Prepared, taken: list[Span]) -> tuple[tuple[Found, ...], tuple[Found, ...]]:
    handles: list[Found] = []
    tags: list[Found] = []
    for match in _HANDLE.finditer(ready.text):
        if _overlaps(match.span(), taken) or (
            match.group()[1:].isdigit() and ready.text[match.end() : match.end() + 1] != ">"
        ):
            continue
        tag = _TAG.match(ready.text, match.start())
        if tag:
            tags.append(Found(tag.group(), ready.span(*tag.span())))
            continue
        found = Found(match.group(), ready.span(*match.span()), confidence("handles.at"))
        addressed = match.start() == 0 and len(ready.text.split()) > 2
        if addressed:
            tags.append(found)
        if not addressed or "@" not in found.value[1:]:
            handles.append(found)  # "@studio.mielle fait ça": a plain handle may be the one to write to
    return tuple(handles), tuple(tags)
