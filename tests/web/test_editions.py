"""The pages of the models: read by the office, drafted, previewed, checked, published."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from tests import factories as f
from tests.factories import NOW
from tests.web.directive_pages import page_of, signed_in, words
from uppdragil.directives.content import CHAPTER_KEYS
from uppdragil.directives.labels import CHAPTER_LABELS
from uppdragil.editions.drafting import services, shaping
from uppdragil.editions.models import EditionDraft
from uppdragil.editions.services import current, publish
from uppdragil.gates.prefill import JUDGEMENTS
from uppdragil.organisation.models import Person
from uppdragil.web.editionwords import JUDGEMENT_LABELS

pytestmark = pytest.mark.django_db
KEY = "uppdragil-3.0"
DRAFT = f"/editions/{KEY}/draft/"


@pytest.fixture
def office() -> Person:
    return f.duty(f.person("Signe"))


@pytest.fixture
def client(office: Person) -> Client:
    f.edition()
    return signed_in(office)


@pytest.fixture
def draft(client: Client) -> EditionDraft:
    client.post(f"{DRAFT}begin/")
    return EditionDraft.objects.get()


def _sent(client: Client, path: str, **changed: Any) -> dict[str, Any]:
    """The page's form as a browser would send it."""
    form = next(form for form in page_of(client.get(path)).forms if "seen" in form.fields)
    found: dict[str, Any] = {}
    for name, value in form.form_values():
        found.setdefault(name, []).append(value)
    return found | changed


def _spec() -> Any:
    return EditionDraft.objects.get().spec


def test_the_list_says_how_many_mandates_rest_on_each_revision(client: Client) -> None:
    f.mandate()

    page = page_of(client.get("/editions/"))

    row = page.xpath("//section[.//h2='UPPDRAGiL 3.0']//tbody/tr[1]/td/text()")
    assert row[1:] == ["1", "1"]


