"""The draft of an edition: begun, shaped, looked at as its users will see it, published or discarded."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

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
from uppdragil.core.worddiff import Op, word_diff
from uppdragil.directives.saying import saying
from uppdragil.editions.drafting import services, shaping
from uppdragil.editions.drafting.shaping import Shape
from uppdragil.editions.models import Edition, EditionDraft
from uppdragil.editions.services import Unfit
from uppdragil.editions.spec import EditionSpec, ItemSpec
from uppdragil.gates.values import Value

from .busy import busy_sentence
from .conflicts import Conflicting, Side, own_side
from .editionpage import DraftPage, sides
from .editions import keeper_of
from .forms.editions import ChapterForm, GateForm, ItemForm, NewChapterForm
from .kept import SHOW

NEW = "new"


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
        messages.error(request, _gone())
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
            seen = shaping.mark(page.spec, shaping.CHAPTERS)
            status = _try(form, lambda: _change(key, shaping.CHAPTERS, seen, shape, person))
        if not status:
            messages.success(request, _("The chapter is added, last. Write its help and its examples."))
            name = shaping.name_of(form.chapter())
            return redirect("edition-draft-chapter", key, name)
    return render(request, "editions/draft.html", {"page": page, "form": form}, status=status)


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
        messages.error(request, _gone())
        return redirect("editions")
    except (services.Conflict, shaping.Gone):
        messages.error(
            request, _("The draft has changed since the page was shown. Look again, and press once more.")
        )
    except shaping.TooMany:
        messages.error(request, _too_many())
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
@require_http_methods(["GET", "POST"])
def chapter(request: HttpRequest, key: str, part: str) -> HttpResponse:
    """One chapter: number, heading, help and examples."""
    person = keeper_of(request)
    found = _draft(key)
    if found is None:
        return _lost(request, key)
    try:
        said = shaping.chapter_named(found.spec, part)
    except shaping.Gone:
        return _lost(request, key)
    form = ChapterForm(_posted(request), said)
    heading = f"{said.number} {said.title}".strip()
    shown = _Shown(request, found, f"chapter:{part}", form, heading, said.model_dump())
    return shown.answer(lambda: partial(shaping.with_chapter, name=part, values=form.values()), person)


@never_cache
@require_http_methods(["GET", "POST"])
def gate(request: HttpRequest, key: str, gate: str) -> HttpResponse:
    """One gate: its words, and the chapters that it requires."""
    person = keeper_of(request)
    found = _draft(key)
    if found is None:
        return _lost(request, key)
    try:
        said = shaping.gate_of(found.spec, gate)
    except shaping.Gone:
        return _lost(request, key)
    form = GateForm(_posted(request), said, found.spec)
    before = {name: field.initial or form.initial.get(name) for name, field in form.fields.items()}
    shown = _Shown(request, found, f"gate:{gate}", form, f"{gate} {said.name}", before)
    return shown.answer(lambda: partial(shaping.with_gate, code=gate, values=form.values()), person)


@never_cache
@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, key: str, gate: str, item: str) -> HttpResponse:
    """One question of a checklist; "new" asks for one more."""
    person = keeper_of(request)
    found = _draft(key)
    if found is None:
        return _lost(request, key)
    try:
        asked = shaping.gate_of(found.spec, gate)
        said = None if item == NEW else shaping.item_of(found.spec, gate, item)
    except shaping.Gone:
        return _lost(request, key)
    form = ItemForm(_posted(request), said)
    part = f"items:{gate}" if said is None else f"item:{gate}:{item}"
    before = said.model_dump() if said else {}
    shown = _Shown(request, found, part, form, _("A question at %(gate)s") % {"gate": asked.code}, before)
    return shown.answer(lambda: _item_shape(form, gate, said), person)


def _item_shape(form: ItemForm, gate: str, said: ItemSpec | None) -> Shape:
    """The question is changed, added, or put in the place of the old one under a code of its own."""
    values = form.values()
    if said is None:
        return partial(shaping.add_item, gate=gate, item=ItemSpec(code="", **values))
    if form.cleaned_data.get("anew"):
        return lambda spec: shaping.with_item(
            spec,
            gate,
            said.code,
            values | {"code": shaping.free_code(values["text"], {i.code for i in spec.gate(gate).checklist})},
        )
    return partial(shaping.with_item, gate=gate, code=said.code, values=values)


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
        return _gone()
    if isinstance(refusal, services.NotAsSeen):
        return _("The draft has changed since the page was shown. See what it says now, and publish then.")
    if isinstance(refusal, services.NothingNew):
        return _("The draft says what is published already. Change something first.")
    return _("Something stands in the way. It is listed below, with where it is mended.")


def _gone() -> str:
    return _("The draft is published or discarded by now.")


def _too_many() -> str:
    return _("An edition has at most 100 chapters, and a checklist 60 questions.")


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _draft(key: str) -> EditionDraft | None:
    """The open draft; None where it has gone. Raises Http404 for what is no edition."""
    get_object_or_404(Edition.objects.filter(key=key)[:1])
    return EditionDraft.objects.select_related("based_on").filter(key=key).first()


def _change(key: str, part: str, seen: str, shape: Shape, person: Any) -> None:
    services.change(key=key, part=part, seen=seen, shape=shape, by=person, now=timezone.now())


def _try(form: Form, write: Callable[[], object]) -> int:
    """0 when it is written; else the status, with the reason in the form."""
    try:
        write()
    except services.Conflict:
        form.add_error(
            None, _("The draft has changed since the page was shown. Look again, and press once more.")
        )
    except shaping.TooMany:
        form.add_error(None, _too_many())
    except Busy:
        form.add_error(None, busy_sentence())
    else:
        return 0
    return 409


class _Shown:
    """The page of one part, with its form and what stands against it."""

    def __init__(
        self, request: HttpRequest, draft: EditionDraft, part: str, form: Form, heading: str, before: Any
    ) -> None:
        self.request, self.draft, self.part = request, draft, part
        self.form, self.heading, self.before = form, heading, before

    def answer(self, shape: Callable[[], Shape], person: Any) -> HttpResponse:
        """Draw the form, or save it and go back to the draft."""
        seen = self.request.POST.get("seen", "")
        if not self.form.is_bound:
            return self._page(200)
        if self.request.POST.get("do") == SHOW:
            return self._page(200, seen)
        if not self.form.is_valid():
            return self._page(422, seen)
        key = self.draft.key
        try:
            _change(key, self.part, seen, shape(), person)
        except services.Conflict as conflict:
            return self._conflict(conflict.current)
        except (services.NoDraft, shaping.Gone):
            return _lost(self.request, key)
        except shaping.TooMany:
            self.form.add_error(None, _too_many())
            return self._page(409, seen)
        except Busy:
            self.form.add_error(None, busy_sentence())
            return self._page(409, seen)
        messages.success(self.request, _("The text is saved."))
        kind, _colon, rest = self.part.partition(":")
        return redirect(DraftPage(key).href(f"items:{rest.partition(':')[0]}" if kind != "chapter" else ""))

    def _conflict(self, current: EditionSpec) -> HttpResponse:
        """What was typed beside what somebody saved meanwhile; the next press saves over it."""
        labels = {name: str(field.label) for name, field in self.form.fields.items()}
        compared = sides(self.before, self.form.cleaned_data, labels)
        last = self.draft.history.order_by("-history_date", "-history_id").first()
        found = Conflicting(last.by_name, last.history_date, [_side(*one) for one in compared])
        return self._page(409, shaping.mark(current, self.part), found)

    def _page(self, status: int, seen: str = "", conflict: Conflicting | None = None) -> HttpResponse:
        shown = {
            "draft": self.draft,
            "form": self.form,
            "heading": self.heading,
            "seen": seen or shaping.mark(self.draft.spec, self.part),
            "conflict": conflict,
        }
        return render(self.request, "editions/part.html", shown, status=status)


def _side(label: str, theirs: str, mine: str) -> Side:
    segments = word_diff(theirs, mine)
    return Side(label, own_side(segments, Op.DELETE), own_side(segments, Op.INSERT))


def _lost(request: HttpRequest, key: str) -> HttpResponse:
    """The part or the draft has gone: what was typed is shown, to be copied."""
    left_out = ("csrfmiddlewaretoken", "seen", "typed_by", "do")
    typed = [(name, value) for name, value in request.POST.items() if name not in left_out and value]
    if request.method == "GET":
        raise Http404
    return render(request, "editions/lost.html", {"key": key, "typed": typed}, status=409)
