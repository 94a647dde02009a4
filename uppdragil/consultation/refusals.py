"""What is refused about a remiss, in sentences; and how much there may be of it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from uppdragil.core.coded import Coded

MOST_REVIEWERS = 50
MOST_COMMENTS = 1_000  # of a remiss, and entries in one thread
MOST_TEXT = 20_000  # characters of what is written at once
MOST_PRINTED = 1_000_000  # characters that are drawn while somebody waits: some seconds

SENTENCES = {
    "not_lead": _("The mandate lead sends the draft for comments, in a stage in which the text is written."),
    "past": _("The last day has passed already. Choose today or a later day."),
    "open_already": _("The draft is out for comments already. End that round first."),
    "nobody": _("Choose at least one reviewer who has not been asked yet."),
    "own": _("Who leads the mandate does not review it. Choose somebody else."),
    "many_reviewers": _("At most %(most)s reviewers can be asked."),
    "many_comments": _("There are %(most)s comments already, which is the most there can be."),
    "not_asked": _("You are not asked to review this draft."),
    "no_text": _("Write something first."),
    "no_reason": _("Say why, so that others understand."),
    "long": _("Write at most %(most)s characters at a time."),
    "long_print": _(
        "There are more than %(most)s characters to print. Take the comments as a list (CSV) instead."
    ),
    "no_place": _("The text that was sent has no such place."),
    "ended": _("The round of comments has ended and takes no more answers."),
    "gone": _("The comments have been disposed of."),
    "not_yours": _("The mandate lead settles comments; who wrote one can answer while the round is open."),
    "moved_on": _("Something was written meanwhile. Read it first, and press again: your text is kept."),
    "not_controller": _("The controller of the mandate's unit reviews it, before its first decision."),
    "text_changed": _(
        "The text has changed since you opened the page. Look at it as it is now: your remarks are kept."
    ),
}


class Refused(Coded):
    """A rule of remisser says no. `code` is a key of SENTENCES."""

    sentences = SENTENCES
