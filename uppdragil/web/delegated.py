"""Decisions on delegation, for the board to be told of: a list, a file, and the note that it was told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from uppdragil.core.contention import Busy
from uppdragil.decisions import delegation
from uppdragil.decisions.labels import capacity_label
from uppdragil.decisions.models import Decision
from uppdragil.directives import policies
from uppdragil.documents.csvfile import TYPE, csv_of
from uppdragil.editions.spec import Outcome
from uppdragil.organisation import roles
from uppdragil.organisation.models import DecisionBody, Person
from workflows import telling
from workflows.telling import NotTold

from .access import person_of
from .busy import busy_sentence
from .forms.delegated import DelegatedFilter, ToldForm
from .phaseline import decided_on

PER_PAGE = 100


@dataclass(frozen=True)
class Line:
    """One decision: who took it, with which right, and whether the board knows."""

    decision: Decision
    gate: str
    outcome: str
    day: dt.date
    by: tuple[str, ...]

    @classmethod
    def of(cls, decision: Decision) -> Line:
        edition = decision.directive.edition.spec
        gate = edition.gate(decision.gate)
        if decision.body:
            by: tuple[str, ...] = tuple(
                w for w in (decision.official, f"{decision.body} {decision.paragraph}") if w
            )
        else:
            by = tuple(
                f"{s.name}: {', '.join(capacity_label(c, edition) for c in s.capacities)}"
                for s in decision.round.sign_offs.all()
            )
        words = gate.outcomes[Outcome(decision.outcome)]
        return cls(decision, f"{gate.code} {gate.name}", words, decided_on(decision), by)

    @property
    def told(self) -> str:
        """At which meeting; empty while it has not been told."""
        report = getattr(self.decision, "delegation_report", None)
        return f"{report.body} {report.met_on.isoformat()} {report.paragraph}" if report else ""


def _somebody(request: HttpRequest) -> tuple[Person, list[DecisionBody]]:
    """Who asks, and the boards that they note it for. Raises PermissionDenied with a sentence."""
    person = person_of(request)
    boards = roles.boards(person, localdate())
    if not boards and not policies.may_export(person):
        raise PermissionDenied(
            _("The portfolio office and the boards' secretaries see the decisions on delegation.")
        )
    return person, boards


@never_cache
@require_http_methods(["GET", "POST"])
def delegated(request: HttpRequest) -> HttpResponse:
    """The list; a post notes that a board was told of those that are ticked."""
    person, boards = _somebody(request)
    form = ToldForm(request.POST or None, boards=boards)
    if request.method == "GET":
        return _page(request, person, boards, form)
    if not form.is_valid():
        return _page(request, person, boards, form, 422)
    chosen = request.POST.getlist("round")
    try:
        made = telling.tell(rounds=chosen, by=person, now=now(), **form.cleaned_data)
    except NotTold as refusal:
        form.add_error(None, str(refusal))
    except Busy:
        form.add_error(None, busy_sentence())
    else:
        words = ngettext("Noted for %(n)s decision.", "Noted for %(n)s decisions.", len(made))
        messages.success(request, words % {"n": len(made)})
        return redirect(request.get_full_path())
    return _page(request, person, boards, form, 409)


def _page(
    request: HttpRequest, person: Person, boards: list[DecisionBody], form: ToldForm, status: int = 200
) -> HttpResponse:
    filters = _filters(request)
    found = delegation.delegated(policies.readable(person, localdate()), **filters.on())
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    shown = {
        "filters": filters,
        "form": form if boards else None,
        "page": page,
        "lines": [Line.of(decision) for decision in page.object_list],
        "chosen": set(request.POST.getlist("round")),
        "query": request.GET.urlencode(),
    }
    return render(request, "office/delegated.html", shown, status=status)


def _filters(request: HttpRequest) -> DelegatedFilter:
    return DelegatedFilter(request.GET, bodies=delegation.bodies())


@never_cache
@require_GET
def delegated_csv(request: HttpRequest) -> HttpResponse:
    """The same list as a file: a cell never begins as a formula would."""
    person, _boards = _somebody(request)
    on = _filters(request).on()
    found = delegation.delegated(policies.readable(person, localdate()), **on)
    lines = csv_of(_columns(), map(Line.of, found))
    word = _("delegation")
    name = f"{word}-{localdate().isoformat()}.csv"
    return HttpResponse(
        "".join(lines),
        content_type=TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _columns() -> dict[str, Callable[[Line], str]]:
    return {
        _("Day"): lambda line: line.day.isoformat(),
        _("Number"): lambda line: line.decision.directive.number,
        _("Mandate"): lambda line: line.decision.directive.title,
        _("Gate"): lambda line: line.gate,
        _("Outcome"): lambda line: line.outcome,
        _("Decided by"): lambda line: "; ".join(line.by),
        _("Told to the board"): lambda line: line.told,
    }
