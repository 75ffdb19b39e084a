"""The mailboxes that are read into a call: where they are, how far they were read, and a sealed password if kept."""

from datetime import date

from django.db import models
from django.utils import timezone

from orchestre_net.mailbox import PORT, Cursor
from orchestre_web.accounts.models import User
from orchestre_web.calls.models import Call, Delivery
from orchestre_web.jobs.models import Job


class Mailbox(models.Model):
    """One folder of one account. `password` is sealed (`site/sealed.py`): kept when `kept`, else there only until the
    reading it was typed for is over."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="mailboxes")
    host = models.CharField(max_length=253)
    port = models.PositiveIntegerField(default=PORT)
    user = models.CharField(max_length=200)
    folder = models.CharField(max_length=200, default="INBOX")
    since = models.DateField()
    password = models.BinaryField(null=True)
    kept = models.BooleanField(default=False)
    minutes = models.PositiveIntegerField(default=60)
    """Between two readings, where the password is kept."""
    until = models.DateField(null=True)
    """The last day it is read by itself."""
    name = models.CharField(max_length=200)
    """What its deliveries are called, in the words of who added it."""

    validity = models.PositiveBigIntegerField(null=True)
    uid = models.PositiveBigIntegerField(default=0)
    """With `validity`: up to where it was read (`orchestre_net.mailbox.Cursor`)."""
    readings = models.PositiveIntegerField(default=0)
    read_at = models.DateTimeField(null=True)
    came = models.PositiveIntegerField(default=0)
    """Mails that the last reading brought; `came_in_all` all of them."""
    came_in_all = models.PositiveIntegerField(default=0)
    delivery = models.ForeignKey(Delivery, models.SET_NULL, null=True, related_name="+")
    """The last that it brought."""
    error = models.CharField(max_length=80, blank=True)
    error_values = models.JSONField(default=dict)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    added_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "mailboxes"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["call", "host", "user", "folder"], name="one_folder_a_call")]

    def __str__(self) -> str:
        return f"{self.user} {self.folder}"

    @property
    def cursor(self) -> Cursor | None:
        return None if self.validity is None else Cursor(self.validity, self.uid)

    @property
    def is_under_way(self) -> bool:
        return self.job is not None and not self.job.is_over

    def reads_itself(self, today: date) -> bool:
        last = min(self.until or today, self.call.keep_until)
        return self.kept and self.password is not None and today <= last
