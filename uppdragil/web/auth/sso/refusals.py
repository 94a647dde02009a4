"""Why an answer of the identity provider is refused. Whatever is not known to be good is."""

from __future__ import annotations

from allauth.socialaccount.providers.base import ProviderException
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Promise] = {
    # The way there and back
    "cancelled": _("You did not finish the login."),
    "unreachable": _("The login service does not answer. Try again in a while."),
    "provider_error": _("The login service said no, without saying why. Try again."),
    "unknown_state": _("This answer belongs to no question that waits: it has been used, or came too late."),
    # The id_token
    "unreadable": _("The login service gave an answer that cannot be read."),
    "bad_signature": _("The answer is not signed by your login service."),
    "wrong_issuer": _("The answer comes from another login service than yours."),
    "wrong_audience": _("The answer was meant for another system."),
    "wrong_nonce": _("The answer belongs to another question than the one that was asked."),
    "expired": _("The answer had expired when it came."),
    # The fresh login
    "no_auth_time": _(
        "The login service does not say when you logged in. It must, before anybody can decide this way: tell "
        "the portfolio office."
    ),
    "stale": _("The login service let you through on an earlier login. Log in anew when it asks."),
    "from_the_future": _("The clock of the login service is ahead of ours. Tell the portfolio office."),
    "too_late": _("More than five minutes have passed since you logged in anew."),
    "other_person": _("You logged in as somebody else than the one who is signed in here."),
    # The account
    "email_not_verified": _("The login service does not vouch for your e-mail address."),
    "unknown_person": _("Nobody here has your e-mail address."),
    "several_people": _("Several people here have your e-mail address."),
    "linked_otherwise": _("The account with your e-mail address belongs to another login."),
    "closed": _("Your account here is closed."),
}


class Refused(ProviderException):
    """`code` is a key of SENTENCES. allauth brings it to `linking.SocialAdapter.on_authentication_error`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
