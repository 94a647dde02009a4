"""The reports that were made: the last one to compare with, and the next one to be kept."""

from __future__ import annotations

import datetime as dt
import json

from django.db.models import Q, QuerySet

from uppdragil.core.contention import writing
from uppdragil.core.uid import new_uid
from uppdragil.documents.models import StatusExport
from uppdragil.organisation import roles
from uppdragil.organisation.models import Duty, Person
from uppdragil.portfolio.listing import Listing


def begun(person: Person | None, listing: Listing | None, now: dt.datetime) -> StatusExport:
    """A report that is about to be made; nothing is stored here."""
    office = person is None or roles.has_duty(person, Duty.Kind.OFFICE)
    choice = json.dumps(dict(listing.on), sort_keys=True) if listing and listing.on else ""
    return StatusExport(
        uid=new_uid(),
        person=person,
        name=person.name if person else "",
        office=office,
        choice=choice,
        made_at=now,
    )


def before(export: StatusExport) -> StatusExport | None:
    """The last one with the same choice: the office's own, or else the same person's, who saw no more than now.

    What is chosen as one's own is another's choice to everybody else, also in the office.
    """
    return _like(export).filter(said__isnull=False).first()


def keep(export: StatusExport, said: bytes) -> StatusExport:
    """The report was made, and said this; those before it need not know any more. Raises Busy."""
    with writing():
        _like(export).update(said=None)
        export.said = said
        export.save()
        return export


def _like(export: StatusExport) -> QuerySet[StatusExport]:
    whose = Q(office=export.office)
    if not export.office or '"whose"' in export.choice:
        whose &= Q(person=export.person)
    return StatusExport.objects.filter(whose, choice=export.choice)
