"""Questions between people, the outbox, and what each person wants by mail.

Nothing here is evidence: it is short-lived, and `manage.py dispose` removes what has been dealt with.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from uppdragil.core.uid import new_uid
from uppdragil.directives.models import Directive
from uppdragil.organisation.models import Person


class Ask(models.Model):
    """Somebody asks somebody who can, to clear what stands in the way of a directive.

    `reason` tells one reason of the rules from the others (`workflows.blocking.key`). It ends when the one
    who was asked says that it is done, or when the rules no longer have that reason.
    """

    class Ending(models.TextChoices):
        DONE = "done", _("Done")
        GONE = "gone", _("No longer in the way")

    uid = models.CharField(max_length=32, unique=True, default=new_uid, editable=False)
    directive = models.ForeignKey(Directive, models.PROTECT, related_name="asks")
    asked = models.ForeignKey(Person, models.PROTECT, related_name="asked_for")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=32)
    code = models.CharField(max_length=50)
    where = models.CharField(max_length=100, blank=True)
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    day = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(max_length=10, choices=Ending.choices, blank=True, default="")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["directive", "asked", "reason", "day"], name="ask_once_a_day"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ending="") | Q(ended_at__isnull=False) & ~Q(ending=""),
                name="ask_ends_in_a_way",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.directive}: {self.code}"


class Mail(models.Model):
    """One letter to one person, from when it is called for until it is sent or not needed any more.

    What it says is made when it is sent (`letters.py`), so that it is true then, and shows only what the
    person may see then; nothing of it is kept. `key` makes it one, however often it is called for.
    """

    class Kind(models.TextChoices):
        ROUND = "round", _("Decision that waits")
        DECIDED = "decided", _("Decision taken")
        CONDITION = "condition", _("Condition")
        SUPERSEDED = "superseded", _("Replaced mandate")
        MODEL = "model", _("Another revision of the model")
        EXTRACT = "extract", _("Extract of minutes")
        ADJUST = "adjust", _("Minutes to adjust")
        EMPTIED = "emptied", _("Substitute needed")
        ASK = "ask", _("Question")
        SUPPORT = "support", _("Support asked for")
        CONSULT = "consult", _("Draft to comment on")
        NEED = "need", _("Answer to a need")
        REPORT = "report", _("Status report asked for")
        REMINDER = "reminder", _("Reminder")
        DIGEST = "digest", _("Weekly summary")

    class Ending(models.TextChoices):
        SENT = "sent", _("Sent")
        NOT_NEEDED = "not_needed", _("Not needed any more")
        NOT_WANTED = "not_wanted", _("Switched off by the person")
        NOT_SEEN = "not_seen", _("The person may not see it any more")
        NO_ADDRESS = "no_address", _("No mail address")
        REFUSED = "refused", _("Refused by the receiving side")
        GIVEN_UP = "given_up", _("Given up")

    key = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    directive = models.ForeignKey(Directive, models.PROTECT, null=True, blank=True, related_name="+")
    about = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    next_at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(max_length=10, choices=Ending.choices, blank=True, default="")

    class Meta:
        ordering = ["next_at", "pk"]
        indexes = [
            models.Index(fields=["next_at"], name="mail_to_send", condition=Q(ended_at__isnull=True)),
            models.Index(fields=["ended_at"], name="mail_by_end"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ending="") | Q(ended_at__isnull=False) & ~Q(ending=""),
                name="mail_ends_in_a_way",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class MailChoice(models.Model):
    """What a person wants by mail. Who has no row gets everything, in the first language.

    Decisions that wait are mailed at once or in the weekly summary, but never not at all.
    """

    person = models.OneToOneField(Person, models.PROTECT, related_name="mail_choice")
    language = models.CharField(
        _("the language of the letters"), max_length=5, choices=settings.LANGUAGES, default="sv"
    )
    decisions = models.BooleanField(_("decisions that wait for me, at once"), default=True)
    asks = models.BooleanField(_("questions to me"), default=True)
    outcomes = models.BooleanField(_("what has been decided in my mandates"), default=True)
    conditions = models.BooleanField(_("conditions that I am responsible for"), default=True)
    reminders = models.BooleanField(_("reminders before and after the day"), default=True)
    digest = models.BooleanField(_("a summary every Monday, when something waits"), default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decisions=True) | Q(digest=True), name="decisions_are_told_somehow"
            )
        ]

    def __str__(self) -> str:
        return str(self.person)
