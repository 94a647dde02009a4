"""Forms of a remiss: whom to ask and by when, what a reviewer says, what is answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from uppdragil.consultation.models import Comment
from uppdragil.consultation.refusals import MOST_TEXT, SENTENCES
from uppdragil.organisation import roles
from uppdragil.organisation.roles import Holder
from uppdragil.web.forms.chapters.picking import Picker, Picking, a_pick, a_search
from uppdragil.web.forms.chapters.sources import Register
from uppdragil.web.widgets import DayInput

PLACES = 5  # people, positions or units that can be named at once
WHOM = _("Name people, positions or units. Of a unit, everybody with an account and an address is asked.")
LONG = {"max_length": MOST_TEXT, "widget": forms.Textarea(attrs={"rows": 3})}


class ReviewersForm(Picking):
    """Whom to ask: people, positions and units of the register; who is behind them on `day` is asked.

    `directive`: the uid of the mandate whose pages the script searches from.
    """

    def __init__(self, data: Any = None, *, directive: str, day: dt.date) -> None:
        super().__init__(data)
        self.day, self.register = day, Register(tuple)
        for number in range(1, PLACES + 1):
            self.fields[f"pick{number}"] = a_pick()
            label = _("Reviewer %(number)s") % {"number": number}
            self.fields[f"who{number}"] = a_search(WHOM if number == 1 else "", label)
        self.fields["who1"].required = True
        self.fields["who1"].error_messages["required"] = SENTENCES["nobody"]
        self.order_fields([one.named for one in self.pickers()])
        for one in self.pickers():
            one.draw(directive)

    def pickers(self) -> list[Picker]:
        numbers = range(1, PLACES + 1)
        return [Picker(self, f"pick{n}", f"who{n}", self.register, "") for n in numbers]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        found = [(one.named, _holder(given[one.pick])) for one in self.pickers() if given.get(one.pick)]
        for name, holder in found:
            if name not in self.errors and not roles.informed([holder], self.day):
                self.add_error(name, gettext("Nobody who can be asked is behind that name. Choose another."))
        holders = [holder for name, holder in found if name not in self.errors]
        given["reviewers"] = roles.informed(holders, self.day)
        return given


def _holder(value: str) -> Holder:
    """Of "kind:uid"."""
    kind, _colon, uid = value.partition(":")
    return kind, uid


class SendForm(ReviewersForm):
    due = forms.DateField(label=_("Last day to answer"), widget=DayInput)
    words = forms.CharField(label=_("To the reviewers"), required=False, **LONG)  # type: ignore[arg-type]


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
