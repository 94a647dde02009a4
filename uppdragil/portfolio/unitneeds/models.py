"""What units need: raised bottom-up, answered by the portfolio office (seed 001, "bottom up")."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from uppdragil.core.history import row_history
from uppdragil.core.uid import new_uid
from uppdragil.directives.models import Directive
from uppdragil.organisation.models import Person, Unit


class UnitNeed(models.Model):
    """Behov: what a unit lacks, why, and what became of it.

    `disturbance`: how much it disturbs the work, in words, where that is known. `sub_goal`: the strategy's, in words.
    `answer` is what the office says to the unit: the reason why not, or a word along with a yes. `read_at`: when who
    raised it said that the answer is read; another answer asks for it again.
    """

    class State(models.TextChoices):
        RAISED = "raised", pgettext_lazy("a unit's need", "Raised")
        LOOKED_AT = "looked_at", pgettext_lazy("a unit's need", "Being looked at")
        TAKEN = "taken", pgettext_lazy("a unit's need", "Taken by a mandate")
        DECLINED = "declined", pgettext_lazy("a unit's need", "Declined")
        JOINED = "joined", pgettext_lazy("a unit's need", "Joined with another need")
        WITHDRAWN = "withdrawn", pgettext_lazy("a unit's need", "Withdrawn")

    uid = models.CharField(max_length=32, unique=True, default=new_uid, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="needs")
    title = models.CharField(max_length=200)
    situation = models.TextField()
    consequence = models.TextField()
    since = models.DateField(null=True, blank=True)
    disturbance = models.CharField(max_length=200, blank=True, default="")
    wanted_by = models.DateField(null=True, blank=True)
    sub_goal = models.CharField(max_length=300, blank=True, default="")
    raised_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=State.choices, default=State.RAISED)
    directive = models.ForeignKey(
        Directive, models.PROTECT, null=True, blank=True, related_name="needs_taken"
    )
    joined_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="joined")
    answer = models.TextField(blank=True, default="")
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    history = row_history()

    class Meta:
        ordering = ["-raised_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(situation="") & ~Q(consequence=""), name="need_says_what_and_why"
            ),
            models.CheckConstraint(
                condition=Q(state="taken", directive__isnull=False)
                | ~Q(state="taken") & Q(directive__isnull=True),
                name="need_is_taken_by_a_mandate",
            ),
            models.CheckConstraint(
                condition=Q(state="joined", joined_to__isnull=False)
                | ~Q(state="joined") & Q(joined_to__isnull=True),
                name="need_is_joined_with_one",
            ),
            models.CheckConstraint(
                condition=Q(joined_to__isnull=True) | ~Q(joined_to=F("pk")), name="need_is_joined_with_another"
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["taken", "declined", "joined"],
                    answered_at__isnull=False, answered_by__isnull=False,
                )
                | Q(
                    state__in=["raised", "looked_at", "withdrawn"],
                    answered_at__isnull=True, answered_by__isnull=True, answer="", read_at__isnull=True,
                ),
                name="need_answer_is_whole",
            ),
            models.CheckConstraint(condition=~Q(state="declined", answer=""), name="need_is_declined_with_a_reason"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.state in (self.State.RAISED, self.State.LOOKED_AT)

    @property
    def is_answered(self) -> bool:
        return self.answered_at is not None
