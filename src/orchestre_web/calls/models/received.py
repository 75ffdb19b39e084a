"""A call, what came back in it, and what people corrected."""

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from orchestre.replies.extract import DuplicateType, Kind
from orchestre.replies.recommendation import Origin, origin_of
from orchestre_web.accounts.models import Company, User
from orchestre_web.calls.names import person_name
from orchestre_web.calls.states import MOVES, DeliveryState
from orchestre_web.jobs.models import Job
from orchestre_web.jobs.states import JobState
from orchestre_web.need.models import NeedVersion

KEPT_AT_FIRST = timedelta(days=365)


def keep_until_at_first() -> date:
    """One year: time to choose, to begin, and to answer who asks why another was chosen. The owner changes it."""
    return timezone.localdate() + KEPT_AT_FIRST


class CallQuerySet(models.QuerySet["Call"]):
    def over(self, today: date) -> "CallQuerySet":
        """Their time is over and words are left: never forgotten, or something came in afterwards."""
        left = models.Exists(Delivery.objects.filter(call=models.OuterRef("pk"), parts__isnull=False)) | models.Exists(
            Reply.objects.filter(call=models.OuterRef("pk"))
        )
        return self.filter(models.Q(forgotten_at=None) | left, keep_until__lt=today, demonstration=False)


class Call(models.Model):
    """What the owner looks for, in one sentence, and everything that answers it.

    `version` grows by one with every change that can move a figure of the board: a reply more, a correction,
    a reply taken out of the tray.
    """

    company = models.ForeignKey(Company, models.CASCADE, related_name="calls")
    title = models.CharField(max_length=120)
    need_text = models.TextField(blank=True)
    reference_date = models.DateField()
    """The day that "next week" is counted from, in replies that carry no date of their own."""
    language = models.CharField(max_length=2, default="fr")
    own_names = models.JSONField(default=list)
    """Names and addresses under which the owner's own messages appear in what is delivered: counted, never ranked."""
    first_facts = models.JSONField(default=dict)
    """What was asked at the beginning, whole euros and whole numbers, each null when not given:
    `{"budget_floor", "budget_ceiling", "days", "months"}`."""
    lessons = models.JSONField(default=list)
    """What the corrections of this call have taught (`orchestre.replies.lessons`), switched off or not: worked out of
    the corrections again after each of them (`teaching.py`)."""
    lessons_off = models.JSONField(default=list)
    """Ids of the lessons that somebody switched off."""
    version = models.PositiveBigIntegerField(default=0)
    demonstration = models.BooleanField(default=False)
    need_version = models.ForeignKey(NeedVersion, models.SET_NULL, null=True, blank=True, related_name="calls")
    """The statement of need it was made from, as it stood then."""
    role = models.CharField(max_length=40, blank=True)
    """The job description or mission letter it fills (`orchestre.need.roles`)."""
    employment = models.BooleanField(default=False)
    """It fills a post: who applies is read and grouped, never ranked."""
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    keep_until = models.DateField(default=keep_until_at_first)
    """The last day its replies are kept; the demonstration's are invented and stay."""
    forgotten_at = models.DateTimeField(null=True, blank=True)
    """When its replies were erased because that day was over."""
    to_confirm = models.PositiveIntegerField(default=0)
    """Pairs of replies that may be one person's and wait for the owner's word (`PersonLink`)."""
    letters_found = models.PositiveIntegerField(default=0)
    """Groups of one letter under several names (`Letter`)."""

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["forgotten_at", "keep_until"], name="calls_to_forget")]

    def __str__(self) -> str:
        return self.title


