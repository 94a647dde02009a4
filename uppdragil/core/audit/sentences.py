"""What a verification found, for people."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from .checking import Problem, Verification

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
