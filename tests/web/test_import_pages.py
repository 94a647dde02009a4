"""The import's pages: what comes in, what is refused, what is shown, and that one press makes one directive."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import lxml.html
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests import factories
from tests.imports.cases import EDITION
from tests.imports.files import making
from uppdragil.directives import storage
from uppdragil.directives.content import DirectiveContent, HolderKind, ImpactGoal, MandateGoal, Role
from uppdragil.directives.models import Directive
from uppdragil.documents.word.export import build_word
from uppdragil.imports import services
from uppdragil.imports.models import ImportDraft
from uppdragil.imports.recogniser import recognise
from uppdragil.organisation.models import Person, Position, Unit

pytestmark = pytest.mark.django_db

DEMO = (settings.BASE_DIR / "fixtures" / "demo" / "uppdragsdirektiv.txt").read_text("utf-8")


@pytest.fixture
def anna() -> Person:
    """Anna, and the positions that the demo's text names."""
    director = Person.objects.create(name="Karin Almberg", title="Hälso- och sjukvårdsdirektör")
    for title in ("Hälso- och sjukvårdsdirektör", "Utvecklingsdirektör"):
        factories.hold(Position.objects.create(title=title), director)
    Unit.objects.create(name="Primärvården")
    anna = Person.objects.create(name="Anna Lindqvist", title="Verksamhetsutvecklare")
    return factories.with_account(anna)


def logged_in(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


@pytest.fixture
def web(anna: Person) -> Client:
    return logged_in(anna)


def paste(client: Client, text: str = DEMO, **more: object):
    return client.post(reverse("import_directive"), {"text": text, **more})


def upload(client: Client, data: bytes, name: str = "direktiv.txt"):
    return client.post(reverse("import_directive"), {"file": SimpleUploadedFile(name, data)})


@pytest.fixture
def draft(web: Client) -> ImportDraft:
    paste(web)
    return ImportDraft.objects.get()


def preview(draft: ImportDraft) -> str:
    return reverse("import-preview", args=[draft.uid])


def filled(client: Client, draft: ImportDraft) -> dict[str, str]:
    """The preview's form as it is shown, without a change."""
    form = client.get(preview(draft)).context["page"].form
    return {field.html_name: field.value() or "" for field in form}


def created(client: Client, draft: ImportDraft, **changes: str) -> DirectiveContent:
    client.post(preview(draft), filled(client, draft) | changes)
    return storage.load(Directive.objects.get())


# What comes in


def test_a_pasted_text_leads_to_its_preview(web: Client) -> None:
    response = paste(web)
    assert response.status_code == 302
    assert response["Location"] == preview(ImportDraft.objects.get())


@pytest.mark.parametrize("name", ["direktiv.txt", "DIREKTIV.MD"])
def test_a_text_file_is_read(web: Client, name: str) -> None:
    assert upload(web, DEMO.encode(), name).status_code == 302


def test_the_same_text_twice_is_one_import(web: Client) -> None:
    paste(web)
    paste(web)
    assert ImportDraft.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"PK\x03\x04" + bytes(range(256)) * 40, "direktiv.txt", "Filen är skadad"),
        (b"\x7fELF" + bytes(range(256)) * 40, "direktiv.docx", "varken text, Word eller PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "direktiv.doc", "gammal Word-version"),
        (b"a" * 3 * 1024**2, "direktiv.txt", "större än 2 MB"),
        (b"", "direktiv.txt", "Filen är tom"),
        (b"  \n \n", "direktiv.txt", "Filen är tom"),
    ],
)
def test_a_hostile_file_is_refused_with_a_sentence(web: Client, data: bytes, name: str, says: str) -> None:
    response = upload(web, data, name)
    assert response.status_code == 422
    assert says in response.content.decode()
    assert not ImportDraft.objects.exists()


@pytest.mark.parametrize(
    "text", ["En inköpslista", "1. Bakgrund\nbara ett kapitel", "x" * (2 * 1024**2 + 1), "mellan\0rum"]
)
def test_a_refused_text_stays_in_the_form(web: Client, text: str) -> None:
    response = paste(web, text)
    assert response.status_code == 422
    assert response.context["form"]["text"].value() == text


def test_the_text_of_a_refused_file_is_taken_over(web: Client) -> None:
    response = upload(web, "En inköpslista".encode())
    assert response.status_code == 422
    assert response.context["form"]["text"].value() == "En inköpslista"


def test_a_text_beside_a_file_is_not_lost(web: Client) -> None:
    response = paste(web, "Min text", file=SimpleUploadedFile("direktiv.txt", DEMO.encode()))
    assert response.status_code == 422
    assert "Min text" in response.content.decode()


