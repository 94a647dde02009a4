"""The demo: loaded once, kept afterwards."""

from __future__ import annotations

import http.client
import os
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.imports.test_command import ROOT
from tests.infrastructure.test_run import begin_demo, free_port, read_until
from uppdragil.core.models import AuditEvent
from uppdragil.directives.models import Directive
from uppdragil.imports import demo
from uppdragil.organisation.models import Person
from uppdragil.portfolio import priority


@pytest.mark.django_db
def test_a_second_load_adds_nothing_and_loses_nothing() -> None:
    demo.load()
    one = Directive.objects.order_by("pk").first()
    assert one
    Directive.objects.filter(pk=one.pk).update(title="Ett eget namn")
    counts = Directive.objects.count(), Person.objects.count(), AuditEvent.objects.count()

    people = demo.load()

    assert (Directive.objects.count(), Person.objects.count(), AuditEvent.objects.count()) == counts
    assert Directive.objects.get(pk=one.pk).title == "Ett eget namn"
    assert [len(order.places.all()) for order in priority.current()] == [3]
    assert {"anna", "karin", "sara"} <= {p.user.username for p in people if p.user}


@pytest.mark.prove
def test_run_demo_answers_both_times_and_keeps_what_was_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real command: what a newcomer types. The second start finds the first one's database."""
    monkeypatch.setitem(os.environ, "UPPDRAGIL_VAR", str(tmp_path))
    port = free_port()

    assert started_and_stopped(port) == 200
    with closing(sqlite3.connect(tmp_path / "db.sqlite3")) as database, database:
        database.execute("UPDATE directives_directive SET title = 'Ett eget namn' WHERE id = 1")
    assert started_and_stopped(port) == 200

    with closing(sqlite3.connect(tmp_path / "db.sqlite3")) as database:
        assert database.execute("SELECT title FROM directives_directive WHERE id = 1").fetchone() == (
            "Ett eget namn",
        )


def started_and_stopped(port: str) -> int:
    running = begin_demo(ROOT, port)
    try:
        said = read_until(running, "Ctrl-C")
        assert "anna" in said
        with closing(http.client.HTTPConnection("127.0.0.1", int(port), timeout=30)) as connection:
            connection.request("GET", "/account/login/")
            return connection.getresponse().status
    finally:
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=30)
