"""What becomes of a choice: where the award stands, every step it took, the papers that were seen, what was published.
Everything but the state is only ever added to."""

from django.db import models
from django.utils import timezone

from orchestre.award import AwardState, PaperKind, ProviderKind
from orchestre_web.accounts.models import User
from orchestre_web.calls.models import Call
from orchestre_web.judging.models import Choice


class Award(models.Model):
    """One a call. `choice`: the one that was told; None while nobody was. `provider_kind`: decides which papers the law
    asks for; empty while nobody said."""

    call = models.OneToOneField(Call, models.CASCADE, related_name="award")
    choice = models.ForeignKey(Choice, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(
        max_length=8, choices=[(s.value, s.value) for s in AwardState], default=AwardState.CHOSEN.value
    )
    provider_kind = models.CharField(max_length=11, choices=[(k.value, k.value) for k in ProviderKind], blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.call_id} {self.state}"


class AwardEvent(models.Model):
    """One step. `what`: a state that was reached, `amended`, or `undone`. `values`: how many letters were sent and
    left, or `{"contract": {...}}` as it was signed or amended. Undoing one adds a line that says so."""

    award = models.ForeignKey(Award, models.CASCADE, related_name="events")
    what = models.CharField(max_length=10)
    before = models.CharField(max_length=8)
    """The state it came from."""
    values = models.JSONField(default=dict)
    why = models.TextField(blank=True)
    undoes = models.OneToOneField("self", models.CASCADE, null=True, blank=True, related_name="undone")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.award_id} {self.what} {self.at:%F %T}"

    @property
    def is_undone(self) -> bool:
        return hasattr(self, "undone")


class Paper(models.Model):
    """A paper of the provider that somebody looked at, as a file or on paper (`size` 0). The newest of a kind counts;
    one put in by mistake is withdrawn."""

    award = models.ForeignKey(Award, models.CASCADE, related_name="papers")
    kind = models.CharField(max_length=20, choices=[(k.value, k.value) for k in PaperKind])
    seen_on = models.DateField()
    until = models.DateField(null=True, blank=True)
    """The last day it is good for, as it says itself."""
    name = models.CharField(max_length=120, blank=True)
    file_kind = models.CharField(max_length=5, blank=True)
    """What the file is by its content."""
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.award_id} {self.kind} {self.seen_on}"


class PaperPart(models.Model):
    """A piece of its bytes."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        ordering = ["paper_id", "number"]
        constraints = [models.UniqueConstraint(fields=["paper", "number"], name="one_paper_part_a_number")]

    def __str__(self) -> str:
        return f"{self.paper_id} {self.number}"


class Release(models.Model):
    """What was published of the call, the award or the contract (OCDS 1.1), to the octet. `sha256`: of `text` in UTF-8,
    as it was written; `without_name_at`: when a name was taken out because its bearer asked for it."""

    award = models.ForeignKey(Award, models.CASCADE, related_name="releases")
    number = models.PositiveIntegerField()
    tag = models.CharField(max_length=24)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    without_name_at = models.DateTimeField(null=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["award_id", "number"]
        constraints = [models.UniqueConstraint(fields=["award", "number"], name="one_release_a_number")]

    def __str__(self) -> str:
        return f"{self.award_id} {self.number} {self.tag}"
