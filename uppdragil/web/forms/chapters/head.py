"""The head of a directive: number, title, where it belongs, what it follows from."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from uppdragil.core.values import MAX_LINE, clean_text
from uppdragil.directives.baseline import HEAD, LOCKED_HEAD
from uppdragil.directives.content import OPTIONAL, DirectiveContent, Visibility
from uppdragil.directives.labels import VISIBILITY_LABELS, field_label
from uppdragil.directives.models import Directive
from uppdragil.web.widgets import DayInput

from .around import Around
from .picking import Picker, Picking, a_pick, a_search
from .sources import Source

_NAMED = _("Left empty, it is the number and title of the mandate above, unless that one is restricted.")
_SEARCHED = _("Write a part of the number or title.")
LINKED = {
    "unit": "unit_id",
    "parent": "parent_id",
    "supersedes": "supersedes_id",
}  # words, and what they are linked to
NAMED = {link: f"{words}_named" for words, link in LINKED.items()}  # the field that each is searched for in


def _line(**kwargs: Any) -> forms.CharField:
    return forms.CharField(max_length=MAX_LINE, **{"required": False, **kwargs})


class HeadForm(Picking):
    """Fields that a decision has locked are not there: the page shows them as facts."""

    title = _line(required=True)
    subtitle = _line()
    number = _line(required=True)
    registry_number = _line()
    unit_id = a_pick()
    unit_named = a_search(_("Write a part of the name."))
    unit = _line(help_text=_("Left empty, it is the name from the register."))
    parent_id = a_pick()
    parent_named = a_search(_SEARCHED)
    parent = _line(help_text=_NAMED)
    supersedes_id = a_pick()
    supersedes_named = a_search(_SEARCHED)
    supersedes = _line(help_text=_NAMED)
    supersedes_dated = forms.DateField(required=False, widget=DayInput, input_formats=["%Y-%m-%d"])
    dated = forms.DateField(required=False, widget=DayInput, input_formats=["%Y-%m-%d"])
    origin = _line(help_text=_("Such as the council's decision that it follows from."))
    visibility = forms.ChoiceField(
        choices=[(v.value, label) for v, label in VISIBILITY_LABELS.items()], widget=forms.RadioSelect
    )

    def __init__(self, around: Around, data: QueryDict | None = None) -> None:
        head = around.content
        stands = {name: getattr(head, name) for name in self.base_fields if name not in NAMED.values()}
        super().__init__(data, prefix=HEAD, initial=stands)
        self.around = around
        searched = {named: link for link, named in NAMED.items()}
        for name in list(self.fields):
            if not self._is_free(searched.get(name, name)):
                del self.fields[name]
        for name, field in self.fields.items():
            field.label = str(field_label(HEAD, searched.get(name, name)))
        for picker in self.pickers():
            picker.draw(around.directive.uid)

    def pickers(self) -> list[Picker]:
        around = self.around
        sources: dict[str, Source] = {
            "unit_id": around.units,
            "parent_id": around.mandates,
            "supersedes_id": around.mandates,
        }
        return [
            Picker(self, link, NAMED[link], source, getattr(around.content, link) or "")
            for link, source in sources.items()
            if link in self.fields
        ]

    def _is_free(self, name: str) -> bool:
        """The number is what a mandate is known by: no decision changes it."""
        if self.around.changing:
            return name in LOCKED_HEAD and name != "number"
        if name in self.around.edition.leaves_out("head", OPTIONAL["head"]):
            return bool(getattr(self.around.content, name))
        return not (self.around.locked and name in LOCKED_HEAD)

    def locked_facts(self) -> list[tuple[str, str]]:
        """What is locked: label and value."""
        if not self.around.locked:
            return []
        head = self.around.content
        values = {name: str(getattr(head, name)) for name in LOCKED_HEAD}
        values["visibility"] = str(VISIBILITY_LABELS[head.visibility])
        return [(str(field_label("head", n)), value) for n, value in values.items() if value]

    def clean_number(self) -> str:
        number: str = self.cleaned_data["number"]
        if Directive.objects.filter(number=number).exclude(pk=self.around.directive.pk).exists():
            raise forms.ValidationError(_("Another directive has that number."))
        return number

    def values(self) -> dict[str, Any]:
        """The head as typed; a pick under empty or unchanged words is written by its name. Only of a valid form."""
        values = {name: said for name, said in self.cleaned_data.items() if name not in NAMED.values()}
        for words, link in LINKED.items() if not self.around.changing else ():
            picked, now = values[link] or None, getattr(self.around.content, link)
            stale = picked != now and values[words] == getattr(self.around.content, words)
            if picked and (not values[words] or stale):
                values[words] = self._written(link, picked, values[words])
            values[link] = picked
        if "visibility" in values:
            values["visibility"] = Visibility(values["visibility"])
        return {name: clean_text(value) for name, value in values.items()}

    def _written(self, link: str, picked: str, words: str) -> str:
        """How what is linked is written: the name of a restricted mandate is not, `words` stay for what is not seen."""
        if link == "unit_id":
            unit = self.around.units.find(picked)
            return unit.name if unit else words
        mandate = self.around.mandates.find(picked)
        if mandate is None:
            return words
        return "" if mandate.restricted else mandate.name

    def content(self) -> DirectiveContent:
        """The directive with its head as typed."""
        return DirectiveContent.model_validate({**dict(self.around.content), **self.values()})

    def typed(self) -> str:
        """What was posted as plain text, to be copied where it cannot be saved."""
        return "\n".join(f"{f.label}: {f.data}" for f in self.visible_fields() if f.data)
