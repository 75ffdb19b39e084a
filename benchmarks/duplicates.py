"""How well repeats are found among ten thousand replies of one trade, beside token Jaccard.

The crowd is drawn with a fixed seed: offers of one trade in the same few registers, each by another person, with names
that collide as names do. Into it go the labelled sets (tests/data and, where it is there, the labelled folder) and
planted repeats: copies, edited copies, letters under another name, the same person by a contact, by his name alone.
A pair is right when both replies are of one group. `--kept` takes the labelled halves kept aside, in sums only;
`--keep` writes the table into docs/method/reading-replies.md.
"""

import json
import random
import re
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks._harness import ROOT, Table, labelled, limit
from orchestre.reading.normal import fold
from orchestre.replies.duplicates import DuplicateIndex
from orchestre.replies.extract import Extract
from orchestre.replies.extraction import extract
from orchestre.replies.proposals import people
from orchestre.replies.reply import Position, Reply

SIZE = 10_000
SEED = 20261122
PLANTED = {"exact": 200, "near": 250, "letter": 200, "contact": 200, "name": 120}
JACCARD = 0.8
SETS = ("fr_dev", "fr_dev2", "en_dev2")
CALL = "crowd"

GREETING = "Bonjour,|Bonjour Madame,|Hello !|Bonsoir,|Salut,|Bonjour à vous,||Bonjour Hélène,|Re-bonjour,|Coucou,"
WHO = """
je suis {trade} indépendant depuis {years} ans
{trade} à {town}, {years} ans de métier
moi c'est {first}, {trade} près de {town}
{years} ans que je fais du {tool}
freelance {trade} installé à {town} après {years} ans en agence
{trade} de formation, j'ai quitté le salariat il y a {years} ans
notre petite équipe de {town} compte {years} personnes
ancien chef de projet, aujourd'hui {trade} à mon compte à {town}
je travaille surtout avec {tool} et {tool2}
on est deux à {town}, elle au graphisme, moi au code
autodidacte, {years} ans de {tool}, jamais regretté
après une thèse à {town} je suis devenu {trade}
je partage mon temps entre {town} et {town2} comme {trade}
reconverti depuis {years} ans, avant j'étais {job}
"""
DONE = """
J'ai refait le site d'une {shop} l'an dernier, avec {tool}.
Dernier projet : la boutique d'une {shop}, {number} références.
Je viens de finir {number} fiches pour une {shop} de {town2}.
Mes clients sont des {shop}s et des associations.
J'ai migré une {shop} de {tool2} vers {tool} en {weeks} semaines.
Une {shop} me confie sa maintenance depuis {years} ans.
Votre sujet ressemble à celui d'une {shop} que j'ai accompagnée.
Je connais bien le métier de {shop}, c'est celui de ma sœur.
Chez un {job} j'ai branché {tool2} sur la caisse, ça marche toujours.
Le plus gros que j'aie fait : {number} articles et trois langues pour une {shop}.
J'écris des tests, je documente, et je forme {weeks} personnes à la fin.
Je reprends volontiers le code des autres, {tool2} compris.
Pas de sous-traitance chez moi, sauf les photos, confiées à un {job}.
Côté référencement j'ai fait passer une {shop} de la page {weeks} à la première.
"""
PRICE = """
Mon tarif : {price} € HT par jour.
Comptez {price} € la journée.
Je suis à {price}/j, négociable selon la durée.
TJM {price} €.
Forfait de {total} € HT, livré en {weeks} semaines.
{hour} € de l'heure, sans minimum.
Budget à prévoir : {total} €.
Pour {number} pages je vous ferais {total} € tout compris.
Je facture {price} euros hors taxes la journée, frais en plus.
Mon devis tourne autour de {total} euros.
La moitié à la commande, soit {total} € en deux fois.
{total} € et on n'en parle plus, hébergement de la première année compris.
"""
WHEN = """
Je peux commencer le {day} {month}.
Libre dès {month}.
Agenda plein jusqu'en {month}, ensuite à vous.
Deux jours par semaine à partir de {month}.
Disponible tout de suite.
Je démarre quand vous voulez après le {day}.
Pas avant {month}.
Entre le {day} et la fin de {month} c'est possible.
Mes vendredis sont pris, le reste est à vous dès {month}.
"""
END = """
Au plaisir d'en parler.
On s'appelle ?
Je vous envoie des exemples si vous voulez.
Bonne journée,
Cordialement,
Dites-moi.
Avez-vous déjà un cahier des charges ?
Qui s'occupe du contenu chez vous ?
Une visio de vingt minutes suffirait.
{first}
"""
POOLS = {
    name: text.strip().split("\n")
    for name, text in (("who", WHO), ("done", DONE), ("price", PRICE), ("when", WHEN), ("end", END))
}
SLOTS = {
    "trade": "développeur web|intégrateur|webmaster|développeur front|designer|chef de projet web|consultant",
    "town": "Lille|Arras|Lyon|Nantes|Rennes|Dijon|Metz|Pau|Brest|Tours|Gand|Liège|Namur|Lausanne|Québec|Laval|Niort",
    "town2": "Albi|Agen|Rodez|Mende|Gap|Digne|Sète|Dole|Autun|Vichy|Thiers|Royan|Dax|Foix|Auch|Tulle|Laon|Sedan|Mons",
    "tool": "PrestaShop|Shopify|WooCommerce|Magento|WordPress|Webflow|Drupal|Symfony",
    "tool2": "Wix|Joomla|Odoo|Sylius|Strapi|Excel|Airtable|Brevo",
    "shop": "jardinerie|librairie|fromagerie|épicerie|mercerie|cave|boulangerie|quincaillerie|pépinière|brasserie",
    "job": "photographe|libraire|caviste|infirmier|menuisier|journaliste|cuisinier|professeur|comptable|fleuriste",
    "month": "janvier|février|mars|avril|mai|juin|septembre|octobre|novembre",
}  # fmt: skip
FIRST = (
    "Ana|Luc|Léa|Tom|Inès|Hugo|Zoé|Paul|Nora|Jean|Marc|Lina|Théo|Emma|Yann|Rose|Ali|Maya|Noé|Julie|Karim|Alice|Samir|"
    "Chloé|Bruno|Fatou|Denis|Élise|Gilles|Hélène|Ivan|Jade|Kévin|Lucie|Mehdi|Nina|Olga|Pierre|Rémi|Sonia|Ugo|Vera|Wassim"
)
SYLLABLES = "bar|bel|cor|dal|del|far|gar|gil|lam|lan|mar|mel|mon|mor|nor|pel|per|ral|ros|sal|sar|tar|ter|val|ver|vil"
ENDINGS = "ard|eau|el|en|et|ier|in|on|ot|oux|ac|ec|ic|enne|ou"


