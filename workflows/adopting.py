"""Taking in a mandate that already runs: it enters at its stage, with its earlier decisions as told by the office."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from django.utils.timezone import localdate

from uppdragil.core import events
from uppdragil.core.contention import writing
from uppdragil.core.values import clean_text
from uppdragil.decisions import outside
from uppdragil.decisions.events import Adopted
from uppdragil.decisions.services import Authentication
from uppdragil.directives import policies, storage
from uppdragil.directives import services as directives
from uppdragil.directives.content import DirectiveContent, HolderKind, Role
from uppdragil.directives.models import Directive
from uppdragil.directives.phases import Phase, entries
from uppdragil.editions.models import Edition
from uppdragil.gates import adoption as rules
from uppdragil.gates.adoption import Outside
from uppdragil.gates.values import names
from uppdragil.organisation import roles
from uppdragil.organisation.models import DecisionBody, Duty, Person

from . import chain, facts, seating, superseding
from .flows import flow_of
from .place import Refused

_TEXTS = ("decided_by", "reference", "link", "text")


def adopt(
    *,
    content: DirectiveContent,
    edition: Edition,
    phase: str,
    decisions: Iterable[Outside],
    by: Person,
    authentication: Authentication,
    now: dt.datetime,
    body: DecisionBody | None = None,
) -> Directive:
    """A directive that enters at `phase`; its text as it stands now is the baseline.

    `decisions`: one for each gate before that stage. `body`: the decision body that decided the first of them,
    which then decides on changes, too. Contradictions and gaps of the text do not stand in the way. The mandate that
    the text says it supersedes ends.
    Raises Refused, and what `directives.services.create` raises.
    """
    told = tuple(_clean(decision) for decision in decisions)
    with writing():
        gathered = gather(content, edition, phase, told, by, now, authentication.at)
        if reasons := rules.unmet(gathered):
            raise Refused(reasons)
        directive = directives.create(content=content, edition=edition, by=by, now=now)
        version = directives.freeze(
            directive,
            storage.load(directive),
            gate=rules.gates_before(gathered.gates, gathered.stages, phase)[-1],
            by=by,
            now=now,
        )
        Directive.objects.filter(pk=directive.pk).update(baseline=version, body=body)
        flow_of(edition).adopt.run(directive=directive, now=now, phase=Phase(phase))
        adoption, noted = outside.note(
            directive=directive,
            version=version,
            phase=phase,
            decisions=sorted(told, key=lambda d: gathered.gates.index(d.gate)),
            by=by,
            authentication=authentication,
            now=now,
        )
        superseded = superseding.carry_out(directive, content.supersedes_id, by, now)
        events.publish(Adopted(adoption))
        rows = [edition, version, adoption]
        taken_in = chain.entry("directive.adopted", directive, by, chain.of_adoption(adoption), rows)
        told_of = [
            chain.entry("decision.outside", directive, by, chain.of_outside(row), [row]) for row in noted
        ]
        chain.log_all([taken_in, *told_of, *superseded], now)
        directive.refresh_from_db()
        return directive


def gather(
    content: DirectiveContent,
    edition: Edition,
    phase: str,
    told: tuple[Outside, ...],
    by: Person,
    now: dt.datetime,
    authenticated_at: dt.datetime | None,
) -> rules.Facts:
    """What the rules need to know."""
    return rules.Facts(
        may_adopt=policies.may_adopt(by),
        office=names(seating.who(p) for p in roles.with_duty(Duty.Kind.OFFICE)),
        actor=names([seating.who(by)])[0],
        now=now,
        today=localdate(now),
        authenticated_at=authenticated_at,
        gates=edition.spec.gate_codes,
        stages=entries(edition.spec.flow),
        phase=phase,
        title=content.title,
        decisions=told,
        unlinked=tuple(unlinked(content, phase)),
        replaces=facts.replaced(None, content.supersedes_id, by, localdate(now), submitting=True),
    )


def unlinked(content: DirectiveContent, phase: str) -> Iterable[tuple[str, str]]:
    """An owner for all, and a lead where there is a text to lead: what is locked could never be mended without."""
    for role in (Role.OWNER, Role.LEAD):
        if role is Role.LEAD and phase == Phase.REALISATION:
            continue
        rows = content.holders(role)
        if not any(r.holder_id and r.holder_kind in (HolderKind.PERSON, HolderKind.POSITION) for r in rows):
            yield role.value, next((r.holder for r in rows if r.holder), "")


def _clean(told: Outside) -> Outside:
    return replace(told, **{name: clean_text(getattr(told, name)).strip() for name in _TEXTS})
