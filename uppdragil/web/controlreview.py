"""The controller marks the present text of a directive of their unit as reviewed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from uppdragil.consultation import policies, selectors, services
from uppdragil.consultation.refusals import SENTENCES, Refused
from uppdragil.core.contention import Busy
from uppdragil.directives.policies import Access

from .access import Seen, seen
from .consultations import sentence
from .forms.consultation import ReviewForm
from .kept import SHOW
from .recordnames import described


@never_cache
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, uid: str) -> HttpResponse:
    """What was reviewed last, what has changed since, and the form for a new review."""
    asked = seen(request, uid, Access.WORKING)
    sent = request.method == "POST"
    form = ReviewForm(request.POST if sent else None)
    if not sent or request.POST.get("do") == SHOW:
        return _page(request, asked, form)
    if not policies.may_review(asked.person, asked.directive, asked.today):
        return _page(request, asked, form, str(SENTENCES["not_controller"]), 409)
    if not form.is_valid():
        return _page(request, asked, form, status=422)
    given = {"remarks": form.cleaned_data["remarks"], "sha": request.POST.get("sha", "")}
    try:
        services.review(directive=asked.directive, **given, by=asked.person, now=asked.now)
    except (Refused, Busy) as refusal:
        return _page(request, asked, form, sentence(refusal), 409)
    messages.success(request, _("Your review is noted. It is suggested as an answer at the first gate."))
    return redirect("directive", uid)


def _page(
    request: HttpRequest, asked: Seen, form: ReviewForm, refused: str = "", status: int = 200
) -> HttpResponse:
    reviewed = selectors.reviewed(asked.directive, asked.content)
    before = services.content_of(reviewed.review) if reviewed else None
    shown = {
        "seen": asked,
        "form": form if policies.may_review(asked.person, asked.directive, asked.today) else None,
        "reviewed": reviewed,
        "changes": described(asked, before, asked.content) if before else None,
        "sha": services.text_hash(asked.directive),
        "refused": refused,
    }
    return render(request, "consultation/review.html", shown, status=status)
