"""Starting a directive."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from uppdragil.core.uid import new_uid
from uppdragil.core.values import MAX_LINE
from uppdragil.directives.content import DirectiveContent, HolderKind, Role, RoleAssignment, Visibility
from uppdragil.directives.labels import VISIBILITY_LABELS
from uppdragil.organisation.models import Person, Unit

Choices = Sequence[tuple[str, Any]]


class NewDirectiveForm(forms.Form):
    """The head that a draft begins with; everything else is written in its chapters."""

    title = forms.CharField(
        label=_("Title"), max_length=MAX_LINE, help_text=_("What it is called when people speak of it.")
    )
    unit = forms.ModelChoiceField(
        label=_("Unit"),
        queryset=Unit.objects.filter(active=True),
        required=False,
        empty_label=_("None chosen"),
    )
    visibility = forms.ChoiceField(
        label=_("Visibility"),
        choices=[(v.value, label) for v, label in VISIBILITY_LABELS.items()],
        initial=Visibility.INTERNAL,
        widget=forms.RadioSelect,
    )

    def content(self, lead: Person) -> DirectiveContent:
        """The draft that the valid form describes, led by `lead`."""
        unit: Unit | None = self.cleaned_data["unit"]
        return DirectiveContent(
            title=self.cleaned_data["title"],
            unit=unit.name if unit else "",
            unit_id=unit.uid if unit else None,
            visibility=self.cleaned_data["visibility"],
            roles=(
                RoleAssignment(
                    uid=new_uid(),
                    role=Role.LEAD,
                    holder=lead.name,
                    holder_kind=HolderKind.PERSON,
                    holder_id=lead.uid,
                ),
            ),
        )


class BeginningForm(NewDirectiveForm):
    """A draft that begins with nothing, with a template or as a copy."""

    start = forms.ChoiceField(
        label=_("Begin with"),
        required=False,
        help_text=_("Texts, rows and roles come along. Dates, numbers, decisions and progress do not."),
    )
    field_order = ("start",)

    def __init__(self, choices: Choices, *args: Any, **kwargs: Any) -> None:
        """`choices`: what it can begin with."""
        super().__init__(*args, **kwargs)
        self.fields["start"].choices = choices  # type: ignore[attr-defined]

    def under_its_head(self, begun: DirectiveContent, lead: Person, *, restricted: bool) -> DirectiveContent:
        """`begun` under the form's head, led by `lead`; `restricted` whatever the form says."""
        head = self.content(lead)
        said = {name: getattr(head, name) for name in ("title", "model", "unit", "unit_id", "visibility")}
        if restricted:
            said["visibility"] = Visibility.RESTRICTED
        return begun.model_copy(update={**said, "roles": (*head.roles, *begun.roles)})


class TemplateForm(forms.Form):
    """What a template is called."""

    name = forms.CharField(label=_("The template's name"), max_length=200)
