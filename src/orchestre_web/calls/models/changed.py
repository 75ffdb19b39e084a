"""What somebody changed of a call itself: its name, what is looked for, until when its replies are kept."""

from django.db import models
from django.utils import timezone

from orchestre_web.accounts.models import User
from orchestre_web.calls.models.received import Call


class CallChange(models.Model):
    """One line of the history; only ever added to. `before` and `after` are what stood and what stands, as text; a day
    in ISO form."""

    class What(models.TextChoices):
        TITLE = "title"
        NEED = "need"
        OWN_NAMES = "own_names"
        KEEP_UNTIL = "keep_until"

    call = models.ForeignKey(Call, models.CASCADE, related_name="changes")
    what = models.CharField(max_length=10, choices=What.choices)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["call", "-at"], name="changes_by_call")]

    def __str__(self) -> str:
        return f"{self.call_id} {self.what} {self.at:%F %T}"
