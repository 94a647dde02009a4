"""Importing a directive: a text comes in, its preview is checked, one press makes the draft."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from uppdragil.directives import policies
from uppdragil.directives.content import Role
from uppdragil.editions.services import current
from uppdragil.imports import adopting, selectors, services
from uppdragil.imports.matching import Register
from uppdragil.imports.models import ImportDraft
from uppdragil.imports.refusals import NotADirective
from uppdragil.organisation.models import Person

from .access import person_of
from .editor.lookups import found_holders
from .forms.imports import ImportForm, PreviewForm
from .importpage import ImportPage
from .kept import SHOW

READ_AS = "read:"  # what begins the name of the button that reads the text by another model


@never_cache
@require_http_methods(["GET", "POST"])
def import_directive(request: HttpRequest) -> HttpResponse:
    """Paste or upload; a refusal keeps the text in the form."""
    person = _writer(request)
    if request.method == "GET":
        return _show_import(request, person, ImportForm())
    form = ImportForm(request.POST, request.FILES)
    if request.POST.get("do") == SHOW:
        return _show_import(request, person, form)
    if not form.is_valid():
        return _show_import(request, person, form)
    try:
        draft = services.keep(text=form.source(), by=person, now=timezone.now())
    except NotADirective as refusal:
        return _show_import(request, person, _refused(request, form.source().text, str(refusal)))
    except services.TooManyWaiting:
        sentence = _("You have %(n)s imports waiting. Create or delete one of them first.")
        full = _refused(request, form.source().text, sentence % {"n": services.MAX_WAITING})
        return _show_import(request, person, full)
    return redirect("import-preview", draft.uid)


def _writer(request: HttpRequest) -> Person:
    person = person_of(request)
    if not policies.may_create(person):
        raise PermissionDenied
    return person


def _refused(request: HttpRequest, source: str, sentence: str) -> ImportForm:
    """The form with its text, or its file's text, and why it was refused."""
    data = request.POST.copy()
    data["text"] = source
    form = ImportForm(data)
    form.is_valid()
    form.add_error(None, sentence)
    return form


def _show_import(request: HttpRequest, person: Person, form: ImportForm) -> HttpResponse:
    shown = {"form": form, "waiting": selectors.waiting(person), "person": person}
    shown["may_adopt"] = policies.may_adopt(person)
    return render(request, "imports/import.html", shown, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, uid: str) -> HttpResponse:
    """What was read, what clashes, who is who; POST makes the directive, or keeps the choices (`do=keep`)."""
    person = _writer(request)
    draft = _draft(person, uid)
    if draft.directive:
        return redirect("directive", draft.directive.uid)
    page = _page(request, draft, person)
    if request.method == "GET" or request.POST.get("do") == SHOW:
        return render(request, "imports/preview.html", {"page": page})
    if request.POST.get("do", "").startswith(READ_AS):
        return _read_as(request, page, request.POST["do"].removeprefix(READ_AS))
    if not page.form.is_valid():
        return render(request, "imports/preview.html", {"page": page}, status=422)
    if request.POST.get("do") == "adopt":
        return _take_in(request, page)
    return _keep(request, page) if request.POST.get("do") == "keep" else _create(request, page)


def _draft(person: Person, uid: str) -> ImportDraft:
    return get_object_or_404(selectors.drafts(person).select_related("directive"), uid=uid)


def _page(request: HttpRequest, draft: ImportDraft, person: Person) -> ImportPage:
    day = timezone.localdate()
    register = Register(selectors.candidates(day))
    data = request.POST if request.method == "POST" else None
    edition = current(draft.edition).spec
    form = PreviewForm(draft.read().content, register, edition, data, draft.choices, searched_from=draft.uid)
    return ImportPage(draft, edition, form, person, day)


def _keep(request: HttpRequest, page: ImportPage) -> HttpResponse:
    services.note(draft=page.draft, choices=page.form.cleaned_data)
    messages.success(request, _("Your choices are kept. Go on when you like."))
    return redirect("import_directive")


def _read_as(request: HttpRequest, page: ImportPage, edition: str) -> HttpResponse:
    """The same text as a directive of another model; what was typed so far comes along, whole or not."""
    services.note(draft=page.draft, choices=page.form.typed())
    try:
        services.read_as(draft=page.draft, edition=edition, by=page.person, now=timezone.now())
    except NotADirective as refusal:
        page.form.add_error(None, str(refusal))
        return render(request, "imports/preview.html", {"page": page}, status=422)
    messages.success(request, _("The text is read anew. Check what was read."))
    return redirect("import-preview", page.draft.uid)


def _take_in(request: HttpRequest, page: ImportPage) -> HttpResponse:
    """On to what was decided before: the text as it was read, with the choices of the form."""
    if not policies.may_adopt(page.person):
        raise PermissionDenied
    services.note(draft=page.draft, choices=page.form.cleaned_data)
    read = page.draft.read().content.model_copy(update=page.form.head())
    content = services.linked(read, page.form.chosen_links())
    try:
        draft = adopting.begin(content=content, by=page.person, now=timezone.now(), source=page.draft)
    except services.TooManyWaiting:
        sentence = _("You have %(n)s waiting. Take in or delete one of them first.")
        page.form.add_error(None, sentence % {"n": services.MAX_WAITING})
        return render(request, "imports/preview.html", {"page": page}, status=422)
    return redirect("adopt-tell", draft.uid)


def _create(request: HttpRequest, page: ImportPage) -> HttpResponse:
    links = page.form.chosen_links()
    try:
        directive = services.use(
            draft=page.draft, head=page.form.head(), links=links, by=page.person, now=timezone.now()
        )
    except services.NumberTaken:
        page.form.add_error(
            "number", _("Another mandate has that number. Leave it empty for the next free one.")
        )
        return render(request, "imports/preview.html", {"page": page}, status=409)
    except ImportDraft.DoesNotExist as error:
        raise Http404 from error
    messages.success(
        request,
        _("%(number)s is created as a draft. Settle what clashes, then submit it.")
        % {"number": directive.number},
    )
    if not any(row.uid in links for row in page.content.holders(Role.LEAD)):
        messages.warning(
            request, _("Nobody is linked as lead. You can edit the draft until a lead is linked.")
        )
    return redirect("directive", directive.uid)


@never_cache
@require_GET
def holders(request: HttpRequest, uid: str) -> JsonResponse:
    """Who of the register can hold a role of the import, by the words `q`."""
    _draft(_writer(request), uid)
    return found_holders(request)


@require_POST
def discard(request: HttpRequest, uid: str) -> HttpResponse:
    """Throw an import away."""
    draft = _draft(_writer(request), uid)
    services.discard(draft=draft)
    messages.success(request, _("The import is deleted. No directive was made of it."))
    return redirect("import_directive")
