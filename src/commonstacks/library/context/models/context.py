"""The context of a dataset, its state, and when its data were hidden."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonstacks.library.catalog.models import Dataset
from commonstacks.library.people.models import Agent


class Context(models.Model):
    class State(models.TextChoices):
        COLLECTING = "collecting"
        IN_REVIEW = "in review"
        PUBLISHED = "published"
        ARCHIVED = "archived"

    dataset = models.OneToOneField(Dataset, on_delete=models.CASCADE, primary_key=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.COLLECTING)
    form = models.PositiveIntegerField()  # the release of the form
    opened_at = models.DateTimeField()
    # Side states, beside the state: since when a dispute stands open too long.
    contested_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"context of {self.dataset_id}: {self.state}"


class Pause(models.Model):
    """That the data were hidden for a while, by whom and why; the context stayed."""

    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="pauses")
    by = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    why = models.TextField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Agent, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["dataset", "-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["dataset"], condition=Q(ended_at=None), name="pause_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"pause of {self.dataset_id}"
