from django.apps import AppConfig


class WorkflowsConfig(AppConfig):
    name = "workflows"

    def ready(self) -> None:
        from uppdragil.editions import fitness

        from .fitness import check

        fitness.register(check)
