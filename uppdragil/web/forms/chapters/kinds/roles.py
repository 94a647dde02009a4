"""Rows of chapter 8: who owns, leads, takes part, receives."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from uppdragil.core.values import MAX_TEXT
from uppdragil.directives import content
from uppdragil.directives.content import OPTIONAL, Role
from uppdragil.directives.labels import role_label
from uppdragil.web.forms.chapters.picking import Picker, Picking, a_pick, a_search

from .rowform import RowForm, a_line


class RoleForm(Picking, RowForm):
    """`named` links the role to the register (`pick` is "kind:uid"); `holder` is how it is written."""

    key = "roles"
    wide = ("named", "holder")
    structural = ("role", "convener")
    role = forms.ChoiceField()
    pick = a_pick()
    named = a_search(
        gettext_lazy("Write a part of a name, a position or a unit. Left empty, only the words below count."),
        label=gettext_lazy("From the register"),
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
        self._picker().draw(self.around.directive.uid)

    def _picker(self) -> Picker:
        written = getattr(self.present, "holder", "")
        return Picker(self, "pick", "named", self.around.holders, self._linked(), written)

    def pickers(self) -> list[Picker]:
        return [self._picker()]

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

    def values(self) -> dict[str, Any]:
        """A new pick under unchanged words is written by its own name: a person's without the title."""
        pick, words = self.cleaned_data["pick"], self.cleaned_data["holder"]
        kind, _colon, uid = pick.partition(":")
        stale = pick != self._linked() and words == getattr(self.present, "holder", None)
        if pick and (not words or stale):
            entry = self.around.holders.find(pick)
            words = entry.name if entry else words
        return {
            "role": self.cleaned_data["role"],
            "holder": words,
            "holder_kind": kind or None,
            "holder_id": uid or None,
        } | {name: self.cleaned_data[name] for name in OPTIONAL["roles"] if name in self.fields}
