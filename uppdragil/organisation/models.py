"""The organisation: people, units, positions held from-to, decision bodies, and duties.

Accounts log in; people hold roles. A person outlives the account, and nobody is ever deleted: an
account is deactivated, a holding ends.
"""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from uppdragil.core.history import row_history
from uppdragil.core.uid import new_uid


class UserManager(DjangoUserManager["User"]):
    """Accounts with their people: every request asks who is behind the one that it comes from."""

    use_in_migrations = False

    def get_queryset(self) -> models.QuerySet[User]:
        return super().get_queryset().select_related("person__unit")


class User(AbstractUser):
    """An account. What it may do follows from its person's roles and duties."""

    password_is_one_time = models.BooleanField(_("the password is to be changed at login"), default=False)

    objects: ClassVar[UserManager] = UserManager()


class Unit(models.Model):
    """Verksamhet or förvaltning."""

    uid = models.CharField(max_length=32, unique=True, default=new_uid, editable=False)
    name = models.CharField(_("name"), max_length=200, unique=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    active = models.BooleanField(_("active"), default=True)
    history = row_history()

    class Meta:
        ordering = ["name"]
        verbose_name, verbose_name_plural = _("unit"), _("units")

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """Somebody who can hold a role, with or without an account."""

    uid = models.CharField(max_length=32, unique=True, default=new_uid, editable=False)
    name = models.CharField(_("name"), max_length=200)
    title = models.CharField(_("title"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, verbose_name=_("unit"))
    user = models.OneToOneField(
        User, models.PROTECT, null=True, blank=True, related_name="person", verbose_name=_("account")
    )
    active = models.BooleanField(_("active"), default=True)
    demo_note = models.CharField(_("what the demo shows with this person"), max_length=200, blank=True)
    history = row_history()

    class Meta:
        ordering = ["name"]
        verbose_name, verbose_name_plural = _("person"), _("people")

    def __str__(self) -> str:
        return self.name

    @property
    def initials(self) -> str:
        words = self.name.split()
        return "".join(w[0] for w in (words[:1] + words[1:][-1:])).upper()


class Position(models.Model):
    """Befattning: a title that decides, whoever holds it."""

    uid = models.CharField(max_length=32, unique=True, default=new_uid, editable=False)
    title = models.CharField(_("title"), max_length=200, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, verbose_name=_("unit"))
    active = models.BooleanField(_("active"), default=True)
    history = row_history()

    class Meta:
        ordering = ["title"]
        verbose_name, verbose_name_plural = _("position"), _("positions")

    def __str__(self) -> str:
        return self.title


class Period(models.Model):
    """From a first day to a last day; without a last day it goes on."""

    starts = models.DateField(_("from"))
    ends = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")), name="%(class)s_ends_after_start"
            )
        ]


class Holding(Period):
    """A person holds a position."""

    position = models.ForeignKey(
        Position, models.PROTECT, related_name="holdings", verbose_name=_("position")
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="holdings", verbose_name=_("person"))
    history = row_history()

    class Meta(Period.Meta):
        ordering = ["-starts"]
        verbose_name, verbose_name_plural = _("holding"), _("holdings")

    def __str__(self) -> str:
        return f"{self.position}: {self.person}"


class Substitution(Period):
    """Ersättare: who decides while somebody, or whoever holds a position, cannot.

    Always for a period, and always on a basis (delegationsordning §, förordnande). It is never chained: who
    stands in for a substitute does not act (domain section 3).
    """

    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="substitutions",
        verbose_name=_("for person"),
    )
    position = models.ForeignKey(
        Position,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="substitutions",
        verbose_name=_("for position"),
    )
    substitute = models.ForeignKey(
        Person, models.PROTECT, related_name="substitutes_for", verbose_name=_("substitute")
    )
    basis = models.CharField(_("basis"), max_length=200)
    history = row_history()

    class Meta(Period.Meta):
        ordering = ["-starts"]
        verbose_name, verbose_name_plural = _("substitution"), _("substitutions")
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(condition=Q(ends__isnull=False), name="substitution_has_an_end"),
            models.CheckConstraint(
                condition=Q(person__isnull=True) ^ Q(position__isnull=True), name="substitution_for_one"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | ~Q(person=F("substitute")), name="substitution_for_another"
            ),
            models.CheckConstraint(condition=~Q(basis=""), name="substitution_on_a_basis"),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.position}: {self.substitute}"


class DecisionBody(models.Model):
    """Beslutsorgan.

    A board (nämnd) and its committee (utskott) decide as bodies. A management group does not: a board
    delegates to named officials (Kommunallagen 7 kap. 5 §), so its decisions name the official.
    """

    class Kind(models.TextChoices):
        BOARD = "board", _("board")
        COMMITTEE = "committee", _("committee")
        MANAGEMENT_GROUP = "management_group", _("management group")

    uid = models.CharField(max_length=32, unique=True, default=new_uid, editable=False)
    name = models.CharField(_("name"), max_length=200, unique=True)
    short = models.CharField(_("short name"), max_length=20, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    active = models.BooleanField(_("active"), default=True)
    history = row_history()

    class Meta:
        ordering = ["name"]
        verbose_name, verbose_name_plural = _("decision body"), _("decision bodies")

    def __str__(self) -> str:
        return self.short or self.name


class Membership(Period):
    """A person's seat in a decision body. The secretary records what the body decides."""

    class Seat(models.TextChoices):
        CHAIR = "chair", _("chair")
        MEMBER = "member", _("member")
        SECRETARY = "secretary", _("secretary")

    body = models.ForeignKey(DecisionBody, models.PROTECT, related_name="memberships", verbose_name=_("body"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships", verbose_name=_("person"))
    seat = models.CharField(_("seat"), max_length=20, choices=Seat.choices)
    history = row_history()

    class Meta(Period.Meta):
        ordering = ["body", "seat"]
        verbose_name, verbose_name_plural = _("membership"), _("memberships")

    def __str__(self) -> str:
        return f"{self.body}: {self.person}"


class Duty(models.Model):
    """A standing task for the whole organisation, or for one unit (controllers)."""

    class Kind(models.TextChoices):
        OFFICE = "office", _("portfolio office")
        CONTROLLER = "controller", _("controller")
        AUDITOR = "auditor", _("auditor")

    person = models.ForeignKey(Person, models.PROTECT, related_name="duties", verbose_name=_("person"))
    kind = models.CharField(_("duty"), max_length=20, choices=Kind.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, verbose_name=_("unit"))
    history = row_history()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "unit"], name="duty_once_per_unit"),
            models.UniqueConstraint(
                fields=["person", "kind"], condition=Q(unit__isnull=True), name="duty_once_without_unit"
            ),
        ]
        verbose_name, verbose_name_plural = _("duty"), _("duties")

    def __str__(self) -> str:
        return f"{self.person}: {self.get_kind_display()}"
