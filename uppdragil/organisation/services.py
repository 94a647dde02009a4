"""Keeping the organisation: people, units, positions, bodies, duties, accounts. The office's work.

Nobody is ever deleted: records are deactivated, holdings and seats end, accounts are closed.
"""

from __future__ import annotations

import datetime as dt
import secrets
from typing import TypeVar

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError, models, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from uppdragil.core import history

from .models import DecisionBody, Duty, Holding, Membership, Person, Position, Unit, User

SENTENCES = {
    "taken": _("There is one with that name already."),
    "own_part": _("A unit cannot be a part of itself. Choose another unit that it is part of."),
    "ends_first": _("The last day is before the first. Choose a later last day."),
    "held": _(
        "%(person)s holds the position %(start)s to %(end)s. Two people cannot hold it on the same day: "
        "end that holding first, or choose other days."
    ),
    "held_on": _(
        "%(person)s holds the position from %(start)s on. Two people cannot hold it on the same day: "
        "end that holding first, or choose other days."
    ),
    "seated": _("%(person)s has that seat on some of these days already. Choose other days."),
    "last_office": _(
        "Nobody else with an account keeps the organisation. Give somebody else the duty of the office first."
    ),
    "has_left": _("%(person)s is marked as having left. Mark the person as being back first."),
    "username_taken": _("Somebody has that username already. Choose another."),
    "own_password": _("This is your own account. Change your password under My account."),
}
PASSWORD_BYTES = 12  # 96 random bits, 16 characters


class Refused(Exception):
    """The organisation would not hold together. `code` is a key of SENTENCES, `params` fill its sentence."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code, self.params = code, params

    def __str__(self) -> str:
        """The sentence in the active language."""
        return str(SENTENCES[self.code]) % {name: _words(value) for name, value in self.params.items()}


def _words(value: object) -> object:
    return date_format(value, "j F Y") if isinstance(value, dt.date) else value


Record = TypeVar("Record", Person, Unit, Position, DecisionBody, Duty)
ActiveRecord = Person | Unit | Position | DecisionBody
PeriodRecord = Holding | Membership


def save(*, record: Record, by: Person | None, now: dt.datetime) -> Record:
    """Write a new or changed record with its history. Raises Refused: `taken` or `own_part`."""
    if isinstance(record, Unit):
        _is_no_part_of_itself(record)
    try:
        with transaction.atomic():
            history.sign(record, by, now).save()
            if isinstance(record, Person) and record.user:
                User.objects.filter(pk=record.user.pk).update(email=record.email)  # people log in by it
    except IntegrityError as error:
        raise Refused("taken") from error
    return record


def set_active(*, record: ActiveRecord, active: bool, by: Person | None, now: dt.datetime) -> None:
    """Take a record out of use or back; a person's account is closed with it. Raises Refused: `last_office`."""
    with transaction.atomic():
        if isinstance(record, Person) and not active:
            _office_remains_without(record)
            _set_account(record, open_=False)
        record.active = active
        history.sign(record, by, now).save()


def open_account(*, person: Person, username: str, by: Person | None, now: dt.datetime) -> str:
    """An account for `person`, or a new password for theirs; returns the password, which is kept nowhere.

    It lets the person in once, to choose their own; one-time codes, passkeys and the link to a login service
    are gone with the old one. Raises Refused: `has_left`, `own_password` or
    `username_taken`.
    """
    if by and by.pk == person.pk and person.user:
        raise Refused("own_password")
    if not person.active:
        raise Refused("has_left", person=person.name)
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    try:
        with transaction.atomic():
            user = person.user or User()
            if _others(user).filter(username__iexact=username).exists():
                raise Refused("username_taken")
            user.username, user.email, user.is_active = username, person.email, True
            user.set_password(password)
            user.password_is_one_time = True
            user.save()
            _forget_other_ways_in(user)
            person.user = user
            history.sign(person, by, now).save()
    except IntegrityError as error:
        raise Refused("username_taken") from error
    return password


