"""A seal whose time is proven, and what happens while nobody proves it."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from django.core.management import call_command
from pytest_django.fixtures import Settings

from tests import factories
from tests.documents import tsa_server
from tests.documents.conftest import SEALED_AT
from tests.documents.pdf_tools import failures
from uppdragil.documents.models import DecisionRecord
from uppdragil.documents.seal import get_sealer
from uppdragil.documents.seal.pkcs12 import NoTimeStamp, Pkcs12Sealer
from uppdragil.documents.seal.timestamps import TimeStamps
from uppdragil.documents.verify import verify


def tsa_certificate(key: rsa.RSAPrivateKey) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Time")])
    now = dt.datetime.now(dt.UTC)
    builder = x509.CertificateBuilder(
        issuer_name=name,
        subject_name=name,
        public_key=key.public_key(),
        serial_number=x509.random_serial_number(),
        not_valid_before=now - dt.timedelta(days=1),
        not_valid_after=now + dt.timedelta(days=1),
    )
    stamping = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
    return builder.add_extension(stamping, critical=True).sign(key, hashes.SHA256())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The authority's certificate and key."""
    made, key = tmp_path_factory.mktemp("tsa"), rsa.generate_private_key(65537, 2048)
    certificate = tsa_certificate(key)
    (made / "tsa.der").write_bytes(certificate.public_bytes(serialization.Encoding.DER))
    (made / "tsa.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    encoding, form = serialization.Encoding.DER, serialization.PrivateFormat.PKCS8
    (made / "key.der").write_bytes(key.private_bytes(encoding, form, plain))
    return made


@pytest.fixture(scope="module")
def tsa(folder: Path) -> Iterator[str]:
    """The address of an authority that runs."""
    command = [sys.executable, tsa_server.__file__, str(folder / "tsa.der"), str(folder / "key.der")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        process.terminate()


@pytest.fixture
def timed(demo_folder: Path, tsa: str) -> Pkcs12Sealer:
    return Pkcs12Sealer.from_file(demo_folder / "seal.p12", "", TimeStamps(f"{tsa}/stamp"))


def test_the_stamp_proves_when_the_seal_was_set(
    timed: Pkcs12Sealer, ordinary_pdf: bytes, ca: bytes, folder: Path
) -> None:
    sealed = timed.seal(ordinary_pdf, reason="JA", at=SEALED_AT)

    seal = verify(sealed, ca + (folder / "tsa.pem").read_bytes()).seal
    assert seal
    assert seal.at_is_proven
    assert seal.at
    assert abs(dt.datetime.now(dt.UTC) - seal.at) < dt.timedelta(minutes=5)


def test_a_stamp_of_an_authority_that_is_not_trusted_proves_nothing(
    timed: Pkcs12Sealer, ordinary_pdf: bytes, ca: bytes
) -> None:
    found = verify(timed.seal(ordinary_pdf, reason="JA", at=SEALED_AT), ca)

    assert found.intact
    assert found.seal
    assert not found.seal.at_is_proven


def test_a_stamped_record_is_still_archival_and_accessible(
    timed: Pkcs12Sealer, ordinary_pdf: bytes, tmp_path: Path
) -> None:
    (tmp_path / "sealed.pdf").write_bytes(timed.seal(ordinary_pdf, reason="JA", at=SEALED_AT))

    assert failures(tmp_path / "sealed.pdf", sealed=True) == []


@pytest.mark.parametrize("answer", ["no", "page", "rubbish", "wrong"])
def test_what_is_no_stamp_seals_nothing(
    demo_folder: Path, tsa: str, ordinary_pdf: bytes, answer: str
) -> None:
    sealer = Pkcs12Sealer.from_file(demo_folder / "seal.p12", "", TimeStamps(f"{tsa}/{answer}"))

    with pytest.raises(NoTimeStamp):
        sealer.seal(ordinary_pdf, reason="JA", at=SEALED_AT)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/", "no address at all", "ftp://127.0.0.1/"])
def test_an_authority_that_is_not_there_seals_nothing(
    demo_folder: Path, ordinary_pdf: bytes, url: str
) -> None:
    sealer = Pkcs12Sealer.from_file(demo_folder / "seal.p12", "", TimeStamps(url))

    with pytest.raises(NoTimeStamp, match="No time stamp from"):
        sealer.seal(ordinary_pdf, reason="JA", at=SEALED_AT)


def test_without_the_setting_nobody_is_asked(
    settings: Settings, demo_folder: Path, ordinary_pdf: bytes
) -> None:
    settings.SEAL_PKCS12, settings.SEAL_TSA_URL = str(demo_folder / "seal.p12"), ""

    found = verify(get_sealer().seal(ordinary_pdf, reason="JA", at=SEALED_AT))

    assert found.seal
    assert found.seal.at == SEALED_AT


@pytest.mark.django_db
def test_a_record_waits_for_its_stamp_and_is_not_lost(settings: Settings, tsa: str) -> None:
    decision = factories.at("preparation").directive.decisions.get()
    settings.SEAL_TSA_URL = f"{tsa}/page"

    with pytest.raises(SystemExit):
        call_command("build_records")
    assert not DecisionRecord.objects.exists()

    settings.SEAL_TSA_URL = f"{tsa}/stamp"
    call_command("build_records")
    record = DecisionRecord.objects.get(decision=decision)
    seal = verify(bytes(record.pdf)).seal
    assert seal
    assert seal.at
    assert seal.at > decision.decided_at
