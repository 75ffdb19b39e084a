"""What was asked of whom, and what came back."""

from django.db import models
from django.utils import timezone

from orchestre_web.accounts.models import User
from orchestre_web.asking.states import MOVES, QuestionState
from orchestre_web.calls.models import Call, Correction, Reply


class Asked(models.Model):
    """One message of questions that was sent to one person; gone with the person. Undoing keeps the row and says so.

    `before_word`, `before_rank`: the verdict of the ranking and the place of this offer when it was sent.
    """

    class Channel(models.TextChoices):
        EMAIL = "email"
        COPY = "copy"
        FILE = "file"

    call = models.ForeignKey(Call, models.CASCADE, related_name="asked")
    reply = models.ForeignKey(Reply, models.CASCADE, related_name="asked")
    """The reply that begins the offer."""
    channel = models.CharField(max_length=5, choices=Channel.choices)
    language = models.CharField(max_length=2)
    subject = models.CharField(max_length=400)
    text = models.TextField()
    with_notice = models.BooleanField(default=False)
    """What is kept of his reply was told with this message."""
    before_word = models.CharField(max_length=12, blank=True)
    before_rank = models.PositiveIntegerField(null=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "asked"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["call", "undone_at"], name="asked_that_hold")]

    def __str__(self) -> str:
        return f"{self.reply_id} {self.at:%F %T}"


class Question(models.Model):
    """One thing asked in a message: `key` of the criterion or of the condition.

    `words`: what the person answered, as the owner wrote it down; `correction`: the value that was kept from it. An
    answer that came in with a delivery is read there, and needs neither.
    """

    asked = models.ForeignKey(Asked, models.CASCADE, related_name="questions")
    key = models.CharField(max_length=120)
    text = models.TextField()
    state = models.CharField(
        max_length=8, choices=[(s.value, s.value) for s in QuestionState], default=QuestionState.WAITING.value
    )
    words = models.TextField(blank=True)
    correction = models.ForeignKey(Correction, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["asked_id", "pk"]
        constraints = [models.UniqueConstraint(fields=["asked", "key"], name="asked_once_a_message")]

    def __str__(self) -> str:
        return f"{self.key} {self.state}"

    def move(self, state: QuestionState) -> None:
        """Go to a state that the present one allows; saving is the caller's. Raises ValueError for another."""
        if state not in MOVES[QuestionState(self.state)]:
            raise ValueError(f"A question cannot go from {self.state} to {state}")
        self.state = state
