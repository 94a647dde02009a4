from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "uppdragil.decisions"
    label = "decisions"
