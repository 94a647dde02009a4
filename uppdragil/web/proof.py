"""A fresh authentication on the page that needs it: the one place that asks somebody to prove who they are.

A page that confirms something makes a ProofForm (or a form that extends it) about exactly what is confirmed,
draws it with `components/proof.html` and `components/proof_buttons.html`, and does:

    if form.leaving:
        return form.leave()
    if form.is_valid():
        service.…(authentication=form.authentication(now))
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.decorators import rate_limit
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from uppdragil.decisions.services import Authentication
from uppdragil.gates.values import FRESH

from .accounts import AccountAdapter
from .auth import passkeys, trips, ways
from .auth.sso.refusals import SENTENCES
from .auth.ways import Way, provider_name

TOO_MANY = "too_many_login_attempts"


@rate_limit(action="reauthenticate")
def _count(request: HttpRequest) -> None:
    """Counts an attempt; the decorator answers instead of None when there were too many."""


class ProofForm(forms.Form):
    """Proof by the one who asks, in a way that their account has. An account that has none is never let through.

    `about` names what is confirmed, as exactly as it must hold (round and fingerprint, not just the directive): a
    passkey's challenge and a login elsewhere serve for that alone.
    """

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    credential = passkeys.AnswerField(required=False)

    def __init__(self, request: HttpRequest, about: str, **kwargs: Any) -> None:
        self.request, self.about = request, about
        self.ways = ways.ways_of(request)
        self.trip = trips.of(request, about) if Way.OIDC in self.ways else None
        self._way: Way | None = None
        back = self.trip.data() if self.trip else None
        super().__init__(request.POST if request.method == "POST" else back, **kwargs)
        if Way.PASSWORD not in self.ways:
            del self.fields["password"]
        elif self._posted_credential():
            self.fields["password"].required = False
        if Way.PASSKEY not in self.ways:
            del self.fields["credential"]

    # For the templates

    @property
    def elsewhere(self) -> str:
        """The name of the login service where this person proves who they are; empty for local accounts."""
        return provider_name() if Way.OIDC in self.ways else ""

    @property
    def proved_at(self) -> dt.datetime | None:
        """When they did so; None as long as they have not, or if it was too long ago."""
        at = self.trip.at(timezone.now()) if self.trip else None
        return at if at and timezone.now() - at <= FRESH else None

    @property
    def challenge(self) -> dict[str, Any] | None:
        """What a passkey has to answer; None for an account without one."""
        return passkeys.challenge(self.request, self.about) if Way.PASSKEY in self.ways else None

    # For the views

    @property
    def leaving(self) -> bool:
        """Whether the button was the one that leads to the login service."""
        return bool(self.elsewhere) and self.request.method == "POST" and "prove" in self.request.POST

    def leave(self) -> HttpResponse:
        """There; what is typed waits, and so does the page."""
        return redirect("prove", trips.begin(self.request, self.about).key)

    def clean(self) -> dict[str, Any]:
        self._way = self._proved_by()
        if self._way is None and not self.errors:
            raise ValidationError(_("Prove first that it is you."))
        return self.cleaned_data

    def authentication(self, now: dt.datetime) -> Authentication:
        """How and when it was proved, of a valid form. A login elsewhere serves once."""
        assert self._way is not None  # the form is valid
        if self.trip is None:
            return Authentication(ways.method(self.request, self._way), now)
        proved = self.trip.at(now)
        assert proved is not None
        trips.end(self.request, self.trip)
        self.trip = None  # should it be refused after all, the page asks anew
        return Authentication(str(self._way), proved)

    @property
    def refusal_status(self) -> int:
        """The status of a page that shows this form refused."""
        return 429 if any(self.has_error(name, TOO_MANY) for name in ("password", "__all__")) else 422

    def _posted_credential(self) -> str:
        return self.request.POST.get("credential", "") if Way.PASSKEY in self.ways else ""

    def _proved_by(self) -> Way | None:
        if Way.OIDC in self.ways:
            self._proved_elsewhere()
            return Way.OIDC
        if not self.ways:
            raise ValidationError(
                _(
                    "Your account has nothing to prove with who you are. The portfolio office can give you a password."
                )
            )
        if self._posted_credential():
            self._count()
            if answer := self.cleaned_data.get("credential"):
                passkeys.check(self.request, self.about, answer)
                return Way.PASSKEY
            return None
        if Way.PASSWORD not in self.ways:
            raise ValidationError(_("Confirm with your passkey."))
        return Way.PASSWORD if "password" in self.cleaned_data else None

    def clean_password(self) -> str:
        """Not looked at when a passkey has answered."""
        given = str(self.cleaned_data["password"])
        if not self._posted_credential():
            self._count()
            if not get_adapter().reauthenticate(self.request.user, given):
                raise get_adapter().validation_error("incorrect_password")
        return given

    def _proved_elsewhere(self) -> None:
        if self.trip is None:
            raise ValidationError(_("Prove first that it is you."))
        if self.trip.refused:
            raise ValidationError(str(SENTENCES[self.trip.refused]))
        if self.proved_at is None:
            raise ValidationError(str(SENTENCES["too_late"]))

    def _count(self) -> None:
        if _count(self.request) is not None:
            raise ValidationError(AccountAdapter.error_messages[TOO_MANY], TOO_MANY)
