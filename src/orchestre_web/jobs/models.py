"""One long piece of work: what was asked, how far it is, where to go on after a stop."""

from datetime import datetime

from django.db import models
from django.utils import timezone

from orchestre_web.accounts.models import Company, User
from orchestre_web.jobs.states import MOVES, JobState


class JobQuerySet(models.QuerySet["Job"]):
    def under_way(self) -> "JobQuerySet":
        return self.filter(state__in=[state for state in JobState if not state.is_over])

    def of(self, company: Company) -> "JobQuerySet":
        return self.filter(company=company)


class Job(models.Model):
    """`checkpoint`, `done` and the rows of a chunk are saved together, so they always agree."""

    kind = models.CharField(max_length=40)
    company = models.ForeignKey(Company, models.CASCADE, related_name="jobs")
    started_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in JobState], default=JobState.READY)
    arguments = models.JSONField(default=dict)
    then = models.CharField(max_length=200, blank=True)
    """The page to go to when it is done."""

    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(null=True, blank=True)
    doing = models.CharField(max_length=80, blank=True)
    """Code of the sentence that says what is done now; `doing_values` fills it."""
    doing_values = models.JSONField(default=dict)
    checkpoint = models.JSONField(null=True, blank=True)

    attempt = models.PositiveSmallIntegerField(default=0)
    """Counted up by each worker that takes it. Who holds an older number has lost the job."""
    fruitless = models.PositiveSmallIntegerField(default=0)
    """Attempts since the last chunk that was saved: a job that goes on is never given up."""
    heartbeat = models.DateTimeField(null=True, blank=True)
    run_began_at = models.DateTimeField(null=True, blank=True)
    run_began_done = models.PositiveBigIntegerField(default=0)
    task_id = models.CharField(max_length=64, blank=True, db_index=True)

    error = models.CharField(max_length=80, blank=True)
    error_values = models.JSONField(default=dict)
    result = models.JSONField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["state", "heartbeat"], name="jobs_by_heartbeat")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} {self.state}"

    @property
    def is_over(self) -> bool:
        return JobState(self.state).is_over

    def move(self, state: JobState) -> None:
        """Go to a state that the present one allows; saving is the caller's. Raises ValueError for another."""
        if state not in MOVES[JobState(self.state)]:
            raise ValueError(f"A job cannot go from {self.state} to {state}")
        self.state = state

    @property
    def share(self) -> float | None:
        """Between 0 and 1; None while the total is not known."""
        return None if not self.total else min(self.done / self.total, 1.0)

    def seconds_left(self, now: datetime) -> float | None:
        """At the pace of this run; None until a twentieth, and two seconds, of it are behind."""
        if self.state != JobState.RUNNING or not self.total or self.run_began_at is None:
            return None
        elapsed = (now - self.run_began_at).total_seconds()
        counted = self.done - self.run_began_done
        if elapsed < 2 or counted <= 0 or counted * 20 < self.total - self.run_began_done:
            return None
        return max(0.0, elapsed * (self.total - self.done) / counted)
