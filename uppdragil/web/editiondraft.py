"""The draft of an edition: begun, shaped, looked at as its users will see it, published or discarded."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from uppdragil.core.contention import Busy
from uppdragil.directives.saying import saying
from uppdragil.editions.drafting import services, shaping
from uppdragil.editions.drafting.shaping import Shape
from uppdragil.editions.models import Edition
from uppdragil.editions.services import Unfit
from uppdragil.editions.spec import EditionSpec
from uppdragil.gates.values import Value
from uppdragil.organisation.models import Person

from .busy import busy_sentence
from .editionpage import DraftPage
from .editions import keeper_of
from .editionwords import CHANGED, GONE, TOO_MANY
from .forms.editions import NewChapterForm
from .kept import SHOW


@never_cache
@require_POST
def begin(request: HttpRequest, key: str) -> HttpResponse:
    """The draft of the next revision, which says what the latest one says."""
    person = keeper_of(request)
    get_object_or_404(Edition.objects.filter(key=key)[:1])
    try:
        services.begin(key=key, by=person, now=timezone.now())
    except Busy:
        messages.error(request, busy_sentence())
        return redirect("editions")
    return redirect("edition-draft", key)


@never_cache
@require_POST
def discard(request: HttpRequest, key: str) -> HttpResponse:
    """The draft goes."""
    person = keeper_of(request)
    try:
        services.discard(key=key, by=person, now=timezone.now())
        messages.success(request, _("The draft is discarded. What is published stays as it is."))
    except services.NoDraft:
        messages.error(request, str(GONE))
    except Busy:
        messages.error(request, busy_sentence())
    return redirect("editions")


@never_cache
@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, key: str) -> HttpResponse:
    """The draft with all its parts; a post adds a chapter."""
    person = keeper_of(request)
    page = DraftPage(key)
    form = NewChapterForm(request.POST if request.method == "POST" else None, page.spec)
    status = 200
    if form.is_bound and request.POST.get("do") != SHOW:
        status = 422
        if form.is_valid():
            shape: Shape = partial(shaping.add_chapter, chapter=form.chapter())
            status = _try(form, lambda: _add(key, request.POST.get("seen", ""), shape, person))
        if not status:
            messages.success(request, _("The chapter is added, last. Write its help and its examples."))
            name = shaping.name_of(form.chapter())
            return redirect("edition-draft-chapter", key, name)
    seen = (
        request.POST.get("seen") if status == 422 else page.order
    )  # after a clash the next press is over what is shown
    return render(request, "editions/draft.html", {"page": page, "form": form, "seen": seen}, status=status)


@never_cache
@require_POST
def act(request: HttpRequest, key: str) -> HttpResponse:
    """One press: something is moved, removed, adopted or taken in, where the order is still as it was shown."""
    person = keeper_of(request)
    page = DraftPage(key)
    part, seen = request.POST.get("part", ""), request.POST.get("seen", "")
    verb, _colon, name = request.POST.get("do", "").partition(":")
    gate = part.partition(":")[2]
    try:
        shape = _shape(page.spec, part, verb, name)
        services.change(key=key, part=part, seen=seen, shape=shape, by=person, now=timezone.now())
        if verb == "remove":
            messages.success(request, _removed(page, part, name))
    except services.NoDraft:
        messages.error(request, str(GONE))
        return redirect("editions")
    except (services.Conflict, shaping.Gone):
        messages.error(request, str(CHANGED))
    except shaping.TooMany:
        messages.error(request, str(TOO_MANY))
    except Busy:
        messages.error(request, busy_sentence())
    return redirect(page.href(f"items:{gate}" if gate in {g.code for g in page.spec.all_gates} else ""))


def _shape(spec: EditionSpec, part: str, verb: str, name: str) -> Shape:
    """What a button asks for. Raises Gone for what no page has a button for."""
    kind, _colon, gate = part.partition(":")
    step = {"up": -1, "down": 1}.get(verb)
    if kind == shaping.CHAPTERS and step:
        return partial(shaping.move_chapter, name=name, by=step)
    if kind == shaping.CHAPTERS and verb == "remove":
        return partial(shaping.remove_chapter, name=name)
    if kind == "items" and step:
        return partial(shaping.move_item, gate=gate, code=name, by=step)
    if kind == "items" and verb == "remove":
        return partial(shaping.remove_item, gate=gate, code=name)
    if kind == "items" and verb == "adopt":
        return partial(shaping.with_item, gate=gate, code=name, values={"proposal": False})
    if kind == "items" and verb == "take":
        offers = {item.code: item for item in shaping.gate_of(spec, gate).offers}
        if name in offers:
            return partial(
                shaping.add_item, gate=gate, item=offers[name].model_copy(update={"proposal": False})
            )
    raise shaping.Gone(verb)


def _removed(page: DraftPage, part: str, name: str) -> str:
    """What went, and for a chapter how many directives say something in it."""
    if part != shaping.CHAPTERS:
        return _("The question is removed from the draft.")
    key = shaping.chapter_named(page.spec, name).key
    count = saying(key, page.draft.key).count() if key else 0
    if not count:
        return _("The chapter is removed from the draft.")
    told = ngettext(
        "The chapter is removed from the draft. %(n)d mandate under way has text in it, and keeps its revision.",
        "The chapter is removed from the draft. %(n)d mandates under way have text in it, and keep their revision.",
        count,
    )
    return told % {"n": count}


@never_cache
@require_GET
def preview(request: HttpRequest, key: str, gate: str) -> HttpResponse:
    """An empty directive, and the checklist of a gate, as their users will see them."""
    keeper_of(request)
    page = DraftPage(key)
    try:
        shown = page.shown(shaping.gate_of(page.spec, gate))
    except shaping.Gone as error:
        raise Http404 from error
    outline = page.outline(page.spec.gate_codes[0] if shown.is_change else gate)
    return render(
        request,
        "editions/preview.html",
        {"page": page, "shown": shown, "outline": outline, "values": list(Value)},
    )


@never_cache
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, key: str) -> HttpResponse:
    """What stands against it, what changes and what does not, and the button."""
    person = keeper_of(request)
    page = DraftPage(key)
    error, status = "", 200
    if request.method == "POST":
        version = request.POST.get("seen", "")
        try:
            made = services.publish(
                key=key,
                version=int(version) if version.isascii() and version.isdigit() and len(version) < 9 else 0,
                by=person,
                now=timezone.now(),
            )
        except (
            services.NoDraft,
            services.NotAsSeen,
            services.NotReady,
            services.NothingNew,
            Unfit,
            Busy,
        ) as why:
            error, status = _why_not(why), 409
        else:
            messages.success(request, _("The revision is published. New mandates begin on it."))
            return redirect("edition", key, made.revision)
    return render(request, "editions/publish.html", {"page": page, "error": error}, status=status)


def _why_not(refusal: Exception) -> str:
    if isinstance(refusal, Busy):
        return busy_sentence()
    if isinstance(refusal, services.NoDraft):
        return str(GONE)
    if isinstance(refusal, services.NotAsSeen):
        return _("The draft has changed since the page was shown. See what it says now, and publish then.")
    if isinstance(refusal, services.NothingNew):
        return _("The draft says what is published already. Change something first.")
    return _("Something stands in the way. It is listed below, with where it is mended.")


def _add(key: str, seen: str, shape: Shape, person: Person) -> None:
    services.change(key=key, part=shaping.CHAPTERS, seen=seen, shape=shape, by=person, now=timezone.now())


def _try(form: Form, write: Callable[[], object]) -> int:
    """0 when it is written; else the status, with the reason in the form."""
    try:
        write()
    except services.Conflict:
        form.add_error(None, str(CHANGED))
    except shaping.TooMany:
        form.add_error(None, str(TOO_MANY))
    except Busy:
        form.add_error(None, busy_sentence())
    else:
        return 0
    return 409
