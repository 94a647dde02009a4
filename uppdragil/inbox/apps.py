from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "uppdragil.inbox"
    label = "inbox"

    def ready(self) -> None:
        from uppdragil.consultation.events import ReviewersAsked
        from uppdragil.core.events import subscribe
        from uppdragil.decisions.events import DecisionMade, EditionMoved, Recused, RoundOpened, Superseded
        from uppdragil.meetings.events import ExtractMade, MinutesWritten
        from uppdragil.portfolio.events import NeedAnswered, SupportAsked
        from uppdragil.portfolio.reporting.events import ReportRoundOpened

        from . import tasks
        from .asks import QuestionsAsked

        subscribe(RoundOpened, tasks.on_round)
        subscribe(DecisionMade, tasks.on_decision)
        subscribe(Recused, tasks.on_recused)
        subscribe(MinutesWritten, tasks.on_minutes)
        subscribe(ExtractMade, tasks.on_extract)
        subscribe(ReportRoundOpened, tasks.on_report_round)
        subscribe(QuestionsAsked, tasks.on_asked)
        subscribe(ReviewersAsked, tasks.on_reviewers)
        subscribe(SupportAsked, tasks.on_support)
        subscribe(NeedAnswered, tasks.on_need)
        subscribe(EditionMoved, tasks.on_edition)
        subscribe(Superseded, tasks.on_superseded)
