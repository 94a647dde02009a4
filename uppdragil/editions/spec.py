"""What an edition of a model says: chapters, gates, checklists, labels, requirements. Data, never code."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator


class Outcome(StrEnum):
    """How a round may end. The words on screen are each gate's own (`GateSpec.outcomes`)."""

    YES = "yes"
    CONDITIONAL = "conditional"
    REWORK = "rework"
    POSTPONE = "postpone"
    NO = "no"

    @property
    def passes(self) -> bool:
        return self in (Outcome.YES, Outcome.CONDITIONAL)


class Deciders(StrEnum):
    """Who decides at a gate; for RECEIVERS the owners decide and the receivers countersign.

    SPONSORS decide on a change of owner where no decision body has the directive (domain section 3).
    """

    BODY = "body"
    OWNERS = "owners"
    RECEIVERS = "owners_and_receivers"
    SPONSORS = "sponsors"


class Spec(BaseModel):
    """Base of what an edition consists of: frozen, and nothing unknown is let in."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ChapterSpec(Spec):
    """A heading of the model. `key` is a field of DirectiveContent; a heading of others has none.

    `help`: how to write the chapter, in a line. `good`, `poor`: an example of each. `add`: the words of the button
    that adds a row. Revisions from before these were data have none of them.
    """

    key: str | None = None
    number: str = ""
    title: str
    help: str = ""
    good: str = ""
    poor: str = ""
    add: str = ""


class ItemSpec(Spec):
    """One question of a checklist.

    `required`: a NEJ refuses a yes. `proposal`: worded by the product, until the office adopts it.
    `prefill`: the name of a judgement in `gates.prefill`.
    """

    code: str
    text: str
    required: bool = True
    proposal: bool = False
    prefill: str | None = None


class GateSpec(Spec):
    """A gate: who decides, what each outcome is called and leads to, what must stand in the directive.

    `required` lists the chapters that must be filled (or marked as not applicable with a reason)
    before a submission to this gate; requirements add up from gate to gate. `offers`: questions that the office may
    take into the checklist.
    """

    code: str
    name: str
    deciders: Deciders
    outcomes: dict[Outcome, str]
    consequences: dict[Outcome, str]
    decides: str
    required: tuple[str, ...] = ()
    checklist: tuple[ItemSpec, ...]
    offers: tuple[ItemSpec, ...] = ()


class EditionSpec(Spec):
    """A whole edition.

    `document`: what its directives are called. `activities_done` is the gate before which every activity ends (R3).
    `change` is how a change of what is locked is decided; who decides it differs from case to case, so its
    `deciders` is only what holds when nothing else is said. An edition without it allows no change decisions.
    `roles`: what it calls a role (`directives.content.Role`), where that is another word than the product's.
    `asks`: by chapter, which of the fields that not every model has (`directives.content.OPTIONAL`) this one has.
    """

    key: str
    name: str
    document: str = "Uppdragsdirektiv"
    flow: str
    activities_done: str
    chapters: tuple[ChapterSpec, ...]
    gates: tuple[GateSpec, ...]
    change: GateSpec | None = None
    roles: dict[str, str] = {}
    asks: dict[str, tuple[str, ...]] = {}

    @model_validator(mode="after")
    def _codes_are_unique(self) -> Self:
        codes = [g.code for g in self.all_gates]
        if len(codes) != len(set(codes)) or self.activities_done not in self.gate_codes:
            raise ValueError("gate codes are unique, and activities_done is one of them")
        return self

    @property
    def gate_codes(self) -> tuple[str, ...]:
        return tuple(g.code for g in self.gates)

    @property
    def all_gates(self) -> tuple[GateSpec, ...]:
        """The gates of the way, and the one of change decisions."""
        return (*self.gates, *([self.change] if self.change else []))

    @property
    def delivery(self) -> str:
        """The gate at which the receivers take over, by code; "" where no gate asks them."""
        return next((g.code for g in self.gates if g.deciders is Deciders.RECEIVERS), "")

    @property
    def starts(self) -> str:
        """The gate after which the work is carried out: the one before `activities_done`, if there is any."""
        before = self.gate_codes[: self.gate_codes.index(self.activities_done)]
        return before[-1] if before else ""

    def gate(self, code: str) -> GateSpec:
        """The gate, or the change decision, with that code. Raises KeyError where the edition has none."""
        for gate in self.all_gates:
            if gate.code == code:
                return gate
        raise KeyError(code)

    def chapter(self, key: str) -> ChapterSpec:
        """Raises KeyError for a chapter that the edition does not have."""
        for chapter in self.chapters:
            if chapter.key == key:
                return chapter
        raise KeyError(key)

    def leaves_out(self, chapter: str, optional: Iterable[str]) -> tuple[str, ...]:
        """Those of the `optional` fields of a chapter that this edition does not ask for."""
        return tuple(name for name in optional if name not in self.asks.get(chapter, ()))

    def required_at(self, code: str) -> tuple[str, ...]:
        """Chapters that must be filled at a gate: its own and those of every earlier gate."""
        upto = self.gates[: self.gate_codes.index(code) + 1]
        return tuple(dict.fromkeys(key for gate in upto for key in gate.required))