class Delivery(models.Model):
    """What came in at once: one file or one pasted text. The same bytes twice in a call are one delivery."""

    class Kind(models.TextChoices):
        FILE = "file"
        PASTE = "paste"

    call = models.ForeignKey(Call, models.CASCADE, related_name="deliveries")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=5, choices=Kind.choices)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    guess = models.JSONField(default=dict)
    """`{"format", "encoding", "delimiter", "columns": ColumnMap, "tables": [{"sheet", "names", "roles", "rows"}]}`."""
    state = models.CharField(
        max_length=16,
        choices=[(s.value, s.value) for s in DeliveryState],
        default=DeliveryState.WAITING_COLUMNS.value,
    )
    run = models.PositiveIntegerField(default=0)
    """How many times it was read: once, and again after each change of its columns."""
    counts = models.JSONField(default=dict)
    """`{"records", "replies", "own", "already_there", "no_text": {code: n}, "unreadable": {code: n}}`;
    records is the sum of the rest."""
    missing = models.JSONField(default=list)
    """What a server did not give of a thread, as sentences: `[[code, values]]`."""
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")
    """The reading under way, or the last one."""
    error = models.CharField(max_length=80, blank=True)
    error_values = models.JSONField(default=dict)
    received_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name_plural = "deliveries"
        ordering = ["call_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["call", "sha256"], name="same_bytes_once_a_call"),
            models.UniqueConstraint(fields=["call", "number"], name="one_delivery_a_number"),
        ]

    def __str__(self) -> str:
        return self.name

    def move(self, state: DeliveryState) -> None:
        """Go to a state that the present one allows; saving is the caller's. Raises ValueError for another."""
        if state not in MOVES[DeliveryState(self.state)]:
            raise ValueError(f"A delivery cannot go from {self.state} to {state}")
        self.state = state

    @property
    def is_under_way(self) -> bool:
        return DeliveryState(self.state).is_under_way and not self.stopped

    @property
    def is_forgotten(self) -> bool:
        """Its bytes went with somebody whom they named."""
        return self.is_done and not self.parts.exists()

    @property
    def is_waiting(self) -> bool:
        return self.state == DeliveryState.WAITING_COLUMNS

    @property
    def is_done(self) -> bool:
        return self.state == DeliveryState.DONE

    @property
    def stopped(self) -> bool:
        """Could not be read, or its job ended before it did: failed, given up or stopped by hand."""
        if self.state == DeliveryState.FAILED:
            return True
        job = self.job
        return DeliveryState(self.state).is_under_way and (
            job is None or job.state in {JobState.FAILED, JobState.CANCELLED}
        )

    @property
    def what_went_wrong(self) -> tuple[str, dict[str, object]]:
        """The code of the sentence and its values. Only for one that stopped."""
        if self.error:
            return self.error, self.error_values
        if self.job is not None and self.job.error:
            return self.job.error, self.job.error_values
        return "calls.import_stopped", {}


