"""What a remiss says of itself in words, on its pages and on paper."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from uppdragil.directives.sentences import heading_text
from uppdragil.editions.spec import EditionSpec

from .models import Invitation


def answer_of(one: Invitation, comments: int) -> str:
    """What a reviewer has answered; of who is not ready, how many `comments` they have left so far."""
    if comments and one.answered_at is None:
        words = ngettext("%(n)d comment, not ready yet", "%(n)d comments, not ready yet", comments)
        return words % {"n": comments}
    return str(one.get_state_display())


def chapter_title(key: str, edition: EditionSpec) -> str:
    """A chapter's number and name; the whole for ""."""
    return heading_text(key, edition) if key else _("The whole directive")
