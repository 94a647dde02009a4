from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "uppdragil.web"
    label = "web"
