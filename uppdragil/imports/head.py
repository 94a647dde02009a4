"""The title block: model, kind of document, labelled facts, and the title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from uppdragil.directives.content import Visibility
from uppdragil.editions.spec import EditionSpec

from .chapters import Draft
from .grids import split_pipes
from .ledger import Fragment, Kind, Ledger, Line
from .tables import Values
from .wraps import Wrapping

_MODEL = re.compile(r"UPPDRAGiL(?: \d[\d.]*)?", re.IGNORECASE)
_CONTENTS = re.compile(r"innehåll(?:sförteckning)?", re.IGNORECASE)
_LABELLED = re.compile(r"(?P<label>[^\W\d][\w /]{2,30}?)(?:\s*:|\t| {2,})\s*(?P<value>.*)")
FIELDS = {
    "diarienummer": "registry_number",
    "dnr": "registry_number",
    "uppdragsnummer": "number",
    "verksamhet": "unit",
    "förvaltning": "unit",
    "verksamhet/förvaltning": "unit",
    "överordnat uppdrag": "parent",
    "ersätter": "supersedes",
    "ursprung": "origin",
    "modell": "model",
    "uppdragets namn": "title",
    "titel": "title",
    "synlighet": "visibility",
}
VISIBILITY = {"intern": Visibility.INTERNAL, "begränsad": Visibility.RESTRICTED}
_LONGEST = 500  # characters of a title block; a longer one is a front page with other matters


def named_kind(edition: EditionSpec) -> re.Pattern[str]:
    """What the document calls itself: the edition's word, alone or before the title."""
    return re.compile(rf"{re.escape(edition.document)}(?: ?[-–—:] ?| ?$)", re.IGNORECASE)


def read_head(draft: Draft, lines: Sequence[Line]) -> None:
    """Fill the head's fields. Facts with another label than the head has stay unplaced."""
    ledger, fields = draft.ledger, draft.fields
    kind = named_kind(draft.edition)
    title: list[Fragment] = []
    above: list[Fragment] = []
    for line in lines:
        if _CONTENTS.fullmatch(line.text):
            ledger.ignore(line, Kind.HEADING)
        elif _read_fact(ledger, fields, line, kind):
            continue
        else:
            words, named = without_names(ledger, fields, line, kind)
            if named and title:
                above, title = title, []
            title.extend(words)
    _read_title(draft, title or above)


def _read_fact(ledger: Ledger, fields: Values, line: Line, kind: re.Pattern[str]) -> bool:
    """A line `Label: value`. True where it is one, whether the head has the label or not."""
    cells = split_pipes(line)
    if len(cells) == 2:  # a table of names and values
        return take_fact(ledger, fields, *cells)
    match = _LABELLED.fullmatch(line.raw.replace("**", "").strip("# \t"))
    if not match or kind.match(line.text):
        return False
    label = " ".join(match["label"].casefold().split())
    if label not in FIELDS:
        return ":" in match[0][: match.start("value")]
    return take_fact(ledger, fields, Fragment(line, label), Fragment(line, " ".join(match["value"].split())))


def take_fact(ledger: Ledger, fields: Values, label: Fragment, value: Fragment) -> bool:
    """Put a labelled fact of the head where it belongs; one with another label stays unplaced. Always True."""
    key = FIELDS.get(" ".join(label.text.casefold().split()).rstrip(":"))
    if key == "visibility":
        said = VISIBILITY.get(value.text.casefold())
        if said:
            ledger.take([label, value])
            fields[key] = said
    elif key and value.text and not fields.get(key):
        ledger.spend(label)
        fields[key] = ledger.take([value])
    return True


def without_names(
    ledger: Ledger, fields: Values, line: Line, kind: re.Pattern[str]
) -> tuple[list[Fragment], bool]:
    """The line's words without the model's and the document kind's names, and whether it had any."""
    text = line.text.strip("# ")
    model = _MODEL.match(text)
    if model and not text[model.end() :].strip(" -–—") and not fields.get("model"):
        fields["model"] = ledger.take([Fragment(line, model[0])])
        return [], True
    named = kind.match(text)
    if not named:
        return [Fragment(line, text)] if text else [], False
    rest = text[named.end() :].strip()
    if not rest:
        ledger.ignore(line, Kind.HEADING)
        return [], True
    ledger.spend(Fragment(line, named[0]))
    return [Fragment(line, rest)], True


def _read_title(draft: Draft, words: list[Fragment]) -> None:
    """The whole block is the title; of a front page with more than a title only its first paragraph."""
    if draft.wrapping.whole and words and not draft.fields.get("title"):
        words, below = words[:1], words[1:]
        draft.fields["subtitle"] = draft.ledger.take(below)
    if sum(len(fragment.text) + 1 for fragment in words) > _LONGEST:
        words = _first_paragraph(words, draft.wrapping)
    if words and not draft.fields.get("title"):
        draft.fields["title"] = draft.ledger.take(words)


def _first_paragraph(words: list[Fragment], wrapping: Wrapping) -> list[Fragment]:
    for index, (one, other) in enumerate(pairwise(words), start=1):
        if not wrapping.continues(one.line, other.line):
            return words[:index]
    return words


def split_title(fields: Values, names: Iterable[str]) -> None:
    """Where a decision sheet states the name and the title block begins with it, the rest is the subtitle."""
    title = fields.get("title", "")
    for name in names:
        if not title:
            fields["title"] = title = name
        rest = title[len(name) :]
        if name and title.casefold().startswith(name.casefold()) and not rest[:1].isalnum():
            fields["title"] = title[: len(name)]
            fields["subtitle"] = rest.strip(" -–—:,") or fields.get("subtitle", "")
            return
