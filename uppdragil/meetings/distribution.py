"""Sändlista: who gets the extract of a paragraph, what for, when it went out, and who has read it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from uppdragil.core import history
from uppdragil.core.contention import writing
from uppdragil.core.values import clean_text
from uppdragil.directives.content import Role
from uppdragil.directives.models import RoleAssignment
from uppdragil.organisation.models import Person

from .models import AgendaItem, Meeting, Receipt, Recipient
from .sentences import Refused
from .services import at, log

Purpose = Recipient.Purpose
CARRY_OUT = (Role.OWNER, Role.LEAD)  # for implementation; the others of chapter 8 for information


def propose(items: Sequence[AgendaItem], by: Person, now: dt.datetime) -> None:
    """The people of each directive on its item's list, unless the list has somebody already."""
    wanted = [item for item in items if item.directive and not item.recipients.exists()]
    roles = RoleAssignment.objects.filter(directive__in=[i.directive for i in wanted]).order_by("position")
    for item in wanted:
        rows = _of_roles(item, [r for r in roles if r.directive_id == item.directive_id])
        history.record_many(Recipient.objects.bulk_create(rows), by=by, now=now)


def _of_roles(item: AgendaItem, roles: Sequence[RoleAssignment]) -> list[Recipient]:
    """Each once, those who carry it out first."""
    found: dict[tuple[str, str], Recipient] = {}
    for role in sorted(roles, key=lambda r: r.role not in CARRY_OUT):
        kind, uid, name = role.holder_kind or "", role.holder_id or "", role.holder.split("\n")[0][:200]
        purpose = Purpose.ACTION if role.role in CARRY_OUT else Purpose.INFORMATION
        if name:
            row = Recipient(item=item, name=name, purpose=purpose, holder_kind=kind, holder_id=uid)
            found.setdefault((kind, uid or name), row)
    for position, row in enumerate(found.values(), 1):
        row.position = position
    return list(found.values())


def add(
    *,
    item: AgendaItem,
    name: str,
    purpose: str,
    relay_to: str,
    person: Person | None,
    by: Person,
    now: dt.datetime,
) -> Recipient:
    """One more recipient: a person of the register, or words; `relay_to` for whom they are to pass it on."""
    with at(item.meeting, by, now, run=True) as locked:
        _has_minutes(locked)
        recipient = Recipient(
            item=item,
            position=item.recipients.count() + 1,
            name=person.name if person else clean_text(name),
            purpose=purpose,
            relay_to=clean_text(relay_to) if purpose == Purpose.RELAY else "",
            holder_kind="person" if person else "",
            holder_id=person.uid if person else "",
        )
        history.sign(recipient, by, now).save()
        return recipient


def remove(*, item: AgendaItem, pk: int, by: Person, now: dt.datetime) -> None:
    """Take a recipient off the list. Raises Refused once the extract has gone to them, or somebody may not."""
    with at(item.meeting, by, now, run=True):
        recipient = _of(item, pk)
        if recipient.sent_at or recipient.receipts.exists():
            raise Refused("sent")
        history.sign(recipient, by, now).delete()


def sent(*, item: AgendaItem, pk: int, by: Person, now: dt.datetime) -> None:
    """It was handed over outside the system, on paper or by somebody's own mail."""
    with at(item.meeting, by, now, run=True):
        recipient = _of(item, pk)
        if recipient.sent_at is None:
            recipient.sent_at = now
            history.sign(recipient, by, now).save()


def tell(item: AgendaItem, now: dt.datetime) -> None:
    """The extract is there for those who are reached in the system. In the caller's transaction."""
    rows = list(item.recipients.filter(sent_at=None).exclude(holder_kind=""))
    for row in rows:
        row.sent_at = now
        history.sign(row, None, now).save()


def acknowledge(*, recipients: Sequence[Recipient], by: Person, now: dt.datetime) -> None:
    """`by`, whom these lines reach, has read it. Doing so again changes nothing."""
    given = {"name": by.name, "at": now}
    with writing():
        kept = [Receipt.objects.get_or_create(recipient=r, person=by, defaults=given) for r in recipients]
        if made := [receipt for receipt, new in kept if new]:
            log("extract.read", made[0].recipient.item.meeting, by, now, made)


def _of(item: AgendaItem, pk: int) -> Recipient:
    found = item.recipients.filter(pk=pk).first()
    if found is None:
        raise Refused("gone")
    return found


def _has_minutes(meeting: Meeting) -> None:
    if meeting.state not in (Meeting.State.HELD, Meeting.State.ADJUSTED):
        raise Refused("not_held")
