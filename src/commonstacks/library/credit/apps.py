from django.apps import AppConfig


class CreditConfig(AppConfig):
    name = "commonstacks.library.credit"
    label = "credit"
