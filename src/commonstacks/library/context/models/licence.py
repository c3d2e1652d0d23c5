"""A licence that is not clear."""

from __future__ import annotations

from django.db import models

from commonstacks.library.catalog.models import Dataset
from commonstacks.library.people.models import Agent


class LicenceCase(models.Model):
    """A licence that is not clear: what each source says, the letter, the answer, the outcome."""

    class State(models.TextChoices):
        OPEN = "open"
        LETTER = "letter made"
        SENT = "sent"
        ANSWERED = "answered"
        SETTLED = "settled"

    dataset = models.OneToOneField(Dataset, on_delete=models.CASCADE, primary_key=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    finding = models.CharField(max_length=20)  # as the form has it: none_stated, conflicting, …
    licence = models.CharField(max_length=200, blank=True)  # which it seems to be, or is
    evidence = models.JSONField(default=list)  # where, said, id
    letter = models.TextField(blank=True)
    language = models.CharField(max_length=12, blank=True)  # of the letter
    sent_on = models.DateField(null=True)
    sent_to = models.CharField(max_length=300, blank=True)  # private
    answer = models.TextField(blank=True)  # in the publisher's words; private
    answered_on = models.DateField(null=True)
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    kept_by = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"licence of {self.dataset_id}: {self.state}"
