"""A mailbox of a call: add it, read it, keep or forget its password, take it away."""

from datetime import datetime
from ipaddress import ip_network

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from orchestre.basics import OrchestreError
from orchestre_net.mailbox import Account, check
from orchestre_net.policy import Policy
from orchestre_web.accounts.models import User
from orchestre_web.accounts.roles import Role
from orchestre_web.calls.access import access_call
from orchestre_web.calls.actions.errors import CallOver, OnlyAnExample
from orchestre_web.calls.models import Call
from orchestre_web.jobs import run as jobs
from orchestre_web.jobs.models import Job
from orchestre_web.mailbox.access import access_mailbox
from orchestre_web.mailbox.models import Mailbox
from orchestre_web.mailbox.queries import Kept, Told
from orchestre_web.site import sealed
from orchestre_web.site.words import say

READ = "mailbox.read"
MOST = 5
"""Mailboxes of one call."""


class TooManyMailboxes(OrchestreError):
    code = "mailbox.too_many"


class MailboxThere(OrchestreError):
    code = "mailbox.there_already"


class MailboxUnderWay(OrchestreError):
    code = "mailbox.under_way"


class PasswordNeeded(OrchestreError):
    code = "mailbox.password_needed"


def policy() -> Policy:
    """Less than a worker may be silent for. The operator names the private networks that may be reached, if any."""
    networks = tuple(ip_network(each) for each in settings.MAIL_NETWORKS)
    return Policy(all_seconds=120.0, networks=networks)


def add_mailbox(*, user: User, call_id: int, told: Told, now: datetime) -> Job:
    """Keep it and begin to read. What was sent from its own address counts as the owner's.

    Raises TooManyMailboxes, MailboxThere, CallOver, OnlyAnExample, and what `orchestre_net.mailbox.check` raises.
    """
    call = access_call(user, call_id, Role.EDITS)
    if call.demonstration:
        raise OnlyAnExample
    if call.keep_until < timezone.localdate(now):
        raise CallOver(until=call.keep_until)
    check(Account(told.host, told.user, told.password, told.port, told.folder), policy())
    with transaction.atomic():
        held = Call.objects.select_for_update().get(pk=call.pk)
        if call.mailboxes.count() >= MOST:
            raise TooManyMailboxes(most=MOST)
        try:
            with transaction.atomic():
                mailbox = Mailbox.objects.create(
                    call=call, host=told.host, port=told.port, user=told.user, folder=told.folder, since=told.since,
                    name=say("mailbox.name", user=told.user)[:150], added_by=user, added_at=now,
                )  # fmt: skip
        except IntegrityError as error:
            raise MailboxThere from error
        if "@" in told.user and told.user not in held.own_names:
            held.own_names = [*held.own_names, told.user]
            held.save(update_fields=["own_names"])
        _type(mailbox, told.password, told.kept)
        return begin(mailbox, by=user)


def read_mailbox(
    *, user: User, call_id: int, mailbox_id: int, password: str = "", kept: Kept | None = None, now: datetime
) -> Job:
    """Begin to read what is new, with the password typed or the one kept. Raises PasswordNeeded, MailboxUnderWay,
    CallOver, and what `orchestre_net.mailbox.check` raises."""
    mailbox = access_mailbox(user, call_id, mailbox_id, Role.EDITS)
    if mailbox.call.keep_until < timezone.localdate(now):
        raise CallOver(until=mailbox.call.keep_until)
    with transaction.atomic():
        held = _locked(mailbox)
        if password:
            check(Account(held.host, held.user, password, held.port, held.folder), policy())
            _type(held, password, kept)
        elif held.password is None:
            raise PasswordNeeded
        return begin(held, by=user)


def forget_password(*, user: User, call_id: int, mailbox_id: int) -> None:
    """It is no longer read by itself; what came stays. A reading under way goes on."""
    mailbox = access_mailbox(user, call_id, mailbox_id, Role.EDITS)
    Mailbox.objects.filter(pk=mailbox.pk).update(kept=False, password=None)


def remove_mailbox(*, user: User, call_id: int, mailbox_id: int) -> None:
    """With its password; what came from it stays in the call. Raises MailboxUnderWay."""
    mailbox = access_mailbox(user, call_id, mailbox_id, Role.EDITS)
    with transaction.atomic():
        _locked(mailbox).delete()


def begin(mailbox: Mailbox, *, by: User | None) -> Job:
    """Queue one reading. Inside a transaction that holds the mailbox."""
    back = reverse("mailbox:page", args=[mailbox.call_id])
    job = jobs.start(READ, mailbox.call.company, by=by, then=back, mailbox=mailbox.pk)
    Mailbox.objects.filter(pk=mailbox.pk).update(job=job)
    return job


def about(mailbox: Mailbox) -> str:
    """What its password may be used for: this mailbox on this server."""
    return f"{mailbox.pk}\0{mailbox.host}\0{mailbox.port}\0{mailbox.user}"


def _locked(mailbox: Mailbox) -> Mailbox:
    """Raises MailboxUnderWay."""
    held = Mailbox.objects.select_for_update().get(pk=mailbox.pk)
    held.call = mailbox.call
    if held.is_under_way:
        raise MailboxUnderWay
    return held


def _type(mailbox: Mailbox, password: str, kept: Kept | None) -> None:
    mailbox.password = sealed.seal(password, about(mailbox))
    mailbox.kept = kept is not None
    if kept is not None:
        mailbox.minutes, mailbox.until = kept.minutes, kept.until
    mailbox.save(update_fields=["password", "kept", "minutes", "until"])
