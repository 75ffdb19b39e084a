"""Pasted text: where one reply ends and the next begins."""

from io import BytesIO

import pytest

from orchestre.replies.reply import Me, Reply, Unreadable
from orchestre.replies.sources import read_file
from orchestre.replies.sources.limits import Limits

CASES = {
    "blank lines; greeting and closing stay with their text": (
        "Bonjour Pauline,\n\nJe suis dispo à 400 €/j.\n\nCordialement,\nLéo Bazin\n\n"
        "Ana ici, 350 €/jour\nLyon\n\nMoi aussi",
        [
            (1, None, "Bonjour Pauline,\n\nJe suis dispo à 400 €/j.\n\nCordialement,\nLéo Bazin"),
            (8, None, "Ana ici, 350 €/jour\nLyon"),
            (11, None, "Moi aussi"),
        ],
    ),
    "lines of dashes keep paragraphs": (
        "Bonjour\n\nDispo 400\n---\nMoi 350\n\nLéo\n-----\n\n",
        [(1, None, "Bonjour\n\nDispo 400"), (5, None, "Moi 350\n\nLéo")],
    ),
    "names and colons; a label is not a name": (
        "Julie Martin : Bonjour, 120€ la newsletter\nou 400€/mois\n"
        "Paul : TJM : 450\nAna Roy: dispo lundi\nTarif : 300\n",
        [
            (1, "Julie Martin", "Bonjour, 120€ la newsletter\nou 400€/mois"),
            (3, "Paul", "TJM : 450"),
            (4, "Ana Roy", "dispo lundi\nTarif : 300"),
        ],
    ),
    "name, words, age (Facebook)": (
        "Julie Martin\nBonjour, 120€ la newsletter\n1 j\nJ’aime\nRépondre\n"
        "Paul Vidal\nMoi aussi\nà Lyon\n2 j\nJ’aime\nRépondre\n",
        [(1, "Julie Martin", "Bonjour, 120€ la newsletter"), (6, "Paul Vidal", "Moi aussi\nà Lyon")],
    ),
    "a name in small letters between a button and an age": (
        "Julie Martin\n13 j\nDispo 👋\nJ'aime Répondre\n\nghislain\n2 sem.\nça m'intéresse\nJ'aime Répondre\n",
        [(1, "Julie Martin", "Dispo 👋"), (6, "ghislain", "ça m'intéresse")],
    ),
    "name, handle, age (X)": (
        "Julie Martin\n@julie_m\n·\n3 h\nDispo 400 €/j\nPaul Vidal\n@paul\n·\n12 mars 2026\nMoi aussi\n",
        [(1, "Julie Martin", "Dispo 400 €/j"), (6, "Paul Vidal", "Moi aussi")],
    ),
    "name and age on one line": (
        "Julie Martin · 3 h\nDispo 400 €/j\n\nà Lyon\nPaul Vidal · 2 j\nMoi aussi\n",
        [(1, "Julie Martin", "Dispo 400 €/j\n\nà Lyon"), (5, "Paul Vidal", "Moi aussi")],
    ),
    "lines of a chat": (
        "12/01/2026, 14:03 - Julie: Bonjour, 120€\nou 400€/mois\n12/01/2026, 14:05 - +33 6 39 98 14 14: Moi 100\n",
        [(1, "Julie", "Bonjour, 120€\nou 400€/mois"), (3, "+33 6 39 98 14 14", "Moi 100")],
    ),
    "labels and a signature stay with their text": (
        "Bonjour,\nJe suis dispo\n\nTarif : 400\nVille : Lyon\n\n--\nLéo\n\nAna : 350",
        [(1, None, "Bonjour,\nJe suis dispo\n\nTarif : 400\nVille : Lyon\n\n--\nLéo"), (10, "Ana", "350")],
    ),
    "an offer made of labels": (
        "Intitulé : RSSI\nEngagement : 6 mois\nNom : Omar Haddou\nMobilité : 1 jour",
        [(1, None, "Intitulé : RSSI\nEngagement : 6 mois\nNom : Omar Haddou\nMobilité : 1 jour")],
    ),
    "short answers that look like ages": (
        "\n\n".join(["7 years", "Dispo lundi", "400 €/j", "4 yrs.", "Moi aussi", "350", "Oui", "Non"]),
        [
            (1 + 2 * n, None, t)
            for n, t in enumerate(["7 years", "Dispo lundi", "400 €/j", "4 yrs.", "Moi aussi", "350", "Oui", "Non"])
        ],
    ),
    "one message": ("Bonjour, dispo à 400 € HT par jour", [(1, None, "Bonjour, dispo à 400 € HT par jour")]),
    "windows line ends and no-break spaces": (
        "Dispo à 400\u00a0€\r\n\r\nMoi 350",
        [(1, None, "Dispo à 400\u00a0€"), (3, None, "Moi 350")],
    ),
    "a table goes to the table reader": ("Nom\tMessage\nLéo\tDispo, 400 €\n", [(2, "Léo", "Dispo, 400 €")]),
}


@pytest.mark.parametrize("case", CASES)
def test_each_block_is_one_reply(case: str) -> None:
    pasted, expected = CASES[case]
    records = list(read_file(BytesIO(pasted.encode()), name="", me=Me()))
    assert [(r.source.line, r.author, r.text) for r in records if isinstance(r, Reply)] == expected
    assert len(records) == len(expected)


@pytest.mark.parametrize(
    "text",
    [
        "Je propose 400 €\n\n" + "Cordialement\n\n" * 400,
        "Tarif : 4 €\n\n" * 400,
        "Ana : 400 € par jour\n\nLéo : 300 € par jour\n\n" + "x\n" * 4000,
        "une\n---\ndeux\n---\n" + "x\n" * 4000,
    ],
    ids=["closings", "labels", "named", "ruled"],
)
def test_lines_that_never_end_a_reply_are_held_no_longer_than_a_reply_may_be(text: str) -> None:
    limits = Limits(cell_chars=1000)
    found = list(read_file(BytesIO(text.encode()), name="", limits=limits))
    sizes = [len(r.text) if isinstance(r, Reply) else len(r.raw) for r in found if isinstance(r, Reply | Unreadable)]
    assert len(sizes) > 2
    assert max(sizes) <= 2000
    assert sum(sizes) >= 0.9 * len(text.replace("\n\n", "\n").replace("---\n", ""))
