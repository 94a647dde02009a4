from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "uppdragil.organisation"
    label = "organisation"
