"""Why not, who can, and the way there: reasons of the rules as the why-blocked panel shows them."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from uppdragil.gates.sentences import reason, who_can
from uppdragil.gates.values import NameOf, Unmet
from uppdragil.inbox import asks
from workflows import blocking

from .access import Seen
from .parts import Action, BlockedItem

# Where on the gate page a reason is answered; a chapter is answered in the directive.
FIELDS = {
    "outcome": "id_outcome",
    "motivation": "id_motivation",
    "postponed_to": "id_postponed_to",
    "conditions": "id_conditions-0-text",
    "meeting": "id_met_on",
    "official": "id_official",
    "present": "id_present",
    "dissent": "id_dissent-0-name",
}


def blocked_items(unmet: Iterable[Unmet], seen: Seen, page: str = "") -> list[BlockedItem]:
    """`page`: the address of the gate page, when the reasons are shown on another one.

    Many questions without an answer are one reason, and so are many contradictions in one chapter.
    """
    reasons = list(unmet)
    unanswered = [u for u in reasons if u.code == "answer_missing"]
    items = []
    for u in reasons:
        if u in unanswered[1:]:
            continue
        what = _unanswered(len(unanswered)) if u in unanswered and len(unanswered) > 1 else ""
        ways = (*_ways(u, seen, page), *_asking(u, seen))
        items.append(BlockedItem(what or reason(u, seen.edition), who_can(u, seen.person.name), ways))
    return list(dict.fromkeys(items))


def _unanswered(n: int) -> str:
    return ngettext("%(n)d question has no answer.", "%(n)d questions have no answer.", n) % {"n": n}


def _ways(unmet: Unmet, seen: Seen, page: str) -> tuple[Action, ...]:
    if unmet.where.startswith("item:"):
        return (Action(_("Go to the question"), f"{page}#q-{unmet.where.removeprefix('item:')}"),)
    if unmet.where in FIELDS:
        return (Action(_("Go to the field"), f"{page}#{FIELDS[unmet.where]}"),)
    if unmet.where in {chapter.key for chapter in seen.edition.chapters}:
        return (_to_chapter(unmet.where, seen),)
    return ()


def _asking(unmet: Unmet, seen: Seen) -> tuple[Action, ...]:
    """The way to ask those who can clear it, for everybody else."""
    if not asks.askable(unmet, seen.person):
        return ()
    others = [n for n in unmet.who if isinstance(n, NameOf) and n.uid != seen.person.uid]
    label = _("Ask %(name)s") % {"name": others[0]} if len(others) == 1 else _("Ask them")
    return (Action(label, reverse("ask", args=[seen.directive.uid, blocking.key(unmet)])),)


def _to_chapter(key: str, seen: Seen) -> Action:
    uid, about = seen.directive.uid, seen.edition.chapter(key).title
    if seen.may_edit:
        return Action(_("Edit the chapter"), f"{reverse('directive-edit', args=[uid])}#{key}", about=about)
    return Action(_("Show the chapter"), f"{reverse('directive', args=[uid])}#{key}", about=about)
