"""The text of a chapter becomes harmless HTML, whatever somebody writes."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uppdragil.web.templatetags.prose import prose

ALLOWED = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "blockquote", "code"}


def tags(html: str) -> set[str]:
    return set(re.findall(r"<\s*/?\s*([a-zA-Z0-9]+)", html))


def test_it_draws_paragraphs_lists_and_emphasis() -> None:
    html = prose("Ett **viktigt** stycke\n\n- ett\n- två")
    assert "<strong>viktigt</strong>" in html
    assert html.count("<li>") == 2


def test_a_line_break_stays_a_line_break() -> None:
    assert "<br>" in prose("Gatan 1\nOrten")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<a href="https://x" onclick="alert(1)">x</a>',
        "<style>body{display:none}</style>",
        "<iframe src=//x></iframe>",
        "<!-- --><svg/onload=alert(1)>",
    ],
)
def test_html_is_text_and_no_tag(text: str) -> None:
    assert tags(prose(text)) <= {"p", "br"}


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "java&#10;script:x",
        "file:///x",
    ],
)
def test_a_link_to_anything_but_the_web_or_mail_leads_nowhere(address: str) -> None:
    assert "href" not in prose(f"[tryck]({address})")
    assert "href" not in prose(f"<{address}>")


def test_a_link_to_the_web_is_kept_and_tells_nothing_of_where_it_was() -> None:
    assert prose("[sida](https://example.org/x)") == (
        '<p><a href="https://example.org/x" rel="noopener noreferrer">sida</a></p>\n'
    )


def test_a_picture_is_not_fetched() -> None:
    assert "<img" not in prose("![bild](https://example.org/x.png)")


def test_a_heading_does_not_break_into_the_documents_own() -> None:
    assert not tags(prose("# Stor\n\nLiten\n---")) & {"h1", "h2", "hr"}


@given(st.text(alphabet="<>[]()!*_`#-\n :/abjsi\"'&;1.", max_size=200))
def test_no_text_gives_other_tags_or_attributes(text: str) -> None:
    html = prose(text)
    assert tags(html) <= ALLOWED
    assert not re.search(r"<[^>]*\son\w+=", html)


@pytest.mark.parametrize("unit", ["[", "*a ", "`", "> ", "[a](", "![[", "1. a\n", "<"])
def test_hostile_text_takes_bounded_time(unit: str) -> None:
    began = time.monotonic()
    prose(unit * (200_000 // len(unit)))
    assert time.monotonic() - began < 5
