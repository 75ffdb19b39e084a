"""The publication of a call, its offers and questions, in a fixed number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils import timezone

from orchestre_web.accounts.links import digest
from orchestre_web.calls.models import Call, Reply
from orchestre_web.publishing.models import Attachment, Enquiry, Publication, PublicationChange, Receipt, Submission
from orchestre_web.publishing.states import PublicationState
from orchestre_web.shortlist.models import Decision

TOLD_FOR = timedelta(days=7)
"""How long the start page speaks of a mail that could not be sent."""
DEADLINE_MOVED = "publishing.did_reopen"


def publication_of(call: Call) -> Publication | None:
    return Publication.objects.filter(call=call).first()


def published(token: str) -> Publication | None:
    """What stands under a public address, with its call in the words that were published, and its company; a draft
    stands nowhere."""
    rows = Publication.objects.select_related("call__company").filter(token=token)
    found = rows.exclude(state=PublicationState.DRAFT).first()
    if found is not None:
        found.call.title, found.call.need_text = found.title, found.text
    return found


def deadline_moved(publication: Publication) -> PublicationChange | None:
    """The last time the deadline was changed."""
    return publication.changes.filter(what=DEADLINE_MOVED).order_by("-pk").first()


def changes(publication: Publication) -> list[PublicationChange]:
    return list(publication.changes.select_related("by"))


def first_with(publication: Publication, secret: str) -> Submission | None:
    """The first version of the offer that this secret amends."""
    return publication.submissions.filter(first=None, digest=digest(secret), erased_at=None).first()


def newest_of(first: Submission) -> Submission:
    return first.versions.order_by("-number").first() or first


def amended_after(call: Call, offer_id: str, moment: datetime) -> datetime | None:
    """When who made this offer last changed it by his link; None when that was not after the moment."""
    later = Submission.objects.filter(publication__call=call, number__gt=1, sent_at__gt=moment)
    found = later.filter(first__delivery__replies__source_id=offer_id).order_by("-sent_at")
    return found.values_list("sent_at", flat=True).first()


def attachments_of(submission: Submission) -> list[Attachment]:
    """The files of this version: those it came with, and those that earlier ones brought and none since left out."""
    return attachments_by([submission])[submission.pk]


def attachments_by(submissions: Iterable[Submission]) -> dict[int, list[Attachment]]:
    """The same of several, by version. One query."""
    versions = list(submissions)
    roots = {each.root_id for each in versions}
    rows = Attachment.objects.filter(Q(submission__in=roots) | Q(submission__first__in=roots))
    of_root: dict[int, list[Attachment]] = {}
    for row in rows.select_related("submission").defer("pages").order_by("pk"):
        of_root.setdefault(row.submission.root_id, []).append(row)
    return {
        each.pk: [
            row
            for row in of_root.get(each.root_id, ())
            if row.submission.number <= each.number and (row.left_out_at is None or row.left_out_at > each.number)
        ]
        for each in versions
    }


@dataclass(frozen=True, slots=True)
class Received:
    """One offer: the version that holds, its files, and the reply it is in the call."""

    submission: Submission
    files: Sequence[Attachment]
    reply: Reply | None
    receipt: Receipt | None = None

    @property
    def left_out(self) -> bool:
        """It was read and is no reply: the same words were there, or they are the owner's."""
        delivery = self.submission.delivery
        return self.reply is None and delivery is not None and delivery.is_done


def received(publication: Publication) -> list[Received]:
    """Every offer, newest first. Four queries."""
    newest = list(publication.submissions.newest().select_related("delivery").order_by("-sent_at", "-pk"))
    files = attachments_by(newest)
    replies = {
        reply.delivery_id: reply
        for reply in Reply.objects.filter(delivery__in=[each.delivery_id for each in newest if each.delivery_id])
        .only("pk", "author", "delivery_id", "kind", "kept", "folded", "call_id")
        .order_by("pk")
    }
    sent = receipts(publication)
    return [
        Received(each, files[each.pk], replies.get(each.delivery_id or 0), sent.get(each.root_id)) for each in newest
    ]


def versions(submission: Submission) -> list[Submission]:
    """Every version of an offer, newest first. One query."""
    rows = Submission.objects.filter(Q(pk=submission.root_id) | Q(first=submission.root_id))
    return list(rows.order_by("-number"))


def reply_of(submission: Submission) -> Reply | None:
    if submission.delivery_id is None:
        return None
    return Reply.objects.filter(delivery=submission.delivery_id).only("pk", "call_id", "author").order_by("pk").first()


