"""What the public reads: revisions, publications, and what no longer holds."""

from __future__ import annotations

from django.db import models

from commonstacks.library.catalog.models import Dataset, Version


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
    context_only = models.BooleanField(default=False)  # the context is read, the data are not
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
