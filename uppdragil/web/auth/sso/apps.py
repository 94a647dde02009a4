from django.apps import AppConfig


class SsoConfig(AppConfig):
    """An app of its own: allauth finds providers by app."""

    name = "uppdragil.web.auth.sso"
    label = "sso"
