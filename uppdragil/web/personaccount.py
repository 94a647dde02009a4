"""The office opens and closes people's accounts; a one-time password is shown once."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from uppdragil.organisation import services
from uppdragil.organisation.models import Person
from uppdragil.organisation.services import Refused

from .forms.organisation import AccountForm
from .officework import attempt, office_of, page_of, show, to_page

_SHOW_ONCE = "one-time-password"  # in the session: (uid of the person, password)


@never_cache
@require_POST
@sensitive_variables("password")
def account(request: HttpRequest, uid: str) -> HttpResponse:
    """Open an account or give a new password (`do=open`), shown once on the person's page; or close it.

    The password waits in the session for that one showing: a page that is loaded again makes no other.
    """
    office, page = office_of(request), page_of("person", uid)
    if request.POST.get("do") == "close":
        try:
            services.close_account(person=page.record, by=office, now=timezone.now())
        except Refused as refusal:
            page.refused = str(refusal)
            return show(request, page, 409)
        return to_page(request, page, _("The account is closed."))
    page.account_form = form = AccountForm(request.POST)

    def write() -> None:
        password = services.open_account(
            person=page.record, username=form.cleaned_data["username"], by=office, now=timezone.now()
        )
        request.session[_SHOW_ONCE] = (uid, password)

    refused = attempt(form, write)
    return show(request, page, refused) if refused else to_page(request, page)


def password_to_show(request: HttpRequest, person: Person) -> str:
    """The one-time password that was just made for `person`, and never again; else empty."""
    uid, password = request.session.get(_SHOW_ONCE, ("", ""))
    if uid != person.uid:
        return ""
    del request.session[_SHOW_ONCE]
    return str(password)
