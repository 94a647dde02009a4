"""What one page says of a mandate, gathered for whoever reads it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.conf import settings
from django.utils import timezone, translation
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from uppdragil.core.kronor import in_millions
from uppdragil.decisions.selectors import first_baseline
from uppdragil.directives import policies
from uppdragil.directives.cards import last_day
from uppdragil.directives.content import DirectiveContent, Role
from uppdragil.directives.labels import ROLE_LABELS, role_label
from uppdragil.directives.models import Directive
from uppdragil.directives.services import content_of
from uppdragil.organisation.models import Person
from uppdragil.portfolio.listing import Line, lines_of
from uppdragil.portfolio.models import Report
from uppdragil.portfolio.money.sentences import AMOUNTS
from uppdragil.portfolio.overview import Standing
from uppdragil.portfolio.reporting.content import Light
from uppdragil.portfolio.reporting.sentences import ASPECTS, LIGHTS, NO_LIGHT
from workflows.linefacts import LineFacts
from workflows.waiting import BODY

from .pdf.summary import build_summary
from .records import LANGUAGE
from .summary import GateLine, LightLine, NeedLine, Summary


def make(person: Person, directive: Directive, content: DirectiveContent, now: dt.datetime) -> bytes:
    """The PDF of what `person` may see of `directive`, which says `content` to them."""
    with translation.override(LANGUAGE):
        summary = gather(person, directive, content, now)
    return build_summary(summary)


def gather(person: Person, directive: Directive, content: DirectiveContent, now: dt.datetime) -> Summary:
    """The values. Called with Swedish active."""
    day = timezone.localdate(now)
    [line] = lines_of(list(policies.cards(person, day).filter(directive=directive)), day)
    facts = LineFacts([line], day)
    report = facts.reports.get(directive.pk)
    return Summary(
        organisation=settings.ORGANISATION_NAME,
        demo=settings.DEMO,
        at=now,
        number=content.number or _("Draft"),
        content=content,
        working=line.working,
        facts=tuple((str(name), value) for name, value in _facts(line, facts, content) if value),
        gates=tuple(_gates(line, content)),
        reported=_("Reported %(day)s by %(name)s") % {"day": _day(report.at.date()), "name": report.name}
        if report
        else "",
        lights=tuple(_lights(report)) if report else (),
        needs=tuple(
            NeedLine(need.text, need.responsible or str(need.body or ""), need.due)
            for need in facts.needs.get(directive.pk, ())
        ),
    )


def _lights(report: Report) -> Iterator[LightLine]:
    for aspect, light in report.lights.items():
        off = light not in (None, Light.GREEN)
        word = str(LIGHTS[light] if light else NO_LIGHT)
        yield LightLine(str(ASPECTS[aspect]), word, report.content.judged(aspect).word, off)


def _facts(line: Line, facts: LineFacts, content: DirectiveContent) -> Iterator[tuple[object, str]]:
    s = line.standing
    phase = str(s.directive.get_phase_display())
    yield _("Phase"), ", ".join((phase, _("paused"))) if s.directive.paused else phase
    if s.next_gate:
        planned = _day(s.next_gate_date) if s.next_gate_date else _("No date yet")
        yield (
            _("Next decision"),
            ", ".join(filter(None, (f"{s.next_gate} {s.next_gate_name}", planned, _late(s)))),
        )
    yield pgettext("column", "Waits with"), _waits(line, facts)
    for role in (Role.OWNER, Role.LEAD, Role.RECEIVER):
        yield (
            role_label(role, s.directive.edition.spec),
            ", ".join(row.holder for row in content.holders(role)),
        )
    if place := facts.places.get(s.directive.pk):
        yield pgettext("column", "Priority"), f"{place.place}, {place.order}"
    yield pgettext("column", "Money"), _money(line, facts)


def _late(s: Standing) -> str:
    days = s.days_late or 0
    return ngettext("%(n)d day late", "%(n)d days late", days) % {"n": days} if s.late else ""


def _waits(line: Line, facts: LineFacts) -> str:
    waits = facts.waits.get(line.standing.directive.pk)
    if waits is None:
        return ""
    who = ", ".join(waits.names) or (
        _("The body") if waits.role == BODY else str(ROLE_LABELS[Role(waits.role)])
    )
    since = _("since %(day)s") % {"day": _day(timezone.localdate(waits.since))} if waits.since else ""
    return ", ".join(filter(None, (who, since)))


def _money(line: Line, facts: LineFacts) -> str:
    frame, state = line.standing.card.frame, facts.money.get(line.standing.directive.pk)
    amounts = {name: getattr(state, name) for name in AMOUNTS} if state else {}
    said = [(_("Frame"), frame), *((AMOUNTS[name], amount) for name, amount in amounts.items())]
    return ", ".join(f"{word} {in_millions(amount)}" for word, amount in said if amount is not None)


def _gates(line: Line, content: DirectiveContent) -> Iterator[GateLine]:
    directive = line.standing.directive
    version = first_baseline(directive)
    first = content_of(version) if version else None
    passed = True
    for gate in directive.edition.spec.gates:
        passed = passed and gate.code != line.standing.next_gate
        yield GateLine(
            gate.code,
            gate.name,
            last_day(first.gate_plan(gate.code)) if first else None,
            last_day(content.gate_plan(gate.code)),
            _gate_state(line, gate.code, passed),
        )


def _gate_state(line: Line, gate: str, passed: bool) -> str:
    if passed and line.standing.next_gate:
        return _("Passed")
    return _("Next") if gate == line.standing.next_gate else "–"


def _day(day: dt.date) -> str:
    return format_date(day, "j F Y")
