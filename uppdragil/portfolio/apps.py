from django.apps import AppConfig


class PortfolioConfig(AppConfig):
    name = "uppdragil.portfolio"
    label = "portfolio"
