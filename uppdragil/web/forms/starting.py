"""Starting a directive."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from uppdragil.core.uid import new_uid
from uppdragil.core.values import MAX_LINE
from uppdragil.directives.content import DirectiveContent, HolderKind, Role, RoleAssignment, Visibility
from uppdragil.directives.labels import VISIBILITY_LABELS
from uppdragil.organisation.models import Person, Unit


class NewDirectiveForm(forms.Form):
    """What a draft begins with; everything else is written in its chapters."""

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
