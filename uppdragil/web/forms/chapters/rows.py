"""One form per kind of row. A field carries the name of the content's field and holds what that may hold."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from uppdragil.directives import content
from uppdragil.directives.content import MAX_LINE, MAX_TEXT, Role, Row
from uppdragil.directives.labels import ROLE_LABELS, field_label
from uppdragil.web.widgets import DayInput

from .around import Around

LEVELS = [("", "–"), *((str(n), str(n)) for n in range(1, 6))]


def a_line() -> forms.CharField:
    return forms.CharField(required=False, max_length=MAX_LINE)


def a_text(rows: int = 2) -> forms.CharField:
    return forms.CharField(required=False, max_length=MAX_TEXT, widget=forms.Textarea(attrs={"rows": rows}))


def a_day() -> forms.DateField:
    return forms.DateField(required=False, widget=DayInput, input_formats=["%Y-%m-%d"])


def a_number() -> forms.DecimalField:
    """In the language's own spelling: 54,5."""
    return forms.DecimalField(required=False, max_digits=15, decimal_places=6, localize=True)


class RowForm(forms.Form):
    """Base: what is typed about one row. `structural` fields say nothing by themselves."""

    key: ClassVar[str]
    wide: ClassVar[tuple[str, ...]] = ("text",)
    structural: ClassVar[tuple[str, ...]] = ()

    uid = forms.RegexField(r"^[0-9a-z]{4,32}$", widget=forms.HiddenInput)

    def __init__(self, *args: Any, around: Around, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.around = around
        self.present: Any = around.present.get(str(self["uid"].value() or ""))
        for name, field in self.fields.items():
            if name != "uid" and field.label is None:
                field.label = str(field_label(self.key, name))
        self.adapt()

    def adapt(self) -> None:
        """For what depends on the row or on the directive."""

    @classmethod
    def initial_of(cls, row: Any) -> dict[str, Any]:
        """A row as its fields show it."""
        return {name: getattr(row, name) for name in type(row).model_fields}

    def is_blank(self) -> bool:
        """Whether nothing was typed, so that there is no row."""
        ignored = {"uid", *self.structural}
        return not any(
            value not in (None, "", []) for n, value in self.cleaned_data.items() if n not in ignored
        )

    def row(self, uid: str) -> Row:
        """What the valid form says; fields that it does not show stay as they stand."""
        row_type = content.ROW_TYPES[self.key]
        kept = dict(self.present) if isinstance(self.present, row_type) else {}
        return row_type.model_validate({**kept, **self.values(), "uid": uid})

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "uid"}


class ImpactGoalForm(RowForm):
    key = "impact_goals"
    wide = ("text", "indicator")
    text = a_text()
    indicator = a_line()
    baseline = a_number()
    target = a_number()
    unit = a_line()
    due = a_day()
    measured_by = a_line()


class MandateGoalForm(RowForm):
    key = "mandate_goals"
    text = a_text()


class PrerequisiteForm(RowForm):
    key = "prerequisites"
    text = a_text()


class DelimitationForm(RowForm):
    key = "delimitations"
    text = a_text()


class DependencyForm(RowForm):
    key = "dependencies"
    wide = ("text", "other_id")
    text = a_text()
    other_id = forms.ChoiceField(required=False)

    def adapt(self) -> None:
        now = getattr(self.present, "other_id", None)
        choices = [("", pgettext("linked directive", "None")), *self.around.directives]
        self.fields["other_id"].choices = self.around.with_present(choices, now)  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        return super().values() | {"other_id": self.cleaned_data["other_id"] or None}


class GatePlanForm(RowForm):
    key = "gate_plans"
    wide = ()
    structural = ("gate",)
    gate = forms.CharField(max_length=MAX_LINE, widget=forms.HiddenInput)
    start = a_day()
    end = a_day()

    def is_blank(self) -> bool:
        """A gate that stands in the plan stays there without its dates."""
        return self.present is None and super().is_blank()

    def clean_gate(self) -> str:
        gate: str = self.cleaned_data["gate"]
        known = {*self.around.edition.gate_codes, *(p.gate for p in self.around.content.gate_plans)}
        if gate not in known:
            raise forms.ValidationError(_("There is no such gate."))
        return gate

    def values(self) -> dict[str, Any]:
        values = super().values()
        codes = self.around.edition.gate_codes
        if self.present is None and values["gate"] in codes:
            values["name"] = self.around.edition.gate(values["gate"]).name
        return values


class RiskForm(RowForm):
    key = "risks"
    wide = ("text", "measure")
    text = a_text()
    probability = forms.TypedChoiceField(required=False, choices=LEVELS, coerce=int, empty_value=None)
    consequence = forms.TypedChoiceField(required=False, choices=LEVELS, coerce=int, empty_value=None)
    owner = a_line()
    measure = a_text()


