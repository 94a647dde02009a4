"""What protects a local account beyond its password: one-time codes, recovery codes, passkeys.

The pages are allauth's with our words; who logs in elsewhere has their protection there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.views import password_change
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.base.views import index, reauthenticate
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import (
    download_recovery_codes,
    generate_recovery_codes,
    view_recovery_codes,
)
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.views import activate_totp, deactivate_totp
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from allauth.mfa.webauthn.views import (
    add_webauthn,
    edit_webauthn,
    list_webauthn,
    reauthenticate_webauthn,
    remove_webauthn,
)
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .accounts import ConfirmView, HelpAbove
from .auth import passkeys

Page = Callable[..., HttpResponse]


class Adapter(DefaultMFAAdapter):
    """The second step of the login, in our words."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("That was not right. Try again."),
        "cannot_generate_recovery_codes": _("Add one-time codes or a passkey first."),
    }

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey %(number)d") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {
            "name": f"UPPDRAGiL, {settings.ORGANISATION_NAME}"
        }

    def build_totp_svg(self, url: str) -> str:
        """A picture that stands in the page itself: images from data addresses are not let in."""
        import qrcode  # who draws the picture needs it, and nobody else
        from qrcode.image.svg import SvgPathImage

        drawn = qrcode.make(url, image_factory=SvgPathImage, border=2)
        return drawn.to_string(encoding="unicode")


class CodeForm(HelpAbove, AuthenticateForm):
    """A code as the second step of the login."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _as_code(self)


class CodeAgainForm(HelpAbove, ReauthenticateForm):
    """A code to prove anew who one is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _as_code(self)


class FirstCodeForm(HelpAbove, ActivateTOTPForm):
    """The first code from a new app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _as_code(self)
        self.fields["code"].help_text = _("Six digits that the app shows now.")


class Careful:
    """Bytes that no passkey gave are refused as any wrong answer is."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except passkeys.BROKEN as error:
            raise Adapter().validation_error("incorrect_code") from error


class PasskeyStepForm(Careful, AuthenticateWebAuthnForm):
    """A passkey as the second step of the login."""

    credential = passkeys.AnswerField()


class PasskeyLoginForm(Careful, LoginWebAuthnForm):
    """A passkey alone."""

    credential = passkeys.AnswerField()


class PasskeyAgainForm(Careful, ReauthenticateWebAuthnForm):
    """A passkey to prove anew who one is."""

    credential = passkeys.AnswerField()


class PasskeyForm(AddWebAuthnForm):
    """Every passkey verifies its owner, so whether it logs in alone is no question."""

    passwordless = None
    credential = passkeys.AnswerField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("What you call it")
        self.fields["name"].max_length = 100
        self.fields["name"].required = True

    def clean(self) -> dict[str, Any]:
        try:
            cleaned: dict[str, Any] = super().clean()
        except passkeys.BROKEN as error:
            raise Adapter().validation_error("incorrect_code") from error
        return cleaned


class PasskeyNameForm(EditWebAuthnForm):
    """What a passkey is called."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("What you call it")


def _as_code(form: Any) -> None:
    form.fields["code"].label = _("Code")
    form.fields["code"].widget.attrs |= {"inputmode": "text", "autocomplete": "one-time-code"}


def _local(page: Page) -> Page:
    """For those with a password here. Without one allauth would ask for no proof before a change."""

    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not request.user.has_usable_password():  # type: ignore[union-attr]  # the login comes first
            raise PermissionDenied(_("Your login is kept by your login service, and so is its protection."))
        return page(request, **kwargs)

    return answer


def addresses() -> list[URLPattern]:
    """With the names that allauth knows them by."""
    pages: dict[str, tuple[str, Page]] = {
        "account_reauthenticate": ("confirm/", ConfirmView.as_view()),
        "account_change_password": ("password/", password_change),
        "mfa_index": ("protection/", index),
        "mfa_reauthenticate": ("confirm/code/", reauthenticate),
        "mfa_activate_totp": ("protection/codes/", activate_totp),
        "mfa_deactivate_totp": ("protection/codes/remove/", deactivate_totp),
        "mfa_view_recovery_codes": ("protection/recovery/", view_recovery_codes),
        "mfa_generate_recovery_codes": ("protection/recovery/new/", generate_recovery_codes),
        "mfa_download_recovery_codes": ("protection/recovery/codes.txt", download_recovery_codes),
        "mfa_list_webauthn": ("protection/passkeys/", list_webauthn),
        "mfa_add_webauthn": ("protection/passkeys/new/", add_webauthn),
        "mfa_reauthenticate_webauthn": ("confirm/passkey/", reauthenticate_webauthn),
        "mfa_remove_webauthn": ("protection/passkeys/<int:pk>/remove/", remove_webauthn),
        "mfa_edit_webauthn": ("protection/passkeys/<int:pk>/", edit_webauthn),
    }
    return [path(f"account/{end}", _local(page), name=name) for name, (end, page) in pages.items()]
