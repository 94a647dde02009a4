"""A draft of an edition is begun, changed, discarded and published."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pytest
from django.core.management import call_command

from tests import factories as f
from tests.factories import NOW
from uppdragil.core import audit
from uppdragil.core.models import AuditEvent
from uppdragil.editions.disposal import dispose
from uppdragil.editions.drafting import services, shaping
from uppdragil.editions.models import Edition, EditionDraft
from uppdragil.editions.services import current
from uppdragil.organisation.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
LATER = NOW + dt.timedelta(days=1)
HELP = partial(shaping.with_chapter, name="idea", values={"help": "Skriv kort."})


@pytest.fixture
def office() -> Person:
    return f.duty(f.person("Signe"))


@pytest.fixture
def draft(office: Person) -> EditionDraft:
    return services.begin(key=f.edition().key, by=office, now=NOW)


def _change(
    draft: EditionDraft, by: Person, shape=HELP, part: str = "chapter:idea", seen: str = ""
) -> EditionDraft:
    seen = seen or shaping.mark(EditionDraft.objects.get().spec, part)
    return services.change(key=draft.key, part=part, seen=seen, shape=shape, by=by, now=NOW)


def test_there_is_one_draft_of_an_edition(draft: EditionDraft, office: Person) -> None:
    assert services.begin(key=draft.key, by=office, now=NOW) == draft
    assert draft.spec == current(draft.key).spec


def test_a_change_is_kept_with_who_made_it(draft: EditionDraft, office: Person) -> None:
    changed = _change(draft, office)

    assert changed.spec.chapter("idea").help == "Skriv kort."
    assert draft.history.latest().by_name == office.name


def test_nobody_overwrites_what_somebody_else_wrote(draft: EditionDraft, office: Person) -> None:
    seen = shaping.mark(draft.spec, "chapter:idea")
    _change(draft, office)
    mine = partial(shaping.with_chapter, name="idea", values={"help": "Mitt."})

    with pytest.raises(services.Conflict):
        _change(draft, office, mine, seen=seen)

    assert EditionDraft.objects.get().spec.chapter("idea").help == "Skriv kort."


def test_two_who_write_in_different_parts_both_keep_theirs(draft: EditionDraft, office: Person) -> None:
    seen = shaping.mark(draft.spec, "chapter:costs")
    _change(draft, office)
    theirs = partial(shaping.with_chapter, name="costs", values={"help": "Räkna."})

    after = _change(draft, office, theirs, "chapter:costs", seen)

    assert (after.spec.chapter("idea").help, after.spec.chapter("costs").help) == ("Skriv kort.", "Räkna.")


def test_what_is_published_is_the_next_revision_and_stands_in_the_chain(
    draft: EditionDraft, office: Person
) -> None:
    version = _change(draft, office).version

    made = services.publish(key=draft.key, version=version, by=office, now=LATER)

    assert (made.revision, current(draft.key)) == (draft.based_on.revision + 1, made)
    assert AuditEvent.objects.latest("seq").verb == "edition.published"
    assert not EditionDraft.objects.exists()
    assert audit.evidence().ok


def test_nothing_new_is_not_published(draft: EditionDraft, office: Person) -> None:
    with pytest.raises(services.NothingNew):
        services.publish(key=draft.key, version=draft.version, by=office, now=NOW)


def test_what_was_not_seen_is_not_published(draft: EditionDraft, office: Person) -> None:
    _change(draft, office)

    with pytest.raises(services.NotAsSeen):
        services.publish(key=draft.key, version=draft.version, by=office, now=NOW)


def test_what_does_not_fit_the_program_is_not_published(draft: EditionDraft, office: Person) -> None:
    wrong = partial(shaping.with_item, gate="BP1", code="goals", values={"prefill": "guess"})
    version = _change(draft, office, wrong, "item:BP1:goals").version

    with pytest.raises(services.NotReady):
        services.publish(key=draft.key, version=version, by=office, now=NOW)

    assert Edition.objects.filter(key=draft.key).count() == draft.based_on.revision


def test_a_discarded_draft_takes_no_more_changes_and_is_told_of(draft: EditionDraft, office: Person) -> None:
    services.discard(key=draft.key, by=office, now=NOW)

    assert AuditEvent.objects.latest("seq").verb == "edition.discarded"
    with pytest.raises(services.NoDraft):
        services.change(key=draft.key, part="chapter:idea", seen="", shape=HELP, by=office, now=NOW)


def test_what_is_left_of_a_discarded_draft_is_disposed_of(draft: EditionDraft, office: Person) -> None:
    services.discard(key=draft.key, by=office, now=NOW)
    again = services.begin(key=draft.key, by=office, now=NOW)
    days = dt.timedelta(days=90)

    assert dispose(NOW + days, days) == 0
    assert dispose(NOW + days + dt.timedelta(days=1), days) == 1
    assert [entry.id for entry in EditionDraft.history.all()] == [again.pk]


def test_loading_the_editions_again_leaves_what_the_office_published(
    draft: EditionDraft, office: Person
) -> None:
    version = _change(draft, office).version
    made = services.publish(key=draft.key, version=version, by=office, now=LATER)

    call_command("load_editions", verbosity=0)

    assert current(draft.key) == made
