"""Who sends too much, without asking anybody outside: a field that people leave empty, the time that writing takes, and
how much comes from one place. What is refused is counted and shown to the owner; the form comes back as it was filled.
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction

from orchestre.basics import OrchestreError
from orchestre_web.accounts import throttle as doors
from orchestre_web.publishing import limits
from orchestre_web.publishing.models import Knock, Publication

TRAP = "website"
"""A field that no person sees and that programs like to fill."""
PAGE = "page"
"""The hidden field that says which page was filled, and when it was shown."""
_SALT = "orchestre_web.publishing.page"


class NotByHand(OrchestreError):
    code = "publishing.not_by_hand"


class TooQuick(OrchestreError):
    code = "publishing.too_quick"


class TooOften(OrchestreError):
    code = "publishing.too_often"


class PageUnknown(OrchestreError):
    code = "publishing.page_unknown"


def new_page(publication: Publication, now: datetime) -> str:
    """Signed: which page this is and when it was shown."""
    return signing.dumps([publication.pk, secrets.token_urlsafe(9), now.timestamp()], salt=_SALT)


def checked(publication: Publication, sent: Mapping[str, str], *, now: datetime) -> str:
    """What the page is known by. Raises PageUnknown, TooQuick, NotByHand."""
    try:
        owner, page, shown = signing.loads(sent.get(PAGE, ""), salt=_SALT)
        if owner != publication.pk:
            raise PageUnknown
        since = now - datetime.fromtimestamp(float(shown), tz=now.tzinfo)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise PageUnknown from error
    if sent.get(TRAP, "").strip():
        raise NotByHand
    if since < limits.QUICKEST:
        raise TooQuick
    return str(page)


def place_of(publication: Publication, address: str) -> str:
    """A digest under our key, of this call alone: it says nothing without the key, and follows nobody elsewhere."""
    said = f"{publication.pk}:{doors.place_of(address)}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), said, hashlib.sha256).hexdigest()


def knock(publication: Publication, address: str, *, now: datetime) -> None:
    """One more thing sent from there. Raises TooOften."""
    Knock.objects.filter(at__lt=now - timedelta(days=1)).delete()
    place = place_of(publication, address)
    lately = publication.knocks.filter(place=place, at__gt=now - limits.WINDOW).count()
    if lately >= limits.MOST_FROM_ONE_PLACE:
        raise TooOften
    Knock.objects.create(publication=publication, place=place, at=now)


@transaction.atomic
def note_refusal(publication: Publication, code: str) -> None:
    """Counted, so that the owner sees what was not taken and why."""
    held = Publication.objects.select_for_update().only("refused").get(pk=publication.pk)
    held.refused = held.refused | {code: int(held.refused.get(code, 0)) + 1}
    held.save(update_fields=["refused"])
