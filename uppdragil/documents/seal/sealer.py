"""Which sealer this installation has."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Protocol

from django.conf import settings

from .demo_ca import demo_seal
from .pkcs12 import Pkcs12Sealer, SealError
from .timestamps import TimeStamps


class Sealer(Protocol):
    """Whatever can seal: a file with a key, a security module, a signing service."""

    def seal(self, pdf: bytes, *, reason: str, at: dt.datetime) -> bytes:
        """`pdf` with its seal field filled; `at` is aware. Raises SealError."""
        ...


def get_sealer() -> Sealer:
    """The sealer of the settings; the demo makes its own certificate. Raises SealError when there is none.

    With a time stamping authority it raises SealError while that gives no stamp: the record waits for it.
    """
    if settings.SEAL_PKCS12:
        return _load(Path(settings.SEAL_PKCS12), settings.SEAL_PASSWORD, settings.SEAL_TSA_URL)
    if settings.DEMO:
        return _load(
            demo_seal(settings.VAR_DIR / "demo-ca", settings.ORGANISATION_NAME), "", settings.SEAL_TSA_URL
        )
    raise SealError("No sealing certificate: set UPPDRAGIL_SEAL_PKCS12 and UPPDRAGIL_SEAL_PASSWORD.")


@cache
def _load(path: Path, password: str, tsa_url: str) -> Sealer:
    """Read once per process: deriving the key from the password is slow on purpose."""
    return Pkcs12Sealer.from_file(path, password, TimeStamps(tsa_url) if tsa_url else None)
