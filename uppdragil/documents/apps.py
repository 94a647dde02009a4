from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "uppdragil.documents"
    label = "documents"

    def ready(self) -> None:
        from uppdragil.core.events import subscribe
        from uppdragil.decisions.events import Adopted, DecisionMade
        from uppdragil.meetings.events import MinutesAdjusted

        from .tasks import enqueue_adoption, enqueue_minutes, enqueue_record

        subscribe(DecisionMade, enqueue_record)
        subscribe(Adopted, enqueue_adoption)
        subscribe(MinutesAdjusted, enqueue_minutes)
