"""Who sends a remiss, reads what was sent, comments and settles.

A reviewer reads the text as it was sent, and nothing else of the directive, restricted or not: what has changed since
is for those who see the working text. They see their own comments, and what is answered to them.
"""

from __future__ import annotations

import datetime as dt

from uppdragil.directives import policies
from uppdragil.directives.content import Role
from uppdragil.directives.models import Directive
from uppdragil.directives.phases import UNDECIDED_PHASES, Phase
from uppdragil.organisation import roles
from uppdragil.organisation.models import Person

from .models import Comment, Consultation, Invitation


def leads(person: Person, directive: Directive, day: dt.date) -> bool:
    """Whether the remisser of `directive` are this person's: its lead's, of a draft also its maker's."""
    if directive.phase == Phase.DRAFT and directive.created_by_id == person.pk:
        return True
    return policies.holds(person, directive, Role.LEAD, day)


def may_send(person: Person, directive: Directive, day: dt.date) -> bool:
    """Who writes the text sends it out, in the stages in which it can still be written."""
    return policies.may_edit(person, directive, day)


def invitation(person: Person, consultation: Consultation) -> Invitation | None:
    """The invitation of `person`, if they are a reviewer."""
    return Invitation.objects.filter(consultation=consultation, person=person).first()


def reads(person: Person, consultation: Consultation) -> bool:
    """Whether `person` reads the sent text as a reviewer: while it is open, and afterwards for what they answered."""
    asked = invitation(person, consultation)
    if asked is None or not person.active:
        return False
    if consultation.is_open:
        return True
    wrote = Comment.objects.filter(consultation=consultation, by=person).exists()
    return wrote or asked.state in (Invitation.State.NO_REMARKS, Invitation.State.REMARKS)


def controls(person: Person, directive: Directive) -> bool:
    """Whether `person` is controller of the directive's unit; never of a restricted one, nor of what they lead."""
    return not directive.restricted and directive.unit_id in roles.controls(person)


def may_review(person: Person, directive: Directive, day: dt.date) -> bool:
    """Whether `person` can mark the text as reviewed by the controller now."""
    answers_a_gate = directive.phase in UNDECIDED_PHASES  # a question of the first one
    if not answers_a_gate or leads(person, directive, day):
        return False
    return controls(person, directive)


def may_comment(person: Person, consultation: Consultation, day: dt.date) -> bool:
    """The reviewers, the lead and the controller of the unit, while it is open."""
    directive = consultation.directive
    if not consultation.is_open or directive.ended:
        return False
    mine = leads(person, directive, day) or controls(person, directive)
    return mine or reads(person, consultation)


def may_answer(person: Person, comment: Comment, day: dt.date) -> bool:
    """In a thread: who wrote the comment while the remiss is open, the controller, and the lead as long as it lives."""
    directive = comment.consultation.directive
    if directive.ended:
        return False
    if leads(person, directive, day):
        return True
    if not comment.consultation.is_open:
        return False
    return controls(person, directive) or (comment.by_id == person.pk and reads(person, comment.consultation))
