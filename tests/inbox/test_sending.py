"""Mail servers that refuse, hang and fall over, and senders that come at once: nothing is lost or sent twice."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections import Counter
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from tests import factories as f
from tests.inbox.conftest import Sink
from tests.inbox.letterbox import reachable, send
from uppdragil.inbox import outbox, sending
from uppdragil.inbox.items import Kind
from uppdragil.inbox.models import Mail, MailChoice
from uppdragil.inbox.selectors import waiting_for
from uppdragil.organisation.models import Person

pytestmark = pytest.mark.django_db
LATER = f.NOW + dt.timedelta(days=30)


def letters(count: int) -> list[Person]:
    """That many summaries in the outbox: each to somebody who has a draft to write on."""
    people = [f.person("Läsare") for _ in range(count)]
    reachable(*people)
    for one in people:
        f.duty(one, "auditor")  # the chain has never been verified: something waits for each
    outbox.digest(f.NOW)
    assert Mail.objects.count() == count
    return people


def test_nothing_is_sent_twice(sink: Sink) -> None:
    people = letters(3)
    assert (send().sent, send().sent) == (3, 0)
    assert Counter(sink.to) == Counter(p.email for p in people)


def test_an_address_that_is_refused_for_good_is_noted_and_holds_up_nobody(sink: Sink) -> None:
    first, second = letters(2)
    sink.recipient = lambda address: "550 No such user" if address == first.email else "250 OK"
    run = send()
    assert sink.to == [second.email]
    assert "550 No such user" in run.trouble
    assert Mail.objects.get(person=first).ending == "refused"


def test_a_letter_that_is_refused_for_now_is_tried_again_more_and_more_seldom(sink: Sink) -> None:
    (one,) = letters(1)
    sink.answer = lambda envelope: "451 Try later"
    now = f.NOW
    waits = []
    for _ in range(6):
        send(now)
        mail = Mail.objects.get()
        waits.append((mail.next_at - now) // dt.timedelta(minutes=1))
        assert send(mail.next_at - dt.timedelta(seconds=1)).sent == 0
        now = mail.next_at
    assert waits == [1, 5, 15, 60, 240, 240]
    assert (mail.tries, mail.error) == (6, "451 Try later")
    sink.answer = lambda envelope: "250 OK"
    send(now)
    assert sink.to == [one.email]


def test_a_receiving_side_that_says_later_for_days_is_given_up_and_the_office_sees_it(sink: Sink) -> None:
    letters(1)
    sink.answer = lambda envelope: "451 Try later"
    send(LATER)
    assert Mail.objects.get().ending == "given_up"
    (item,) = waiting_for(f.duty(f.person()), LATER).of(Kind.MAIL)
    assert item.words["refused"] == 1


def test_a_server_that_is_not_there_loses_nothing_however_long_it_takes(smtp: Any) -> None:
    letters(3)
    run = send(LATER)
    assert run.sent == 0
    assert "refused" in run.trouble.lower()
    assert Mail.objects.filter(ended_at=None).count() == 3
    assert sorted(Mail.objects.values_list("tries", flat=True)) == [0, 0, 1]  # one call told enough


def test_the_office_is_told_that_letters_wait_and_why(smtp: Any) -> None:
    letters(2)
    office = f.duty(f.person())
    send(f.NOW)
    (item,) = waiting_for(office, f.NOW + dt.timedelta(hours=1)).of(Kind.MAIL)
    assert item.words["waiting"] == 2
    assert "refused" in str(item.words["error"]).lower()


def test_a_server_that_says_nothing_is_left_within_its_time(deaf: None, smtp: Any) -> None:
    letters(3)
    begun = time.monotonic()
    assert send().sent == 0
    assert time.monotonic() - begun < 2.5 * smtp.EMAIL_TIMEOUT
    assert Mail.objects.filter(ended_at=None, claimed_until=None).count() == 3


def test_a_server_that_hangs_up_in_the_middle_gets_the_rest_later(sink: Sink) -> None:
    letters(4)
    taken: list[int] = []

    def answer(envelope: Any) -> str:
        taken.append(1)
        return "250 OK" if len(taken) < 3 else "421 Closing"

    sink.answer = answer
    send()
    assert len(sink.to) == 2
    sink.answer = lambda envelope: "250 OK"
    send(f.NOW + dt.timedelta(minutes=2))
    assert len(sink.to) == len(set(sink.to)) == 4


def test_a_sender_that_was_killed_leaves_a_claim_that_runs_out(sink: Sink) -> None:
    letters(1)
    assert sending.claim(Mail.objects.get().pk, f.NOW)
    assert send(f.NOW + dt.timedelta(minutes=5)).sent == 0
    assert send(f.NOW + sending.CLAIM).sent == 1


def test_a_letter_that_cannot_be_written_holds_up_nobody(
    sink: Sink, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = letters(2)
    whole = sending.compose

    def broken(mail: Mail, now: dt.datetime) -> Any:
        if mail.person == first:
            raise RuntimeError("broken")
        return whole(mail, now)

    monkeypatch.setattr(sending, "compose", broken)
    assert send().sent == 1
    assert sink.to == [second.email]
    assert Mail.objects.get(person=first).ended_at is None


def test_the_command_says_what_the_server_said(smtp: Any, capsys: pytest.CaptureFixture[str]) -> None:
    letters(1)
    with pytest.raises(SystemExit):
        call_command("send_mail")
    assert "Mejlservern svarar" in capsys.readouterr().err


def test_disposal_removes_what_was_dealt_with_long_ago_and_nothing_else(sink: Sink) -> None:
    letters(2)
    Mail.objects.filter(pk=Mail.objects.earliest("pk").pk).update(ended_at=f.NOW, ending="sent")
    sent = Mail.objects.get(ended_at__isnull=False)
    call_command("dispose", "--days", "90")  # the clock is that of the day on which the test runs
    assert list(Mail.objects.values_list("ended_at", flat=True)) == [None]
    assert not Mail.objects.filter(pk=sent.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_send_each_letter_once(sink: Sink) -> None:
    people = letters(12)
    sink.slow = 0.01
    _at_once(lambda: send(f.NOW))
    assert Counter(sink.to) == Counter(p.email for p in people)


@pytest.mark.django_db(transaction=True)
def test_two_timers_at_once_call_for_each_letter_once() -> None:
    people = letters(5)
    MailChoice.objects.all().delete()
    Mail.objects.all().delete()
    _at_once(lambda: outbox.digest(f.NOW))
    assert Counter(m.person_id for m in Mail.objects.all()) == Counter(p.pk for p in people)


def _at_once(move: Any) -> None:
    """Twice, in threads with connections of their own."""
    gate, errors = threading.Barrier(2), []

    def run() -> None:
        try:
            connection.ensure_connection()
            gate.wait(30)
            move()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert errors == []
