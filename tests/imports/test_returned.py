"""A status report that was edited in Excel comes back: nothing is saved before somebody approves, and who may."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Iterable
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests import factories as f
from tests.web.directive_pages import signed_in, words
from uppdragil.directives import storage
from uppdragil.directives.content import Activity, DirectiveContent, Milestone, Risk, Visibility
from uppdragil.directives.models import Progress
from uppdragil.documents.statusreport.build import write_report
from uppdragil.imports import returned
from uppdragil.imports.models import ReturnedReport
from uppdragil.imports.returnededits import Edit, State, edits
from uppdragil.imports.returnedfile import NotAReport, read_report
from uppdragil.organisation.models import Person
from uppdragil.web.returnedpage import ReturnedPage

pytestmark = pytest.mark.django_db
Change = Callable[[Any], object]


@pytest.fixture
def mandate() -> f.Mandate:
    return f.at(
        "preparation",
        activities=(
            f.row(Activity, name="Utbilda", start="2026-06-01", end="2026-08-03", responsible="Ann"),
        ),
        milestones=(f.row(Milestone, date="2026-09-01", decision="Avtal klart", gate="MS1"),),
        risks=(
            f.row(Risk, text="Få hinner", probability=2, consequence=3, measure="Två omgångar", owner="Bo"),
        ),
    )


def exported(change: Change = lambda book: None, language: str = "sv") -> bytes:
    """The report as it was made, then changed as somebody does in Excel."""
    file = io.BytesIO()
    with translation.override(language):
        write_report(file, person=None, now=f.NOW)
    book = openpyxl.load_workbook(file)
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def put(book: Any, sheet: str, heading: str, value: object) -> None:
    """Into the first row of a sheet."""
    head = [cell.value for cell in book[sheet][1]]
    book[sheet].cell(2, head.index(heading) + 1).value = value


def typed(sheet: str, heading: str, value: object) -> Change:
    return lambda book: put(book, sheet, heading, value)


def kept(data: bytes, by: Person) -> ReturnedReport:
    return returned.keep(edits=returned.read(data), name="status.xlsx", by=by, now=f.NOW)


def found(report: ReturnedReport) -> list[Edit]:
    return edits(report, report.person, f.NOW.date())


def approve(report: ReturnedReport) -> list[str]:
    returned.approve(report=report, chosen=found(report))
    return list(returned.carry_out(report=report, now=f.NOW).refused.values())


def text(mandate: f.Mandate) -> DirectiveContent:
    mandate.directive.refresh_from_db()
    return storage.load(mandate.directive)


def changed_here(mandate: f.Mandate, **said: str) -> None:
    write(mandate, [risk.model_copy(update=said) for risk in text(mandate).risks])


def write(mandate: f.Mandate, risks: Iterable[Risk]) -> None:
    """What the lead says of risks on the mandate's own page."""
    content = text(mandate).model_copy(update={"risks": tuple(risks)})
    storage.write_chapters(mandate.directive, ["risks"], content, by=mandate.cast.lead, now=f.NOW)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_report_that_nobody_edited_changes_nothing(mandate: f.Mandate, language: str) -> None:
    report = kept(exported(language=language), mandate.cast.lead)
    assert report.edits == []


def test_nothing_is_saved_before_it_is_approved_and_then_all_that_was_chosen(mandate: f.Mandate) -> None:
    def change(book: Any) -> None:
        put(book, "Delaktiviteter", "Slut", dt.date(2026, 8, 10))
        put(book, "Delaktiviteter", "Ansvarig", "Cecilia Dahl")
        put(book, "Delaktiviteter", "Läge", "Klar")
        put(book, "Delaktiviteter", "Klar den", "2026-02-27")
        put(book, "Delaktiviteter", "Kommentar", "Gick fort")
        put(book, "Milstolpar", "Datum", "1 oktober 2026")
        put(book, "Risker", "Åtgärd", "Tre omgångar")

    before = text(mandate)
    report = kept(exported(change), mandate.cast.lead)
    assert text(mandate) == before
    assert [edit.state for edit in found(report)] == [State.READY] * 7
    assert approve(report) == []
    now = text(mandate)
    assert (now.activities[0].end, now.activities[0].responsible) == (dt.date(2026, 8, 10), "Cecilia Dahl")
    assert (now.milestones[0].date, now.risks[0].measure) == (dt.date(2026, 10, 1), "Tre omgångar")
    progress = Progress.objects.get(directive=mandate.directive)
    assert (progress.state, progress.done_on, progress.comment) == ("done", dt.date(2026, 2, 27), "Gick fort")
    assert found(report) == []


def test_what_was_changed_here_since_is_a_conflict_with_both_texts(mandate: f.Mandate) -> None:
    data = exported(typed("Risker", "Ägare", "Filen"))
    changed_here(mandate, owner="Här")
    (edit,) = found(kept(data, mandate.cast.lead))
    assert (edit.state, edit.now, edit.new) == (State.CONFLICT, "Här", "Filen")


