"""What the library holds: where it came from, every version of it, and what is in each."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q


class Source(models.Model):
    """Where datasets come from: a portal, a package, a single address, or a file handed in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20, default="plain")
    address = models.CharField(max_length=500, unique=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.address


class Dataset(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=300)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="datasets")
    remote_key = models.CharField(max_length=500)
    publisher = models.CharField(max_length=300, blank=True)
    address = models.CharField(max_length=500, blank=True)  # shown to people
    licence = models.CharField(max_length=100, blank=True)  # as harvested
    attribution = models.TextField(blank=True)
    # What people told the library about the file, as JSON: how to read it, which rows are places.
    reading = models.TextField(default="{}")
    areas = models.TextField(blank=True)
    # From how many rows on groups are shown, as a steward decided; empty: as its context says.
    groups = models.TextField(blank=True, default="")
    created_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "remote_key"], name="dataset_once_per_source"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Alias(models.Model):
    """An old name of a dataset; it redirects for ever."""

    slug = models.SlugField(max_length=80, unique=True)
    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="aliases")

    def __str__(self) -> str:
        return self.slug


class Version(models.Model):
    dataset = models.ForeignKey(Dataset, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    taken_at = models.DateTimeField()
    label = models.CharField(max_length=60, blank=True)  # the publisher's own name of it
    published_on = models.DateField(null=True)  # as the publisher says
    inventory = models.CharField(max_length=128)  # SHA-512 of the inventory that holds it
    address = models.CharField(max_length=500, blank=True)
    unreadable = models.TextField(blank=True)  # the reason, where the bytes could not be read
    hint = models.TextField(blank=True)
    doubt = models.TextField(blank=True)  # why it may be broken, though it could be read
    trusted = models.BooleanField(default=False)  # a person looked, and found it right

    class Meta:
        ordering = ["dataset", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["dataset", "number"], name="version_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="version_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.dataset_id} version {self.number}"


class File(models.Model):
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=255)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    sha512 = models.CharField(max_length=128, db_index=True)
    media_type = models.CharField(max_length=100, blank=True)
    position = models.PositiveIntegerField(default=0)  # in the order of the source
    unreadable = models.TextField(blank=True)  # the reason, where it could not be read
    hint = models.TextField(blank=True)

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(fields=["version", "name"], name="file_once_per_version"),
        ]

    def __str__(self) -> str:
        return self.name


class Table(models.Model):
    """A table as read from a file; ``digest`` names the folder of everything derived from it."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="tables")
    name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64, db_index=True)
    rows = models.BigIntegerField()
    set_aside = models.BigIntegerField()
    profile = models.TextField()  # the JSON of workshop.tables.shape.TableProfile
    placed = models.TextField(blank=True)  # the same with the places of its rows, where found
    position = models.PositiveIntegerField(default=0)  # the first is shown first

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(fields=["version", "name"], name="table_once_per_version"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.rows} rows"


class Column(models.Model):
    table = models.ForeignKey(Table, on_delete=models.CASCADE, related_name="columns")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=20)

    class Meta:
        ordering = ["table", "position"]
        constraints = [
            models.UniqueConstraint(fields=["table", "position"], name="column_once_per_table"),
        ]

    def __str__(self) -> str:
        return self.name


class Change(models.Model):
    """What changed between a version and the one before it."""

    version = models.OneToOneField(Version, on_delete=models.CASCADE, related_name="change")
    before = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)  # of all tables together
    summary = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(version=F("before")), name="change_between_two"),
        ]

    def __str__(self) -> str:
        return self.summary


class TableChange(models.Model):
    """What changed in one table; without ``facts`` it came or went with the version."""

    change = models.ForeignKey(Change, on_delete=models.CASCADE, related_name="tables")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=255)
    before = models.ForeignKey(Table, on_delete=models.CASCADE, null=True, related_name="+")
    after = models.ForeignKey(Table, on_delete=models.CASCADE, null=True, related_name="+")
    facts = models.TextField(blank=True)  # the JSON of tables.history.difference.Difference

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["change", "position"], name="table_changes_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.name} in {self.change_id}"


class Hold(models.Model):
    """A tombstone: a dataset that is hidden, withdrawn or erased, and why."""

    class Kind(models.TextChoices):
        HIDDEN = "hidden"
        WITHDRAWN = "withdrawn"
        ERASED = "erased"

    dataset_id = models.UUIDField(primary_key=True)  # stands when the dataset is gone
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    reason = models.TextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.slug}: {self.kind}"
