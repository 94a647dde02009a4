"""Making a draft of the strategy ready: settling what it leaves open, and correcting its texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from pydantic import ValidationError

from uppdragil.core.contention import Busy
from uppdragil.core.worddiff import Op, word_diff
from uppdragil.organisation.models import Person
from uppdragil.strategy import drafting, editing, policies, selectors, storage
from uppdragil.strategy.editing import Part
from uppdragil.strategy.models import StrategyEdition
from uppdragil.strategy.services import NotADraft
from uppdragil.strategy.words import FIELDS

from .access import person_of
from .busy import busy_sentence
from .conflicts import Conflicting, Side, own_side
from .forms.strategydraft import AreaForm, GoalForm, NameForm, form_for, values_of
from .kept import SHOW

_ANCHOR = re.compile(r"[ag]-[0-9a-z]{4,32}")


@never_cache
@require_POST
def settle(request: HttpRequest, uid: str) -> HttpResponse:
    """One press: a wording is chosen, a name moved, a question answered."""
    person, row = _draft(request, uid)
    number = request.POST.get("fix", "")
    try:
        drafting.settle(
            edition=row,
            finding=request.POST.get("finding", ""),
            fix=int(number) if number.isascii() and number.isdigit() and len(number) < 4 else -1,
            by=person,
            now=timezone.now(),
        )
        messages.success(request, _("It is settled."))
    except (drafting.FindingGone, NotADraft, Busy) as refusal:
        messages.error(request, _why_not(refusal))
    return _back(request, row)


@never_cache
@require_POST
def dismiss(request: HttpRequest, uid: str) -> HttpResponse:
    """The finding stands as it is, with a reason, which is said again where it could not be kept."""
    person, row = _draft(request, uid)
    reason = request.POST.get("reason", "")
    try:
        drafting.dismiss(
            edition=row,
            finding=request.POST.get("finding", ""),
            reason=reason,
            by=person,
            now=timezone.now(),
        )
        messages.success(request, _("It stands as it is, with your reason."))
    except (drafting.FindingGone, drafting.NoReason, NotADraft, Busy) as refusal:
        kept = _("You wrote: %(reason)s") % {"reason": reason[: drafting.LONGEST_REASON]} if reason else ""
        messages.error(request, f"{_why_not(refusal)} {kept}".strip())
    return _back(request, row)


@never_cache
@require_POST
def recall(request: HttpRequest, uid: str) -> HttpResponse:
    """It does not stand as it is after all."""
    person, row = _draft(request, uid)
    try:
        drafting.recall(edition=row, finding=request.POST.get("finding", ""), by=person, now=timezone.now())
        messages.success(request, _("It asks for an answer again."))
    except (NotADraft, Busy) as refusal:
        messages.error(request, _why_not(refusal))
    return _back(request, row)


@never_cache
@require_http_methods(["GET", "POST"])
def part(request: HttpRequest, uid: str, part: str) -> HttpResponse:
    """The texts of an area or of a sub-goal. What somebody else saved meanwhile is shown beside what was typed."""
    person, row = _draft(request, uid)
    content = selectors.content_of(row)
    found = editing.part_of(content, part)
    if found is None and request.method == "GET":
        raise Http404
    if found is None or not policies.may_correct(person, row):
        return _lost(request, row)
    form = form_for(found, request.POST if request.method == "POST" else None)
    shown = _Shown(request, row, found, form)
    if not form.is_bound:
        return shown.page(200)
    if request.POST.get("do") == SHOW:
        return shown.page(200, seen=request.POST.get("seen", ""))
    return _save(shown, person) if form.is_valid() else shown.page(422, seen=request.POST.get("seen", ""))


@never_cache
@require_http_methods(["GET", "POST"])
def name(request: HttpRequest, uid: str) -> HttpResponse:
    """What the draft is called."""
    person, row = _draft(request, uid)
    if not policies.may_correct(person, row):
        return _lost(request, row)
    form = NameForm(request.POST if request.method == "POST" else None, initial={"name": row.name})
    shown: dict[str, Any] = {"edition": row, "form": form, "seen": request.POST.get("seen") or row.name}
    if not form.is_bound or request.POST.get("do") == SHOW:
        return render(request, "strategy/name.html", shown)
    if not form.is_valid():
        return render(request, "strategy/name.html", shown, status=422)
    return _rename(request, person, shown)


def _rename(request: HttpRequest, person: Person, shown: dict[str, Any]) -> HttpResponse:
    form, row = shown["form"], shown["edition"]
    new = form.cleaned_data["name"]
    try:
        drafting.rename(edition=row, name=new, seen=shown["seen"], by=person, now=timezone.now())
    except drafting.Renamed as other:
        theirs = str(other)
        shown |= {
            "seen": theirs,
            "conflict": Conflicting("", None, list(_sides({"name": theirs}, {"name": new}))),
        }
        return render(request, "strategy/name.html", shown, status=409)
    except (NotADraft, Busy) as refusal:
        form.add_error(None, _why_not(refusal))
        return render(request, "strategy/name.html", shown, status=409)
    messages.success(request, _("The text is saved."))
    return _back(request, row)


def _draft(request: HttpRequest, uid: str) -> tuple[Person, StrategyEdition]:
    """Raises PermissionDenied for others than the office, Http404 for an edition that is not there."""
    person = person_of(request)
    if not policies.may_publish(person):
        raise PermissionDenied(_("Only the portfolio office corrects a draft of the strategy."))
    return person, get_object_or_404(policies.readable(person).select_related("version"), uid=uid)


def _back(request: HttpRequest, row: StrategyEdition) -> HttpResponse:
    at = request.POST.get("at", "")
    anchor = f"#{at}" if _ANCHOR.fullmatch(at) else ""
    return HttpResponseRedirect(reverse("strategy-edition", args=[row.uid]) + anchor)


def _why_not(refusal: Exception) -> str:
    if isinstance(refusal, Busy):
        return busy_sentence()
    if isinstance(refusal, NotADraft):
        return _("The edition is published, and never changes. Correct it in the next edition.")
    if isinstance(refusal, drafting.NoReason):
        return _("Say why it is right as it is.")
    return _("That has changed since the page was shown. See how it stands now, and choose again.")


class _Shown:
    """The page of one part, with its form and what stands against it."""

    def __init__(
        self, request: HttpRequest, row: StrategyEdition, part: Part, form: AreaForm | GoalForm
    ) -> None:
        self.request, self.row, self.part, self.form = request, row, part, form

    def page(self, status: int, *, seen: str = "", conflict: Conflicting | None = None) -> HttpResponse:
        content = selectors.content_of(self.row)
        shown = {
            "edition": self.row,
            "part": self.part,
            "area": editing.area_of(content, self.part.uid),
            "is_goal": isinstance(self.form, GoalForm),
            "form": self.form,
            "seen": seen or editing.mark(self.part),
            "conflict": conflict,
        }
        return render(self.request, "strategy/part.html", shown, status=status)


def _save(shown: _Shown, person: Person) -> HttpResponse:
    form, seen = shown.form, shown.request.POST.get("seen", "")
    try:
        drafting.save(
            edition=shown.row,
            part=shown.part.uid,
            values=values_of(form),
            seen=seen,
            by=person,
            now=timezone.now(),
        )
    except drafting.Conflict as conflict:
        return shown.page(
            409, seen=editing.mark(conflict.current), conflict=_against(shown, conflict.current)
        )
    except (drafting.PartGone, NotADraft):
        return _lost(shown.request, shown.row)
    except ValidationError:
        form.add_error(None, _("Something is too long. Shorten it and save again."))
        return shown.page(422, seen=seen)
    except Busy:
        form.add_error(None, busy_sentence())
        return shown.page(409, seen=seen)
    messages.success(shown.request, _("The text is saved."))
    anchor = f"{'g' if isinstance(form, GoalForm) else 'a'}-{shown.part.uid}"
    return HttpResponseRedirect(f"{reverse('strategy-edition', args=[shown.row.uid])}#{anchor}")


def _against(shown: _Shown, current: Part) -> Conflicting:
    """What was typed against what stands now, field by field."""
    at, who = storage.last_written(shown.row, current)
    return Conflicting(who, at, list(_sides(editing.said(current), values_of(shown.form))))


def _sides(theirs: dict[str, Any], mine: dict[str, Any]) -> Iterator[Side]:
    for name, value in theirs.items():
        if value != mine[name]:
            segments = word_diff(_words(value), _words(mine[name]))
            yield Side(str(FIELDS[name]), own_side(segments, Op.DELETE), own_side(segments, Op.INSERT))


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _lost(request: HttpRequest, row: StrategyEdition) -> HttpResponse:
    """The part is gone, or the edition published: what was typed is shown, to be copied."""
    typed = [(FIELDS[name], value) for name, value in request.POST.items() if name in FIELDS and value]
    published = row.state != StrategyEdition.State.DRAFT
    why = (
        _why_not(NotADraft())
        if published
        else _("Somebody has removed this part of the draft, or imported it anew.")
    )
    return render(request, "strategy/lost.html", {"edition": row, "typed": typed, "why": why}, status=409)