def test_another_cell_of_the_row_that_was_changed_here_is_no_conflict(mandate: f.Mandate) -> None:
    data = exported(typed("Risker", "Ägare", "Filen"))
    changed_here(mandate, measure="Här")
    report = kept(data, mandate.cast.lead)
    assert approve(report) == []
    assert (text(mandate).risks[0].owner, text(mandate).risks[0].measure) == ("Filen", "Här")


def test_what_is_changed_between_the_look_and_the_approval_is_not_overwritten(mandate: f.Mandate) -> None:
    report = kept(exported(typed("Risker", "Ägare", "Filen")), mandate.cast.lead)
    page = signed_in(mandate.cast.lead)
    seen = page.get(reverse("returned-look", args=[report.uid])).context["page"]
    changed_here(mandate, owner="Här")
    sent = {"seen": seen.fingerprint, "edit": [seen.edits[0].id]}
    answer = page.post(reverse("returned-look", args=[report.uid]), sent)
    assert answer.status_code == 409
    assert text(mandate).risks[0].owner == "Här"


def test_the_days_of_gates_are_locked_and_say_so(mandate: f.Mandate) -> None:
    (edit,) = found(
        kept(exported(typed("Beslutspunkter", "Planerat nu", dt.date(2027, 1, 1))), mandate.cast.lead)
    )
    with translation.override("sv"):
        assert (edit.state, edit.sentence) == (
            State.CANNOT,
            "Beslutspunkternas datum är låsta. Begär en ändring på uppdragets sida.",
        )


@pytest.mark.parametrize(
    ("heading", "value", "why"),
    [
        ("Slut", "snart", "bad_date"),
        ("Slut", "=TODAY()", "formula"),
        ("Läge", "Nästan", "bad_state"),
        ("Klar den", dt.date(2026, 2, 1), "not_done"),
        ("Ansvarig", "x" * 30_000, "too_long"),
    ],
)
def test_a_cell_that_cannot_be_used_says_why(
    mandate: f.Mandate, heading: str, value: object, why: str
) -> None:
    (edit,) = found(kept(exported(typed("Delaktiviteter", heading, value)), mandate.cast.lead))
    assert (edit.state, edit.why) == (State.CANNOT, why)


@pytest.mark.parametrize(("heading", "value"), [("Slut", "snart"), ("Läge", "Nästan")])
def test_what_cannot_be_used_is_shown_as_it_was_typed(mandate: f.Mandate, heading: str, value: str) -> None:
    report = kept(exported(typed("Delaktiviteter", heading, value)), mandate.cast.lead)
    assert [line.new for _, lines in ReturnedPage(report, found(report)).groups for line in lines] == [value]


def test_only_who_may_edit_the_mandate_saves(mandate: f.Mandate) -> None:
    data = exported(typed("Risker", "Ägare", "Filen"))
    report = kept(data, f.duty(f.person("Ove")))
    assert [(edit.state, edit.why) for edit in found(report)] == [(State.CANNOT, "not_editable")]
    approve(report)
    assert text(mandate).risks[0].owner == "Bo"


def test_a_mandate_that_cannot_be_edited_now_is_told_of_in_one_line(mandate: f.Mandate) -> None:
    report = kept(exported(typed("Risker", "Ägare", "Filen")), f.duty(f.person("Ove")))
    page = signed_in(report.person).get(reverse("returned-look", args=[report.uid]))
    assert "Uppdrag som du inte kan ändra nu" in words(page)
    assert f"{mandate.directive} 1 ändring" in words(page)


def test_a_mandate_at_a_gate_is_not_edited() -> None:
    made = f.at("bp1", risks=(f.row(Risk, text="Få hinner", owner="Bo"),))
    (edit,) = found(kept(exported(typed("Risker", "Ägare", "Filen")), made.cast.lead))
    assert edit.why == "not_editable"


def test_a_restricted_mandate_is_not_betrayed_to_who_brings_a_file_about_it() -> None:
    f.at(
        "preparation", visibility=Visibility.RESTRICTED, risks=(f.row(Risk, text="Hemlig risk", owner="Bo"),)
    )
    data = exported(typed("Risker", "Ägare", "Filen"))
    report = kept(data, f.person("Elin"))
    page = signed_in(report.person).get(reverse("returned-look", args=[report.uid]))
    assert "Raderna hör till uppdrag som du inte arbetar med" in words(page)
    assert "Hemlig risk" not in words(page)
    for edit in report.edits:
        edit["directive"] = "0" * 32  # one that there is not gives the same answer
    report.save()
    (unknown,) = found(report)
    assert (unknown.why, unknown.label, unknown.now) == ("not_yours", "", "")


