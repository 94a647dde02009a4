"""What a story leaves. Each module has `tell(mandate, book)`; the tables are stored in the order of MODELS."""

from __future__ import annotations

from collections.abc import Callable

from django.db import models

from uppdragil.decisions.models import (
    Answer,
    Condition,
    ConditionNote,
    Decision,
    Proposal,
    Round,
    SignOff,
)
from uppdragil.directives.models import (
    Card,
    Chapter,
    Directive,
    DirectiveVersion,
    Edge,
    NamedReader,
    Progress,
    Receiver,
)
from uppdragil.directives.storage import ROW_MODELS
from uppdragil.portfolio.models import SupportNeed
from uppdragil.portfolio.money.models import MoneyState
from uppdragil.portfolio.reporting.models import Acknowledgement, Report
from uppdragil.synthetic.book import Book, Mandate

from . import money, progress, reports, rounds, standing, support, texts

MODELS: tuple[type[models.Model], ...] = (
    Directive, NamedReader, Chapter, *ROW_MODELS.values(), DirectiveVersion, Card, Edge, Receiver,
    Round, Proposal, Answer, SignOff, Decision, Condition, ConditionNote,
    Progress, SupportNeed, Report, Acknowledgement, MoneyState,
)  # fmt: skip
KINDS: tuple[Callable[[Mandate, Book], None], ...] = (
    texts.tell,
    rounds.tell,
    progress.tell,
    support.tell,
    reports.tell,
    money.tell,
    standing.tell,
)
