"""How django-allauth meets this library: who may sign up, and that every account is somebody."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.signals import user_signed_up
from allauth.socialaccount.signals import social_account_added, social_account_removed
from django.conf import settings
from django.dispatch import receiver
from django.forms import BaseForm
from django.http import HttpRequest
from django.urls import reverse

from commonstacks.flows import accounts, wiring
from commonstacks.kit import clock
from commonstacks.library.people.models import Account


@receiver([user_signed_up, social_account_added, social_account_removed])
def keep_ways_in(**_: Any) -> None:
    """An account of another house was linked or taken off: the file of names follows."""
    accounts.keep_names()


class Entrance(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Invited people come by their own link (pages/people.py), whatever stands here."""
        return wiring.sign_up() == "open"

    def new_user(self, request: HttpRequest) -> Account:
        return Account(created_at=clock.now())

    def save_user(
        self, request: HttpRequest, user: Account, form: BaseForm, commit: bool = True
    ) -> Account:
        """An account without its agent is never written."""
        user.agent = accounts.agent_of_new_account(form.cleaned_data["name"])
        saved: Account = super().save_user(request, user, form, commit)
        accounts.keep_names()
        return saved

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Account,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """A way in was changed: password, passkey, e-mail address. The file of names follows."""
        accounts.keep_names()
        super().send_notification_mail(template_prefix, user, context, email)

    def get_from_email(self) -> str:
        return str(settings.DEFAULT_FROM_EMAIL)

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

    def render_mail(
        self,
        template_prefix: str,
        email: str,
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> Any:
        facts = {**context, "library_name": wiring.library_name()}
        return super().render_mail(template_prefix, email, facts, headers)
