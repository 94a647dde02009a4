"""Gathers what the rules need to know, inside the lock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.functional import SimpleLazyObject
from django.utils.timezone import localdate

from uppdragil.decisions import conditions
from uppdragil.decisions.models import Change, Recusal, Round, SignOff
from uppdragil.decisions.services import proposal_from
from uppdragil.directives import policies, selectors
from uppdragil.directives.baseline import changes_of_locked
from uppdragil.directives.content import DirectiveContent, Role
from uppdragil.directives.models import Directive
from uppdragil.directives.phases import ENDED_PHASES, WORK_PHASES, Phase, stages
from uppdragil.directives.services import content_of
from uppdragil.editions.spec import Deciders, GateSpec
from uppdragil.gates.requirements import missing_chapters
from uppdragil.gates.values import Facts, Replaced
from uppdragil.organisation import roles
from uppdragil.organisation.models import DecisionBody, Duty, Person

from . import seating


def open_round(directive: Directive) -> Round | None:
    """The round that is open, with its version and its lead; None in a work stage.

    It knows whether anybody has confirmed or declared jäv in it, so that nobody has to ask where nobody has.
    """
    mine = {"round": OuterRef("pk")}
    found = (
        Round.objects.select_related("version", "body", "lead", "change")
        .annotate(
            has_sign_offs=Exists(SignOff.objects.filter(**mine)),
            has_recusals=Exists(Recusal.objects.filter(**mine)),
        )
        .filter(directive=directive, ended_at__isnull=True)
        .first()
    )
    if found:
        found.directive = directive
    return found


def of_gate(round_: Round | None) -> Round | None:
    """The round where it is one at a gate; a change decision has one in a work stage."""
    return round_ if round_ and not round_.change_id else None


def gather(
    directive: Directive,
    actor: Person,
    now: dt.datetime,
    *,
    round_: Round | None = None,
    body: DecisionBody | None = None,
    gate: GateSpec | None = None,
    **given: Any,
) -> Facts:
    """The facts of `directive` as it stands, for `actor` at `now`; `given` are those that the act brings along.

    `gate`: the one that is open or comes next, where nothing else is said.
    At most 9 queries: roles, the people behind them (2) and who stands in for them, the body's registrars,
    the office, open conditions, sign-offs, recusals.
    """
    today = localdate(now)
    gate = round_.spec if round_ else gate or _next_gate(directive)
    body = round_.body if round_ else body
    held = seating.acting(directive, gate, body, today)
    return Facts(
        actor=seating.who(actor),
        today=today,
        now=now,
        phase=directive.phase,
        work_stage=directive.phase in WORK_PHASES,
        ended=directive.phase in ENDED_PHASES,
        paused=directive.paused,
        closes=_closes(directive, gate),
        gate=gate,
        leads=held.people(Role.LEAD),
        owners=held.people(Role.OWNER),
        office=_office(),
        seats=seating.of_acting(held, directive, gate, today, round_),
        body_named=not seating.at_body(gate) or (body is not None and body.active),
        body_names_official=body is not None and body.kind == DecisionBody.Kind.MANAGEMENT_GROUP,
        # They come with a decision that passes, as the baseline does.
        conditions=conditions.still_open(directive) if directive.baseline_id else (),
        locked=directive.baseline_id is not None and directive.edition.spec.change is not None,
        **_of_round(round_),
        **given,
    )


def _office() -> Any:
    """Those with the office's duty, not asked for before somebody is refused and has to be told whom to turn to."""
    return SimpleLazyObject(lambda: tuple(seating.who(p) for p in roles.with_duty(Duty.Kind.OFFICE)))


def _next_gate(directive: Directive) -> GateSpec | None:
    code = selectors.next_gate(directive)
    return directive.edition.spec.gate(code) if code else None


def _closes(directive: Directive, gate: GateSpec | None) -> bool:
    """Whether nothing is left to do once `gate` is passed."""
    spec = directive.edition.spec
    last = gate is not None and gate.code == spec.gate_codes[-1]
    return last and stages(spec.flow)[-1] == Phase.CLOSED


def of_content(directive: Directive, content: DirectiveContent, today: dt.date) -> dict[str, Any]:
    """The facts that a submission needs of the text: what is missing and what clashes."""
    gate = selectors.next_gate(directive)
    found = selectors.errors(selectors.findings(directive, content, today))
    return {
        "missing_chapters": missing_chapters(content, directive.edition.spec, gate) if gate else (),
        "errors": tuple(finding.places[0].chapter for finding in found),
    }


