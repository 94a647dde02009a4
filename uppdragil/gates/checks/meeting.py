"""The meeting at which a body decided (domain section 3)."""

from __future__ import annotations

from collections.abc import Iterator

from uppdragil.editions.spec import Deciders
from uppdragil.gates.values import Facts, Meeting, Unmet


def meeting_named(f: Facts) -> Iterator[Unmet]:
    """A body decides at a meeting; a management group's decision names the official (KL 7 kap. 5 §)."""
    if f.proposal is None or f.gate is None or f.gate.deciders is not Deciders.BODY:
        return
    meeting = f.proposal.meeting or Meeting()
    if meeting.date is None or not meeting.paragraph.strip():
        yield Unmet("meeting_missing", (f.actor.name,), "meeting")
    elif meeting.date > f.today:
        yield Unmet("meeting_ahead", (f.actor.name,), "meeting")
    elif f.submitted_on and meeting.date < f.submitted_on:
        yield Unmet("meeting_before_submission", (f.actor.name,), "meeting", {"day": f.submitted_on})
    if f.body_names_official and not meeting.official.strip():
        yield Unmet("official_missing", (f.actor.name,), "official")


def recused_absent(f: Facts) -> Iterator[Unmet]:
    """Who was out for jäv took no part."""
    meeting = _meeting(f)
    for name in meeting.recused:
        if name in meeting.present:
            yield Unmet("recused_present", (f.actor.name,), "present", {"name": name})


def official_attended(f: Facts) -> Iterator[Unmet]:
    """The named official took part in what they decided."""
    meeting = _meeting(f)
    if not f.body_names_official or not meeting.official.strip():
        return
    if meeting.official in meeting.recused:
        yield Unmet("official_recused", (f.actor.name,), "official", {"name": meeting.official})
    elif meeting.official not in meeting.present:
        yield Unmet("official_absent", (f.actor.name,), "present", {"name": meeting.official})


def dissenters_attended(f: Facts) -> Iterator[Unmet]:
    """A reservation is made by somebody who took part."""
    meeting = _meeting(f)
    for dissent in meeting.dissent:
        if not dissent.name.strip():
            yield Unmet("dissent_unnamed", (f.actor.name,), "dissent")
        elif dissent.name not in meeting.present:
            yield Unmet("dissenter_absent", (f.actor.name,), "dissent", {"name": dissent.name})


def _meeting(f: Facts) -> Meeting:
    """The meeting that a body's decision names; an empty one at other gates."""
    at_body = f.gate is not None and f.gate.deciders is Deciders.BODY
    return (f.proposal.meeting if f.proposal and at_body else None) or Meeting()
