"""What a verification found, for people."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from uppdragil.core.models import AuditCheck

from .checking import Problem, Verification
from .checks import found, found_of_rows
from .evidence import Evidence, Wrong

_TEXTS = {
    Problem.SEQ_GAP: gettext_noop("Event %(seq)s is missing, or its number was changed."),
    Problem.PREV_HASH: gettext_noop("Event %(seq)s does not follow the event before it."),
    Problem.HASH: gettext_noop("Event %(seq)s was changed after it was written."),
    Problem.UNREADABLE: gettext_noop(
        "Event %(seq)s cannot be read: a column holds what was never written there."
    ),
    Problem.PAYLOAD_MISSING: gettext_noop("The contents of event %(seq)s are missing."),
    Problem.PAYLOAD_HASH: gettext_noop("The contents of event %(seq)s were changed after they were written."),
    Problem.DISPOSAL_UNANNOUNCED: gettext_noop(
        "The contents of event %(seq)s were disposed of, but no event tells of the disposal."
    ),
    Problem.HEAD_MISSING: gettext_noop("The row that holds the chain's head is missing."),
    Problem.HEAD_MISMATCH: gettext_noop("The chain's head names another hash than event %(seq)s has."),
    Problem.CUT_OFF: gettext_noop("The chain is cut off: event %(seq)s and what followed it are missing."),
    Problem.AFTER_HEAD: gettext_noop("Event %(seq)s stands after the chain's head: it was slipped in."),
    Problem.OTHER_HEAD: gettext_noop(
        "Event %(seq)s has another hash than the head that was kept: the chain was written anew."
    ),
}


def explain(verification: Verification) -> str:
    """One or two sentences in the reader's language."""
    if verification.problem is not None:
        return _(_TEXTS[verification.problem]) % {"seq": verification.first_broken}
    count = verification.events
    text = ngettext(
        "The chain is whole: %(count)s event verified.",
        "The chain is whole: %(count)s events verified.",
        count,
    ) % {"count": count}
    if not (gone := verification.tombstones):
        return text
    disposed = ngettext(
        "The contents of %(count)s event have been disposed of.",
        "The contents of %(count)s events have been disposed of.",
        gone,
    )
    return f"{text} {disposed % {'count': gone}}"


_ROWS = {
    Wrong.CHANGED: gettext_noop("%(row)s was changed after it was written."),
    Wrong.MISSING: gettext_noop("%(row)s is missing."),
    Wrong.SLIPPED_IN: gettext_noop("%(row)s was slipped in: the chain was never told of it."),
    Wrong.UNREADABLE: gettext_noop("%(row)s cannot be read: a column holds what was never written there."),
}


def explain_evidence(found: Evidence) -> list[str]:
    """One sentence per row that is wrong, named as TABLE:KEY, and one that counts the others."""
    said = [_(_ROWS[finding.wrong]) % {"row": finding.row} for finding in found.findings]
    count = found.rows
    said.append(
        ngettext(
            "%(count)s row of evidence is as the chain says.",
            "%(count)s rows of evidence are as the chain says.",
            count,
        )
        % {"count": count}
    )
    if found.uncovered:
        count = found.uncovered
        said.append(
            ngettext(
                "Of %(count)s row the chain says nothing.", "Of %(count)s rows the chain says nothing.", count
            )
            % {"count": count}
        )
    return said


def explain_check(kept: AuditCheck) -> list[str]:
    """What a kept check found, which head it had to meet, and whether the database protected the evidence."""
    said = [explain(found(kept)), _met(kept), *explain_evidence(found_of_rows(kept))]
    if more := kept.wrong - len(kept.findings):
        said.append(
            ngettext(
                "%(count)s more row is wrong. audit_verify --evidence names it, too.",
                "%(count)s more rows are wrong. audit_verify --evidence names them all.",
                more,
            )
            % {"count": more}
        )
    if kept.missing_triggers:
        said.append(_("Triggers are missing: %(names)s.") % {"names": kept.missing_triggers})
    return said


def _met(kept: AuditCheck) -> str:
    if not kept.known_seq:
        return _(
            "No earlier check has seen the chain: only a head from outside shows whether its end is there."
        )
    words = {"seq": kept.known_seq, "events": kept.seq}
    if not kept.problem:
        return _("The furthest head that was seen before, event %(seq)s, is still in the chain.") % words
    if kept.seq < kept.known_seq:
        return _("The chain once reached event %(seq)s. Now it holds only up to event %(events)s.") % words
    return _("The furthest head that was seen before is event %(seq)s.") % words
