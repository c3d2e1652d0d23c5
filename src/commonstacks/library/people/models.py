"""Who may sign in (Account) and whose hand it was (Agent); most agents have no account."""

from __future__ import annotations

import uuid
from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class Agent(models.Model):
    class Kind(models.TextChoices):
        PERSON = "person"
        ORGANISATION = "organisation"
        GROUP = "group"
        COMMUNITY = "community"
        UNNAMED = "unnamed group"
        SOFTWARE = "software"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    created_at = models.DateTimeField()
    # Who recorded this agent and answers for it, as long as it has no account of its own.
    custodian = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="in_care"
    )
    # The agent of the account that claimed this one. Both stay; nothing public joins their names.
    same_as = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="claimed"
    )

    class Meta:
        constraints = [
            # A person's name is not unique; a publisher's or a program's is how we find it again.
            models.UniqueConstraint(
                fields=["kind", "name"],
                condition=models.Q(kind__in=["organisation", "software"]),
                name="agent_once_per_name",
            ),
            models.CheckConstraint(
                condition=~models.Q(same_as=models.F("id")), name="agent_not_its_own_claim"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Account(AbstractBaseUser):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    agent = models.OneToOneField(Agent, on_delete=models.PROTECT, related_name="account")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    objects: ClassVar[BaseUserManager[Self]] = BaseUserManager()

    USERNAME_FIELD = "email"

    def __str__(self) -> str:
        return self.agent.name


class Role(models.Model):
    """What an account may do, and where. To propose and to publish are different rights."""

    class Name(models.TextChoices):
        MEMBER = "member"
        CONTEXTUALIST = "contextualist"
        CONSTITUENT = "constituent"  # one of the people the data are about, or a community's reader
        PUBLISHER = "publisher"
        LABEL_HOLDER = "label holder"  # speaks for a community whose labels are on the data
        STEWARD = "steward"

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="roles")
    name = models.CharField(max_length=20, choices=Name.choices)
    # Empty: the whole library. Else a Ref: organisation:…, collection:…, dataset:…
    scope = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "name", "scope"], name="role_once_per_account_and_scope"
            ),
        ]
        indexes = [models.Index(fields=["scope"], name="role_by_scope")]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.name} of {self.scope or 'the library'}"


class SignInLink(models.Model):
    """A link that signs in once. Only the digest of its token is kept."""

    token_digest = models.CharField(max_length=64, primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.account_id} until {self.expires_at:%Y-%m-%d %H:%M}"


class Contact(models.Model):
    """How to reach somebody, or their legal name: for the custodian and the stewards only."""

    class Kind(models.TextChoices):
        EMAIL = "email"
        PHONE = "phone"
        POST = "post"
        LEGAL_NAME = "legal name"
        OTHER = "other"

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="contacts")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    value = models.CharField(max_length=300)
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agent", "kind", "value"], name="contact_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.agent_id}"


class Membership(models.Model):
    """That somebody belongs to an organisation, a group or a community, and since when."""

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="members")
    since = models.DateField(null=True, blank=True)  # empty: not recorded
    until = models.DateField(null=True, blank=True)  # empty: still

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agent", "organisation"],
                condition=models.Q(until=None),
                name="membership_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(agent=models.F("organisation")), name="membership_of_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agent_id} in {self.organisation_id}"


class Claim(models.Model):
    """A link with which somebody says: this agent is me. Only the digest of its token is kept."""

    token_digest = models.CharField(max_length=64, primary_key=True)
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="claims")
    made_by = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.agent_id} until {self.expires_at:%Y-%m-%d}"


class Invitation(models.Model):
    """A link that makes an account with a role. It is gone once it is used or withdrawn."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token_digest = models.CharField(max_length=64, unique=True)
    email = models.EmailField(unique=True)
    role = models.CharField(max_length=20, choices=Role.Name.choices, blank=True)
    scope = models.CharField(max_length=120, blank=True, default="")
    made_by = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="invitations")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"invitation until {self.expires_at:%Y-%m-%d}"


class Follow(models.Model):
    """That somebody wants to hear of a dataset, of a place, or of one question of a dataset."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="follows")
    subject = models.CharField(max_length=160)  # a Ref: dataset:…, place:…, question:<dataset>/C1
    by_mail = models.BooleanField(default=False)  # in the one letter a day; never unasked
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "subject"], name="follow_once"),
        ]
        indexes = [models.Index(fields=["subject"], name="follow_by_subject")]

    def __str__(self) -> str:
        return f"{self.account_id} follows {self.subject}"


class Notice(models.Model):
    """That something happened to a dataset, for one person. It holds no words of anybody."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=20)
    subject = models.CharField(max_length=160)  # a Ref: dataset:…
    about = models.CharField(max_length=200, blank=True, default="")  # a number; ids of questions
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    to_mail = models.BooleanField(default=False)  # somebody who follows by mail asked for it
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "kind", "subject", "about"], name="notice_once"
            ),
        ]
        indexes = [models.Index(fields=["account", "read_at"], name="notice_unread")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.subject} for {self.account_id}"
