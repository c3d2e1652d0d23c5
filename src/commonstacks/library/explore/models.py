"""Views that somebody keeps, with their own words about them."""

from __future__ import annotations

from django.db import models

from commonstacks.library.people.models import Account

LONGEST_VIEW = 4096  # characters of a view's address (docs/reference/views.md)
MOST_WORDS = 2000


class SavedView(models.Model):
    """A view of one dataset at one version, for the one account that kept it; nobody else reads
    it."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="saved_views")
    dataset = models.CharField(max_length=160)  # a Ref: dataset:…
    version = models.PositiveIntegerField()
    view = models.CharField(max_length=LONGEST_VIEW)  # the last part of its address
    words = models.CharField(max_length=MOST_WORDS, blank=True, default="")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["-saved_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "dataset", "version", "view"], name="saved_view_once"
            ),
        ]
        indexes = [models.Index(fields=["dataset"], name="saved_view_by_dataset")]

    def __str__(self) -> str:
        return f"{self.account_id} keeps a view of {self.dataset} at version {self.version}"
