"""Records built and sealed once for all tests of documents."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine

from tests.documents import samples
from uppdragil.documents.pdf import build_record
from uppdragil.documents.seal.demo_ca import demo_seal
from uppdragil.documents.seal.pkcs12 import Pkcs12Sealer

SEALED_AT = samples.DECIDED + dt.timedelta(minutes=2)


@pytest.fixture(scope="session")
def ordinary_pdf() -> bytes:
    return build_record(samples.record())


@pytest.fixture(scope="session")
def stress_pdf() -> bytes:
    return build_record(samples.stress_record())


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with time_machine.travel(SEALED_AT - dt.timedelta(days=30)):
        return demo_seal(tmp_path_factory.mktemp("var") / "demo-ca", "Region Exempel").parent


@pytest.fixture(scope="session")
def sealer(demo_folder: Path) -> Pkcs12Sealer:
    return Pkcs12Sealer.from_file(demo_folder / "seal.p12", "")


@pytest.fixture(scope="session")
def sealed_pdf(ordinary_pdf: bytes, sealer: Pkcs12Sealer) -> bytes:
    return sealer.seal(ordinary_pdf, reason="JA med villkor", at=SEALED_AT)


@pytest.fixture(scope="session")
def ca(demo_folder: Path) -> bytes:
    return (demo_folder / "ca.pem").read_bytes()


@pytest.fixture
def soon_after() -> Iterator[None]:
    """The day after the sealing, when its certificate is valid."""
    with time_machine.travel(SEALED_AT + dt.timedelta(days=1)):
        yield
