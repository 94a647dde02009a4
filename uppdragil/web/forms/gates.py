"""The forms of the gate page: an answer per checklist item, and the decision itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from uppdragil.decisions.labels import VALUE_LABELS
from uppdragil.editions.spec import Deciders, GateSpec, ItemSpec, Outcome
from uppdragil.gates.rules import Answer, Condition, Meeting, Proposal, Value
from uppdragil.web.widgets import DayInput

MAX_CONDITIONS = 40


class AnswerForm(forms.Form):
    """JA, NEJ or EJ TILLÄMPLIGT, why, and a link to what shows it."""

    value = forms.ChoiceField(
        label=_("Answer"),
        choices=[(v.value, VALUE_LABELS[v]) for v in Value],
        required=False,
        widget=forms.RadioSelect,
    )
    motivation = forms.CharField(
        label=_("Motivate the answer"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    evidence = forms.URLField(
        label=_("Link to what shows it"), required=False, max_length=2_000, assume_scheme="https"
    )

    def answer(self) -> Answer:
        value = self.cleaned_data.get("value")
        return Answer(
            Value(value) if value else None,
            self.cleaned_data.get("motivation", ""),
            self.cleaned_data.get("evidence", ""),
        )


class ConditionForm(forms.Form):
    text = forms.CharField(
        label=_("Condition"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 2})
    )
    responsible = forms.CharField(label=_("Responsible"), required=False, max_length=200)
    due = forms.DateField(label=_("Done by"), required=False, widget=DayInput)

    def condition(self) -> Condition | None:
        """None for a form that was left empty."""
        data = self.cleaned_data
        stated = Condition(data.get("text", ""), data.get("responsible", ""), data.get("due"))
        return stated if stated != Condition("", "", None) else None


ConditionFormSet = forms.formset_factory(
    ConditionForm, extra=1, max_num=MAX_CONDITIONS, validate_max=True, absolute_max=MAX_CONDITIONS
)


class DecisionForm(forms.Form):
    """The outcome and what it needs. Whether it is allowed is asked of the rules, not here."""

    outcome = forms.ChoiceField(
        label=_("Your decision"),
        choices=[(o.value, o.value) for o in Outcome],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you decide.")},
    )
    motivation = forms.CharField(
        label=_("Reason"), required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    postponed_to = forms.DateField(label=_("New date"), required=False, widget=DayInput)
    met_on = forms.DateField(label=_("Date of the meeting"), required=False, widget=DayInput)
    paragraph = forms.CharField(
        label=_("Paragraph in the minutes"), required=False, max_length=100, help_text=_("For example § 84.")
    )
    official = forms.ChoiceField(label=_("Official who decided"), required=False)

    def __init__(self, *args: Any, officials: list[tuple[str, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["official"].choices = [("", _("Choose")), *(officials or [])]  # type: ignore[attr-defined]


@dataclass
class GateForms:
    """Everything that is typed on a gate page."""

    gate: GateSpec
    answers: list[tuple[ItemSpec, AnswerForm]]
    decision: DecisionForm
    conditions: Any

    @classmethod
    def of(
        cls,
        gate: GateSpec,
        *,
        officials: list[tuple[str, str]],
        data: QueryDict | None = None,
        answers: Mapping[str, Answer] | None = None,
        draft: Proposal | None = None,
    ) -> GateForms:
        """From what was posted, or from what is kept: `answers` per item, `draft` of the decision."""
        noted = answers or {}
        return cls(
            gate,
            [
                (
                    item,
                    AnswerForm(
                        data, prefix=f"item-{item.code}", initial=_answer_initial(noted.get(item.code))
                    ),
                )
                for item in gate.checklist
            ],
            DecisionForm(data, officials=officials, initial=_decision_initial(draft)),
            ConditionFormSet(data, prefix="conditions", initial=_condition_initial(draft)),
        )

    def answers_valid(self) -> bool:
        return all([form.is_valid() for _item, form in self.answers])

    def is_valid(self) -> bool:
        return all([self.answers_valid(), self.decision.is_valid(), self.conditions.is_valid()])

    def given_answers(self) -> dict[str, Answer]:
        """Answers in which anything is noted."""
        noted = {item.code: form.answer() for item, form in self.answers}
        return {code: a for code, a in noted.items() if a != Answer(None)}

    def proposal(self) -> Proposal:
        """What was filled in, without the parts that the outcome has no use for."""
        data = self.decision.cleaned_data
        outcome = Outcome(data["outcome"])
        conditions = (
            [form.condition() for form in self.conditions.forms] if outcome is Outcome.CONDITIONAL else []
        )
        return Proposal(
            outcome=outcome,
            answers={code: a for code, a in self.given_answers().items() if a.value},
            motivation=data["motivation"],
            conditions=tuple(c for c in conditions if c),
            postponed_to=data["postponed_to"] if outcome is Outcome.POSTPONE else None,
            meeting=self._meeting(data),
        )

    def _meeting(self, data: Mapping[str, Any]) -> Meeting | None:
        if self.gate.deciders is not Deciders.BODY:
            return None
        return Meeting(data["met_on"], data["paragraph"], data["official"])


def _answer_initial(answer: Answer | None) -> dict[str, str]:
    if answer is None:
        return {}
    return {"value": answer.value or "", "motivation": answer.motivation, "evidence": answer.evidence}


def _decision_initial(draft: Proposal | None) -> dict[str, str | dt.date | None]:
    if draft is None:
        return {}
    meeting = draft.meeting or Meeting()
    return {
        "outcome": draft.outcome,
        "motivation": draft.motivation,
        "postponed_to": draft.postponed_to,
        "met_on": meeting.date,
        "paragraph": meeting.paragraph,
        "official": meeting.official,
    }


def _condition_initial(draft: Proposal | None) -> list[dict[str, Any]]:
    stated = draft.conditions if draft else ()
    return [{"text": c.text, "responsible": c.responsible, "due": c.due} for c in stated]
