"""What one gets by mail, and for the office what has been sent and what has not."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from uppdragil.inbox.choices import choice_of
from uppdragil.inbox.models import Mail, MailChoice
from uppdragil.organisation.models import Duty
from uppdragil.organisation.roles import has_duty

from .access import person_of
from .kept import SHOW
from .officework import office_of

PER_PAGE = 50


class ChoiceForm(forms.ModelForm):
    """Which letters a person gets, and in which language."""

    class Meta:
        model = MailChoice
        fields = ("decisions", "asks", "outcomes", "conditions", "reminders", "digest", "language")

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not given.get("decisions") and not given.get("digest"):
            self.add_error(
                "digest",
                _("Decisions that wait for you are told somehow: at once, or in the summary."),
            )
        return given


@never_cache
@require_http_methods(["GET", "POST"])
def choices(request: HttpRequest) -> HttpResponse:
    """The person's own choice; the address that it goes to is the office's to keep."""
    person = person_of(request)
    form = ChoiceForm(request.POST if request.method == "POST" else None, instance=choice_of(person))
    if request.method == "GET" or request.POST.get("do") == SHOW or not form.is_valid():
        shown = {"form": form, "person": person, "office": has_duty(person, Duty.Kind.OFFICE)}
        return render(request, "inbox/choices.html", shown, status=422 if form.errors else 200)
    form.save()
    messages.success(request, _("Your choice is stored."))
    return redirect("mail-choices")


@never_cache
@require_GET
def log(request: HttpRequest) -> HttpResponse:
    """For the office: what waits to be sent and why, then what was dealt with, the last first.

    It says to whom and of what kind, never what a letter said.
    """
    office_of(request)
    letters = Mail.objects.select_related("person", "directive")
    unsent = letters.filter(ended_at=None).order_by("made_at", "pk")
    ended = Paginator(letters.exclude(ended_at=None).order_by("-ended_at", "-pk"), PER_PAGE)
    shown = {
        "unsent": unsent[:PER_PAGE],
        "unsent_count": unsent.count(),
        "page": ended.get_page(request.GET.get("page")),
    }
    return render(request, "inbox/log.html", shown)
