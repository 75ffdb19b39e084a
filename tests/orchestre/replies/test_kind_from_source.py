"""What the source says of a message (headers, a bot) is a sign of its kind beside its words."""

import pytest

from orchestre.replies.extract import Kind
from orchestre.replies.extraction import extract
from orchestre.replies.reply import Position, Reply

AWAY = "Bonjour, je suis en congés jusqu'au 12 mars. Pour une urgence, appelez le 06 39 98 30 41. Léo, développeur."
OFFER = "Bonjour, je peux réaliser cet audit : 450 € HT par jour, disponible lundi. J'ai mené dix audits de ce type."
NEWS = "Nos formations de mars : référencement, rédaction, accessibilité. Inscrivez-vous, places limitées !"


def read(text: str, **given: str) -> tuple[Kind, tuple[str, ...]]:
    found = extract(Reply("1", Position("a.mbox", "mbox", 1), None, text, given=given))
    return found.kind, found.kind_reasons


@pytest.mark.parametrize(
    ("text", "given", "kind"),
    [
        (AWAY, {"auto_submitted": "auto-replied"}, Kind.CHATTER),
        (NEWS, {"list_unsubscribe": "<https://a.exemple/stop>", "spam": "yes"}, Kind.SPAM),
        # a marketplace, a form and a careful mail program pass on real proposals with such headers
        (OFFER, {"list_unsubscribe": "<https://a.exemple/stop>"}, Kind.OFFER),
        (OFFER, {"spam": "yes"}, Kind.OFFER),
        (OFFER, {"auto_submitted": "auto-generated"}, Kind.OFFER),
        (OFFER, {"bot": "true"}, Kind.OFFER),
    ],
)
def test_the_headers_of_a_mail_are_signs(text: str, given: dict[str, str], kind: Kind) -> None:
    assert read(text, **given)[0] is kind


def test_the_sign_is_among_the_reasons() -> None:
    assert "replies.kind_auto_reply" in read("Merci de votre message.", auto_submitted="auto-replied")[1]
