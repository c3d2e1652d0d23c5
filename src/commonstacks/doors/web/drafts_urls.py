"""Addresses of suggestions, imports and licences, by name; urls.py takes them in."""

from django.urls import path

from commonstacks.doors.web.pages import drafts, imports, licence

urlpatterns = [
    path("licences", licence.listed, name="licences"),
    path("datasets/<slug:slug>/licence", licence.case, name="licence"),
    path("datasets/<slug:slug>/import", imports.hand_in, name="import"),
    path("datasets/<slug:slug>/drafts", drafts.suggestions, name="drafts"),
    path("datasets/<slug:slug>/drafts/aside", drafts.aside, name="draft-aside"),
]
