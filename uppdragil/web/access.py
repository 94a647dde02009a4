"""From a request to the person, and from an address to a directive that this person may see.

Every page asks here. What a person may not see does not exist for them: 404, never 403, so that an
address tells nothing about restricted directives.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils import timezone

from uppdragil.consultation import policies as consultation
from uppdragil.consultation.models import Consultation
from uppdragil.decisions import changes
from uppdragil.decisions.models import Change, Decision, OutsideDecision, Round
from uppdragil.decisions.outside import told_of
from uppdragil.directives import policies, services, storage
from uppdragil.directives.content import DirectiveContent
from uppdragil.directives.models import Directive
from uppdragil.directives.phases import GATE_PHASES
from uppdragil.directives.policies import Access
from uppdragil.editions.spec import EditionSpec
from uppdragil.organisation.models import Person
from workflows import facts

PASSED = ("yes", "conditional")


def person_of(request: HttpRequest) -> Person:
    """The person behind the account. Raises PermissionDenied for an account without one."""
    person = getattr(request.user, "person", None)
    if person is None or not person.active:
        raise PermissionDenied("account without a person")
    return person


@dataclass(frozen=True)
class Seen:
    """A directive as one person sees it on one day."""

    directive: Directive
    person: Person
    access: Access
    now: dt.datetime

    @property
    def today(self) -> dt.date:
        return timezone.localdate(self.now)

    @property
    def edition(self) -> EditionSpec:
        return self.directive.edition.spec

    @cached_property
    def content(self) -> DirectiveContent:
        """The working text for those who may see it, else the last decided version."""
        if self.access is Access.WORKING or self.directive.baseline is None:
            return storage.load(self.directive)
        return services.content_of(self.directive.baseline)

    @cached_property
    def texts(self) -> DirectiveContent:
        """The working text without its rows, for whoever saves a chapter of text; one query."""
        return storage.load(self.directive, ())

    @cached_property
    def decisions(self) -> list[Decision]:
        """Those that this person reads, in the order in which they were taken, with round and record."""
        return _decisions(self.directive, every=self.access is Access.WORKING)

    @cached_property
    def audited_decisions(self) -> list[Decision]:
        """As `decisions`; all of them for an auditor."""
        return _decisions(self.directive, every=self.access is Access.WORKING or self.audits)

    @cached_property
    def told(self) -> list[OutsideDecision]:
        """What was decided outside the system, in order."""
        return list(told_of(self.directive))

    @cached_property
    def open_change(self) -> Change | None:
        """The change that is being prepared or decided."""
        return changes.open_change(self.directive)

    @cached_property
    def open_round(self) -> Round | None:
        """The round that is open. In a work stage only a change has one."""
        if self.directive.phase not in GATE_PHASES and self.open_change is None:
            return None
        return facts.open_round(self.directive)

    @cached_property
    def audits(self) -> bool:
        return policies.audits(self.person, self.directive, self.today)

    @cached_property
    def may_edit(self) -> bool:
        return policies.may_edit(self.person, self.directive, self.today)


def seen(request: HttpRequest, uid: str, at_least: Access = Access.DECIDED) -> Seen:
    """The directive `uid`. Raises Http404 when it does not exist or the person sees less than `at_least`."""
    found = _looked_at(request, uid)
    if found.access < at_least:
        raise Http404
    return found


def seen_to_edit(request: HttpRequest, uid: str) -> Seen:
    """As `seen` of the working text, for who saves it: whoever may edit sees it, which is asked no further."""
    person, now = person_of(request), timezone.now()
    directive = _found(uid)
    if policies.may_edit(person, directive, timezone.localdate(now)):
        return Seen(directive, person, Access.WORKING, now)
    return seen(request, uid, Access.WORKING)


def seen_or_audited(request: HttpRequest, uid: str) -> Seen:
    """As `seen`, for what an auditor reads although they may see nothing else of the directive (`Access.NONE`)."""
    found = _looked_at(request, uid)
    if found.access is Access.NONE and not found.audits:
        raise Http404
    return found


@dataclass(frozen=True)
class SentSeen:
    """A text that was sent out for comments, as one person sees it: `works` those who see the working text anyway."""

    consultation: Consultation
    person: Person
    works: bool
    now: dt.datetime

    @property
    def today(self) -> dt.date:
        return timezone.localdate(self.now)


def seen_sent(request: HttpRequest, uid: str) -> SentSeen:
    """The remiss `uid` for its reviewers and for those who see the working text. Raises Http404 for all others."""
    person, now = person_of(request), timezone.now()
    rows = Consultation.objects.select_related("directive__edition", "directive__body", "asked_by")
    sent = rows.filter(uid=uid).first()
    if sent is None:
        raise Http404
    works = policies.access(person, sent.directive, timezone.localdate(now)) is Access.WORKING
    if not works and not consultation.reads(person, sent):
        raise Http404
    return SentSeen(sent, person, works, now)


def asked_too_late(request: HttpRequest, uid: str) -> bool:
    """Whether the remiss `uid` has ended for somebody who was asked, and who had not said anything when it did."""
    person = person_of(request)
    sent = Consultation.objects.select_related("directive").filter(uid=uid).first()
    if sent is None or sent.is_open or consultation.reads(person, sent):
        return False
    works = policies.access(person, sent.directive, timezone.localdate()) is Access.WORKING
    return person.active and not works and consultation.invitation(person, sent) is not None


def _looked_at(request: HttpRequest, uid: str) -> Seen:
    person, now = person_of(request), timezone.now()
    directive = _found(uid)
    return Seen(directive, person, policies.access(person, directive, timezone.localdate(now)), now)


def _found(uid: str) -> Directive:
    directive = Directive.objects.select_related("edition", "baseline", "body").filter(uid=uid).first()
    if directive is None:
        raise Http404
    return directive


def _decisions(directive: Directive, *, every: bool) -> list[Decision]:
    found = (
        Decision.objects.filter(directive=directive).select_related("round", "record").defer("record__pdf")
    )
    return list(found if every else found.filter(outcome__in=PASSED))
