"""What `benchmarks.certainty` counts besides prices: each value read, with its sign, right or not by the labels.

Places, years, the mode of work, the first day, e-mails, phones, handles and people named. Skills and addresses of
pages are labelled in part only, so nothing is counted of them: their confidence stays "not known".
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from benchmarks.reading_replies import same_contact, same_place
from orchestre.reading.normal import fold
from orchestre.replies.extract import Extract

Labels = Mapping[str, Any]
Seen = tuple[str, bool]


def _signs(read: Extract, field: str) -> list[str]:
    return [str(getattr(sure, "sign", "")) for sure in read.confidence.get(field, ())]


def _listed(field: str, right: Callable[[str, Sequence[str]], bool]) -> Callable[[Labels, Extract], Iterator[Seen]]:
    def seen(labels: Labels, read: Extract) -> Iterator[Seen]:
        wanted = labels.get(field) or (labels.get("contacts") or {}).get(field) or ()
        for sign, value in zip(_signs(read, field), getattr(read, field), strict=False):
            yield sign, right(value, wanted)

    return seen


def places(labels: Labels, read: Extract) -> Iterator[Seen]:
    """An offer's only: of other texts the places are labelled by other rules."""
    if labels.get("location_optional") or labels["kind"] != "offer":
        return
    for sign, value in zip(_signs(read, "location"), read.location, strict=False):
        yield sign, same_place(value, labels.get("location") or ())


def years(labels: Labels, read: Extract) -> Iterator[Seen]:
    if labels["kind"] == "offer":
        for sign in _signs(read, "years_experience"):
            yield sign, read.years_experience == labels.get("years_experience")


def remote(labels: Labels, read: Extract) -> Iterator[Seen]:
    if labels["kind"] == "offer":
        for sign in _signs(read, "remote"):
            yield sign, read.remote.value == labels.get("remote")


def availability(labels: Labels, read: Extract) -> Iterator[Seen]:
    """Right when both the first day and "at once" are."""
    if labels["kind"] != "offer" or read.availability is None:
        return
    wanted = labels.get("availability") or {}
    start = read.availability.start.isoformat() if read.availability.start else None
    same = start == wanted.get("start") and read.availability.immediate == bool(wanted.get("immediate"))
    for sign in _signs(read, "availability"):
        yield sign, same and bool(wanted)


def _same_person(value: str, wanted: Sequence[str]) -> bool:
    plain = fold(value).lstrip("@")
    return any(plain in fold(one) or fold(one).lstrip("@") in plain for one in wanted)


def mentions(labels: Labels, read: Extract) -> Iterator[Seen]:
    """People tagged; those only recommended stand in no label, so nothing is counted of them."""
    for sign, value in zip(_signs(read, "mentions"), read.mentions, strict=False):
        if sign not in ("mentions.asked", "mentions.named"):
            yield sign, _same_person(value, labels.get("mentions") or ())


FACTS: Mapping[str, Callable[[Labels, Extract], Iterator[Seen]]] = {
    "location": places,
    "years_experience": years,
    "remote": remote,
    "availability": availability,
    "emails": _listed("emails", same_contact),
    "phones": _listed("phones", same_contact),
    "handles": _listed("handles", same_contact),
    "mentions": mentions,
}
