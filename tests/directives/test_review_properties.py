"""What holds for the review of any directive."""

from __future__ import annotations

import datetime as dt
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.consistent import EDITION
from tests.directives.mandates import clashing
from tests.strategies import clashing_contents, contents
from uppdragil.core.values import MAX_ROWS
from uppdragil.directives.content import (
    ROW_CHAPTERS,
    TEXT_CHAPTERS,
    Activity,
    DirectiveContent,
    ImpactGoal,
    normalised,
)
from uppdragil.directives.review import Finding, ReviewFacts, Severity, apply, errors, review
from uppdragil.directives.selectors import ERRONEOUS

TODAY = dt.date(2027, 1, 1)
FACTS = ReviewFacts.of(EDITION)
any_content = contents() | clashing_contents() | st.just(clashing())


def what(finding: Finding) -> tuple[object, ...]:
    """A finding without its values: the rule, its kind, its places, what it is about."""
    return finding.rule, finding.params.get("kind"), finding.places, finding.about


@given(any_content)
def test_every_fix_settles_its_finding(content: DirectiveContent) -> None:
    for finding in review(content, FACTS, TODAY):
        for fix in finding.fixes:
            after = review(apply(content, fix), FACTS, TODAY)
            assert finding.key not in {f.key for f in after}
            assert what(finding) not in {what(f) for f in after}


@given(any_content)
def test_normalising_changes_no_finding(content: DirectiveContent) -> None:
    assert review(content, FACTS, TODAY) == review(normalised(content), FACTS, TODAY)


@given(any_content)
def test_every_place_exists(content: DirectiveContent) -> None:
    rows = {(chapter, row.uid): row for chapter, row in content.all_rows()}
    for finding in review(content, FACTS, TODAY):
        for place in finding.places:
            assert place.row is None or hasattr(rows[place.chapter, place.row], place.field or "uid")


@given(any_content)
def test_findings_are_json_with_keys_of_their_own(content: DirectiveContent) -> None:
    findings = review(content, FACTS, TODAY)
    json.dumps([dict(f.params) for f in findings] + [dict(x.params) for f in findings for x in f.fixes])
    assert len({f.key for f in findings}) == len(findings)


@given(any_content)
def test_errors_come_first(content: DirectiveContent) -> None:
    ranks = [list(Severity).index(f.severity) for f in review(content, FACTS, TODAY)]
    assert ranks == sorted(ranks)


@given(clashing_contents())
def test_unrelated_edits_keep_every_key(content: DirectiveContent) -> None:
    before = {f.key for f in review(content, FACTS, TODAY)}
    edited = content.model_copy(
        update={
            "background": "A new background",
            "activities": tuple(reversed(content.activities)),
            "impact_goals": (ImpactGoal(uid="goal9"),),
        }
    )
    after = {f.key for f in review(edited, FACTS, TODAY)}
    assert before <= after


def test_a_reworded_row_keeps_its_findings() -> None:
    def keys(name: str) -> set[str]:
        late = Activity(uid="act1", name=name, end=dt.date(2025, 1, 1))
        return {f.key for f in review(clashing().model_copy(update={"activities": (late,)}), FACTS, TODAY)}

    assert keys("Build") == keys("Build it well")


def test_a_hostile_content_is_reviewed_in_bounded_time() -> None:
    holders = [
        {"uid": f"role{i:04}", "role": ("owner", "receiver")[i % 2], "holder": f"h{i}"} for i in range(1000)
    ]
    sheets = [{"uid": f"sheet{i:04}", "gate": "BP1", "owner": f"h{i}"} for i in range(1000)]
    gates = [
        {"uid": f"plan{i:04}", "gate": f"BP{i % 4}", "end": f"20{10 + i % 80}-01-01"} for i in range(1000)
    ]
    content = DirectiveContent.model_validate(
        {
            "background": "x" * 200_000,
            "idea": "?" * 200_000,
            "costs": "N/A" + " " * 199_000 + "x",
            "roles": holders,
            "decision_sheets": sheets,
            "gate_plans": gates,
        }
    )
    started = time.process_time()
    found = review(content, FACTS, TODAY)
    assert time.process_time() - started < 5
    assert max(len(str(f.params.get("found", ""))) for f in found) <= 20


HOSTILE_TEXTS = {
    "names": "Anders Kullander Ander Kulander Per-Erik af Ugglas och ",
    "short names": "Aa ",
    "abbreviations": "CLG (HSF) VAS:s ",
    "references": "se kapitel 12.7 under rubriken ”Något annat” ",
    "openings": "rubrik ”(",
    "capitals": "ÅÄÖ-",
}


@pytest.mark.parametrize("words", HOSTILE_TEXTS.values(), ids=HOSTILE_TEXTS)
def test_the_longest_texts_are_reviewed_in_bounded_time(words: str) -> None:
    text = words * (200_000 // len(words))
    content = DirectiveContent.model_validate(dict.fromkeys(TEXT_CHAPTERS, text))
    assert _seconds(content) < 5  # 0.2 to 0.8


@pytest.mark.parametrize("who", ["Anders Kull{:c}nder", "Per {:c}{:c}vall, Ö{:c}enheten", "{:c}avdelningen"])
def test_the_most_rows_are_reviewed_in_bounded_time(who: str) -> None:
    def row(i: int) -> str:
        return who.format(*([97 + i % 26, 97 + i // 26 % 26, 97 + i % 7][: who.count("{")]))

    rows = range(MAX_ROWS)
    roles = ("owner", "lead", "member", "receiver")
    content = DirectiveContent.model_validate(
        {
            "roles": [{"uid": f"role{i}", "role": roles[i % 4], "holder": row(i)} for i in rows],
            "activities": [
                {
                    "uid": f"acti{i}",
                    "name": f"Steg {i} mot CLG",
                    "responsible": row(i + 5),
                    "mandate_goals": [f"goal{i}"],
                }
                for i in rows
            ],
            "mandate_goals": [{"uid": f"goal{i}", "text": f"Se kapitel {i}"} for i in rows],
            "risks": [{"uid": f"risk{i}", "text": "KLM", "owner": row(i + 9)} for i in rows],
            "terms": [{"uid": f"term{i}", "term": f"A{i % 26:c}B"} for i in rows],
        }
    )
    assert _seconds(content) < 5  # 0.1 to 0.5


def _seconds(content: DirectiveContent) -> float:
    """Of the processor: what else the machine does says nothing."""
    started = time.process_time()
    review(content, FACTS, TODAY)
    return time.process_time() - started


@given(any_content)
def test_errors_are_found_in_the_chapters_that_are_read_for_them(content: DirectiveContent) -> None:
    read = content.model_copy(update={key: () for key in ROW_CHAPTERS if key not in ERRONEOUS})
    said = [f for f in review(content, FACTS, TODAY) if f.severity is Severity.ERROR]
    assert [f for f in review(read, FACTS, TODAY) if f.severity is Severity.ERROR] == said


@given(any_content)
def test_the_errors_alone_are_those_of_the_whole_review(content: DirectiveContent) -> None:
    said = [f.key for f in review(content, FACTS, TODAY) if f.severity is Severity.ERROR]
    assert sorted(f.key for f in errors(content, FACTS, TODAY)) == sorted(said)
