"""A fresh authentication on the page that needs it: the password, with a bound on how often it is tried."""

from __future__ import annotations

from typing import Any

from allauth.decorators import rate_limit
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from .accounts import AccountAdapter, ConfirmForm

TOO_MANY = "too_many_login_attempts"


@rate_limit(action="reauthenticate")
def _count(request: HttpRequest) -> None:
    """Counts an attempt; the decorator answers instead of None when there were too many."""


class ProofForm(ConfirmForm):
    """The password of the one who asks. An account without one (single sign-on) is never let through."""

    def __init__(self, request: HttpRequest, **kwargs: Any) -> None:
        self.request = request
        super().__init__(request.POST or None, user=request.user, **kwargs)

    def clean_password(self) -> str:
        if _count(self.request) is not None:
            raise ValidationError(AccountAdapter.error_messages[TOO_MANY], TOO_MANY)
        return str(super().clean_password())

    @property
    def refusal_status(self) -> int:
        """The status of a page that shows this form refused."""
        return 429 if self.has_error("password", TOO_MANY) else 422
