from django.apps import AppConfig


class GoverningConfig(AppConfig):
    name = "commonstacks.library.governing"
    label = "governing"
