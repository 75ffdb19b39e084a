"""A reply was erased at somebody's request: nothing of its words stays in what was worked out from it."""

from typing import Any

from orchestre.replies.recommendation import origin_of
from orchestre_web.calls.models import Call, Reply
from orchestre_web.shortlist.models import Cells, Ranking, SearchWords

GONE = "…"


def forget(reply: Reply) -> None:
    """The table is worked out again when it is next looked at. In the rankings kept, the offer keeps its place and its
    figures, without its name and its words."""
    Cells.objects.filter(call=reply.call_id).delete()
    gone = _who_recommended(reply)
    SearchWords.objects.filter(call=reply.call_id).delete()
    for ranking in Ranking.objects.filter(call=reply.call_id).iterator(chunk_size=10):
        document = without(ranking.document, reply.source_id, reply.author, gone)
        if document != ranking.document:
            ranking.document = document
            ranking.save(update_fields=["document"])


def _who_recommended(reply: Reply) -> str:
    """The name of who recommended this person, when he recommends nobody else in the call: it may be he who asked."""
    origin = origin_of(reply.given)
    if origin is None:
        return ""
    others = Reply.objects.filter(call=reply.call_id, given__origin_by=origin.by).exclude(pk=reply.pk)
    return "" if others.exists() else origin.by


def forget_call(call: Call) -> None:
    """The same for every reply of a call at once: the figures of the rankings kept stay, no name and no word does."""
    Cells.objects.filter(call=call).delete()
    SearchWords.objects.filter(call=call).delete()
    for ranking in Ranking.objects.filter(call=call).iterator(chunk_size=10):
        document = ranking.document
        entries = [_entry(entry, None) for entry in document["ranking"]]
        ranking.document = document | {"ranking": entries, "warnings": [], "erased": len(entries), **_nobody(document)}
        ranking.save(update_fields=["document"])


def without(document: dict[str, Any], source_id: str, author: str, *others: str) -> dict[str, Any]:
    """The document of a ranking without what one reply says. `erased` counts the offers that lost words; `others`:
    names that go with it."""
    entries = [_entry(entry, source_id) for entry in document["ranking"]]
    touched = sum(new != old for new, old in zip(entries, document["ranking"], strict=True))
    removed = [each for each in document.get("removed", ()) if each["id"] == source_id]
    if not touched and not removed and not any(others):
        return document
    own = [*removed, *(entry for entry in document["ranking"] if entry["id"] == source_id)]
    names = {name for name in (author, *others, *(each["name"] for each in own)) if name and len(name) > 1}
    warnings = [each | {"text": _unnamed(each["text"], None, names)} for each in document["warnings"]]
    entries = [
        entry | {key: _unnamed(entry[key], source_id, names) for key in EMPTY if key in entry} for entry in entries
    ]
    return (
        document
        | {"ranking": entries, "warnings": warnings, "erased": document.get("erased", 0) + touched}
        | {key: _unnamed(document[key], source_id, names) for key in NAMING if key in document}
        | {
            "questions": [
                _unnamed(each, source_id, names) for each in document.get("questions", ()) if each["id"] != source_id
            ]
        }
    )


NAMING = ("sureness", "removed", "asking", "price", "team")
"""Parts of the whole document that name offers, by id or in words."""
EMPTY: dict[str, Any] = {
    "pros": [],
    "con": None,
    "difference": None,
    "loses_if": None,
    "wins_if": None,
    "why_not": None,
    "negotiation": [],
    "questions": [],
    "message": None,
    "recommended": [],
}
"""What an entry says in words besides its reasons, and what is left of it."""


def _nobody(document: dict[str, Any]) -> dict[str, Any]:
    """The parts of a whole document that name offers, without any name."""
    sure = document.get("sureness")
    named = {"id": GONE, "rival": GONE, "text": GONE}
    return {"sureness": sure and sure | named, "questions": [], "removed": [], "team": None}


def _unnamed(value: Any, source_id: str | None, names: set[str]) -> Any:
    """The same without one id and without these names."""
    if isinstance(value, dict):
        return {key: _unnamed(each, source_id, names) for key, each in value.items()}
    if isinstance(value, list):
        return [_unnamed(each, source_id, names) for each in value]
    if not isinstance(value, str):
        return value
    if value == source_id:
        return GONE
    for name in names:
        value = value.replace(name, GONE)
    return value


def _entry(entry: dict[str, Any], source_id: str | None) -> dict[str, Any]:
    """Without the words of one reply; without any when that is None."""
    own = source_id in (None, entry["id"])
    criteria = {
        key: cell
        | {
            "evidence": [
                quote for quote in cell["evidence"] if source_id and quote.get("reply", entry["id"]) != source_id
            ]
        }
        for key, cell in entry["criteria"].items()
    }
    if own:  # what follows quotes it and names it
        price = entry["comparable_price"] | {"assumptions": []}
        said = {key: empty for key, empty in EMPTY.items() if key in entry}
        return entry | {"id": GONE, "name": GONE, "criteria": criteria, "reasons": [], "comparable_price": price} | said
    if criteria != entry["criteria"] and "message" in entry:  # a message gives the author's words back
        return entry | {"criteria": criteria, "message": None}
    return entry | {"criteria": criteria}
