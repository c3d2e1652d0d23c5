from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "commonstacks.doors.web"
    label = "web"
