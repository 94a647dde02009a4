"""An invented portfolio holds together: where each mandate stands, what the chain says, what can be done."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from viewflow.workflow.models import Task

from tests import factories as f
from tests.support import stock
from uppdragil.core import audit
from uppdragil.core.models import AuditEvent
from uppdragil.decisions.models import Condition, Decision
from uppdragil.decisions.services import Authentication
from uppdragil.directives import cards, selectors, storage
from uppdragil.directives.content import StrategyLink
from uppdragil.directives.models import Card, Directive, Edge
from uppdragil.directives.phases import ENDED_PHASES, GATE_PHASES, WAYS
from uppdragil.directives.services import content_of
from uppdragil.directives.strategylinks import key_of
from uppdragil.editions.spec import Deciders
from uppdragil.organisation.models import Person
from uppdragil.portfolio.capacity.load import Measure, Verdict
from uppdragil.portfolio.capacity.matrix import matrix
from uppdragil.portfolio.coverage import coverage_for
from uppdragil.portfolio.models import FreezePeriod
from uppdragil.portfolio.money.models import MoneyState
from uppdragil.portfolio.money.verdict import Standing, judge
from uppdragil.portfolio.reporting.content import Light
from uppdragil.portfolio.reporting.models import Acknowledgement, Report
from uppdragil.strategy.models import StrategyVersion
from uppdragil.strategy.selectors import find, published
from uppdragil.synthetic import services
from workflows import facts, service

TODAY = f.TODAY
COUNT, SEED = 80, 7


@stock.kept
def portfolio() -> None:
    services.generate(count=COUNT, seed=SEED, today=TODAY)


@pytest.fixture(autouse=True)
def _generated(db: None) -> Iterator[None]:
    with time_machine.travel(f.NOW, tick=False):
        portfolio()
        yield


def mandates() -> list[Directive]:
    return list(Directive.objects.select_related("edition", "baseline", "body").order_by("pk"))


def test_every_phase_is_there() -> None:
    assert {d.phase for d in mandates()} == {*WAYS["mandate"], *ENDED_PHASES}


def test_each_rests_where_its_flow_says() -> None:
    for directive in mandates():
        task = Task.objects.filter(process__directiveprocess__directive=directive).latest("pk")
        assert task.flow_task.phase == directive.phase


def test_the_chain_is_whole_and_tells_of_every_row() -> None:
    rows = audit.evidence()
    assert audit.verify().ok
    assert (rows.findings, rows.uncovered) == ((), 1)  # the model that none of them follows


def test_the_chain_is_told_in_the_order_of_what_happened() -> None:
    times = list(AuditEvent.objects.values_list("at", flat=True))
    assert times == sorted(times)
    assert times[-1] <= f.NOW


def test_only_drafts_say_what_blocks_a_submission() -> None:
    texts = storage.load_many(mandates())
    found = {d.phase for d in mandates() if selectors.errors(selectors.findings(d, texts[d.pk], TODAY))}
    assert found == {"draft"}


def test_what_is_decided_says_what_was_decided_of_it() -> None:
    for directive in mandates():
        if directive.baseline and not directive.ended:
            working = storage.load(directive)
            assert content_of(directive.baseline).gate_plans == working.gate_plans
            assert directive.baseline.decisions.exists()


def test_there_is_of_everything() -> None:
    assert Condition.objects.filter(notes=None).exists()
    assert Condition.objects.exclude(notes=None).exists()
    assert {d.outcome for d in Decision.objects.all()} == {"yes", "conditional", "rework", "postpone", "no"}
    assert any(d.paused for d in mandates())
    assert any(d.restricted for d in mandates())
    assert any(d.superseded_by for d in mandates())


def test_units_say_what_they_have_room_for_and_some_get_more_or_nothing_said() -> None:
    rows = matrix(Card.objects.filter(version=None), TODAY).rows
    found = {cell.verdict(Measure.DELIVERIES) for row in rows for cell in row.cells}
    assert {Verdict.OVER, Verdict.ROOM, Verdict.UNSET} <= found
    assert {period.kind for period in FreezePeriod.objects.all()} >= {"summer"}


def test_money_is_told_of_frames_that_stand_in_the_texts_and_some_cost_more() -> None:
    texts, states = storage.load_many(mandates()), list(MoneyState.objects.order_by("on"))
    assert all(state.frame == texts[state.directive_id].frame for state in states)
    assert all(state.activated >= state.outcome for state in states)
    last = {state.directive_id: state for state in states}.values()
    found = {judge(s.frame, s.activated, s.identified, s.outcome) for s in last}
    assert found >= {Standing.WITHIN, Standing.OVER}


def test_mandates_depend_on_others_that_were_there_and_are_no_secret() -> None:
    by_uid = {d.uid: d for d in mandates()}
    links = [
        (edge.card.directive, by_uid[edge.other_id])
        for edge in Edge.objects.select_related("card__directive")
    ]
    assert len({(one.pk, other.pk) for one, other in links}) >= 10
    assert not any(other.restricted for _one, other in links)
    decided = Edge.objects.exclude(card__version=None).select_related("card__version")
    assert all(by_uid[edge.other_id].created_at < edge.card.version.made_at for edge in decided)  # type: ignore[union-attr]
    assert {report.overall for report in Report.objects.all()} == set(Light)
    assert Acknowledgement.objects.exists()


def test_mandates_work_towards_sub_goals_of_the_edition_that_held_when_they_began() -> None:
    editions = published()
    began = {d.uid: d.created_at for d in mandates()}
    held = {version.edition.uid: version.published_at for version in StrategyVersion.objects.all()}
    links = [(uid, link) for uid, links in _links() for link in links]

    assert all(held[link.edition_id] < began[uid] and find(editions, key_of(link)) for uid, link in links)
    assert {link.edition_id for _uid, link in links} == set(held)
    assert {link.goal_id is None for _uid, link in links} == {True, False}


def test_the_coverage_has_sub_goals_with_and_without_mandates_and_mandates_without() -> None:
    office = Person.objects.filter(duties__kind="office")[0]
    editions = published()
    found = coverage_for(office, TODAY, editions[-1], editions)

    assert 0 < len(found.bare) < len(found.lines)
    assert 0 < len(found.unlinked) < COUNT


def _links() -> list[tuple[str, tuple[StrategyLink, ...]]]:
    texts = storage.load_many(mandates())
    return [(d.uid, texts[d.pk].strategy_links) for d in mandates()]


@pytest.mark.parametrize("phase", [phase for phase in WAYS["mandate"] if phase in GATE_PHASES])
def test_its_deciders_can_decide(phase: str) -> None:
    directive = next(d for d in mandates() if d.phase == phase and not d.paused)
    made = f.Mandate(directive, cast=None, now=f.NOW)  # type: ignore[arg-type]  # the people are its own
    round_ = made.round
    assert round_ is not None
    proposal = made.proposal() if round_.spec.deciders is Deciders.BODY else _standing(made)
    for who in facts.gather(directive, round_.lead, f.NOW, round_=round_).open_seats:
        by = Person.objects.get(uid=who.holders[-1].uid)
        if not round_.sign_offs.filter(person=by).exists():
            service.decide(
                directive=directive,
                by=by,
                round_uid=round_.uid,
                proposal=proposal,
                authentication=Authentication("password", f.NOW),
                suggested={},
                now=f.NOW,
            )
    assert made.phase != phase
    assert audit.verify().ok


def _standing(made: f.Mandate) -> object:
    """What the first has put forward, where somebody has."""
    round_ = made.round
    assert round_ is not None
    return facts.gather(made.directive, round_.lead, f.NOW, round_=round_).standing or made.proposal()


def test_each_text_has_the_card_that_lists_ask_for() -> None:
    texts = storage.load_many(mandates())
    for card in Card.objects.select_related("version"):
        said = content_of(card.version) if card.version else texts[card.directive_id]
        assert {name: getattr(card, name) for name in cards.of_content(said)} == cards.of_content(said)


def test_a_new_draft_gets_the_next_number() -> None:
    last = max(d.number for d in mandates() if d.number.startswith(f"U {TODAY.year}-"))
    assert f.mandate().directive.number == f"U {TODAY.year}-{int(last[-3:]) + 1:03d}"


def test_each_row_has_its_line_of_history() -> None:
    directive = mandates()[0]
    assert directive.history.earliest().by_name == directive.created_by.name
    assert directive.history.earliest().history_date == directive.created_at


def test_there_is_one_invented_organisation_only() -> None:
    with pytest.raises(services.AlreadyThere):
        services.generate(count=3, seed=SEED + 1, today=TODAY)