def test_the_list_does_not_cost_more_with_more_revisions(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/editions/")
    with django_assert_num_queries(6) as few:
        client.get("/editions/")
    spec = current(KEY).spec
    for n in range(4):
        publish(spec=spec.model_copy(update={"name": f"UPPDRAGiL {n}"}), now=NOW)

    with django_assert_num_queries(len(few)):
        client.get("/editions/")


def test_a_revision_is_read_with_help_examples_and_questions(client: Client) -> None:
    spec = current(KEY).spec

    page = words(client.get(f"/editions/{KEY}/1/"))

    said = [spec.chapter("risks").help, spec.chapter("risks").good, spec.gate("BP1").checklist[0].text]
    assert all(text in page for text in said)


def test_others_than_the_office_are_sent_away() -> None:
    f.edition()

    assert signed_in(f.person("Elin")).get("/editions/").status_code == 403


def test_a_chapter_is_written_anew(client: Client, draft: EditionDraft) -> None:
    path = f"{DRAFT}chapters/idea/"

    response = client.post(path, _sent(client, path, help="Skriv kort."))

    assert response.status_code == 302
    assert _spec().chapter("idea").help == "Skriv kort."


def test_what_somebody_else_saved_stands_beside_what_was_typed(
    client: Client, draft: EditionDraft, office: Person
) -> None:
    path = f"{DRAFT}chapters/idea/"
    sent = _sent(client, path, help="Mitt.")
    client.post(path, _sent(client, path, help="Deras."))

    response = client.post(path, sent)

    assert response.status_code == 409
    assert all(text in words(response) for text in ("Mitt.", "Deras.", "Signe"))
    again = next(form for form in page_of(response).forms if "seen" in form.fields)
    assert client.post(path, dict(again.form_values())).status_code == 302
    assert _spec().chapter("idea").help == "Mitt."


def test_what_was_typed_into_a_draft_that_is_gone_is_shown(client: Client, draft: EditionDraft) -> None:
    path = f"{DRAFT}chapters/idea/"
    sent = _sent(client, path, help="Mitt.")
    client.post(f"{DRAFT}discard/")

    response = client.post(path, sent)

    assert response.status_code == 409
    assert "Mitt." in response.content.decode()


def test_a_gate_requires_the_chapters_that_are_ticked(client: Client, draft: EditionDraft) -> None:
    path = f"{DRAFT}gates/BP0/"

    client.post(path, _sent(client, path, required=["background", "idea"], name="Nytt namn"))

    gate = _spec().gate("BP0")
    assert (gate.required, gate.name) == (("background", "idea"), "Nytt namn")


def test_a_question_is_added_and_a_proposal_adopted_moved_and_removed(
    client: Client, draft: EditionDraft
) -> None:
    path = f"{DRAFT}gates/BP0/new/"
    client.post(path, _sent(client, path, text="Är förvaltningen hörd?", prefill=""))

    for do in ("adopt:need", "down:need", "remove:form"):
        seen = shaping.mark(_spec(), "items:BP0")
        client.post(f"{DRAFT}act/", {"part": "items:BP0", "seen": seen, "do": do})

    items = _spec().gate("BP0").checklist
    assert [item.code for item in items][:2] == ["need", "strategy"]
    assert (items[0].proposal, items[-1].text) == (False, "Är förvaltningen hörd?")


def test_a_question_that_is_proposed_beside_the_five_is_taken_in(client: Client, draft: EditionDraft) -> None:
    seen = shaping.mark(_spec(), "items:BP1")

    client.post(f"{DRAFT}act/", {"part": "items:BP1", "seen": seen, "do": "take:impact-and-union"})

    taken = _spec().gate("BP1").checklist[-1]
    assert (taken.code, taken.proposal) == ("impact-and-union", False)


def test_a_question_that_is_new_gets_a_code_of_its_own(client: Client, draft: EditionDraft) -> None:
    path = f"{DRAFT}gates/BP1/goals/"

    client.post(path, _sent(client, path, text="Ryms uppdraget i budgeten?", anew="on"))

    assert "goals" not in [item.code for item in _spec().gate("BP1").checklist]


def test_a_removed_chapter_says_how_many_mandates_have_text_in_it(
    client: Client, draft: EditionDraft
) -> None:
    f.mandate()
    seen = shaping.mark(_spec(), "chapters")

    response = client.post(
        f"{DRAFT}act/", {"part": "chapters", "seen": seen, "do": "remove:risks"}, follow=True
    )

    assert "1 pågående uppdrag har text" in words(response)


def test_a_removed_chapter_can_be_added_again(client: Client, draft: EditionDraft) -> None:
    seen = shaping.mark(_spec(), "chapters")
    client.post(f"{DRAFT}act/", {"part": "chapters", "seen": seen, "do": "remove:risks"})

    client.post(DRAFT, _added(client))

    assert _spec().chapters[-1].key == "risks"


def test_a_chapter_is_not_added_over_what_was_not_shown(client: Client, draft: EditionDraft) -> None:
    seen = shaping.mark(_spec(), "chapters")
    client.post(f"{DRAFT}act/", {"part": "chapters", "seen": seen, "do": "remove:risks"})
    sent = _added(client)
    client.post(f"{DRAFT}act/", {"part": "chapters", "seen": sent["seen"], "do": "up:terms"})

    response = client.post(DRAFT, sent)

    assert (response.status_code, _spec().chapters[-1].key == "risks") == (409, False)
    assert client.post(DRAFT, _added(client)).status_code == 302


def _added(client: Client) -> dict[str, str]:
    seen = page_of(client.get(DRAFT)).xpath("//form[@data-unsaved]//input[@name='seen']/@value")[0]
    return {"seen": seen, "key": "risks", "number": "12", "title": "Risker"}


def test_every_chapter_that_can_be_added_has_a_name() -> None:
    assert set(CHAPTER_LABELS) == set(CHAPTER_KEYS)


@pytest.mark.parametrize("do", ["", "fly:idea", "up:nothing", "take:nothing", "remove:", "up:" + "x" * 5000])
def test_a_button_that_no_page_has_changes_nothing(client: Client, draft: EditionDraft, do: str) -> None:
    for part in ("chapters", "items:BP0", "items:BP9", "nonsense"):
        assert client.post(f"{DRAFT}act/", {"part": part, "seen": "x", "do": do}).status_code == 302

    assert EditionDraft.objects.get().version == 1


def test_the_preview_shows_the_outline_and_the_checklist(client: Client, draft: EditionDraft) -> None:
    page = words(client.get(f"{DRAFT}preview/BP1/"))

    assert all(item.text in page for item in draft.spec.gate("BP1").checklist)
    assert "Saknas" in page


def test_publishing_shows_what_changes_and_what_stays(client: Client, draft: EditionDraft) -> None:
    f.mandate()
    path = f"{DRAFT}gates/BP1/goals/"
    client.post(path, _sent(client, path, text="Uppdraget följer verksamhetens mål"))

    page = client.get(f"{DRAFT}publish/")
    assert page_of(page).xpath("//del")
    assert "1 pågående uppdrag behåller sin utgåva" in words(page)
    response = client.post(f"{DRAFT}publish/", _sent(client, f"{DRAFT}publish/"))

    assert response["Location"] == f"/editions/{KEY}/2/"
    assert current(KEY).revision == 2


def test_what_blocks_is_listed_with_where_it_is_mended(
    client: Client, draft: EditionDraft, office: Person
) -> None:
    def clash(spec: Any) -> Any:
        return shaping.with_item(spec, "BP1", "goals", {"code": "roles"})

    seen = shaping.mark(draft.spec, "chapters")
    services.change(key=KEY, part="chapters", seen=seen, shape=clash, by=office, now=NOW)

    page = client.get(f"{DRAFT}publish/")

    assert f"{DRAFT}gates/BP1/roles/" in page_of(page).xpath("//a/@href")
    assert client.post(f"{DRAFT}publish/", {"seen": "2"}).status_code == 409


def test_every_judgement_has_a_readable_name() -> None:
    assert set(JUDGEMENT_LABELS) == set(JUDGEMENTS)
