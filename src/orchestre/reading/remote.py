"""How the author means to work: remote, on site, or both."""

import re
from collections.abc import Sequence

from orchestre.reading.certainty import confidence
from orchestre.reading.normal import Prepared
from orchestre.reading.openings import FirstOf
from orchestre.reading.parts import Parts
from orchestre.reading.places import find_places
from orchestre.reading.values import Found, Remote, RemoteMode

_NO_REMOTE = re.compile(
    r"(?:pas|jamais|aucun|sans|plus|ni)(?: \w+)? (?:de |du |en |le |au )?(?:full )?(?:teletravail|distanciel|"
    r"remote|distance|visio)|"
    r"(?:no|not|non|never)[ -](?:\w+ ){0,2}?remote|n'?(?:aime|accepte) pas (?:le |la )?(?:teletravail|distance)|"
    r"(?:presentiel|sur site|sur place|on[- ]?site)(?: \w+){0,2} (?:uniquement|seulement|exclusivement|only|"
    r"obligatoire|imperatif)|"
    r"(?:uniquement|seulement|exclusivement|only|100 ?%|que) (?:en |du |d[eu] )?(?:presentiel|sur site|"
    r"sur place|on[- ]?site)|"
    r"\bin[- ]person only|\b(?:on[- ]?site|in[- ]office|in[- ]house) only|\bremote\W{1,3}(?:no\b|non\b|nope|"
    r"not? possible|❌)|\b(?:pick-?up|collection) only|\bretrait (?:sur place|en atelier|a l'atelier)|"
    r"\b(?:reparations?|depannages?|cours|interventions?|formations?|assistance|soutien|seances?|"
    r"prestations?)\b[^.\n]{0,40}\b(?:a|au) (?:votre )?domicile|"
    r"\b(?:a|au) (?:votre )?domicile des? (?:particuliers|clients?)|\bdeplacement (?:a|au) (?:votre )?domicile"
)
_HYBRIDS = (
    r"\bhybrid\w*|\bhybride?s?\b|"
    r"\b(?:half|semi|part|partly|partially|50/50|moitie|a moitie|mi|(?!100)\d\d ?%)[ -](?:de |"
    r"d'|en |of )?(?:the time |time |du temps )?(?:in |a |en )?"
    r"(?:remote|remotely|from home|wfh|distance|distanciel|teletravail|tt)\b|"
    r"\b(?:one|two|three|four|un|deux|trois|quatre|[1-4])(?: ?(?:-|a|to|ou|or|/) ?(?:[2-4]|"
    r"deux|trois|two|three))? ?(?:j|jours?|days?)"
    r"(?: ?(?:a|per|par|/) ?(?:week|semaine|sem))? (?:of |de |d'|en |a |from |at |working |"
    r"work )?(?:the )?(?:remote|home|wfh|distance|distanciel|teletravail|tt)\b|"
    r"\b(?:remote|wfh|teletravail|distanciel|tt|from home|a distance)\s?[:(]? ?(?:up to |"
    r"jusqu'a )?(?:one|two|three|four|un|deux|trois|quatre|[1-4])"
    r"(?: ?(?:-|a|to|ou|or) ?[2-4])? ?(?:j|jours?|days?)(?:\b|/)|"
    r"(?:teletravail|remote|distanciel|distance|visio)[^.!?\n]{0,40}?(?:\+|&|\bet\b|\bou\b|\bor\b|\band\b|/|,|"
    r"puis)[^.!?\n]{0,30}?(?:deplacement|(?:me |nous |se )deplac\w+|sur site|sur place|presentiel|on[- ]?site|"
    r"in the office|in person|"
    r"chez vous|bureau|a domicile|en cabinet|au cabinet|face[- ]to[- ]face|in the studio)|"
    r"(?:deplace\w*|sur site|sur place|presentiel|on[- ]?site|in the office|in person|"
    r"chez vous)[^.!?\n]{0,40}?(?:\+|&|\bet\b|\bou\b|\bor\b|\band\b|/|,|sinon|puis|le reste|the rest|"
    r"rest)[^.!?\n]{0,30}?(?:teletravail|remote|distanciel|distance|visio|from home|chez moi)|"
    r"(?:remote|distance|distanciel|teletravail)[^.!?\n]{0,30}?(?:passage|venue|visite|je (?:viens|passe)|"
    r"reunions? sur|"
    r"visits?\b|can travel|peux (?:me deplacer|venir|passer)|peut (?:se deplacer|venir|passer)|"
    r"kick-?off sur|une fois par mois|once a (?:month|quarter|week))|"
    r"(?:remote|distance|teletravail)[^.!?\n]{0,30}?(?:et je me deplace|with (?:occasional |some )?(?:travel|visits?))|"
    r"\b(?:teletravail|distanciel|remote|a distance) (?:partiel\w* )?possible|"
    r"\bpartiel(?:lement)? (?:en )?(?:remote|teletravail)|teletravail partiel|"
    r"(?:come|travel|go) to your (?:office|premises|place)|"
    r"(?:happy|glad|pleased|willing|able|free) to (?:fly|come|visit|drop|be on[- ]?site|"
    r"travel (?:to you|in|over|for|up|down|on))|(?:fly|come|"
    r"travel) over (?:once|every|for)|if you need me on[- ]?site|"
    r"\d ?(?:j|jours?|days?)(?: par semaine| a week|/semaine)? (?:sur site|sur place|en presentiel|"
    r"on[- ]?site|in the office)|"
    r"\bin[- ]person (?:or|and|/|&) (?:virtual\w*|online|remote\w*|over)|\b(?:virtual\w*|online|remote\w*) (?:or|"
    r"and|/|&) in[- ]person|"
    r"(?:sur site|sur place|on[- ]?site|on location)\b[^.!?\n]{0,50}\b(?:or|ou|et|and|"
    r"sinon)\b[^.!?\n]{0,20}\b(?:over|by|par|en|via) video|"
    r"(?:over|by|par|en|via) video\b[^.!?\n]{0,50}\b(?:or|ou|et|and|sinon)\b[^.!?\n]{0,20}(?:sur site|sur place|"
    r"on[- ]?site|on location)|"
    r"(?:sur site|sur place|on[- ]?site|presentiel|deplacements?) (?:possibles?|si (?:besoin|necessaire)|"
    r"au besoin|ponctuel\w*|occasionnel\w*|regulie\w*|(?:if|when|as) (?:needed|required|necessary)|occasionally|"
    r"from time to time)|"
    r"\b(?:distance|distanciel|remote|teletravail) (?:ou|et|or|and|/|\+|&) (?:en |sur |on ?)?(?:sur )?(?:site|"
    r"place|presentiel)\b|"
    r"je passe a \w+ (?:une semaine|un jour|\d jours?) (?:sur|par)"
)
_HYBRID = FirstOf([("hybrid", _HYBRIDS)])
_YES = re.compile(
    r"\b(?:full|100 ?%|total\w*|entierement|completement|exclusivement|uniquement|tout|only|fully)[ -]?(?:en |"
    r"a )?(?:remote|distance|distanciel|teletravail)|"
    r"\b(?:remote|distanciel|teletravail|a distance|en distanciel|telework|work from home|wfh|"
    r"working from home|home[- ]office|home[- ]based|en visio|par visio|remotely|work(?:ing)? from anywhere|"
    r"location[- ]independent|digital nomad|remote[- ]first|depuis chez moi|de chez moi|full tt|tt (?:total|"
    r"complet)|100 ?% tt)\b|"
    r"ne me deplace pas|me deplace pas|ne viens pas (?:sur|dans|chez)|don't do on[- ]?site|no on[- ]?site|"
    r"(?:^|[.,;|(] ?|\n)online(?= ?[,.|;)\n]|$)|\b(?:sessions?|lessons?|classes|coaching|"
    r"cours|seances?)\b[^.\n;]{0,25}\b(?:online|en ligne)\b|\bremoto\b|"
    r"pas de deplacement|aucun deplacement|sans deplacement|don't travel|no travel"
)
_ABOUT_PLACE = re.compile(
    r"\b(?P<place>[a-z][\w-]+) ?(?:\+|&|/|\bou\b|\bet\b|\bor\b|\band\b) ?(?:full )?(?:remote|distance|"
    r"distanciel|teletravail|a distance|visio|zoom|teams|telesecretariat|online|en ligne)\b"
)
_FIELD = re.compile(r"\bremote ?[:=]\s?(?:yes|ok|sure|only|prefer\w*|oui|✅|full|100|hybrid or remote)")
_OR_REMOTE = re.compile(
    r"\b(?P<place>[a-z][\w-]+)(?:, [a-z]{2})? ?(?:/|\||\bor\b) ?(?:full |fully )?remote(?:ly)?\b(?! ?(?:\+|and|&|with))"
)
"""A card that names a town and then "remote" offers remote work ("San Diego or Remote", "Remote: yes")."""
_ON_SITE = re.compile(
    r"\b(?:viens|venir|passe|passer|vient) (?:dans|a) vos (?:bureaux|locaux)|"
    r"\b(?:je |on |nous )(?:peux |peut |pouvons )?(?:viens|vient|venons|venir|passe|"
    r"passons|passer) (?:directement )?chez vous|\bi (?:can )?come to (?:you\b|your (?:home|"
    r"house|place))|"
    r"\b(?:je|on) (?:peux|peut) (?:venir|passer) (?:\d|un|une|deux|trois)|"
    r"\ben presentiel\b|\bpresentiel (?:a|au|en|chez|sur)\b|\bdans vos locaux\b|\bsur place\b|"
    r"\b(?:je |on |nous |j')(?:me |se |nous )?(?:travaille|intervien\w+|bosse|deplace)\w* (?:uniquement |"
    r"seulement )?(?:chez vous|sur site|dans vos locaux|sur place)|"
    r"\bin your (?:office|premises)|\bonly on[- ]?site|\bpresentiel (?:obligatoire|uniquement)"
)
_WORDS = (
    "remot", "distan", "zoom", "teams", "telesec", "online", "en ligne", "pickup", "pick-up", "collection", "retrait",
    "half", "tt", "venir", "passer", "come to you", "teletravail", "telework", "presentiel", "sur site", "on site",
    "on-site", "onsite",
    "sur place",
    "hybrid", "visio", "home", "wfh", "deplace", "travel", "in person", "in-person", "in-house", "office", "locaux",
    "chez vous", "passe a ", "full tt", "% tt", "de chez moi", "depuis chez", "bureaux", "fly over", "come over",
    "happy to", "glad to", "pleased to", "willing to", "able to", "domicile", "virtual", "anywhere", "nomad",
    "location-independent", "location independent",
)  # fmt: skip
"""Without one of them nothing is said of it: most replies are answered by this look alone."""
_THEME = re.compile(
    r"(?:outils?|vente|commerce|assistance|support|controle|telecommande|acces|management|gestion) (?:\w+ )?$"
)