class DeliveryPart(models.Model):
    """A piece of the bytes received, so that any worker on any machine can read them."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        ordering = ["delivery_id", "number"]
        constraints = [models.UniqueConstraint(fields=["delivery", "number"], name="one_part_a_number")]

    def __str__(self) -> str:
        return f"{self.delivery_id} {self.number}"


# Every reply is in exactly one of the three.
REPEATS = models.Q(kept=None, folded=True)
SET_ASIDE = models.Q(kept=False) | (models.Q(kept=None, folded=False) & ~models.Q(kind=Kind.OFFER.value))
STANDING = models.Q(kept=True) | models.Q(kept=None, folded=False, kind=Kind.OFFER.value)


class ReplyQuerySet(models.QuerySet["Reply"]):
    def set_aside(self) -> "ReplyQuerySet":
        """In the tray: not an offer and not brought back, or set aside by hand. Repeats are counted apart."""
        return self.filter(SET_ASIDE)

    def repeats(self) -> "ReplyQuerySet":
        """Say again what another reply says, and were not brought back."""
        return self.filter(REPEATS)

    def standing(self) -> "ReplyQuerySet":
        """What the board ranks, before gates: offers and what was brought back, each said once."""
        return self.filter(STANDING)


class Reply(models.Model):
    """One message of somebody else.

    `document` is what was read in it (`orchestre.replies.document`) by the rules and the lessons of its call:
    corrections stand beside it.
    `kind`, `kept` and `duplicate_of` are what holds now, corrections included.
    """

    call = models.ForeignKey(Call, models.CASCADE, related_name="replies")
    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="replies")
    source_id = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=24)
    """Same author, moment and words: the same reply, in whatever file it comes."""
    author = models.CharField(max_length=255, blank=True)
    posted_at = models.CharField(max_length=40, blank=True)
    channel = models.CharField(max_length=80, blank=True)
    text = models.TextField()
    given = models.JSONField(default=dict)
    """What the source keeps apart from the text: price column, town, headline."""
    document = models.JSONField(default=dict)
    learnt = models.JSONField(default=dict)
    """What lessons changed of the reading: `{"was": {field: what the rules alone read}, "by": [ids of lessons]}`; empty
    when nothing."""
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in Kind])
    kept = models.BooleanField(null=True, blank=True)
    """True: brought back by hand; False: set aside by hand; null: as it was read."""
    duplicate_of = models.CharField(max_length=255, blank=True)
    """`source_id` of the first copy; "" when it repeats nothing."""
    duplicate_type = models.CharField(max_length=6, blank=True, choices=[(t.value, t.value) for t in DuplicateType])
    folded = models.BooleanField(default=False)
    """Says again what `duplicate_of` says. A template that several people use is a duplicate and is not folded."""
    corrected = models.BooleanField(default=False)
    position = models.PositiveIntegerField()
    line = models.PositiveIntegerField()
    sheet = models.CharField(max_length=120, blank=True)
    run = models.PositiveIntegerField(default=1)
    """The reading of its delivery that saw it last."""

    taught: Any = None
    """What the change just made to this reply has changed in the others (`teaching.Taught`); not kept."""

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "replies"
        ordering = ["call_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["call", "source_id"], name="one_reply_an_id"),
            models.UniqueConstraint(fields=["call", "position"], name="one_reply_a_position"),
        ]
        indexes = [
            models.Index(fields=["call", "fingerprint"], name="replies_by_fingerprint"),
            models.Index(fields=["call", "kind", "position"], name="replies_by_kind"),
            models.Index(fields=["call", "kind", "kept", "folded"], name="replies_by_state"),
            models.Index(fields=["delivery", "line"], name="replies_by_line"),
            models.Index(fields=["author"], name="replies_by_author"),
        ]

    def __str__(self) -> str:
        return self.name or self.source_id

    @property
    def name(self) -> str:
        """The author as one says it, "" for nobody."""
        return person_name(self.author)

    @property
    def origin(self) -> Origin | None:
        """Who recommended this person when asked; None for a reply of anybody else's own."""
        return origin_of(self.given)


class LeftOut(models.Model):
    """A record without text, or that could not be read: kept with its beginning, counted and explained."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="left_out")
    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="left_out")
    member = models.CharField(max_length=300, blank=True)
    """The file of an archive it came from, without the name of the archive."""
    line = models.PositiveIntegerField()
    sheet = models.CharField(max_length=120, blank=True)
    code = models.CharField(max_length=80)
    unreadable = models.BooleanField(default=False)
    values = models.JSONField(default=dict)
    raw = models.CharField(max_length=2000, blank=True)

    class Meta:
        verbose_name_plural = "left out"
        ordering = ["delivery_id", "pk"]

    def __str__(self) -> str:
        return f"{self.code} {self.line}"


class Correction(models.Model):
    """What a person says a field is. The newest that was not undone holds; none is ever deleted.

    The field "kept" is the tray (true: brought back, false: set aside, with a reason); "kind" the kind;
    `term:<key>` a fact the owner named; "same_person" holds one answer about this reply and another.
    """

    reply = models.ForeignKey(Reply, models.CASCADE, related_name="corrections")
    field = models.CharField(max_length=120)
    value = models.JSONField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)
    together = models.CharField(max_length=32, blank=True)
    """What was said of several replies in one action has the same mark, and is undone in one."""

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["reply", "field", "undone_at"], name="corrections_that_hold")]

    def __str__(self) -> str:
        return f"{self.field} {self.at:%F %T}"
