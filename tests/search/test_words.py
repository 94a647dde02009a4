"""Words are stemmed once, å ä and ö are letters of their own, and what is typed is read as terms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uppdragil.directives.content import CHAPTER_KEYS
from uppdragil.search.engine import place
from uppdragil.search.query import MOST, Query, Refusal, Term, parse
from uppdragil.search.said import HEAD
from uppdragil.search.snippets import excerpt, marked, spots
from uppdragil.search.words import folded, stem, tokens


def word(*stems: str) -> Term:
    return Term(stems, loose=len(stems) == 1)


def run(*stems: str) -> Term:
    return Term(stems)


@pytest.mark.parametrize(
    ("form", "same"),
    [("uppdragens", "uppdrag"), ("vårdens", "vård"), ("patienterna", "patient"), ("MÅLEN", "mål")],
)
def test_the_forms_of_a_word_have_one_stem(form: str, same: str) -> None:
    assert stem(form) == stem(same)


@pytest.mark.parametrize("pair", [("vård", "vard"), ("hål", "hal"), ("får", "för"), ("lön", "lon")])
def test_a_is_not_å_and_o_is_not_ö(pair: tuple[str, str]) -> None:
    assert stem(pair[0]) != stem(pair[1])


@given(st.text(alphabet=st.characters(categories=["L", "N"]), max_size=80))
def test_a_stem_begins_its_word(drawn: str) -> None:
    assert folded(drawn).startswith(stem(drawn))


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("vården", Query((word("vård"),))),
        ('"nära vård"', Query((run("när", "vård"),))),
        ("”nära vård”", Query((run("när", "vård"),))),
        ('"nära vård', Query((run("när", "vård"),))),
        ('"vård"', Query((run("vård"),))),
        ("vård -digital", Query((word("vård"),), (word("digital"),))),
        ('vård -"nära vård"', Query((word("vård"),), (run("när", "vård"),))),
        ("RS 2024-05699", Query((word("rs"), run("2024", "05699")))),
        ("IT-stöd", Query((run("it", "stöd"),))),
        ("vård och VÅRDEN", Query((word("vård"),))),
        ("NEAR(vård AND *)", Query((run("near", "vård"), word("and")))),
    ],
)
def test_what_is_typed_is_read_as_terms(typed: str, query: Query) -> None:
    assert parse(typed) == query


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", Refusal.EMPTY),
        ("😀 ?! *", Refusal.EMPTY),
        ('""', Refusal.EMPTY),
        ("och i på", Refusal.COMMON),
        ("-vård", Refusal.ONLY_WITHOUT),
        (" ".join(f"w{n}" for n in range(MOST + 1)), Refusal.MANY),
    ],
)
def test_nothing_is_searched_for_a_reason(typed: str, why: Refusal) -> None:
    assert parse(typed).refusal is why


@given(st.text(max_size=300))
def test_whatever_is_typed_is_answered(typed: str) -> None:
    query = parse(typed)
    assert all(one.isalnum() for term in (*query.wanted, *query.without) for one in term.stems)
    assert bool(query.wanted) or query.refusal


@given(st.text(max_size=300), st.text(max_size=20))
def test_an_excerpt_is_a_piece_of_the_text_and_its_marks_are_the_hits(text: str, typed: str) -> None:
    query = parse(typed)
    found = spots(text, query)
    assert "".join(part.text for part in marked(text, found)) == text
    piece = "".join(part.text for part in excerpt(text, found))
    assert piece.removeprefix("… ").removesuffix(" …") in text
    assert not found or any(part.hit for part in excerpt(text, found))


def test_a_hit_far_into_a_text_is_shown_with_what_stands_before_it() -> None:
    text = "alfa " * 100 + "vården " + "beta " * 100
    parts = excerpt(text, spots(text, parse("vård")))
    assert [part.text for part in parts if part.hit] == ["vården"]
    assert parts[0].text == "… "
    assert parts[1].text.endswith("alfa ")


def test_a_run_of_words_does_not_go_on_into_the_next_text() -> None:
    assert tokens(["nära", "vård"])[0] == ["när", "¶", "vård"]


def test_no_two_chapters_have_one_place() -> None:
    keys = (HEAD, "decisions", *CHAPTER_KEYS)
    places = {place(directive, decided, key) for directive in (1, 2) for decided in (0, 1) for key in keys}
    assert len(places) == 4 * len(keys)
