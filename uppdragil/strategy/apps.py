from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "uppdragil.strategy"
    label = "strategy"
