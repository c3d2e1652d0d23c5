"""What somebody gives beside e-mail and password when they make an account: their name."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from commonstacks.library.people.models import Account


class NameForm(forms.Form):
    """The base of allauth's sign-up forms."""

    name = forms.CharField(
        max_length=200,
        label=_("The name that is shown"),
        help_text=_("Everybody reads it. It need not be your legal name."),
    )

    def signup(self, request: HttpRequest, user: Account) -> None:
        """Nothing more: the account was given its name when it was made."""
