"""Our own texts, mangled: cut, shuffled, doubled, moved, with signs and bytes thrown in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from hypothesis import strategies as st

from uppdragil.imports.readers import read_file

from .cases import TEXTS

SIGNS = (
    "\f",
    "\t",
    "|",
    "||",
    "\x00",
    "\x07",
    "\u00ad",
    "\ud800",
    "\u00a0",
    "****",
    "#",
    "•",
    ":",
    "²",
    "É",
    "e\u0301",
    "     ",
)
PIECES = """
1. ,1.,• ,o ,- ,12/3,31/2-2026,ÅÅÅÅ-MM-DD,2026-01-02,BP2,BP1 Beslut,MS1,N/A,N/A: skäl,Sida 3 av 9,3 (9),|---|---|
Uppdragsägare:,Uppdragsägare: X,Checklista inför beslut. BP2,Uppdragets namn: X,Datum,Beslut,BESLUT JA NEJ,5. Tidplan
7.1 Annat,12. Bilagor,Start Slut,Begrepp Förklaring,Uppdragsdirektiv,UPPDRAGiL 3.0,Dnr: 1
"""
JUNK = (*SIGNS, *(piece for line in PIECES.strip().split("\n") for piece in line.split(",")))
Lines = list[str]
places = st.integers(0, 10_000)


def _delete(lines: Lines, at: int, to: int, sign: str) -> Lines:
    return lines[:at] + lines[at + to % 20 + 1 :]


def _double(lines: Lines, at: int, to: int, sign: str) -> Lines:
    return [*lines[:to], lines[at], *lines[to:]]


def _insert(lines: Lines, at: int, to: int, sign: str) -> Lines:
    return [*lines[:at], sign, *lines[at:]]


def _inject(lines: Lines, at: int, to: int, sign: str) -> Lines:
    column = to % (len(lines[at]) + 1)
    return [*lines[:at], lines[at][:column] + sign + lines[at][column:], *lines[at + 1 :]]


def _move(lines: Lines, at: int, to: int, sign: str) -> Lines:
    block, rest = lines[at : at + 15], lines[:at] + lines[at + 15 :]
    return rest[:to] + block + rest[to:]


def _space(lines: Lines, at: int, to: int, sign: str) -> Lines:
    gap = ("  ", "    ", "\t", " | ")[to % 4]
    return [*lines[:at], lines[at].replace(" ", gap), *lines[at + 1 :]]


def _turn(lines: Lines, at: int, to: int, sign: str) -> Lines:
    return lines[:at] + lines[at : at + to % 30][::-1] + lines[at + to % 30 :]


CHANGES: tuple[Callable[[Lines, int, int, str], Lines], ...] = (
    _delete, _double, _insert, _inject, _move, _space, _turn,
)  # fmt: skip


@st.composite
def mangled(
    draw: st.DrawFn, texts: Sequence[Path] = tuple(TEXTS.values()), junk: Sequence[str] = JUNK
) -> str:
    """One of the texts after some changes, with pieces of `junk` thrown in."""
    lines = read_file(draw(st.sampled_from(texts))).splitlines()
    steps = st.tuples(st.sampled_from(CHANGES), places, places, st.sampled_from(junk))
    for change, at, to, sign in draw(st.lists(steps, min_size=1, max_size=10)):
        if lines:
            lines = change(lines, at % len(lines), to % len(lines), sign)
    return draw(st.sampled_from(["\n", "\r\n", "\n\n"])).join(lines)
