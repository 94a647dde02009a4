"""Moving mandates under way to the latest revision of their model: chosen, shown with what it changes, moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from uppdragil.core.worddiff import word_diff
from uppdragil.decisions.models import Round
from uppdragil.directives import storage
from uppdragil.directives.models import Directive
from uppdragil.directives.phases import ENDED_PHASES
from uppdragil.editions.drafting.difference import heading
from uppdragil.editions.models import Edition
from uppdragil.editions.services import current
from workflows import moving
from workflows.moving import Effects, NotMoved

from .editionpage import Changed
from .editions import keeper_of

MOST = 50  # mandates looked at and moved at once


class MoveForm(forms.Form):
    """Why they are moved."""

    reason = forms.CharField(
        label=gettext_lazy("Why they are moved"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("It stands in the audit chain. Leads and owners are told that it happened."),
    )


@dataclass(frozen=True)
class MoveLine:
    """A mandate that is to be moved, with what that makes of it; `why_not`: why it stays."""

    directive: Directive
    effects: Effects
    why_not: str

    @property
    def new(self) -> list[str]:
        return [heading(chapter) for chapter in self.effects.new]

    @property
    def gone(self) -> list[str]:
        return [heading(chapter) for chapter in self.effects.gone]

    @property
    def missing(self) -> list[str]:
        return [heading(chapter) for chapter in self.effects.missing]

    @property
    def questions(self) -> list[Changed]:
        return [Changed(line, "", word_diff(line.old, line.new)) for line in self.effects.questions]

    @property
    def unchanged(self) -> bool:
        return not (self.new or self.gone or self.missing or self.questions)


@never_cache
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, key: str) -> HttpResponse:
    """Without `uid`: which mandates can be moved. With: what it makes of each, and the button."""
    person = keeper_of(request)
    try:
        to = current(key)
    except Edition.DoesNotExist as error:
        raise Http404 from error
    movable = (
        Directive.objects.filter(edition__key=key, edition__revision__lt=to.revision)
        .exclude(phase__in=ENDED_PHASES)
        .select_related("edition")
        .order_by("number")
    )
    sent = request.POST if request.method == "POST" else request.GET
    chosen = list(movable.filter(uid__in=sent.getlist("uid")[:MOST]))
    form = MoveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and chosen and form.is_valid():
        moved = 0
        for directive in chosen:
            try:
                moving.move(
                    directive=directive,
                    to=to,
                    reason=form.cleaned_data["reason"],
                    by=person,
                    now=timezone.now(),
                )
                moved += 1
            except NotMoved as why:
                messages.error(request, f"{directive.number}: {why}")
        if moved:
            told = ngettext("%(n)d mandate is moved.", "%(n)d mandates are moved.", moved) % {"n": moved}
            messages.success(request, told)
        return redirect("edition-move", key)
    shown = {
        "to": to,
        "lines": _lines(chosen, to),
        "movable": [] if chosen else movable[:500],
        "form": form,
        "most": MOST,
    }
    return render(request, "editions/move.html", shown, status=422 if form.is_bound else 200)


def _lines(chosen: Sequence[Directive], to: Edition) -> list[MoveLine]:
    """Two queries, however many."""
    texts = storage.load_many(chosen)
    waiting = set(
        Round.objects.filter(directive__in=chosen, ended_at=None).values_list("directive", flat=True)
    )
    lines = []
    for directive in chosen:
        found = moving.effects(texts[directive.pk], directive.phase, directive.edition.spec, to.spec)
        lines.append(MoveLine(directive, found, _why_not(found, waits=directive.pk in waiting)))
    return lines


def _why_not(found: Effects, *, waits: bool) -> str:
    if waits:
        return str(NotMoved("round_open"))
    if found.kept_back:
        return str(NotMoved("text_goes", chapters=", ".join(map(heading, found.kept_back))))
    return ""
