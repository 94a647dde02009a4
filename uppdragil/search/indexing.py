"""The index follows every save, in the same transaction; and it can be made anew, and held against the texts.

Working texts and last decided versions are in it, nothing else: a version comes in when it becomes the baseline, and
the one before it goes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from uppdragil.core.contention import writing
from uppdragil.decisions.events import Adopted, DecisionMade
from uppdragil.directives import storage
from uppdragil.directives.content import DirectiveContent
from uppdragil.directives.events import ChaptersWritten, HeadWritten
from uppdragil.directives.models import Card, Directive, DirectiveVersion
from uppdragil.directives.services import content_of
from uppdragil.editions.spec import Outcome
from uppdragil.portfolio.reporting.events import ReportAcknowledged, ReportSubmitted

from . import engine, papers, said
from .decisions import decisions_of
from .models import Passage
from .reports import reports_of
from .said import DECISIONS, HEAD, REPORTS, Said
from .tables import PASSAGES, install, refresh

Texts = Mapping[str, Sequence[Said]]


def head_written(event: HeadWritten) -> None:
    """The head of a working text is found as it says now."""
    _keep(event.directive.pk, {HEAD: said.of_head(event.directive)})


def chapters_written(event: ChaptersWritten) -> None:
    """Chapters of a working text are found as they say now."""
    _keep(event.directive.pk, {key: said.of_chapter(event.content, key) for key in event.keys})


def decided(event: DecisionMade) -> None:
    """The decision is found, and the text that it made the baseline."""
    decision = event.decision
    passes = Outcome(decision.outcome).passes
    _follow_decision(decision.directive_id, decision.version if passes else None)


def adopted(event: Adopted) -> None:
    """A mandate that was taken in is found by its decided version and by what was decided before, too."""
    _follow_decision(event.adoption.directive_id, event.adoption.version)


def reported(event: ReportSubmitted) -> None:
    """The report is found where the working text is."""
    _keep_reports(event.report.directive_id)


def acknowledged(event: ReportAcknowledged) -> None:
    """What the owner said of a report is found with it."""
    _keep_reports(event.acknowledgement.report.directive_id)


def rebuild() -> int:
    """Make the whole index anew, some texts at a time, so that others can save; the number of texts in it."""
    _orphans().delete()
    refresh()
    return sum(map(_anew, engine.pages(_texts()))) + papers.rebuild()


def complete() -> int:
    """Add every text that has no passage, after many were stored at once; their number."""
    kept = Passage.objects.filter(directive=OuterRef("directive"))
    bare = Q(version=None) & Q(~Exists(kept.filter(decided=False)))
    decided = Q(version__isnull=False) & Q(~Exists(kept.filter(decided=True)))
    return sum(map(_anew, engine.pages(_texts().filter(bare | decided)))) + papers.complete()


def differing() -> Iterator[str]:
    """The mandates, by number and title, the meetings and the plans of which the index tells otherwise than they do."""
    yield from map(str, Directive.objects.filter(passages__in=_orphans()).distinct())
    for pks in engine.pages(_texts()):
        cards = _whole(pks)
        kept: dict[tuple[int, bool], set[Any]] = defaultdict(set)
        for passage in Passage.objects.filter(engine.passages_of(cards)).values_list(*PASSAGES.columns):
            kept[passage[1], passage[2]].add(passage)
        told: dict[tuple[int, bool], set[Any]] = defaultdict(set)
        for row in _rows(cards):
            told[row.directive, row.decided].add(row.values)
        texts = {(card.directive_id, bool(card.version)): card for card in cards}
        yield from (str(card) for text, card in texts.items() if kept[text] != told[text])
    yield from papers.differing()


def complete_after_migrate(using: str = "default", **kwargs: Any) -> None:
    """Receiver of post_migrate: what was there before the index is added to it."""
    if install(using):
        complete()


def _keep(directive: int, chapters: Texts) -> None:
    """Let the index say this of these chapters of a working text."""
    engine.store([engine.Row(directive, False, key, texts) for key, texts in chapters.items() if texts])
    if empty := [engine.place(directive, False, key) for key, texts in chapters.items() if not texts]:
        Passage.objects.filter(pk__in=empty).delete()


def _keep_reports(directive: int) -> None:
    _keep(directive, {REPORTS: reports_of([directive]).get(directive, [])})


def _follow_decision(directive: int, baseline: DirectiveVersion | None) -> None:
    """`baseline`: the version that has become it, if any has."""
    rows = _decided([(directive, False), (directive, True)])
    if baseline:
        Passage.objects.filter(directive=directive, decided=True).delete()
        rows += _written(directive, True, content_of(baseline))
    engine.store([row for row in rows if baseline or not row.decided])


def _texts() -> QuerySet[Card]:
    """The cards of the texts that are in the index."""
    return Card.objects.filter(Q(version=None) | Q(version=F("directive__baseline")))


def _orphans() -> QuerySet[Passage]:
    """Passages of something decided where nothing is."""
    return Passage.objects.filter(decided=True, directive__baseline=None)


def _whole(pks: Any) -> list[Card]:
    return list(_texts().filter(pk__in=pks).select_related("version", "directive"))


def _anew(pks: Sequence[int]) -> int:
    """The passages of these texts as they are now; nobody saves one of them meanwhile."""
    with writing():
        held = Directive.objects.select_for_update(of=("self",)).filter(cards__in=pks).order_by("pk")
        list(held.values_list("pk", flat=True))
        cards = _whole(pks)
        Passage.objects.filter(engine.passages_of(cards)).delete()
        engine.store(_rows(cards))
        return len(cards)


def _rows(cards: Sequence[Card]) -> list[engine.Row]:
    """Everything that these cards' texts say, decisions included."""
    working = storage.load_many([card.directive for card in cards if not card.version])
    rows = _decided([(card.directive_id, bool(card.version)) for card in cards])
    told = reports_of(working)
    rows += [engine.Row(directive, False, REPORTS, texts) for directive, texts in told.items()]
    for card in cards:
        content = content_of(card.version) if card.version else working[card.directive_id]
        rows += _written(card.directive_id, bool(card.version), content)
    return rows


def _written(directive: int, decided: bool, content: DirectiveContent) -> list[engine.Row]:
    chapters = said.of_content(content).items()
    return [engine.Row(directive, decided, chapter, texts) for chapter, texts in chapters]


def _decided(texts: Sequence[tuple[int, bool]]) -> list[engine.Row]:
    """What the readers of these texts see of the decisions."""
    return [engine.Row(*text, DECISIONS, told) for text, told in decisions_of(texts).items() if told]
