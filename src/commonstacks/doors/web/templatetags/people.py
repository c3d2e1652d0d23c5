"""Roles and ways to reach somebody in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commonstacks.library.people.models import Contact, Role

register = template.Library()

ROLES: Final[Mapping[str, Promise]] = {
    Role.Name.MEMBER: _("member"),
    Role.Name.CONTEXTUALIST: _("contextualist"),
    Role.Name.CONSTITUENT: _("constituent"),
    Role.Name.PUBLISHER: _("publisher"),
    Role.Name.LABEL_HOLDER: _("label holder"),
    Role.Name.STEWARD: _("steward"),
}

CONTACTS: Final[Mapping[str, Promise]] = {
    Contact.Kind.EMAIL: _("e-mail"),
    Contact.Kind.PHONE: _("telephone"),
    Contact.Kind.POST: _("postal address"),
    Contact.Kind.LEGAL_NAME: _("legal name"),
    Contact.Kind.OTHER: _("something else"),
}


@register.filter
def role(name: str) -> Promise | str:
    return ROLES.get(name, name)


@register.filter
def contact(kind: str) -> Promise | str:
    return CONTACTS.get(kind, kind)