def submission_of(reply: Reply) -> Submission | None:
    """The version that holds of the offer that a reply is."""
    return Submission.objects.newest().filter(delivery=reply.delivery_id).order_by("-number").first()


def receipt_of(submission: Submission) -> Receipt | None:
    """Of the offer that this is a version of; None where no mail could be sent."""
    return Receipt.objects.filter(submission=submission.root_id).first()


def receipt(number: int, to: str) -> Receipt | None:
    """With its offer, which is not erased."""
    rows = Receipt.objects.select_related("submission__publication__call__company")
    return rows.filter(pk=number, to=to, submission__erased_at=None).first()


def held_receipt(number: int) -> Receipt | None:
    """Inside a transaction: nobody else moves it until its end."""
    rows = Receipt.objects.select_for_update(of=("self",)).select_related("submission__publication__call__company")
    return rows.filter(pk=number, submission__erased_at=None).first()


def is_proved(submission: Submission) -> bool:
    """Who reads the mails of the address in this version said that the offer is his."""
    found = receipt_of(submission)
    return found is not None and found.is_proved and found.to.lower() == submission.contact.lower()


def receipts(publication: Publication) -> dict[int, Receipt]:
    """By the number of the first version."""
    return {each.submission_id: each for each in Receipt.objects.filter(submission__publication=publication)}


def unsent(company_id: int) -> list[tuple[Publication, int]]:
    """Calls with receipts whose mail was given up in the last days."""
    failed = Q(submissions__receipt__failed_at__gt=timezone.now() - TOLD_FOR)
    counted = _of_company(company_id).values_list("pk").annotate(n=Count("submissions", filter=failed))
    found = dict(counted.filter(n__gt=0))
    return [(row, found[row.pk]) for row in _lightly(_of_company(company_id).filter(pk__in=found))] if found else []


def denied(company_id: int) -> list[Receipt]:
    """Offers whose address says it sent none: the owner hears of it until their call is over."""
    rows = Receipt.objects.filter(submission__publication__call__company_id=company_id).exclude(denied_at=None)
    call = "submission__publication__call"
    return list(rows.select_related(call).only("to", f"{call}__title").order_by("-denied_at")[:2])


def enquiries(publication: Publication) -> list[Enquiry]:
    return list(publication.enquiries.select_related("answered_by"))


def answered(publication: Publication) -> list[Enquiry]:
    """What everybody sees."""
    return list(publication.enquiries.filter(hidden_at=None).exclude(answered_at=None))


def sizes(publication: Publication) -> tuple[int, int]:
    """Versions received, and bytes of their files."""
    n = publication.submissions.count()
    held = Attachment.objects.filter(submission__publication=publication).aggregate(size=Sum("size"))["size"]
    return n, int(held or 0)


def came_before(publication: Publication) -> bool:
    """Replies had come in by other ways before the rule was published."""
    return publication.call.deliveries.filter(received_at__lt=publication.published_at).exists()


@dataclass(frozen=True, slots=True)
class Pressing:
    """An open call: questions that nobody answered yet, offers whose files were not read because their work was
    stopped, and whether its decision is no longer the one that was published."""

    publication: Publication
    questions: int
    stuck: int
    rule_changed: bool


def pressing(company_id: int, before: datetime) -> list[Pressing]:
    """`before`: offers sent since are still being read. Four queries, one while nothing is published."""
    rows = list(_lightly(_of_company(company_id)))
    if not rows:
        return []
    waiting = Enquiry.objects.filter(publication__in=rows, answered_at=None, hidden_at=None)
    late = Submission.objects.filter(publication__in=rows, taken_at=None, erased_at=None, sent_at__lt=before)
    questions, stuck = (
        dict(some.order_by().values_list("publication").annotate(n=Count("pk"))) for some in (waiting, late)
    )
    calls = [row.call_id for row in rows]
    rules = dict(Decision.objects.filter(call__in=calls).order_by().values_list("call", "sha256"))
    return [
        Pressing(
            row,
            questions.get(row.pk, 0),
            stuck.get(row.pk, 0),
            not row.call.employment and rules.get(row.call_id) != row.rule_sha256,
        )
        for row in rows
    ]


def _of_company(company_id: int) -> Any:
    rows = Publication.objects.filter(call__company_id=company_id, call__demonstration=False)
    return rows.exclude(state__in=[PublicationState.DRAFT, PublicationState.WITHDRAWN])


def _lightly(rows: Any) -> Any:
    """What a line of the start page says of them."""
    return rows.select_related("call").only("rule_sha256", "call__title", "call__employment")
