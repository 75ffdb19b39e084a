"""The posts and the e-mail that tell of a published call, ready to copy, and where to publish them."""

from datetime import date

from django.utils import timezone

from orchestre.need.announcing import Announcements, LinkTooLong, announcements
from orchestre.need.roles import role_paper, roles
from orchestre_web.need import queries as needs
from orchestre_web.publishing.models import Publication
from orchestre_web.publishing.shown.for_all import for_all
from orchestre_web.publishing.shown.rules import rule_shown

Channel = dict[str, str]


def announced(publication: Publication, address: str) -> Announcements | None:
    """In the language of the need, with the rule that is published; None for a call that was made from no need, and
    where the address is longer than a place allows."""
    until = timezone.localdate(publication.deadline) if publication.deadline else None
    if publication.form.get("about"):
        return _of_role(publication, address, until)
    if publication.need is None:
        return None
    rule = rule_shown(publication)
    counted = [{"label": each.label, "points": each.percent} for each in rule.criteria if each.percent] if rule else []
    written = for_all(publication, rule)
    written["choice_rule"] = {**written["choice_rule"], "criteria": counted}
    try:
        return announcements(written, link=address, until=until)
    except LinkTooLong:
        return None


def _of_role(publication: Publication, address: str, until: date | None) -> Announcements | None:
    call = publication.call
    need = needs.need_of(call.pk)
    if need is None:
        return None
    try:
        return announcements(
            need, about=role_paper(need, call.role, form=roles()[call.role].form), link=address, until=until
        )
    except LinkTooLong:
        return None


def channels(publication: Publication) -> list[Channel]:
    """Where such a call is best published, and why."""
    return list((publication.need or {}).get("channels", ()))
