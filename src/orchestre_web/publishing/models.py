"""The public page of a call, and everything that guests send through it."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils import timezone

from orchestre_web.accounts.models import User
from orchestre_web.calls.models import Call, Delivery
from orchestre_web.jobs.models import Job
from orchestre_web.publishing.states import MOVES, PublicationState


class Publication(models.Model):
    """The page of a call under its `token`. What is promised there (`need`, `form`, `rule`) is frozen when it opens."""

    call = models.OneToOneField(Call, models.CASCADE, related_name="publication")
    token = models.CharField(max_length=32, unique=True)
    """Stands in the public address."""
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in PublicationState], default=PublicationState.DRAFT.value
    )
    language = models.CharField(max_length=2, default="fr")
    deadline = models.DateTimeField(null=True)
    questions_until = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    """The first time it was opened."""
    published_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    years = models.PositiveSmallIntegerField(default=3)
    """Over which prices are compared."""
    shows_budget = models.BooleanField(default=False)
    shows_points = models.BooleanField(default=True)
    takes_late = models.BooleanField(default=False)
    """Whether the form stays open after the deadline; what comes then is marked."""
    listed = models.BooleanField(default=False)
    """Whether search engines may show the page."""
    title = models.CharField(max_length=120, blank=True)
    text = models.TextField(blank=True)
    """The words of the call as they were published."""
    need = models.JSONField(null=True)
    """`orchestre.need/1` as it was published; null for a call in a sentence."""
    form = models.JSONField(default=dict)
    """`orchestre.form/1`: `{"requirements": [{"id", "text", "criterion", "must", "out"}], "years", "tax"}`."""
    rule = models.JSONField(default=dict)
    """The document of the decision as it was published."""
    rule_sha256 = models.CharField(max_length=64, blank=True)
    refused = models.JSONField(default=dict)
    """What guests sent that was not taken, by code of the reason: `{code: n}`."""
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.call_id} {self.state}"

    def move(self, state: PublicationState) -> None:
        """Go to a state that the present one allows; saving is the caller's. Raises ValueError for another."""
        if state not in MOVES[PublicationState(self.state)]:
            raise ValueError(f"A publication cannot go from {self.state} to {state}")
        self.state = state

    @property
    def is_draft(self) -> bool:
        return self.state == PublicationState.DRAFT

    @property
    def is_withdrawn(self) -> bool:
        return self.state == PublicationState.WITHDRAWN

    def is_late(self, now: datetime) -> bool:
        """What is sent now comes after the deadline, or after the owner closed the page."""
        return self.state == PublicationState.CLOSED or (self.deadline is not None and now > self.deadline)

    def is_closed_early(self, now: datetime) -> bool:
        """The owner closed the page before its deadline, and it takes nothing."""
        early = self.deadline is None or now <= self.deadline
        return self.state == PublicationState.CLOSED and early and not self.takes(now)

    def takes(self, now: datetime) -> bool:
        """An offer sent now is received."""
        if self.call.keep_until < timezone.localdate(now):
            return False
        if self.state == PublicationState.OPEN:
            return not self.is_late(now) or self.takes_late
        return self.state == PublicationState.CLOSED and self.takes_late

    def takes_questions(self, now: datetime) -> bool:
        return self.state == PublicationState.OPEN and self.questions_until is not None and now <= self.questions_until


