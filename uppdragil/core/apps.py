from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "uppdragil.core"
    label = "core"
