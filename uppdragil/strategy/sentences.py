"""A finding of an edition in words, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .finding import Finding, Rule
from .fixing import Act, Fix

LABEL_LENGTH = 80  # characters of the source's own words in a sentence

# By rule and kind.
FINDINGS: Mapping[tuple[Rule, str], Promise] = {
    (Rule.WORDED_TWICE, "text"): _(
        "The sub-goal %(year)s of %(area)s is worded differently in different places. Both wordings are kept."
    ),
    (Rule.WORDED_TWICE, "activities"): _(
        "The activities %(year)s of %(area)s differ between different places. Both lists are kept."
    ),
    (Rule.BREAKS_OFF, ""): _("A text of %(area)s breaks off: “%(label)s”"),
    (Rule.TENTATIVE, ""): _("“%(label)s” of %(area)s %(year)s is tentative."),
    (Rule.NAMES, ""): _(
        "Where the sub-goal %(year)s of %(area)s should stand there are names: %(names)s. "
        "They are kept as responsible."
    ),
    (Rule.NAMES, "text"): _("The sub-goal %(year)s of %(area)s is a list of names: %(names)s"),
    (Rule.NO_SUB_GOAL, ""): _("%(area)s has activities for %(year)s, but no sub-goal."),
    (Rule.NAMED_DIFFERENTLY, ""): _("The focus area %(area)s is called “%(other)s” in another place."),
    (Rule.OUTSIDE, ""): _("%(area)s has a sub-goal for %(year)s, but the edition is for %(first)s–%(last)s."),
    (Rule.TARGET_TWICE, ""): _(
        "The target state of %(area)s is worded in %(count)s ways. All wordings are kept."
    ),
    (Rule.ALONE, ""): _("The focus area %(area)s stands neither in the table nor in the list of areas."),
}


FIXES: Mapping[Act, Promise] = {
    Act.CHOOSE_WORDING: _("Choose this"),
    Act.CHOOSE_TARGET: _("Choose this"),
    Act.RENAME: _("Call it “%(said)s”"),
    Act.DROP_NAME: _("Drop the name “%(said)s”"),
    Act.SETTLE: _("It holds: “%(said)s”"),
    Act.REMOVE: _("Remove it"),
    Act.ACCEPT: _("They are responsible"),
    Act.TO_SUB_GOAL: _("It is the sub-goal"),
    Act.TO_RESPONSIBLE: _("Move the names to responsible"),
}


def finding_text(finding: Finding) -> str:
    """One sentence that says what the source leaves open, in the active language."""
    words = {name: _short(str(value)) for name, value in finding.params.items()}
    return str(FINDINGS[finding.rule, words.get("kind", "")]) % words


def fix_text(fix: Fix) -> str:
    """The words on its button, which name the result."""
    return str(FIXES[fix.act]) % {"said": _short(fix.said)}


def _short(text: str) -> str:
    """Several lines as one; a long one cut in the middle, since it may be its end that the sentence is about."""
    line = " ".join(text.split())
    half = LABEL_LENGTH // 2
    return line if len(line) <= LABEL_LENGTH else f"{line[:half].rstrip()} … {line[-half:].lstrip()}"
