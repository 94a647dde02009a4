"""The rules of adoption have a sentence for every reason, and scans are what their bytes say."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.test_adopting import REFUSED
from uppdragil.core.scans import MAX_BYTES, MAX_NAME, BadScan, media_type, read_scan
from uppdragil.gates.adoption import is_web
from uppdragil.gates.sentences import ADOPTION

PNG = b"\x89PNG\r\n\x1a\n and more"


def test_every_reason_that_has_a_sentence_is_given_somewhere() -> None:
    given_somewhere = {code for _, codes in REFUSED for code in codes}
    assert set(ADOPTION) - given_somewhere == {"not_office"}  # in a test of its own


@pytest.mark.parametrize(
    ("data", "kind", "ending"),
    [
        (b"%PDF-1.7\n", "application/pdf", ".pdf"),
        (PNG, "image/png", ".png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg", ".jpg"),
    ],
)
def test_a_scan_is_what_its_bytes_say_whatever_it_is_called(data: bytes, kind: str, ending: str) -> None:
    scan = read_scan("beslut.html", data)
    assert (scan.name, media_type(scan.data)) == (f"beslut{ending}", kind)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"<html>", "other_kind"),
        (b" %PDF-1.7", "other_kind"),
        (b"GIF89a", "other_kind"),
        (b"PK\x03\x04", "other_kind"),
        (b"%PDF-" + b"x" * MAX_BYTES, "too_large"),
    ],
)
def test_anything_else_is_refused_with_a_sentence(data: bytes, code: str) -> None:
    with pytest.raises(BadScan) as refused:
        read_scan("beslut.pdf", data)
    assert refused.value.code == code
    assert str(refused.value)


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("C:\\Mina dokument\\Beslut § 12.PDF", "Beslut § 12.png"),
        ("../../etc/passwd", "passwd.png"),
        ("faktura\u202efdp.exe", "fakturafdp.png"),
        ('a"b\r\nSet-Cookie: x', "a-bSet-Cookie- x.png"),
        ("", "scan.png"),
        ("...", "scan.png"),
    ],
)
def test_its_name_is_safe_to_show_and_to_save(name: str, clean: str) -> None:
    assert read_scan(name, PNG).name == clean


@given(st.text())
def test_no_name_leaves_its_folder_or_its_line(name: str) -> None:
    clean = read_scan(name, PNG).name
    assert re.fullmatch(rf"[^/\\\r\n\0\"]{{1,{MAX_NAME + 4}}}", clean)
    assert clean.isprintable()


@pytest.mark.parametrize(
    ("link", "web"),
    [
        ("https://diarium.example/1?a=b", True),
        ("http://x", True),
        ("javascript:alert(1)", False),
        ("https://", False),
        ("https://[", False),
        ("//diarium", False),
        ("https://a b", False),
        ("ftp://a", False),
    ],
)
def test_only_a_web_address_is_a_link(link: str, web: bool) -> None:
    assert is_web(link) is web
