"""One form per kind of row. A field carries the name of the content's field and holds what that may hold."""

from __future__ import annotations

from .kinds.appendices import DecisionSheetForm, RecipientForm, TermForm
from .kinds.budget import BudgetRowForm
from .kinds.demands import (
    DelimitationForm,
    DependencyForm,
    InclusionForm,
    ObligationForm,
    PrerequisiteForm,
    StrategyLinkForm,
)
from .kinds.gateplans import GatePlanForm
from .kinds.goals import ImpactGoalForm, MandateGoalForm
from .kinds.risks import RiskForm
from .kinds.roles import RoleForm
from .kinds.rowform import RowForm
from .kinds.work import ActivityForm, MilestoneForm, PeriodForm

ROW_FORMS: dict[str, type[RowForm]] = {
    form.key: form
    for form in (
        ImpactGoalForm, MandateGoalForm, PrerequisiteForm, DelimitationForm, DependencyForm, StrategyLinkForm,
        GatePlanForm, BudgetRowForm, RiskForm, RoleForm, MilestoneForm, ActivityForm, TermForm, DecisionSheetForm,
        InclusionForm, ObligationForm, PeriodForm, RecipientForm,
    )
}  # fmt: skip
