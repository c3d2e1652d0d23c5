"""How the form is changed: proposals, those who stand behind them, rounds, and what came of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from commonstacks.library.people.models import Agent


class Proposal(models.Model):
    """What went wrong, and the operations on the form that would mend it."""

    class State(models.TextChoices):
        DRAFT = "draft"  # only its proposer and the stewards see it
        DISCUSSION = "discussion"
        CONSENT = "consent"
        RELEASED = "released"
        POSTPONED = "postponed"
        WITHDRAWN = "withdrawn"
        REJECTED = "rejected"
        SUPERSEDED = "superseded"

    class Weight(models.TextChoices):
        """The class of the change: computed from the two forms, never said by anybody."""

        PATCH = "patch"
        MINOR = "minor"
        MAJOR = "major"

    number = models.PositiveIntegerField(unique=True)
    title = models.CharField(max_length=200, blank=True)
    wrong = models.TextField(blank=True)
    datasets = models.JSONField(default=list)  # ids of datasets whose contexts show what went wrong
    operations = models.JSONField(default=list)
    weight = models.CharField(max_length=5, choices=Weight.choices, blank=True)
    based_on = models.PositiveIntegerField()  # the release of the form it was written for
    alternatives = models.TextField(blank=True)
    gains = models.TextField(blank=True)
    bears = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    reason = models.TextField(blank=True)  # why postponed, withdrawn or rejected
    proposed_by = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    put_up_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    replaces = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="replaced_by"
    )

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft") | Q(put_up_at__isnull=False) | Q(state="withdrawn"),
                name="proposal_put_up_before_anything_else",
            ),
        ]

    def __str__(self) -> str:
        return f"proposal {self.number}: {self.state}"


class Endorsement(models.Model):
    """Somebody else stands behind a proposal."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="endorsements")
    agent = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    steward = models.BooleanField(default=False)  # whether this was a steward's yes at the time

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "agent"], name="endorsement_once"),
        ]

    def __str__(self) -> str:
        return f"{self.agent_id} stands behind {self.proposal_id}"


class Remark(models.Model):
    """A contribution to the discussion."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="remarks")
    agent = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"remark of {self.agent_id} on {self.proposal_id}"


class Round(models.Model):
    """Ten days in which the circle may object, with the report of the dry run beside it."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveIntegerField()
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    report = models.JSONField()  # workshop.forms.dry_run.Report
    operations = models.JSONField()  # as they were put to the circle
    answered = models.TextField(blank=True)  # how the objections were worked in, afterwards
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "number"], name="round_number_once"),
        ]

    def __str__(self) -> str:
        return f"round {self.number} on proposal {self.proposal_id}"


class Position(models.Model):
    """What one member of the circle says in a round. An objection names a harm."""

    class Stance(models.TextChoices):
        CONSENT = "consent"
        OBJECTION = "objection"

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="positions")
    agent = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    stance = models.CharField(max_length=10, choices=Stance.choices)
    harm = models.TextField(blank=True)
    constituent = models.BooleanField(default=False)  # from a constituent's seat, at the time

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "agent"], name="position_once_a_round"),
            models.CheckConstraint(
                condition=Q(stance="consent") | ~Q(harm=""), name="objection_names_a_harm"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stance} of {self.agent_id}"


class FormRelease(models.Model):
    """A release of the form that was adopted here; the shipped ones come with the program."""

    number = models.PositiveIntegerField(primary_key=True)
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    weight = models.CharField(max_length=5, choices=Proposal.Weight.choices)
    at = models.DateTimeField()
    review_on = models.DateField()
    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="release")

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"form release {self.number}"


class OwnQuestion(models.Model):
    """A question of this library's own, beside the common form; added without asking anybody."""

    name = models.CharField(max_length=40, primary_key=True)
    document = models.JSONField()
    number = models.PositiveIntegerField(unique=True)  # its newest deposit in the vault
    added_by = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "name"]

    def __str__(self) -> str:
        return self.name
