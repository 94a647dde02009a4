"""What a letter says, made when it is sent: true then, and only what the person may see then.

A letter's links open pages; none of them does anything by itself. About a restricted directive a letter
says its number and nothing else.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import formats, translation
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from uppdragil.decisions.models import Decision
from uppdragil.directives import policies
from uppdragil.directives.models import Directive
from uppdragil.directives.policies import Access
from uppdragil.directives.services import content_of
from uppdragil.editions.spec import Outcome
from uppdragil.meetings.models import AgendaItem, Receipt
from uppdragil.organisation.models import Person

from . import sentences
from .choices import choice_of, wants
from .items import Item
from .models import Mail
from .selectors import waiting_for

MOST_OF_A_SUBJECT = 150  # characters


@dataclass(frozen=True)
class Line:
    """One thing in a letter: what, more about it, and where it is."""

    what: str
    details: tuple[str, ...] = ()
    href: str = ""


@dataclass(frozen=True)
class Letter:
    """What a letter says, before it is drawn as text and as HTML."""

    subject: str
    lines: tuple[Line, ...]
    lead: str = ""
    verb: str = field(default="")


def compose(mail: Mail, now: dt.datetime) -> EmailMultiAlternatives | Mail.Ending:
    """The letter, ready to send; or why it is not sent."""
    person = mail.person
    if not person.active:
        return Mail.Ending.NOT_SEEN
    if not person.email:
        return Mail.Ending.NO_ADDRESS
    choice = choice_of(person)
    if not wants(choice, mail.kind, mail.about):
        return Mail.Ending.NOT_WANTED
    if mail.directive and policies.access(person, mail.directive, localdate(now)) is Access.NONE:
        return Mail.Ending.NOT_SEEN
    with translation.override(choice.language):
        letter = _letter(mail, now)
        return _message(mail, letter) if letter else Mail.Ending.NOT_NEEDED


def _letter(mail: Mail, now: dt.datetime) -> Letter | None:
    if mail.kind == Mail.Kind.DIGEST:
        return _digest(mail.person, now)
    if mail.kind == Mail.Kind.EXTRACT:
        return _extract(mail)
    if mail.kind == Mail.Kind.DECIDED:
        assert mail.directive is not None  # decisions are about one
        return _decided(mail, mail.directive, now)
    if mail.kind == Mail.Kind.SUPERSEDED:
        assert mail.directive is not None
        return _superseded(mail.person, mail.directive, now)
    if mail.kind == Mail.Kind.MODEL:
        assert mail.directive is not None
        return _moved(mail.directive)
    return _waits(mail, now)


def _waits(mail: Mail, now: dt.datetime) -> Letter | None:
    """What waits for the person, while it does."""
    item = next((i for i in waiting_for(mail.person, now).items if i.key == mail.about), None)
    if item is None:
        return None
    what = headline = sentences.headline(item)
    if mail.kind == Mail.Kind.REMINDER:
        headline = _("Reminder: %(what)s") % {"what": what[:1].lower() + what[1:] if not item.gate else what}
    if item.restricted:
        return _sealed(item.number, _address(item.page, *item.args))
    subject = f"{item.number}: {headline}" if item.number else headline
    return Letter(subject, (_line(item, now),), verb=sentences.verb(item))


def _line(item: Item, now: dt.datetime) -> Line:
    """`item` as a line of a letter."""
    address = _address(item.page, *item.args)
    if item.restricted:
        return Line(_sealed_words(item.number), href=address)
    title = f"{item.number} {item.title}".strip()
    more = (*sentences.details(item), sentences.by_when(item, localdate(now)))
    what = f"{title}. {sentences.headline(item)}." if title else f"{sentences.headline(item)}."
    return Line(what, tuple(words for words in more if words), address)


def _decided(mail: Mail, directive: Directive, now: dt.datetime) -> Letter | None:
    uid = mail.about.partition(":")[2]
    decision = Decision.objects.filter(round__uid=uid).select_related("round", "version").first()
    if decision is None:
        return None
    address = _address("decision", directive.uid, uid)
    if directive.restricted:
        return _sealed(directive.number, address)
    gate = directive.edition.spec.gate(decision.gate)
    outcome = gate.outcomes[Outcome(decision.outcome)]
    details = [
        _("Why: %(text)s") % {"text": sentences.shortened(decision.motivation)}
        if decision.motivation
        else "",
        _conditions(decision),
    ]
    title = content_of(decision.version).title
    return Letter(
        f"{directive.number}: {gate.code} {outcome}",
        (
            Line(
                _("%(title)s. %(gate)s %(name)s: %(outcome)s.")
                % {
                    "title": f"{directive.number} {title}",
                    "gate": gate.code,
                    "name": gate.name,
                    "outcome": outcome,
                },
                tuple(words for words in details if words),
                address,
            ),
        ),
        verb=_("Read the decision"),
    )


def _conditions(decision: Decision) -> str:
    count = decision.conditions.count()
    words = ngettext("It carries %(n)d condition.", "It carries %(n)d conditions.", count) % {"n": count}
    return words if count else ""


def _superseded(person: Person, directive: Directive, now: dt.datetime) -> Letter:
    """Names the new one where the person may read it."""
    address = _address("directive", directive.uid)
    if directive.restricted:
        return _sealed(directive.number, address)
    what = _("The mandate has been replaced by another one")
    title = f"{directive.number} {directive.title}"
    line = Line(f"{title}. {what}.", (_("It has ended and takes no more decisions."),), address)
    new = directive.superseded_by
    may_read = new is not None and policies.access(person, new, localdate(now)) is not Access.NONE
    lines = (line, _successor(new)) if new and may_read else (line,)
    return Letter(f"{directive.number}: {what}", lines, verb=_("Show the mandate"))


def _moved(directive: Directive) -> Letter:
    """That it rests on another revision of its model; what that changes stands on its pages."""
    address = _address("directive", directive.uid)
    if directive.restricted:
        return _sealed(directive.number, address)
    words = {"name": directive.edition.name, "revision": directive.edition.revision}
    what = _("The mandate now follows %(name)s, revision %(revision)s") % words
    line = Line(
        f"{directive.number} {directive.title}. {what}.",
        (_("Your text is as it was. What the next gate asks may differ."),),
        address,
    )
    return Letter(f"{directive.number}: {what}", (line,), verb=_("Show the mandate"))


def _successor(new: Directive) -> Line:
    title = "" if new.restricted or new.baseline is None else content_of(new.baseline).title
    words = {"title": f"{new.number} {title}".strip()}
    return Line(_("The new mandate is %(title)s.") % words, href=_address("directive", new.uid))


def _extract(mail: Mail) -> Letter | None:
    """Body and paragraph, and nothing of what it is about: whoever is on the list reads that after the login."""
    uid = mail.about.partition(":")[2]
    item = AgendaItem.objects.filter(uid=uid).select_related("meeting__body", "paragraph").first()
    if item is None or Receipt.objects.filter(recipient__item=item, person=mail.person).exists():
        return None
    where = f"{item.meeting.body} {item.paragraph}"
    address = _address("extract", item.meeting.uid, str(item.paragraph.number))
    words = _("Extract of minutes for you: %(where)s") % {"where": where}
    day = formats.date_format(item.meeting.date, "j F Y")
    return Letter(words, (Line(f"{words}, {day}.", href=address),), verb=_("Read the extract"))


def _digest(person: Person, now: dt.datetime) -> Letter | None:
    today = localdate(now)
    items = [item for item in waiting_for(person, now).items if item.presses(today)]
    if not items:
        return None
    count = len(items)
    subject = ngettext("%(n)d thing waits for you", "%(n)d things wait for you", count) % {"n": count}
    lead = _("This waits for you in week %(week)d.") % {"week": today.isocalendar().week}
    return Letter(subject, tuple(_line(item, now) for item in items), lead, _("Show all that waits for me"))


def _sealed(number: str, address: str) -> Letter:
    """All that a letter says about a restricted directive."""
    words = _sealed_words(number)
    return Letter(words.rstrip("."), (Line(words, href=address),), verb=_("Log in"))


def _sealed_words(number: str) -> str:
    return _("%(number)s: Log in to read.") % {"number": number}


def _message(mail: Mail, letter: Letter) -> EmailMultiAlternatives:
    digest = mail.kind == Mail.Kind.DIGEST
    shown = {
        "letter": letter,
        "name": mail.person.name.split()[0] if mail.person.name.split() else "",
        "address": _address("start") if digest else letter.lines[0].href,
        "several": digest,
        "choices": _address("mail-choices"),
        "organisation": settings.ORGANISATION_NAME,
        "language": translation.get_language(),
    }
    message = EmailMultiAlternatives(
        subject=" ".join(letter.subject.split())[:MOST_OF_A_SUBJECT],
        body=render_to_string("mail/letter.txt", shown),
        to=[mail.person.email],
        headers={
            "Message-ID": message_id(mail.key),
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            "Content-Language": translation.get_language(),
        },
    )
    message.attach_alternative(render_to_string("mail/letter.html", shown), "text/html")
    return message


def message_id(key: str) -> str:
    """The same for the same letter, so that a mail program can tell a letter that came twice."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{domain}>"


def _address(page: str, *args: str) -> str:
    return settings.BASE_URL + reverse(page, args=args)
