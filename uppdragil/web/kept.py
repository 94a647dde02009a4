"""What was typed outlives the login: a form that was sent too late comes back to the one who typed.

A form that is to be kept draws `components/keep.html`. Sent without a login, its fields go through the login
page, signed; afterwards they are offered to the same person, who presses to see them in the form again
(`do=show`). Nothing is carried out on the way.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare, salted_hmac
from django.views.csrf import csrf_failure as django_csrf_failure

SALT = "uppdragil.web.kept"
FIELD = "typed_by"
SHOW = "show"  # the value of `do` that draws a form with what it was sent, and does nothing else
MAX_LENGTH = 1_000_000  # characters of names and values together
MAX_AGE = 3_600  # seconds between the refused post and the login
_LEFT_OUT = {"csrfmiddlewaretoken", "do", "password", "credential", "prove"}


@dataclass(frozen=True)
class Kept:
    """A form that was sent to `path` by the one whose mark is `by`: its fields in order."""

    path: str
    by: str
    fields: list[tuple[str, str]]


def mark(user: Any) -> str:
    """Who a form was drawn for, told only to themselves; says nothing to others."""
    return salted_hmac(SALT, str(user.pk)).hexdigest()[:32] if user.is_authenticated else ""


def keep(request: HttpRequest) -> str:
    """The posted form, signed for the way through the login; empty where it is not to be kept, or too long."""
    if request.method != "POST" or not request.POST.get(FIELD):
        return ""
    form = _form(request)
    if sum(len(name) + len(value) for name, value in form.fields) > MAX_LENGTH:
        return ""
    return signing.dumps(asdict(form), salt=SALT, compress=True)


def offer(request: HttpRequest) -> HttpResponse | None:
    """After the login: what this person had typed, if there is something of theirs in the post."""
    try:
        typed = request.POST.get("kept") or request.session.pop("kept", "")
        form = Kept(**signing.loads(typed, salt=SALT, max_age=MAX_AGE))
    except signing.BadSignature:
        return None
    return _shown(request, form) if constant_time_compare(form.by, mark(request.user)) else None


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Who logged in again in another tab has an old token in this one: their own text is offered once more.

    The mark is proof that the page came from us, for this person; an attacker's form has none.
    """
    if request.method == "POST" and request.user.is_authenticated:
        form = _form(request)
        if constant_time_compare(form.by, mark(request.user)):
            return _shown(request, form, status=409)
    return django_csrf_failure(request, reason)


def _form(request: HttpRequest) -> Kept:
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in _LEFT_OUT
        for value in values
        if isinstance(value, str)
    ]
    return Kept(request.get_full_path(), str(request.POST.get(FIELD, "")), fields)


def _shown(request: HttpRequest, form: Kept, status: int = 200) -> HttpResponse:
    return render(request, "account/kept.html", {"form": form, "show": SHOW}, status=status)