_NOT_A_MODE = re.compile(
    r" (?:platforms?|desktop|servers?|control|access|sessions?|sensing|monitoring|procedure|branch|repo|village|"
    r"area|usability|"
    r"job board|teams?\b|companies|startups?|clients?)"
)
_MAY = re.compile(r"\b(?:peut|peux|pouvons|can|could|may) (?:\w+ )?$")
_MEETING = re.compile(
    r"\b(?:rendez-vous|rdv|reunions?|meeting|visite|entretien|devis|estimation|diagnostic|"
    r"metre|quote|lu sur place)\b[^.\n;]{0,50}$"
)
"""Who comes once, to talk or to see, says nothing of how he works."""
_BOTH = re.compile(r"\s*(?:les deux|both|oui|yes|either|l'un (?:et|ou) l'autre|as you)")


def find_remote(ready: Prepared, places: Sequence[Found] | None = None) -> RemoteMode:
    """UNKNOWN with an empty span when nothing is said. A question ("c'est faisable en remote ?") says nothing.
    `places`: those of the text, when they have been looked for already."""
    folded = ready.folded
    if ready.holds(_ANY_WORD):
        for pattern, mode, words in _IN_ORDER:
            match = pattern.search(folded) if ready.holds(words) else None
            if match and not _in_question(folded, match.end()) and _holds(ready, match, places):
                return RemoteMode(mode, ready.span(*match.span()), confidence(f"remote.{_SIGNS[pattern]}"))
    return RemoteMode(Remote.UNKNOWN, (0, 0))


