"""Moving a directive under way to a later revision of its model: what that makes of it, and the move.

Nothing that is written is lost: a chapter that the later revision has not must be empty or not applicable. Rounds that
were held keep the revision under which they were held (`Round.moved_from`).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from uppdragil.core import events, history
from uppdragil.core.coded import Coded
from uppdragil.core.values import clean_text
from uppdragil.decisions.events import EditionMoved
from uppdragil.decisions.models import Round
from uppdragil.directives import selectors, storage
from uppdragil.directives.content import DirectiveContent
from uppdragil.directives.models import Directive
from uppdragil.editions import policies
from uppdragil.editions.drafting.difference import Difference, heading, questions
from uppdragil.editions.models import Edition
from uppdragil.editions.spec import ChapterSpec, EditionSpec
from uppdragil.gates.requirements import missing_chapters
from uppdragil.organisation.models import Person

from . import chain
from .place import Refused, at

SENTENCES = {
    "not_allowed": _("The portfolio office moves mandates between revisions."),
    "no_reason": _("Say why it is moved."),
    "not_later": _("It follows that revision or a later one already."),
    "round_open": _("It lies before those who decide. Move it when the decision is taken."),
    "ended": _("The mandate has ended, and keeps its revision."),
    "busy": _("Somebody else is writing in it just now. Try again."),
    "text_goes": _("The revision has no place for what is written in %(chapters)s. Move the text first."),
}


class NotMoved(Coded):
    """It stays where it is. `code` is a key of SENTENCES."""

    sentences = SENTENCES


@dataclass(frozen=True)
class Effects:
    """What a move makes of a directive: chapters that come and go, those of them with text, what its next gate then
    misses, and what it asks in another way.
    """

    new: tuple[ChapterSpec, ...]
    gone: tuple[ChapterSpec, ...]
    kept_back: tuple[ChapterSpec, ...]
    gate: str | None
    missing: tuple[ChapterSpec, ...]
    questions: tuple[Difference, ...]


def effects(content: DirectiveContent, phase: str, old: EditionSpec, new: EditionSpec) -> Effects:
    """What moving a directive that says `content` from `old` to `new` makes of it. Pure."""
    before = {c.key: c for c in old.chapters if c.key}
    after = {c.key: c for c in new.chapters if c.key}
    gone = tuple(c for key, c in before.items() if key not in after)
    passed = selectors.passed(new, phase)
    gate = next((code for code in new.gate_codes if code not in passed), None)
    missing = missing_chapters(content, new, gate) if gate else ()
    lacking = missing_chapters(content, old, gate) if gate else ()
    return Effects(
        tuple(c for key, c in after.items() if key not in before),
        gone,
        tuple(c for c in gone if getattr(content, c.key or "")),
        gate,
        tuple(after[key] for key in missing if key not in lacking and key in after),
        tuple(questions(old.gate(gate), new.gate(gate))) if gate else (),
    )


def move(*, directive: Directive, to: Edition, reason: str, by: Person, now: dt.datetime) -> None:
    """The directive follows the revision `to` from now on. Raises NotMoved."""
    reason = clean_text(reason).strip()
    if not policies.may_edit(by):
        raise NotMoved("not_allowed")
    if not reason:
        raise NotMoved("no_reason")
    try:
        with at(directive) as place:
            if place.round is not None:
                raise NotMoved("round_open")
            _move(place.directive, to, reason, by, now)
    except Refused as refused:
        raise NotMoved("busy" if refused.unmet[0].code == "busy" else "ended") from refused


def _move(directive: Directive, to: Edition, reason: str, by: Person, now: dt.datetime) -> None:
    old = directive.edition
    if to.key != old.key or to.revision <= old.revision:
        raise NotMoved("not_later")
    found = effects(storage.load(directive), directive.phase, old.spec, to.spec)
    if found.kept_back:
        raise NotMoved("text_goes", chapters=", ".join(map(heading, found.kept_back)))
    Round.objects.filter(directive=directive, moved_from=None).update(moved_from=old)
    directive.edition = to
    history.sign(directive, by, now).save(update_fields=["edition"])
    events.publish(EditionMoved(directive))
    said = {"edition": to.key, "from": old.revision, "to": to.revision, "reason": reason}
    chain.log("directive.moved", directive, by, now, said, [to])
