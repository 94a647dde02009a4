"""Forms of a meeting: when it is, its items, who came, what was noted, who gets the extract."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from uppdragil.meetings.models import AgendaItem, Attendance, ItemNote, Meeting, Recipient
from uppdragil.meetings.roll import Roll
from uppdragil.meetings.room import Came, Took
from uppdragil.organisation.apart import told_apart
from uppdragil.organisation.models import DecisionBody, Membership, Person
from uppdragil.web.widgets import ClockInput, DayInput

MOST_MINUTES = 600


class PeopleField(forms.ModelChoiceField):
    """People in use, told from each other."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("empty_label", _("None chosen"))
        super().__init__(queryset=Person.objects.filter(active=True), required=False, **kwargs)

    def offer(self, people: Sequence[Person]) -> None:
        self.queryset = Person.objects.filter(pk__in=[p.pk for p in people])
        self.choices = [("", self.empty_label), *told_apart(people).items()]


class MeetingForm(forms.Form):
    """A meeting's own fields; its body only while there is none."""

    body = forms.ModelChoiceField(label=_("Decision body"), queryset=DecisionBody.objects.none())
    date = forms.DateField(label=_("Date"), widget=DayInput)
    starts = forms.TimeField(label=_("Begins"), widget=ClockInput)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    chair = PeopleField(label=_("Chair"))
    secretary = PeopleField(label=_("Secretary"))
    first_paragraph = forms.IntegerField(
        label=_("First paragraph"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=_(
            "Only when earlier paragraphs of the year are not in this system. Else they go on by themselves."
        ),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        bodies: Sequence[DecisionBody],
        meeting: Meeting | None = None,
        **kwargs: Any,
    ) -> None:
        names = ("date", "starts", "place", "chair", "secretary", "first_paragraph")
        initial = {name: getattr(meeting, name) for name in names} if meeting else {}
        super().__init__(data, initial=initial | kwargs.pop("initial", {}), **kwargs)
        if meeting:
            del self.fields["body"]
        else:
            field: Any = self.fields["body"]
            field.queryset = DecisionBody.objects.filter(pk__in=[b.pk for b in bodies])
            field.empty_label = _("Choose") if len(bodies) > 1 else None
        seats = Membership.objects.filter(body__in=bodies, person__active=True)
        people = {s.person_id: s.person for s in seats.select_related("person__unit", "person__user")}
        for name in ("chair", "secretary"):
            offered: Any = self.fields[name]
            offered.offer(sorted(people.values(), key=lambda p: p.name))


class ItemForm(forms.Form):
    """An item's words and time. What is due has its heading from what it is about."""

    heading = forms.CharField(label=_("Heading"), max_length=300)
    text = forms.CharField(
        label=_("Background"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Stands in the minutes. Left empty, an item about a mandate has the mandate's own first words."
        ),
    )
    minutes = forms.IntegerField(
        label=pgettext_lazy("of time", "Minutes"), min_value=0, max_value=MOST_MINUTES, initial=10
    )

    def __init__(self, data: Any = None, *, item: AgendaItem | None = None) -> None:
        initial = {"heading": item.heading, "text": item.text, "minutes": item.minutes} if item else {}
        super().__init__(data, initial=initial)
        if item and item.kind != AgendaItem.Kind.FREE:
            del self.fields["heading"]


class CameForm(forms.Form):
    """How one of those who were called attended."""

    present = forms.BooleanField(label=_("Present"), required=False)
    arrived = forms.TimeField(label=_("Came"), required=False, widget=ClockInput)
    left = forms.TimeField(label=_("Left"), required=False, widget=ClockInput)
    instead_of = PeopleField(label=_("Instead of"), empty_label=_("Nobody"))
    adjusts = forms.BooleanField(label=_("Adjusts the minutes"), required=False)

    def __init__(self, data: Any, *, row: Attendance, others: Sequence[Person]) -> None:
        names = ("present", "arrived", "left", "instead_of", "adjusts")
        super().__init__(data, prefix=f"a{row.pk}", initial={name: getattr(row, name) for name in names})
        self.row = row
        field: Any = self.fields["instead_of"]
        field.offer([p for p in others if p.pk != row.person_id])
        if why := _cannot_adjust(row):
            self.fields["adjusts"].disabled, self.fields["adjusts"].help_text = True, why

    def came(self) -> Came:
        return Came(**self.cleaned_data)


def _cannot_adjust(row: Attendance) -> str:
    """Why nobody can choose them to adjust the minutes; empty where they can."""
    if row.person_id == row.meeting.secretary_id:
        return gettext("Writes the minutes, and so does not adjust them.")
    if row.person.user_id is None:
        return gettext("Has no account, and so cannot adjust the minutes here.")
    return ""


class CallForm(forms.Form):
    """Somebody more."""

    person = PeopleField(label=_("Person"), empty_label=_("Choose"))
    seat = forms.ChoiceField(
        label=_("Takes part as"),
        choices=[("guest", _("Co-opted, does not decide")), ("member", _("Substitute, decides"))],
    )

    def __init__(self, data: Any = None, *, people: Sequence[Person]) -> None:
        super().__init__(data, prefix="call")
        field: Any = self.fields["person"]
        field.required = True
        field.offer(people)


class TookForm(forms.Form):
    """How one of those present took part in an item. Jäv that somebody has declared is not to be changed here;
    a reservation is for those who decide.
    """

    part = forms.ChoiceField(
        label=_("In this item"),
        required=False,
        choices=[
            ("", _("Takes part")),
            (ItemNote.Kind.ABSENT.value, _("Not in the room")),
            (ItemNote.Kind.RECUSED.value, _("Disqualified")),
        ],
    )
    dissent = forms.CharField(
        label=_("Reservation"), required=False, max_length=5_000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data: Any, *, row: Attendance, roll: Roll) -> None:
        mine = {n.kind: n for n in roll.notes if n.attendance_id == row.pk}
        out = "recused" if roll.is_recused(row) else ""
        dissent = mine["dissent"].text if "dissent" in mine else ""
        super().__init__(
            data,
            prefix=f"n{row.pk}",
            initial={"part": out or ("absent" if "absent" in mine else ""), "dissent": dissent},
        )
        self.row = row
        if declared := roll.has_declared(row):
            self.fields["part"].disabled = True
            words = gettext("%(name)s has declared a conflict of interest in this round.")
            self.fields["part"].help_text = words % {"name": row.name}
        if declared or not row.decides:
            del self.fields["dissent"]

    def took(self) -> Took:
        return Took(**self.cleaned_data)


class OutcomeForm(forms.Form):
    """What came of an item without a decision."""

    outcome = forms.CharField(
        label=_("What was decided or noted"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class RecipientForm(forms.Form):
    """One more who gets the extract: a person of the register, or words for somebody outside it."""

    person = PeopleField(label=_("Person"))
    name = forms.CharField(label=_("Or somebody else"), required=False, max_length=200)
    purpose = forms.ChoiceField(label=_("What for"), choices=Recipient.Purpose.choices)
    relay_to = forms.CharField(
        label=_("On to"),
        required=False,
        max_length=300,
        help_text=_("Only for distribution: to whom they pass it on."),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        field: Any = self.fields["person"]
        field.offer(list(Person.objects.filter(active=True).select_related("unit", "user").order_by("name")))

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not data.get("person") and not data.get("name"):
            self.add_error("name", gettext("Choose a person, or write who gets it."))
        if data.get("purpose") == Recipient.Purpose.RELAY and not data.get("relay_to"):
            self.add_error("relay_to", gettext("Write to whom they pass it on."))
        return data
