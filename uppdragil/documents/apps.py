from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "uppdragil.documents"
    label = "documents"
