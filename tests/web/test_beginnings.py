"""A new mandate begins empty, with a template, as a copy of one that the person sees, or by an import."""

from __future__ import annotations

import pytest

from tests import factories as f
from tests.web.directive_pages import signed_in, url, words
from uppdragil.core.models import AuditEvent
from uppdragil.directives import storage, templating
from uppdragil.directives.content import DirectiveContent, Role, Visibility
from uppdragil.directives.models import Directive, Template
from uppdragil.organisation.models import Person

pytestmark = pytest.mark.django_db
NEW, TEMPLATES = "/directives/new/", "/directives/templates/"


def begun(by: Person, start: str, **fields: str) -> DirectiveContent:
    sent = {"title": "Ett nytt", "visibility": "internal", "start": start, **fields}
    response = signed_in(by).post(NEW, sent)
    assert response.status_code == 302, words(response)
    return storage.load(Directive.objects.order_by("pk").last())


def test_an_empty_one_has_only_its_lead() -> None:
    anna = f.person("Anna")
    content = begun(anna, "")
    assert (content.title, content.background) == ("Ett nytt", "")
    assert [(row.role, row.holder_id) for row in content.roles] == [(Role.LEAD, anna.uid)]


def edition_of(content: DirectiveContent) -> str:
    return Directive.objects.get(number=content.number).edition.key


@pytest.mark.parametrize(
    ("start", "key", "first"),
    [("", "uppdragil-3.0", "background"), ("model:uppdragshandling", "uppdragshandling", "description")],
)
def test_an_empty_one_follows_the_chosen_model(start: str, key: str, first: str) -> None:
    sent = {"title": "Ett nytt", "visibility": "internal", "start": start}
    response = signed_in(f.person()).post(NEW, sent)

    made = Directive.objects.get()
    assert (made.edition.key, response["Location"]) == (key, f"/directives/{made.uid}/edit/#{first}")


@pytest.mark.parametrize("start", ["model:", "model:en-annan", "template:finns-inte", "copy:"])
def test_what_does_not_exist_cannot_be_chosen(start: str) -> None:
    sent = {"title": "Ett nytt", "visibility": "internal", "start": start}
    assert signed_in(f.person()).post(NEW, sent).status_code == 422
    assert not Directive.objects.exists()


def test_a_copy_follows_the_model_of_its_original() -> None:
    made = f.commission()
    content = begun(made.cast.lead, f"copy:{made.directive.uid}")
    assert (edition_of(content), content.purpose) == ("uppdragshandling", "Text om purpose")


def test_a_template_keeps_its_model() -> None:
    made = f.commission()
    kept = templating.keep(
        content=made.content, edition=made.directive.edition, name="Mall", by=made.cast.office, now=f.NOW
    )
    assert edition_of(begun(f.person(), f"template:{kept.uid}")) == "uppdragshandling"


def test_a_copy_has_the_texts_rows_and_roles_and_a_new_lead() -> None:
    made = f.at("preparation")
    content = begun(made.cast.lead, f"copy:{made.directive.uid}")
    assert content.background == "Text om background"
    assert [goal.text for goal in content.mandate_goals] == ["En gemensam ingång", "En rutin"]
    assert content.activities[0].mandate_goals == (content.mandate_goals[0].uid,)
    assert all(plan.start is None for plan in content.gate_plans)
    assert content.number != made.directive.number
    assert [row.role for row in content.roles] == [Role.LEAD, Role.OWNER, Role.RECEIVER]


def test_a_reader_copies_what_was_decided_from_its_page() -> None:
    made = f.at("preparation")
    reader = f.person("Rita")
    client = signed_in(reader)
    page = words(client.get(url(made)))
    assert "Kopiera till ett nytt uppdrag" in page
    assert "Spara som mall" not in page
    address = f"{NEW}?copy={made.directive.uid}"
    assert client.get(address).context["form"].initial["title"] == "Kortare väg in"
    sent = {"title": "Min", "visibility": "internal", "start": f"copy:{made.directive.uid}"}
    assert client.post(address, sent).status_code == 302


def test_what_the_person_does_not_see_cannot_be_copied() -> None:
    secret = f.at("draft", visibility="restricted").directive
    client = signed_in(f.person())
    sent = {"title": "Min", "visibility": "internal", "start": f"copy:{secret.uid}"}
    assert client.get(f"{NEW}?copy={secret.uid}").status_code == 404
    assert client.post(NEW, sent).status_code == 422
    assert client.post(f"{NEW}?copy={secret.uid}", sent).status_code == 404


def test_a_copy_of_a_restricted_mandate_is_restricted() -> None:
    made = f.at("draft", visibility="restricted")
    assert begun(made.cast.lead, f"copy:{made.directive.uid}").visibility is Visibility.RESTRICTED


@pytest.fixture
def template() -> Template:
    office = f.duty(f.person("Ove"))
    return templating.keep(content=f.content(), edition=f.edition(), name="Mallen", by=office, now=f.NOW)


def test_everybody_begins_with_a_template(template: Template) -> None:
    anna = f.person("Anna")
    assert "Mallen" in words(signed_in(anna).get(NEW))
    content = begun(anna, f"template:{template.uid}")
    assert content.background == "Text om background"
    assert {row.uid for _, row in content.all_rows()}.isdisjoint(
        row.uid for _, row in template.read().all_rows()
    )


def test_the_office_keeps_a_template_and_takes_it_away() -> None:
    made = f.at("preparation")
    office = signed_in(made.cast.office)
    assert "Spara som mall" in words(office.get(url(made)))
    response = office.post(f"{TEMPLATES}?of={made.directive.uid}", {"name": "Vanligt uppdrag"})
    assert response.status_code == 302
    kept = Template.objects.get()
    assert (kept.name, kept.read().roles[0].role) == ("Vanligt uppdrag", Role.OWNER)
    office.post(f"{TEMPLATES}{kept.uid}/remove/")
    assert not Template.objects.exists()
    verbs = AuditEvent.objects.order_by("seq").values_list("verb", flat=True)
    assert [verb for verb in verbs if verb.startswith("template.")] == ["template.kept", "template.removed"]


def test_nobody_else_keeps_templates(template: Template) -> None:
    made = f.at("draft")
    client = signed_in(made.cast.lead)
    assert client.post(f"{TEMPLATES}?of={made.directive.uid}", {"name": "x"}).status_code == 403
    assert client.post(f"{TEMPLATES}{template.uid}/remove/").status_code == 403
    assert Template.objects.count() == 1


def test_no_more_templates_than_a_list_is_read_of(
    template: Template, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(templating, "MOST", 1)
    made = f.at("draft")
    response = signed_in(made.cast.office).post(f"{TEMPLATES}?of={made.directive.uid}", {"name": "x"})
    assert response.status_code == 409
    assert "Ta bort en först" in words(response)


def test_the_page_offers_four_ways_in_as_many_queries_whatever_there_is(
    django_assert_max_num_queries,
) -> None:
    anna = f.person("Anna")
    client = signed_in(anna)
    for _ in range(6):
        begun(anna, "")
    with django_assert_max_num_queries(14):
        page = words(client.get(NEW))
    assert "Kopior av dina uppdrag" in str(client.get(NEW).content.decode())
    assert "En import: ett dokument i Word, PDF eller text" in page
