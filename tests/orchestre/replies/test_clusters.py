"""The same letter sent by several people."""

from hypothesis import given
from hypothesis import strategies as st

from orchestre.replies.clusters import clusters
from orchestre.replies.extract import Extract
from orchestre.replies.extraction import extract
from orchestre.replies.reply import Position, Reply

LETTER = (
    "Madame, Monsieur, j'ai lu avec attention votre annonce. Fort de {n} années dans la protection des données, je "
    "vous propose un audit, la tenue du registre et la formation de vos équipes. Mon tarif : {price} € HT par jour. "
    "Installé à {town}, je me déplace partout. Je reste à votre disposition pour un échange."
)
OTHER = (
    "Bonjour, on est deux artisans du code près de Metz et on a repris le site d'une brasserie en juin, photos "
    "comprises. Comptez une semaine et 2 100 €, ou 380 € la journée si vous préférez avancer pas à pas."
)


def row(own: str, author: str | None, text: str) -> tuple[Reply, Extract]:
    reply = Reply(own, Position("a.csv", "csv", 1), author, text, call_id="c")
    return reply, extract(reply)


SENT = [
    row("a", "Ana Roy", LETTER.format(n=7, price=480, town="Nîmes")),
    row("b", "Bob Petit", LETTER.format(n=12, price=550, town="Vannes")),
    row("c", "Inès Vidal", LETTER.format(n=3, price=390, town="Metz")),
    row("d", "Hugo Bel", OTHER),
]


def test_a_letter_is_shown_with_what_each_put_in_it() -> None:
    [found] = clusters(SENT)
    assert found.members == ("a", "b", "c")
    assert found.share > 0.8
    assert "la protection des données" in found.common
    differs = {one.id: one.words for one in found.differs}
    assert differs["b"] == ("12", "550", "Vannes")
    assert differs["a"] == ("7", "480", "Nîmes")


def test_one_person_who_writes_again_is_no_cluster() -> None:
    assert clusters([row(str(n), "Ana Roy", LETTER.format(n=n, price=480 + n, town="Nîmes")) for n in range(4)]) == ()


def test_two_senders_of_a_short_letter_are_left_alone() -> None:
    assert clusters(SENT[:2]) == ()


@given(st.permutations(SENT))
def test_order_changes_no_cluster(rows: list[tuple[Reply, Extract]]) -> None:
    assert [set(found.members) for found in clusters(rows)] == [{"a", "b", "c"}]
