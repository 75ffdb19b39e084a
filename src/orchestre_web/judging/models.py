"""Who judges a call, what each said about weights, what was chosen and who approved it. What was said or decided is
only ever added to; what was taken back stays, with who did so, when and why."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils import timezone

from orchestre_web.accounts.models import Company, User
from orchestre_web.calls.models import Call
from orchestre_web.judging.states import Part


class JudgeQuerySet(models.QuerySet["Judge"]):
    def invited(self) -> "JudgeQuerySet":
        """Everyone whose answer counts or is awaited."""
        return self.filter(withdrawn_at=None)

    def open_at(self, now: datetime) -> "JudgeQuerySet":
        return self.filter(withdrawn_at=None, ends_at__gt=now)


class Judge(models.Model):
    """A colleague (`user`), or a guest who has a link and no account (`digest` of its secret, until `ends_at`).
    `points`: what he sent, by criterion; what is sent is seen by nobody before all have sent."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="judges")
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=80)
    part = models.CharField(max_length=10, choices=[(part.value, part.value) for part in Part], default=Part.OTHER)
    digest = models.CharField(max_length=64, unique=True, null=True)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    points = models.JSONField(default=dict)
    withdrawn_at = models.DateTimeField(null=True)

    objects: ClassVar[JudgeQuerySet] = JudgeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["call", "user"], name="one_judge_a_colleague")]

    def __str__(self) -> str:
        return self.name


class Statement(models.Model):
    """One thing that was said about weights, as `orchestre.decision.elicitation` reads it. `structure_sha256`: the
    criteria it was said of."""

    judge = models.ForeignKey(Judge, models.CASCADE, related_name="statements")
    document = models.JSONField()
    structure_sha256 = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.judge_id} {self.at:%F %T}"


class Round(models.Model):
    """The judging of a call: open until all have sent, or until somebody closes it."""

    call = models.OneToOneField(Call, models.CASCADE, related_name="judging")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.call_id} {self.closed_at or 'open'}"


class Limit(models.Model):
    """From this amount on, in euros, a second person approves. The newest counts; None: never asked."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="+")
    amount = models.PositiveIntegerField(null=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.company_id} {self.amount}"


class TakenBack(models.Model):
    """A line that its writers may take back. It is kept as it was, with the reason."""

    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    withdrawn_why = models.TextField(blank=True)

    class Meta:
        abstract = True

    def take_back(self, user: User, why: str, now: datetime) -> None:
        self.withdrawn_at, self.withdrawn_by, self.withdrawn_why = now, user, why
        self.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])


class ChoiceQuerySet(models.QuerySet["Choice"]):
    def standing(self) -> "ChoiceQuerySet":
        """Of each call the newest, unless it was taken back: then nothing is chosen there."""
        newest = Choice.objects.filter(call=models.OuterRef("call")).order_by("-pk").values("pk")[:1]
        return self.filter(pk=models.Subquery(newest), withdrawn_at=None)

    def light(self) -> "ChoiceQuerySet":
        """Without the weights and results of that moment: with several judges they are long."""
        return self.defer("record")


class Choice(TakenBack):
    """The offer that was chosen; the newest counts. `amount`: the likely price then. `limit`: the amount from which
    it had to be approved, None when nobody else had to. `record`: the weights and results of that moment, whole."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="choices")
    offer_id = models.CharField(max_length=255)
    name = models.CharField(max_length=255)
    amount = models.BigIntegerField(null=True)
    amount_most = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, default="EUR")
    why = models.TextField(blank=True)
    limit = models.PositiveIntegerField(null=True)
    record = models.JSONField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[ChoiceQuerySet] = ChoiceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.call_id} {self.at:%F %T}"


class Approval(TakenBack):
    """What the second person said of a choice. The newest that was not taken back counts; the log keeps all."""

    choice = models.ForeignKey(Choice, models.CASCADE, related_name="approvals")
    approved = models.BooleanField()
    reason = models.TextField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.choice_id} {'approved' if self.approved else 'refused'}"


class Interest(models.Model):
    """What one of those who judged says of his ties to the providers; the newest of each counts. A colleague (`user`)
    says it himself, and so does a guest (`judge`) by his link; what he told otherwise is written down by a colleague
    (`by`)."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="interests")
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="+")
    judge = models.ForeignKey(Judge, models.CASCADE, null=True, related_name="+")
    words = models.TextField(blank=True)
    """Empty for none."""
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    by_link = models.BooleanField(default=False)
    """A guest said it himself."""

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.call_id} {self.at:%F %T}"
