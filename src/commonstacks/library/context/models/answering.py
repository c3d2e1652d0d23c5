"""Disputes, and links for people who have no account."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from commonstacks.library.catalog.models import Dataset
from commonstacks.library.context.models.said import Gap, Said, Statement
from commonstacks.library.people.models import Agent


class Dispute(models.Model):
    """Somebody says that an answer is wrong, and why; shown at the question at once."""

    class Outcome(models.TextChoices):
        OPEN = "open"
        CHANGED = "changed"  # accepted again; the answer says what changed
        DEPRECATED = "deprecated"  # by its own voice
        STANDS = "stands"  # both are shown
        HIDDEN = "hidden"  # for safety or law only

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="disputes")
    question = models.CharField(max_length=40)
    statement = models.ForeignKey(
        Statement, on_delete=models.CASCADE, null=True, related_name="disputes"
    )
    text = models.TextField()
    evidence = models.JSONField(default=list)
    voice = models.CharField(max_length=1, blank=True)
    by = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.OPEN)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Agent, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["question", "opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["dataset", "question", "by"],
                condition=Q(outcome="open"),
                name="dispute_one_open_each",
            ),
        ]
        indexes = [models.Index(fields=["dataset", "outcome"], name="dispute_by_dataset")]

    def __str__(self) -> str:
        return f"{self.question} of {self.dataset_id} disputed"


class Asking(models.Model):
    """A link with which somebody without an account says one thing, and takes it back later."""

    class Purpose(models.TextChoices):
        QUESTION = "question"  # exactly one question of the form
        REPLY = "reply"  # the publisher's right of reply
        ABOUT_ME = "about me"  # somebody the data are about

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token_digest = models.CharField(max_length=64, unique=True)
    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="askings")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    question = models.CharField(max_length=40, blank=True)
    voice = models.CharField(max_length=1, choices=Said.Voice.choices)
    made_by = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    sent_to = models.CharField(max_length=300, blank=True)  # private
    respondent = models.ForeignKey(Agent, on_delete=models.PROTECT, null=True, related_name="+")
    used_at = models.DateTimeField(null=True)
    statement = models.ForeignKey(Statement, on_delete=models.SET_NULL, null=True, related_name="+")
    gap = models.ForeignKey(Gap, on_delete=models.SET_NULL, null=True, related_name="+")
    dispute = models.ForeignKey(Dispute, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.purpose} for {self.dataset_id} until {self.expires_at:%Y-%m-%d}"
