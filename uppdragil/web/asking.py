"""The button beside a reason: asking those who can clear it, and saying that it is done."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from uppdragil.directives.policies import Access
from uppdragil.gates.sentences import reason as why
from uppdragil.inbox import asks
from uppdragil.inbox.models import Ask
from uppdragil.organisation.apart import told_apart

from .access import Seen, person_of, seen
from .kept import SHOW


class AskForm(forms.Form):
    """A few words to who can fix it."""

    text = forms.CharField(
        label=gettext_lazy("A few words, if you like"),
        required=False,
        max_length=asks.MOST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("What stands in the way is told anyway."),
    )


@never_cache
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, uid: str, key: str) -> HttpResponse:
    """What stands in the way, who is asked to clear it, and a few words to them."""
    asked = seen(request, uid, Access.WORKING)
    reason = asks.find(asked.directive, key, asked.person, asked.now)
    people = asks.can_be_asked(reason, asked.person) if reason else []
    if reason is None or not people:
        messages.info(request, _("That no longer stands in the way, or nobody else can clear it."))
        return redirect(_back(asked), uid)
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "GET" or request.POST.get("do") == SHOW or not form.is_valid():
        names = list(told_apart(people).values())
        shown = {"seen": asked, "form": form, "why": why(reason, asked.edition), "names": names}
        return render(request, "inbox/ask.html", shown, status=200 if not form.errors else 422)
    done = asks.ask(
        directive=asked.directive,
        reason=reason,
        by=asked.person,
        text=form.cleaned_data["text"],
        now=asked.now,
    )
    for level, words in _told(done):
        messages.add_message(request, level, words)
    return redirect(_back(asked), uid)


def _told(done: asks.Asked) -> list[tuple[int, str]]:
    found = []
    if done.now:
        names = get_text_list([p.name for p in done.now], _("and"))
        words = ngettext(
            "%(names)s is asked, here and by mail.", "%(names)s are asked, here and by mail.", len(done.now)
        )
        found.append((messages.SUCCESS, words % {"names": names}))
    if done.before:
        names = get_text_list([p.name for p in done.before], _("and"))
        words = ngettext(
            "%(names)s has been asked about this within a day already.",
            "%(names)s have been asked about this within a day already.",
            len(done.before),
        )
        found.append((messages.INFO, words % {"names": names}))
    return found


def _back(asked: Seen) -> str:
    return "gate" if asked.directive.rounds.filter(ended_at=None).exists() else "directive"


@require_POST
def done(request: HttpRequest, uid: str) -> HttpResponse:
    """The one who was asked says that it is done. There is no such question for anybody else."""
    person = person_of(request)
    found = Ask.objects.filter(uid=uid, asked=person).first()
    if found is None:
        raise Http404
    asks.done(ask=found, now=timezone.now())
    messages.success(request, _("The question is put away."))
    return redirect("start")
