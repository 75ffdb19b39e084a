"""People the author tags or recommends: "@Paul Mercier", "vois avec Julie Martin", "Tom Hadley would be perfect".

A handle keeps its sign (`@nolwenn_ia`), a full name loses it. Products, places and sites are nobody.
"""

import re
from collections.abc import Iterator

from orchestre.basics import Span
from orchestre.reading.certainty import confidence
from orchestre.reading.contacts import Contacts
from orchestre.reading.gazetteer import is_place_name
from orchestre.reading.normal import Prepared
from orchestre.reading.skills import is_skill_name
from orchestre.reading.values import Found

_WORD = r"[A-ZÀ-Þ][a-zà-ÿ'’]+(?:-[A-ZÀ-Þ][a-zà-ÿ'’]+)?"
_PARTICLE = r"(?: (?:de|du|de la|le|la|van|von|van der|el|ben|d'))?"
_FULL = rf"{_WORD}{_PARTICLE}(?: (?:{_WORD}|[A-ZÀ-Þ]{{2,}}|Mc[A-Z][a-z]+)|(?: [A-Z]\.))"
_FULL_NAME = re.compile(_FULL + r"(?![\w@])")
_ANY_NAME = re.compile(rf"(?:{_FULL}|{_WORD})(?![\w@])")
_FRIEND = (
    r"(?:(?:mon|ma|mes|une?|my|our|notre|le|la) (?:\w+ ){0,2}?(?:ami|amie|pote|copain|copine|collegue|confrere|"
    r"consoeur|"
    r"associee?|frere|soeur|cousine?|contact|amis|friend|mate|colleague|buddy|partner|brother|sister|cousin|guy|pal) )?"
)
# After these a first name alone is somebody: one asks people, not products.
_ASKS_SOMEBODY = re.compile(
    r"\b(?:demande[rz]?(?: donc| plutot)? a|voi[rs] avec|voyez avec|contacte[rz]?|parle[rz]?(?:[- ]en)? a|appelle[rz]?|"
    r"ecri(?:s|re|vez) a|adresse[rz]?[- ](?:toi|vous) a|pense(?:r|z)? a|tague?r? |je tag(?:ue)?|ping|cc|passe[rz]? par|"
    r"ask|talk to|speak (?:to|with)|reach out to|get in touch with|contact|tagging|hit up|shout ?out to|paging|"
    r"message|dm|call|drop a line to|have a word with|bosse avec|travaille avec|worked with|working with) " + _FRIEND
)
_RECOMMENDS = re.compile(
    r"\b(?:recommande(?:r|rais)?|conseille(?:r|rais)?|suggere|propose|connais(?: bien)?|vous avez|tu as|y'?a|"
    r"il y a|voi[rs]|"
    r"regarde(?:z)?|checke?z?|cf\.?|recommend|recommending|suggest|check out|try|hire|go with|look (?:up|at)|know|"
    r"vouch for|second|"
    r"plus un pour|\+1 pour|\+1 for|vote for|merci a|thanks to|grace a|via|de la part de|envoye par|recommandee? par|"
    r"referred by|recommended by|sent by)"
    r" (?:(?:vivement|chaudement|fortement|sans hesiter|les yeux fermes|highly|strongly|chez moi|you|vous|te|toi|"
    r"here) )?" + _FRIEND
)
_VOUCHED = re.compile(
    rf"(?P<name>{_FULL}),? (?:peut (?:t'|vous |te |nous |l')\w+|(?:pourrait|pourra|saura|devrait) |vous aidera|"
    rf"t'aidera|"
    r"est (?:top|genial|géniale?|parfaite?|excellente?|au top|ton homme|votre homme|la personne|dispo)|"
    r"fait (?:ça|ca) (?:très |tres )?bien|bosse (?:là|la)-dessus|s'en occupe|"
    r"(?:would|could|might|can|will|should) (?:be|help|do)|is (?:great|excellent|your|the best|amazing|brilliant|who)|"
    r"did (?:ours|mine)|built (?:ours|mine)|a fait (?:le|la|les|notre|mon) )"
)
_PRAISED = frozenset(
    (
        *("peut", "pourrait", "pourra", "saura", "devrait", "aidera", "est", "fait", "bosse", "occupe", "would"),
        *("could", "might", "can", "will", "should", "is", "did", "built", "a"),
    )
)
"""A text without one of these words vouches for nobody."""
_LEADING = re.compile(rf"(?:@?{_FULL},? ?(?:et |and |& )?){{1,4}}")
_TO_THEM = re.compile(
    r"\s*(?:$|[👇👆⬆⬇☝👀]|(?:tu|toi|vous|t'|pour toi|pour vous|regarde|ca (?:peut|pourrait|devrait|t|vous)|"
    r"c'est (?:pour|fait)|"
    r"interesse|mission|voila|for you|you\b|look|this|see|check|have a look|thoughts|fyi|sounds like|up your)\b)"
)
_BEFORE_WORDS = """
a avec contacte contacter contactez appelle appeler appelez tag tague taguer ping cc par ask to with contact
tagging up paging message dm call recommande recommander recommanderais conseille conseiller conseillerais suggere
propose connais bien avez as voir vois regarde regardez checke checkez cf recommend recommending suggest out try
hire at know for second pour via de by you vous te toi here vivement chaudement fortement hesiter fermes highly
strongly moi ami amie pote copain copine collegue confrere consoeur associe associee frere soeur cousin cousine
amis friend mate colleague buddy partner brother sister guy pal
"""
_BEFORE_NAMES = frozenset(_BEFORE_WORDS.split())
"""The last word of any cue: only after one of them is a cue looked for."""
_CUES = ((_ASKS_SOMEBODY, _ANY_NAME, "mentions.asked"), (_RECOMMENDS, _FULL_NAME, "mentions.named"))
_NO_NAMES = """
bonjour bonsoir hello merci cordialement bien hi dear cher chere je nous vous tu il elle on mon ma mes notre votre
ce cette le la les un une des the this that our my your i we he she they google malt upwork fiverr linkedin
facebook instagram comet freelance agence studio team equipe cabinet directeur directrice chef developpeur
developpeuse senior junior lead expert experte consultant consultante full web digital marketing bpifrance pole
france cci chambre region ministere office lundi mardi mercredi jeudi vendredi samedi dimanche monday tuesday
wednesday thursday friday saturday sunday janvier fevrier mars avril mai juin juillet aout septembre octobre
novembre decembre january february march april may june july august september october november december tarif tjm
prix site pour avec plus dispo disponible what when how why if et ou mais donc or car si no non oui yes ok pas tel
mail email photo word excel toptal codeur graphiste reddit quora trustpilot youtube twitter tiktok discord slack
telegram whatsapp
"""
_NOBODY = frozenset(_NO_NAMES.split())


