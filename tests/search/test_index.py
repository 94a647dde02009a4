"""The index follows every save, decision and restored text; it can be made anew, and tells where it differs."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings

from tests import factories as f
from tests.portfolio.reports import acknowledged, deviation, reported, said
from tests.strategies import contents
from uppdragil.directives import marks, saving, services, storage
from uppdragil.directives.content import DirectiveContent, MandateGoal
from uppdragil.directives.models import Directive
from uppdragil.gates.values import Answer, Value
from uppdragil.search import indexing
from uppdragil.search.models import Passage
from uppdragil.search.results import results
from uppdragil.search.tables import install

from .kit import office, search, titles

pytestmark = pytest.mark.django_db
LATER = f.NOW + dt.timedelta(hours=1)
many = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
unnumbered = contents().map(lambda drawn: drawn.model_copy(update={"number": ""}))


def differing() -> list[str]:
    return list(indexing.differing())


@many
@given(unnumbered, unnumbered)
def test_the_index_follows_every_save(first: DirectiveContent, second: DirectiveContent) -> None:
    made = services.create(content=first, edition=f.edition(), by=None, now=f.NOW)
    assert differing() == []
    storage.write_all(made, second.model_copy(update={"number": made.number}), by=None, now=LATER)
    assert differing() == []


@pytest.mark.parametrize("stage", ["draft", "bp0", "preparation", "bp1", "execution", "closed"])
def test_the_index_follows_a_mandate_on_its_way(stage: str) -> None:
    f.at(stage)
    assert differing() == []


def test_a_version_is_found_once_it_is_decided_and_until_another_one_is() -> None:
    reader = f.person()
    made = f.at("bp0", maintenance="Flyttgods")
    assert titles(reader, "flyttgods") == []
    made.onward()
    assert titles(reader, "flyttgods") == [made.content.title]
    text = made.content.model_copy(update={"maintenance": "Segelflyg"})
    storage.write_all(made.directive, text, by=made.cast.lead, now=LATER)
    assert titles(reader, "segelflyg") == []
    made.onward()
    made.onward()
    assert titles(reader, "flyttgods") == []
    assert titles(reader, "segelflyg") == [made.content.title]
    assert differing() == []


def test_a_decision_is_found_by_its_reason_and_a_refusal_by_those_at_work_only() -> None:
    made = f.at("bp1")
    made.decide("rework", proposal=made.proposal("rework", motivation="Segelflyg saknas"))
    reader, lead = f.person(), made.cast.lead
    assert titles(lead, "segelflyg") == [made.content.title]
    assert titles(lead, "segelflyg", "decisions") == [made.content.title]
    assert titles(reader, "segelflyg") == []
    assert differing() == []


@pytest.mark.parametrize("outcome", ["yes", "rework"])
def test_a_decision_is_found_by_what_was_written_to_its_questions(outcome: str) -> None:
    made = f.at("bp1")
    usual = made.proposal(outcome)
    written = dict(usual.answers) | {"goals": Answer(Value.NA, "Segelflyg har inga mål")}
    made.decide(outcome, proposal=replace(usual, answers=written))

    assert titles(made.cast.lead, "segelflyg", "decisions") == [made.content.title]
    assert titles(f.person(), "segelflyg") == ([made.content.title] if outcome == "yes" else [])
    assert differing() == []


def test_a_report_is_found_by_those_who_see_the_working_text_until_it_is_corrected() -> None:
    made = f.at("execution")
    lead, reader = made.cast.lead, f.person()
    first = reported(made, said(done="Flyttgods", deviations=(deviation(cause="Segelflyg"),)))
    acknowledged(made, first, comment="Kvicksand")

    title = [made.content.title]
    assert [titles(lead, word) for word in ("flyttgods", "segelflyg", "kvicksand")] == [title] * 3
    assert titles(lead, "resursbrist", "reports") == title
    assert titles(reader, "flyttgods") == titles(reader, "kvicksand") == []
    assert differing() == []

    reported(made, said(done="Örnbo"), corrects=first)
    assert (titles(lead, "flyttgods"), titles(lead, "örnbo")) == ([], title)
    assert differing() == []


def test_what_was_stored_past_the_services_is_added() -> None:
    f.at("preparation", background="Flyttgods")
    Passage.objects.all().delete()
    by = office()
    assert titles(by, "flyttgods") == []
    assert indexing.complete() == 2
    assert titles(by, "flyttgods") == ["Kortare väg in"]
    assert indexing.complete() == 0


def test_the_command_makes_it_anew_and_says_where_it_differs(capsys: Any) -> None:
    made = f.at("preparation", background="Flyttgods")
    call_command("rebuild_search", "--check")
    Passage.objects.filter(chapter="background").update(said="[]")
    with pytest.raises(CommandError, match=made.directive.number):
        call_command("rebuild_search", "--check")
    call_command("rebuild_search")
    call_command("rebuild_search", "--check")
    assert capsys.readouterr().out.count("\n") == 3


def test_a_chapter_that_says_nothing_any_more_is_not_found() -> None:
    made = f.mandate(background="Flyttgods")
    text = made.content.model_copy(update={"background": ""})
    storage.write_all(made.directive, text, by=made.cast.lead, now=LATER)
    assert titles(made.cast.lead, "flyttgods") == []
    assert not Passage.objects.filter(chapter="background").exists()


def test_what_is_deleted_is_found_no_more() -> None:
    made = f.mandate(background="Flyttgods")
    Passage.objects.filter(directive=made.directive).delete()
    assert titles(made.cast.lead, "flyttgods") == []


def test_the_tables_are_made_once() -> None:
    assert install()
    f.mandate(background="Flyttgods")
    assert install()
    assert titles(office(), "flyttgods") != []


@pytest.mark.parametrize("key", ["background", "mandate_goals"])
def test_a_save_takes_two_statements_more_at_most(key: str) -> None:
    made = f.mandate()
    row = f.row(MandateGoal, text="Ny")
    edits = {
        "background": saving.Edit(key, None, marks.of_words(made.content, key), {"text": "Ny"}),
        "mandate_goals": saving.Edit(key, row.uid, marks.NONE, row),
    }
    directive = Directive.objects.get(pk=made.directive.pk)
    with CaptureQueriesContext(connection) as asked:
        saving.save(directive=directive, edits=[edits[key]], by=made.cast.lead, now=LATER)
    assert 0 < sum("search_" in query["sql"] for query in asked) <= 2


def test_a_text_of_odd_letters_and_no_end_is_stored() -> None:
    odd = " ".join("".join(chr(0x10330 + (n // 26**k) % 26) for k in range(8)) for n in range(20_000))
    made = f.mandate(background=odd, idea="å " * 90_000)
    by = made.cast.lead
    assert titles(by, odd[:8]) == [made.content.title]
    assert titles(by, "å", "idea") == [made.content.title]


def test_as_many_queries_for_forty_as_for_one() -> None:
    by, counts = office(), []
    titles(by, "flyttgods")  # what is remembered of a person is asked for once
    for more in (1, 39):
        for _ in range(more):
            f.mandate(background="Flyttgods")
        asked = search(by, "flyttgods -segelflyg")
        with CaptureQueriesContext(connection) as queries:
            results(asked, asked.found())
        counts.append(len(queries))
    assert counts[0] == counts[1]
