"""The organisation's lines: a role's label, a colon, and who holds it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Any

from uppdragil.directives.content import Role

from .blocks import split_bullet
from .grids import split_pipes
from .ledger import Fragment, Kind, Ledger, Line, whole
from .wraps import Wrapping, joins

LABELS = {
    "uppdragssponsor": Role.SPONSOR,
    "uppdragssponsorer": Role.SPONSOR,
    "sponsor": Role.SPONSOR,
    "sponsorer": Role.SPONSOR,
    "uppdragsägare": Role.OWNER,
    "uppdragsledare": Role.LEAD,
    "uppdragsmedlem": Role.MEMBER,
    "uppdragsmedlemmar": Role.MEMBER,
    "resursägare": Role.RESOURCE_OWNER,
    "mottagare": Role.RECEIVER,
    "mottagare av resultat": Role.RECEIVER,
    "mottagare av resultatet": Role.RECEIVER,
    "intressent": Role.STAKEHOLDER,
    "intressenter": Role.STAKEHOLDER,
    "övrig intressent": Role.STAKEHOLDER,
    "övriga intressenter": Role.STAKEHOLDER,
    "referensgrupp": Role.REFERENCE_GROUP,
    "referensgrupper": Role.REFERENCE_GROUP,
}
_LABELLED = re.compile(
    r"[•*\-–—]? {0,3}(?P<label>[^\W\d][^:\t|]{1,40}?)(?P<sign>\s*:|\t| {2,})\s*(?P<holder>.*)"
)
_HEAD_WORDS = {"roll", "namn", "innehavare", "person", "befattning", "namn/befattning"}
_RULE = re.compile(r"[\s|:=+\-–—]+")


def split_label(line: Line) -> tuple[Fragment, Fragment | None] | None:
    """`Label: holder`, or the same two as cells of a table; None for a line of another build."""
    pipes = [cell for cell in split_pipes(line) if cell.text]
    if pipes:
        return (pipes[0], pipes[1] if len(pipes) == 2 else None) if len(pipes) < 3 else None
    match = _LABELLED.fullmatch(line.raw.replace("**", "").strip())
    if not match:
        return None
    label = Fragment(line, match["label"].strip())
    if ":" not in match["sign"] and not role_of(label):
        return None
    holder = " ".join(match["holder"].split())
    return label, Fragment(line, holder) if holder else None


def role_of(label: Fragment) -> Role | None:
    """The role that a label of chapter 8 names; None for one that is not known."""
    return LABELS.get(" ".join(label.text.casefold().split()).rstrip(":"))


def before_labels(lines: Sequence[Line]) -> list[Line]:
    """What stands before the first label (or head): it leads in."""
    return list(takewhile(lambda line: not split_label(line) and not _is_head(line), lines))


def _is_head(line: Line) -> bool:
    words = set(line.text.casefold().replace("|", " ").split())
    return bool(words) and words <= _HEAD_WORDS


def read_roles(ledger: Ledger, lines: Sequence[Line], wrapping: Wrapping) -> Iterator[dict[str, Any]]:
    """A row per label; several holders below one label are a row each."""
    for label, holders in _groups(ledger, lines):
        role = role_of(label)
        if not role:
            continue
        ledger.spend(label)
        texts = [ledger.take(words) for words in _holders(ledger, holders, wrapping)]
        yield from ({"role": role, "holder": text} for text in texts or [""])


def _groups(ledger: Ledger, lines: Sequence[Line]) -> list[tuple[Fragment, list[Fragment]]]:
    groups: list[tuple[Fragment, list[Fragment]]] = []
    for line in lines:
        labelled = split_label(line)
        if _is_head(line) or ("|" in line.raw and _RULE.fullmatch(line.raw)):
            ledger.ignore(line, Kind.TABLE_HEAD)
        elif labelled and (role_of(labelled[0]) or not _is_holder(groups, line)):
            groups.append((labelled[0], [labelled[1]] if labelled[1] else []))
        elif groups:
            groups[-1][1].append(whole(line))
    return groups


def _is_holder(groups: Sequence[tuple[Fragment, list[Fragment]]], line: Line) -> bool:
    """True where a colon stands within a holder's wrapped words."""
    return bool(groups and groups[-1][1]) and joins(groups[-1][1][-1].text, line.text)


def _holders(ledger: Ledger, words: Sequence[Fragment], wrapping: Wrapping) -> Iterator[list[Fragment]]:
    """The holders' lines rejoined. After a blank line only a wrapped holder goes on: the rest is another matter."""
    holder: list[Fragment] = []
    for fragment in words:
        bullet, rest = split_bullet(fragment, 0)
        if bullet:
            ledger.spend(bullet)
        elif holder and wrapping.continues(holder[-1].line, fragment.line):
            holder.append(fragment)
            continue
        elif holder and fragment.line.gap:
            break
        if holder:
            yield holder
        holder = [rest] if rest else []
    if holder:
        yield holder
