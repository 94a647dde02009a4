"""An Uppdragshandling on its ways in: from our own Word file, through the preview, and as one that runs already."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories import NOW, Cast
from tests.web.directive_pages import signed_in
from uppdragil.directives import storage
from uppdragil.directives.models import Directive
from uppdragil.documents.word.export import build_word
from uppdragil.editions.services import current, publish
from uppdragil.imports import adopting, services
from uppdragil.imports.models import AdoptionDraft, ImportDraft
from uppdragil.imports.readers import open_bytes, read_file
from uppdragil.imports.recogniser import recognise

from .cases import BOTH, EDITION, TEXT, read


@pytest.fixture
def published() -> None:
    for spec in BOTH:
        publish(spec=spec, now=NOW)


def test_our_own_word_file_says_which_model_it_is_and_comes_back_whole() -> None:
    content = read().content
    found = recognise(open_bytes(build_word(content, EDITION, owner="Region Exempel", at=NOW)), BOTH)
    assert (found.edition, found.unplaced) == ("uppdragshandling", ())
    said = found.content.model_dump(mode="json", exclude={"visibility"})
    assert _plain(said) == _plain(content.model_dump(mode="json", exclude={"visibility"}))


def _plain(said: dict) -> dict:
    """Without the names of rows."""
    return {
        key: [{k: v for k, v in row.items() if k != "uid"} for row in value]
        if isinstance(value, list)
        else value
        for key, value in said.items()
    }


@pytest.mark.django_db
@pytest.mark.usefixtures("published")
def test_the_draft_remembers_its_model_and_becomes_a_commission() -> None:
    cast = Cast()
    draft = services.keep(text=read_file(TEXT), by=cast.lead, now=NOW)
    made = services.use(draft=draft, head={}, links={}, by=cast.lead, now=NOW)
    assert (draft.edition, draft.read().edition) == ("uppdragshandling", "uppdragshandling")
    assert made.edition == current("uppdragshandling")
    assert len(storage.load(made).distribution) == 8


@pytest.mark.django_db
@pytest.mark.usefixtures("published")
def test_a_commission_that_runs_already_keeps_its_model() -> None:
    cast = Cast()
    kept = services.keep(text=read_file(TEXT), by=cast.lead, now=NOW)
    draft = adopting.begin(content=kept.read().content, by=cast.lead, now=NOW, source=kept)
    assert AdoptionDraft.objects.get(pk=draft.pk).edition == "uppdragshandling"


@pytest.mark.django_db
@pytest.mark.usefixtures("published")
def test_what_was_told_of_one_models_gates_does_not_go_on_with_another_model() -> None:
    cast = Cast()
    kept = services.keep(text=read_file(TEXT), by=cast.lead, now=NOW)
    draft = adopting.begin(content=kept.read().content, by=cast.lead, now=NOW, source=kept)
    AdoptionDraft.objects.filter(pk=draft.pk).update(phase="execution", decisions=[{"gate": "UB"}])
    same = adopting.begin(content=kept.read().content, by=cast.lead, now=NOW, source=kept)
    kept.edition = "uppdragil-3.0"
    other = adopting.begin(content=kept.read().content, by=cast.lead, now=NOW, source=kept)

    assert (same.phase, len(same.decisions)) == ("execution", 1)
    assert (other.pk, other.phase, other.decisions) == (draft.pk, "", [])


@pytest.mark.django_db
@pytest.mark.usefixtures("published")
def test_the_preview_says_which_model_the_text_was_read_as() -> None:
    cast = Cast()
    web = signed_in(cast.lead)
    page = web.post("/import/", {"text": read_file(TEXT)}, follow=True)
    assert ImportDraft.objects.get().edition == "uppdragshandling"
    assert "Läst som" in page.content.decode()
    assert "Uppdragstagare" in page.content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("published")
def test_the_command_reads_it_by_its_words_or_as_it_is_told() -> None:
    out = StringIO()
    call_command("import_directive", TEXT, stdout=out)
    assert Directive.objects.get().edition.key == "uppdragshandling"
    assert "Uppdragstagare" in out.getvalue()
    with pytest.raises(CommandError, match=r"uppdragil-3\.0, uppdragshandling"):
        call_command("import_directive", TEXT, model="annan")