def open_for_sign_on(*, person: Person, now: dt.datetime) -> User:
    """An account without a password, for somebody whom the organisation's login service vouches for.

    Called with the person's row locked.
    """
    taken = User.objects.filter(username__iexact=person.email).exists() or len(person.email) > 150
    user = User(username=person.uid if taken else person.email.lower(), email=person.email)
    user.set_unusable_password()
    user.save()
    person.user = user
    history.sign(person, person, now).save()
    return user


def drop_one_time_password(user: User) -> None:
    """Who came in otherwise does not need it, and nobody else is to find it."""
    if user.password_is_one_time:
        user.set_unusable_password()
        user.password_is_one_time = False
        user.save(update_fields=["password", "password_is_one_time"])


def _forget_other_ways_in(user: User) -> None:
    """Who gets a new password has lost the old ways: phone, passkeys, the link to a login service."""
    Authenticator.objects.filter(user=user).delete()
    SocialAccount.objects.filter(user=user).delete()


def close_account(*, person: Person, by: Person | None, now: dt.datetime) -> None:
    """Nobody can log in as `person` any more; who is logged in is out. Raises Refused: `last_office`."""
    with transaction.atomic():
        _office_remains_without(person)
        _set_account(person, open_=False)
        history.sign(person, by, now).save()


def remove_duty(*, duty: Duty, by: Person | None, now: dt.datetime) -> None:
    """Take a duty off its person; the history keeps it. Raises Refused: `last_office`."""
    with transaction.atomic():
        if duty.kind == Duty.Kind.OFFICE:
            _office_remains_without(duty.person)
        history.sign(duty, by, now).delete()


def add_period(*, period: PeriodRecord, by: Person | None, now: dt.datetime) -> None:
    """Write a new holding or seat. Raises Refused: `ends_first`, `held`, `held_on` or `seated`."""
    with transaction.atomic():
        _lock_parent(period)
        _fits(period)
        history.sign(period, by, now).save()


def end_period(*, period: PeriodRecord, ends: dt.date, by: Person | None, now: dt.datetime) -> None:
    """Set the last day of a holding or seat. Raises as `add_period` does."""
    with transaction.atomic():
        _lock_parent(period)
        period.ends = ends
        _fits(period)
        history.sign(period, by, now).save()


def _lock_parent(period: PeriodRecord) -> None:
    """Two at once for one position or body come one after the other."""
    parent = period.position if isinstance(period, Holding) else period.body
    type(parent).objects.select_for_update(of=("self",)).get(pk=parent.pk)


def _fits(period: PeriodRecord) -> None:
    if period.ends and period.ends < period.starts:
        raise Refused("ends_first")
    others: models.QuerySet[Holding] | models.QuerySet[Membership]
    if isinstance(period, Holding):
        others = Holding.objects.filter(position=period.position)
    else:
        others = Membership.objects.filter(body=period.body, person=period.person, seat=period.seat)
    others = others.exclude(pk=period.pk).exclude(ends__lt=period.starts)
    clash = (others.filter(starts__lte=period.ends) if period.ends else others).first()
    if clash and isinstance(clash, Membership):
        raise Refused("seated", person=clash.person.name)
    if clash:
        code = "held" if clash.ends else "held_on"
        raise Refused(code, person=clash.person.name, start=clash.starts, end=clash.ends)


def _is_no_part_of_itself(unit: Unit) -> None:
    above, seen = unit.parent, {unit.pk}
    while above:
        if above.pk in seen:
            raise Refused("own_part")
        seen.add(above.pk)
        above = above.parent


def _office_remains_without(person: Person) -> None:
    """Somebody who can log in keeps the organisation: without them nobody could let anybody in again."""
    if not person.duties.filter(kind=Duty.Kind.OFFICE).exists():
        return
    list(Duty.objects.select_for_update(of=("self",)).filter(kind=Duty.Kind.OFFICE))
    office = Person.objects.filter(duties__kind=Duty.Kind.OFFICE, active=True, user__is_active=True)
    if not office.exclude(pk=person.pk).exists():
        raise Refused("last_office")


def _set_account(person: Person, *, open_: bool) -> None:
    if person.user:
        person.user.is_active = open_
        person.user.save(update_fields=["is_active"])


def _others(user: User) -> models.QuerySet[User]:
    return User.objects.exclude(pk=user.pk)
