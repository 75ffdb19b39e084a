"""What the owner lacks, said in one sentence, and every version of the document that came of it."""

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone

from orchestre.basics import Language
from orchestre.basics.sentences import spoken
from orchestre_web.accounts.models import Company, User
from orchestre_web.need.states import MOVES, NeedState


def new_ocid() -> str:
    return f"{settings.OCDS_PREFIX}-{secrets.token_hex(6)}"


class Need(models.Model):
    """One need of a company. `sentence`, `sector`, `headcount` and `language` are those of its newest version."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="needs")
    title = models.CharField(max_length=200)
    sentence = models.TextField()
    sector = models.CharField(max_length=120, blank=True)
    headcount = models.PositiveIntegerField(null=True, blank=True)
    language = models.CharField(max_length=2, default="fr")
    state = models.CharField(
        max_length=8, choices=[(s.value, s.value) for s in NeedState], default=NeedState.DRAFT.value
    )
    ocid = models.CharField(max_length=60, unique=True, default=new_ocid, editable=False)
    """What open contracting data call the whole way, from this need to the contract."""
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["company", "state"], name="needs_of_a_company")]

    def __str__(self) -> str:
        return self.title

    @property
    def spoken(self) -> Language:
        """The language that the document is written in."""
        return spoken(self.language)

    @property
    def is_draft(self) -> bool:
        return self.state == NeedState.DRAFT

    @property
    def is_aside(self) -> bool:
        return self.state == NeedState.ASIDE

    def move(self, state: NeedState) -> None:
        """Go to a state that the present one allows; saving is the caller's. Raises ValueError for another."""
        if state not in MOVES[NeedState(self.state)]:
            raise ValueError(f"A need cannot go from {self.state} to {state}")
        self.state = state


class NeedVersion(models.Model):
    """The document as it stood once: never changed, never deleted but with its need.

    `inputs`: `{"sentence", "sector", "headcount", "answers": {question: text}, "edits": {…}}`, what it was written
    from; `document`: the whole of `orchestre.need/1` after the edits; `what`, `values`: the sentence that says what was
    changed.
    """

    need = models.ForeignKey(Need, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    inputs = models.JSONField()
    document = models.JSONField()
    what = models.CharField(max_length=80)
    values = models.JSONField(default=dict)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["need_id", "-number"]
        constraints = [models.UniqueConstraint(fields=["need", "number"], name="one_version_a_number")]

    def __str__(self) -> str:
        return f"{self.need_id} {self.number}"
