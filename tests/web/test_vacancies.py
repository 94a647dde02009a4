"""A vacancy in a deciding place is told before it blocks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests import factories as f
from tests.web.directive_pages import signed_in, url, words
from uppdragil.directives import storage
from uppdragil.directives.content import GatePlan
from uppdragil.directives.models import Directive
from uppdragil.organisation.models import Holding, Membership, Substitution
from uppdragil.portfolio.overview import standings
from uppdragil.portfolio.vacancies import AHEAD, Ahead, Cover, _gap, everywhere, vacancies

DAY = dt.timedelta(days=1)
GATE = dt.date(2026, 5, 4)  # when BP1 is planned


@pytest.fixture
def _that_monday() -> Iterator[None]:
    with time_machine.travel(f.NOW, tick=False):
        yield


def ends(made: f.Mandate, day: dt.date) -> None:
    Holding.objects.filter(person=made.cast.owner).update(ends=day)


def plan(made: f.Mandate, *plans: GatePlan) -> None:
    text = storage.load(made.directive).model_copy(update={"gate_plans": plans})
    storage.write_chapters(made.directive, ["gate_plans"], text, by=made.cast.lead, now=f.NOW)


@pytest.mark.django_db
@pytest.mark.usefixtures("_that_monday")
def test_a_holding_that_ends_before_the_gate_is_told_to_lead_owner_and_office_and_in_the_lists() -> None:
    made = f.at("preparation")
    ends(made, GATE - DAY)

    for who in (made.cast.lead, made.cast.owner, made.cast.office):
        assert "vakant från 4 maj 2026" in words(signed_in(who).get("/"))
    lead = signed_in(made.cast.lead)
    assert "vakant från 4 maj 2026" in words(lead.get(url(made)))
    assert "Vakant från 4 maj 2026" in words(lead.get(reverse("directives")))
    assert "Vakant från 4 maj 2026" in words(signed_in(made.cast.office).get(reverse("portfolio")))
    assert "akant" not in words(signed_in(f.person("Läsare")).get(url(made)))


@pytest.mark.django_db
def test_what_is_told_of_all_mandates_is_what_is_told_of_each() -> None:
    f.at("execution")
    ends(f.at("preparation"), f.TODAY + 9 * DAY)
    ends(f.at("bp1"), f.TODAY - DAY)
    Membership.objects.filter(body=f.at("bp0").cast.body).update(ends=f.TODAY + DAY)
    ends(f.at("stopped"), f.TODAY - DAY)
    live = list(Directive.objects.exclude(phase="stopped").order_by("number"))
    found = vacancies(standings(live, f.TODAY), f.TODAY)

    assert everywhere(f.TODAY) == [(d, found[d.pk]) for d in live if d.pk in found and found[d.pk].gaps]
    assert len(everywhere(f.TODAY)) == 3


@pytest.mark.django_db
@pytest.mark.usefixtures("_that_monday")
def test_a_holding_that_ends_after_the_gate_is_nothing_to_tell() -> None:
    made = f.at("preparation")
    ends(made, GATE)

    assert "vakant" not in words(signed_in(made.cast.lead).get("/"))


@pytest.mark.django_db
@pytest.mark.usefixtures("_that_monday")
def test_it_is_told_a_month_ahead_when_the_gate_is_past_its_day_or_has_none() -> None:
    late, dayless = f.at("preparation"), f.at("preparation")
    plan(late, f.row(GatePlan, gate="BP1", start=f.TODAY - DAY))
    plan(dayless)
    ends(late, f.TODAY + 9 * DAY)
    ends(dayless, f.TODAY + 29 * DAY)

    told = words(signed_in(late.cast.lead).get("/"))
    assert (
        f"vakant från 12 mars 2026, efter {late.cast.owner.name}. BP1 var planerad till 1 mars 2026." in told
    )
    told = words(signed_in(dayless.cast.lead).get("/"))
    assert f"vakant från 1 april 2026, efter {dayless.cast.owner.name}. BP1 har ingen dag." in told


@pytest.mark.django_db
@pytest.mark.usefixtures("_that_monday")
def test_the_office_is_told_of_a_vacancy_before_the_day_that_a_gate_was_postponed_to() -> None:
    made = f.at("bp1")
    made.decide("postpone", proposal=made.proposal("postpone", postponed_to=GATE + 20 * DAY))
    ends(made, GATE + 10 * DAY)

    assert "vakant från 15 maj 2026" in words(signed_in(made.cast.office).get("/"))


@pytest.mark.django_db
@pytest.mark.usefixtures("_that_monday")
def test_what_is_vacant_today_says_since_when() -> None:
    made = f.at("preparation")
    ends(made, f.TODAY - DAY)

    assert "vakant sedan 2 mars 2026" in words(signed_in(made.cast.lead).get(url(made)))


@pytest.mark.django_db
@pytest.mark.usefixtures("_that_monday")
def test_a_substitute_covers_a_vacancy_until_they_no_longer_do() -> None:
    made, deputy = f.at("preparation"), f.person("Sten")
    ends(made, f.TODAY - DAY)
    Substitution.objects.create(
        position=made.cast.owners[0], substitute=deputy, starts=f.TODAY, ends=GATE - 2 * DAY, basis="§ 4"
    )

    page = words(signed_in(made.cast.lead).get(url(made)))

    assert f"vakant från 3 maj 2026, när {deputy.name} inte längre är ersättare" in page


@pytest.mark.django_db
def test_it_takes_as_many_queries_for_many_mandates_as_for_one() -> None:
    counts = []
    for many in (1, 5):
        for _ in range(many):
            f.at("bp0"), f.at("preparation")
        lines = standings(
            list(type(f.at("draft").directive).objects.select_related("edition", "baseline")), f.TODAY
        )
        for line in lines:
            line.directive.edition.spec  # noqa: B018
        with CaptureQueriesContext(connection) as asked:
            vacancies(lines, f.TODAY)
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 6


days = st.integers(-40, 40).map(lambda n: f.TODAY + n * DAY)
covers = st.lists(
    st.builds(lambda a, b, open_: Cover(min(a, b), None if open_ else max(a, b)), days, days, st.booleans()),
    max_size=4,
)


@given(covers, st.none() | days)
def test_a_gap_is_the_first_day_up_to_the_gate_on_which_nobody_acts(
    found: list[Cover], due: dt.date | None
) -> None:
    ahead = Ahead(None, "BP1", None, due)  # type: ignore[arg-type]

    gap = _gap(ahead, "owner", "Direktör", found, f.TODAY)

    last = max(due or f.TODAY, f.TODAY + AHEAD)
    span = [f.TODAY + n * DAY for n in range((last - f.TODAY).days + 1)]
    bare = [d for d in span if not any(c.starts <= d and (c.ends is None or d <= c.ends) for c in found)]
    assert (gap is not None) == bool(bare)
    if gap and not gap.open:
        assert gap.day == bare[0]
    if gap and gap.open:
        assert bare[0] == f.TODAY
