"""A scanned paper that somebody sends in: what it is, is read from its bytes, never from its name."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from pathlib import PureWindowsPath

from django.utils.translation import gettext_lazy as _

from uppdragil.core.coded import Coded

from .canonical import sha256

MAX_BYTES = 20 * 1024 * 1024
MAX_NAME = 120  # characters, without the ending
_KINDS = (
    (b"%PDF-", "application/pdf", ".pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
    (b"\xff\xd8\xff", "image/jpeg", ".jpg"),
)
SENTENCES = {
    "empty": _("The file is empty."),
    "too_large": _("The file is larger than 20 MB."),
    "other_kind": _("The file is not a PDF, PNG or JPEG. Scan the paper to one of those."),
}


class BadScan(Coded):
    """The file is no scan. `code` is a key of SENTENCES."""

    sentences = SENTENCES


@dataclass(frozen=True)
class Scan:
    """A PDF, PNG or JPEG; `name` ends as its kind does."""

    name: str
    data: bytes

    @cached_property
    def sha256(self) -> str:
        return sha256(self.data)


def read_scan(name: str, data: bytes) -> Scan:
    """The scan in `data`, with a name that is safe to show and to save. Raises BadScan."""
    if not data:
        raise BadScan("empty")
    if len(data) > MAX_BYTES:
        raise BadScan("too_large")
    found = next((ending for start, _, ending in _KINDS if data.startswith(start)), None)
    if found is None:
        raise BadScan("other_kind")
    return Scan(_clean(name) + found, data)


def media_type(data: bytes) -> str:
    """What a stored scan is; bytes without a kind for anything else."""
    return next((kind for start, kind, _ in _KINDS if data.startswith(start)), "application/octet-stream")


def _clean(name: str) -> str:
    """The last part of a path, without its ending and without signs that are not seen or that files cannot have."""
    stem = PureWindowsPath(name[-1_000:].replace("\0", "")).stem
    seen = "".join(c for c in stem if c.isprintable() and unicodedata.category(c) != "Cf")
    plain = re.sub(r'[<>:"/\\|?*]+', "-", unicodedata.normalize("NFC", seen[: MAX_NAME * 2]))
    return plain[:MAX_NAME].strip(" .-") or "scan"
