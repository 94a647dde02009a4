"""A certificate for the demo's seal, from an authority that exists for that one signature.

The authority's key is never stored, so nothing else can be signed with it.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import tempfile
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

SEAL_FILE = "seal.p12"
CA_FILE = "ca.pem"
YEARS = 10
_LONGEST_NAME = 64  # characters in one part of a name (RFC 5280, appendix A)


def demo_seal(folder: Path, organisation: str) -> Path:
    """The seal's PKCS#12 file in `folder` (no password), beside the authority's certificate `ca.pem`.

    Made at the first call. Two processes at once end up with the same files: a finished folder is
    moved into place, and only the first move succeeds.
    """
    if not (folder / SEAL_FILE).exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(
            tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent)
        )  # readable by its owner only
        try:
            _make(made, organisation)
            made.rename(folder)
        except OSError:
            if not (folder / SEAL_FILE).exists():
                raise
        finally:
            shutil.rmtree(made, ignore_errors=True)
    return folder / SEAL_FILE


def _make(folder: Path, organisation: str) -> None:
    root_key, seal_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root_name = _name(organisation, "demo-CA, gäller inte")
    root = _certificate(root_name, root_key.public_key(), root_name, root_key, is_root=True)
    seal_name = _name(organisation, "demostämpel, gäller inte")
    seal = _certificate(seal_name, seal_key.public_key(), root_name, root_key, is_root=False)
    bundle = pkcs12.serialize_key_and_certificates(
        b"seal", seal_key, seal, None, serialization.NoEncryption()
    )
    _write(folder / CA_FILE, root.public_bytes(serialization.Encoding.PEM))
    _write(folder / SEAL_FILE, bundle)


def _write(path: Path, data: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)


def _name(organisation: str, what: str) -> x509.Name:
    suffix = " (demo)"
    parts = (
        (NameOID.COUNTRY_NAME, "SE"),
        (NameOID.ORGANIZATION_NAME, organisation[: _LONGEST_NAME - len(suffix)] + suffix),
        (NameOID.COMMON_NAME, f"UPPDRAGiL {what}"),
    )
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts])


def _certificate(
    subject: x509.Name,
    public_key: ec.EllipticCurvePublicKey,
    issuer: x509.Name,
    issuer_key: ec.EllipticCurvePrivateKey,
    *,
    is_root: bool,
) -> x509.Certificate:
    now = dt.datetime.now(dt.UTC)
    builder = (
        x509.CertificateBuilder(subject_name=subject, issuer_name=issuer, public_key=public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))  # clocks differ
        .not_valid_after(now + dt.timedelta(days=365 * YEARS))
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=0 if is_root else None), critical=True)
        .add_extension(_usage(is_root), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False
        )
    )
    return builder.sign(issuer_key, hashes.SHA256())


def _usage(is_root: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_root,
        content_commitment=not is_root,
        key_cert_sign=is_root,
        crl_sign=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
