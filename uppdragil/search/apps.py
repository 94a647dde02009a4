from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SearchConfig(AppConfig):
    name = "uppdragil.search"
    label = "search"

    def ready(self) -> None:
        from uppdragil.core.events import subscribe
        from uppdragil.decisions.events import Adopted, DecisionMade
        from uppdragil.directives.events import ChaptersWritten, HeadWritten

        from . import indexing

        subscribe(HeadWritten, indexing.head_written)
        subscribe(ChaptersWritten, indexing.chapters_written)
        subscribe(DecisionMade, indexing.decided)
        subscribe(Adopted, indexing.adopted)
        post_migrate.connect(indexing.complete_after_migrate, sender=self, dispatch_uid="search")
