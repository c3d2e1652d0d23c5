"""Addresses of the whole page of a view, by name; urls.py takes them in."""

from django.urls import path

from commonstacks.doors.web.pages import explore

EXPLORE = "datasets/<slug:slug>/v/<int:number>/explore"

urlpatterns = [
    path(EXPLORE, explore.explore, name="explore"),
    path(f"{EXPLORE}/change", explore.change, name="explore-change"),
    path(f"{EXPLORE}/near", explore.near, name="explore-near"),
    path(f"{EXPLORE}/<str:token>", explore.explore, name="explore-view"),
    path(f"{EXPLORE}/<str:token>/rows.json", explore.rows, name="explore-rows"),
]
