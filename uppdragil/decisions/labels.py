"""What capacities, answers and ways of authentication are called."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from uppdragil.directives.labels import role_label
from uppdragil.editions.spec import EditionSpec
from uppdragil.gates.values import Value

VALUE_LABELS: dict[str, Promise] = {
    Value.YES: pgettext_lazy("recorded answer", "YES"),
    Value.NO: pgettext_lazy("recorded answer", "NO"),
    Value.NA: pgettext_lazy("recorded answer", "NOT APPLICABLE"),
}

# How somebody proved who they were when they confirmed; after the plus, the second step of their login.
METHOD_LABELS: dict[str, Promise] = {
    "password": _("Password"),
    "password+totp": _("Password, one-time code at login"),
    "password+recovery": _("Password, recovery code at login"),
    "password+passkey": _("Password, passkey at login"),
    "passkey": _("Passkey"),
    "passkey+totp": _("Passkey, one-time code at login"),
    "passkey+recovery": _("Passkey, recovery code at login"),
    "oidc": _("The organisation's login"),
}


def capacity_label(capacity: Mapping[str, str], edition: EditionSpec | None = None) -> str:
    """A seat in words: the role, the title or body through which it is held, and for whom a substitute acted in it."""
    words = (
        seat_label(capacity, edition),
        substitute_label(capacity.get("instead_of", ""), capacity.get("basis", "")),
    )
    return ", ".join(word for word in words if word)


def substitute_label(instead_of: str, basis: str) -> str:
    """Whom somebody stands in for, and on what basis; empty for who acts in their own right."""
    if not instead_of:
        return ""
    return gettext("substitute for %(name)s (%(basis)s)") % {"name": instead_of, "basis": basis}


def seat_label(capacity: Mapping[str, str], edition: EditionSpec | None = None) -> str:
    """The role, and the title or body through which it is held."""
    if capacity["role"] == "registrar":
        return gettext("Records for %(body)s") % {"body": capacity["through"]}
    label = role_label(capacity["role"], edition)
    return f"{label} ({capacity['through']})" if capacity["through"] else label
