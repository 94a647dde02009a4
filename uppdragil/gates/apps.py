from django.apps import AppConfig


class GatesConfig(AppConfig):
    name = "uppdragil.gates"
    label = "gates"

    def ready(self) -> None:
        from uppdragil.editions import fitness

        from .fitness import check

        fitness.register(check)