def find_mentions(ready: Prepared, contacts: Contacts) -> tuple[Found, ...]:
    """In the order of the text, each once."""
    text = ready.text
    found: dict[str, Found] = {}

    def keep(start: int, end: int, sign: str) -> None:
        value = text[start:end].removeprefix("@") if " " in text[start:end] else text[start:end]
        if not any(value in other for other in found):
            found[value] = Found(value, ready.span(start, end), confidence(sign))

    own = {one.span for one in contacts.handles} - {one.span for one in contacts.tags}
    for tag in contacts.tags:
        value = tag.value.removeprefix("@") if " " in tag.value else tag.value
        found.setdefault(value, Found(value, tag.span, confidence("mentions.tag")))
    for handle in contacts.handles:
        if handle.span in own and _is_told(ready, handle):
            found.setdefault(handle.value, Found(handle.value, handle.span, confidence("mentions.handle")))
    for start, end, sign in _names(ready):
        keep(start, end, sign)
    return tuple(sorted(found.values(), key=lambda one: one.span))


_TOLD = re.compile(
    r"(?:\b(?:cc|via|demande[rz]?(?: a)?|voi[rs](?: avec)?|voyez(?: avec)?|contacte[rz]?|essaye?[rz]?|tente[rz]?|"
    r"regarde[rz]?|"
    r"recommande|conseille|y'?a|il y a|maybe|peut-etre|try|ask|check(?: out)?|hit up|ping|recommend|suggest|"
    r"follow|by|par|hey|"
    r"tag|merci|thanks|for|pour|know|connais|avec|with)|[+>])[ :]*$"
)
_REACH_ME = re.compile(
    r"\b(?:me|moi|mon|ma|my|mes|dispo\w*|insta\w*|twitter|telegram|discord|tg|ig|x|contact\w*|joindre|dm)\b"
)


def _is_told(ready: Prepared, handle: Found) -> bool:
    """A handle after "voyez avec", "cc", "maybe" is somebody else; after "mon insta", the author's."""
    at = ready.text.find(handle.value)
    before = ready.folded[max(0, at - 30) : at]
    if before.endswith("<"):
        return True  # the way Discord writes a mention
    return _TOLD.search(before) is not None and not _REACH_ME.search(before)


def _names(ready: Prepared) -> Iterator[tuple[int, int, str]]:
    text, folded = ready.text, ready.folded
    leading = _LEADING.match(text)
    if leading and _TO_THEM.match(folded, leading.end()):
        for match in _FULL_NAME.finditer(text, 0, leading.end()):
            if _is_somebody(ready, match.span()):
                yield *match.span(), "mentions.called"
    words = ready.words
    for at in ready.capitals:
        if words[at - 1].folded in _BEFORE_NAMES:
            word = words[at]
            before = folded[max(0, word.start - 60) : word.start]
            for cues, form, sign in _CUES:
                name = form.match(text, word.start)
                if name and cues.search(before) and _is_somebody(ready, name.span()):
                    yield *name.span(), sign
                    yield from _listed(ready, name.end(), sign)
                    break
    if _PRAISED.isdisjoint(ready.vocabulary):
        return
    for match in _VOUCHED.finditer(text):
        if _is_somebody(ready, match.span("name")):
            yield *match.span("name"), "mentions.named"


def _listed(ready: Prepared, at: int, sign: str) -> Iterator[tuple[int, int, str]]:
    """The full names that follow the first: "cc Priscille Vandamme, Théo Lascombe"."""
    while (gap := _AND.match(ready.text, at)) and (name := _FULL_NAME.match(ready.text, gap.end())):
        if not _is_somebody(ready, name.span()):
            return
        yield *name.span(), sign
        at = name.end()


_AND = re.compile(r",? (?:et |and |& |ou |or )?|, ?")


def _is_somebody(ready: Prepared, span: Span) -> bool:
    words = ready.folded[span[0] : span[1]].replace("-", " ").split()
    if any(word in _NOBODY for word in words):
        return False
    return not any(is_skill_name(word) or is_place_name(word) for word in (words[0], " ".join(words)))
