"""The engine's processes, each bound to its directive."""

from __future__ import annotations

from django.db import models
from viewflow.workflow.models import Process

from uppdragil.directives.models import Directive


class DirectiveProcess(Process):
    """The way of one directive. A directive has one for life; the database refuses a second."""

    directive = models.OneToOneField(Directive, models.PROTECT, related_name="process")

    def __str__(self) -> str:
        return str(self.directive)
