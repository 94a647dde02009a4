"""A seal as an organisation buys it: an RSA key, and an authority between it and the root."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from tests.documents.conftest import SEALED_AT
from uppdragil.documents.seal.pkcs12 import Pkcs12Sealer
from uppdragil.documents.verify import verify

Issued = tuple[x509.Certificate, rsa.RSAPrivateKey]


def issue(name: str, issuer: Issued | None, *, is_ca: bool) -> Issued:
    key = rsa.generate_private_key(65537, 2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    usage = dict.fromkeys(
        (
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "encipher_only",
            "decipher_only",
            "crl_sign",
        ),
        False,
    )
    builder = x509.CertificateBuilder(
        issuer_name=issuer[0].subject if issuer else subject,
        subject_name=subject,
        public_key=key.public_key(),
        serial_number=x509.random_serial_number(),
        not_valid_before=SEALED_AT - dt.timedelta(days=30),
        not_valid_after=SEALED_AT + dt.timedelta(days=700),
    )
    builder = builder.add_extension(x509.BasicConstraints(is_ca, None), critical=True).add_extension(
        x509.KeyUsage(
            digital_signature=not is_ca, content_commitment=not is_ca, key_cert_sign=is_ca, **usage
        ),
        critical=True,
    )
    return builder.sign(issuer[1] if issuer else key, hashes.SHA256()), key


@pytest.fixture(scope="module")
def root() -> Issued:
    return issue("Rot", None, is_ca=True)


@pytest.fixture(scope="module")
def bought(root: Issued, ordinary_pdf: bytes, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A record sealed with a bought certificate."""
    middle = issue("Utfärdare", root, is_ca=True)
    certificate, key = issue("Regionens stämpel", middle, is_ca=False)
    path = tmp_path_factory.mktemp("p12") / "seal.p12"
    protection = serialization.BestAvailableEncryption(b"hemligt")
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"", key, certificate, [middle[0]], protection))
    return Pkcs12Sealer.from_file(path, "hemligt").seal(ordinary_pdf, reason="JA", at=SEALED_AT)


@pytest.mark.usefixtures("soon_after")
def test_it_is_trusted_when_the_root_is_named(bought: bytes, root: Issued) -> None:
    found = verify(bought, root[0].public_bytes(serialization.Encoding.DER))

    assert (found.intact, found.trusted) == (True, True)


def test_it_is_no_demo_seal(bought: bytes) -> None:
    seal = verify(bought).seal

    assert seal
    assert (seal.demo, seal.name, seal.issuer) == (False, "Regionens stämpel", "Utfärdare")


def test_a_wrong_password_is_told(tmp_path: Path, root: Issued) -> None:
    certificate, key = root
    protection = serialization.BestAvailableEncryption(b"hemligt")
    (tmp_path / "a.p12").write_bytes(
        pkcs12.serialize_key_and_certificates(b"", key, certificate, None, protection)
    )

    with pytest.raises(Exception, match="password is wrong"):
        Pkcs12Sealer.from_file(tmp_path / "a.p12", "fel")
