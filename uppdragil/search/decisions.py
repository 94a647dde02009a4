"""What was decided on a mandate, as it is found: by text, since readers of decided versions see no refusals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

from django.db.models import QuerySet

from uppdragil.decisions.models import Answer, Decision, OutsideDecision
from uppdragil.editions.spec import Outcome

from .said import Said, joined

Text = tuple[int, bool]  # a directive, by its primary key, and whether it is what was decided last of it
_SAID = ("gate", "body", "paragraph", "motivation")
_CONDITION = ("conditions__text", "conditions__responsible")


def decisions_of(texts: Sequence[Text]) -> dict[Text, list[Said]]:
    """The decisions that the readers of each text see: of what was decided, those that let it pass. Three queries.

    With what was written to the questions of the checklist.
    """
    directives = {directive for directive, _decided in texts}
    told: dict[int, list[tuple[bool, Said]]] = defaultdict(list)
    made = Decision.objects.filter(directive__in=directives).order_by(
        "decided_at", "pk", "conditions__position"
    )
    answered = _answers(made)
    lines = made.values_list("pk", "proposal", "directive", "outcome", "round__uid", *_SAID, *_CONDITION)
    for _pk, of_one in groupby(lines, itemgetter(0)):
        (_, proposal, directive, outcome, uid, *said), *more = of_one
        words = [*said, *(word for line in more for word in line[-len(_CONDITION) :]), *answered[proposal]]
        told[directive].append((Outcome(outcome).passes, _line(uid, words)))
    for outside in OutsideDecision.objects.filter(directive__in=directives).defer("scan"):
        words = [outside.gate, outside.decided_by, outside.reference, outside.text]
        told[outside.directive_id].append((True, _line("", words)))
    return {
        (directive, decided): [said for passes, said in told[directive] if passes or not decided]
        for directive, decided in texts
    }


def _answers(decisions: QuerySet[Decision]) -> dict[int, list[str]]:
    """By proposal, the questions to which somebody has written something, and what."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = Answer.objects.filter(proposal__in=decisions.order_by().values("proposal")).exclude(motivation="")
    for proposal, *words in rows.values_list("proposal", "question", "motivation"):
        found[proposal] += words
    return found


def _line(uid: str, words: Sequence[str | None]) -> Said:
    return Said(uid, joined(words))
