from django.apps import AppConfig


class ExploreConfig(AppConfig):
    name = "commonstacks.library.explore"
    label = "explore"
