"""Who sees what of a directive, and who edits it: asked here and nowhere else.

Internal directives: everybody signed in reads the last decided version. Restricted ones: their
roles, the office and named readers (domain: Visibility). The working text, drafts included, is for
those with a role, the deciding body, the office, the controllers of the directive's unit, and until the
first decision who made it.
"""

from __future__ import annotations

import datetime as dt
from enum import IntEnum

from django.db.models import Case, F, Q, QuerySet, Value, When

from uppdragil.organisation import roles
from uppdragil.organisation.models import Duty, Person

from . import holding
from .content import Role, Visibility
from .models import Card, Directive, NamedReader, RoleAssignment
from .phases import WORK_PHASES, Phase

DECIDING = (Role.SPONSOR, Role.OWNER, Role.RECEIVER)  # the roles of chapter 8 that decide at some gate


class Access(IntEnum):
    """How much of one directive a person sees."""

    NONE = 0
    DECIDED = 1
    WORKING = 2


def working(person: Person, day: dt.date) -> QuerySet[Directive]:
    """The directives whose working text `person` sees on `day`."""
    if roles.has_duty(person, Duty.Kind.OFFICE):
        return Directive.objects.all()
    return Directive.objects.filter(_at_work(person, day))


def readable(person: Person, day: dt.date) -> QuerySet[Directive]:
    """The directives of which `person` sees anything on `day`."""
    if roles.has_duty(person, Duty.Kind.OFFICE):
        return Directive.objects.all()
    return Directive.objects.filter(_decided(person) | _at_work(person, day))


def readable_marked(person: Person, day: dt.date) -> QuerySet[Directive]:
    """The directives of `readable`, each with `works`: whether `person` sees its working text."""
    if roles.has_duty(person, Duty.Kind.OFFICE):
        return Directive.objects.annotate(works=Value(True))
    works = _at_work(person, day)
    return Directive.objects.filter(_decided(person) | works).annotate(works=_flag(works))


def cards(person: Person, day: dt.date) -> QuerySet[Card]:
    """The card of what `person` sees of each directive: of the working text, or else of the last decided version."""
    if roles.has_duty(person, Duty.Kind.OFFICE):
        return Card.objects.filter(version=None)
    works = working(person, day).values("pk")
    decided = Directive.objects.filter(_decided(person)).values("pk")
    return Card.objects.filter(
        Q(version=None, directive__in=works)
        | Q(version=F("directive__baseline"), directive__in=decided) & ~Q(directive__in=works)
    )


def read_by_all() -> QuerySet[Card]:
    """The cards that everybody signed in may read: what was decided last of internal directives."""
    return Card.objects.filter(version=F("directive__baseline"), directive__visibility=Visibility.INTERNAL)


def access(person: Person, directive: Directive, day: dt.date) -> Access:
    """What `person` sees of `directive` on `day`: the same as `working` and `readable` say of all of them."""
    if roles.has_duty(person, Duty.Kind.OFFICE) or _works_in(person, directive, day):
        return Access.WORKING
    return Access.DECIDED if _reads_decided(person, directive) else Access.NONE


def people_in(directive: Directive, role: Role, day: dt.date) -> list[Person]:
    """The people who hold `role` in `directive` on `day`, each once."""
    found = holding.people(directive, day)
    behind = (found.get(holder, ()) for holder in holding.holders(directive, (role,)))
    return list({p.pk: p for people in behind for p in people}.values())


def holds(person: Person, directive: Directive, role: Role, day: dt.date) -> bool:
    """Whether `person` is one of `people_in`."""
    return person.active and not roles.acts_as(person, day).isdisjoint(holding.holders(directive, (role,)))


def in_role(person: Person, directive: Directive, role: Role, day: dt.date) -> str | None:
    """In whose place `person` acts as `role` in `directive`; "" in their own, None not at all."""
    if holds(person, directive, role, day):
        return ""
    held, stood_in = holding.holders(directive, (role,)), roles.stood_in_for(person, day)
    return next((name for holder, name in stood_in.items() if holder in held), None)


def may_edit(person: Person, directive: Directive, day: dt.date) -> bool:
    """The lead in work stages; in a draft also its maker, who may not have named a lead yet."""
    if directive.phase not in WORK_PHASES or directive.paused:
        return False
    if directive.phase == Phase.DRAFT and directive.created_by_id == person.pk:
        return True
    return holds(person, directive, Role.LEAD, day)


