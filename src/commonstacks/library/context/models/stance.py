"""What others say of a gap: that it is so, or that it is not."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonstacks.library.catalog.models import Dataset
from commonstacks.library.context.models.said import Gap, Said


class Stance(Said):
    """Somebody confirms or disputes a gap, in one sentence. It stands at once, like a dispute."""

    class Side(models.TextChoices):
        CONFIRMS = "confirms"
        DISPUTES = "disputes"

    gap = models.ForeignKey(Gap, on_delete=models.CASCADE, related_name="stances")
    side = models.CharField(max_length=10, choices=Side.choices)
    text = models.TextField()

    class Meta:
        ordering = ["said_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["gap", "author"],
                condition=Q(state="accepted"),
                name="stance_one_each",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.author_id} {self.side} {self.gap_id}"

    @property
    def dataset(self) -> Dataset:
        return self.gap.dataset
