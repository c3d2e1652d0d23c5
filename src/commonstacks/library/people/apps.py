from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "commonstacks.library.people"
    label = "people"
