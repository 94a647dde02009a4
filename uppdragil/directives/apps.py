from django.apps import AppConfig


class DirectivesConfig(AppConfig):
    name = "uppdragil.directives"
    label = "directives"
