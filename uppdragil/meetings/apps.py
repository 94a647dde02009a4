from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "uppdragil.meetings"
    label = "meetings"
