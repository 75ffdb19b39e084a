"""What is no claim of the author: what is the reader's, still to come, sold, or asked on top of a price."""

import re

LONGEST = 160
"""Signs of the longest claim."""
_SENTENCE = re.compile(r"[.!?;](?=\s|$)|\n| \| | · | – | — ")
_SMALL = re.compile(r"\D*[1-5](?![\d.,])(?! ?(?:k|m|mill))")
_TIME = re.compile(
    r"\d\+? ?(?:yrs?|years?|ans?|mo|months?|mois|jours?|days?|h|hrs?|heures?|hours?|"
    r"min\w*|weeks?|semaines?)\b"
)
_PRICED = re.compile(
    r"[€$£]|\b(?:eur|euros?|chf|ht|ttc|par mois|pour|for|si)\b|\d\s?e le|\d\.-|\d (?:dhs?|"
    r"mad|fcfa|balles|boules|quid|bucks|pounds|[a-z]+ l[ea]s?) "
)
_OF_THE_READER = re.compile(
    r"\b(?:vos|votre|vous (?:avez|aurez|voulez|cherchez|souhaitez|parlez)|tes|your|"
    r"you (?:have|need|want|mention)|you've|"
    r"could|would|will|i'll|we'll|might|pourra\w*|pourrais|pourrait|pourrions|augmenterai\w*|"
    r"objectifs?|targets?|goal|aim|garanti\w*|guarantee\w*|"
    r"if|besoin|need|viser|promets|promise|jusqu'a|up to|chaque|each|per|par|maximum|"
    r"max|minimum|comprend|comprenant|inclut|inclus|includes|including|forfait|pack)\b"
    r"[^.;\n!?]{0,25}$"
)
"""What stands before words that are about the reader, about what is to come, or about what is sold."""
SURCHARGE = re.compile(
    r"\btva\b|\bvat\b|majoration|surcharge|supplement|week-?end|dimanche|sunday|\bnuit|"
    r"urgen|\brush\b|express|remise|discount|\boff\b|acompte|deposit"
    r"|upfront|a la (?:commande|livraison|signature)|will be added|(?:of|du|sur le) (?:the )?(?:base |"
    r"total )?(?:price|prix|tarif|montant|total)|commission|\bfrais\b|\bfees?\b|par mois|"
    r"per month|charges?\b"
)


def of_the_reader(folded: str, match: "re.Match[str]") -> bool:
    return _OF_THE_READER.search(folded, max(0, match.start() - 45), match.start()) is not None


_RESULT = re.compile(
    r"\d ?%|\b(?:divise|multiplie|passe\w*|double|triple|went from|up|down|j'ai|nous avons|"
    r"on a|i|we|i've|we've)\b"
)


def told(folded: str, at: int) -> bool:
    """Whether a deed or its result follows: "Pour la coopérative X, temps de chargement divisé par trois"."""
    end = clause_end(folded, at)
    return (
        _RESULT.search(folded, at, end) is not None
        and not SURCHARGE.search(folded, at, end)
        and not _PRICED.search(folded, at + 8, end)
    )


_DONE = re.compile(
    r"\b(?:livre|fini|realise|accompagne|filme|forme|equipe|servi|deja|already|so far|"
    r"in stores|shipped|delivered|trust|live|sold|built|done|earned|depense|termine|"
    r"signe|au compteur|a mon actif|"
    r"under my|completed|rendus|spent|raised|success|reussite|satisf|won|streams|missions realisees|projets)|%"
)
_SOLD = re.compile(
    r"\b(?:pages?|videos?|articles?|reels?|logos?|titles?|products?|posts?|visuels?|"
    r"photos?|postes?|seats?|users?|utilisateurs?|fois|times|episodes?|illustrations?|"
    r"newsletters?|rendez-vous|stagiaires?|trainees|delegates|eleves|students|scripts?|"
    r"dashboards?|houses|maisons|homes|pays|countries|serveurs?|servers?|boxes|formations?|"
    r"portraits?|"
    r"podcasts?|leads?|campagnes?|campaigns?|sauvegardes?|campaigns?|tableaux de bord|"
    r"members?|membres?|boutiques?|stores?|shops?|commandes?|orders?)$"
)
_BOASTED = re.compile(
    r"(?:\b(?:plus de|over|more than|deja|already|pres de|nearly|installee?|vue|downloaded|"
    r"telechargee?|used by|utilisee? par|lu|lue|ecrit|signe|written|translated|traduit|"
    r"recorded|made|done|drawn|edited|"
    r"tiens|tient|gere|gerons|infogere|suis|accompagne|accompagnons|maintiens|maintenons|"
    r"heberge|hebergeons|equipe|equipons|run|runs|manage|maintain|look after|serve|"
    r"served|serving|support|host|handle|trained|taught|forme|"
    r"trusted by|trust|rated by|confiance|for|chez|with|books of|compta de|site de|"
    r"in|across|last|derniers?|total)|[:|(·•—–-])\s?(?:\w+ ){0,2}$"
)


def claims_work(folded: str, match: "re.Match[str]") -> bool:
    """A figure that tells of work done, not of what is asked or sold: "5 pages", "3.5k for the shop"."""
    said = match.group()
    before = folded[max(0, match.start() - 40) : match.start()]
    if of_the_reader(folded, match) or _TIME.search(said):
        return False
    if _DONE.search(said):
        return not re.search(r"par mois|per month|tva|vat|acompte|deposit|remise|discount|off\b", said)
    after = folded[match.end() : match.end() + 10].split(",", maxsplit=1)[0]
    boasted = (
        _BOASTED.search(said.split(" ")[0] + " ")
        or _BOASTED.search(before)
        or said.startswith(("plus de", "over", "more than", "deja"))
    )
    if _SOLD.search(said) and not (boasted and not re.search(r"\b(?:for|with|in|last|:|\(|-)\s?$", before)):
        return False
    if _SMALL.match(said) or _PRICED.search(said) or _PRICED.search(after):
        return False
    return not re.search(
        r"(?:[€$£:x(]|pour|for|de|of|your|vos|each|par|per|les|entre|max|jusqu'a)\s?$", before.rstrip(" ") + " "
    )


def clause_end(folded: str, at: int) -> int:
    match = _SENTENCE.search(folded, at)
    end = match.start() if match else len(folded)
    return min(end, at + LONGEST)
