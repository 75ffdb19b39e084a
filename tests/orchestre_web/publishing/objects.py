"""A published call with a need, an offer, a question; and another that is being prepared."""

from datetime import timedelta
from typing import Any
from unittest import mock

from django.utils import timezone

from orchestre_web.calls.models import Call
from orchestre_web.need import queries as needs
from orchestre_web.publishing import actions
from orchestre_web.publishing.models import Publication, Receipt
from tests.orchestre_web.calls.objects import call_of
from tests.orchestre_web.people import People


def _asked(name: str, text: str, criterion: str, level: str) -> dict[str, Any]:
    return {
        "id": name, "section": "functions", "text": text, "criterion": criterion, "level": level,
        "flexibility": "F0" if level == "must" else "F2", "check": "", "origin": "owner", "asked": True, "why": "",
    }  # fmt: skip


NEED: dict[str, Any] = {
    "schema": "orchestre.need/1",
    "title": "Refaire notre vitrine",
    "language": "fr",
    "sentence": "Notre boutique date.",
    "size": "middle",
    "kinds": [{"id": "shop", "confidence": 0.9}],
    "facts": [],
    "assumptions": [],
    "questions": [],
    "channels": [],
    "sections": [
        {"id": "problem", "title": "Le problème", "text": "Notre boutique date.\nElle ne vend plus."},
        {"id": "functions", "title": "Ce que cela doit faire", "text": ""},
    ],
    "requirements": [
        _asked(
            "basket", "Panier et commande sur téléphone, avec PrestaShop ou mieux.", "Une commande en deux minutes",
            "must",
        ),
        _asked("export", "Les données s'exportent.", "Un export relu", "must"),
        _asked("news", "Une lettre d'information.", "", "should"),
        _asked("total-price", "Le prix en trois lignes.", "", "must"),
    ],
    "choice_rule": {"eliminatory": ["basket", "total-price"]},
}  # fmt: skip
OFFER = {
    "words": "Nous refaisons votre boutique, reprise du catalogue comprise.",
    "r1": "yes", "h1": "avec PrestaShop 9", "r2": "part", "setup": "4 000", "run": "50", "per": "month", "tax": "excl",
    "start": "2027-01-11", "name": "Atelier Quark", "email": "zoe@quark.example", "references": "Musée de Lille, 2025",
}  # fmt: skip
ADDRESS = "192.0.2.7"


def settings(**other: Any) -> dict[str, Any]:
    soon = timezone.now() + timedelta(days=14)
    values = {"deadline": soon, "questions_until": soon - timedelta(days=4), "years": 3, "shows_points": True}
    return values | {"shows_budget": False, "takes_late": False, "listed": False} | other


def published(people: People, call: Call | None = None, need: Any = NEED, **other: Any) -> Publication:
    call = call or call_of(people, "Refaire notre vitrine")
    now, owner = timezone.now(), people.users["owner"]
    with mock.patch.object(needs, "need_of", return_value=need):
        actions.draft(user=owner, call_id=call.pk, values=settings(**other), now=now)
        return actions.publish(user=owner, call_id=call.pk, now=now)


def answers(**other: Any) -> dict[str, Any]:
    """As the form gives them."""
    given: dict[str, Any] = dict.fromkeys(("words", "references", "name", "email", "phone", "per", "tax"), "")
    given |= {"setup": None, "run": None, "start": None, "met": [], "how": []}
    return given | {"words": "Je refais votre boutique.", "name": "Zoé Quark", "email": "zoe@quark.example"} | other


def objects(people: People) -> dict[str, object]:
    publication = published(people)
    now = timezone.now()
    with mock.patch("orchestre_web.publishing.actions.guest.begin_taking"):  # no work is queued
        sent = actions.submit(
            publication=publication, page="p", answers=answers(), address=ADDRESS, now=now,
            files=[actions.SentFile("devis.png", "image/png", PICTURE)],
        )  # fmt: skip
    asked = actions.enquire(publication=publication, question="Et le stock ?", email="", address=ADDRESS, now=now)
    prepared = call_of(people, "Refaire notre logo")
    actions.draft(user=people.users["owner"], call_id=prepared.pk, values=settings(), now=now)
    other = published(people, call_of(people, "Traduire notre site"))
    actions.close(user=people.users["owner"], call_id=other.call_id, now=now)
    return {
        "published_call": publication.call_id,
        "public_token": publication.token,
        "submission": sent.submission.pk,
        "amend_secret": sent.secret,
        "mine_mark": actions.mark_of(
            Receipt.objects.create(submission=sent.submission, to="zoe@quark.example", root="/", language="fr")
        ),
        "attachment": sent.submission.attachments.get().pk,
        "enquiry": asked.pk,
        "prepared_call": prepared.pk,
        "closed_call": other.call_id,
        "publishing_values": settings(),
        "publishing_deadline": now + timedelta(days=30),
        "later": (now + timedelta(days=30)).strftime("%Y-%m-%dT%H:%M"),
    }


PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000 1f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
"""One dot."""
