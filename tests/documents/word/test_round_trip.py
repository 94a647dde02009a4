"""A directive that goes to Word and comes back says the same; what a person changes there wins."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json

import pytest
from hypothesis import HealthCheck, given, settings

from tests import strategies
from tests.imports.cases import DEMO, EDITION, read
from uppdragil.core.carried import ELEMENT
from uppdragil.directives.content import (
    Activity,
    BudgetRow,
    CostKind,
    Dependency,
    DependencyKind,
    DirectiveContent,
    HolderKind,
    ImpactGoal,
    MandateGoal,
    Risk,
    Role,
    RoleAssignment,
    Visibility,
)
from uppdragil.imports.readers import open_bytes
from uppdragil.imports.recogniser import recognise

from .samples import opened, plain, saved, there_and_back, word

SLOW = list(HealthCheck)
LINKED = DirectiveContent(
    title="Ett uppdrag",
    unit="Utvecklingsenheten",
    unit_id="unit1",
    background="Första raden\nandra raden\n\n**Fet** text med {{ klamrar }} och {% taggar %}\n\n- ett\n- två",
    mandate_goals=(
        MandateGoal(uid="goal1", text="Första målet"),
        MandateGoal(uid="goal2", text="Andra målet"),
    ),
    dependencies=(Dependency(uid="dep1", text="Journalsystemet", other_id="other1"),),
    budget=(BudgetRow(uid="bud1", cost_kind=CostKind.STAFF, text="Tid", year=2027, frame=125_000_050),),
    impact_goals=(
        ImpactGoal(
            uid="eff1", text="Kortare väntan", indicator="Dagar", unit="d", baseline="12.5", target="3"
        ),
    ),
    roles=(
        RoleAssignment(
            uid="rol1", role=Role.OWNER, holder="Direktör", holder_kind=HolderKind.POSITION, holder_id="pos1"
        ),
        RoleAssignment(
            uid="rol2",
            role=Role.LEAD,
            holder="Anna Lindqvist",
            holder_kind=HolderKind.PERSON,
            holder_id="per1",
        ),
    ),
    activities=(
        Activity(uid="act1", name="Kartlägga", responsible="Anna", mandate_goals=("goal1", "goal2")),
        Activity(uid="act2", name="Införa", mandate_goals=("goal2",)),
    ),
)


@settings(suppress_health_check=SLOW)
@given(strategies.contents())
def test_nothing_differs(content: DirectiveContent) -> None:
    assert plain(there_and_back(content).content) == plain(content)


def test_the_demo_comes_back() -> None:
    content = read(DEMO).content
    found = there_and_back(content)
    assert plain(found.content) == plain(content)
    assert found.unplaced == ()


def test_seed_003_comes_back(seeds) -> None:
    (path,) = seeds.glob("003_*.txt")
    content = read(path).content
    found = there_and_back(content)
    assert plain(found.content) == plain(content)
    assert found.unplaced == ()


@pytest.mark.parametrize("content", [LINKED, read(DEMO).content], ids=["linked", "demo"])
def test_without_what_it_holds_its_words_say_nearly_all_of_it(content: DirectiveContent) -> None:
    source = dataclasses.replace(open_bytes(word(content)), carried="")
    found = plain(recognise(source, EDITION).content)
    links = {"unit_id", "dependencies", "roles", "background"} if content is LINKED else set()
    expected = plain(content)
    assert {key: found[key] for key in expected if key not in links} == {
        key: expected[key] for key in expected if key not in links
    }


@pytest.mark.parametrize(
    "text",
    [
        "{{ 7 * 7 }}",
        "{% for x in y %}",
        "<w:p>&amp;",
        "a\tb",
        "\ufffe\uffff",
        "  två  blanka ",
        "a|b",
        "# 1 Bakgrund",
    ],
)
def test_any_sign_is_only_text(text: str) -> None:
    content = LINKED.model_copy(
        update={"background": text, "title": text, "mandate_goals": (), "activities": ()}
    )
    assert plain(there_and_back(content).content) == plain(content)


def test_links_stay_where_the_words_stand() -> None:
    document = opened(word(LINKED))
    next(p for p in document.paragraphs if p.text == "Journalsystemet").text = "Journalsystemet"
    assert plain(saved(document).content) == plain(LINKED)


def test_an_edited_text_wins_over_what_the_file_holds() -> None:
    document = opened(word(LINKED))
    paragraph = next(p for p in document.paragraphs if p.text.startswith("Första raden"))
    paragraph.text = "Ändrad i Word"
    found = saved(document).content
    assert found.background.startswith("Ändrad i Word\n\nFet text med {{ klamrar }}")
    assert found.roles[0].holder_id == "pos1"


def test_an_edited_row_is_read_and_the_others_keep_their_links() -> None:
    document = opened(word(LINKED))
    table = next(t for t in document.tables if t.cell(0, 0).text == "Roll")
    table.cell(1, 1).text = "Regiondirektör"
    owner, lead = saved(document).content.roles
    assert (owner.holder, owner.holder_id) == ("Regiondirektör", None)
    assert (lead.holder, lead.holder_id) == ("Anna Lindqvist", "per1")


def test_a_row_that_was_added_in_word_comes_along() -> None:
    document = opened(word(LINKED))
    table = next(t for t in document.tables if t.cell(0, 0).text == "Aktivitet")
    for cell, text in zip(
        table.add_row().cells, ("Utbilda", "2027-01-04", "2027-02-01", "HR", "1"), strict=True
    ):
        cell.text = text
    found = saved(document).content
    goals = [goal.uid for goal in found.mandate_goals]
    assert [a.name for a in found.activities] == ["Kartlägga", "Införa", "Utbilda"]
    assert [a.mandate_goals for a in found.activities] == [tuple(goals), (goals[1],), (goals[0],)]


def test_a_goal_that_was_taken_away_in_word_takes_its_links_along() -> None:
    document = opened(word(LINKED))
    goal = next(p for p in document.paragraphs if "Första målet" in p.text)
    goal._p.getparent().remove(goal._p)
    found = saved(document).content
    assert [g.text for g in found.mandate_goals] == ["Andra målet"]
    assert [len(a.mandate_goals) for a in found.activities] == [1, 1]


def test_a_chapter_that_was_taken_away_in_word_is_gone() -> None:
    document = opened(word(LINKED))
    heading = next(p for p in document.paragraphs if p.text == "8 Organisation")
    for element in (heading._p.getnext(), heading._p):
        element.getparent().remove(element)
    assert saved(document).content.roles == ()


def test_what_the_file_holds_and_does_not_show_is_not_believed() -> None:
    document = opened(word(LINKED))
    for part in document.part.package.iter_parts():
        if part.partname.startswith("/customXml") and ELEMENT.rpartition("}")[2].encode() in part.blob:
            part._blob = part.blob.replace(b"Andra m", b"Dolda m").replace(
                b"Journalsystemet", b"Annat system"
            )
    found = saved(document).content
    assert [goal.text for goal in found.mandate_goals] == ["Första målet", "Andra målet"]
    assert (found.dependencies[0].text, found.dependencies[0].other_id) == ("Journalsystemet", None)


@pytest.mark.parametrize(
    "held",
    [
        "",
        "{",
        "[]",
        "null",
        '{"schema": 99, "content": {}}',
        '{"schema": 3, "content": {"title": 1}}',
        "[" * 100_000,
    ],
)
def test_a_file_that_holds_nonsense_is_read_by_its_words(held: str) -> None:
    source = dataclasses.replace(open_bytes(word(LINKED)), carried=held)
    assert recognise(source, EDITION).content.title == LINKED.title


def test_a_restricted_mandate_comes_back_restricted_even_when_its_head_was_edited() -> None:
    document = opened(word(LINKED.model_copy(update={"visibility": Visibility.RESTRICTED})))
    next(p for p in document.paragraphs if p.text == "Ett uppdrag").text = "Ett annat"
    found = saved(document).content
    assert (found.title, found.visibility) == ("Ett annat", Visibility.RESTRICTED)
    assert found.unit_id == "unit1"


def test_what_it_holds_is_the_versions_own_json() -> None:
    assert json.loads(open_bytes(word(LINKED)).carried)["content"]["title"] == "Ett uppdrag"


def test_an_edited_row_keeps_what_its_other_cells_say() -> None:
    day = dt.date(2027, 3, 1)
    content = DirectiveContent(
        title="Ett uppdrag",
        background="Text",
        risks=(
            Risk(uid="risk1", text="Få hinner", probability=2, consequence=3, measure="Börja", follow_up=day),
        ),
        dependencies=(
            Dependency(uid="dep1", text="Katalogen", kind=DependencyKind.NEEDS, system="Register"),
        ),
    )
    document = opened(word(content))
    for cell in (c for table in document.tables for c in table._cells):
        for old, new in (("Börja", "Börja i mars"), ("Register", "Registret")):
            if cell.text == old:
                cell.paragraphs[0].runs[0].text = new

    said = saved(document).content

    assert [(r.measure, r.follow_up, r.probability) for r in said.risks] == [("Börja i mars", day, 2)]
    assert [(d.text, d.kind, d.system) for d in said.dependencies] == [
        ("Katalogen", DependencyKind.NEEDS, "Registret")
    ]