def _holds(ready: Prepared, match: "re.Match[str]", places: Sequence[Found] | None) -> bool:
    if match.re is _OR_REMOTE:
        return _is_name(ready, match, places)
    if match.re is _ON_SITE:
        before = max(0, match.start() - 60)
        return not (
            _MAY.search(ready.folded, before, match.start()) or _MEETING.search(ready.folded, before, match.start())
        )
    if match.re is _YES:
        return not _NOT_A_MODE.match(ready.folded, match.end()) and not _THEME.search(ready.folded, 0, match.start())
    return match.re is not _ABOUT_PLACE or _is_name(ready, match, places)


def _is_name(ready: Prepared, match: "re.Match[str]", places: Sequence[Found] | None) -> bool:
    """A place and a distance ("Bordeaux + remote") are both; "SEO + remote" is not."""
    start = ready.span(*match.span("place"))[0]
    named = find_places(ready) if places is None else places
    return any(found.span[0] <= start < found.span[1] or found.span[0] == start for found in named)


_FAR = ("remote", "distan", "teletravail", "visio", "zoom", "teams", "telesec", "online", "en ligne")
_THERE = ("presentiel", "sur site", "on site", "on-site", "onsite", "sur place")
_REMOTE, _ANY_WORD = Parts("remote"), Parts(*_WORDS)
_IN_ORDER = (
    (
        _NO_REMOTE,
        Remote.NO,
        Parts(
            *_FAR, *_THERE, "in person", "in-person", "in-office", "in office", "house", "domicile", "only", "retrait"
        ),
    ),
    (_FIELD, Remote.YES, _REMOTE),
    (_HYBRID, Remote.HYBRID, _ANY_WORD),
    (_OR_REMOTE, Remote.YES, _REMOTE),
    (_ABOUT_PLACE, Remote.HYBRID, Parts(*_FAR)),
    (_YES, Remote.YES, _ANY_WORD),
    (
        _ON_SITE,
        Remote.NO,
        Parts(*_THERE, "bureaux", "locaux", "chez vous", "office", "premises", "venir", "passer", "come to you"),
    ),
)
"""The words without which a pattern finds nothing come last."""


_SIGNS = {
    _NO_REMOTE: "no",
    _FIELD: "card",
    _HYBRID: "hybrid",
    _OR_REMOTE: "card",
    _ABOUT_PLACE: "place",
    _YES: "yes",
    _ON_SITE: "site",
}


def _in_question(text: str, end: int) -> bool:
    rest = _SENTENCE_END.search(text, end)
    return rest is not None and rest.group() == "?" and not _BOTH.match(text, rest.end())


_SENTENCE_END = re.compile(r"[.!?\n]")
