"""A database that fails at any write of a move leaves nothing of it; so does a process that dies there."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection

from tests.factories import Cast, Mandate, at, person
from tests.support.processes import ROOT, environment
from tests.workflows.test_changing import changed, prepare, submit
from tests.workflows.test_superseding import replacing
from uppdragil.core import audit
from uppdragil.core.models import AuditHead
from uppdragil.directives.models import Directive

WRITES = ("INSERT", "UPDATE", "DELETE")


class Broken(DatabaseError):
    """What a full disk or a cut connection looks like."""


@contextmanager
def failing_at(number: int) -> Iterator[list[str]]:
    """The write with this number (from 1) fails. Gives the writes that were tried."""
    tried: list[str] = []

    def execute(run: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(WRITES):
            tried.append(sql)
            if len(tried) == number:
                raise Broken(sql)
        return run(sql, params, many, context)

    with connection.execute_wrapper(execute):
        yield tried


def everything() -> dict[str, Any]:
    """How many rows each table has, where each directive is, and the end of the chain."""
    state: dict[str, Any] = {"rows": row_counts()}
    state["places"] = list(Directive.objects.order_by("pk").values_list("phase", "baseline", "paused_at"))
    state["rounds"] = list(apps.get_model("decisions.Round")._base_manager.order_by("pk").values())
    state["tasks"] = list(
        apps.get_model("viewflow.Task")._base_manager.order_by("pk").values("status", "finished")
    )
    state["head"] = AuditHead.objects.values_list("seq", "hash").get()
    return state


def row_counts() -> list[tuple[str, int]]:
    """How many rows each table has, in one query."""
    tables = [connection.ops.quote_name(model._meta.db_table) for model in apps.get_models()]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{table}', COUNT(*) FROM {table}" for table in tables))
        return sorted(cursor.fetchall())


def ready_to_decide() -> Mandate:
    return at("bp0")


def ready_to_be_second() -> Mandate:
    made = at("bp1", Cast(owners=(person("Oda"), person("Olle"))))
    made.cast.owner, first = made.cast.owners  # type: ignore[assignment]
    made.decide(by=first)
    return made


def with_a_change() -> Mandate:
    made = at("execution")
    prepare(made)
    return made


MOVES: dict[str, tuple[Callable[[], Mandate], Callable[[Mandate], Any], str]] = {
    "decide": (ready_to_decide, lambda made: made.decide("conditional"), "preparation"),
    "confirm last": (ready_to_be_second, lambda made: made.decide(), "execution"),
    "postpone": (lambda: at("bp1"), lambda made: made.decide("postpone"), "bp1"),
    "say no": (lambda: at("bp1"), lambda made: made.decide("no"), "stopped"),
    "decide on a change": (lambda: changed(costs="Mer"), lambda made: made.decide(), "execution"),
    "say no to a change": (changed, lambda made: made.decide("no"), "execution"),
    "submit a change": (with_a_change, submit, "execution"),
    "withdraw a change": (changed, lambda made: made.withdraw(), "execution"),
    "supersede": (lambda: replacing(at("bp1")), lambda made: made.decide(), "preparation"),
    "submit": (lambda: at("preparation"), lambda made: made.submit(), "bp1"),
    "withdraw": (lambda: at("bp2"), lambda made: made.withdraw(), "execution"),
    "stop": (lambda: at("bp1"), lambda made: made.stop(), "stopped"),
    "close": (lambda: at("realisation"), lambda made: made.close(), "closed"),
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", MOVES)
def test_a_write_that_fails_undoes_the_whole_move(name: str) -> None:
    arrange, move, after = MOVES[name]
    made = arrange()
    before, number = everything(), 0

    while True:
        number += 1
        try:
            with failing_at(number) as tried:
                move(made)
        except Broken:
            assert everything() == before, f"write {number} of {name}: {tried[-1]}"
        else:
            break

    assert (number > 3, made.phase, audit.verify().ok) == (True, after, True)


DYING = """
import os, sys, django
django.setup()
from django.db import connection
from tests.factories import Mandate, Cast, NOW
from uppdragil.directives.models import Directive
from uppdragil.organisation.models import Person
uid, lead, owner, secretary, verb, last = sys.argv[1:]
cast = Cast.__new__(Cast)
cast.lead, cast.owner, cast.secretary = (Person.objects.get(uid=u) for u in (lead, owner, secretary))
made = Mandate(Directive.objects.get(uid=uid), cast)
left = int(last)
def execute(run, sql, params, many, context):
    global left
    if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
        left -= 1
        if not left:
            os._exit(9)
    return run(sql, params, many, context)
with connection.execute_wrapper(execute):
    getattr(made, verb)()
"""


@pytest.mark.prove
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("phase", "verb"), [("bp1", "decide"), ("preparation", "submit")])
def test_a_process_that_dies_in_a_move_leaves_nothing_of_it(phase: str, verb: str) -> None:
    made = at(phase)
    before = everything()
    uids = [p.uid for p in (made.cast.lead, made.cast.owner, made.cast.secretary)]
    connection.close()

    for number in (1, 3, 5, 7, 9):
        died = subprocess.run(
            [sys.executable, "-c", DYING, made.directive.uid, *uids, verb, str(number)],
            env=environment(), cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert died.returncode == 9, died.stderr
        assert everything() == before
    made.onward()
    assert audit.verify().ok
