"""What is told when a mandate is taken in: an ordinary one, and one whose texts are near what the form takes."""

from __future__ import annotations

from tests.documents.samples import DECIDED, EDITION, LONG, UNBROKEN, content, day, stress_content
from uppdragil.core.canonical import sha256
from uppdragil.directives import canonical
from uppdragil.directives.content import DirectiveContent
from uppdragil.documents.adoption import AdoptionTold, Told
from uppdragil.editions.spec import Outcome

MOST = {"decided_by": 500, "reference": 500, "link": 1_000, "text": 5_000, "scan_name": 200}  # characters


def ordinary() -> AdoptionTold:
    """Two decisions, one shown by a scan and one by a link."""
    return _told(
        content(),
        (
            Told(
                **_gate("BP0", Outcome.CONDITIONAL),
                decided_on=day("2025-09-15"),
                decided_by="Regiondirektören i centrala ledningsgruppen",
                reference="§ 12, RS 2025-00418",
                text="Kostnaden för meddelandetjänsten ska vara beräknad före BP1. Det är den.",
                scan_name="protokoll-2025-09-15.pdf",
                scan_sha256="5e884898da280471" * 4,
            ),
            Told(
                **_gate("BP1", Outcome.YES),
                decided_on=day("2026-01-12"),
                decided_by="Karin Ekelöf, hälso- och sjukvårdsdirektör",
                link="https://diarium.exempel.invalid/RS-2026-00012/beslut",
            ),
        ),
    )


def hard() -> AdoptionTold:
    """A decision at each gate with texts as long as they may be, with and without a place to break a line."""
    texts = (LONG * 40, UNBROKEN * 20, f"{LONG}\n\n- ett\n- två\n\n{UNBROKEN} 漢字 🎉 " * 12, "Ä" * 9_000)
    return _told(
        stress_content(),
        tuple(
            Told(
                **_gate(gate.code, Outcome.YES),
                decided_on=day("2025-09-15"),
                decided_by=text[: MOST["decided_by"]],
                reference=text[: MOST["reference"]],
                link=("https://exempel.invalid/" + "väg-" * 300)[: MOST["link"]],
                text=text[: MOST["text"]],
                scan_name=(UNBROKEN * 3)[: MOST["scan_name"]],
                scan_sha256="5e884898da280471" * 4,
            )
            for gate, text in zip(EDITION.gates, texts, strict=True)
        ),
    )


def _gate(code: str, outcome: Outcome) -> dict[str, str]:
    gate = EDITION.gate(code)
    return {"gate": code, "gate_name": gate.name, "outcome": gate.outcomes[outcome]}


def _told(value: DirectiveContent, told: tuple[Told, ...]) -> AdoptionTold:
    data = canonical.to_bytes(value)
    return AdoptionTold(
        organisation="Region Exempel",
        demo=True,
        number=value.number,
        content=value,
        edition=EDITION,
        version=1,
        version_bytes=data,
        sha256=sha256(data),
        stage="Genomförande",
        told=told,
        told_by="Signe Portföljsson",
        title="Portföljstrateg",
        authenticated="Passnyckel, 14.02",
        at=DECIDED,
    )
