"""Reviews and their keys."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from commonstacks.library.catalog.models import Dataset
from commonstacks.library.people.models import Agent


class Review(models.Model):
    """From sending in to published or returned; a right of reply is told, replied or not told."""

    class Reply(models.TextChoices):
        TOLD = "told"
        REPLIED = "replied"
        NOT_TOLD = "not told"

    class Outcome(models.TextChoices):
        OPEN = "open"
        PUBLISHED = "published"
        RETURNED = "returned"
        EXPIRED = "expired"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="reviews")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="+")
    reply = models.CharField(max_length=10, choices=Reply.choices)
    told_on = models.DateField(null=True)
    reply_why = models.TextField(blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.OPEN)
    closed_at = models.DateTimeField(null=True)
    reasons = models.JSONField(default=dict)  # question -> reason, when returned

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dataset"], condition=Q(outcome="open"), name="review_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"review of {self.dataset_id}: {self.outcome}"


class Key(models.Model):
    """One person's yes to one review."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="keys")
    agent = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    # For what this key counts: only who wrote none of it counts as a contextualist.
    contextualist = models.BooleanField(default=False)
    constituent = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "agent"], name="key_once_per_person"),
        ]

    def __str__(self) -> str:
        return f"key of {self.agent_id}"