def may_name_readers(person: Person, directive: Directive, day: dt.date) -> bool:
    """The lead and the office say who else reads a restricted directive, in every stage: the end of it is read, too."""
    if not directive.restricted:
        return False
    return roles.has_duty(person, Duty.Kind.OFFICE) or holds(person, directive, Role.LEAD, day)


def may_create(person: Person) -> bool:
    """Everybody with an account may start a draft: a need can arise anywhere."""
    return person.active


def may_keep_templates(person: Person) -> bool:
    """Everybody reads a template: the office says what is for all."""
    return roles.has_duty(person, Duty.Kind.OFFICE)


def may_export(person: Person) -> bool:
    """The status report of the whole portfolio is the office's."""
    return roles.has_duty(person, Duty.Kind.OFFICE)


def may_adopt(person: Person) -> bool:
    """The office takes in mandates that already run: it answers for what it tells about them."""
    return roles.has_duty(person, Duty.Kind.OFFICE)


def may_audit(person: Person) -> bool:
    """The audit chain is read by the auditors, and by the office, who sees every directive anyway."""
    return roles.has_duty(person, Duty.Kind.AUDITOR, Duty.Kind.OFFICE)


def audits(person: Person, directive: Directive, day: dt.date) -> bool:
    """Whether `person` reads every decision on `directive`, refusals too: whoever reads its events does."""
    return may_audit(person) and not concealed(person, day).filter(pk=directive.pk).exists()


def may_dispose(person: Person) -> bool:
    """Disposal (gallring) is the office's: it keeps the records. An auditor changes nothing of what they audit."""
    return roles.has_duty(person, Duty.Kind.OFFICE)


def concealed(person: Person, day: dt.date) -> QuerySet[Directive]:
    """The directives whose events `person` may count and verify, but not read.

    An auditor reads the events of every internal directive, drafts included: the chain is what they audit.
    A restricted one stays restricted for them, too, unless they may read it.
    """
    restricted = Directive.objects.filter(visibility=Visibility.RESTRICTED)
    return restricted.exclude(pk__in=readable(person, day).values("pk"))


def controlled(person: Person) -> QuerySet[Directive]:
    """The directives that `person` checks: the internal ones of the units whose controller they are."""
    return Directive.objects.filter(_controlled(person))


def _flag(condition: Q) -> Case:
    """True or False: a comparison with nothing is neither in SQL."""
    return Case(When(condition, then=Value(True)), default=Value(False))


def _decided(person: Person) -> Q:
    named = Q(pk__in=NamedReader.objects.filter(person=person).values("directive"))
    return Q(baseline__isnull=False) & (Q(visibility=Visibility.INTERNAL) | named)


def _reads_decided(person: Person, directive: Directive) -> bool:
    """`_decided` of one directive."""
    if directive.baseline_id is None:
        return False
    return not directive.restricted or directive.named_readers.filter(person=person).exists()


def _at_work(person: Person, day: dt.date) -> Q:
    """Its maker until it is decided; who has a role, or decides for who has; the deciding body; its controllers."""
    instead = roles.stood_in_for(person, day)
    held = roles.named(roles.holders_of(person, day))
    if instead:  # who decides for another sees what the other sees
        held |= Q(role__in=DECIDING) & roles.named(instead)
    return (
        Q(created_by=person, baseline__isnull=True)
        | Q(pk__in=RoleAssignment.objects.filter(held).values("directive"))
        | Q(body__in=roles.seats(person, instead, day).values("body"))
        | _controlled(person)
    )


def _works_in(person: Person, directive: Directive, day: dt.date) -> bool:
    """`_at_work` of one directive."""
    if directive.created_by_id == person.pk and directive.baseline_id is None:
        return True
    mine, instead = roles.holders_of(person, day), roles.stood_in_for(person, day)
    for row in holding.rows(directive):
        if holding.holder(row) in mine or (row.role in DECIDING and holding.holder(row) in instead):
            return True
    if directive.body_id in roles.bodies(person, day):
        return True
    return not directive.restricted and directive.unit_id in roles.controls(person)


def _controlled(person: Person) -> Q:
    units = Duty.objects.filter(person=person, kind=Duty.Kind.CONTROLLER, unit__isnull=False)
    return Q(visibility=Visibility.INTERNAL, unit_id__in=units.values("unit__uid"))
