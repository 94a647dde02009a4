"""Looking for something while typing: who holds a role, a unit, a mandate to link to."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from uppdragil.directives import lookup
from uppdragil.directives.content import HolderKind
from uppdragil.directives.labels import HOLDER_LABELS
from uppdragil.directives.policies import Access
from uppdragil.organisation import register
from uppdragil.organisation.register import Entry
from uppdragil.web.access import seen


@never_cache
@require_GET
def holders(request: HttpRequest, uid: str) -> JsonResponse:
    """The few that fit the words `q` best, for who sees the working text; and how many in a sentence."""
    seen(request, uid, Access.WORKING)
    return found_holders(request)


def found_holders(request: HttpRequest) -> JsonResponse:
    """As `holders`, where somebody else has asked who may search."""
    found = register.search(request.GET.get("q", ""))
    return JsonResponse({"hits": [_hit(entry) for entry in found], "said": _said(len(found))})


@never_cache
@require_GET
def units(request: HttpRequest, uid: str) -> JsonResponse:
    """As `holders`, of units alone."""
    return _of_one_kind(request, uid, "unit", _("No unit in the register"))


@never_cache
@require_GET
def people(request: HttpRequest, uid: str) -> JsonResponse:
    """As `holders`, of people alone."""
    return _of_one_kind(request, uid, "person", _("Nobody in the register"))


def _of_one_kind(request: HttpRequest, uid: str, kind: str, none: str) -> JsonResponse:
    seen(request, uid, Access.WORKING)
    found = register.search(request.GET.get("q", ""), (kind,))
    hits = [_hit(entry) | {"value": entry.uid} for entry in found]
    return JsonResponse({"hits": hits, "said": _said(len(found), none)})


@never_cache
@require_GET
def mandates(request: HttpRequest, uid: str) -> JsonResponse:
    """The few other mandates that the person sees, by number and title."""
    asked = seen(request, uid, Access.WORKING)
    found = lookup.search(asked.person, asked.today, request.GET.get("q", ""), asked.directive.uid)
    hits = [{"value": one.uid, "name": one.title, "about": one.number, "label": one.label} for one in found]
    return JsonResponse({"hits": hits, "said": _said(len(found), _("No mandate that you see"))})


def _hit(entry: Entry) -> dict[str, str]:
    kind = str(HOLDER_LABELS[HolderKind(entry.kind)])
    about = " · ".join(filter(None, (kind, entry.about)))
    return {"value": entry.value, "name": entry.name, "about": about, "label": entry.label}


def _said(count: int, none: str = "") -> str:
    if count >= register.MOST:
        return _("The first %(n)d. Write more to find fewer.") % {"n": count}
    if not count:
        return none or _("Nobody in the register")
    return ngettext("%(n)d hit", "%(n)d hits", count) % {"n": count}
