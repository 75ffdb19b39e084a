"""A reply was erased at somebody's request: nothing of its words stays in what was worked out from it."""

from typing import Any

from orchestre_web.calls.models import Call, Reply
from orchestre_web.shortlist.models import Cells, Ranking

GONE = "…"


def forget(reply: Reply) -> None:
    """The table is worked out again when it is next looked at. In the rankings kept, the offer keeps its place and its
    figures, without its name and its words."""
    Cells.objects.filter(call=reply.call_id).delete()
    for ranking in Ranking.objects.filter(call=reply.call_id).iterator(chunk_size=10):
        document = without(ranking.document, reply.source_id, reply.author)
        if document != ranking.document:
            ranking.document = document
            ranking.save(update_fields=["document"])


def forget_call(call: Call) -> None:
    """The same for every reply of a call at once: the figures of the rankings kept stay, no name and no word does."""
    Cells.objects.filter(call=call).delete()
    for ranking in Ranking.objects.filter(call=call).iterator(chunk_size=10):
        document = ranking.document
        entries = [_entry(entry, None) for entry in document["ranking"]]
        ranking.document = document | {"ranking": entries, "warnings": [], "erased": len(entries)}
        ranking.save(update_fields=["document"])


def without(document: dict[str, Any], source_id: str, author: str) -> dict[str, Any]:
    """The document of a ranking without what one reply says. `erased` counts the offers that lost words."""
    entries = [_entry(entry, source_id) for entry in document["ranking"]]
    touched = sum(new != old for new, old in zip(entries, document["ranking"], strict=True))
    if not touched:
        return document
    warnings = [
        each | {"text": each["text"].replace(author, GONE)} if author and len(author) > 1 else each
        for each in document["warnings"]
    ]
    return document | {"ranking": entries, "warnings": warnings, "erased": document.get("erased", 0) + touched}


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
        return entry | {"id": GONE, "name": GONE, "criteria": criteria, "reasons": [], "comparable_price": price}
    return entry | {"criteria": criteria}
