"""What differs between two revisions of an edition, line by line, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from uppdragil.editions.spec import ChapterSpec, EditionSpec, GateSpec, ItemSpec

from .shaping import name_of


@dataclass(frozen=True)
class Difference:
    """`where` it is and `what` happened; `old` and `new` where words changed. `part`: as `shaping.mark` names it."""

    part: str
    where: str
    what: str
    old: str = ""
    new: str = ""


def difference(old: EditionSpec, new: EditionSpec) -> tuple[Difference, ...]:
    """From `old` to `new`, in the order of `new`."""
    return (*_chapters(old, new), *_gates(old, new))


def heading(chapter: ChapterSpec) -> str:
    """A chapter by its number and heading."""
    return f"{chapter.number} {chapter.title}".strip()


def _chapters(old: EditionSpec, new: EditionSpec) -> Iterator[Difference]:
    before = {name_of(c): c for c in old.chapters}
    after = {name_of(c): c for c in new.chapters}
    for name, chapter in before.items():
        if name not in after:
            yield Difference("chapters", heading(chapter), _("The chapter is removed."))
    for name, chapter in after.items():
        part = f"chapter:{name}"
        if name not in before:
            yield Difference(part, heading(chapter), _("The chapter is new."))
            continue
        was = before[name]
        labels = {
            _("The heading is changed."): (heading(was), heading(chapter)),
            _("The help is changed."): (was.help, chapter.help),
            _("The good example is changed."): (was.good, chapter.good),
            _("The poor example is changed."): (was.poor, chapter.poor),
            _("The words of the button are changed."): (was.add, chapter.add),
        }
        yield from _worded(part, heading(chapter), labels)
    common = [name for name in before if name in after]
    if common != [name for name in after if name in before]:
        yield Difference("chapters", _("Chapters"), _("The chapters stand in another order."))


def _gates(old: EditionSpec, new: EditionSpec) -> Iterator[Difference]:
    before = {gate.code: gate for gate in old.all_gates}
    for gate in new.all_gates:
        if gate.code in before:
            yield from of_gate(before[gate.code], gate, old, new)


def of_gate(was: GateSpec, gate: GateSpec, old: EditionSpec, new: EditionSpec) -> Iterator[Difference]:
    """What differs at one gate: its words, what it requires and its questions."""
    part, where = f"gate:{gate.code}", f"{gate.code} {gate.name}"
    yield from _worded(
        part,
        where,
        {
            _("The name is changed."): (was.name, gate.name),
            _("What it decides is changed."): (was.decides, gate.decides),
        },
    )
    for outcome, label in gate.outcomes.items():
        said = was.outcomes.get(outcome, ""), was.consequences.get(outcome, "")
        now = label, gate.consequences.get(outcome, "")
        yield from _worded(part, where, {_("An outcome is worded anew."): (": ".join(said), ": ".join(now))})
    titles = {c.key: heading(c) for spec in (old, new) for c in spec.chapters if c.key}
    for key in gate.required:
        if key not in was.required:
            yield Difference(part, where, _("Requires %(chapter)s.") % {"chapter": titles.get(key, key)})
    for key in was.required:
        if key not in gate.required:
            yield Difference(
                part, where, _("Does not require %(chapter)s any more.") % {"chapter": titles.get(key, key)}
            )
    yield from questions(was, gate)


def questions(was: GateSpec, gate: GateSpec) -> Iterator[Difference]:
    """What differs between two checklists."""
    where = f"{gate.code} {gate.name}"
    before = {item.code: item for item in was.checklist}
    after = {item.code: item for item in gate.checklist}
    for code, item in before.items():
        if code not in after:
            yield Difference(f"items:{gate.code}", where, _("A question is removed."), old=item.text)
    for code, item in after.items():
        part = f"item:{gate.code}:{code}"
        if code not in before:
            yield Difference(part, where, _("A question is new."), new=item.text)
        else:
            yield from _question(part, where, before[code], item)
    if [c for c in before if c in after] != [c for c in after if c in before]:
        yield Difference(f"items:{gate.code}", where, _("The questions stand in another order."))


def _question(part: str, where: str, was: ItemSpec, item: ItemSpec) -> Iterator[Difference]:
    yield from _worded(part, where, {_("A question is worded anew."): (was.text, item.text)})
    about = {"text": item.text}
    if item.required != was.required:
        told = (
            _("“%(text)s” must be answered with yes for a yes.")
            if item.required
            else _("“%(text)s” may be answered with no.")
        )
        yield Difference(part, where, told % about)
    if was.proposal and not item.proposal:
        yield Difference(part, where, _("“%(text)s” is adopted by the office.") % about)
    if item.prefill != was.prefill:
        yield Difference(part, where, _("“%(text)s” is suggested an answer in another way.") % about)


def _worded(part: str, where: str, said: Mapping[str, tuple[str, str]]) -> Iterator[Difference]:
    for what, (old, new) in said.items():
        if old != new:
            yield Difference(part, where, what, old, new)
