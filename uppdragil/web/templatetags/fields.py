"""Forms: the error summary. Fields draw themselves through templates/django/forms/."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.forms import BaseForm, BoundField, ChoiceField, DateField, Field, FileField
from django.utils.translation import gettext as _

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
def said_of(field: BoundField) -> str:
    """What is wrong with a field, in sentences; of an empty one what is asked for there."""
    return " ".join(_sentences(field))


def _sentences(field: BoundField) -> Iterable[str]:
    usual = Field.default_error_messages["required"]
    for error, text in zip(field.errors.as_data(), field.errors, strict=True):
        yield _asked_for(field) if error.code == "required" and error.message == usual else str(text)


def _asked_for(field: BoundField) -> str:
    label = {"label": field.label}
    if isinstance(field.field, FileField):
        return _("Choose a file under “%(label)s”.") % label
    if isinstance(field.field, ChoiceField):
        return _("Choose one under “%(label)s”.") % label
    if isinstance(field.field, DateField):
        return _("Give a day under “%(label)s”.") % label
    return _("Write something under “%(label)s”.") % label


@register.filter
def is_optional(field: BoundField) -> bool:
    """Whether to say that a field may be left empty: where the form asks for other fields."""
    others = [f for f in field.form.fields.values() if not f.widget.is_hidden]
    return not field.field.required and any(f.required for f in others)
