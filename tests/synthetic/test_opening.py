"""The pages of an invented portfolio open, for those who have something to do in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from tests import factories as f
from tests.support import stock
from tests.web.directive_pages import words
from uppdragil.decisions.models import Decision, Round
from uppdragil.directives.models import Directive
from uppdragil.documents import records
from uppdragil.organisation.models import Duty, Person
from uppdragil.synthetic import services
from workflows import facts

pytestmark = pytest.mark.django_db


@stock.kept
def portfolio() -> None:
    services.generate(count=40, seed=11, today=f.TODAY)


@pytest.fixture(autouse=True)
def _generated(db: None) -> Iterator[None]:
    with time_machine.travel(f.NOW, tick=False):
        portfolio()
        yield


def as_somebody(person: Person | None) -> Client:
    client = Client()
    assert person is not None
    assert person.user is not None
    client.force_login(person.user, "django.contrib.auth.backends.ModelBackend")
    return client


def with_duty(kind: Duty.Kind) -> Person | None:
    return Person.objects.filter(duties__kind=kind).first()


@pytest.mark.parametrize(
    "address",
    ["/", "/directives/", "/portfolio/", "/meetings/", "/decisions/delegated/", "/strategy/coverage/"],
)
def test_the_office_opens(address: str) -> None:
    assert as_somebody(with_duty(Duty.Kind.OFFICE)).get(address).status_code == 200


@pytest.mark.parametrize("phase", ["draft", "execution", "closed", "superseded"])
def test_who_leads_a_mandate_opens_it(phase: str) -> None:
    directive = Directive.objects.filter(phase=phase).first()
    assert directive is not None
    lead = as_somebody(directive.created_by)
    assert directive.title in words(lead.get(f"/directives/{directive.uid}/"))
    assert lead.get(f"/directives/{directive.uid}/process/").status_code == 200


def test_a_decider_finds_the_gate_on_the_start_page() -> None:
    round_ = Round.objects.filter(ended_at=None, directive__paused_at=None).earliest("pk")
    seat = facts.gather(round_.directive, round_.lead, f.NOW, round_=round_).open_seats[-1]
    decider = as_somebody(Person.objects.get(uid=seat.holders[-1].uid))
    assert round_.directive.number in words(decider.get("/"))
    assert decider.get(f"/directives/{round_.directive.uid}/gate/").status_code == 200


def test_the_auditor_reads_the_chain() -> None:
    assert as_somebody(with_duty(Duty.Kind.AUDITOR)).get("/audit/").status_code == 200


def test_the_record_of_an_invented_decision_is_made() -> None:
    decision = Decision.objects.filter(outcome="conditional").earliest("pk")
    assert records.make(decision, f.NOW).sha256
