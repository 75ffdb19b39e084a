"""Decisions that were kept, whole: the owner's figures, the answer, the day."""

from django.db import models
from django.utils import timezone

from orchestre_web.accounts.models import Company, User


class Arbitration(models.Model):
    """One decision as it was settled. `given`: the owner's figures, `{id: [low, likely, high]}`; `document`: the
    answer, `orchestre.arbitration/1`, in `language`. Nothing of it changes afterwards: other figures make another."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="arbitrations")
    topic = models.CharField(max_length=40)
    given = models.JSONField(default=dict)
    document = models.JSONField()
    language = models.CharField(max_length=2, default="fr")
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    aside_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["company", "-made_at"], name="arbitrations_of_a_company")]

    def __str__(self) -> str:
        return f"{self.topic} {self.made_at:%F}"
