"""Checks that are kept: what the next one knows of the chain because of them."""

from __future__ import annotations

import datetime as dt
import os
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.utils import translation
from django_tasks_db.models import DBTaskResult

from tests.core.audit_chains import ACTOR, NOW, chain, last_head, rewrite_from, tampering
from tests.factories import at
from uppdragil.core import audit
from uppdragil.core.audit import Problem, checks, tasks
from uppdragil.core.models import AuditCheck

pytestmark = pytest.mark.django_db
VERSIONS = "directives_directiveversion"


def check() -> AuditCheck:
    return audit.check(actor=ACTOR, now=NOW)


def test_it_keeps_the_head_who_asked_and_when() -> None:
    chain(3)

    kept = check()

    assert audit.Head(kept.seq, kept.hash) == last_head()
    assert (kept.actor_name, kept.at, kept.ok) == (ACTOR.name, NOW, True)


def test_a_kept_check_cannot_be_changed() -> None:
    kept = check()
    with pytest.raises(IntegrityError):
        AuditCheck.objects.filter(pk=kept.pk).update(problem="")


def test_an_end_that_was_cut_off_is_missed_by_the_next_check() -> None:
    chain(5)
    check()
    with tampering() as cursor:
        cursor.execute("DELETE FROM core_auditpayload WHERE event_id > 3")
        cursor.execute("DELETE FROM core_auditevent WHERE seq > 3")
        cursor.execute(
            "UPDATE core_audithead SET seq = 3, hash = (SELECT hash FROM core_auditevent WHERE seq = 3)"
        )
        assert audit.verify().ok  # by itself what is left is a whole chain

        kept = check()

    assert (kept.problem, kept.first_broken, kept.known_seq) == (Problem.CUT_OFF, 4, 5)
    with translation.override("en"):
        assert "once reached event 5. Now it holds only up to event 3" in " ".join(audit.explain_check(kept))


def test_a_chain_that_was_written_anew_is_found_by_the_next_check() -> None:
    chain(5)
    check()
    with tampering() as cursor:
        rewrite_from(cursor, 3)

        kept = check()

    assert (kept.problem, kept.first_broken) == (Problem.OTHER_HEAD, 5)


def test_the_furthest_whole_head_counts_also_after_a_check_that_failed() -> None:
    chain(4)
    seen = check()
    with tampering() as cursor:
        cursor.execute("UPDATE core_auditevent SET verb = 'x' WHERE seq = 2")
        failed = check()

        assert failed.problem == Problem.HASH
        assert audit.furthest_head() == audit.Head(seen.seq, seen.hash)


def test_missing_triggers_are_kept_and_no_good_news() -> None:
    chain(1)
    with tampering():
        kept = check()

    assert "append_only_update_core_auditevent" in kept.missing_triggers
    assert not kept.ok


def test_the_first_check_says_that_it_has_nothing_to_compare_with() -> None:
    with translation.override("en"):
        assert "No earlier check" in " ".join(audit.explain_check(check()))


def test_it_keeps_how_many_rows_of_evidence_are_as_the_chain_says() -> None:
    at("bp0")

    kept = check()

    untold = 1  # the model that no mandate follows yet
    assert (kept.rows, kept.uncovered, kept.wrong, kept.findings) == (audit.evidence().rows, untold, 0, [])
    with translation.override("en"):
        assert f"{kept.rows} rows of evidence are as the chain says." in audit.explain_check(kept)


def test_it_keeps_which_rows_are_not_and_that_is_no_good_news() -> None:
    number = at("bp0").directive.versions.get().pk
    with tampering([VERSIONS]) as cursor:
        cursor.execute(f"UPDATE {VERSIONS} SET made_by = 'Ingen'")
        kept = check()

        assert (kept.problem, kept.wrong, kept.findings) == ("", 1, [[f"{VERSIONS}:{number}", "changed"]])
        assert not kept.ok
        with translation.override("en"):
            said = audit.explain_check(kept)
    assert f"{VERSIONS}:{number} was changed after it was written." in said


@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="SQLite alone keeps any value in any column")
@pytest.mark.parametrize("body", ["'text'", "CAST(x'ff' AS TEXT)", "7"])
def test_contents_that_cannot_be_read_do_not_keep_a_check_from_being_kept(body: str) -> None:
    chain(3)
    with tampering() as cursor:
        cursor.execute(f"UPDATE core_auditpayload SET body = {body} WHERE event_id = 2")

        kept = check()

    assert (kept.ok, kept.first_broken) == (False, 2)


def test_of_very_many_rows_that_are_wrong_the_first_are_kept_and_all_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    findings = tuple(audit.Finding(f"a_table:{n}", audit.Wrong.MISSING) for n in range(1_000))
    monkeypatch.setattr(checks, "evidence", lambda: audit.Evidence(3, 0, findings))

    kept = check()

    assert (kept.wrong, len(kept.findings)) == (1_000, checks.MOST_FINDINGS)
    with translation.override("en"):
        more = f"{1_000 - checks.MOST_FINDINGS} more rows are wrong. audit_verify --evidence names them all."
        assert more in audit.explain_check(kept)


def nightly() -> str:
    out = StringIO()
    with translation.override("en"):
        call_command("audit_verify", "--nightly", stdout=out)
    return out.getvalue()


def test_the_timer_may_call_twice_a_night() -> None:
    chain(2)
    with time_machine.travel(NOW, tick=False):
        first = nightly()
        chain(1)
        assert nightly() == first
    assert str(last_head()) not in first
    assert AuditCheck.objects.count() == 1


def test_the_next_night_has_its_own_check() -> None:
    chain(2)
    for day in range(2):
        with time_machine.travel(NOW + dt.timedelta(days=day), tick=False):
            nightly()
    assert AuditCheck.objects.filter(cause="night").count() == 2
    assert AuditCheck.objects.first().known_seq == 2


def test_a_night_that_finds_the_chain_broken_ends_with_an_error() -> None:
    chain(2)
    with tampering() as cursor:
        cursor.execute("UPDATE core_auditevent SET verb = 'x' WHERE seq = 2")
        with pytest.raises(CommandError) as error:
            nightly()
    assert error.value.returncode == 1
    assert "as it was written" in str(error.value)


def test_a_night_that_finds_a_row_of_evidence_missing_says_so_however_often_the_timer_calls() -> None:
    at("bp0")
    with tampering([VERSIONS]) as cursor:
        cursor.execute(f"DELETE FROM {VERSIONS}")
        for _ in range(2):
            with pytest.raises(CommandError, match="as it was written"):
                nightly()
        assert AuditCheck.objects.get().wrong == 1


def test_a_check_is_asked_of_the_worker_once() -> None:
    assert [tasks.ask_for_check(ACTOR), tasks.ask_for_check(ACTOR)] == [True, False]
    assert DBTaskResult.objects.filter(task_path=tasks.check_chain.module_path).count() == 1


def test_a_check_that_the_worker_lost_can_be_asked_for_again() -> None:
    tasks.ask_for_check(ACTOR)
    DBTaskResult.objects.update(status="RUNNING", enqueued_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    assert tasks.ask_for_check(ACTOR)


def test_the_worker_keeps_what_it_found_under_the_name_of_who_asked() -> None:
    chain(2)
    tasks.check_chain.call(ACTOR.name, ACTOR.uid)
    assert AuditCheck.objects.values_list("actor_name", "cause", "seq").get() == (ACTOR.name, "button", 2)
