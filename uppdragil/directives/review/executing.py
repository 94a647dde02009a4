"""R15: whoever decides does the work as well."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from uppdragil.directives.content import DirectiveContent, Role, RoleAssignment

from .finding import Finding, Place, ReviewFacts, Severity
from .names import is_title, names_in
from .organisation import Organisation, parts, responsible
from .roles import OWNER_WORDS
from .texts import MOST_PLACES

MOST_OWNERS = 20  # that are asked about

Called = tuple[Place, frozenset[str]]  # where somebody is at work, and what they are called


def deciders_at_work(content: DirectiveContent, facts: ReviewFacts, today: dt.date) -> Iterator[Finding]:
    """R15: an owner leads the mandate, is a member of it, or answers for an activity."""
    owners = content.holders(Role.OWNER)[:MOST_OWNERS]
    if not owners:
        return
    organisation = Organisation(content, facts)
    at_work = {kind: list(find(content, organisation)) for kind, (_severity, find) in _KINDS.items()}
    for owner in owners:
        who = _who(owner, organisation)
        for kind, (severity, _find) in _KINDS.items():
            asked = who | OWNER_WORDS if who and kind == "activity" else who
            if places := [place for place, called in at_work[kind] if called & asked]:
                yield _finding(kind, severity, owner, places)


def _leading(content: DirectiveContent, organisation: Organisation) -> Iterator[Called]:
    return _in_role(Role.LEAD, content, organisation)


def _taking_part(content: DirectiveContent, organisation: Organisation) -> Iterator[Called]:
    return _in_role(Role.MEMBER, content, organisation)


def _in_role(role: Role, content: DirectiveContent, organisation: Organisation) -> Iterator[Called]:
    for row in content.holders(role):
        yield Place("roles", row.uid, "holder"), _who(row, organisation)


def _responsible(content: DirectiveContent, organisation: Organisation) -> Iterator[Called]:
    for activity in content.activities:
        called = frozenset(one for part in responsible(activity.responsible) for one in _called(part, [part]))
        yield Place("activities", activity.uid, "responsible"), called


_KINDS = {
    "lead": (Severity.WARNING, _leading),
    "member": (Severity.HINT, _taking_part),
    "activity": (Severity.HINT, _responsible),
}


def _who(row: RoleAssignment, organisation: Organisation) -> frozenset[str]:
    """What a row's holder is called, who holds that position, and what of the register it is."""
    behind = {" ".join(name.sound) for name in organisation.behind(row)}
    linked = {f"{row.holder_kind}:{row.holder_id}"} if row.holder_id else set()
    return _called(row.holder, parts(row.holder)) | behind | linked


def _called(text: str, named: list[str]) -> frozenset[str]:
    """The people in a text; where it names none the titles in it, or the one thing that it names."""
    if people := names_in(text):
        return frozenset(" ".join(name.sound) for name in people)
    titled = [part for part in named if any(is_title(word) for word in part.split())]
    return frozenset(part.casefold() for part in (named if len(named) == 1 else titled))


def _finding(kind: str, severity: Severity, owner: RoleAssignment, places: list[Place]) -> Finding:
    params = {"kind": kind, "holder": owner.holder}
    own = Place("roles", owner.uid, "holder")
    about = (kind, " ".join(owner.holder.casefold().split()))
    return Finding("R15", severity, (own, *places[:MOST_PLACES]), params, about=about)
