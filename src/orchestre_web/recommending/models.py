"""Whom the owner asked by link to recommend somebody, and what came of it. Who is recommended is a reply of the call;
nothing here names him."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils import timezone

from orchestre_web.accounts.models import User
from orchestre_web.calls.models import Call, Delivery

GONE = "…"
"""The name of who was asked, once what he brought was erased."""


class AskQuerySet(models.QuerySet["Ask"]):
    def open_at(self, now: datetime) -> "AskQuerySet":
        return self.filter(withdrawn_at=None, ends_at__gt=now)


class Ask(models.Model):
    """A link for one person whom the owner trusts: the `digest` of its secret, until `ends_at`. `what` he is to the
    owner, in the owner's words."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="asks")
    name = models.CharField(max_length=80)
    what = models.CharField(max_length=120, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    used = models.PositiveIntegerField(default=0)
    """How many times something was sent with it."""

    objects: ClassVar[AskQuerySet] = AskQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name


class Recommendation(models.Model):
    """One thing that was sent with a link: the delivery that brought it into the call."""

    ask = models.ForeignKey(Ask, models.CASCADE, related_name="recommendations")
    delivery = models.OneToOneField(Delivery, models.CASCADE, related_name="recommendation")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.ask_id} {self.at:%F %T}"
