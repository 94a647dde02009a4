"""A link that is typed as words: one field to search in, and a hidden one for what was chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _

from uppdragil.core.values import MAX_LINE

from .sources import Source

MOST_NAMED = 5  # of the same name that a sentence names


def a_pick() -> forms.CharField:
    """The hidden field."""
    return forms.CharField(required=False, max_length=50, label="", widget=forms.HiddenInput)


def a_search(help_text: Any, label: Any = "") -> forms.CharField:
    """The field that is typed in; its words are read when it is drawn."""
    return forms.CharField(required=False, max_length=MAX_LINE, label=label, help_text=help_text)


@dataclass(frozen=True)
class Picker:
    """The link of `form` in its fields `pick` and `named`; `linked`: what stands now, "" for nothing.

    What is typed in `named` counts. `pick` is what the script chose for these words, or what they stood for when they
    were drawn: it tells things of the same name apart, and `source` is asked where it does not fit. A page that has
    no field `named` sends what it means.
    """

    form: forms.BaseForm
    pick: str
    named: str
    source: Source
    linked: str
    otherwise: str = ""  # how it stands in the field when what is linked is not there

    def draw(self, directive: str) -> None:
        """Fill the field with what is chosen, and tell the script where to search for `directive` (a uid)."""
        self.form.initial.setdefault(self.named, self.label(self.form.initial.get(self.pick) or ""))
        self.form.fields[self.named].widget.attrs |= {
            "data-register": reverse(self.source.search, args=[directive]),
            "data-pick": self.pick,
            "autocomplete": "off",
        }

    def label(self, value: str) -> str:
        """How a stored value stands in the field."""
        if not value:
            return ""
        found = self.source.find(value)
        return found.label if found else self.otherwise or _("As it stands now")

    def meant(self, cleaned: dict[str, Any]) -> str:
        """The value that is meant. Raises ValidationError where nothing is called so, or several are."""
        pick, words = cleaned.get(self.pick) or "", cleaned.get(self.named) or ""
        if self.form.add_prefix(self.named) not in self.form.data:
            return pick if pick in ("", self.linked) else self._offered(pick)
        if not words:
            return ""
        if words == self.label(self.linked):
            return self.linked if pick in ("", self.linked) else self._offered(pick)
        found = self.source.find(pick) if pick else None
        if found and found.is_called(words) and (pick == self.linked or self.source.offers(pick)):
            return pick
        return self._called(words)

    def _offered(self, pick: str) -> str:
        if not self.source.offers(pick):
            raise forms.ValidationError(_("What was chosen is no longer there. Choose again."))
        return pick

    def _called(self, words: str) -> str:
        found = self.source.called(words)
        if len(found) == 1:
            return found[0][0]
        if not found:
            raise forms.ValidationError(self.source.none % {"words": words})
        names = "; ".join(one.label for _value, one in found[:MOST_NAMED])
        raise forms.ValidationError(self.source.several % {"words": words, "names": names})


class Picking(forms.Form):
    """Base of forms with links that are typed."""

    def pickers(self) -> list[Picker]:
        """Those whose fields are there."""
        return []

    def clean(self) -> dict[str, Any]:
        for one in self.pickers():
            if one.named not in self.cleaned_data:
                continue
            try:
                self.cleaned_data[one.pick] = one.meant(self.cleaned_data)
            except forms.ValidationError as mistake:
                self.add_error(one.named, mistake)
        return self.cleaned_data
