"""Places, their names and codes, and what contains what."""

from __future__ import annotations

from django.db import models


class Place(models.Model):
    id = models.CharField(primary_key=True, max_length=200)  # "geonames:6252001"
    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    population = models.BigIntegerField(null=True)
    people = models.BigIntegerField(default=0)  # about how many; puts places of one name in order
    source = models.CharField(max_length=100, default="geonames", db_index=True)
    community_defined = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class Parent(models.Model):
    """Every ancestor of a place, with its distance: materialised, so that a lookup is one join."""

    place = models.ForeignKey(
        Place, on_delete=models.CASCADE, related_name="ancestors", db_index=False
    )
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
    folded = models.CharField(max_length=200)
    language = models.CharField(max_length=12, blank=True)
    scheme = models.CharField(max_length=100, blank=True)  # empty: a name; else the code's scheme
    preferred = models.BooleanField(default=False)  # what it is called, not one of its other names
    source = models.CharField(max_length=100, blank=True)  # empty: a person added it

    class Meta:
        constraints = [
            models.UniqueConstraint(  # its index is also the one names are looked up in
                fields=["folded", "scheme", "place", "text"], name="place_alias_once"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Edition(models.Model):
    """The gazetteer whose places are here; written last, in the transaction that loads them."""

    source = models.CharField(primary_key=True, max_length=100)
    stamp = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.source} {self.stamp}"
