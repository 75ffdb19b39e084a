"""The mail that says an offer came in: sent by a work of its own, tried again; and what its reader says of it."""

import smtplib
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse

from orchestre.basics import OrchestreError
from orchestre_web.jobs import run as jobs
from orchestre_web.publishing import queries
from orchestre_web.publishing.actions.errors import LinkUnknown
from orchestre_web.publishing.actions.taking import begin_taking
from orchestre_web.publishing.models import Receipt, Submission
from orchestre_web.site import sealed

MAIL = "publishing.mail"
WAITS = tuple(timedelta(minutes=n) for n in (1, 5, 30, 120, 600))
"""Between two tries; after the last one it is given up."""
QUIET = timedelta(seconds=50)
"""After a server did not answer: nobody else knocks there before, so that a dead server holds one worker a moment."""
_SALT = "orchestre_web.publishing.mine"


class MailRefused(OrchestreError):
    code = "publishing.mail_refused"


class MailServerAway(OrchestreError):
    code = "publishing.mail_away"


class LinkLost(OrchestreError):
    code = "publishing.mail_link_lost"


def begin_mailing(first: Submission, secret: str, *, root: str, language: str, now: datetime) -> None:
    """Where the instance sends mail and an address was left. The link waits sealed: no job and no log holds it."""
    if not settings.EMAIL_HOST or not first.contact:
        return
    made = Receipt.objects.create(
        submission=first, to=first.contact, root=root, language=language, next_at=now,
        sealed=sealed.seal(secret, _about(first)),
    )  # fmt: skip
    _begin(made)


def _about(first: Submission) -> str:
    return f"publishing.receipt {first.pk}"


def _begin(receipt: Receipt) -> None:
    receipt.job = jobs.start(MAIL, receipt.submission.publication.call.company, receipt=receipt.pk)
    receipt.save(update_fields=["job"])


def begin_due(now: datetime) -> int:
    """Try again what has waited long enough; how many works begin."""
    begun = 0
    for number in list(Receipt.objects.waiting().filter(next_at__lte=now).values_list("pk", flat=True)):
        with transaction.atomic():
            held = queries.held_receipt(number)
            if held is not None and (held.job is None or held.job.is_over):
                _begin(held)
                begun += 1
    return begun


Letter = Callable[[Receipt, Mapping[str, str]], tuple[str, str]]
"""Subject and text of a receipt, from its links: `link` amends the offer, `mine` says whose it is."""


def mail(receipt: Receipt, now: datetime, letter: Letter) -> None:
    """One try. Raises MailRefused, MailServerAway and LinkLost when it was the last."""
    away = Receipt.objects.waiting().exclude(pk=receipt.pk).filter(error=MailServerAway.code, tried_at__gt=now - QUIET)
    if away.exists():
        Receipt.objects.filter(pk=receipt.pk).update(next_at=now + QUIET)
        return
    try:
        _send(receipt, letter)
    except sealed.SealBroken:
        _failed(receipt, LinkLost(), now, last=True)
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        _failed(receipt, MailRefused(), now, last=any(code >= 550 for code in codes))
    except ValueError:  # an address that no mail can carry
        _failed(receipt, MailRefused(), now, last=True)
    except OSError:  # smtplib's own errors are such
        _failed(receipt, MailServerAway(), now, last=False)
    else:
        Receipt.objects.filter(pk=receipt.pk).update(
            sent_at=now, tried_at=now, next_at=None, sealed=None, error="", tries=receipt.tries + 1
        )


def _failed(receipt: Receipt, error: OrchestreError, now: datetime, *, last: bool) -> None:
    """Given up, the link goes: it is of no more use here."""
    over = last or receipt.tries >= len(WAITS)
    Receipt.objects.filter(pk=receipt.pk).update(
        error=error.code, tried_at=now, tries=receipt.tries + 1,
        next_at=None if over else now + WAITS[receipt.tries],
        failed_at=now if over else None, sealed=None if over else receipt.sealed,
    )  # fmt: skip
    if over:
        raise error


def _send(receipt: Receipt, letter: Letter) -> None:
    first, root = receipt.submission, receipt.root.rstrip("/")
    secret, token = sealed.unseal(bytes(receipt.sealed or b""), _about(first)), first.publication.token
    links = {
        "link": root + reverse("publishing:amend", args=[secret, token]),
        "mine": root + reverse("publishing:mine", args=[mark_of(receipt), token]),
    }
    subject, text = letter(receipt, links)
    send_mail(subject, text, None, [receipt.to])


def mark_of(receipt: Receipt) -> str:
    """What stands in the link of the mail and nowhere else: who has it has opened that mailbox."""
    return signing.dumps([receipt.pk, receipt.to], salt=_SALT)


def receipt_of(mark: str, publication_id: int) -> Receipt:
    """Raises LinkUnknown."""
    try:
        number, to = signing.loads(mark, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise LinkUnknown from error
    found = queries.receipt(number, to)
    if found is None or found.submission.publication_id != publication_id:
        raise LinkUnknown
    return found


@transaction.atomic
def say_mine(receipt: Receipt, *, mine: bool, now: datetime) -> None:
    """Who reads the mails of that address says whether he sent the offer. The last word holds; nothing is taken away
    of the offer either way. Raises LinkUnknown for an offer erased meanwhile."""
    held = queries.held_receipt(receipt.pk)
    if held is None:
        raise LinkUnknown
    was = held.is_proved
    held.proved_at, held.denied_at = (now, None) if mine else (None, now)
    held.save(update_fields=["proved_at", "denied_at"])
    newest = queries.newest_of(held.submission)
    if was != mine and newest.taken_at is not None:
        Submission.objects.filter(pk=newest.pk).update(taken_at=None)
        newest.publication = held.submission.publication
        begin_taking(newest, None)
