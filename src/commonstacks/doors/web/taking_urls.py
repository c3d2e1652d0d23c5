"""Addresses of what is taken along or kept, by name; urls.py takes them in."""

from django.urls import path

from commonstacks.doors.web.pages import saved, taking

VERSION = "datasets/<slug:slug>/v/<int:number>"

urlpatterns = [
    path(f"{VERSION}/download.<str:form>", taking.rows, name="take-rows"),
    path(f"{VERSION}/view/<str:token>/download.<str:form>", taking.rows, name="take-view"),
    path(f"{VERSION}/view/<str:token>/chart-<int:place>.svg", taking.chart, name="take-chart"),
    path("saved", saved.saved, name="saved"),
    path("saved/<int:key>", saved.one, name="saved-one"),
]
