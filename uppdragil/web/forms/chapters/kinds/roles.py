"""Rows of chapter 8: who owns, leads, takes part, receives."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from uppdragil.core.values import MAX_LINE, MAX_TEXT
from uppdragil.directives import content
from uppdragil.directives.content import OPTIONAL, Role
from uppdragil.directives.labels import role_label
from uppdragil.organisation import register

from .rowform import RowForm, a_line

MOST_NAMED = 5  # of the same name that a sentence names


class RoleForm(RowForm):
    """`named` links the role to the register; `holder` is how it is written.

    What is typed in `named` counts. `pick` ("kind:uid") is what the script chose for these words, or what they stood
    for when they were drawn: it tells people of the same name apart, and the register is asked where it does not fit.
    """

    key = "roles"
    wide = ("named", "holder")
    structural = ("role", "convener")
    role = forms.ChoiceField()
    pick = forms.CharField(required=False, max_length=50, label="", widget=forms.HiddenInput)
    named = forms.CharField(
        required=False,
        max_length=MAX_LINE,
        label=gettext_lazy("From the register"),
        help_text=gettext_lazy(
            "Write a part of a name, a position or a unit. Left empty, only the words below count."
        ),
    )
    holder = forms.CharField(
        required=False,
        max_length=MAX_TEXT,
        label=gettext_lazy("As it is written"),
        help_text=gettext_lazy("Left empty, it is the name from the register."),
    )
    title = a_line()
    convener = forms.BooleanField(required=False)

    def adapt(self) -> None:
        roles = [r for r in Role if self.around.is_free(r)]
        self.fields["role"].choices = [(r.value, role_label(r, self.around.edition)) for r in roles]  # type: ignore[attr-defined]
        self.initial.setdefault("named", self._label(self.initial.get("pick") or ""))
        search = reverse("holder-search", args=[self.around.directive.uid])
        self.fields["named"].widget.attrs |= {"data-register": search, "autocomplete": "off"}

    def _label(self, pick: str) -> str:
        """How "kind:uid" stands in the field; a holder that is not in the register as it is written."""
        if not pick:
            return ""
        entry = self.around.holder(pick)
        return entry.label if entry else getattr(self.present, "holder", "") or _("As it stands now")

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
        said = {"role": row.role.value, "holder": row.holder, "title": row.title, "convener": row.convener}
        return {"uid": row.uid, "pick": pick} | said

    def clean_named(self) -> str:
        """Let `pick` be what the words mean."""
        words: str = self.cleaned_data["named"]
        self.cleaned_data["pick"] = self._meant(self.cleaned_data.get("pick", ""), words)
        return words

    def _meant(self, pick: str, words: str) -> str:
        linked = self._linked()
        if words == self._label(linked):
            return pick if pick in ("", linked) else self._active(pick)
        entry = self.around.holder(pick) if pick and words else None
        if entry and (entry.active or pick == linked) and entry.is_called(words):
            return pick
        return self._called(words) if words else ""

    def _active(self, pick: str) -> str:
        entry = self.around.holder(pick)
        if entry is None or not entry.active:
            raise forms.ValidationError(_("What was chosen is no longer in the register. Choose again."))
        return pick

    def _called(self, words: str) -> str:
        """The one in the register that is called so. Raises ValidationError for none, and for several."""
        found = register.called(words)
        if len(found) == 1:
            return found[0].value
        if not found:
            sentence = _(
                "Nobody in the register is called “%(words)s”. Write the whole name, or leave it empty."
            )
            raise forms.ValidationError(sentence % {"words": words})
        names = "; ".join(one.label for one in found[:MOST_NAMED])
        raise forms.ValidationError(
            _("There are several “%(words)s” in the register. Write one of them in full: %(names)s.")
            % {"words": words, "names": names}
        )

    def values(self) -> dict[str, Any]:
        """A new pick under unchanged words is written by its own name: a person's without the title."""
        pick, words = self.cleaned_data["pick"], self.cleaned_data["holder"]
        kind, _colon, uid = pick.partition(":")
        stale = pick != self._linked() and words == getattr(self.present, "holder", None)
        if pick and (not words or stale):
            entry = self.around.holder(pick)
            words = entry.name if entry else words
        return {
            "role": self.cleaned_data["role"],
            "holder": words,
            "holder_kind": kind or None,
            "holder_id": uid or None,
        } | {name: self.cleaned_data[name] for name in OPTIONAL["roles"] if name in self.fields}
