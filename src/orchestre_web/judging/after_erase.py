"""A reply was erased at somebody's request: choices and minutes keep their figures, without the name."""

from orchestre_web.calls.models import Call, Reply
from orchestre_web.judging.models import Choice

GONE = "…"


def forget(reply: Reply) -> None:
    for choice in Choice.objects.filter(call=reply.call_id):
        _without(choice, reply.source_id)


def forget_call(call: Call) -> None:
    for choice in Choice.objects.filter(call=call):
        _without(choice, None)


def _without(choice: Choice, source_id: str | None) -> None:
    """Without the name of one offer; without any when that is None. The words of the reason may name it: they go."""
    names = choice.record.get("names", {})
    own = source_id in (None, choice.offer_id)
    if not own and source_id not in names:
        return
    choice.record = {
        **choice.record,
        "names": {key: GONE if source_id in (None, key) else name for key, name in names.items()},
    }
    if own:
        choice.name = GONE
        choice.why = GONE if choice.why else ""
        choice.withdrawn_why = GONE if choice.withdrawn_why else ""
    choice.save(update_fields=["record", "name", "why", "withdrawn_why"])