def test_nobody_heaps_up_imports(web: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MAX_WAITING", 1)
    paste(web)
    response = paste(web, DEMO + "\nNågot mer")
    assert response.status_code == 422
    assert "importer som väntar" in response.content.decode()


def test_an_account_without_a_person_imports_nothing() -> None:
    user = factories.with_account(factories.person()).user
    Person.objects.all().update(user=None)
    client = Client()
    client.force_login(user)
    assert client.get(reverse("import_directive")).status_code == 403


# The preview


def test_the_preview_shows_what_was_read_and_what_clashes(web: Client, draft: ImportDraft) -> None:
    shown = web.get(preview(draft)).content.decode()
    assert "Digital mottagning i primärvården" in shown
    assert "13 av 13" in shown
    assert "BP0 är 12 oktober 2026 i kapitel 5 men 6 december 2027 i 9.1." in shown
    assert "På beslutsbladet för BP1 står Utvecklingsdirektör som uppdragsägare." in shown


def test_a_line_without_a_place_is_shown_with_its_number(web: Client) -> None:
    text = DEMO + "\nUtanför allt"
    paste(web, text)
    shown = web.get(preview(ImportDraft.objects.get())).content.decode()
    assert "1 rad kunde inte placeras" in shown
    number = text.splitlines().index("Utanför allt") + 1
    assert f'<li value="{number}">Utanför allt</li>' in shown
    assert f'<li value="{number}" class="source__unplaced">Utanför allt ' in shown


def test_each_line_stands_once_beside_what_was_read_of_it(web: Client, draft: ImportDraft) -> None:
    page = lxml.html.fromstring(web.get(preview(draft)).content.decode())
    pairs = {pair.findtext(".//h2/span[2]"): pair for pair in page.find_class("pair")}
    numbers = [int(line.get("value")) for line in page.xpath("//*[@class='pair__source']//li")]
    assert sorted(numbers) == [n for n, line in enumerate(DEMO.split("\n"), 1) if line.strip()]
    assert "BP0" in pairs["Tidplan"].find_class("pair__source")[0].text_content()
    assert "Patientföreningar" in pairs["Organisation"].find_class("pair__source")[0].text_content()


def test_a_word_file_is_shown_with_its_chapters(web: Client) -> None:
    upload(web, making.word(recognise(DEMO, EDITION).content), "direktiv.docx")
    shown = web.get(preview(ImportDraft.objects.get())).content.decode()
    assert "Varje rad fick sin plats." in shown
    assert "| BP1 Beslut Start av uppdraget | 2/11-2026 | 2/11-2026 |" in shown


def test_markup_in_the_text_is_only_text(web: Client) -> None:
    paste(web, DEMO.replace("Centrala ledningsgruppen", "<script>alert(1)</script><b>x</b>"))
    shown = web.get(preview(ImportDraft.objects.get())).content.decode()
    assert "&lt;script&gt;" in shown
    assert not re.search(r"<script(?!( type=\"module\")? src=)", shown)
    assert "<b>x</b>" not in shown


def test_sure_links_are_chosen_beforehand(web: Client, draft: ImportDraft, anna: Person) -> None:
    owner = Position.objects.get(title="Hälso- och sjukvårdsdirektör")
    content, form = draft.read().content, filled(web, draft)
    chosen = {row.role: form[f"pick_{row.uid}"] for row in content.roles}
    assert chosen[Role.OWNER] == chosen[Role.RECEIVER] == f"position:{owner.uid}"
    assert chosen[Role.LEAD] == f"person:{anna.uid}"
    assert chosen[Role.STAKEHOLDER] == ""


def test_a_misspelt_name_is_offered_and_not_chosen(web: Client) -> None:
    paste(web, DEMO.replace("Anna Lindqvist", "Anna Lindkvist"))
    form = web.get(preview(ImportDraft.objects.get())).context["page"].form
    lead = next(field for field in form.links() if field.label == "Uppdragsledare")
    offered = json.loads(lead.field.widget.attrs["data-offers"])
    assert lead.value() == ""
    assert [one["name"] for one in offered] == ["Anna Lindqvist"]
    assert "Anna Lindqvist" in lead.help_text


def test_one_press_makes_the_draft_as_suggested(web: Client, draft: ImportDraft, anna: Person) -> None:
    content = created(web, draft)
    owner = Position.objects.get(title="Hälso- och sjukvårdsdirektör")
    linked = {row.role: (row.holder_kind, row.holder_id) for row in content.roles}
    assert linked[Role.OWNER] == linked[Role.RECEIVER] == (HolderKind.POSITION, owner.uid)
    assert linked[Role.LEAD] == (HolderKind.PERSON, anna.uid)
    assert linked[Role.SPONSOR] == (None, None)
    assert Directive.objects.get().phase == "draft"


def test_the_heads_gaps_are_filled_in(web: Client, draft: ImportDraft) -> None:
    unit = Unit.objects.get()
    content = created(
        web,
        draft,
        unit=f"unit:{unit.uid}",
        registry_number="RS 12-2026",
        visibility="restricted",
        title="Ny titel",
    )
    assert (content.unit, content.unit_id) == (unit.name, unit.uid)
    assert (content.title, content.registry_number, content.visibility) == (
        "Ny titel",
        "RS 12-2026",
        "restricted",
    )


def test_a_second_press_finds_the_first_ones_directive(web: Client, draft: ImportDraft) -> None:
    form = filled(web, draft)
    first, second = web.post(preview(draft), form), web.post(preview(draft), form)
    assert first["Location"] == second["Location"] == reverse("directive", args=[Directive.objects.get().uid])


def test_the_used_import_keeps_no_text(web: Client, draft: ImportDraft) -> None:
    created(web, draft)
    draft.refresh_from_db()
    assert (draft.source, draft.recognised, draft.choices) == ("", {}, {})


def test_without_a_lead_the_maker_is_told_who_may_edit(web: Client, draft: ImportDraft) -> None:
    lead = draft.read().content.holders(Role.LEAD)[0]
    response = web.post(preview(draft), filled(web, draft) | {f"link_{lead.uid}": ""}, follow=True)
    assert "Ingen är kopplad som ledare" in response.content.decode()


def test_a_number_that_is_taken_is_refused_with_everything_kept(web: Client, draft: ImportDraft) -> None:
    taken = factories.mandate(number="U 2020-001").directive.number
    response = web.post(preview(draft), filled(web, draft) | {"number": taken, "title": "Min titel"})
    assert response.status_code == 409
    assert "Ett annat uppdrag har det numret" in response.content.decode()
    assert "Min titel" in response.content.decode()
    assert Directive.objects.count() == 1


@pytest.mark.parametrize("value", ["person:0000000000000000", "position:x", "person:", "nonsense"])
@pytest.mark.parametrize("named", ["link", "pick"])
def test_a_forged_link_is_refused(web: Client, draft: ImportDraft, value: str, named: str) -> None:
    lead = draft.read().content.holders(Role.LEAD)[0]
    other = {f"link_{lead.uid}": "Någon helt annan", f"pick_{lead.uid}": ""}
    response = web.post(preview(draft), filled(web, draft) | other | {f"{named}_{lead.uid}": value})
    assert response.status_code == 422
    assert not Directive.objects.exists()


def test_a_person_out_of_use_cannot_be_linked(web: Client, draft: ImportDraft) -> None:
    gone = Person.objects.create(name="Gunnar Gången", active=False)
    lead = draft.read().content.holders(Role.LEAD)[0]
    typed = {f"link_{lead.uid}": gone.name, f"pick_{lead.uid}": f"person:{gone.uid}"}
    assert web.post(preview(draft), filled(web, draft) | typed).status_code == 422


def test_somebody_else_is_linked_by_name(web: Client, draft: ImportDraft) -> None:
    other = Person.objects.create(name="Birgit Bytare")
    lead = draft.read().content.holders(Role.LEAD)[0]
    content = created(web, draft, **{f"link_{lead.uid}": "birgit bytare"})
    assert content.holders(Role.LEAD)[0].holder_id == other.uid


def test_the_page_is_as_large_however_large_the_register_is(web: Client, draft: ImportDraft) -> None:
    before = web.get(preview(draft)).content
    for number in range(20):
        Person.objects.create(name=f"Någon {number}")
    assert len(web.get(preview(draft)).content) == len(before)


def test_the_register_is_searched_from_the_import(web: Client, draft: ImportDraft, anna: Person) -> None:
    found = web.get(reverse("import-holder-search", args=[draft.uid]), {"q": "lindqv"}).json()
    assert [one["value"] for one in found["hits"]] == [f"person:{anna.uid}"]


def test_a_row_that_is_not_in_the_text_is_not_asked_for(
    web: Client, draft: ImportDraft, anna: Person
) -> None:
    forged = {"link_0000000000000000": anna.name, "pick_0000000000000000": f"person:{anna.uid}"}
    assert len(created(web, draft, **forged).roles) == 6


def test_kept_choices_are_there_next_time(web: Client, draft: ImportDraft) -> None:
    response = web.post(preview(draft), filled(web, draft) | {"do": "keep", "registry_number": "RS 7"})
    assert response["Location"] == reverse("import_directive")
    assert filled(web, draft)["registry_number"] == "RS 7"
    assert not Directive.objects.exists()


MIXED = """Kortare väg in

1 Bakgrund
Kön är lång.

1.1 Idé
En väg in.

Syfte
Att korta kön.

Uppdraget ska
- mäta kön varje vecka

3.1 Förutsättningar
- Lokaler finns.

3.2 Avgränsningar
- Inte tandvård.

7 Risker
- För få händer.

Kommunikation
Ett brev i veckan.
"""


def read_as(client: Client, uid: str, edition: str, **typed: str):
    return client.post(reverse("import-preview", args=[uid]), {"do": f"read:{edition}", **typed}, follow=True)


def test_a_text_is_read_by_another_model_and_back_with_what_was_typed(web: Client) -> None:
    factories.commission_edition()
    paste(web, MIXED)
    draft = ImportDraft.objects.get()
    first = draft.read()

    page = read_as(web, draft.uid, "uppdragshandling", title="Min titel", number="U 2031-1").content.decode()
    draft.refresh_from_db()
    assert (first.edition, draft.edition) == ("uppdragil-3.0", "uppdragshandling")
    assert draft.read().content.purpose == "Att korta kön."
    assert 'value="Min titel"' in page
    assert "Läs texten som UPPDRAGiL 3.0 i stället" in page

    read_as(web, draft.uid, "uppdragil-3.0")
    draft.refresh_from_db()
    assert draft.read().content.background == first.content.background


def test_the_directive_follows_the_model_that_was_chosen(web: Client) -> None:
    factories.commission_edition()
    paste(web, MIXED)
    draft = ImportDraft.objects.get()
    read_as(web, draft.uid, "uppdragshandling")
    web.post(reverse("import-preview", args=[draft.uid]), {"title": "Kö", "visibility": "internal"})

    assert Directive.objects.get().edition.key == "uppdragshandling"


@pytest.mark.parametrize("edition", ["uppdragshandling", "finns-inte", "", "\0"])
def test_a_text_that_is_none_of_the_model_stays_as_it_was_read(web: Client, edition: str) -> None:
    factories.commission_edition()
    paste(web)
    draft = ImportDraft.objects.get()
    before = draft.recognised
    answer = read_as(web, draft.uid, edition, title="Min\0 titel")

    draft.refresh_from_db()
    assert answer.status_code == 422
    assert (draft.edition, draft.recognised) == ("uppdragil-3.0", before)
    assert "Min" in answer.content.decode()


def test_a_word_file_of_ours_keeps_what_it_carries_when_it_is_read_there_and_back(web: Client) -> None:
    factories.commission_edition()
    goal = factories.row(ImpactGoal, text="Kortare väntan")
    serves = factories.row(MandateGoal, text="En ingång", impact_goals=(goal.uid,))
    made = factories.mandate(impact_goals=(goal,), mandate_goals=(serves,), activities=())
    spec = made.directive.edition.spec
    file = build_word(made.content, spec, owner="Region Exempel", at=factories.NOW)
    upload(web, file, "direktiv.docx")
    draft = ImportDraft.objects.get()
    read_as(web, draft.uid, "uppdragshandling")
    read_as(web, draft.uid, "uppdragil-3.0")

    draft.refresh_from_db()
    content = draft.read().content  # which goals it serves is not printed
    assert content.mandate_goals[0].impact_goals == (content.impact_goals[0].uid,)


def test_a_discarded_import_is_gone(web: Client, draft: ImportDraft) -> None:
    web.post(reverse("import-discard", args=[draft.uid]))
    assert not ImportDraft.objects.exists()
    assert web.get(preview(draft)).status_code == 404


def test_an_import_that_became_a_directive_cannot_be_discarded(web: Client, draft: ImportDraft) -> None:
    created(web, draft)
    web.post(reverse("import-discard", args=[draft.uid]))
    assert Directive.objects.exists()
    assert ImportDraft.objects.exists()


@pytest.mark.parametrize("move", [lambda c, url: c.get(url), lambda c, url: c.post(url, {"title": "x"})])
def test_somebody_elses_import_does_not_exist(
    draft: ImportDraft, move: Callable[[Client, str], object]
) -> None:
    other = logged_in(factories.with_account(factories.person()))
    assert move(other, preview(draft)).status_code == 404
    assert other.post(reverse("import-discard", args=[draft.uid])).status_code == 404
    assert ImportDraft.objects.exists()


def test_the_office_sees_everybodys_imports(draft: ImportDraft) -> None:
    office = logged_in(factories.with_account(factories.duty(factories.person())))
    assert office.get(preview(draft)).status_code == 200
    assert "Anna Lindqvist" in office.get(reverse("import_directive")).content.decode()


def test_waiting_imports_cost_the_same_number_of_queries(
    web: Client, anna: Person, draft: ImportDraft, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    url = reverse("import_directive")
    web.get(url)
    with CaptureQueriesContext(connection) as one:
        web.get(url)
    for number in range(9):
        services.keep(text=f"{DEMO}\nRad {number}", by=anna, now=factories.NOW)
    with django_assert_num_queries(len(one)):
        web.get(url)
