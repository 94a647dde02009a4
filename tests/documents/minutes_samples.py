"""Minutes to draw: an ordinary meeting, and one that strains every part. All words are our own."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from tests.documents.samples import DECIDED, STOCKHOLM, day
from uppdragil.core.canonical import sha256
from uppdragil.documents.minutes import Signed, Source
from uppdragil.meetings import protocol
from uppdragil.meetings.protocol import Attendee, Protocol, Reservation, Section, Stated

CHAIR = Attendee("Birgitta Norén", "Regiondirektör", "ordförande")
LEFT = Attendee("Mats Åström", "Digitaliseringsdirektör", "ledamot", left=dt.time(14, 20))
STAND_IN = Attendee("Eva Öst", "Bitr. ekonomidirektör", "ledamot", "Lena Öhrn", arrived=dt.time(13, 15))
SECRETARY = Attendee("Siv Tjäder", "Sekreterare", "sekreterare")
AWAY = Attendee("Lena Öhrn", "Ekonomidirektör", "ledamot")

DECISION = Section(
    number=84,
    item="a" * 16,
    kind="gate",
    heading="Digital kallelse till återbesök",
    directive="d" * 16,
    directive_number="U-2026-014",
    background="Kallelser till återbesök skickas i dag med post från 38 mottagningar. Var **femte** patient ringer "
    "för att byta tid:\n\n- växeln hinner inte svara\n- tre av fyra vill boka om själva",
    what="BP0 Fastställande av uppdragsdirektiv",
    decided="Fastställs med villkor",
    passes=True,
    motivation="Nyttan är tydlig, men kostnaden för meddelandetjänsten behöver räknas om.",
    official="Birgitta Norén, regiondirektör",
    conditions=(
        Stated("Kostnaden för meddelandetjänsten är beräknad", "Sanna Lindhé", day("2027-01-15")),
        Stated("Reservflödet är prövat med patientrådet", "Enheten för patientkontakt", day("2027-02-26")),
    ),
    recused=("Mats Åström, digitaliseringsdirektör",),
    dissent=(
        Reservation("Eva Öst, bitr. ekonomidirektör", "Beslutet borde ha väntat på budgeten för 2027."),
    ),
    round="e" * 16,
    version_sha256="f" * 64,
)
FREE = Section(
    number=85,
    item="b" * 16,
    kind="free",
    heading="Information om höstens upphandlingar",
    background="Upphandlingschefen berättar vad som är på gång.",
    decided="Informationen noterades.",
    absent=("Mats Åström, digitaliseringsdirektör",),
)
REFUSED = replace(
    DECISION,
    number=86,
    heading="Gemensam bokning av lokaler",
    directive_number="U-2026-021",
    what="BP0 Fastställande av uppdragsdirektiv",
    decided="Bordläggs",
    passes=False,
    motivation="Underlaget kom för sent.",
    postponed_to=day("2026-12-07"),
    conditions=(),
    recused=(),
    dissent=(),
)


def ordinary() -> Protocol:
    return Protocol(
        schema=1,
        organisation="Region Exempel",
        demo=False,
        body="Centrala ledningsgruppen",
        body_kind="ledningsgrupp",
        number=9,
        year=2026,
        date=DECIDED.date(),
        place="Sammanträdesrum Älven",
        starts=dt.time(13, 0),
        closed_at=DECIDED.replace(hour=15, minute=5),
        chair=CHAIR.named,
        secretary=SECRETARY.named,
        present=(CHAIR, LEFT, STAND_IN, SECRETARY),
        absent=(AWAY,),
        adjusters=(CHAIR.named, STAND_IN.named),
        sections=(DECISION, FREE, REFUSED),
    )


def stress() -> Protocol:
    """Forty paragraphs, sixty people, forty conditions, long words and characters that no typeface has."""
    people = tuple(replace(CHAIR, name=f"Person Nummer-{i} av {'Lång' * 20}") for i in range(60))
    long = "Sammanträdesprotokollsanteckningsbok " * 120
    heavy = replace(
        DECISION,
        heading="Rubrik som är mycket lång och går över flera rader " * 5,
        background=f"{long}\n\n{long}\n\n- ett\n  - två\n    - tre\n\n> citat\n\n汉字 \U0001f600 {'x' * 400}",
        motivation=long * 3,
        conditions=tuple(
            replace(DECISION.conditions[0], text=f"Villkor {i} {long[:300]}") for i in range(40)
        ),
        recused=tuple(p.named for p in people[:20]),
        dissent=tuple(Reservation(p.named, long) for p in people[:8]),
        absent=tuple(p.named for p in people[20:]),
    )
    sections = [heavy, *(replace(FREE if i % 2 else REFUSED, number=85 + i) for i in range(39))]
    return replace(
        ordinary(),
        demo=True,
        body="Regionala utvecklingsnämndens arbetsutskott för samverkan och gemensamma frågor",
        present=people,
        absent=people,
        adjusters=tuple(p.named for p in people[:12]),
        sections=tuple(sections),
    )


def source(value: Protocol, *, final: bool = True, number: int | None = None) -> Source:
    data = protocol.to_bytes(value)
    at = dt.datetime(2026, 11, 18, 9, 41, tzinfo=STOCKHOLM)
    signed = tuple(Signed(name, at, "Lösenord, 09.40") for name in value.adjusters) if final else ()
    return Source(value, data, sha256(data), at, signed, final, number)
