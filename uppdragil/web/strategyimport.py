"""Importing the strategy's text: it comes in, its preview says what was read and found, one press keeps drafts."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BoundField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from uppdragil.core.contention import Busy
from uppdragil.imports.models import StrategyImport
from uppdragil.imports.strategy import keeping
from uppdragil.imports.strategy.keeping import Coming
from uppdragil.imports.strategy.recogniser import Recognised, recognise
from uppdragil.imports.strategy.refusals import NotAStrategy
from uppdragil.organisation.models import Person
from uppdragil.strategy import policies
from uppdragil.strategy.carry_over import AreaChange, Fate, carry_over
from uppdragil.strategy.sentences import finding_text

from .access import person_of
from .busy import busy_sentence
from .findings import summary
from .forms.strategyimport import KeepForm, StrategyImportForm
from .kept import SHOW
from .parts import FindingCard


@never_cache
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Paste or upload; a refusal keeps the text in the form."""
    person = _office(request)
    if request.method == "GET":
        return _form(request, StrategyImportForm())
    form = StrategyImportForm(request.POST, request.FILES)
    if request.POST.get("do") == SHOW or not form.is_valid():
        return _form(request, form)
    try:
        kept = keeping.keep(text=form.source().text, by=person, now=timezone.now())
    except NotAStrategy as refusal:
        return _form(request, _refused(request, form.source().text, str(refusal)))
    except keeping.TooManyWaiting:
        sentence = _("%(n)s imports wait. Keep or delete one of them first.") % {"n": keeping.MAX_WAITING}
        return _form(request, _refused(request, form.source().text, sentence))
    except Busy:
        return _form(request, _refused(request, form.source().text, busy_sentence()))
    return redirect("strategy-import-preview", kept.uid)


@never_cache
@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, uid: str) -> HttpResponse:
    """What was read and found; POST makes drafts of the chosen editions."""
    person = _office(request)
    kept = StrategyImport.objects.select_related("person").filter(uid=uid).first()
    if kept is None:
        return _gone(request)
    page = PreviewPage(kept)
    try:
        page.recognised  # noqa: B018 - a later program may read less than the one that kept it
    except NotAStrategy as refusal:
        return _form(request, _refused(request, kept.source, str(refusal)))
    page.form = KeepForm(page.coming, request.POST if request.method == "POST" else None)
    if not page.form.is_bound:
        return render(request, "strategy/import_preview.html", {"page": page})
    return _use(request, page, person) if page.form.is_valid() else _again(request, page, "", 422)


@never_cache
@require_POST
def discard(request: HttpRequest, uid: str) -> HttpResponse:
    """The import is not to become anything."""
    _office(request)
    for kept in StrategyImport.objects.filter(uid=uid):
        keeping.discard(kept=kept)
    messages.success(request, _("The import is deleted."))
    return redirect("strategy-import")


@dataclass
class Read:
    """An edition of the preview: what it says, what was found in it, and what it would change."""

    coming: Coming
    cards: list[FindingCard]
    summary: str
    keep: BoundField
    changes: list[AreaChange]


@dataclass
class PreviewPage:
    """What an import would bring."""

    kept: StrategyImport
    form: KeepForm = field(init=False)

    @cached_property
    def recognised(self) -> Recognised:
        return recognise(self.kept.source)

    @cached_property
    def coming(self) -> list[Coming]:
        return keeping.coming(self.recognised)

    @property
    def editions(self) -> list[Read]:
        return [self._read(one) for one in self.coming]

    def _read(self, one: Coming) -> Read:
        found = [finding for finding in self.recognised.findings if finding.place.edition == one.key]
        cards = [FindingCard(finding.severity, finding_text(finding)) for finding in found]
        changes = carry_over(one.now, one.content) if one.now and not one.same else []
        told = [change for change in changes if change.fate is not Fate.SAME]
        return Read(one, cards, summary(found), self.form[f"keep-{one.key}"], told)

    @property
    def source_lines(self) -> list[tuple[int, str]]:
        """The text as it came, by line number; blank lines are left out."""
        lines = enumerate(self.kept.source.splitlines(), start=1)
        return [(number, line) for number, line in lines if line.strip()]


def _office(request: HttpRequest) -> Person:
    person = person_of(request)
    if not policies.may_publish(person):
        raise PermissionDenied(_("Only the portfolio office imports the strategy."))
    return person


def _form(request: HttpRequest, form: StrategyImportForm) -> HttpResponse:
    waiting = StrategyImport.objects.select_related("person").defer("source")
    shown = {"form": form, "waiting": waiting}
    return render(request, "strategy/import.html", shown, status=422 if form.errors else 200)


def _refused(request: HttpRequest, source: str, sentence: str) -> StrategyImportForm:
    """The form with its text, or its file's text, and why it was refused."""
    data = request.POST.copy()
    data["text"] = source
    form = StrategyImportForm(data)
    form.is_valid()
    form.add_error(None, sentence)
    return form


def _gone(request: HttpRequest) -> HttpResponse:
    """A second press, or a page that stood open: it is kept or deleted already. Raises Http404 for a GET."""
    if request.method == "GET":
        raise Http404
    messages.info(request, _("The import is kept or deleted already."))
    return redirect("strategy")


def _use(request: HttpRequest, page: PreviewPage, person: Person) -> HttpResponse:
    try:
        made = keeping.use(kept=page.kept, chosen=page.form.chosen(), by=person, now=timezone.now())
    except keeping.NothingChosen:
        return _again(request, page, _("Choose at least one edition to keep."), 422)
    except keeping.DraftChanged:
        return _again(
            request,
            PreviewPage(page.kept),
            _("A draft has changed since the page was shown. See what it says now, and choose again."),
            409,
        )
    except StrategyImport.DoesNotExist:
        return _gone(request)
    except Busy:
        return _again(request, page, busy_sentence(), 409)
    messages.success(request, _("Kept as a draft. Answer what is open in it, then publish it."))
    return redirect("strategy-edition", made[0].uid) if len(made) == 1 else redirect("strategy")


def _again(request: HttpRequest, page: PreviewPage, sentence: str, status: int) -> HttpResponse:
    """The preview once more; where a draft has changed, with what it says now and nothing chosen."""
    if not hasattr(page, "form"):
        page.form = KeepForm(page.coming)
    return render(request, "strategy/import_preview.html", {"page": page, "problem": sentence}, status=status)
