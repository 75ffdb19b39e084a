"""Which replies are one person's, and which are one letter."""

from django.db import models

from orchestre_web.calls.models.received import Call, Reply


class LinkState(models.TextChoices):
    MERGED = "merged"
    """Certain, or the owner said so: the earlier reply folds into the newer."""
    PROPOSED = "proposed"
    REFUSED = "refused"
    """The owner said: two people."""


class PersonLink(models.Model):
    """Two replies of one person, or perhaps so, with what both have in common (`orchestre.replies.proposals`).

    Worked out at the end of a reading and after an answer; no page compares replies itself.
    """

    call = models.ForeignKey(Call, models.CASCADE, related_name="person_links")
    earlier = models.ForeignKey(Reply, models.CASCADE, related_name="+")
    later = models.ForeignKey(Reply, models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=LinkState.choices)
    evidence = models.JSONField(default=list)
    """`[[sign, words of the earlier, words of the later]]`."""
    person = models.PositiveIntegerField(default=0)
    """Of what is merged: the same number for all the links of one person; 0 for the rest."""

    class Meta:
        ordering = ["call_id", "pk"]
        indexes = [
            models.Index(fields=["call", "state", "id"], name="links_by_state"),
            models.Index(fields=["call", "person"], name="links_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.earlier_id} {self.state} {self.later_id}"


class Letter(models.Model):
    """One letter that several people sent (`orchestre.replies.clusters`). It says nothing of who is right: no figure
    of the ranking depends on it."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="letters")
    size = models.PositiveIntegerField()
    """How many sent it, two at least."""
    share = models.FloatField()
    """The part of its words that all have, 0 to 1."""

    class Meta:
        ordering = ["call_id", "-size", "pk"]
        indexes = [models.Index(fields=["call", "-size"], name="letters_by_size")]

    def __str__(self) -> str:
        return f"{self.call_id} x {self.size}"


class LetterCopy(models.Model):
    """One sender's copy. `own`: what he wrote where the others wrote something else, in the order of his text."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="copies")
    reply = models.OneToOneField(Reply, models.CASCADE, related_name="letter_copy")
    number = models.PositiveIntegerField()
    own = models.JSONField(default=list)

    class Meta:
        verbose_name_plural = "letter copies"
        ordering = ["letter_id", "number"]

    def __str__(self) -> str:
        return f"{self.letter_id} {self.number}"
