from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "uppdragil.inbox"
    label = "inbox"

    def ready(self) -> None:
        from uppdragil.core.events import subscribe
        from uppdragil.decisions.events import DecisionMade, RoundOpened, Superseded
        from uppdragil.meetings.events import ExtractMade

        from .asks import QuestionsAsked
        from .tasks import on_asked, on_decision, on_extract, on_round, on_superseded

        subscribe(RoundOpened, on_round)
        subscribe(DecisionMade, on_decision)
        subscribe(ExtractMade, on_extract)
        subscribe(QuestionsAsked, on_asked)
        subscribe(Superseded, on_superseded)
