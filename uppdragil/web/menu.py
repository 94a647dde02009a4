"""The main menu: what there is, and who is shown what. Showing is a courtesy; every view checks by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from uppdragil.directives import policies
from uppdragil.organisation.models import Duty, Person
from uppdragil.organisation.roles import has_duty


def anybody(person: Person | None) -> bool:
    """Shown to everybody."""
    return True


def somebody(person: Person | None) -> bool:
    """An account that belongs to a person: only people write directives."""
    return person is not None


def office(person: Person | None) -> bool:
    """Shown to the portfolio office."""
    return person is not None and has_duty(person, Duty.Kind.OFFICE)


def auditors(person: Person | None) -> bool:
    """Shown to those who read the audit chain."""
    return person is not None and policies.may_audit(person)


def controllers(person: Person | None) -> bool:
    """Shown to controllers of any unit."""
    return person is not None and has_duty(person, Duty.Kind.CONTROLLER)


@dataclass(frozen=True)
class Entry:
    """`area` is the first part of the path of all pages that the entry stands for; `also` are further such parts."""

    route: str
    label: str | Promise
    area: str
    shown_to: Callable[[Person | None], bool] = anybody
    also: tuple[str, ...] = ()


ENTRIES = (
    Entry("start", _("Start"), ""),
    Entry("directives", _("Mandates"), "directives"),
    Entry("meetings", _("Meetings"), "meetings", somebody),
    Entry("portfolio", _("Portfolio"), "portfolio", somebody, ("downloads", "decisions")),
    Entry("strategy", _("Strategy"), "strategy", somebody),
    Entry("controlled", _("My unit"), "controlled", controllers),
    Entry("import_directive", _("Import"), "import", somebody, ("adopt",)),
    Entry("organisation", _("Organisation"), "organisation", office, ("editions",)),
    Entry("audit", _("Audit chain"), "audit", auditors),
)


@dataclass(frozen=True)
class Link:
    """An entry of the menu, as this page shows it."""

    label: str
    href: str
    current: str  # "page", "true" (a page below it) or ""


def menu(person: Person | None, path: str) -> list[Link]:
    """The entries for `person` on the page at `path`. Entries whose pages are not mounted are left out."""
    return [link for entry in ENTRIES if entry.shown_to(person) and (link := _link(entry, path))]


def _link(entry: Entry, path: str) -> Link | None:
    try:
        href = reverse(entry.route)
    except NoReverseMatch:
        return None
    below = path.strip("/").split("/")[0] in (entry.area, *entry.also)
    return Link(str(entry.label), href, "page" if path == href else "true" if below else "")
