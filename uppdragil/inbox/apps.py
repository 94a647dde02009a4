from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "uppdragil.inbox"
    label = "inbox"

    def ready(self) -> None:
        from uppdragil.core.events import subscribe
        from uppdragil.decisions.events import DecisionMade, RoundOpened, Superseded

        from .asks import QuestionsAsked
        from .tasks import on_asked, on_decision, on_round, on_superseded

        subscribe(RoundOpened, on_round)
        subscribe(DecisionMade, on_decision)
        subscribe(QuestionsAsked, on_asked)
        subscribe(Superseded, on_superseded)
