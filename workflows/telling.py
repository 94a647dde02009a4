"""Anmälan: a board has been told of decisions that were taken on delegation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import IntegrityError
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from uppdragil.core.coded import Coded
from uppdragil.core.contention import writing
from uppdragil.core.values import clean_text
from uppdragil.decisions import delegation
from uppdragil.decisions.models import Decision, DelegationReport
from uppdragil.directives import policies
from uppdragil.organisation import roles
from uppdragil.organisation.models import DecisionBody, Person

from . import chain

MOST = 200  # decisions told of at once
SENTENCES = {
    "not_allowed": _("The portfolio office or the board's own chair or secretary notes this."),
    "none_chosen": _("Choose at least one decision."),
    "too_many": _("Choose fewer decisions at a time."),
    "not_a_board": _("Choose a board."),
    "ahead": _("The meeting has not taken place yet."),
    "before": _("The meeting was before one of the decisions was taken."),
    "no_paragraph": _("The paragraph in the minutes is missing."),
    "told": _("The board has been told of one of them already. Look at the list again."),
}


class NotTold(Coded):
    """It cannot be noted so. `code` is a key of SENTENCES."""

    sentences = SENTENCES


def tell(
    *,
    rounds: Iterable[str],
    body: DecisionBody,
    met_on: dt.date,
    paragraph: str,
    by: Person,
    now: dt.datetime,
) -> list[DelegationReport]:
    """Note that `body` was told of the decisions of these rounds, all or none. Raises NotTold, and Busy."""
    today, paragraph = localdate(now), clean_text(paragraph).strip()
    wanted = set(rounds)
    with writing():
        _may(wanted, body, met_on, paragraph, by, today)
        found = delegation.delegated(policies.readable(by, today)).filter(round__uid__in=wanted)
        decisions = sorted(found, key=lambda d: d.pk)
        _possible(decisions, met_on, len(wanted))
        try:
            made = delegation.report(
                decisions=decisions, body=body, met_on=met_on, paragraph=paragraph, by=by, now=now
            )
        except IntegrityError as error:
            raise NotTold("told") from error
        for row in made:
            said = {"body": row.body, "day": row.met_on.isoformat(), "paragraph": row.paragraph}
            about = chain.of_round(row.decision.round)
            chain.log("decision.told", row.decision.directive, by, now, about | said, [row])
        return made


def _may(
    wanted: set[str], body: DecisionBody, met_on: dt.date, paragraph: str, by: Person, today: dt.date
) -> None:
    if body not in roles.boards(by, today):
        raise NotTold("not_a_board" if body.kind != DecisionBody.Kind.BOARD else "not_allowed")
    if not wanted:
        raise NotTold("none_chosen")
    if len(wanted) > MOST:
        raise NotTold("too_many")
    if met_on > today:
        raise NotTold("ahead")
    if not paragraph:
        raise NotTold("no_paragraph")


def _possible(decisions: list[Decision], met_on: dt.date, wanted: int) -> None:
    """What one may not see counts as what there is not."""
    if len(decisions) != wanted or any(hasattr(d, "delegation_report") for d in decisions):
        raise NotTold("told")
    if any((d.met_on or localdate(d.decided_at)) > met_on for d in decisions):
        raise NotTold("before")
