"""The chosen one was erased at his request, or the time of a call is over: the steps, the days and the marks stay, his
name and his papers go."""

import json
from typing import Any

from django.utils import timezone

from orchestre_web.award.models import Award, AwardEvent, PaperPart, Release
from orchestre_web.award.writing import GONE
from orchestre_web.calls.models import Call, Reply


def forget(reply: Reply) -> None:
    """Of the one whose offer was chosen; nobody else is named here."""
    award = Award.objects.select_related("choice").filter(call=reply.call_id).first()
    if award is None:
        return
    if award.choice is None or award.choice.offer_id == reply.source_id:
        _without(award)
    else:
        _unnamed(award, reply.source_id)


def forget_call(call: Call) -> None:
    for award in Award.objects.filter(call=call):
        _without(award)


def _without(award: Award) -> None:
    PaperPart.objects.filter(paper__award=award).delete()
    award.papers.update(name="", size=0)
    AwardEvent.objects.filter(award=award).exclude(why="").update(why=GONE)
    _unnamed(award, None)


def _unnamed(award: Award, source_id: str | None) -> None:
    """The releases that name an offer, of an earlier choice too; all of them when that is None."""
    for release in Release.objects.filter(award=award, without_name_at=None):
        document = json.loads(release.text)
        if _blank(document, source_id):
            release.text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
            release.without_name_at = timezone.now()
            release.save(update_fields=["text", "without_name_at"])


def _blank(document: dict[str, Any], source_id: str | None) -> bool:
    rows = [each for each in document.get("parties", []) if "supplier" in each.get("roles", [])]
    rows += [each for award in document.get("awards", []) for each in award.get("suppliers", [])]
    own = [each for each in rows if source_id is None or each["id"] == f"offer-{source_id}"]
    for each in own:
        each["name"] = GONE
    return bool(own)
