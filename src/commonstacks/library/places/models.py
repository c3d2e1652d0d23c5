"""Places, their names and codes, and what contains what."""

from __future__ import annotations

from django.db import models


class Place(models.Model):
    id = models.CharField(primary_key=True, max_length=60)  # "geonames:6252001"
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    population = models.BigIntegerField(null=True)
    source = models.CharField(max_length=60, default="geonames")

    def __str__(self) -> str:
        return self.name


class Parent(models.Model):
    """Every ancestor of a place, with its distance: materialised, so that a lookup is one join."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="ancestors")
    parent = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="descendants")
    hierarchy = models.CharField(max_length=20, default="administrative")
    distance = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["distance"]
        constraints = [
            models.UniqueConstraint(fields=["place", "parent", "hierarchy"], name="parent_once"),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} in {self.parent_id}"


class Alias(models.Model):
    """A name or a code of a place. ``folded`` is how it is looked up."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="aliases")
    text = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, db_index=True)
    language = models.CharField(max_length=12, blank=True)
    scheme = models.CharField(max_length=20, blank=True)  # empty: a name; else the code's scheme

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "folded", "text", "scheme"], name="place_alias_once"
            ),
        ]

    def __str__(self) -> str:
        return self.text
