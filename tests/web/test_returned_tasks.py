"""A large report that came back is read by the worker, and many changes of one are saved by it, each exactly once."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import factories as f
from tests.imports.test_returned import exported, found, kept, text, with_part, write
from tests.web.directive_pages import page_of, signed_in, words
from uppdragil.directives import models
from uppdragil.directives.content import Risk, Visibility
from uppdragil.directives.models import Directive, RoleAssignment
from uppdragil.documents import downloads
from uppdragil.documents.models import Download, DownloadPart
from uppdragil.imports import returned, returnedfile
from uppdragil.imports.models import ReturnedReport
from uppdragil.organisation.models import Person
from uppdragil.web.making import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def mandate() -> f.Mandate:
    return f.at("preparation", risks=(f.row(Risk, text="Få hinner", owner="Bo", measure="Två omgångar"),))


@pytest.fixture
def lead(mandate: f.Mandate) -> Person:
    return mandate.cast.lead


@pytest.fixture
def second(mandate: f.Mandate) -> f.Mandate:
    """Another mandate of the same lead."""
    return f.at("preparation", cast=mandate.cast, risks=(f.row(Risk, text="Få vill", owner="Bo"),))


@pytest.fixture(autouse=True)
def long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file takes long, and every approval."""
    monkeypatch.setattr(returnedfile, "LONG", 0)
    monkeypatch.setattr(returned, "MANY", 0)


def edited(book: Any) -> None:
    """Another owner of every risk."""
    head = [cell.value for cell in book["Risker"][1]]
    for row in range(2, book["Risker"].max_row + 1):
        book["Risker"].cell(row, head.index("Ägare") + 1).value = "Filen"


def sent(client: Client, data: bytes) -> Download:
    file = io.BytesIO(data)
    file.name = "status.xlsx"
    answer = client.post(reverse("returned"), {"file": file})
    assert (answer.status_code, answer["Location"]) == (302, reverse("downloads"))
    return Download.objects.latest("pk")


def approved(report: ReturnedReport) -> Download:
    """What is seen on the report's page is ticked and approved there."""
    client, address = signed_in(report.person), reverse("returned-look", args=[report.uid])
    seen = client.get(address).context["page"]
    answer = client.post(address, {"seen": seen.fingerprint, "edit": [edit.id for edit in seen.ticked]})
    assert (answer.status_code, answer["Location"]) == (302, reverse("downloads"))
    return Download.objects.latest("pk")


def list_of(person: Person) -> str:
    return words(signed_in(person).get(reverse("downloads"))).replace("\u00a0", " ")


def owner(mandate: f.Mandate) -> str:
    return text(mandate).risks[0].owner


def saves(mandate: f.Mandate) -> int:
    """How often somebody has written in a risk."""
    return int(models.Risk.history.filter(directive=mandate.directive, history_type="~").count())


