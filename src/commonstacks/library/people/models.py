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

    class Meta:
        constraints = [
            # A person's name is not unique; a publisher's or a program's is how we find it again.
            models.UniqueConstraint(
                fields=["kind", "name"],
                condition=models.Q(kind__in=["organisation", "software"]),
                name="agent_once_per_name",
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
    """What an account may do in this library. To propose and to publish are different rights."""

    class Name(models.TextChoices):
        MEMBER = "member"
        CONTEXTUALIST = "contextualist"
        STEWARD = "steward"

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="roles")
    name = models.CharField(max_length=20, choices=Name.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "name"], name="role_once_per_account"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.name}"


class SignInLink(models.Model):
    """A link that signs in once. Only the digest of its token is kept."""

    token_digest = models.CharField(max_length=64, primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.account_id} until {self.expires_at:%Y-%m-%d %H:%M}"
