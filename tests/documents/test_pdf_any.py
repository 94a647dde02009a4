"""Whatever people write, the record is archival and accessible."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import strategies
from tests.documents import samples
from tests.documents.pdf_tools import failures
from uppdragil.documents.pdf import build_record
from uppdragil.documents.record import Answer, AnswerValue, Condition, Record

TEXT = st.text(max_size=80)
SLOW = list(HealthCheck)  # a document takes a tenth of a second


@st.composite
def records(draw: st.DrawFn) -> Record:
    base = samples.record(draw(strategies.contents()), organisation=draw(TEXT), motivation=draw(TEXT))
    answer = Answer(
        code="a", question=draw(TEXT), value=AnswerValue.NO, motivation=draw(TEXT), evidence=draw(TEXT)
    )
    return replace(
        base,
        number=draw(TEXT),
        event=draw(TEXT),
        answers=(answer,),
        conditions=(Condition(text=draw(TEXT), responsible=draw(TEXT), due=samples.day("2027-01-01")),),
        sign_offs=(replace(base.sign_offs[0], name=draw(TEXT), title=draw(TEXT), for_whom=draw(TEXT)),),
    )


def check(record: Record, folder: Path) -> None:
    (folder / "any.pdf").write_bytes(build_record(record))
    assert failures(folder / "any.pdf") == []


@settings(max_examples=10, suppress_health_check=SLOW)
@given(record=records())
def test_any_record_is_archival_and_accessible(record: Record, tmp_path: Path) -> None:
    check(record, tmp_path)


@pytest.mark.prove
@settings(max_examples=500, suppress_health_check=SLOW)
@given(record=records())
def test_very_many_records_are_archival_and_accessible(record: Record, tmp_path: Path) -> None:
    check(record, tmp_path)
