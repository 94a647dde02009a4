"""Drafts to comment on, for their reviewers; and comments that are not settled, for who leads the mandate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from uppdragil.consultation import selectors
from uppdragil.directives.content import Role
from uppdragil.organisation.models import Person
from uppdragil.portfolio.overview import Standing

from .items import Item, Kind, of_line
from .seats import Parts


def to_comment(person: Person) -> Iterator[Item]:
    """What a reviewer is asked about: no more of the mandate than was sent. One query."""
    for one in selectors.asked_of(person):
        sent = one.consultation
        yield Item(
            Kind.CONSULT, sent.uid, "consultation", (sent.uid,), sent.directive, sent.title, sent.number,
            due=sent.due, since=one.asked_at, words={"by": sent.asked_by.name, "text": sent.words},
        )  # fmt: skip


def to_settle(parts: Parts, lines: Mapping[int, Standing]) -> Iterator[Item]:
    """The comments on what the person leads. One query."""
    led = [pk for pk in parts.holds(Role.LEAD) if pk in lines]
    for sent in selectors.unsettled(led) if led else ():
        line = lines[sent.directive_id]
        yield of_line(
            Kind.COMMENTS, sent.uid, line, "consultation-lead", args=(line.directive.uid, sent.uid),
            gate="", gate_name="", since=sent.asked_at, words={"count": sent.unsettled},  # type: ignore[attr-defined]
        )  # fmt: skip
