"""From the text of a strategy's pages to one `StrategyContent` per edition, findings, and the account of every line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from uppdragil.core.values import MAX_ROWS, MAX_TEXT
from uppdragil.imports.ledger import Ignored, Ledger, Line, Unplaced
from uppdragil.imports.readers import checked
from uppdragil.imports.refusals import NotADirective
from uppdragil.strategy.content import StrategyContent
from uppdragil.strategy.finding import Finding

from .building import build
from .noting import findings
from .reader import read
from .refusals import NotAStrategy

MAX_LINES = 10_000  # that are not blank; a strategy has some hundreds, and at the limits is read in 0.9 s
_QUOTED = 40  # characters of a text in a refusal


@dataclass(frozen=True, slots=True)
class Recognised:
    """A text read whole: each of its lines that is not blank is in exactly one of content, unplaced and ignored."""

    editions: tuple[StrategyContent, ...]
    findings: tuple[Finding, ...]
    unplaced: tuple[Unplaced, ...]
    ignored: tuple[Ignored, ...]


def recognise(text: str, new_uid: Callable[[], str] | None = None) -> Recognised:
    """Read `text` as the pages of a strategy.

    `new_uid` names the rows (`core.uid.new_uid`); without it a row is named by its kind and its place, so that
    the same text always gives the same content. Raises NotAStrategy.
    """
    ledger = Ledger(_checked(text), most=MAX_LINES + 1)
    _check_lines(ledger.lines)
    drafts = read(ledger)
    if not drafts:
        raise NotAStrategy("not_recognised")
    name = _uids(new_uid)
    try:
        contents = tuple(build(draft, name) for draft in drafts)
    except ValidationError as error:
        raise _refusal(error) from error
    found = [one for draft, content in zip(drafts, contents, strict=True) for one in findings(draft, content)]
    return Recognised(contents, tuple(found), ledger.unplaced(), ledger.ignored())


def _checked(text: str) -> str:
    try:
        return checked(text)
    except NotADirective as refusal:
        raise NotAStrategy(refusal.code, **refusal.params) from refusal


def _check_lines(lines: Sequence[Line]) -> None:
    if not lines:
        raise NotAStrategy("empty")
    if len(lines) > MAX_LINES:
        raise NotAStrategy("too_many_lines", limit=MAX_LINES)
    for line in lines:
        if len(line.raw) > MAX_TEXT:
            raise NotAStrategy("too_long", place=line.text[:_QUOTED])


def _refusal(error: ValidationError) -> NotAStrategy:
    """The content's own limits: a text that is too long, or too many rows."""
    said = error.errors()[0]["input"]
    if isinstance(said, str):
        return NotAStrategy("too_long", place=" ".join(said.split())[:_QUOTED])
    return NotAStrategy("too_many_rows", limit=MAX_ROWS)


def _uids(new_uid: Callable[[], str] | None) -> Callable[[str], str]:
    counts: Counter[str] = Counter()

    def name(kind: str) -> str:
        counts[kind] += 1
        return new_uid() if new_uid else f"{kind}{counts[kind]}"

    return name
