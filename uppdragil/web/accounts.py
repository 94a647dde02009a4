"""Accounts: who may have one, logging in, the account page, and the demo's one-press login."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import resume_request
from allauth.account.views import LoginView, ReauthenticateView
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import Field
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from uppdragil.core.values import clean_text
from uppdragil.organisation.models import Person, User

from .auth import ways
from .context import person_or_none
from .deciding import substitutions
from .kept import offer

BACKEND = "django.contrib.auth.backends.ModelBackend"


_MISMATCH = _("The name and the password do not go together. Check both and try again.")


class AccountAdapter(DefaultAccountAdapter):
    """The portfolio office makes accounts; nobody signs up.

    A failed login says the same whether the account exists or not.
    """

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _MISMATCH,
        "email_password_mismatch": _MISMATCH,
        "invalid_login": _MISMATCH,
        "incorrect_password": _("That is not your password. Try again."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """After every way of logging in: what this person had typed before, if anything (kept.py)."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return offer(request) or response

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")


class HelpAbove:
    """Words stand above a field, never inside it: they vanish there when one begins to type."""

    fields: dict[str, Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class SignInForm(HelpAbove, LoginForm):
    """Name and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Username or e-mail address")
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["password"].help_text = ""


class ConfirmForm(HelpAbove, ReauthenticateForm):
    """The password once more."""


class NewPasswordForm(HelpAbove, ChangePasswordForm):
    """The person's own password: after it no other is asked for."""

    def clean_password1(self) -> str:
        password = str(self.cleaned_data["password1"])
        if password == self.cleaned_data.get("oldpassword"):
            raise ValidationError(_("Choose another password than the one you have."))
        return password

    def save(self) -> None:
        self.user.password_is_one_time = False
        super().save()


def demo_people() -> QuerySet[Person]:
    """The people of the demo that anybody may be; none outside a demo."""
    if not settings.DEMO:
        return Person.objects.none()
    return Person.objects.filter(active=True, user__is_active=True).exclude(demo_note="").order_by("pk")


class SignInView(LoginView):
    """allauth's login; in a demo with the list of people beside it. What was typed before is kept: see kept.py."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        typed = self.request.POST.get("kept", "")
        return super().get_context_data(
            demo_people=demo_people(), sign_on=ways.provider_name(), kept=typed, **kwargs
        )

    def form_valid(self, form: LoginForm) -> HttpResponse:
        """With a second step to come, what was typed waits in the visit."""
        response: HttpResponse = super().form_valid(form)
        if not self.request.user.is_authenticated and (typed := self.request.POST.get("kept")):
            self.request.session["kept"] = typed
        return response


def sign_in_again(request: HttpRequest, typed: str) -> HttpResponse:
    """The login page in answer to a form that came without a login; `typed` is what kept.py made of it."""
    shown = {
        "form": SignInForm(),
        "demo_people": demo_people(),
        "sign_on": ways.provider_name(),
        "kept": typed,
    }
    return render(request, "account/login.html", shown, status=401)


class ConfirmView(ReauthenticateView):
    """allauth's fresh authentication; a demo person confirms by a press, since nobody knows the password."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        me = person_or_none(self.request)
        demo = demo_people().filter(pk=me.pk).first() if me else None
        return super().get_context_data(demo_person=demo, **kwargs)


@login_not_required
@require_POST
@never_cache
def demo_login(request: HttpRequest) -> HttpResponse:
    """Be one of the demo's people; for the one who is that already, a fresh authentication.

    There is no such address outside a demo.
    """
    if not settings.DEMO:
        raise Http404
    person = get_object_or_404(
        demo_people().select_related("user"), uid=clean_text(request.POST.get("person", ""))
    )
    again = request.user == person.user
    login(request, person.user, backend=BACKEND)
    record_authentication(request, person.user, method="demo", **({"reauthenticated": True} if again else {}))
    return (resume_request(request) if again else None) or offer(request) or redirect(_next(request))


def _next(request: HttpRequest) -> str:
    """Where the visitor was going, if that is on this site."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else settings.LOGIN_REDIRECT_URL


@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """Who I am here, and the way out."""
    person = person_or_none(request)
    mine, instead = substitutions(person, localdate()) if person else ([], [])
    shown = {"person": person, "proof": ways.in_words(request), "mine": mine, "instead": instead}
    return render(request, "account/account.html", shown)
