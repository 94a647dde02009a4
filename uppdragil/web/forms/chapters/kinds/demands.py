"""Rows of what the mandate includes and shall do, and of chapters 3 and 4: demands, dependencies, the strategy."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from uppdragil.core.values import Row
from uppdragil.directives.content import StrategyLink
from uppdragil.directives.labels import DEPENDENCY_LABELS, field_label
from uppdragil.directives.strategylinks import key_of, link_to
from uppdragil.strategy.selectors import find
from uppdragil.web.forms.chapters.picking import Picker, Picking, a_pick, a_search

from .rowform import RowForm, a_choice, a_line, a_text


class PrerequisiteForm(RowForm):
    key = "prerequisites"
    text = a_text()


class DelimitationForm(RowForm):
    key = "delimitations"
    text = a_text()


class InclusionForm(RowForm):
    key = "includes"
    text = a_text()


class ObligationForm(RowForm):
    key = "shall"
    text = a_text()


class DependencyForm(Picking, RowForm):
    key = "dependencies"
    wide = ("text", "other_named")
    kind = a_choice()
    system = a_line()
    text = a_text()
    other_id = a_pick()
    other_named = a_search(gettext_lazy("Write a part of the number or title."))

    def adapt(self) -> None:
        self.chosen_from("kind", DEPENDENCY_LABELS, _("Choose how"))
        self.fields["other_named"].label = str(field_label(self.key, "other_id"))
        self._picker().draw(self.around.directive.uid)

    def _picker(self) -> Picker:
        linked = getattr(self.present, "other_id", None) or ""
        return Picker(self, "other_id", "other_named", self.around.mandates, linked)

    def pickers(self) -> list[Picker]:
        return [self._picker()]

    @property
    def other_words(self) -> str:
        """The system, or the mandate that it is linked to."""
        return self.present.system or self._picker().label(self.present.other_id or "") or super().other_words

    def values(self) -> dict[str, Any]:
        said = {name: value for name, value in super().values().items() if name != "other_named"}
        return said | {"other_id": said["other_id"] or None}


class StrategyLinkForm(RowForm):
    """One choice among everything that the published editions say; the row keeps the words of that day."""

    key = "strategy_links"
    wide = ("target",)
    target = forms.ChoiceField(
        required=False, label=gettext_lazy("Focus area, sub-goal or activity of the strategy")
    )

    @property
    def linked(self) -> str | None:
        """The key of what the row links to as it stands; a uid may be that of another chapter's row."""
        return key_of(self.present) if isinstance(self.present, StrategyLink) else None

    def adapt(self) -> None:
        choices = [("", _("Choose what the mandate works towards")), *self.around.strategy]
        self.fields["target"].choices = self.around.with_present(choices, self.linked)  # type: ignore[attr-defined]

    @classmethod
    def initial_of(cls, row: Any) -> dict[str, Any]:
        return {"uid": row.uid, "target": key_of(row)}

    def row(self, uid: str) -> Row:
        """A link that is left as it is keeps its words."""
        key = self.cleaned_data["target"]
        if key == self.linked:
            return StrategyLink.model_validate(dict(self.present) | {"uid": uid})
        target = find(self.around.editions, key)
        assert target is not None, "the choices are made of the editions"
        return link_to(target, uid)