class PublicationChange(models.Model):
    """One move of a publication; only ever added to."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="changes")
    what = models.CharField(max_length=60)
    """Code of the sentence that says what was done."""
    values = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.what} {self.at:%F %T}"


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def newest(self) -> "SubmissionQuerySet":
        """The version of each offer that holds."""
        return self.filter(superseded_by=None)


class Submission(models.Model):
    """One version of one offer. `number` counts the versions from 1; all of one offer share `first`."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="submissions")
    first = models.ForeignKey("self", models.CASCADE, null=True, related_name="versions")
    """The first version; null for itself."""
    number = models.PositiveIntegerField(default=1)
    superseded_by = models.OneToOneField("self", models.SET_NULL, null=True, related_name="supersedes")
    reference = models.CharField(max_length=8)
    """What the offer is called, the same in every version. Drawn: a count would tell guests how many there are."""
    digest = models.CharField(max_length=64, blank=True, db_index=True)
    """Of the secret by which the offer is amended; held by the first version alone."""
    mark = models.CharField(max_length=64)
    """Of the page it was written on and of its words: sent twice, it is there once."""
    answers = models.JSONField(default=dict)
    """What was sent, field by field (`writing.answers`)."""
    contact = models.CharField(max_length=254, blank=True)
    sent_at = models.DateTimeField(default=timezone.now)
    late = models.BooleanField(default=False)
    delivery = models.ForeignKey(Delivery, models.SET_NULL, null=True, related_name="submissions")
    """What brought the offer into the call: one for all its versions, which take each other's place there."""
    taken_at = models.DateTimeField(null=True)
    """When this version was brought into the call; null while its files are read."""
    erased_at = models.DateTimeField(null=True)
    """When its words went, at its author's request or because the call's time was over."""

    objects: ClassVar[SubmissionQuerySet] = SubmissionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["publication", "mark"], name="one_submission_a_mark"),
            models.UniqueConstraint(fields=["first", "number"], name="one_version_of_an_offer"),
        ]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.pk} v{self.number}"

    @property
    def root_id(self) -> int:
        return int(self.first_id or self.pk)

    @property
    def is_amended(self) -> bool:
        return self.number > 1


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    def waiting(self) -> "ReceiptQuerySet":
        """Still to be sent."""
        return self.filter(sent_at=None, failed_at=None)


class Receipt(models.Model):
    """The mail that tells a guest that his offer came in, with the link that amends it, and what he says there: that
    the offer is his (`proved_at`), or that he sent none (`denied_at`). Until then nothing proves who filled it in."""

    submission = models.OneToOneField(Submission, models.CASCADE, related_name="receipt")
    """The first version."""
    to = models.CharField(max_length=254)
    root = models.CharField(max_length=200)
    """The address of the instance as the guest saw it."""
    language = models.CharField(max_length=2)
    sealed = models.BinaryField(null=True)
    """The secret of the link (`site/sealed.py`), until the mail has left or was given up."""
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    """When it was given up."""
    error = models.CharField(max_length=80, blank=True)
    """Code of why the last try failed."""
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    proved_at = models.DateTimeField(null=True)
    denied_at = models.DateTimeField(null=True)

    objects: ClassVar[ReceiptQuerySet] = ReceiptQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.tries}"

    @property
    def is_proved(self) -> bool:
        return self.proved_at is not None


class Attachment(models.Model):
    """A file of an offer, from the version it came with until a later one left it out."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=120)
    declared = models.CharField(max_length=100, blank=True)
    """The kind that the browser said it is."""
    kind = models.CharField(max_length=5)
    """What it is by its content."""
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    pages = models.JSONField(default=list)
    """Its words, one text a page."""
    pictured = models.JSONField(default=list)
    """The pages, from 1, whose words were read in a picture."""
    trouble = models.CharField(max_length=80, blank=True)
    """Code of why its words are not there, or not all."""
    read_at = models.DateTimeField(null=True)
    left_out_at = models.PositiveIntegerField(null=True)
    """The first version without it."""

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class AttachmentPart(models.Model):
    """A piece of its bytes, so that any worker on any machine can read them."""

    attachment = models.ForeignKey(Attachment, models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        ordering = ["attachment_id", "number"]
        constraints = [models.UniqueConstraint(fields=["attachment", "number"], name="one_attachment_part_a_number")]

    def __str__(self) -> str:
        return f"{self.attachment_id} {self.number}"


class Enquiry(models.Model):
    """A question of a guest. Question and answer are shown to all, who asked is shown to the company alone."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="enquiries")
    question = models.TextField()
    email = models.CharField(max_length=254, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    hidden_at = models.DateTimeField(null=True)
    """Not shown: rude, an advertisement, or somebody's secret."""

    class Meta:
        verbose_name_plural = "enquiries"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.question[:60]


class Knock(models.Model):
    """Somebody sent something from a place: a keyed digest, of no use without the key. Gone within a day."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="knocks")
    place = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["publication", "place", "at"], name="knocks_by_place")]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.at:%F %T}"