@dataclass(frozen=True, slots=True)
class Row:
    reply: Reply
    group: str
    """Replies of one group repeat one another."""
    measured: bool = True


class Crowd:
    """Draws people and what they write."""

    def __init__(self, seed: int) -> None:
        self._draw = random.Random(seed)
        self._number = 0

    def _one(self, choices: str) -> str:
        return self._draw.choice(choices.split("|"))

    def name(self) -> str:
        draw = self._draw
        last = "".join(self._one(SYLLABLES) for _ in range(draw.choice((2, 3, 3)))) + self._one(ENDINGS)
        return f"{self._one(FIRST)} {last.title()}"

    def text(self, name: str) -> str:
        draw = self._draw
        values = {slot: self._one(words) for slot, words in SLOTS.items()} | {
            "first": name.partition(" ")[0],
            "years": str(draw.randint(2, 28)),
            "price": str(draw.randrange(250, 700, 10)),
            "hour": str(draw.randrange(28, 90)),
            "total": str(draw.randrange(800, 9000, 50)),
            "number": str(draw.randint(3, 400)),
            "weeks": str(draw.randint(2, 12)),
            "day": str(draw.randint(2, 28)),
        }
        pick = {name: draw.sample(pool, 2) for name, pool in POOLS.items()}
        middle = draw.sample([*pick["done"], pick["price"][0], pick["when"][0]], 3)
        parts = [self._one(GREETING), pick["who"][0] + ".", *middle, pick["end"][0]]
        return " ".join(re.sub(r"{(\w+)}", lambda slot: values[slot[1]], part) for part in parts if part)

    def row(self, group: str = "", name: str = "", text: str = "", channel: str = "") -> Row:
        self._number += 1
        own = f"K{self._number}"
        name = name or self.name()
        channel = channel or self._one("linkedin_comment|facebook_comment|email|form")
        place = Position("crowd", "jsonl", self._number)
        return Row(Reply(own, place, name, text or self.text(name), channel=channel, call_id=CALL), group or own)

    def edited(self, text: str, share: float = 0.08) -> str:
        words = text.split()
        for _ in range(max(1, int(len(words) * share))):
            words[self._draw.randrange(len(words))] = self._one("vraiment|aussi|plutôt|500|mars|ensuite|peut-être")
        return " ".join(words)

    def planted(self) -> Iterator[tuple[Row, Row]]:
        for kind, count in PLANTED.items():
            for number in range(count):
                first = self.row(f"{kind}{number}")
                name, text = first.reply.author or "", first.reply.text
                contact = f"{fold(name).replace(' ', '.')}{number}@courriel.exemple"
                match kind:
                    case "exact":
                        again = self.row(first.group, name, text)
                    case "near":
                        again = self.row(first.group, name, self.edited(text))
                    case "letter":
                        letter = f"{text} {self.text(name)}"
                        first = replace(first, reply=replace(first.reply, text=letter))
                        again = self.row(first.group, "", self.edited(letter))
                    case "contact":
                        first = replace(first, reply=replace(first.reply, text=f"{text} {contact}"))
                        again = self.row(first.group, "", f"{self.text(name)} {contact}")
                        again = replace(again, reply=replace(again.reply, author=name.partition(" ")[0]))
                    case _:
                        again = self.row(first.group, name)
                yield first, again


