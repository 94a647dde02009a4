from django.apps import AppConfig


class SyntheticConfig(AppConfig):
    name = "uppdragil.synthetic"
    label = "synthetic"
