from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "commonstacks.library.catalog"
    label = "catalog"
