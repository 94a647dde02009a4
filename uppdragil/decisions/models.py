"""Rounds and what they leave behind.

A round is live: it opens at a submission and ends. What people put forward and confirm in it
(Proposal, Answer, SignOff) and what it ends in (Decision, Condition) is append-only.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from uppdragil.core.append_only import AppendOnly
from uppdragil.core.history import row_history
from uppdragil.core.uid import new_uid
from uppdragil.directives.models import Directive, DirectiveVersion
from uppdragil.editions.models import Edition
from uppdragil.editions.spec import Deciders, EditionSpec, GateSpec, Outcome
from uppdragil.organisation.models import DecisionBody, Person

VALUES = [("yes", _("YES")), ("no", _("NO")), ("na", _("NOT APPLICABLE"))]


class Change(models.Model):
    """A change of what the baseline locks, from the lead's first stroke until it is decided or dropped.

    `data` is the whole content as it would be, in its canonical bytes; of it only what is locked is applied
    (`directives.baseline`). `version` guards each save. One at a time per directive.
    """

    class Ending(models.TextChoices):
        DECIDED = "decided", _("Decided")
        REFUSED = "refused", _("Refused")
        DROPPED = "dropped", _("Dropped")

    uid = models.CharField(max_length=32, unique=True, default=new_uid, editable=False)
    directive = models.ForeignKey(Directive, models.PROTECT, related_name="changes")
    reason = models.TextField(blank=True)
    data = models.BinaryField()
    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(max_length=10, choices=Ending.choices, blank=True, default="")
    history = row_history()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["directive"], condition=Q(ended_at__isnull=True), name="one_open_change_per_directive"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ending="") | Q(ended_at__isnull=False) & ~Q(ending=""),
                name="change_ends_in_a_way",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.directive}: {self.reason}"


class Round(models.Model):
    """Beslutsomgång: one version before the deciders of one gate, until it ends.

    `lead` is who submitted it and may never confirm it. `due` is the date to which it was postponed.
    `deciders` is the kind of deciders it waits for, settled when it opened: a change decision's differs from
    case to case. `change` is what a change decision is about; None at the gates. `moved_from`: the revision of the
    model under which the round was held, where its directive has been moved to another since.
    """

    class Ending(models.TextChoices):
        DECIDED = "decided", _("Decided")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        STOPPED = "stopped", _("Stopped")
        SUPERSEDED = "superseded", _("Superseded")

    uid = models.CharField(max_length=32, unique=True, default=new_uid, editable=False)
    directive = models.ForeignKey(Directive, models.PROTECT, related_name="rounds")
    gate = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    deciders = models.CharField(max_length=20, choices=[(d.value, d.value) for d in Deciders])
    change = models.ForeignKey(Change, models.PROTECT, null=True, blank=True, related_name="rounds")
    version = models.ForeignKey(DirectiveVersion, models.PROTECT, related_name="rounds")
    moved_from = models.ForeignKey(Edition, models.PROTECT, null=True, blank=True, related_name="+")
    body = models.ForeignKey(DecisionBody, models.PROTECT, null=True, blank=True, related_name="rounds")
    lead = models.ForeignKey(Person, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    due = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ending = models.CharField(max_length=10, choices=Ending.choices, blank=True, default="")

    class Meta:
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["directive"], condition=Q(ended_at__isnull=True), name="one_open_round_per_directive"
            ),
            models.UniqueConstraint(fields=["directive", "gate", "number"], name="round_number_once"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ending="") | Q(ended_at__isnull=False) & ~Q(ending=""),
                name="round_ends_in_a_way",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.directive} {self.gate}:{self.number}"

    @property
    def edition(self) -> Edition:
        """The revision of the model under which the round is, or was, held."""
        return self.moved_from or self.directive.edition

    def held_under(self, current: EditionSpec) -> EditionSpec:
        """The same, where the `current` revision of the directive is at hand: no query where it was never moved."""
        return self.moved_from.spec if self.moved_from else current

    @property
    def spec(self) -> GateSpec:
        """What the round's edition says of this gate, with the deciders that this round waits for."""
        gate = self.edition.spec.gate(self.gate)
        return gate.model_copy(update={"deciders": Deciders(self.deciders)})


class Recusal(AppendOnly):
    """Jäv: somebody who would decide says that they must not, and is out of that round."""

    excluded_by = ("decisions.SignOff", ("round", "person"))

    round = models.ForeignKey(Round, models.PROTECT, related_name="recusals")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    name = models.TextField()
    title = models.TextField(blank=True)
    reason = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "person"], name="one_recusal_per_person_and_round")
        ]

    def __str__(self) -> str:
        return self.name


class DraftAnswer(models.Model):
    """An answer under preparation, by the lead or a decider; frozen only when somebody confirms."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="drafts")
    item = models.CharField(max_length=50)
    value = models.CharField(max_length=3, choices=VALUES, blank=True)
    motivation = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "item"], name="draft_answer_once")]

    def __str__(self) -> str:
        return f"{self.item}: {self.value}"


class DraftDecision(models.Model):
    """What one decider is about to put forward: kept, so that nothing typed is lost before it is confirmed."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="draft_decisions")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    data = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "person"], name="draft_decision_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.round}"


