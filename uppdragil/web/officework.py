"""What the office's views of the organisation share: who may, the page of a record, one way to write."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from uppdragil.organisation import roles
from uppdragil.organisation.models import Duty, Person
from uppdragil.organisation.services import Refused

from .access import person_of
from .recordpage import RecordPage
from .things import THINGS


def office_of(request: HttpRequest) -> Person:
    """Who asks, of the office. Raises PermissionDenied with a sentence for everybody else."""
    person = person_of(request)
    if not roles.has_duty(person, Duty.Kind.OFFICE):
        raise PermissionDenied(
            _("The portfolio office keeps the organisation. Tell them what is to be changed.")
        )
    return person


def attempt(form: Any, write: Callable[[], object]) -> int:
    """Validate (which fills a record's instance) and write. 0 when it is done; else the status, with the reasons
    in the form.
    """
    if not form.is_valid():
        return 422
    try:
        write()
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return 409
    return 0


def page_of(key: str, uid: str, **given: Any) -> RecordPage:
    """The page of one record. Raises Http404."""
    thing = THINGS[key]
    record = get_object_or_404(thing.model, uid=uid)
    return RecordPage(thing, record, timezone.localdate(), **given)


def show(request: HttpRequest, page: RecordPage, status: int = 200) -> HttpResponse:
    """The page of one record of the organisation."""
    return render(request, "organisation/edit.html", {"page": page}, status=status)


def to_page(request: HttpRequest, page: RecordPage, done: str = "") -> HttpResponse:
    """To the record's page, which says `done`."""
    if done:
        messages.success(request, done)
    return redirect(f"organisation-{page.thing.key}-edit", page.record.uid)
