"""An Uppdragshandling of our own, with the kinds of defects that real ones have, value by value."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from tests.imports.cases import DEMO
from tests.imports.cases import read as read_uppdragil
from uppdragil.directives.content import DirectiveContent, Role
from uppdragil.directives.review import ReviewFacts, review
from uppdragil.imports.ledger import Kind
from uppdragil.imports.recogniser import Recognised

from .cases import EDITION, read

D = dt.date


@pytest.fixture(scope="module")
def found() -> Recognised:
    return read()


@pytest.fixture(scope="module")
def content(found: Recognised) -> DirectiveContent:
    return found.content


def test_it_is_read_as_an_uppdragshandling(found: Recognised) -> None:
    assert found.edition == "uppdragshandling"


def test_a_directive_is_still_read_as_one() -> None:
    assert read(DEMO).edition == "uppdragil-3.0"
    assert read(DEMO).content == read_uppdragil(DEMO).content


def test_the_head_has_its_date_number_unit_and_title(content: DirectiveContent) -> None:
    assert (content.dated, content.registry_number) == (D(2027, 2, 10), "RE 2027-00118")
    assert (content.unit, content.title) == (
        "Region Exempel Personalstaben",
        "Gemensam introduktion av nya chefer",
    )


def test_what_it_supersedes_has_its_title_and_its_date(content: DirectiveContent) -> None:
    assert (content.supersedes, content.supersedes_dated) == ("Introduktion av chefer", D(2026, 11, 20))


def test_the_purpose_stands_by_itself(content: DirectiveContent) -> None:
    assert content.purpose.startswith("Syftet med detta uppdrag är att varje ny chef")
    assert content.description.count("\n\n") == 1
    assert "Syftet" not in content.description


def test_the_parts_go_on_below_the_foot_of_the_page(content: DirectiveContent) -> None:
    assert [row.text.split()[0] for row in content.includes] == ["Föreslå", "Beskriva"]
    assert [row.text.split()[0] for row in content.shall] == ["Utgå", "Höra", "Väga"]


def test_everybody_has_a_role_and_a_title(content: DirectiveContent) -> None:
    assert [(r.role, r.holder, r.title, r.convener) for r in content.roles] == [
        (Role.OWNER, "Karin Almberg", "", False),
        (Role.OWNER, "Tomas Vikander", "", False),
        (Role.LEAD, "Anna Lindqvist", "Sammankallande och projektledare", True),
        (Role.MEMBER, "Karin Almberg", "ordförande i samrådet", False),
        (Role.MEMBER, "Birgitta Stenmark", "enhetschef, medicinkliniken", False),
        (Role.MEMBER, "Aino Kuoppala", "verksamhetschef inköp, lokaler och vaktmästeri", False),
        (Role.MEMBER, "Lulu Hallgren", "utbildningsledare", False),
    ]


def test_prose_beside_rows_is_their_lead_in(content: DirectiveContent) -> None:
    assert content.note("dependencies").lead_in == "Gränsen är avstämd i mars."
    assert content.note("roles").lead_in.endswith("mot andra” nedan.")
    assert len(content.dependencies) == 2


def test_the_timeline_is_in_months_also_below_the_table(content: DirectiveContent) -> None:
    assert [(row.first, row.last) for row in content.timeline] == [
        ("2027-03", "2027-05"),
        ("2027-06", "2027-08"),
        ("2027-09", "2027-09"),
        ("2027-11", "2028-02"),
    ]
    assert content.timeline[3].text == "Införande (i förvaltningarnas egen takt)."


def test_the_last_day_is_planned_where_a_sentence_says_it(content: DirectiveContent) -> None:
    (plan,) = content.gate_plans
    assert (plan.gate, plan.end) == ("SL", D(2027, 10, 1))
    assert content.note("timeline").lead_in.endswith("senast 2027-10-01.")


def test_the_decision_keeps_its_placeholder(content: DirectiveContent) -> None:
    assert "Datum för beslut: ÅÅÅÅ-MM-DD" in content.decision_form


def test_the_recipients_have_a_reason_and_two_send_it_on(content: DirectiveContent) -> None:
    assert Counter(row.kind for row in content.distribution) == {"carry_out": 5, "information": 3}
    assert [(row.name, row.relay) for row in content.distribution if row.relay] == [
        ("Jonas Renvall", "förvaltningarnas ledningsgrupper"),
        ("Elin Hedmark", "CSG"),
    ]


def test_no_line_is_left_over_and_the_foot_of_the_page_is_told_as_ignored(found: Recognised) -> None:
    assert found.unplaced == ()
    assert Counter(line.kind for line in found.ignored) == {
        Kind.PAGE_FOOTER: 12,
        Kind.HEADING: 11,
        Kind.TABLE_HEAD: 2,
    }


def test_the_review_finds_each_defect_once(content: DirectiveContent) -> None:
    facts = ReviewFacts.of(EDITION, imported=True)
    told = Counter((f.rule, str(f.params.get("kind", ""))) for f in review(content, facts, D(2027, 3, 1)))
    assert told == {
        ("R11", "placeholder"): 1,  # the date of the decision
        ("R13", "mentioned"): 1,  # the other mandate has the same number
        ("R14", "months"): 1,  # the last row of the timeline
        ("R15", "member"): 1,  # an owner is in the group
        ("R16", ""): 2,  # two people, each spelled in two ways
        ("R17", "title"): 1,  # the heading is called otherwise
        ("R6", "undefined"): 1,  # CSG
    }
