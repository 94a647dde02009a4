"""Gallring: comments are working material, and go a year after the mandate has ended, or after its first decision.

Class: working material of a remiss, kept for `KEPT_FOR`. What is to be kept for longer is filed as the compilation
(remissammanställning) in the registry before that. A tombstone in the chain tells that there was one. The controller's
reviews are evidence, and stay.
"""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from uppdragil.core import audit
from uppdragil.core.contention import writing
from uppdragil.directives.phases import ENDED_PHASES, UNDECIDED_PHASES

from .models import Consultation

KEPT_FOR = dt.timedelta(days=365)
RULE = "Remissens arbetsmaterial gallras ett år efter att uppdraget har avslutats eller beslutats."


def dispose(now: dt.datetime, kept_for: dt.timedelta = KEPT_FOR) -> int:
    """Remove the remisser that ended longer ago than `kept_for` and whose mandate has been decided, or has ended.

    Returns how many. Safe to repeat.
    """
    decided = Q(directive__phase__in=ENDED_PHASES) | ~Q(directive__phase__in=UNDECIDED_PHASES)
    old = Q(directive__phase_since__lt=now - kept_for) | Q(directive__baseline__made_at__lt=now - kept_for)
    over = Q(ended_at__lt=now - kept_for) | Q(ended_at=None, directive__phase__in=ENDED_PHASES)
    gone = 0
    for pk in list(Consultation.objects.filter(decided, old, over).values_list("pk", flat=True)):
        gone += _dispose(pk, now)
    return gone


def _dispose(pk: int, now: dt.datetime) -> int:
    with writing():
        found = Consultation.objects.select_for_update(of=("self",)).select_related("directive").defer("data")
        sent = found.filter(pk=pk).first()
        if sent is None:
            return 0
        payload: dict[str, audit.JSON] = {
            "number": sent.directive.number,
            "consultation": sent.uid,
            "sha256": sent.sha256,
            "comments": sent.comments.count(),
            "reviewers": sent.invitations.count(),
            "rule": RULE,
        }
        subject = sent.directive.uid
        sent.delete()
        audit.append(
            verb="consultation.disposed", actor=audit.SYSTEM, subject=subject, payload=payload, now=now
        )
        return 1
