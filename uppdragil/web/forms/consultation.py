"""Forms of a remiss: whom to ask and by when, what a reviewer says, what is answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from uppdragil.consultation.models import Comment
from uppdragil.consultation.refusals import MOST_TEXT, SENTENCES
from uppdragil.organisation import roles
from uppdragil.organisation.apart import told_apart
from uppdragil.organisation.models import Person, Position, Unit
from uppdragil.organisation.roles import Holder
from uppdragil.web.widgets import DayInput

PLACES = 5  # people, positions or units that can be named at once
LONG = {"max_length": MOST_TEXT, "widget": forms.Textarea(attrs={"rows": 3})}


class ReviewersForm(forms.Form):
    """Whom to ask: people of the register by name, positions and units by theirs; who is behind them today is asked."""

    def __init__(self, data: Any = None, *, day: dt.date) -> None:
        super().__init__(data)
        self.day = day
        for number in range(1, PLACES + 1):
            label = _("Reviewer %(number)s") % {"number": number}
            self.fields[f"who{number}"] = forms.CharField(
                label=label,
                required=False,
                max_length=300,
                widget=forms.TextInput(attrs={"list": "reviewers", "autocomplete": "off"}),
            )

    @cached_property
    def names(self) -> Mapping[str, Holder]:
        """What can be typed: three queries."""
        people = Person.objects.filter(active=True).select_related("unit", "user").order_by("name", "pk")
        by_pk = {p.pk: p for p in people}
        found: dict[str, Holder] = {
            label: ("person", by_pk[pk].uid) for pk, label in told_apart(people).items()
        }
        for position in Position.objects.filter(active=True).order_by("title"):
            found.setdefault(str(position), ("position", position.uid))
        for unit in Unit.objects.filter(active=True).order_by("name"):
            found.setdefault(str(unit), ("unit", unit.uid))
        return found

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        known = {name.casefold(): holder for name, holder in self.names.items()}
        holders: list[Holder] = []
        for name in [n for n in self.fields if n.startswith("who")]:
            typed = str(given.get(name, "")).strip()
            if not typed:
                continue
            holder = known.get(typed.casefold()) or self._only(typed)
            if holder is None or not roles.informed([holder], self.day):
                self.add_error(
                    name, gettext("Nobody of the register is behind that name. Choose from the list.")
                )
            else:
                holders.append(holder)
        given["reviewers"] = roles.informed(holders, self.day)
        return given

    def _only(self, typed: str) -> Holder | None:
        """The one person of that name, however their title reads."""
        found = list(Person.objects.filter(active=True, name__iexact=typed)[:2])
        return ("person", found[0].uid) if len(found) == 1 else None


class SendForm(ReviewersForm):
    due = forms.DateField(label=_("Last day to answer"), widget=DayInput)
    words = forms.CharField(label=_("To the reviewers"), required=False, **LONG)  # type: ignore[arg-type]

    field_order = ("due", "words")


class CommentForm(forms.Form):
    """`places`: what of the chapter the comment can be about, by what the form sends."""

    place = forms.ChoiceField(label=_("What it is about"))
    kind = forms.ChoiceField(label=_("Kind of comment"), choices=Comment.Kind.choices)
    text = forms.CharField(
        label=_("Your comment"),
        error_messages={"required": SENTENCES["no_text"]},
        **LONG,  # type: ignore[arg-type]
    )
    proposed = forms.CharField(label=_("Wording that you suggest"), required=False, **LONG)  # type: ignore[arg-type]

    def __init__(
        self, data: Any = None, *, places: list[tuple[str, Any]], prefix: Callable[[], str] | str = ""
    ) -> None:
        super().__init__(data, auto_id=f"id_{prefix}_%s")
        self.fields["place"].choices = places  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Another wording is a comment by itself."""
        if self.cleaned_data.get("proposed"):
            self.errors.pop("text", None)
        return {"text": "", **self.cleaned_data}


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"),
        error_messages={"required": SENTENCES["no_reason"]},
        **LONG,  # type: ignore[arg-type]
    )


class ReplyForm(forms.Form):
    text = forms.CharField(label=_("Answer"), required=False, **LONG)  # type: ignore[arg-type]


class ReviewForm(forms.Form):
    remarks = forms.CharField(
        label=_("Remarks"),
        help_text=_("Leave it empty when you have none."),
        required=False,
        **LONG,  # type: ignore[arg-type]
    )
