"""What one takes away: an archive made by a job, kept for a week in pieces that any worker writes and any server gives.

Everything else of this room is a look at the tables of the others.
"""

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

from orchestre_web.accounts.models import Company, User
from orchestre_web.jobs.models import Job

KEPT_FOR = timedelta(days=7)


class PackageQuerySet(models.QuerySet["Package"]):
    def over(self, now: datetime) -> "PackageQuerySet":
        return self.filter(made_at__lt=now - KEPT_FOR)


class Package(models.Model):
    """`size` in bytes, 0 until it is whole. It goes when somebody or a call is erased: it would still hold them."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="packages")
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    size = models.PositiveBigIntegerField(default=0)

    objects = PackageQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.company_id} {self.made_at:%F %T}"

    @property
    def is_whole(self) -> bool:
        return self.size > 0

    @property
    def kept_until(self) -> datetime:
        return self.made_at + KEPT_FOR


class PackagePart(models.Model):
    package = models.ForeignKey(Package, models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        ordering = ["package_id", "number"]
        constraints = [models.UniqueConstraint(fields=["package", "number"], name="one_package_part_a_number")]

    def __str__(self) -> str:
        return f"{self.package_id} {self.number}"
