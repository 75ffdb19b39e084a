"""How far each person is in the tour of the example."""

from django.db import models
from django.utils import timezone

from orchestre_web.accounts.models import User
from orchestre_web.welcome.states import TourState


class Tour(models.Model):
    user = models.OneToOneField(User, models.CASCADE, related_name="tour")
    step = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in TourState], default=TourState.UNDER_WAY.value
    )
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.user_id} {self.step} {self.state}"
