"""A draft that has been sent to two reviewers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from tests import factories as f
from tests.factories import NOW, TODAY, Mandate
from uppdragil.consultation import services
from uppdragil.consultation.models import Comment, Consultation
from uppdragil.organisation.models import Duty, Person, Unit

DUE = TODAY + dt.timedelta(days=14)


@dataclass
class Kit:
    """`rita` and `roger` review what `made.cast.lead` has sent; `karl` is controller of its unit."""

    visibility: str = "internal"
    unit: Unit = field(default_factory=f.unit)
    text: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rita, self.roger = f.person("Rita"), f.person("Roger")
        self.karl = f.duty(f.person("Karl"), Duty.Kind.CONTROLLER, self.unit)
        fields: dict[str, Any] = {"unit": self.unit.name, "unit_id": self.unit.uid}
        self.made: Mandate = f.mandate(f.Cast(), visibility=self.visibility, **fields | self.text)
        self.sent: Consultation = send(self.made, self.rita, self.roger)

    @property
    def lead(self) -> Person:
        return self.made.cast.lead

    def comment(self, by: Person | None = None, **given: Any) -> Comment:
        fields = {"kind": "remark", "text": "Otydligt"} | given
        return services.comment(consultation=self.sent, by=by or self.rita, now=NOW, **fields)


def send(made: Mandate, *reviewers: Person, **given: Any) -> Consultation:
    fields: dict[str, Any] = {"due": DUE, "words": "Läs kapitel 6", "by": made.cast.lead, "now": NOW}
    return services.send(directive=made.directive, reviewers=reviewers, **fields | given)
