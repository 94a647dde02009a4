"""A directive printed as a PDF gives it up: sentences wrapped with blank lines inside, tables as streams of cells."""

from __future__ import annotations

import datetime as dt
import textwrap
from dataclasses import dataclass

from hypothesis import strategies as st

_NOUNS = (
    "mottagningen vården ingången Region Exempel IT HR remisser avdelningar bemanning råd Utvecklingsenheten"
)
_LINKS = "och för av med till på inom den en varje gemensam ny"
NOUNS, LINKS = _NOUNS.split(), _LINKS.split()
LABELS = {"sponsor": "Uppdragssponsorer", "owner": "Uppdragsägare", "member": "Uppdragsmedlemmar"}
LABELS |= {
    "lead": "Uppdragsledare",
    "receiver": "Mottagare av resultatet",
    "stakeholder": "Övriga intressenter",
}


@st.composite
def phrases(draw: st.DrawFn, most: int = 8) -> str:
    """Words that begin with a capital and end in a noun, now and then with capitals inside."""
    pairs = draw(st.lists(st.tuples(st.sampled_from(NOUNS), st.sampled_from(LINKS)), max_size=most - 1))
    said = [draw(st.sampled_from(["Ordna", "Visa", "Samla", "Följa", "Pröva"]))]
    for noun, link in pairs:
        said += [link, noun]
    return " ".join([*said, "hela", "vägen"])


sentences = st.lists(phrases(12), min_size=1, max_size=3).map(lambda said: ". ".join(said) + ".")
prose = st.lists(sentences, min_size=1, max_size=3)
days = st.dates(dt.date(2026, 1, 1), dt.date(2028, 12, 31))


@dataclass(frozen=True)
class Printed:
    """What is said, and the widths of running text and of a table's cell in characters."""

    background: list[str]
    goals: list[str]
    gates: list[tuple[str, str, dt.date, dt.date]]
    roles: list[tuple[str, str]]
    milestones: list[tuple[dt.date, str, str]]
    activities: list[tuple[str, dt.date, dt.date, str]]
    width: int
    cell: int

    def text(self) -> str:
        return "\n".join(
            [
                "UPPDRAGiL 3.0 \n\nUppdragsdirektiv - \n\nEn titel \n 1. Bakgrund ",
                *(self._wrapped(paragraph) for paragraph in self.background),
                "2. Mål och verksamhetsnytta \n\n2.1. Effektmål ",
                *(self._wrapped(f"• {goal}") for goal in self.goals),
                "5. Tidplan \nFas/beslutspunkt Start Slut \n",
                *(self._gate(*gate) for gate in self.gates),
                "8. Organisation ",
                *(self._wrapped(f"{LABELS[role]}: {holder}") for role, holder in self.roles),
                "9. Planering \n\n9.1. Milstolpar \n\nDatum Beslut Beslutspunkt Kommentar \n",
                *(self._milestone(*milestone) for milestone in self.milestones),
                "9.2. Delaktiviteter \n\nAktivitet Startdatum Slutdatum Ansvarig \n",
                *(self._activity(*activity) for activity in self.activities),
                "10. Kommunikation \nIngen. \n",
            ]
        )

    def _wrapped(self, text: str) -> str:
        return "".join(f"{line} \n\n" for line in self._lines(text, self.width))

    def _lines(self, text: str, width: int) -> list[str]:
        return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)

    def _cell(self, text: str) -> str:
        return " \n".join(self._lines(text, self.cell))

    def _gate(self, code: str, name: str, start: dt.date, end: dt.date) -> str:
        return f"{code} Beslut \n\n{self._cell(name)} \n\n{_day(start)} {_day(end)} \n"

    def _milestone(self, day: dt.date, decision: str, code: str) -> str:
        return f"{self._cell(f'{_day(day)} {decision}')} \n\n{code} \n"

    def _activity(self, name: str, start: dt.date, end: dt.date, responsible: str) -> str:
        dates = f"{_day(start)} {_day(end)}"
        return f"{self._cell(name)} \n\n{dates} {self._cell(responsible)} \n\n \n"


def _day(day: dt.date) -> str:
    return f"{day.day}/{day.month}-{day.year}"


printed = st.builds(
    Printed,
    background=prose,
    goals=st.lists(phrases(12), min_size=1, max_size=4),
    gates=st.lists(
        st.tuples(st.sampled_from(["BP0", "BP1", "BP2"]), phrases(), days, days), min_size=1, max_size=4
    ),
    roles=st.lists(st.tuples(st.sampled_from(sorted(LABELS)), phrases(12)), min_size=1, max_size=5),
    milestones=st.lists(
        st.tuples(days, phrases(), st.sampled_from(["BP0", "MS1", "MS12"])), min_size=1, max_size=4
    ),
    activities=st.lists(st.tuples(phrases(), days, days, phrases()), min_size=1, max_size=4),
    width=st.integers(60, 110),
    cell=st.integers(24, 44),
)
