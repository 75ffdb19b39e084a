"""The decision of a call, the table worked out from its replies, and the rankings that were kept."""

from django.db import models
from django.utils import timezone

from orchestre_web.accounts.models import User
from orchestre_web.calls.models import Call, Reply


class Decision(models.Model):
    """What counts for one call: the content of a decision file as JSON, and its fingerprint."""

    call = models.OneToOneField(Call, models.CASCADE, related_name="decision")
    document = models.JSONField()
    sha256 = models.CharField(max_length=64)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.sha256[:12]


class DecisionChange(models.Model):
    """One state of a decision; only ever added to. The first is what was said before the replies were opened."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="changes")
    document = models.JSONField()
    sha256 = models.CharField(max_length=64)
    what = models.CharField(max_length=60)
    """Code of the sentence that says what was changed."""
    values = models.JSONField(default=dict)
    why = models.CharField(max_length=300, blank=True)
    """The reason, said when it was made or later: the one thing that may be added to a line of the log."""
    reasons_before = models.JSONField(default=list)
    """Reasons that another took the place of, oldest first: {"why", "until"}, the moment as text."""
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.sha256[:12]} {self.at:%F %T}"


class Cells(models.Model):
    """What the scales work on, worked out once from the replies and the decision without its points.

    `arrays`: one .npz of `low`, `likely`, `high` (float64, n offers x m criteria, columns in the order of their keys)
    and `missing` (bool). `summary`: keys, offer ids, counts and what holds whatever the points.
    """

    call = models.OneToOneField(Call, models.CASCADE, related_name="cells")
    call_version = models.PositiveBigIntegerField()
    structure_sha256 = models.CharField(max_length=64)
    arrays = models.BinaryField()
    summary = models.JSONField()
    built_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "cells"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.call_id} v{self.call_version}"


class OfferDetail(models.Model):
    """The words behind one row of the cells: loaded for the offers that are shown, and no others."""

    cells = models.ForeignKey(Cells, models.CASCADE, related_name="details")
    row = models.PositiveIntegerField(null=True)
    """Row in the cells; null for an offer that a condition removed."""
    offer_id = models.CharField(max_length=255)
    document = models.JSONField()

    class Meta:
        ordering = ["cells_id", "row", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cells", "row"], name="one_detail_a_row"),
            models.UniqueConstraint(fields=["cells", "offer_id"], name="one_detail_an_offer"),
        ]

    def __str__(self) -> str:
        return self.offer_id


class Facets(models.Model):
    """What the offers of the cells can be filtered by (`facets.written`); read only when somebody filters."""

    cells = models.OneToOneField(Cells, models.CASCADE, related_name="facets")
    arrays = models.BinaryField()

    class Meta:
        verbose_name_plural = "facets"

    def __str__(self) -> str:
        return str(self.cells_id)


class SearchWords(models.Model):
    """Every word of the replies of a call (`orchestre.replies.search`). `replies`: their rows as int64, by number of
    the text; `made_of`: what they were gathered from."""

    call = models.OneToOneField(Call, models.CASCADE, related_name="search_words")
    made_of = models.CharField(max_length=120)
    words = models.BinaryField()
    replies = models.BinaryField()

    class Meta:
        verbose_name_plural = "search words"

    def __str__(self) -> str:
        return f"{self.call_id} {self.made_of}"


class SearchPart(models.Model):
    """Where a stretch of those words stands."""

    index = models.ForeignKey(SearchWords, models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        ordering = ["index_id", "number"]
        constraints = [models.UniqueConstraint(fields=["index", "number"], name="one_search_part_a_number")]

    def __str__(self) -> str:
        return f"{self.index_id} {self.number}"


class Pin(models.Model):
    """An offer that somebody keeps at hand, by the reply that begins it. Let go, the line stays for the history."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="pins")
    reply = models.ForeignKey(Reply, models.CASCADE, related_name="pins")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    off_at = models.DateTimeField(null=True)
    off_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["call", "off_at"], name="pins_that_hold")]

    def __str__(self) -> str:
        return f"{self.reply_id} {self.at:%F %T}"


class Visit(models.Model):
    """When one person looked at one board, and what was on it: whom it concerns is in no field (`visits.py`).

    `seen`: the board as it was last looked at; `since`: as it stood when the visit before ended, which the news are
    told against.
    """

    call = models.ForeignKey(Call, models.CASCADE, related_name="visits")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    seen = models.JSONField()
    seen_at = models.DateTimeField()
    since = models.JSONField(null=True)
    since_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["call", "user"], name="one_visit_a_person")]

    def __str__(self) -> str:
        return f"{self.call_id} {self.user_id} {self.seen_at:%F %T}"


class Ranking(models.Model):
    """A ranking kept as it was: the whole document with its decision, its points, its words and its moment."""

    class Reason(models.TextChoices):
        KEPT = "kept"
        EXPORTED = "exported"

    call = models.ForeignKey(Call, models.CASCADE, related_name="rankings")
    document = models.JSONField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=8, choices=Reason.choices)
    withdrawn_at = models.DateTimeField(null=True)
    """Kept by mistake: no longer listed, and one click away in the history. What was sent away cannot be withdrawn."""

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["call", "sha256", "reason"], name="same_ranking_once")]
        # What a list says of a ranking, beside its document of several megabytes.
        indexes = [models.Index(fields=["call", "made_at", "withdrawn_at", "reason", "by"], name="ranking_in_a_list")]

    def __str__(self) -> str:
        return f"{self.call_id} {self.made_at:%F %T}"


class WorkedOut(models.Model):
    """What takes longer than a page and is kept while the cells hold: `key` says of which points, and what."""

    cells = models.ForeignKey(Cells, models.CASCADE, related_name="worked_out")
    key = models.CharField(max_length=64)
    document = models.JSONField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "worked out"
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["cells", "key"], name="worked_out_once")]

    def __str__(self) -> str:
        return f"{self.cells_id} {self.key[:12]}"


class Grade(models.Model):
    """One level that a colleague gave an offer by reading it, on a criterion graded by hand (`key`). His newest that
    was not undone counts; none is deleted but with the reply. `name`: the grader, as the record calls him."""

    reply = models.ForeignKey(Reply, models.CASCADE, related_name="grades")
    key = models.CharField(max_length=60)
    mark = models.FloatField()
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=80)
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["reply", "key", "undone_at"], name="grades_that_count")]

    def __str__(self) -> str:
        return f"{self.reply_id} {self.key} {self.mark:g}"
