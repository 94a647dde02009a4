from django.apps import AppConfig


class ConsultationConfig(AppConfig):
    name = "uppdragil.consultation"
    label = "consultation"
