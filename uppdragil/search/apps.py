from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SearchConfig(AppConfig):
    name = "uppdragil.search"
    label = "search"

    def ready(self) -> None:
        from uppdragil.core.events import subscribe
        from uppdragil.decisions.events import Adopted, DecisionMade
        from uppdragil.directives.events import ChaptersWritten, HeadWritten
        from uppdragil.meetings.events import MinutesWritten
        from uppdragil.portfolio.reporting.events import ReportAcknowledged, ReportSubmitted
        from uppdragil.strategy.plans.events import PlanWritten

        from . import indexing, papers

        subscribe(HeadWritten, indexing.head_written)
        subscribe(ChaptersWritten, indexing.chapters_written)
        subscribe(DecisionMade, indexing.decided)
        subscribe(Adopted, indexing.adopted)
        subscribe(ReportSubmitted, indexing.reported)
        subscribe(ReportAcknowledged, indexing.acknowledged)
        subscribe(MinutesWritten, papers.minutes_written)
        subscribe(PlanWritten, papers.plan_written)
        post_migrate.connect(indexing.complete_after_migrate, sender=self, dispatch_uid="search")
