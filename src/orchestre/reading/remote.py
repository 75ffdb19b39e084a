"""How the author means to work: remote, on site, or both."""

import re

from orchestre.reading.normal import Prepared, has_any
from orchestre.reading.places import find_places
from orchestre.reading.values import Remote, RemoteMode

_NO_REMOTE = re.compile(
    r"(?:pas|jamais|aucun|sans|plus|ni)(?: \w+)? (?:de |du |en |le |au )?(?:full )?(?:teletravail|distanciel|"
    r"remote|distance|visio)|"
    r"(?:no|not|non|never)[ -](?:\w+ ){0,2}?remote|n'?(?:aime|accepte) pas (?:le |la )?(?:teletravail|distance)|"
    r"(?:presentiel|sur site|sur place|on[- ]?site)(?: \w+){0,2} (?:uniquement|seulement|exclusivement|only|"
    r"obligatoire|imperatif)|"
    r"(?:uniquement|seulement|exclusivement|only|100 ?%|que) (?:en |du |d[eu] )?(?:presentiel|sur site|"
    r"sur place|on[- ]?site)|"
    r"\bin[- ]person only"
)
_HYBRID = re.compile(
    r"\bhybrid\w*|\bhybride?s?\b|"
    r"(?:teletravail|remote|distanciel|distance|visio)[^.!?\n]{0,40}?(?:\+|&|\bet\b|\bou\b|\bor\b|\band\b|/|,|"
    r"puis)[^.!?\n]{0,30}?(?:deplacement|sur site|sur place|presentiel|on[- ]?site|in the office|in person|"
    r"chez vous|bureau)|"
    r"(?:deplace\w*|sur site|sur place|presentiel|on[- ]?site|in the office|in person|"
    r"chez vous)[^.!?\n]{0,40}?(?:\+|&|\bet\b|\bou\b|\bor\b|\band\b|/|,|sinon|puis|le reste|the rest|"
    r"rest)[^.!?\n]{0,30}?(?:teletravail|remote|distanciel|distance|visio|from home)|"
    r"(?:remote|distance|distanciel|teletravail)[^.!?\n]{0,30}?(?:passage|venue|visite|je (?:viens|passe)|"
    r"reunions? sur|"
    r"visits?\b|can travel|peux (?:me deplacer|venir|passer)|peut (?:se deplacer|venir|passer)|"
    r"kick-?off sur|une fois par mois|once a (?:month|quarter|week))|"
    r"(?:remote|distance|teletravail)[^.!?\n]{0,30}?(?:et je me deplace|with (?:occasional |some )?(?:travel|visits?))|"
    r"\bpartiel(?:lement)? (?:en )?(?:remote|teletravail)|teletravail partiel|"
    r"(?:come|travel|go) to your (?:office|premises|place)|"
    r"happy to (?:fly|travel|come|visit|drop)|(?:fly|come|travel) over (?:once|every|for)|if you need me on[- ]?site|"
    r"\d ?(?:j|jours?|days?)(?: par semaine| a week|/semaine)? (?:sur site|sur place|en presentiel|"
    r"on[- ]?site|in the office)|"
    r"je passe a \w+ (?:une semaine|un jour|\d jours?) (?:sur|par)"
)
_YES = re.compile(
    r"\b(?:full|100 ?%|total\w*|entierement|completement|exclusivement|uniquement|tout|only|fully)[ -]?(?:en |"
    r"a )?(?:remote|distance|distanciel|teletravail)|"
    r"\b(?:remote|distanciel|teletravail|a distance|en distanciel|telework|work from home|wfh|"
    r"working from home|home[- ]office|en visio|remotely|de chez moi|full tt|tt (?:total|complet)|100 ?% tt)\b|"
    r"ne me deplace pas|me deplace pas|pas de deplacement|aucun deplacement|sans deplacement|don't travel|no travel"
)
_ABOUT_PLACE = re.compile(
    r"\b(?P<place>[a-z][\w-]+) ?(?:\+|&|/|\bou\b|\bet\b|\bor\b|\band\b) ?(?:full )?(?:remote|distance|"
    r"distanciel|teletravail|a distance|visio)\b"
)
_ON_SITE = re.compile(
    r"\b(?:viens|venir|passe|passer|vient) (?:dans|a) vos (?:bureaux|locaux)|"
    r"\ben presentiel\b|\bdans vos locaux\b|\bsur place\b|"
    r"\b(?:je|on|nous) (?:me |se |nous )?(?:travaille|intervien\w+|bosse|deplace)\w* (?:uniquement |"
    r"seulement )?(?:chez vous|sur site|dans vos locaux|sur place)|"
    r"\bin your (?:office|premises)|\bonly on[- ]?site|\bpresentiel (?:obligatoire|uniquement)"
)
_WORDS = (
    *("remote", "distan", "teletravail", "telework", "presentiel", " site", "on-site", "onsite", "sur place", "hybrid"),
    *(
        "visio",
        "home",
        "wfh",
        "deplace",
        "travel",
        "in person",
        "in-person",
        "office",
        "locaux",
        "chez vous",
        "passe a ",
    ),
    *("full tt", "% tt", "de chez moi", "bureaux", "fly over", "come over", "happy to"),
)
"""Without one of them nothing is said of it: most replies are answered by this look alone."""
_THEME = re.compile(
    r"(?:outils?|vente|commerce|assistance|support|controle|telecommande|acces|management|gestion) (?:\w+ )?$"
)


def find_remote(ready: Prepared) -> RemoteMode:
    """UNKNOWN with an empty span when nothing is said. A question ("c'est faisable en remote ?") says nothing."""
    folded = ready.folded
    if has_any(folded, _WORDS):
        for pattern, mode in _IN_ORDER:
            match = pattern.search(folded)
            if match and not _in_question(folded, match.end()) and _holds(ready, match):
                return RemoteMode(mode, ready.span(*match.span()))
    return RemoteMode(Remote.UNKNOWN, (0, 0))


def _holds(ready: Prepared, match: "re.Match[str]") -> bool:
    if match.re is _YES:
        return not _THEME.search(ready.folded, 0, match.start())
    return match.re is not _ABOUT_PLACE or _is_name(ready, match)


def _is_name(ready: Prepared, match: "re.Match[str]") -> bool:
    """A place and a distance ("Bordeaux + remote") are both; "SEO + remote" is not."""
    start = ready.span(*match.span("place"))[0]
    return any(found.span[0] <= start < found.span[1] or found.span[0] == start for found in find_places(ready))


_IN_ORDER = (
    (_NO_REMOTE, Remote.NO),
    (_HYBRID, Remote.HYBRID),
    (_ABOUT_PLACE, Remote.HYBRID),
    (_YES, Remote.YES),
    (_ON_SITE, Remote.NO),
)


def _in_question(text: str, end: int) -> bool:
    rest = re.compile(r"[.!?\n]").search(text, end)
    return rest is not None and rest.group() == "?"
