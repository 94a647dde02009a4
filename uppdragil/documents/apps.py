from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "uppdragil.documents"
    label = "documents"

    def ready(self) -> None:
        from uppdragil.core.events import subscribe
        from uppdragil.decisions.events import DecisionMade

        from .tasks import enqueue_record

        subscribe(DecisionMade, enqueue_record)