def of_change(
    directive: Directive,
    change: Change | None,
    text: DirectiveContent,
    by: Person,
    now: dt.datetime,
    round_: Round | None = None,
    version: int | None = None,
) -> Facts:
    """The facts of submitting `change`, which makes the directive say `text`; `version` is the one that `by` saw."""
    today, baseline = localdate(now), directive.baseline
    changed = changes_of_locked(content_of(baseline), text) if baseline else ()
    found = selectors.errors(selectors.findings(directive, text, today))
    gate = change_gate(directive, changed)
    return gather(
        directive,
        by,
        now,
        round_=round_,
        gate=gate,
        body=change_body(directive, gate),
        change_begun=change is not None,
        seen=change is not None and version in (None, change.version),
        changed=changed,
        reason=change.reason if change else "",
        owner_stated=bool(text.holders(Role.OWNER)),
        missing_chapters=missing(directive, text, passed(directive)),
        errors=tuple(finding.places[0].chapter for finding in found),
    )


def change_gate(directive: Directive, changed: Sequence[str] = ()) -> GateSpec | None:
    """The change decision with who takes it (domain section 3): before the work starts (BP1) the body that decided
    BP0, then the owner; on another owner always the body. Where there is no body, the sponsor, and where the owners
    decided the first gate, they do.
    """
    spec = directive.edition.spec
    if spec.change is None:
        return None
    prepares = spec.starts not in selectors.decided_gates(directive)
    kind = Deciders.OWNERS
    if spec.gates[0].deciders is not kind and (prepares or "roles" in changed):
        kind = Deciders.BODY if directive.body and directive.body.active else Deciders.SPONSORS
    return spec.change.model_copy(update={"deciders": kind})


def change_body(directive: Directive, gate: GateSpec | None) -> DecisionBody | None:
    """The body that takes the change decision `gate`; None where the sponsors or the owners do."""
    return directive.body if gate and gate.deciders is Deciders.BODY else None


def passed(directive: Directive) -> str | None:
    """The last gate that the directive has passed."""
    passed = selectors.decided_gates(directive)
    return next((code for code in reversed(directive.edition.spec.gate_codes) if code in passed), None)


def replaced(
    directive: Directive | None,
    uid: str | None,
    by: Person,
    day: dt.date,
    *,
    submitting: bool = False,
    named: bool = False,
    old: Directive | None = None,
) -> Replaced | None:
    """The mandate with `uid`, which `directive` says that it supersedes; who submits must be able to see it.

    `directive` is None for one that is not taken in yet. `named`: by its name, which else is told only where it
    has ended. `old`: it, where it is read already.
    """
    if not uid:
        return None
    old = old or Directive.objects.filter(uid=uid).first()
    ended = old is not None and old.phase in ENDED_PHASES
    asked = old is not None and (submitting or named or ended)
    seen = asked and policies.readable(by, day).filter(uid=uid).exists()
    return Replaced(
        name=str(old) if seen else "",
        missing=old is None or (submitting and not seen),
        itself=directive is not None and uid == directive.uid,
        ended=ended,
    )


def missing(directive: Directive, text: DirectiveContent, gate: str | None) -> tuple[str, ...]:
    """The chapters that `gate` requires and `text` lacks; none before any gate."""
    return missing_chapters(text, directive.edition.spec, gate) if gate else ()


def _of_round(round_: Round | None) -> dict[str, Any]:
    if round_ is None:
        return {}
    said, recused = (getattr(round_, name, True) for name in ("has_sign_offs", "has_recusals"))
    done = list(SignOff.objects.filter(round=round_).select_related("proposal", "person")) if said else []
    out = Recusal.objects.filter(round=round_).values_list("person__uid", flat=True) if recused else ()
    return {
        "round_open": True,
        # A postponed round goes on with what was submitted once.
        "submitted_on": localdate(round_.version.made_at),
        "submitter": seating.who(round_.lead),
        "confirmed": frozenset(s.person.uid for s in done),
        "confirmed_seats": frozenset(
            (c["role"], c["through"], c.get("row", "")) for s in done for c in s.capacities
        ),
        "recused": frozenset(out),
        "standing": proposal_from(bytes(done[0].proposal.data)) if done else None,
    }
