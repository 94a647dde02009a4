"""Change decisions and superseding, as pages show them."""

from __future__ import annotations

from django import template

from uppdragil.decisions.models import Decision
from uppdragil.decisions.selectors import baseline_before
from uppdragil.directives.baseline import with_locked
from uppdragil.directives.services import content_of
from uppdragil.web.access import Seen
from uppdragil.web.changes import Changes
from uppdragil.web.recordnames import described
from uppdragil.web.succession import Succession, Then, UnderWay, since_first, succession, under_way

register = template.Library()


@register.filter
def change_under_way(seen: Seen) -> UnderWay | None:
    """`{{ seen|change_under_way }}`: the open change, for those who see the working text."""
    return under_way(seen)


@register.filter
def baseline_then(seen: Seen) -> list[Then]:
    """`{{ seen|baseline_then }}`: what the first baseline said against today's."""
    return since_first(seen)


@register.filter("succession")
def succession_of(seen: Seen) -> Succession:
    """`{{ seen|succession }}`: by what it was superseded, and what it has superseded."""
    return succession(seen)


@register.filter
def change_of(seen: Seen, decision: Decision) -> Changes | None:
    """`{{ seen|change_of:decision }}`: what a change decision is about, against the baseline before it."""
    before = baseline_before(decision)
    if not decision.round.change_id or before is None:
        return None
    text = content_of(decision.version)
    return described(seen, with_locked(text, content_of(before)), text)
