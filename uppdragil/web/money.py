"""Money: how it stands in one mandate, the form that tells it, and the sums of the portfolio by focus area."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from uppdragil.directives.policies import Access
from uppdragil.portfolio.money import policies, selectors, services
from uppdragil.portfolio.money.selectors import Sums
from uppdragil.portfolio.money.sentences import AMOUNTS, REFUSALS

from .access import Seen, person_of, seen
from .forms.money import MoneyForm
from .kept import SHOW
from .moneylines import MoneyPanel, MoneyStanding
from .sending import undone


@never_cache
@require_http_methods(["GET", "POST"])
def money(request: HttpRequest, uid: str) -> HttpResponse:
    """Everything told of one mandate's money; who may tell it finds the form there."""
    page = _MoneyPage(request, seen(request, uid, Access.WORKING))
    if left := undone(page, page.tell):
        return left
    messages.success(request, _("The amounts are noted."))
    return redirect("money", uid)


@dataclass
class _MoneyPage:
    """The page of one mandate."""

    request: HttpRequest
    seen: Seen

    @property
    def sent(self) -> bool:
        return self.request.method == "POST" and self.request.POST.get("do") != SHOW

    @cached_property
    def panel(self) -> MoneyPanel:
        return MoneyPanel(self.seen)

    @cached_property
    def form(self) -> MoneyForm:
        """Begins with what was told last: what has not changed need not be typed."""
        last = self.panel.last
        initial = {name: getattr(last, name) for name in AMOUNTS} if last else {}
        data = self.request.POST if self.request.method == "POST" else None
        return MoneyForm(data, initial=initial | {"on": self.seen.today})

    @cached_property
    def barred(self) -> str:
        """Why this person can tell nothing here, whatever they fill in."""
        if self.seen.directive.phase not in policies.TOLD_IN:
            return str(REFUSALS["not_open"])
        return "" if self.panel.may_tell else str(REFUSALS["not_yours"])

    def tell(self) -> None:
        services.tell(
            directive=self.seen.directive, said=self.form.said, by=self.seen.person, now=self.seen.now
        )

    def drawn(self, refused: str = "", status: int = 200) -> HttpResponse:
        shown = {"seen": self.seen, "panel": self.panel, "form": self.form, "refused": refused}
        return render(self.request, "money/money.html", shown, status=status)


@never_cache
@require_GET
def portfolio(request: HttpRequest) -> HttpResponse:
    """Frame, activated, identified and outcome of every mandate that has not ended, by focus area."""
    person = person_of(request)
    if not policies.sums(person):
        raise PermissionDenied(
            _("The portfolio office sees this page. Your own mandates are on the start page.")
        )
    areas = selectors.by_area(person, timezone.localdate())
    lines = [(sums, _standing(sums)) for sums in areas]
    whole = selectors.total(areas)
    return render(
        request, "money/portfolio.html", {"lines": lines, "whole": whole, "in_all": _standing(whole)}
    )


def _standing(sums: Sums) -> MoneyStanding:
    return MoneyStanding(sums.frame or None, sums.activated, sums.identified, sums.outcome)
