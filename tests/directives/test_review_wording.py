"""R6, R7 and R17: abbreviations, goals without work, references that lead nowhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.directives.mandates import found
from uppdragil.directives.content import Activity, DirectiveContent, MandateGoal, Milestone, Risk, Term
from uppdragil.directives.review import Finding, Place, ReviewFacts, Severity, apply
from uppdragil.editions.spec import EditionSpec

EDITION = EditionSpec.model_validate_json(
    (Path(__file__).parents[2] / "fixtures" / "editions" / "uppdragil-3.0.json").read_text()
)
FACTS = ReviewFacts.of(EDITION, imported=True)


def asked(rule: str, **said: Any) -> list[Finding]:
    return found(DirectiveContent(**said), rule, facts=FACTS)


def words(**said: Any) -> list[tuple[str, str]]:
    return [(f.params["kind"], f.params["word"]) for f in asked("R6", **said)]


def term(word: str, explanation: str = "Förklaring", uid: str = "term1") -> Term:
    return Term(uid=uid, term=word, explanation=explanation)


# R6


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Beslut i CLG.", "CLG"),
        ("HSF:s ekonomi", "HSF"),
        ("Ett CLG-möte", "CLG"),
        ("Fyra KPIer", "KPI"),
        ("Medix/ NVIS", "NVIS"),
        ("(se NPÖ)", "NPÖ"),
    ],
)
def test_an_abbreviation_that_is_not_explained_is_a_hint(text: str, word: str) -> None:
    assert words(background=text) == [("undefined", word)]


@pytest.mark.parametrize(
    "text",
    [
        "IT-enheten, HR och EU följer GDPR",
        "BP1 är klar, MS2 återstår",
        "Diarienummer RS 2024-01234 och HSN 42-2025",
        "COVID-19, A4, ICD-10, UPPDRAGiL 3.0, PROJEKTiL",
        "Etapp II och etapp IV",
        "STÄRKA VÅR LEDNING MED CLG",
        "Det får INTE vänta. OBS!",
        "Hälso- och sjukvårdsförvaltningen (HSF) väntar. HSF svarar.",
        "HSF (Hälso- och sjukvårdsförvaltningen) svarar.",
        "https://example.org/CLG",
        "Klart ÅÅÅÅ-MM-DD, XX dagar, 200 MB, N/A",
    ],
)
def test_what_everybody_knows_and_what_is_no_abbreviation_is_let_be(text: str) -> None:
    assert words(background=text) == []


def test_one_abbreviation_is_one_finding_with_every_place() -> None:
    (finding,) = asked("R6", background="CLG och CLG", risks=(Risk(uid="risk1", text="CLG dröjer"),))
    assert finding.places == (Place("background"), Place("risks", "risk1", "text"))


def test_it_can_be_added_to_the_definitions_and_is_explained_there() -> None:
    (finding,) = asked("R6", background="CLG beslutar")
    after = apply(DirectiveContent(background="CLG beslutar"), finding.fixes[0])
    assert [(t.term, t.explanation) for t in after.terms] == [("CLG", "")]
    assert [f.params["kind"] for f in found(after, "R6", facts=FACTS)] == ["unexplained"]


@pytest.mark.parametrize("defined", ["CLG", "CLG, ledningen", "CLG/LG"])
def test_what_is_explained_and_used_is_fine(defined: str) -> None:
    assert words(background="CLG beslutar", terms=(term(defined),)) == []


def test_an_abbreviation_that_is_explained_and_not_used_can_be_removed() -> None:
    content = DirectiveContent(terms=(term("CLG"), term("Samverkan", uid="term2"), term("N/A", uid="term3")))
    (finding,) = found(content, "R6", facts=FACTS)
    assert (finding.params["kind"], finding.severity) == ("unused", Severity.HINT)
    assert [t.term for t in apply(content, finding.fixes[0]).terms] == ["Samverkan", "N/A"]


def test_an_abbreviation_that_everybody_knows_is_used_where_it_is_explained() -> None:
    assert words(background="HR och MBL", terms=(term("MBL"),)) == []


def test_an_abbreviation_that_explains_another_is_used() -> None:
    explained = (term("CLG", "Ledningen för HSF"), term("HSF", "Förvaltningen", "term2"))
    assert words(background="CLG", terms=explained) == []


def test_a_model_without_definitions_asks_for_none() -> None:
    chapters = tuple(c for c in EDITION.chapters if c.key != "terms")
    facts = ReviewFacts.of(EDITION.model_copy(update={"chapters": chapters}))
    assert found(DirectiveContent(background="CLG"), "R6", facts=facts) == []


# R7

GOALS = (MandateGoal(uid="goal1", text="En kö"), MandateGoal(uid="goal2", text="En rutin"))


def linked(*goals: tuple[str, ...]) -> list[tuple[object, str | None, Severity]]:
    activities = tuple(Activity(uid=f"act{i}", name="Bygg", mandate_goals=g) for i, g in enumerate(goals))
    findings = asked("R7", mandate_goals=GOALS, activities=activities)
    return [(f.params["kind"], f.places[0].row, f.severity) for f in findings]


def test_every_goal_has_an_activity_and_every_activity_a_goal() -> None:
    assert linked(("goal1",), ("goal2",)) == []
    assert linked(("goal1",), ("goal1",)) == [("mandate_goals_unreached", "goal2", Severity.WARNING)]
    assert linked(("goal1", "goal2"), ()) == [("activities_aimless", "act1", Severity.HINT)]


def test_where_nothing_is_linked_it_is_said_once() -> None:
    assert linked((), ()) == [("activities_none", None, Severity.HINT)]


def test_activities_that_say_what_a_goal_says_are_linked_by_one_press() -> None:
    goals = ("Schemat för jourlinjen är förenklat", "Rutiner för larm och utryckning är klargjorda")
    works = ("Förenkla schemat för jourlinjen", "Klargöra rutiner för larm och utryckning", "Bjud in alla")
    content = DirectiveContent(
        mandate_goals=tuple(MandateGoal(uid=f"goal{i}", text=text) for i, text in enumerate(goals)),
        activities=tuple(Activity(uid=f"act{i}", name=name) for i, name in enumerate(works)),
    )
    (finding,) = found(content, "R7", facts=FACTS)
    after = apply(content, finding.fixes[0])
    assert [a.mandate_goals for a in after.activities] == [("goal0",), ("goal1",), ()]
    assert [f.params["kind"] for f in found(after, "R7", facts=FACTS)] == ["activities_aimless"]


def test_an_activity_that_says_what_two_goals_say_is_linked_by_hand() -> None:
    texts = ("Strukturen för planering är förbättrad", "Strukturen för planering är beslutad")
    goals = tuple(MandateGoal(uid=f"goal{i}", text=text) for i, text in enumerate(texts))
    work = Activity(uid="act1", name="Strukturen för planering")
    (finding,) = asked("R7", mandate_goals=goals, activities=(work,))
    assert finding.fixes == ()


def test_goals_are_not_missed_while_there_is_no_plan() -> None:
    assert linked() == []
    assert asked("R7", activities=(Activity(uid="act1"),)) == []


# R17


@pytest.mark.parametrize(
    "text",
    [
        "Se kapitel 5 och avsnitt 9.1.",
        "Kapitel 2 och 3",
        "Kommunallagen 7 kap. 5 §",
        "kommunallagens kapitel 17",
        "kap. 17 § 4",
        "Se kapitel 12 i rapporten.",
        "Se avsnitt 4.7 i kravspecifikationen.",
        "under rubriken ”Tidplan”",
        'under rubrik "mål och verksamhetsnytta"',
        "under rubriken ”Nuläge” i rapporten",
        "Nuläge\nSom framgår under rubriken ”Nuläge” ovan.",
        "Uppdraget ”Nära vård” fortsätter.",
        "Rubriken sätts senare.",
    ],
)
def test_references_that_lead_somewhere_are_fine(text: str) -> None:
    assert asked("R17", background=text) == []


@pytest.mark.parametrize(
    ("text", "target", "mended"),
    [
        ("Se kapitel 12.", "12", None),
        ("Se kapitel 12 i detta direktiv.", "12", None),
        ("Se avsnitt 4.7 om system.", "4.7", "Se avsnitt 4 om system."),
        ("rubriken ”Tidplan och etapper” ovan", "Tidplan och etapper", "rubriken ”Tidplan” ovan"),
        ("rubrik ”Xyzzy qwerty”", "Xyzzy qwerty", None),
    ],
)
def test_references_that_lead_nowhere_are_found(text: str, target: str, mended: str | None) -> None:
    content = DirectiveContent(background=text)
    (finding,) = found(content, "R17", facts=FACTS)
    assert (finding.params["target"], finding.severity) == (target, Severity.WARNING)
    assert [apply(content, fix).background for fix in finding.fixes] == ([mended] if mended else [])


def test_one_heading_that_is_not_there_is_one_finding() -> None:
    comment = Milestone(uid="mile1", comment="kapitel 12 gäller")
    (finding,) = asked("R17", background="kapitel 12, kapitel 12", milestones=(comment,))
    assert finding.places == (Place("background"), Place("milestones", "mile1", "comment"))
