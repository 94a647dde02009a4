"""What the records that a text points at are called, for who reads it."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from uppdragil.directives import policies
from uppdragil.directives.content import DirectiveContent
from uppdragil.organisation import register
from uppdragil.web.access import Seen


def record_names(seen: Seen, contents: Iterable[DirectiveContent]) -> dict[str, str]:
    """By uid: mandates as far as the person may see them, units, and who holds a role. Four queries at most."""
    mandates: set[str | None] = set()
    held: set[str] = set()
    for content in contents:
        mandates |= {
            content.parent_id,
            content.supersedes_id,
            *(row.other_id for row in content.dependencies),
        }
        held |= {f"{row.holder_kind}:{row.holder_id}" for row in content.roles if row.holder_id}
        held |= {f"unit:{content.unit_id}"} if content.unit_id else set()
    asked = mandates - {None}
    names = {uid: _("a mandate that you cannot see") for uid in asked if uid}
    names |= {value.partition(":")[2]: _("no longer in the register") for value in held}
    if asked:
        found = policies.readable(seen.person, seen.today).filter(uid__in=asked)
        rows = found.values_list("uid", "number", "title")
        names |= {uid: f"{number} {title}".strip() for uid, number, title in rows}
    return names | {entry.uid: entry.label for entry in register.entries(held).values()}
