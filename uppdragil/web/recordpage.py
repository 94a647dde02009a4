"""What the page of one record of the organisation shows: drawn by templates/organisation/."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.forms import BaseForm
from django.utils.text import slugify

from uppdragil.organisation.models import Person

from . import consequences
from .forms.organisation import AccountForm, EndForm
from .things import Thing


@dataclass
class RecordPage:
    """One record's page with its forms. The one that was sent carries what was typed."""

    thing: Thing
    record: Any
    day: dt.date
    form: BaseForm | None = None
    period_form: BaseForm | None = None
    ending: tuple[int, BaseForm] | None = None
    account_form: BaseForm | None = None
    refused: str = ""
    password: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        self.form = self.form or self.thing.form(instance=self.unchanged())
        if self.thing.period:
            self.period_form = self.period_form or self.thing.period(
                prefix="new", initial={"starts": self.day}
            )
        if self.is_person:
            self.account_form = self.account_form or AccountForm(initial={"username": self._username()})

    def unchanged(self) -> Any:
        """The record for a form to write into: a refused change never shows in the page's head."""
        return self.thing.model.objects.get(pk=self.record.pk)

    @property
    def title(self) -> str:
        """The record's full name."""
        return str(self.record.title if self.thing.key == "position" else self.record.name)

    @property
    def is_person(self) -> bool:
        return isinstance(self.record, Person)

    def _username(self) -> str:
        if self.record.user:
            return str(self.record.user.username)
        return slugify(self.record.name).replace("-", ".")

    @property
    def forms(self) -> list[BaseForm]:
        ending = self.ending[1] if self.ending else None
        return [f for f in (self.form, self.period_form, self.account_form, ending) if f and f.is_bound]

    @cached_property
    def periods(self) -> list[tuple[Any, BaseForm | None]]:
        """What is held from-to, the latest first, each with the form that ends it."""
        if not self.thing.period:
            return []
        related = self.record.holdings if self.thing.key == "position" else self.record.memberships
        held = related.select_related("person").order_by("-starts", "-pk")
        return [(period, self._end_form(period)) for period in held]

    def _end_form(self, period: Any) -> BaseForm | None:
        if self.ending and self.ending[0] == period.pk:
            return self.ending[1]
        return None if period.ends and period.ends < self.day else EndForm(prefix=f"end-{period.pk}")

    @cached_property
    def consequences(self) -> consequences.Consequences:
        return consequences.of(self.record, self.day)

    @property
    def vacant(self) -> bool:
        """A position that nobody holds today."""
        if self.thing.key != "position":
            return False
        return not any(p.starts <= self.day and (not p.ends or p.ends >= self.day) for p, _ in self.periods)
