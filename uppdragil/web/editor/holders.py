"""Looking for somebody in the register while typing, for a role in chapter 8."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

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
    found = register.search(request.GET.get("q", ""))
    return JsonResponse({"hits": [_hit(entry) for entry in found], "said": _said(len(found))})


def _hit(entry: Entry) -> dict[str, str]:
    kind = str(HOLDER_LABELS[HolderKind(entry.kind)])
    about = " · ".join(filter(None, (kind, entry.about)))
    return {"value": entry.value, "name": entry.name, "about": about, "label": entry.label}


def _said(count: int) -> str:
    if count >= register.MOST:
        return _("The first %(n)d. Write more to find fewer.") % {"n": count}
    return ngettext("%(n)d hit", "%(n)d hits", count) % {"n": count} if count else _("Nobody in the register")
