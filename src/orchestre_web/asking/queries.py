"""Who was asked what, as values, in a number of queries that does not depend on how many there are."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from orchestre.replies.in_place import ENTERED_BY
from orchestre_web.answers.people import greeting_of
from orchestre_web.answers.queries import CameBack, came_since, email_of, emails_read
from orchestre_web.asking.models import Asked, Question
from orchestre_web.asking.states import QuestionState
from orchestre_web.calls.models import Call, Reply
from orchestre_web.shortlist.models import Cells, OfferDetail
from orchestre_web.site.asked_often import Often


@dataclass(frozen=True, slots=True)
class Writer:
    """The author of an offer, by the reply that begins it."""

    pk: int
    source_id: str
    author: str
    language: str
    email: str
    channel: str
    silent: bool = False
    """He did not answer: what is known of him was typed in, and his letter asks what is to be asked."""

    @property
    def greeting(self) -> str:
        return greeting_of(self.author)


_sent = Often(
    lambda call: (
        Asked.objects.filter(call=call, undone_at=None)
        .select_related("by", "reply")
        .defer("reply__document", "reply__given")
        .prefetch_related("questions__correction", "questions__by")
    )
)


def sent(call: Call) -> list[Asked]:
    """Every message that holds, newest first, with its questions. Two queries."""
    return _sent.all(call.pk)


def undone(reply: Reply) -> list[Asked]:
    """Messages to one person that were noted as sent, and were not."""
    return list(reply.asked.exclude(undone_at=None).select_related("by"))


def state_of(question: Question) -> QuestionState:
    """One whose correction was undone on the page of the reply waits again."""
    taken_back = question.correction is not None and question.correction.undone_at is not None
    return QuestionState.WAITING if taken_back else QuestionState(question.state)


_rows_of_writers = Often(
    lambda call, offers: (
        Reply.objects.filter(call=call, source_id__in=offers)
        .order_by()
        .values_list(
            "pk", "source_id", "author", "kind", "document__language", "document__emails", "given__email", "channel",
            f"given__{ENTERED_BY}",
        )
    )
)  # fmt: skip


def writers(call: Call, details: Collection[OfferDetail]) -> dict[str, Writer]:
    """By id of the offer, who makes it. One query."""
    rows = _rows_of_writers.all(call.pk, [detail.offer_id for detail in details])
    return {
        source_id: Writer(
            pk,
            source_id,
            author,
            str(language or ""),
            email_of(author, emails_read(kind, given, emails)),
            channel,
            bool(by),
        )
        for pk, source_id, author, kind, language, emails, given, channel, by in rows
    }


def offers_of(cells: Cells, source_ids: Collection[str]) -> dict[str, OfferDetail]:
    """By id, offers ranked or removed by a condition. One query."""
    found = OfferDetail.objects.filter(cells=cells, offer_id__in=list(source_ids))
    return {detail.offer_id: detail for detail in found}


def came_back(call: Call, messages: Collection[Asked]) -> Mapping[int, list[CameBack]]:
    """By reply that was asked something, what the same person wrote in a later delivery. At most four queries."""
    first = {asked.reply_id: (asked.reply.source_id, asked.at) for asked in messages}
    return came_since(call, first) if first else {}
