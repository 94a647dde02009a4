"""Sending what the outbox holds: each letter once, whoever sends, as far as SMTP allows.

A sender first claims a letter, in the database, for a while; only then it talks to the mail server. Two
senders at once therefore never send the same one. A sender that is killed after the server took the
letter and before that was noted leaves a claim that runs out: the letter goes once more, with the same
Message-ID. Of the two wrongs the letter that comes twice is the lesser: none is ever lost.
"""

from __future__ import annotations

import datetime as dt
import logging
import smtplib
from collections.abc import Callable
from dataclasses import dataclass

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F, Q
from django.utils import timezone

from .letters import compose
from .models import Mail

logger = logging.getLogger(__name__)

CLAIM = dt.timedelta(minutes=10)  # far longer than one letter takes, see EMAIL_TIMEOUT
BACKOFF = tuple(dt.timedelta(minutes=m) for m in (1, 5, 15, 60, 240))  # then every four hours
GIVE_UP_AFTER = dt.timedelta(days=5)  # of a receiving side that says later, later
MOST = 1_000  # letters in one run; the timer comes again
Clock = Callable[[], dt.datetime]


class Unreachable(Exception):
    """The mail server cannot be talked to: the rest waits for the next run."""


@dataclass
class Run:
    """What came of one run. `trouble` is what the mail server said last when it would not take a letter."""

    sent: int = 0
    trouble: str = ""


def send_due(clock: Clock = timezone.now, most: int = MOST) -> Run:
    """Send what is due. A server that cannot be reached ends the run; what is left is tried again later."""
    run, connection = Run(), get_connection()
    try:
        for pk in _due(clock())[:most]:
            mail = claim(pk, clock())
            if mail is not None:
                _one(mail, connection, clock(), run)
    except Unreachable:
        logger.warning("mail server: %s", run.trouble)
    finally:
        _hang_up(connection)
    return run


def claim(pk: int, now: dt.datetime) -> Mail | None:
    """The letter, for this sender alone until the claim runs out; None when another has it or it is dealt with."""
    free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    won = Mail.objects.filter(free, pk=pk, ended_at=None, next_at__lte=now).update(
        claimed_until=now + CLAIM, tries=F("tries") + 1
    )
    return Mail.objects.select_related("person__unit", "directive__edition").get(pk=pk) if won else None


def _due(now: dt.datetime) -> list[int]:
    free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    return list(Mail.objects.filter(free, ended_at=None, next_at__lte=now).values_list("pk", flat=True))


def _one(mail: Mail, connection: BaseEmailBackend, now: dt.datetime, run: Run) -> None:
    try:
        message = compose(mail, now)
    except Exception:  # one letter that cannot be written is no reason to keep back the others
        logger.exception("the letter %s", mail.key)
        _later(mail, "it could not be written", now)
        return
    if isinstance(message, Mail.Ending):
        _end(mail, message, now)
        return
    try:
        connection.send_messages([message])
    except (smtplib.SMTPException, OSError, ValueError) as error:
        _failed(mail, error, connection, now, run)
    else:
        _end(mail, Mail.Ending.SENT, now)
        run.sent += 1


def _failed(mail: Mail, error: Exception, connection: BaseEmailBackend, now: dt.datetime, run: Run) -> None:
    """For good, for now, or for all: what the mail server said decides. Raises Unreachable."""
    run.trouble = _words(error)
    if _for_good(error):
        _end(mail, Mail.Ending.REFUSED, now, run.trouble)
    else:
        _later(mail, run.trouble, now, patient=_for_all(error))
    _hang_up(connection)
    if _for_all(error):
        raise Unreachable from error


def _for_good(error: Exception) -> bool:
    """The address is no address, or the receiving side says never (5xx)."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(500 <= code < 600 for code, _words in error.recipients.values())
    if isinstance(error, smtplib.SMTPDataError):
        return 500 <= error.smtp_code < 600
    return isinstance(error, ValueError)


def _for_all(error: Exception) -> bool:
    """It would go no better with the next letter."""
    one = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, ValueError)
    return not isinstance(error, one) or _goes_away(error)


def _goes_away(error: Exception) -> bool:
    """421: the server closes the conversation."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return any(code == 421 for code, _words in error.recipients.values())
    return getattr(error, "smtp_code", 0) == 421


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "; ".join(f"{code} {_text(words)}" for code, words in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    return str(error) or type(error).__name__


def _text(words: bytes | str) -> str:
    return words.decode(errors="replace") if isinstance(words, bytes) else words


def _end(mail: Mail, ending: Mail.Ending, now: dt.datetime, error: str = "") -> None:
    Mail.objects.filter(pk=mail.pk, ended_at=None).update(
        ended_at=now, ending=ending, claimed_until=None, error=error[:1_000]
    )


def _later(mail: Mail, error: str, now: dt.datetime, *, patient: bool = False) -> None:
    """Try again after a while. `patient`: however long it takes, since nothing is wrong with this letter."""
    if now - mail.made_at > GIVE_UP_AFTER and not patient:
        _end(mail, Mail.Ending.GIVEN_UP, now, error)
        return
    wait = BACKOFF[min(mail.tries, len(BACKOFF)) - 1]
    Mail.objects.filter(pk=mail.pk).update(next_at=now + wait, claimed_until=None, error=error[:1_000])


def _hang_up(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except (smtplib.SMTPException, OSError):
        logger.debug("the mail server was gone already")
