"""The form of a restricted directive's named readers."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from uppdragil.organisation.models import Person

from .chapters.picking import Picker, Picking, a_pick, a_search
from .chapters.sources import People


class ReaderForm(Picking):
    """Who else may read it. `directive`: the uid of the mandate whose page the script searches from."""

    pick = a_pick()
    named = a_search(_("Write a part of the name."), _("Person"))

    def __init__(self, data: Any = None, *, directive: str) -> None:
        super().__init__(data)
        self.fields["named"].required = True
        self.fields["named"].error_messages["required"] = _("Choose who may read it.")
        for one in self.pickers():
            one.draw(directive)

    def pickers(self) -> list[Picker]:
        return [Picker(self, "pick", "named", People(), "")]

    def person(self) -> Person:
        """Whom a valid form names."""
        return Person.objects.get(uid=self.cleaned_data["pick"])
