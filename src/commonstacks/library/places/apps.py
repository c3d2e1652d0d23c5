from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "commonstacks.library.places"
    label = "places"
