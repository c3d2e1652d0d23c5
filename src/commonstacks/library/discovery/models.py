"""How a dataset is found: the places it is about, each with its evidence."""

from __future__ import annotations

from django.db import models

from commonstacks.library.catalog.models import Dataset
from commonstacks.library.places.models import Place


class Footprint(models.Model):
    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="footprint")
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="datasets")
    how = models.CharField(max_length=40)  # declared, column, title
    evidence = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dataset", "place"], name="footprint_once"),
        ]

    def __str__(self) -> str:
        return f"{self.dataset_id} is about {self.place_id}"
