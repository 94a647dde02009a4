"""What the report says of changes since the last one with the same choice."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

import openpyxl
import pytest
from django.utils import translation

from tests import factories as f
from uppdragil.directives.content import Visibility
from uppdragil.directives.models import Directive
from uppdragil.documents.models import StatusExport
from uppdragil.documents.statusreport.build import write_report
from uppdragil.organisation.models import Duty, Person
from uppdragil.portfolio.listing import Listing
from uppdragil.portfolio.returning import known

pytestmark = pytest.mark.django_db
DAY = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
CHANGES, README = "Ändringar sedan förra rapporten", "Läs mig"


def made(person: Person | None = None, days: int = 0, **on: str) -> openpyxl.Workbook:
    """The report of `person`, so many days later."""
    file, now = BytesIO(), DAY + dt.timedelta(days=days)
    listing = Listing(person, now.date(), on) if person else None
    with translation.override("sv"):
        write_report(file, person=person, now=now, listing=listing)
    return openpyxl.load_workbook(file)


def changes(book: openpyxl.Workbook) -> list[tuple[str | None, ...]]:
    rows = book[CHANGES].iter_rows(min_row=2, max_col=6, values_only=True)
    return [row[1:] for row in rows if row[0]]


def compared(book: openpyxl.Workbook) -> str:
    return next(row[1] for row in book[README].iter_rows(values_only=True) if row[0] == "Jämförs med")


def test_the_first_report_has_nothing_to_compare_with() -> None:
    f.mandate()
    book = made()
    assert changes(book) == []
    assert compared(book).startswith("Det finns ingen tidigare rapport")


def test_the_next_one_tells_of_new_mandates_new_phases_and_lasting_ones_of_nothing() -> None:
    f.at("preparation", title="Som förut")
    moved = f.at("preparation", title="Vidare")
    made()
    Directive.objects.filter(pk=moved.directive.pk).update(phase="bp1")
    Directive.objects.filter(pk=f.mandate(title="Nytt").directive.pk).update(
        created_at=DAY + dt.timedelta(days=3)
    )
    book = made(days=7)
    assert sorted(changes(book)) == [
        ("Nytt", "Nytt uppdrag", None, None, "Utkast"),
        ("Vidare", "Ny fas", None, "Förberedelse", "Väntar på BP1"),
    ]
    assert compared(book) == "Rapporten 2 mars 2026 13:00, med samma urval."


def test_a_gate_that_is_postponed_is_told_with_both_days() -> None:
    late = f.at("bp1", title="Bordlagt")
    made()
    late.decide("postpone", proposal=late.proposal("postpone", postponed_to=dt.date(2026, 5, 24)))
    told = changes(made(days=7))
    assert told == [
        ("Bordlagt", "Beslutspunkt flyttad", "BP1 Start av uppdraget", "2026-05-04", "2026-05-24")
    ]


def test_what_has_left_the_selection_is_named_and_what_came_into_it() -> None:
    office, gone = f.duty(f.person("Ove")), f.mandate(title="Borta")
    made(office, phase="draft")
    Directive.objects.filter(pk=gone.directive.pk).update(phase="bp0")
    assert changes(made(office, 7, phase="draft")) == [("Borta", "Inte längre i urvalet", None, None, None)]
    assert changes(made(office, 8, phase="draft")) == []


def test_a_report_with_another_choice_is_not_compared_with() -> None:
    office = f.duty(f.person("Ove"))
    made(office)
    assert changes(made(office, 7, phase="draft")) == []


def test_another_of_the_office_goes_on_from_the_last_report_and_a_reader_does_not() -> None:
    f.at("preparation", title="Hemligt", visibility=Visibility.RESTRICTED)
    ove = f.duty(f.person("Ove"))
    made(ove)
    assert compared(made(f.duty(f.person("Ina")), 7)).endswith(f"av {ove}, med samma urval.")
    reader = f.person("Elin")
    assert compared(made(reader, 7)).startswith("Det finns ingen tidigare")


def test_ones_own_mandates_are_not_compared_with_anothers() -> None:
    signe, lena = f.duty(f.person("Signe")), f.duty(f.person("Lena"))
    made(signe, whose="mine")
    assert compared(made(lena, days=1, whose="mine")).startswith("Det finns ingen tidigare rapport")
    assert f"av {signe}" in compared(made(signe, days=2, whose="mine"))


def test_nobody_who_may_not_see_a_mandate_any_more_is_told_that_it_left() -> None:
    reader, hidden = f.person("Elin"), f.at("preparation", title="Hemligt")
    assert [row[2].value for row in made(reader)["Översikt"].iter_rows(min_row=2)] == ["Hemligt"]
    Directive.objects.filter(pk=hidden.directive.pk).update(visibility=Visibility.RESTRICTED)
    book = made(reader, 7)
    shown = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not any("Hemligt" in words or hidden.directive.number in words for words in shown)


def test_who_left_the_office_is_not_told_what_the_office_saw() -> None:
    ove, hidden = f.duty(f.person("Ove")), f.at("preparation", visibility=Visibility.RESTRICTED)
    made(ove)
    Duty.objects.all().delete()
    book = made(Person.objects.get(pk=ove.pk), 7)
    assert changes(book) == []
    assert hidden.directive.number not in [row[0].value for row in book["Översikt"].iter_rows()]


def test_only_the_last_report_of_a_choice_keeps_what_it_said() -> None:
    made()
    made(days=7)
    assert [export.said is None for export in StatusExport.objects.all()] == [False, True]


def test_the_workbook_is_known_when_it_comes_back() -> None:
    token = made().custom_doc_props["uppdragil"].value
    assert known(token)
    assert not known(token[:-1] + ("x" if token[-1] != "x" else "y"))
