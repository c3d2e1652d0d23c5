"""What people say: statements and gaps, and the consent of those who have no account."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from commonstacks.library.catalog.models import Dataset
from commonstacks.library.people.models import Agent


class Said(models.Model):
    """What statements and gaps share: who said it, when, how it is known, who may read it."""

    class Voice(models.TextChoices):
        PUBLISHER = "P"
        WORKER = "W"
        SUBJECT = "S"
        COMMUNITY = "C"
        CONTEXTUALIST = "X"
        MACHINE = "M"

    class State(models.TextChoices):
        DRAFT = "draft"
        PROPOSED = "proposed"
        ACCEPTED = "accepted"
        RETURNED = "returned"
        CONTESTED = "contested"
        DEPRECATED = "deprecated"
        WITHDRAWN = "withdrawn"
        HIDDEN = "hidden"

    class Visibility(models.TextChoices):
        PUBLIC = "public"
        CIRCLE = "circle"
        PRIVATE = "private"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    voice = models.CharField(max_length=1, choices=Voice.choices)
    author = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    evidence = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    # Why it was returned, deprecated, withdrawn or hidden, and when.
    reason = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)
    visibility = models.CharField(
        max_length=10, choices=Visibility.choices, default=Visibility.PUBLIC
    )

    class Meta:
        abstract = True


class Statement(Said):
    """One answer, or a typed absence, to one question. Never edited: a change supersedes."""

    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="statements")
    question = models.CharField(max_length=40)
    answer = models.JSONField(null=True)
    absence = models.CharField(max_length=20, blank=True)
    note = models.TextField(blank=True)
    asked_of = models.CharField(max_length=500, blank=True)
    asked_on = models.DateField(null=True)
    scope = models.CharField(max_length=120, default="dataset")  # or a Ref: column, place, period
    preferred = models.BooleanField(default=False)  # before the others of the same voice
    language = models.CharField(max_length=12, default="en")
    form = models.PositiveIntegerField()
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="superseded_by"
    )
    countersigned_by = models.ForeignKey(
        Agent, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["question", "said_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer__isnull=False, absence="")
                | (Q(answer__isnull=True) & ~Q(absence="")),
                name="statement_answers_or_is_absent",
            ),
            models.CheckConstraint(
                condition=~Q(supersedes=F("id")), name="statement_not_its_own_heir"
            ),
        ]
        indexes = [models.Index(fields=["dataset", "question"], name="statement_by_question")]

    def __str__(self) -> str:
        return f"{self.question} of {self.dataset_id} by {self.voice}"


class Gap(Said):
    """Who or what is left out or was never written down, as structured facts."""

    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="gaps")
    question = models.CharField(max_length=40)  # C1 left out, D1 not recorded
    kind = models.CharField(max_length=40)
    facts = models.JSONField()  # the value of workshop.forms.gaps, as JSON
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="superseded_by"
    )

    class Meta:
        ordering = ["question", "said_at", "id"]
        indexes = [models.Index(fields=["dataset"], name="gap_by_dataset")]

    def __str__(self) -> str:
        return f"{self.kind} in {self.dataset_id}"


class Consent(models.Model):
    """That somebody without an account agreed to what is written of them: how, when, how far."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    statement = models.OneToOneField(
        Statement, on_delete=models.CASCADE, null=True, related_name="consent"
    )
    gap = models.OneToOneField(Gap, on_delete=models.CASCADE, null=True, related_name="consent")
    how = models.CharField(max_length=300)  # spoken, in writing, by a link
    given_on = models.DateField()
    level = models.CharField(max_length=10, choices=Said.Visibility.choices)
    may_quote = models.BooleanField(default=False)
    recorded_by = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(statement__isnull=False, gap=None)
                | Q(statement=None, gap__isnull=False),
                name="consent_to_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"consent to {self.level}"
