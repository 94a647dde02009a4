"""One part of an edition's draft by itself: a chapter, a gate, a question."""

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
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from uppdragil.core.contention import Busy
from uppdragil.core.worddiff import Op, word_diff
from uppdragil.editions.drafting import services, shaping
from uppdragil.editions.drafting.shaping import Shape
from uppdragil.editions.models import Edition, EditionDraft
from uppdragil.editions.spec import EditionSpec, ItemSpec
from uppdragil.organisation.models import Person

from .busy import busy_sentence
from .conflicts import Conflicting, Side, own_side
from .editionpage import DraftPage, sides
from .editions import keeper_of
from .editionwords import TOO_MANY
from .forms.editions import ChapterForm, GateForm, ItemForm
from .kept import SHOW

NEW = "new"


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


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _draft(key: str) -> EditionDraft | None:
    """The open draft; None where it has gone. Raises Http404 for what is no edition."""
    get_object_or_404(Edition.objects.filter(key=key)[:1])
    return EditionDraft.objects.select_related("based_on").filter(key=key).first()


class _Shown:
    """The page of one part, with its form and what stands against it."""

    def __init__(
        self, request: HttpRequest, draft: EditionDraft, part: str, form: Form, heading: str, before: Any
    ) -> None:
        self.request, self.draft, self.part = request, draft, part
        self.form, self.heading, self.before = form, heading, before

    def answer(self, shape: Callable[[], Shape], person: Person) -> HttpResponse:
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
            services.change(key=key, part=self.part, seen=seen, shape=shape(), by=person, now=timezone.now())
        except services.Conflict as conflict:
            return self._conflict(conflict.current)
        except (services.NoDraft, shaping.Gone):
            return _lost(self.request, key)
        except shaping.TooMany:
            self.form.add_error(None, str(TOO_MANY))
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
