"""People with addresses, and the worker's and the timer's part of the work."""

from __future__ import annotations

import datetime as dt
from email.message import EmailMessage

import time_machine
from django_tasks_db.models import DBTaskResult

from tests import factories as f
from tests.support import stock
from uppdragil.inbox.models import Mail
from uppdragil.inbox.sending import Run, send_due
from uppdragil.organisation.models import Person


def reachable(*people: Person) -> None:
    for one in people:
        one.email = f"{one.uid}@example.org"
        one.save(update_fields=["email"])


@stock.kept
def cast(**given: object) -> f.Cast:
    """A cast in which everybody can be written to."""
    made = f.Cast(**given)  # type: ignore[arg-type]
    reachable(made.lead, made.owner, made.secretary, made.office)
    return made


def work() -> int:
    """What the worker does with the tasks of the outbox; returns how many there were."""
    waiting = DBTaskResult.objects.filter(status="READY", task_path__startswith="uppdragil.inbox")
    done = 0
    with time_machine.travel(f.NOW, tick=False):
        for result in waiting.order_by("enqueued_at"):
            result.task.call(*result.args_kwargs["args"])
            done += 1
    waiting.delete()
    return done


def send(now: dt.datetime = f.NOW) -> Run:
    return send_due(lambda: now)


def called_for(kind: str) -> list[Person]:
    return [mail.person for mail in Mail.objects.filter(kind=kind).order_by("pk")]


def plain(letter: EmailMessage) -> str:
    part = letter.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def html(letter: EmailMessage) -> str:
    part = letter.get_body(("html",))
    assert part is not None
    return str(part.get_content())
