from django.apps import AppConfig


class DiscoveryConfig(AppConfig):
    name = "commonstacks.library.discovery"
    label = "discovery"
