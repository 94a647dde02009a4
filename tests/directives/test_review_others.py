"""R13: the mandate and the others, and what may be told of them."""

from __future__ import annotations

from typing import Any

import pytest

from tests import factories as f
from uppdragil.directives import selectors, services, storage
from uppdragil.directives.content import Dependency, DirectiveContent
from uppdragil.directives.models import Directive
from uppdragil.directives.phases import Phase
from uppdragil.directives.review import Finding
from uppdragil.directives.reviewfacts import around_new

pytestmark = pytest.mark.django_db
NUMBER = "RS 2026-0001"


def r13(made: f.Mandate) -> list[Finding]:
    directive = Directive.objects.get(pk=made.directive.pk)
    found = selectors.findings(directive, storage.load(directive), f.TODAY)
    return [finding for finding in found if finding.rule == "R13"]


def told(made: f.Mandate) -> list[tuple[str, str]]:
    return [(finding.params["kind"], finding.params.get("other", "")) for finding in r13(made)]


def test_the_number_of_a_decided_mandate_is_told_with_its_name() -> None:
    other = f.at("preparation", registry_number=NUMBER, title="Kortare köer")
    made = f.mandate(registry_number=NUMBER)

    assert told(made) == [("named", f"{other.directive.number} Kortare köer")]
    assert told(other) == [("unnamed", "")]


def test_a_name_that_is_not_decided_yet_is_told_to_nobody() -> None:
    other = f.at("preparation", registry_number=NUMBER, title="Kortare köer")
    Directive.objects.filter(pk=other.directive.pk).update(title="Hemligt än så länge")

    assert "Hemligt" not in str(told(f.mandate(registry_number=NUMBER)))


def test_of_a_restricted_mandate_nothing_is_told() -> None:
    f.at("preparation", registry_number=NUMBER, visibility="restricted")

    assert told(f.mandate(registry_number=NUMBER)) == []


@pytest.mark.parametrize("phase", [Phase.CLOSED, Phase.STOPPED, Phase.SUPERSEDED])
def test_a_mandate_that_has_ended_keeps_its_number_to_itself(phase: str) -> None:
    other = f.mandate(registry_number=NUMBER)
    Directive.objects.filter(pk=other.directive.pk).update(phase=phase)

    assert told(f.mandate(registry_number=NUMBER)) == []


@pytest.mark.parametrize("link", ["parent_id", "supersedes_id"])
def test_parts_of_one_mandate_and_its_successor_share_a_case(link: str) -> None:
    other = f.mandate(registry_number=NUMBER)
    made = f.mandate(registry_number=NUMBER, **{link: other.directive.uid})

    assert told(made) == told(other) == []


def test_two_parts_of_the_same_mandate_share_a_case() -> None:
    parts = [f.mandate(registry_number=NUMBER, parent_id="whole") for _ in range(2)]

    assert [told(part) for part in parts] == [[], []]


def test_a_dependency_that_mentions_the_mandates_own_number_is_found() -> None:
    other = f.row(Dependency, text=f"Planering av införandet (diarienummer {NUMBER})")
    made = f.mandate(registry_number=NUMBER, dependencies=(other,))

    assert [p.row for p in r13(made)[0].places] == [other.uid, None]


# What is superseded


def test_words_that_name_a_decided_mandate_can_be_linked_to_it() -> None:
    old = f.at("preparation", title="Kortare köer")
    made = f.mandate(supersedes="Kortare köer")

    (finding,) = r13(made)
    services.settle(directive=made.directive, finding=finding.key, fix=0, by=made.cast.lead, now=f.NOW)

    assert (finding.params["kind"], made.content.supersedes_id) == ("unlinked", old.directive.uid)
    assert r13(made) == []


def test_words_that_name_several_mandates_or_none_are_let_be() -> None:
    for _ in range(2):
        f.at("preparation", title="Kortare köer")
    f.mandate(title="Utkast")
    f.at("preparation", title="Dolt", visibility="restricted")

    assert [told(f.mandate(supersedes=w)) for w in ("Kortare köer", "Utkast", "Dolt", "Något annat")] == [
        []
    ] * 4


def test_what_is_superseded_after_the_first_decision_goes_on() -> None:
    old = f.at("preparation", title="Kortare köer")
    made = f.at("preparation")
    Directive.objects.filter(pk=made.directive.pk).update(supersedes_id=old.directive.uid)

    assert told(made) == [("goes_on", f"{old.directive.number} Kortare köer")]


def test_a_draft_that_supersedes_another_waits_for_its_decision() -> None:
    old = f.at("preparation")

    assert told(f.mandate(supersedes_id=old.directive.uid)) == []


def test_many_are_asked_with_the_queries_of_one(django_assert_num_queries: Any) -> None:
    made = [f.mandate(registry_number=NUMBER) for _ in range(5)]
    directives = list(
        Directive.objects.filter(pk__in=[m.directive.pk for m in made]).select_related("edition")
    )
    texts = storage.load_many(directives)

    with django_assert_num_queries(2):  # who holds the positions, and the other mandates
        found = selectors.findings_of(directives, texts, f.TODAY)

    assert all(len([x for x in said if x.rule == "R13"]) == 4 for said in found.values())


def test_a_text_that_comes_in_is_held_against_the_mandates_that_are_there() -> None:
    f.at("preparation", registry_number=NUMBER)

    assert len(around_new(DirectiveContent(registry_number=NUMBER))["same_number"]) == 1
