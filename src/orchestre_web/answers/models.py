"""How a call is answered, what is written to one person, and the register of what was sent."""

from django.db import models
from django.utils import timezone

from orchestre.shortlist.letters import LetterKind
from orchestre_web.accounts.models import User
from orchestre_web.answers.states import MOVES, AnswerState
from orchestre_web.calls.models import Call, Reply

FIRST = 3
"""Told that they are among the first, when nobody said how many."""
MOST_QUESTIONS = 10
LONGEST_QUESTION = 400
"""Characters."""
_KINDS = [(kind.value, kind.value) for kind in LetterKind]


class Answering(models.Model):
    """What holds for every letter of one call. `texts`: `{"refusal.fr": {"subject", "text"}}`, the owner's own."""

    call = models.OneToOneField(Call, models.CASCADE, related_name="answering")
    first = models.PositiveSmallIntegerField(default=FIRST)
    before = models.DateField(null=True, blank=True)
    """The day until which one comes back to those who wait."""
    others = models.CharField(max_length=12, choices=_KINDS, default=LetterKind.THANKS.value)
    """What offers past the first ones get: thanks while one chooses, a refusal once one has chosen."""
    texts = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.call_id)


class Answer(models.Model):
    """What was said or changed about the letter of one person; without a row everything is as proposed."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="answers")
    reply = models.OneToOneField(Reply, models.CASCADE, related_name="answer")
    state = models.CharField(
        max_length=8, choices=[(s.value, s.value) for s in AnswerState], default=AnswerState.TO_SEND.value
    )
    kind = models.CharField(max_length=12, choices=_KINDS, blank=True)
    """Chosen by hand; "" for what is proposed."""
    sent_kind = models.CharField(max_length=12, choices=_KINDS, blank=True)
    """The last letter that was sent and not undone."""
    own_kind = models.CharField(max_length=12, choices=_KINDS, blank=True)
    """The kind that the own words below are for; another kind does not use them."""
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    questions = models.JSONField(default=list)
    """Sentences to ask of this person."""

    class Meta:
        ordering = ["call_id", "pk"]

    def __str__(self) -> str:
        return f"{self.reply_id} {self.state}"

    def move(self, state: AnswerState) -> None:
        """Go to a state that the present one allows; saving is the caller's. Raises ValueError for another."""
        if state not in MOVES[AnswerState(self.state)]:
            raise ValueError(f"An answer cannot go from {self.state} to {state}")
        self.state = state


class Sending(models.Model):
    """One line of the register; only ever added to, and gone with the person. Undoing one adds a line that says so."""

    class Channel(models.TextChoices):
        EMAIL = "email"
        COPY = "copy"
        FILE = "file"

    call = models.ForeignKey(Call, models.CASCADE, related_name="sendings")
    reply = models.ForeignKey(Reply, models.CASCADE, related_name="sendings")
    kind = models.CharField(max_length=12, choices=_KINDS)
    channel = models.CharField(max_length=5, choices=Channel.choices)
    language = models.CharField(max_length=2)
    subject = models.CharField(max_length=400, blank=True)
    text = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64)
    """Of the subject, a line feed and the text, in UTF-8."""
    with_notice = models.BooleanField(default=False)
    """What is kept of his reply was told with this letter."""
    undoes = models.OneToOneField("self", models.CASCADE, null=True, blank=True, related_name="undone")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["call", "-at"], name="sendings_by_call")]

    def __str__(self) -> str:
        return f"{self.reply_id} {self.kind} {self.at:%F %T}"
