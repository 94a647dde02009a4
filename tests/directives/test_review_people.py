"""R5, R15 and R16: who is responsible, who decides, and who is spelled in two ways."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.directives.mandates import FACTS, found
from uppdragil.directives.content import Activity, DirectiveContent, Risk, Role, RoleAssignment
from uppdragil.directives.review import Finding, Place, Severity, apply
from uppdragil.directives.review.names import alike, names_in, spelled_alike

ORGANISATION = (
    (Role.OWNER, "Direktör Planeringsstaben"),
    (Role.LEAD, "Enhetschef Processtödet"),
    (Role.MEMBER, "Processtödet, utsedda resurser från ekonomistaben"),
    (Role.MEMBER, "Verksamhetsutvecklare Anna Lindqvist"),
    (Role.RECEIVER, "IT-enheten och HR"),
)


def roles(*held: tuple[Role, str]) -> tuple[RoleAssignment, ...]:
    return tuple(
        RoleAssignment(uid=f"role{i}", role=role, holder=holder) for i, (role, holder) in enumerate(held)
    )


def with_responsible(*names: str) -> DirectiveContent:
    activities = tuple(Activity(uid=f"act{i}", name="Bygg", responsible=name) for i, name in enumerate(names))
    return DirectiveContent(unit="Vårdstaben", roles=roles(*ORGANISATION), activities=activities)


# R5


@pytest.mark.parametrize(
    "name",
    [
        "",
        "N/A",
        "Processtöd ledning och styrning",
        "Processtöd ledning och styrning med stöd av kommunikationsstaben",
        "Ekonomi med stöd av Processtödet",
        "Ekonomistabens resurser",
        "Anna Lindqvist",
        "Anna Lindqvists grupp",
        "Anna Lindkvist",
        "Lindqvist, Anna Lindqvist",
        "Enhetschefen",
        "IT-enheten",
        "HR",
        "Vårdstaben",
        "Uppdragsledaren",
        "Uppdragsägare",
        "Projektledaren och arbetsgruppen",
        "Alla",
    ],
)
def test_who_is_in_the_organisation_is_known_in_other_words(name: str) -> None:
    assert found(with_responsible(name), "R5") == []


@pytest.mark.parametrize(
    "name",
    [
        "Kommunikationsstaben",
        "Regionservice",
        "Hanna Berg",
        "Anna Berg",
        "Utvecklingsdirektör",
        "Enhetschef Inköp",
    ],
)
def test_who_is_not_in_the_organisation_is_found(name: str) -> None:
    (finding,) = found(with_responsible(name), "R5")
    assert (finding.severity, finding.params["name"]) == (Severity.WARNING, name)


@pytest.mark.parametrize("again", ["Regionservice", "regionservice ", "REGIONSERVICE"])
def test_one_name_is_one_finding_with_every_place(again: str) -> None:
    (finding,) = found(with_responsible("Regionservice", "HR", again), "R5")
    assert finding.places == tuple(Place("activities", uid, "responsible") for uid in ("act0", "act2"))


def test_of_several_names_only_the_unknown_is_told() -> None:
    (finding,) = found(with_responsible("HR, Regionservice"), "R5")
    assert finding.params["name"] == "Regionservice"


def test_whoever_is_missing_can_be_added_to_the_organisation() -> None:
    content = with_responsible("Regionservice")
    after = apply(content, found(content, "R5")[0].fixes[-1])
    assert (after.roles[-1].role, after.roles[-1].holder) == (Role.MEMBER, "Regionservice")
    assert found(after, "R5") == []


def test_a_slip_of_the_pen_is_mended_to_what_the_organisation_says() -> None:
    content = with_responsible("Regionservise med HR").model_copy(
        update={"roles": roles(*ORGANISATION, (Role.MEMBER, "Regionservice"))}
    )
    (finding,) = found(content, "R5")
    after = apply(content, finding.fixes[0])
    assert (finding.params["kind"], after.activities[0].responsible) == ("spelled", "Regionservice med HR")


def test_whoever_answers_for_a_risk_only_is_a_hint() -> None:
    content = DirectiveContent(roles=roles(*ORGANISATION), risks=(Risk(uid="risk1", owner="Regionservice"),))
    assert [f.severity for f in found(content, "R5")] == [Severity.HINT]


def test_the_holder_of_a_position_is_in_the_organisation() -> None:
    linked = RoleAssignment(
        uid="role1", role=Role.OWNER, holder="Vårdchef", holder_kind="position", holder_id="pos1"
    )
    content = with_responsible("Karin Almberg").model_copy(update={"roles": (linked,)})
    facts = replace(FACTS, behind={"pos1": ("Karin Almberg",)})
    assert found(content, "R5", facts=facts) == []


def test_while_nobody_is_in_the_organisation_nobody_is_missed_in_it() -> None:
    content = with_responsible("Regionservice").model_copy(update={"roles": ()})
    assert found(content, "R5") == []


# R15


def at_work(owner: str, *held: tuple[Role, str], responsible: str = "") -> list[tuple[object, Severity]]:
    content = DirectiveContent(
        roles=roles((Role.OWNER, owner), *held),
        activities=(Activity(uid="act1", name="Bygg", responsible=responsible),),
    )
    return [(f.params["kind"], f.severity) for f in found(content, "R15")]


def test_an_owner_who_leads_is_a_warning() -> None:
    assert at_work("Anna Berg", (Role.LEAD, "Enhetschef Anna Berg")) == [("lead", Severity.WARNING)]


def test_an_owner_who_is_a_member_is_a_hint() -> None:
    members = (Role.MEMBER, "Per Lund, Anna Berg")
    assert at_work("Direktör Anna Berg, Region Exempel", members) == [("member", Severity.HINT)]


@pytest.mark.parametrize("responsible", ["Uppdragsägaren", "Vårddirektör", "HR, vårddirektör med stöd av IT"])
def test_an_owner_who_answers_for_an_activity_is_a_hint(responsible: str) -> None:
    assert at_work("Vårddirektör", responsible=responsible) == [("activity", Severity.HINT)]


def test_an_owner_who_only_helps_does_not_execute() -> None:
    assert at_work("Vårddirektör", responsible="HR med stöd av vårddirektör") == []


@pytest.mark.parametrize(
    ("owner", "member"),
    [
        ("Utvecklingsdirektör, Region Exempel", "Anna Berg, Region Exempel"),
        ("Anna Berg, enhetschef", "Per Lund, enhetschef"),
        ("Direktör", "Uppdragsledare"),
        ("", ""),
    ],
)
def test_two_who_share_a_place_or_a_title_are_two(owner: str, member: str) -> None:
    assert at_work(owner, (Role.MEMBER, member)) == []


def test_the_person_who_holds_the_owners_position_is_the_owner() -> None:
    owner = RoleAssignment(
        uid="role1", role=Role.OWNER, holder="Vårdchef", holder_kind="position", holder_id="pos1"
    )
    member = RoleAssignment(uid="role2", role=Role.MEMBER, holder="Karin Almberg")
    facts = replace(FACTS, behind={"pos1": ("Karin Almberg",)})
    (finding,) = found(DirectiveContent(roles=(owner, member)), "R15", facts=facts)
    assert finding.places == (Place("roles", "role1", "holder"), Place("roles", "role2", "holder"))


# R16


def names(*texts: str) -> list[Finding]:
    members = tuple(
        RoleAssignment(uid=f"role{i}", role=Role.MEMBER, holder=text) for i, text in enumerate(texts)
    )
    return found(DirectiveContent(roles=members), "R16")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anders Kullander", "Ander Kullander"),
        ("Lulu Hallgren", "LuLu Hallgren"),
        ("Anna Lindqvist", "Verksamhetsutvecklare Anna Lindkvist"),
        ("Karin Berg", "Carin Berg"),
        ("Erik Andersson", "Erik Anderson"),
        ("Sara Tjäder", "Sarah Tjäder"),
        ("Mathias Sandell", "Mattias Sandell"),
        ("Levi Svartmyr", "Levi Svartmry"),
        ("Anna af Ugglas", "Ana af Ugglas"),
    ],
)
def test_one_person_spelled_in_two_ways_is_found(one: str, other: str) -> None:
    (finding,) = names(one, other)
    assert finding.severity is Severity.HINT


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anna Berg", "Hanna Berg"),
        ("Erik Lund", "Erika Lund"),
        ("Andrea Lindqvist", "Andreas Lindqvist"),
        ("Karin Lindberg", "Karin Lundberg"),
        ("Per Ström", "Per Storm"),
        ("Jon Sandell", "John Sandell"),
        ("Maria Holm", "Marie Holm"),
        ("Anna Berg", "Anna Borg"),
        ("Anna Lindén", "Anna Linde"),
        ("Anna Berg", "Anna Bergs grupp"),
        ("Anna Berg", "Anna Maria Berg"),
        ("Anna Berg", "ANNA BERG"),
        ("Johan Ek", "Johanna Ek"),
        ("Direktör Planeringsstaben", "Direktör Planeringstaben"),
        ("Region Exempel", "Region Exempels"),
        ("Inge Malmros", "Inger Malmros"),
    ],
)
def test_two_people_are_never_taken_for_one(one: str, other: str) -> None:
    assert names(one, other) == []


@pytest.mark.parametrize(("index", "everywhere"), [(0, "Anders Kullander"), (1, "Ander Kullander")])
def test_either_spelling_can_be_written_everywhere(index: int, everywhere: str) -> None:
    content = DirectiveContent(
        roles=roles((Role.MEMBER, "Anders Kullander, beslutsfattare\nPer Lund")),
        handover="Ander Kullander och Per Lund möts. Ander Kullander tar över.",
    )
    after = apply(content, found(content, "R16")[0].fixes[index])
    assert (after.roles[0].holder, after.handover) == (
        f"{everywhere}, beslutsfattare\nPer Lund",
        f"{everywhere} och Per Lund möts. {everywhere} tar över.",
    )
    assert found(after, "R16") == []


def test_names_that_nobody_is_appointed_by_are_let_be() -> None:
    content = DirectiveContent(background="Anders Kullander skrev.", idea="Ander Kullander läste.")
    assert found(content, "R16") == []


def test_a_name_that_would_not_fit_is_not_offered() -> None:
    full = "Ander Kullander" + " x" * 992 + "x"
    content = DirectiveContent(
        roles=roles((Role.MEMBER, "Anders Kullander")), risks=(Risk(uid="risk1", owner=full),)
    )
    (finding,) = found(content, "R16")
    assert len(full) == 2_000
    assert [fix.params["word"] for fix in finding.fixes] == ["Ander Kullander"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Verksamhetsutvecklare Anna Lindqvist och Per-Erik af Ugglas",
            ["Anna Lindqvist", "Per-Erik af Ugglas"],
        ),
        ("Region Exempel, Centrala Ledningsgruppen", []),
        ("Anna Kareli Vendel för distribution", ["Anna Kareli Vendel"]),
        ("Chef HR", []),
    ],
)
def test_names_are_told_from_titles_and_places(text: str, expected: list[str]) -> None:
    assert [name.text for name in names_in(text)] == expected


def test_alike_is_the_same_both_ways() -> None:
    one, other = names_in("Anders Kullander, Ander Kullander")
    assert alike(one, other)
    assert alike(other, one)
    assert not spelled_alike(one, other)
