"""Decisions on delegation: the board is told of them, once."""

from __future__ import annotations

import csv
import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories as f
from tests.web.directive_pages import page_of, signed_in, words
from uppdragil.core import audit
from uppdragil.core.models import AuditEvent
from uppdragil.decisions.models import Decision, DelegationReport
from uppdragil.organisation.models import DecisionBody, Substitution

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_that_monday")]


@pytest.fixture
def _that_monday() -> Any:
    import time_machine

    with time_machine.travel(f.NOW + dt.timedelta(hours=1), tick=False):
        yield


def a_board() -> tuple[DecisionBody, f.Person]:
    secretary = f.person("Nina Nämndsekreterare")
    return f.body(secretary, DecisionBody.Kind.BOARD), secretary


def shown(client: Any, **query: str) -> list[str]:
    page = page_of(client.get(reverse("delegated"), query))
    return [row.text_content() for row in page.xpath("//tbody/tr")]


def tell(client: Any, board: DecisionBody, *rounds: str, **typed: str) -> Any:
    data = {"round": list(rounds), "body": str(board.pk), "met_on": str(f.TODAY), "paragraph": "§ 12"} | typed
    return client.post(reverse("delegated"), data)


def test_officials_owners_and_substitutes_are_listed_with_their_right() -> None:
    made, deputy = f.at("bp1"), f.person("Sten Ersättare")
    Substitution.objects.create(
        person=made.cast.owner,
        substitute=deputy,
        starts=f.TODAY,
        ends=f.TODAY,
        basis="Delegationsordning § 4",
    )
    made.decide(by=deputy)

    owners, body = shown(signed_in(made.cast.office))

    assert f"ersättare för {made.cast.owner.name} (Delegationsordning § 4)" in owners
    assert f.OFFICIAL in body
    assert "§ 84" in body


def test_what_a_board_decides_itself_is_not_told_to_it() -> None:
    made, (board, secretary) = f.mandate(), a_board()
    made.submit(body=board)
    made.decide(by=secretary)

    assert shown(signed_in(made.cast.office)) == []


def test_it_is_said_where_a_stop_stands_on_the_list_and_before_one_stops() -> None:
    made = f.at("execution")
    assert "Stopp finns inte med" in words(signed_in(made.cast.office).get(reverse("delegated")))
    assert "inget beslutsprotokoll" in words(
        signed_in(made.cast.owner).get(reverse("stop", args=[made.directive.uid]))
    )


def test_it_is_filtered_by_period_body_and_whether_it_was_told() -> None:
    made = f.at("execution")
    office = signed_in(made.cast.office)
    (board, _), first = a_board(), Decision.objects.order_by("pk").first()
    assert first
    tell(office, board, first.round.uid)

    assert len(shown(office)) == 2
    assert len(shown(office, told="yes")) == len(shown(office, told="no")) == 1
    assert len(shown(office, body="-")) == len(shown(office, body=made.cast.body.name)) == 1
    assert shown(office, first="2026-03-03") == shown(office, last="2026-03-01") == []
    assert len(shown(office, first="2026-03-02", last="2026-03-02")) == 2


def test_a_boards_secretary_notes_that_it_was_told_and_the_chain_has_it() -> None:
    made, (board, secretary) = f.at("execution"), a_board()
    rounds = [d.round.uid for d in Decision.objects.all()]

    answer = tell(signed_in(secretary), board, *rounds)

    assert answer.status_code == 302
    report = DelegationReport.objects.first()
    assert report
    assert (report.body, report.paragraph, report.noted_by) == (board.name, "§ 12", secretary.name)
    assert AuditEvent.objects.filter(verb="decision.told", subject=made.directive.uid).count() == 2
    assert audit.verify().ok


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [
        ({"round": []}, 409, "Välj minst ett beslut"),
        ({"met_on": "2026-03-03"}, 409, "Mötet har inte varit än"),
        ({"met_on": "2026-03-01"}, 409, "innan något av besluten"),
        ({"paragraph": " "}, 422, ""),
        ({"round": ["unknown"]}, 409, "redan"),
    ],
)
def test_it_is_refused_with_a_sentence(typed: Any, status: int, said: str) -> None:
    made, (board, _) = f.at("preparation"), a_board()
    rounds = [d.round.uid for d in Decision.objects.all()]

    answer = tell(signed_in(made.cast.office), board, *rounds, **typed)

    assert answer.status_code == status
    assert said in words(answer)
    assert not DelegationReport.objects.exists()


def test_nobody_is_told_twice() -> None:
    made, (board, _) = f.at("preparation"), a_board()
    uid, office = Decision.objects.get().round.uid, signed_in(made.cast.office)
    tell(office, board, uid)

    assert tell(office, board, uid).status_code == 409
    assert DelegationReport.objects.count() == 1


def test_a_secretary_of_another_board_or_of_a_management_group_notes_nothing_there() -> None:
    made, (board, _), (_, other) = f.at("preparation"), a_board(), a_board()
    uid = Decision.objects.get().round.uid

    assert tell(signed_in(other), board, uid).status_code == 422
    assert tell(signed_in(made.cast.secretary), board, uid).status_code == 403
    assert not DelegationReport.objects.exists()


def test_a_restricted_mandate_is_not_told_of_to_who_may_not_see_it() -> None:
    made, (board, secretary) = f.at("preparation", visibility="restricted"), a_board()
    client, uid = signed_in(secretary), Decision.objects.get().round.uid

    assert shown(client) == []
    assert made.content.title not in client.get(reverse("delegated-csv")).content.decode()
    assert tell(client, board, uid).status_code == 409


def test_the_file_has_no_formulas_and_opens_in_a_spreadsheet() -> None:
    made = f.at("preparation", title="=HYPERLINK(1)")

    answer = signed_in(made.cast.office).get(reverse("delegated-csv"))

    text = answer.content.decode()
    rows = list(csv.reader(text.removeprefix("\ufeff").splitlines(), delimiter=";"))
    assert text.startswith("\ufeff")
    assert rows[1][2] == "'=HYPERLINK(1)"
    assert len(rows) == 2


def test_the_page_asks_as_often_for_many_as_for_one() -> None:
    counts = []
    cast = f.Cast()
    client = signed_in(cast.office)
    for many in (1, 4):
        for _ in range(many):
            f.at("preparation", cast)
        client.get(reverse("delegated"))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("delegated"))
        counts.append(len(asked))

    assert counts[0] == counts[1]