def test_columns_in_another_order_foreign_columns_and_foreign_sheets_do_no_harm(mandate: f.Mandate) -> None:
    def change(book: Any) -> None:
        put(book, "Risker", "Ägare", "Filen")
        book["Risker"].insert_cols(1)
        book["Risker"]["A2"] = "=1+1"
        book.create_sheet("Mina egna", 0)["A1"] = "=SUM(1,2)"
        del book["Milstolpar"]

    report = kept(exported(change), mandate.cast.lead)
    assert approve(report) == []
    assert text(mandate).risks[0].owner == "Filen"


def test_a_row_that_is_gone_says_so(mandate: f.Mandate) -> None:
    data = exported(typed("Risker", "Ägare", "Filen"))
    write(mandate, ())
    assert [edit.why for edit in found(kept(data, mandate.cast.lead))] == ["gone"]


def test_a_row_that_was_copied_is_not_saved_over_the_one_that_it_came_from(mandate: f.Mandate) -> None:
    def change(book: Any) -> None:
        sheet = book["Risker"]
        sheet.append([cell.value for cell in sheet[2]])
        put(book, "Risker", "Ägare", "En ny risks ägare")

    report = kept(exported(change), mandate.cast.lead)
    assert [(edit.state, edit.why) for edit in found(report)] == [(State.CANNOT, "twice")]


def test_more_changes_than_a_page_can_show_are_refused(
    mandate: f.Mandate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(returned, "MAX_EDITS", 1)

    def change(book: Any) -> None:
        put(book, "Risker", "Ägare", "Filen")
        put(book, "Risker", "Åtgärd", "Filens")

    assert len(returned.read(exported(typed("Risker", "Ägare", "Filen")))) == 1
    with pytest.raises(NotAReport, match="fler än 1 ändrad"), translation.override("sv"):
        returned.read(exported(change))


def without_hidden_columns(book: Any) -> None:
    book["Risker"].delete_cols(9, 2)


def with_a_column_twice(book: Any) -> None:
    book["Risker"]["I1"] = "Ägare"


def with_a_sheet_twice(book: Any) -> None:
    book.copy_worksheet(book["Risker"]).title = "Risks"


def foreign(book: Any) -> None:
    book.custom_doc_props.props[0].value = "abc:def"


def merged(book: Any) -> None:
    book["Risker"].merge_cells("A3:B3")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (without_hidden_columns, "no_key"),
        (with_a_column_twice, "column_twice"),
        (with_a_sheet_twice, "sheet_twice"),
        (foreign, "foreign"),
        (merged, "merged"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused_with_a_sentence(
    mandate: f.Mandate, change: Change, code: str
) -> None:
    with pytest.raises(NotAReport) as refused:
        read_report(exported(change))
    assert refused.value.code == code
    assert str(refused.value).endswith(".")


def with_part(data: bytes, name: str, part: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, part)
    return out.getvalue()


def test_bombs_macros_and_broken_files_are_refused(mandate: f.Mandate) -> None:
    sound = exported()
    hostile = {
        "not_a_workbook": [b"", b"PK\x03\x04", sound[:-200], b"%PDF-1.7"],
        "macros": [with_part(sound, "xl/vbaProject.bin", b"x")],
        "too_large": [b"PK" + b"0" * 6_000_000, with_part(sound, "xl/bomb.xml", b" " * 70_000_000)],
    }
    for code, files in hostile.items():
        for data in files:
            with pytest.raises(NotAReport) as refused:
                read_report(data)
            assert refused.value.code == code


def test_nobody_sees_what_another_has_given_back(mandate: f.Mandate) -> None:
    report = kept(exported(typed("Risker", "Ägare", "Filen")), mandate.cast.lead)
    other: Client = signed_in(f.person("Elin"))
    assert other.get(reverse("returned-look", args=[report.uid])).status_code == 404
    assert other.post(reverse("returned-discard", args=[report.uid])).status_code == 404


def test_the_pages_take_the_file_show_the_changes_and_save_what_is_ticked(mandate: f.Mandate) -> None:
    client = signed_in(mandate.cast.lead)
    file = io.BytesIO(exported(typed("Risker", "Ägare", "Filen")))
    file.name = "status.xlsx"
    answer = client.post(reverse("returned"), {"file": file}, follow=True)
    shown = words(answer)
    assert all(said in shown for said in ("Ägare: Få hinner", "Risker, rad 2", "Bo", "Filen", "Kan sparas"))
    page = answer.context["page"]
    client.post(answer.request["PATH_INFO"], {"seen": page.fingerprint, "edit": [page.edits[0].id]})
    assert text(mandate).risks[0].owner == "Filen"


def test_the_page_refuses_a_foreign_file_with_a_sentence() -> None:
    file = io.BytesIO(b"not a workbook")
    file.name = "status.xlsx"
    answer = signed_in(f.person()).post(reverse("returned"), {"file": file})
    assert answer.status_code == 422
    assert "Filen är inte en arbetsbok (.xlsx) som går att läsa." in words(answer)
