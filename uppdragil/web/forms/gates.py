"""The forms of the gate page: an answer per checklist item, and the decision itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BaseForm, BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from uppdragil.decisions.labels import VALUE_LABELS
from uppdragil.editions.spec import Deciders, GateSpec, ItemSpec, Outcome
from uppdragil.gates.values import Answer, Condition, Meeting, Proposal, Value
from uppdragil.web.widgets import DayInput

from .meeting import MOST_DISSENTS, MeetingForms, Member

MOST_CONDITIONS = 100  # that are read at all; how many a decision may have is for the rules to say


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
        """What was filled in, of a valid form."""
        return _answer(self.cleaned_data)

    def drawn(self) -> Answer:
        """What the form says as it is drawn, whether that is valid or not."""
        said = {name: self[name].value() or "" for name in self.fields}
        return _answer(said | {"value": said["value"] if said["value"] in list(Value) else None}).tidy()

    def noted(self) -> Answer:
        """What the form began with, as it would be put forward."""
        return _answer(self.initial).tidy()


class ConditionForm(forms.Form):
    text = forms.CharField(
        label=_("Condition"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 2})
    )
    responsible = forms.CharField(
        label=_("Responsible"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"list": "responsibles"}),
        help_text=_("Somebody of the directive's organisation is told and reminded."),
    )
    due = forms.DateField(label=_("Done by"), required=False, widget=DayInput)

    def condition(self) -> Condition | None:
        """None for a form that was left empty."""
        data = self.cleaned_data
        stated = Condition(data.get("text", ""), data.get("responsible", ""), data.get("due"))
        return stated if stated != Condition("", "", None) else None


ConditionFormSet = forms.formset_factory(
    ConditionForm, extra=0, max_num=MOST_CONDITIONS, absolute_max=MOST_CONDITIONS
)


class DecisionForm(forms.Form):
    """The outcome and what it needs. Whether it is allowed is asked of the rules, not here."""

    outcome = forms.ChoiceField(
        label=_("Your decision"),
        choices=[(o.value, o.value) for o in Outcome],
        required=False,  # asked for below: were it required, the others would be called optional
        widget=forms.RadioSelect,
    )
    motivation = forms.CharField(
        label=_("Motivation"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed unless it is a yes. The mandate lead reads it, and it stands in the record."),
    )
    postponed_to = forms.DateField(label=_("New date"), required=False, widget=DayInput)

    def clean_outcome(self) -> str:
        if not self.cleaned_data["outcome"]:
            raise forms.ValidationError(_("Choose how you decide."))
        return str(self.cleaned_data["outcome"])

    def clean(self) -> dict[str, Any]:
        """A date that the outcome has no use for is not shown, and stands in nobody's way."""
        if self.cleaned_data.get("outcome") != Outcome.POSTPONE:
            self.errors.pop("postponed_to", None)
        return self.cleaned_data


@dataclass
class GateForms:
    """Everything that is typed on a gate page. Iterates over its fields, as a form does."""

    gate: GateSpec
    answers: list[tuple[ItemSpec, AnswerForm]]
    decision: DecisionForm
    conditions: Any
    met: MeetingForms | None = None
    meeting: Meeting | None = None  # as it is noted in the room; then only the official is chosen here

    @classmethod
    def of(
        cls,
        gate: GateSpec,
        *,
        members: Sequence[Member] = (),
        names_official: bool = False,
        data: QueryDict | None = None,
        answers: Mapping[str, Answer],
        draft: Proposal | None = None,
        meeting: Meeting | None = None,
    ) -> GateForms:
        """From what was posted, or from what is kept: `answers` per item, `draft` of the decision.

        `members` of the body that decides here, if one does.
        """
        conditions = ConditionFormSet(data, prefix="conditions", initial=_condition_initial(draft))
        conditions.extra = 0 if draft and draft.conditions else 1
        return cls(
            gate,
            [(item, _answer_form(item, data, answers.get(item.code))) for item in gate.checklist],
            DecisionForm(data, initial=_decision_initial(draft)),
            conditions,
            MeetingForms.of(
                data,
                members=members,
                names_official=names_official,
                met=draft.meeting if draft else None,
                room=meeting,
            )
            if gate.deciders is Deciders.BODY
            else None,
            meeting,
        )

    def __iter__(self) -> Iterator[BoundField]:
        for form in self._forms():
            yield from form

    def non_field_errors(self) -> list[str]:
        return []

    def _forms(self) -> list[BaseForm]:
        conditions = self.conditions.forms if self._is_conditional() else []
        met = self.met.forms() if self.met else []
        return [*(form for _item, form in self.answers), self.decision, *conditions, *met]

    def _is_conditional(self) -> bool:
        return bool(self.decision["outcome"].value() == Outcome.CONDITIONAL)

    def answers_valid(self) -> bool:
        return all([form.is_valid() for _item, form in self.answers])

    def is_valid(self) -> bool:
        return all([form.is_valid() for form in self._forms()])

    def changed_answers(self) -> dict[str, Answer]:
        """Answers that somebody altered; what was only suggested stays a suggestion."""
        return {item.code: form.answer() for item, form in self.answers if form.has_changed()}

    def typed(self) -> Proposal:
        """What was filled in, of valid forms. `decisions.tidy` leaves out what the outcome has no use for."""
        data = self.decision.cleaned_data
        given = {item.code: form.answer() for item, form in self.answers}
        conditions = [form.condition() for form in self.conditions.forms if form.is_valid()]
        return Proposal(
            outcome=Outcome(data["outcome"]),
            answers={code: answer for code, answer in given.items() if answer.value},
            motivation=data["motivation"],
            conditions=tuple(c for c in conditions if c),
            postponed_to=data.get("postponed_to"),
            meeting=self.met.meeting() if self.met else None,
        )


def one_more_condition(data: QueryDict) -> QueryDict:
    """What was posted, with an empty condition at the end."""
    return _one_more(data, "conditions", MOST_CONDITIONS)


def one_more_dissent(data: QueryDict) -> QueryDict:
    """What was posted, with room for one more reservation."""
    return _one_more(data, "dissent", MOST_DISSENTS)


def _one_more(data: QueryDict, prefix: str, most: int) -> QueryDict:
    name = f"{prefix}-TOTAL_FORMS"
    more, total = data.copy(), data.get(name, "")
    more[name] = str(min(int(total), most) + 1 if total.isdecimal() else 1)
    return more


def _answer_form(item: ItemSpec, data: QueryDict | None, noted: Answer | None) -> AnswerForm:
    return AnswerForm(data, prefix=f"item-{item.code}", initial=_answer_initial(noted))


def _answer(data: Mapping[str, Any]) -> Answer:
    value = data.get("value")
    return Answer(Value(value) if value else None, data.get("motivation", ""), data.get("evidence", ""))


def _answer_initial(answer: Answer | None) -> dict[str, str]:
    if answer is None:
        return {}
    return {"value": answer.value or "", "motivation": answer.motivation, "evidence": answer.evidence}


def _decision_initial(draft: Proposal | None) -> dict[str, str | dt.date | None]:
    if draft is None:
        return {}
    return {
        "outcome": draft.outcome,
        "motivation": draft.motivation,
        "postponed_to": draft.postponed_to,
    }


def _condition_initial(draft: Proposal | None) -> list[dict[str, Any]]:
    stated = draft.conditions if draft else ()
    return [{"text": c.text, "responsible": c.responsible, "due": c.due} for c in stated]
