from __future__ import annotations

import datetime as dt
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import translation

from tests.core.audit_chains import append, chain, last_head, tampering
from tests.factories import at

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    with translation.override("en"):
        call_command("audit_verify", *arguments, stdout=out)
    return out.getvalue()


def failing(*arguments: str) -> str:
    """What is printed before the command ends with code 1."""
    out = StringIO()
    with translation.override("en"), pytest.raises(CommandError) as error:
        call_command("audit_verify", *arguments, stdout=out)
    assert error.value.returncode == 1
    return out.getvalue()


def test_it_prints_the_head_of_a_whole_chain() -> None:
    chain(3)

    printed = run()

    assert "3 events verified" in printed
    assert str(last_head()) in printed


def test_it_speaks_swedish() -> None:
    append()
    out = StringIO()

    call_command("audit_verify", stdout=out)

    assert "1 händelse kontrollerad" in out.getvalue()


def test_it_fails_and_names_the_first_broken_event() -> None:
    chain(3)

    with tampering() as cursor:
        cursor.execute("UPDATE core_auditevent SET verb = 'x' WHERE seq = 2")
        printed = failing()

    assert "Event 2 was changed" in printed


def test_it_fails_when_a_kept_head_is_not_reached() -> None:
    chain(2)

    assert "cut off: event 3" in failing("--expect", f"5:{'a' * 64}")


def test_it_walks_from_a_kept_head() -> None:
    chain(2)
    kept = last_head()
    chain(3)

    assert "4 events verified" in run("--since-head", str(kept))


def test_it_fails_when_triggers_are_missing_even_though_the_chain_is_whole() -> None:
    chain(1)

    with tampering():
        printed = failing()

    assert "append_only_update_core_auditevent" in printed


@pytest.mark.parametrize("option", ["--expect", "--since-head"])
def test_it_says_how_a_head_is_written(option: str) -> None:
    with translation.override("en"), pytest.raises(CommandError, match="SEQ:HASH"):
        call_command("audit_verify", option, "5:x")


def test_it_refuses_to_expect_what_lies_before_the_beginning() -> None:
    with translation.override("en"), pytest.raises(CommandError, match="before"):
        call_command("audit_verify", "--since-head", f"5:{'a' * 64}", "--expect", f"4:{'a' * 64}")


def test_it_compares_the_rows_of_evidence_when_it_is_asked_to() -> None:
    number = at("bp0").directive.versions.get().pk
    table = "directives_directiveversion"

    assert "are as the chain says" in run("--evidence")
    with tampering([table]) as cursor:
        cursor.execute(f"UPDATE {table} SET made_by = 'Ingen'")
        said = failing("--evidence")

    assert "The chain is whole" in said
    assert f"{table}:{number} was changed after it was written." in said


def test_the_nightly_check_compares_the_rows_of_evidence_too() -> None:
    at("bp0")

    assert "are as the chain says" in run("--nightly")
    with (
        tampering(["directives_directiveversion"]) as cursor,
        time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(days=1)),
    ):
        cursor.execute("DELETE FROM directives_directiveversion")
        assert "is missing." in failing("--nightly")