class Proposal(AppendOnly):
    """What somebody put forward, frozen: its exact bytes and their SHA-256. Others confirm that hash."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="proposals")
    outcome = models.CharField(max_length=20, choices=[(o.value, o.value) for o in Outcome])
    data = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "sha256"], name="proposal_once_per_round")]

    def __str__(self) -> str:
        return self.outcome


class Answer(AppendOnly):
    """One answer of a proposal, with the question and the system's suggestion as they were shown."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="answers")
    position = models.PositiveIntegerField()
    item = models.CharField(max_length=50)
    question = models.TextField()
    value = models.CharField(max_length=3, choices=VALUES)
    motivation = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    suggested = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["proposal", "item"], name="answer_once")]

    def __str__(self) -> str:
        return f"{self.item}: {self.value}"


class SignOff(AppendOnly):
    """Bekräftelse: one person confirmed one proposal, in all their capacities. Never a signature.

    Name and title are copied: they are what they were on that day. `lead` is the round's, so that the
    database itself refuses a lead who decides. Nor does it take both a sign-off and jäv of one person in a round.
    """

    excluded_by = ("decisions.Recusal", ("round", "person"))

    round = models.ForeignKey(Round, models.PROTECT, related_name="sign_offs")
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="sign_offs")
    person = models.ForeignKey(Person, models.PROTECT, related_name="sign_offs")
    lead = models.ForeignKey(Person, models.PROTECT, related_name="+")
    name = models.TextField()
    title = models.TextField(blank=True)
    capacities = models.JSONField()
    method = models.CharField(max_length=20)
    authenticated_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "person"], name="one_sign_off_per_person_and_round"),
            models.CheckConstraint(condition=~Q(person=F("lead")), name="lead_is_not_decider"),
        ]

    def __str__(self) -> str:
        return self.name


class Decision(AppendOnly):
    """Beslut: how a round ended, on exactly which version, and where a body met for it."""

    round = models.OneToOneField(Round, models.PROTECT, related_name="decision")
    directive = models.ForeignKey(Directive, models.PROTECT, related_name="decisions")
    gate = models.CharField(max_length=20)
    version = models.ForeignKey(DirectiveVersion, models.PROTECT, related_name="decisions")
    version_sha256 = models.CharField(max_length=64)
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=20, choices=[(o.value, o.value) for o in Outcome])
    motivation = models.TextField(blank=True)
    postponed_to = models.DateField(null=True, blank=True)
    decided_at = models.DateTimeField()
    body = models.TextField(blank=True)
    body_kind = models.CharField(max_length=20, blank=True)
    met_on = models.DateField(null=True, blank=True)
    paragraph = models.TextField(blank=True)
    official = models.TextField(blank=True)
    present = models.JSONField(default=list, blank=True)
    recused = models.JSONField(default=list, blank=True)
    dissent = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["decided_at", "pk"]
        indexes = [
            models.Index(fields=["decided_at"], name="decision_by_day")
        ]  # what was decided since a day

    def __str__(self) -> str:
        return f"{self.directive} {self.gate}: {self.outcome}"


class Condition(AppendOnly):
    """Villkor of a conditional yes: a task with a responsible and a day. What comes of it: ConditionNote."""

    uid = models.CharField(max_length=32, unique=True, default=new_uid, editable=False)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="conditions")
    position = models.PositiveIntegerField()
    text = models.TextField()
    responsible = models.TextField()
    holder_kind = models.CharField(max_length=20, blank=True, default="")
    holder_id = models.CharField(max_length=32, blank=True, default="")
    due = models.DateField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["decision", "position"], name="condition_once")]

    def __str__(self) -> str:
        return self.text


class ConditionNote(AppendOnly):
    """What came of a condition: met with evidence, opened again, or no longer asked for. The last one holds."""

    class State(models.TextChoices):
        MET = "met", _("Met")
        REOPENED = "reopened", _("Opened again")
        WAIVED = "waived", _("No longer asked for")

    condition = models.ForeignKey(Condition, models.PROTECT, related_name="notes")
    state = models.CharField(max_length=10, choices=State.choices)
    text = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    name = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.state


class OutsideDecision(AppendOnly):
    """A decision that was taken outside the system, before the mandate was adopted, as the office tells it.

    `link` or the scan (`scan`, `scan_name`, `scan_sha256`) shows where it stands.
    """

    directive = models.ForeignKey(Directive, models.PROTECT, related_name="outside_decisions")
    gate = models.CharField(max_length=20)
    outcome = models.CharField(max_length=20, choices=[(o.value, o.value) for o in Outcome])
    decided_on = models.DateField()
    decided_by = models.TextField()
    reference = models.TextField(blank=True)
    text = models.TextField(blank=True)
    link = models.TextField(blank=True)
    scan = models.BinaryField(null=True, blank=True)
    scan_name = models.TextField(blank=True)
    scan_sha256 = models.CharField(max_length=64, blank=True)
    noted_by = models.TextField()
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["decided_on", "pk"]

    def __str__(self) -> str:
        return f"{self.directive} {self.gate}: {self.outcome}"


class Adoption(AppendOnly):
    """A mandate that ran already was taken in: at which stage, with which text, on whose word."""

    directive = models.OneToOneField(Directive, models.PROTECT, related_name="adoption")
    version = models.OneToOneField(DirectiveVersion, models.PROTECT, related_name="adoption")
    phase = models.CharField(max_length=20)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    name = models.TextField()
    title = models.TextField(blank=True)
    method = models.CharField(max_length=20)
    authenticated_at = models.DateTimeField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.directive)


class DelegationReport(AppendOnly):
    """Anmälan: a decision taken on delegation has been told to the board, at a meeting and paragraph."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="delegation_report")
    body = models.TextField()
    met_on = models.DateField()
    paragraph = models.TextField()
    noted_by = models.TextField()
    noted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.body} {self.paragraph}"
