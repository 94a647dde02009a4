"""Directives: the list, one directive, a new one, and the two small things done on its page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from uppdragil.core.contention import Busy
from uppdragil.directives import dismissals, policies, services
from uppdragil.directives.policies import Access
from uppdragil.directives.services import FindingGone, Locked, NotEditable
from uppdragil.portfolio.listing import SORTS, Listing
from workflows import service

from .access import Seen, person_of, seen
from .beginnings import Beginnings
from .busy import busy_sentence
from .directivepage import DirectivePage
from .forms.listing import ListingForm
from .forms.progress import ProgressForm
from .forms.starting import BeginningForm
from .kept import SHOW
from .listed import without
from .locks import locked_sentence, why_not_editable
from .parts import Chip
from .templatetags.panels import ANSWER

PER_PAGE = 25


@require_GET
def directives(request: HttpRequest) -> HttpResponse:
    """Every directive that the person may see; everything chosen stands in the address."""
    person, form = person_of(request), ListingForm(request.GET)
    on = form.on()
    sort = request.GET.get("sort", "")
    listing = Listing(person, localdate(), on, sort if sort.lstrip("-") in SORTS else "number")
    shown = {
        "form": form,
        "page": listing.page(request.GET.get("page"), PER_PAGE),
        "chips": [Chip(form.label_of(name), without(request.GET, name)) for name in on],
        "may_create": policies.may_create(person),
        "sort": sort,
        "sought": on.get("q", ""),
    }
    return render(request, "directives/list.html", shown)


@require_GET
def directive(request: HttpRequest, uid: str) -> HttpResponse:
    """One directive: where it is, what it says, what clashes, what was decided, what can be done."""
    return render(request, "directives/directive.html", {"page": DirectivePage(seen(request, uid))})


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A draft with a title and a unit, led by the one who starts it: empty, of a template, or a copy."""
    person = person_of(request)
    if not policies.may_create(person):
        raise PermissionDenied
    from_what = Beginnings(request)
    initial = {"unit": person.unit, "start": from_what.asked, "title": from_what.title}
    form = BeginningForm(from_what.choices, request.POST or None, initial=initial)
    shown = {
        "form": form,
        "may_keep_templates": from_what.may_keep_templates,
        "has_templates": from_what.has_templates,
    }
    if request.method == "GET" or request.POST.get("do") == SHOW:
        return render(request, "directives/new.html", shown)
    if not form.is_valid():
        return render(request, "directives/new.html", shown, status=422)
    start = form.cleaned_data["start"]
    restricted = from_what.is_restricted(start)
    content = form.under_its_head(from_what.content(start), person, restricted=restricted)
    edition = from_what.edition(start)
    try:
        made = service.start(content=content, edition=edition, by=person, now=timezone.now())
    except Busy:
        form.add_error(None, busy_sentence())
        return render(request, "directives/new.html", shown, status=409)
    first = next(chapter for chapter in edition.spec.chapters if chapter.key)
    words = {"number": made.number, "chapter": first.title}
    messages.success(request, _("%(number)s is started. Begin with “%(chapter)s”.") % words)
    return redirect(f"{reverse('directive-edit', args=[made.uid])}#{first.key}")


@never_cache
@require_POST
def settle(request: HttpRequest, uid: str) -> HttpResponse:
    """Carry out one of the fixes of a finding."""
    asked = seen(request, uid, Access.WORKING)
    fix = request.POST.get("fix", "")
    number = int(fix) if fix.isascii() and fix.isdigit() and len(fix) < 4 else -1
    _on_finding(request, asked, partial(services.settle, fix=number), _("The contradiction is settled."))
    return _at_findings(asked)


@never_cache
@require_POST
def dismiss(request: HttpRequest, uid: str) -> HttpResponse:
    """Let a warning or an advice stand, with the reason; where it does not, the reason stays in its form."""
    asked = seen(request, uid, Access.WORKING)
    reason, shows = request.POST.get("reason", ""), request.POST.get("do") == SHOW
    act = partial(dismissals.dismiss, reason=reason)
    done = _("It stands as it is. Those who decide see your reason.")
    if not shows and _on_finding(request, asked, act, done):
        return _at_findings(asked)
    page = DirectivePage(asked, reasons={request.POST.get("finding", ""): reason})
    if reason and not any(card.reason for card in page.cards):
        _answer(request, messages.INFO, _("You wrote: %(reason)s") % {"reason": reason})
    return render(request, "directives/directive.html", {"page": page}, status=200 if shows else 409)


@require_POST
def recall(request: HttpRequest, uid: str) -> HttpResponse:
    """Take a dismissal back."""
    asked = seen(request, uid, Access.WORKING)
    _on_finding(request, asked, dismissals.recall, _("It is shown among the findings again."))
    return _at_findings(asked)


def _on_finding(request: HttpRequest, asked: Seen, act: Callable[..., object], done: str) -> bool:
    """Do something with the posted finding, and say beside the findings what came of it. Whether it was done."""
    try:
        finding = request.POST.get("finding", "")
        act(directive=asked.directive, finding=finding, by=asked.person, now=asked.now)
    except FindingGone:
        _answer(request, messages.INFO, _("That contradiction was settled already."))
        return False
    except (dismissals.NotDismissable, NotEditable, Locked, Busy) as refusal:
        _answer(request, messages.ERROR, _why_not(asked, refusal))
        return False
    _answer(request, messages.SUCCESS, done)
    return True


def _at_findings(asked: Seen) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('directive', args=[asked.directive.uid])}#findings")


def _why_not(asked: Seen, refusal: Exception) -> str:
    if isinstance(refusal, dismissals.NotDismissable):
        return _("Say why it is right anyway. An error cannot be dismissed.")
    if isinstance(refusal, NotEditable):
        return _("The text cannot be changed now: %(why)s") % {"why": why_not_editable(asked)}
    return locked_sentence(asked, refusal.chapters) if isinstance(refusal, Locked) else busy_sentence()


def _answer(request: HttpRequest, level: int, sentence: str) -> None:
    """Told in the panel that the button stood in."""
    messages.add_message(request, level, sentence, extra_tags=ANSWER)


@never_cache
@require_POST
def progress(request: HttpRequest, uid: str, row: str) -> HttpResponse:
    """How far an activity or a milestone has come; a milestone that is a gate follows its decision."""
    asked = seen(request, uid, Access.WORKING)
    own = (m for m in asked.content.milestones if m.gate not in asked.edition.gate_codes)
    if row not in {r.uid for r in (*asked.content.activities, *own)}:
        raise Http404
    form = ProgressForm(request.POST)
    refused = DirectivePage(asked, progress_form=(row, form))
    if request.POST.get("do") == SHOW:
        return render(request, "directives/directive.html", {"page": refused})
    if not form.is_valid():
        return render(request, "directives/directive.html", {"page": refused}, status=422)
    try:
        services.set_progress(
            directive=asked.directive, row=row, by=asked.person, now=asked.now, **form.cleaned_data
        )
        messages.success(request, _("The progress is noted."))
    except NotEditable:
        messages.error(
            request, _("The progress cannot be noted now: %(why)s") % {"why": why_not_editable(asked)}
        )
    except Busy:
        form.add_error(None, busy_sentence())
        return render(request, "directives/directive.html", {"page": refused}, status=409)
    return HttpResponseRedirect(f"{reverse('directive', args=[uid])}#r-{row}")
