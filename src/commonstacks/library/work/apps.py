from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "commonstacks.library.work"
    label = "work"
