"""Reporting how a mandate stands: who may, what is frozen, what a correction is, who acknowledges."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from tests.factories import NOW, TODAY, Mandate
from tests.portfolio.needs import need_of
from tests.portfolio.reports import acknowledged, before, deviation, opened, reported, said
from uppdragil.core import events
from uppdragil.core.models import AuditEvent
from uppdragil.directives.models import Progress
from uppdragil.organisation.models import Substitution
from uppdragil.portfolio.reporting import drafts, selectors, services
from uppdragil.portfolio.reporting.content import Aspect, Judged, Light
from uppdragil.portfolio.reporting.events import ReportAcknowledged, ReportSubmitted
from uppdragil.portfolio.reporting.models import Report, ReportDraft
from uppdragil.portfolio.reporting.refusals import Conflict, Refused, Seen

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def made() -> Mandate:
    return f.at("execution")


def refused(move: Any, *args: Any, **given: Any) -> str:
    with pytest.raises(Refused) as caught:
        move(*args, **given)
    assert str(caught.value)
    return caught.value.code


def test_a_report_keeps_what_was_said_and_what_the_figures_said(made: Mandate) -> None:
    need_of(made)
    report = reported(made, said(resource=Judged(light=Light.GREEN, word="Vi klarar oss")))

    kept = Report.objects.get()
    assert (kept.number, kept.content, kept.name) == (1, report.content, made.cast.lead.name)
    assert kept.computed[Aspect.RESOURCE].light is Light.YELLOW
    assert kept.mismatch == (Aspect.RESOURCE,)
    assert (kept.overall, kept.computed_overall) == (Light.GREEN, Light.YELLOW)
    assert [a["name"] for a in kept.activities] == ["Kartlägga"]
    assert AuditEvent.objects.latest("seq").verb == "report.submitted"


def test_what_changes_afterwards_changes_no_report(made: Mandate) -> None:
    reported(made)
    need_of(made)
    assert Report.objects.get().computed[Aspect.RESOURCE].light is Light.GREEN


@pytest.mark.parametrize("kind", ["owner", "office", "secretary"])
def test_the_lead_alone_reports(made: Mandate, kind: str) -> None:
    assert refused(reported, made, by=getattr(made.cast, kind)) == "not_lead"


@pytest.mark.parametrize("phase", ["draft", "bp0", "realisation"])
def test_a_mandate_reports_from_its_first_decision_until_its_delivery(phase: str) -> None:
    assert refused(reported, f.at(phase)) == "not_under_way"


def test_a_report_that_lacks_something_is_refused(made: Mandate) -> None:
    assert refused(reported, made, said(mood=Judged())) == "incomplete"
    assert not Report.objects.exists()


def test_ticking_in_a_report_is_ticking_on_the_mandate_s_page(made: Mandate) -> None:
    uid = made.content.activities[0].uid
    report = reported(made, ticked=[uid, "0123456789abcdef"])

    progress = Progress.objects.get()
    assert (progress.row, progress.state, progress.done_on) == (uid, "done", TODAY)
    assert report.activities[0]["state"] == "done"


def test_what_is_done_already_keeps_its_day(made: Mandate) -> None:
    uid = made.content.activities[0].uid
    reported(made, ticked=[uid])
    reported(made, ticked=[uid], now=NOW + DAY)
    assert Progress.objects.get().done_on == TODAY


def test_at_a_gate_nothing_is_ticked_and_the_report_stands() -> None:
    made = f.at("bp2")
    reported(made, ticked=[made.content.activities[0].uid])
    assert Report.objects.exists()
    assert not Progress.objects.exists()


def test_a_report_outside_a_round_begins_where_the_last_one_ended(made: Mandate) -> None:
    reported(made)
    later = reported(made, now=NOW + 10 * DAY)
    assert (later.round, later.starts, later.ends) == (None, TODAY + DAY, TODAY + 10 * DAY)


def test_a_report_belongs_to_the_round_that_asks_for_it_once(made: Mandate) -> None:
    round_ = opened(made.cast.office)
    first, second = reported(made), reported(made)
    assert (first.round, first.starts, first.ends) == (round_, round_.starts, round_.ends)
    assert second.round is None


def test_a_mandate_that_a_round_does_not_ask_stands_outside_it(made: Mandate) -> None:
    opened(made.cast.office)
    later = f.at("execution")
    assert reported(later).round is None


def test_a_correction_says_what_it_replaces_and_keeps_its_period(made: Mandate) -> None:
    round_ = opened(made.cast.office)
    wrong = reported(made)
    right = reported(made, said(Light.RED), corrects=wrong, now=NOW + DAY)

    assert (right.replaces, right.round, right.ends) == (wrong, round_, wrong.ends)
    assert list(selectors.reports_in(round_)) == [right]
    assert selectors.trend([made.directive]) == {made.directive.pk: [right]}
    assert AuditEvent.objects.latest("seq").verb == "report.corrected"


def test_only_the_last_report_is_corrected(made: Mandate) -> None:
    first = reported(made)
    reported(made)
    assert refused(reported, made, corrects=first) == "not_last"


def test_a_report_is_never_changed(made: Mandate) -> None:
    report = reported(made)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE portfolio_report SET name = 'x' WHERE id = %s", [report.pk])


def test_what_is_typed_is_kept_until_it_is_reported(made: Mandate) -> None:
    row, given = deviation(), {"directive": made.directive, "by": made.cast.lead, "now": NOW}
    drafts.save(content=said(mood=Judged(), deviations=(row,)), before=Seen(), **given)
    assert drafts.draft_of(made.directive).content.deviations == (row,)  # type: ignore[union-attr]

    reported(made)
    assert not ReportDraft.objects.exists()


def test_who_writes_after_somebody_else_is_told_what_and_overwrites_nothing(made: Mandate) -> None:
    given = {"directive": made.directive, "by": made.cast.lead, "now": NOW}
    drafts.save(content=said(done="Mitt"), before=Seen(), **given)
    with pytest.raises(Conflict) as caught:
        drafts.save(content=said(done="Ditt"), before=Seen(), **given)
    assert (caught.value.current.done, caught.value.seen) == ("Mitt", Seen(0, 1))

    drafts.save(content=said(done="Ditt"), before=caught.value.seen, **given)
    assert ReportDraft.objects.get().content.done == "Ditt"


def test_who_has_not_seen_the_last_report_gives_no_second_one(made: Mandate) -> None:
    reported(made)
    with pytest.raises(Conflict):
        reported(made, before=Seen())


def test_the_owner_acknowledges_with_a_comment(made: Mandate) -> None:
    made_ = acknowledged(made, reported(made), comment=" Tack\x00 ")
    assert (made_.comment, made_.name, made_.instead_of) == ("Tack", made.cast.owner.name, "")
    assert AuditEvent.objects.latest("seq").verb == "report.acknowledged"
    assert refused(acknowledged, made, made_.report) == "acknowledged"


def test_who_stands_in_for_the_owner_acknowledges_in_their_place(made: Mandate) -> None:
    deputy = f.person("Vera")
    period = {"starts": TODAY, "ends": TODAY + DAY, "basis": "§ 4"}
    Substitution.objects.create(person=made.cast.owner, substitute=deputy, **period)
    assert acknowledged(made, reported(made), by=deputy).instead_of


@pytest.mark.parametrize("kind", ["lead", "office", "secretary"])
def test_nobody_else_acknowledges(made: Mandate, kind: str) -> None:
    assert refused(acknowledged, made, reported(made), by=getattr(made.cast, kind)) == "not_owner"


def test_an_owner_who_leads_the_mandate_does_not_acknowledge_their_own_report() -> None:
    both = f.person("Ola")
    made = f.at("preparation", f.Cast(lead=both, owners=(both, f.person("Oda"))))
    assert refused(acknowledged, made, reported(made), by=both) == "own_report"


def test_only_the_last_word_is_acknowledged(made: Mandate) -> None:
    first = reported(made)
    second = reported(made, corrects=first)
    assert refused(acknowledged, made, first) == "replaced"
    reported(made)
    assert refused(acknowledged, made, second) == "superseded"


def test_other_slices_are_told_inside_the_transaction(made: Mandate, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[Any] = []
    for kind in (ReportSubmitted, ReportAcknowledged):
        monkeypatch.setitem(events._handlers, kind, [heard.append])
    report = reported(made)
    assert heard == [ReportSubmitted(report), ReportAcknowledged(acknowledged(made, report))]


def test_the_last_reports_and_their_trend_cost_a_query_each_however_many(made: Mandate) -> None:
    other = f.at("preparation")
    reported(made, said(Light.RED))
    acknowledged(made, reported(made, said(Light.YELLOW)))
    reported(other, said(deviations=(deviation(),)))
    both = [made.directive, other.directive]

    with CaptureQueriesContext(connection) as sent:
        found, trends = selectors.last_reports(both), selectors.trend(both)
        shown = {pk: (r.overall, r.mismatch, hasattr(r, "acknowledgement")) for pk, r in found.items()}
    assert len(sent) == 2
    assert shown == {
        made.directive.pk: (Light.YELLOW, (), True),
        other.directive.pk: (Light.GREEN, (), False),
    }
    assert [r.overall for r in trends[made.directive.pk]] == [Light.RED, Light.YELLOW]
    assert [r.directive_id for r in selectors.deviating()] == [other.directive.pk]


def test_a_deviation_that_is_over_is_listed_no_more(made: Mandate) -> None:
    row = deviation()
    reported(made, said(deviations=(row,)))
    reported(made, said(deviations=(row.model_copy(update={"over": True}),)))
    assert not selectors.deviating().exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_report_at_once_leave_one_report(race: Any, rounds: int) -> None:
    made = f.at("execution")
    for number in range(1, rounds + 1):
        seen = before(made)
        results = race(*[lambda s=seen: reported(made, before=s)] * 2)
        assert [type(r) for r in results if not isinstance(r, Report)] == [Conflict]
        assert Report.objects.count() == number


@pytest.mark.django_db(transaction=True)
def test_a_correction_and_an_acknowledgement_come_one_after_the_other(race: Any, rounds: int) -> None:
    made = f.at("execution")
    for _ in range(rounds):
        wrong = reported(made)
        corrected, done = race(
            lambda w=wrong: reported(made, corrects=w), lambda w=wrong: acknowledged(made, w)
        )
        assert isinstance(corrected, Report)
        assert done.report == wrong if not isinstance(done, Refused) else done.code == "replaced"
        assert not services.why_not_acknowledged(corrected, made.directive, made.cast.owner, TODAY)
