from django.apps import AppConfig


class GatesConfig(AppConfig):
    name = "uppdragil.gates"
    label = "gates"
