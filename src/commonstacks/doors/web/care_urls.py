"""Addresses of care, news and revisions, by name; urls.py takes them in."""

from django.urls import path

from commonstacks.doors.web.pages import care, follow, notices, revisions

urlpatterns = [
    path("care", care.care, name="care"),
    path("follow", follow.follow, name="follow"),
    path("following", follow.following, name="following"),
    path("notices", notices.notices, name="notices"),
    path("notices/letters/<str:token>", notices.letters, name="no-more-letters"),
    path("datasets/<slug:slug>/story/<int:number>", revisions.revision, name="revision"),
    path(
        "datasets/<slug:slug>/story/<int:number>/since/<int:before>",
        revisions.since,
        name="revision-since",
    ),
]
