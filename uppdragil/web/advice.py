"""How to write each chapter: one sentence, and for some a clear and an unclear example."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Advice:
    """`add` is what the button says that adds a row."""

    lead: str | Promise = ""
    good: str | Promise = ""
    poor: str | Promise = ""
    add: str | Promise = ""


_ADVICE: dict[str, Advice] = {
    "head": Advice(_("What the mandate is called, and where it belongs.")),
    "background": Advice(
        _("Why the mandate is needed: what it is like today, and what follows if nothing is done.")
    ),
    "idea": Advice(_("The thought behind the solution, in a few sentences.")),
    "impact_goals": Advice(
        _(
            "The effect after the mandate. Each goal says what is measured, from what to what, when and by whom."
        ),
        _("85 % get an assessment the same day in December 2028."),
        _("Accessibility is improved."),
        _("Add an impact goal"),
    ),
    "mandate_goals": Advice(
        _("What the mandate itself delivers."),
        _("A common number is in use at all health centres."),
        _("Work with a common number."),
        _("Add a mandate goal"),
    ),
    "prerequisites": Advice(
        _("What has to be in place for the mandate to succeed."), add=_("Add a prerequisite")
    ),
    "delimitations": Advice(_("What does not belong to the mandate."), add=_("Add a delimitation")),
    "dependencies": Advice(
        _("Other mandates and work that this one needs, or that need it."), add=_("Add a dependency")
    ),
    "strategy_links": Advice(
        _(
            "Which part of the strategy the mandate works towards. Does nothing of it fit: say why, further down."
        ),
        add=_("Add a link to the strategy"),
    ),
    "gate_plans": Advice(
        _("When each gate is planned. The dates are typed here and shown wherever else they stand.")
    ),
    "costs": Advice(_("What the mandate costs, and when.")),
    "financing": Advice(_("Who pays, and from which frame.")),
    "budget": Advice(
        _(
            "How much money each kind of cost may take in each year, and who pays. What is spent is told later."
        ),
        add=_("Add a row to the frame"),
    ),
    "risks": Advice(
        _("What can go wrong, how likely and how serious it is, what is done about it and by whom."),
        _("The receivers do not have time to train before the summer."),
        _("Resources."),
        _("Add a risk"),
    ),
    "roles": Advice(
        _("Who owns, leads, takes part and receives. Whoever decides is picked from the register."),
        add=_("Add a role"),
    ),
    "milestones": Advice(
        _("When you check or decide. The dates of the gates come from chapter 5."),
        _("Six managers have approved the support for assessment."),
        _("The work with support continues."),
        _("Add a milestone"),
    ),
    "activities": Advice(
        _("What is done, when, by whom, and which mandate goals it serves."), add=_("Add an activity")
    ),
    "communication": Advice(_("Who is told what, when and how.")),
    "reporting": Advice(_("How and how often the lead reports to the owner.")),
    "handover": Advice(_("How the result is handed over, and to whom.")),
    "maintenance": Advice(_("Who looks after the result afterwards.")),
    "terms": Advice(_("Words and abbreviations that not every reader knows."), add=_("Add a term")),
    "decision_sheets": Advice(_("What the imported document says on its decision sheets.")),
}


def advice_for(key: str) -> Advice:
    """How to write a chapter; empty where there is nothing to say."""
    return _ADVICE.get(key, Advice())
