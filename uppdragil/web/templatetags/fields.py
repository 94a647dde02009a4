"""Forms: the error summary. Fields draw themselves through templates/django/forms/."""

from __future__ import annotations

from django import template
from django.forms import BaseForm, BoundField

register = template.Library()


@register.inclusion_tag("components/form_errors.html")
def form_errors(*forms: BaseForm) -> dict[str, object]:
    """`{% form_errors form %}` first in a form: what to correct, each a link to its field; takes the focus.

    Several forms of one page share one summary. Nothing is drawn without errors.
    """
    general = [error for form in forms for error in form.non_field_errors()]
    fields = [field for form in forms for field in form if field.errors]
    return {"general": general, "fields": fields, "count": len(general) + len(fields)}


@register.filter
def is_optional(field: BoundField) -> bool:
    """Whether to say that a field may be left empty: where the form asks for other fields."""
    others = [f for f in field.form.fields.values() if not f.widget.is_hidden]
    return not field.field.required and any(f.required for f in others)
