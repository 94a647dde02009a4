"""What a new mandate can begin with: nothing, a template, or a copy of a mandate that the person sees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from uppdragil.core.uid import new_uid
from uppdragil.directives import policies, selectors
from uppdragil.directives.content import DirectiveContent, Visibility
from uppdragil.directives.copying import copied
from uppdragil.directives.models import Template
from uppdragil.editions.models import Edition
from uppdragil.editions.selectors import models
from uppdragil.editions.services import USUAL, current
from uppdragil.imports.links import checked
from uppdragil.organisation.models import Person

from .access import person_of, seen

EMPTY, MODEL, TEMPLATE, COPY = "", "model:", "template:", "copy:"
Choices = Sequence[tuple[str, Any]]


@dataclass
class Beginnings:
    """What `request` can choose of. `?copy=` and `?template=` name one beforehand, and it stays with a posted form."""

    request: HttpRequest

    @cached_property
    def person(self) -> Person:
        return person_of(self.request)

    @cached_property
    def asked(self) -> str:
        """The choice that the address names, when it may be chosen."""
        uid = self.request.GET.get("copy", "")
        return COPY + seen(self.request, uid).directive.uid if uid else EMPTY

    @cached_property
    def choices(self) -> Choices:
        """For a select: nothing but a model's headings first, then the templates, then the person's own mandates."""
        templates = [(TEMPLATE + t.uid, t.name) for t in Template.objects.defer("content")]
        cards = selectors.own_cards(self.person, timezone.localdate())
        copies = [(COPY + card.directive.uid, f"{card.number} {card.title}".strip()) for card in cards]
        if self.asked and self.asked not in dict(copies):
            copies.insert(0, (self.asked, self.content(self.asked).title))
        groups = [(_("Templates"), templates), (_("Copies of your mandates"), copies)]
        return [*self._models, *(group for group in groups if group[1])]

    @property
    def _models(self) -> Choices:
        usual, *others = models()
        words = _("Empty, by the model %(name)s")
        return [
            (EMPTY, words % {"name": usual.name}),
            *((MODEL + edition.key, words % {"name": edition.name}) for edition in others),
        ]

    def edition(self, choice: str) -> Edition:
        """The model that the new mandate follows: the chosen one, or that of what it begins with."""
        key = USUAL
        if choice.startswith(MODEL):
            key = choice.removeprefix(MODEL)
        elif choice.startswith(COPY):
            key = seen(self.request, choice.removeprefix(COPY)).directive.edition.key
        elif choice.startswith(TEMPLATE):
            key = get_object_or_404(Template, uid=choice.removeprefix(TEMPLATE)).edition.key
        return current(key)

    def source(self, choice: str) -> DirectiveContent:
        """What stands in the chosen one. Raises Http404 for a mandate that the person does not see."""
        if choice.startswith(COPY):
            return seen(self.request, choice.removeprefix(COPY)).content
        if choice.startswith(TEMPLATE):
            return get_object_or_404(Template, uid=choice.removeprefix(TEMPLATE)).read()
        return DirectiveContent()

    def content(self, choice: str) -> DirectiveContent:
        """What the new mandate begins with, without links to what the person may not see."""
        made = copied(self.source(choice), new_uid)
        return checked(made, self.person, timezone.localdate())

    @property
    def title(self) -> str:
        """The title that is offered."""
        return self.content(self.asked).title if self.asked else ""

    def is_restricted(self, choice: str) -> bool:
        """A copy of a restricted mandate is restricted: its text is not for everybody."""
        return choice.startswith(COPY) and self.source(choice).visibility is Visibility.RESTRICTED

    @property
    def has_templates(self) -> bool:
        """Whether the select offers any."""
        return Template.objects.exists()

    @property
    def may_keep_templates(self) -> bool:
        return policies.may_keep_templates(self.person)
