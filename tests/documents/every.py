"""Every kind of document that is sealed, as a sample: built once, for whoever asks something of all of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from tests.documents import adoption_samples, change_samples, minutes_samples, samples
from uppdragil.documents.pdf import build_record
from uppdragil.documents.pdf.adoption import build_adoption
from uppdragil.documents.pdf.minutes import build_minutes
from uppdragil.documents.record import Record

RECORDS: dict[str, Callable[[], Record]] = {
    "conditional yes": samples.record,
    "refusal by a body": samples.body_record,
    "every chapter strained, 12 sign-offs, 40 conditions": samples.stress_record,
    "next to nothing": change_samples.bare_record,
    "change": change_samples.change_record,
    "hard change": change_samples.hard_change_record,
    "superseding": change_samples.superseding_record,
    "owners who disagree": change_samples.disagreeing_record,
    "postponed": change_samples.postponed_record,
    "handover": change_samples.handover_record,
}
ADOPTIONS = {"adoption": adoption_samples.ordinary, "hard adoption": adoption_samples.hard}
MINUTES = {
    "minutes": minutes_samples.source(minutes_samples.ordinary()),
    "extract": minutes_samples.source(minutes_samples.ordinary(), number=84),
    "extract of a free item": minutes_samples.source(minutes_samples.ordinary(), number=85),
    "hard minutes": minutes_samples.source(minutes_samples.stress()),
    "hard extract": minutes_samples.source(minutes_samples.stress(), number=84),
}
NAMES = (*RECORDS, *ADOPTIONS, *MINUTES)


@cache
def built(name: str) -> bytes:
    """The sample's PDF before it is sealed."""
    if name in RECORDS:
        return build_record(RECORDS[name]())
    if name in ADOPTIONS:
        return build_adoption(ADOPTIONS[name]())
    return build_minutes(MINUTES[name])
