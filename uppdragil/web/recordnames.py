"""A comparison in which the records that a text points at have names, for who reads it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from uppdragil.directives import lookup
from uppdragil.directives.content import DirectiveContent
from uppdragil.editions.spec import EditionSpec
from uppdragil.organisation import register
from uppdragil.web.access import Seen

from .changes import Changes, describe


def described(
    seen: Seen, old: DirectiveContent, new: DirectiveContent, edition: EditionSpec | None = None
) -> Changes:
    """What differs between two contents of the mandate that is seen; `edition`: its own, where no other is given."""
    return describe(old, new, edition or seen.edition, _names(seen, old, new))


def _names(seen: Seen, old: DirectiveContent, new: DirectiveContent) -> dict[str, str]:
    """By uid: mandates as far as the person may see them, units, and who holds a role.

    Only of what differs: four queries at most, and none for other differences.
    """
    rows = set(old.dependencies) ^ set(new.dependencies)
    heads = {(name, getattr(old, name)) for name in ("parent_id", "supersedes_id", "unit_id")}
    heads ^= {(name, getattr(new, name)) for name, _uid in heads}
    linked = [*(row.other_id for row in rows), *(uid for name, uid in heads if name != "unit_id")]
    mandates = {uid for uid in linked if uid}
    held = {f"{r.holder_kind}:{r.holder_id}" for r in set(old.roles) ^ set(new.roles) if r.holder_id}
    held |= {f"unit:{uid}" for name, uid in heads if name == "unit_id" and uid}
    seen_ones = lookup.mandates(seen.person, seen.today, mandates)
    return (
        {uid: _("a mandate that you cannot see") for uid in mandates}
        | {uid: mandate.name for uid, mandate in seen_ones.items()}
        | {value.partition(":")[2]: _("no longer in the register") for value in held}
        | {entry.uid: entry.label for entry in register.entries(held).values()}
    )
