"""The panel of a restricted directive's page that says who may read it by name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from uppdragil.directives import policies, readers
from uppdragil.directives.policies import Access
from uppdragil.organisation.models import Person

from .access import Seen
from .forms.readers import ReaderForm


@dataclass
class ReadersPanel:
    """Who may read a restricted directive by name. `refused`: a form that was sent and not carried out."""

    seen: Seen
    refused: ReaderForm | None = None

    @property
    def shown(self) -> bool:
        """To those who work with the mandate; a reader is not told of the others."""
        return self.seen.directive.restricted and self.seen.access is Access.WORKING

    @cached_property
    def may_name(self) -> bool:
        return policies.may_name_readers(self.seen.person, self.seen.directive, self.seen.today)

    @cached_property
    def people(self) -> list[Person]:
        return readers.of(self.seen.directive)

    @property
    def form(self) -> ReaderForm:
        return self.refused or ReaderForm(directive=self.seen.directive.uid)
