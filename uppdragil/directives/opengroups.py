"""Open groups: words that name a role or a recipient without saying who belongs. Pure: no Django.

"Övriga berörda verksamheter" and "Anna Berg m.fl." leave open who is meant: nobody can be told, asked or counted by
them. It is no mistake (the model has reference groups and stakeholders), so it is said and not reviewed.
"""

from __future__ import annotations

import re

from uppdragil.core.values import Row

from .content import Recipient, RoleAssignment

_OPEN = re.compile(
    r"(?<!\w)(?:m\.? ?fl\.?|med flera|etc\.?|övriga|andra|alla|samtliga|berörda|involverade|delaktiga|intresserade"
    r"|aktuella|relevanta|lämpliga|vid behov|and others|others?|everybody|everyone|concerned|relevant)(?!\w)",
    re.IGNORECASE,
)


def is_open_group(row: Row) -> bool:
    """Whether the row names a group of which nobody can tell who is in it; never one that is linked to the register."""
    if isinstance(row, RoleAssignment):
        return not row.holder_id and bool(_OPEN.search(row.holder))
    return isinstance(row, Recipient) and bool(_OPEN.search(row.name))
