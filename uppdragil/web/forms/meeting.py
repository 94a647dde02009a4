"""The meeting at which a body decided, as the gate page asks for it: when, who took part, who was against."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from uppdragil.gates.values import Dissent, Meeting
from uppdragil.web.days import long_date
from uppdragil.web.widgets import DayInput

MOST_DISSENTS = 30


@dataclass(frozen=True)
class Member:
    """Somebody with a seat in the body. `label` is how the minutes have them; `recused`: declared jäv in the round."""

    label: str
    periods: tuple[tuple[dt.date, dt.date | None], ...]
    recused: bool = False

    def sits_on(self, day: dt.date) -> bool:
        return any(first <= day and (last is None or day <= last) for first, last in self.periods)


class MeetingForm(forms.Form):
    """Whether what it says is enough is asked of the rules. `members`: of the body, from the submission on."""

    met_on = forms.DateField(label=_("Date of the meeting"), required=False, widget=DayInput)
    paragraph = forms.CharField(
        label=_("Paragraph in the minutes"), required=False, max_length=100, help_text=_("For example § 84.")
    )
    official = forms.ChoiceField(label=_("Official who decided"), required=False)
    present = forms.MultipleChoiceField(
        label=_("Took part in the decision"), required=False, widget=forms.CheckboxSelectMultiple
    )
    recused = forms.MultipleChoiceField(
        label=_("Out for a conflict of interest"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They neither took part in the item nor were in the room."),
    )

    def __init__(
        self, data: QueryDict | None, *, members: Sequence[Member], names_official: bool, met: Meeting
    ) -> None:
        self.members = {member.label: member for member in members}
        out = [m.label for m in members if m.recused]
        super().__init__(
            data,
            initial={
                "met_on": met.date,
                "paragraph": met.paragraph,
                "official": met.official,
                "present": list(met.present),
                "recused": [*met.recused, *(label for label in out if label not in met.recused)],
            },
        )
        names: Any = [(label, label) for label in self.members]
        fields: dict[str, Any] = self.fields
        fields["official"].choices = [("", gettext("Choose")), *names]
        fields["present"].choices = fields["recused"].choices = names
        if not names_official:
            del self.fields["official"]
        if not names:
            del self.fields["present"], self.fields["recused"]

    def without_what_the_room_notes(self) -> None:
        """Of a meeting that goes on, day, paragraph and attendance are noted there."""
        for name in {"met_on", "paragraph", "present", "recused"} & set(self.fields):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Whoever took part had a seat on that day, and has not declared that they must not."""
        day, present = self.cleaned_data.get("met_on"), self.cleaned_data.get("present", [])
        for name in present:
            if day and not self.members[name].sits_on(day):
                words = {"name": name, "day": long_date(day)}
                self.add_error("present", gettext("%(name)s had no seat on %(day)s.") % words)
            if self.members[name].recused:
                self.add_error(
                    "present",
                    gettext("%(name)s has declared a conflict of interest in this round.") % {"name": name},
                )
        return self.cleaned_data

    def meeting(self, dissent: tuple[Dissent, ...]) -> Meeting:
        """What was filled in, of a valid form. Who declared jäv in the round was out, ticked or not."""
        data = self.cleaned_data
        ticked = set(data.get("recused", ()))
        return Meeting(
            data["met_on"],
            data["paragraph"],
            data.get("official", ""),
            tuple(data.get("present", ())),
            tuple(label for label, member in self.members.items() if label in ticked or member.recused),
            dissent,
        )


class DissentForm(forms.Form):
    """Reservation: who of those who took part was against, and why."""

    name = forms.ChoiceField(label=_("Who"), required=False)
    text = forms.CharField(
        label=_("Reservation"), required=False, max_length=5_000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, names: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = [("", gettext("Nobody")), *((name, name) for name in names)]
        self.fields["name"].choices = choices  # type: ignore[attr-defined]

    def dissent(self) -> Dissent | None:
        """None for a form that was left empty."""
        said = Dissent(self.cleaned_data.get("name", ""), self.cleaned_data.get("text", ""))
        return said if said != Dissent("") else None


DissentFormSet = forms.formset_factory(
    DissentForm, extra=0, max_num=MOST_DISSENTS, absolute_max=MOST_DISSENTS
)


@dataclass
class MeetingForms:
    """All of it: the meeting, and the reservations made there."""

    form: MeetingForm
    dissents: Any
    room: Meeting | None

    @classmethod
    def of(
        cls,
        data: QueryDict | None,
        *,
        members: Sequence[Member],
        names_official: bool,
        met: Meeting | None,
        room: Meeting | None,
    ) -> MeetingForms:
        """From what was posted, or from what is kept of the meeting; `room`: what is noted of one that goes on."""
        met = met or room or Meeting()
        said = [{"name": d.name, "text": d.text} for d in met.dissent]
        dissents = DissentFormSet(
            data, prefix="dissent", initial=said, form_kwargs={"names": [m.label for m in members]}
        )
        dissents.extra = 0 if said else 1
        form = MeetingForm(data, members=members, names_official=names_official, met=met)
        if room:
            form.without_what_the_room_notes()
        return cls(form, dissents, room)

    def forms(self) -> list[forms.BaseForm]:
        return [self.form] if self.room else [self.form, *self.dissents.forms]

    def meeting(self) -> Meeting:
        """What was filled in, of valid forms."""
        if self.room:
            return replace(self.room, official=self.form.cleaned_data.get("official", ""))
        said = [form.dissent() for form in self.dissents.forms if form.is_valid()]
        return self.form.meeting(tuple(d for d in said if d))
