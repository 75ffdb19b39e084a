"""What a guest sent, as it is kept and as it comes into the call."""

import io
import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from orchestre.basics import Language
from orchestre.basics.sentences import say, spoken
from orchestre.reading.values import Tax
from orchestre.replies import form as forms
from orchestre.replies.form import Answer, FileWords, Met, Offered, PriceFrame
from orchestre_web.calls import actions as calls
from orchestre_web.calls.models import Delivery
from orchestre_web.publishing import drafting, queries
from orchestre_web.publishing.models import Attachment, Publication, Receipt, Submission, SubmissionQuerySet

Answers = Mapping[str, Any]
"""`{"name", "email", "phone", "words", "references", "met": [..], "how": [..], "setup", "run", "per", "tax", "start"}`:
JSON, amounts as decimal texts, null where nothing was written."""


def language_of(publication: Publication) -> Language:
    return spoken(publication.language)


def price_of(form: Mapping[str, Any], answers: Answers) -> PriceFrame:
    return PriceFrame(
        _decimal(answers.get("setup")),
        _decimal(answers.get("run")),
        answers.get("per") == "month",
        int(form["years"]),
        Tax(answers.get("tax") or Tax.UNKNOWN.value),
    )


def _decimal(written: Any) -> Decimal | None:
    return None if written is None else Decimal(str(written))


def offered(submission: Submission) -> Offered:
    form, answers = submission.publication.form, submission.answers
    asked = form.get("requirements", ())
    met = [*answers.get("met", ()), *[""] * len(asked)][: len(asked)]
    how = [*answers.get("how", ()), *[""] * len(asked)][: len(asked)]
    start = answers.get("start")
    return Offered(
        name=answers.get("name", ""),
        email=answers.get("email", ""),
        phone=answers.get("phone", ""),
        words=answers.get("words", ""),
        references=answers.get("references", ""),
        answers=[Answer(Met(one) if one else None, words) for one, words in zip(met, how, strict=True)],
        price=price_of(form, answers),
        start=date.fromisoformat(start) if start else None,
        version=submission.number,
        late=submission.late,
        proved=queries.is_proved(submission),
    )


def bring_in(submission: Submission, *, now: datetime) -> Delivery:
    """The version that holds comes into the call, in the place of the one before it.

    Raises StillReading while that one is read, SourceErased, CallOver.
    """
    publication = submission.publication
    language, asked = language_of(publication), drafting.asked_of(publication.form)
    record = forms.record(
        offered(submission),
        asked,
        own_id=f"form-{publication.pk}-{submission.root_id}",
        day=timezone.localdate(submission.sent_at).isoformat(),
        language=language,
        files=_words_of(queries.attachments_of(submission)),
    )
    data = json.dumps(record).encode()
    with transaction.atomic():
        before = Submission.objects.filter(pk=submission.root_id).values_list("delivery_id", flat=True).first()
        if before is not None:
            delivery = calls.replace(before, data=data, now=now)
        else:
            delivery = calls.receive(
                publication.call, user=None, name=say("publishing.delivery", language, reference=submission.reference),
                kind=Delivery.Kind.FILE, file=io.BytesIO(data), size=len(data), now=now,
                columns=forms.columns(asked, language),
            )  # fmt: skip
        Submission.objects.filter(pk=submission.root_id).update(delivery=delivery)
        Submission.objects.filter(pk=submission.pk).update(delivery=delivery, taken_at=now)
    return delivery


def _words_of(files: list[Attachment]) -> list[FileWords]:
    held = Attachment.objects.filter(pk__in=[each.pk for each in files]).order_by()
    read = {pk: (pages, pictured) for pk, pages, pictured in held.values_list("pk", "pages", "pictured")}
    return [FileWords(each.name, *read[each.pk]) for each in files]


def says_something(answers: Answers) -> bool:
    """Words, a figure or an answer; a name alone is no offer."""
    told = [answers.get(name) for name in ("words", "references", "setup", "run", "start")]
    return any(told) or any(answers.get("met", ())) or any(answers.get("how", ()))


def wordless(submissions: SubmissionQuerySet) -> None:
    """Nothing of what was sent stays but the moments and the marks, so that the counts add up."""
    held = list(submissions.values_list("pk", flat=True))
    Attachment.objects.filter(submission__in=held).delete()
    Receipt.objects.filter(submission__in=held).delete()
    Submission.objects.filter(pk__in=held).update(answers={}, contact="", digest="", erased_at=timezone.now())
