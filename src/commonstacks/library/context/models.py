"""The context of a dataset: statements in several voices, gaps, reviews, frozen revisions."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from commonstacks.library.catalog.models import Dataset, Version
from commonstacks.library.people.models import Agent


class Context(models.Model):
    class State(models.TextChoices):
        COLLECTING = "collecting"
        IN_REVIEW = "in review"
        PUBLISHED = "published"

    dataset = models.OneToOneField(Dataset, on_delete=models.CASCADE, primary_key=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.COLLECTING)
    form = models.PositiveIntegerField()  # the release of the form
    opened_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"context of {self.dataset_id}: {self.state}"


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
        WITHDRAWN = "withdrawn"

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
    reason = models.TextField(blank=True)  # why it was returned or withdrawn
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

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "agent"], name="key_once_per_person"),
        ]

    def __str__(self) -> str:
        return f"key of {self.agent_id}"


class Revision(models.Model):
    """A frozen, numbered snapshot of the accepted statements, as deposited in the vault."""

    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    form = models.PositiveIntegerField()
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["dataset", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["dataset", "number"], name="revision_number_once"),
        ]

    def __str__(self) -> str:
        return f"revision {self.number} of {self.dataset_id}"


class Publication(models.Model):
    """That a dataset is shown to the public, and with which revision. No row: only the stub."""

    dataset = models.OneToOneField(Dataset, on_delete=models.CASCADE, primary_key=True)
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    first_at = models.DateTimeField()
    paused = models.BooleanField(default=False)
    paused_why = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.dataset_id} with revision {self.revision_id}"


class StaleMark(models.Model):
    """One question whose answer may no longer hold, since which version, and why."""

    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="stale_marks")
    question = models.CharField(max_length=40)
    level = models.CharField(max_length=4)  # soft, hard
    because = models.CharField(max_length=300)
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    cleared_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["question", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["dataset", "question", "version", "because"], name="stale_mark_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.level} since version {self.version_id}"
