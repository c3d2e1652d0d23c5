"""The addresses of a library whose steward named other houses: those of the library, and theirs."""

from __future__ import annotations

from django.urls import include, path

from commonstacks.config.urls import urlpatterns as ours

urlpatterns = [
    path("account/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("account/", include("allauth.socialaccount.providers.orcid.urls")),
    *ours,
]
