"""Who wrote twice in a call, kept as rows: worked out once after a reading or an answer, then only read."""

from collections.abc import Iterable, Iterator
from itertools import chain

from orchestre.replies.persons import People, SamePerson
from orchestre.replies.proposals import people
from orchestre_web.calls import queries
from orchestre_web.calls.models import Call, LinkState, PersonLink


def keep(call: Call) -> None:
    """Look at every reply of the call and write what was found. The caller holds the row of the call."""
    rows = [(row.reply, row.extract) for row in queries.as_read(call)]
    _keep_people(call, people(rows, queries.same_person_answers(call)))
    count(call)


def count(call: Call) -> None:
    """How many answers are awaited: it stands on every page of the call, so it is kept with it."""
    waiting = call.person_links.filter(state=LinkState.PROPOSED).count()
    Call.objects.filter(pk=call.pk).update(to_confirm=waiting)
    call.to_confirm = waiting


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


def _keys(call: Call, source_ids: Iterable[str]) -> dict[str, int]:
    """The rows of these replies."""
    wanted = sorted(source_ids)
    keys: dict[str, int] = {}
    for start in range(0, len(wanted), 500):
        few = call.replies.filter(source_id__in=wanted[start : start + 500])
        keys |= dict(few.order_by().values_list("source_id", "pk"))
    return keys
