"""Each chapter of the model says how it is written, and shows a good and a poor example. Data, per edition."""

from __future__ import annotations

import pytest

from tests import factories as f
from tests.web.directive_pages import edit_url, signed_in, words
from uppdragil.directives.content import ROW_CHAPTERS
from uppdragil.editions.spec import ChapterSpec, EditionSpec

pytestmark = pytest.mark.django_db


def _spec() -> EditionSpec:
    return f.edition().spec


def test_every_chapter_has_help_and_both_examples() -> None:
    bare = [c.key for c in _spec().chapters if c.key and not (c.help and c.good and c.poor)]

    assert bare == []


def test_every_chapter_whose_rows_are_added_says_what_is_added() -> None:
    added = set(ROW_CHAPTERS) - {"gate_plans", "decision_sheets"}  # one row per gate; what a document stated

    assert [c.key for c in _spec().chapters if c.key in added and not c.add] == []


def test_a_revision_from_before_there_was_help_still_loads() -> None:
    assert ChapterSpec.model_validate({"key": "idea", "title": "Idé"}).help == ""


def test_the_editor_shows_what_the_edition_says() -> None:
    made = f.mandate()
    said = made.directive.edition.spec.chapter("costs")

    page = words(signed_in(made.cast.lead).get(edit_url(made, "costs")))

    assert all(text in page for text in (said.help, said.good, said.poor))