def test_a_file_is_small_or_large_by_its_tags(mandate: f.Mandate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    small = exported()

    assert not returnedfile.takes_long(small)
    assert returnedfile.takes_long(with_part(small, "xl/worksheets/more.xml", b"<c/>" * 260_000))


def test_a_file_of_nothing_but_tags_is_refused(mandate: f.Mandate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(returnedfile, "MAX_TAGS", 100_000)

    with pytest.raises(returnedfile.NotAReport) as refused:
        returnedfile.takes_long(with_part(exported(), "xl/worksheets/more.xml", b"<c/>" * 100_000))

    assert refused.value.code == "too_large"


def test_formats_that_would_take_minutes_are_refused(mandate: f.Mandate) -> None:
    with pytest.raises(returnedfile.NotAReport) as refused:
        returnedfile.takes_long(with_part(exported(), "xl/Styles.xml", b"<xf/>" * 60_000))

    assert refused.value.code == "too_large"


def test_a_large_file_waits_to_be_read_and_then_to_be_looked_at(lead: Person) -> None:
    one = sent(signed_in(lead), exported(edited))
    assert "Läsning av en ändrad rapport status.xlsx" in list_of(lead)
    assert "Väntar på sin tur" in list_of(lead)

    make.func(one.pk)

    page = page_of(signed_in(lead).get(reverse("downloads")))
    [address] = page.xpath("//a[text()='Se vad den ändrar']/@href")
    assert "Få hinner" in words(signed_in(lead).get(address))
    assert not DownloadPart.objects.exists()


def test_the_page_tells_how_many_rows_are_read(lead: Person) -> None:
    one = sent(signed_in(lead), exported(edited))
    downloads.begin(one.pk, timezone.now())

    downloads.progressed(one, 2000, 9000, timezone.now())

    assert "2000 av 9000 rader" in list_of(lead)


def test_the_reader_tells_how_far_it_has_come(mandate: f.Mandate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(returnedfile, "STEP", 1)
    told: list[tuple[int, int]] = []

    returned.read(exported(edited), lambda done, all_: told.append((done, all_)))

    assert [done for done, _all in told] == list(range(1, len(told) + 1))
    assert all(done <= all_ for done, all_ in told)


def test_a_file_that_is_no_report_is_told_of_where_it_was_waited_for(lead: Person) -> None:
    def foreign(book: Any) -> None:
        book.custom_doc_props.props[0].value = "abc:def"

    make.func(sent(signed_in(lead), exported(foreign)).pk)

    assert "Filen blev inte läst. Filen är inte en statusrapport härifrån" in list_of(lead)
    assert not ReturnedReport.objects.exists()
    assert not DownloadPart.objects.exists()


def test_a_file_is_not_read_for_who_has_left(lead: Person) -> None:
    one = sent(signed_in(lead), exported(edited))
    Person.objects.filter(pk=lead.pk).update(active=False)

    make.func(one.pk)

    assert not ReturnedReport.objects.exists()


def test_others_know_nothing_of_it(lead: Person) -> None:
    one = sent(signed_in(lead), exported(edited))
    make.func(one.pk)
    other = f.duty(f.person("Kollegan"))

    assert "status.xlsx" not in list_of(other)
    assert signed_in(other).get(reverse("returned-look", args=[one.uid])).status_code == 404
    assert signed_in(other).post(reverse("download-again", args=[one.uid])).status_code == 404
    assert signed_in(other).get(reverse("download", args=[one.uid])).status_code == 404


def test_a_file_whose_reader_died_is_read_when_it_is_tried_again(lead: Person) -> None:
    one = sent(signed_in(lead), exported(edited))
    downloads.begin(one.pk, timezone.now() - dt.timedelta(hours=1))
    assert "Läsningen avbröts. Filen finns kvar." in list_of(lead)

    signed_in(lead).post(reverse("download-again", args=[one.uid]))
    make.func(one.pk)
    make.func(one.pk)

    assert ReturnedReport.objects.get().uid == one.uid


def test_what_is_under_way_is_not_begun_again(lead: Person) -> None:
    one = sent(signed_in(lead), exported(edited))
    begun = downloads.begin(one.pk, timezone.now())

    signed_in(lead).post(reverse("download-again", args=[one.uid]))

    assert begun
    assert downloads.begin(one.pk, timezone.now()) is None


def test_a_reader_that_was_thought_dead_leaves_no_second_report(lead: Person) -> None:
    one = sent(signed_in(lead), exported(edited))
    slow = downloads.begin(one.pk, timezone.now() - dt.timedelta(hours=1))
    downloads.again(one, timezone.now())
    make.func(one.pk)

    assert slow
    assert not downloads.settle(slow, ["status.xlsx"], timezone.now())
    downloads.fail(slow, timezone.now())
    assert "Se vad den ändrar" in list_of(lead)


def test_a_file_that_nobody_has_read_goes_after_a_week(lead: Person) -> None:
    one = sent(signed_in(lead), exported(edited))
    Download.objects.filter(pk=one.pk).update(asked_at=timezone.now() - dt.timedelta(days=8))

    call_command("dispose", verbosity=0)

    assert not DownloadPart.objects.exists()


def test_who_has_too_many_waiting_is_told_so(lead: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    one = sent(signed_in(lead), exported(edited))
    monkeypatch.setattr(returned, "MAX_WAITING", 0)

    make.func(one.pk)

    assert "Släng en av dem först" in list_of(lead)


def test_many_changes_are_saved_by_the_worker_and_counted(lead: Person, mandate: f.Mandate) -> None:
    one = approved(kept(exported(edited), lead))
    assert owner(mandate) == "Bo"

    make.func(one.pk)

    one.refresh_from_db()
    assert owner(mandate) == "Filen"
    assert (one.done, one.all) == (1, 1)
    assert "1 ändring är sparad" in list_of(lead)


def test_while_it_is_saved_nothing_more_of_the_report_can_be_approved(lead: Person) -> None:
    report = kept(exported(edited), lead)
    approved(report)

    page = signed_in(lead).get(reverse("returned-look", args=[report.uid]))

    assert "håller på att sparas" in words(page)
    assert not page_of(page).xpath("//button[text()='Spara det som är ikryssat']")
    sent_again = {"seen": page.context["page"].fingerprint, "edit": [page.context["page"].edits[0].id]}
    assert signed_in(lead).post(page.request["PATH_INFO"], sent_again).status_code == 409


def test_what_was_changed_after_the_approval_is_not_overwritten(lead: Person, mandate: f.Mandate) -> None:
    report = kept(exported(edited), lead)
    one = approved(report)
    write(mandate, [risk.model_copy(update={"owner": "Här"}) for risk in text(mandate).risks])

    make.func(one.pk)

    assert owner(mandate) == "Här"
    assert "1 ändring är inte sparad. Det ändrades under tiden." in list_of(lead)
    look = words(signed_in(lead).get(reverse("returned-look", args=[report.uid])))
    assert "Blev inte sparad: Det ändrades under tiden." in look


def test_who_may_not_any_more_saves_nothing_and_learns_nothing(lead: Person, mandate: f.Mandate) -> None:
    one = approved(kept(exported(edited), lead))
    RoleAssignment.objects.filter(directive=mandate.directive, role="lead").update(
        holder_kind=None, holder_id=None
    )
    Directive.objects.filter(pk=mandate.directive.pk).update(visibility=Visibility.RESTRICTED)

    make.func(one.pk)

    assert owner(mandate) == "Bo"
    assert "Raden hör till ett uppdrag som du inte arbetar med" in list_of(lead)
    assert "Få hinner" not in list_of(lead)


class Killed(BaseException):
    """The worker's process ended, and had no time to tell of it."""


@pytest.mark.both_databases
def test_after_a_worker_that_died_each_change_is_made_exactly_once(
    lead: Person, mandate: f.Mandate, second: f.Mandate, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = approved(kept(exported(edited), lead))
    before = [saves(mandate), saves(second)]
    with monkeypatch.context() as dying:
        dying.setattr(downloads, "progressed", dies)
        dying.setattr(downloads, "fail", dies)
        with pytest.raises(Killed):
            make.func(one.pk)
    [done] = [m for m in (mandate, second) if owner(m) == "Filen"]
    # Somebody sets back by hand what was saved: it then says what it did when the file was approved.
    write(done, [risk.model_copy(update={"owner": "Bo"}) for risk in text(done).risks])
    Download.objects.update(touched_at=timezone.now() - dt.timedelta(hours=1))

    signed_in(lead).post(reverse("download-again", args=[one.uid]))
    make.func(one.pk)

    assert "2 ändringar är sparade" in list_of(lead)
    assert sorted([owner(mandate), owner(second)]) == ["Bo", "Filen"]
    assert owner(done) == "Bo"
    by_hand = [mandate is done, second is done]
    assert [saves(mandate), saves(second)] == [n + 1 + own for n, own in zip(before, by_hand, strict=True)]


def dies(*args: Any) -> None:
    raise Killed


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_each_change_once(race: Any) -> None:
    made = f.at("preparation", risks=(f.row(Risk, text="Få hinner", owner="Bo"),))
    report = kept(exported(edited), made.cast.lead)
    before = saves(made)
    returned.approve(report=report, chosen=found(report))

    def carry_out() -> ReturnedReport:
        return returned.carry_out(report=report, now=f.NOW)

    race(carry_out, carry_out)

    report.refresh_from_db()
    assert (report.saved, report.refused, report.approved) == (1, {}, {})
    assert saves(made) == before + 1


def test_a_file_that_was_thrown_away_while_it_was_saved_can_be_left(lead: Person) -> None:
    report = kept(exported(edited), lead)
    one = approved(report)
    returned.discard(report=report)

    with pytest.raises(ReturnedReport.DoesNotExist):
        make.func(one.pk)

    assert "Sparandet avbröts" in list_of(lead)


def test_the_list_takes_as_many_queries_however_long_it_is(
    lead: Person, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(lead)
    one = sent(client, exported(edited))
    make.func(one.pk)
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("downloads"))
        most = len(few)
    approved(ReturnedReport.objects.get())
    sent(client, exported())

    with django_assert_max_num_queries(most):
        client.get(reverse("downloads"))
