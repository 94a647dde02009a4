"""An edition of the strategy as rows, and the version that publishing freezes.

The columns of a row model carry the names of its content type (`content.py`), as those of a directive do.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import pgettext_lazy

from uppdragil.core.append_only import AppendOnly
from uppdragil.core.history import row_history
from uppdragil.core.uid import new_uid
from uppdragil.organisation.models import Person


def line() -> models.TextField:
    """A column of text that may stay empty, and never is NULL."""
    return models.TextField(blank=True, default="")


def lines() -> models.JSONField:
    """A list of texts or numbers."""
    return models.JSONField(default=list, blank=True)


class StrategyEdition(models.Model):
    """An edition and its years. A draft is replaced as a whole; a published one has its `version` and stays.

    `noted`: what its import found that its own text does not show (`finding.stored`), until somebody settles it.
    """

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("strategy edition", "Draft")
        PUBLISHED = "published", pgettext_lazy("strategy edition", "Published")

    uid = models.CharField(max_length=32, unique=True, default=new_uid, editable=False)
    name = line()
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    created_at = models.DateTimeField()
    noted = lines()
    history = row_history()

    class Meta:
        ordering = ["first_year", "last_year", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_year__lte=F("last_year")), name="strategy_years_in_order"
            ),
            models.UniqueConstraint(
                fields=["first_year", "last_year"],
                condition=Q(state="draft"),
                name="strategy_one_draft_of_years",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class EditionRow(models.Model):
    """Base of every row of an edition."""

    edition = models.ForeignKey(StrategyEdition, models.CASCADE, related_name="+")
    uid = models.CharField(max_length=32)
    position = models.PositiveIntegerField()
    history = row_history()

    class Meta:
        abstract = True
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "uid"], name="%(app_label)s_%(class)s_uid_once")
        ]

    def __str__(self) -> str:
        return self.uid


class FocusArea(EditionRow):
    """Fokusområde."""

    name = line()
    other_names = lines()
    current_state = line()
    target_state = line()
    target_year = models.PositiveSmallIntegerField(null=True, blank=True)
    other_target_states = lines()
    regional_goals = lines()
    strategies = lines()
    foundations = lines()

    class Meta(EditionRow.Meta):
        constraints = [
            *EditionRow.Meta.constraints,
            models.UniqueConstraint(fields=["edition", "position"], name="strategy_area_position_once"),
        ]


class SubGoal(EditionRow):
    """Delmål of one year of an area."""

    parent = models.ForeignKey(FocusArea, models.CASCADE, related_name="sub_goals")
    year = models.PositiveSmallIntegerField()
    text = line()
    tentative = models.BooleanField(default=False)
    responsible = line()

    class Meta(EditionRow.Meta):
        constraints = [
            *EditionRow.Meta.constraints,
            models.UniqueConstraint(fields=["parent", "position"], name="strategy_goal_position_once"),
        ]


class Wording(EditionRow):
    """The same sub-goal as another place of the source words it."""

    parent = models.ForeignKey(SubGoal, models.CASCADE, related_name="other_wordings")
    text = line()

    class Meta(EditionRow.Meta):
        constraints = [
            *EditionRow.Meta.constraints,
            models.UniqueConstraint(fields=["parent", "position"], name="strategy_wording_position_once"),
        ]


class StrategyActivity(EditionRow):
    """Delaktivitet of a sub-goal, or of another wording of it."""

    parent = models.ForeignKey(SubGoal, models.CASCADE, related_name="activities", null=True, blank=True)
    wording = models.ForeignKey(Wording, models.CASCADE, related_name="activities", null=True, blank=True)
    text = line()
    tentative = models.BooleanField(default=False)

    class Meta(EditionRow.Meta):
        constraints = [
            *EditionRow.Meta.constraints,
            models.UniqueConstraint(fields=["parent", "position"], name="strategy_activity_position_once"),
            models.UniqueConstraint(
                fields=["wording", "position"], name="strategy_other_activity_position_once"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) ^ Q(wording__isnull=True), name="strategy_activity_of_one"
            ),
        ]


class StrategyDismissal(models.Model):
    """A finding of a draft that stands as it is, and why. It holds while the finding is the same (`Finding.key`)."""

    edition = models.ForeignKey(StrategyEdition, models.CASCADE, related_name="dismissals")
    finding = models.CharField(max_length=16)
    rule = models.CharField(max_length=5)
    reason = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    name = models.TextField()
    at = models.DateTimeField()
    history = row_history()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "finding"], name="strategy_dismissal_once_per_finding"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="strategy_dismissal_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.reason}"


class StrategyVersion(AppendOnly):
    """What was published: its exact bytes, the schema that wrote them, their SHA-256."""

    edition = models.OneToOneField(StrategyEdition, models.PROTECT, related_name="version")
    data = models.BinaryField()
    schema = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.TextField()

    def __str__(self) -> str:
        return f"{self.edition} {self.sha256[:8]}"


from .plans.models import BoardPlan as BoardPlan  # noqa: E402 - models of this app in a file of their own
from .plans.models import BoardPlanItem as BoardPlanItem  # noqa: E402
