"""Addresses of the whole page of a view, by name; urls.py takes them in."""

from django.urls import path

from commonstacks.doors.web.pages import bins, explore, leaving, points, schemas

VERSION = "datasets/<slug:slug>/v/<int:number>"
EXPLORE = f"{VERSION}/explore"

urlpatterns = [
    path(f"{VERSION}/bins.json", bins.facts, name="bins"),
    path(f"{VERSION}/active", bins.active, name="bins-active"),
    path(f"{VERSION}/counts", bins.counts, name="bins-counts"),
    path(f"{VERSION}/points.json", points.points, name="points"),
    path("asking/left", leaving.left, name="asking-left"),
    path("schemas/commonstacks-view-1.schema.json", schemas.view, name="view-schema"),
    path(EXPLORE, explore.explore, name="explore"),
    path(f"{EXPLORE}/change", explore.change, name="explore-change"),
    path(f"{EXPLORE}/near", explore.near, name="explore-near"),
    path(f"{EXPLORE}/<str:token>", explore.explore, name="explore-view"),
    path(f"{EXPLORE}/<str:token>/rows.json", explore.rows, name="explore-rows"),
]
