"""What is asked of the product and of the floor, in turns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count, cycle
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from .visitor import Answer, UnexpectedError, Visitor
from .worlds import PASSWORD

if TYPE_CHECKING:
    from .subjects import Chosen, Whose

LISTED = {"phase": "execution", "state": "live"}
CHAPTER = "background"
SOUGHT, STEM = "bemanning", "bemanning"  # a word of the invented texts, and its stem


@dataclass
class Case:
    """One thing that people do. `aim`: the most that it may take, as a multiple of the floor; 0 where none is set.

    `times`: how often it is asked, where that is not as often as the others. `exports`: it may grow with the portfolio.
    """

    name: str
    aim: float = 0
    times: int | None = None
    exports: bool = False

    def product(self, *, counted: bool = False) -> Answer:
        """Ask the product. Raises UnexpectedError."""
        raise NotImplementedError

    def floor(self) -> Answer:
        """Ask the floor for the same. Raises UnexpectedError."""
        raise NotImplementedError


@dataclass
class Page(Case):
    """A page or a file that is read: of somebody, at a path; and where the floor has it."""

    whose: Visitor | None = None
    path: str = ""
    bare: Visitor | None = None
    bare_path: str = ""
    sent: bool = False  # asked for by a form

    def product(self, *, counted: bool = False) -> Answer:
        assert self.whose
        asked = (
            self.whose.post(self.path, {}, counted=counted)
            if self.sent
            else self.whose.get(self.path, counted=counted)
        )
        return expect(asked, 200)

    def floor(self) -> Answer:
        assert self.bare
        return expect(self.bare.get(self.bare_path), 200)


@dataclass
class Turns(Case):
    """What is done with one mandate after the other, each by whose it is."""

    visit: Callable[[str], Visitor] = field(repr=False, kw_only=True)
    bare: Visitor = field(kw_only=True)
    turns: Iterator[Whose] = field(kw_only=True)
    last: str = ""  # the mandate of the product's last turn: the floor does the same with its copy

    def product(self, *, counted: bool = False) -> Answer:
        whose = next(self.turns)
        self.last = whose.directive
        return self.act(self.visit(whose.session), whose.directive, counted)

    def act(self, visitor: Visitor, uid: str, counted: bool) -> Answer:
        raise NotImplementedError


class Opening(Turns):
    """The page of a mandate in execution, by its lead."""

    def act(self, visitor: Visitor, uid: str, counted: bool) -> Answer:
        return expect(visitor.get(f"/directives/{uid}/", counted=counted), 200)

    def floor(self) -> Answer:
        return expect(self.bare.get(f"/open?uid={self.last}"), 200)


class Saving(Turns):
    """A text chapter, sent with another text; drawing the form before is not timed."""

    numbers = count(1)
    text = ""

    def act(self, visitor: Visitor, uid: str, counted: bool) -> Answer:
        path, field = f"/directives/{uid}/edit/", f"{CHAPTER}-text"
        drawn = visitor.form(path, field)
        self.text = f"{drawn[field]}\n\nTillägg {next(self.numbers)}."
        sent = {name: value for name, value in drawn.items() if name.startswith(f"{CHAPTER}-")}
        sent |= {field: self.text, "part": CHAPTER, "seen": drawn[f"{CHAPTER}-seen"].split(" ")[0]}
        return expect(visitor.post(f"{path}part/", sent, counted=counted), 200)

    def floor(self) -> Answer:
        return expect(self.bare.post("/save", {"uid": self.last, "key": CHAPTER, "text": self.text}), 200)


class Deciding(Turns):
    """The confirmation that ends a round with a yes; filling in the gate page before it is not timed."""

    def act(self, visitor: Visitor, uid: str, counted: bool) -> Answer:
        gate = f"/directives/{uid}/gate/"
        sent = visitor.form(gate, "outcome")
        answers = {name: "yes" for name in visitor.choices if name.endswith("value")}
        expect(visitor.post(gate, sent | answers | {"outcome": "yes"}), 302)
        proof = visitor.form(f"{gate}confirm/", "password") | {"password": PASSWORD}
        return expect(visitor.post(f"{gate}confirm/", proof, counted=counted), 302)

    def floor(self) -> Answer:
        return expect(self.bare.post("/decide", {"uid": self.last}), 200)


def cases(visit: Callable[[str], Visitor], bare: Visitor, chosen: Chosen) -> list[Case]:
    """All of them, with the aims of issue 4. `visit`: a visitor with that session."""
    office = visit(chosen.office)
    filters = urlencode(LISTED)
    record = chosen.record
    led: Iterator[Whose] = cycle(chosen.led)
    mandates: dict[str, Any] = {"visit": visit, "bare": bare}
    return [
        Page("list of 100, two filters", 2, None, False, office, f"/portfolio/?{filters}", bare, f"/list?{filters}"),
        Page("search", 0, None, False, office, f"/search/?q={SOUGHT}", bare, f"/search?stem={STEM}"),
        Page("search, as a lead", 0, None, False, visit(chosen.led[0].session), f"/search/?q={SOUGHT}", bare,
             f"/search?stem={STEM}"),
        Opening("open one", 4, turns=led, **mandates),
        Saving("save one chapter", 5, turns=led, **mandates),
        Deciding("decide a gate", 8, turns=iter(chosen.decidable), **mandates),
        Page("what waits for me", 0, None, False, visit(chosen.busy.session), "/", bare,
             f"/waits?person={chosen.busy.person}"),
        Page("overview of all", 0, None, False, office, "/portfolio/", bare, "/overview"),
        Page("dashboard", 0, None, False, office, "/portfolio/pictures/", bare, "/pictures"),
        Page("Excel of all", 1.2, 2, True, office, "/portfolio/status.xlsx", bare, "/xlsx",
             sent=True),
        Page("CSV of all", 2, 5, True, office, "/portfolio/portfolio.csv", bare, "/csv"),
        Page("record PDF, stored", 0, None, False, office, record.path, bare, f"/pdf?round={record.round}"),
    ]  # fmt: skip


def expect(answer: Answer, status: int) -> Answer:
    """The answer, if it is the one that the case is about."""
    if answer.status != status:
        raise UnexpectedError(f"{answer.status}, not {status}: {answer.body[:2000].decode(errors='replace')}")
    return answer
