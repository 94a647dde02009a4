from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "uppdragil.imports"
    label = "imports"
