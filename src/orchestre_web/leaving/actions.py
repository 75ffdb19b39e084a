"""What people do before they leave: take everything, erase everything. One verb, one function, checks first."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from orchestre.basics import OrchestreError
from orchestre.reading.normal import fold
from orchestre_web.accounts.models import Company, User
from orchestre_web.calls.models import Call, Reply
from orchestre_web.jobs import run
from orchestre_web.jobs.models import Job
from orchestre_web.leaving import queries
from orchestre_web.leaving.access import access_leaving
from orchestre_web.leaving.models import Package
from orchestre_web.leaving.writing import Archive
from orchestre_web.leaving.zipping import zipped
from orchestre_web.site.words import speaking

PACK = "leaving.pack"
AT_ONCE_REPLIES, AT_ONCE_BYTES = 2_000, 20 * 1024 * 1024
"""Up to so many replies and bytes of files an archive is given while it is made."""
BATCH = 1_000


class WrongName(OrchestreError):
    code = "leaving.wrong_name"


# --- Taking -------------------------------------------------------------------------------------------------------


def is_small(held: queries.Held) -> bool:
    return held.replies <= AT_ONCE_REPLIES and held.received <= AT_ONCE_BYTES


def take_everything(*, user: User, company_id: int, language: str, now: datetime) -> Iterator[bytes]:
    """The archive, piece by piece, never whole in memory."""
    company = access_leaving(user, company_id).company
    return _pieces(Archive(company, language=language, now=now))


def _pieces(archive: Archive) -> Iterator[bytes]:
    # Each piece is made long after the request was let go: its language is taken with it.
    pieces = zipped(archive.entries(), archive.now)
    while True:
        with speaking(archive.language):
            piece = next(pieces, None)
        if piece is None:
            return
        if piece:
            yield piece


def pieces_of(archive: Archive) -> Iterator[bytes]:
    """For the job that keeps them."""
    return _pieces(archive)


@transaction.atomic
def prepare_archive(*, user: User, company_id: int, language: str, now: datetime) -> Job:
    """Begin to make an archive; the one under way when there is one."""
    company = access_leaving(user, company_id).company
    Company.objects.select_for_update().get(pk=company.pk)
    if (job := queries.under_way(company)) is not None:
        return job
    package = Package.objects.create(company=company, by=user, made_at=now)
    job = run.start(
        PACK, company, by=user, then=reverse("leaving:home", args=[company.pk]), package=package.pk, language=language
    )
    Package.objects.filter(pk=package.pk).update(job=job)
    return job


def forget_packages(call_id: int) -> None:
    """Archives that would still hold what was just erased of a call; one under way finds that it is gone, and stops."""
    Package.objects.filter(company__calls=call_id).delete()


# --- Erasing ------------------------------------------------------------------------------------------------------


def erase_company(*, user: User, company_id: int, name: str, with_account: bool = False) -> None:
    """The company and all that hangs on it, for good, when its name was typed; and the accounts of those who are in no
    other, one's own only `with_account`. Raises WrongName."""
    company = access_leaving(user, company_id).company
    if _same(name) != _same(company.name):
        raise WrongName(name=company.name)
    erase(company, keep=None if with_account else user)


def _same(name: str) -> str:
    return " ".join(fold(name).split())


@transaction.atomic
def erase(company: Company, *, keep: User | None, accounts: bool = True) -> None:
    """`accounts`: those of people who are in no other company go too, `keep`'s own excepted. Called by who has let the
    person in."""
    # In the order of an import: its job, then the call. The chunk under way ends first, and there is no next one.
    jobs = list(Job.objects.of(company).select_for_update().order_by("pk"))
    list(Call.objects.select_for_update().filter(company=company).order_by("pk").values_list("pk"))
    alone = queries.only_here(company).exclude(pk__in=[keep.pk] if keep is not None else [])
    people = list(alone) if accounts else []
    run.forget(jobs)
    replies = Reply.objects.filter(call__company=company)
    while some := list(replies.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        Reply.objects.filter(pk__in=some).delete()  # with what hangs on them, never all in memory
    company.delete()
    User.objects.filter(pk__in=[person.pk for person in people]).delete()
