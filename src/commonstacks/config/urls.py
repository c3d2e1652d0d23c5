"""Which door an address leads to."""

from django.urls import include, path

from commonstacks.doors.api.v1 import api

urlpatterns = [
    path("api/v1/", api.urls),
    path("account/", include("allauth.urls")),
    path("", include("commonstacks.doors.web.urls")),
]
