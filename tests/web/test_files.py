"""A mandate's files: the directive in Word for its readers, the draft as a PDF for those who see the working text."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import factories as f
from tests.imports.cases import EDITION
from tests.web.directive_pages import signed_in, url, words
from uppdragil.directives import storage
from uppdragil.directives.content import Dependency
from uppdragil.imports.models import ImportDraft
from uppdragil.imports.readers import open_bytes
from uppdragil.imports.recogniser import recognise

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> f.Mandate:
    return f.at("preparation")


def word_of(client: Client, made: f.Mandate) -> bytes:
    response = client.get(url(made, "directive.docx"))
    assert response.status_code == 200
    assert response.headers["Content-Disposition"].startswith("attachment; filename=")
    return response.content


def test_the_lead_gets_the_working_text_in_word(made: f.Mandate) -> None:
    content = storage.load(made.directive)
    found = recognise(open_bytes(word_of(signed_in(made.cast.lead), made)), EDITION).content
    assert (found.title, found.number) == (content.title, made.directive.number)
    assert [r.holder_id for r in found.roles] == [r.holder_id for r in content.roles]


def test_a_reader_gets_what_was_decided_and_no_draft(made: f.Mandate) -> None:
    reader = signed_in(f.person())
    assert word_of(reader, made)
    assert reader.get(url(made, "draft.pdf")).status_code == 404
    assert "Utkastet som PDF" not in words(reader.get(url(made)))


def test_the_draft_is_a_pdf(made: f.Mandate) -> None:
    client = signed_in(made.cast.lead)
    response = client.get(url(made, "draft.pdf"))
    assert response.content.startswith(b"%PDF-")
    assert "Utkastet som PDF" in words(client.get(url(made)))


@pytest.mark.parametrize("file", ["directive.docx", "draft.pdf"])
def test_a_restricted_mandate_has_no_files_for_others(file: str) -> None:
    made = f.at("draft", visibility="restricted")
    assert signed_in(f.person()).get(url(made, file)).status_code == 404


def imported(client: Client, data: bytes) -> ImportDraft:
    client.post("/import/", {"text": "", "file": SimpleUploadedFile("direktiv.docx", data)})
    return ImportDraft.objects.get()


def test_a_word_file_that_comes_back_brings_its_links(made: f.Mandate) -> None:
    lead = signed_in(made.cast.lead)
    draft = imported(lead, word_of(lead, made))
    form = lead.get(f"/import/{draft.uid}/").context["page"].form
    roles = draft.read().content.roles
    assert roles
    assert [form[f"pick_{row.uid}"].value() for row in roles] == [
        f"{row.holder_kind}:{row.holder_id}" for row in roles
    ]


def test_a_link_to_what_the_person_may_not_see_does_not_come_along() -> None:
    secret = f.at("draft", visibility="restricted").directive
    other = f.at("preparation").directive
    rows = tuple(
        Dependency(uid=f"dep{n}", text="Ord", other_id=uid) for n, uid in enumerate((secret.uid, other.uid))
    )
    content = f.content().model_copy(update={"dependencies": rows})
    from tests.documents.word.samples import word

    draft = imported(signed_in(f.person()), word(content))
    assert [row.other_id for row in draft.read().content.dependencies] == [None, other.uid]