def labelled_rows(half: str) -> list[Row]:
    files = [*(ROOT / "tests/data").glob("registers_*.jsonl")]
    folder = labelled()
    files += [folder / f"{name}.jsonl" for name in SETS] if folder else []
    return [row for file in files if file.is_file() for row in _of_file(file, half)]


def _of_file(file: Path, half: str) -> Iterator[Row]:
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    first = {row["id"]: row["labels"]["duplicate_of"] or row["id"] for row in rows}
    for at, row in enumerate(rows):
        place = Position(file.stem, "jsonl", at + 1)
        reply = Reply(
            row["id"],
            place,
            row.get("author"),
            row["text"],
            channel=row["channel"],
            call_id=row.get("call_id"),
            reference_date=date.fromisoformat(row["reference_date"]),
        )
        yield Row(reply, first.get(first[row["id"]], first[row["id"]]), _half_of(row, file.stem) == half)


def _half_of(row: dict[str, Any], name: str) -> str:
    if "half" in row:
        return str(row["half"])
    number = int("".join(c for c in row["id"] if c.isdigit()))
    return "kept" if name.endswith("dev2") and number % 2 else "tune"


def jaccard_pairs(rows: list[Row]) -> Iterator[tuple[int, int]]:
    """Each reply and the first earlier one with Jaccard of its words at least `JACCARD`, exactly, by a prefix of the
    rarest words (Chaudhuri, Ganti, Kaushik 2006)."""
    sets = [frozenset(row.reply.text.lower().split()) for row in rows]
    count: dict[str, int] = defaultdict(int)
    for words in sets:
        for word in words:
            count[word] += 1
    held: dict[str, list[int]] = defaultdict(list)
    for at, words in enumerate(sets):
        rare = sorted(words, key=lambda word: (count[word], word))[: len(words) - int(JACCARD * len(words)) + 1]
        for other in sorted({other for word in rare for other in held[word]}):
            if len(words & sets[other]) >= JACCARD * len(words | sets[other]):
                yield other, at
                break
        for word in rare:
            held[word].append(at)


