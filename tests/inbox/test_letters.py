"""What arrives at a real mail server, to whom, and what it says."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests import factories as f
from tests.inbox.conftest import Sink
from tests.inbox.letterbox import called_for, cast, html, plain, reachable, send, work
from tests.meetings.kit import Kit
from uppdragil.core import events
from uppdragil.decisions.events import Superseded
from uppdragil.directives.models import RoleAssignment
from uppdragil.documents import minutesfiles
from uppdragil.editions.spec import Outcome
from uppdragil.gates import values
from uppdragil.inbox import outbox
from uppdragil.inbox.letters import message_id
from uppdragil.inbox.models import Mail, MailChoice
from uppdragil.meetings import distribution
from uppdragil.meetings.models import Minutes, Recipient

pytestmark = pytest.mark.django_db


def submitted(**fields: Any) -> f.Mandate:
    """At BP1, with everything that was called for on the way there thrown away."""
    made = f.at("preparation", cast(), **fields)
    work()
    Mail.objects.all().delete()
    made.submit()
    return made


def test_a_submission_is_one_task_that_calls_for_a_letter_to_each_decider() -> None:
    made = submitted()
    assert work() == 1
    assert called_for("round") == [made.cast.owner]


def test_a_letter_says_number_and_what_in_both_its_parts(sink: Sink) -> None:
    made = submitted(title="Kortare väg in för åldringar")
    work()
    send()
    (letter,) = sink.letters
    number = made.directive.number
    assert letter["Subject"] == f"{number}: BP1 väntar på ditt beslut"
    for text in (plain(letter), html(letter)):
        assert f"{number} Kortare väg in för åldringar. BP1 väntar på ditt beslut." in text
        assert "Senast 4 maj 2026, om 63 dagar." in text
        assert f"https://uppdrag.example.org/directives/{made.directive.uid}/gate/" in text
        assert "https://uppdrag.example.org/account/mail/" in text


def test_a_letter_is_marked_as_sent_by_a_machine_and_is_the_same_when_it_comes_twice(sink: Sink) -> None:
    made = submitted()
    work()
    mail = Mail.objects.get()
    send()
    (letter,) = sink.letters
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["From"] == "no-reply@example.org"
    assert letter["To"] == made.cast.owner.email == sink.to[0]
    assert letter["Message-ID"] == message_id(mail.key)
    assert letter["Content-Language"] == "sv"
    assert b"\xc3" not in sink.raw[0].split(b"\r\n\r\n")[0]  # headers are ASCII


def test_a_title_cannot_write_headers(sink: Sink) -> None:
    made = submitted(title="Kort\nBcc: annan@example.org\r\nX-Ond: 1")
    work()
    send()
    assert [letter["X-Ond"] for letter in sink.letters] == [None]
    assert sink.to == [made.cast.owner.email]


def test_a_title_cannot_write_html(sink: Sink) -> None:
    submitted(title="<img src=x>")
    work()
    send()
    assert "<img" not in html(sink.letters[0])
    assert "<img src=x>" in plain(sink.letters[0])


def test_a_letter_in_english_to_who_wants_it(sink: Sink) -> None:
    made = submitted()
    MailChoice.objects.create(person=made.cast.owner, language="en")
    work()
    send()
    assert sink.letters[0]["Subject"] == f"{made.directive.number}: BP1 waits for your decision"


@pytest.mark.parametrize("kind", ["round", "decided", "reminder", "digest"])
def test_a_letter_about_a_restricted_directive_says_its_number_and_nothing_else(
    sink: Sink, kind: str
) -> None:
    made = submitted(title="Hemlig omläggning", visibility="restricted")
    work()
    if kind == "decided":
        made.decide(Outcome.REWORK)
        work()
    if kind == "reminder":
        outbox.remind(f.NOW + dt.timedelta(days=70))
    if kind == "digest":
        outbox.digest(f.NOW)
    Mail.objects.exclude(kind=kind).delete()
    send(f.NOW + dt.timedelta(days=70))
    assert sink.letters
    for letter in sink.letters:
        said = f"{letter['Subject']} {plain(letter)} {html(letter)}"
        assert f"{made.directive.number}: Logga in för att läsa." in said
        for secret in ("Hemlig", "skäl", "BP1", "beslut väntar", "Kostnaden", made.cast.lead.name):
            assert secret not in said


def test_nobody_gets_a_letter_about_what_they_may_no_longer_see(sink: Sink) -> None:
    made = submitted(visibility="restricted")
    made.decide(Outcome.REWORK)
    work()
    RoleAssignment.objects.filter(directive=made.directive, role__in=("lead", "owner", "receiver")).update(
        holder_id=f.person().uid, holder_kind="person"
    )
    send()
    assert sink.letters == []
    assert set(Mail.objects.values_list("ending", flat=True)) <= {"not_seen", "not_needed"}


def test_nobody_gets_a_letter_about_what_has_been_dealt_with_meanwhile(sink: Sink) -> None:
    made = submitted()
    work()
    made.withdraw()
    send()
    assert sink.letters == []
    assert Mail.objects.get().ending == "not_needed"


def test_what_was_sent_back_reaches_the_lead_with_its_reason(sink: Sink) -> None:
    made = submitted()
    work()
    Mail.objects.all().delete()
    made.decide(Outcome.REWORK)
    work()
    assert called_for("decided") == [made.cast.lead]  # the owner took it
    send()
    (letter,) = sink.letters
    assert letter["Subject"].startswith(f"{made.directive.number}: BP1 ")
    assert "Skäl: Kostnaden saknar underlag" in plain(letter)


def test_a_decision_reaches_lead_owners_and_receivers_once_each() -> None:
    receiver = f.person("Mottagare")
    made = f.at("bp0", cast(receivers=(receiver,)))
    work()
    Mail.objects.all().delete()
    made.decide()
    work()
    assert set(called_for("decided")) == {made.cast.lead, made.cast.owner, receiver}
    outbox.decided(made.directive.decisions.get(), f.NOW)
    assert len(called_for("decided")) == 3


def test_a_condition_reaches_whom_it_names(sink: Sink) -> None:
    responsible = f.person("Rut")
    reachable(responsible)
    made = f.at("bp0", cast())
    work()
    Mail.objects.all().delete()
    condition = values.Condition("Beräkna kostnaden", "Rut", f.TODAY, "person", responsible.uid)
    made.decide(Outcome.CONDITIONAL, proposal=made.proposal(Outcome.CONDITIONAL, conditions=(condition,)))
    work()
    assert called_for("condition") == [responsible]
    send()
    (letter,) = [one for one in sink.letters if one["To"] == responsible.email]
    assert letter["Subject"] == f"{made.directive.number}: Du ansvarar för ett villkor"
    assert "Beräkna kostnaden" in plain(letter)


def test_what_a_person_has_switched_off_is_not_sent(sink: Sink) -> None:
    made = submitted()
    MailChoice.objects.create(person=made.cast.owner, decisions=False)
    work()
    outbox.remind(f.NOW + dt.timedelta(days=70))
    send(f.NOW + dt.timedelta(days=70))
    assert made.cast.owner.email not in sink.to
    assert set(Mail.objects.filter(person=made.cast.owner).values_list("ending", flat=True)) == {"not_wanted"}


@pytest.mark.parametrize("change", [{"email": ""}, {"active": False}])
def test_who_cannot_be_reached_is_noted_and_holds_up_nobody(sink: Sink, change: dict[str, Any]) -> None:
    made = submitted()
    work()
    type(made.cast.owner).objects.filter(pk=made.cast.owner.pk).update(**change)
    send()
    assert sink.letters == []
    assert Mail.objects.get().ending in ("no_address", "not_seen")


def test_a_reminder_goes_once_on_its_day_and_says_how_late_it_is(sink: Sink) -> None:
    made = submitted()
    work()
    Mail.objects.all().delete()
    late = dt.datetime(2026, 5, 5, 7, tzinfo=dt.UTC)
    for _ in range(2):
        outbox.remind(late)
    send(late)
    (letter,) = sink.letters
    assert str(letter["Subject"]).strip() == f"{made.directive.number}: Påminnelse: BP1 väntar på ditt beslut"
    assert "Skulle ha varit klart 4 maj 2026, för 1 dag sedan." in plain(letter)


def test_the_owner_is_reminded_of_a_pause_whose_day_has_come() -> None:
    made = f.at("execution", cast())
    work()
    made.pause(wake_on=dt.date(2026, 4, 1))
    Mail.objects.all().delete()
    outbox.remind(dt.datetime(2026, 3, 31, 7, tzinfo=dt.UTC))
    assert called_for("reminder") == [made.cast.owner]


def test_the_weekly_summary_holds_everything_once_and_comes_once_a_week(sink: Sink) -> None:
    people = cast()
    for phase in ("bp1", "bp2"):
        f.at(phase, people)
    work()
    Mail.objects.all().delete()
    for day in range(7):
        outbox.digest(f.NOW + dt.timedelta(days=day))
    assert called_for("digest").count(people.owner) == 1
    Mail.objects.exclude(person=people.owner).delete()
    send()
    (letter,) = sink.letters
    assert letter["Subject"] == "2 saker väntar på dig"
    assert "Det här väntar på dig vecka 10." in plain(letter)
    assert plain(letter).count("väntar på ditt beslut") == 2
    outbox.digest(f.NOW + dt.timedelta(days=7))
    assert called_for("digest").count(people.owner) == 2


def test_who_has_nothing_waiting_gets_no_summary() -> None:
    reachable(f.person())
    outbox.digest(f.NOW)
    assert called_for("digest") == []


def test_a_lead_at_work_with_nothing_near_gets_no_summary() -> None:
    made = f.at("execution", cast())
    work()
    outbox.digest(f.NOW)
    assert made.cast.lead not in called_for("digest")


def test_what_a_killed_worker_left_unsaid_is_said_by_the_sweep() -> None:
    made = submitted()
    outbox.sweep(f.NOW)
    assert called_for("round") == [made.cast.owner]
    work()
    outbox.sweep(f.NOW)
    assert called_for("round") == [made.cast.owner]


def test_an_extract_of_minutes_reaches_those_of_its_list_and_says_only_where_it_stands(sink: Sink) -> None:
    kit = Kit(cast())
    minutes = kit.held(title="Hemlig upphandling", visibility="restricted", adjusted=True)
    work()
    Mail.objects.all().delete()

    minutesfiles.make(Minutes.objects.select_related("meeting").get(), f.NOW)
    work()
    send()

    assert {mail.person for mail in Mail.objects.filter(kind="extract")} == {kit.cast.owner, kit.cast.lead}
    assert {letter["Subject"] for letter in sink.letters} == {f"Protokollsutdrag till dig: {kit.body} § 1"}
    address = f"/meetings/{minutes.meeting.uid}/extracts/1/"
    assert all(address in plain(one) and "Hemlig" not in plain(one) for one in sink.letters)


def test_who_has_read_the_extract_gets_no_letter_about_it(sink: Sink) -> None:
    kit = Kit(cast())
    kit.held(adjusted=True)
    minutesfiles.make(Minutes.objects.select_related("meeting").get(), f.NOW)
    work()
    rows = Recipient.objects.filter(holder_id=kit.cast.lead.uid)
    distribution.acknowledge(recipients=list(rows), by=kit.cast.lead, now=f.NOW)

    send()

    told = {m.person: m.ending for m in Mail.objects.filter(kind="extract")}
    assert told == {kit.cast.lead: "not_needed", kit.cast.owner: "sent"}


def test_the_people_of_a_mandate_that_was_replaced_are_told(sink: Sink) -> None:
    old = f.at("execution", cast())
    work()
    Mail.objects.all().delete()
    events.publish(Superseded(old.directive, f.mandate(title="Den nya vägen").directive))
    assert work() == 1
    assert set(called_for("superseded")) == {old.cast.lead, old.cast.owner}
    send()
    letter = sink.letters[0]
    assert "Uppdraget har ersatts av ett annat" in str(letter["Subject"])
    assert "Den nya vägen" not in plain(letter)  # not everybody may see the new one


def test_a_decision_that_is_old_when_the_worker_comes_to_it_is_no_news() -> None:
    made = f.at("bp1", cast())
    work()
    Mail.objects.all().delete()
    made.decide()
    outbox.decided(made.directive.decisions.latest("pk"), f.NOW + dt.timedelta(days=8))
    assert called_for("decided") == []
