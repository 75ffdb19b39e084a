"""Every table that hangs on a company, found from the models themselves: a new one is taken away and erased without
anybody thinking of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Count, Sum

from orchestre_web.accounts.models import Company, Membership, User
from orchestre_web.award.models import Paper
from orchestre_web.calls.models import Call, Delivery, Reply
from orchestre_web.jobs.models import Job
from orchestre_web.leaving.models import Package, PackagePart
from orchestre_web.publishing.models import Attachment

OURS = "orchestre_web."
SECRETS = frozenset({"password", "digest"})
"""Columns that open something: of no use to their owner, of much use to a thief."""
NOT_TAKEN = frozenset({Package, PackagePart})
"""Archives do not hold archives."""
AT_ONCE = 500


@cache
def linked() -> Mapping[type[models.Model], str]:
    """Every model of ours that goes with a company, and how its rows lead to it: `{Reply: "call__company"}`, each
    after those it hangs on."""
    found: dict[type[models.Model], str] = {Company: ""}
    ours = [model for model in apps.get_models() if model.__module__.startswith(OURS)]
    while True:
        new: dict[type[models.Model], str] = {}
        for model in ours:
            if model in found:
                continue
            for name, owner in _owners(model):
                if owner in found:
                    new[model] = f"{name}__{found[owner]}" if found[owner] else name
                    break
        if not new:
            return found
        found |= new


def _owners(model: type[models.Model]) -> Iterator[tuple[str, type[models.Model]]]:
    """What the rows of a model cannot be without. A person is not erased with a company: he may have another."""
    for field in model._meta.concrete_fields:
        other = field.related_model
        owned = field.is_relation and getattr(field.remote_field, "on_delete", None) is models.CASCADE
        if owned and isinstance(other, type) and other not in (User, model):
            yield field.name, other


def rows_of(model: type[models.Model], company: Company) -> models.QuerySet[Any]:
    path = linked()[model]
    manager = model._default_manager
    return manager.filter(**{path: company}) if path else manager.filter(pk=company.pk)


def tables() -> list[type[models.Model]]:
    """What an archive holds as tables."""
    return [model for model in linked() if model not in NOT_TAKEN]


def table_name(model: type[models.Model]) -> str:
    return f"{model._meta.app_label}.{model._meta.model_name}"


def columns(model: type[models.Model]) -> list[str]:
    """Without what opens something, and without bytes: files are given as files."""
    return [
        field.attname
        for field in model._meta.concrete_fields
        if field.name not in SECRETS and not isinstance(field, models.BinaryField)
    ]


def people_of(company: Company) -> models.QuerySet[User]:
    return User.objects.filter(memberships__company=company).order_by("pk")


def calls_of(company: Company) -> models.QuerySet[Call]:
    return company.calls.order_by("pk")


def files_of(call: Call) -> models.QuerySet[Delivery]:
    return call.deliveries.filter(parts__isnull=False).distinct().order_by("number")


def attachments_of(call: Call) -> models.QuerySet[Attachment]:
    """The files that guests sent by the public page."""
    return Attachment.objects.filter(submission__publication__call=call).defer("pages").order_by("pk")


def papers_of(call: Call) -> models.QuerySet[Paper]:
    """The provider's papers that were kept as files."""
    return Paper.objects.filter(award__call=call, size__gt=0).order_by("pk")


def paged(rows: models.QuerySet[Any, Any], *, by: str = "pk") -> Iterator[Any]:
    """Every row, by a column that no two share, some at a time. No reading stays open between two: SQLite refuses to
    write on a connection that still reads what another has changed since, and the job that packs notes how far it is.
    """
    page = list(rows.order_by(by)[:AT_ONCE])
    while page:
        yield from page
        last = page[-1][by] if isinstance(page[-1], dict) else getattr(page[-1], by)
        page = list(rows.filter(**{f"{by}__gt": last}).order_by(by)[:AT_ONCE]) if len(page) == AT_ONCE else []


@dataclass(frozen=True, slots=True)
class Held:
    """What a company has here. `received`: bytes of its files."""

    calls: int
    replies: int
    files: int
    received: int
    colleagues: int


def held(company: Company) -> Held:
    """Four queries."""
    files = Delivery.objects.filter(call__company=company).aggregate(n=Count("pk"), size=Sum("size"))
    return Held(
        calls=company.calls.count(),
        replies=Reply.objects.filter(call__company=company).count(),
        files=files["n"],
        received=files["size"] or 0,
        colleagues=company.memberships.count(),
    )


def packages(company: Company) -> list[Package]:
    return list(company.packages.select_related("job").order_by("-pk")[:5])


def under_way(company: Company) -> Job | None:
    """The archive that is being made."""
    return Job.objects.under_way().filter(company=company, kind="leaving.pack").order_by("-pk").first()


def only_here(company: Company) -> models.QuerySet[User]:
    """People who are in no other company."""
    elsewhere = Membership.objects.exclude(company=company).values("user")
    return people_of(company).exclude(pk__in=elsewhere)