def judged(rows: list[Row], pairs: Iterable[tuple[int, int]]) -> tuple[int, int, int, dict[str, int]]:
    """(said, right, wanted, found by kind of what was planted) over the replies measured."""
    seen: set[str] = set()
    wanted = 0
    again = set()
    for at, row in enumerate(rows):
        if row.group in seen and row.measured:
            wanted += 1
            again.add(at)
        seen.add(row.group)
    said = right = 0
    kinds: dict[str, int] = defaultdict(int)
    for one, other in pairs:
        if not rows[other].measured:
            continue
        said += 1
        if rows[one].group == rows[other].group and other in again:
            right += 1
            kinds[re.sub(r"\d+$", "", rows[other].group) if rows[other].reply.call_id == CALL else "labelled"] += 1
    return said, right, wanted, kinds


def build(half: str) -> list[Row]:
    crowd = Crowd(SEED)
    rows = labelled_rows(half)
    rows += [row for pair in crowd.planted() for row in pair]
    rows += [crowd.row() for _ in range(SIZE - len(rows))]
    random.Random(SEED).shuffle(rows)
    return rows


def main() -> int:
    half = "kept" if "--kept" in sys.argv else "tune"
    rows = build(half)
    read: list[Extract] = [extract(row.reply) for row in rows]
    number = {row.reply.id: at for at, row in enumerate(rows)}
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    index = DuplicateIndex()
    found = [index.add(row.reply, one) for row, one in zip(rows, read, strict=True)]
    seconds = time.process_time() - begun
    memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 / len(rows)
    begun = time.process_time()
    who = people((row.reply, one) for row, one in zip(rows, read, strict=True))
    people_seconds = time.process_time() - begun
    begun = time.process_time()
    peer = list(jaccard_pairs(rows))
    peer_seconds = time.process_time() - begun
    pairs = [(number[one.of], at, one.certain) for at, one in enumerate(found) if one is not None]
    ways = {
        "all that is said": ([(a, b) for a, b, _ in pairs], seconds),
        "said certain": ([(a, b) for a, b, certain in pairs if certain], seconds),
        "people, merged": ([(number[one.of], number[one.with_]) for one in who.merged], people_seconds),
        "people, proposed": ([(number[one.of], number[one.with_]) for one in who.proposed], people_seconds),
        "token Jaccard >= .8": (peer, peer_seconds),
    }
    title = "Repeats among 10,000 replies" + (", labelled halves kept aside" if half == "kept" else "")
    table = Table(title, "way", "precision", "recall", "seconds")
    precision = recall = 1.0
    for way, (said_pairs, spent) in ways.items():
        said, right, wanted, kinds = judged(rows, said_pairs)
        precision, recall = (right / max(1, said), right / wanted) if way == "all that is said" else (precision, recall)
        table.row(way, right / max(1, said), right / wanted, spent)
        print(f"{way}: {said} said, {right} right of {wanted}; {dict(kinds)}")
    table.show()
    if "--misses" in sys.argv and half == "tune":
        for one, other in ways["all that is said"][0]:
            if rows[one].group != rows[other].group:
                print(
                    found[other],
                    rows[other].reply.author,
                    rows[other].reply.text[:200],
                    "|",
                    rows[one].reply.text[:200],
                )
        for at, row in enumerate(rows):
            if row.measured and found[at] is None and any(r.group == row.group for r in rows[:at]):
                print("missed", row.group, row.reply.author, row.reply.text[:300])
    if "--keep" in sys.argv:
        table.keep("reading-replies.md")
    print(f"{memory:.0f} bytes a reply at most, {SIZE / seconds:.0f} replies a second compared")
    return (
        limit("share of false pairs", 1 - precision, at_most=0.05)
        or limit("share of missed pairs", 1 - recall, at_most=0.15)
        or limit("seconds for 10,000", seconds, at_most=5.0)
    )


if __name__ == "__main__":
    sys.exit(main())
