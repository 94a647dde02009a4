"""What waits where nobody is behind a name, after jäv, and after a meeting; and who is told of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests import factories as f
from tests.inbox.letterbox import called_for, cast, plain, reachable, send, work
from tests.meetings.kit import DAY, Kit, a_kit
from tests.workflows.test_changing import prepare, submit
from tests.workflows.test_recusing import recuse, substitute
from uppdragil.documents import minutesfiles
from uppdragil.gates import values
from uppdragil.inbox import outbox
from uppdragil.inbox.items import Item, Kind
from uppdragil.inbox.models import Mail
from uppdragil.inbox.selectors import waiting_for
from uppdragil.meetings import distribution, room
from uppdragil.meetings.models import Minutes, Recipient
from uppdragil.organisation.models import Holding

pytestmark = pytest.mark.django_db


def waits(who: f.Person, kind: Kind, days: int = 0) -> list[Item]:
    asking = f.Person.objects.get(pk=who.pk)  # as a request does: who they are is asked once per instance
    return waiting_for(asking, f.NOW + days * DAY).of(kind)


def quiet() -> None:
    """What was called for until now is thrown away."""
    work()
    Mail.objects.all().delete()


def conditional(holder_kind: str = "", holder_id: str = "", given: f.Cast | None = None) -> f.Mandate:
    """Past BP0 on a condition that waits for "Ekonomen"."""
    made = f.at("bp0", given or cast())
    quiet()
    condition = values.Condition("Beräkna kostnaden", "Ekonomen", f.TODAY + 14 * DAY, holder_kind, holder_id)
    made.decide("conditional", proposal=made.proposal("conditional", conditions=(condition,)))
    return made


def test_a_condition_whose_responsible_is_words_alone_waits_for_the_lead(sink: Any) -> None:
    made = conditional()
    work()
    send()

    assert called_for("condition") == [made.cast.lead]
    (item,) = waits(made.cast.lead, Kind.CONDITION)
    assert item.due == f.TODAY + 14 * DAY
    (letter,) = [one for one in sink.letters if "Ett villkor" in str(one["Subject"])]
    assert (
        str(letter["Subject"]).strip() == f"{made.directive.number}: Ett villkor i ditt uppdrag väntar på dig"
    )
    assert "”Ekonomen” svarar för villkoret, men ingen person är kopplad dit." in plain(letter)


def test_the_lead_is_reminded_of_a_condition_that_nobody_is_behind() -> None:
    made = conditional()
    quiet()
    outbox.remind(f.NOW + 13 * DAY)
    assert called_for("reminder") == [made.cast.lead]


def test_a_condition_on_a_vacant_position_waits_for_the_lead_until_somebody_holds_it() -> None:
    holder = f.person("Ekonom")
    position = f.position(holder)
    made = conditional("position", position.uid)
    assert (len(waits(holder, Kind.CONDITION)), len(waits(made.cast.lead, Kind.CONDITION))) == (1, 0)

    Holding.objects.filter(person=holder).update(ends=f.TODAY - DAY)

    assert (len(waits(holder, Kind.CONDITION)), len(waits(made.cast.lead, Kind.CONDITION))) == (0, 1)


def test_a_seat_that_jav_has_emptied_waits_for_the_office_and_is_mailed_to_it(sink: Any) -> None:
    made = f.at("bp1", cast())
    quiet()

    recuse(made, made.cast.owner)
    work()
    send()

    (item,) = waits(made.cast.office, Kind.EMPTIED)
    assert (item.directive, item.page) == (made.directive, "organisation-substitution-new")
    assert called_for("emptied") == [made.cast.office]
    (letter,) = sink.letters
    assert str(letter["Subject"]).strip() == f"{made.directive.number}: BP1 väntar på en ersättare efter jäv"
    assert str(made.cast.owners[0]) in plain(letter)


def test_an_emptied_seat_waits_no_longer_once_somebody_stands_in() -> None:
    made = f.at("bp1", cast())
    recuse(made, made.cast.owner)
    substitute(made.cast.owners[0], f.person("Sten"))
    work()
    assert waits(made.cast.office, Kind.EMPTIED) == []
    assert called_for("emptied") == []


def test_jav_of_one_of_two_owners_asks_nothing_of_the_office() -> None:
    first, second = f.person("Olle"), f.person("Oda")
    made = f.at("bp1", cast(owners=(first, second)))
    recuse(made, first)
    work()
    assert (waits(made.cast.office, Kind.EMPTIED), called_for("emptied")) == ([], [])


def test_minutes_wait_for_those_who_adjust_them_until_they_have() -> None:
    kit = Kit(cast())
    minutes = kit.held()

    (item,) = waits(kit.chair, Kind.ADJUST)
    assert (item.page, item.args, item.due) == ("minutes", (minutes.meeting.uid,), f.TODAY + 14 * DAY)
    assert len(waits(kit.members[0], Kind.ADJUST)) == 1
    assert waits(kit.members[1], Kind.ADJUST) == waits(kit.secretary, Kind.ADJUST) == []

    kit.adjust(minutes, kit.chair)

    assert (waits(kit.chair, Kind.ADJUST), len(waits(kit.members[0], Kind.ADJUST))) == ([], 1)


def test_those_who_adjust_get_a_letter_when_the_meeting_is_over_and_reminders(sink: Any) -> None:
    kit = Kit(cast())
    reachable(kit.chair, kit.members[0])
    minutes = kit.held()
    work()

    assert set(called_for("adjust")) == {kit.chair, kit.members[0]}
    kit.adjust(minutes, kit.members[0])
    Mail.objects.exclude(kind="adjust").delete()
    send()
    outbox.remind(f.NOW + 13 * DAY)

    (letter,) = sink.letters
    assert letter["To"] == kit.chair.email
    assert str(letter["Subject"]) == f"Protokoll att justera: {minutes.meeting}"
    assert f"/meetings/{minutes.meeting.uid}/minutes/" in plain(letter)
    assert kit.chair in called_for("reminder")
    assert kit.members[0] not in called_for("reminder")


def test_corrected_minutes_wait_anew_for_who_adjusted_the_earlier_ones() -> None:
    kit = Kit(cast())
    minutes = kit.held()
    work()
    kit.adjust(minutes, kit.chair)
    room.reopen(meeting=minutes.meeting, by=kit.secretary, now=f.NOW)
    assert waits(kit.chair, Kind.ADJUST) == []

    kit.close(minutes.meeting)
    work()

    assert len(waits(kit.chair, Kind.ADJUST)) == 1
    assert called_for("adjust").count(kit.chair) == 2


def test_an_extract_waits_for_those_on_its_list_until_they_have_read_it() -> None:
    kit = Kit(cast())
    kit.held(adjusted=True)
    minutesfiles.make(Minutes.objects.select_related("meeting").get(), f.NOW)

    (item,) = waits(kit.cast.lead, Kind.EXTRACT)
    assert (item.page, item.directive) == ("extract", None)

    rows = Recipient.objects.filter(holder_id=kit.cast.lead.uid)
    distribution.acknowledge(recipients=list(rows), by=kit.cast.lead, now=f.NOW)

    assert waits(kit.cast.lead, Kind.EXTRACT) == []


def test_a_meeting_past_its_day_waits_for_those_who_keep_its_minutes() -> None:
    kit = a_kit()
    planned, opened = kit.plan(), kit.opened()
    kit.plan(days=3)

    assert waits(kit.secretary, Kind.LATE_MEETING) == []
    late = waits(kit.secretary, Kind.LATE_MEETING, days=1)
    assert [item.args for item in late] == [(planned.uid,), (opened.uid,)]
    assert waits(kit.members[0], Kind.LATE_MEETING, days=1) == []


def change_waits() -> f.Mandate:
    made = f.at("execution", cast())
    prepare(made)
    submit(made)
    return made


def test_a_change_is_to_be_decided_within_two_weeks() -> None:
    made = change_waits()
    (item,) = waits(made.cast.owner, Kind.DECIDE)
    assert item.due == f.TODAY + 14 * DAY
    quiet()
    outbox.remind(f.NOW + 13 * DAY)
    assert made.cast.owner in called_for("reminder")


def test_the_office_sees_a_change_that_has_waited_longer() -> None:
    made = change_waits()
    assert waits(made.cast.office, Kind.LATE_ROUND, days=14) == []
    assert [i.directive for i in waits(made.cast.office, Kind.LATE_ROUND, days=15)] == [made.directive]


def in_unit(unit: Any, name: str = "Enhetschef", *, account: bool = True) -> f.Person:
    made = f.person(name, unit=unit)
    reachable(made)
    return f.with_account(made) if account else made


def test_a_unit_is_informed_through_its_people_who_have_an_account() -> None:
    unit = f.unit()
    there, outside = in_unit(unit), in_unit(f.unit())
    in_unit(unit, account=False)
    made = f.at("bp2", cast(receivers=(unit,)))
    quiet()

    made.decide()
    work()

    assert there in called_for("decided")
    assert outside not in called_for("decided")
    assert len(called_for("decided")) == 2  # the lead, and one of the unit


def test_an_extract_reaches_the_people_of_a_unit() -> None:
    unit = f.unit()
    there = in_unit(unit)
    kit = Kit(cast(receivers=(unit,)))
    kit.held(adjusted=True)
    minutesfiles.make(Minutes.objects.select_related("meeting").get(), f.NOW)
    work()

    assert there in called_for("extract")
    assert len(waits(there, Kind.EXTRACT)) == 1


def replaced(old: f.Mandate, **fields: Any) -> f.Mandate:
    new = f.mandate(
        cast(lead=old.cast.lead),
        supersedes=str(old.directive), supersedes_id=old.directive.uid, title="Den nya vägen", **fields,
    )  # fmt: skip
    new.submit()
    quiet()
    new.decide()
    return new


def test_everybody_of_a_replaced_mandate_is_told_and_those_who_got_its_extracts(sink: Any) -> None:
    sponsor, member, reader = f.person("Sponsor"), f.person("Medlem"), f.person("Läsare")
    reachable(sponsor, member, reader)
    kit = Kit(cast())
    roles = (*kit.cast.roles(), f.role(f.Role.SPONSOR, sponsor), f.role(f.Role.MEMBER, member))
    minutes = kit.held(roles=roles)
    item = minutes.meeting.items.exclude(directive=None).get()
    distribution.add(
        item=item, name="", purpose="information", relay_to="", person=reader, by=kit.secretary, now=f.NOW
    )
    distribution.tell(item, f.NOW)

    new = replaced(f.Mandate(item.directive, kit.cast))  # type: ignore[arg-type]
    work()
    send()

    people = {kit.cast.lead, kit.cast.owner, sponsor, member, reader}
    assert set(called_for("superseded")) == people
    letter = next(one for one in sink.letters if one["To"] == sponsor.email)
    assert f"Det nya uppdraget är {new.directive.number} Den nya vägen." in plain(letter)
    assert f"/directives/{new.directive.uid}/" in plain(letter)


def test_the_letter_names_the_new_mandate_to_nobody_who_may_not_read_it(sink: Any) -> None:
    old = f.at("execution", cast())
    new = replaced(old, visibility="restricted")
    work()
    send()

    to_owner = plain(next(one for one in sink.letters if one["To"] == old.cast.owner.email))
    assert new.directive.number not in to_owner
    assert new.directive.uid not in to_owner
    to_lead = plain(
        next(o for o in sink.letters if o["To"] == old.cast.lead.email and "ersatts" in str(o["Subject"]))
    )
    assert f"Det nya uppdraget är {new.directive.number}." in to_lead
    assert "Den nya vägen" not in to_lead


def test_the_sweep_tells_what_a_killed_worker_left_of_meetings_and_replaced_mandates() -> None:
    kit = Kit(cast())
    minutes = kit.held()
    outbox.sweep(f.NOW)
    assert set(called_for("adjust")) == {kit.chair, kit.members[0]}
    kit.adjust(minutes, kit.chair)
    kit.adjust(minutes, kit.members[0])
    minutesfiles.make(Minutes.objects.select_related("meeting").get(), f.NOW)
    old = f.at("execution", kit.cast)
    replaced(old)
    Mail.objects.all().delete()

    for _ in range(2):
        outbox.sweep(f.NOW)

    assert set(called_for("extract")) == {kit.cast.lead, kit.cast.owner}
    assert set(called_for("superseded")) == {old.cast.lead, old.cast.owner}


def test_the_sweep_goes_back_two_days_only() -> None:
    old = f.at("execution", cast())
    replaced(old)
    Mail.objects.all().delete()
    outbox.sweep(f.NOW + dt.timedelta(days=3))
    assert called_for("superseded") == []
