"""What the version before those who decide says against earlier ones: what they sent back, and what is decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from uppdragil.decisions.models import Decision, Round
from uppdragil.directives.baseline import with_locked
from uppdragil.directives.content import DirectiveContent
from uppdragil.directives.services import content_of

from .access import Seen
from .changes import Changes
from .recordnames import described


@dataclass(frozen=True)
class Comparison:
    """`changes` is None where there is nothing to compare with; `same` says that nothing differs."""

    title: str
    changes: Changes | None
    same: str = ""


def comparisons(
    seen: Seen, round_: Round, version: DirectiveContent, answers: Sequence[Decision]
) -> list[Comparison]:
    """First what there is to judge, then what is worth a look beside it, where it says anything else.

    `answers`: how the gate, or the change, was decided before (`decisions.selectors.earlier_answers`). On a change
    what is locked comes first; else what is new since last time, and where there was none since the last decision.
    """
    since = _since_last_time(seen, round_, version, answers)
    if round_.change_id:
        found = [*_of_change(seen, version), since]
    else:
        found = [since, _since_decided(seen, version, sent_before=since is not None)]
    first, *others = [c for c in found if c] or [Comparison(_("Changed since the last decision"), None)]
    return [first, *(c for c in others if c.changes and c.changes.lines and c.changes != first.changes)]


def _since_last_time(
    seen: Seen, round_: Round, version: DirectiveContent, answers: Sequence[Decision]
) -> Comparison | None:
    """Against the last other version that they answered on: one that is postponed stays what it was."""
    before = next((d.version for d in reversed(answers) if d.version_id != round_.version_id), None)
    if before is None:
        return None
    changes = described(seen, content_of(before), version)
    return Comparison(_("Changed since last time"), changes, _("Nothing has changed since last time."))


def _since_decided(seen: Seen, version: DirectiveContent, *, sent_before: bool) -> Comparison | None:
    baseline = seen.directive.baseline
    if baseline is None:
        return None
    title = _("Changed against the baseline") if sent_before else _("Changed since the last decision")
    changes = described(seen, content_of(baseline), version)
    return Comparison(title, changes, _("Nothing has changed since the last decision."))


def _of_change(seen: Seen, version: DirectiveContent) -> list[Comparison]:
    """What it changes of what is locked, and what else the lead has written since, which needs no decision."""
    assert seen.directive.baseline is not None  # nothing is locked without
    before = content_of(seen.directive.baseline)
    kept = with_locked(version, before)
    nothing = _("Nothing has changed since the last decision.")
    return [
        Comparison(_("What is changed of what is locked"), described(seen, kept, version), nothing),
        Comparison(
            _("Also written since the last decision; needs no decision"),
            described(seen, before, kept),
        ),
    ]
