"""Hämtningar: a report that takes long is made by the worker, followed on a page and fetched by who asked for it."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import openpyxl
import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import factories as f
from tests.web.directive_pages import page_of, signed_in, words
from uppdragil.documents import downloads
from uppdragil.documents.models import Download, DownloadPart
from uppdragil.organisation.models import Duty, Person
from uppdragil.web import overview
from uppdragil.web.making import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def ove() -> Person:
    return f.duty(f.person("Ove"))


@pytest.fixture
def office(ove: Person) -> Client:
    return signed_in(ove)


def asked(office: Client, **choice: str) -> Download:
    assert office.post(reverse("downloads"), choice).status_code == 302
    return Download.objects.latest("pk")


def made(office: Client, **choice: str) -> Download:
    one = asked(office, **choice)
    make.func(one.pk)
    one.refresh_from_db()
    return one


def fetched(office: Client, one: Download) -> Any:
    return office.get(reverse("download", args=[one.uid]))


def test_the_worker_makes_what_the_overview_shows(office: Client) -> None:
    wanted, other = f.at("execution"), f.at("draft")

    answer = fetched(office, made(office, phase="execution"))

    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    numbers = {str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row}
    assert wanted.directive.number in numbers
    assert other.content.title not in numbers - {wanted.content.title}
    assert int(answer["Content-Length"]) == Download.objects.get().size


def test_it_counts_the_mandates_that_are_in_the_file(office: Client) -> None:
    f.at("execution")

    one = made(office)

    assert (one.done, one.all, one.ready) == (1, 1, True)


def test_the_page_tells_how_far_it_has_come_and_asks_itself_again(office: Client) -> None:
    one = asked(office)
    downloads.progressed(one, 200, 1000, timezone.now())

    answer = office.get(reverse("downloads"))

    [bar] = page_of(answer).xpath("//progress")
    assert (bar.get("value"), bar.get("max")) == ("200", "1000")
    assert "200 av 1000 uppdrag" in words(answer).replace("\u00a0", "")
    assert page_of(answer).xpath("//script[contains(@src, 'progress')]")


def test_a_file_is_for_who_asked_for_it_alone(office: Client) -> None:
    one = made(office)

    assert fetched(signed_in(f.duty(f.person("Kollegan"))), one).status_code == 404


def test_who_has_left_the_office_gets_nothing_more(office: Client, ove: Person) -> None:
    late, ready = asked(office), made(office)
    Duty.objects.filter(person=ove).delete()

    make.func(late.pk)

    late.refresh_from_db()
    assert late.failed
    assert not DownloadPart.objects.filter(download=late).exists()
    assert fetched(office, ready).status_code == 403


def test_what_breaks_is_told_and_leaves_no_part(office: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any, **named: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("uppdragil.web.making.write_report", broken)

    with pytest.raises(RuntimeError):
        made(office)

    assert "Filen gick inte att göra" in words(office.get(reverse("downloads")))


def test_a_task_that_runs_twice_makes_one_file(office: Client) -> None:
    one = made(office)

    make.func(one.pk)

    assert DownloadPart.objects.filter(download=one, number=0).count() == 1


def test_a_fourth_at_a_time_is_refused(office: Client) -> None:
    for _ in range(3):
        asked(office)

    answer = office.post(reverse("downloads"), {})

    assert answer.status_code == 409
    assert "Tre av dina filer" in words(answer)


def test_one_whose_worker_is_gone_does_not_stand_in_the_way(office: Client) -> None:
    for _ in range(3):
        downloads.begin(asked(office).pk, timezone.now() - dt.timedelta(hours=1))

    assert "gick inte att göra" in words(office.get(reverse("downloads")))
    asked(office)


def test_a_file_goes_after_a_week(office: Client) -> None:
    one = made(office)
    Download.objects.filter(pk=one.pk).update(asked_at=timezone.now() - dt.timedelta(days=8))

    call_command("dispose", verbosity=0)

    assert not Download.objects.exists()
    assert not DownloadPart.objects.exists()


def test_the_overview_asks_the_worker_where_it_takes_long(
    office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    f.at("execution")
    at_once = page_of(office.get(reverse("portfolio")))
    monkeypatch.setattr(overview, "MANY", 0)

    later = page_of(office.get(reverse("portfolio") + "?phase=execution"))

    assert at_once.xpath("//form[contains(@action, 'status.xlsx')]")
    [form] = [form for form in later.forms if form.action == reverse("downloads")]
    assert form.fields["phase"] == "execution"


def test_others_ask_for_no_report() -> None:
    client = signed_in(f.person("Läsare"))

    assert client.post(reverse("downloads")).status_code == 403
