"""What the parts of an edition are called: outcomes, deciders, chapters, what the system suggests from."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from uppdragil.editions.spec import Deciders, Outcome

_OUTCOMES: dict[str, Promise] = {
    Outcome.YES: _("Yes, as an outcome"),
    Outcome.CONDITIONAL: _("Yes on conditions, as an outcome"),
    Outcome.REWORK: _("Back to the lead, as an outcome"),
    Outcome.POSTPONE: _("Later, as an outcome"),
    Outcome.NO: _("No, as an outcome"),
}
DECIDERS: dict[str, Promise] = {
    Deciders.BODY: _("A decision body decides, at a meeting."),
    Deciders.OWNERS: _("The owners decide. All of them confirm."),
    Deciders.RECEIVERS: _("The owners decide, and the receivers confirm with them."),
    Deciders.SPONSORS: _("The sponsors decide."),
}
JUDGEMENT_LABELS: dict[str, Promise] = {
    "need_described": _("Whether background and idea are written"),
    "strategy_linked": _("Whether there is a link to the strategy"),
    "goals_measurable": _("Whether every impact goal can be measured"),
    "scope_documented": _("Whether goals, prerequisites and delimitations are written"),
    "people_named": _("Whether an owner and a lead are named"),
    "receiver_has_room": _("Whether the receiver has room"),
    "receiver_confirmed": _("Whether the receiver has room, without ever saying yes"),
    "frame_set": _("Whether time plan, costs, financing and risks are written"),
    "commission_described": _("Whether description and purpose are written"),
    "commission_scoped": _("Whether it says what is included and how it is done"),
    "commission_framed": _("Whether time plan, dates and costs are written"),
    "after_described": _("Whether it says how the delivery is received"),
    "group_named": _("Whether the working group and its convener are named"),
    "ready_to_decide": _("Whether the registry number is set and no contradiction is open"),
    "decided_at_bp0": _("Whether the first gate is decided"),
    "directive_complete": _("Whether the directive is complete and free of contradictions"),
    "roles_named": _("Whether the roles are named"),
    "activities_done": _("Whether every activity is done"),
    "changes_decided": _("Whether what is locked is as it was decided"),
    "risks_assessed": _("Whether every risk is assessed"),
    "maintenance_described": _("Whether the chapter on maintenance is written"),
    "measuring_planned": _("Whether every impact goal has a day and somebody who measures"),
    "registered": _("Whether the registry number is set"),
    "no_open_errors": _("Whether no contradiction is open"),
    "outcome_compared": _("Whether the outcome is told and there is a frame"),
}


def outcome_label(outcome: str) -> Promise:
    """What kind of outcome it is; its own words are the gate's."""
    return _OUTCOMES[outcome]


# What is said where a draft is not as the page showed it.
GONE = _("The draft is published or discarded by now.")
CHANGED = _("The draft has changed since the page was shown. Look again, and press once more.")
TOO_MANY = _("An edition has at most 100 chapters, and a checklist 60 questions.")
