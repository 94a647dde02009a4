"""What the pages of the editions show: the list, one revision, and the draft of the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from uppdragil.core.worddiff import Segment, word_diff
from uppdragil.directives.content import DirectiveContent
from uppdragil.directives.models import Directive
from uppdragil.directives.phases import ENDED_PHASES
from uppdragil.editions import selectors
from uppdragil.editions.drafting import checking, shaping
from uppdragil.editions.drafting.difference import Difference, difference
from uppdragil.editions.models import Edition, EditionDraft
from uppdragil.editions.spec import ChapterSpec, EditionSpec, GateSpec, ItemSpec

from .editionwords import DECIDERS, JUDGEMENT_LABELS, outcome_label
from .outline import Outline, States, editing_outline


@dataclass(frozen=True)
class RevisionLine:
    """A published revision, with how many directives rest on it: those under way, and all."""

    edition: Edition
    running: int
    total: int
    latest: bool


@dataclass(frozen=True)
class Model:
    """An edition by its key: its revisions, the latest first, and the open draft."""

    key: str
    name: str
    lines: Sequence[RevisionLine]
    draft: EditionDraft | None

    @property
    def earlier(self) -> int:
        """How many directives under way rest on another revision than the latest."""
        return sum(line.running for line in self.lines if not line.latest)


def running() -> Mapping[int, tuple[int, int]]:
    """Directives per revision: under way, and all; one query."""
    going = Count("pk", filter=~Q(phase__in=ENDED_PHASES))
    counted = Directive.objects.order_by().values_list("edition").annotate(going=going, every=Count("pk"))
    return {edition: (now, every) for edition, now, every in counted}


def models() -> list[Model]:
    """Every edition; three queries, however many revisions."""
    counts, drafts = running(), selectors.drafts()
    found: dict[str, list[RevisionLine]] = {}
    for edition in selectors.revisions():
        lines = found.setdefault(edition.key, [])
        lines.append(RevisionLine(edition, *counts.get(edition.pk, (0, 0)), latest=not lines))
    return [Model(key, lines[0].edition.name, lines, drafts.get(key)) for key, lines in found.items()]


@dataclass(frozen=True)
class Question:
    """A question as a page shows it; `part` and `mark` guard a change of it."""

    item: ItemSpec
    suggests: str
    name: str
    mark: str
    problems: Sequence[checking.Problem] = ()


@dataclass(frozen=True)
class GateShown:
    """A gate with its outcomes as (kind, label, what follows), what it requires and its questions."""

    gate: GateSpec
    who: str
    outcomes: Sequence[tuple[str, str, str]]
    required: Sequence[ChapterSpec]
    earlier: Sequence[ChapterSpec]
    questions: Sequence[Question]
    order: str
    is_change: bool
    offers: Sequence[ItemSpec]


@dataclass(frozen=True)
class ChapterShown:
    """A chapter with its name in addresses and what stands against it."""

    chapter: ChapterSpec
    name: str
    problems: Sequence[checking.Problem] = ()


class SpecPage:
    """An edition as people read it. `found`: what stands against it, for a draft."""

    def __init__(self, spec: EditionSpec, found: Sequence[checking.Problem] = ()) -> None:
        self.spec, self.found = spec, found

    @property
    def chapters(self) -> list[ChapterShown]:
        return [self._chapter(chapter) for chapter in self.spec.chapters]

    def _chapter(self, chapter: ChapterSpec) -> ChapterShown:
        name = shaping.name_of(chapter)
        return ChapterShown(chapter, name, self._about(f"chapter:{name}"))

    def _about(self, part: str) -> list[checking.Problem]:
        return [problem for problem in self.found if problem.part == part]

    @cached_property
    def gates(self) -> list[GateShown]:
        return [self.shown(gate) for gate in self.spec.all_gates]

    def shown(self, gate: GateSpec) -> GateShown:
        """One gate as its page shows it."""
        is_change = gate == self.spec.change
        before = (
            () if is_change else tuple(k for k in self.spec.required_at(gate.code) if k not in gate.required)
        )
        codes = {item.code for item in gate.checklist}
        return GateShown(
            gate,
            str(DECIDERS[gate.deciders]),
            [
                (str(outcome_label(o)), label, gate.consequences.get(o, ""))
                for o, label in gate.outcomes.items()
            ],
            self._titled(gate.required),
            self._titled(before),
            [self._question(gate, item) for item in gate.checklist],
            shaping.mark(self.spec, f"items:{gate.code}"),
            is_change,
            [item for item in gate.offers if item.code not in codes],
        )

    def _question(self, gate: GateSpec, item: ItemSpec) -> Question:
        part = f"item:{gate.code}:{item.code}"
        suggests = str(JUDGEMENT_LABELS.get(item.prefill, item.prefill)) if item.prefill else ""
        return Question(item, suggests, item.code, shaping.mark(self.spec, part), self._about(part))

    def _titled(self, keys: Sequence[str]) -> list[ChapterSpec]:
        return [chapter for chapter in self.spec.chapters if chapter.key in keys]

    def outline(self, gate: str) -> Outline:
        """What an empty directive lacks before `gate`, as its lead sees it."""
        states = States(DirectiveContent(title=_("An empty directive")), self.spec, gate, ())
        return editing_outline(states, lambda key: f"#{key}", "")


@dataclass(frozen=True)
class ProblemLine:
    """Something that stands against publishing, and where it is mended."""

    text: str
    href: str
    blocks: bool


@dataclass(frozen=True)
class Changed:
    """A line of the difference, word by word where words changed."""

    line: Difference
    href: str
    segments: Sequence[Segment]


class DraftPage(SpecPage):
    """The draft of `key`, checked and compared with the latest published revision. Raises Http404 without one."""

    def __init__(self, key: str, spec: EditionSpec | None = None) -> None:
        draft = selectors.draft_of(key)
        if draft is None:
            raise Http404
        self.draft = draft
        self.base = draft.based_on
        spec = spec or draft.spec
        super().__init__(spec, checking.check(spec, self.base.spec))

    @property
    def order(self) -> str:
        return shaping.mark(self.spec, shaping.CHAPTERS)

    @property
    def blocking(self) -> bool:
        return any(problem.blocks for problem in self.found)

    @property
    def problems(self) -> list[ProblemLine]:
        return [ProblemLine(p.text, self.href(p.part), p.blocks) for p in self.found]

    @cached_property
    def changes(self) -> list[Changed]:
        found = difference(self.base.spec, self.spec)
        return [Changed(line, self.href(line.part), word_diff(line.old, line.new)) for line in found]

    @cached_property
    def staying(self) -> int:
        """How many directives under way keep their revision."""
        return sum(going for pk, (going, _all) in running().items() if pk in set(self._pks))

    @cached_property
    def _pks(self) -> Sequence[int]:
        return list(Edition.objects.filter(key=self.draft.key).values_list("pk", flat=True))

    def href(self, part: str) -> str:
        """Where `part` is changed."""
        kind, _colon, rest = part.partition(":")
        key = self.draft.key
        if kind == "chapter":
            return reverse("edition-draft-chapter", args=[key, rest])
        if kind == "gate":
            return reverse("edition-draft-gate", args=[key, rest])
        if kind == "item":
            gate, _colon, code = rest.partition(":")
            return reverse("edition-draft-item", args=[key, gate, code])
        anchor = f"#g-{rest}" if kind == "items" else ""
        return reverse("edition-draft", args=[key]) + anchor


def sides(
    old: Mapping[str, Any], new: Mapping[str, Any], labels: Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    """The fields of a form that say something else, as (label, old, new) in words."""
    for name, label in labels.items():
        one, other = _words(old.get(name)), _words(new.get(name))
        if one != other:
            yield label, one, other


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "")
