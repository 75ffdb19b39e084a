"""Who wrote twice in a call, and which letters several people sent, kept as rows.

Worked out once after a reading or an answer, then only read.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain

from django.db import transaction
from django.db.models import Count, F

from orchestre.replies.clusters import Cluster, clusters_of, sent
from orchestre.replies.extract import Extract
from orchestre.replies.persons import People, SamePerson
from orchestre.replies.proposals import people
from orchestre.replies.reply import Reply
from orchestre_web.calls import queries
from orchestre_web.calls.models import Call, Letter, LetterCopy, LinkState, PersonLink
from orchestre_web.jobs.helpers import Helpers


def keep(call: Call) -> None:
    """Look at every reply of the call and write what was found.

    A big call takes seconds: nobody waits for them. Only the writing holds the row of the call, and where somebody
    answered meanwhile it looks again.
    """
    begin(call)()


def begin(call: Call, helpers: Helpers | None = None) -> Callable[[], None]:
    """`keep` in two: the letters are compared on another core until the returned function is called, and writes."""
    found, letters = _look(call, helpers)

    def write() -> None:
        waited = letters()  # before the row is held
        with transaction.atomic():
            now = Call.objects.select_for_update().filter(pk=call.pk).first()
            if now is None:
                return
            if now.version == call.version:
                found_now, letters_now = found, waited
            else:
                found_now, again = _look(now)
                letters_now = again()
            _keep_people(now, found_now)
            _keep_letters(now, letters_now)
            count(now)

    return write


def keep_people(call: Call) -> None:
    """Who wrote twice alone, at once: an answer changes no letter. The caller holds the row of the call."""
    _keep_people(call, people(_rows(call), queries.same_person_answers(call)))
    count(call)


def _look(call: Call, helpers: Helpers | None = None) -> tuple[People, Callable[[], tuple[Cluster, ...]]]:
    rows = _rows(call)
    texts = [sent(reply, extract) for reply, extract in rows]
    letters = partial(clusters_of, texts) if helpers is None else helpers.ask(clusters_of, texts)
    return people(rows, queries.same_person_answers(call)), letters


def _rows(call: Call) -> list[tuple[Reply, Extract]]:
    return [(row.reply, row.extract) for row in queries.as_read(call)]


def count(call: Call) -> None:
    """How many answers are awaited and how many letters there are: both stand on every page of the call, so they are
    kept with it. A letter of which one copy is left is none."""
    for letter in call.letters.order_by("pk").annotate(left=Count("copies")).exclude(size=F("left")):
        if letter.left > 1:
            Letter.objects.filter(pk=letter.pk).update(size=letter.left)
        else:
            letter.delete()
    call.to_confirm = call.person_links.filter(state=LinkState.PROPOSED).count()
    call.letters_found = call.letters.count()
    Call.objects.filter(pk=call.pk).update(to_confirm=call.to_confirm, letters_found=call.letters_found)


def _keep_people(call: Call, found: People) -> None:
    wanted = {own_id for link in chain(found.merged, found.proposed, found.refused) for own_id in (link.of, link.with_)}
    keys = _keys(call, wanted)
    person = {own_id: number for number, ids in enumerate(found.groups, start=1) for own_id in ids}

    def rows(links: Iterable[SamePerson], state: LinkState) -> Iterator[PersonLink]:
        for link in links:
            yield PersonLink(
                call=call,
                earlier_id=keys[link.of],
                later_id=keys[link.with_],
                state=state,
                evidence=[[shared.sign.value, shared.of, shared.with_] for shared in link.evidence],
                person=person.get(link.of, 0) if state == LinkState.MERGED else 0,
            )

    call.person_links.all().delete()
    PersonLink.objects.bulk_create(
        chain(
            rows(found.proposed, LinkState.PROPOSED),
            rows(found.merged, LinkState.MERGED),
            rows(found.refused, LinkState.REFUSED),
        ),
        batch_size=200,
    )


def _keep_letters(call: Call, found: Sequence[Cluster]) -> None:
    keys = _keys(call, {own_id for cluster in found for own_id in cluster.members})
    call.letters.all().delete()
    letters = [Letter(call=call, size=len(cluster.members), share=cluster.share) for cluster in found]
    Letter.objects.bulk_create(letters, batch_size=200)
    LetterCopy.objects.bulk_create(
        (
            LetterCopy(letter=letter, reply_id=keys[each.id], number=number, own=list(each.words))
            for letter, cluster in zip(letters, found, strict=True)
            for number, each in enumerate(cluster.differs)
        ),
        batch_size=200,
    )


def _keys(call: Call, source_ids: Iterable[str]) -> dict[str, int]:
    """The rows of these replies."""
    wanted = sorted(source_ids)
    keys: dict[str, int] = {}
    for start in range(0, len(wanted), 500):
        few = call.replies.filter(source_id__in=wanted[start : start + 500])
        keys |= dict(few.order_by().values_list("source_id", "pk"))
    return keys
