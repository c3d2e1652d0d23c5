"""Work that goes on after the answer: one table is queue, lease, heartbeat and progress."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q


class Job(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    task = models.CharField(max_length=200)
    arguments = models.JSONField(default=dict)
    subject = models.CharField(max_length=200)  # a Ref: what the work is about
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    worker = models.CharField(max_length=100, blank=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    progress_done = models.BigIntegerField(default=0)
    progress_total = models.BigIntegerField(default=0)
    progress_what = models.CharField(max_length=60, blank=True)
    cancel_requested = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    hint = models.TextField(blank=True)
    result = models.JSONField(null=True)
    enqueued_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["task", "subject"],
                condition=Q(state__in=["waiting", "running"]),
                name="job_once_per_subject",
            ),
        ]
        indexes = [models.Index(fields=["state", "enqueued_at"], name="job_queue")]

    def __str__(self) -> str:
        return f"{self.task} of {self.subject}: {self.state}"

    @property
    def live(self) -> bool:
        return self.state in {self.State.WAITING, self.State.RUNNING}


class Audit(models.Model):
    """A privileged act: who did what to which record, never changed afterwards."""

    at = models.DateTimeField()
    actor = models.CharField(max_length=100)
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
    facts = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.action} {self.subject}"


class Bookmark(models.Model):
    """How far the database has followed something outside it, such as the vault's log."""

    name = models.CharField(max_length=40, primary_key=True)
    position = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name}: {self.position}"


class Scribble(models.Model):
    """What somebody has begun to write and not said yet: only for their own eyes."""

    account = models.CharField(max_length=40)
    dataset = models.CharField(max_length=40)
    question = models.CharField(max_length=60)  # or gap:C1, an entry of its own
    words = models.JSONField()  # name of a blank -> what stands in it
    began_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "dataset", "question"], name="scribble_once_per_question"
            ),
        ]

    def __str__(self) -> str:
        return f"begun at {self.question} of {self.dataset}"
