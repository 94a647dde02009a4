"""Lines, tables and headings under strain."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.documents import samples
from uppdragil.directives.content import Risk
from uppdragil.documents.pdf import build_record
from uppdragil.documents.pdf.fonts import REGULAR, STRONG, missing, shown, width
from uppdragil.documents.pdf.lines import Run, break_lines
from uppdragil.documents.pdf.story import LONGEST, paragraphs
from uppdragil.editions.spec import ChapterSpec

TEXTS = st.text(alphabet=st.sampled_from("ab \nåWi-."), max_size=200)


@given(TEXTS, st.floats(min_value=2, max_value=60))
def test_no_line_is_wider_than_its_room(text: str, room: float) -> None:
    lines = break_lines([Run(text, REGULAR)], room)

    assert all(sum(width(piece, font) for piece, font in line.pieces) <= room + 1e-6 for line in lines)


@given(TEXTS, st.floats(min_value=2, max_value=60))
def test_no_character_is_lost_between_lines(text: str, room: float) -> None:
    lines = break_lines([Run("Skäl:", STRONG), Run(text, REGULAR)], room)

    kept = "".join(piece for line in lines for piece, _font in line.pieces)

    assert "".join(kept.split()) == "Skäl:" + "".join(text.split())


@given(st.text(max_size=60))
def test_what_is_shown_can_always_be_drawn(text: str) -> None:
    assert missing(shown(text)) == frozenset()
    assert all(len(c.encode("utf-16-le")) == 2 for c in shown(text))


@given(st.text(alphabet="ab \n", max_size=40).map(lambda t: t * 400))
def test_no_paragraph_is_too_long_for_one_block(text: str) -> None:
    parts = paragraphs(text)

    assert all(len(part) <= LONGEST for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_a_paragraph_that_is_too_long_for_one_block_goes_on_after_a_sentence() -> None:
    *parts, _last = paragraphs(samples.LONG * 90)

    assert len(parts) > 2
    assert [part[-1] for part in parts] == ["."] * len(parts)


def test_rows_of_every_height_find_a_place() -> None:
    risks = tuple(
        Risk(uid=f"risk{n:02}", text=samples.LONG * n, measure=samples.LONG * (45 - n), owner="Någon")
        for n in range(1, 45)
    )

    pdf = build_record(samples.record(samples.content().model_copy(update={"risks": risks})))

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(opened.pages) > 40


@pytest.mark.parametrize("numbers", [("2.1", "1"), ("1.1.1", "1.1"), ("", "9.9")])
def test_headings_never_skip_a_level(numbers: tuple[str, str]) -> None:
    chapters = (ChapterSpec(number=numbers[0], title="Först"), ChapterSpec(number=numbers[1], title="Sedan"))
    edition = samples.EDITION.model_copy(update={"chapters": chapters})

    pdf = build_record(replace(samples.record(), edition=edition))

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        levels = [int(str(o.S)[2]) for o in opened.objects if _is_heading(o)]
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def _is_heading(thing: pikepdf.Object) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and str(thing.get("/S", "")) in ("/H1", "/H2", "/H3", "/H4")


@pytest.mark.parametrize(
    ("evidence", "is_link"),
    [
        ("https://exempel.invalid/a?b=c", True),
        ("http://exempel.invalid/", True),
        ("javascript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("https://", False),
        ("https://[", False),
        ("https://exempel.invalid/en plats", False),
        ("Pärm 14", False),
    ],
)
def test_only_web_addresses_become_links(evidence: str, is_link: bool) -> None:
    answer = replace(samples.answers()[0], evidence=evidence)

    pdf = build_record(samples.record(answers=(answer,)))

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        links = [str(a.A.URI) for p in opened.pages for a in p.get("/Annots", []) if a.Subtype == "/Link"]
    assert links == ([evidence] if is_link else [])
