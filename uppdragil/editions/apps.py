from django.apps import AppConfig


class EditionsConfig(AppConfig):
    name = "uppdragil.editions"
    label = "editions"