class RoleForm(RowForm):
    """`pick` links the role to the register; `holder` is how it is written."""

    key = "roles"
    wide = ("pick", "holder")
    structural = ("role",)
    role = forms.ChoiceField()
    pick = forms.ChoiceField(
        required=False,
        label=_("From the register"),
    )
    holder = forms.CharField(
        required=False,
        max_length=MAX_TEXT,
        label=_("As it is written"),
        help_text=_("Left empty, it is the name from the register."),
    )

    def adapt(self) -> None:
        roles = [r for r in Role if not (self.around.locked and r is Role.OWNER)]
        self.fields["role"].choices = [(r.value, ROLE_LABELS[r]) for r in roles]  # type: ignore[attr-defined]
        choices: list[Any] = [("", _("Nobody in the register: only the words below")), *self.around.holders]
        self.fields["pick"].choices = self.around.with_present(choices, self._linked())  # type: ignore[attr-defined]

    def _linked(self) -> str:
        now = self.present
        return (
            f"{now.holder_kind}:{now.holder_id}"
            if isinstance(now, content.RoleAssignment) and now.holder_id
            else ""
        )

    @classmethod
    def initial_of(cls, row: Any) -> dict[str, Any]:
        pick = f"{row.holder_kind}:{row.holder_id}" if row.holder_id else ""
        return {"uid": row.uid, "role": row.role.value, "holder": row.holder, "pick": pick}

    def values(self) -> dict[str, Any]:
        """A new pick under unchanged words is written by its own name."""
        pick, words = self.cleaned_data["pick"], self.cleaned_data["holder"]
        kind, _colon, uid = pick.partition(":")
        stale = pick != self._linked() and words == getattr(self.present, "holder", None)
        if pick and (not words or stale):
            words = self.around.holder_names.get(pick, words)
        return {
            "role": self.cleaned_data["role"],
            "holder": words,
            "holder_kind": kind or None,
            "holder_id": uid or None,
        }


class MilestoneForm(RowForm):
    key = "milestones"
    wide = ("decision", "comment")
    decision = forms.CharField(required=False, max_length=MAX_LINE, label=_("Milestone"))
    date = a_day()
    gate = forms.CharField(
        required=False, max_length=MAX_LINE, label=pgettext_lazy("of a milestone", "Point")
    )
    comment = a_text()

    @property
    def from_plan(self) -> content.GatePlan | None:
        """The gate whose date in chapter 5 is this milestone's."""
        row = self.present
        if not isinstance(row, content.Milestone) or row.date is not None:
            return None
        return self.around.content.gate_plan(row.gate)

    def adapt(self) -> None:
        if self.from_plan:
            del self.fields["date"], self.fields["gate"]

    @property
    def plan_day(self) -> Any:
        plan = self.from_plan
        return (plan.end or plan.start) if plan else None

    def is_blank(self) -> bool:
        return self.from_plan is None and super().is_blank()


class ActivityForm(RowForm):
    key = "activities"
    wide = ("name", "mandate_goals")
    name = a_text(1)
    start = a_day()
    end = a_day()
    responsible = a_line()
    mandate_goals = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def adapt(self) -> None:
        goals = self.around.goals
        offered = {uid for uid, _label in goals}
        # A goal that somebody has removed meanwhile cannot be served, and is no mistake of who types.
        typed = [uid for uid in self["mandate_goals"].value() or () if uid not in offered]
        self.fields["mandate_goals"].choices = [*goals, *((uid, "") for uid in typed)]  # type: ignore[attr-defined]
        self.gone = set(typed)
        if not goals:
            del self.fields["mandate_goals"]

    def values(self) -> dict[str, Any]:
        values = super().values()
        chosen = [uid for uid in values.get("mandate_goals", ()) if uid not in self.gone]
        return values | {"mandate_goals": tuple(dict.fromkeys(chosen))}

    @classmethod
    def initial_of(cls, row: Any) -> dict[str, Any]:
        return super().initial_of(row) | {"mandate_goals": list(row.mandate_goals)}


class TermForm(RowForm):
    key = "terms"
    wide = ("term", "explanation")
    term = a_line()
    explanation = a_text()


class DecisionSheetForm(RowForm):
    key = "decision_sheets"
    wide = ("name", "questions", "decision")
    structural = ("gate",)
    gate = forms.ChoiceField()
    name = a_line()
    owner = a_text(1)
    lead = a_text(1)
    questions = forms.CharField(
        required=False,
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One question per line."),
    )
    decision = a_text()

    def adapt(self) -> None:
        codes = [(g.code, f"{g.code} {g.name}") for g in self.around.edition.gates]
        now = getattr(self.present, "gate", None)
        self.fields["gate"].choices = self.around.with_present(codes, now)  # type: ignore[attr-defined]

    @classmethod
    def initial_of(cls, row: Any) -> dict[str, Any]:
        return super().initial_of(row) | {"questions": "\n".join(row.questions)}

    def values(self) -> dict[str, Any]:
        values = super().values()
        questions = tuple(q.strip() for q in values["questions"].splitlines() if q.strip())
        same = {name: values[name] or None for name in ("name", "owner", "lead")}
        return values | same | {"questions": questions}


ROW_FORMS: dict[str, type[RowForm]] = {
    form.key: form
    for form in (
        ImpactGoalForm, MandateGoalForm, PrerequisiteForm, DelimitationForm, DependencyForm, GatePlanForm,
        RiskForm, RoleForm, MilestoneForm, ActivityForm, TermForm, DecisionSheetForm,
    )
}  # fmt: skip
