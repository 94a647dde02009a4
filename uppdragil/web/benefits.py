"""Benefits: the impact goals of a mandate with what was measured, the form of a value, and all goals for the office."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from uppdragil.directives.models import Card, Directive
from uppdragil.directives.phases import Phase
from uppdragil.directives.policies import Access
from uppdragil.portfolio.benefits import policies, selectors, services
from uppdragil.portfolio.benefits.models import Measurement
from uppdragil.portfolio.benefits.selectors import GoalStanding
from uppdragil.portfolio.benefits.sentences import REFUSALS, STATES
from uppdragil.portfolio.benefits.standing import State

from .access import Seen, person_of, seen
from .benefitlines import BenefitsPanel, GoalLine
from .forms.benefits import MeasureForm
from .kept import SHOW
from .parts import Chip, Figure
from .sending import undone

PER_PAGE = 50
LATE = "late"
NOT_MEASURED = (State.UNMEASURED, State.OVERDUE)


@never_cache
@require_GET
def benefits(request: HttpRequest, uid: str) -> HttpResponse:
    """Each goal: how it stands, its curve, and every value."""
    asked = seen(request, uid, Access.WORKING)
    return render(request, "benefits/benefits.html", {"seen": asked, "panel": BenefitsPanel(asked)})


@never_cache
@require_http_methods(["GET", "POST"])
def measure(request: HttpRequest, uid: str, goal: str) -> HttpResponse:
    """A value of one goal; with `corrects`, in the place of an earlier one."""
    asked = seen(request, uid, Access.WORKING)
    page = _Measuring(request, asked, _standing(asked, goal))
    if left := undone(page, page.measure):
        return left
    messages.success(request, _("The value is noted."))
    return redirect("benefits", uid)


@dataclass
class _Measuring:
    """The page on which a value of one goal is given."""

    request: HttpRequest
    seen: Seen
    standing: GoalStanding

    @property
    def sent(self) -> bool:
        return self.request.method == "POST" and self.request.POST.get("do") != SHOW

    @cached_property
    def corrects(self) -> Measurement | None:
        given = self.request.POST if self.request.method == "POST" else self.request.GET
        if not (uid := given.get("corrects")):
            return None
        rows = selectors.every(self.seen.directive).filter(goal=self.standing.goal.uid, uid=uid)
        if found := rows.first():
            return found
        raise Http404

    @cached_property
    def form(self) -> MeasureForm:
        first, data = self.corrects, self.request.POST if self.request.method == "POST" else None
        initial = (
            {"value": first.number, "words": first.words, "on": first.measured_on, "comment": first.comment}
            if first
            else {"on": self.seen.today}
        )
        owning = policies.owning(self.seen.person, self.seen.directive, self.seen.today) is not None
        return MeasureForm(data, initial=initial, goal=self.standing.goal, for_owner=not owning)

    @cached_property
    def barred(self) -> str:
        """Why this person can measure nothing here, whatever they fill in."""
        if self.seen.directive.phase not in policies.MEASURED_IN:
            return str(REFUSALS["not_open"])
        may = policies.may_measure(self.seen.person, self.seen.directive, self.seen.today)
        return "" if may else str(REFUSALS["not_owner"])

    def measure(self) -> None:
        services.measure(
            directive=self.seen.directive,
            goal=self.standing.goal.uid,
            said=self.form.said,
            corrects=self.corrects,
            reason=self.form.cleaned_data.get("reason", ""),
            by=self.seen.person,
            now=self.seen.now,
        )

    def drawn(self, refused: str = "", status: int = 200) -> HttpResponse:
        shown = {
            "seen": self.seen,
            "line": GoalLine(self.standing, self.seen.today),
            "form": self.form,
            "corrects": self.corrects,
            "refused": refused or self.barred,
            "offered": not self.barred,
        }
        return render(self.request, "benefits/measure.html", shown, status=status)


def _standing(asked: Seen, goal: str) -> GoalStanding:
    for standing in selectors.of_directive(asked.directive, asked.today):
        if standing.goal.uid == goal:
            return standing
    raise Http404


@never_cache
@require_GET
def portfolio(request: HttpRequest) -> HttpResponse:
    """The goals of every delivered mandate, those that need somebody first; for the office, who sees all of them."""
    if not policies.may_note(person_of(request)):
        raise PermissionDenied(
            _("The portfolio office sees this page. Your own mandates are on the start page.")
        )
    return render(request, "benefits/portfolio.html", {"page": _AllGoals(request)})


@dataclass
class _AllGoals:
    """All goals after BP3, filtered by `show`: a state, or the owners who are late."""

    request: HttpRequest

    @cached_property
    def show(self) -> str:
        wanted = self.request.GET.get("show", "")
        return wanted if wanted in (LATE, *State) else ""

    @cached_property
    def all(self) -> list[GoalLine]:
        today = timezone.localdate()
        rows = Directive.objects.filter(phase=Phase.REALISATION).order_by("number", "pk")
        found = selectors.goals_of(list(rows), today).values()
        lines = [GoalLine(standing, today) for standings in found for standing in standings]
        order = list(State)
        return sorted(lines, key=lambda line: (not line.late, order.index(line.standing.verdict.state)))

    @cached_property
    def page(self) -> Page[GoalLine]:
        lines = [line for line in self.all if not self.show or self._has(line, self.show)]
        return Paginator(lines, PER_PAGE).get_page(self.request.GET.get("page"))

    @property
    def rows(self) -> list[tuple[GoalLine, Card | None]]:
        """Those of the page with the mandate's card, which names the owner."""
        cards = Card.objects.filter(
            version=None, directive__in=[line.standing.directive.pk for line in self.page]
        )
        by_directive = {card.directive_id: card for card in cards}
        return [(line, by_directive.get(line.standing.directive.pk)) for line in self.page]

    @property
    def figures(self) -> list[Figure]:
        told = [
            Figure(self._count(State.REACHED), _("reached"), self._href(State.REACHED)),
            Figure(self._count(State.ON_WAY), _("on the way"), self._href(State.ON_WAY)),
            Figure(self._count(State.BEHIND), _("behind"), self._href(State.BEHIND), "warn"),
            Figure(self._count(State.UNMEASURED), _("not measured"), self._href(State.UNMEASURED)),
            Figure(self._count(LATE), _("values late from the owner"), self._href(LATE), "bad"),
        ]
        return [figure for figure in told if figure.value]

    @property
    def chips(self) -> list[Chip]:
        if not self.show:
            return []
        word = _("Values late from the owner") if self.show == LATE else str(STATES[State(self.show)])
        return [Chip(word, reverse("portfolio-benefits"))]

    def _count(self, show: str) -> int:
        return sum(self._has(line, show) for line in self.all)

    def _href(self, show: str) -> str:
        return f"{reverse('portfolio-benefits')}?show={show}"

    def _has(self, line: GoalLine, show: str) -> bool:
        """What is overdue is not measured either: at its date, at least."""
        if show == LATE:
            return line.late
        state = line.standing.verdict.state
        return state in NOT_MEASURED if show == State.UNMEASURED else state == show
