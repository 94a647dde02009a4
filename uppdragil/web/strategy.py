"""The strategy: its editions, what each says, what goes on from one to the next, and what mandates work towards."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from uppdragil.core.contention import Busy
from uppdragil.organisation.models import Person
from uppdragil.strategy import policies, services
from uppdragil.strategy.canonical import mark
from uppdragil.strategy.carry_over import carry_over
from uppdragil.strategy.models import StrategyEdition
from uppdragil.strategy.selectors import content_of, published

from .access import person_of
from .busy import busy_sentence
from .coveragepage import CoveragePage
from .strategyfindings import DraftFindings
from .strategypage import EditionPage


@never_cache
@require_GET
def editions(request: HttpRequest) -> HttpResponse:
    """Every edition that the person may read, the latest first."""
    person = person_of(request)
    rows = policies.readable(person).select_related("version").order_by("-first_year", "-last_year", "-pk")
    return render(
        request, "strategy/editions.html", {"rows": rows, "may_import": policies.may_publish(person)}
    )


@never_cache
@require_GET
def edition(request: HttpRequest, uid: str) -> HttpResponse:
    """One edition: its areas with everything that they say, and the mandates that work towards each part."""
    person = person_of(request)
    page = EditionPage(person, timezone.localdate(), _edition(person, uid))
    return render(request, "strategy/edition.html", {"page": page})


@never_cache
@require_GET
def carried(request: HttpRequest, uid: str, old_uid: str) -> HttpResponse:
    """What goes on from one edition to another, word by word."""
    person = person_of(request)
    old, new = _edition(person, old_uid), _edition(person, uid)
    changes = carry_over(content_of(old), content_of(new))
    return render(request, "strategy/carried.html", {"old": old, "new": new, "changes": changes})


@never_cache
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, uid: str) -> HttpResponse:
    """What publishing means, and the button that does it."""
    person = person_of(request)
    if not policies.may_publish(person):
        raise PermissionDenied(_("Only the portfolio office publishes the strategy."))
    row = _edition(person, uid)
    error, status = "", 200
    if request.method == "POST":
        try:
            seen = request.POST.get("seen", "")
            services.publish(edition=row, by=person, now=timezone.now(), seen=seen)
        except services.NotADraft:
            error, status = _("The edition is published already."), 409
        except services.NotAsSeen:
            error = _(
                "The draft has changed since the page was shown. See what it says now, and publish then."
            )
            status = 409
        except services.NothingToPublish:
            error, status = _("The edition has no focus area, so there is nothing to publish."), 409
        except Busy:
            error, status = busy_sentence(), 409
        else:
            messages.success(request, _("The edition is published. Mandates can link to it."))
            return redirect("strategy-edition", row.uid)
    content = content_of(row)
    open_ = DraftFindings(row, content) if policies.may_correct(person, row) else None
    shown = {"edition": row, "content": content, "findings": open_, "seen": mark(content), "error": error}
    return render(request, "strategy/publish.html", shown, status=status)


@never_cache
@require_GET
def coverage(request: HttpRequest) -> HttpResponse:
    """Sub-goals beside mandates, with the gaps both ways; the filter stands in the address."""
    person = person_of(request)
    page = CoveragePage(person, timezone.localdate(), published(), request.GET)
    return render(request, "strategy/coverage.html", {"page": page})


def _edition(person: Person, uid: str) -> StrategyEdition:
    """Raises Http404 for a draft that the person may not read, as for one that is not there."""
    return get_object_or_404(policies.readable(person).select_related("version"), uid=uid)
