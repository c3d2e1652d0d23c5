from django.apps import AppConfig


class ContextConfig(AppConfig):
    name = "commonstacks.library.context"
    label = "context"
