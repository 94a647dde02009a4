"""Why something about a meeting is refused, in sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from uppdragil.core.coded import Coded

SENTENCES = {
    "not_planner": _("The chair, the secretary and the portfolio office plan the meetings of a body."),
    "not_registrar": _("Only the chair and the secretary write what happens at a meeting."),
    "not_planned": _("The meeting has begun, or is over. Its agenda is settled."),
    "not_open": _("The meeting is not going on."),
    "not_held": _("The meeting is not held yet, or its minutes are adjusted already."),
    "too_early": _("A meeting cannot begin before its day."),
    "gone": _("That item is not on the agenda any more."),
    "changed": _("Somebody else has changed this. Read it again; what you typed is still here."),
    "taken_already": _("That item is taken up already."),
    "numbers_go_on": _("Paragraphs after this one are given. It keeps its number; note what was decided."),
    "decided": _("It is decided. What was decided cannot be changed here."),
    "undecided": _("These items are taken up and not finished: %(items)s."),
    "nothing_taken": _("No item has been taken up, so there is nothing to write minutes of."),
    "no_adjuster": _("Choose at least one person, present and not the secretary, who adjusts the minutes."),
    "adjuster_without_account": _(
        "%(name)s has no account, and so cannot adjust the minutes here. Choose somebody else."
    ),
    "absent_adjuster": _("%(name)s was not there, and so cannot adjust the minutes."),
    "secretary_adjusts": _("Who writes the minutes does not adjust them."),
    "unknown_person": _("That person is not called to the meeting."),
    "called_already": _("%(name)s is on the list already."),
    "dissent_of_absent": _("%(name)s did not take part in the item, and so made no reservation."),
    "dissent_without_seat": _("%(name)s does not take part in decisions here, and so makes no reservation."),
    "not_adjuster": _("You are not among those who adjust these minutes."),
    "adjusted_already": _("You have adjusted these minutes."),
    "minutes_changed": _("The minutes have been corrected since you read them. Read them once more."),
    "not_fresh": _("Confirm once more that it is you: the last time was too long ago."),
    "sent": _("It is sent already."),
}


class Refused(Coded):
    """A meeting's rules say no. `code` is a key of SENTENCES, `params` fill its sentence."""

    sentences = SENTENCES
