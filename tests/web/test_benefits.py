"""The pages of benefits: a mandate's goals with their curves, the form of a value, and all goals for the office."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from tests.inbox.test_more_waits import waits
from tests.portfolio.measured import delivered, goal, measured
from tests.web.directive_pages import page_of, signed_in, words
from uppdragil.inbox import outbox, sentences
from uppdragil.inbox.items import Kind
from uppdragil.inbox.models import Mail
from uppdragil.portfolio.benefits.models import Measurement

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_monday")]
DAY = dt.timedelta(days=1)


def address(made: f.Mandate, at: int = 0) -> str:
    return f"/directives/{made.directive.uid}/benefits/{made.content.impact_goals[at].uid}/"


def typed(value: str, **given: str) -> dict[str, str]:
    return {"value": value, "on": "2026-03-02", "comment": "Vecka 9"} | given


def test_a_value_with_a_decimal_comma_becomes_a_point_of_the_curve() -> None:
    made = delivered()
    client = signed_in(made.cast.owner)
    answer = client.post(address(made), typed("44,5"), follow=True)
    page = page_of(answer)
    assert "44,5 %" in words(answer)
    assert page.xpath("count(//*[local-name()='circle'])") == 1
    assert page.xpath("string(//*[local-name()='desc'])") == "2 mar 2026: 44,5 %"


def test_what_a_goal_is_measured_by_is_words_on_the_page_of_a_value() -> None:
    made = delivered(goal(indicator="<script>alert(1)</script>"))
    answer = signed_in(made.cast.owner).get(address(made))
    assert not page_of(answer).xpath("//script[contains(., 'alert')]")
    assert "<script>alert(1)</script>" in words(answer)


def test_what_was_measured_last_is_words_where_the_mandate_is_closed() -> None:
    made = delivered(goal(target=None, baseline=None))
    measured(made, words="<script>alert(1)</script>")
    answer = signed_in(made.cast.owner).get(f"/directives/{made.directive.uid}/close/")
    assert not page_of(answer).xpath("//script[contains(., 'alert')]")
    assert "<script>alert(1)</script>" in words(answer)


def test_what_was_typed_stays_with_what_is_wrong_beside_it() -> None:
    made = delivered()
    client = signed_in(made.cast.owner)
    wrong = client.post(address(made), typed("nästan alla"))
    late = client.post(address(made), typed("44", on="2026-03-03"))
    assert (wrong.status_code, late.status_code) == (422, 409)
    assert page_of(wrong).xpath("//input[@name='value']/@value") == ["nästan alla"]
    assert "har inte kommit än" in words(late)
    assert not Measurement.objects.exists()


def test_a_correction_begins_with_what_it_corrects() -> None:
    made = delivered()
    first = measured(made, "44.5", comment="Vecka 9")
    client = signed_in(made.cast.owner)
    page = page_of(client.get(f"{address(made)}?corrects={first.uid}"))
    assert page.xpath("//input[@name='value']/@value") == ["44,5"]
    answer = client.post(address(made), typed("43", corrects=first.uid), follow=True)
    assert "rättar 44,5 %" in words(answer)


def test_the_office_is_asked_why_and_a_lead_has_no_form() -> None:
    made = delivered()
    assert "noterar det åt ägaren" in words(signed_in(made.cast.office).get(address(made)))
    assert not page_of(signed_in(made.cast.lead).get(address(made))).xpath("//input[@name='value']")


def test_the_mandate_shows_how_its_goals_stand_to_those_at_work_alone() -> None:
    made = delivered()
    measured(made, "44")
    path = f"/directives/{made.directive.uid}/"
    assert "40 % av vägen" in words(signed_in(made.cast.lead).get(path))
    reader = signed_in(f.person("Läsare"))
    assert "av vägen" not in words(reader.get(path))
    assert reader.get(f"{path}benefits/").status_code == 404


def test_the_last_value_stands_beside_the_last_word() -> None:
    made = delivered()
    measured(made, "20")
    shown = words(signed_in(made.cast.owner).get(f"/directives/{made.directive.uid}/close/"))
    assert "20 %, 2 mar 2026. Värdet är 20 och målvärdet 20." in shown


def test_the_office_sees_all_goals_and_filters_them_by_a_figure() -> None:
    cast = f.Cast()
    made = delivered(goal(text="Kortare kö"), goal(text="Färre fel"), cast=cast)
    measured(made, "20")
    client = signed_in(cast.office)
    assert "Färre fel" in words(client.get("/portfolio/benefits/"))
    reached = words(client.get("/portfolio/benefits/?show=reached"))
    assert "Kortare kö" in reached
    assert "Färre fel" not in reached


def test_the_list_of_goals_costs_as_much_for_many_as_for_one() -> None:
    cast = f.Cast()
    client = signed_in(cast.office)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get("/portfolio/benefits/")
        return len(found)

    delivered(cast=cast)
    one = queries()
    for _ in range(2):
        delivered(cast=cast)
    assert queries() == one <= 12


def test_the_owner_is_asked_a_month_before_the_day_and_reminded_until_it_is_done() -> None:
    made = delivered()
    due = f.TODAY + 182 * DAY
    assert not waits(made.cast.owner, Kind.MEASURE)
    (item,) = waits(made.cast.owner, Kind.MEASURE, 152)
    assert (item.due, item.page) == (due, "measure")
    assert sentences.headline(item) == "Effektmål ska mätas"
    assert sentences.details(item) == ["Kortare väntan"]


def test_several_goals_are_one_thing_that_waits() -> None:
    made = delivered(goal(), goal())
    (item,) = waits(made.cast.owner, Kind.MEASURE, 152)
    assert item.page == "benefits"


def test_a_reminder_is_called_for_after_the_day() -> None:
    made = delivered()
    type(made.cast.owner).objects.filter(pk=made.cast.owner.pk).update(email="olle@example.org")
    outbox.remind(f.NOW + 190 * DAY)
    about = f"{Kind.MEASURE}:{made.directive.uid}"
    assert Mail.objects.filter(kind="reminder", person=made.cast.owner, about=about).count() == 1
