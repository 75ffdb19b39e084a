"""Who was erased at their own request, known again without being named."""

from django.db import models
from django.utils import timezone

from orchestre_web.accounts.models import Company, User


class ErasureSalt(models.Model):
    """What makes the marks of one company say nothing about those of another."""

    company = models.OneToOneField(Company, models.CASCADE, related_name="erasure_salt")
    salt = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return str(self.company_id)


class Erasure(models.Model):
    """One time that somebody's replies were erased. It names nobody; its marks know the person's messages again."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="erasures")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    kept_out = models.PositiveIntegerField(default=0)
    """Messages that came in again since and were left out."""

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%F %T}"


class ErasureMark(models.Model):
    """The salted digest of one thing that tells the person: a full name, an address, an account, a message."""

    erasure = models.ForeignKey(Erasure, models.CASCADE, related_name="marks")
    digest = models.CharField(max_length=32)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["erasure", "digest"], name="one_mark_an_erasure")]

    def __str__(self) -> str:
        return self.digest
