from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "uppdragil.inbox"
    label = "inbox"
