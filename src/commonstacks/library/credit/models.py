"""The ledger: who did what to which work. Append-only; a correction is a new line."""

from __future__ import annotations

import uuid

from django.db import models

from commonstacks.library.people.models import Agent


class Contribution(models.Model):
    class Level(models.TextChoices):
        LEAD = "lead"
        EQUAL = "equal"
        SUPPORTING = "supporting"

    class Consent(models.TextChoices):
        NOT_ASKED = "not asked"
        GIVEN = "given"
        DECLINED = "declined"
        REVOKED = "revoked"

    class State(models.TextChoices):
        PROPOSED = "proposed"
        CONFIRMED = "confirmed"
        DISPUTED = "disputed"
        RETRACTED = "retracted"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    work = models.CharField(max_length=120, db_index=True)  # a Ref
    part = models.CharField(max_length=120, blank=True)  # "version 2", "question C1"
    agent = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="contributions")
    role = models.CharField(max_length=40)
    level = models.CharField(max_length=10, choices=Level.choices, default=Level.EQUAL)
    what = models.CharField(max_length=300)
    at = models.DateTimeField()
    period = models.CharField(max_length=60, blank=True)  # when the work was done, if known
    asserted_by = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="+")
    evidence = models.JSONField(default=list)
    consent = models.CharField(max_length=10, choices=Consent.choices, default=Consent.NOT_ASKED)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["work", "part", "agent", "role", "what"], name="contribution_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.what}"
